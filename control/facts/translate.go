package facts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// MalformedError is a fact that cannot be understood.
type MalformedError struct {
	Type   link.FactType
	Seq    uint64
	Digest string // hex SHA-256 of its data
	Err    error
}

// Error implements error.
func (e *MalformedError) Error() string {
	return fmt.Sprintf("fact %d of type %q (data %s): %v", e.Seq, e.Type, e.Digest, e.Err)
}

// Unwrap gives the cause.
func (e *MalformedError) Unwrap() error { return e.Err }

// Subject says whose stream a fact belongs to. One of the two is set.
type Subject struct {
	ConferenceID string
	NodeID       string
}

// Stream is the subject's stream.
func (s Subject) Stream() string {
	if s.ConferenceID != "" {
		return events.ConferenceStream(s.ConferenceID)
	}
	return events.NodeStream(s.NodeID)
}

// Told is what a fact says.
type Told struct {
	Subject Subject
	Event   events.Event
	Whole   *conference.Whole // goes with a move, see conference.RecordFact
}

// Translate turns a node's fact into the event that says the same. Its error
// is a *MalformedError. Fields that it does not know are ignored, and texts
// longer than any node has a reason to send are cut.
func Translate(nodeID string, f link.Fact) (Told, error) {
	translate, ok := translators[f.Type]
	if !ok {
		return Told{}, malformed(f, errors.New("unknown type"))
	}
	told, err := translate(nodeID, f.Data)
	if err != nil {
		return Told{}, malformed(f, err)
	}
	return told, nil
}

func malformed(f link.Fact, err error) error {
	sum := sha256.Sum256(f.Data)
	return &MalformedError{Type: f.Type, Seq: f.Seq, Digest: hex.EncodeToString(sum[:]), Err: err}
}

type translator func(nodeID string, data json.RawMessage) (Told, error)

// translators is the whole vocabulary of facts.
var translators = map[link.FactType]translator{
	link.FactConferenceStarted: about(started),
	link.FactConferenceEnded:   about(ended),
	link.FactConferenceLocked: about(conferenceChange(func(c link.ConferenceChange) events.Event {
		return events.ConferenceLocked{ID: c.ConferenceID, By: clip(c.By)}
	})),
	link.FactConferenceUnlocked: about(conferenceChange(func(c link.ConferenceChange) events.Event {
		return events.ConferenceUnlocked{ID: c.ConferenceID, By: clip(c.By)}
	})),
	link.FactConferenceGuestsMuted: about(conferenceChange(func(c link.ConferenceChange) events.Event {
		return events.ConferenceGuestsMuted{ID: c.ConferenceID, By: clip(c.By)}
	})),
	link.FactConferenceGuestsUnmuted: about(conferenceChange(func(c link.ConferenceChange) events.Event {
		return events.ConferenceGuestsUnmuted{ID: c.ConferenceID, By: clip(c.By)}
	})),
	link.FactParticipantJoined: about(joined),
	link.FactParticipantAdmitted: about(participantChange(func(c link.ParticipantChange) events.Event {
		return events.ParticipantAdmitted{ConferenceID: c.ConferenceID, ParticipantID: c.ParticipantID, By: clip(c.By)}
	})),
	link.FactParticipantLeft:  about(left),
	link.FactParticipantMedia: about(media),
	link.FactParticipantMuted: about(participantChange(func(c link.ParticipantChange) events.Event {
		return events.ParticipantMuted{ConferenceID: c.ConferenceID, ParticipantID: c.ParticipantID, By: clip(c.By)}
	})),
	link.FactParticipantUnmuted: about(participantChange(func(c link.ParticipantChange) events.Event {
		return events.ParticipantUnmuted{ConferenceID: c.ConferenceID, ParticipantID: c.ParticipantID, By: clip(c.By)}
	})),
	link.FactParticipantRole: about(role),
	link.FactPresentationStarted: about(participantChange(func(c link.ParticipantChange) events.Event {
		return events.PresentationStarted{ConferenceID: c.ConferenceID, ParticipantID: c.ParticipantID}
	})),
	link.FactPresentationStopped: about(participantChange(func(c link.ParticipantChange) events.Event {
		return events.PresentationStopped{ConferenceID: c.ConferenceID, ParticipantID: c.ParticipantID}
	})),
	link.FactCallRejected:     about(rejected),
	link.FactNodeAdded:        about(nodeAdded),
	link.FactHomeTaken:        about(homeTaken),
	link.FactParticipantMoved: about(moved),
	link.FactCallPlaced:       about(placed),
	link.FactBackplaneOpened:  about(backplaneOpened),
	link.FactBackplaneClosed:  about(backplaneClosed),
}

