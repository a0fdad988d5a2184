package bursting

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
)

type noCommands struct{}

func (noCommands) Execute(context.Context, control.Envelope, domain.Command) (control.Receipt, error) {
	return control.Receipt{}, errors.New("none")
}

// Two that act decide alike, since they decide by the same rules. What one of
// them recorded is not recorded by the other as well, or it would be done twice.
func TestTheSameDecisionOfTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.New()
		holder := func() *Bursting {
			b, err := New(Config{
				Store: log, Commands: noCommands{}, Log: slog.New(slog.DiscardHandler),
				World: func(context.Context) (World, error) { return World{}, errors.New("not now") },
				Open:  func(Account) (cloud.Provider, error) { return nil, errors.New("none") },
			})
			if err != nil {
				t.Fatal(err)
			}
			go func() { _ = b.Act(t.Context(), func(context.Context) error { return nil }) }()
			return b
		}
		a, b := holder(), holder()
		synctest.Wait()
		now := time.Now().UTC()
		d := bursting.Decision{Node: "n", Attempt: "1", Event: events.NodeBurstStartRequested{ID: "n", Attempt: "1", GiveUpAt: now.Add(time.Minute)}}
		for _, one := range []struct {
			name string
			b    *Bursting
			want bool
		}{{"the first", a, true}, {"the other", b, false}} {
			one.b.turn.Lock()
			one.b.seen.Now = now
			if got := one.b.record(d); got != one.want {
				t.Errorf("%s recorded it: %t", one.name, got)
			}
			one.b.turn.Unlock()
		}
	})
}
