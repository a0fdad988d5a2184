package auth

import (
	"container/list"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// RateWindow is the time for which a Rate allows so many requests.
const RateWindow = time.Minute

// rateCallers bounds the callers that a Rate remembers. When there are more,
// the one that was seen least recently begins anew.
const rateCallers = 20_000

// Rate bounds the requests of each caller: so many at once, and then as many in
// a minute (the generic cell rate algorithm). A nil Rate bounds nothing. It
// counts what comes to this process.
type Rate struct {
	limit    int
	interval time.Duration

	mu    sync.Mutex // guards what follows
	order *list.List // of *rated, the last seen first
	byKey map[string]*list.Element
}

type rated struct {
	key  string
	full time.Time // when all of the caller's requests are free again
}

// NewRate makes a Rate of so many requests a minute; nil when there is to be
// none.
func NewRate(perMinute int) *Rate {
	if perMinute <= 0 {
		return nil
	}
	return &Rate{
		limit: perMinute, interval: RateWindow / time.Duration(perMinute),
		order: list.New(), byKey: map[string]*list.Element{},
	}
}

// Verdict says how a caller stands after a request.
type Verdict struct {
	OK        bool
	Limit     int           // requests a minute; 0: unlimited
	Remaining int           // requests that would be allowed now
	Reset     time.Duration // until all are free again
	Retry     time.Duration // until the next is allowed; zero when one is
}

// Take counts a request of a caller at a time.
func (r *Rate) Take(caller string, now time.Time) Verdict {
	if r == nil {
		return Verdict{OK: true}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.caller(caller)
	if c.full.Before(now) {
		c.full = now
	}
	v := Verdict{Limit: r.limit}
	window := time.Duration(r.limit) * r.interval
	if used := c.full.Sub(now); used+r.interval <= window {
		v.OK = true
		c.full = c.full.Add(r.interval)
	} else {
		v.Retry = used + r.interval - window
	}
	v.Reset = c.full.Sub(now)
	v.Remaining = int((window - v.Reset) / r.interval)
	return v
}

func (r *Rate) caller(key string) *rated {
	if el, ok := r.byKey[key]; ok {
		r.order.MoveToFront(el)
		return el.Value.(*rated)
	}
	c := &rated{key: key}
	r.byKey[key] = r.order.PushFront(c)
	if r.order.Len() > rateCallers {
		oldest := r.order.Remove(r.order.Back()).(*rated)
		delete(r.byKey, oldest.key)
	}
	return c
}

// Headers tells a caller how it stands.
func (v Verdict) Headers(h http.Header) {
	if v.Limit == 0 {
		return
	}
	h.Set("RateLimit-Limit", strconv.Itoa(v.Limit))
	h.Set("RateLimit-Remaining", strconv.Itoa(v.Remaining))
	h.Set("RateLimit-Reset", seconds(v.Reset))
	if !v.OK {
		h.Set("Retry-After", seconds(v.Retry))
	}
}

// seconds rounds up: who comes back after them is not too early.
func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}
