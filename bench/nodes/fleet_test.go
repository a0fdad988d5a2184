package nodes

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/bench/deployment"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// enrolling is how many nodes are created and enrolled at a time.
const enrolling = 8

// fleet are the simulated nodes.
type fleet struct {
	nodes []*node

	mu    sync.Mutex // guards all below
	goals []*goal
	crowd crowd
}

// crowd counts how nodes come to the Management Node.
type crowd struct {
	dialed   map[int64]int // attempts, by the second
	reached  map[int64]int // those that met somebody
	inFlight int           // connections that are neither welcome nor refused
	most     int           // of inFlight
}

func newCrowd() crowd { return crowd{dialed: map[int64]int{}, reached: map[int64]int{}} }

// busiest is the second with the most.
func busiest(seconds map[int64]int) int {
	most := 0
	for _, n := range seconds {
		most = max(most, n)
	}
	return most
}

// recount begins to count anew, and gives what was counted.
func (f *fleet) recount() crowd {
	f.mu.Lock()
	defer f.mu.Unlock()
	counted := f.crowd
	f.crowd = newCrowd()
	f.crowd.inFlight = counted.inFlight
	f.crowd.most = counted.inFlight
	return counted
}

// newFleet creates nodes in a deployment and enrols each of them.
func newFleet(tb testing.TB, d *deployment.Deployment, n int) *fleet {
	tb.Helper()
	var location struct {
		LocationCreate struct{ Location struct{ ID string } }
	}
	d.Ask(`mutation { locationCreate(input: {name: "Everywhere"}) { location { id } } }`, nil, &location)
	f := &fleet{nodes: make([]*node, n), crowd: newCrowd()}
	dir := tb.TempDir()
	var group errgroup.Group
	group.SetLimit(enrolling)
	for i := range f.nodes {
		group.Go(func() error {
			identity, err := enrolled(tb.Context(), d, filepath.Join(dir, fmt.Sprint(i)), location.LocationCreate.Location.ID, i)
			if err != nil {
				return fmt.Errorf("node %d: %w", i, err)
			}
			f.nodes[i], err = newNode(f, identity, i)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		tb.Fatal(err)
	}
	return f
}

// enrolled creates a node, and takes its document to the link as a node does.
func enrolled(ctx context.Context, d *deployment.Deployment, dir, location string, i int) (enrol.Identity, error) {
	var created struct {
		ConferencingNodeCreate struct {
			ConferencingNode *struct{ ID string }
			UserErrors       []struct{ Message string }
		}
	}
	err := d.Try(`mutation($i: ConferencingNodeCreateInput!) { conferencingNodeCreate(input: $i) { conferencingNode { id } userErrors { message } } }`,
		map[string]any{"i": map[string]any{"name": fmt.Sprintf("node-%d", i), "address": "127.0.0.1", "locationId": location}}, &created)
	if err == nil && created.ConferencingNodeCreate.ConferencingNode == nil {
		err = fmt.Errorf("not created: %+v", created.ConferencingNodeCreate.UserErrors)
	}
	if err != nil {
		return enrol.Identity{}, err
	}
	var provisioned struct {
		ConferencingNodeProvision struct {
			Document   string
			UserErrors []struct{ Message string }
		}
	}
	err = d.Try(`mutation($i: ConferencingNodeProvisionInput!) { conferencingNodeProvision(input: $i) { document userErrors { message } } }`,
		map[string]any{"i": map[string]any{"id": created.ConferencingNodeCreate.ConferencingNode.ID}}, &provisioned)
	if err != nil {
		return enrol.Identity{}, err
	}
	document, err := enrol.Parse([]byte(provisioned.ConferencingNodeProvision.Document))
	if err != nil {
		return enrol.Identity{}, err
	}
	return enrol.Enrol(ctx, document, dir)
}

// run has all nodes dial until the test is over, and the Management Node with
// it: the nodes are to have gone when it stops.
func (f *fleet) run(tb testing.TB) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for _, n := range f.nodes {
		wg.Go(func() { _ = n.dialer.Run(ctx) }) // it is nil
	}
	tb.Cleanup(func() {
		cancel()
		wg.Wait()
	})
}

// dial is how a node reaches the Management Node, which is counted.
func (f *fleet) dial(n *node) func(context.Context, string, string) (net.Conn, error) {
	var d net.Dialer
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		second := time.Now().Unix()
		conn, err := d.DialContext(ctx, network, address)
		f.mu.Lock()
		defer f.mu.Unlock()
		f.crowd.dialed[second]++
		if err != nil {
			return nil, err
		}
		f.crowd.reached[second]++
		if !n.coming {
			n.coming = true
			f.crowd.inFlight++
			f.crowd.most = max(f.crowd.most, f.crowd.inFlight)
		}
		return conn, nil
	}
}

