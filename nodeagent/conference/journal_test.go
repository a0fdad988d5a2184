package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/outbox"
)

func testRecorder(t *testing.T, o Outbox) *recorder {
	t.Helper()
	return newRecorder(Deps{Outbox: o, Journal: filepath.Join(t.TempDir(), "journal"), Log: slog.New(slog.DiscardHandler)})
}

func timed(facts ...Fact) []timedFact {
	all := make([]timedFact, len(facts))
	for i, f := range facts {
		all[i] = timedFact{Fact: f, at: t0}
	}
	return all
}

func confStarted(id string) Fact {
	return Fact{Type: link.FactConferenceStarted, Data: link.ConferenceStarted{ConferenceID: id}}
}

func confEnded(id string) Fact {
	return Fact{Type: link.FactConferenceEnded, Data: link.ConferenceEnded{ConferenceID: id, Reason: "last-left"}}
}

func cameIn(conf, id string) Fact {
	return Fact{Type: link.FactParticipantJoined, Data: link.ParticipantJoined{ConferenceID: conf, ParticipantID: id}}
}

func wentOut(conf, id string) Fact {
	return Fact{Type: link.FactParticipantLeft, Data: link.ParticipantLeft{ConferenceID: conf, ParticipantID: id}}
}

// life is what a node records before it crashes, batch by batch.
var life = [][]timedFact{
	timed(confStarted("c1"), cameIn("c1", "a")),
	timed(cameIn("c1", "b"), confStarted("c2"), cameIn("c2", "x")),
	timed(wentOut("c1", "a"), wentOut("c2", "x"), confEnded("c2")),
	timed(cameIn("c1", "c"), wentOut("c1", "b"), confStarted("c3"), cameIn("c3", "y")),
}

// TestCrash lets the node die after every number of facts that may have
// reached the outbox, and whether or not the journal's line was whole.
func TestCrash(t *testing.T) {
	ctx := context.Background()
	for batches := 1; batches <= len(life); batches++ {
		for lost := 0; lost <= len(life[batches-1]); lost++ {
			t.Run(fmt.Sprintf("%d batches, %d facts short", batches, lost), func(t *testing.T) {
				o := &memOutbox{}
				r := testRecorder(t, o)
				j, err := r.recover(ctx, t0)
				if err != nil {
					t.Fatal(err)
				}
				for _, batch := range life[:batches] {
					if err := r.write(ctx, j, batch); err != nil {
						t.Fatal(err)
					}
				}
				whole := o.lines()
				o.facts = o.facts[:len(o.facts)-lost]

				again := &recorder{outbox: o, path: r.path, log: r.log}
				j, err = again.recover(ctx, t0.Add(time.Hour))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(whole, o.lines()[:len(whole)]); diff != "" {
					t.Errorf("what happened before the crash (-want +got):\n%s", diff)
				}
				if len(j.open) != 0 {
					t.Errorf("still open: %v", j.open)
				}
				checkBalance(t, o)
				last := o.Last()
				third := &recorder{outbox: o, path: r.path, log: r.log}
				if _, err := third.recover(ctx, t0); err != nil || o.Last() != last {
					t.Errorf("a second restart recorded %d facts, %v", o.Last()-last, err)
				}
			})
		}
	}
}

func checkBalance(t *testing.T, o *memOutbox) {
	t.Helper()
	open := map[string]int{}
	for _, f := range o.facts {
		switch d := f.Data.(type) {
		case link.ConferenceStarted:
			open[d.ConferenceID]++
		case link.ConferenceEnded:
			open[d.ConferenceID]--
		case link.ParticipantJoined:
			open[d.ParticipantID]++
		case link.ParticipantLeft:
			open[d.ParticipantID]--
		}
	}
	for id, balance := range open {
		if balance != 0 {
			t.Errorf("%s: balance %d", id, balance)
		}
	}
}

