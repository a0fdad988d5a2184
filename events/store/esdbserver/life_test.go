package esdbserver_test

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
	"github.com/parley-video/parley/events/store/memory"
)

func subscribeAll() *streams.ReadReq_Options {
	o := readAll()
	o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_SubscriptionOptions{}}
	return o
}

// A server that stops ends what is open at once, and says why.
func TestStop(t *testing.T) {
	server := esdbtest.Serve(t, esdbtest.Config(memory.New()), "127.0.0.1:0")
	c := &rawClient{t: t, conn: dialRaw(t, server.Addr)}
	sub := c.open(testContext(t), "Read", &streams.ReadReq{Options: subscribeAll()})
	if err := sub.RecvMsg(new(streams.ReadResp)); err != nil { // the confirmation
		t.Fatal(err)
	}
	batch := c.batcher()
	batch.send(1, true, batchAny("a-1"), proposed(`1`))
	batch.receive()
	begin := time.Now()
	server.Stop()
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("stopping took %s", took)
	}
	for name, s := range map[string]grpc.ClientStream{"subscription": sub, "batch append": batch.s} {
		err := error(nil)
		for err == nil {
			err = s.RecvMsg(new(streams.ReadResp))
		}
		if status.Code(err) != codes.Canceled || errors.Is(err, io.EOF) {
			t.Errorf("%s ended with %v", name, err)
		}
	}
}

// An official client goes on after the server was restarted at its address.
func TestRestart(t *testing.T) {
	log := memory.New()
	server := esdbtest.Serve(t, esdbtest.Config(log), "127.0.0.1:0")
	client := dial(t, server.ConnectionString("", ""))
	appendEvents(t, client, "a-1", newEvents("x", 1)...)
	server.Stop()
	esdbtest.Serve(t, esdbtest.Config(log), server.Addr)
	ctx := testContext(t)
	for {
		_, err := client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Revision(0)}, newEvents("x", 1)...)
		if err == nil {
			break
		}
		wantCode(t, err, esdb.ErrorUnavailable) // until it has connected again
	}
}

// Who reads slowly lags; nobody else notices.
func TestSlowSubscriber(t *testing.T) {
	c := raw(t, nil)
	slow := c.open(testContext(t), "Read", &streams.ReadReq{Options: subscribeAll()})
	if err := slow.RecvMsg(new(streams.ReadResp)); err != nil {
		t.Fatal(err)
	}
	big := storeEvent("x")
	big.Data = append(append([]byte{'"'}, make([]byte, 100_000)...), '"')
	for i := range big.Data[1 : len(big.Data)-1] {
		big.Data[1+i] = 'x'
	}
	const n = 300 // 30 MB, more than all buffers on the way
	client := dial(t, "esdb://"+c.conn.Target()+"?tls=false")
	fast, err := client.SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = fast.Close() }()
	told(t, fast, upTo("caught up"))
	for i := range n {
		e := big
		e.ID = events.ID{0: 1, 1: byte(i), 2: byte(i >> 8)}
		if _, err := c.log.Append(testContext(t), "a-1", store.Any(), e); err != nil {
			t.Fatal(err)
		}
		if m := fast.Recv(); m.EventAppeared == nil {
			t.Fatalf("the fast one got %+v", m)
		}
	}
	for next := uint64(0); next < n; {
		m := new(streams.ReadResp)
		if err := slow.RecvMsg(m); err != nil {
			t.Fatalf("the slow one ended at %d: %v", next, err)
		}
		if e := m.GetEvent().GetEvent(); e != nil {
			if e.GetStreamRevision() != next {
				t.Fatalf("the slow one got %d, want %d", e.GetStreamRevision(), next)
			}
			next++
		}
	}
}

