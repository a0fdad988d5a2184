package dial_test

import (
	"context"
	"crypto/tls"
	"log"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const nodeID = "a"

// rig is a node and the network to its control plane on a virtual clock.
type rig struct {
	t       *testing.T
	net     *linktest.Network
	control *linktest.Control
	ca      *pki.CA
	outbox  *linktest.Outbox
	config  *linktest.Configuration
	calls   *linktest.Calls
	dialer  *dial.Dialer
	hub     *hub.Hub            // withHub only
	peers   chan *linktest.Peer // withPeer only
	stop    func()              // ends the dialer's Run and waits for it; may be called again
}

// bubble runs a test on a virtual clock; a goroutine that is left over fails
// it. The node does not dial before start.
func bubble(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{
			t: t, net: linktest.NewNetwork(), control: linktest.NewControl(), ca: linktest.CA(t),
			outbox: linktest.NewOutbox(), config: &linktest.Configuration{}, calls: &linktest.Calls{}, stop: func() {},
		}
		config, fingerprint := linktest.NodeTLS(t, r.ca, nodeID)
		r.control.Enrol(nodeID, fingerprint)
		var err error
		r.dialer, err = dial.New(dial.Config{
			URL: "https://" + linktest.Host, TLS: config, NodeID: nodeID, Software: "1.0", BootTime: time.Now(),
			ClientURL: "https://node.test", ClusterAddress: "192.0.2.1:8445", Outbox: r.outbox, Configuration: r.config, Calls: r.calls,
			Log: slog.New(slog.DiscardHandler), DialContext: r.net.Dial,
		})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { r.stop(); r.net.Close() }()
		test(t, r)
	})
}

// start lets the node run.
func (r *rig) start() {
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- r.dialer.Run(ctx); close(ran) }()
	r.stop = func() {
		cancel()
		if err := <-ran; err != nil {
			r.t.Errorf("Run: %v", err)
		}
	}
}

func (r *rig) serve(h http.Handler) {
	r.t.Helper()
	config, err := r.ca.ServerTLS([]string{linktest.Host}, time.Now)
	if err != nil {
		r.t.Fatal(err)
	}
	r.serveTLS(h, config)
}

func (r *rig) serveTLS(h http.Handler, config *tls.Config) {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(new(strings.Builder), "", 0)}
	go server.Serve(tls.NewListener(r.net, config)) // ends with the network
	r.t.Cleanup(func() { server.Close() })
}

// withHub makes the real hub the other side.
func withHub(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	bubble(t, func(t *testing.T, r *rig) {
		var err error
		r.hub, err = hub.New(hub.Config{
			CA: r.ca, Nodes: r.control, Enrolment: r.control, Renewal: r.control, Facts: r.control, Lifecycle: r.control,
			Configs: r.control, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		r.serve(r.hub.Handler())
		ctx, cancel := context.WithCancel(context.Background())
		ran := make(chan error, 1)
		go func() { ran <- r.hub.Run(ctx) }()
		defer func() { cancel(); <-ran }()
		r.start()
		defer r.stop()
		test(t, r)
	})
}

// withPeer makes a peer of the test's the other side.
func withPeer(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	bubble(t, func(t *testing.T, r *rig) {
		r.peers = make(chan *linktest.Peer, 16)
		var upgrader websocket.Upgrader
		r.serve(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if conn, err := upgrader.Upgrade(w, req, nil); err == nil {
				r.peers <- linktest.NewPeer(t, conn)
			}
		}))
		r.start()
		test(t, r)
	})
}

// welcome takes the next connection and welcomes the node.
func (r *rig) welcome(acked uint64) *linktest.Peer {
	r.t.Helper()
	p := <-r.peers
	linktest.Hear[link.Hello](r.t, p)
	p.Say(link.Welcome{Version: 1, Time: time.Now(), AckedSeq: acked})
	return p
}

// next hears the next message that is a T, passing over others.
func next[T link.Message](t *testing.T, p *linktest.Peer) T {
	t.Helper()
	for {
		if m, ok := p.Hear().(T); ok {
			return m
		}
	}
}