// came says that a connection is welcome, or over.
func (f *fleet) came(n *node, welcome bool) {
	f.mu.Lock()
	if n.coming {
		n.coming = false
		f.crowd.inFlight--
	}
	if welcome {
		n.welcomes++
	}
	f.mu.Unlock()
	f.check(n)
}

// node is a simulated node: the link is the real one, what is behind it is not.
type node struct {
	fleet  *fleet
	id     string
	dialer *dial.Dialer
	phase  int64
	config replica

	coming   bool // guarded by the fleet's lock, as is
	welcomes int  // how often it was
}

func newNode(f *fleet, identity enrol.Identity, i int) (n *node, err error) {
	n = &node{fleet: f, id: identity.NodeID, phase: int64(i), config: replica{content: newContent()}}
	n.config.changed = func() { f.check(n) }
	n.dialer, err = dial.New(dial.Config{
		URL: identity.ControlURL, TLS: identity.ClientTLS(), NodeID: identity.NodeID, Software: "bench", BootTime: time.Now(),
		Outbox: linktest.NewOutbox(), Configuration: &n.config, Calls: load{n}, Credentials: arrivals{n},
		Log: slog.New(slog.DiscardHandler), DialContext: f.dial(n),
	})
	return n, err
}

// arrivals hears how the node's attempts end.
type arrivals struct{ *node }

// Welcomed implements dial.Credentials.
func (a arrivals) Welcomed(time.Time) { a.fleet.came(a.node, true) }

// Failed implements dial.Credentials.
func (a arrivals) Failed(error) { a.fleet.came(a.node, false) }

// goal is something that each node is to reach, once.
type goal struct {
	begin   time.Time
	reached func(n *node) bool // called with the fleet's lock

	left  map[*node]bool // guarded by the fleet's lock, as is times
	times []time.Duration
	done  chan struct{} // closed when none is left
}

// aim sets a goal. Its time begins now.
func (f *fleet) aim(reached func(n *node) bool) *goal {
	g := &goal{begin: time.Now(), reached: reached, left: map[*node]bool{}, done: make(chan struct{})}
	for _, n := range f.nodes {
		g.left[n] = true
	}
	f.mu.Lock()
	f.goals = append(f.goals, g)
	f.mu.Unlock()
	for _, n := range f.nodes {
		f.check(n)
	}
	return g
}

// check is called whenever a node has become another.
func (f *fleet) check(n *node) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, g := range f.goals {
		if !g.left[n] || !g.reached(n) {
			continue
		}
		delete(g.left, n)
		g.times = append(g.times, time.Since(g.begin))
		if len(g.left) == 0 {
			close(g.done)
		}
	}
}

// patience is how long nodes may take to reach a goal, on a machine that has
// much else to do.
const patience = 2 * time.Minute

// wait waits until all nodes have reached a goal, and gives their times in
// order.
func (f *fleet) wait(tb testing.TB, g *goal, what string) []time.Duration {
	tb.Helper()
	select {
	case <-g.done:
	case <-time.After(patience):
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, one := range f.goals {
		if one == g {
			f.goals = append(f.goals[:i:i], f.goals[i+1:]...)
			break
		}
	}
	if len(g.left) > 0 {
		tb.Fatalf("%s: %d of %d nodes within %s", what, len(g.times), len(f.nodes), patience)
	}
	return g.times
}

// welcome is reached by a node that is welcomed after now.
func (f *fleet) welcome() func(*node) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	before := map[*node]int{}
	for _, n := range f.nodes {
		before[n] = n.welcomes
	}
	return func(n *node) bool { return n.welcomes > before[n] }
}

// rooms is reached by a node that has so many of them.
func rooms(want int) func(*node) bool {
	return func(n *node) bool {
		have, _ := n.config.counts()
		return have == want
	}
}

// low is reached by a node that has so many rooms of the lowest quality.
func low(want int) func(*node) bool {
	return func(n *node) bool {
		_, have := n.config.counts()
		return have == want
	}
}

// alike fails when a node has another configuration than the first.
func (f *fleet) alike(tb testing.TB) {
	tb.Helper()
	want := f.nodes[0].config.digest()
	for _, n := range f.nodes[1:] {
		if n.config.digest() != want {
			tb.Errorf("node %s has another configuration than node %s", n.id, f.nodes[0].id)
		}
	}
}
