package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/nodeagent/membership"
)

// emptyHome is how long a home waits for its first participant.
const emptyHome = 10 * time.Second

// home is the goroutine that owns a conference's machine: it takes what the
// stations ask and report, one thing after the other, and tells each of them in
// turns what follows. It ends when the conference does, or when the home of
// another node stays in its place.
type home struct {
	serviceID string
	reg       *Registry
	setup     Setup
	arrivals  chan arrival             // unbuffered
	requests  chan func(now time.Time) // unbuffered: what is taken is done
	done      chan struct{}            // closed when the goroutine takes no more
	retired   chan struct{}            // closed by the registry, for another home on this node
	id        atomic.Value             // string, the conference; empty while it gathers

	// Owned by the goroutine.
	attached *conn            // of the own station, when it is ready
	gather   *Gather          // not nil: it has not taken over yet
	asks     string           // the node for whose sake it does
	past     membership.Claim // of the home before, if that has given up
	machine  *Machine
	conns    map[string]*conn  // by node
	remote   int               // how many of them are elsewhere
	streams  map[string]uint64 // the newest event stream of a participant
	refused  bool              // somebody was refused while nobody was in it
	claimed  membership.Claim
	away     []string             // nodes whose station has gone; the machine has not heard of it yet
	gone     map[string]bool      // of the nodes whose station has gone, those that nobody sees any more
	placed   []placed             // calls that gossip may not tell of yet
	stopped  map[string]time.Time // when nodes said that they stop
	spread   spreading

	sessions sessions
}

// newHome makes a home for a station that asks for one. With a replica it takes
// over what another one left.
func newHome(reg *Registry, s Setup, asks register) *home {
	h := &home{
		serviceID: s.Service.ID, reg: reg, setup: s, arrivals: make(chan arrival),
		requests: make(chan func(time.Time)), done: make(chan struct{}), retired: make(chan struct{}),
		conns: make(map[string]*conn), streams: make(map[string]uint64), stopped: make(map[string]time.Time),
	}
	if asks.Replica != nil {
		h.gather, h.asks, h.past = NewGather(time.Now().Add(gatherTime)), asks.NodeID, asks.left()
		h.gather.Add(asks.Registration) // others may be quicker, and know of no conference
		h.id.Store("")
	} else {
		h.machine = NewMachine(s)
		h.id.Store(s.ConferenceID)
	}
	return h
}

func (h *home) conferenceID() string { return h.id.Load().(string) }

// run lives until the conference has ended. stop ends it from outside.
func (h *home) run(stop <-chan struct{}) {
	defer h.finish()
	if h.gather != nil {
		if !h.takeOver(stop) {
			return
		}
		if _, over := h.machine.Ended(); over {
			return // nobody was left
		}
	}
	began := time.Now()
	timer := time.NewTimer(emptyHome)
	defer timer.Stop()
	var stage <-chan time.Time
	for {
		changed := h.reg.changed()
		if h.giveWay() {
			return
		}
		if stage == nil && h.spread.ticker != nil {
			stage = h.spread.ticker.C
		}
		// Nobody is heard before the own station is there to record what comes of it,
		// and its journal knows where it is.
		var requests chan func(time.Time)
		var attached <-chan struct{}
		if own := h.at(""); own != nil {
			if attached = own.attached; h.attached == own {
				requests, attached = h.requests, nil
			}
		}
		select {
		case <-attached:
			h.attached = h.at("")
		case a := <-h.arrivals:
			h.register(time.Now(), a)
		case request := <-requests:
			request(time.Now())
		case <-timer.C:
			h.note(h.step(time.Now(), Tick{}))
		case <-stage:
			h.stageTick(time.Now())
		case <-changed:
			h.dropDead()
		case <-h.retired:
			h.yield(h.setup.NodeID)
			return
		case <-stop:
			if h.handOver(time.Now()) {
				return
			}
		}
		h.tellAway(time.Now())
		h.tellGone(time.Now())
		if _, over := h.machine.Ended(); over {
			return
		}
		if h.machine.Size() == 0 && (h.refused || time.Since(began) >= emptyHome) {
			return
		}
		if next, ok := h.machine.Next(); ok {
			timer.Reset(time.Until(next))
		}
		h.claim()
		h.layOut()
		if h.spread.ticker == nil {
			stage = nil
		}
	}
}

// note logs what nobody asked for and therefore nobody is told.
func (h *home) note(err error) {
	if _, refused := RefusalOf(err); err != nil && !refused && !errors.Is(err, errEnded) {
		h.reg.log.Error("conference step", slog.String("conference", h.machine.ID()), slog.Any("error", err))
	}
}

// do runs fn on the home's goroutine and waits for it.
func (h *home) do(ctx context.Context, fn func(now time.Time)) error {
	if err := onGoroutine(ctx, h.requests, h.done, fn); err != nil {
		return fmt.Errorf("conference of service %s: %w", h.serviceID, err)
	}
	return nil
}

// onGoroutine hands fn to a goroutine that owns something, and waits for it.
func onGoroutine(ctx context.Context, requests chan<- func(time.Time), done <-chan struct{}, fn func(now time.Time)) error {
	ran := make(chan struct{})
	request := func(now time.Time) { defer close(ran); fn(now) }
	select {
	case requests <- request:
		<-ran // it is being done: fn never waits for the caller
		return nil
	case <-done:
		return errEnded
	case <-ctx.Done():
		return ctx.Err()
	}
}

// step feeds the machine and tells the stations what it asks of them.
func (h *home) step(now time.Time, in Input) error {
	out, err := h.machine.Step(now, in)
	h.tell(now, out)
	return err
}
