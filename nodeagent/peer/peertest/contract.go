package peertest

import (
	"testing"

	"github.com/parley-video/parley/nodeagent/peer"
)

// Node is all that a node can do with others.
type Node interface {
	peer.Peers
	peer.Conns
	peer.Datagrams
}

// Rig is a network of nodes, this one or a real one.
type Rig struct {
	// Start runs a node after prepare has set its handlers of datagrams.
	Start     func(id string, prepare func(Node)) Node
	Address   func(id string) string
	Cut, Heal func(a, b string)
	Kill      func(id string)
}

// Case is a part of the contract. It is a function of its own, and not run by a
// suite, so that each can have a bubble.
type Case struct {
	Name string
	Test func(t *testing.T, r Rig)
}

// Contract is what every implementation of peer.Peers, Conns and Datagrams does.
func Contract() []Case {
	return []Case{
		{"an answer bears what was asked by whom", testAnswer},
		{"a refusal comes as it was said", testRefusal},
		{"a node without a record cannot be reached", testUnknownNode},
		{"nothing is larger than its bound", testBounds},
		{"frames come in order and end", testFrames},
		{"a reader that goes ends the handler", testReaderGoes},
		{"a node that is killed ends streams and answers nothing", testKilled},
		{"a cut is noticed by both within five seconds", testCut},
		{"a handler that does not answer is given up", testDeadline},
		{"who gives up does not blame the node", testGivingUp},
		{"a handler that breaks off has not answered", testBreakOff},
		{"a reader that does not read is given up", testSlowReader},
		{"plain connections go both ways", testConns},
		{"a cut ends plain connections", testConnsCut},
		{"datagrams are told apart by their first byte", testDatagrams},
	}
}

func noDatagrams(Node) {}

func (r Rig) two() (a, b Node) {
	return r.Start("node-a", noDatagrams), r.Start("node-b", noDatagrams)
}
