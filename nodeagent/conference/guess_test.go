package conference

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// warden is the alarms' side of a node: it hears of its facts as the log has them.
type warden struct {
	n     *node
	heard int
	m     alarm.Manager
}

func newWarden(n *node) *warden {
	w := &warden{n: n}
	w.m.Apply(events.Recorded{Event: events.NodeCreated{ID: "n"}, Created: time.Now()})
	return w
}

// due is what the alarms have to do about what happened until now.
func (w *warden) due() (list []string) {
	w.n.t.Helper()
	synctest.Wait()
	w.n.outbox.mu.Lock()
	defer w.n.outbox.mu.Unlock()
	for _, f := range w.n.outbox.facts[w.heard:] {
		sent, err := link.NewFact(f.Type, time.Now(), f.Data)
		if err != nil {
			w.n.t.Fatal(err)
		}
		told, err := facts.Translate("n", sent)
		if err != nil {
			w.n.t.Fatal(err)
		}
		w.m.Apply(events.Recorded{Event: told.Event, Created: time.Now()})
	}
	w.heard = len(w.n.outbox.facts)
	for _, cmd := range w.m.Due(time.Now()) {
		w.m.Recorded(cmd, time.Now())
		switch c := cmd.(type) {
		case alarm.Raise:
			list = append(list, fmt.Sprintf("+%s %d", c.Kind, c.Numbers[0].Value))
		case alarm.Lower:
			list = append(list, "-"+c.Reason)
		}
	}
	return list
}

func (w *warden) expect(want ...string) {
	w.n.t.Helper()
	if diff := cmp.Diff(want, w.due()); diff != "" {
		w.n.t.Errorf("alarms (-want +got):\n%s", diff)
	}
}

// Whoever guesses PINs or aliases, in a conference or outside, is blocked and
// raises an alarm, which stays while the guessing goes on.
func TestGuessingRaisesAnAlarm(t *testing.T) {
	for name, guess := range map[string]func(*node, *Seat) error{
		"PINs":               func(n *node, _ *Seat) error { _, _, err := n.try("standup", "0000"); return err },
		"aliases":            func(n *node, _ *Seat) error { _, _, err := n.try("nowhere", ""); return err },
		"PINs, as one of it": func(_ *node, s *Seat) error { return s.EnterPIN(context.Background(), "0000") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNode(t, guarded())
				n.start()
				defer n.stop()
				w, guest := newWarden(n), n.join("none")
				for range guardLimit {
					if err := guess(n, guest); err == nil {
						t.Fatal("guessed it")
					}
				}
				w.expect()
				if err := guess(n, guest); code(err) == "blocked" {
					t.Error("who guesses is told that it is blocked")
				}
				w.expect("+break-in-attempts 1")
				before := n.outbox.count(link.FactCallRejected)
				for range 90 {
					stay(t, 2*time.Second, guest)
					if err := guess(n, guest); code(err) == "blocked" {
						t.Error("who guesses is told that it is blocked")
					}
				}
				w.expect()
				if told := n.outbox.count(link.FactCallRejected) - before; told != 3 {
					t.Errorf("%d facts in three minutes, want one a minute", told)
				}
				stay(t, alarm.BlockedFor, guest)
				w.expect("-cleared")
			})
		})
	}
}

// What is told of blocks and of other refusals do not crowd each other out, and
// a thousand sources do not fill the log.
func TestManyWhoGuessAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		w := newWarden(n)
		for i := range 500 {
			for range guardLimit + 1 {
				_, err := n.reg.Join(t.Context(), JoinRequest{Alias: "nowhere", Remote: fmt.Sprintf("198.51.%d.%d", i/250, i%250)})
				if code(err) != CodeUnknownAlias {
					t.Fatalf("got %v", err)
				}
			}
		}
		w.expect("+break-in-attempts 20")
		if got := n.outbox.count(link.FactCallRejected); got != rejectedBurst+blocksBurst {
			t.Errorf("%d facts", got)
		}
	})
}
