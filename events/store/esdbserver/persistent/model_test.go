package persistent

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// world is a group, its log, its saved state and its consumers, run by a random
// schedule on a clock of its own. What the world knows is what the outside
// sees: which events consumers handled, and what is saved.
type world struct {
	t     *rapid.T
	m     *machine
	saved *Memory
	epoch int64
	now   time.Time
	log   []store.Event
	key   Key

	peers   map[string]*peer
	next    int
	handled map[int64]bool // acknowledged or skipped by a consumer that had it
	tries   map[int64]int  // highest number of retries seen since the last restart
	stored  int64          // highest checkpoint saved
	lastRun bool
}

// peer is a consumer: what waits for the wire, and what it has.
type peer struct {
	queue, held []Delivery
}

var rare = []string{"alpha", "beta", "gamma", "delta"}

func newWorld(t *rapid.T) *world {
	s := DefaultSettings()
	s.MaxRetryCount = rapid.IntRange(0, 4).Draw(t, "max retries")
	s.MessageTimeout = time.Duration(rapid.IntRange(0, 3).Draw(t, "time-out")) * time.Second
	s.CheckpointAfter = time.Duration(rapid.IntRange(0, 2).Draw(t, "checkpoint after")) * time.Second
	s.MinCheckpoint = rapid.IntRange(0, 5).Draw(t, "min checkpoint")
	s.MaxCheckpoint = rapid.IntRange(0, 10).Draw(t, "max checkpoint")
	s.ReadBatch = rapid.IntRange(1, 6).Draw(t, "batch")
	s.HistoryBuffer = rapid.IntRange(1, 8).Draw(t, "history")
	s.LiveBuffer = rapid.IntRange(1, 8).Draw(t, "live")
	s.Strategy = rapid.SampledFrom([]Strategy{RoundRobin, DispatchToSingle, Pinned, PinnedByCorrelation}).Draw(t, "strategy")
	w := &world{
		t: t, saved: NewMemory(), now: begin, key: Key{Stream: All, Group: "g"}, peers: map[string]*peer{},
		handled: map[int64]bool{}, tries: map[int64]int{},
	}
	d := Definition{Key: w.key, Settings: s, Start: Start{From: StartBeginning}, Created: begin}
	if err := w.saved.Create(context.Background(), d, 0, 1); err != nil {
		t.Fatal(err)
	}
	w.start()
	return w
}

