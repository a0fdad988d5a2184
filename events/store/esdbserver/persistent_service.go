package esdbserver

import (
	"context"
	"errors"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/persistent"
	groups "github.com/parley-video/parley/events/store/esdbserver/persistent"
)

const persistentName = "event_store.client.persistent_subscriptions.PersistentSubscriptions"

// persistentServer is the service of persistent subscriptions: groups of
// consumers whose progress the server keeps.
//
// A group belongs to the principal that made it, and sees what that one saw.
// An administrator may use all groups.
type persistentServer struct {
	*Server
	groups *groups.Service
}

var persistentService = grpc.ServiceDesc{
	ServiceName: persistentName,
	HandlerType: (*any)(nil),
	Streams: []grpc.StreamDesc{
		unaryMethod("Create", (*persistentServer).create),
		unaryMethod("Update", (*persistentServer).update),
		unaryMethod("Delete", (*persistentServer).remove),
		unaryMethod("GetInfo", (*persistentServer).info),
		unaryMethod("ReplayParked", (*persistentServer).replay),
		unaryMethod("List", (*persistentServer).list),
		unaryMethod("RestartSubsystem", (*persistentServer).restart),
		{StreamName: "Read", ClientStreams: true, ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
			return srv.(*persistentServer).read(stream) // registered with one
		}},
	},
}

func (s *Server) extendPersistent() error {
	if s.cfg.Persistent == nil {
		return nil
	}
	p := &persistentServer{Server: s}
	var err error
	p.groups, err = groups.New(groups.Config{
		Log: s.cfg.Store, Store: s.cfg.Persistent, Logger: s.cfg.Logger, Window: p.window,
	})
	if err != nil {
		return err
	}
	both := []string{"stream", "all"}
	s.extensions = append(s.extensions, extension{
		desc: &persistentService, impl: p, run: p.groups.Run,
		methods: []method{
			{persistentName, "Create", both},
			{persistentName, "Update", both},
			{persistentName, "Delete", both},
			{persistentName, "Read", both},
			{persistentName, "GetInfo", both},
			{persistentName, "ReplayParked", both},
			{persistentName, "List", both},
			{persistentName, "RestartSubsystem", nil},
		},
	})
	return nil
}

// window is what a stream's metadata leaves of it.
func (p *persistentServer) window(ctx context.Context, stream string) (groups.Window, error) {
	w, err := (&reading{server: p.Server, ctx: ctx, stream: stream}).window()
	var f *fault
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrDeleted), errors.As(err, &f):
		return groups.Window{Deleted: true}, nil
	case err != nil:
		return groups.Window{}, err
	}
	return groups.Window{Low: w.low, After: w.after}, nil
}

func (p *persistentServer) create(ctx context.Context, req *persistent.CreateReq) (*persistent.CreateResp, error) {
	who := principalFrom(ctx)
	d, err := definition(req.GetOptions(), p.cfg.Limits)
	if err != nil {
		return nil, err
	}
	if err := p.mayRead(who, d.Key); err != nil {
		return nil, err
	}
	d.Owner, d.Created = who.ID, p.cfg.Now().UTC()
	seenBy(who, &d)
	return new(persistent.CreateResp), groupFault(d.Key, p.groups.Create(ctx, d))
}

// seenBy leaves of a group's events what a principal sees.
func seenBy(who *Principal, d *groups.Definition) {
	_, metadata := originalStream(d.Key.Stream) // its events are all of a system type
	d.Filter.System = who.Admin || metadata
	if who.Admin || metadata {
		return
	}
	d.Filter.Types = who.Types
	if d.Key.IsAll() {
		d.Filter.Streams = who.Streams
	}
}

// mayRead says whether a principal may read what a group on the stream reads.
// Everybody may have a group on the whole log: it sees what its owner sees.
func (p *persistentServer) mayRead(who *Principal, key groups.Key) error {
	if key.IsAll() || who.mayReadStream(key.Stream) {
		return nil
	}
	return accessDenied("stream " + key.Stream)
}

// owned finds a group that the caller may use.
func (p *persistentServer) owned(ctx context.Context, key groups.Key) (groups.Definition, error) {
	who := principalFrom(ctx)
	d, err := p.groups.Definition(ctx, key)
	if err != nil {
		return d, groupFault(key, err)
	}
	if !mayUse(who, d) {
		return d, accessDenied("subscription group " + key.String())
	}
	return d, p.mayRead(who, key)
}

func mayUse(who *Principal, d groups.Definition) bool { return who.Admin || who.ID == d.Owner }

func (p *persistentServer) update(ctx context.Context, req *persistent.UpdateReq) (*persistent.UpdateResp, error) {
	d, err := definition(req.GetOptions(), p.cfg.Limits)
	if err != nil {
		return nil, err
	}
	if _, err := p.owned(ctx, d.Key); err != nil {
		return nil, err
	}
	err = p.groups.Update(ctx, d.Key, func(now *groups.Definition) { // the filter stays
		now.Start, now.Settings = d.Start, d.Settings
	})
	return new(persistent.UpdateResp), groupFault(d.Key, err)
}

