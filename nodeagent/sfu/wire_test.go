package sfu

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/backplane"
)

// wire joins engines in one process as the backplane joins nodes: what a node
// takes is offered to the other's Router one thing at a time, packets are copied
// and come after a delay, and some come late, as repaired ones do.
type wire struct {
	t     testing.TB
	delay time.Duration
	late  uint64 // every such packet comes after its successor; 0: none

	work chan func() // what the routers are told, in order
	stop chan struct{}
	wg   sync.WaitGroup

	mu     sync.Mutex
	nodes  map[string]*wireNode
	cut    map[[2]string]bool
	thin   int // what each way carries, as far as the nodes are told; 0: no limit
	flows  map[wireFlow]*wireCount
	takers map[wireFlow]int // relays that feed a flow now
}

// wireFlow is a stream on its way between two nodes.
type wireFlow struct {
	from, to string
	id       backplane.StreamID
}

type wireCount struct {
	packets uint64
	seqs    map[uint16]int
	clocks  int
}

// wireNode is one end; it is the Trunk of its engine.
type wireNode struct {
	w      *wire
	name   string
	router backplane.Router
	takes  map[link][]backplane.Want // guarded by wire.mu
	// What others have attached here: by who takes. Owned by the worker.
	out map[wireKey]*wireSource
}

type wireKey struct {
	taker, conference string
	id                backplane.StreamID
}

// wireSource feeds one stream to who takes it.
type wireSource struct {
	from *wireNode
	key  wireKey

	mu   sync.Mutex
	held *backplane.Packet
}

func newWire(t testing.TB, delay time.Duration, late uint64) *wire {
	w := &wire{
		t: t, delay: delay, late: late, work: make(chan func(), 4096), stop: make(chan struct{}),
		nodes: map[string]*wireNode{}, cut: map[[2]string]bool{}, flows: map[wireFlow]*wireCount{}, takers: map[wireFlow]int{},
	}
	w.wg.Go(func() {
		for {
			select {
			case <-w.stop:
				return
			case f := <-w.work:
				f()
			}
		}
	})
	t.Cleanup(func() {
		close(w.stop)
		w.wg.Wait()
	})
	return w
}

// join adds an engine.
func (w *wire) join(name string, e *Engine) *wireNode {
	n := &wireNode{w: w, name: name, router: e, takes: map[link][]backplane.Want{}, out: map[wireKey]*wireSource{}}
	w.mu.Lock()
	w.nodes[name] = n
	w.mu.Unlock()
	e.SetTrunk(n)
	return n
}

