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
		Streams: []grpc.StreamDesc{
			unaryMethod("Delete", (*Server).delete),
			unaryMethod("Tombstone", (*Server).tombstone),
			{StreamName: "Read", ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
				req := new(streams.ReadReq)
				if err := stream.RecvMsg(req); err != nil {
					return err
				}
				return srv.(*Server).read(req, stream) // registered with a Server
			}},
			{StreamName: "Append", ClientStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
				return srv.(*Server).append(stream) // registered with a Server
			}},
			{StreamName: "BatchAppend", ClientStreams: true, ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
				return srv.(*Server).batchAppend(stream) // registered with a Server
			}},
		},
	}
	featuresService = grpc.ServiceDesc{
		ServiceName: featuresName,
		HandlerType: (*any)(nil),
		Streams:     []grpc.StreamDesc{openMethod("GetSupportedMethods", (*Server).supportedMethods)},
	}
	gossipService = grpc.ServiceDesc{
		ServiceName: gossipName,
		HandlerType: (*any)(nil),
		Streams:     []grpc.StreamDesc{openMethod("Read", (*Server).gossip)},
	}
)

// openMethods may be called by anybody: clients call them before they know
// whether credentials are wanted. They tell a version and an address.
var openMethods = map[string]bool{
	"/" + featuresName + "/GetSupportedMethods": true,
	"/" + gossipName + "/Read":                  true,
}

// unaryMethod describes a method of one request and one answer. To gRPC it is a
// stream, which is the same on the wire: of its own unary methods gRPC receives
// the request before anybody is asked who calls, and 256 requests of 17 MiB on
// every connection of strangers would be more memory than there is. ServerStreams
// is what makes gRPC ask our interceptor.
func unaryMethod[Impl, Req, Resp any](name string, call func(Impl, context.Context, *Req) (*Resp, error)) grpc.StreamDesc {
	return grpc.StreamDesc{StreamName: name, ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
		req := new(Req)
		if err := stream.RecvMsg(req); err != nil {
			return receiveFault(err, "the request is missing")
		}
		resp, err := call(srv.(Impl), stream.Context(), req) // registered so
		if err != nil {
			return err
		}
		return stream.SendMsg(resp)
	}}
}

// openMethod describes one of openMethods. Its request holds nothing and is not
// received.
func openMethod[Resp any](name string, call func(*Server, context.Context) (*Resp, error)) grpc.StreamDesc {
	return grpc.StreamDesc{StreamName: name, ServerStreams: true, Handler: func(srv any, stream grpc.ServerStream) error {
		resp, err := call(srv.(*Server), stream.Context()) // registered with a Server
		if err != nil {
			return err
		}
		return stream.SendMsg(resp)
	}}
}

var empty = new(wire.Empty) // sent as it is, never changed
