package projections

import "github.com/parley-video/parley/events"

// NodeState is where a Conferencing Node is in its life.
type NodeState string

// The states.
const (
	NodeNeverContacted NodeState = "NEVER_CONTACTED"
	NodeOffline        NodeState = "OFFLINE"
	NodeStarting       NodeState = "STARTING"
	NodeOnline         NodeState = "ONLINE"
	NodeLate           NodeState = "LATE"
	NodeStale          NodeState = "STALE"
)

// NextNodeState is the state after an event of the node's stream. A node
// whose link is down goes from OFFLINE to LATE and STALE as time passes; only
// a new link brings it back ONLINE.
func NextNodeState(state NodeState, e events.Event) NodeState {
	switch e := e.(type) {
	case events.NodeCreated:
		return NodeNeverContacted
	case events.NodeEnrolled:
		if state == NodeNeverContacted {
			return NodeOffline
		}
	case events.NodeConnected:
		if e.Starting {
			return NodeStarting
		}
		return NodeOnline
	case events.NodeReady:
		return NodeOnline
	case events.NodeDisconnected:
		return NodeOffline
	case events.NodeLivenessChanged:
		switch e.To {
		case events.LivenessOnline:
			if state == NodeLate || state == NodeStale {
				return NodeOnline
			}
		case events.LivenessLate:
			return NodeLate
		case events.LivenessStale:
			return NodeStale
		}
	}
	return state
}
