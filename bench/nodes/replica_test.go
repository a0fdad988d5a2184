package nodes

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// replica is a node's copy of the configuration, of which only digests are kept:
// a thousand whole ones would be more than the machine has room for.
type replica struct {
	changed func() // called after each change, without the lock

	mu       sync.Mutex // guards all below
	position string
	content  content
	staged   content
	deltas   int // so many were applied
}

// content is the entities, with how many of them are what.
type content struct {
	entities   map[uint64]entity
	rooms, low int
}

// entity is what is kept of one.
type entity struct {
	sum       uint64
	room, low bool // a room; with the lowest quality
}

func newContent() content { return content{entities: map[uint64]entity{}} }

func (c *content) remove(k uint64) {
	old := c.entities[k]
	delete(c.entities, k)
	c.count(old, -1)
}

func (c *content) count(e entity, n int) {
	if e.room {
		c.rooms += n
	}
	if e.low {
		c.low += n
	}
}

func (c *content) put(list []link.Entity) {
	for _, e := range list {
		k, room := key(e.Kind, e.ID), e.Kind == link.KindService
		c.remove(k)
		one := entity{
			sum: maphash.Bytes(seed, e.Body), room: room, low: room && bytes.Contains(e.Body, []byte(`"maxQuality":"sd"`)),
		}
		c.entities[k] = one
		c.count(one, 1)
	}
}

// counts are how many rooms there are, and how many of them have the lowest
// quality.
func (c *replica) counts() (rooms, low int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.content.rooms, c.content.low
}

// applied is how many deltas there were.
func (c *replica) applied() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.deltas
}

// has says whether there is a room.
func (c *replica) has(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.content.entities[key(link.KindService, id)].room
}

var seed = maphash.MakeSeed()

func key(kind link.EntityKind, id string) uint64 {
	return maphash.String(seed, string(kind)+" "+id)
}

// digest tells copies apart.
func (c *replica) digest() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	var sum uint64 // in no order
	for k, e := range c.content.entities {
		sum += maphash.Comparable(seed, [2]uint64{k, e.sum})
	}
	return sum
}

// Position implements dial.Configuration.
func (c *replica) Position() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.position
}

// ApplySnapshot implements dial.Configuration.
func (c *replica) ApplySnapshot(_ context.Context, s link.ConfigSnapshot) (bool, error) {
	c.mu.Lock()
	if s.First {
		c.staged = newContent()
	}
	c.staged.put(s.Entities)
	if s.Last {
		c.content, c.staged, c.position = c.staged, content{}, s.Position
	}
	c.mu.Unlock()
	if s.Last {
		c.changed()
	}
	return s.Last, nil
}

// errGap: the delta does not follow on what is here.
var errGap = errors.New("does not follow")

// ApplyDelta implements dial.Configuration.
func (c *replica) ApplyDelta(_ context.Context, d link.ConfigDelta) error {
	c.mu.Lock()
	if d.From != c.position {
		c.mu.Unlock()
		return errGap
	}
	for _, r := range d.Removed {
		c.content.remove(key(r.Kind, r.ID))
	}
	c.content.put(d.Entities)
	c.position = d.To
	c.deltas++
	c.mu.Unlock()
	c.changed()
	return nil
}

// reportEvery is how often a node has something new to report.
const reportEvery = 5 // seconds

// load is a node whose load changes now and then, not in step with the others.
type load struct{ *node }

// Load implements dial.Calls.
func (l load) Load() link.Report {
	return link.Report{CapacityTokens: 480, UsedTokens: (time.Now().Unix() + l.phase) / reportEvery % 480}
}

// Execute implements dial.Calls.
func (l load) Execute(context.Context, link.Command) link.CommandResult { return link.CommandResult{} }
