package esdbserver

import (
	"context"
	"errors"
	"math"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// subscribe serves a subscription until the client ends it. What exists is
// read page by page; then the store's own subscription takes over, which reads
// from disk whenever the client is too slow for memory.
func (r *reading) subscribe(o *streams.ReadReq_Options) error {
	switch x := o.GetStreamOption().(type) {
	case *streams.ReadReq_Options_Stream:
		if o.GetFilter() != nil {
			return invalid("a filter is for the whole log")
		}
		if err := r.openStream(x.Stream.GetStreamIdentifier()); err != nil {
			return err
		}
		return r.subscribeStream(x.Stream)
	case *streams.ReadReq_Options_All:
		var err error
		if r.filter, err = newMatcher(o.GetFilter(), r.server.cfg.Limits); err != nil {
			return err
		}
		return r.subscribeAll(x.All)
	default:
		return invalid("neither a stream nor the whole log is asked for")
	}
}

// confirm tells the client that the subscription stands: all that happens from
// now on will reach it.
func (r *reading) confirm() error {
	return r.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_Confirmation{
		Confirmation: &streams.ReadResp_SubscriptionConfirmation{SubscriptionId: randomID().String()},
	}})
}

// allSubscription is how far a subscription to the whole log is.
type allSubscription struct {
	*reading
	at         events.Position // everything up to here was considered
	considered uint64          // events since the last checkpoint
	live       bool            // it was live before
}

func (r *reading) subscribeAll(o *streams.ReadReq_AllOptions) error {
	sub := &allSubscription{reading: r}
	ctx, cancel := r.page()
	defer cancel()
	head, err := headOf(ctx, r.server.cfg.Store)
	if err != nil {
		return err
	}
	switch x := o.GetAllOption().(type) {
	case *streams.ReadReq_AllOptions_Position:
		if sub.at = position(x.Position); sub.at == store.LastPosition {
			sub.at = head
		}
	case *streams.ReadReq_AllOptions_Start:
	case *streams.ReadReq_AllOptions_End:
		sub.at = head
	default:
		return invalid("no position to subscribe from")
	}
	if sub.at > head {
		return errBeyondEnd
	}
	if err := r.confirm(); err != nil {
		return err
	}
	for end := false; !end; {
		if err := r.check(); err != nil {
			return err
		}
		if end, err = sub.catchUp(); err != nil {
			return err
		}
	}
	return r.follow(sub.at, store.Filter{System: true}, sub.event, sub.caughtUp)
}

// catchUp sends one page.
func (u *allSubscription) catchUp() (end bool, err error) {
	ctx, cancel := u.page()
	page, err := u.server.cfg.Store.ReadAll(ctx, u.at, store.Forwards, store.Filter{System: true}, store.MaxPage)
	cancel()
	if err != nil {
		return false, err
	}
	for i := range page.Events {
		if err := u.event(&page.Events[i]); err != nil {
			return false, err
		}
	}
	u.at = page.Next
	return page.End, nil
}

func (u *allSubscription) event(e *store.Event) error {
	u.at = e.Position
	if u.caller.principal.sees(e) && u.filter.match(e) {
		if err := u.sendEvent(*e); err != nil {
			return err
		}
	}
	if u.filter == nil {
		return nil
	}
	if u.considered++; u.considered >= u.filter.checkpoint {
		return u.checkpoint()
	}
	return nil
}

// checkpoint tells how far a filtered subscription is.
func (u *allSubscription) checkpoint() error {
	u.considered = 0
	return u.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_Checkpoint_{Checkpoint: &streams.ReadResp_Checkpoint{
		CommitPosition:  uint64(u.at),
		PreparePosition: uint64(u.at),
		Timestamp:       timestamppb.New(u.server.cfg.Now()),
	}}})
}

func (u *allSubscription) caughtUp(at events.Position) error {
	u.at = max(u.at, at)
	if u.filter != nil && !u.live {
		if err := u.checkpoint(); err != nil {
			return err
		}
	}
	u.live = true
	turn := &streams.ReadResp_Turn{Timestamp: timestamppb.New(u.server.cfg.Now())}
	if u.at > 0 {
		turn.Position = &wire.Position{CommitPosition: uint64(u.at), PreparePosition: uint64(u.at)}
	}
	return u.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_CaughtUp{CaughtUp: turn}})
}

