package sqlite

// cache remembers at least the limit/2 and at most the limit entries that were
// used last. It is for one goroutine, or under its owner's lock.
type cache[K comparable, V any] struct {
	half       int
	young, old map[K]V
}

func newCache[K comparable, V any](limit int) *cache[K, V] {
	c := &cache[K, V]{half: max(1, limit/2)}
	c.clear()
	return c
}

func (c *cache[K, V]) get(k K) (V, bool) {
	if v, ok := c.young[k]; ok {
		return v, true
	}
	v, ok := c.old[k]
	if ok {
		c.put(k, v)
	}
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	if _, known := c.young[k]; !known && len(c.young) >= c.half {
		c.old, c.young = c.young, make(map[K]V)
	}
	c.young[k] = v
}

func (c *cache[K, V]) clear() {
	c.young, c.old = make(map[K]V), nil
}
