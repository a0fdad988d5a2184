package conference

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/parley-video/parley/nodeagent/media"
)

// errUnknownKind: the other node is newer and speaks of something that this one
// does not know.
var errUnknownKind = errors.New("unknown kind")

// member is one of a sum type on the wire: which one, and its fields.
type member struct {
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
}

// sum is the wire form of a sum type. Names stay as they are: nodes of different
// versions talk to each other while a deployment is upgraded.
type sum[T any] struct {
	kinds map[reflect.Type]string
	types map[string]reflect.Type
}

func sumOf[T any](members map[string]T) sum[T] {
	s := sum[T]{kinds: make(map[reflect.Type]string, len(members)), types: make(map[string]reflect.Type, len(members))}
	for kind, zero := range members {
		t := reflect.TypeOf(zero)
		s.kinds[t], s.types[kind] = kind, t
	}
	return s
}

func (s sum[T]) encode(v T) (member, error) {
	kind, known := s.kinds[reflect.TypeOf(v)]
	if !known {
		return member{}, fmt.Errorf("%T: %w", v, errUnknownKind)
	}
	body, err := json.Marshal(v)
	if err != nil {
		return member{}, fmt.Errorf("encode %s: %w", kind, err)
	}
	return member{kind, body}, nil
}

func (s sum[T]) decode(m member) (T, error) {
	var none T
	t, known := s.types[m.Kind]
	if !known {
		return none, fmt.Errorf("%q: %w", m.Kind, errUnknownKind)
	}
	v := reflect.New(t)
	if err := json.Unmarshal(m.Body, v.Interface()); err != nil {
		return none, fmt.Errorf("decode %s: %w", m.Kind, err)
	}
	return v.Elem().Interface().(T), nil
}

var inputs = sumOf(map[string]Input{
	"join": Join{}, "enter-pin": EnterPIN{}, "refresh": Refresh{}, "leave": Leave{},
	"ack-call": AckCall{}, "hang-up": HangUp{}, "subscribed": Subscribed{}, "unsubscribed": Unsubscribed{},
	"lock": Lock{}, "admit": Admit{}, "start": Start{}, "mute-guests": MuteGuests{}, "mute": Mute{},
	"client-mute": ClientMute{}, "video-mute": VideoMute{}, "disconnect": Disconnect{},
	"disconnect-all": DisconnectAll{}, "set-role": SetRole{}, "spotlight": Spotlight{},
	"clear-spotlights": ClearSpotlights{}, "buzz": Buzz{}, "clear-all-buzz": ClearAllBuzz{},
	"allow-presentation": AllowPresentation{}, "take-floor": TakeFloor{}, "release-floor": ReleaseFloor{},
	"set-text": SetText{}, "say": Say{}, "node-stops": NodeStops{},
})

var clientEvents = sumOf(map[string]Event{
	"conference-update": ConferenceUpdate{}, "sync": Sync{}, "participant-create": ParticipantCreate{},
	"participant-update": ParticipantUpdate{}, "participant-delete": ParticipantDelete{}, "stage": Stage{},
	"slots": Slots{}, "presentation-start": PresentationStart{}, "presentation-stop": PresentationStop{},
	"message": Message{}, "knock": Knock{}, "call-ended": CallEnded{}, "disconnected": Disconnected{},
	"role-changed": RoleChanged{},
})

var effects = sumOf(map[string]Effect{
	"set-policy": SetPolicy{}, "set-spotlight": SetSpotlight{}, "start-call": StartCall{},
	"close-call": CloseCall{}, "forget": Forget{},
})

var mediaEvents = sumOf(map[string]media.Event{
	"connected": media.Connected{}, "ended": media.Ended{}, "media-changed": media.MediaChanged{},
	"presentation-changed": media.PresentationChanged{}, "stage-changed": media.StageChanged{},
	"slots-changed": media.SlotsChanged{}, "sources-changed": media.SourcesChanged{},
	"voices-heard": media.VoicesHeard{},
})
