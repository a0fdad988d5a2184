// Package nodes records the life of Conferencing Nodes: provisioning,
// enrolment, links, restarts, and silence.
//
// It owns the watch over silent nodes (in memory; only its changes are events),
// the end of links whose Management Node is gone, the end of conferences whose
// node was removed, and the one-time secrets at the moment they are made. It
// imports control, domain, events and the vocabulary of nodeagent/link. A
// Lifecycle is safe for concurrent use and starts nothing; a Watcher, Recovery
// and Endings work while their Run does, which is in one Management Node of a
// deployment at a time. Should two be at it for a moment, what both record is
// recorded once, for all of it is decided on the log.
package nodes

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// Executor is what a Lifecycle needs of control.
type Executor interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
	Node(ctx context.Context, id string) (node.State, error)
}

// Lifecycle records what happens to nodes.
type Lifecycle struct {
	executor Executor
	watcher  *Watcher
	now      func() time.Time

	mu    sync.Mutex // guards links
	links map[string]ownLink
}

// New makes a Lifecycle. It tells watcher who reports; now is time.Now when nil.
func New(executor Executor, watcher *Watcher, now func() time.Time) *Lifecycle {
	if now == nil {
		now = time.Now
	}
	return &Lifecycle{executor: executor, watcher: watcher, now: now, links: map[string]ownLink{}}
}

// IssueProvisioning makes the one-time secret of a provisioning document. Only
// its digest is recorded; an earlier document that was not redeemed is void.
func (l *Lifecycle) IssueProvisioning(ctx context.Context, env control.Envelope, nodeID string, validity time.Duration) (secret string, expiresAt time.Time, receipt control.Receipt, err error) {
	now := l.now().UTC()
	expiresAt = now.Add(validity)
	secret, err = newSecret()
	if err != nil {
		return "", time.Time{}, control.Receipt{}, err
	}
	receipt, err = l.executor.Execute(ctx, env, node.IssueProvisioning{
		ID: nodeID, SecretDigest: digest(secret), Now: now, ExpiresAt: expiresAt,
	})
	if err != nil {
		return "", time.Time{}, control.Receipt{}, err
	}
	if receipt.Repeated { // the recorded digest is that of the first call's secret
		return "", time.Time{}, receipt, nil
	}
	return secret, expiresAt, receipt, nil
}

func newSecret() (string, error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("make a provisioning secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Check is the node's record when secret is that of its unredeemed, unexpired
// provisioning document, or of one that was redeemed with the very key and led
// to no link yet. It changes nothing.
func (l *Lifecycle) Check(ctx context.Context, nodeID, secret, key string) (link.Node, error) {
	s, err := l.executor.Node(ctx, nodeID)
	if err != nil {
		return link.Node{}, err
	}
	if !s.Live() {
		return link.Node{}, unknownNode()
	}
	if err := node.CheckSecret(s, digest(secret), key, l.now()); err != nil {
		return link.Node{}, refused(err)
	}
	return linkNode(s), nil
}

// Redeem records that the node is enrolled with a certificate; the secret is
// of no more use to others. Of two that redeem it at once one is refused.
// Redeeming again with the same secret and the same certificate is nil, for an
// answer may have been lost; with the same key and another certificate, which
// is signed when the first one is not at hand any more, the node has a further
// one.
func (l *Lifecycle) Redeem(ctx context.Context, nodeID, secret, key string, c link.Issued) error {
	_, err := l.executor.Execute(ctx, ofNode(nodeID), node.Enrol{
		ID: nodeID, SecretDigest: digest(secret), KeyDigest: key, Now: l.now(),
		Serial: c.Serial, Fingerprint: c.Fingerprint, ExpiresAt: c.ExpiresAt.UTC(),
	})
	return refused(err)
}

// Enrolled is nil when fingerprint is that of the certificate that the node
// is enrolled with now, or of the one that is to take its place.
func (l *Lifecycle) Enrolled(ctx context.Context, nodeID, fingerprint string) error {
	s, err := l.executor.Node(ctx, nodeID)
	if err != nil {
		return err
	}
	return mayShow(s, fingerprint)
}

// Connected records that a node dialled in, and that it was restarted when its
// boot time is a new one.
func (l *Lifecycle) Connected(ctx context.Context, nodeID string, hello link.Hello, remote string, at time.Time) error {
	receipt, err := l.executor.Execute(ctx, ofNode(nodeID), node.Connect{
		ID: nodeID, Epoch: clip(hello.Epoch), Version: clip(hello.Software), BootTime: instant(hello.BootTime),
		CapacityTokens: hello.CapacityTokens, ClientURL: clip(hello.ClientURL), Remote: remote,
		ClusterAddress: reachable(hello.ClusterAddress),
	})
	if err != nil {
		return refused(err)
	}
	l.begun(nodeID, receipt.Revision)
	l.watcher.Reported(nodeID, at)
	return nil
}

// maxText is the longest text of a node that is recorded, in bytes.
const maxText = 1024

func clip(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "")
}

// maxAddress is the longest host name with a port, in bytes.
const maxAddress = 253 + len(":65535")

// reachable is an address that other nodes can be told; empty when a node says
// something else. Who is there they see for themselves.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil || host == "" || len(address) > maxAddress {
		return ""
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return ""
	}
	return address
}

