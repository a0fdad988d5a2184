package conference

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media/mediatest"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/membership/membershiptest"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

// noticed is how long the others need to see that a node is dead.
const noticed = 1250 * time.Millisecond

// cluster is a deployment in one bubble: registries on a network with faults.
type cluster struct {
	t         *testing.T
	net       *peertest.Network
	members   *membershiptest.Cluster
	services  []link.Service
	locations []link.Location
	nodes     map[string]*machineNode
	boot      uint64
	parting   *time.Timer
	links     func() []backplane.Link // of nodes that are started from now on
}

// machineNode is a node of it.
type machineNode struct {
	*node
	id   string
	view *membershiptest.Node
	dead bool
	// noticed is when the others see that it is.
	noticed *time.Timer
}

func newCluster(t *testing.T, services ...link.Service) *cluster {
	c := &cluster{
		t: t, net: peertest.New(), members: membershiptest.New(), services: services, nodes: map[string]*machineNode{},
		locations: []link.Location{{ID: "oslo"}, {ID: "bern"}, {ID: "rome"}},
	}
	t.Cleanup(c.net.Close)
	return c
}

// start begins a life of a node, with what is left of the one before.
func (c *cluster) start(id, location string, change ...func(*membership.Member)) *machineNode {
	c.t.Helper()
	n := c.nodes[id]
	if n == nil {
		n = &machineNode{node: newNode(c.t, c.services...), id: id}
		n.config.self = link.Node{ID: id, LocationID: location}
		n.config.locations = c.locations
		c.nodes[id] = n
	}
	if n.noticed != nil {
		n.noticed.Stop()
	}
	n.config.nodes = 9
	n.engine, n.dead = mediatest.New(), false
	n.outbox.freeze(false)
	c.boot++
	m := membership.Member{ID: id, LocationID: location, AlwaysOn: true, Boot: c.boot, Capacity: n.capacity}
	for _, f := range change {
		f(&m)
	}
	if m.Proxying {
		n.config.self.Role = "proxying"
	}
	n.capacity = m.Capacity
	n.view = c.members.Start(m)
	n.reg = NewRegistry(Deps{
		Config: n.config, Outbox: n.outbox, Engine: n.engine, Journal: n.journal,
		Capacity: func() capacity.Tokens { return m.Capacity }, Log: logger(c.t, id),
		Membership: n.view, Peers: c.net.Start(id), Backplanes: c.links,
	})
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func(reg *Registry) { ran <- reg.Run(ctx) }(n.reg)
	n.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ran; err != nil && !n.dead {
			c.t.Errorf("run: %v", err)
		}
	})
	c.t.Cleanup(n.stop)
	<-n.reg.Ready()
	return n
}

