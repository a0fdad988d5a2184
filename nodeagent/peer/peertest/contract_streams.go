package peertest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

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
