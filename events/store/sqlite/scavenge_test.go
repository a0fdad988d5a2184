package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// retain sets a stream's metadata.
func retain(t *testing.T, s *Store, stream, metadata string) {
	t.Helper()
	mustAppend(t, s, "$$"+stream, store.Any(), store.NewEvent{
		ID: events.DeriveID(stream + metadata), Type: "$metadata", Data: []byte(metadata),
	})
}

// revisions gives what a stream has, by pages in both directions.
func revisions(t *testing.T, s *Store, stream string) (list []int) {
	t.Helper()
	for from := events.Revision(0); ; {
		page, err := s.ReadStream(context.Background(), stream, from, store.Forwards, 7)
		if err != nil {
			t.Fatalf("%s from %d: %v", stream, from, err)
		}
		for _, e := range page.Events {
			list = append(list, int(e.Revision)) // small
		}
		if from = page.Next; page.End {
			break
		}
	}
	n := len(list)
	for from := store.LastRevision; ; {
		page, err := s.ReadStream(context.Background(), stream, from, store.Backwards, 7)
		if err != nil {
			t.Fatalf("%s back from %d: %v", stream, from, err)
		}
		for _, e := range page.Events {
			if n--; n < 0 || int(e.Revision) != list[n] { // small
				t.Fatalf("%s backwards has revision %d, forwards %v", stream, e.Revision, list)
			}
		}
		if from = page.Next; page.End {
			break
		}
	}
	if n != 0 {
		t.Fatalf("%s backwards lacks %v", stream, list[:n])
	}
	return list
}

