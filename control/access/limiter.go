package access

import (
	"container/list"
	"sync"
	"time"
)

// recent keeps a value for each of the keys that were used last. When it is
// full, the one that was used least recently goes. It is not safe for
// concurrent use.
type recent[V any] struct {
	size  int
	order *list.List // of *recentEntry[V], the last used first
	byKey map[string]*list.Element
}

type recentEntry[V any] struct {
	key   string
	value V
}

func newRecent[V any](size int) recent[V] {
	return recent[V]{size: size, order: list.New(), byKey: make(map[string]*list.Element)}
}

func (r *recent[V]) get(key string) (V, bool) {
	el, ok := r.byKey[key]
	if !ok {
		var zero V
		return zero, false
	}
	return el.Value.(*recentEntry[V]).value, true
}

func (r *recent[V]) put(key string, v V) {
	if el, ok := r.byKey[key]; ok {
		el.Value.(*recentEntry[V]).value = v
		r.order.MoveToFront(el)
		return
	}
	r.byKey[key] = r.order.PushFront(&recentEntry[V]{key: key, value: v})
	if r.order.Len() > r.size {
		oldest := r.order.Remove(r.order.Back()).(*recentEntry[V])
		delete(r.byKey, oldest.key)
	}
}

func (r *recent[V]) drop(key string) {
	if el, ok := r.byKey[key]; ok {
		r.order.Remove(el)
		delete(r.byKey, key)
	}
}

// limiter allows each key burst attempts at once and then one per interval.
type limiter struct {
	burst    int
	interval time.Duration

	mu   sync.Mutex           // guards free
	free recent[freeingEntry] // by key
}

// freeingEntry is when the last of a key's attempts is free again: the
// generic cell rate algorithm, which needs one time per key.
type freeingEntry struct{ at time.Time }

func newLimiter(keys, burst int, interval time.Duration) *limiter {
	return &limiter{burst: burst, interval: interval, free: newRecent[freeingEntry](keys)}
}

func (l *limiter) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, _ := l.free.get(key)
	if e.at.Before(now) {
		e.at = now
	}
	next := e.at.Add(l.interval)
	if next.Sub(now) > time.Duration(l.burst)*l.interval {
		return false
	}
	l.free.put(key, freeingEntry{at: next})
	return true
}

// spent reports whether an attempt would not be allowed, without counting one.
func (l *limiter) spent(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, _ := l.free.get(key)
	return e.at.After(now) && e.at.Add(l.interval).Sub(now) > time.Duration(l.burst)*l.interval
}

func (l *limiter) forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free.drop(key)
}

// activity remembers when sessions were last used.
type activity struct {
	mu   sync.Mutex // guards last
	last recent[time.Time]
}

func newActivity(sessions int) *activity { return &activity{last: newRecent[time.Time](sessions)} }

// touch moves the last use forward, never back.
func (a *activity) touch(session string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if last, ok := a.last.get(session); !ok || last.Before(now) {
		a.last.put(session, now)
	}
}

func (a *activity) forget(session string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last.drop(session)
}

// get tells when a session was used last, as far as this process knows.
func (a *activity) get(session string) (time.Time, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.last.get(session)
}
