// Package codec turns events into bytes and back. Decode is the only place
// where stored events become Go values: for aggregates, projections, rebuilds
// and exports alike, so that what upcasters repair is repaired everywhere.
//
// It owns the table of wire names and the golden files. It imports events and
// events/store, keeps no state and is safe for concurrent use.
package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Sentinels, compared with errors.Is.
var (
	// ErrUnknownType: no event of this name is known, nor was there ever one.
	ErrUnknownType = errors.New("unknown event type")
	// ErrForeign is ErrUnknownType: another program wrote the event, in a stream
	// of its own. Whatever its type is called, it is none of the platform's.
	ErrForeign = fmt.Errorf("%w: another program wrote it", ErrUnknownType)
	// ErrMalformed: the bytes are not what the type demands.
	ErrMalformed = errors.New("malformed event")
)

// Marshal gives an event's wire name and JSON.
func Marshal(e events.Event) (typ string, data []byte, err error) { return current.marshal(e) }

// Unmarshal reads an event by its wire name; old names are brought up to date.
// The event is a value, not a pointer. Fields that are not known are ignored:
// a newer version may have written them.
func Unmarshal(typ string, data []byte) (events.Event, error) { return current.unmarshal(typ, data) }

// Encode makes an event ready for the log.
func Encode(id events.ID, e events.Event, meta events.Metadata) (store.NewEvent, error) {
	typ, data, err := Marshal(e)
	if err != nil {
		return store.NewEvent{}, err
	}
	m, err := json.Marshal(meta)
	if err != nil {
		return store.NewEvent{}, fmt.Errorf("%w: metadata of %s: %w", ErrMalformed, typ, err)
	}
	return store.NewEvent{ID: id, Type: typ, Data: data, Meta: m}, nil
}

// Decode reads an event of the log. Type is the name of what Event is now,
// which differs from the stored name when that was an old one. With an error,
// everything that could be read is there and Event is nil, so that the caller
// may say which event it could not read. Events that other programs wrote are
// ErrForeign: were they taken for the platform's, whoever may write them could
// make tokens and change the configuration.
func Decode(e store.Event) (events.Recorded, error) { return current.decode(e) }

// Types lists the wire names of all events, in the order of the table.
func Types() []string {
	names := make([]string, 0, len(table))
	for _, entry := range table {
		names = append(names, entry.name)
	}
	return names
}

// OldTypes lists the wire names that are not written any more, but stand in
// logs and can be read.
func OldTypes() []string {
	names := make([]string, 0, len(upcasters))
	for _, u := range upcasters {
		names = append(names, u.from)
	}
	return names
}

// upcaster rewrites the JSON of an event that is not written any more. It is
// a pure function; its result may itself have an old name.
type upcaster struct {
	from, to string
	rewrite  func([]byte) ([]byte, error)
}

// entry is one event in the table.
type entry struct {
	name   string
	typ    reflect.Type
	decode func([]byte) (events.Event, error)
}

// lenient reads what encoding/json reads: a log is not refused for what it was
// written with, and a member that is named twice counts as it did.
var lenient = jsonv2.JoinOptions(
	jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true), jsonv2.MatchCaseInsensitiveNames(true),
)

// unmarshal is encoding/json's by the library that is to follow it. Decoding is
// most of what it costs to fold a log, and this takes less than half the time
// and a quarter of the allocations. What is written is written by encoding/json,
// so that the bytes stay as they were.
func unmarshal(data []byte, into any) error { return jsonv2.Unmarshal(data, into, lenient) }

func of[E events.Event]() entry {
	var zero E
	return entry{name: zero.EventType(), typ: reflect.TypeFor[E](), decode: func(data []byte) (events.Event, error) {
		var e E
		err := unmarshal(data, &e)
		return e, err
	}}
}

// set is a table with its upcasters, made for looking up.
type set struct {
	byName map[string]entry
	byType map[reflect.Type]string
	old    map[string]upcaster
}

var current = newSet(table, upcasters)

func newSet(entries []entry, old []upcaster) *set {
	s := &set{
		byName: make(map[string]entry, len(entries)),
		byType: make(map[reflect.Type]string, len(entries)),
		old:    make(map[string]upcaster, len(old)),
	}
	for _, e := range entries {
		s.byName[e.name], s.byType[e.typ] = e, e.name
	}
	for _, u := range old {
		s.old[u.from] = u
	}
	return s
}

func (s *set) marshal(e events.Event) (string, []byte, error) {
	v := reflect.ValueOf(e)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if !v.IsValid() {
		return "", nil, fmt.Errorf("%w: no event", ErrUnknownType)
	}
	name, ok := s.byType[v.Type()]
	if !ok {
		return "", nil, fmt.Errorf("%w: %T", ErrUnknownType, e)
	}
	data, err := json.Marshal(v.Interface())
	if err != nil {
		return "", nil, fmt.Errorf("%w: %s: %w", ErrMalformed, name, err)
	}
	return name, data, nil
}

func (s *set) unmarshal(typ string, data []byte) (events.Event, error) {
	name := typ
	for range len(s.old) { // a chain cannot be longer, so a circle ends
		up, ok := s.old[name]
		if !ok {
			break
		}
		rewritten, err := up.rewrite(data)
		if err != nil {
			return nil, fmt.Errorf("%w: %s to %s: %w", ErrMalformed, name, up.to, err)
		}
		name, data = up.to, rewritten
	}
	entry, ok := s.byName[name]
	if !ok {
		return nil, fmt.Errorf("%w: %q", ErrUnknownType, typ)
	}
	if !isObject(data) { // json takes null for anything
		return nil, fmt.Errorf("%w: %s is not a JSON object", ErrMalformed, typ)
	}
	e, err := entry.decode(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrMalformed, typ, err)
	}
	return e, nil
}

func (s *set) decode(e store.Event) (events.Recorded, error) {
	r := events.Recorded{
		ID: e.ID, Stream: e.Stream, Revision: e.Revision, Position: e.Position, Type: e.Type, Created: e.Created,
	}
	if events.IsIntegration(e.Stream) {
		return r, fmt.Errorf("event at %s: %w", e.Position, ErrForeign)
	}
	if len(e.Meta) > 0 {
		err := unmarshal(e.Meta, &r.Meta)
		if err == nil && !isObject(e.Meta) {
			err = errors.New("not a JSON object")
		}
		if err != nil {
			r.Meta = events.Metadata{}
			return r, fmt.Errorf("%w: metadata at %s: %w", ErrMalformed, e.Position, err)
		}
	}
	event, err := s.unmarshal(e.Type, e.Data)
	if err != nil {
		return r, fmt.Errorf("event at %s: %w", e.Position, err)
	}
	r.Event, r.Type = event, event.EventType()
	return r, nil
}

func isObject(data []byte) bool {
	data = bytes.TrimLeft(data, " \t\r\n")
	return len(data) > 0 && data[0] == '{'
}
