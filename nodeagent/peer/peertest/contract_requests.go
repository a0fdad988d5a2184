package peertest

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

type text struct {
	Text string `json:"text"`
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
