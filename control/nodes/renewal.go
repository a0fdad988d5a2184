package nodes

import (
	"context"

	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/nodeagent/link"
)

// Renewing is the node's record when fingerprint is that of a certificate that
// it may show. It changes nothing.
func (l *Lifecycle) Renewing(ctx context.Context, nodeID, fingerprint string) (link.Node, error) {
	s, err := l.executor.Node(ctx, nodeID)
	if err != nil {
		return link.Node{}, err
	}
	if err := mayShow(s, fingerprint); err != nil {
		return link.Node{}, err
	}
	return linkNode(s), nil
}

// Renew records a further certificate of a node. The one that it presented is
// good until the new one is used.
func (l *Lifecycle) Renew(ctx context.Context, nodeID, presented string, c link.Issued, remote string) error {
	_, err := l.executor.Execute(ctx, ofNode(nodeID), node.Renew{
		ID: nodeID, Presented: presented, Now: l.now(), Remote: clip(remote),
		Serial: c.Serial, Fingerprint: c.Fingerprint, ExpiresAt: c.ExpiresAt.UTC(),
	})
	return refused(err)
}

// Used records that a node that may connect showed a certificate. When it is a
// renewed one, the one before is void from now on.
func (l *Lifecycle) Used(ctx context.Context, nodeID, fingerprint string) error {
	s, err := l.executor.Node(ctx, nodeID)
	if err != nil || s.Renewed.Fingerprint != fingerprint {
		return err
	}
	_, err = l.executor.Execute(ctx, ofNode(nodeID), node.Adopt{ID: nodeID, Fingerprint: fingerprint})
	return refused(err)
}

// mayShow is nil when a node may show a certificate.
func mayShow(s node.State, fingerprint string) error {
	switch {
	case !s.Live():
		return unknownNode()
	case s.Accepts(fingerprint):
		return nil
	case s.Revoked || s.Certificate.Fingerprint != "":
		return link.Refused{Code: link.CodeRevoked, Message: "the certificate was revoked, or the node has another one now"}
	default:
		return link.Refused{Code: link.CodeNotEnrolled, Message: "the node is not enrolled"}
	}
}

func linkNode(s node.State) link.Node {
	return link.Node{
		ID: s.ID, Name: s.Settings.Name, LocationID: s.Settings.LocationID, Role: string(s.Settings.Role),
		Address: s.Settings.Address, FQDN: s.Settings.FQDN, AlwaysOn: s.Settings.AlwaysOn,
		Maintenance: s.Maintenance, MediaPriorityWeight: s.Settings.MediaPriorityWeight,
	}
}
