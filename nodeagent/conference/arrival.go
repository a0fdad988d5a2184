package conference

import (
	"slices"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

// Load is what a node carries at one moment, for its report.
type Load struct {
	Conferences []link.ConferenceGauge
	Used        capacity.Tokens
	// Closed: the node is in maintenance, and whatever it took before is in the
	// figures. With nothing in them no call comes onto it while that lasts: its
	// machine may be stopped on the strength of it. Only who has a seat elsewhere may
	// still come back to it here; its media go elsewhere, and its seat can again.
	Closed bool
}

// Load is taken in the order that makes its word good. The door is looked at under
// the lock under which arrive passes it, before the figures: who got through is in
// these by then, or still on the way.
func (r *Registry) Load() Load {
	r.mu.Lock()
	defer r.mu.Unlock()
	load := Load{Closed: r.Maintenance() && r.arriving == 0, Conferences: make([]link.ConferenceGauge, 0, len(r.stations))}
	for _, s := range r.stations {
		id := s.conferenceID()
		if id == "" {
			load.Closed = false // it has yet to find out which conference it is of
			continue
		}
		load.Conferences = append(load.Conferences, link.ConferenceGauge{
			ID: id, Participants: int(s.size.Load()), UsedTokens: int64(r.ledger.held(s.account)),
		})
	}
	load.Used = r.ledger.sum()
	return load
}

// Gauges are the figures of Load alone.
func (r *Registry) Gauges() (conferences []link.ConferenceGauge, used capacity.Tokens) {
	load := r.Load()
	return load.Conferences, load.Used
}

// arrive is the door for whatever puts something new on this node: who joins here,
// and calls that a home has it carry. What finds it open is on the way until
// arrived is called; by then it is in the figures of Load, or has come to nothing.
func (r *Registry) arrive() (open bool, arrived func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Maintenance() {
		return false, func() {}
	}
	r.arriving++
	return true, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.arriving--
	}
}

// closed is what a home hears that did not know yet of the maintenance: for it
// there is no room here, and it tries the next node.
func closed() error { return &Refusal{Code: CodeCapacity, Detail: "the node is in maintenance"} }

// stationToCarry is stationAt for a home that has this node carry a call. While the
// door is closed none is opened.
func (r *Registry) stationToCarry(q wireCarry, from string, open bool) (*station, error) {
	if open {
		return r.stationAt(q.Service, from)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.stations[q.Service.ID]
	switch {
	case !r.takes():
		return nil, ErrNotRunning
	case ok:
		return known, nil
	case q.Do == carryHold || q.Do == carryAnswer:
		return nil, closed()
	default:
		return nil, refuse(CodeUnknownCall)
	}
}

// mayOpenFor says whether this node begins conferences for stations elsewhere. In
// maintenance it does so only when nobody else could, by all that it knows. It runs
// with mu held.
func (r *Registry) mayOpenFor(serviceID string) bool {
	if !r.Maintenance() {
		return true
	}
	self, live := r.membership.Self().ID, r.membership.Live()
	for i := range live {
		live[i].Maintenance = live[i].Maintenance || live[i].ID == self // gossip may not have read it yet
	}
	return slices.Contains(membership.Homes(serviceID, live), self)
}
