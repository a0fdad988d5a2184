package management

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/control/presence"
	"github.com/parley-video/parley/control/references"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections/liveview"
)

// directory looks credentials up in the log itself, so that an account or a
// token that ended a moment ago is refused.
type directory struct {
	executor *control.Executor
	refs     *references.Index
}

func (d directory) Administrator(ctx context.Context, id string) (administrator.State, error) {
	return d.executor.Administrator(ctx, id)
}

func (d directory) TokenByDigest(ctx context.Context, digest string) (access.Token, error) {
	t, ok, err := d.refs.TokenByDigest(ctx, digest)
	if err != nil || !ok {
		return access.Token{}, err
	}
	return access.Token{ID: t.ID, Name: t.Name, Scopes: t.Scopes, ExpiresAt: t.ExpiresAt, Reach: t.Reach}, nil
}

func (d directory) RoleScopes(ctx context.Context, roles []string) (map[string][]rights.Scope, error) {
	return d.refs.RoleScopes(ctx, roles)
}

// reported lets Live View and the other Management Nodes hear of reports besides
// the watch over silence.
type reported struct {
	*nodes.Lifecycle
	ready    *nodes.Readiness
	live     *liveview.View
	presence *presence.Presence
	bursting interface{ Wake() }
}

func (r reported) Connected(ctx context.Context, nodeID string, hello link.Hello, remote string, at time.Time) error {
	err := r.Lifecycle.Connected(ctx, nodeID, hello, remote, at)
	if own, up := r.Link(nodeID); up && err == nil {
		r.presence.Connected(nodeID, own)
		r.ready.Connected(nodeID, own, at)
	}
	return err
}

func (r reported) Reported(nodeID string, report link.Report, at time.Time) {
	r.Lifecycle.Reported(nodeID, report, at)
	r.live.SetReport(nodeID, report)
	r.ready.Reported(nodeID, report, at)
	r.presence.Reported(nodeID, report, at)
	r.bursting.Wake()
}

func (r reported) Disconnected(ctx context.Context, nodeID, reason string, at time.Time) error {
	own, up := r.Link(nodeID)
	r.ready.Disconnected(nodeID)
	err := r.Lifecycle.Disconnected(ctx, nodeID, reason, at)
	if up {
		r.presence.Disconnected(nodeID, own)
	}
	return err
}

// recorder forgets how far a node's facts are recorded when another Management
// Node may have recorded more of them.
type recorder struct {
	*facts.Recorder
	lifecycle *nodes.Lifecycle
}

func (r recorder) Recorded(ctx context.Context, nodeID, epoch string) (uint64, error) {
	elsewhere, err := r.lifecycle.Elsewhere(ctx, nodeID)
	if err != nil {
		return 0, err
	}
	if elsewhere {
		r.Forget(nodeID)
	}
	return r.Recorder.Recorded(ctx, nodeID, epoch)
}

// provisioning makes provisioning documents.
type provisioning struct{ m *Management }

func (p provisioning) Issue(ctx context.Context, order graph.ProvisioningOrder) (graph.ProvisioningDocument, error) {
	node, err := p.m.executor.Node(ctx, order.NodeID)
	if err != nil {
		return graph.ProvisioningDocument{}, fmt.Errorf("provision %s: %w", order.NodeID, err)
	}
	secret, expires, receipt, err := p.m.lifecycle.IssueProvisioning(ctx, order.Envelope, order.NodeID, order.Expires)
	if err != nil {
		return graph.ProvisioningDocument{}, err
	}
	raw, err := json.MarshalIndent(link.Provisioning{
		Version: link.Version, NodeID: order.NodeID, Name: node.Settings.Name, Address: node.Settings.Address,
		FQDN: node.Settings.FQDN, LocationID: node.Settings.LocationID, Role: string(node.Settings.Role),
		ControlURL: p.m.linkURLs[0], ControlURLs: severalOnly(p.m.linkURLs), CA: string(p.m.keys.ca.PEM()), Secret: secret, ExpiresAt: expires,
	}, "", "  ")
	if err != nil {
		return graph.ProvisioningDocument{}, err
	}
	return graph.ProvisioningDocument{
		JSON: string(raw), FileName: fileName(node.Settings.Name), ExpiresAt: expires, Position: receipt.Position,
	}, nil
}

// severalOnly is for documents that only say something of one.
func severalOnly(urls []string) []string {
	if len(urls) == 1 {
		return nil
	}
	return urls
}

// fileName makes a plain file name of a node's name.
func fileName(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	return strings.Trim(plain, "-.") + ".provision.json"
}
