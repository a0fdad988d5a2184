package conference

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

// How a report is tried again whose answer was lost.
const (
	reportTries = 3
	reportPause = 300 * time.Millisecond
)

// relay hands what the engine says to the home, in order, until the station
// ends. What comes while there is no home is part of the registration.
func (s *station) relay() {
	for {
		select {
		case <-s.box.ready:
		case <-s.done:
			return
		}
		var events []media.Event
		var to *session
		if s.do(context.Background(), func(time.Time) {
			if to = s.session; to != nil && to.term.Load() > 0 {
				events = s.hear()
			}
		}) != nil {
			return
		}
		if len(events) > 0 {
			s.report(to, events)
		}
	}
}

// report gives up the session when the home does not take what it is told: then
// the registration says it.
func (s *station) report(to *session, events []media.Event) {
	to.number++
	var err error
	for range reportTries {
		if err = to.report(context.Background(), to.number, events); err == nil || ended(err) {
			return
		}
		if errors.Is(err, errStale) {
			break
		}
		select {
		case <-time.After(reportPause):
		case <-to.lost:
			return
		case <-s.done:
			return
		}
	}
	s.reg.log.Warn("what happened to media was not reported", slog.String("conference", s.conferenceID()), slog.Any("error", err))
	to.stop()
}

// hear takes what the engine has said, and keeps what a registration tells of it.
func (s *station) hear() []media.Event {
	events := s.box.take()
	for _, e := range events {
		switch e := e.(type) {
		case media.Connected:
			if c := s.calls[e.CallID]; c != nil {
				c.Connected = true
			}
		case media.Ended:
			s.drop(e.CallID) // also when no home knows of it any more
		case media.MediaChanged:
			for _, c := range s.calls {
				if c.ParticipantID == e.ParticipantID && c.call != nil {
					c.Audio, c.Video, c.Slides = e.Audio, e.Video, e.Presentation
				}
			}
		case media.StageChanged:
			s.stage = &e
		case media.SlotsChanged:
			if c := s.calls[e.CallID]; c != nil {
				c.slots = e.Slots
			}
		}
	}
	return events
}

// registration is what the station knows, for the home that it comes to. The
// station goes on while others look at it.
func (s *station) registration() register {
	s.hear()
	location := ""
	if self, ok := s.reg.config.Self(); ok {
		location = self.LocationID
	}
	r := register{Service: s.service, Settings: s.reg.config.Settings(), GaveUp: s.gaveUp, Registration: Registration{
		NodeID: s.reg.self(), LocationID: location, Replica: s.replica.Clone(),
		Seats: []SeatRecord{}, Calls: []CallRecord{}, Terms: map[string]Terms{},
		Slots: map[string][]media.Slot{}, Held: map[string]uint64{}, Released: map[string]uint64{},
	}}
	for _, v := range s.order.Stage {
		r.Stage = append(r.Stage, v.ParticipantID)
	}
	r.Forwarders = s.spread.Forwarders
	for id, times := range s.began {
		if s.holds[id] {
			r.Held[id] = times
		} else {
			r.Released[id] = times
		}
	}
	if s.replica != nil {
		for _, p := range s.replica.People {
			seat, here := s.people[p.ID]
			if !here || p.NodeID != s.reg.self() {
				continue
			}
			p.Streams = seat.sub != nil
			r.Seats = append(r.Seats, SeatRecord{Person: p, Recorded: seat.recorded})
			if t, ok := s.replica.Terms[p.TermsID]; ok {
				r.Terms[p.TermsID] = t
			}
		}
	}
	for id, c := range s.calls {
		if c.call == nil {
			continue
		}
		record := c.CallRecord
		record.NodeID = s.reg.self()
		r.Calls = append(r.Calls, record)
		if c.slots != nil {
			r.Slots[id] = c.slots
		}
	}
	return r
}