func (w *world) start() {
	saved, epoch, err := w.saved.Claim(context.Background(), w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	w.m, w.epoch, w.peers, w.tries = newMachine(saved, w.now), epoch, map[string]*peer{}, map[int64]int{}
}

func (w *world) append() {
	n := len(w.log)
	stream := rapid.SampledFrom(rare).Draw(w.t, "stream")
	w.log = append(w.log, store.Event{
		ID: eventID(n), Stream: stream, Revision: events.Revision(n), Position: events.Position(10 * (n + 1)),
		Type: "t", Data: []byte(`{}`),
	})
	w.m.wake()
}

func (w *world) read(after int64, max int) ([]store.Event, int64, bool) {
	var page []store.Event
	considered := after
	for _, e := range w.log {
		if int64(e.Position) <= after {
			continue
		}
		if len(page) == max {
			return page, considered, false
		}
		if considered = int64(e.Position); passes(&e) {
			page = append(page, e)
		}
	}
	return page, considered, true
}

// passes is the group's filter.
func passes(e *store.Event) bool { return e.Stream != "delta" }

// flow does what the shell does, as far as it happens to get to it.
func (w *world) flow() {
	chance := func(what string) bool {
		return w.lastRun || rapid.IntRange(0, 9).Draw(w.t, what) > 1
	}
	for busy := true; busy; {
		busy = false
		if after, max, ok := w.m.wantRead(); ok {
			if chance("read works") {
				page, considered, end := w.read(after, max)
				w.m.loaded(w.now, page, considered, end)
				busy = true
			} else {
				w.m.readFailed()
			}
		}
		if want := w.m.wantFetch(); len(want) > 0 {
			var got []*store.Event
			if chance("fetch works") {
				for _, msg := range want {
					got = append(got, &w.log[msg.ref.Revision])
				}
				busy = true
			}
			w.m.fetched(w.now, want, got)
		}
		if from, ok := w.m.wantReplay(); ok {
			if chance("replay works") {
				list, err := w.saved.Parked(context.Background(), w.key, true, from, 3)
				if err != nil {
					w.t.Fatal(err)
				}
				w.m.replays(list, len(list) == 3)
				busy = true
			} else {
				w.m.replayFailed()
			}
		}
		w.send()
		w.write(false, chance)
	}
}

func (w *world) send() {
	for _, d := range w.m.take() {
		p := w.peers[d.Consumer]
		p.queue = append(p.queue, d)
		w.checkDelivery(d, p)
	}
}

func (w *world) ids() []string {
	ids := make([]string, 0, len(w.peers))
	for id := range w.peers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// drop does what the shell does when a consumer goes.
func (w *world) drop(id string) {
	w.send()
	p := w.peers[id]
	delete(w.peers, id)
	w.m.disconnect(w.now, id, p.queue)
}

func (w *world) checkDelivery(d Delivery, p *peer) {
	c := w.m.find(d.Consumer)
	if len(p.queue) > c.info.Buffer || c.count > c.info.Buffer {
		w.t.Fatalf("%s has %d queued and %d in flight, buffer %d", d.Consumer, len(p.queue), c.count, c.info.Buffer)
	}
	if d.Retries > w.m.settings.MaxRetryCount {
		w.t.Fatalf("retry %d, at most %d", d.Retries, w.m.settings.MaxRetryCount)
	}
	if !passes(&d.Event) {
		w.t.Fatalf("%d does not pass the filter", d.Event.Position)
	}
}

func (w *world) write(force bool, chance func(string) bool) {
	wr := w.m.wantWrite(w.now, force)
	if wr == nil {
		return
	}
	if !chance("save works") {
		w.m.written(w.now, errors.New("disk full"))
		return
	}
	if err := w.saved.Save(context.Background(), w.key, w.epoch, wr); err != nil {
		w.t.Fatal(err)
	}
	w.m.written(w.now, nil)
	if wr.Checkpoint < w.stored {
		w.t.Fatalf("the checkpoint went from %d back to %d", w.stored, wr.Checkpoint)
	}
	w.stored = wr.Checkpoint
	w.checkLost(int(wr.Checkpoint / 10))
}

// checkLost: everything up to the checkpoint was handled or is parked.
func (w *world) checkLost(upTo int) {
	parked := map[int64]bool{}
	for _, marked := range []bool{false, true} {
		list, err := w.saved.Parked(context.Background(), w.key, marked, 0, 1<<30)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, p := range list {
			parked[int64(p.Ref.Position)] = true
		}
	}
	for i := range w.log[:upTo] {
		e := &w.log[i]
		if place := int64(e.Position); passes(e) && !w.handled[place] && !parked[place] {
			w.t.Fatalf("%d is neither handled nor parked, the checkpoint is at %d", place, w.stored)
		}
	}
}

// step is one thing that happens.
func (w *world) step() {
	ids := w.ids()
	what := rapid.SampledFrom([]string{
		"append", "append", "append", "connect", "deliver", "deliver", "deliver", "ack", "ack", "ack", "nack", "crash",
		"time", "restart", "kill", "replay", "flush",
	}).Draw(w.t, "what")
	switch what {
	case "append":
		w.append()
	case "connect":
		id := fmt.Sprintf("c%d", w.next)
		w.next++
		w.peers[id] = &peer{}
		if err := w.m.connect(w.now, ConsumerInfo{ID: id, Buffer: rapid.IntRange(1, 4).Draw(w.t, "buffer")}); err != nil {
			w.t.Fatal(err)
		}
	case "time":
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 2500).Draw(w.t, "ms")) * time.Millisecond)
		w.m.tick(w.now)
	case "restart": // graceful
		w.write(true, func(string) bool { return true })
		w.start()
	case "kill":
		w.start()
	case "flush":
		w.write(true, func(string) bool { return true })
	case "replay":
		w.replay()
	default:
		if len(ids) > 0 {
			w.consumerStep(what, rapid.SampledFrom(ids).Draw(w.t, "consumer"))
		}
	}
}

func (w *world) replay() {
	w.write(true, func(string) bool { return true })
	stopAt := int64(rapid.IntRange(-1, 5).Draw(w.t, "stop at"))
	n, err := w.saved.MarkReplay(context.Background(), w.key, stopAt)
	if err != nil {
		w.t.Fatal(err)
	}
	if n > 0 {
		w.m.replay()
	}
}

