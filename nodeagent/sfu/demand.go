package sfu

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-video/parley/nodeagent/backplane"
)

// link is a neighbour as far as one conference goes.
type link struct{ neighbour, conference string }

// settle brings what the room takes from its neighbours in line with what its
// slots show and what other neighbours take from it. Only the room's goroutine
// calls it, so that the trunk hears of changes in order; it does so without any
// lock of ours.
func (r *Room) settle() {
	trunk := r.engine.trunkNow()
	if trunk == nil {
		return
	}
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return
	}
	takes, ended := r.demand()
	clocks, offered, id := r.clocks, r.offered, r.id
	r.clocks, r.offered = nil, false
	r.mu.Unlock()
	r.take(trunk, takes, ended)
	for _, y := range clocks {
		if l := y.layer.Load(); l != nil {
			if c := l.report.Load(); c != nil {
				y.clock(l, c)
			}
		}
	}
	if offered {
		trunk.Retry(id)
	}
}

func (r *Room) take(trunk backplane.Trunk, takes map[link][]backplane.Want, ended []*intake) {
	// In a fixed order, so that tests can compare.
	for _, k := range slices.SortedFunc(maps.Keys(takes), func(a, b link) int {
		return cmp.Or(cmp.Compare(a.neighbour, b.neighbour), cmp.Compare(a.conference, b.conference))
	}) {
		trunk.Take(k.neighbour, k.conference, takes[k])
	}
	for _, q := range ended {
		close(q.stop)
	}
}

// demand starts and ends intakes, and returns, whole, what is taken from the
// neighbours where that has changed, and the intakes to stop. A layer is wanted
// as long as a slot shows it, even if the slot is to show another as soon as
// that has a keyframe. The caller holds r.mu.
func (r *Room) demand() (takes map[link][]backplane.Want, ended []*intake) {
	if !r.spans() {
		return nil, nil
	}
	wanted := map[*layer]string{} // the neighbour
	want := func(l *layer) {
		if l != nil && !l.gone && l.src.call == nil {
			if via := l.via(r); via != "" {
				wanted[l] = via
			}
		}
	}
	for c := range r.live {
		for _, s := range c.slots {
			next, now := s.shown()
			want(next)
			want(now)
		}
	}
	for _, y := range r.relays {
		if !y.paused.Load() {
			want(y.layer.Load())
		}
	}
	dirty := map[link]bool{}
	for l, q := range r.taken {
		if wanted[l] == q.neighbour && q.conference == r.id {
			continue
		}
		dirty[link{q.neighbour, q.conference}] = true
		ended = append(ended, q)
		if wanted[l] == "" {
			delete(r.taken, l)
			q.feed.intake.Store(nil)
		}
	}
	for l, via := range wanted {
		q := r.taken[l]
		if q != nil && q.neighbour == via && q.conference == r.id {
			continue
		}
		f, ok := l.feed.(*trunkFeed)
		if !ok {
			continue
		}
		q = newIntake(f, l, via, r.id)
		r.taken[l] = q
		r.wg.Go(q.run)
		dirty[link{via, r.id}] = true
	}
	if len(dirty) == 0 {
		return nil, ended
	}
	takes = map[link][]backplane.Want{}
	for k := range dirty {
		takes[k] = nil
	}
	for _, q := range r.taken {
		k := link{q.neighbour, q.conference}
		if dirty[k] {
			takes[k] = append(takes[k], backplane.Want{StreamID: q.id, Sink: q})
		}
	}
	for _, list := range takes {
		slices.SortFunc(list, func(a, b backplane.Want) int {
			return cmp.Or(cmp.Compare(a.ParticipantID, b.ParticipantID), cmp.Compare(a.Purpose, b.Purpose), cmp.Compare(a.Layer, b.Layer))
		})
	}
	return takes, ended
}

// spans says whether the room has anything to do with other nodes. The caller
// holds r.mu.
func (r *Room) spans() bool { return r.away > 0 || len(r.relays) > 0 || len(r.taken) > 0 }

// letGo ends everything that the room takes.
func (r *Room) letGo() {
	r.mu.Lock()
	takes := map[link][]backplane.Want{}
	var ended []*intake
	for l, q := range r.taken {
		takes[link{q.neighbour, q.conference}] = nil
		ended = append(ended, q)
		q.feed.intake.Store(nil)
		delete(r.taken, l)
	}
	r.mu.Unlock()
	if trunk := r.engine.trunkNow(); trunk != nil {
		r.take(trunk, takes, ended)
		return
	}
	for _, q := range ended {
		close(q.stop)
	}
}
