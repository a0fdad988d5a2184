package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

// emptyHome is how long a home waits for its first participant.
const emptyHome = 10 * time.Second

// home is the goroutine that owns a conference's machine: it takes what the
// stations ask and report, one thing after the other, and tells each of them in
// turns what follows.
type home struct {
	id, serviceID string
	reg           *Registry
	machine       *Machine
	requests      chan func(now time.Time) // unbuffered: what is taken is done
	done          chan struct{}            // closed when the goroutine takes no more

	// Owned by the goroutine.
	conns   map[string]*conn  // by node
	where   map[string]string // the access node of a participant
	carries map[string]string // the node that carries a call
	streams map[string]uint64 // the newest event stream of a participant
	refused bool              // somebody was refused while nobody was in it
}

func newHome(reg *Registry, s Setup) *home {
	return &home{
		id: s.ConferenceID, serviceID: s.Service.ID, reg: reg, machine: NewMachine(s),
		requests: make(chan func(time.Time)), done: make(chan struct{}),
		conns: make(map[string]*conn), where: make(map[string]string), carries: make(map[string]string),
		streams: make(map[string]uint64),
	}
}

// run lives until the conference has ended. stop ends it from outside.
func (h *home) run(stop <-chan struct{}) {
	defer h.finish()
	began := time.Now()
	timer := time.NewTimer(emptyHome)
	defer timer.Stop()
	for {
		select {
		case request := <-h.requests:
			request(time.Now())
		case <-timer.C:
			h.note(h.step(time.Now(), Tick{}))
		case <-stop:
			h.note(h.step(time.Now(), Shutdown{}))
		}
		if _, over := h.machine.Ended(); over {
			return
		}
		if h.machine.Size() == 0 && (h.refused || time.Since(began) >= emptyHome) {
			return
		}
		if next, ok := h.machine.Next(); ok {
			timer.Reset(time.Until(next))
		}
	}
}

// note logs what nobody asked for and therefore nobody is told.
func (h *home) note(err error) {
	if _, refused := RefusalOf(err); err != nil && !refused && !errors.Is(err, errEnded) {
		h.reg.log.Error("conference step", slog.String("conference", h.id), slog.Any("error", err))
	}
}

// do runs fn on the home's goroutine and waits for it.
func (h *home) do(ctx context.Context, fn func(now time.Time)) error {
	if err := onGoroutine(ctx, h.requests, h.done, fn); err != nil {
		return fmt.Errorf("conference %s: %w", h.id, err)
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
	if len(out.Facts)+len(out.Notices)+len(out.Effects) > 0 {
		h.tell(now, out)
	}
	return err
}

// tell gives every station its part of an outcome.
func (h *home) tell(now time.Time, out Outcome) {
	turns := make(map[*conn]*turn)
	to := func(node string) *turn {
		c, ok := h.conns[node]
		if !ok {
			return &turn{} // it is told the whole when it comes back
		}
		if turns[c] == nil {
			turns[c] = &turn{At: now}
		}
		return turns[c]
	}
	self := h.reg.self()
	for _, f := range out.Facts {
		t := to(self)
		t.Facts = append(t.Facts, f)
	}
	for _, n := range out.Notices {
		t := to(h.where[n.To])
		t.Notices = append(t.Notices, n)
	}
	for _, e := range out.Effects {
		for _, node := range h.concerned(e) {
			t := to(node)
			t.Effects = append(t.Effects, e)
		}
	}
	for c, t := range turns {
		h.send(c, *t)
	}
}

// concerned are the nodes that carry out an effect.
func (h *home) concerned(e Effect) []string {
	switch e := e.(type) {
	case StartCall:
		return []string{h.carries[e.CallID]}
	case CloseCall:
		node := h.carries[e.CallID]
		delete(h.carries, e.CallID)
		return []string{node}
	case Forget:
		node := h.where[e.ParticipantID]
		delete(h.where, e.ParticipantID)
		delete(h.streams, e.ParticipantID)
		return []string{node}
	default: // of the media; who has no such call does nothing
		nodes := make([]string, 0, len(h.conns))
		for node := range h.conns {
			nodes = append(nodes, node)
		}
		return nodes
	}
}

// send puts a frame into a station's queue.
func (h *home) send(c *conn, f frame) {
	c.sent++
	select {
	case c.frames <- f:
	case <-c.gone:
	}
}

// register takes a station in.
func (h *home) register(ctx context.Context, node string, gone <-chan struct{}) (*conn, error) {
	c := &conn{node: node, gone: gone, frames: make(chan frame, connQueue)}
	err := h.do(ctx, func(time.Time) {
		h.conns[node] = c
		h.send(c, welcome{ConferenceID: h.id, ServiceID: h.serviceID, Home: h.reg.self()})
	})
	return c, err
}

// ask carries out what a station asks, and answers it.
func (h *home) ask(ctx context.Context, c *conn, q request) (answer, error) {
	var a answer
	var err error
	lost := h.do(ctx, func(now time.Time) {
		if err = h.current(c); err == nil {
			a, err = h.answer(now, c, q)
			a.After = c.sent
		}
	})
	return a, errors.Join(lost, err)
}

// carrierOf is how the home reaches a node; nil: it cannot.
func (h *home) carrierOf(node string) carrier {
	if node == h.reg.self() {
		if s, ok := h.reg.stationOf(h.serviceID); ok {
			return s
		}
	}
	return nil
}

// current: what a station says counts while it is registered.
func (h *home) current(c *conn) error {
	if h.conns[c.node] != c {
		return errStale
	}
	return nil
}

func (h *home) answer(now time.Time, c *conn, q request) (answer, error) {
	if q.Input != nil {
		if err := h.input(now, c, q); err != nil {
			return answer{}, err
		}
	}
	var a answer
	var err error
	switch q.Want {
	case wantSelf:
		a.Self, err = h.machine.Describe(q.About)
	case wantStatus:
		a.Status, err = h.machine.StatusFor(q.About)
	case wantRoster:
		a.Roster, err = h.machine.RosterFor(q.About)
	}
	return a, err
}

func (h *home) input(now time.Time, c *conn, q request) error {
	switch in := q.Input.(type) {
	case Join:
		h.where[in.ParticipantID] = c.node
		err := h.step(now, in)
		if err != nil {
			delete(h.where, in.ParticipantID)
			h.refused = h.machine.Size() == 0
		}
		return err
	case Subscribed:
		h.streams[in.ParticipantID] = max(h.streams[in.ParticipantID], q.Stream)
	case Unsubscribed:
		if q.Stream < h.streams[in.ParticipantID] {
			return nil // a newer one is open
		}
	}
	return h.step(now, q.Input)
}

// report takes what the engine of a station says, in order. What came before
// comes again when its receipt was lost; it counts once.
func (h *home) report(ctx context.Context, c *conn, number uint64, events []media.Event) error {
	var err error
	lost := h.do(ctx, func(now time.Time) {
		if err = h.current(c); err != nil || number <= c.heard {
			return
		}
		c.heard = number
		for _, e := range events {
			h.note(h.step(now, MediaEvent{Event: e}))
		}
	})
	return errors.Join(lost, err)
}

// finish leaves nothing behind. The registry forgets the home before requests
// fail, so that who tries again finds the successor; the stations are told
// last, after all that they have to record.
func (h *home) finish() {
	h.reg.forgetHome(h)
	close(h.done)
	for _, c := range h.conns {
		h.send(c, over{})
	}
}
