package sfu

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// thinEvery is how often the ways to neighbours are looked at.
const thinEvery = time.Second

// passing is a relay as the way to its neighbour sees it.
type passing struct {
	relay *relay
	room  *Room
	use   purpose
	rate  int
}

// thin fits what neighbours take into what the ways to them carry, over all
// conferences. Sound always goes; then slides, then the small pictures before
// the large ones, so that there are as many as possible. Who takes a picture
// that is held back sees nothing of it come, and takes a smaller one.
func (e *Engine) thin() {
	trunk := e.trunkNow()
	if trunk == nil {
		return
	}
	e.mu.Lock()
	rooms := slices.Collect(maps.Keys(e.rooms))
	all := map[string][]passing{}
	for neighbour := range e.limited {
		all[neighbour] = nil // it may take something in a moment
	}
	e.mu.Unlock()
	for _, r := range rooms {
		r.passing(all)
	}
	limited := map[string]bool{}
	for neighbour, list := range all {
		limit := trunk.Estimate(neighbour)
		if limit > 0 {
			limited[neighbour] = true
		}
		var changed []passing
		for i, pause := range fit(limit, list) {
			if list[i].relay.paused.Swap(pause) != pause {
				changed = append(changed, list[i])
			}
		}
		for _, p := range changed {
			p.room.thinned(p.relay)
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.limited = limited
}

// fit sorts the relays to a neighbour by importance and says which are to pause.
func fit(limit int, list []passing) []bool {
	slices.SortFunc(list, func(a, b passing) int {
		return cmp.Or(
			cmp.Compare(weight[a.use], weight[b.use]),
			cmp.Compare(a.rate, b.rate),
			cmp.Compare(a.relay.key.conference, b.relay.key.conference),
			cmp.Compare(a.relay.key.id.ParticipantID, b.relay.key.id.ParticipantID),
		)
	})
	out := make([]bool, len(list))
	if limit <= 0 {
		return out
	}
	sound := 0
	for sound < len(list) && list[sound].use == microphone {
		limit -= list[sound].rate
		sound++
	}
	items := make([]budgetItem, 0, len(list)-sound)
	for _, p := range list[sound:] {
		items = append(items, budgetItem{Low: p.rate, High: p.rate, Paused: p.relay.paused.Load()})
	}
	for i, a := range allot(max(limit, 1), items) {
		out[sound+i] = a.Paused
	}
	return out
}

// weight is the order in which purposes get their share.
var weight = [...]int{microphone: 0, slides: 1, camera: 2}

// passing adds what the room's neighbours take.
func (r *Room) passing(to map[string][]passing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for k, y := range r.relays {
		if l := y.layer.Load(); l != nil {
			to[k.neighbour] = append(to[k.neighbour], passing{relay: y, room: r, use: l.src.purpose, rate: l.rate})
		}
	}
}

// thinned says that a relay was paused or goes on; it goes on at a keyframe.
func (r *Room) thinned(y *relay) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := y.layer.Load(); l != nil && l.video() && !y.paused.Load() {
		r.keyDue = append(r.keyDue, l)
	}
	r.kick()
}
