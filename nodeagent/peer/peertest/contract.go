package peertest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// Node is all that a node can do with others.
type Node interface {
	peer.Peers
	peer.Conns
	peer.Datagrams
}

// Rig is a network of nodes, this one or a real one.
type Rig struct {
	// Start runs a node after prepare has set its handlers of datagrams.
	Start     func(id string, prepare func(Node)) Node
	Address   func(id string) string
	Cut, Heal func(a, b string)
	Kill      func(id string)
}

// Case is a part of the contract. It is a function of its own, and not run by a
// suite, so that each can have a bubble.
type Case struct {
	Name string
	Test func(t *testing.T, r Rig)
}

// Contract is what every implementation of peer.Peers, Conns and Datagrams does.
func Contract() []Case {
	return []Case{
		{"an answer bears what was asked by whom", testAnswer},
		{"a refusal comes as it was said", testRefusal},
		{"a node without a record cannot be reached", testUnknownNode},
		{"nothing is larger than its bound", testBounds},
		{"frames come in order and end", testFrames},
		{"a reader that goes ends the handler", testReaderGoes},
		{"a node that is killed ends streams and answers nothing", testKilled},
		{"a cut is noticed by both within five seconds", testCut},
		{"a handler that does not answer is given up", testDeadline},
		{"who gives up does not blame the node", testGivingUp},
		{"a handler that breaks off has not answered", testBreakOff},
		{"a reader that does not read is given up", testSlowReader},
		{"plain connections go both ways", testConns},
		{"a cut ends plain connections", testConnsCut},
		{"datagrams are told apart by their first byte", testDatagrams},
	}
}

type text struct {
	Text string `json:"text"`
}

func noDatagrams(Node) {}

func (r Rig) two() (a, b Node) {
	return r.Start("node-a", noDatagrams), r.Start("node-b", noDatagrams)
}

func testAnswer(t *testing.T, r Rig) {
	a, b := r.two()
	b.Handle("/say", peer.JSON(func(ctx context.Context, from string, in text) (text, error) {
		if peer.From(ctx) != from {
			t.Errorf("the context says %q asks, the argument %q", peer.From(ctx), from)
		}
		return text{in.Text + " from " + from + " to " + b.Self()}, nil
	}))
	var out text
	if err := a.Call(t.Context(), "node-b", "/say", text{"hello"}, &out); err != nil {
		t.Fatal(err)
	}
	if out.Text != "hello from node-a to node-b" {
		t.Errorf("answered %q", out.Text)
	}
	if err := a.Call(t.Context(), "node-b", "/say", text{"hello"}, nil); err != nil {
		t.Errorf("who wants no answer: %v", err)
	}
	b.Handle("/say", peer.JSON(func(context.Context, string, text) (text, error) { return text{"another"}, nil }))
	if err := a.Call(t.Context(), "node-b", "/say", text{"hello"}, &out); err != nil || out.Text != "another" {
		t.Errorf("the last handler answered %q, %v", out.Text, err)
	}
}

func testRefusal(t *testing.T, r Rig) {
	a, b := r.two()
	full := &peer.Error{Status: http.StatusTooManyRequests, Code: "full", Message: "no tokens are left", Field: "tokens"}
	b.Handle("/full", peer.JSON(func(context.Context, string, text) (text, error) { return text{}, full }))
	b.Handle("/plain", peer.JSON(func(context.Context, string, text) (text, error) {
		return text{}, &peer.Error{Code: "no", Message: "no"}
	}))
	b.Handle("/broken", peer.JSON(func(context.Context, string, text) (text, error) {
		return text{}, errors.New("the secret of this node")
	}))
	for path, want := range map[string]peer.Error{
		"/full":    *full,
		"/plain":   {Status: http.StatusConflict, Code: "no", Message: "no"},
		"/broken":  {Status: http.StatusInternalServerError, Code: peer.CodeInternal, Message: "the node failed"},
		"/nowhere": {Status: http.StatusNotFound, Code: peer.CodeNotFound, Message: "the node knows no such request"},
	} {
		check := func(how string, err error) {
			var got *peer.Error
			if !errors.As(err, &got) || *got != want || errors.Is(err, peer.ErrUnreachable) {
				t.Errorf("%s %s: %v, want %v", how, path, err, &want)
			}
		}
		check("call", a.Call(t.Context(), "node-b", path, text{}, nil))
		_, err := a.Stream(t.Context(), "node-b", path, text{})
		check("stream", err)
	}
	if err := a.Call(t.Context(), "node-b", "/full", 7, nil); !isCode(err, peer.CodeMalformed) {
		t.Errorf("another shape: %v", err)
	}
}

