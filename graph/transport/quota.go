package transport

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// The long-lived connections that one party may hold. Who has not said yet who
// they are is counted by where they come from, and may hold few, each for
// InitTimeout at most; everybody else is counted by account or token, wherever
// they come from, since many may sit behind one address.
const (
	DefaultMaxStrangers = 64
	DefaultMaxPerCaller = 1000
)

// quota counts what parties hold.
type quota struct {
	mu   sync.Mutex
	held map[string]int
}

// take counts one more, unless the party holds as many as it may. What was
// taken is given back once.
func (q *quota) take(party string, most int) (giveBack func(), ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[party] >= most {
		return nil, false
	}
	if q.held == nil {
		q.held = map[string]int{}
	}
	q.held[party]++
	return sync.OnceFunc(func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		if q.held[party]--; q.held[party] == 0 {
			delete(q.held, party)
		}
	}), true
}

// admit counts a long-lived connection of a call.
func (s *Server) admit(call auth.Call) (giveBack func(), ok bool) {
	if p := call.Principal; !p.IsZero() {
		return s.quota.take(party(call), s.opt.MaxPerCaller)
	}
	return s.quota.take(party(call), s.opt.MaxStrangers)
}

// party is whom a call is counted to.
func party(call auth.Call) string {
	if p := call.Principal; !p.IsZero() {
		return p.Party()
	}
	return "source/" + network(call.Source)
}

var errTooFast = apierr.New(apierr.LimitExceeded, "too many requests; wait as long as Retry-After says")

// pace counts an operation of a call; false when there were too many.
func (s *Server) pace(call auth.Call, header http.Header) bool {
	v := s.opt.Rate.Take(party(call), time.Now())
	if header != nil {
		v.Headers(header)
	}
	return v.OK
}

// network is what counts as one source: of IPv6 the whole network, since
// whoever has one address of it has all.
func network(source string) string {
	a, err := netip.ParseAddr(source)
	if err != nil {
		return source
	}
	if a = a.Unmap(); a.Is6() {
		return netip.PrefixFrom(a.WithZone(""), 64).Masked().String()
	}
	return a.String()
}
