// Package assignment decides who serves which of the administrator's
// certificates: the web side of the Management Nodes and each Conferencing
// Node have at most one. All of it is in one stream, so that giving somebody
// another certificate leaves no moment without.
//
// It is pure; see package domain for the promises of all deciders.
package assignment

import (
	"fmt"
	"maps"
	"slices"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is AssignWeb or AssignNode.
type Command interface {
	domain.Command
	// Certificate is the certificate that the command names; empty: none.
	Certificate() string
	command()
}

type (
	// AssignWeb has the Management Nodes' web side served with a certificate.
	AssignWeb struct{ CertificateID string } // empty: none of ours
	// AssignNode has a Conferencing Node serve a certificate.
	AssignNode struct{ NodeID, CertificateID string } // empty: none of ours
)

// References is what a decision must know of others.
type References struct {
	Installed bool // the certificate that the command names can be served
	Pending   bool // it is a request that waits for its certificate
	Node      bool // the node that the command names exists
}

// State is who serves what.
type State struct {
	Web   string            // certificate
	Nodes map[string]string // node to certificate
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Claims are the unique keys in use: none.
func Claims(State) []domain.Claim { return nil }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.CertificateWebAssigned:
		s.Web = e.CertificateID
	case events.CertificateNodeAssigned:
		next := maps.Clone(s.Nodes)
		if next == nil {
			next = make(map[string]string, 1)
		}
		if next[e.NodeID] = e.CertificateID; e.CertificateID == "" {
			delete(next, e.NodeID)
		}
		s.Nodes = next
	}
	return s
}

// Users are the nodes that serve a certificate, and whether the web side does.
func (s State) Users(certificateID string) (nodes []string, web bool) {
	for id, c := range s.Nodes {
		if c == certificateID {
			nodes = append(nodes, id)
		}
	}
	slices.Sort(nodes)
	return nodes, s.Web == certificateID && certificateID != ""
}

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	var check domain.Checker
	switch {
	case cmd.Certificate() == "" || refs.Installed:
	case refs.Pending:
		check.Refuse(domain.CodeNotAllowed, "The certificate of this request was not installed yet.", "certificateId")
	default:
		check.Refuse(domain.CodeNotFound, "There is no such certificate.", "certificateId")
	}
	var event events.Event
	switch c := cmd.(type) {
	case AssignWeb:
		if c.CertificateID != s.Web {
			event = events.CertificateWebAssigned{CertificateID: c.CertificateID}
		}
	case AssignNode:
		if !refs.Node {
			check.Refuse(domain.CodeNotFound, "There is no such Conferencing Node.", "nodeId")
		}
		if c.CertificateID != s.Nodes[c.NodeID] {
			event = events.CertificateNodeAssigned{NodeID: c.NodeID, CertificateID: c.CertificateID}
		}
	default:
		return domain.Decision{}, fmt.Errorf("certificate assignment: unknown command %T", cmd)
	}
	if err := check.Err(); err != nil || event == nil {
		return domain.Decision{}, err
	}
	return domain.Decision{Events: []events.Event{event}}, nil
}

// CommandName implements domain.Command.
func (AssignWeb) CommandName() string { return "certificate.assign-web" }

// CommandName implements domain.Command.
func (AssignNode) CommandName() string { return "certificate.assign-node" }

// AggregateID implements domain.Command: there is one stream of them.
func (AssignWeb) AggregateID() string { return events.CertificateAssignmentsStream }

// AggregateID implements domain.Command: there is one stream of them.
func (AssignNode) AggregateID() string { return events.CertificateAssignmentsStream }

// Certificate implements Command.
func (c AssignWeb) Certificate() string { return c.CertificateID }

// Certificate implements Command.
func (c AssignNode) Certificate() string { return c.CertificateID }

func (AssignWeb) command()  {}
func (AssignNode) command() {}
