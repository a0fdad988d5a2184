package conference

import "github.com/parley-video/parley/nodeagent/media"

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
	case Lock:
		return in.By.ParticipantID
	case Admit:
		return in.By.ParticipantID
	case Start:
		return in.By.ParticipantID
	case MuteGuests:
		return in.By.ParticipantID
	case Mute:
		return in.By.ParticipantID
	case ClientMute:
		return in.By.ParticipantID
	case VideoMute:
		return in.By.ParticipantID
	case Disconnect:
		return in.By.ParticipantID
	case DisconnectAll:
		return in.By.ParticipantID
	case SetRole:
		return in.By.ParticipantID
	case Spotlight:
		return in.By.ParticipantID
	case ClearSpotlights:
		return in.By.ParticipantID
	case Buzz:
		return in.By.ParticipantID
	case ClearAllBuzz:
		return in.By.ParticipantID
	case AllowPresentation:
		return in.By.ParticipantID
	case TakeFloor:
		return in.By.ParticipantID
	case ReleaseFloor:
		return in.By.ParticipantID
	case SetText:
		return in.By.ParticipantID
	case Say:
		return in.By.ParticipantID
	default:
		return ""
	}
}

// stray says whether a media event is of a node where the participant's call is
// not, or no longer.
func (m *Machine) stray(node string, in MediaEvent) bool {
	changed, ok := in.Event.(media.MediaChanged)
	if !ok {
		return false
	}
	p := m.find(changed.ParticipantID)
	return p == nil || p.current == nil || p.current.node != node
}