func TestLimits(t *testing.T) {
	c := raw(t, func(cfg *esdbserver.Config) { cfg.Limits.Streams, cfg.Limits.Connections = 2, 1 })
	var open []grpc.ClientStream
	ctx, cancel := context.WithCancel(testContext(t))
	for range 2 {
		s := c.open(ctx, "Read", &streams.ReadReq{Options: subscribeAll()})
		if err := s.RecvMsg(new(streams.ReadResp)); err != nil {
			t.Fatal(err)
		}
		open = append(open, s)
	}
	_, md, err := c.read(readAll())
	wantStatus(t, err, md, codes.ResourceExhausted)

	// A second connection is turned away; its client tries again, in vain.
	other := dialRaw(t, c.conn.Target())
	short, cancelShort := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancelShort()
	err = other.Invoke(short, "/event_store.client.gossip.Gossip/Read", &wire.Empty{}, new(wire.ClusterInfo))
	if code := status.Code(err); code != codes.Unavailable && code != codes.DeadlineExceeded {
		t.Errorf("a second connection got %v", err)
	}
	cancel()
	for _, s := range open {
		if err := s.RecvMsg(new(streams.ReadResp)); err == nil {
			continue
		}
	}
	for { // places come back when the server has noticed
		if _, _, err := c.read(readAll()); err == nil {
			return
		} else if status.Code(err) != codes.ResourceExhausted {
			t.Fatal(err)
		}
	}
}

// Official clients ping without having a call open. By its defaults a gRPC
// server would end the connection at the third ping.
func TestPingsWithoutCalls(t *testing.T) {
	if testing.Short() {
		t.Skip("takes five seconds")
	}
	t.Parallel()
	server := esdbtest.Serve(t, esdbtest.Config(memory.New()), "127.0.0.1:0")
	conn, err := net.Dial("tcp", server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	const settings, ping, goAway, ack = 4, 6, 7, 1
	frame := func(kind byte, payload string) string {
		return string([]byte{0, 0, byte(len(payload)), kind, 0, 0, 0, 0, 0}) + payload
	}
	send := func(s string) {
		t.Helper()
		if _, err := io.WriteString(conn, s); err != nil {
			t.Fatal(err)
		}
	}
	send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(settings, ""))
	pings := time.NewTicker(1100 * time.Millisecond)
	defer pings.Stop()
	send(frame(ping, "12345678"))
	for answers := 0; answers < 5; {
		head := make([]byte, 9)
		if _, err := io.ReadFull(conn, head); err != nil {
			t.Fatalf("after %d answers: %v", answers, err)
		}
		if _, err := io.CopyN(io.Discard, conn, int64(head[0])<<16|int64(head[1])<<8|int64(head[2])); err != nil {
			t.Fatal(err)
		}
		switch {
		case head[3] == goAway:
			t.Fatalf("the server went away after %d answers", answers)
		case head[3] == ping && head[4] == ack:
			answers++
			<-pings.C
			send(frame(ping, "12345678"))
		}
	}
}

// hanging is a store that does not answer.
type hanging struct{ store.Store }

func (hanging) ReadAll(ctx context.Context, _ events.Position, _ store.Direction, _ store.Filter, _ int) (store.AllPage, error) {
	<-ctx.Done()
	return store.AllPage{}, ctx.Err()
}

func (hanging) Append(ctx context.Context, _ string, _ store.Expected, _ ...store.NewEvent) (store.Appended, error) {
	<-ctx.Done()
	return store.Appended{}, ctx.Err()
}

// failing is a store whose errors nobody foresaw.
type failing struct{ store.Store }

func (failing) ReadStream(context.Context, string, events.Revision, store.Direction, int) (store.StreamPage, error) {
	return store.StreamPage{}, errors.New("disk 7 is on fire")
}

