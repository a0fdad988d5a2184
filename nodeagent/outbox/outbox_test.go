package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/outbox"
)

var at = time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC)

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

func fact(i int) link.ConferenceChange {
	return link.ConferenceChange{ConferenceID: fmt.Sprint("c", i)}
}

// run opens the queue and lets it write until stop, which may be called again.
func run(t *testing.T, path string) (o *outbox.Outbox, stop func()) {
	t.Helper()
	o, err := outbox.Open(path, discard())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- o.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := errors.Join(<-ran, o.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return o, stop
}

func appendFacts(t *testing.T, o *outbox.Outbox, n int) {
	t.Helper()
	var last *outbox.Receipt
	for i := range n {
		var err error
		if last, err = o.AppendAsync(link.FactConferenceLocked, fact(i), at); err != nil {
			t.Fatal(err)
		}
	}
	<-last.Done()
	if _, err := last.Result(); err != nil {
		t.Fatal(err)
	}
}

// sequence checks that what is queued is exactly from to last.
func sequence(t *testing.T, o *outbox.Outbox, from, last uint64) {
	t.Helper()
	facts, err := o.Pending(t.Context(), 0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if uint64(len(facts)) != last+1-from || o.Last() != last || o.Queued() != last+1-from {
		t.Errorf("%d facts, last %d, queued %d; want %d to %d", len(facts), o.Last(), o.Queued(), from, last)
	}
	for i, f := range facts {
		if f.Seq != from+uint64(i) {
			t.Fatalf("fact %d is number %d", i, f.Seq)
		}
	}
}

func TestNumbersAreGivenInOrderWithoutGaps(t *testing.T) {
	o, _ := run(t, filepath.Join(t.TempDir(), "outbox.db"))
	for want := uint64(1); want <= 3; want++ {
		if seq, err := o.Append(t.Context(), link.FactConferenceLocked, fact(0), at); err != nil || seq != want {
			t.Errorf("appended as %d (%v), want %d", seq, err, want)
		}
	}
	facts, err := o.Pending(t.Context(), 1, 1)
	if err != nil || len(facts) != 1 || facts[0].Seq != 2 || facts[0].Type != link.FactConferenceLocked || !facts[0].Time.Equal(at) || string(facts[0].Data) != `{"conferenceId":"c0","by":""}` {
		t.Errorf("pending %+v, %v", facts, err)
	}
}

// TestTheOldestFact follows what waits longest, over a restart, too.
func TestTheOldestFact(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox.db")
	o, stop := run(t, path)
	expect := func(want time.Time) {
		t.Helper()
		if got := o.Oldest(); !got.Equal(want) {
			t.Errorf("the oldest fact is of %s, want %s", got, want)
		}
	}
	acknowledge := func(seq uint64) {
		t.Helper()
		if err := o.Ack(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
	}
	expect(time.Time{})
	for i := range 3 {
		if _, err := o.Append(t.Context(), link.FactConferenceLocked, fact(i), at.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	expect(at)
	acknowledge(2)
	expect(at.Add(2 * time.Minute))
	stop()
	o, _ = run(t, path)
	expect(at.Add(2 * time.Minute))
	if err := o.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	expect(at.Add(2 * time.Minute))
	acknowledge(1)
	expect(time.Time{})
}

// TestTheOldestFactThatTheDiskHasNotTaken waits as well.
func TestTheOldestFactThatTheDiskHasNotTaken(t *testing.T) {
	o, err := outbox.Open(filepath.Join(t.TempDir(), "outbox.db"), discard()) // nothing writes
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if _, err := o.AppendAsync(link.FactConferenceLocked, fact(0), at); err != nil {
		t.Fatal(err)
	}
	if got := o.Oldest(); !got.Equal(at) {
		t.Errorf("the oldest fact is of %s, want %s", got, at)
	}
}

func TestManyAppendAtOnce(t *testing.T) {
	o, _ := run(t, filepath.Join(t.TempDir(), "outbox.db"))
	const writers, each = 20, 100
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			before := uint64(0)
			for i := range each {
				seq, err := o.Append(t.Context(), link.FactConferenceLocked, fact(i), at)
				if err != nil || seq <= before {
					t.Errorf("number %d after %d: %v", seq, before, err)
				}
				before = seq
			}
		})
	}
	all.Wait()
	sequence(t, o, 1, writers*each)
}

func TestQueueSurvivesAStop(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox.db")
	o, stop := run(t, path)
	epoch := o.Epoch()
	appendFacts(t, o, 2500)
	if err := o.Ack(t.Context(), 1000); err != nil {
		t.Fatal(err)
	}
	if _, err := o.AppendAsync(link.FactConferenceLocked, fact(0), at); err != nil { // written by the stop
		t.Fatal(err)
	}
	stop()
	if _, err := o.AppendAsync(link.FactConferenceLocked, fact(0), at); !errors.Is(err, outbox.ErrClosed) {
		t.Errorf("append after the stop: %v", err)
	}
	o, _ = run(t, path)
	if o.Epoch() != epoch {
		t.Errorf("epoch %s became %s", epoch, o.Epoch())
	}
	sequence(t, o, 1001, 2501)
}

func TestAck(t *testing.T) {
	o, _ := run(t, filepath.Join(t.TempDir(), "outbox.db"))
	appendFacts(t, o, 10)
	for _, seq := range []uint64{4, 4, 2, 0} {
		if err := o.Ack(t.Context(), seq); err != nil {
			t.Errorf("ack %d: %v", seq, err)
		}
		sequence(t, o, 5, 10)
	}
	if err := o.Ack(t.Context(), 11); !errors.Is(err, outbox.ErrAck) {
		t.Errorf("ack beyond the last: %v", err)
	}
	if err := o.Ack(t.Context(), 10); err != nil {
		t.Error(err)
	}
	appendFacts(t, o, 1)
	sequence(t, o, 11, 11) // numbers go on after an empty queue
}

func TestAppendedTellsOfTheNextFact(t *testing.T) {
	o, _ := run(t, filepath.Join(t.TempDir(), "outbox.db"))
	appended := o.Appended()
	select {
	case <-appended:
		t.Fatal("told of nothing")
	default:
	}
	appendFacts(t, o, 1)
	<-appended
}

func TestFullQueueRefusesAtOnce(t *testing.T) {
	o, err := outbox.Open(filepath.Join(t.TempDir(), "outbox.db"), discard()) // nobody writes
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	for i := range outbox.QueueSize {
		if _, err := o.AppendAsync(link.FactConferenceLocked, fact(i), at); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.AppendAsync(link.FactConferenceLocked, fact(0), at); !errors.Is(err, outbox.ErrFull) {
		t.Errorf("one too many: %v", err)
	}
	if q := o.Queued(); q != outbox.QueueSize {
		t.Errorf("%d queued", q)
	}
}

func TestFactsThatWouldHoldUpTheQueueAreRefused(t *testing.T) {
	o, _ := run(t, filepath.Join(t.TempDir(), "outbox.db"))
	for name, c := range map[string]struct {
		kind link.FactType
		data any
		at   time.Time
		is   error
	}{
		"unknown type": {"new", fact(0), at, link.ErrUnknownType},
		"no object":    {link.FactConferenceLocked, []int{1}, at, link.ErrMalformed},
		"no time":      {link.FactConferenceLocked, fact(0), time.Time{}, link.ErrMalformed},
		"large":        {link.FactConferenceLocked, link.ConferenceChange{By: strings.Repeat("x", 16<<10)}, at, link.ErrTooLarge},
	} {
		if _, err := o.Append(t.Context(), c.kind, c.data, c.at); !errors.Is(err, c.is) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRestartNumbersFromOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox.db")
	o, stop := run(t, path)
	epoch := o.Epoch()
	appendFacts(t, o, 10)
	if err := errors.Join(o.Ack(t.Context(), 4), o.Restart(t.Context())); err != nil {
		t.Fatal(err)
	}
	if o.Epoch() == epoch {
		t.Error("the epoch is the same")
	}
	sequence(t, o, 1, 6)
	appendFacts(t, o, 1)
	epoch = o.Epoch()
	stop()
	o, _ = run(t, path)
	sequence(t, o, 1, 7)
	if o.Epoch() != epoch {
		t.Error("the new epoch did not last")
	}
}

func TestFileThatCannotBeUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox.db")
	o, stop := run(t, path)
	appendFacts(t, o, 500)
	if _, err := outbox.Open(path, discard()); !errors.Is(err, outbox.ErrInUse) {
		t.Errorf("second opening: %v", err)
	}
	stop()
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noise := append([]byte{}, good...)
	for i := 4096; i < len(noise); i++ {
		noise[i] ^= byte(i * 7)
	}
	for name, text := range map[string][]byte{
		"no database": []byte(strings.Repeat("no database ", 1000)), "cut": good[:len(good)/2], "noise": noise,
	} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := outbox.Open(path, discard()); !errors.Is(err, outbox.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	aside, err := outbox.SetAside(path, at)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(aside); err != nil {
		t.Error(err)
	}
	fresh, _ := run(t, path)
	if fresh.Epoch() == o.Epoch() {
		t.Error("a new file has the old epoch")
	}
	appendFacts(t, fresh, 1)
	sequence(t, fresh, 1, 1)
}

func TestFileThatOthersMayRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outbox.db")
	_, stop := run(t, path)
	stop()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := outbox.Open(path, discard()); err == nil || !strings.Contains(err.Error(), "0644") {
		t.Errorf("open: %v", err)
	}
}

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		child(path)
		return
	}
	goleak.VerifyTestMain(m)
}
