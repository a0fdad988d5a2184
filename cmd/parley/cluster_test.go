package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// takeover is how long it is waited for anything to go on after a Management
// Node's death. It does so within ten seconds where there is a processor to do it,
// which a machine that runs all tests at once has not; the test logs how long it
// took, and only what never comes fails it.
const takeover = time.Minute

// pair is two Management Nodes of one deployment, on an event store and a
// PostgreSQL of their own.
type pair struct {
	members    [2]*managementNode
	eventStore string
	readModels string
}

func startPair(t *testing.T) *pair {
	t.Helper()
	if os.Getenv(sqldbtest.Env) == "" {
		t.Skip("needs PostgreSQL: " + sqldbtest.Env)
	}
	p := &pair{eventStore: serveLog(t), readModels: sqldbtest.Schema(t)}
	for i := range p.members {
		p.members[i] = newManagementNode(t)
	}
	for i, m := range p.members {
		m.args = p.args(m, p.members[1-i])
	}
	a, b := p.members[0], p.members[1]
	a.start(t)
	copyPrivate(t, filepath.Join(a.data(), "keys"), filepath.Join(b.data(), "keys"))
	b.start(t)
	a.api.signIn(t)
	b.api.token = a.api.token
	return p
}

// copyPrivate copies a folder, for nobody else to read.
func copyPrivate(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if d.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, raw, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (p *pair) args(links ...*managementNode) []string {
	args := []string{"--event-store", p.eventStore, "--read-models", p.readModels}
	for _, l := range links {
		args = append(args, "--link-url", "https://"+loopback(l.port+1))
	}
	return args
}

// serveLog gives the connection string of an event store: the one that is
// named, or a process of our own.
func serveLog(t *testing.T) string {
	t.Helper()
	if named := os.Getenv("PARLEY_TEST_ESDB"); named != "" {
		return named
	}
	addr := loopback(freePorts(t, 1))
	data, logins := t.TempDir(), filepath.Join(t.TempDir(), "logins.json")
	if err := os.WriteFile(logins, []byte(`[{"name": "parley", "password": "correct-horse-battery"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	log := startParley(t, "events", "serve", "--data", data, "--listen", addr, "--credentials", logins)
	eventually(t, takeover, "the event store", func() error {
		if !log.alive() {
			t.Fatalf("ended while starting: %s", tail(log.stderr.String(), 2000))
		}
		if !strings.Contains(log.stderr.String(), "serving the event log") {
			return fmt.Errorf("%s", tail(log.stderr.String(), 300))
		}
		return nil
	})
	return "esdb://parley:correct-horse-battery@" + addr + "?tls=true&tlsCAFile=" + filepath.Join(data, "keys", "ca", "ca.crt")
}

// TestEitherManagementNodeMayDie kills or stops one or the other while
// administrators, a Live View, two Conferencing Nodes and their guests are at it. Everything
// goes on at the other; nothing that was acknowledged is lost, nothing is there
// twice.
func TestEitherManagementNodeMayDie(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 2
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	p := startPair(t)
	a, b := p.members[0], p.members[1]
	oslo := a.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	hot := a.api.must(t, "meetingRoomCreate", map[string]any{"name": "Hot Room", "idempotencyKey": "hot"})
	for _, alias := range []string{"talk", "long"} {
		b.api.must(t, "meetingRoomCreate", map[string]any{"name": alias, "aliases": []any{map[string]any{"alias": alias}}})
	}
	node, doomed := newConferencingNode(t, a, "stays", oslo), newConferencingNode(t, b, "doomed", oslo)
	node.start(t)
	doomed.start(t)
	eventually(t, takeover, "configuration on the nodes", func() error {
		for _, n := range []*conferencingNode{node, doomed} {
			if status, raw, err := n.api.post(t.Context(), "/api/client/v2/conferences/long/request_token", nil,
				strings.NewReader(`{"display_name":"Ann","control_only":true}`)); err != nil || status != http.StatusOK {
				return fmt.Errorf("%d %v %s", status, err, raw)
			}
		}
		return nil
	})
	live := watchLive(t, a.api, b.api)
	visitors, visitorsLeave := startGuests(t, node, "talk")
	writers := startWriters(t, []*testAPI{a.api, b.api}, 4, hot.id(), seed)

	began, first := time.Now(), random.IntN(2)
	for round := range rounds {
		// In turn: whoever is left has all there is to have.
		victim := (first + round) % 2
		dying, survivor := p.members[victim], p.members[1-victim]
		eventually(t, takeover, "both are at work", func() error {
			if err := live.nodeIs(node.id, "ONLINE"); err != nil {
				return err
			}
			return firstError(a.api.ready(t.Context()), b.api.ready(t.Context()))
		})
		writers.await(random.IntN(16), time.Second)
		last := round == rounds-1
		if last { // with a Conferencing Node that will not come back
			doomed.kill()
		}
		dead, back := strike(t, dying, !last && round%3 == 1)
		p.goesOn(t, survivor, live, node, fmt.Sprintf("after death %d", round), dead)
		if last {
			p.ends(t, survivor, live, doomed, dead)
		}
		t.Logf("death %d, of %s: all goes on after %s", round, "ab"[victim:victim+1], time.Since(dead).Round(time.Millisecond))
		back()
	}
	took := time.Since(began)
	writers.stop()
	visitorsLeave()
	p.settled(t, writers, hot.id(), rounds, took)
	checkGuests(t, b.api, visitors)
	live.check(t)
	p.sameEverywhere(t, node)
}

// strike kills a Management Node, or stops it as a machine that swaps does: then
// it comes back and believes that no time has passed.
func strike(t *testing.T, m *managementNode, stop bool) (dead time.Time, back func()) {
	t.Helper()
	if !stop {
		m.kill()
		m.checkClean(t)
		return time.Now(), func() { m.start(t) }
	}
	if err := m.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	return time.Now(), func() {
		if err := m.cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// goesOn demands of the survivor commands, fresh read models, Live View, the
// node's link, and that facts are recorded.
func (p *pair) goesOn(t *testing.T, survivor *managementNode, live *viewer, node *conferencingNode, name string, dead time.Time) {
	t.Helper()
	left := func() time.Duration { return max(time.Until(dead.Add(takeover)), time.Millisecond) }
	var made payload
	eventually(t, left(), "a command", func() (err error) {
		made, err = survivor.api.mutate(t.Context(), "locationCreate", map[string]any{"name": name, "idempotencyKey": name})
		return err
	})
	if len(made.UserErrors) > 0 {
		t.Fatalf("%v", made.UserErrors)
	}
	eventually(t, left(), "the read model has it", func() error {
		var found struct{ TotalCount int }
		err := survivor.api.answer(t.Context(), `query($p: Position, $s: String!) { locations(filter: {search: $s}, minPosition: $p) { totalCount } }`,
			map[string]any{"p": made.Position, "s": name}, &found)
		if err == nil && found.TotalCount != 1 {
			err = fmt.Errorf("%d locations", found.TotalCount)
		}
		return err
	})
	eventually(t, left(), "Live View shows it", func() error { return live.sees(name) })
	for _, action := range []string{"LOCK", "UNLOCK"} {
		eventually(t, left(), "a command to the node", func() error { return p.control(t, survivor, node, action) })
	}
}

// control has the node's long conference locked or unlocked.
func (p *pair) control(t *testing.T, m *managementNode, node *conferencingNode, action string) error {
	running, err := conferencesOn(t, m.api, node.id)
	if err != nil {
		return err
	}
	err = errors.New("no conference on the node")
	for _, id := range running {
		var answer payload
		answer, err = m.api.mutate(t.Context(), "conferenceControl", map[string]any{"conferenceId": id, "action": action})
		if err == nil && answer.Done {
			return nil
		}
		if err == nil {
			err = fmt.Errorf("%v", answer.UserErrors) // it may have ended just now
		}
	}
	return err
}

// ends demands of the survivor what nobody else does for a node that is gone:
// the end of its link, and of its conferences when its record is removed.
func (p *pair) ends(t *testing.T, survivor *managementNode, live *viewer, doomed *conferencingNode, dead time.Time) {
	t.Helper()
	eventually(t, max(time.Until(dead.Add(takeover)), time.Millisecond), "the link of a node that died too is ended", func() error {
		return live.nodeIs(doomed.id, "OFFLINE")
	})
	if running, err := conferencesOn(t, survivor.api, doomed.id); err != nil || len(running) == 0 {
		t.Errorf("the node that died had no conference: %v", err)
	}
	survivor.api.must(t, "conferencingNodeRemove", map[string]any{"id": doomed.id, "force": true})
	eventually(t, takeover, "the conferences of a removed node end", func() error { return noneOn(t, survivor.api, doomed.id) })
}

// conferencesOn lists the conferences that run on a node.
func conferencesOn(t *testing.T, api *testAPI, nodeID string) (ids []string, err error) {
	t.Helper()
	var view struct {
		Conferences []struct {
			ID      string
			NodeIDs []string
		}
	}
	err = api.answer(t.Context(), `{ liveView { conferences { id nodeIds } } }`, nil, &view)
	for _, c := range view.Conferences {
		if slices.Contains(c.NodeIDs, nodeID) {
			ids = append(ids, c.ID)
		}
	}
	return ids, err
}

func noneOn(t *testing.T, api *testAPI, nodeID string) error {
	t.Helper()
	running, err := conferencesOn(t, api, nodeID)
	if err != nil || len(running) == 0 {
		return err
	}
	raw, err := base64.RawURLEncoding.DecodeString(running[0])
	_, id, _ := strings.Cut(string(raw), ":")
	story := ""
	for _, e := range api.log(t) {
		if strings.Contains(e.Stream, id) && !strings.Contains(e.Type, "participant") {
			story += fmt.Sprintf("\n%s %s", e.Type, e.Data)
		}
	}
	return errors.Join(err, fmt.Errorf("%d are running, among them %s:%s", len(running), id, story))
}
