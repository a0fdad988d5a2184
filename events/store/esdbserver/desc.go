package esdbserver

import (
	"context"

	"google.golang.org/grpc"

	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// The names of the services as the protocol has them. Our messages have names
// of their own, so the descriptions are written by hand.
const (
	streamsName  = "event_store.client.streams.Streams"
	featuresName = "event_store.client.server_features.ServerFeatures"
	gossipName   = "event_store.client.gossip.Gossip"
)

var (
	streamsService = grpc.ServiceDesc{
		ServiceName: streamsName,
		HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{
			unaryMethod(streamsName, "Delete", (*Server).delete),
			unaryMethod(streamsName, "Tombstone", (*Server).tombstone),
		},
		Streams: []grpc.StreamDesc{
			{StreamName: "Read", ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
				req := new(streams.ReadReq)
				if err := stream.RecvMsg(req); err != nil {
					return err
				}
				return srv.(*Server).read(req, stream) //nolint:forcetypeassert // registered with a Server
			}},
			{StreamName: "Append", ClientStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
				return srv.(*Server).append(stream) //nolint:forcetypeassert // registered with a Server
			}},
			{StreamName: "BatchAppend", ClientStreams: true, ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
				return srv.(*Server).batchAppend(stream) //nolint:forcetypeassert // registered with a Server
			}},
		},
	}
	featuresService = grpc.ServiceDesc{
		ServiceName: featuresName,
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{unaryMethod(featuresName, "GetSupportedMethods", (*Server).supportedMethods)},
	}
	gossipService = grpc.ServiceDesc{
		ServiceName: gossipName,
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{unaryMethod(gossipName, "Read", (*Server).gossip)},
	}
)

// openMethods may be called by anybody: clients call them before they know
// whether credentials are wanted. They tell a version and an address.
var openMethods = map[string]bool{
	"/" + featuresName + "/GetSupportedMethods": true,
	"/" + gossipName + "/Read":                  true,
}

// unaryMethod describes a method of one request and one answer.
func unaryMethod[Impl, Req, Resp any](service, name string, call func(Impl, context.Context, *Req) (*Resp, error)) grpc.MethodDesc {
	full := "/" + service + "/" + name
	return grpc.MethodDesc{
		MethodName: name,
		Handler: func(srv any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
			req := new(Req)
			if err := decode(req); err != nil {
				return nil, err
			}
			handle := func(ctx context.Context, req any) (any, error) {
				return call(srv.(Impl), ctx, req.(*Req)) //nolint:forcetypeassert // registered so
			}
			if interceptor == nil {
				return handle(ctx, req)
			}
			return interceptor(ctx, req, &grpc.UnaryServerInfo{Server: srv, FullMethod: full}, handle)
		},
	}
}

var empty = new(wire.Empty) // sent as it is, never changed
