package membership_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

// TestOnTheRealNetwork: three nodes on their cluster ports, by TLS and UDP. The
// third is configured at a wrong address, which it corrects by itself.
func TestOnTheRealNetwork(t *testing.T) {
	ca := peertest.Authority(t)
	ctx, cancel := context.WithCancel(t.Context())
	names := []string{"a", "b", "c"}
	var list []link.Node
	var peers []*peer.Peer
	gossips := make([]*membership.Gossip, len(names))
	for i, name := range names {
		cert := peertest.Issue(t, ca, name)
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
		var err error
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
