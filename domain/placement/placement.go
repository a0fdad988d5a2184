// Package placement decides which Conferencing Node carries the media of a
// call, and says of every node that it weighed why it was taken or not.
//
// It is pure and knows no events: what it must know comes in as arguments, so
// that the control plane and the nodes themselves decide alike. It imports
// domain/capacity and the standard library only, changes nothing that it is
// given, and may be called by many goroutines at once. The same input, in
// whatever order, leads to the same decision.
package placement

import "github.com/parley-video/parley/domain/capacity"

// MaxNodes is how many nodes of one location may carry the media of one
// conference. Beyond them the location counts as full for that conference.
const MaxNodes = 3

// Location is a system location.
type Location struct {
	ID string
	// Transcoding carries the media of calls that are received here; empty: the
	// location itself.
	Transcoding string
	// Overflow1 and Overflow2 are tried when that one is full; empty: none.
	Overflow1, Overflow2 string
}

// Node is a Conferencing Node as it is now.
type Node struct {
	ID       string
	Location string
	// Proxying nodes forward the media of their callers and host nothing.
	Proxying bool
	Weight   int             // higher is tried first
	Capacity capacity.Tokens // what it can carry
	Used     capacity.Tokens // what it carries
	// Maintenance: it takes no new calls.
	Maintenance bool
	// Stale: it has not reported lately, or never, so nobody knows whether it
	// runs.
	Stale bool
}

func (n Node) free() capacity.Tokens { return n.Capacity - n.Used }

// Request is the call that is to be placed.
type Request struct {
	// Location is that of the node which took the call.
	Location string
	// ByProxy: that node is a proxying one, so a proxying node of the location
	// carries the caller's media as well.
	ByProxy bool
	// Cost is what the call takes on the node that carries its media, and once
	// more on the proxying node.
	Cost capacity.Tokens
	// Reserve is what the conference takes in advance on a node that it has not
	// touched yet.
	Reserve capacity.Tokens
	// Present are the nodes that carry media of the conference already.
	Present []string
}

// Verdict is what became of a candidate: a node, or a whole location.
type Verdict string

// The verdicts. They are machine-readable and stay as they are.
const (
	Chosen Verdict = "chosen"

	// Of nodes that could not have been taken.
	Proxies     Verdict = "proxying"    // it hosts nothing
	Maintenance Verdict = "maintenance" // it takes no new calls
	Stale       Verdict = "stale"       // it has not reported lately
	Full        Verdict = "full"        // too little is free
	// NodeLimit: as many nodes of the location as may carry the conference.
	NodeLimit Verdict = "conference-node-limit"

	// Of nodes that could have been taken.
	NotPresent  Verdict = "not-present"  // another one carries the conference already
	LowerWeight Verdict = "lower-weight" // another one is to be tried first
	LessFree    Verdict = "less-free"    // another one has more to give
	ComesAfter  Verdict = "comes-after"  // another one is as good and comes first by name

	// Of locations, and of nodes in them.
	NotNeeded Verdict = "not-needed" // an earlier location has room
	NoNodes   Verdict = "no-nodes"   // nothing in it hosts conferences
	NoneUp    Verdict = "none-up"    // all that could are in maintenance or silent
	Unknown   Verdict = "unknown"    // there is no such location
	Repeated  Verdict = "repeated"   // it was tried before
)

// Step says why a location is among those that are tried.
type Step string

// The steps, in their order.
const (
	StepTranscoding Step = "transcoding"
	StepOverflow1   Step = "overflow1"
	StepOverflow2   Step = "overflow2"
)

// Candidate is a node that was weighed.
type Candidate struct {
	Node    string
	Verdict Verdict
	Present bool            // it carries the conference already
	Needed  capacity.Tokens // what the call would take there
	Free    capacity.Tokens // what is free there
	Weight  int
}

// Try is a location that was weighed, with its nodes, the best first.
type Try struct {
	Location   string
	Step       Step
	Verdict    Verdict
	Candidates []Candidate
}

// Rejection is why a call is not placed.
type Rejection string

// The rejections.
const (
	NotRejected Rejection = ""
	// CapacityExceeded: every location that was tried is full, at least for this
	// conference.
	CapacityExceeded Rejection = "capacity-exceeded"
	// EdgeExceeded: no proxying node of the receiving location has room.
	EdgeExceeded Rejection = "edge-capacity-exceeded"
	// NothingUp: the nodes that could carry it are in maintenance or silent.
	NothingUp Rejection = "no-node-available"
	// NothingThere: none of the locations has a node that hosts conferences.
	NothingThere Rejection = "no-transcoding-node"
	// NoLocation: the receiving location does not exist.
	NoLocation Rejection = "unknown-location"
)

// Decision is where a call goes, or why it goes nowhere.
type Decision struct {
	Node     string // carries the media; empty: rejected
	Location string // of that node
	// Edge is the proxying node that faces the caller; empty unless the call
	// came by proxy.
	Edge      string
	Rejection Rejection
	Tries     []Try
	// Edges are the proxying nodes that were weighed when the call came by
	// proxy.
	Edges []Candidate
}
