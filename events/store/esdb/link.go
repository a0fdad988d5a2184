package esdb

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
)

// link is the connection to the server that leads. A single server has one
// connection for good, which gRPC mends by itself; in a cluster it is replaced
// when its member fails or stops leading. A connection that was replaced is
// closed when the last call on it has ended.
type link struct {
	conf *config
	log  *slog.Logger

	dialing chan struct{} // holds one: whoever looks for the leader

	mu     sync.Mutex // guards the rest, and every node's uses
	closed bool
	node   *node  // nil: to be looked for
	hint   string // who is said to lead
}

// node is a connection to one server.
type node struct {
	address string
	conn    *grpc.ClientConn
	streams streams.StreamsClient
	uses    int
	gone    bool // was replaced
}

const (
	maxMessage = 17 << 20 // what the official clients accept
	// gRPC's own pauses between attempts to connect grow to this.
	reconnectPause = time.Second
)

func newLink(conf *config, log *slog.Logger) *link {
	return &link{conf: conf, log: log, dialing: make(chan struct{}, 1)}
}

// acquire gives the connection; it is to be released.
func (l *link) acquire(ctx context.Context) (*node, error) {
	for {
		if n, err := l.current(); n != nil || err != nil {
			return n, err
		}
		select {
		case l.dialing <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		err := l.find(ctx)
		<-l.dialing
		if err != nil {
			return nil, err
		}
	}
}

func (l *link) current() (*node, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil, errClosing
	}
	if l.node != nil {
		l.node.uses++
	}
	return l.node, nil
}

func (l *link) release(n *node) {
	l.mu.Lock()
	n.uses--
	idle := n.gone && n.uses == 0
	l.mu.Unlock()
	if idle {
		l.disconnect(n)
	}
}

// replace drops a connection that is no good any more. leader is who leads
// instead, if that is known.
func (l *link) replace(n *node, leader string) {
	if !l.conf.cluster && leader == "" {
		return // the same server; gRPC connects to it again
	}
	l.mu.Lock()
	mine := l.node == n
	if mine {
		l.node, l.hint, n.gone = nil, leader, true
	}
	idle := mine && n.uses == 0
	l.mu.Unlock()
	if mine {
		l.log.Info("event store connection is given up", "server", n.address, "leader", leader)
	}
	if idle {
		l.disconnect(n)
	}
}

func (l *link) disconnect(n *node) {
	if err := n.conn.Close(); err != nil {
		l.log.Warn("closing an event store connection", "server", n.address, "error", err)
	}
}

func (l *link) close() error {
	l.mu.Lock()
	n := l.node
	l.closed, l.node = true, nil
	if n != nil {
		n.gone = n.uses > 0 // then the last release closes it
	}
	idle := n != nil && n.uses == 0
	l.mu.Unlock()
	if !idle {
		return nil
	}
	return n.conn.Close()
}

// find connects to the server that leads. The caller holds dialing.
func (l *link) find(ctx context.Context) error {
	l.mu.Lock()
	known, hint := l.node != nil || l.closed, l.hint
	l.hint = "" // believed once
	l.mu.Unlock()
	if known {
		return nil
	}
	address := hint
	switch {
	case address != "":
	case l.conf.cluster:
		var err error
		if address, err = l.leader(ctx); err != nil {
			return err
		}
	default:
		address = l.conf.targets[0]
	}
	conn, err := l.dial(address)
	if err != nil {
		return err
	}
	n := &node{address: address, conn: conn, streams: streams.NewStreamsClient(conn)}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return errors.Join(errClosing, conn.Close())
	}
	l.node = n
	return nil
}

// leader asks the members of the cluster, in any order, who leads.
func (l *link) leader(ctx context.Context) (string, error) {
	targets := slices.Clone(l.conf.targets)
	rand.Shuffle(len(targets), func(i, j int) { targets[i], targets[j] = targets[j], targets[i] })
	var all error
	for _, target := range targets {
		address, err := l.ask(ctx, target)
		if err == nil {
			return address, nil
		}
		if cause := ctx.Err(); cause != nil {
			return "", cause
		}
		all = errors.Join(all, fmt.Errorf("%s: %w", target, err))
	}
	return "", fmt.Errorf("no leader found: %w", all)
}

func (l *link) ask(ctx context.Context, target string) (_ string, err error) {
	conn, err := l.dial(target)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	ctx, cancel := context.WithTimeout(ctx, l.conf.gossip)
	defer cancel()
	info, err := gossip.NewGossipClient(conn).Read(ctx, &shared.Empty{})
	if err != nil {
		return "", err
	}
	for _, m := range info.GetMembers() {
		if m.GetIsAlive() && m.GetState() == gossip.MemberInfo_Leader {
			at := m.GetHttpEndPoint()
			return net.JoinHostPort(at.GetAddress(), strconv.FormatUint(uint64(at.GetPort()), 10)), nil
		}
	}
	return "", fmt.Errorf("none of %d members leads", len(info.GetMembers()))
}

func (l *link) dial(address string) (*grpc.ClientConn, error) {
	pause := backoff.DefaultConfig
	pause.BaseDelay, pause.MaxDelay = 50*time.Millisecond, reconnectPause
	options := []grpc.DialOption{
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage)),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: pause, MinConnectTimeout: l.conf.gossip}),
		grpc.WithDisableServiceConfig(), // and with it retries that we do not know of
	}
	if l.conf.plain {
		options = append(options, grpc.WithTransportCredentials(insecure.NewCredentials()))
	} else {
		options = append(options, grpc.WithTransportCredentials(credentials.NewTLS(l.conf.tls)))
		if l.conf.user != "" { // never without TLS, as with the official clients
			options = append(options, grpc.WithPerRPCCredentials(basicAuth(l.conf.user, l.conf.password)))
		}
	}
	if l.conf.keepEvery >= 0 {
		options = append(options, grpc.WithKeepaliveParams(keepalive.ClientParameters{
			Time: l.conf.keepEvery, Timeout: l.conf.keepWait, PermitWithoutStream: true,
		}))
	}
	return grpc.NewClient(address, options...)
}

type authorization string

func basicAuth(user, password string) authorization {
	return authorization("Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}

func (a authorization) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": string(a)}, nil
}

func (authorization) RequireTransportSecurity() bool { return true }
