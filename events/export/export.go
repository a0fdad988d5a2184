// Package export hands the log to people and other programs: as lines of JSON
// to a writer, over HTTP as such lines or as server-sent events, and back from
// HTTP with resuming.
//
// One line is one event. Sealed secrets never leave, nor does personal data
// unless it is asked for: see events/redact.
//
// It imports events, events/chain, events/redact, events/store and the standard library. It
// starts no goroutine but those that net/http has for a request; everything is
// safe for concurrent use.
package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/chain"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/events/store"
)

// Options say which events.
type Options struct {
	// Stream restricts the export to one stream; empty means the whole log.
	Stream string
	// Streams and Types restrict it to streams and event types that begin with
	// one of these; empty means all.
	Streams, Types []string
	// From is where to go on: after it, or before it when Backwards. Zero
	// means the beginning of the log, or its end when Backwards.
	From events.Position
	// Limit ends the export after so many events; 0 means no limit.
	Limit int
	// Backwards gives the newest first. Not for Tail.
	Backwards bool
	// Personal shows personal data of participants.
	Personal bool
	// Gaps goes on after From though events behind it were removed from the
	// log. For a Client.
	Gaps bool
	// Raw gives every event of the whole log as it is stored, those about the
	// log itself included, in the form of chain.AppendRaw. Nothing is taken out;
	// what is sealed stays so when the store is not a shielded one.
	Raw bool
}

// maxPrefixes bounds a list of prefixes that a request names. Narrowed by a
// token's own it may become twice as long.
const maxPrefixes = 50

// Validate says what is wrong with the options.
func (o Options) Validate() error {
	switch {
	case o.Limit < 0:
		return fmt.Errorf("%w: limit %d", store.ErrInvalid, o.Limit)
	case o.From > store.LastPosition:
		return fmt.Errorf("%w: position %s", store.ErrInvalid, o.From)
	case o.Raw && (o.Stream != "" || len(o.Streams)+len(o.Types) > 0 || o.Personal):
		return fmt.Errorf("%w: a raw export is of the whole log as it is stored", store.ErrInvalid)
	case o.Stream != "":
		if err := store.CheckStream(o.Stream); err != nil {
			return err
		}
	}
	return errors.Join(checkPrefixes("type", o.Types, 2*maxPrefixes, store.MaxTypeBytes), checkPrefixes("stream", o.Streams, 2*maxPrefixes, store.MaxStreamBytes))
}

func checkPrefixes(of string, list []string, most, longest int) error {
	if len(list) > most {
		return fmt.Errorf("%w: %d %s prefixes, at most %d", store.ErrInvalid, len(list), of, most)
	}
	for _, p := range list {
		switch {
		case p == "":
			return fmt.Errorf("%w: an empty %s prefix", store.ErrInvalid, of)
		case len(p) > longest:
			return fmt.Errorf("%w: %s prefix of %d bytes", store.ErrInvalid, of, len(p))
		}
	}
	return nil
}

func (o Options) filter() store.Filter {
	f := store.Filter{StreamPrefixes: o.Streams, TypePrefixes: o.Types, System: o.Raw}
	if o.Stream != "" {
		f.Streams = []string{o.Stream}
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

// rawLine is an event as it is stored.
func rawLine(e store.Event) []byte { return append(chain.AppendRaw(nil, e), "}\n"...) }

// line gives an event's type as it is now, and its line.
func line(e store.Event, personal bool) (string, []byte, error) {
	v := redact.Open(e, personal)
	b, err := jsonLine(Line{
		Position: e.Position.String(), Stream: e.Stream, Revision: e.Revision, ID: e.ID,
		Type: v.Type, Created: e.Created, Meta: v.Meta, Data: v.Data, Problem: v.Problem,
	})
	return v.Type, b, err
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