// follow hands on what the store's subscription gives, and asks for the
// caller's rights again now and then, also when nothing happens.
func (r *reading) follow(from events.Position, filter store.Filter, event func(*store.Event) error, caughtUp func(events.Position) error) (err error) {
	ctx, cancel := r.page()
	sub, err := r.server.cfg.Store.Subscribe(ctx, from, filter)
	cancel()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sub.Close()) }()
	for {
		ctx, cancel := context.WithTimeout(r.ctx, r.server.cfg.Limits.Rights)
		err := hand(ctx, sub, event, caughtUp)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || r.ctx.Err() != nil {
			return err
		}
		if err := r.check(); err != nil {
			return err
		}
	}
}

// hand hands on until the context ends.
func hand(ctx context.Context, sub store.Subscription, event func(*store.Event) error, caughtUp func(events.Position) error) error {
	for {
		message, err := sub.Next(ctx)
		if err != nil {
			return err
		}
		switch m := message.(type) {
		case store.Event:
			err = event(&m)
		case store.CaughtUp:
			err = caughtUp(m.Position)
		case store.Checkpoint: // what does not pass here is not asked for
		}
		if err != nil {
			return err
		}
	}
}

// streamSubscription is how far a subscription to one stream is.
type streamSubscription struct {
	*reading
	next  events.Revision // everything before was sent, or is not to be shown
	known bool            // the stream has events before next
}

func (r *reading) subscribeStream(o *streams.ReadReq_StreamOptions) error {
	sub := &streamSubscription{reading: r}
	ctx, cancel := r.page()
	defer cancel()
	// Whatever the stream gets after this position comes from the log's
	// subscription; all before it is read from the stream.
	head, err := headOf(ctx, r.server.cfg.Store)
	if err != nil {
		return err
	}
	last, exists, err := r.server.head(ctx, r.stream)
	if err != nil {
		return err
	}
	switch x := o.GetRevisionOption().(type) {
	case *streams.ReadReq_StreamOptions_Revision:
		if x.Revision >= math.MaxInt64 {
			return invalid("revision to subscribe from is out of range")
		}
		sub.next = events.Revision(x.Revision) + 1
	case *streams.ReadReq_StreamOptions_Start:
	case *streams.ReadReq_StreamOptions_End:
		if exists {
			sub.next = last.Revision + 1
		}
	default:
		return invalid("no revision to subscribe from")
	}
	sub.known = exists
	if err := r.confirm(); err != nil {
		return err
	}
	if err := sub.catchUp(); err != nil {
		return err
	}
	return r.follow(head, store.Filter{Streams: []string{r.stream}, System: true}, sub.event, sub.caughtUp)
}

// catchUp sends what the stream has.
func (u *streamSubscription) catchUp() error {
	w, err := u.window()
	if errors.Is(err, store.ErrNotFound) {
		return nil // it may come
	} else if err != nil {
		return err
	}
	u.remaining = math.MaxUint64
	for from := max(u.next, w.low); ; {
		page, err := u.streamPage(from, store.Forwards)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		for i := range page.Events {
			u.next, u.known = page.Events[i].Revision+1, true
			if err := u.offer(&page.Events[i], w); err != nil {
				return err
			}
		}
		if page.End {
			return nil
		}
		from = page.Next
	}
}

func (u *streamSubscription) event(e *store.Event) error {
	if e.Revision < u.next {
		return nil // sent before
	}
	u.next, u.known = e.Revision+1, true
	if e.Type == store.TombstoneType {
		return streamDeleted(u.stream)
	}
	if !u.caller.principal.seesType(e) {
		return nil
	}
	return u.sendEvent(*e)
}

func (u *streamSubscription) caughtUp(events.Position) error {
	turn := &streams.ReadResp_Turn{Timestamp: timestamppb.New(u.server.cfg.Now())}
	if u.known && u.next > 0 {
		last := int64(u.next - 1) // a revision
		turn.StreamRevision = &last
	}
	return u.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_CaughtUp{CaughtUp: turn}})
}
