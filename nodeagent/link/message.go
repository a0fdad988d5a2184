package link

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// MaxFacts is the most facts one Facts message may carry.
const MaxFacts = 256

// Message is one of the shapes that travel on the link, by value: Hello,
// Welcome, Refused, Report, Facts, FactsAck, ConfigSnapshot, ConfigDelta,
// ConfigApplied, Command, CommandResult or WebCertificate. Decode also gives Ignored.
type Message interface{ MessageType() Type }

// Ignored is what Decode gives for a message of an unknown type that its
// sender marked as ignorable. The receiver goes on with the next message.
type Ignored struct{ Type Type }

// MessageType implements Message.
func (Hello) MessageType() Type { return TypeHello }

// MessageType implements Message.
func (Report) MessageType() Type { return TypeReport }

// MessageType implements Message.
func (Facts) MessageType() Type { return TypeFacts }

// MessageType implements Message.
func (ConfigApplied) MessageType() Type { return TypeConfigApplied }

// MessageType implements Message.
func (CommandResult) MessageType() Type { return TypeCommandResult }

// MessageType implements Message.
func (Welcome) MessageType() Type { return TypeWelcome }

// MessageType implements Message.
func (Refused) MessageType() Type { return TypeRefused }

// MessageType implements Message.
func (ConfigSnapshot) MessageType() Type { return TypeConfigSnapshot }

// MessageType implements Message.
func (ConfigDelta) MessageType() Type { return TypeConfigDelta }

// MessageType implements Message.
func (FactsAck) MessageType() Type { return TypeFactsAck }

// MessageType implements Message.
func (Command) MessageType() Type { return TypeCommand }

// MessageType implements Message.
func (i Ignored) MessageType() Type { return i.Type }

// The codes of Refused.
const (
	CodeUnknownNode = "unknown-node"
	CodeNotEnrolled = "not-enrolled"
	CodeRevoked     = "revoked"
	CodeVersion     = "version"
	CodeDuplicate   = "duplicate"
	CodeMalformed   = "malformed"
	// CodeUnavailable: the control plane cannot take the node now; try again.
	CodeUnavailable = "unavailable"
	// CodeSecret: the secret of a provisioning document is wrong.
	CodeSecret = "secret"
	// CodeExpired: the provisioning document is too old.
	CodeExpired = "expired"
	// CodeReplayed: the provisioning document was redeemed before.
	CodeReplayed = "replayed"
	// CodeVoid: a later provisioning document took the place of this one.
	CodeVoid = "void"
)

// Refused is also the error by which a port of the control plane refuses a
// node, found with errors.As.
func (r Refused) Error() string { return fmt.Sprintf("refused (%s): %s", r.Code, r.Message) }

// The codes of CommandResult.
const (
	ResultUnknownConference  = "unknown-conference"
	ResultUnknownParticipant = "unknown-participant"
	ResultRefused            = "refused"
)

// ErrNoDelta is how a source of configuration says that it cannot tell what
// changed since a position, so that a snapshot is due.
var ErrNoDelta = errors.New("no configuration delta from that position")

// NewFact makes a fact from its shape, for instance ConferenceStarted. Seq is
// given by the outbox. It fails on a time that no message can carry, since such
// a fact would hold up all that follow it.
func NewFact(t FactType, at time.Time, data any) (Fact, error) {
	const lastYear = 9999 // of RFC 3339
	if year := at.UTC().Year(); at.IsZero() || year < 1 || year > lastYear {
		return Fact{}, fmt.Errorf("make fact %s: %w", t, &DecodeError{Type: Type(t), Field: "time", Reason: "is missing or not of the years 1 to 9999"})
	}
	raw, err := marshal(data)
	if err != nil {
		return Fact{}, fmt.Errorf("make fact %s: %w", t, err)
	}
	return Fact{Time: at.UTC(), Type: t, Data: raw}, nil
}

// Decode gives the shape that the fact's type names, by value, for instance
// ConferenceStarted. The error is a *DecodeError; an unknown type wraps
// ErrUnknownType.
func (f Fact) Decode() (any, error) {
	decode, ok := factShapes[f.Type]
	if !ok {
		return nil, &DecodeError{Type: Type(f.Type), Field: "type", Reason: "is unknown", cause: ErrUnknownType}
	}
	return decode(Type(f.Type), f.Data)
}

var factShapes = map[FactType]func(Type, []byte) (any, error){
	FactConferenceStarted:       shape[ConferenceStarted],
	FactConferenceEnded:         shape[ConferenceEnded],
	FactConferenceLocked:        shape[ConferenceChange],
	FactConferenceUnlocked:      shape[ConferenceChange],
	FactConferenceGuestsMuted:   shape[ConferenceChange],
	FactConferenceGuestsUnmuted: shape[ConferenceChange],
	FactParticipantJoined:       shape[ParticipantJoined],
	FactParticipantAdmitted:     shape[ParticipantChange],
	FactParticipantLeft:         shape[ParticipantLeft],
	FactParticipantMedia:        shape[ParticipantMedia],
	FactParticipantMuted:        shape[ParticipantChange],
	FactParticipantUnmuted:      shape[ParticipantChange],
	FactParticipantRole:         shape[ParticipantRole],
	FactPresentationStarted:     shape[ParticipantChange],
	FactPresentationStopped:     shape[ParticipantChange],
	FactCallRejected:            shape[CallRejected],
	FactNodeAdded:               shape[NodeAdded],
	FactHomeTaken:               shape[HomeTaken],
	FactParticipantMoved:        shape[ParticipantMoved],
	FactCallPlaced:              shape[CallPlaced],
	FactBackplaneOpened:         shape[BackplaneOpened],
	FactBackplaneClosed:         shape[BackplaneClosed],
}

// NewEntity makes an entity from its body: Location, Node, Service or Settings.
func NewEntity(kind EntityKind, id string, body any) (Entity, error) {
	raw, err := marshal(body)
	if err != nil {
		return Entity{}, fmt.Errorf("make entity %s %s: %w", kind, id, err)
	}
	return Entity{Kind: kind, ID: id, Body: raw}, nil
}

// Decode gives the body by value: Location, Node, Service or Settings. The
// error is a *DecodeError; an unknown kind wraps ErrUnknownType.
func (e Entity) Decode() (any, error) {
	decode, ok := entityShapes[e.Kind]
	if !ok {
		return nil, &DecodeError{Type: Type(e.Kind), Field: "kind", Reason: "is unknown", cause: ErrUnknownType}
	}
	return decode(Type(e.Kind), e.Body)
}

var entityShapes = map[EntityKind]func(Type, []byte) (any, error){
	KindLocation:   shape[Location],
	KindNode:       shape[Node],
	KindService:    shape[Service],
	KindAuditorium: shape[Service],
	KindSettings:   shape[Settings],
}

// marshal is json.Marshal without escaping <, > and &, which a reader of the
// wire would trip over.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
