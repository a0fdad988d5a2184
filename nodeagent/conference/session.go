package conference

import (
	"sync"
	"sync/atomic"
)

// session is a station's registration, as the station holds it.
type session struct {
	uplink
	home   string
	frames <-chan frame  // closed when the session is over
	lost   chan struct{} // likewise, for who does not read the frames
	stop   func()        // ends it
	pump   func()        // brings the frames from elsewhere, until it is over
	term   atomic.Uint64 // of the welcome; 0: it has not come yet
	ready  atomic.Bool   // the station knows where it is, and will after a crash
	number uint64        // of the last report; its relay's
	seen   uint64        // how many frames the station had seen when it lost it; the station's

	attached chan<- struct{} // the own home waits for it; nil once it is closed
}

func newSession(up uplink, home string, frames <-chan frame, stop func()) *session {
	return &session{uplink: up, home: home, frames: frames, lost: make(chan struct{}), stop: stop}
}

// sessions are a home's registrations by name, for requests. It is safe for
// concurrent use; what is in it may have been replaced already.
type sessions struct {
	mu sync.Mutex // guards by
	by map[string]*conn
}

func (s *sessions) put(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil {
		s.by = make(map[string]*conn)
	}
	s.by[c.session] = c
}

func (s *sessions) drop(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.by, c.session)
}

// find is a node's own session only.
func (s *sessions) find(node, name string) *conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.by[name]; c != nil && c.node == node {
		return c
	}
	return nil
}
