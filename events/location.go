package events

// LocationSettings is the whole configuration of a system location.
type LocationSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// Overflow locations are tried in order when this one is full; ids.
	OverflowLocation1 string `json:"overflowLocation1,omitempty"`
	OverflowLocation2 string `json:"overflowLocation2,omitempty"`
	MTU               int    `json:"mtu"` // bytes, 512 to 1500
	MediaDSCP         int    `json:"mediaDscp"`
	SignallingDSCP    int    `json:"signallingDscp"`
}

// LocationCreated records a new system location.
type LocationCreated struct {
	ID       string           `json:"id"`
	Settings LocationSettings `json:"settings"`
}

// LocationUpdated carries the whole configuration after a change.
type LocationUpdated struct {
	ID       string           `json:"id"`
	Settings LocationSettings `json:"settings"`
}

// LocationRemoved ends a system location.
type LocationRemoved struct {
	ID string `json:"id"`
}

func (LocationCreated) EventType() string { return "location.created.v1" }
func (LocationUpdated) EventType() string { return "location.updated.v1" }
func (LocationRemoved) EventType() string { return "location.removed.v1" }
