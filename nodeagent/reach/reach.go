// Package reach finds out which nodes of its configuration a Conferencing Node
// cannot reach, and by which way: requests over TLS, gossip by UDP, media by UDP.
// That two nodes have a firewall between them shows in nothing else: each takes
// calls, and its conferences stay on it.
//
// It asks each node now and then, directly; whether others see it is no matter.
// What it finds is telemetry and decides nothing on the node. It may import
// nodeagent/link, nodeagent/membership and nodeagent/peer. Watch is safe for
// concurrent use; Run owns every goroutine.
package reach

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/peer"
)

// How often nodes are asked, and when one counts as out of reach.
const (
	tick = time.Second
	// A node is asked every pauseLeast, and less often where there are many: all
	// of them together are asked some thirteen times a second. One that was not
	// reached the last time is asked as often as among few, for it may be back.
	pauseLeast  = 5 * time.Second
	pauseOfEach = 75 * time.Millisecond
	askTime     = 3 * time.Second
	maxAsking   = 16
	// missedMost is how often in a row a way may be shut: what restarts, or is
	// busy for a moment, is not out of reach.
	missedMost = 3
	maxWhy     = 200 // bytes
)

// path is of requests that ask whether a node is there.
const path = "/reach/v1/echo"

// Peers asks nodes over TLS.
type Peers interface {
	Handle(path string, h http.Handler)
	Call(ctx context.Context, nodeID, path string, in, out any) error
}

// Gossip asks nodes by UDP.
type Gossip interface {
	Echo(ctx context.Context, nodeID string) error
}

// Media knows the nodes whose media do not come through.
type Media interface{ Silent() []string }

// Records is the node's copy of the configuration.
type Records interface{ NodeList() []link.Node }

// Config is what a Watch needs. All of it must be set.
type Config struct {
	NodeID  string
	Peers   Peers
	Gossip  Gossip
	Media   Media
	Records Records
	// Address is where a node is reached, host:port; false: nowhere.
	Address func(nodeID string) (string, bool)
	Log     *slog.Logger
}

// Watch knows which nodes cannot be reached.
type Watch struct {
	c Config

	mu     sync.Mutex // guards all below
	nodes  map[string]*node
	asking int
	work   sync.WaitGroup
}

// node is how it goes with another node.
type node struct {
	asking  bool
	next    time.Time // the next question
	shut    map[link.Way]*shut
	address string
	why     string // of WayTLS
	said    bool   // in the log
}

// shut is a way that did not lead to a node the last time.
type shut struct {
	since  time.Time
	missed int // in a row
}

// New makes a Watch and answers others from now on.
func New(c Config) *Watch {
	w := &Watch{c: c, nodes: map[string]*node{}}
	c.Peers.Handle(path, peer.JSON(func(context.Context, string, struct{}) (answer, error) { return answer{Echoes: true}, nil }))
	return w
}

// answer is what a node says that is there.
type answer struct {
	// Echoes says that it answers questions by UDP, which earlier versions do not.
	Echoes bool `json:"echoes"`
}

// Run asks until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	look := time.NewTicker(tick)
	defer look.Stop()
	defer w.work.Wait()
	for {
		select {
		case <-look.C:
			w.turn(ctx, time.Now())
		case <-ctx.Done():
			return nil
		}
	}
}

// turn does what is due.
func (w *Watch) turn(ctx context.Context, now time.Time) {
	list := w.c.Records.NodeList()
	silent := w.c.Media.Silent()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.keep(list)
	pause := max(pauseLeast, time.Duration(len(w.nodes))*pauseOfEach)
	for id, n := range w.nodes {
		if n.next.IsZero() { // whoever starts does not ask all at once
			n.next = now.Add(rand.N(pause))
		}
		// Media have counted to missedMost by themselves.
		n.found(link.WayMedia, !slices.Contains(silent, id), missedMost, now)
		w.say(id, n)
	}
	for _, id := range w.due(now) {
		if w.asking >= maxAsking {
			return // the others are still due
		}
		n := w.nodes[id]
		n.asking, n.next = true, now.Add(pause)
		w.asking++
		w.work.Go(func() { w.ask(ctx, id, n) })
	}
}

