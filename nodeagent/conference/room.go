package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
)

// emptyRoom is how long a room waits for the request that made it.
const emptyRoom = 10 * time.Second

// room is the shell of one conference: the goroutine that owns its machine,
// subscriptions and calls.
type room struct {
	id, serviceID string
	reg           *Registry
	machine       *Machine
	requests      chan func(now time.Time) // unbuffered: what is taken is done
	box           *mailbox
	done          chan struct{} // closed when the goroutine takes no more

	// Owned by the goroutine.
	subs    map[string]*Subscription
	calls   map[string]media.Call
	media   media.Room // nil until the first call
	closers sync.WaitGroup

	size atomic.Int64 // participants, for gauges
}

func newRoom(reg *Registry, s Setup) *room {
	return &room{
		id: s.ConferenceID, serviceID: s.Service.ID, reg: reg, machine: NewMachine(s),
		requests: make(chan func(time.Time)), box: newMailbox(), done: make(chan struct{}),
		subs: make(map[string]*Subscription), calls: make(map[string]media.Call),
	}
}

// run lives until the conference has ended. stop ends it from outside.
func (r *room) run(stop <-chan struct{}) {
	defer r.finish()
	timer := time.NewTimer(emptyRoom)
	defer timer.Stop()
	for {
		select {
		case request := <-r.requests:
			request(time.Now())
		case <-r.box.ready:
			now := time.Now()
			for _, e := range r.box.take() {
				r.note(r.step(now, MediaEvent{Event: e}))
			}
		case <-timer.C:
			r.note(r.step(time.Now(), Tick{}))
		case <-stop:
			r.note(r.step(time.Now(), Shutdown{}))
		}
		if _, over := r.machine.Ended(); over || r.machine.Size() == 0 {
			return
		}
		if next, ok := r.machine.Next(); ok {
			timer.Reset(time.Until(next))
		}
	}
}

// note logs what nobody asked for and therefore nobody is told.
func (r *room) note(err error) {
	if _, refused := RefusalOf(err); err != nil && !refused && !errors.Is(err, errEnded) {
		r.reg.log.Error("conference step", slog.String("conference", r.id), slog.Any("error", err))
	}
}

// do runs fn on the room's goroutine and waits for it.
func (r *room) do(ctx context.Context, fn func(now time.Time)) error {
	ran := make(chan struct{})
	request := func(now time.Time) { defer close(ran); fn(now) }
	select {
	case r.requests <- request:
		<-ran // it is being done: fn never waits for the caller
		return nil
	case <-r.done:
		return errEnded
	case <-ctx.Done():
		return fmt.Errorf("conference %s: %w", r.id, ctx.Err())
	}
}

// ask is do for a single input.
func (r *room) ask(ctx context.Context, in Input) error {
	var err error
	if lost := r.do(ctx, func(now time.Time) { err = r.step(now, in) }); lost != nil {
		return lost
	}
	return err
}

// step feeds the machine and does what it asks.
func (r *room) step(now time.Time, in Input) error {
	out, err := r.machine.Step(now, in)
	r.reg.recorder.record(now, out.Facts...)
	for _, n := range out.Notices {
		r.send(n)
	}
	for _, e := range out.Effects {
		r.perform(e)
	}
	r.reg.ledger.set(r.id, r.held())
	r.size.Store(int64(r.machine.Size()))
	return err
}

// held: a conference that nobody could join holds nothing.
func (r *room) held() capacity.Tokens {
	if r.machine.Size() == 0 {
		return 0
	}
	return r.machine.Tokens()
}

func (r *room) send(n Notice) {
	sub, ok := r.subs[n.To]
	if !ok {
		return
	}
	if !sub.push(n.Event) {
		r.unsubscribe(n.To, sub)
	}
}

func (r *room) subscribe(participantID string) *Subscription {
	if old, ok := r.subs[participantID]; ok {
		close(old.events)
	}
	sub := newSubscription()
	r.subs[participantID] = sub
	return sub
}

func (r *room) unsubscribe(participantID string, sub *Subscription) {
	if r.subs[participantID] == sub {
		delete(r.subs, participantID)
		close(sub.events)
	}
}

func (r *room) perform(e Effect) {
	switch e := e.(type) {
	case SetPolicy:
		if r.media != nil {
			r.media.SetPolicy(e.ParticipantID, e.Policy)
		}
	case SetSpotlight:
		if r.media != nil {
			r.media.SetSpotlight(e.ParticipantIDs)
		}
	case StartCall:
		if c, ok := r.calls[e.CallID]; ok {
			c.Start()
		}
	case CloseCall:
		if c, ok := r.calls[e.CallID]; ok {
			delete(r.calls, e.CallID)
			r.closers.Go(c.Close) // may wait for the network
		}
	case Forget:
		r.reg.seats.drop(e.ParticipantID)
		if sub, ok := r.subs[e.ParticipantID]; ok {
			r.unsubscribe(e.ParticipantID, sub)
		}
	}
}

// openMedia makes the media room with the first call.
func (r *room) openMedia() (media.Room, error) {
	if r.media != nil {
		return r.media, nil
	}
	m, err := r.reg.engine.OpenRoom(r.id, r.box.put)
	if err != nil {
		return nil, fmt.Errorf("open media of conference %s: %w", r.id, err)
	}
	r.media = m
	r.media.SetSpotlight(r.machine.spotlit())
	return m, nil
}

// finish leaves nothing behind. The registry forgets the room after its last
// fact is in order, so that a successor's facts follow it, and before
// requests fail, so that who tries again finds the successor.
func (r *room) finish() {
	r.reg.forget(r)
	close(r.done)
	for id, sub := range r.subs {
		r.unsubscribe(id, sub)
	}
	r.closers.Wait()
	if r.media != nil {
		r.media.Close()
	}
}
