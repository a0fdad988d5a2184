package bursting

import (
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/events"
)

// Finding is what was found out about one right.
type Finding struct {
	Permission string // the cloud's word
	InstanceID string // empty: none
	Tried      bool
	Granted    bool
	Message    string
}

// Check is what may be done with an account.
type Check struct {
	Findings []Finding
	Machines []bursting.Machine
	Failure  *events.BurstFailure // nothing could be found out; nil: it could
	At       time.Time
}

// Port has to be open at a node's machine.
type Port struct {
	Outbound bool
	Protocol string // TCP or UDP
	Port     string // one, or the first and last
	Peer     string // who is at the other end
	Purpose  string
}

// Variant are settings to simulate.
type Variant struct {
	Name     string
	Settings bursting.Settings
	// Everywhere: the threshold is that of locations which have one of their own,
	// too.
	Everywhere bool
	Boot       time.Duration // until a node takes calls; 0: as it usually took
	Price      Price
}

// Order asks for a simulation.
type Order struct {
	From, Until time.Time
	Variants    []Variant
}

// Simulation is what came of it.
type Simulation struct {
	Calls    int
	Outcomes []Outcome
}

// Outcome is what came of one variant.
type Outcome struct {
	Variant Variant
	replay.Outcome
}
