package liveview

import (
	"slices"
	"time"
)

// freshReport is how old a report may be that says that a node carries nothing.
const freshReport = time.Minute

// Carried is what a node carries according to the log: the conferences that it
// is part of, and the calls that it took.
type Carried struct{ Conferences, Calls int }

// Drain is how far a node in maintenance is.
type Drain struct {
	Now, AtStart Carried
	Drained      bool
}

func (s *state) carried(nodeID string) Carried {
	var n Carried
	for _, c := range s.conferences {
		part := c.HomeNodeID == nodeID
		for _, m := range c.members {
			if m.NodeID == nodeID {
				n.Calls++
			}
			part = part || m.NodeID == nodeID || m.MediaNodeID == nodeID || m.EdgeNodeID == nodeID
		}
		if part {
			n.Conferences++
		}
	}
	return n
}

// Carried is what a node carries now.
func (v *View) Carried(nodeID string) Carried {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.state.carried(nodeID)
}

// Drain is how far a node is; false when it is not in maintenance.
func (v *View) Drain(nodeID string) (Drain, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := v.state.nodes[nodeID]
	if n == nil || !n.Maintenance {
		return Drain{}, false
	}
	return Drain{Now: v.state.carried(nodeID), AtStart: n.atStart, Drained: n.drained}, true
}

// Drained lists the nodes in maintenance that carry nothing, neither by the log
// nor by what they report, and were not recorded as drained.
func (v *View) Drained() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var ids []string
	for id, n := range v.state.nodes {
		if !v.live || !n.Maintenance || n.drained {
			continue
		}
		load := v.state.loads[id]
		if load == nil || !load.Maintenance || load.Conferences > 0 || load.ReportedAt.Before(n.entered) || v.now().Sub(load.ReportedAt) > freshReport {
			continue
		}
		if v.state.carried(id) == (Carried{}) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