func (w *world) consumerStep(what, id string) {
	p := w.peers[id]
	switch what {
	case "deliver":
		n := min(rapid.IntRange(1, 4).Draw(w.t, "count"), len(p.queue))
		p.held = append(p.held, p.queue[:n]...)
		p.queue = p.queue[n:]
		w.m.setUnsent(id, len(p.queue), 2*len(p.queue))
		w.m.dispatch(w.now)
	case "crash":
		w.drop(id)
	case "ack", "nack":
		if len(p.held) == 0 {
			return
		}
		i := rapid.IntRange(0, len(p.held)-1).Draw(w.t, "which")
		d := p.held[i]
		p.held = slices.Delete(p.held, i, i+1)
		ids := []events.ID{d.Event.ID}
		if what == "ack" {
			w.handled[int64(d.Event.Position)] = true
			w.m.ack(w.now, id, ids)
			return
		}
		action := rapid.SampledFrom([]Action{Unknown, Park, Retry, Skip, Stop}).Draw(w.t, "action")
		if action == Skip {
			w.handled[int64(d.Event.Position)] = true
		}
		if w.m.nack(w.now, id, ids, action, "why") {
			w.drop(id)
		}
	}
}

// checkMachine looks at what must hold in every state.
func (w *world) checkMachine() {
	n, inFlight, last := 0, 0, int64(-1)
	for msg := w.m.head; msg != nil; msg = msg.next {
		if msg.place <= last || msg.before >= msg.place || msg.before < last {
			w.t.Fatalf("outstanding out of order: %d (after %d) follows %d", msg.place, msg.before, last)
		}
		if msg.where == isDone {
			w.t.Fatalf("%d is done and outstanding", msg.place)
		}
		last = msg.place
		n++
	}
	if n != w.m.outCount || w.m.considered < last {
		w.t.Fatalf("%d outstanding, counted %d; considered %d, last %d", n, w.m.outCount, w.m.considered, last)
	}
	for _, c := range w.m.consumers {
		held := 0
		for _, list := range c.inFlight {
			held += len(list)
		}
		if held != c.count {
			w.t.Fatalf("%s holds %d, counted %d", c.info.ID, held, c.count)
		}
		inFlight += held
	}
	if w.m.settings.MessageTimeout > 0 && len(w.m.deadlines) != inFlight {
		w.t.Fatalf("%d deadlines for %d messages in flight", len(w.m.deadlines), inFlight)
	}
	size := 0
	for _, msg := range w.m.fresh {
		size += len(msg.event.Data) + len(msg.event.Meta)
	}
	if size != w.m.freshSize {
		w.t.Fatalf("%d bytes wait, counted %d", size, w.m.freshSize)
	}
	if total := len(w.m.fresh) + len(w.m.retrying) + inFlight; total != w.m.outCount+w.m.replayCount {
		w.t.Fatalf("%d messages are somewhere, %d outstanding and %d replayed", total, w.m.outCount, w.m.replayCount)
	}
}

// finish lets one good consumer handle everything and replays what is parked:
// then every event must have been handled.
func (w *world) finish() {
	w.lastRun = true
	always := func(string) bool { return true }
	for _, id := range w.ids() {
		w.drop(id)
	}
	good := &peer{}
	w.peers["good"] = good
	if err := w.m.connect(w.now, ConsumerInfo{ID: "good", Buffer: 3}); err != nil {
		w.t.Fatal(err)
	}
	for range 2 {
		for w.flow(); len(good.queue) > 0; w.flow() {
			for _, d := range good.queue {
				w.handled[int64(d.Event.Position)] = true
				good.held = append(good.held, d)
			}
			good.queue = nil
			w.m.setUnsent("good", 0, 0)
			for _, d := range good.held {
				w.m.ack(w.now, "good", []events.ID{d.Event.ID})
			}
			good.held = nil
			w.m.dispatch(w.now)
			w.checkMachine()
		}
		w.write(true, always)
		if _, err := w.saved.MarkReplay(context.Background(), w.key, -1); err != nil {
			w.t.Fatal(err)
		}
		w.m.replay()
	}
	w.flow()
	if w.m.outCount+w.m.replayCount > 0 {
		w.t.Fatalf("%d outstanding and %d replayed at the end", w.m.outCount, w.m.replayCount)
	}
	for i := range w.log {
		if e := &w.log[i]; passes(e) && !w.handled[int64(e.Position)] {
			w.t.Fatalf("%d was lost", e.Position)
		}
	}
}

// TestNothingIsLost runs random schedules with crashes of consumers and of the
// server, failing reads and writes, time-outs, parking and replays.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		for range rapid.IntRange(20, 200).Draw(t, "steps") {
			w.step()
			w.checkMachine()
			w.flow()
			w.checkMachine()
		}
		w.finish()
	})
}
