package sql_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

func TestRowsAndCheckpointAreOneTransaction(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		db := database(t)
		ctx, cancel := context.WithCancel(t.Context())
		h := sql.NewHandler(db, counter{version: 1, apply: func(e events.NodeRemoved) error {
			if e.ID == "e5" {
				cancel() // the process is told to stop between rows and commit
			}
			return nil
		}})
		open(t, h, 0)
		commit(t, h, batch(1, 3, true))
		_, err := h.Commit(ctx, batch(4, 6, true))
		var poison *projections.Poison
		if err == nil || errors.As(err, &poison) {
			t.Fatalf("interrupted commit gave %v, want an error that is no poison", err)
		}
		want(t, h, 3)
		open(t, h, 3)
		commit(t, h, batch(4, 6, true))
		want(t, h, 6)
	})
}

// TestKill ends a process that writes, at any moment, and looks at what it
// left: always whole batches, with the checkpoint that belongs to them.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readmodels.db")
	if child := os.Getenv("PARLEY_TEST_KILL"); child != "" {
		writeForever(t, child)
	}
	var last events.Position
	for round := range 5 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
		cmd.Env = append(os.Environ(), "PARLEY_TEST_KILL="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 20 + 7*round {
			if !lines.Scan() {
				t.Fatal("writer ended by itself")
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed, as intended

		db, err := sql.OpenSQLite(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		h := sql.NewHandler(db, counter{version: 1})
		at, err := h.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want(t, h, int(at))
		if at <= last || at%3 != 0 {
			t.Fatalf("checkpoint %s after %s", at, last)
		}
		last = at
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// writeForever is the process that is killed.
func writeForever(t *testing.T, path string) {
	db, err := sql.OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	h := sql.NewHandler(db, counter{version: 1})
	at, err := h.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for from := int(at) + 1; ; from += 3 {
		commit(t, h, batch(from, from+2, true))
		fmt.Println(from + 2)
	}
}

func TestPoisonStopsAtItsEvent(t *testing.T) {
	refused := errors.New("refused")
	for name, apply := range map[string]func(events.NodeRemoved) error{
		"error": func(e events.NodeRemoved) error {
			if e.ID == "e4" {
				return refused
			}
			return nil
		},
		"panic": func(e events.NodeRemoved) error {
			if e.ID == "e4" {
				panic("index out of range")
			}
			return nil
		},
	} {
		sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
			t.Run(name, func(t *testing.T) {
				h := sql.NewHandler(database(t), counter{version: 1, apply: apply})
				open(t, h, 0)
				changes, err := h.Commit(t.Context(), batch(1, 6, true))
				var poison *projections.Poison
				if !errors.As(err, &poison) || poison.Position != 4 {
					t.Fatalf("got %v, want a poison at 4", err)
				}
				if name == "error" && !errors.Is(err, refused) {
					t.Errorf("the reason is lost: %v", err)
				}
				if len(changes) != 3 {
					t.Errorf("changes %s, want those of the three events before", text(changes))
				}
				want(t, h, 3)
				h.Parked(t.Context(), poison)
				open(t, h, 3)
			})
		})
	}
}

// TestDataTheDatabaseRefuses: a broken constraint is the event's fault and
// parks, even though it shows only when the queue is flushed.
func TestDataTheDatabaseRefuses(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		h := sql.NewHandler(database(t), counter{version: 1})
		open(t, h, 0)
		b := batch(1, 4, true)
		b.Events[2].Event = events.NodeRemoved{ID: "e1"} // the key of the first
		_, err := h.Commit(t.Context(), b)
		var poison *projections.Poison
		if !errors.As(err, &poison) || poison.Position != 3 {
			t.Fatalf("got %v, want a poison at 3", err)
		}
		want(t, h, 2)
	})
}

func TestSecondWriterIsFencedOff(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		db := database(t)
		first, second := sql.NewHandler(db, counter{version: 1}), sql.NewHandler(db, counter{version: 1})
		open(t, first, 0)
		open(t, second, 0)
		commit(t, first, batch(1, 2, true))
		var poison *projections.Poison
		if _, err := second.Commit(t.Context(), batch(3, 4, true)); err == nil || errors.As(err, &poison) {
			t.Fatalf("the second writer got %v, want an error that is no poison", err)
		}
		want(t, first, 2)
		open(t, second, 2)
		commit(t, second, batch(3, 3, true))
		want(t, first, 3)
	})
}