func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// layers are those of a participant's camera that go from one node to another
// now.
func (w *wire) layers(from, to, participant string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []string
	for f, n := range w.takers {
		if n > 0 && f.from == from && f.to == to && f.id.ParticipantID == participant && f.id.Purpose == backplane.Camera {
			list = append(list, f.id.Layer)
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// sever cuts the way between two nodes, or heals it.
func (w *wire) sever(a, b string, cut bool) {
	w.mu.Lock()
	w.cut[pair(a, b)] = cut
	w.mu.Unlock()
	w.later(func() { w.match(a, b) })
	w.later(func() { w.match(b, a) })
}

func (w *wire) later(f func()) {
	select {
	case w.work <- f:
	case <-w.stop:
	}
}

// match lets giver feed exactly what taker takes from it. It runs on the worker.
func (w *wire) match(taker, giver string) {
	w.mu.Lock()
	a, b := w.nodes[taker], w.nodes[giver]
	want := map[wireKey]bool{}
	if a != nil && !w.cut[pair(taker, giver)] {
		for k, list := range a.takes {
			if k.neighbour != giver {
				continue
			}
			for _, x := range list {
				want[wireKey{taker, k.conference, x.StreamID}] = true
			}
		}
	}
	w.mu.Unlock()
	if b == nil {
		return
	}
	for k := range b.out {
		if k.taker == taker && !want[k] {
			delete(b.out, k)
			w.count(wireFlow{giver, taker, k.id}, -1)
			b.router.Detach(taker, k.conference, k.id)
		}
	}
	var fresh []wireKey
	for k := range want {
		if b.out[k] == nil {
			fresh = append(fresh, k)
		}
	}
	slices.SortFunc(fresh, func(x, y wireKey) int {
		return cmp.Or(cmp.Compare(x.id.ParticipantID, y.id.ParticipantID), cmp.Compare(x.id.Purpose, y.id.Purpose))
	})
	for _, k := range fresh {
		src := &wireSource{from: b, key: k}
		if b.router.Attach(taker, k.conference, k.id, src) {
			b.out[k] = src
			w.count(wireFlow{giver, taker, k.id}, 1)
		}
	}
}

func (w *wire) count(f wireFlow, by int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.takers[f] += by
	if w.takers[f] > 1 {
		w.t.Errorf("%v is fed twice", f)
	}
}

// carried is how many packets of a stream went from one node to another.
func (w *wire) carried(from, to, participant string, use backplane.Purpose) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for f, c := range w.flows {
		if f.from == from && f.to == to && f.id.ParticipantID == participant && f.id.Purpose == use {
			n += int(c.packets)
		}
	}
	return n
}

// taken says whether a stream goes from one node to another now.
func (w *wire) taken(from, to, participant string, use backplane.Purpose) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for f, n := range w.takers {
		if n > 0 && f.from == from && f.to == to && f.id.ParticipantID == participant && f.id.Purpose == use {
			return true
		}
	}
	return false
}

func (n *wireNode) Take(neighbour, conferenceID string, wants []backplane.Want) {
	n.w.mu.Lock()
	n.takes[link{neighbour, conferenceID}] = slices.Clone(wants)
	n.w.mu.Unlock()
	n.w.later(func() { n.w.match(n.name, neighbour) })
}

func (n *wireNode) AskKeyFrame(neighbour, conferenceID string, id backplane.StreamID) {
	n.w.later(func() {
		n.w.mu.Lock()
		b, cut := n.w.nodes[neighbour], n.w.cut[pair(n.name, neighbour)]
		n.w.mu.Unlock()
		if b != nil && !cut && b.out[wireKey{n.name, conferenceID, id}] != nil {
			b.router.KeyFrame(n.name, conferenceID, id)
		}
	})
}

func (n *wireNode) Retry(string) {
	n.w.later(func() {
		n.w.mu.Lock()
		var others []string
		for name := range n.w.nodes {
			others = append(others, name)
		}
		n.w.mu.Unlock()
		for _, name := range others {
			n.w.match(name, n.name)
		}
	})
}

func (n *wireNode) Estimate(string) int {
	n.w.mu.Lock()
	defer n.w.mu.Unlock()
	return n.w.thin
}

func (n *wireNode) Links() []backplane.Link { return nil }

// sink is where a stream goes; nil: nowhere at the moment.
func (s *wireSource) sink(packet *backplane.Packet) backplane.Sink {
	w := s.from.w
	w.mu.Lock()
	defer w.mu.Unlock()
	to := w.nodes[s.key.taker]
	if to == nil || w.cut[pair(s.from.name, to.name)] {
		return nil
	}
	f := wireFlow{s.from.name, to.name, s.key.id}
	if w.flows[f] == nil {
		w.flows[f] = &wireCount{seqs: map[uint16]int{}}
	}
	c := w.flows[f]
	if packet != nil {
		c.packets++
		c.seqs[packet.Seq]++
	} else {
		c.clocks++
	}
	for _, x := range to.takes[link{s.from.name, s.key.conference}] {
		if x.StreamID == s.key.id {
			return x.Sink
		}
	}
	return nil
}

func (s *wireSource) RTP(p *backplane.Packet) {
	sink := s.sink(p)
	if sink == nil {
		return
	}
	q := *p
	q.Payload = slices.Clone(p.Payload)
	s.mu.Lock()
	late := s.held
	s.held = nil
	if w := s.from.w; w.late > 0 && late == nil && uint64(p.Seq)%w.late == 0 {
		s.held = &q
		s.mu.Unlock()
		return
	}
	s.mu.Unlock()
	s.pass(func() {
		sink.RTP(&q)
		if late != nil {
			sink.RTP(late)
		}
	})
}

func (s *wireSource) Clock(ntp uint64, rtp uint32) {
	if sink := s.sink(nil); sink != nil {
		s.pass(func() { sink.Clock(ntp, rtp) })
	}
}

// pass hands on after the delay. Packets with a delay may pass each other, as on
// any network.
func (s *wireSource) pass(f func()) {
	w := s.from.w
	if w.delay == 0 {
		f()
		return
	}
	w.wg.Go(func() {
		t := time.NewTimer(w.delay)
		defer t.Stop()
		select {
		case <-t.C:
			f()
		case <-w.stop:
		}
	})
}
