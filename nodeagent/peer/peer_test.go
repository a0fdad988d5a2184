package peer_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

// cluster is a deployment's authority and who has a record in it.
type cluster struct {
	t  *testing.T
	ca *pki.CA

	mu        sync.Mutex // guards all below
	unknown   map[string]bool
	void      map[string][]string
	addresses map[string]string
	certs     map[string]*tls.Certificate
	stops     map[*peer.Peer]func()
}

func newCluster(t *testing.T) *cluster {
	t.Helper()
	return &cluster{
		t: t, ca: peertest.Authority(t), unknown: map[string]bool{}, void: map[string][]string{}, addresses: map[string]string{},
		certs: map[string]*tls.Certificate{}, stops: map[*peer.Peer]func(){},
	}
}

func (c *cluster) known(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.unknown[id]
}

func (c *cluster) voidOf(id string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.void[id]
}

// revoke makes the certificate void that a node shows.
func (c *cluster) revoke(id string) {
	leaf := c.cert(id).Leaf
	c.mu.Lock()
	defer c.mu.Unlock()
	c.void[id] = append(slices.Clone(c.void[id]), serial(leaf))
}

func (c *cluster) setUnknown(id string, unknown bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unknown[id] = unknown
}

func (c *cluster) address(id string) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a, ok := c.addresses[id]
	return a, ok
}

func (c *cluster) setAddress(id, address string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.addresses[id] = address
}

func (c *cluster) cert(id string) *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.certs[id]
}

func (c *cluster) setCert(id string, cert *tls.Certificate) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.certs[id] = cert
}

// config is that of a node of the cluster.
func (c *cluster) config(id string) peer.Config {
	return peer.Config{
		Listen: "127.0.0.1:0", NodeID: id, Certificate: func() *tls.Certificate { return c.cert(id) },
		Roots: c.roots(), Known: c.known, Void: c.voidOf, Address: c.address, Log: slog.New(slog.DiscardHandler),
	}
}

func (c *cluster) roots() *x509.CertPool { return c.ca.Pool() }

// start runs a node of the cluster until the test ends.
func (c *cluster) start(id string, prepare ...func(*peer.Peer)) *peer.Peer {
	c.t.Helper()
	c.setCert(id, peertest.Issue(c.t, c.ca, id))
	p := c.run(c.config(id), prepare...)
	c.setAddress(id, p.LocalAddr().String())
	return p
}

func (c *cluster) run(config peer.Config, prepare ...func(*peer.Peer)) *peer.Peer {
	c.t.Helper()
	p, err := peer.New(config)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, f := range prepare {
		f(p)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	stop := sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				c.t.Errorf("node %s: %v", p.Self(), err)
			}
		case <-time.After(20 * time.Second):
			c.t.Errorf("node %s does not stop", p.Self())
		}
	})
	c.t.Cleanup(stop)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stops[p] = stop
	return p
}

// stop ends a node before the test does.
func (c *cluster) stop(p *peer.Peer) {
	c.mu.Lock()
	stop := c.stops[p]
	c.mu.Unlock()
	stop()
}

type greeting struct {
	Name string `json:"name"`
}

func greet(_ context.Context, from string, in greeting) (greeting, error) {
	if in.Name == "" {
		return greeting{}, &peer.Error{Code: "nameless", Message: "say who you are", Field: "name"}
	}
	return greeting{Name: in.Name + " of " + from}, nil
}
