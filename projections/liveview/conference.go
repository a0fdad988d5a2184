package liveview

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-video/parley/events"
)

func compare(a, b string) int { return cmp.Compare(a, b) }

// conference is a Conference in the making.
type conference struct {
	Conference
	order     []string // of joining
	members   map[string]*member
	planes    map[string]*Backplane        // those that are open
	early     map[string]events.CallPlaced // of participants of whom no node has told yet
	presenter string
	frozen    *Conference
}

// member is a Participant in the making.
type member struct {
	Participant
	frozen *Participant
}

func (s *state) applyConference(e events.Recorded) []Ref {
	switch body := e.Event.(type) {
	case events.ConferenceStarted:
		s.conferences[body.ID] = &conference{
			Conference: Conference{
				ID: body.ID, ServiceID: body.ServiceID, Name: body.ServiceName, Tag: body.Tag,
				StartedAt: e.Meta.Time.UTC(), HomeNodeID: cmp.Or(body.HomeID, body.NodeID),
			},
			members: map[string]*member{}, planes: map[string]*Backplane{}, early: map[string]events.CallPlaced{},
		}
		return []Ref{{RefConference, body.ID}}
	case events.ConferenceEnded:
		if s.conferences[body.ID] == nil {
			return nil
		}
		delete(s.conferences, body.ID)
		return []Ref{{RefConference, body.ID}}
	case events.ConferenceLocked:
		return s.change(body.ID, func(c *conference) { c.Locked = true })
	case events.ConferenceUnlocked:
		return s.change(body.ID, func(c *conference) { c.Locked = false })
	case events.ConferenceGuestsMuted:
		return s.change(body.ID, func(c *conference) { c.GuestsMuted = true })
	case events.ConferenceGuestsUnmuted:
		return s.change(body.ID, func(c *conference) { c.GuestsMuted = false })
	case events.ConferenceHomeChanged:
		return s.change(body.ID, func(c *conference) { c.HomeNodeID = body.NodeID })
	case events.BackplaneOpened:
		return s.change(body.ConferenceID, func(c *conference) {
			c.planes[body.BackplaneID] = &Backplane{
				ID: body.BackplaneID, ConferenceID: body.ConferenceID, Kind: body.Kind,
				NodeIDs: [2]string{body.NodeID, body.PeerID}, Since: e.Meta.Time.UTC(),
			}
		})
	case events.BackplaneClosed:
		return s.change(body.ConferenceID, func(c *conference) { delete(c.planes, body.BackplaneID) })
	case events.PresentationStarted:
		return s.change(body.ConferenceID, func(c *conference) { c.present(body.ParticipantID) })
	case events.PresentationStopped:
		return s.change(body.ConferenceID, func(c *conference) {
			if c.presenter == body.ParticipantID {
				c.present("")
			}
		})
	default:
		return s.applyMember(e)
	}
}

func (s *state) applyMember(e events.Recorded) []Ref {
	switch body := e.Event.(type) {
	case events.ParticipantJoined:
		return s.change(body.ConferenceID, func(c *conference) {
			if c.members[body.ParticipantID] == nil {
				c.order = append(c.order, body.ParticipantID)
			}
			c.members[body.ParticipantID] = &member{Participant: Participant{
				ID: body.ParticipantID, DisplayName: string(body.DisplayName), Role: body.Role, Protocol: body.Protocol,
				NodeID: body.NodeID, JoinedAt: e.Meta.Time.UTC(), Waiting: body.Waiting,
				Erased: e.Meta.Personal != nil, // sealed still: its key is destroyed
			}}
			if placed, ok := c.early[body.ParticipantID]; ok {
				c.members[body.ParticipantID].place(placed)
				delete(c.early, body.ParticipantID)
			}
		})
	case events.ParticipantLeft:
		return s.change(body.ConferenceID, func(c *conference) { c.leave(body.ParticipantID) })
	case events.ParticipantAdmitted:
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.Waiting = false })
	case events.ParticipantMuted:
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.Muted = true })
	case events.ParticipantUnmuted:
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.Muted = false })
	case events.ParticipantRoleChanged:
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.Role = body.Role })
	case events.ParticipantMediaChanged:
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) {
			m.HasMedia = body.Audio || body.Video || body.Presentation
			if m.MediaNodeID = body.MediaNodeID; !m.HasMedia && body.Tokens == 0 { // the call is over
				m.place(events.CallPlaced{})
			}
		})
	case events.ParticipantMoved:
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.NodeID = body.NodeID })
	case events.CallPlaced:
		if c := s.conferences[body.ConferenceID]; c != nil && c.members[body.ParticipantID] == nil {
			c.early[body.ParticipantID] = body
		}
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.place(body) })
	case events.ParticipantErased: // who is erased has left before; logs of other programs may differ
		return s.changeMember(body.ConferenceID, body.ParticipantID, func(m *member) { m.DisplayName, m.Erased = "", true })
	}
	return nil
}

