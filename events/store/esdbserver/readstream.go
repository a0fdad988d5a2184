package esdbserver

import (
	"errors"
	"math"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// readStream reads one stream, both ways inclusive.
func (r *reading) readStream(o *streams.ReadReq_StreamOptions, backwards bool) error {
	var from events.Revision
	switch x := o.GetRevisionOption().(type) {
	case *streams.ReadReq_StreamOptions_Revision:
		from = events.Revision(min(x.Revision, math.MaxInt64))
	case *streams.ReadReq_StreamOptions_Start:
	case *streams.ReadReq_StreamOptions_End:
		from = store.LastRevision
	default:
		return invalid("no revision to read from")
	}
	window, err := r.window()
	switch {
	case errors.Is(err, store.ErrNotFound):
		return r.sendNotFound()
	case err != nil:
		return err
	}
	sent := r.remaining
	if backwards {
		err = r.streamBackwards(from, window)
	} else {
		err = r.streamForwards(from, window)
	}
	if err != nil {
		if errors.Is(err, store.ErrNotFound) {
			return r.sendNotFound()
		}
		return err
	}
	if r.positions {
		return r.sendEnds(window, !backwards && sent == r.remaining && from < window.low)
	}
	return nil
}

// sendEnds tells where the stream ends, and where it begins when what was
// asked for is not there any more.
func (r *reading) sendEnds(w window, truncated bool) error {
	if truncated {
		err := r.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_FirstStreamPosition{FirstStreamPosition: uint64(w.low)}})
		if err != nil {
			return err
		}
	}
	if !w.known {
		return nil
	}
	return r.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_LastStreamPosition{LastStreamPosition: uint64(w.last)}})
}

// window is the part of a stream that its metadata leaves.
type window struct {
	low   events.Revision // the first revision that may be shown
	last  events.Revision // the stream's last revision
	known bool            // last was asked for
	after time.Time       // events before this are too old; zero: none is
}

// window asks for the metadata. A deleted stream, and the metadata of a
// tombstoned one, are ErrNotFound and ErrDeleted.
func (r *reading) window() (window, error) {
	ctx, cancel := r.page()
	defer cancel()
	s := r.server
	m, err := s.metadata.of(ctx, r.stream)
	if err != nil {
		return window{}, err
	}
	if original, ok := originalStream(r.stream); ok {
		if err := s.checkTombstone(ctx, original, r.stream); err != nil {
			return window{}, err
		}
	}
	w := window{low: m.truncateBefore}
	if m.maxAge > 0 {
		w.after = s.cfg.Now().Add(-m.maxAge)
	}
	if m.softDeleted() {
		// A tombstone says more than a deletion that can be undone.
		if err := s.checkTombstone(ctx, r.stream, r.stream); err != nil {
			return window{}, err
		}
		return window{}, store.ErrNotFound
	}
	if m.maxCount == 0 && !r.positions {
		return w, nil
	}
	head, exists, err := s.head(ctx, r.stream)
	if err != nil {
		return window{}, err
	}
	if !exists {
		return window{}, store.ErrNotFound
	}
	w.last, w.known = head.Revision, true
	if m.maxCount > 0 && uint64(w.last)+1 > m.maxCount {
		w.low = max(w.low, w.last+1-events.Revision(m.maxCount))
	}
	return w, nil
}

func (r *reading) streamForwards(from events.Revision, w window) error {
	from = max(from, w.low)
	if r.remaining == 0 {
		return r.exists()
	}
	for r.remaining > 0 {
		page, err := r.streamPage(from, store.Forwards)
		if err != nil {
			return err
		}
		for i := range page.Events {
			if err := r.offer(&page.Events[i], w); err != nil {
				return err
			}
		}
		if page.End {
			return nil
		}
		from = page.Next
	}
	return nil
}

func (r *reading) streamBackwards(from events.Revision, w window) error {
	if r.remaining == 0 {
		return r.exists()
	}
	for r.remaining > 0 {
		page, err := r.streamPage(from, store.Backwards)
		if err != nil {
			return err
		}
		for i := range page.Events {
			if page.Events[i].Revision < w.low {
				return nil
			}
			if err := r.offer(&page.Events[i], w); err != nil {
				return err
			}
		}
		if page.End {
			return nil
		}
		from = page.Next
	}
	return nil
}

func (r *reading) exists() error {
	_, err := r.streamPage(0, store.Forwards)
	return err
}

// offer sends an event of a stream unless that may not be shown.
func (r *reading) offer(e *store.Event, w window) error {
	if r.remaining == 0 || e.Created.Before(w.after) || !r.caller.principal.seesType(e) {
		return nil
	}
	r.remaining--
	return r.sendEvent(*e)
}

func (r *reading) streamPage(from events.Revision, dir store.Direction) (store.StreamPage, error) {
	if err := r.check(); err != nil {
		return store.StreamPage{}, err
	}
	ctx, cancel := r.page()
	defer cancel()
	return r.server.cfg.Store.ReadStream(ctx, r.stream, from, dir, max(1, pageSize(r.remaining)))
}
