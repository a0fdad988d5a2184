package graph

import (
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/liveview"
)

func (r *Resolver) carried(nodeID string) node.Carried {
	c := r.Deps.LiveView.Carried(nodeID)
	return node.Carried{Conferences: c.Conferences, Calls: c.Calls}
}

// fillLife fills in how a node stands beside the configuration and its calls;
// load is its last report when that is fresh.
func (r *Resolver) fillLife(n *model.ConferencingNode, nodeID string, load *liveview.Load) {
	if d, ok := r.Deps.LiveView.Drain(nodeID); ok {
		n.Drain = &model.NodeDrain{Conferences: d.Now.Conferences, Calls: d.Now.Calls, CallsAtStart: max(d.AtStart.Calls, d.Now.Calls), Drained: d.Drained}
	}
	if load == nil || load.Applied == 0 {
		return
	}
	applied := load.Applied
	n.ConfigPosition = &applied
	if newest, known := r.NewestConfig.Last(); known {
		inStep := applied >= newest
		n.ConfigInStep = &inStep
	}
}
