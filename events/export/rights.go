package export

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Rights are what the sender of a request may read.
type Rights struct {
	// Caller tells callers apart, so that none takes all places.
	Caller string
	// Streams and Types are what streams and event types must begin with;
	// empty means all.
	Streams, Types []string
	// Personal is the right to see personal data of participants.
	Personal bool
	// Raw is the right to read the log as it is stored, sealed values included.
	Raw bool
}

func (r Rights) equal(o Rights) bool {
	return r.Caller == o.Caller && r.Personal == o.Personal && r.Raw == o.Raw && slices.Equal(r.Streams, o.Streams) && slices.Equal(r.Types, o.Types)
}

var errRightsChanged = errors.New("the rights have changed")

// restrict narrows what was asked for to what may be read. It says no where
// nothing would be left: an answer without events would hide why.
func (r Rights) restrict(o *Options) *Refusal {
	if o.Raw && (!r.Raw || len(r.Streams)+len(r.Types) > 0) {
		return forbidden("raw", "the log as it is stored needs the scopes system:write and personal:read, and a token that is not restricted")
	}
	if o.Personal && !r.Personal {
		return forbidden("personal", "personal data needs the scope personal:read")
	}
	var ok bool
	if o.Types, ok = narrowed(o.Types, r.Types); !ok {
		return forbidden("type", fmt.Sprintf("this token may only read types that begin with %s", strings.Join(r.Types, ", ")))
	}
	if o.Stream != "" {
		if !begins(o.Stream, r.Streams) {
			return forbidden("stream", fmt.Sprintf("this token may only read streams that begin with %s", strings.Join(r.Streams, ", ")))
		}
		return nil
	}
	if o.Streams, ok = narrowed(o.Streams, r.Streams); !ok {
		return forbidden("streamPrefix", fmt.Sprintf("this token may only read streams that begin with %s", strings.Join(r.Streams, ", ")))
	}
	return nil
}

func forbidden(field, message string) *Refusal {
	return &Refusal{Status: http.StatusForbidden, Problem: Problem{Code: CodeForbidden, Field: field, Message: message}}
}

// narrowed is what begins with one prefix of each list; an empty list allows
// everything. It reports whether anything can.
func narrowed(asked, allowed []string) ([]string, bool) {
	if len(asked) == 0 || len(allowed) == 0 {
		return append(slices.Clone(asked), allowed...), true
	}
	var both []string
	for _, a := range asked {
		for _, b := range allowed {
			switch {
			case strings.HasPrefix(a, b):
				both = append(both, a)
			case strings.HasPrefix(b, a):
				both = append(both, b)
			}
		}
	}
	slices.Sort(both)
	return slices.Compact(both), len(both) > 0
}

func begins(s string, prefixes []string) bool {
	return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// seats bound the exports at a time, of all and of each caller.
type seats struct {
	all, each int

	mu    sync.Mutex
	taken int
	of    map[string]int
}

func newSeats(all, each int) *seats { return &seats{all: all, each: each, of: map[string]int{}} }

// take gives a seat, or says why there is none.
func (s *seats) take(caller string) (leave func(), refused *Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.of[caller] >= s.each:
		return nil, &Refusal{Status: http.StatusTooManyRequests, Problem: Problem{Code: CodeBusy, Message: fmt.Sprintf("%d exports at a time are all that one caller may have", s.each)}}
	case s.taken >= s.all:
		return nil, &Refusal{Status: http.StatusServiceUnavailable, Problem: Problem{Code: CodeBusy, Message: "too many exports at a time"}}
	}
	s.taken++
	s.of[caller]++
	return func() { s.leave(caller) }, nil
}

func (s *seats) leave(caller string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	if s.of[caller]--; s.of[caller] == 0 {
		delete(s.of, caller) // callers come and go
	}
}
