package privacy_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	readsql "github.com/parley-video/parley/projections/sql"
)

func inFiles(t *testing.T, dir string, texts ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, text := range texts {
			if bytes.Contains(raw, []byte(text)) {
				found = append(found, filepath.Base(path)+": "+text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (h *house) wrapped(prefix string) (subjects, keys []string) {
	h.t.Helper()
	err := h.state.View(h.t.Context(), func(q sqldb.Querier) error {
		return q.Each(h.t.Context(), `SELECT subject, wrapped FROM privacy_keys WHERE wrapped IS NOT NULL`, nil, func(scan sqldb.Scan) error {
			var subject, key string
			err := scan(&subject, &key)
			if strings.HasPrefix(subject, prefix) {
				subjects, keys = append(subjects, subject), append(keys, key)
			}
			return err
		})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return subjects, keys
}

func TestUnreadableEverywhere(t *testing.T) {
	dir := t.TempDir()
	log, err := sqlite.Open(t.Context(), sqlite.Options{Dir: filepath.Join(dir, "log"), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	rows, err := readsql.OpenSQLite(t.Context(), filepath.Join(dir, "readmodels.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	model := conferencehistory.New(rows)
	h := open(t, log, filepath.Join(dir, "state.db"), nil)
	defer h.close()

	var everybody []events.Event
	for i := range 800 { // enough that pages split
		p := bob
		p.ParticipantID, p.DisplayName = fmt.Sprintf("crowd%03d-%s", i*7919%800, events.DeriveID(fmt.Sprint(i))), events.Personal(fmt.Sprint("Somebody ", i))
		if i%16 == 0 {
			p.ParticipantID = "gone" + p.ParticipantID
		}
		everybody = append(everybody, p, events.ParticipantLeft{ConferenceID: "c", ParticipantID: p.ParticipantID, Reason: "hung-up"})
	}
	h.tell(started, ada)
	for i := 0; i < len(everybody); i += 400 {
		h.tell(everybody[i : i+400]...)
	}
	h.tell(adaLeft)
	projected := func() {
		t.Helper()
		if err := projectiontest.CatchUp(t.Context(), h.rig.Store, model.Handler(), 500); err != nil {
			t.Fatal(err)
		}
	}
	projected()
	if p, err := model.Participant(t.Context(), "p1"); err != nil || p.DisplayName != name {
		t.Fatalf("%+v, %v", p, err)
	}
	if found := inFiles(t, dir, name, "198.51.100.77"); len(found) == 0 || strings.Contains(fmt.Sprint(found), "events.db") {
		t.Fatalf("before the erasure it stands in %v; want the read models alone", found)
	}
	subjects, keys := h.wrapped("gone")
	_, adas := h.wrapped("p1")
	keys = append(keys, adas...)
	if len(keys) != 51 || len(inFiles(t, dir, keys...)) < 51 {
		t.Fatalf("%d keys, of which the files have %d", len(keys), len(inFiles(t, dir, keys...)))
	}

	for _, id := range append(subjects, "p1") {
		if _, err := h.eraser.Erase(t.Context(), env, "c", id); err != nil {
			t.Fatal(err)
		}
	}
	projected()
	if err := rows.Shred(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found := inFiles(t, dir, append(keys, name, "198.51.100.77")...); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
	if _, rest := h.wrapped("crowd"); len(rest) != 750 {
		t.Errorf("%d keys of others", len(rest))
	}

	if err := model.Handler().Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	projected()
	p, err := model.Participant(t.Context(), "p1")
	if err != nil || p.DisplayName != "" || p.Remote != "" || !p.Erased || p.Role != events.RoleHost {
		t.Errorf("a replay gives %+v, %v", p, err)
	}
	page, err := h.under.ReadAll(t.Context(), store.LastPosition, store.Backwards, store.Filter{}, 1)
	if err != nil || page.Events[0].Type != "conference.participant-erased.v1" || !bytes.Contains(page.Events[0].Data, []byte(`"p1"`)) {
		t.Errorf("the log ends with %+v, %v", page, err)
	}
}

func TestReplayErasures(t *testing.T) {
	log := memory.New()
	h := open(t, log, filepath.Join(t.TempDir(), "state.db"), nil)
	defer h.close()
	h.tell(started, ada, bob, adaLeft)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := h.state.Snapshot(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if _, err := h.eraser.Erase(t.Context(), env, "c", "p1"); err != nil {
		t.Fatal(err)
	}
	before := open(t, log, backup, nil)
	if got := before.names(); got != name+",Bob" {
		t.Fatalf("names are %q", got)
	}
	for _, want := range []int{1, 0} {
		if n, err := privacy.Replay(t.Context(), log, before.state); n != want || err != nil {
			t.Fatalf("%d, %v; want %d", n, err, want)
		}
	}
	before.close()
	restored := open(t, log, backup, nil)
	defer restored.close()
	if got := restored.names(); got != ",Bob" {
		t.Errorf("names are %q", got)
	}
}