func isCode(err error, code string) bool {
	var e *peer.Error
	return errors.As(err, &e) && e.Code == code
}

func testUnknownNode(t *testing.T, r Rig) {
	a, _ := r.two()
	for _, id := range []string{"node-c", "node-a"} {
		err := a.Call(t.Context(), id, "/say", text{}, nil)
		if !errors.Is(err, peer.ErrUnknownNode) || !errors.Is(err, peer.ErrUnreachable) {
			t.Errorf("call of %s: %v", id, err)
		}
		if _, err := a.Stream(t.Context(), id, "/say", text{}); !errors.Is(err, peer.ErrUnknownNode) {
			t.Errorf("stream of %s: %v", id, err)
		}
	}
}

func testBounds(t *testing.T, r Rig) {
	a, b := r.two()
	large := string(bytes.Repeat([]byte{'x'}, peer.MaxBody))
	b.Handle("/small", peer.JSON(func(context.Context, string, text) (text, error) { return text{}, nil }))
	b.Handle("/large", peer.JSON(func(context.Context, string, text) (text, error) { return text{large}, nil }))
	framed := make(chan error, 1)
	b.Handle("/frames", http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		f, err := peer.Serve(w, req)
		if err == nil {
			err = f.Write(make([]byte, peer.MaxBody+1))
		}
		framed <- err
	}))
	b.Handle("/liar", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte{0xff, 0, 0, 0, 1})
	}))
	if err := a.Call(t.Context(), "node-b", "/small", text{large}, nil); !errors.Is(err, peer.ErrTooLarge) {
		t.Errorf("request: %v", err)
	}
	if err := a.Call(t.Context(), "node-b", "/large", text{}, nil); !errors.Is(err, peer.ErrTooLarge) {
		t.Errorf("answer: %v", err)
	}
	if err := a.Call(t.Context(), "node-b", "/small", text{large[:peer.MaxBody-64]}, nil); err != nil {
		t.Errorf("a request within its bound: %v", err)
	}
	s, err := a.Stream(t.Context(), "node-b", "/frames", text{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := <-framed; !errors.Is(err, peer.ErrTooLarge) {
		t.Errorf("frame: %v", err)
	}
	liar, err := a.Stream(t.Context(), "node-b", "/liar", text{})
	if err != nil {
		t.Fatal(err)
	}
	defer liar.Close()
	if _, err := liar.Next(); !errors.Is(err, peer.ErrTooLarge) {
		t.Errorf("a frame of another writer: %v", err)
	}
}

func testFrames(t *testing.T, r Rig) {
	a, b := r.two()
	frames := [][]byte{[]byte("one"), {}, bytes.Repeat([]byte("three"), 600_000), []byte(`{"text":"four"}`)}
	next := make(chan struct{})
	b.Handle("/frames", http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		var in text
		if err := peer.Read(req, &in); err != nil || in.Text != "all" {
			t.Errorf("asked for %q, %v", in.Text, err)
		}
		f, err := peer.Serve(w, req)
		if err != nil {
			t.Error(err)
		}
		for _, frame := range frames {
			<-next
			if err := f.Write(frame); err != nil {
				t.Errorf("frame of %d bytes: %v", len(frame), err)
			}
		}
	}))
	s, err := a.Stream(t.Context(), "node-b", "/frames", text{"all"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, want := range frames[:3] {
		next <- struct{}{} // each arrives before the next one is written
		if got, err := s.Next(); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("got %d bytes, %v, want %d", len(got), err, len(want))
		}
	}
	next <- struct{}{}
	var last text
	if err := s.JSON(&last); err != nil || last.Text != "four" {
		t.Errorf("last: %v, %v", last, err)
	}
	if _, err := s.Next(); !errors.Is(err, io.EOF) || errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("at the end: %v", err)
	}
}