// instant is a time that an event can hold; unknown when a node's clock says
// something else.
func instant(t time.Time) time.Time {
	const lastYear = 9999 // that JSON can hold
	if t = t.UTC(); t.Year() < 1 || t.Year() > lastYear {
		return time.Time{}
	}
	return t
}

// Reported notes a report. It never blocks and writes nothing.
func (l *Lifecycle) Reported(nodeID string, _ link.Report, at time.Time) {
	l.watcher.Reported(nodeID, at)
}

// Restarted records a boot time that became known otherwise than by Connected.
func (l *Lifecycle) Restarted(ctx context.Context, nodeID string, boot time.Time) error {
	_, err := l.executor.Execute(ctx, ofNode(nodeID), node.Restart{ID: nodeID, BootTime: instant(boot)})
	return refused(err)
}

// Disconnected records that the link ended which Connected began. The watch
// goes on: a node that does not come back becomes late and stale. A node that
// has a later link by now, perhaps to another Management Node, keeps it; and of
// a link of which it is not known whether its beginning was recorded, Recovery
// records the end.
func (l *Lifecycle) Disconnected(ctx context.Context, nodeID, reason string, _ time.Time) error {
	own, ok := l.ended(nodeID)
	if !ok {
		return nil
	}
	_, err := l.executor.Execute(ctx, ofNode(nodeID), node.Disconnect{ID: nodeID, Reason: reason, Link: own.link})
	if domain.IsRefusal(err, domain.CodeNotFound) { // removed, which ended the link
		l.watcher.Forget(nodeID)
		return nil
	}
	return err
}

func ofNode(id string) control.Envelope {
	return control.Envelope{Actor: events.Actor{Kind: events.ActorNode, ID: id}}
}

func bySystem() control.Envelope {
	return control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}
}

func unknownNode() error {
	return link.Refused{Code: link.CodeUnknownNode, Message: "there is no such node"}
}

// refused says in the words of the link what a node is refused for.
func refused(err error) error {
	switch {
	case domain.IsRefusal(err, domain.CodeNotFound):
		return unknownNode()
	case errors.Is(err, node.ErrSecret):
		return link.Refused{Code: link.CodeSecret, Message: node.ErrSecret.Error()}
	case errors.Is(err, node.ErrReplayed):
		return link.Refused{Code: link.CodeReplayed, Message: node.ErrReplayed.Error()}
	case errors.Is(err, node.ErrVoid):
		return link.Refused{Code: link.CodeVoid, Message: node.ErrVoid.Error()}
	case errors.Is(err, node.ErrRevoked):
		return link.Refused{Code: link.CodeRevoked, Message: node.ErrRevoked.Error()}
	case errors.Is(err, node.ErrTooSoon):
		return link.Refused{Code: link.CodeUnavailable, Message: node.ErrTooSoon.Error()}
	case errors.Is(err, node.ErrExpired):
		return link.Refused{Code: link.CodeExpired, Message: node.ErrExpired.Error()}
	default:
		return err
	}
}
