package config_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/link"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t testing.TB, path string) *config.Store {
	t.Helper()
	s, err := config.Open(path, "n-1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // twice is harmless
	return s
}

func entity(t testing.TB, kind link.EntityKind, id string, body any) link.Entity {
	t.Helper()
	e, err := link.NewEntity(kind, id, body)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func service(t testing.TB, id string, aliases ...string) link.Entity {
	t.Helper()
	return entity(t, link.KindService, id, link.Service{ID: id, Name: "name of " + id, Aliases: aliases})
}

func snapshot(t testing.TB, s *config.Store, position string, entities ...link.Entity) {
	t.Helper()
	done, err := s.ApplySnapshot(t.Context(), link.ConfigSnapshot{Position: position, First: true, Last: true, Entities: entities})
	if err != nil || !done {
		t.Fatalf("snapshot %s: %v, %v", position, done, err)
	}
}

// answers checks which service an alias leads to; empty: none.
func answers(t *testing.T, s *config.Store, alias, want string) {
	t.Helper()
	got, ok := s.ServiceByAlias(alias)
	if got.ID != want || ok != (want != "") {
		t.Errorf("%q leads to %q (%v), want %q", alias, got.ID, ok, want)
	}
}

func TestBeforeTheFirstSnapshot(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "config.db"))
	if _, ok := s.Self(); ok || s.Position() != "" || s.Nodes() != 0 || s.Settings().PINEntryTimeout != 120 {
		t.Errorf("position %q, %d nodes, settings %+v", s.Position(), s.Nodes(), s.Settings())
	}
	answers(t, s, "", "")
}

func TestSnapshotThenDeltaSurviveAReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.db")
	s := open(t, path)
	changed := s.Changed()
	snapshot(t, s, "p1",
		service(t, "s-1", "Weekly", " weekly@Example.org "), service(t, "s-2", "daily"),
		entity(t, link.KindNode, "n-1", link.Node{ID: "n-1", Name: "node1"}),
		entity(t, link.KindNode, "n-0", link.Node{ID: "n-0"}),
		entity(t, link.KindLocation, "l-1", link.Location{ID: "l-1", Name: "Oslo"}),
		entity(t, link.KindSettings, "settings", link.Settings{PINEntryTimeout: 7}),
		entity(t, "theme", "t-1", map[string]int{"of": 2030}), // of a later version
	)
	<-changed
	err := s.ApplyDelta(t.Context(), link.ConfigDelta{
		From: "p1", To: "p2", Entities: []link.Entity{service(t, "s-1", "weekly", "monthly")},
		Removed: []link.EntityRef{{Kind: link.KindService, ID: "s-2"}, {Kind: link.KindNode, ID: "n-0"}, {Kind: link.KindNode, ID: "n-9"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for alias, want := range map[string]string{
			"WEEKLY": "s-1", " monthly\t": "s-1", "weekly@example.org": "", "daily": "", "": "", "s-1": "",
		} {
			answers(t, s, alias, want)
		}
		self, ok := s.Self()
		if l, found := s.Location("l-1"); !ok || self.Name != "node1" || s.Nodes() != 1 || !found || l.Name != "Oslo" || s.Settings().PINEntryTimeout != 7 || s.Position() != "p2" {
			t.Errorf("self %+v, %d nodes, location %+v, settings %+v at %s", self, s.Nodes(), l, s.Settings(), s.Position())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		answers(t, s, "weekly", "s-1") // lookups go on
		s = open(t, path)
	}
}

func TestSnapshotCountsWhenItIsComplete(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.db")
	s := open(t, path)
	snapshot(t, s, "p1", service(t, "s-1", "old"))
	chunk := func(position string, first, last bool, e ...link.Entity) (bool, error) {
		return s.ApplySnapshot(t.Context(), link.ConfigSnapshot{Position: position, First: first, Last: last, Entities: e})
	}
	unchanged := func(s *config.Store) {
		t.Helper()
		answers(t, s, "old", "s-1")
		answers(t, s, "new", "")
		if s.Position() != "p1" {
			t.Errorf("stands at %s", s.Position())
		}
	}
	if done, err := chunk("p2", true, false, service(t, "s-2", "new")); done || err != nil {
		t.Errorf("first chunk: %v, %v", done, err)
	}
	unchanged(s)
	if _, err := chunk("p3", false, true); !errors.Is(err, config.ErrGap) {
		t.Errorf("last chunk of another snapshot: %v", err)
	}
	unchanged(s)
	if _, err := chunk("p2", false, true); !errors.Is(err, config.ErrGap) { // the attempt before ended it
		t.Errorf("last chunk after an error: %v", err)
	}
	unchanged(s)
	bad := entity(t, link.KindService, "s-3", link.Service{ID: "s-4"})
	if _, err := chunk("p2", true, true, service(t, "s-2", "new"), bad); !errors.Is(err, link.ErrMalformed) {
		t.Errorf("entity under a wrong name: %v", err)
	}
	unchanged(s)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.ApplySnapshot(cancelled, link.ConfigSnapshot{Position: "p2", First: true, Last: true}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	unchanged(s)
	if _, err := chunk("p2", true, false, service(t, "s-2", "new")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil { // a crash between the chunks
		t.Fatal(err)
	}
	s = open(t, path)
	unchanged(s)
	if _, err := chunk("p2", false, true); !errors.Is(err, config.ErrGap) {
		t.Errorf("last chunk after a restart: %v", err)
	}
}

func TestDeltaAppliesWholeOrNotAtAll(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "config.db"))
	snapshot(t, s, "p1", service(t, "s-1", "old"))
	for name, c := range map[string]struct {
		delta link.ConfigDelta
		is    error
	}{
		"elsewhere": {link.ConfigDelta{From: "p0", To: "p2"}, config.ErrGap},
		"bad last":  {link.ConfigDelta{From: "p1", To: "p2", Entities: []link.Entity{service(t, "s-2", "new"), {Kind: link.KindNode, ID: "n", Body: []byte("[]")}}}, link.ErrMalformed},
	} {
		if err := s.ApplyDelta(t.Context(), c.delta); !errors.Is(err, c.is) {
			t.Errorf("%s: %v", name, err)
		}
		answers(t, s, "old", "s-1")
		answers(t, s, "new", "")
		if s.Position() != "p1" {
			t.Errorf("stands at %s", s.Position())
		}
	}
}

func TestContestedAliasGoesToTheSmallestIDWhateverTheOrder(t *testing.T) {
	for _, order := range [][]string{{"a", "b", "c"}, {"c", "b", "a"}, {"b", "c", "a"}} {
		s := open(t, filepath.Join(t.TempDir(), "config.db"))
		snapshot(t, s, "p0")
		n := 0
		delta := func(d link.ConfigDelta) {
			t.Helper()
			d.From, d.To = fmt.Sprint("p", n), fmt.Sprint("p", n+1)
			n++
			if err := s.ApplyDelta(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		for _, id := range order {
			delta(link.ConfigDelta{Entities: []link.Entity{service(t, id, "x", "X ", "only "+id)}})
		}
		answers(t, s, "x", "a")
		delta(link.ConfigDelta{Removed: []link.EntityRef{{Kind: link.KindService, ID: "a"}}})
		answers(t, s, "x", "b")
		delta(link.ConfigDelta{Entities: []link.Entity{service(t, "b", "y")}})
		answers(t, s, "x", "c")
		answers(t, s, "y", "b")
		delta(link.ConfigDelta{Removed: []link.EntityRef{{Kind: link.KindService, ID: "c"}}})
		answers(t, s, "x", "")
		answers(t, s, "only a", "")
	}
}

// Readers see a service and its successor's alias together or not at all.
func TestReadersSeeWholeChanges(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "config.db"))
	snapshot(t, s, "p0", service(t, "s", "a0"))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if service, ok := s.Service("s"); !ok || len(service.Aliases) != 1 {
					t.Errorf("service %+v, %v", service, ok)
					return
				}
				s.ServiceByAlias("a1")
			}
		})
	}
	for i := range 50 {
		d := link.ConfigDelta{From: fmt.Sprint("p", i), To: fmt.Sprint("p", i+1), Entities: []link.Entity{service(t, "s", fmt.Sprint("a", i+1))}}
		if err := s.ApplyDelta(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		answers(t, s, fmt.Sprint("a", i+1), "s")
		answers(t, s, fmt.Sprint("a", i), "")
	}
	close(done)
	readers.Wait()
}

func TestFileThatCannotBeRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.db")
	s := open(t, path)
	snapshot(t, s, "p1", service(t, "s", strings.Repeat("x", 100_000)))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, good[:len(good)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Open(path, "n-1"); !errors.Is(err, config.ErrCorrupt) {
		t.Errorf("open: %v", err)
	}
}

func BenchmarkServiceByAlias300k(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "config.db"))
	const services, each = 100_000, 3
	for from := 0; from < services; from += 10_000 {
		var all []link.Entity
		for i := from; i < from+10_000; i++ {
			id := fmt.Sprintf("s-%06d", i)
			all = append(all, service(b, id, id+"-a", id+"-b", id+"@example.org"))
		}
		c := link.ConfigSnapshot{Position: "p1", First: from == 0, Last: from+10_000 == services, Entities: all}
		if _, err := s.ApplySnapshot(b.Context(), c); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	for b.Loop() {
		i = (i + 7919) % services
		if _, ok := s.ServiceByAlias(fmt.Sprintf("S-%06d@Example.ORG", i)); !ok {
			b.Fatal("not found")
		}
	}
}

func TestAuditoriumsAnswerLikeServices(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "config.db"))
	snapshot(t, s, "p1", entity(t, link.KindAuditorium, "a-1", link.Service{ID: "a-1", Type: "lecture", Aliases: []string{"hall"}}))
	answers(t, s, "Hall", "a-1")
	err := s.ApplyDelta(t.Context(), link.ConfigDelta{From: "p1", To: "p2", Removed: []link.EntityRef{{Kind: link.KindAuditorium, ID: "a-1"}}})
	if err != nil {
		t.Fatal(err)
	}
	answers(t, s, "hall", "")
}

// TestKeysOfGossipAreForGossipOnly: settings are told on, to other nodes and in
// what is kept of a conference.
func TestKeysOfGossipAreForGossipOnly(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "config.db"))
	if keys, _ := s.ClusterKeys(); len(keys) != 0 {
		t.Errorf("before the first snapshot: %x", keys)
	}
	key, made := bytes.Repeat([]byte{7}, 32), time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	snapshot(t, s, "p1", entity(t, link.KindSettings, "settings", link.Settings{
		PINEntryTimeout: 7, ClusterKeys: [][]byte{key}, ClusterKeysSince: []time.Time{made},
	}))
	if keys, since := s.ClusterKeys(); len(keys) != 1 || !bytes.Equal(keys[0], key) || len(since) != 1 || !since[0].Equal(made) {
		t.Errorf("keys %x since %v", keys, since)
	}
	if got := s.Settings(); got.ClusterKeys != nil || got.ClusterKeysSince != nil || got.PINEntryTimeout != 7 {
		t.Errorf("settings %+v", got)
	}
}