// held is a handler that goes on until its context ends.
type held struct {
	began, ended chan struct{}
}

func hold(n Node, path string) held {
	h := held{make(chan struct{}, 8), make(chan struct{}, 8)}
	n.Handle(path, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if f, err := peer.Serve(w, req); err == nil && f.JSON(text{"begun"}) == nil {
			h.began <- struct{}{}
		}
		<-req.Context().Done()
		h.ended <- struct{}{}
	}))
	return h
}

// begin begins a stream of held.
func (h held) begin(t *testing.T, from Node, to string) *peer.Stream {
	t.Helper()
	s, err := from.Stream(t.Context(), to, "/hold", text{})
	if err != nil {
		t.Fatal(err)
	}
	var first text
	if err := s.JSON(&first); err != nil {
		t.Fatal(err)
	}
	<-h.began
	return s
}

func testReaderGoes(t *testing.T, r Rig) {
	a, b := r.two()
	h := hold(b, "/hold")
	s := h.begin(t, a, "node-b")
	s.Close()
	<-h.ended
	if _, err := s.Next(); !errors.Is(err, context.Canceled) || errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("after Close: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s, err := a.Stream(ctx, "node-b", "/hold", text{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := s.Next(); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context: %v", err)
	}
	<-h.ended
}

func testKilled(t *testing.T, r Rig) {
	a, b := r.two()
	h := hold(b, "/hold")
	s := h.begin(t, a, "node-b")
	began := time.Now()
	r.Kill("node-b")
	if _, err := s.Next(); !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("stream: %v", err)
	}
	if err := a.Call(t.Context(), "node-b", "/hold", text{}, nil); !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("call: %v", err)
	}
	if d := time.Since(began); d > Silence {
		t.Errorf("noticed after %s", d)
	}
	<-h.ended
}

func testCut(t *testing.T, r Rig) {
	a, b := r.two()
	h := hold(b, "/hold")
	b.Handle("/say", peer.JSON(func(_ context.Context, _ string, in text) (text, error) { return in, nil }))
	s := h.begin(t, a, "node-b")
	const bound = 5 * time.Second
	began := time.Now()
	r.Cut("node-a", "node-b")
	var all sync.WaitGroup
	all.Go(func() {
		if _, err := s.Next(); !errors.Is(err, peer.ErrUnreachable) {
			t.Errorf("stream: %v", err)
		}
		if d := time.Since(began); d > bound {
			t.Errorf("the reader noticed after %s", d)
		}
	})
	all.Go(func() {
		<-h.ended
		if d := time.Since(began); d > bound {
			t.Errorf("the handler noticed after %s", d)
		}
	})
	all.Go(func() {
		if err := a.Call(t.Context(), "node-b", "/say", text{}, nil); !errors.Is(err, peer.ErrUnreachable) {
			t.Errorf("call: %v", err)
		}
		if d := time.Since(began); d > bound {
			t.Errorf("the caller noticed after %s", d)
		}
	})
	all.Wait()
	r.Heal("node-a", "node-b")
	if err := a.Call(t.Context(), "node-b", "/say", text{}, nil); err != nil {
		t.Errorf("after it was healed: %v", err)
	}
}

func testDeadline(t *testing.T, r Rig) {
	a, b := r.two()
	ended := make(chan struct{})
	b.Handle("/never", http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		<-req.Context().Done()
		close(ended)
	}))
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	err := a.Call(ctx, "node-b", "/never", text{}, nil)
	if !errors.Is(err, peer.ErrUnreachable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("given up with %v", err)
	}
	<-ended
}

func testGivingUp(t *testing.T, r Rig) {
	a, b := r.two()
	asked := make(chan struct{})
	b.Handle("/never", http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		close(asked)
		<-req.Context().Done()
	}))
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-asked
		cancel()
	}()
	err := a.Call(ctx, "node-b", "/never", text{}, nil)
	if !errors.Is(err, context.Canceled) || errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("given up with %v", err)
	}
}

