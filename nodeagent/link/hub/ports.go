// Package hub is the control plane's side of the node link: it accepts the
// nodes' connections, proves who they are, and passes on what they say.
//
// It owns one goroutine set per link and imports nodeagent/link, the WebSocket
// library and the standard library; the rest of the control plane is reached
// through the ports below, whose words are those of nodeagent/link so that an
// implementation need not import this package. All methods are safe for
// concurrent use. New starts nothing; a link lives in the goroutine of its HTTP
// request, and Run ends all links before it returns.
//
// A port refuses a node by returning a link.Refused (errors.As); any other
// error means "not now" and is told to the node as link.CodeUnavailable.
package hub

import (
	"context"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// Nodes says who may connect.
type Nodes interface {
	// Enrolled is nil when fingerprint (hex SHA-256 of the certificate) is the
	// one the node is enrolled with now, or the renewed one. It refuses with unknown-node,
	// not-enrolled or revoked. It is asked at every connect and once a minute
	// for each link.
	Enrolled(ctx context.Context, nodeID, fingerprint string) error
}

// Enrolment redeems provisioning documents.
type Enrolment interface {
	// Check is the node's record when secret is that of its unredeemed,
	// unexpired provisioning document, or of one that was redeemed with the same
	// key (hex SHA-256 of the public key) and whose certificate was not used
	// yet. It changes nothing. It refuses with unknown-node, secret, replayed,
	// void or expired, and compares in constant time.
	Check(ctx context.Context, nodeID, secret, key string) (link.Node, error)
	// Redeem records that the node is enrolled with the certificate; the
	// secret is of no more use to others. Redeeming again with the same secret
	// and the same certificate is nil, for an answer may have been lost; with
	// the same key and another certificate, both are good until it is used.
	Redeem(ctx context.Context, nodeID, secret, key string, c link.Issued) error
	// Refused hears of an attempt that was refused with a code; remote is
	// whence it came. It must not take long. ctx outlives whoever attempted it.
	Refused(ctx context.Context, nodeID, code, remote string)
}

// Renewal gives enrolled nodes further certificates.
type Renewal interface {
	// Renewing is the node's record when fingerprint is that of a certificate
	// that it may show. It refuses like Nodes.
	Renewing(ctx context.Context, nodeID, fingerprint string) (link.Node, error)
	// Renew records a certificate for the node that presented another one, which
	// is good until the new one was used. Recording the same one again is nil.
	Renew(ctx context.Context, nodeID, presented string, c link.Issued, remote string) error
	// Used hears that a node that may connect showed a certificate, before it
	// is welcomed.
	Used(ctx context.Context, nodeID, fingerprint string) error
}

// Facts records what happened on nodes. Calls for one node come one after the
// other, in order.
type Facts interface {
	// Recorded is the newest fact of the epoch that is in the log, 0 when that
	// is not known.
	Recorded(ctx context.Context, nodeID, epoch string) (uint64, error)
	// Record makes the facts durable, in order, each once however often it is
	// given, and says up to which number the node may forget. With an error
	// that number counts as well, and the rest is given again later. What it
	// cannot make sense of it must set aside durably rather than refuse: the
	// node keeps a refused fact at the head of its queue.
	Record(ctx context.Context, nodeID, epoch string, facts []link.Fact) (ackedSeq uint64, err error)
}

// Lifecycle hears of links and reports. For one node the calls come one after
// the other: Connected, any number of Reported, Disconnected.
type Lifecycle interface {
	// Connected accepts the link; remote is the node's address.
	Connected(ctx context.Context, nodeID string, hello link.Hello, remote string, at time.Time) error
	// Reported must return at once.
	Reported(nodeID string, report link.Report, at time.Time)
	// Disconnected says that the link ended. Reason is machine-readable:
	// closed, lost, timeout, malformed, slow, replaced, revoked, shutdown or
	// unavailable.
	Disconnected(ctx context.Context, nodeID, reason string, at time.Time) error
}

// Certificates are what nodes serve participants with.
type Certificates interface {
	// Next waits until a node is to serve another certificate than the one with
	// the digest that it has.
	Next(ctx context.Context, nodeID, have string) (link.WebCertificate, error)
}

// Configs is the source of configuration; it is the same for all nodes.
type Configs interface {
	// Snapshot is the whole configuration and its position, which is not
	// empty. The caller does not write to the slice.
	Snapshot(ctx context.Context) (position string, entities []link.Entity, err error)
	// Next waits until the configuration has moved on from a position and
	// gives the difference, From being that position. Between two positions it
	// is always the same. It is link.ErrNoDelta when it cannot be told.
	Next(ctx context.Context, after string) (link.ConfigDelta, error)
}
