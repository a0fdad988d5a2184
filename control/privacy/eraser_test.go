package privacy_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
)

// house is what a Management Node has of it all.
type house struct {
	t      *testing.T
	under  store.Store
	state  *sqldb.DB
	ring   *privacy.Keyring
	rig    *controltest.Rig
	erased chan events.Position
	eraser *privacy.Eraser
}

func open(t *testing.T, under store.Store, state string, change func(*privacy.EraserConfig)) *house {
	t.Helper()
	h := &house{t: t, under: under, erased: make(chan events.Position, 100)}
	var err error
	if h.state, err = sqldb.OpenSQLite(t.Context(), state, sqldb.SQLiteOptions{Durable: true, Shred: true}); err != nil {
		t.Fatal(err)
	}
	key, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	if h.ring, err = privacy.OpenKeyring(t.Context(), h.state, key, privacy.KeyringOptions{}); err != nil {
		t.Fatal(err)
	}
	_, shielded, err := privacy.NewShield(under, h.ring, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	h.rig = controltest.New(t, shielded)
	c := privacy.EraserConfig{
		Ring: h.ring, Store: shielded, Executor: h.rig.Executor, Log: h.rig.Log,
		Erased: func(_ context.Context, at events.Position) error { h.erased <- at; return nil },
	}
	if change != nil {
		change(&c)
	}
	if h.eraser, err = privacy.NewEraser(c); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) close() {
	h.t.Helper()
	if err := h.state.Close(); err != nil {
		h.t.Error(err)
	}
}

var env = control.Envelope{Actor: events.Actor{Kind: events.ActorAdministrator, ID: "a1", Name: "ada"}, Source: "203.0.113.5"}

func (h *house) tell(list ...events.Event) {
	h.t.Helper()
	for i, e := range list {
		_, err := h.rig.Executor.Execute(h.t.Context(), env, conference.RecordFact{
			ID: "c", Fact: events.FactRef{Node: "n", Epoch: fmt.Sprintf("%T%d%v", e, i, e), Seq: 1}, Event: e,
		})
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *house) names() string {
	h.t.Helper()
	page, err := h.rig.Store.ReadStream(h.t.Context(), "conference-c", 0, store.Forwards, 512)
	if err != nil {
		h.t.Fatal(err)
	}
	var out []string
	for _, e := range page.Events {
		rec, err := codec.Decode(e)
		if err != nil {
			h.t.Fatal(err)
		}
		if e, ok := rec.Event.(events.ParticipantJoined); ok {
			out = append(out, string(e.DisplayName))
		}
	}
	return strings.Join(out, ",")
}

const name = "Ada Augusta King"

var (
	started = events.ConferenceStarted{ID: "c", ServiceID: "s", ServiceName: "Board", NodeID: "n"}
	ada     = events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p1", DisplayName: name, Remote: "198.51.100.77", Role: events.RoleHost, NodeID: "n"}
	bob     = events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p2", DisplayName: "Bob", Role: events.RoleGuest, NodeID: "n"}
	adaLeft = events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p1", Reason: "hung-up"}
)

func TestErase(t *testing.T) {
	h := open(t, memory.New(), filepath.Join(t.TempDir(), "state.db"), nil)
	defer h.close()
	h.tell(started, ada, bob)
	for id, code := range map[string]domain.Code{"p1": domain.CodeNotAllowed, "nobody": domain.CodeNotFound} {
		if _, err := h.eraser.Erase(t.Context(), env, "c", id); !domain.IsRefusal(err, code) {
			t.Errorf("%s: %v, want %s", id, err, code)
		}
	}
	if got := h.names(); got != name+",Bob" {
		t.Errorf("a refused erasure erased: %q", got)
	}
	h.tell(adaLeft)
	first, err := h.eraser.Erase(t.Context(), env, "c", "p1")
	if err != nil || !first.Changed {
		t.Fatalf("%+v, %v", first, err)
	}
	if got := h.names(); got != ",Bob" {
		t.Errorf("names are %q", got)
	}
	again, err := h.eraser.Erase(t.Context(), env, "c", "p1")
	if err != nil || again.Changed || again.Position != first.Position {
		t.Errorf("%+v, %v", again, err)
	}
	last, _, err := h.rig.Journal.Last(t.Context(), "conference-c")
	if want := (events.ParticipantErased{ConferenceID: "c", ParticipantID: "p1"}); err != nil || last.Event != events.Event(want) ||
		last.Meta.Actor != env.Actor || last.Meta.Source != env.Source {
		t.Errorf("the log says %+v, %v", last, err)
	}
}

// run runs the Eraser until the returned function is called.
func (h *house) run() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.eraser.Run(ctx) }()
	return sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			h.t.Errorf("Run: %v", err)
		}
	})
}

