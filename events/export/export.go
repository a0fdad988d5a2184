// Package export hands the log to people and other programs: as lines of JSON
// to a writer, over HTTP, and back from HTTP with resuming.
//
// One line is one event. Sealed secrets never leave, nor does personal data
// unless it is asked for: see events/redact.
//
// It imports events, events/redact, events/store and the standard library. It
// starts no goroutine but those that net/http has for a request; everything is
// safe for concurrent use.
package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/redact"
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
	// Personal shows personal data of participants.
	Personal bool
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
	Meta     json.RawMessage `json:"meta"` // events.Metadata, but for what other programs wrote
	Data     json.RawMessage `json:"data"`
	Problem  string          `json:"problem,omitempty"`
}

// Bookmark is the line that says that everything up to a position was
// considered: after it, or before it, the reader may go on. End is set in the
// last line of an answer that is complete.
type Bookmark struct {
	Bookmark string `json:"bookmark"`
	End      bool   `json:"end,omitempty"`
}

func line(e store.Event, personal bool) ([]byte, error) {
	v := redact.Open(e, personal)
	return jsonLine(Line{
		Position: e.Position.String(), Stream: e.Stream, Revision: e.Revision, ID: e.ID,
		Type: v.Type, Created: e.Created, Meta: v.Meta, Data: v.Data, Problem: v.Problem,
	})
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