// keep knows the nodes of the configuration, and no others.
func (w *Watch) keep(list []link.Node) {
	known := make(map[string]bool, len(list))
	for _, r := range list {
		if r.ID == w.c.NodeID {
			continue
		}
		known[r.ID] = true
		if w.nodes[r.ID] == nil {
			w.nodes[r.ID] = &node{shut: map[link.Way]*shut{}}
		}
	}
	maps.DeleteFunc(w.nodes, func(id string, _ *node) bool { return !known[id] })
}

// due lists the nodes to ask, the longest due first.
func (w *Watch) due(now time.Time) []string {
	var out []string
	for id, n := range w.nodes {
		if !n.asking && !now.Before(n.next) {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return w.nodes[a].next.Compare(w.nodes[b].next) })
	return out
}

// ask finds out about a node, by both ways at once.
func (w *Watch) ask(ctx context.Context, id string, n *node) {
	began := time.Now()
	asking, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	address, _ := w.c.Address(id)
	echoed := make(chan error, 1)
	go func() { echoed <- w.c.Gossip.Echo(asking, id) }()
	var said answer
	err := w.c.Peers.Call(asking, id, path, struct{}{}, &said)
	echo := <-echoed
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asking--
	n.asking = false
	if ctx.Err() != nil || w.nodes[id] != n {
		return
	}
	var refused *peer.Error // by somebody who is there
	there := err == nil || errors.As(err, &refused)
	n.address, n.why = address, ""
	if !there {
		n.why = why(err)
	}
	n.found(link.WayTLS, there, 1, began)
	// One that is there and knows no echo does not answer any.
	n.found(link.WayGossip, echo == nil || errors.Is(echo, membership.ErrAlone) || there && !said.Echoes, 1, began)
	if len(n.shut) > 0 {
		n.next = began.Add(pauseLeast)
	}
	w.say(id, n)
}

// why is what went wrong, without the way that led to it.
func why(err error) string {
	var op *net.OpError
	text := err.Error()
	switch {
	case errors.Is(err, peer.ErrUnknownNode):
		text = "it has no address"
	case errors.Is(err, context.DeadlineExceeded):
		text = "no answer"
	case errors.As(err, &op) && op.Timeout():
		text = "no answer"
	case errors.As(err, &op):
		text = op.Err.Error()
	}
	return text[:min(len(text), maxWhy)]
}

// found notes that a way was open, or that it was shut some times.
func (n *node) found(way link.Way, open bool, times int, at time.Time) {
	if open {
		delete(n.shut, way)
		return
	}
	s := n.shut[way]
	if s == nil {
		s = &shut{since: at.UTC()}
		n.shut[way] = s
	}
	s.missed += times
}

// say tells operators when a node cannot be reached, and when it can again.
func (w *Watch) say(id string, n *node) {
	ways := n.ways()
	if n.said == (len(ways) > 0) || n.address == "" && !n.said { // it has never been there
		return
	}
	n.said = len(ways) > 0
	if n.said {
		w.c.Log.Warn("another node cannot be reached: it does not run, a firewall keeps it and this one apart, or its address is wrong",
			slog.String("node", id), slog.String("address", n.address), slog.Any("ways", ways), slog.String("why", n.why))
		return
	}
	w.c.Log.Info("another node can be reached again", slog.String("node", id), slog.String("address", n.address))
}

// ways lists those that are shut for good, as far as one can tell.
func (n *node) ways() []link.Way {
	var out []link.Way
	for _, way := range []link.Way{link.WayTLS, link.WayGossip, link.WayMedia} {
		if s := n.shut[way]; s != nil && s.missed >= missedMost {
			out = append(out, way)
		}
	}
	return out
}

// Unreachable lists the nodes that cannot be reached, by id.
func (w *Watch) Unreachable() []link.Unreachable {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []link.Unreachable
	for _, id := range slices.Sorted(maps.Keys(w.nodes)) {
		n := w.nodes[id]
		ways := n.ways()
		if len(ways) == 0 {
			continue
		}
		if len(out) == link.MaxUnreachable {
			break
		}
		u := link.Unreachable{NodeID: id, Ways: ways, Address: n.address}
		for _, way := range ways {
			if since := n.shut[way].since; u.Since.IsZero() || since.Before(u.Since) {
				u.Since = since
			}
		}
		if ways[0] == link.WayTLS {
			u.Why = n.why
		}
		out = append(out, u)
	}
	return out
}
