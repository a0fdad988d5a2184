package hub

import (
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// What is kept of deltas as messages. A change reaches all nodes within moments,
// and few of them stand elsewhere than the others.
const (
	maxKeptDeltas     = 64
	maxKeptDeltaBytes = 16 << 20
	deltaAge          = time.Minute
)

// deltaCache encodes each delta once, for all links that send it.
type deltaCache struct {
	encode func(link.Message) ([]byte, error)

	mu    sync.Mutex // guards all below; not held while encoding
	by    map[deltaKey]*encodedDelta
	order []*encodedDelta // the oldest first
	bytes int
}

// deltaKey tells deltas apart: between two positions lies always the same.
type deltaKey struct{ from, to string }

// encodedDelta is a delta as a message, or why it cannot be one.
type encodedDelta struct {
	key   deltaKey
	made  time.Time
	once  sync.Once
	bytes []byte
	err   error
	size  int // as far as it counts in the cache; guarded by the cache's lock
}

func newDeltaCache() *deltaCache {
	return &deltaCache{encode: link.Encode, by: map[deltaKey]*encodedDelta{}}
}

// get gives the message, which is not to be written to.
func (c *deltaCache) get(d link.ConfigDelta) ([]byte, error) {
	e := c.entry(deltaKey{d.From, d.To})
	e.once.Do(func() {
		e.bytes, e.err = c.encode(d)
		c.grown(e)
	})
	return e.bytes, e.err
}

func (c *deltaCache) entry(key deltaKey) *encodedDelta {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.by[key]
	if !ok {
		e = &encodedDelta{key: key, made: time.Now()}
		c.by[key], c.order = e, append(c.order, e)
		c.shrink()
	}
	return e
}

// grown counts what an entry has come to, unless it has had to go meanwhile.
func (c *deltaCache) grown(e *encodedDelta) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by[e.key] == e {
		e.size = len(e.bytes)
		c.bytes += e.size
		c.shrink()
	}
}

// shrink lets go of the oldest, but not of the newest. The caller holds mu.
func (c *deltaCache) shrink() {
	for len(c.order) > 1 && (len(c.order) > maxKeptDeltas || c.bytes > maxKeptDeltaBytes) {
		c.drop()
	}
}

// expire lets go of what no node that keeps up will ask for again.
func (c *deltaCache) expire(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.order) > 0 && now.Sub(c.order[0].made) > deltaAge {
		c.drop()
	}
}

func (c *deltaCache) drop() {
	oldest := c.order[0]
	c.order[0] = nil
	c.order = c.order[1:]
	delete(c.by, oldest.key)
	c.bytes -= oldest.size
}