func TestStoreInTrouble(t *testing.T) {
	c := raw(t, func(cfg *esdbserver.Config) {
		cfg.Store, cfg.Limits.Deadline = hanging{cfg.Store}, 20*time.Millisecond
	})
	_, md, err := c.read(readAll())
	wantStatus(t, err, md, codes.DeadlineExceeded)
	_, md, err = c.appendRaw(options(anyState("a-1")), message(proposed(`1`)))
	wantStatus(t, err, md, codes.DeadlineExceeded)

	c = raw(t, func(cfg *esdbserver.Config) { cfg.Store = failing{cfg.Store} })
	_, md, err = c.read(readStream("a-1"))
	wantStatus(t, err, md, codes.Internal)
	if got := status.Convert(err).Message(); got != "internal error" {
		t.Errorf("outsiders were told %q", got)
	}

	log := memory.New()
	c = raw(t, func(cfg *esdbserver.Config) { cfg.Store = log })
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	_, md, err = c.read(readAll())
	wantStatus(t, err, md, codes.Unavailable)
}

// Metadata that others write counts here too, though ours is remembered.
func TestMetadataOfOthers(t *testing.T) {
	c := raw(t, nil)
	c.append("a-1", 5, "x")
	if got, _, err := c.read(readStream("a-1")); err != nil || len(got) != 5 {
		t.Fatalf("%d answers, %v", len(got), err)
	}
	if _, err := c.log.Append(testContext(t), "$$a-1", store.NoStream(), store.NewEvent{
		ID: events.DeriveID("others"), Type: "$metadata", Data: []byte(`{"$maxCount":1}`),
	}); err != nil {
		t.Fatal(err)
	}
	ctx := testContext(t)
	for { // it comes round
		got, _, err := c.read(readStream("a-1"))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 1 {
			return
		}
		if ctx.Err() != nil {
			t.Fatal("the metadata does not count")
		}
	}
}

func TestLogins(t *testing.T) {
	log := memory.New()
	logins := esdbserver.Logins{{Name: "admin", FullName: "Administrator", Password: "changeit"}, {Name: "ops", Password: "other"}}
	for range 2 {
		if err := logins.Record(t.Context(), log); err != nil {
			t.Fatal(err)
		}
	}
	page, err := log.ReadAll(t.Context(), 0, store.Forwards, store.Filter{System: true}, 100)
	if err != nil || len(page.Events) != 7 {
		t.Errorf("%d events, %v, want 7", len(page.Events), err)
	}
	if p, err := logins.Authenticate(t.Context(), "admin", "changeit"); err != nil || !p.Admin {
		t.Errorf("%+v, %v", p, err)
	}
	for _, wrong := range [][2]string{{"admin", "other"}, {"ops", "changeit"}, {"", ""}, {"admin", ""}} {
		if _, err := logins.Authenticate(t.Context(), wrong[0], wrong[1]); !errors.Is(err, esdbserver.ErrUnauthenticated) {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

// interposed runs something between the check of an append and the append.
type interposed struct {
	store.Store
	before func(stream string)
}

func (s interposed) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	s.before(stream)
	return s.Store.Append(ctx, stream, expected, batch...)
}

// An append that was under way when the stream was deleted came after it.
func TestAppendMeetsDeletion(t *testing.T) {
	log := memory.New()
	cfg := esdbtest.Config(log)
	var client *esdb.Client
	deleting := false
	cfg.Store = interposed{Store: log, before: func(stream string) {
		if stream == "a-1" && deleting {
			deleting = false
			if _, err := client.DeleteStream(testContext(t), "a-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}}); err != nil {
				t.Error(err)
			}
		}
	}}
	client = dial(t, esdbtest.Serve(t, cfg, "127.0.0.1:0").ConnectionString("", ""))
	appendEvents(t, client, "a-1", newEvents("x", 3)...)
	deleting = true
	appendEvents(t, client, "a-1", newEvents("x", 2)...)
	if got := readRevisions(t, client, "a-1", esdb.ReadStreamOptions{}, 10); len(got) != 2 || got[0] != 3 || got[1] != 4 {
		t.Errorf("revisions %v, want 3 and 4", got)
	}
}
