package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var errDisk = errors.New("the disk says no")

// commitOnce replaces the next commit. Set it before the append that it is for.
func commitOnce(s *Store, f func(*engine) error) {
	done := false
	s.writer.commit = func(e *engine) error {
		if done {
			return commitEngine(e)
		}
		done = true
		return f(e)
	}
}

func mustAppend(t *testing.T, s *Store, stream string, expected store.Expected, list ...store.NewEvent) store.Appended {
	t.Helper()
	a, err := s.Append(context.Background(), stream, expected, list...)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// wantDelivered reads a subscription up to the end of the log.
func wantDelivered(t *testing.T, sub store.Subscription, want ...store.NewEvent) {
	t.Helper()
	for i := range want {
		for {
			m, err := sub.Next(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			e, ok := m.(store.Event)
			if !ok {
				continue
			}
			if e.ID != want[i].ID {
				t.Fatalf("event %d is %s at %s", i, e.Data, e.Position)
			}
			break
		}
	}
}

// A commit that fails leaves the caller in doubt. Both ways it may have gone,
// the same append once more makes it right, and subscribers see the event once.
func TestCommitFails(t *testing.T) {
	for name, c := range map[string]struct {
		commit   func(*engine) error
		repeated bool
	}{
		"nothing was written": {func(*engine) error { return errDisk }, false},
		"all was written":     {func(e *engine) error { return errors.Join(commitEngine(e), errDisk) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := openIn(t, t.TempDir())
			sub, err := s.Subscribe(context.Background(), 0, store.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			mustAppend(t, s, "a", store.NoStream(), event("a", 0))
			commitOnce(s, c.commit)
			_, err = s.Append(context.Background(), "a", store.At(0), event("a", 1), event("a", 2))
			if !errors.Is(err, store.ErrAmbiguous) || !errors.Is(err, errDisk) {
				t.Fatalf("failed commit: %v", err)
			}
			want := store.Appended{Revision: 2, Position: 3, Repeated: c.repeated}
			if got := mustAppend(t, s, "a", store.At(0), event("a", 1), event("a", 2)); got != want {
				t.Fatalf("again: %+v, want %+v", got, want)
			}
			if got := mustAppend(t, s, "b", store.NoStream(), event("b", 0)); got.Position != 4 {
				t.Fatalf("next: %+v", got)
			}
			wantDelivered(t, sub, event("a", 0), event("a", 1), event("a", 2), event("b", 0))
		})
	}
}

// What a failed commit wrote after all reaches subscribers without another
// append.
func TestCommitFailsQuietly(t *testing.T) {
	s := openIn(t, t.TempDir())
	sub, err := s.Subscribe(context.Background(), 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	commitOnce(s, func(e *engine) error { return errors.Join(commitEngine(e), errDisk) })
	if _, err := s.Append(context.Background(), "a", store.NoStream(), event("a", 0)); !errors.Is(err, store.ErrAmbiguous) {
		t.Fatal(err)
	}
	wantDelivered(t, sub, event("a", 0))
}

// A refusal that was decided beside appends that then failed to commit is not
// certain, and must not be told as one.
func TestRefusalBesideFailedCommit(t *testing.T) {
	s := openIn(t, t.TempDir())
	held := holdWriter(t, s)
	first := newRequest("a", store.NoStream(), []store.NewEvent{event("a", 0)})
	second := newRequest("a", store.NoStream(), []store.NewEvent{event("other", 0)})
	s.writer.queue <- first
	s.writer.queue <- second
	held.release(func(*engine) error { return errDisk })
	if a := <-first.answer; !errors.Is(a.err, store.ErrAmbiguous) {
		t.Errorf("writer: %v", a.err)
	}
	var wrong *store.WrongExpected
	if a := <-second.answer; !errors.Is(a.err, store.ErrUnavailable) || errors.As(a.err, &wrong) {
		t.Errorf("refused: %v", a.err)
	}
	mustAppend(t, s, "a", store.NoStream(), event("other", 0))
}

// held is a writer that stands in a commit, so that a test can fill its queue.
type held struct {
	s    *Store
	next chan func(*engine) error
	ack  chan error
}

func holdWriter(t *testing.T, s *Store) *held {
	t.Helper()
	h := &held{s: s, next: make(chan func(*engine) error, 1), ack: make(chan error, 1)}
	standing := make(chan struct{})
	first := true
	s.writer.commit = func(e *engine) error {
		if first {
			first = false
			close(standing)
			then := <-h.next
			s.writer.commit = then
		}
		return commitEngine(e)
	}
	go func() {
		_, err := s.Append(context.Background(), "holder", store.NoStream(), event("holder", 0))
		h.ack <- err
	}()
	<-standing
	return h
}

// release lets the writer go on; the commits after this one are then's.
func (h *held) release(then func(*engine) error) {
	once := false
	h.next <- func(e *engine) error {
		if once {
			return commitEngine(e)
		}
		once = true
		return then(e)
	}
	<-h.ack
}

// Everything that waits is committed at once, and a conflict among it fails
// only itself.
func TestGroupCommit(t *testing.T) {
	s := openIn(t, t.TempDir())
	held := holdWriter(t, s)
	const n = 400
	requests := make([]*request, 0, n)
	for i := range n {
		stream, expected := fmt.Sprintf("s-%d", i/4), store.NoStream()
		number := i
		switch i % 4 {
		case 1: // a conflict with the one before
		case 2: // a repeat of it
			number = i - 2
		case 3: // builds on it
			expected = store.At(0)
		}
		r := newRequest(stream, expected, []store.NewEvent{event("group", number)})
		requests = append(requests, r)
		s.writer.queue <- r
	}
	commits := make(chan struct{}, n)
	held.release(func(e *engine) error {
		commits <- struct{}{}
		return commitEngine(e)
	})
	for i, r := range requests {
		a := <-r.answer
		var wrong *store.WrongExpected
		switch i % 4 {
		case 0:
			if a.err != nil || a.appended.Revision != 0 || a.appended.Repeated {
				t.Errorf("first: %+v", a)
			}
		case 1:
			if !errors.As(a.err, &wrong) || wrong.Actual != 0 {
				t.Errorf("conflict: %+v", a)
			}
		case 2:
			if a.err != nil || a.appended.Revision != 0 || !a.appended.Repeated {
				t.Errorf("repeat: %+v", a)
			}
		case 3:
			if a.err != nil || a.appended.Revision != 1 {
				t.Errorf("next: %+v", a)
			}
		}
	}
	if len(commits) != 1 {
		t.Errorf("%d commits for what waited together", len(commits))
	}
}

// An append that is given up while it waits was certainly not written; one
// that is given up during its commit is in doubt.
func TestGivenUp(t *testing.T) {
	s := openIn(t, t.TempDir())
	held := holdWriter(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	r := newRequest("a", store.NoStream(), []store.NewEvent{event("a", 0)})
	answered := make(chan error, 1)
	go func() {
		_, err := s.writer.append(ctx, r, s.done)
		answered <- err
	}()
	cancel()
	if err := <-answered; !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("given up while waiting: %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	entered := make(chan struct{})
	leave := make(chan struct{})
	b := newRequest("b", store.NoStream(), []store.NewEvent{event("b", 0)})
	go func() {
		_, err := s.writer.append(ctx, b, s.done)
		answered <- err
	}()
	// The holder's commit ends now; b's is the next one with something to write.
	held.release(func(e *engine) error {
		close(entered)
		<-leave
		return commitEngine(e)
	})
	<-entered
	cancel()
	if err := <-answered; !errors.Is(err, context.Canceled) || !errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("given up during the commit: %v", err)
	}
	close(leave)
	if a := mustAppend(t, s, "b", store.NoStream(), event("b", 0)); !a.Repeated {
		t.Errorf("b again: %+v", a)
	}
	if _, err := s.ReadStream(context.Background(), "a", 0, store.Forwards, 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a was written: %v", err)
	}
}

// A full disk refuses appends, certainly, and hurts nothing; when there is
// room again the log goes on.
func TestDiskFull(t *testing.T) {
	s := openIn(t, t.TempDir())
	mustAppend(t, s, "a", store.NoStream(), event("a", 0))
	commitOnce(s, func(e *engine) error {
		var limit int64 // SQLite's own bound stands in for the disk's
		return errors.Join(commitEngine(e), e.conn.QueryRowContext(context.Background(), "PRAGMA max_page_count = 1").Scan(&limit))
	})
	mustAppend(t, s, "a", store.At(0), event("a", 1))
	big := event("a", 2)
	big.Data = fmt.Appendf(nil, "%q", strings.Repeat("x", 500_000))
	_, err := s.Append(context.Background(), "a", store.At(1), big)
	if !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrAmbiguous) || !strings.Contains(err.Error(), "full") {
		t.Fatalf("full disk: %v", err)
	}
	page, err := s.ReadStream(context.Background(), "a", 0, store.Forwards, 10)
	if err != nil || len(page.Events) != 2 {
		t.Fatalf("%d events, %v", len(page.Events), err)
	}
	if a := mustAppend(t, s, "a", store.At(1), big); a.Repeated || a.Revision != 2 || a.Position != 3 {
		t.Fatalf("room again: %+v", a)
	}
}

// A log that lost acknowledged events is not written on: positions would be
// given out twice.
func TestLostEnd(t *testing.T) {
	dir := t.TempDir()
	s := openIn(t, dir)
	mustAppend(t, s, "a", store.NoStream(), event("a", 0), event("a", 1))
	commitOnce(s, func(e *engine) error {
		_, err := e.rollback.Exec()
		sqlIn(t, dir, "DELETE FROM events WHERE position = 2")
		return errors.Join(err, errDisk)
	})
	if _, err := s.Append(context.Background(), "a", store.At(1), event("a", 2)); !errors.Is(err, store.ErrAmbiguous) {
		t.Fatal(err)
	}
	for range 2 {
		_, err := s.Append(context.Background(), "a", store.At(0), event("a", 2))
		if !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, ErrCorrupt) {
			t.Fatalf("write after the loss: %v", err)
		}
	}
}

// A subscriber that stops in the middle of a page keeps no cursor open: the
// write-ahead log is folded and used again.
func TestSlowReaderKeepsNoCursor(t *testing.T) {
	dir := t.TempDir()
	s := openIn(t, dir)
	mustAppend(t, s, "a", store.NoStream(), event("a", 0), event("a", 1), event("a", 2))
	sub, err := s.Subscribe(context.Background(), 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	wantDelivered(t, sub, event("a", 0))
	const rounds = 50 // of one megabyte
	for i := range rounds {
		e := event("big", i)
		e.Data = fmt.Appendf(nil, "%q", strings.Repeat("x", 1<<20-2))
		mustAppend(t, s, "big", store.Any(), e)
	}
	info, err := os.Stat(filepath.Join(dir, fileName+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	if limit := int64(2 * checkpointPages * 4096); info.Size() > limit {
		t.Errorf("write-ahead log of %d bytes, want at most %d", info.Size(), limit)
	}
	wantDelivered(t, sub, event("a", 1), event("a", 2), event("big", 0))
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache[int, int](10)
	for i := range 1000 {
		c.put(i, i)
		if v, ok := c.get(0); i < 5 && (!ok || v != 0) || i >= 5 && !ok {
			t.Fatalf("the entry that is used all the time is gone after %d others", i)
		}
		if n := len(c.young) + len(c.old); n > 10 {
			t.Fatalf("%d entries", n)
		}
		if v, ok := c.get(i); !ok || v != i {
			t.Fatalf("the last entry is gone")
		}
	}
	if _, ok := c.get(500); ok {
		t.Error("an old entry is there")
	}
	if c.clear(); len(c.young)+len(c.old) != 0 {
		t.Error("clear leaves entries")
	}
}

func TestWindowIsBounded(t *testing.T) {
	w := newWindow()
	key := func(i int) windowKey { return windowKey{"s", events.DeriveID(fmt.Sprint(i))} }
	for i := range 3 * windowSize {
		w.add(key(i), place{revision: events.Revision(i)})  // small
		w.add(key(-1), place{position: events.Position(i)}) // small
		if len(w.known) > windowSize {
			t.Fatalf("%d entries", len(w.known))
		}
		if p, ok := w.find("s", key(-1).id); !ok || int(p.position) != i { // small
			t.Fatalf("the entry added again and again is at %+v, %t, want %d", p, ok, i)
		}
	}
	if p, ok := w.find("s", key(3*windowSize-10).id); !ok || p.revision != 3*windowSize-10 {
		t.Errorf("recent entry: %+v, %t", p, ok)
	}
	if _, ok := w.find("s", key(0).id); ok {
		t.Error("an old entry is there")
	}
}

// Between commit and publication the file has the event already, but nobody is
// shown it by any way: what one reader saw, no other may miss.
func TestVisibleTogether(t *testing.T) {
	s := openIn(t, t.TempDir())
	mustAppend(t, s, "a", store.NoStream(), event("a", 0))
	var stream store.StreamPage
	var backwards store.StreamPage
	var all store.AllPage
	var reading error
	commitOnce(s, func(e *engine) error {
		err := commitEngine(e)
		var errs [3]error
		stream, errs[0] = s.ReadStream(context.Background(), "a", 0, store.Forwards, 10)
		backwards, errs[1] = s.ReadStream(context.Background(), "a", store.LastRevision, store.Backwards, 10)
		all, errs[2] = s.ReadAll(context.Background(), 0, store.Forwards, store.Filter{}, 10)
		reading = errors.Join(errs[:]...)
		return err
	})
	mustAppend(t, s, "a", store.At(0), event("a", 1))
	if reading != nil || len(stream.Events) != 1 || len(backwards.Events) != 1 || len(all.Events) != 1 || !stream.End || all.Next != 1 {
		t.Errorf("%d, %d and %d events, %v", len(stream.Events), len(backwards.Events), len(all.Events), reading)
	}
	if page, err := s.ReadStream(context.Background(), "a", 0, store.Forwards, 10); err != nil || len(page.Events) != 2 {
		t.Errorf("afterwards %d events, %v", len(page.Events), err)
	}
}