func (p *persistentServer) remove(ctx context.Context, req *persistent.DeleteReq) (*persistent.DeleteResp, error) {
	o := req.GetOptions()
	key, err := groupKey(o.GetStreamIdentifier(), o.GetAll(), o.GetGroupName())
	if err != nil {
		return nil, err
	}
	if _, err := p.owned(ctx, key); err != nil {
		return nil, err
	}
	return new(persistent.DeleteResp), groupFault(key, p.groups.Delete(ctx, key))
}

func (p *persistentServer) info(ctx context.Context, req *persistent.GetInfoReq) (*persistent.GetInfoResp, error) {
	o := req.GetOptions()
	key, err := groupKey(o.GetStreamIdentifier(), o.GetAll(), o.GetGroupName())
	if err != nil {
		return nil, err
	}
	if _, err := p.owned(ctx, key); err != nil {
		return nil, err
	}
	i, err := p.groups.Info(ctx, key)
	if err != nil {
		return nil, groupFault(key, err)
	}
	return &persistent.GetInfoResp{SubscriptionInfo: infoMessage(&i)}, nil
}

func (p *persistentServer) list(ctx context.Context, req *persistent.ListReq) (*persistent.ListResp, error) {
	var stream string // empty: all of them
	switch o := req.GetOptions().GetListOption().(type) {
	case *persistent.ListReq_Options_ListAllSubscriptions:
	case *persistent.ListReq_Options_ListForStream:
		key, err := groupKey(o.ListForStream.GetStream(), o.ListForStream.GetAll(), "any")
		if err != nil {
			return nil, err
		}
		stream = key.Stream
	default:
		return nil, invalid("neither all subscriptions nor those of a stream are asked for")
	}
	who := principalFrom(ctx)
	all, err := p.groups.List(ctx, func(d groups.Definition) bool {
		return mayUse(who, d) && (stream == "" || d.Key.Stream == stream)
	})
	if err != nil {
		return nil, groupFault(groups.Key{Stream: stream}, err)
	}
	if stream != "" && len(all) == 0 {
		return nil, groupFault(groups.Key{Stream: stream}, groups.ErrNotFound)
	}
	resp := new(persistent.ListResp)
	for i := range all {
		resp.Subscriptions = append(resp.Subscriptions, infoMessage(&all[i]))
	}
	return resp, nil
}

func (p *persistentServer) replay(ctx context.Context, req *persistent.ReplayParkedReq) (*persistent.ReplayParkedResp, error) {
	o := req.GetOptions()
	key, err := groupKey(o.GetStreamIdentifier(), o.GetAll(), o.GetGroupName())
	if err != nil {
		return nil, err
	}
	stopAt := int64(-1)
	if limit, ok := o.GetStopAtOption().(*persistent.ReplayParkedReq_Options_StopAt); ok {
		if stopAt = limit.StopAt; stopAt < 0 {
			return nil, invalid("stop at is negative")
		}
	}
	if _, err := p.owned(ctx, key); err != nil {
		return nil, err
	}
	return new(persistent.ReplayParkedResp), groupFault(key, p.groups.Replay(ctx, key, stopAt))
}

func (p *persistentServer) restart(ctx context.Context, _ *wire.Empty) (*wire.Empty, error) {
	if !principalFrom(ctx).Admin {
		return nil, accessDenied("all subscription groups")
	}
	return empty, groupFault(groups.Key{}, p.groups.Restart(ctx))
}

// groupFault is the answer to an error about a group.
func groupFault(key groups.Key, err error) error {
	names := func(code codes.Code, message, exception string) *fault {
		return newFault(code, "Subscription group "+key.String()+" "+message, exception,
			trailerStream, trailerText(key.Stream), "group-name", trailerText(key.Group))
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, groups.ErrNotFound):
		return names(codes.NotFound, "does not exist.", "persistent-subscription-does-not-exist")
	case errors.Is(err, groups.ErrExists):
		return names(codes.AlreadyExists, "exists.", "persistent-subscription-exists")
	case errors.Is(err, groups.ErrDropped):
		return names(codes.Canceled, "was dropped.", "persistent-subscription-dropped")
	case errors.Is(err, groups.ErrFenced):
		return names(codes.Canceled, "is served elsewhere now.", "persistent-subscription-dropped")
	case errors.Is(err, groups.ErrMaxSubscribers):
		return names(codes.FailedPrecondition, "has as many consumers as it may have.", "maximum-subscribers-reached")
	case errors.Is(err, groups.ErrTooManyGroups):
		return newFault(codes.ResourceExhausted, err.Error(), "")
	case errors.Is(err, groups.ErrClosed):
		return newFault(codes.Unavailable, "persistent subscriptions are not served at the moment", "")
	case errors.Is(err, store.ErrBeyondEnd):
		return errBeyondEnd
	}
	return storeFault(key.Stream, err)
}
