package peertest

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// What connections break with.
var (
	errSilence = errors.New("the other side is silent")
	errRefused = error(syscall.ECONNREFUSED)
	errReset   = error(syscall.ECONNRESET)
	errClosed  = errors.New("this node has ended the connection")
)

// window is what may be under way on a pipe, in bytes.
const window = 1 << 20

// pipe carries what one node says to another. The Network's lock guards it.
type pipe struct {
	e              *exchange
	writer, reader string // nodes
	chunks         []chunk
	size           int
	readErr        error // the reader's end is closed or broken
	writeErr       error
	readBy         time.Time // deadlines; zero: none
	writeBy        time.Time
	changed        chan struct{} // closed and replaced
}

// chunk is a piece of a pipe. Its bytes come before its end.
type chunk struct {
	at   time.Time // when it arrives
	head *head     // of an answer
	b    []byte
	err  error // the end
}

func newPipe(e *exchange, writer, reader string) *pipe {
	return &pipe{e: e, writer: writer, reader: reader, changed: make(chan struct{})}
}

// wake has waiting ends look again. The caller holds mu.
func (p *pipe) wake() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// fail breaks both ends. The caller holds mu.
func (p *pipe) fail(err error) {
	if p.readErr == nil {
		p.readErr = err
	}
	if p.writeErr == nil {
		p.writeErr = err
	}
	p.wake()
}

// put writes a chunk, with the window's bounds unless it is an end or a head.
func (p *pipe) put(c chunk) error {
	n := p.e.net
	n.mu.Lock()
	defer n.mu.Unlock()
	for {
		if p.writeErr != nil {
			return p.writeErr
		}
		if !p.writeBy.IsZero() && !time.Now().Before(p.writeBy) {
			return os.ErrDeadlineExceeded
		}
		if p.size == 0 || len(c.b) == 0 || p.size+len(c.b) <= window {
			c.at = time.Now().Add(n.delay)
			p.chunks = append(p.chunks, c)
			p.size += len(c.b)
			if c.err != nil {
				p.writeErr = io.ErrClosedPipe
			}
			p.wake()
			return nil
		}
		p.wait(p.writeBy)
	}
}

// take reads a chunk, and at most most bytes of it.
func (p *pipe) take(most int) (chunk, error) {
	n := p.e.net
	n.mu.Lock()
	defer n.mu.Unlock()
	for {
		if p.readErr != nil {
			return chunk{}, p.readErr
		}
		now, until := time.Now(), p.readBy
		if !until.IsZero() && !now.Before(until) {
			return chunk{}, os.ErrDeadlineExceeded
		}
		if len(p.chunks) > 0 && n.cuts[p.e.pair()] == nil {
			c := p.chunks[0]
			if !c.at.After(now) {
				return p.consume(most), nil
			}
			if until.IsZero() || c.at.Before(until) {
				until = c.at
			}
		}
		p.wait(until)
	}
}

func (p *pipe) consume(most int) chunk {
	c := p.chunks[0]
	if len(c.b) > most {
		p.chunks[0].b = c.b[most:]
		c.b, c.err = c.b[:most], nil
	} else {
		p.chunks = p.chunks[1:]
	}
	p.size -= len(c.b)
	if c.err != nil {
		p.readErr = c.err
	}
	p.wake()
	return c
}

// wait waits for a change or a time. The caller holds mu, which is let go of
// meanwhile.
func (p *pipe) wait(until time.Time) {
	changed := p.changed
	p.e.net.mu.Unlock()
	defer p.e.net.mu.Lock()
	if until.IsZero() {
		<-changed
		return
	}
	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	select {
	case <-changed:
	case <-timer.C:
	}
}

// exchange is a request with its answer, or a connection. The Network's lock
// guards it.
type exchange struct {
	net            *Network
	client, server string
	pipes          []*pipe
	cancel         func() // ends the handler of a request
	abandoned      bool   // the client is gone, and the server has not heard so
	reset          bool   // one of them has died, and the other has not heard so
	closed         int    // ends of a connection
}

func (e *exchange) pair() pair { return pairOf(e.client, e.server) }

// breakOff ends it for both. The caller holds mu.
func (e *exchange) breakOff(err error) {
	delete(e.net.live, e)
	for _, p := range e.pipes {
		p.fail(err)
	}
	e.cancel()
}

// lose ends it for a node that has died, and for the other one as soon as it
// can hear so. The caller holds mu.
func (e *exchange) lose(id string) {
	if e.net.cuts[e.pair()] == nil {
		e.breakOff(errReset)
		return
	}
	e.reset = true
	for _, p := range e.pipes {
		if p.reader == id {
			p.readErr = errClosed
		}
		if p.writer == id {
			p.writeErr = errClosed
		}
		p.wake()
	}
	if e.server == id {
		e.cancel()
	}
}

// abandon is what a client does that wants no answer any more. The caller holds
// mu.
func (e *exchange) abandon(err error) {
	if e.net.cuts[e.pair()] == nil {
		e.breakOff(err)
		return
	}
	e.abandoned = true
	for _, p := range e.pipes {
		if p.reader == e.client && p.readErr == nil {
			p.readErr = err
		}
		p.wake()
	}
}

// wake is for when the way is healed. The caller holds mu.
func (e *exchange) wake() {
	if e.abandoned || e.reset {
		e.breakOff(errReset)
		return
	}
	for _, p := range e.pipes {
		p.wake()
	}
}
