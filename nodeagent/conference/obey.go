package conference

import (
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// take does what a frame says. It reports whether that was the last one of the
// conference.
func (s *station) take(f frame) bool {
	switch f := f.(type) {
	case welcome:
		s.welcome(f)
	case whole:
		s.replica = f.Snapshot
		s.attachTo(f.Head, f.Terms[f.TermsID].Service)
		s.note(f.Nodes)
	case turn:
		s.turn(f)
	case spread:
		s.spread = f
		s.follow()
	case order:
		s.order = f
		s.follow()
	case moved:
		s.hint, s.gaveUp = f.Node, true
	case over:
		return true
	}
	s.seen++
	s.waiting = slices.DeleteFunc(s.waiting, func(w wait) bool {
		if w.after > s.seen {
			return false
		}
		w.seen <- true
		return true
	})
	return false
}

// welcome: a home whose term is lower than that of the one before has no say. It
// takes a higher one when it hears of that by the registration.
func (s *station) welcome(w welcome) {
	s.gaveUp = false
	if was := s.conferenceID(); was != w.ConferenceID {
		s.id.Store(w.ConferenceID)
		if s.media != nil {
			s.media.Rename(w.ConferenceID)
		}
	}
	s.mu.Lock()
	s.session.term.Store(w.Term)
	s.notify()
	s.mu.Unlock()
	if w.Home == s.reg.self() { // the others learn more by the whole
		s.attachTo(Head{ConferenceID: w.ConferenceID, Home: w.Home, Term: w.Term}, s.service)
	}
	if s.media != nil {
		s.media.Resend()
		if s.stage != nil {
			s.box.put(*s.stage)
		}
	}
}

// attachTo has the journal know, before anything comes of it, that the home counts
// on this node: others are told so, and wait for what it has to say. From then on
// requests go to the home.
func (s *station) attachTo(head Head, service link.Service) {
	if s.with != head.ConferenceID && s.reg.membership != nil {
		s.detach()
		started := link.ConferenceStarted{
			ConferenceID: head.ConferenceID, ServiceID: s.serviceID,
			ServiceName: service.Name, ServiceType: service.Type, Tag: service.Tag,
		}
		if self, ok := s.reg.config.Self(); ok {
			started.LocationID = self.LocationID
		}
		if head.Home != s.reg.self() {
			started.HomeID = head.Home
		}
		if head.Term > 1 {
			started.Term = head.Term
		}
		s.with = head.ConferenceID
		s.reg.recorder.remember(journalNote{ConferenceID: head.ConferenceID, Attached: &started})
	}
	s.mu.Lock()
	s.session.ready.Store(true)
	s.notify()
	s.mu.Unlock()
	if s.session.attached != nil {
		close(s.session.attached)
		s.session.attached = nil
	}
}

// detach has the journal forget it when all is said.
func (s *station) detach() {
	if s.with != "" {
		s.reg.recorder.note(journalNote{ConferenceID: s.with, Detached: true})
		s.with = ""
	}
}

func (s *station) turn(t turn) {
	s.record(t.At, t.Facts)
	for _, n := range t.Notices {
		s.tell(n)
	}
	for _, e := range t.Effects {
		s.perform(e)
	}
	if t.Change != nil {
		s.change(*t.Change)
	}
	s.note(t.Nodes)
	s.settle()
}

// note has the journal know which other nodes have to do with the conference.
func (s *station) note(nodes []NodeRecord) {
	if len(nodes) > 0 && s.with == s.conferenceID() && s.with != "" {
		ids, entries := others(s.reg.self(), nodes)
		s.reg.recorder.note(journalNote{ConferenceID: s.conferenceID(), Nodes: ids, Entries: entries})
	}
}

// record writes facts down, and follows what this node has said of everybody.
func (s *station) record(at time.Time, facts []Fact) {
	for _, f := range facts {
		if d, ok := f.Data.(link.ConferenceEnded); ok {
			s.reg.backplanes.over(at, d.ConferenceID)
		}
		s.reg.recorder.record(at, f)
		switch d := f.Data.(type) {
		case link.ConferenceStarted:
			s.began[d.ConferenceID]++
			s.reg.recorder.began(s.serviceID, d.ConferenceID)
			s.holds[d.ConferenceID] = true
		case link.ConferenceEnded:
			delete(s.holds, d.ConferenceID)
		case link.ParticipantJoined, link.ParticipantMoved:
			if s.people[f.ParticipantOf()] == nil {
				s.people[f.ParticipantOf()] = &seated{}
			}
		}
		if p := s.people[f.ParticipantOf()]; p != nil {
			p.recorded.Note(f)
		}
	}
}

// change brings the replica up to date. One that does not follow means that
// frames are missing: the station registers again and is told the whole.
func (s *station) change(c Change) {
	if s.replica == nil || !s.replica.Follows(c) {
		s.reg.log.Warn("replica of a conference has a gap", slog.String("conference", s.conferenceID()))
		s.session.stop()
		return
	}
	s.replica.Apply(c)
	s.note(c.Nodes)
}

// settle keeps the books.
func (s *station) settle() {
	s.reg.ledger.set(s.account, s.held())
	s.size.Store(int64(len(s.people)))
}

func (s *station) tell(n Notice) {
	p, ok := s.people[n.To]
	if !ok || p.sub == nil {
		return
	}
	if msg, is := n.Event.(Message); is && p.again(msg.ID) {
		return
	}
	if !p.sub.push(n.Event) {
		p.close()
	}
}

// heardMessages is how many messages are told from their repeats. These come soon,
// or not at all.
const heardMessages = 64

// again says whether a participant was told of a message: what a home has relayed
// that died then, the next one is asked to relay again.
func (p *seated) again(id string) bool {
	if id == "" {
		return false
	}
	if slices.Contains(p.heard, id) {
		return true
	}
	if p.heard = append(p.heard, id); len(p.heard) > heardMessages {
		p.heard = slices.Delete(p.heard, 0, 1)
	}
	return false
}

// subscribe opens a participant's event stream in place of the one before.
func (s *station) subscribe(p *seated, sub *Subscription) {
	p.close()
	s.stream++
	sub.number = s.stream
	p.sub = sub
}

func (p *seated) close() {
	if p.sub != nil {
		close(p.sub.events)
		p.sub = nil
	}
}

func (s *station) perform(e Effect) {
	switch e := e.(type) {
	case SetPolicy:
		if s.media != nil {
			s.media.SetPolicy(e.ParticipantID, e.Policy)
		}
	case SetSpotlight:
		if s.media != nil {
			s.media.SetSpotlight(e.ParticipantIDs)
		}
	case StartCall:
		if c, ok := s.calls[e.CallID]; ok && c.call != nil {
			c.call.Start()
		}
	case CloseCall:
		s.drop(e.CallID)
	case Forget:
		s.forget(e)
	}
}

// forget ends what a participant has here. Its seat is kept when it only came
// back by another connection to this node.
func (s *station) forget(e Forget) {
	s.reg.seats.drop(e.ParticipantID)
	p, ok := s.people[e.ParticipantID]
	if !ok {
		return
	}
	p.close()
	if e.Moved {
		s.reg.recorder.note(journalNote{ConferenceID: p.recorded.ConferenceID, Moved: e.ParticipantID})
	}
	if e.Moved || p.recorded.ConferenceID == "" {
		delete(s.people, e.ParticipantID)
	}
}

// openMedia makes the media room with the first call, or when streams are to
// pass through here.
func (s *station) openMedia() (media.Room, error) {
	if s.media != nil {
		return s.media, nil
	}
	m, err := s.reg.engine.OpenRoom(s.conferenceID(), s.box.put)
	if err != nil {
		return nil, fmt.Errorf("open media of conference %s: %w", s.conferenceID(), err)
	}
	s.media = m
	s.follow()
	return m, nil
}

// follow leads the room as the home says.
func (s *station) follow() {
	s.transcode(s.spread.Transcodes)
	if s.media == nil {
		if len(s.spread.Remotes) == 0 {
			return
		}
		if _, err := s.openMedia(); err != nil {
			s.reg.log.Error("no way for the media of other nodes", slog.Any("error", err))
		}
		return
	}
	s.media.SetRemote(s.spread.Remotes)
	switch {
	case s.order.Here:
		s.media.SetStage(nil)
	case s.order.Stage == nil:
		s.media.SetStage([]media.Voice{}) // nobody, which is not nil
	default:
		s.media.SetStage(s.order.Stage)
	}
}

// transcode holds what the calls of edges take here.
func (s *station) transcode(calls map[string]capacity.Tokens) {
	for id, tokens := range calls {
		c := s.calls[id]
		if c == nil {
			c = &carried{CallRecord: CallRecord{ID: id, ParticipantID: id}}
			s.calls[id] = c
		}
		if c.call == nil {
			c.Tokens, c.forEdge = tokens, true
		}
	}
	for id, c := range s.calls {
		if _, still := calls[id]; c.forEdge && !still {
			delete(s.calls, id)
		}
	}
	s.settle()
}
