package webserver

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// A body that trickles in ends in an error, and its connection with it.
func TestSlowBody(t *testing.T) {
	got := make(chan error, 1)
	server := httptest.NewServer(withBodyDeadline(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		got <- err
	}), 50*time.Millisecond))
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nslow")
	select {
	case err := <-got:
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("the body ends with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the body is waited for without end")
	}
}

// A stream that begins after the body was read goes on past the deadline, over
// both versions of HTTP.
func TestStreamOutlivesTheDeadline(t *testing.T) {
	const deadline = 20 * time.Millisecond
	for _, version := range []int{1, 2} {
		release := make(chan struct{})
		server := httptest.NewUnstartedServer(withBodyDeadline(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.ReadAll(r.Body); err != nil {
				t.Errorf("HTTP/%d: body: %v", version, err)
			}
			_, _ = io.WriteString(w, "begin\n")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-release:
				_, _ = io.WriteString(w, "end\n")
			case <-r.Context().Done():
			}
		}), deadline))
		server.EnableHTTP2 = version == 2
		server.StartTLS()
		res, err := server.Client().Post(server.URL, "text/plain", strings.NewReader("hello"))
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(res.Body)
		if res.ProtoMajor != version || !lines.Scan() || lines.Text() != "begin" {
			t.Fatalf("HTTP/%d: %s %q", version, res.Proto, lines.Text())
		}
		<-time.After(5 * deadline) // nothing tells that nothing happens
		close(release)
		if !lines.Scan() || lines.Text() != "end" {
			t.Errorf("HTTP/%d: the stream ended with the deadline: %v", version, lines.Err())
		}
		_ = res.Body.Close()
		server.Close()
	}
}
