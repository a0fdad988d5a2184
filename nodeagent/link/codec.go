package link

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// What a *DecodeError may wrap, compared with errors.Is.
var (
	// ErrTooLarge: the message exceeds MaxMessage. Encode gives it as well.
	ErrTooLarge = errors.New("message too large")
	// ErrUnknownType: the type is unknown and not ignorable.
	ErrUnknownType = errors.New("unknown type")
	// ErrMalformed: not a message of the vocabulary. Every *DecodeError that
	// is not one of the above wraps it.
	ErrMalformed = errors.New("malformed")
)

// DecodeError says what is wrong with a message and where. Field is a dotted
// path within the frame, for instance body.facts[3].seq, or empty when the
// frame as a whole is not readable.
type DecodeError struct {
	Type   Type
	Field  string
	Reason string
	cause  error
}

// Error implements error.
func (e *DecodeError) Error() string {
	var b strings.Builder
	b.WriteString("link message")
	if e.Type != "" {
		fmt.Fprintf(&b, " %q", clip(string(e.Type)))
	}
	if e.Field != "" {
		fmt.Fprintf(&b, ": %s", e.Field)
	}
	fmt.Fprintf(&b, ": %s", e.Reason)
	return b.String()
}

// Unwrap gives ErrTooLarge, ErrUnknownType or ErrMalformed.
func (e *DecodeError) Unwrap() error {
	if e.cause == nil {
		return ErrMalformed
	}
	return e.cause
}

// frame is one message on the wire.
type frame struct {
	Type Type `json:"type"`
	// Ignorable tells a receiver that does not know Type to go on without it.
	Ignorable bool            `json:"ignorable,omitempty"`
	Body      json.RawMessage `json:"body"`
}

var messageShapes = map[Type]func(Type, []byte) (any, error){
	TypeHello:          shape[Hello],
	TypeReport:         shape[Report],
	TypeFacts:          shape[Facts],
	TypeConfigApplied:  shape[ConfigApplied],
	TypeCommandResult:  shape[CommandResult],
	TypeWelcome:        shape[Welcome],
	TypeRefused:        shape[Refused],
	TypeConfigSnapshot: shape[ConfigSnapshot],
	TypeConfigDelta:    shape[ConfigDelta],
	TypeFactsAck:       shape[FactsAck],
	TypeCommand:        shape[Command],
	TypeWebCertificate: shape[WebCertificate],
}

// ignorable are the messages without which an older peer is as well off as
// before.
var ignorable = map[Type]bool{TypeWebCertificate: true}

// Encode gives the frame of a message. It fails on a message that the other
// side would not accept.
func Encode(m Message) ([]byte, error) {
	t := m.MessageType()
	if _, ok := messageShapes[t]; !ok {
		return nil, fmt.Errorf("encode link message %q: %w", clip(string(t)), ErrUnknownType)
	}
	if err := check(t, m); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	body, err := marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode link message %q: %w", t, err)
	}
	out, err := marshal(frame{Type: t, Ignorable: ignorable[t], Body: body})
	if err != nil {
		return nil, fmt.Errorf("encode link message %q: %w", t, err)
	}
	if len(out) > MaxMessage {
		return nil, fmt.Errorf("encode link message %q of %d bytes: %w", t, len(out), ErrTooLarge)
	}
	return out, nil
}

// Decode reads one frame. Fields it does not know are skipped; a message it
// does not know is Ignored when marked so, and an error otherwise. Every error
// is a *DecodeError.
func Decode(b []byte) (Message, error) {
	if len(b) > MaxMessage {
		return nil, &DecodeError{Reason: fmt.Sprintf("has %d bytes, more than %d", len(b), MaxMessage), cause: ErrTooLarge}
	}
	var f frame
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, jsonError("", "", err)
	}
	if f.Type == "" {
		return nil, &DecodeError{Field: "type", Reason: "is missing"}
	}
	decode, ok := messageShapes[f.Type]
	if !ok {
		if f.Ignorable {
			return Ignored{Type: f.Type}, nil
		}
		return nil, &DecodeError{Type: f.Type, Field: "type", Reason: "is unknown and not ignorable", cause: ErrUnknownType}
	}
	v, err := decode(f.Type, f.Body)
	if err != nil {
		return nil, err
	}
	m := v.(Message) // every shape of the table is one
	if err := check(f.Type, m); err != nil {
		return nil, err
	}
	return m, nil
}

// shape reads a body, which must be a JSON object.
func shape[T any](t Type, b []byte) (any, error) {
	var v T
	if !isObject(b) {
		return nil, &DecodeError{Type: t, Field: "body", Reason: "must be an object"}
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return nil, jsonError(t, "body", err)
	}
	return v, nil
}

func isObject(b []byte) bool {
	b = bytes.TrimLeft(b, " \t\r\n")
	return len(b) > 0 && b[0] == '{'
}

// jsonError names the field that encoding/json tripped over.
func jsonError(t Type, prefix string, err error) *DecodeError {
	e := &DecodeError{Type: t, Field: prefix, Reason: clip(err.Error())}
	var shape *json.UnmarshalTypeError
	if errors.As(err, &shape) {
		e.Reason = fmt.Sprintf("must be %s, is %s", kindName(shape), clip(shape.Value))
		if shape.Field != "" {
			e.Field = strings.TrimPrefix(prefix+"."+shape.Field, ".")
		}
	}
	return e
}

func kindName(e *json.UnmarshalTypeError) string {
	switch e.Type.Kind().String() {
	case "string":
		return "a string"
	case "bool":
		return "a boolean"
	case "struct", "map":
		if e.Type.String() == "time.Time" {
			return "an RFC 3339 time"
		}
		return "an object"
	case "slice":
		return "an array"
	default:
		return "a number (" + e.Type.Kind().String() + ")"
	}
}

// clip keeps a hostile peer's words short in our logs.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
