package esdbserver

import (
	"context"
	"errors"
	"io"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/persistent"
	groups "github.com/parley-video/parley/events/store/esdbserver/persistent"
)

// maxIDs is how many messages one acknowledgement may name.
const maxIDs = 10_000

// consuming is one call of Read: a consumer of a group. The goroutine of the
// call sends; another one takes what the client says of the messages, so that
// a client may say so before it reads on.
type consuming struct {
	*persistentServer
	key      groups.Key
	caller   *caller
	consumer *groups.Consumer
	out      grpc.ServerStream
	idAsText bool
	links    bool // to be resolved
}

// read serves a consumer until the client or the group ends it.
func (p *persistentServer) read(stream grpc.ServerStream) error {
	ctx, release, err := p.long(stream.Context())
	if err != nil {
		return err
	}
	defer release()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	in := newInbox[persistent.ReadReq](p.Server, ctx, stream)
	first, err := in.next(ctx)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return p.over(ctx, stream, groups.Key{}, err)
	}
	o := first.GetOptions()
	if o == nil {
		return invalid("the first message has no options")
	}
	c := &consuming{
		persistentServer: p, caller: callerFrom(ctx), out: stream,
		idAsText: o.GetUuidOption().GetString_() != nil,
	}
	if c.key, err = groupKey(o.GetStreamIdentifier(), o.GetAll(), o.GetGroupName()); err != nil {
		return err
	}
	if err := c.open(ctx, int(o.GetBufferSize())); err != nil {
		return p.over(ctx, stream, c.key, err)
	}
	defer c.consumer.Close()
	answers := make(chan struct{})
	go func() {
		defer close(answers)
		cancel(c.answers(ctx, in))
	}()
	err = c.serve(ctx)
	cancel(nil)
	<-answers
	return p.over(ctx, stream, c.key, err)
}

// over is the answer to a call that ends.
func (p *persistentServer) over(ctx context.Context, stream grpc.ServerStream, key groups.Key, err error) error {
	if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.Canceled) {
		err = cause
	}
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return nil
	case stream.Context().Err() != nil: // nobody is there to be told
		return storeFault("", context.Canceled)
	case errors.Is(err, groups.ErrClosed):
		return errStopping
	}
	if _, ok := status.FromError(err); ok {
		return err // what gRPC says of the connection, or a fault
	}
	return groupFault(key, err)
}

// open joins the group and confirms that.
func (c *consuming) open(ctx context.Context, buffer int) error {
	d, err := c.owned(ctx, c.key)
	if err != nil {
		return err
	}
	c.links = d.Settings.ResolveLinks
	if buffer < 1 {
		return invalid("buffer size is below 1")
	}
	info := groups.ConsumerInfo{ID: randomID().String(), User: c.caller.principal.Name, Buffer: buffer}
	if from, ok := peer.FromContext(ctx); ok {
		info.From = from.Addr.String()
	}
	if md, ok := metadata.FromIncomingContext(ctx); ok {
		if names := md.Get("connection-name"); len(names) > 0 {
			info.Name = names[0]
		}
	}
	if c.consumer, err = c.groups.Connect(ctx, c.key, info); err != nil {
		return err
	}
	err = c.out.SendMsg(&persistent.ReadResp{Content: &persistent.ReadResp_SubscriptionConfirmation_{
		SubscriptionConfirmation: &persistent.ReadResp_SubscriptionConfirmation{SubscriptionId: info.ID},
	}})
	if err != nil {
		c.consumer.Close()
	}
	return err
}

// serve sends messages until somebody ends it.
func (c *consuming) serve(ctx context.Context) error {
	rights := time.NewTicker(c.cfg.Limits.Rights)
	defer rights.Stop()
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-c.consumer.Done():
			return c.consumer.Err()
		case <-rights.C:
			if err := c.check(ctx); err != nil {
				return err
			}
		case d := <-c.consumer.Events():
			if err := c.check(ctx); err != nil {
				return err
			}
			if err := c.send(ctx, d); err != nil {
				return err
			}
		}
	}
}

// check asks for the caller's rights when the last answer is old.
func (c *consuming) check(ctx context.Context) error {
	before := c.caller.principal
	if err := c.rights.refresh(ctx, c.caller); err != nil {
		return err
	}
	if c.caller.principal == before {
		return nil
	}
	return c.mayRead(c.caller.principal, c.key)
}

// send sends a message. What the caller may not see any more is passed over.
func (c *consuming) send(ctx context.Context, d groups.Delivery) error {
	defer c.consumer.Sent(d)
	if !c.sees(&d.Event) {
		return c.consumer.Nack(ctx, []events.ID{d.Event.ID}, groups.Skip, "")
	}
	event, link, err := c.shown(ctx, c.caller.principal, d.Event, c.links, c.idAsText)
	if err != nil {
		return err
	}
	return c.out.SendMsg(&persistent.ReadResp{Content: &persistent.ReadResp_Event{Event: &persistent.ReadResp_ReadEvent{
		Event: event, Link: link,
		Position: &persistent.ReadResp_ReadEvent_CommitPosition{CommitPosition: uint64(d.Event.Position)},
		Count:    &persistent.ReadResp_ReadEvent_RetryCount{RetryCount: clamp(d.Retries)},
	}}})
}

func (c *consuming) sees(e *store.Event) bool {
	if c.key.IsAll() {
		return c.caller.principal.sees(e)
	}
	return c.caller.principal.seesType(e)
}

// answers takes what the client says until it has said all.
func (c *consuming) answers(ctx context.Context, in *inbox[persistent.ReadReq]) error {
	for {
		m, err := in.next(ctx)
		if err != nil {
			return err
		}
		switch x := m.GetContent().(type) {
		case *persistent.ReadReq_Ack_:
			var ids []events.ID
			if ids, err = parseIDs(x.Ack.GetIds()); err == nil {
				err = c.consumer.Ack(ctx, ids)
			}
		case *persistent.ReadReq_Nack_:
			var ids []events.ID
			if ids, err = parseIDs(x.Nack.GetIds()); err == nil {
				err = c.consumer.Nack(ctx, ids, action(x.Nack.GetAction()), x.Nack.GetReason())
			}
		default:
			err = invalid("neither an acknowledgement nor a refusal")
		}
		if err != nil {
			return err
		}
	}
}

func action(a persistent.ReadReq_Action) groups.Action {
	switch a {
	case persistent.ReadReq_PARK:
		return groups.Park
	case persistent.ReadReq_SKIP:
		return groups.Skip
	case persistent.ReadReq_STOP:
		return groups.Stop
	case persistent.ReadReq_RETRY:
		return groups.Retry
	case persistent.ReadReq_UNKNOWN:
	}
	return groups.Unknown
}
