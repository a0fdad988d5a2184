package certificates

import (
	"slices"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

// apply folds one event. The caller holds mu.
func (c *Certificates) apply(e events.Recorded) []projections.Change {
	if changes, ok := c.applyCertificate(e); ok {
		return changes
	}
	return c.applyNode(e)
}

func (c *Certificates) applyCertificate(e events.Recorded) ([]projections.Change, bool) {
	at := e.Meta.Time.UTC()
	switch body := e.Event.(type) {
	case events.CertificateRequested:
		c.rows[body.ID] = Certificate{ID: body.ID, CreatedAt: at, Name: body.Name, Request: &body.Request}
		return c.changed(e, body.ID), true
	case events.CertificateUploaded:
		c.rows[body.ID] = Certificate{ID: body.ID, CreatedAt: at, Name: body.Name, Chain: body.Chain, Info: body.Info}
		return c.changed(e, body.ID), true
	case events.CertificateInstalled:
		if row, ok := c.rows[body.ID]; ok {
			row.Chain, row.Info = body.Chain, body.Info
			if body.Key != "" {
				row.Request = nil // it was for the key of before
			}
			c.rows[body.ID] = row
		}
		return c.changed(e, body.ID), true
	case events.CertificateRenamed:
		if row, ok := c.rows[body.ID]; ok {
			row.Name = body.Name
			c.rows[body.ID] = row
		}
		return c.changed(e, body.ID), true
	case events.CertificateRemoved:
		delete(c.rows, body.ID)
		return []projections.Change{{Kind: ChangeCertificate, ID: body.ID, Removed: true}}, true
	case events.CertificateWebAssigned:
		was := c.web
		c.web = body.CertificateID
		return served(was, c.web), true
	case events.CertificateNodeAssigned:
		n, ok := c.nodes[body.NodeID]
		if !ok {
			return nil, true
		}
		was := n.ServesID
		n.ServesID = body.CertificateID
		c.nodes[body.NodeID] = n
		return append(served(was, n.ServesID), projections.Change{Kind: ChangeNode, ID: body.NodeID}), true
	}
	return nil, false
}

// changed follows the revision, which is what a command has to expect.
func (c *Certificates) changed(e events.Recorded, id string) []projections.Change {
	row, ok := c.rows[id]
	if !ok {
		return nil
	}
	row.Revision = int64(e.Revision) // stores bound it
	row.UpdatedAt = e.Meta.Time.UTC()
	c.rows[id] = row
	return []projections.Change{{Kind: ChangeCertificate, ID: id}}
}

// served are the certificates that are used by others now.
func served(ids ...string) []projections.Change {
	var changes []projections.Change
	for _, id := range ids {
		if id != "" {
			changes = append(changes, projections.Change{Kind: ChangeCertificate, ID: id})
		}
	}
	return changes
}

func (c *Certificates) applyNode(e events.Recorded) []projections.Change {
	switch body := e.Event.(type) {
	case events.NodeCreated:
		c.nodes[body.ID] = Node{ID: body.ID, Provisioning: ProvisioningNone}.with(body.Settings)
		return []projections.Change{{Kind: ChangeNode, ID: body.ID}}
	case events.NodeRemoved:
		n := c.nodes[body.ID]
		delete(c.nodes, body.ID)
		return append(served(n.ServesID), projections.Change{Kind: ChangeNode, ID: body.ID, Removed: true})
	}
	id, change := nodeChange(e)
	n, ok := c.nodes[id]
	if !ok || change == nil {
		return nil
	}
	change(&n)
	c.nodes[id] = n
	return []projections.Change{{Kind: ChangeNode, ID: id}}
}

func (n Node) with(s events.NodeSettings) Node {
	n.Name, n.LocationID, n.Address, n.FQDN = s.Name, s.LocationID, s.Address, s.FQDN
	return n
}

// nodeChange is what an event changes of a node.
func nodeChange(e events.Recorded) (string, func(*Node)) {
	at := e.Meta.Time.UTC()
	switch body := e.Event.(type) {
	case events.NodeUpdated:
		return body.ID, func(n *Node) { *n = n.with(body.Settings) }
	case events.NodeProvisioningIssued:
		return body.ID, func(n *Node) {
			n.Provisioning, n.IssuedAt, n.ExpiresAt = ProvisioningIssued, at, body.ExpiresAt.UTC()
		}
	case events.NodeProvisioningRefused:
		return body.ID, func(n *Node) {
			refusal := Refusal{Position: e.Position, Time: at, Reason: body.Reason, Remote: body.Remote, Count: body.Count}
			kept := n.Refusals[:min(len(n.Refusals), maxRefusals-1)]
			n.Refusals = slices.Concat([]Refusal{refusal}, kept) // others may read the old one
		}
	case events.NodeEnrolled:
		return body.ID, func(n *Node) {
			n.Provisioning, n.Renewed, n.RevokedAt, n.Reason = ProvisioningRedeemed, nil, nil, ""
			n.Certificate = &NodeCertificate{body.Serial, body.Fingerprint, at, body.ExpiresAt.UTC()}
		}
	case events.NodeCertificateRenewed:
		return body.ID, func(n *Node) {
			n.Renewed = &NodeCertificate{body.Serial, body.Fingerprint, at, body.ExpiresAt.UTC()}
		}
	case events.NodeCertificateAdopted:
		return body.ID, func(n *Node) {
			if n.Renewed != nil {
				n.Certificate, n.Renewed = n.Renewed, nil
			}
		}
	case events.NodeCertificateRevoked:
		return body.ID, func(n *Node) {
			n.Provisioning, n.Certificate, n.Renewed = ProvisioningRevoked, nil, nil
			n.RevokedAt, n.Reason = &at, body.Reason
		}
	}
	return "", nil
}
