package store

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/parley-video/parley/events"
)

// The limits that every Store holds to. A page may be shorter than was asked
// for: read on at Next until End.
const (
	MaxPage        = 512      // events in one page, whatever the caller asks for
	MaxPageBytes   = 8 << 20  // a page ends early rather than exceed this by more than one event
	MaxBatch       = 16384    // events in one append
	MaxStreamBytes = 1024     // length of a stream name
	MaxTypeBytes   = 256      // length of an event type
	MaxDataBytes   = 1 << 20  // payload of one event
	MaxMetaBytes   = 64 << 10 // metadata of one event
	MaxAppendBytes = 4 << 20  // everything in one append
)

// ErrBeyondEnd is ErrInvalid: the position to read on from lies after the
// log's end. The reader's bookmark belongs to another log, or this log was put
// back to an earlier state; waiting for the log to grow past it would be a
// silent gap.
var ErrBeyondEnd = fmt.Errorf("%w: position lies beyond the end of the log", ErrInvalid)

// CheckAppend says whether the arguments of an append are acceptable. Every
// Store calls it before anything else, so that all refuse the same things.
func CheckAppend(stream string, expected Expected, batch []NewEvent) error {
	if err := CheckStream(stream); err != nil {
		return err
	}
	if expected.IsZero() {
		return fmt.Errorf("%w: append to %s without an expected revision", ErrInvalid, stream)
	}
	if r, ok := expected.Revision(); ok && r >= LastRevision {
		return fmt.Errorf("%w: expected revision %d is out of range", ErrInvalid, r)
	}
	if len(batch) == 0 || len(batch) > MaxBatch {
		return fmt.Errorf("%w: append of %d events to %s, want 1 to %d", ErrInvalid, len(batch), stream, MaxBatch)
	}
	total := 0
	seen := make(map[events.ID]struct{}, len(batch))
	for i := range batch {
		if err := checkEvent(&batch[i]); err != nil {
			return fmt.Errorf("append to %s, event %d: %w", stream, i, err)
		}
		if _, twice := seen[batch[i].ID]; twice {
			return fmt.Errorf("%w: append to %s: event id %s occurs twice", ErrInvalid, stream, batch[i].ID)
		}
		seen[batch[i].ID] = struct{}{}
		total += len(batch[i].Data) + len(batch[i].Meta)
	}
	if total > MaxAppendBytes {
		return fmt.Errorf("%w: append to %s of %d bytes, at most %d", ErrInvalid, stream, total, MaxAppendBytes)
	}
	return nil
}

// CheckTombstone says whether the arguments of a tombstone are acceptable.
func CheckTombstone(stream string, expected Expected) error {
	if err := CheckStream(stream); err != nil {
		return err
	}
	if expected.IsZero() {
		return fmt.Errorf("%w: tombstone of %s without an expected revision", ErrInvalid, stream)
	}
	if r, ok := expected.Revision(); ok && r >= LastRevision {
		return fmt.Errorf("%w: expected revision %d is out of range", ErrInvalid, r)
	}
	return nil
}

// TombstoneOf is the event that ends a stream.
func TombstoneOf(stream string) NewEvent {
	return NewEvent{ID: events.DeriveID(TombstoneType + "/" + stream), Type: TombstoneType, Data: []byte("{}")}
}

// CheckStream says whether a stream name is acceptable.
func CheckStream(stream string) error {
	return checkName("stream name", stream, MaxStreamBytes)
}

// CheckMax says whether a page size is acceptable and bounds it to MaxPage.
func CheckMax(max int) (int, error) {
	if max <= 0 {
		return 0, fmt.Errorf("%w: page of %d events", ErrInvalid, max)
	}
	return min(max, MaxPage), nil
}

// CheckDirection says whether a direction is one of the two.
func CheckDirection(dir Direction) error {
	if dir != Forwards && dir != Backwards {
		return fmt.Errorf("%w: direction %d", ErrInvalid, dir)
	}
	return nil
}

func checkEvent(e *NewEvent) error {
	if e.ID == (events.ID{}) {
		return fmt.Errorf("%w: event without id", ErrInvalid)
	}
	if err := checkName("event type", e.Type, MaxTypeBytes); err != nil {
		return err
	}
	if e.Type == TombstoneType {
		return fmt.Errorf("%w: event type %s: a stream is ended by a tombstone, not by an append", ErrInvalid, e.Type)
	}
	if len(e.Data) > MaxDataBytes {
		return fmt.Errorf("%w: payload of %d bytes, at most %d", ErrInvalid, len(e.Data), MaxDataBytes)
	}
	if len(e.Meta) > MaxMetaBytes {
		return fmt.Errorf("%w: metadata of %d bytes, at most %d", ErrInvalid, len(e.Meta), MaxMetaBytes)
	}
	if !json.Valid(e.Data) || !utf8.Valid(e.Data) {
		return fmt.Errorf("%w: payload is not JSON", ErrInvalid)
	}
	if len(e.Meta) > 0 && (!json.Valid(e.Meta) || !utf8.Valid(e.Meta)) {
		return fmt.Errorf("%w: metadata is not JSON", ErrInvalid)
	}
	return nil
}

func checkName(what, s string, limit int) error {
	if s == "" || len(s) > limit {
		return fmt.Errorf("%w: %s of %d bytes, want 1 to %d", ErrInvalid, what, len(s), limit)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("%w: %s %q is not UTF-8", ErrInvalid, what, s)
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] == 0x7f {
			return fmt.Errorf("%w: %s %q holds a control character", ErrInvalid, what, s)
		}
	}
	return nil
}
