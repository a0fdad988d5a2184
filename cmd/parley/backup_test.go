package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// runToEnd runs parley and gives what it printed; it must end well.
func runToEnd(t testing.TB, args ...string) string {
	t.Helper()
	p := startParley(t, args...)
	if code := p.wait(t, time.Minute); code != 0 {
		t.Fatalf("parley %v: exit code %d: %s", args, code, p.stderr.String())
	}
	return p.stdout.String()
}

// passphraseFile is a private file.
func passphraseFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(path, []byte("a passphrase of many words\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestBackupWhileItRuns makes a backup of a deployment that is being changed,
// and restores it in another place: the log is a beginning of what there was,
// names and PINs can be read, accounts and tokens are good, and the
// Conferencing Node comes back with the certificate that it has.
func TestBackupWhileItRuns(t *testing.T) {
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	makeHistory(t, m)
	oslo := m.api.must(t, "locationCreate", map[string]any{"name": "Bergen"}).id()
	node := newConferencingNode(t, m, "bergen-1", oslo)
	node.start(t)
	awaitTypes(t, m.api, "node.enrolled", "node.connected")

	m.api.change(t, `mutation($input: CloudAccountCreateInput!) { cloudAccountCreate(input: $input) { cloudAccount { id } userErrors { code field message } } }`,
		map[string]any{"name": "Frankfurt", "region": "eu-central-1"})
	accountIs := func(enabled bool) error {
		var page struct {
			Nodes []struct{ Enabled bool }
		}
		m.api.query(t, `{ cloudAccounts(first: 5) { nodes { enabled } } }`, nil, &page)
		if list := page.Nodes; len(list) != 1 || list[0].Enabled != enabled {
			return fmt.Errorf("%+v", page)
		}
		return nil
	}
	eventually(t, time.Minute, "the cloud account is there", func() error { return accountIs(true) })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	changes := make(chan int, 1)
	go func() {
		n := 0
		for ; ctx.Err() == nil; n++ {
			if _, err := m.api.mutate(context.WithoutCancel(ctx), "globalSettingsUpdate", map[string]any{"deploymentName": fmt.Sprint("Busy ", n)}); err != nil {
				t.Error(err)
				break
			}
		}
		changes <- n
	}()
	file, passphrase := filepath.Join(t.TempDir(), "parley.backup"), passphraseFile(t)
	runToEnd(t, "backup", "--url", m.api.base, "--token", m.api.token, "--out", file, "--passphrase-file", passphrase)
	cancel()
	if n := <-changes; n == 0 {
		t.Fatal("nothing was changed meanwhile")
	}
	before, rooms := m.api.log(t), m.api.view(t)["rooms"]
	m.stop(t)

	other := &managementNode{dir: t.TempDir(), port: m.port, api: m.api} // where the node looks for it
	if err := os.WriteFile(filepath.Join(other.dir, "first.json"), []byte(`{"username":"nobody","password":"is ever made of this"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	runToEnd(t, "restore", file, "--data", other.data(), "--passphrase-file", passphrase)
	connections := func() int {
		return len(slices.DeleteFunc(m.api.log(t), func(e logged) bool { return e.Type != "node.connected.v1" }))
	}
	other.start(t)
	known := slices.IndexFunc(before, func(e logged) bool { return e.Type == "node.connected.v1" })
	after := m.api.log(t)
	same := 0
	for same < len(before) && same < len(after) && before[same].ID == after[same].ID && bytes.Equal(before[same].Data, after[same].Data) {
		same++
	}
	if same <= known || same == len(before) && len(after) < len(before) {
		t.Errorf("%d of %d events are as they were", same, len(before))
	}
	eventually(t, time.Minute, "the node comes back", func() error {
		if n := connections(); n < 4 { // two lives of one, one of the other before
			return fmt.Errorf("%d connections: %s", n, tail(node.stderr.String(), 500))
		}
		return nil
	})
	eventually(t, time.Minute, "the copy cannot start and stop the machines of the original", func() error { return accountIs(false) })
	views := m.api.view(t)
	for _, part := range []string{`"Ada"`, `"Grace"`} {
		if !strings.Contains(views["conference history"], part) {
			t.Errorf("no %s: %s", part, views["conference history"])
		}
	}
	if views["rooms"] != rooms {
		t.Errorf("rooms were %s, are %s", rooms, views["rooms"])
	}
	node.join(t, "room-2", "Grace", "1234") // the host PIN opens with the key that was restored
	fresh := newTestAPI(t, m.api.base)
	fresh.signIn(t)
	node.stop(t)
	other.stop(t)
}

// inFiles lists the files below a directory that hold one of the texts.
func inFiles(t testing.TB, dir string, texts ...string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if os.IsNotExist(err) { // a file of the moment
			return nil
		}
		for _, text := range texts {
			if bytes.Contains(raw, []byte(text)) {
				found = append(found, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestErasedIsUnreadableEverywhere: after an erasure no file of the running
// Management Node, no answer of it and no replay has the name; the log says who
// did it; a backup from before, restored with the list, has it no more either.
func TestErasedIsUnreadableEverywhere(t *testing.T) {
	const name = "Augusta Ada King"
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	location := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	m.api.must(t, "meetingRoomCreate", map[string]any{"name": "Room", "aliases": []any{map[string]any{"alias": "room"}}})
	node := newConferencingNode(t, m, "oslo-1", location)
	node.start(t)
	ada := node.join(t, "room", name, "")
	grace := node.join(t, "room", "Grace Brewster Hopper", "")
	awaitTypes(t, m.api, "conference.participant-joined")
	const erase = `mutation($input: ParticipantEraseInput!) { participantErase(input: $input) { position userErrors { code field message } } }`
	id := func() string {
		var answer struct {
			Nodes []struct {
				Participants struct {
					Nodes []struct{ ID, DisplayName string }
				}
			}
		}
		eventually(t, time.Minute, "history", func() error {
			err := m.api.answer(t.Context(), `{ conferenceHistory(first: 1) { nodes { participants(first: 5) { nodes { id displayName } } } } }`, nil, &answer)
			if err == nil && (len(answer.Nodes) == 0 || len(answer.Nodes[0].Participants.Nodes) < 2) {
				err = fmt.Errorf("%+v", answer)
			}
			return err
		})
		for _, p := range answer.Nodes[0].Participants.Nodes {
			if p.DisplayName == name {
				return p.ID
			}
		}
		t.Fatalf("no %s: %+v", name, answer)
		return ""
	}
	var p payload
	input := map[string]any{"input": map[string]any{"id": id()}}
	if err := m.api.answer(t.Context(), erase, input, &p); err != nil || len(p.UserErrors) != 1 || p.UserErrors[0].Code != "NOT_ALLOWED" {
		t.Fatalf("while connected: %+v, %v", p, err)
	}
	for _, token := range []string{ada.Token, grace.Token} {
		if status, code, _ := node.call(t, "room", "release_token", token, "", nil); status != 200 {
			t.Fatalf("release: %d %s", status, code)
		}
	}
	awaitTypes(t, m.api, "conference.ended")
	file, passphrase := filepath.Join(t.TempDir(), "parley.backup"), passphraseFile(t)
	runToEnd(t, "backup", "--url", m.api.base, "--token", m.api.token, "--out", file, "--passphrase-file", passphrase)
	if found := inFiles(t, m.data(), name); len(found) == 0 || strings.Contains(fmt.Sprint(found), "events.db") {
		t.Fatalf("before, it stands in %v; want the read models alone", found)
	}

	p = payload{}
	if err := m.api.answer(t.Context(), erase, input, &p); err != nil || len(p.UserErrors) > 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	eventually(t, time.Minute, "files without the name", func() error {
		if found := inFiles(t, m.data(), name); len(found) > 0 {
			return fmt.Errorf("it stands in %v", found)
		}
		return nil
	})
	check := func(when string) {
		t.Helper()
		for what, text := range m.api.view(t) {
			if strings.Contains(text, name) {
				t.Errorf("%s: %s has it: %s", when, what, text)
			}
			if what == "conference history" && !strings.Contains(text, "Grace Brewster Hopper") {
				t.Errorf("%s: others are gone: %s", when, text)
			}
		}
		if strings.Contains(logText(t, m.api), name) {
			t.Errorf("%s: the log has it", when)
		}
	}
	check("erased")
	awaitTypes(t, m.api, "conference.participant-erased")
	list := filepath.Join(t.TempDir(), "erasures")
	if err := os.WriteFile(list, []byte(runToEnd(t, "privacy", "erasures", "--url", m.api.base, "--token", m.api.token)), 0o600); err != nil {
		t.Fatal(err)
	}
	node.stop(t)
	m.stop(t)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(m.data() + "/readmodels.db" + suffix)
	}
	m.start(t)
	check("rebuilt")
	m.stop(t)

	if err := os.RemoveAll(m.data()); err != nil {
		t.Fatal(err)
	}
	runToEnd(t, "restore", file, "--data", m.data(), "--passphrase-file", passphrase, "--erasures", list)
	m.start(t)
	check("restored")
	m.stop(t)
}