func TestNewVersionIsFoldedBesideTheOld(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		db := database(t)
		old := sql.NewHandler(db, counter{version: 1})
		open(t, old, 0)
		commit(t, old, batch(1, 5, true))

		h := sql.NewHandler(db, counter{version: 2, reads: 1})
		open(t, h, 0)
		commit(t, h, batch(1, 3, false))
		if h.Serving() {
			t.Fatal("serves rows of half a log")
		}
		want(t, h, 5) // still the old rows
		commit(t, h, batch(4, 6, true))
		if !h.Serving() {
			t.Fatal("does not serve the new rows")
		}
		want(t, h, 6)
		if err := old.View(t.Context(), func(r *sql.Reader) error {
			_, err := r.Get(t.Context(), `SELECT count(*) FROM {rows}`, nil, new(int))
			return err
		}); err == nil {
			t.Error("the old tables are still there")
		}
	})
}

func TestVersionThatCannotBeReadIsReplacedAtOnce(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		db := database(t)
		old := sql.NewHandler(db, counter{version: 1})
		open(t, old, 0)
		commit(t, old, batch(1, 5, true))

		h := sql.NewHandler(db, counter{version: 3})
		open(t, h, 0)
		commit(t, h, batch(1, 3, false))
		want(t, h, 3)
		commit(t, h, batch(4, 6, true))
		want(t, h, 6)
		if old.View(t.Context(), func(r *sql.Reader) error {
			_, err := r.Get(t.Context(), `SELECT count(*) FROM {rows}`, nil, new(int))
			return err
		}) == nil {
			t.Error("the old tables are still there")
		}
	})
}

// wider is a counter with one more table, in front of the others.
type wider struct{ counter }

func (wider) Tables() []string { return []string{"more", "rows", "total"} }

func (w wider) Schema() []string {
	return append(w.counter.Schema(), `CREATE TABLE {more} (id KEYTEXT PRIMARY KEY)`)
}

// TestTablesOfAnotherShape: who adds a table and forgets to raise the version
// finds no other table under its name; the rows are folded anew.
func TestTablesOfAnotherShape(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		db := database(t)
		old := sql.NewHandler(db, counter{version: 1})
		open(t, old, 0)
		commit(t, old, batch(1, 5, true))

		h := sql.NewHandler(db, wider{counter{version: 1, reads: 1}})
		open(t, h, 0)
		commit(t, h, batch(1, 3, false))
		want(t, h, 3)
		open(t, h, 3) // a restart in the middle goes on where it was
		commit(t, h, batch(4, 6, true))
		want(t, h, 6)
		open(t, h, 6)
		want(t, h, 6)
		if err := old.View(t.Context(), func(r *sql.Reader) error {
			_, err := r.Get(t.Context(), `SELECT count(*) FROM {rows}`, nil, new(int))
			return err
		}); err == nil {
			t.Error("the old tables are still there")
		}
	})
}

func TestRebuild(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		h := sql.NewHandler(database(t), counter{version: 1})
		open(t, h, 0)
		commit(t, h, batch(1, 5, true))
		before := h.Generation()
		for range 2 {
			if err := h.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		open(t, h, 0)
		commit(t, h, batch(1, 2, false))
		want(t, h, 5)
		open(t, h, 2) // a restart in the middle goes on where it was
		want(t, h, 5)
		between := h.Generation()
		commit(t, h, batch(3, 7, true))
		want(t, h, 7)
		if after := h.Generation(); before == nil || between == nil || after == nil || after == before || after == between {
			t.Errorf("other tables are served, generation %p, then %p, then %p", before, between, after)
		}
		open(t, h, 7)
		want(t, h, 7)
	})
}

func TestReset(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, database func(testing.TB) *sql.DB) {
		h := sql.NewHandler(database(t), counter{version: 1})
		open(t, h, 0)
		commit(t, h, batch(1, 5, true))
		if err := h.Reset(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := h.View(t.Context(), func(*sql.Reader) error { return nil }); !errors.Is(err, projections.ErrNotReady) {
			t.Fatalf("query of nothing gave %v", err)
		}
		if g := h.Generation(); g != nil {
			t.Errorf("nothing has the generation %p", g)
		}
		open(t, h, 0)
		commit(t, h, batch(1, 2, true))
		want(t, h, 2)
	})
}

func TestDamagedFileIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "with space & sign?.db")
	if err := os.WriteFile(path, []byte("this is not a database, but it is long enough to be taken for one at first sight"), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	h := sql.NewHandler(db, counter{version: 1})
	open(t, h, 0)
	commit(t, h, batch(1, 2, true))
	want(t, h, 2)
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file is somewhere else: %v", err)
	}
}