func logger(t *testing.T, id string) *slog.Logger {
	if !testing.Verbose() || os.Getenv("PARLEY_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(t.Output(), nil)).With(slog.String("at", id))
}

// kill ends a node as kill -9 does: nothing that it does afterwards reaches
// anybody, neither the others nor its disk.
func (c *cluster) kill(id string) {
	n := c.nodes[id]
	journal, err := os.ReadFile(n.journal)
	if err != nil && !os.IsNotExist(err) {
		c.t.Fatal(err)
	}
	n.dead = true
	n.outbox.freeze(true)
	c.net.Kill(id)
	n.noticed = time.AfterFunc(noticed, func() { c.members.Kill(id) })
	n.stop()
	if journal != nil {
		if err := os.WriteFile(n.journal, journal, 0o600); err != nil {
			c.t.Fatal(err)
		}
	}
}

// part cuts the deployment in groups; heal undoes it.
func (c *cluster) part(groups ...[]string) {
	c.net.Part(groups...)
	of := func(id string) int {
		return slices.IndexFunc(groups, func(g []string) bool { return slices.Contains(g, id) })
	}
	c.parting = time.AfterFunc(noticed, func() { c.members.Part(func(a, b string) bool { return of(a) != of(b) }) })
}

func (c *cluster) heal() {
	c.parting.Stop()
	c.net.HealAll()
	c.members.Part(nil)
}

// end stops everything, so that the story is whole.
func (c *cluster) end() {
	for _, id := range c.ids() {
		c.nodes[id].stop()
	}
	synctest.Wait()
}

func (c *cluster) ids() []string {
	var ids []string
	for id := range c.nodes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// home is the node that says it is home of the first service.
func (c *cluster) home() string {
	c.t.Helper()
	var at []string
	for _, id := range c.ids() {
		n := c.nodes[id]
		n.reg.mu.Lock()
		if h := n.reg.homes[c.services[0].ID]; h != nil && !n.dead {
			at = append(at, id)
		}
		n.reg.mu.Unlock()
	}
	return strings.Join(at, " ")
}

// homeOf is which node would be home.
func (c *cluster) order(among ...string) []string {
	return membership.Rank(c.services[0].ID, among)
}

// freeze keeps what a node that was killed still says out of the outbox.
func (o *memOutbox) freeze(on bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.frozen = on
}

// roster is who a participant sees, by name.
func roster(t *testing.T, s *Seat) string {
	t.Helper()
	list, err := s.Roster(context.Background())
	if err != nil {
		return fmt.Sprint(err)
	}
	var names []string
	for _, p := range list {
		names = append(names, p.DisplayName)
	}
	return strings.Join(names, " ")
}

// enter joins with a name.
func (n *machineNode) enter(name string) *Seat {
	n.t.Helper()
	seat, err := n.tryEnter(name)
	if err != nil {
		n.t.Fatalf("%s joins at %s: %v", name, n.id, err)
	}
	return seat
}

func (n *machineNode) tryEnter(name string) (*Seat, error) {
	ticket, err := n.reg.Join(context.Background(), JoinRequest{
		Alias: "standup", DisplayName: name, Protocol: "webrtc", Remote: "192.0.2.7",
	})
	if err != nil {
		return nil, err
	}
	return n.reg.Authenticate("standup", ticket.Token)
}

// heard takes what is in a stream now.
func heard(s *Subscription) []Event {
	synctest.Wait()
	var list []Event
	for {
		select {
		case e, open := <-s.Events():
			if !open {
				return append(list, nil)
			}
			list = append(list, e)
		default:
			return list
		}
	}
}

// story checks what all nodes have recorded: everybody joined and left once, at
// the node that was theirs, every node let go of what it had begun, and nobody
// presented beside another. The order between nodes is not known.
func (c *cluster) story() {
	c.t.Helper()
	joined, left := map[string]int{}, map[string]int{}
	moves, at := map[string]uint64{}, map[string]string{} // where those are that moved
	for _, id := range c.ids() {
		for _, f := range c.nodes[id].outbox.facts {
			if d, ok := f.Data.(link.ParticipantMoved); ok && d.Moves > moves[d.ParticipantID] {
				moves[d.ParticipantID], at[d.ParticipantID] = d.Moves, id
			}
		}
	}
	for _, id := range c.ids() {
		open := map[string]bool{}
		here := map[string]string{}
		for i, f := range c.nodes[id].outbox.facts {
			switch d := f.Data.(type) {
			case link.ConferenceStarted:
				if open[d.ConferenceID] {
					c.t.Errorf("%s, %d: started twice", id, i)
				}
				open[d.ConferenceID] = true
			case link.ConferenceEnded:
				if !open[d.ConferenceID] {
					c.t.Errorf("%s, %d: ended what it has not", id, i)
				}
				for p, in := range here {
					if in == d.ConferenceID && (at[p] == "" || at[p] == id) {
						c.t.Errorf("%s, %d: ended with %s in it", id, i, p)
					}
				}
				delete(open, d.ConferenceID)
			case link.ParticipantJoined:
				joined[d.ParticipantID+" "+d.ConferenceID]++
				here[d.ParticipantID] = d.ConferenceID
			case link.ParticipantMoved:
				here[d.ParticipantID] = d.ConferenceID
			case link.ParticipantLeft:
				if here[d.ParticipantID] != d.ConferenceID {
					c.t.Errorf("%s, %d: %s left who was not here", id, i, d.ParticipantID)
				}
				delete(here, d.ParticipantID)
				left[d.ParticipantID+" "+d.ConferenceID]++
			default:
				if p := f.ParticipantOf(); p != "" && here[p] == "" {
					c.t.Errorf("%s, %d: %s of %s, who is not here", id, i, f.Type, p)
				}
			}
		}
		for conference := range open {
			c.t.Errorf("%s did not let go of %s", id, conference)
		}
	}
	for p, n := range joined {
		if n != 1 || left[p] != 1 {
			c.t.Errorf("%s joined %d times and left %d times", p, n, left[p])
		}
	}
	if !c.t.Failed() {
		c.log(1)
	}
	if c.t.Failed() {
		for _, id := range c.ids() {
			c.t.Logf("%s:\n%s", id, strings.Join(factLines(c.nodes[id].outbox.facts), "\n"))
		}
	}
}
