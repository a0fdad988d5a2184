// Package node decides about Conferencing Nodes: their configuration and
// their life, from provisioning to removal. It also says when a node that is
// silent counts as late or stale.
//
// It is pure; see package domain for the promises of all deciders.
package node

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Command is a command for a node.
type Command interface {
	domain.Command
	command()
}

// Patch is a set of new values; what is not set keeps its value, or gets its
// default in a new node. A CapacityHD of 0 means measured.
type Patch struct {
	Name                domain.Opt[string]
	Description         domain.Opt[string]
	LocationID          domain.Opt[string]
	Role                domain.Opt[events.NodeRole]
	Address             domain.Opt[string]
	FQDN                domain.Opt[string]
	AlwaysOn            domain.Opt[bool]
	CapacityHD          domain.Opt[int]
	MediaPriorityWeight domain.Opt[int]
	SecondaryAddress    domain.Opt[string] // empty clears it, as with all below
	StaticNATAddress    domain.Opt[string]
	IPv6Address         domain.Opt[string]
	CloudBursting       domain.Opt[bool]
}

// What administrators ask for.
type (
	// Create makes the record of a new node.
	Create struct {
		ID string // set by control
		Patch
	}
	// Update changes a node.
	Update struct {
		ID string
		Patch
		// DropCalls agrees that a change of location or role ends the calls
		// that run on the node.
		DropCalls bool
	}
	// Remove ends a node's record. Its certificate is worthless from then on.
	Remove struct {
		ID     string
		Reason string
		// Force removes a node that has not drained: its calls end.
		Force bool
		// Carried is what it carries now.
		Carried Carried
		// Attempt is how bursting stands with its machine; empty: nothing goes on.
		Attempt string
	}
	// SetMaintenance makes the node refuse new calls, or take them again.
	SetMaintenance struct {
		ID          string
		Maintenance bool
		Reason      string
		// Carried is what it carries now.
		Carried Carried
	}
	// IssueProvisioning records a new provisioning document; an earlier one
	// that was not redeemed is void. Only the digest of its secret comes in.
	IssueProvisioning struct {
		ID           string
		SecretDigest string // hex SHA-256
		Now          time.Time
		ExpiresAt    time.Time
	}
)

// What nodes, and the watch over them, report.
type (
	// Enrol redeems the provisioning document for a certificate.
	Enrol struct {
		ID           string
		SecretDigest string // of the secret that was presented
		KeyDigest    string // hex SHA-256 of the public key that was presented
		Now          time.Time
		Serial       string
		Fingerprint  string
		ExpiresAt    time.Time
	}
	// Connect records that the node dialled in.
	Connect struct {
		ID             string
		Epoch          string
		Version        string
		BootTime       time.Time
		CapacityTokens int64
		ClientURL      string
		ClusterAddress string // where other nodes reach it; empty: nowhere
		Remote         string
	}
	// Restart records a new boot time, if it is one.
	Restart struct {
		ID       string
		BootTime time.Time
	}
	// Disconnect records that a link ended, unless the node has a later one by
	// now.
	Disconnect struct {
		ID     string
		Reason string
		Link   events.Revision // at which it was connected; 0: whichever is up
	}
	// ObserveLiveness records how fresh the node's reports are.
	ObserveLiveness struct {
		ID           string
		To           events.Liveness
		LastReportAt time.Time
	}
	// RecordFact records a fact that the node reported about itself.
	RecordFact struct {
		ID    string
		Fact  events.FactRef
		Event events.Event
	}
)

// References is what a decision must know of other aggregates.
type References struct {
	// Exists holds the ids of those locations that the command names (see
	// Refers) and that exist.
	Exists map[string]bool
	// Calls is how many calls run on the node, when the command may end them
	// (see MayDropCalls).
	Calls int
}

// MayDropCalls reports whether a command ends the calls of its node, depending
// on what it changes.
func MayDropCalls(cmd Command, s State) bool {
	c, ok := cmd.(Update)
	return ok && moves(c.apply(s.Settings), s.Settings)
}

// moves reports whether a change makes another node of it.
func moves(after, before events.NodeSettings) bool {
	return after.LocationID != before.LocationID || after.Role != before.Role
}

// Refers lists the locations that a command names.
func Refers(cmd Command) []string {
	var id domain.Opt[string]
	switch c := cmd.(type) {
	case Create:
		id = c.LocationID
	case Update:
		id = c.LocationID
	}
	if !id.Set || id.Value == "" {
		return nil
	}
	return []string{id.Value}
}
