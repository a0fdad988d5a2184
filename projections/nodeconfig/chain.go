package nodeconfig

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// What the chain keeps, and what one delta may hold: more than that is better
// told by a snapshot, and would come near the link's message limit.
const (
	maxDeltas        = 4096
	maxChainBytes    = 32 << 20
	maxDeltaEntities = 5000
	maxDeltaBytes    = 4 << 20
	entityOverhead   = 64
)

// segment is a delta with the places of its changes, so that a node that
// stands inside it can be given the rest.
type segment struct {
	from, to events.Position
	shared   *link.ConfigDelta
	changes  map[link.EntityRef]events.Position
	bytes    int
	// rest is the last part that was cut out, for the position it follows.
	rest   *link.ConfigDelta
	restAt events.Position
}

// chain is the recent deltas, each beginning where the one before ends. The
// Config's lock guards it.
type chain struct {
	segments []*segment
	floor    events.Position // nodes at or after this need no snapshot
	bytes    int
}

// add puts a segment at the end; nil stands for one that is too large.
func (c *chain) add(s *segment, to events.Position) {
	if s == nil {
		*c = chain{floor: to}
		return
	}
	c.segments = append(c.segments, s)
	c.bytes += s.bytes
	for len(c.segments) > maxDeltas || c.bytes > maxChainBytes {
		c.floor = c.segments[0].to
		c.bytes -= c.segments[0].bytes
		c.segments[0] = nil
		c.segments = c.segments[1:]
	}
}

// at finds the segment that a node at position needs next.
func (c *chain) at(position events.Position) *segment {
	if position < c.floor {
		return nil
	}
	i := sort.Search(len(c.segments), func(i int) bool { return c.segments[i].to > position })
	if i == len(c.segments) {
		return nil
	}
	return c.segments[i]
}

// segment makes the delta from a position to last of what is pending, or nil
// if it is too large. The caller holds mu.
func (c *Config) segment(from events.Position) *segment {
	size := 0
	for ref := range c.pending {
		size += len(c.entities[ref].Body) + entityOverhead
	}
	if len(c.pending) > maxDeltaEntities || size > maxDeltaBytes {
		return nil
	}
	s := &segment{from: from, to: c.last, changes: make(map[link.EntityRef]events.Position, len(c.pending)), bytes: size}
	for ref, at := range c.pending {
		s.changes[ref] = at
	}
	d := link.ConfigDelta{From: from.String(), To: s.to.String(), Entities: []link.Entity{}, Removed: []link.EntityRef{}}
	for ref := range c.pending {
		if e, ok := c.entities[ref]; ok {
			d.Entities = append(d.Entities, e)
		} else {
			d.Removed = append(d.Removed, ref)
		}
	}
	sortEntities(d.Entities)
	slices.SortFunc(d.Removed, compareRefs)
	s.shared = &d
	return s
}

// after is the part of the segment's delta that a node at position needs.
func (s *segment) after(position events.Position) *link.ConfigDelta {
	if position == s.from {
		return s.shared
	}
	if s.rest != nil && s.restAt == position {
		return s.rest
	}
	d := link.ConfigDelta{From: position.String(), To: s.shared.To, Entities: []link.Entity{}, Removed: []link.EntityRef{}}
	for _, e := range s.shared.Entities {
		if s.changes[link.EntityRef{Kind: e.Kind, ID: e.ID}] > position {
			d.Entities = append(d.Entities, e)
		}
	}
	for _, ref := range s.shared.Removed {
		if s.changes[ref] > position {
			d.Removed = append(d.Removed, ref)
		}
	}
	s.rest, s.restAt = &d, position
	return s.rest
}

// Snapshot is the whole configuration and its position. It waits until the
// log was folded once.
func (c *Config) Snapshot(ctx context.Context) (string, []link.Entity, error) {
	for {
		c.mu.Lock()
		if c.live {
			if c.snapshot == nil {
				c.snapshot = make([]link.Entity, 0, len(c.entities))
				for _, e := range c.entities {
					c.snapshot = append(c.snapshot, e)
				}
				sortEntities(c.snapshot)
			}
			position, entities := c.last.String(), c.snapshot
			c.mu.Unlock()
			return position, entities, nil
		}
		changed := c.changed
		c.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return "", nil, fmt.Errorf("configuration snapshot: %w", ctx.Err())
		}
	}
}

// Next waits until the configuration has moved on from a position, and gives
// the difference to a later one. It fails with link.ErrNoDelta when the node
// needs a snapshot instead. What it returns is shared by all callers.
func (c *Config) Next(ctx context.Context, after string) (link.ConfigDelta, error) {
	position, err := events.ParsePosition(after)
	if err != nil {
		return link.ConfigDelta{}, fmt.Errorf("%w: %w", link.ErrNoDelta, err)
	}
	for {
		d, changed, err := c.poll(position)
		if err != nil {
			return link.ConfigDelta{}, err
		}
		if d != nil {
			return *d, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return link.ConfigDelta{}, fmt.Errorf("configuration after %s: %w", after, ctx.Err())
		}
	}
}

// poll gives the delta after a position, or what to wait for.
func (c *Config) poll(position events.Position) (*link.ConfigDelta, <-chan struct{}, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.live || position == c.last {
		return nil, c.changed, nil
	}
	// A position beyond the last change comes from another log, or from a
	// process that was ahead of this one: either way the node must be told.
	s := c.chain.at(position)
	if s == nil {
		return nil, nil, fmt.Errorf("%w: %s", link.ErrNoDelta, position)
	}
	return s.after(position), nil, nil
}

func sortEntities(list []link.Entity) {
	slices.SortFunc(list, func(a, b link.Entity) int {
		return compareRefs(link.EntityRef{Kind: a.Kind, ID: a.ID}, link.EntityRef{Kind: b.Kind, ID: b.ID})
	})
}

func compareRefs(a, b link.EntityRef) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}
