package conferencing

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

// TestTheMTUOfTheLocationIsFollowed while the node runs.
func TestTheMTUOfTheLocationIsFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, err := config.Open(filepath.Join(t.TempDir(), "config.db"), "n")
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		net := peertest.New("n")
		defer net.Close()
		here := net.Peer("n")
		n := &Node{config: store, identity: enrol.Identity{LocationID: "l"}}
		n.cluster.trunk = backplane.New(backplane.Config{Peers: here, Socket: here, MTU: n.mtu()})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- n.follow(ctx) }()
		for position, mtu := range map[string]int{"1": 1400, "2": 1280} {
			e, err := link.NewEntity(link.KindLocation, "l", link.Location{ID: "l", MTU: mtu})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.ApplySnapshot(ctx, link.ConfigSnapshot{Position: position, First: true, Last: true, Entities: []link.Entity{e}}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if got := n.cluster.trunk.MaxPayload(); got != mtu-82 {
				t.Errorf("with an MTU of %d a payload may have %d bytes, want %d", mtu, got, mtu-82)
			}
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
