package linktest

import (
	"context"
	"crypto/subtle"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// patience is how long Await waits; by then something is broken.
const patience = 60 * time.Second

// Control is the control plane behind the hub's ports, in memory.
type Control struct {
	// The hooks, set before use, replace the usual answer when they are not nil.
	OnRecord    func(ctx context.Context, facts []link.Fact) (uint64, error)
	OnConnected func(ctx context.Context, hello link.Hello) error
	OnEnrolled  func(ctx context.Context, nodeID string) error
	OnRedeem    func(ctx context.Context) error
	OnRenew     func(ctx context.Context) error
	OnSnapshot  func(ctx context.Context) error

	mu       sync.Mutex // guards all below
	changed  chan struct{}
	enrolled map[string]string // node to fingerprint
	renewed  map[string]string // node to fingerprint of what was not used yet
	refused  []string
	invited  map[string]invitation
	log      map[string][]link.Fact // node and epoch to facts
	history  []string
	reports  []link.Report
	versions []version
	forgot   int // versions before it lead nowhere
	served   int // snapshots
}

type invitation struct {
	node    link.Node
	secret  string
	expires time.Time
	used    string // fingerprint
	key     string // that it was redeemed with
}

type version struct {
	entities map[link.EntityRef]link.Entity
	delta    link.ConfigDelta // from the version before
}

// NewControl makes a control plane at configuration position p0.
func NewControl() *Control {
	return &Control{
		changed: make(chan struct{}), enrolled: map[string]string{}, renewed: map[string]string{}, invited: map[string]invitation{},
		log: map[string][]link.Fact{}, versions: []version{{entities: map[link.EntityRef]link.Entity{}}},
	}
}

// touch wakes those who wait. The caller holds mu.
func (c *Control) touch() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// Await waits until cond, which it calls again after every change.
func (c *Control) Await(t testing.TB, what string, cond func() bool) {
	t.Helper()
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	for {
		c.mu.Lock()
		changed := c.changed
		c.mu.Unlock()
		if cond() {
			return
		}
		select {
		case <-changed:
		case <-timeout.C:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// Enrol makes a fingerprint that of the node; empty: none.
func (c *Control) Enrol(nodeID, fingerprint string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.enrolled[nodeID] = fingerprint
}

// Fingerprint is that of the node.
func (c *Control) Fingerprint(nodeID string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.enrolled[nodeID]
}

// Invite makes a secret that of the node's provisioning document.
func (c *Control) Invite(node link.Node, secret string, expires time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.invited[node.ID] = invitation{node: node, secret: secret, expires: expires}
}

// Enrolled implements hub.Nodes.
func (c *Control) Enrolled(ctx context.Context, nodeID, fingerprint string) error {
	if c.OnEnrolled != nil {
		return c.OnEnrolled(ctx, nodeID)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch have, known := c.enrolled[nodeID]; {
	case !known:
		return link.Refused{Code: link.CodeUnknownNode, Message: "no such node"}
	case have == "":
		return link.Refused{Code: link.CodeNotEnrolled, Message: "not enrolled"}
	case have != fingerprint && c.renewed[nodeID] != fingerprint:
		return link.Refused{Code: link.CodeRevoked, Message: "another certificate"}
	}
	return nil
}

func (c *Control) check(nodeID, secret string) (invitation, error) {
	i, known := c.invited[nodeID]
	switch {
	case !known:
		return i, link.Refused{Code: link.CodeUnknownNode, Message: "no such node"}
	case subtle.ConstantTimeCompare([]byte(i.secret), []byte(secret)) == 0:
		return i, link.Refused{Code: link.CodeSecret, Message: "wrong secret"}
	case !time.Now().Before(i.expires):
		return i, link.Refused{Code: link.CodeExpired, Message: "expired"}
	}
	return i, nil
}

// Check implements hub.Enrolment.
func (c *Control) Check(_ context.Context, nodeID, secret, key string) (link.Node, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, err := c.check(nodeID, secret)
	if err == nil && i.used != "" && i.key != key {
		err = link.Refused{Code: link.CodeReplayed, Message: "redeemed before"}
	}
	return i.node, err
}

// Redeem implements hub.Enrolment.
func (c *Control) Redeem(ctx context.Context, nodeID, secret, key string, issued link.Issued) error {
	if c.OnRedeem != nil {
		if err := c.OnRedeem(ctx); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	i, err := c.check(nodeID, secret)
	switch {
	case err != nil:
		return err
	case i.used == issued.Fingerprint:
		return nil
	case i.used != "" && i.key != key:
		return link.Refused{Code: link.CodeReplayed, Message: "redeemed before"}
	case i.used != "":
		c.renewed[nodeID] = issued.Fingerprint
		return nil
	}
	i.used, i.key = issued.Fingerprint, key
	c.invited[nodeID], c.enrolled[nodeID] = i, issued.Fingerprint
	return nil
}

// Refused implements hub.Enrolment. Like a store it does nothing for whoever has
// hung up.
func (c *Control) Refused(ctx context.Context, nodeID, code, _ string) {
	if ctx.Err() != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused = append(c.refused, nodeID+" "+code)
}

// Refusals are "node code" of each refused attempt to enrol.
func (c *Control) Refusals() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.refused)
}

// Renewing implements hub.Renewal.
func (c *Control) Renewing(ctx context.Context, nodeID, fingerprint string) (link.Node, error) {
	err := c.Enrolled(ctx, nodeID, fingerprint)
	c.mu.Lock()
	defer c.mu.Unlock()
	node := c.invited[nodeID].node
	node.ID = nodeID
	return node, err
}

// Renew implements hub.Renewal.
func (c *Control) Renew(ctx context.Context, nodeID, _ string, issued link.Issued, _ string) error {
	if c.OnRenew != nil {
		if err := c.OnRenew(ctx); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.renewed[nodeID] = issued.Fingerprint
	c.touch()
	return nil
}

// Used implements hub.Renewal.
func (c *Control) Used(_ context.Context, nodeID, fingerprint string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.renewed[nodeID] == fingerprint {
		c.enrolled[nodeID] = fingerprint
		delete(c.renewed, nodeID)
		c.touch()
	}
	return nil
}

// Recorded implements hub.Facts.
func (c *Control) Recorded(_ context.Context, nodeID, epoch string) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := c.log[nodeID+" "+epoch]
	if len(all) == 0 {
		return 0, nil
	}
	return all[len(all)-1].Seq, nil
}

// Record implements hub.Facts.
func (c *Control) Record(ctx context.Context, nodeID, epoch string, facts []link.Fact) (uint64, error) {
	if c.OnRecord != nil {
		if acked, err := c.OnRecord(ctx, facts); err != nil {
			c.Take(nodeID, epoch, facts, acked)
			return acked, err
		}
	}
	last := facts[len(facts)-1].Seq
	c.Take(nodeID, epoch, facts, last)
	return last, nil
}

// Take puts facts up to a number into the log, each once.
func (c *Control) Take(nodeID, epoch string, facts []link.Fact, last uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.touch()
	key := nodeID + " " + epoch
	for _, f := range facts {
		have := c.log[key]
		if f.Seq <= last && (len(have) == 0 || f.Seq > have[len(have)-1].Seq) {
			c.log[key] = append(have, f)
		}
	}
}

// Log is what was recorded of an epoch of a node.
func (c *Control) Log(nodeID, epoch string) []link.Fact {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.log[nodeID+" "+epoch])
}

// Logged is how many facts were recorded of all nodes.
func (c *Control) Logged() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, facts := range c.log {
		n += len(facts)
	}
	return n
}

// Connected implements hub.Lifecycle.
func (c *Control) Connected(ctx context.Context, nodeID string, hello link.Hello, _ string, _ time.Time) error {
	if c.OnConnected != nil {
		if err := c.OnConnected(ctx, hello); err != nil {
			return err
		}
	}
	c.note("+" + nodeID)
	return nil
}

// Reported implements hub.Lifecycle.
func (c *Control) Reported(_ string, r link.Report, _ time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reports = append(c.reports, r)
	c.touch()
}

// Disconnected implements hub.Lifecycle.
func (c *Control) Disconnected(_ context.Context, nodeID, reason string, _ time.Time) error {
	c.note("-" + nodeID + " " + reason)
	return nil
}

func (c *Control) note(s string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.history = append(c.history, s)
	c.touch()
}

// History is "+node" for each Connected and "-node reason" for each
// Disconnected.
func (c *Control) History() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.history)
}

// Reports are all that came.
func (c *Control) Reports() []link.Report {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.reports)
}

// position names a version.
func position(i int) string { return fmt.Sprintf("p%d", i) }
