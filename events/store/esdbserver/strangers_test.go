package esdbserver_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
	"github.com/parley-video/parley/events/store/memory"
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

// ended waits until the other side has closed a connection.
func ended(t *testing.T, conn net.Conn) {
	t.Helper()
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the connection stays")
	}
}

func connect(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// A stranger's connection ends after a while; who has shown credentials stays.
func TestStrangersDoNotStay(t *testing.T) {
	cfg := esdbtest.Config(memory.New())
	cfg.Limits.Strangers = 300 * time.Millisecond
	addr := esdbtest.Serve(t, cfg, "127.0.0.1:0").Addr
	known := dialRaw(t, addr)
	stream := begin(t, known, testContext(t), service+"BatchAppend") // everybody is the administrator
	stranger := connect(t, addr)
	ended(t, stranger)
	ended(t, connect(t, addr)) // as long again
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if err := stream.RecvMsg(new(wire.Empty)); !errors.Is(err, io.EOF) {
		t.Errorf("the call of one who is known ended with %v", err)
	}
}

// The same over TLS, with an official client and a token.
func TestTokensMakeConnectionsStay(t *testing.T) {
	d := deploy(t, func(cfg *esdbserver.Config) { cfg.Limits.Strangers = 300 * time.Millisecond })
	sub, err := d.as("all").SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{From: esdb.End{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Close() }()
	told(t, sub, upTo("caught up"))
	ended(t, connect(t, d.server.Addr))
	if _, err := d.log.Append(testContext(t), "conference-2", store.Any(), storeEvent("x")); err != nil {
		t.Fatal(err)
	}
	told(t, sub, upTo("conference-2@0"))
}

// The strangers of one machine take a part of the places, and those who have
// shown credentials do not count among them.
func TestStrangersLeaveRoom(t *testing.T) {
	cfg := esdbtest.Config(memory.New())
	cfg.Limits.Connections, cfg.Limits.Strangers = 16, time.Hour
	addr := esdbtest.Serve(t, cfg, "127.0.0.1:0").Addr
	for range 4 { // one after the other
		stream := begin(t, dialRaw(t, addr), testContext(t), service+"BatchAppend")
		if err := stream.CloseSend(); err != nil {
			t.Fatal(err)
		}
		if err := stream.RecvMsg(new(wire.Empty)); !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	}
	first, second := connect(t, addr), connect(t, addr)
	ended(t, connect(t, addr))
	_ = first.Close()
	_ = second.Close()
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