// Another node, or a run that ended before it had destroyed the key, leaves an
// intent in the log; whoever follows it carries it out, in its own memory too.
func TestRunCarriesOutWhatIsInTheLog(t *testing.T) {
	log, state := memory.New(), filepath.Join(t.TempDir(), "state.db")
	one := open(t, log, state, nil)
	defer one.close()
	one.tell(started, ada, adaLeft, bob)
	if got := one.names(); got != name+",Bob" {
		t.Fatalf("names are %q", got)
	}
	intent, err := one.rig.Executor.Execute(t.Context(), env, conference.Erase{ConferenceID: "c", ParticipantID: "p1"})
	if err != nil {
		t.Fatal(err)
	}
	if got := one.names(); got != name+",Bob" {
		t.Fatalf("names are %q before anything was destroyed", got)
	}
	two := open(t, log, state, nil)
	defer two.close()
	stopOne, stopTwo := one.run(), two.run()
	defer stopOne()
	defer stopTwo()
	for _, h := range []*house{one, two} {
		if at := <-h.erased; at != intent.Position {
			t.Errorf("erased through %s, want %s", at, intent.Position)
		}
		if got := h.names(); got != ",Bob" {
			t.Errorf("names are %q", got)
		}
	}
	stopOne()
	stopTwo()
	if at, err := two.ring.Erased(t.Context()); err != nil || at != intent.Position {
		t.Errorf("stands at %s, %v", at, err)
	}
	three := open(t, log, state, nil) // begins behind it
	defer three.close()
	stop := three.run()
	three.tell(events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p2", Reason: "hung-up"})
	second, err := three.eraser.Erase(t.Context(), env, "c", "p2")
	if err != nil {
		t.Fatal(err)
	}
	for at := <-three.erased; at != second.Position; at = <-three.erased {
		if at != intent.Position { // once more at the start
			t.Errorf("erased through %s, want %s", at, second.Position)
		}
	}
	stop()
}

// Whoever may write streams of their own erases nobody by it, and does not
// hold up the Eraser either.
func TestForgedErasuresAreIgnored(t *testing.T) {
	log := memory.New()
	h := open(t, log, filepath.Join(t.TempDir(), "state.db"), nil)
	defer h.close()
	h.tell(started, ada, adaLeft, bob)
	forged, err := codec.Encode(events.DeriveID("forged"), events.ParticipantErased{ConferenceID: "c", ParticipantID: "p2"}, events.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	broken := store.NewEvent{ID: events.DeriveID("broken"), Type: forged.Type, Data: []byte("[]")}
	if _, err := log.Append(t.Context(), "integration-x", store.Any(), forged, broken); err != nil {
		t.Fatal(err)
	}
	intent, err := h.rig.Executor.Execute(t.Context(), env, conference.Erase{ConferenceID: "c", ParticipantID: "p1"})
	if err != nil {
		t.Fatal(err)
	}
	stop := h.run()
	defer stop()
	if at := <-h.erased; at != intent.Position { // behind the forged one
		t.Errorf("erased through %s, want %s", at, intent.Position)
	}
	if got := h.names(); got != ",Bob" {
		t.Errorf("names are %q", got)
	}
	stop()
	if n, err := privacy.Replay(t.Context(), log, h.state); n != 0 || err != nil {
		t.Errorf("erased %d more, %v", n, err)
	}
}

// A log that was put back to an earlier state is followed from its beginning.
func TestRunOnALogThatWasPutBack(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state.db")
	h := open(t, memory.New(), state, nil)
	defer h.close()
	if err := h.ring.SetErased(t.Context(), 4711); err != nil {
		t.Fatal(err)
	}
	h.tell(started, ada, adaLeft)
	intent, err := h.rig.Executor.Execute(t.Context(), env, conference.Erase{ConferenceID: "c", ParticipantID: "p1"})
	if err != nil {
		t.Fatal(err)
	}
	stop := h.run()
	if at := <-h.erased; at != intent.Position {
		t.Error(at)
	}
	stop()
	if got := h.names(); got != "" {
		t.Errorf("names are %q", got)
	}
}

// What fails is tried again, with the erasure that it was about.
func TestRunTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var fails atomic.Int64
		fails.Store(3)
		done := make(chan events.Position, 1)
		h := open(t, memory.New(), filepath.Join(t.TempDir(), "state.db"), func(c *privacy.EraserConfig) {
			c.Erased = func(_ context.Context, at events.Position) error {
				if fails.Add(-1) >= 0 {
					return errors.New("the read models are not there yet")
				}
				done <- at
				return nil
			}
		})
		defer h.close()
		h.tell(started, ada, adaLeft)
		intent, err := h.eraser.Erase(t.Context(), env, "c", "p1")
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		stop := h.run()
		if at := <-done; at != intent.Position {
			t.Error(at)
		}
		if took := time.Since(began); took != 7*time.Second { // 1 + 2 + 4
			t.Errorf("took %s", took)
		}
		// While they fail, keys go on to be destroyed.
		fails.Store(1 << 30)
		h.tell(bob, events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p2", Reason: "hung-up"})
		last, err := h.rig.Executor.Execute(t.Context(), env, conference.Erase{ConferenceID: "c", ParticipantID: "p2"})
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if at, err := h.ring.Erased(t.Context()); err != nil || at != last.Position || h.names() != "," {
			t.Errorf("stands at %s, names are %q", at, h.names())
		}
		stop()
		if n := strings.Count(h.rig.Logged.String(), "trying again"); n < 3 {
			t.Errorf("logged %s", h.rig.Logged)
		}
	})
}

func TestCallersAreForgottenInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(t, memory.New(), filepath.Join(t.TempDir(), "state.db"), func(c *privacy.EraserConfig) {
			c.CallersKept = 48 * time.Hour
		})
		defer h.close()
		rejected, err := codec.Encode(events.DeriveID("x"), events.NodeCallRejected{ID: "n", Reason: "blocked", Remote: "198.51.100.9"}, events.Metadata{Time: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.rig.Store.Append(t.Context(), "node-n", store.NoStream(), rejected); err != nil {
			t.Fatal(err)
		}
		kept := func() bool {
			page, err := h.rig.Store.ReadAll(t.Context(), 0, store.Forwards, store.Filter{}, 1)
			if err != nil {
				t.Fatal(err)
			}
			return bytes.Contains(page.Events[0].Data, []byte("198.51.100.9"))
		}
		stop := h.run()
		time.Sleep(48*time.Hour - time.Minute)
		synctest.Wait()
		if !kept() {
			t.Error("forgotten too early")
		}
		time.Sleep(time.Hour + 2*time.Minute)
		synctest.Wait()
		if kept() {
			t.Error("still there")
		}
		stop()
	})
}

// inFiles lists the files below a directory that hold one of the texts.
// wrapped are the keys of participants as the state database has them.
// After an erasure neither name nor address nor key stand anywhere in the bytes
// of the data directory, while everything is open, and a replay shows nothing.
