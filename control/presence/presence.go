// Package presence tells the Management Nodes of a deployment which of them
// holds which node's link, and what the nodes reported last. Nothing of it is
// an event; a report that is lost is followed by the next one.
//
// What this process's own nodes do comes in by Connected, Reported and
// Disconnected, which never wait; Run writes it into the shared database, in
// one transaction a second at most and at once when a link begins or ends, and
// reads what the others write. With no database there are no others, and all
// answers are those of this process.
//
// It imports control/cluster, control/nodes and internal/sqldb, and is safe for
// concurrent use.
package presence

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/nodeagent/link"
)

// Config is what a Presence needs. DB is nil when the cluster is not shared.
type Config struct {
	Cluster cluster.Cluster
	DB      *sqldb.DB
	// Report is told of the reports that other Management Nodes took, with the
	// time of this machine's clock at which they did. It must not block.
	Report func(nodeID string, r link.Report, at time.Time)
	Log    *slog.Logger
}

// Presence knows links and reports.
type Presence struct {
	c    Config
	wake chan struct{} // of one: there is something to write at once

	mu  sync.Mutex // guards all below
	own map[string]*entry
	// others is what other members, and earlier starts of this one, wrote.
	others map[string]row
	read   int64 // newest change that was read, on the database's clock
}

// entry is a node that has, or had until it is written, a link to this process.
type entry struct {
	link     events.Revision
	up       bool
	reported time.Time // with the monotonic clock
	report   link.Report
	changed  uint64 // grows with every change
	written  uint64
}

// row is what a member wrote about a node.
type row struct {
	member   string
	link     events.Revision
	up       bool
	reported int64 // on the database's clock; 0: never
}

const steps = `CREATE TABLE parley_links (
	node TEXT NOT NULL PRIMARY KEY,
	member TEXT NOT NULL,
	link BIGINT NOT NULL,
	up BIGINT NOT NULL,
	reported BIGINT NOT NULL,
	report TEXT NOT NULL,
	updated BIGINT NOT NULL)`

const index = `CREATE INDEX parley_links_updated ON parley_links (updated)`

// New makes a Presence, and its table if need be.
func New(ctx context.Context, c Config) (*Presence, error) {
	if c.Cluster == nil || c.Report == nil || c.Log == nil {
		return nil, errors.New("presence: incomplete configuration")
	}
	if c.DB != nil {
		if err := c.DB.Migrate(ctx, "presence", steps, index); err != nil {
			return nil, fmt.Errorf("presence: %w", err)
		}
	}
	return &Presence{c: c, wake: make(chan struct{}, 1), own: map[string]*entry{}, others: map[string]row{}}, nil
}

// Connected notes that a node's link to this process has begun.
func (p *Presence) Connected(nodeID string, link events.Revision) {
	p.change(nodeID, link, func(e *entry) {
		e.link, e.up = link, true
		if other := p.others[nodeID]; other.link < link {
			other.up = false
			p.others[nodeID] = other
		}
	})
	p.hurry()
}

// Disconnected notes that it has ended.
func (p *Presence) Disconnected(nodeID string, link events.Revision) {
	p.change(nodeID, link, func(e *entry) { e.link, e.up = link, false })
	p.hurry()
}

// Reported notes a report of a node whose link to this process is up.
func (p *Presence) Reported(nodeID string, r link.Report, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e := p.own[nodeID]; e != nil && e.up {
		e.report, e.reported = r, at
		e.changed++
	}
}

func (p *Presence) change(nodeID string, link events.Revision, f func(*entry)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e := p.own[nodeID]
	if e == nil {
		e = &entry{}
		p.own[nodeID] = e
	}
	if link < e.link {
		return
	}
	f(e)
	e.changed++
	if p.c.DB == nil && !e.up {
		delete(p.own, nodeID)
	}
}

func (p *Presence) hurry() {
	select {
	case p.wake <- struct{}{}:
	default: // Run will look anyway
	}
}

// Holder is the member that holds a node's link, as far as is known here;
// false when none does.
func (p *Presence) Holder(nodeID string) (member string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	own, other := p.own[nodeID], p.others[nodeID]
	switch {
	case own != nil && own.up && (!other.up || own.link >= other.link):
		return p.c.Cluster.Self().ID, true
	case other.up:
		return other.member, true
	default:
		return "", false
	}
}

// HeldLinks are the links that are held, by node, and those that members held
// when they vanished.
func (p *Presence) HeldLinks(ctx context.Context) (map[string]nodes.Held, error) {
	held, there := map[string]nodes.Held{}, map[string]bool{}
	if p.c.DB != nil {
		members, err := p.c.Cluster.Members(ctx)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			there[m.ID] = true
		}
		err = p.c.DB.View(ctx, func(q sqldb.Querier) error {
			clear(held)
			return q.Each(ctx, `SELECT node, member, link FROM parley_links WHERE up = 1`, nil, func(scan sqldb.Scan) error {
				var node, member string
				var link int64
				err := scan(&node, &member, &link)
				held[node] = nodes.Held{Link: events.Revision(link), There: there[member]} // written by us
				return err
			})
		})
		if err != nil {
			return nil, fmt.Errorf("find the links that are held: %w", err)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, e := range p.own { // what is written says it of others only
		if e.up && e.link >= held[id].Link {
			held[id] = nodes.Held{Link: e.link, There: true}
		}
	}
	return held, nil
}
