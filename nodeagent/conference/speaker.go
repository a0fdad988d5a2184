package conference

import (
	"slices"

	"github.com/parley-video/parley/nodeagent/media"
)

// speaker is the participant whose client asks; empty: nobody's.
func speaker(in Input) string {
	switch in := in.(type) {
	case EnterPIN:
		return in.ParticipantID
	case Refresh:
		return in.ParticipantID
	case Leave:
		return in.ParticipantID
	case PlaceCall:
		return in.ParticipantID
	case AckCall:
		return in.ParticipantID
	case WidenCall:
		return in.ParticipantID
	case HangUp:
		return in.ParticipantID
	case Subscribed:
		return in.ParticipantID
	case Unsubscribed:
		return in.ParticipantID
	default:
		return actor(in).ParticipantID
	}
}

// actor is who gives a command; nobody: it is none.
func actor(in Input) Actor {
	switch in := in.(type) {
	case Lock:
		return in.By
	case Admit:
		return in.By
	case Start:
		return in.By
	case MuteGuests:
		return in.By
	case Mute:
		return in.By
	case ClientMute:
		return in.By
	case VideoMute:
		return in.By
	case Disconnect:
		return in.By
	case DisconnectAll:
		return in.By
	case SetRole:
		return in.By
	case Spotlight:
		return in.By
	case ClearSpotlights:
		return in.By
	case Buzz:
		return in.By
	case ClearAllBuzz:
		return in.By
	case AllowPresentation:
		return in.By
	case TakeFloor:
		return in.By
	case ReleaseFloor:
		return in.By
	case SetText:
		return in.By
	case Say:
		return in.By
	default:
		return Actor{}
	}
}

// stray says whether a media event is of a node where the participant's call is
// not, or no longer. The stage is the word of whoever carries calls; of one that
// carries none it counts only when nobody does.
func (m *Machine) stray(node string, in MediaEvent) bool {
	switch e := in.Event.(type) {
	case media.MediaChanged:
		p := m.find(e.ParticipantID)
		return p == nil || p.current == nil || p.current.node != node
	case media.Connected:
		return !m.carries(node, e.ParticipantID, e.CallID)
	case media.Ended:
		return !m.carries(node, e.ParticipantID, e.CallID)
	case media.SlotsChanged:
		return !m.carries(node, e.ParticipantID, e.CallID)
	case media.StageChanged:
		return !slices.ContainsFunc(m.people, func(p *participant) bool { return p.carriedBy(node) }) &&
			slices.ContainsFunc(m.people, func(p *participant) bool { return p.current != nil })
	default:
		return false
	}
}

// carries says whether a call of a participant is at a node.
func (m *Machine) carries(node, participantID, callID string) bool {
	p := m.find(participantID)
	if p == nil {
		return false
	}
	for _, c := range []*call{p.current, p.pending} {
		if c != nil && c.id == callID {
			return c.node == node
		}
	}
	return false
}

func (p *participant) carriedBy(node string) bool { return p.current != nil && p.current.node == node }

// overreaches says whether a node has an administrator ask for what none can.
func overreaches(in Input) bool {
	by := actor(in)
	if by.Administrator == "" {
		return false
	}
	switch in.(type) {
	case DisconnectAll, Lock, MuteGuests, Disconnect, Mute, Admit:
		return by.ParticipantID != ""
	default:
		return true
	}
}