// about decodes the data of one shape.
func about[T any](translate func(nodeID string, shape T) (Told, error)) translator {
	return func(nodeID string, data json.RawMessage) (Told, error) {
		var shape T
		if err := json.Unmarshal(data, &shape); err != nil {
			return Told{}, err
		}
		return translate(nodeID, shape)
	}
}

func conferenceChange(event func(link.ConferenceChange) events.Event) func(string, link.ConferenceChange) (Told, error) {
	return func(_ string, c link.ConferenceChange) (Told, error) {
		return inConference(c.ConferenceID, event(c))
	}
}

func participantChange(event func(link.ParticipantChange) events.Event) func(string, link.ParticipantChange) (Told, error) {
	return func(_ string, c link.ParticipantChange) (Told, error) {
		return inConference(c.ConferenceID, event(c), required("participantId", c.ParticipantID))
	}
}

func left(_ string, p link.ParticipantLeft) (Told, error) {
	ev := events.ParticipantLeft{
		ConferenceID: p.ConferenceID, ParticipantID: p.ParticipantID,
		Reason: clip(p.Reason), Code: clip(p.Code), By: clip(p.By),
	}
	return inConference(p.ConferenceID, ev, required("participantId", p.ParticipantID))
}

func media(nodeID string, p link.ParticipantMedia) (Told, error) {
	ev := events.ParticipantMediaChanged{
		ConferenceID: p.ConferenceID, ParticipantID: p.ParticipantID,
		Audio: p.Audio, Video: p.Video, Presentation: p.Presentation, Tokens: p.Tokens,
		MediaNodeID: cmp.Or(p.MediaNodeID, nodeID),
	}
	var negative error
	if p.Tokens < 0 {
		negative = errors.New("tokens is negative")
	}
	return inConference(p.ConferenceID, ev, required("participantId", p.ParticipantID),
		optional("mediaNodeId", p.MediaNodeID), negative)
}

func role(_ string, p link.ParticipantRole) (Told, error) {
	ev := events.ParticipantRoleChanged{
		ConferenceID: p.ConferenceID, ParticipantID: p.ParticipantID, Role: events.Role(p.Role), By: clip(p.By),
	}
	return inConference(p.ConferenceID, ev, required("participantId", p.ParticipantID), knownRole(p.Role))
}

// maxCount is more calls than a node can turn away between two facts.
const maxCount = 1_000_000

func rejected(nodeID string, c link.CallRejected) (Told, error) {
	ev := events.NodeCallRejected{
		ID: nodeID, Alias: clip(c.Alias), ServiceID: c.ServiceID, Reason: clip(c.Reason),
		Detail: clip(c.Detail), Remote: events.Personal(clip(c.Remote)), Count: min(max(c.Count, 0), maxCount),
	}
	if c.Reason == "" {
		return Told{}, errors.New("reason is missing")
	}
	return Told{Subject: Subject{NodeID: nodeID}, Event: ev}, optional("serviceId", c.ServiceID)
}

func inConference(id string, ev events.Event, problems ...error) (Told, error) {
	if err := errors.Join(append(problems, required("conferenceId", id))...); err != nil {
		return Told{}, err
	}
	return Told{Subject: Subject{ConferenceID: id}, Event: ev}, nil
}

// idPattern keeps what a node sends out of the names of streams unless it
// looks like an identifier.
var idPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

func required(field, id string) error {
	if !idPattern.MatchString(id) {
		return fmt.Errorf("%s %.120q is not an identifier", field, id)
	}
	return nil
}

func optional(field, id string) error {
	if id == "" {
		return nil
	}
	return required(field, id)
}

func knownRole(role string) error {
	switch events.Role(role) {
	case events.RoleHost, events.RoleGuest, events.RoleUnknown:
		return nil
	default:
		return fmt.Errorf("role %.40q is unknown", role)
	}
}

// maxText is the longest text that is recorded, in bytes.
const maxText = 1024

func clip(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "")
}
