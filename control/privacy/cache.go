package privacy

import (
	"container/list"
	"sync"
)

// state says what is known of a subject's key.
type state uint8

const (
	missing   state = iota // there never was one
	present                // it is in secret.key
	destroyed              // there was one, or there must never be one
)

const keySize = 32

// secret is what the keyring has of a subject.
type secret struct {
	state state
	key   [keySize]byte
}

// cache keeps the secrets that were used last. What was looked up before keys
// were destroyed is not taken in after that: it may be a key that is gone.
type cache struct {
	size int

	mu        sync.Mutex // guards the rest
	epoch     uint64     // grows when keys are destroyed
	order     *list.List // of *cached, the last used first
	bySubject map[string]*list.Element
}

type cached struct {
	subject string
	secret  secret
}

func newCache(size int) *cache {
	return &cache{size: size, order: list.New(), bySubject: make(map[string]*list.Element)}
}

// get also gives the epoch that put wants to see.
func (c *cache) get(subject string) (secret, uint64, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.bySubject[subject]
	if !ok {
		return secret{}, c.epoch, false
	}
	c.order.MoveToFront(el)
	return el.Value.(*cached).secret, c.epoch, true
}

func (c *cache) put(epoch uint64, subject string, s secret) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if epoch != c.epoch {
		return
	}
	c.set(subject, s)
}

// destroyed forgets keys.
func (c *cache) destroyed(subjects []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	for _, subject := range subjects {
		c.set(subject, secret{state: destroyed})
	}
}

// clear forgets everything.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	c.order.Init()
	clear(c.bySubject)
}

// set is for who holds mu.
func (c *cache) set(subject string, s secret) {
	if el, ok := c.bySubject[subject]; ok {
		el.Value.(*cached).secret = s
		c.order.MoveToFront(el)
		return
	}
	c.bySubject[subject] = c.order.PushFront(&cached{subject: subject, secret: s})
	if c.order.Len() > c.size {
		oldest := c.order.Remove(c.order.Back()).(*cached)
		delete(c.bySubject, oldest.subject)
	}
}

func (c *cache) len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.order.Len()
}
