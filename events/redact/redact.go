// Package redact takes out of events what those who read them may not see:
// sealed secrets always, personal data of participants unless they have the
// right to it.
//
// It is the one place where events are made fit for leaving the process: the
// exports, the EventStoreDB door, GraphQL and webhooks use it. Values are found
// by their types, events.Sealed and events.Personal. An event of the platform
// that cannot be decoded, in which they could not be found, goes without its
// payload. Events that other programs wrote, in streams that begin with
// events.IntegrationPrefix, are theirs and stay as they are.
//
// It imports events, events/codec, events/store and the standard library. What
// it is given is never changed. Everything is safe for concurrent use; what is
// kept is one small plan for each type of event.
package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// Mark stands for a sealed secret that is set.
const Mark = "sealed"

// Payload gives an event as others may see it. Without personal, values of the
// type events.Personal are empty. An event that holds nothing to hide is
// returned as it is; of others, a copy is.
func Payload(e events.Event, personal bool) any {
	return Value(e, personal)
}

// Value is Payload for anything that holds parts of events.
func Value(v any, personal bool) any {
	if v == nil {
		return nil
	}
	h := hider{personal: personal, seal: func(s string) string {
		if s == "" {
			return ""
		}
		return Mark
	}}
	return h.hidden(reflect.ValueOf(v)).Interface()
}

// Secrets gives a value with all sealed secrets in it replaced, for example by
// a digest that tells equal ones from others. What was given stays as it is.
func Secrets[T any](v T, replace func(events.Sealed) events.Sealed) T {
	h := hider{personal: true, seal: func(s string) string { return string(replace(events.Sealed(s))) }}
	return h.hidden(reflect.ValueOf(&v).Elem()).Interface().(T) // it is a copy of what was given
}

// JSON is Payload, encoded.
func JSON(e events.Event, personal bool) ([]byte, error) {
	b, err := encode(Payload(e, personal))
	if err != nil {
		return nil, fmt.Errorf("redact %T: %w", e, err)
	}
	return b, nil
}

// View is an event of the log as others may see it.
type View struct {
	// Type is what the event is now, which differs from the stored name when
	// that is an old one.
	Type string
	// Data is the payload, or JSON's null.
	Data json.RawMessage
	// Metadata is decoded; Meta is how it is shown. They differ for events that
	// other programs wrote.
	Metadata events.Metadata
	Meta     json.RawMessage
	// Problem says why the payload is missing; empty when it is not.
	Problem string
}

var null = json.RawMessage("null")

// Open decodes an event of the log and takes out what may not be seen.
func Open(e store.Event, personal bool) View {
	if events.IsIntegration(e.Stream) || store.IsSystem(e.Stream) || store.IsSystem(e.Type) {
		return foreign(e)
	}
	r, err := codec.Decode(e)
	r.Meta.Personal = nil // says how it is stored, which is not how it is shown
	v := View{Type: r.Type, Metadata: r.Meta}
	if err == nil {
		v.Data, err = JSON(r.Event, personal)
	}
	meta, metaErr := encode(r.Meta)
	if err = errors.Join(err, metaErr); err != nil {
		v.Data, v.Problem = null, err.Error()
	}
	if v.Meta = meta; metaErr != nil {
		v.Meta = json.RawMessage("{}")
	}
	return v
}

// Stored is Open for those who hand on events as a store holds them. Why a
// payload is missing stands in the metadata, as "problem".
func Stored(e store.Event, personal bool) store.Event {
	v := Open(e, personal)
	if v.Problem != "" {
		with := struct {
			events.Metadata
			Problem string `json:"problem"`
		}{v.Metadata, v.Problem}
		var err error
		if v.Meta, err = encode(with); err != nil {
			v.Meta = json.RawMessage(`{"problem":"the metadata cannot be read"}`)
		}
	}
	if !events.IsIntegration(e.Stream) && !store.IsSystem(e.Stream) && !store.IsSystem(e.Type) {
		e.Type, e.Data, e.Meta = v.Type, v.Data, v.Meta
	}
	return e
}

// foreign is an event that holds nothing of ours. It is JSON unless the log is
// one that others write to in other forms.
func foreign(e store.Event) View {
	v := View{Type: e.Type, Data: e.Data, Meta: e.Meta}
	if !json.Valid(e.Data) {
		v.Data, v.Problem = null, "the payload is not JSON"
	}
	if !json.Valid(e.Meta) {
		v.Meta = json.RawMessage("{}")
	}
	// Others need not fill in what we do; nothing is made up for them.
	_ = json.Unmarshal(v.Meta, &v.Metadata)
	return v
}

// encode is JSON as a person would write it, without escapes for web pages.
func encode(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
