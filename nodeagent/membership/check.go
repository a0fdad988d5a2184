package membership

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/hashicorp/memberlist"
)

// How a node is checked: by itself and by way of others, a few times, for what
// is lost or late must not look like death.
const (
	checkPause = 150 * time.Millisecond
	checkHelp  = 3
	// missedHint is how many checks in a row a node misses that counts as dead
	// against the opinion of the others, and missedDeath of which they say so.
	missedHint  = 6
	missedDeath = 2
)

// check is how it goes with a node of which it is asked whether it is there.
type check struct {
	next     time.Time // the next turn
	asked    bool
	answered bool
	missed   int // in a row
	// nonce tells the answers to this check from those to earlier ones, which
	// somebody may have kept.
	nonce uint64
}

// Suspect is a hint that a connection to a node broke. The node is asked at
// once whether it is there, directly and by way of others. If no answer comes
// it counts as dead here, earlier than the nodes agree on it; it is live again
// with its first answer.
func (g *Gossip) Suspect(nodeID string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p := g.peers[nodeID]; p != nil && p.live() && nodeID != g.cfg.NodeID && g.list != nil {
		g.doubt(nodeID)
	}
}

// doubt begins to check a node.
func (g *Gossip) doubt(id string) {
	if g.checks[id] == nil {
		g.checks[id] = &check{nonce: newNonce()}
		g.signal()
	}
}

// errand is a message to a node.
type errand struct {
	to string
	m  message
}

// check goes on with all checks, and returns what is to be sent when g.mu is
// free.
func (g *Gossip) check(now time.Time) []errand {
	var out []errand
	for id, c := range g.checks {
		p := g.peers[id]
		if p == nil || !p.alive && !p.held {
			delete(g.checks, id)
			continue
		}
		if c.answered {
			*c = check{next: c.next, nonce: newNonce()}
			if p.gone {
				p.gone = false
				g.notify()
			}
			if p.alive {
				delete(g.checks, id)
				continue
			}
		}
		if now.Before(c.next) {
			continue
		}
		if c.asked {
			c.missed++
		}
		switch {
		case p.alive && c.missed >= missedHint && !p.gone:
			p.gone = true
			g.notify()
		case !p.alive && c.missed >= missedDeath:
			p.held, p.gone = false, false
			delete(g.checks, id)
			g.notify()
			continue
		}
		c.asked, c.next = true, now.Add(checkPause)
		out = g.ask(out, id)
	}
	return out
}

// ask adds the questions to a node whether it is there.
func (g *Gossip) ask(out []errand, id string) []errand {
	m := message{kind: kindCheck, node: g.cfg.NodeID, target: id, nonce: g.checks[id].nonce}
	out = append(out, errand{id, m})
	var others []string
	for other, p := range g.peers {
		if other != id && other != g.cfg.NodeID && p.alive && !p.gone {
			others = append(others, other)
		}
	}
	for range min(checkHelp, len(others)) {
		i := rand.IntN(len(others))
		m.via = others[i]
		out = append(out, errand{m.via, m})
		others = slices.Delete(others, i, i+1)
	}
	return out
}

func send(list *memberlist.Memberlist, to string, m message) {
	_ = list.SendBestEffort(named(to), m.encode()) // it may be lost anyway
}

// hearCheck answers a check, or passes it on.
func (g *Gossip) hearCheck(m message) {
	g.mu.Lock()
	list := g.list
	_, recorded := g.records[m.node]
	g.mu.Unlock()
	switch {
	case list == nil || !recorded:
	case m.target == g.cfg.NodeID:
		to := m.node
		if m.via != "" {
			to = m.via
		}
		send(list, to, message{kind: kindAnswers, node: g.cfg.NodeID, target: m.node, via: m.via, nonce: m.nonce})
	case m.via == g.cfg.NodeID:
		send(list, m.target, m)
	}
}

// hearAnswer takes the answer to a check, or passes it on.
func (g *Gossip) hearAnswer(m message) {
	g.mu.Lock()
	list := g.list
	if c := g.checks[m.node]; c != nil && m.target == g.cfg.NodeID && m.nonce == c.nonce {
		c.answered = true
		g.signal()
	}
	g.mu.Unlock()
	if list != nil && m.target != g.cfg.NodeID && m.via == g.cfg.NodeID {
		send(list, m.target, m)
	}
}

// hold keeps a node that memberlist takes for dead until it was checked: under
// loss a node may miss that another one has refuted its death. g.mu is held.
func (g *Gossip) hold(id string, p *known) {
	p.alive = false
	if p.gone {
		p.gone = false
		g.notify()
		return
	}
	p.held = true
	delete(g.checks, id) // what it missed before counts otherwise
	g.doubt(id)
}
