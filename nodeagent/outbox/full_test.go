package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// heard passes on what is logged.
type heard chan string

func (h heard) Enabled(context.Context, slog.Level) bool { return true }
func (h heard) WithAttrs([]slog.Attr) slog.Handler       { return h }
func (h heard) WithGroup(string) slog.Handler            { return h }
func (h heard) Handle(_ context.Context, r slog.Record) error {
	h <- r.Message
	return nil
}

// A node that hears nothing of its Management Node for long fills its disk in the
// end. No fact is dropped then, old or new: they wait, the log of the program says
// so, and when there is room they are written in order.
func TestAFullDiskHoldsFactsUp(t *testing.T) {
	log := make(heard, 16)
	path := filepath.Join(t.TempDir(), "outbox.db")
	o, err := Open(path, slog.New(log))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- o.Run(ctx) }()
	defer func() {
		stop()
		if err := errors.Join(<-ran, o.Close()); err != nil {
			t.Error(err)
		}
	}()
	joined := link.ParticipantJoined{
		ConferenceID: "66666666-0000-4000-8000-000000000001", ParticipantID: "77777777-0000-4000-8000-000000000001", DisplayName: "Ada Lovelace",
		Alias: "weekly@example.org", Role: "guest", Protocol: "webrtc", Vendor: "Firefox 130", LocationID: "22222222-0000-5000-8000-000000000001", Remote: "192.0.2.77",
	}
	add := func(n int) *Receipt {
		t.Helper()
		var last *Receipt
		for range n {
			if last, err = o.AppendAsync(link.FactParticipantJoined, joined, time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)); err != nil {
				t.Fatal(err)
			}
		}
		return last
	}
	<-add(500).Done()
	var pages int
	if err := o.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		t.Helper()
		if _, err := o.db.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 4)
	last := add(1500)
	if said := <-log; !strings.Contains(said, "cannot be written") {
		t.Fatalf("logged %q", said)
	}
	select {
	case <-last.Done():
		t.Fatal("a full disk took everything")
	default:
	}
	limit(1 << 30)
	<-last.Done()
	if seq, err := last.Result(); err != nil || seq != 2000 {
		t.Fatalf("the last fact is %d, %v", seq, err)
	}
	if said := <-log; !strings.Contains(said, "written again") {
		t.Errorf("logged %q", said)
	}
	facts, err := o.Pending(t.Context(), 0, 1<<20)
	if err != nil || len(facts) != 2000 {
		t.Fatalf("%d facts, %v", len(facts), err)
	}
	for i, f := range facts {
		if f.Seq != uint64(i+1) { // small
			t.Fatalf("fact %d is number %d", i, f.Seq)
		}
	}
	// What docs/operations.md says of how much room a day takes.
	var size int
	if err := o.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if err := o.db.QueryRow("PRAGMA page_size").Scan(&size); err != nil {
		t.Fatal(err)
	}
	if each := pages * size / len(facts); each > 512 {
		t.Errorf("a fact takes %d bytes", each)
	}
}
