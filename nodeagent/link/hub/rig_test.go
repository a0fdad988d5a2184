package hub_test

import (
	"context"
	"crypto/tls"
	"log"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is a hub on a network in memory and a virtual clock.
type rig struct {
	t       *testing.T
	net     *linktest.Network
	control *linktest.Control
	ca      *pki.CA
	hub     *hub.Hub
	stop    func() // ends Run and waits for it; may be called again
}

// bubble runs a test on a virtual clock; a goroutine that is left over fails it.
func bubble(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	bubbleOf(t, "", test)
}

// bubbleOf is bubble with a log that was put back.
func bubbleOf(t *testing.T, generation string, test func(t *testing.T, r *rig)) {
	t.Helper()
	ca := linktest.CA // the directory is made inside, by the inner t
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, net: linktest.NewNetwork(), control: linktest.NewControl(), ca: ca(t)}
		var err error
		r.hub, err = hub.New(hub.Config{
			CA: r.ca, Nodes: r.control, Enrolment: r.control, Renewal: r.control, Facts: r.control, Lifecycle: r.control,
			Configs: r.control, Generation: generation, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		config, err := r.ca.ServerTLS([]string{linktest.Host}, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{
			Handler: r.hub.Handler(), ReadHeaderTimeout: 10 * time.Second,
			ErrorLog: log.New(new(strings.Builder), "", 0),
		}
		go server.Serve(tls.NewListener(r.net, config)) // ends with the network
		ctx, cancel := context.WithCancel(t.Context())
		ran := make(chan error, 1)
		go func() { ran <- r.hub.Run(ctx); close(ran) }()
		r.stop = func() {
			cancel()
			if err := <-ran; err != nil {
				t.Errorf("Run: %v", err)
			}
		}
		defer server.Close() // nothing is left to lose
		defer r.net.Close()  // nothing is left to lose
		defer r.stop()
		test(t, r)
	})
}

// enrolled gives the TLS configuration of an enrolled node.
func (r *rig) enrolled(nodeID string) *tls.Config {
	config, fingerprint := linktest.NodeTLS(r.t, r.ca, nodeID)
	r.control.Enrol(nodeID, fingerprint)
	return config
}

// connect dials in; the node has not said Hello yet.
func (r *rig) connect(config *tls.Config) *linktest.Peer {
	r.t.Helper()
	p, _, err := linktest.Connect(r.t, r.net, config)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func hello(nodeID string) link.Hello {
	return link.Hello{
		Version: 1, NodeID: nodeID, Epoch: "epoch-1", Software: "1.0", CapacityTokens: 480,
		BootTime: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), ConfigPosition: "p0",
	}
}

// welcomed dials in and is welcomed.
func (r *rig) welcomed(nodeID string) *linktest.Peer {
	r.t.Helper()
	p := r.connect(r.enrolled(nodeID))
	p.Say(hello(nodeID))
	linktest.Hear[link.Welcome](r.t, p)
	return p
}

// history waits until all has settled and compares what Lifecycle heard.
func (r *rig) history(want ...string) {
	r.t.Helper()
	synctest.Wait()
	if got := r.control.History(); !slices.Equal(got, want) {
		r.t.Errorf("history %q, want %q", got, want)
	}
}

// ended checks how a link ended.
func ended(t *testing.T, p *linktest.Peer, refused string, closed int) {
	t.Helper()
	if r, c := p.End(); r != refused || c != closed {
		t.Errorf("ended with refused %q and close code %d, want %q and %d", r, c, refused, closed)
	}
}
