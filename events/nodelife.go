package events

// NodeReady records that the node has taken over the configuration as it was
// when it connected, and reports. Until then it is starting.
type NodeReady struct {
	ID string `json:"id"`
	// ConfigPosition is what it has taken over.
	ConfigPosition Position `json:"configPosition"`
	AfterMillis    int64    `json:"afterMillis"` // since it connected
}

// NodeDrained records that the last call has ended on a node in maintenance.
type NodeDrained struct {
	ID string `json:"id"`
}

func (NodeReady) EventType() string   { return "node.ready.v1" }
func (NodeDrained) EventType() string { return "node.drained.v1" }