func count(from, to int) (list []int) {
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

func TestScavenge(t *testing.T) {
	dir := t.TempDir()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	want := make(map[string][]int)
	for _, c := range []struct {
		stream, metadata string
		keep             []int
	}{
		{"integration-count", `{"$maxCount":3}`, count(17, 20)},
		{"integration-before", `{"$tb":5}`, count(5, 20)},
		{"integration-deleted", `{"$tb":9223372036854775807}`, count(19, 20)},
		{"integration-both", `{"$tb":15,"$maxCount":10}`, count(15, 20)},
		{"integration-age", `{"$maxAge":60}`, count(10, 20)},
		{"integration-old", `{"$maxAge":1}`, count(19, 20)},
		{"integration-senseless", `{"$maxCount":"3","$tb":-4,"$maxAge":0}`, count(0, 20)},
		{"integration-plain", "", count(0, 20)},
		{"$own", `{"$maxCount":1}`, count(19, 20)},
		{"conference-1", `{"$maxCount":1}`, count(0, 20)}, // the platform's own is kept
		{"integration", `{"$maxCount":1}`, count(0, 20)},
	} {
		now = now.Add(-90 * time.Second)
		mustAppend(t, s, c.stream, store.NoStream(), span(c.stream, 0, 10)...)
		now = now.Add(60 * time.Second)
		mustAppend(t, s, c.stream, store.At(9), span(c.stream, 10, 10)...)
		now = now.Add(30 * time.Second)
		if c.metadata != "" {
			retain(t, s, c.stream, `{"$maxCount":1,"$tb":19}`)
			retain(t, s, c.stream, c.metadata)
			want["$$"+c.stream] = []int{1}
		}
		want[c.stream] = c.keep
	}
	mustAppend(t, s, "integration-ended", store.NoStream(), span("integration-ended", 0, 20)...)
	if _, err := s.Tombstone(ctx, "integration-ended", store.Any()); err != nil {
		t.Fatal(err)
	}
	before, err := s.Describe(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sub, err := s.Subscribe(ctx, 0, store.Filter{System: true})
	if err != nil {
		t.Fatal(err)
	}
	progress := 0
	done, err := s.Scavenge(ctx, ScavengeOptions{Batch: 7, Progress: func(d Scavenged) { progress++ }})
	if err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		left := 1 // the tombstone
		for stream, keep := range want {
			left += len(keep)
			if got := revisions(t, s, stream); fmt.Sprint(got) != fmt.Sprint(keep) {
				t.Errorf("%s has %v, want %v", stream, got, keep)
			}
		}
		if _, err := s.ReadStream(ctx, "integration-ended", 0, store.Forwards, 1); !errors.Is(err, store.ErrDeleted) {
			t.Errorf("ended stream: %v", err)
		}
		info, err := s.Describe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all := allEvents(t, s)
		if int(info.Events) != len(all) || len(all) != left || before.Events-int64(left) != done.Events || info.Newest != before.Newest {
			t.Errorf("%+v after %+v, %+v; %d events, want %d", info, before, done, len(all), left)
		}
		// Oldest is the last position that is missing.
		gap, at := events.Position(0), events.Position(0)
		for _, e := range all {
			if e.Position != at+1 {
				gap = e.Position - 1
			}
			at = e.Position
		}
		if info.Oldest != gap || done.Oldest != gap {
			t.Errorf("oldest is %s, and said to be %s, want %s", info.Oldest, done.Oldest, gap)
		}
		if round == 0 {
			wantDelivered(t, sub, newEvents(all)...)
			again, err := s.Scavenge(ctx, ScavengeOptions{})
			if err != nil || again.Events != 0 || again.Oldest != gap {
				t.Errorf("again: %+v, %v", again, err)
			}
			if err := s.Close(); err != nil { // and the same after a restart
				t.Fatal(err)
			}
			if s, err = Open(ctx, Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if progress < 10 || done.Bytes < 100*done.Events {
		t.Errorf("%d reports, %+v", progress, done)
	}
	// Numbers go on, also where all else is gone; repeats that are remembered
	// are repeats still.
	if a := mustAppend(t, s, "integration-deleted", store.At(19), event("integration-deleted", 20)); a.Revision != 20 || a.Position != before.Newest+1 {
		t.Errorf("next: %+v", a)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantGone(t, dir, `"stream":"integration-deleted","number":7,`)
}

// wantGone looks for bytes in the files of the log.
func wantGone(t *testing.T, dir, text string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if b, err := os.ReadFile(f); err != nil || bytes.Contains(b, []byte(text)) {
			t.Errorf("%s holds %s, %v", f, text, err)
		}
	}
}

func allEvents(t *testing.T, s *Store) (all []store.Event) {
	t.Helper()
	for from := events.Position(0); ; {
		page, err := s.ReadAll(context.Background(), from, store.Forwards, store.Filter{System: true}, 50)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Events...)
		if from = page.Next; page.End {
			break
		}
	}
	n := len(all)
	for from := store.LastPosition; ; {
		page, err := s.ReadAll(context.Background(), from, store.Backwards, store.Filter{System: true}, 50)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			if n--; n < 0 || e.Position != all[n].Position {
				t.Fatalf("backwards has %s", e.Position)
			}
		}
		if from = page.Next; page.End {
			break
		}
	}
	return all
}

func newEvents(list []store.Event) []store.NewEvent {
	made := make([]store.NewEvent, len(list))
	for i, e := range list {
		made[i] = store.NewEvent{ID: e.ID}
	}
	return made
}

// Appends go on while events are removed, and a repeat is known though what it
// repeats is gone.
func TestScavengeAmongAppends(t *testing.T) {
	s := openIn(t, t.TempDir())
	const stream = "integration-a"
	retain(t, s, stream, `{"$maxCount":2}`)
	mustAppend(t, s, stream, store.NoStream(), span(stream, 0, 200)...)
	next, first := 200, store.Appended{}
	_, err := s.Scavenge(context.Background(), ScavengeOptions{Batch: 10, Progress: func(Scavenged) {
		a := mustAppend(t, s, stream, store.Any(), span(stream, next, 3)...)
		if first = a; int(a.Revision) != next+2 { // small
			t.Errorf("append: %+v", a)
		}
		next += 3
		if _, err := s.Scavenge(context.Background(), ScavengeOptions{}); !errors.Is(err, ErrScavenging) {
			t.Errorf("second one: %v", err)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	last := next - 3
	mustAppend(t, s, stream, store.Any(), span(stream, next, 3)...)
	if _, err := s.Scavenge(context.Background(), ScavengeOptions{}); err != nil {
		t.Fatal(err)
	}
	first.Repeated = true
	if again := mustAppend(t, s, stream, store.Any(), span(stream, last, 3)...); again != first {
		t.Errorf("repeat of removed events: %+v, want %+v", again, first)
	}
	if got := revisions(t, s, stream); fmt.Sprint(got) != fmt.Sprint(count(next+1, next+3)) {
		t.Errorf("left: %v", got)
	}
}

func TestScavengeCutShort(t *testing.T) {
	s := openIn(t, t.TempDir())
	const stream = "integration-a"
	mustAppend(t, s, stream, store.NoStream(), span(stream, 0, 100)...)
	retain(t, s, stream, `{"$maxCount":1}`)
	ctx, cancel := context.WithCancel(context.Background())
	done, err := s.Scavenge(ctx, ScavengeOptions{Batch: 10, Progress: func(Scavenged) { cancel() }})
	if !errors.Is(err, context.Canceled) || done.Events != 10 || done.Oldest != 10 {
		t.Errorf("cut short: %+v, %v", done, err)
	}
	// A commit that fails removes nothing, and the next try does.
	s.writer.commit = func(*engine) error { s.writer.commit = commitEngine; return errDisk }
	if done, err := s.Scavenge(context.Background(), ScavengeOptions{}); !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, errDisk) || done.Events != 0 {
		t.Errorf("failing disk: %+v, %v", done, err)
	}
	if done, err := s.Scavenge(context.Background(), ScavengeOptions{}); err != nil || done.Events != 89 {
		t.Errorf("at last: %+v, %v", done, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Scavenge(context.Background(), ScavengeOptions{}); !errors.Is(err, store.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// A process that is killed while it scavenges leaves a sound log, and the next
// one goes on.
func TestScavengeCrash(t *testing.T) {
	dir := t.TempDir()
	const n = 1000
	for round := range 3 {
		stream := fmt.Sprintf("integration-%d", round)
		s := newServant(t, dir)
		for i := 0; i < n; i += 200 {
			s.want("ok", "append %s %d 200", stream, i)
		}
		s.want("ok", "append domain-%d 0 50", round)
		s.want("ok", "retain %s 0 0", stream)
		if _, err := fmt.Fprintln(s.in, "scavenge"); err != nil {
			t.Fatal(err)
		}
		for range round * 6 { // kill after that many transactions
			if line := s.line(); !strings.HasPrefix(line, "removed") {
				t.Fatalf("servant said %q", line)
			}
		}
		s.kill()
		log, err := tryOpen(dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		all := allEvents(t, log)
		info, err := log.Describe(context.Background())
		if err != nil || int(info.Events) != len(all) {
			t.Errorf("round %d: %+v, %v, %d events", round, info, err, len(all))
		}
		left := revisions(t, log, stream)
		if len(left) > n-round*6*50 || fmt.Sprint(left) != fmt.Sprint(count(n-len(left), n)) {
			t.Errorf("round %d: %d events are left, of them the first is %d", round, len(left), left[0])
		}
		if got := revisions(t, log, fmt.Sprintf("domain-%d", round)); len(got) != 50 {
			t.Errorf("round %d: %d events of the platform", round, len(got))
		}
		var verdict string
		if err := log.reader.db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
			t.Errorf("round %d: integrity: %s, %v", round, verdict, err)
		}
		done, err := log.Scavenge(context.Background(), ScavengeOptions{})
		if err != nil || int(done.Events) != len(left)-1 {
			t.Errorf("round %d: %+v, %v", round, done, err)
		}
		if err := log.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A log of the first format is brought up to date, with all that is in it.
func TestMigration(t *testing.T) {
	dir := t.TempDir()
	writeSome(t, dir, 100)
	sqlIn(t, dir, "DROP TABLE log", "ALTER TABLE streams DROP COLUMN ended", "PRAGMA user_version = 1")
	s := openIn(t, dir)
	if n := len(allEvents(t, s)); n != 100 {
		t.Errorf("%d events", n)
	}
	if _, err := s.Tombstone(context.Background(), "s-3", store.At(9)); err != nil {
		t.Error(err)
	}
	if info, err := s.Describe(context.Background()); err != nil || info.Events != 101 || info.Oldest != 0 {
		t.Errorf("%+v, %v", info, err)
	}
}

// A tombstone outlives the process.
func TestTombstoneAfterRestart(t *testing.T) {
	dir := t.TempDir()
	s := newServant(t, dir)
	s.want("ok", "append a 0 3")
	s.want("ok", "end a 0 0")
	s.kill()
	log := openIn(t, dir)
	if _, err := log.Append(context.Background(), "a", store.Any(), event("a", 3)); !errors.Is(err, store.ErrDeleted) {
		t.Errorf("append: %v", err)
	}
	if _, err := log.ReadStream(context.Background(), "a", 0, store.Forwards, 1); !errors.Is(err, store.ErrDeleted) {
		t.Errorf("read: %v", err)
	}
}
