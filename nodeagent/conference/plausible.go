package conference

import (
	"net/http"

	"github.com/google/uuid"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/peer"
)

// What another node brings is believed as far as it can be. Nobody can say which
// term is right; but none may leave a home without a next one, or have it record
// for ever.
const (
	// maxCount is the highest number of anything that is counted on from. Higher
	// ones are taken for it, so that a conference goes on that has come so far.
	maxCount = 1 << 62
	// maxEntries is how often a node can have begun with a conference: a home has
	// it catch up with what others count on.
	maxEntries = 10_000
	// maxID is the longest identifier, in bytes.
	maxID = 64
	// maxTokens is more than any node has.
	maxTokens capacity.Tokens = 1 << 40
)

// implausible says which part of a request cannot be.
func implausible(field, why string) error {
	return &peer.Error{Status: http.StatusBadRequest, Code: peer.CodeMalformed, Message: why, Field: field}
}

func (q *register) check() error {
	if !identifies(q.Service.ID) {
		return implausible("service.id", "is no service")
	}
	return q.Registration.check()
}

// check refuses a registration that no node of ours would send, and brings what
// it counts into bounds.
func (r *Registration) check() error {
	if err := r.Replica.check(); err != nil {
		return err
	}
	seats := make(map[string]bool, len(r.Seats))
	for i := range r.Seats {
		p := &r.Seats[i].Person
		if err := p.check("seats"); err != nil {
			return err
		}
		if seats[p.ID] {
			return implausible("seats.id", "there twice")
		}
		seats[p.ID] = true
	}
	calls := make(map[string]bool, len(r.Calls))
	for i := range r.Calls {
		c := &r.Calls[i]
		if err := c.check("calls"); err != nil {
			return err
		}
		if c.ID == "" || calls[c.ID] {
			return implausible("calls.id", "missing, or there twice")
		}
		calls[c.ID] = true
	}
	for _, counted := range []map[string]uint64{r.Held, r.Released} {
		for id, times := range counted {
			if !identifies(id) {
				return implausible("held", "is no conference")
			}
			counted[id] = min(times, maxEntries)
		}
	}
	return nil
}

func (s *Snapshot) check() error {
	if s == nil {
		return nil
	}
	// Of two conferences the one whose id comes first goes on.
	if id, err := uuid.Parse(s.ConferenceID); err != nil || id.Version() != 7 {
		return implausible("replica.conferenceId", "is no id of a conference")
	}
	if !identifies(s.Home) {
		return implausible("replica.home", "is no node")
	}
	s.Term, s.Number = min(s.Term, maxCount), min(s.Number, maxCount)
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if !identifies(n.ID) {
			return implausible("replica.nodes.id", "is no node")
		}
		n.Entries = min(n.Entries, maxEntries)
	}
	people := make(map[string]bool, len(s.People))
	for i := range s.People {
		p := &s.People[i]
		if err := p.check("replica.people"); err != nil {
			return err
		}
		if people[p.ID] {
			return implausible("replica.people.id", "there twice")
		}
		people[p.ID] = true
	}
	for i := range s.Gone {
		s.Gone[i].Moves = min(s.Gone[i].Moves, maxCount)
	}
	return nil
}

func (p *Person) check(field string) error {
	switch {
	case !identifies(p.ID):
		return implausible(field+".id", "is no participant")
	case !identifies(p.NodeID):
		return implausible(field+".nodeId", "is no node")
	case p.Role != RoleHost && p.Role != RoleGuest && p.Role != RoleUnknown:
		return implausible(field+".role", "is none")
	case p.Phase != PhasePIN && p.Phase != PhaseWaiting && p.Phase != PhasePresent:
		return implausible(field+".phase", "is none")
	case p.Role == RoleUnknown && p.Phase != PhasePIN:
		return implausible(field+".role", "is unknown of who is in")
	}
	p.Moves, p.Calls = min(p.Moves, maxCount), min(p.Calls, maxCount)
	if err := p.Call.check(field + ".call"); err != nil {
		return err
	}
	return p.Pending.check(field + ".pending")
}

func (c *CallRecord) check(field string) error {
	switch {
	case len(c.ID) > maxID || len(c.ParticipantID) > maxID:
		return implausible(field+".id", "too long")
	case len(c.NodeID) > maxID || len(c.ParentID) > maxID:
		return implausible(field+".nodeId", "too long")
	case c.Tokens < 0 || c.Tokens > maxTokens:
		return implausible(field+".tokens", "cannot be")
	}
	c.Nth = min(c.Nth, maxCount)
	return nil
}

// check is that of what a home has a node carry.
func (q *carryCall) check() error {
	switch {
	case !identifies(q.CallID) || !identifies(q.ParticipantID) && q.ParticipantID != "":
		return implausible("call.callId", "is no call")
	case q.Tokens < 0 || q.Tokens > maxTokens:
		return implausible("call.tokens", "cannot be")
	case q.Record.ID != "" && (q.Record.ID != q.CallID || q.Record.ParticipantID != q.ParticipantID):
		return implausible("call.record.id", "is of another call")
	}
	return q.Record.check("call.record")
}

// check is that of the first word of a home: it is of the node that was asked,
// and never of a home before the one that this station had.
func (w *welcome) check(node string, q register) error {
	switch {
	case w.Home != node:
		return implausible("welcome.home", "is another node")
	case w.ServiceID != q.Service.ID:
		return implausible("welcome.serviceId", "is another service")
	case !identifies(w.ConferenceID):
		return implausible("welcome.conferenceId", "is no conference")
	case w.Term == 0:
		return implausible("welcome.term", "is none")
	case q.Replica != nil && q.Replica.ConferenceID == w.ConferenceID && w.Term < q.Replica.Term:
		return implausible("welcome.term", "is over")
	}
	return nil
}

func identifies(id string) bool { return id != "" && len(id) <= maxID }