func TestCrashReasons(t *testing.T) {
	ctx := context.Background()
	o := &memOutbox{}
	r := testRecorder(t, o)
	j, _ := r.recover(ctx, t0)
	if err := r.write(ctx, j, life[0]); err != nil {
		t.Fatal(err)
	}
	n := o.Last()
	if _, err := (&recorder{outbox: o, path: r.path, log: r.log}).recover(ctx, t0); err != nil {
		t.Fatal(err)
	}
	want := []string{"participant.left a node-restarted", "conference.ended node-restarted"}
	if diff := cmp.Diff(want, o.lines()[n:]); diff != "" {
		t.Error(diff)
	}
}

func TestTornJournalLineMeansTheOutboxNeverHeard(t *testing.T) {
	ctx := context.Background()
	for _, tail := range []string{`{"before":2,"facts":[{"ti`, "{\"before\":2,\x00\x00\x00\n"} {
		o := &memOutbox{}
		r := testRecorder(t, o)
		j, _ := r.recover(ctx, t0)
		if err := r.write(ctx, j, life[0]); err != nil {
			t.Fatal(err)
		}
		appendTo(t, r.path, tail)
		if _, err := (&recorder{outbox: o, path: r.path, log: r.log}).recover(ctx, t0); err != nil {
			t.Fatal(err)
		}
		checkBalance(t, o)
	}
}

func TestDamagedJournalIsSetAside(t *testing.T) {
	ctx := context.Background()
	o := &memOutbox{}
	r := testRecorder(t, o)
	j, _ := r.recover(ctx, t0)
	if err := r.write(ctx, j, life[0]); err != nil {
		t.Fatal(err)
	}
	appendTo(t, r.path, "garbage\n{\"before\":2}\n")
	if _, err := (&recorder{outbox: o, path: r.path, log: r.log}).recover(ctx, t0); err != nil {
		t.Fatal(err)
	}
	checkBalance(t, o)
	if kept, _ := filepath.Glob(r.path + ".damaged-*"); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestJournalStaysSmall(t *testing.T) {
	ctx := context.Background()
	o := &memOutbox{}
	r := testRecorder(t, o)
	j, _ := r.recover(ctx, t0)
	if err := r.write(ctx, j, timed(confStarted("c"))); err != nil {
		t.Fatal(err)
	}
	j.size = journalSize + 1 // as after many batches
	if err := r.write(ctx, j, timed(cameIn("c", "a"))); err != nil {
		t.Fatal(err)
	}
	if j.size > 1000 {
		t.Errorf("journal of %d bytes", j.size)
	}
	reread, err := openJournal(r.path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]openConference{{ID: "c", Participants: []string{"a"}}}, reread.open); diff != "" {
		t.Error(diff)
	}
}

func TestFactsGoOnWithoutAJournal(t *testing.T) {
	ctx := context.Background()
	o := &memOutbox{}
	r := testRecorder(t, o)
	j, _ := r.recover(ctx, t0)
	r.path = "" // openJournal is done; the next write has nowhere to go
	j.path = filepath.Join(t.TempDir(), "missing", "journal")
	for _, batch := range life {
		if err := r.write(ctx, j, batch); err != nil {
			t.Fatal(err)
		}
	}
	if o.Last() != 12 || !r.failed {
		t.Errorf("%d facts, failed %t", o.Last(), r.failed)
	}
}

// TestRealOutbox records through the node's own outbox.
func TestRealOutbox(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	box, err := outbox.Open(filepath.Join(t.TempDir(), "outbox.db"), log)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- box.Run(ctx) }()
	r := testRecorder(t, FromOutbox(box))
	j, err := r.recover(ctx, t0)
	if err != nil {
		t.Fatal(err)
	}
	for _, batch := range life {
		if err := r.write(ctx, j, batch); err != nil {
			t.Fatal(err)
		}
	}
	facts, err := box.Pending(ctx, 0, 100)
	if err != nil || len(facts) != 12 || facts[11].Type != link.FactParticipantJoined {
		t.Errorf("%d facts, %v", len(facts), err)
	}
	cancel()
	if err := <-ran; err != nil {
		t.Fatal(err)
	}
	if err := r.write(context.Background(), j, life[0]); !errors.Is(err, outbox.ErrClosed) {
		t.Errorf("write to a closed outbox: %v", err)
	}
	if err := errors.Join(j.close(), box.Close()); err != nil {
		t.Error(err)
	}
}
