package peertest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// Peer is a life of a node in a Network.
type Peer struct {
	peer.Mux
	peer.Client
	net    *Network
	life   context.Context
	end    context.CancelFunc
	inbox  chan datagram
	alpns  map[string]func(nodeID string, c net.Conn)
	rtp    func([]byte, netip.AddrPort)
	others func([]byte, netip.AddrPort)
	dead   bool
}

var (
	_ peer.Peers     = (*Peer)(nil)
	_ peer.Conns     = (*Peer)(nil)
	_ peer.Datagrams = (*Peer)(nil)
)

func newPeer(n *Network, id string) *Peer {
	p := &Peer{net: n, inbox: make(chan datagram, inboxSize), alpns: map[string]func(string, net.Conn){}}
	p.life, p.end = context.WithCancel(context.Background())
	p.Client = peer.Client{ID: id, Transport: func(to string) (http.RoundTripper, error) { return carrier{p, to}, nil }}
	return p
}

// carrier carries requests of a node to another.
type carrier struct {
	from *Peer
	to   string
}

// RoundTrip implements http.RoundTripper.
func (c carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	ctx := req.Context()
	target, err := c.from.net.dial(ctx, c.from, c.to)
	if err != nil {
		return nil, err
	}
	e, w, err := c.begin(target, req, body)
	if err != nil {
		return nil, err
	}
	answer := &answerBody{e: e, p: w.out}
	answer.stop = context.AfterFunc(ctx, func() { answer.abandon(ctx.Err()) })
	first, err := w.out.take(0)
	if err == nil {
		err = first.err // before it was begun
	}
	if err != nil {
		answer.stop()
		return nil, err
	}
	return &http.Response{
		Status: http.StatusText(first.head.status), StatusCode: first.head.status, Header: first.head.header,
		ProtoMajor: 2, Body: answer, Request: req, ContentLength: -1,
	}, nil
}

// begin has the other node answer on a goroutine of its own.
func (c carrier) begin(target *Peer, req *http.Request, body []byte) (*exchange, *writer, error) {
	n := c.from.net
	n.mu.Lock()
	defer n.mu.Unlock()
	if target.dead || c.from.dead {
		return nil, nil, errReset
	}
	ctx, cancel := context.WithCancel(peer.WithCaller(target.life, c.from.ID))
	e := &exchange{net: n, client: c.from.ID, server: c.to, cancel: cancel}
	w := &writer{out: newPipe(e, c.to, c.from.ID), header: http.Header{}}
	e.pipes = []*pipe{w.out}
	n.live[e] = struct{}{}
	n.done.Go(func() {
		defer cancel()
		w.answer(target, req.Clone(ctx), body)
	})
	return e, w, nil
}

// head is the beginning of an answer.
type head struct {
	status int
	header http.Header
}

// writer is what a handler answers to.
type writer struct {
	out    *pipe
	header http.Header
	begun  bool
}

// answer runs the handler. One that panics on purpose breaks the request off;
// any other panic is the test's.
func (w *writer) answer(target *Peer, req *http.Request, body []byte) {
	req.Body = io.NopCloser(bytes.NewReader(body))
	end := errReset
	defer func() {
		if v := recover(); v != nil {
			if err, ok := v.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
				panic(v)
			}
		}
		_ = w.out.put(chunk{err: end}) // who asked is gone
	}()
	target.ServeHTTP(w, req)
	w.WriteHeader(http.StatusOK)
	end = io.EOF
}

// Header implements http.ResponseWriter.
func (w *writer) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *writer) WriteHeader(status int) {
	if w.begun {
		return
	}
	w.begun = true
	_ = w.out.put(chunk{head: &head{status: status, header: w.header.Clone()}})
}

// Write implements http.ResponseWriter. An answer that nobody reads in time is
// broken off.
func (w *writer) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if len(b) == 0 {
		return 0, nil
	}
	err := w.out.put(chunk{b: bytes.Clone(b)})
	if err == nil {
		return len(b), nil
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		w.out.e.net.mu.Lock()
		defer w.out.e.net.mu.Unlock()
		w.out.e.breakOff(errReset)
	}
	return 0, err
}

// FlushError is for http.ResponseController.
func (w *writer) FlushError() error {
	w.WriteHeader(http.StatusOK)
	return nil
}

// SetWriteDeadline is for http.ResponseController.
func (w *writer) SetWriteDeadline(t time.Time) error {
	w.out.e.net.mu.Lock()
	defer w.out.e.net.mu.Unlock()
	w.out.writeBy = t
	w.out.wake()
	return nil
}

// answerBody is an answer's body as the client reads it.
type answerBody struct {
	e    *exchange
	p    *pipe
	stop func() bool
}

// Read implements io.Reader.
func (b *answerBody) Read(to []byte) (int, error) {
	if len(to) == 0 {
		return 0, nil
	}
	c, err := b.p.take(len(to))
	if err == nil && c.err != nil {
		err = c.err
	}
	if err != nil {
		b.abandon(err)
	}
	return copy(to, c.b), err
}

// Close implements io.Closer.
func (b *answerBody) Close() error {
	b.stop()
	b.abandon(context.Canceled)
	return nil
}

func (b *answerBody) abandon(err error) {
	b.e.net.mu.Lock()
	defer b.e.net.mu.Unlock()
	b.e.abandon(err)
}
