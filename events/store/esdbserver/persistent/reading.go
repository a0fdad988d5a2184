package persistent

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Window is what a stream's metadata leaves of it: the events from a revision
// on that were written after a time. Deleted streams have none.
type Window struct {
	Low     events.Revision
	After   time.Time
	Deleted bool
}

// passes says whether an event lies in the window.
func (w Window) passes(e *store.Event) bool { return e.Revision >= w.Low && !e.Created.Before(w.After) }

// read reads a page of the log after a place.
func (a *actor) read(ctx context.Context, after int64, max int) func(time.Time) {
	found, considered, end, err := a.page(ctx, after, max)
	return func(now time.Time) {
		if err == nil {
			a.readWait.worked()
			a.m.loaded(now, found, considered, end)
			return
		}
		a.m.readFailed()
		if errors.Is(err, store.ErrBeyondEnd) {
			a.failure = fmt.Errorf("group %s has read up to %d: %w", a.key, after, err)
			return
		}
		a.readWait.failed(now)
		a.logFailure(ctx, "cannot read the log for a persistent subscription", err)
	}
}

func (a *actor) page(ctx context.Context, after int64, max int) (kept []store.Event, considered int64, end bool, err error) {
	w := Window{}
	if a.key.IsAll() {
		page, err := a.log.ReadAll(ctx, events.Position(after), store.Forwards, a.selector.Load().hint, max)
		if err != nil {
			return nil, 0, false, err
		}
		kept, considered, end = page.Events, int64(page.Next), page.End
	} else {
		if a.window != nil {
			if w, err = a.window(ctx, a.key.Stream); err != nil {
				return nil, 0, false, err
			}
		}
		if w.Deleted {
			return nil, after, true, nil // until somebody appends to it
		}
		page, err := a.log.ReadStream(ctx, a.key.Stream, streamFrom(after, w), store.Forwards, max)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
			return nil, after, true, nil // nothing yet, or nothing any more
		}
		if err != nil {
			return nil, 0, false, err
		}
		kept, considered, end = page.Events, int64(page.Next)-1, page.End
	}
	return a.visible(kept, w), considered, end, nil
}

// visible leaves what the group reads; pages belong to the log.
func (a *actor) visible(page []store.Event, w Window) []store.Event {
	sel := a.selector.Load()
	kept := make([]store.Event, 0, len(page))
	for i := range page {
		e := &page[i]
		if sel.match(e.Stream, e.Type) && (a.key.IsAll() || w.passes(e)) {
			kept = append(kept, *e)
		}
	}
	return kept
}

func streamFrom(after int64, w Window) events.Revision { return max(events.Revision(after+1), w.Low) }

// fetch reads events again.
func (a *actor) fetch(ctx context.Context, want []*message, refs []Ref) func(time.Time) {
	var err error
	got := make([]*store.Event, 0, len(want))
	for _, ref := range refs {
		var e *store.Event
		if e, err = readOne(ctx, a.log, ref); err != nil {
			break
		}
		got = append(got, e)
	}
	return func(now time.Time) {
		if gone := a.m.fetched(now, want, got); gone > 0 {
			a.logger.Warn("events of a persistent subscription are gone from the log", "group", a.key.Group, "stream", a.key.Stream, "events", gone)
		}
		if err == nil {
			a.fetchWait.worked()
			return
		}
		a.fetchWait.failed(now)
		a.logFailure(ctx, "cannot read an event again for a persistent subscription", err)
	}
}

// readOne returns an event, or nil when the log does not have it any more.
func readOne(ctx context.Context, log Log, ref Ref) (*store.Event, error) {
	page, err := log.ReadStream(ctx, ref.Stream, ref.Revision, store.Forwards, 1)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDeleted) {
		return nil, nil // gone is an answer
	}
	if err != nil {
		return nil, err
	}
	if len(page.Events) == 0 || page.Events[0].Revision != ref.Revision || page.Events[0].ID != ref.ID {
		return nil, nil // gone is an answer
	}
	return &page.Events[0], nil
}

func (a *actor) readReplays(ctx context.Context, from int64) func(time.Time) {
	list, err := a.store.Parked(ctx, a.key, true, from, replayBatch)
	return func(now time.Time) {
		if err == nil {
			a.m.replays(list, len(list) == replayBatch)
			return
		}
		a.m.replayFailed()
		if errors.Is(err, ErrNotFound) {
			a.failure = err
			return
		}
		a.readWait.failed(now)
		a.logFailure(ctx, "cannot load parked messages", err)
	}
}
