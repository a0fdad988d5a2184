package esdb

import (
	"context"
	"net"
	"strconv"
	"sync"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events/store"
)

// member is a server of a cluster that never leads: it tells who does, by
// gossip and, as to streams, by refusing.
type member struct {
	gossip.UnimplementedGossipServer
	address string

	once     sync.Once
	mu       sync.Mutex
	said     string        // who leads, by gossip; empty: an election
	redirect string        // who leads, to who comes with a call
	asked    int           // calls that came though we do not lead
	must     bool          // all of them asked for the leader
	puzzled  chan struct{} // closed when somebody asks during an election
}

func newMember(t *testing.T) *member {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &member{address: listener.Addr().String(), must: true, puzzled: make(chan struct{})}
	server := grpc.NewServer(grpc.WaitForHandlers(true))
	gossip.RegisterGossipServer(server, m)
	streams.RegisterStreamsServer(server, &followerStreams{member: m})
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	t.Cleanup(func() {
		server.Stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return m
}

func (m *member) say(leader, redirect string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.said, m.redirect = leader, redirect
}

func (m *member) Read(context.Context, *shared.Empty) (*gossip.ClusterInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	info := &gossip.ClusterInfo{Members: []*gossip.MemberInfo{
		info(m.address, gossip.MemberInfo_Follower, true), info("127.0.0.1:9", gossip.MemberInfo_Leader, false),
	}}
	if m.said != "" {
		info.Members = append(info.Members, leading(m.said))
	} else {
		m.once.Do(func() { close(m.puzzled) })
	}
	return info, nil
}

func leading(address string) *gossip.MemberInfo { return info(address, gossip.MemberInfo_Leader, true) }

func info(address string, state gossip.MemberInfo_VNodeState, alive bool) *gossip.MemberInfo {
	host, port, _ := net.SplitHostPort(address)
	n, _ := strconv.ParseUint(port, 10, 16)
	return &gossip.MemberInfo{State: state, IsAlive: alive, HttpEndPoint: &gossip.EndPoint{Address: host, Port: uint32(n)}}
}

// followerStreams is the member's Streams service.
type followerStreams struct {
	streams.UnimplementedStreamsServer
	*member
}

func (m *member) refuse(stream grpc.ServerStream) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	in, _ := metadata.FromIncomingContext(stream.Context())
	m.must = m.must && len(in.Get("requires-leader")) == 1 && in.Get("requires-leader")[0] == "true"
	host, port, _ := net.SplitHostPort(m.redirect)
	stream.SetTrailer(metadata.Pairs("exception", "not-leader", "leader-endpoint-host", host, "leader-endpoint-port", port))
	return status.Error(codes.NotFound, "not the leader")
}

func (f *followerStreams) Append(stream streams.Streams_AppendServer) error { return f.refuse(stream) }

func (f *followerStreams) Read(_ *streams.ReadReq, stream streams.Streams_ReadServer) error {
	return f.refuse(stream)
}

// The leader is found by gossip, by being sent on, and again when it dies,
// after an election that nobody has won for a while.
func TestCluster(t *testing.T) {
	log := sqliteLog(t)
	first, second := serve(t, log, nil), serve(t, log, nil)
	a, b := newMember(t), newMember(t)
	a.say(b.address, first.address) // both send on to the first
	b.say(b.address, first.address)
	s := connect(t, "esdb://"+a.address+","+b.address+"?tls=false", nil)
	f := follow(t, s, store.Filter{})
	for i := range 10 {
		if err := appendAt(patient(t), s, "a", i); err != nil {
			t.Fatal(err)
		}
	}
	f.await(t, 10)
	b.mu.Lock()
	if b.asked == 0 || !b.must {
		t.Errorf("%d calls came to who did not lead; all asked for the leader: %t", b.asked, b.must)
	}
	b.mu.Unlock()

	a.say("", "")
	b.say("", "")
	first.stop()
	done := make(chan error, 1)
	go func() { done <- appendAt(patient(t), s, "a", 10) }()
	select {
	case err := <-done:
		t.Fatalf("append without a leader: %v", err)
	case <-a.puzzled:
	}
	a.say(second.address, "")
	b.say(second.address, "")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for i := 11; i < 20; i++ {
		if err := appendAt(patient(t), s, "a", i); err != nil {
			t.Fatal(err)
		}
	}
	f.await(t, 20)
	wantStream(t, log, "a", 20)
}