// change changes a running conference. Reports that come after its end, or of
// one whose beginning never came, have nothing to change.
func (s *state) change(id string, f func(*conference)) []Ref {
	c := s.conferences[id]
	if c == nil {
		return nil
	}
	f(c)
	c.frozen = nil
	return []Ref{{RefConference, id}}
}

func (s *state) changeMember(conferenceID, id string, f func(*member)) []Ref {
	c := s.conferences[conferenceID]
	if c == nil || c.members[id] == nil {
		return nil
	}
	m := c.members[id]
	f(m)
	m.frozen, c.frozen = nil, nil
	return []Ref{{RefConference, conferenceID}}
}

func (m *member) place(at events.CallPlaced) {
	m.MediaNodeID, m.EdgeNodeID, m.Step = at.NodeID, at.EdgeID, at.Step
}

// present hands the presentation over; there is one at a time.
func (c *conference) present(id string) {
	for _, who := range []string{c.presenter, id} {
		if m := c.members[who]; m != nil {
			m.Presenting, m.frozen = who == id, nil
		}
	}
	c.presenter = id
}

func (c *conference) leave(id string) {
	if c.members[id] == nil {
		return
	}
	delete(c.members, id)
	if i := slices.Index(c.order, id); i >= 0 {
		c.order = slices.Delete(c.order, i, i+1)
	}
	if c.presenter == id {
		c.presenter = ""
	}
}

// freeze is the conference as readers may keep it.
func (c *conference) freeze() *Conference {
	if c.frozen != nil {
		return c.frozen
	}
	frozen := c.Conference
	frozen.Participants = make([]*Participant, 0, len(c.order))
	nodes, media := map[string]struct{}{c.HomeNodeID: {}}, map[string]struct{}{}
	for _, id := range c.order {
		m := c.members[id]
		if m.frozen == nil {
			p := m.Participant
			m.frozen = &p
		}
		frozen.Participants = append(frozen.Participants, m.frozen)
		nodes[m.NodeID], nodes[m.MediaNodeID], nodes[m.EdgeNodeID] = struct{}{}, struct{}{}, struct{}{}
		media[m.MediaNodeID] = struct{}{}
	}
	frozen.Backplanes = make([]*Backplane, 0, len(c.planes))
	for _, p := range c.planes {
		frozen.Backplanes = append(frozen.Backplanes, p)
		for _, id := range p.NodeIDs {
			nodes[id] = struct{}{}
		}
	}
	slices.SortFunc(frozen.Backplanes, func(a, b *Backplane) int {
		return cmp.Or(a.Since.Compare(b.Since), compare(a.ID, b.ID))
	})
	delete(nodes, "")
	delete(media, "")
	frozen.NodeIDs, frozen.MediaNodeIDs = slices.Sorted(maps.Keys(nodes)), slices.Sorted(maps.Keys(media))
	c.frozen = &frozen
	return c.frozen
}
