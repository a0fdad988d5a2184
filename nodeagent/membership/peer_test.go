package membership_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/peer"
)

func certificate(t *testing.T, ca *pki.CA, id string) *tls.Certificate {
	t.Helper()
	key, keyPEM, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	request, err := pki.NewRequest(key)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := ca.SignNode(request, id, []string{"127.0.0.1"}, time.Now(), time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := tls.X509KeyPair(issued.PEM, keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	return &cert
}

// TestOnTheRealNetwork: three nodes on their cluster ports, by TLS and UDP. The
// third is configured at a wrong address, which it corrects by itself.
func TestOnTheRealNetwork(t *testing.T) {
	ca, err := pki.LoadOrCreate(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	names := []string{"a", "b", "c"}
	var list []link.Node
	var peers []*peer.Peer
	gossips := make([]*membership.Gossip, len(names))
	for i, name := range names {
		cert := certificate(t, ca, name)
		p, err := peer.New(peer.Config{
			Listen: "127.0.0.1:0", NodeID: name, Certificate: func() *tls.Certificate { return cert }, Roots: ca.Pool(),
			Known:   func(string) bool { return true },
			Address: func(id string) (string, bool) { return gossips[i].Address(id) },
			Log:     slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		peers = append(peers, p)
		n := link.Node{ID: name, ClusterAddress: p.LocalAddr().String()}
		if name == "c" {
			n.ClusterAddress = "127.0.0.1:9"
		}
		list = append(list, n)
	}
	done := make(chan error)
	for i, name := range names {
		r := &records{nodes: list, settings: link.Settings{ClusterKeys: [][]byte{secret(1)}}, changed: make(chan struct{})}
		gossips[i], err = membership.New(membership.Config{
			NodeID: name, Boot: 1, Address: peers[i].LocalAddr(), Network: peers[i], Records: r, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range names {
		go func() { done <- peers[i].Run(ctx) }()
		go func() { done <- gossips[i].Run(ctx) }()
	}
	defer func() {
		cancel()
		for range 2 * len(names) {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	}()
	gossips[2].Claim(membership.Claim{ServiceID: "s", ConferenceID: "x", Term: 1})
	late := time.After(30 * time.Second)
	for i, g := range gossips {
		for {
			changed := g.Changed()
			if len(g.Live()) == len(names) && len(g.Claims("s")) == 1 {
				break
			}
			select {
			case <-changed:
			case <-late:
				t.Fatalf("%s sees %v and %v", names[i], ids(g.Live()), g.Claims("s"))
			}
		}
	}
	if at, ok := gossips[0].Address("c"); !ok || at != peers[2].LocalAddr().String() {
		t.Errorf("c is taken to be at %s", at)
	}
}
