// Package export hands the log to people and other programs: as lines of JSON
// to a writer, over HTTP, and back from HTTP with resuming.
//
// One line is one event. Sealed secrets never leave: every value of the type
// events.Sealed is replaced, and an event that cannot be decoded, in which they
// could not be found, goes out without its payload.
//
// It imports events, events/codec, events/store and the standard library. It
// starts no goroutine but those that net/http has for a request; everything is
// safe for concurrent use.
package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// Options say which events.
type Options struct {
	// Stream restricts the export to one stream; empty means the whole log.
	Stream string
	// From is where to go on: after it, or before it when Backwards. Zero
	// means the beginning of the log, or its end when Backwards.
	From events.Position
	// TypePrefix restricts the export to event types that begin so.
	TypePrefix string
	// Limit ends the export after so many events; 0 means no limit.
	Limit int
	// Backwards gives the newest first. Not for Tail.
	Backwards bool
}

// Validate says what is wrong with the options.
func (o Options) Validate() error {
	switch {
	case o.Limit < 0:
		return fmt.Errorf("%w: limit %d", store.ErrInvalid, o.Limit)
	case o.From > store.LastPosition:
		return fmt.Errorf("%w: position %s", store.ErrInvalid, o.From)
	case len(o.TypePrefix) > store.MaxTypeBytes:
		return fmt.Errorf("%w: type prefix of %d bytes", store.ErrInvalid, len(o.TypePrefix))
	case o.Stream != "":
		return store.CheckStream(o.Stream)
	}
	return nil
}

func (o Options) filter() store.Filter {
	var f store.Filter
	if o.Stream != "" {
		f.Streams = []string{o.Stream}
	}
	if o.TypePrefix != "" {
		f.TypePrefixes = []string{o.TypePrefix}
	}
	return f
}

// Line is one event as it is written. Position is text because it is opaque.
// Problem says why the payload is missing.
type Line struct {
	Position string          `json:"position"`
	Stream   string          `json:"stream"`
	Revision events.Revision `json:"revision"`
	ID       events.ID       `json:"id"`
	Type     string          `json:"type"`
	Created  time.Time       `json:"created"`
	Meta     events.Metadata `json:"meta"`
	Data     any             `json:"data"`
	Problem  string          `json:"problem,omitempty"`
}

// Bookmark is the line that says that everything up to a position was
// considered: after it, or before it, the reader may go on. End is set in the
// last line of an answer that is complete.
type Bookmark struct {
	Bookmark string `json:"bookmark"`
	End      bool   `json:"end,omitempty"`
}

// Redacted stands for a sealed secret that is set.
const Redacted = "sealed"

func line(e store.Event) ([]byte, error) {
	r, err := codec.Decode(e)
	l := Line{
		Position: e.Position.String(), Stream: e.Stream, Revision: e.Revision, ID: e.ID,
		Type: r.Type, Created: e.Created, Meta: r.Meta,
	}
	if err != nil {
		l.Problem = err.Error()
	} else {
		l.Data = redacted(r.Event)
	}
	return jsonLine(l)
}

func jsonLine(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // ends with a newline
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return b.Bytes(), nil
}

// redacted gives the event with its sealed values replaced. The event was
// decoded for this purpose and is shared with nobody.
func redacted(e events.Event) any {
	v := reflect.New(reflect.TypeOf(e)).Elem()
	v.Set(reflect.ValueOf(e))
	redact(v)
	return v.Interface()
}

var sealed = reflect.TypeFor[events.Sealed]()

func redact(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == sealed && v.Len() > 0 {
			v.SetString(Redacted)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			redact(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			redact(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem() // entries cannot be set in place
			value.Set(v.MapIndex(key))
			redact(value)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				redact(v.Field(i))
			}
		}
	}
}
