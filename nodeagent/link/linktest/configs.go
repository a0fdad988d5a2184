package linktest

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/parley-video/parley/nodeagent/link"
)

// Configure changes the configuration and gives its new position.
func (c *Control) Configure(put []link.Entity, removed ...link.EntityRef) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.touch()
	return c.configure(put, removed)
}

// Leap changes the configuration without a delta that leads there, nor to any
// position before: both in one moment, so that nobody gets the delta.
func (c *Control) Leap(put []link.Entity, removed ...link.EntityRef) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.touch()
	at := c.configure(put, removed)
	c.forgot = len(c.versions)
	return at
}

// configure: the caller holds mu.
func (c *Control) configure(put []link.Entity, removed []link.EntityRef) string {
	at := len(c.versions)
	next := maps.Clone(c.versions[at-1].entities)
	for _, r := range removed {
		delete(next, r)
	}
	for _, e := range put {
		next[link.EntityRef{Kind: e.Kind, ID: e.ID}] = e
	}
	c.versions = append(c.versions, version{next, link.ConfigDelta{
		From: position(at - 1), To: position(at), Entities: put, Removed: removed,
	}})
	return position(at)
}

// Position is where the configuration stands.
func (c *Control) Position() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return position(len(c.versions) - 1)
}

// Snapshots is how many snapshots were made.
func (c *Control) Snapshots() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.served
}

// Snapshot implements hub.Configs.
func (c *Control) Snapshot(ctx context.Context) (string, []link.Entity, error) {
	if c.OnSnapshot != nil {
		if err := c.OnSnapshot(ctx); err != nil {
			return "", nil, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.served++
	at := len(c.versions) - 1
	all := slices.SortedFunc(maps.Values(c.versions[at].entities), func(a, b link.Entity) int {
		return strings.Compare(string(a.Kind)+a.ID, string(b.Kind)+b.ID)
	})
	return position(at), all, nil
}

// Next implements hub.Configs.
func (c *Control) Next(ctx context.Context, after string) (link.ConfigDelta, error) {
	for {
		c.mu.Lock()
		at := slices.IndexFunc(c.versions, func(v version) bool { return v.delta.From == after })
		newest, forgot, changed := position(len(c.versions)-1), c.forgot, c.changed
		var delta link.ConfigDelta
		if at >= 0 {
			delta = c.versions[at].delta
		}
		c.mu.Unlock()
		switch {
		case at >= forgot && at >= 0:
			return delta, nil
		case after != newest || at >= 0:
			return link.ConfigDelta{}, link.ErrNoDelta
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return link.ConfigDelta{}, ctx.Err()
		}
	}
}
