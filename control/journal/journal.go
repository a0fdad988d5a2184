// Package journal reads, folds and appends the streams of single aggregates.
//
// It owns the way between domain states and the store: encoding, paging, the
// repetition of appends whose outcome is unknown, and a bounded cache of
// folded states. It imports events, events/codec and
// events/store. A Journal and States are
// safe for concurrent use; they start no goroutine.
package journal

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// Journal is the log as a sequence of decoded events.
type Journal struct{ store store.Store }

// New makes a journal.
func New(s store.Store) *Journal { return &Journal{store: s} }

// Entry is an event to append.
type Entry struct {
	ID    events.ID
	Event events.Event
	Meta  events.Metadata
}

// MaxBatch is how many events the platform appends at once: as many as fit into
// what an EventStoreDB server takes, far fewer than other programs may append.
const MaxBatch = 256

// readPage is how many events one read asks for.
const readPage = 512

// Read visits a stream's events in order, starting at from. It reports false
// when the stream has no events at all.
func (j *Journal) Read(ctx context.Context, stream string, from events.Revision, visit func(events.Recorded) error) (bool, error) {
	for {
		page, err := j.store.ReadStream(ctx, stream, from, store.Forwards, readPage)
		if errors.Is(err, store.ErrNotFound) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("read %s from %d: %w", stream, from, err)
		}
		for _, e := range page.Events {
			rec, err := codec.Decode(e)
			if err != nil {
				return false, fmt.Errorf("decode %s@%d: %w", stream, e.Revision, err)
			}
			if err := visit(rec); err != nil {
				return false, err
			}
		}
		if page.End {
			return true, nil
		}
		from = page.Next
	}
}

// Last is a stream's last event; false when it has none.
func (j *Journal) Last(ctx context.Context, stream string) (events.Recorded, bool, error) {
	page, err := j.store.ReadStream(ctx, stream, store.LastRevision, store.Backwards, 1)
	if errors.Is(err, store.ErrNotFound) || err == nil && len(page.Events) == 0 {
		return events.Recorded{}, false, nil
	}
	if err != nil {
		return events.Recorded{}, false, fmt.Errorf("read end of %s: %w", stream, err)
	}
	rec, err := codec.Decode(page.Events[0])
	if err != nil {
		return events.Recorded{}, false, fmt.Errorf("decode %s@%d: %w", stream, page.Events[0].Revision, err)
	}
	return rec, true, nil
}

// ReadAll returns a page of the whole log, decoded, and where to read on. What
// other programs wrote is not in it.
func (j *Journal) ReadAll(ctx context.Context, from events.Position, filter store.Filter) ([]events.Recorded, events.Position, bool, error) {
	page, err := j.store.ReadAll(ctx, from, store.Forwards, filter, readPage)
	if err != nil {
		return nil, from, false, fmt.Errorf("read log from %s: %w", from, err)
	}
	recs := make([]events.Recorded, 0, len(page.Events))
	for _, e := range page.Events {
		rec, err := codec.Decode(e)
		if errors.Is(err, codec.ErrForeign) {
			continue
		}
		if err != nil {
			return nil, from, false, fmt.Errorf("decode %s@%d: %w", e.Stream, e.Revision, err)
		}
		recs = append(recs, rec)
	}
	return recs, page.Next, page.End, nil
}

// End is the position of the log's last event; zero when it has none.
func (j *Journal) End(ctx context.Context) (events.Position, error) {
	page, err := j.store.ReadAll(ctx, store.LastPosition, store.Backwards, store.Filter{}, 1)
	if err != nil {
		return 0, fmt.Errorf("read end of the log: %w", err)
	}
	if len(page.Events) == 0 {
		return 0, nil
	}
	return page.Events[0].Position, nil
}

// The pauses between repetitions of an append whose outcome is unknown.
const (
	firstPause = 10 * time.Millisecond
	lastPause  = 500 * time.Millisecond
)

// Append appends to a stream. While the store says that the outcome is
// unknown, it repeats the same append until the context ends; the store
// recognises the repeat, so the events get into the log once.
func (j *Journal) Append(ctx context.Context, stream string, expected store.Expected, entries ...Entry) (store.Appended, error) {
	batch, err := encode(entries)
	if err != nil {
		return store.Appended{}, fmt.Errorf("append to %s: %w", stream, err)
	}
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		done, err := j.store.Append(ctx, stream, expected, batch...)
		if err == nil {
			return done, nil
		}
		if !errors.Is(err, store.ErrAmbiguous) {
			return store.Appended{}, fmt.Errorf("append to %s: %w", stream, err)
		}
		if Pause(ctx, pause) != nil {
			return store.Appended{}, fmt.Errorf("append to %s: %w", stream, err)
		}
	}
}

// Size is how many bytes an entry takes in an append.
func Size(e Entry) (int, error) {
	one, err := codec.Encode(e.ID, e.Event, e.Meta)
	return len(one.Data) + len(one.Meta), err
}

func encode(entries []Entry) ([]store.NewEvent, error) {
	batch := make([]store.NewEvent, len(entries))
	for i, e := range entries {
		one, err := codec.Encode(e.ID, e.Event, e.Meta)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", e.Event.EventType(), err)
		}
		batch[i] = one
	}
	return batch, nil
}

// NotWritten reports whether an append surely wrote nothing. Any other error
// leaves that open.
func NotWritten(err error) bool {
	var wrong *store.WrongExpected
	return errors.As(err, &wrong) || errors.Is(err, store.ErrInvalid) || errors.Is(err, store.ErrDeleted)
}

// IsWrongExpected reports whether an append lost a race.
func IsWrongExpected(err error) bool {
	var wrong *store.WrongExpected
	return errors.As(err, &wrong)
}

// Pause waits, or returns the context's error.
func Pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// PauseRandomly waits for up to d, so that those who collided do not collide
// again.
func PauseRandomly(ctx context.Context, d time.Duration) error {
	return Pause(ctx, 1+rand.N(d)) // nobody gains by foreseeing it
}
