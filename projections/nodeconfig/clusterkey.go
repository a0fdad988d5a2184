package nodeconfig

import (
	"time"

	"github.com/parley-video/parley/events"
)

// ClusterKey makes the key of gossip that is there since an event, the same in
// every process; empty: the first one.
type ClusterKey func(since string) []byte

// clusterKey is one that nodes may still use.
type clusterKey struct {
	key   []byte
	since time.Time // zero: it is the first one
}

const (
	// keyUnused is how long nodes certainly do not write with a new key yet, so
	// that another one may take its place.
	keyUnused = 5 * time.Minute
	// keyOver is how long they read the one before, and longer.
	keyOver = time.Hour
)

// renewKey makes another key of gossip: the node that was removed knows those
// before. Many that are removed at once are worth one key.
func (c *Config) renewKey(e events.Recorded) error {
	if c.derive == nil {
		return nil
	}
	keep := c.keys
	if len(keep) > 1 && e.Created.Sub(keep[0].since) < keyUnused {
		keep = keep[1:]
	}
	for i := range keep {
		if since := keep[i].since; !since.IsZero() && e.Created.Sub(since) > keyOver {
			keep = keep[:i+1] // those before it are read no more
			break
		}
	}
	c.keys = append([]clusterKey{{key: c.derive(e.ID.String()), since: e.Created}}, keep...)
	return c.putSettings()
}

// clusterKeys are the keys as nodes are told of them.
func (c *Config) clusterKeys() (keys [][]byte, since []time.Time) {
	for _, k := range c.keys {
		keys, since = append(keys, k.key), append(since, k.since)
	}
	if len(c.keys) == 1 {
		since = nil // it was always there
	}
	return keys, since
}
