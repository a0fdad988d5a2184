package esdbserver_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
)

const persistentService = "/event_store.client.persistent_subscriptions.PersistentSubscriptions/"

// begin begins a call of which the client says nothing.
func begin(t *testing.T, conn *grpc.ClientConn, ctx context.Context, method string) grpc.ClientStream {
	t.Helper()
	s, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, method)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Who has no credentials is refused before a byte of what he sends is taken, in
// every method: nothing here sends a request, so that a server which waited for
// it would not answer.
func TestStrangersAreRefusedUnheard(t *testing.T) {
	conn := raw(t, func(cfg *esdbserver.Config) {
		cfg.Insecure, cfg.Persistent = nil, persistent.NewMemory()
	}).conn
	for _, method := range []string{
		service + "Read", service + "Append", service + "BatchAppend", service + "Delete", service + "Tombstone",
		persistentService + "Create", persistentService + "Update", persistentService + "Delete", persistentService + "Read",
		persistentService + "GetInfo", persistentService + "ReplayParked", persistentService + "List", persistentService + "RestartSubsystem",
	} {
		for name, header := range map[string]string{
			"none": "", "basic": "Basic YTpi", "bearer": "Bearer x", "no base64": "Basic ?", "other": "Digest x",
		} {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			if header != "" {
				ctx = metadata.AppendToOutgoingContext(ctx, "authorization", header)
			}
			if err := begin(t, conn, ctx, method).RecvMsg(new(wire.Empty)); status.Code(err) != codes.Unauthenticated {
				t.Errorf("%s with credentials %s: %v", method, name, err)
			}
			cancel()
		}
	}
}

// What anybody may ask is answered without waiting for what the request holds.
func TestOpenMethodsReceiveNothing(t *testing.T) {
	conn := raw(t, func(cfg *esdbserver.Config) { cfg.Insecure = nil }).conn
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	version := new(wire.SupportedMethods)
	if err := begin(t, conn, ctx, "/event_store.client.server_features.ServerFeatures/GetSupportedMethods").RecvMsg(version); err != nil || len(version.GetMethods()) == 0 {
		t.Errorf("%v, %v", version, err)
	}
	cluster := new(wire.ClusterInfo)
	if err := begin(t, conn, ctx, "/event_store.client.gossip.Gossip/Read").RecvMsg(cluster); err != nil || len(cluster.GetMembers()) != 1 {
		t.Errorf("%v, %v", cluster, err)
	}
}

func TestHeadersAreBounded(t *testing.T) {
	conn := raw(t, nil).conn
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	ctx = metadata.AppendToOutgoingContext(ctx, "connection-name", strings.Repeat("x", 100<<10))
	s, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, service+"Read")
	if err == nil {
		err = s.RecvMsg(new(wire.Empty))
	}
	if err == nil || ctx.Err() != nil {
		t.Errorf("headers of 100 KiB: %v", err)
	}
}
