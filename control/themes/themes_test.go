package themes_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/jackc/pgx/v5/pgxpool.(*Pool).backgroundHealthCheck"))
}

type rig struct {
	*controltest.Rig
	*themes.Themes
	t   *testing.T
	db  *sqldb.DB
	now time.Time
}

func newRig(t *testing.T, log store.Store, db *sqldb.DB) *rig {
	t.Helper()
	r := &rig{Rig: controltest.New(t, log), t: t, db: db, now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	var err error
	r.Themes, err = themes.Open(t.Context(), themes.Config{
		DB: db, Executor: r.Executor, References: r.Index, Log: r.Log, Now: func() time.Time { return r.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func each(t *testing.T, f func(t *testing.T, r *rig)) {
	t.Helper()
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) { f(t, newRig(t, controltest.Memory(t), open(t))) })
}

func (r *rig) theme(name string) string {
	r.t.Helper()
	done, err := r.Executor.Execute(r.t.Context(), control.Envelope{}, theme.Create{Patch: theme.Patch{Name: domain.Some(name)}})
	if err != nil {
		r.t.Fatal(err)
	}
	return done.ID
}

func svg(label string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg"><title>` + label + `</title></svg>`)
}

func archive(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// names is what a theme has, and every content must be readable.
func (r *rig) names(id string) string {
	r.t.Helper()
	_, files, err := r.Files(r.t.Context(), id)
	if err != nil {
		return err.Error()
	}
	var names []string
	for _, f := range files {
		content, err := r.Content(r.t.Context(), f)
		if err != nil || int64(len(content)) != f.Size {
			r.t.Errorf("%s: %d bytes of %d, %v", f.Name, len(content), f.Size, err)
		}
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func (r *rig) kept() (n int) {
	r.t.Helper()
	err := r.db.View(r.t.Context(), func(q sqldb.Querier) error {
		_, err := sqldb.Get(r.t.Context(), q, `SELECT count(*) FROM themes_contents`, nil, &n)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

func TestUploads(t *testing.T) {
	each(t, func(t *testing.T, r *rig) {
		ctx, id := t.Context(), r.theme("Brand")
		zipped := archive(t, "brand/Welcome.svg", string(svg("a")), "brand/themeconfig.json", `{"commands":{"lock":"*1"}}`)
		env := control.Envelope{IdempotencyKey: "once"}
		first, err := r.PutArchive(ctx, env, id, zipped)
		if err != nil || r.names(id) != "themeconfig.json welcome.svg" {
			t.Fatalf("%v: %s", err, r.names(id))
		}
		if again, err := r.PutArchive(ctx, env, id, zipped); err != nil || again.Position != first.Position || !again.Repeated {
			t.Errorf("repeated: %+v, %v", again, err)
		}
		if same, err := r.PutArchive(ctx, control.Envelope{}, id, zipped); err != nil || same.Changed {
			t.Errorf("the same once more: %+v, %v", same, err)
		}
		if f, err := r.File(ctx, id, "themeconfig.json"); err != nil || len(f.Commands) != 1 || f.Commands[0] != (events.ThemeCommand{Command: "lock", Digits: "*1"}) {
			t.Errorf("%+v, %v", f, err)
		}
		if _, err := r.PutFile(ctx, control.Envelope{}, id, "pin_entry.svg", svg("b")); err != nil || r.names(id) != "pin_entry.svg themeconfig.json welcome.svg" {
			t.Errorf("%v: %s", err, r.names(id))
		}
		if r.kept() != 3 {
			t.Errorf("%d contents", r.kept())
		}
		// With one mistake nothing of it counts, and nothing is kept.
		_, err = r.PutArchive(ctx, control.Envelope{}, id, archive(t, "timeout.svg", string(svg("c")), "welcome.wav", "x", "readme.md", ""))
		var problems themes.Problems
		if !errors.As(err, &problems) || len(problems) != 2 || problems[0].File != "welcome.wav" || problems[1].File != "readme.md" {
			t.Errorf("%v", err)
		}
		if _, err := r.PutFile(ctx, control.Envelope{}, id, "timeout.svg", []byte("<svg/>")); !errors.As(err, &problems) || len(problems) != 1 {
			t.Errorf("%v", err)
		}
		if r.names(id) != "pin_entry.svg themeconfig.json welcome.svg" || r.kept() != 3 {
			t.Errorf("%s, %d contents", r.names(id), r.kept())
		}
		stale := uint64(0)
		if _, err := r.PutFile(ctx, control.Envelope{ExpectedRevision: &stale}, id, "timeout.svg", svg("c")); !domain.IsRefusal(err, domain.CodeConflict) {
			t.Errorf("%v", err)
		}
		for _, unknown := range []string{"nobody", "no such/id"} {
			if _, err := r.PutArchive(ctx, control.Envelope{}, unknown, zipped); !domain.IsRefusal(err, domain.CodeNotFound) {
				t.Errorf("%v", err)
			}
			if _, err := r.File(ctx, unknown, "welcome.svg"); !errors.Is(err, themes.ErrNotFound) {
				t.Errorf("%v", err)
			}
		}
	})
}

// What is downloaded can be uploaded, and is the same.
func TestArchives(t *testing.T) {
	each(t, func(t *testing.T, r *rig) {
		ctx, id := t.Context(), r.theme("Copy")
		var base, again bytes.Buffer
		if err := themes.BaseArchive(&base); err != nil {
			t.Fatal(err)
		}
		if _, err := r.PutArchive(ctx, control.Envelope{}, id, base.Bytes()); err != nil {
			t.Fatal(err)
		}
		_, files, err := r.Files(ctx, id)
		if err != nil || len(files) != len(themefile.Base()) {
			t.Fatalf("%d files, %v", len(files), err)
		}
		if err := r.Archive(ctx, &again, files); err != nil {
			t.Fatal(err)
		}
		if done, err := r.PutArchive(ctx, control.Envelope{}, id, again.Bytes()); err != nil || done.Changed {
			t.Errorf("%+v, %v", done, err)
		}
	})
}

// Contents go when no theme has them, and not before.
func TestCollect(t *testing.T) {
	each(t, func(t *testing.T, r *rig) {
		ctx, a, b := t.Context(), r.theme("A"), r.theme("B")
		put := func(id, name, label string) {
			t.Helper()
			if _, err := r.PutFile(ctx, control.Envelope{}, id, name, svg(label)); err != nil {
				t.Fatal(err)
			}
		}
		collect := func(want, left int) {
			t.Helper()
			if n, err := r.Collect(ctx); err != nil || n != want || r.kept() != left {
				t.Errorf("removed %d, want %d, %d are left, want %d: %v", n, want, r.kept(), left, err)
			}
		}
		put(a, "welcome.svg", "shared")
		put(b, "timeout.svg", "shared")
		put(a, "pin_entry.svg", "one")
		r.now = r.now.Add(25 * time.Hour)
		collect(0, 2)
		put(a, "pin_entry.svg", "two")
		collect(1, 2) // "one" is of no use any more
		if _, err := r.Executor.Execute(ctx, control.Envelope{}, theme.Remove{ID: a}); err != nil {
			t.Fatal(err)
		}
		collect(0, 2) // "two" was put there a moment ago
		r.now = r.now.Add(25 * time.Hour)
		collect(1, 1)
		if r.names(b) != "timeout.svg" {
			t.Error(r.names(b))
		}
		// An old content that is put there again is as good as new.
		if _, err := r.Executor.Execute(ctx, control.Envelope{}, theme.RemoveFiles{ID: b, Names: []string{"timeout.svg"}}); err != nil {
			t.Fatal(err)
		}
		put(b, "timeout.svg", "shared")
		if _, err := r.Executor.Execute(ctx, control.Envelope{}, theme.RemoveFiles{ID: b, Names: []string{"timeout.svg"}}); err != nil {
			t.Fatal(err)
		}
		collect(0, 1)
		r.now = r.now.Add(25 * time.Hour)
		collect(1, 0)
	})
}

// lateUse is asked what is used, and lets an upload through before it answers
// with what it knew: the worst moment for one.
type lateUse struct {
	themes.References
	meanwhile func()
}

func (l lateUse) ThemeContents(ctx context.Context) (map[string]bool, error) {
	used, err := l.References.ThemeContents(ctx)
	l.meanwhile()
	return used, err
}

func TestCollectRacesWithUploads(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		log := controltest.Memory(t)
		r, other := newRig(t, log, open(t)), newRig(t, log, open(t)) // two Management Nodes
		id := r.theme("A")
		for _, step := range []func() (control.Receipt, error){
			func() (control.Receipt, error) {
				return r.PutFile(t.Context(), control.Envelope{}, id, "welcome.svg", svg("x"))
			},
			func() (control.Receipt, error) {
				return r.Executor.Execute(t.Context(), control.Envelope{}, theme.RemoveFiles{ID: id, Names: []string{"welcome.svg"}})
			},
		} {
			if _, err := step(); err != nil {
				t.Fatal(err)
			}
		}
		later := r.now.Add(48 * time.Hour)
		r.now, other.now = later, later
		collector, err := themes.Open(t.Context(), themes.Config{
			DB: r.db, Executor: r.Executor, Log: r.Log, Now: func() time.Time { return later },
			References: lateUse{r.Index, func() {
				if _, err := other.PutFile(t.Context(), control.Envelope{}, id, "welcome.svg", svg("x")); err != nil {
					t.Error(err)
				}
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := collector.Collect(t.Context()); n != 0 || err != nil {
			t.Errorf("removed %d, %v", n, err)
		}
		if r.names(id) != "welcome.svg" {
			t.Error(r.names(id))
		}
	})
}

// Many upload the same and other things while contents are collected all the
// time; in the end everything that a theme has is there.
func TestUploadsAtOnce(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		log := controltest.Memory(t)
		rigs := []*rig{newRig(t, log, open(t)), newRig(t, log, open(t))}
		ids := []string{rigs[0].theme("A"), rigs[0].theme("B"), rigs[0].theme("C"), rigs[0].theme("D")}
		var working, collecting sync.WaitGroup
		done := make(chan struct{})
		collecting.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, err := rigs[0].Collect(t.Context()); err != nil {
					t.Error(err)
					return
				}
			}
		})
		for i, id := range ids {
			working.Go(func() {
				for n := range 10 {
					name := themefile.Slots()[n%3].Key + ".svg"
					if _, err := rigs[i%2].PutFile(t.Context(), control.Envelope{}, id, name, svg(fmt.Sprint(n%4))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		working.Wait()
		close(done)
		collecting.Wait()
		for _, id := range ids {
			if got := rigs[1].names(id); got != "connecting.svg pin_entry.svg welcome.svg" {
				t.Error(got)
			}
		}
	})
}

func TestCopyContents(t *testing.T) {
	each(t, func(t *testing.T, r *rig) {
		id := r.theme("A")
		for _, label := range []string{"old", "new"} {
			if _, err := r.PutFile(t.Context(), control.Envelope{}, id, map[string]string{"old": "welcome.svg", "new": "timeout.svg"}[label], svg(label)); err != nil {
				t.Fatal(err)
			}
			r.now = r.now.Add(time.Hour)
		}
		to := sqldbtest.SQLite(t, t.TempDir()+"/copy.db")
		for range 2 {
			if err := themes.CopyContents(t.Context(), r.db, to, r.now.Add(-90*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		restored := newRig(t, r.Store, to)
		if restored.kept() != 1 {
			t.Errorf("%d contents", restored.kept())
		}
		f, err := restored.File(t.Context(), id, "timeout.svg")
		if content, err2 := restored.Content(t.Context(), f); err != nil || err2 != nil || !bytes.Equal(content, svg("new")) {
			t.Errorf("%s, %v, %v", content, err, err2)
		}
		f, err = restored.File(t.Context(), id, "welcome.svg")
		if _, err2 := restored.Content(t.Context(), f); err != nil || !errors.Is(err2, themes.ErrNoContent) {
			t.Errorf("%v, %v", err, err2)
		}
	})
}
