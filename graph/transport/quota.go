package transport

import (
	"net/http"
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
	if !call.Principal.IsZero() {
		return s.quota.take(call.Party(), s.opt.MaxPerCaller)
	}
	return s.quota.take(call.Party(), s.opt.MaxStrangers)
}

var errTooFast = apierr.New(apierr.LimitExceeded, "too many requests; wait as long as Retry-After says")

// pace counts an operation of a call; false when there were too many.
func (s *Server) pace(call auth.Call, header http.Header) bool {
	v := s.opt.Rate.Take(call.Party(), time.Now())
	if header != nil {
		v.Headers(header)
	}
	return v.OK
}