func testBreakOff(t *testing.T, r Rig) {
	a, b := r.two()
	b.Handle("/never", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	b.Handle("/half", http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		f, err := peer.Serve(w, req)
		if err == nil {
			err = f.JSON(text{"half"})
		}
		if err != nil {
			t.Error(err)
		}
		panic(http.ErrAbortHandler)
	}))
	if err := a.Call(t.Context(), "node-b", "/never", text{}, nil); !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("call: %v", err)
	}
	s, err := a.Stream(t.Context(), "node-b", "/half", text{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = s.Next()
	}
	if !errors.Is(err, peer.ErrUnreachable) || errors.Is(err, io.EOF) {
		t.Errorf("stream: %v", err)
	}
}

func testSlowReader(t *testing.T, r Rig) {
	a, b := r.two()
	written := make(chan error, 1)
	b.Handle("/flood", http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		f, err := peer.Serve(w, req)
		for err == nil {
			err = f.Write(make([]byte, window/2))
		}
		written <- err
	}))
	s, err := a.Stream(t.Context(), "node-b", "/flood", text{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := <-written; errors.Is(err, context.Canceled) {
		t.Errorf("given up with %v", err)
	}
	for err == nil {
		_, err = s.Next()
	}
	if !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("the stream went on to %v", err)
	}
}

func testConns(t *testing.T, r Rig) {
	a, b := r.two()
	handled := make(chan string, 1)
	b.HandleStream("parley-test", func(nodeID string, c net.Conn) {
		defer func() { _ = c.Close() }()
		handled <- nodeID
		all, err := io.ReadAll(io.LimitReader(c, 3))
		if err == nil {
			_, err = c.Write(append(all, '!'))
		}
		if err != nil {
			t.Errorf("answering: %v", err)
		}
	})
	c, err := a.DialStream(t.Context(), r.Address("node-b"), "parley-test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if id := <-handled; id != "node-a" {
		t.Errorf("node %q connected", id)
	}
	if err := c.SetReadDeadline(time.Now().Add(50 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	var timeout net.Error
	if _, err := c.Read(make([]byte, 1)); !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("nothing to read: %v", err)
	}
	if err := c.SetReadDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte("abc")); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(c); err != nil || string(got) != "abc!" {
		t.Errorf("answered %q, %v", got, err)
	}
	if c, err := a.DialStream(t.Context(), r.Address("node-b"), "unheard-of"); err == nil {
		defer func() { _ = c.Close() }()
		if _, err := c.Read(make([]byte, 1)); err == nil {
			t.Error("a connection for nobody was answered")
		}
	}
}

func testConnsCut(t *testing.T, r Rig) {
	a, b := r.two()
	ended := make(chan error, 1)
	b.HandleStream("parley-test", func(_ string, c net.Conn) {
		defer func() { _ = c.Close() }()
		_, err := c.Write([]byte("x"))
		if err == nil {
			_, err = io.Copy(io.Discard, c)
		}
		ended <- err
	})
	c, err := a.DialStream(t.Context(), r.Address("node-b"), "parley-test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	r.Kill("node-b")
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection goes on without the other node")
	}
	_ = c.Close()
	<-ended
}

func testDatagrams(t *testing.T, r Rig) {
	type got struct {
		rtp  bool
		b    string
		from netip.AddrPort
	}
	arrived := make(chan got, 16)
	a := r.Start("node-a", noDatagrams)
	b := r.Start("node-b", func(n Node) {
		n.HandleRTP(func(b []byte, from netip.AddrPort) { arrived <- got{true, string(b), from} })
		n.HandleDatagram(func(b []byte, from netip.AddrPort) { arrived <- got{false, string(b), from} })
	})
	if err := a.WriteTo([]byte{1, 2}, b.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	if g, want := <-arrived, (got{false, "\x01\x02", a.LocalAddr()}); g != want {
		t.Errorf("arrived %v, want %v", g, want)
	}
	if err := a.WriteBatch([][]byte{{127}, {128, 5}, {191}, {192}}, b.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []got{{false, "\x7f", a.LocalAddr()}, {true, "\x80\x05", a.LocalAddr()}, {true, "\xbf", a.LocalAddr()}, {false, "\xc0", a.LocalAddr()}} {
		if g := <-arrived; g != want {
			t.Errorf("arrived %v, want %v", g, want)
		}
	}
}
