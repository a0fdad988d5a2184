package membership

import (
	"context"
	"time"
)

// Meet waits until this node knows what another one does of who lives and of who
// is home of what; what it decided before would be a surprise to the others. It
// does not wait when nobody is there to be met, as far as the configuration
// knows, and not longer than ctx.
func (g *Gossip) Meet(ctx context.Context) {
	look := time.NewTicker(tickTime)
	defer look.Stop()
	for g.strange() {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// strange: there are others, and this node has not heard them out.
func (g *Gossip) strange() bool {
	others, recorded := false, false
	for _, n := range g.cfg.Records.NodeList() { // Run may not have read it yet
		recorded = recorded || n.ID == g.cfg.NodeID
		others = others || n.ID != g.cfg.NodeID && n.ClusterAddress != ""
	}
	keys := g.cfg.Records.Settings().ClusterKeys
	g.mu.Lock()
	defer g.mu.Unlock()
	if !others || !recorded || len(keys) == 0 || !g.address.IsValid() {
		return false
	}
	for id, p := range g.peers {
		if id != g.cfg.NodeID && p.live() && p.state.claims > p.ledger.complete {
			return true
		}
	}
	return !g.met
}
