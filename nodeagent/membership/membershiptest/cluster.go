// Package membershiptest is a cluster in memory, for tests of those who use
// membership: everybody knows everything at once, as far as nobody is cut off.
// It is held to the same suite as gossip.
package membershiptest

import (
	"cmp"
	"slices"
	"sync"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/membership"
)

// Cluster is safe for concurrent use.
type Cluster struct {
	mu    sync.Mutex // guards all below, and of nodes what says so
	nodes map[string]*Node
	apart func(a, b string) bool
}

// Node is a node of a Cluster.
type Node struct {
	cluster *Cluster
	id      string

	// Guarded by the cluster's mutex.
	member  membership.Member
	claims  []membership.Claim
	dead    bool
	changed chan struct{}
	hints   []string
}

var (
	_ membership.View      = (*Node)(nil)
	_ membership.Announcer = (*Node)(nil)
)

// New is a cluster without nodes.
func New() *Cluster {
	return &Cluster{nodes: map[string]*Node{}, apart: func(string, string) bool { return false }}
}

// Start adds a node, in place of an earlier life of it.
func (c *Cluster) Start(m membership.Member) *Node {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.nodes[m.ID]; old != nil {
		old.dead = true
	}
	n := &Node{cluster: c, id: m.ID, member: m, changed: make(chan struct{})}
	c.nodes[m.ID] = n
	c.notify()
	return n
}

// Kill ends the life of a node.
func (c *Cluster) Kill(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := c.nodes[id]; n != nil {
		n.dead = true
	}
	c.notify()
}

// Part cuts those nodes off from each other of which apart says so; nil: none.
func (c *Cluster) Part(apart func(a, b string) bool) {
	if apart == nil {
		apart = func(string, string) bool { return false }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.apart = apart
	c.notify()
}

// Change changes what is known of a node.
func (c *Cluster) Change(id string, change func(*membership.Member)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.nodes[id].member)
	c.notify()
}

func (c *Cluster) notify() {
	for _, n := range c.nodes {
		close(n.changed)
		n.changed = make(chan struct{})
	}
}

// sees lists the nodes that n knows to be live, by id.
func (n *Node) sees() []*Node {
	var out []*Node
	for _, o := range n.cluster.nodes {
		if o == n || !o.dead && !n.cluster.apart(n.id, o.id) && !n.cluster.apart(o.id, n.id) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b *Node) int { return cmp.Compare(a.id, b.id) })
	return out
}

// Self implements View.
func (n *Node) Self() membership.Member {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	return n.member
}

// Live implements View.
func (n *Node) Live() []membership.Member {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	var out []membership.Member
	for _, o := range n.sees() {
		out = append(out, o.member)
	}
	return out
}

// Member implements View.
func (n *Node) Member(id string) (membership.Member, bool) {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	for _, o := range n.sees() {
		if o.id == id {
			return o.member, true
		}
	}
	return membership.Member{}, false
}

// Claims implements View.
func (n *Node) Claims(serviceID string) []membership.Claim {
	return n.claimed(func(c membership.Claim) bool { return c.ServiceID == serviceID })
}

// ClaimsOf implements View.
func (n *Node) ClaimsOf(conferenceID string) []membership.Claim {
	return n.claimed(func(c membership.Claim) bool { return c.ConferenceID == conferenceID })
}

func (n *Node) claimed(suits func(membership.Claim) bool) []membership.Claim {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	var out []membership.Claim
	for _, o := range n.sees() {
		for _, c := range o.claims {
			if suits(c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// Changed implements View.
func (n *Node) Changed() <-chan struct{} {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	return n.changed
}

// Claim implements Announcer.
func (n *Node) Claim(c membership.Claim) {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	c.NodeID = n.id
	if slices.Contains(n.claims, c) {
		return
	}
	n.release(c.ServiceID, c.ConferenceID)
	n.claims = append(n.claims, c)
	slices.SortFunc(n.claims, func(a, b membership.Claim) int { return cmp.Compare(a.ConferenceID, b.ConferenceID) })
	n.cluster.notify()
}

// Release implements Announcer.
func (n *Node) Release(serviceID, conferenceID string) {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	if n.release(serviceID, conferenceID) {
		n.cluster.notify()
	}
}

func (n *Node) release(serviceID, conferenceID string) bool {
	before := len(n.claims)
	n.claims = slices.DeleteFunc(n.claims, func(c membership.Claim) bool {
		return c.ServiceID == serviceID && c.ConferenceID == conferenceID
	})
	return len(n.claims) != before
}

// SetLoad implements Announcer.
func (n *Node) SetLoad(total, used capacity.Tokens) {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	n.member.Capacity, n.member.Used = total, used
}

// Suspect implements Announcer; what it was told is in Suspected.
func (n *Node) Suspect(nodeID string) {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	n.hints = append(n.hints, nodeID)
}

// Suspected lists the hints that were given to this node.
func (n *Node) Suspected() []string {
	n.cluster.mu.Lock()
	defer n.cluster.mu.Unlock()
	return slices.Clone(n.hints)
}
