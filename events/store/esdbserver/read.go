package esdbserver

import (
	"context"
	"errors"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// read serves Streams.Read in all its forms.
func (s *Server) read(req *streams.ReadReq, stream grpc.ServerStream) error {
	o := req.GetOptions()
	ctx, release, err := s.long(stream.Context())
	if err != nil {
		return err
	}
	defer release()
	r := &reading{
		server: s, ctx: ctx, caller: callerFrom(ctx), out: stream,
		frame:     eventFrame{idAsText: o.GetUuidOption().GetString_() != nil},
		positions: o.GetControlOption().GetCompatibility() >= 1,
		resolve:   o.GetResolveLinks(),
	}
	switch count := o.GetCountOption().(type) {
	case *streams.ReadReq_Options_Count:
		r.remaining = count.Count
		err = r.read(o)
	case *streams.ReadReq_Options_Subscription:
		if o.GetReadDirection() != streams.ReadReq_FORWARDS {
			return invalid("a subscription reads forwards")
		}
		err = r.subscribe(o)
	default:
		return invalid("neither a count nor a subscription is asked for")
	}
	if ctx.Err() != nil {
		return ended(ctx)
	}
	return storeFault(r.stream, err)
}

// reading is one call of Read; it is for the goroutine that serves the call.
type reading struct {
	server    *Server
	ctx       context.Context // of the call that this is
	caller    *caller
	out       grpc.ServerStream
	frame     eventFrame
	stream    string // empty: the whole log
	filter    *matcher
	remaining uint64 // events still wanted of a read with a count
	positions bool   // the client understands where streams begin and end
	resolve   bool   // the client wants the events that links point to
}

func (r *reading) read(o *streams.ReadReq_Options) error {
	backwards := o.GetReadDirection() == streams.ReadReq_BACKWARDS
	switch x := o.GetStreamOption().(type) {
	case *streams.ReadReq_Options_Stream:
		if o.GetFilter() != nil {
			return invalid("a filter is for the whole log")
		}
		if err := r.openStream(x.Stream.GetStreamIdentifier()); err != nil {
			return err
		}
		return r.readStream(x.Stream, backwards)
	case *streams.ReadReq_Options_All:
		var err error
		if r.filter, err = newMatcher(o.GetFilter(), r.server.cfg.Limits); err != nil {
			return err
		}
		return r.readAll(x.All, backwards)
	default:
		return invalid("neither a stream nor the whole log is asked for")
	}
}

func (r *reading) openStream(id *wire.StreamIdentifier) (err error) {
	if r.stream, err = streamName(id); err != nil {
		return err
	}
	return r.checkStream()
}

func (r *reading) checkStream() error {
	if r.stream != "" && !r.caller.principal.mayReadStream(r.stream) {
		return accessDenied("stream " + r.stream)
	}
	return nil
}

// check is called between pages: rights may have been taken away.
func (r *reading) check() error {
	if err := r.server.rights.refresh(r.ctx, r.caller); err != nil {
		return err
	}
	return r.checkStream()
}

// page bounds one call of the store.
func (r *reading) page() (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.ctx, r.server.cfg.Limits.Deadline)
}

// sendEvent sends an event that the caller may see.
func (r *reading) sendEvent(e store.Event) error {
	if r.resolve && e.Type == linkType {
		return r.sendLink(e)
	}
	r.frame.set(r.server.view(r.caller.principal, e))
	return r.out.SendMsg(&r.frame)
}

// view takes out of an event what the principal may not see.
func (s *Server) view(p *Principal, e store.Event) store.Event {
	if s.cfg.View == nil {
		return e
	}
	return s.cfg.View(*p, e)
}

func (r *reading) sendNotFound() error {
	return r.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_StreamNotFound_{
		StreamNotFound: &streams.ReadResp_StreamNotFound{StreamIdentifier: &wire.StreamIdentifier{StreamName: []byte(r.stream)}},
	}})
}

// readAll reads the whole log: forwards from a position inclusive, backwards
// from it exclusive.
func (r *reading) readAll(o *streams.ReadReq_AllOptions, backwards bool) error {
	from, dir := events.Position(0), store.Forwards
	if backwards {
		dir = store.Backwards
	}
	switch x := o.GetAllOption().(type) {
	case *streams.ReadReq_AllOptions_Position:
		from = position(x.Position)
		if !backwards && from > 0 {
			from-- // the store's reads begin after a position
		}
	case *streams.ReadReq_AllOptions_Start:
	case *streams.ReadReq_AllOptions_End:
		from = store.LastPosition
	default:
		return invalid("no position to read from")
	}
	if !backwards && from >= store.LastPosition-1 {
		return nil // nothing lies after the end
	}
	for r.remaining > 0 {
		if err := r.check(); err != nil {
			return err
		}
		page, err := r.allPage(from, dir)
		if err != nil {
			if errors.Is(err, store.ErrBeyondEnd) {
				return nil
			}
			return err
		}
		for i := range page.Events {
			e := &page.Events[i]
			if r.remaining == 0 || !r.caller.principal.sees(e) || !r.filter.match(e) {
				continue
			}
			if err := r.sendEvent(*e); err != nil {
				return err
			}
			r.remaining--
		}
		if page.End {
			return nil
		}
		from = page.Next
	}
	return nil
}

func (r *reading) allPage(from events.Position, dir store.Direction) (store.AllPage, error) {
	ctx, cancel := r.page()
	defer cancel()
	size := store.MaxPage
	if r.filter == nil && r.caller.principal.Admin {
		size = pageSize(r.remaining)
	}
	return r.server.cfg.Store.ReadAll(ctx, from, dir, r.filter.hint(r.caller.principal), size)
}

func pageSize(remaining uint64) int {
	return int(min(remaining, store.MaxPage)) // at most MaxPage
}

// position reads a place in the log; both numbers are the same in ours. The
// largest ones stand for the end.
func position(p *wire.Position) events.Position {
	return events.Position(min(p.GetCommitPosition(), uint64(store.LastPosition)))
}

// head is a stream's last event. ErrDeleted: it has ended for good.
func (s *Server) head(ctx context.Context, stream string) (store.Event, bool, error) {
	page, err := s.cfg.Store.ReadStream(ctx, stream, store.LastRevision, store.Backwards, 1)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return store.Event{}, false, nil
	case err != nil:
		return store.Event{}, false, err
	case len(page.Events) == 0:
		return store.Event{}, false, nil
	}
	return page.Events[0], true, nil
}

// checkTombstone fails, speaking of about, when the stream has ended for good.
func (s *Server) checkTombstone(ctx context.Context, stream, about string) error {
	if stream == "" {
		return nil
	}
	if _, _, err := s.head(ctx, stream); errors.Is(err, store.ErrDeleted) {
		return streamDeleted(about)
	} else if err != nil {
		return err
	}
	return nil
}

var errBeyondEnd = newFault(codes.OutOfRange, "the position lies beyond the end of the log: it belongs to another log, or this one was put back to an earlier state", "")
