package certificates

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Name of the projection.
const Name = "certificates"

// The kinds of its changes.
const (
	ChangeCertificate = "certificate" // one that an administrator brought, or who serves it
	ChangeNode        = "node"        // what a node enrols and connects with
)

// Certificate is one that an administrator brought.
type Certificate struct {
	ID        string
	Revision  int64
	CreatedAt time.Time
	UpdatedAt time.Time
	Name      string
	// Request is nil when the certificate came with its key.
	Request *events.CertificateRequest
	// Chain is PEM, and empty until there is a certificate for the request.
	Chain string
	Info  events.CertificateInfo
	// Web says that the Management Nodes' web side is served with it, and Nodes
	// which Conferencing Nodes do, by identifier.
	Web   bool
	Nodes []string
}

// Installed says that there is a certificate and not only a request.
func (c Certificate) Installed() bool { return c.Chain != "" }

// ProvisioningState is what became of a node's last provisioning document.
type ProvisioningState string

// The states. Whether an issued one has expired is for those who have a clock.
const (
	ProvisioningNone     ProvisioningState = "NONE"
	ProvisioningIssued   ProvisioningState = "ISSUED"
	ProvisioningRedeemed ProvisioningState = "REDEEMED"
	ProvisioningRevoked  ProvisioningState = "REVOKED"
)

// Node is what a node enrols and connects with.
type Node struct {
	ID         string
	Name       string
	LocationID string
	Address    string
	FQDN       string

	Provisioning ProvisioningState
	IssuedAt     time.Time // of the last document
	ExpiresAt    time.Time // of the last document
	Refusals     []Refusal // newest first, at most maxRefusals

	// Certificate is nil when there is none; Renewed when it was not renewed, or
	// the renewed one is in use.
	Certificate *NodeCertificate
	Renewed     *NodeCertificate
	RevokedAt   *time.Time
	Reason      string // of the revocation

	// ServesID is the administrator's certificate that it serves; empty: none.
	ServesID string
}

// NodeCertificate is a certificate that the deployment's authority gave a node.
type NodeCertificate struct {
	Serial      string
	Fingerprint string
	IssuedAt    time.Time
	ExpiresAt   time.Time
}

// Refusal is an attempt to redeem a document that was of no use.
type Refusal struct {
	Position events.Position
	Time     time.Time
	Reason   events.ProvisioningRefusal
	Remote   string
	Count    int
}

// maxRefusals is how many refusals are kept of a node.
const maxRefusals = 20

// Certificates is the read model.
type Certificates struct {
	authority time.Time

	mu       sync.RWMutex // guards all below
	position events.Position
	rows     map[string]Certificate
	nodes    map[string]Node
	web      string
}

// New makes an empty read model. The deployment's authority ends at a time that
// is not in the log.
func New(authority time.Time) *Certificates {
	return &Certificates{authority: authority, rows: map[string]Certificate{}, nodes: map[string]Node{}}
}

// Name implements projections.Handler.
func (*Certificates) Name() string { return Name }

// Filter implements projections.Handler.
func (*Certificates) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{
		"certificate.", "node.created.", "node.updated.", "node.removed.", "node.provisioning-", "node.enrolled.", "node.certificate-",
	}}
}

// Open implements projections.Handler.
func (c *Certificates) Open(context.Context) (events.Position, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.position, nil
}

// Reset implements projections.Handler.
func (c *Certificates) Reset(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.position, c.rows, c.nodes, c.web = 0, map[string]Certificate{}, map[string]Node{}, ""
	return nil
}

// Commit implements projections.Handler.
func (c *Certificates) Commit(_ context.Context, batch projections.Batch) ([]projections.Change, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	changes, err := projections.Fold(batch, func(e events.Recorded) ([]projections.Change, error) {
		if e.Position <= c.position {
			return nil, nil // delivered twice
		}
		changes := c.apply(e)
		c.position = e.Position
		return changes, nil
	})
	if err == nil {
		c.position = max(c.position, batch.Through)
	}
	return changes, err
}

// Certificate finds a certificate, or fails with projections.ErrNotFound.
func (c *Certificates) Certificate(_ context.Context, id string) (Certificate, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if row, ok := c.rows[id]; ok {
		return c.used(row), nil
	}
	return Certificate{}, fmt.Errorf("certificate %s: %w", id, projections.ErrNotFound)
}

// used fills in who serves a certificate. The caller holds mu.
func (c *Certificates) used(row Certificate) Certificate {
	row.Web, row.Nodes = c.web == row.ID, nil
	for _, id := range slices.Sorted(maps.Keys(c.nodes)) {
		if c.nodes[id].ServesID == row.ID {
			row.Nodes = append(row.Nodes, id)
		}
	}
	return row
}

// Node is what a node enrols and connects with, or projections.ErrNotFound.
func (c *Certificates) Node(_ context.Context, id string) (Node, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if n, ok := c.nodes[id]; ok {
		return n, nil
	}
	return Node{}, fmt.Errorf("node %s: %w", id, projections.ErrNotFound)
}

// Names are those of nodes, by identifier; what is not known is left out.
func (c *Certificates) Names(ids []string) map[string]string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	names := make(map[string]string, len(ids))
	for _, id := range ids {
		if n, ok := c.nodes[id]; ok {
			names[id] = n.Name
		}
	}
	return names
}
