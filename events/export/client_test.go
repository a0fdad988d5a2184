package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/events/store/sqlite"
)

// cutAfter ends a connection after so many bytes, in the middle of a line.
func cutAfter(n int64, how error) func(io.ReadCloser) io.ReadCloser {
	return func(body io.ReadCloser) io.ReadCloser {
		return &closing{Reader: io.MultiReader(io.LimitReader(body, n), failingReader{how}), close: func() { _ = body.Close() }}
	}
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }

// Connections are cut at every place in turn; the client's output is whole.
func TestClientResumes(t *testing.T) {
	for _, how := range []error{io.EOF, io.ErrUnexpectedEOF} {
		for _, o := range []Options{{}, {From: 3}, {Types: []string{"node."}, Limit: 5}, {Stream: "node-a"}} {
			synctest.Test(t, func(t *testing.T) {
				s := memory.New()
				sample(t, s)
				var want bytes.Buffer
				if err := Read(context.Background(), s, &want, o); err != nil {
					t.Fatal(err)
				}
				for _, follow := range []bool{false, true} {
					// Cuts as long as a line make progress, shorter ones do not.
					n := &network{handler: Handler(s, HandlerOptions{}), spoil: func(i int, body io.ReadCloser) io.ReadCloser {
						return cutAfter(int64(i*97%700), how)(body)
					}}
					c := Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}}
					var got bytes.Buffer
					if follow {
						limited := o
						limited.Limit = strings.Count(want.String(), "\n")
						if err := c.Tail(context.Background(), &got, limited); err != nil {
							t.Fatal(err)
						}
					} else if err := c.Read(context.Background(), &got, o); err != nil {
						t.Fatal(err)
					}
					n.wg.Wait()
					if got.String() != want.String() {
						t.Errorf("%+v, follow %t: got\n%swant\n%s", o, follow, got.String(), want.String())
					}
					if n.n < 3 {
						t.Errorf("only %d connections", n.n)
					}
				}
			})
		}
	}
}

func TestClientResumesBackwards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		n := &network{handler: Handler(s, HandlerOptions{}), spoil: func(i int, body io.ReadCloser) io.ReadCloser {
			return cutAfter(int64(300+i), io.ErrUnexpectedEOF)(body)
		}}
		var got bytes.Buffer
		err := Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}}.Read(context.Background(), &got, Options{Backwards: true, Limit: 8})
		n.wg.Wait()
		if p := strings.Join(positions(t, got.String()), " "); err != nil || p != "9 8 7 6 5 4 3 2" {
			t.Errorf("%s, %v", p, err)
		}
	})
}

// Another side that starts over again and again gives nothing twice.
func TestClientDropsWhatItHas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		good := Handler(s, HandlerOptions{})
		n := &network{
			handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.URL.RawQuery = ""
				good.ServeHTTP(w, r)
			}),
			spoil: func(i int, body io.ReadCloser) io.ReadCloser {
				return cutAfter(int64(600*i), io.ErrUnexpectedEOF)(body)
			},
		}
		var got bytes.Buffer
		err := Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}}.Read(context.Background(), &got, Options{})
		n.wg.Wait()
		if p := strings.Join(positions(t, got.String()), " "); err != nil || p != "1 2 3 4 5 6 7 8 9" || n.n < 3 {
			t.Errorf("%s, %v, %d connections", p, err, n.n)
		}
	})
}

// An answer that ends cleanly but without its last line is not complete.
func TestClientMissesTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &network{handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", ContentType)
			_, _ = io.WriteString(w, `{"bookmark":"5"}`+"\n")
		})}
		err := Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}, Attempts: 1}.Read(context.Background(), io.Discard, Options{})
		n.wg.Wait()
		if !errors.Is(err, errCut) {
			t.Errorf("error %v", err)
		}
	})
}

// A connection over which nothing comes any more is given up, though nobody
// ended it.
func TestClientStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		n := &network{}
		good := Handler(s, HandlerOptions{})
		n.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n.n == 1 {
				w.Header().Set("Content-Type", ContentType)
				w.WriteHeader(http.StatusOK)
				<-r.Context().Done()
				return
			}
			good.ServeHTTP(w, r)
		})
		ctx, cancel := context.WithCancel(context.Background())
		began := time.Now()
		var reasons []error
		out := make(lineWriter)
		ended := make(chan error, 1)
		go func() {
			ended <- Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}, Retry: func(err error, _ time.Duration) {
				reasons = append(reasons, err)
			}}.Tail(ctx, out, Options{From: 8})
		}()
		if p := positions(t, <-out); p[0] != "9" {
			t.Errorf("got %s", p)
		}
		if took := time.Since(began); took < stall || took > stall+time.Second {
			t.Errorf("came after %s", took)
		}
		// A quiet connection with bookmarks is alive.
		time.Sleep(10 * time.Minute)
		add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
		if p := positions(t, <-out); p[0] != "10" {
			t.Errorf("got %s", p)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
		n.wg.Wait()
		if len(reasons) != 1 || !errors.Is(reasons[0], errStalled) {
			t.Errorf("reasons %v", reasons)
		}
	})
}

func TestClientRefused(t *testing.T) {
	answer := func(status int, kind, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "Bearer sesame" {
				t.Errorf("authorization %q", r.Header.Get("Authorization"))
			}
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		})
	}
	for name, c := range map[string]struct {
		handler http.Handler
		status  int // 0: tried again
		tries   int
		text    string
	}{
		"no token":     {answer(401, "application/json", `{"error":{"code":"UNAUTHENTICATED","message":"who are you"}}`), 401, 1, "who are you"},
		"field":        {answer(400, "application/json", `{"error":{"code":"BEYOND_END","field":"after","message":"m"}}`), 400, 1, "BEYOND_END, after: m"},
		"not JSON":     {answer(404, "text/html", `<h1>no</h1>`), 404, 1, "404"},
		"a web page":   {answer(200, "text/html; charset=utf-8", `<h1>welcome</h1>`), 200, 1, "text/html"},
		"unavailable":  {answer(503, "application/json", `{"error":{"code":"UNAVAILABLE","message":"m"}}`), 0, 3, "UNAVAILABLE"},
		"bad gateway":  {answer(502, "text/html", ``), 0, 3, "502"},
		"too many":     {answer(429, "text/plain", ``), 0, 3, "429"},
		"garbage":      {answer(200, ContentType, "{]\n"), 0, 3, "line after 0"},
		"no position":  {answer(200, ContentType, "{}\n"), 0, 3, "no position"},
		"odd position": {answer(200, ContentType, `{"position":"x"}`+"\n"), 0, 3, "decimal"},
		"endless line": {answer(200, ContentType, strings.Repeat("x", maxLine+10)), 0, 3, "token too long"},
	} {
		synctest.Test(t, func(t *testing.T) {
			n := &network{handler: c.handler}
			client := Client{URL: "http://parley.test/events", Token: "sesame", HTTP: &http.Client{Transport: n}, Attempts: 3}
			err := client.Tail(context.Background(), io.Discard, Options{})
			n.wg.Wait()
			var refusal *Refusal
			if errors.As(err, &refusal) != (c.status != 0) || refusal != nil && refusal.Status != c.status {
				t.Errorf("%s: %v", name, err)
			}
			if err == nil || !strings.Contains(err.Error(), c.text) || n.n != c.tries {
				t.Errorf("%s: %v after %d tries", name, err, n.n)
			}
		})
	}
}

func TestClientWriterFails(t *testing.T) {
	s := memory.New()
	sample(t, s)
	gone := errors.New("nobody listens")
	n := &network{handler: Handler(s, HandlerOptions{})}
	err := Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}}.Tail(context.Background(), failing{gone}, Options{})
	n.wg.Wait()
	if !errors.Is(err, gone) || n.n != 1 {
		t.Errorf("%v after %d tries", err, n.n)
	}
}

// The whole way: the durable store, a real connection, a server that goes
// away and comes back with the same log.
func TestOverTheNetwork(t *testing.T) {
	dir := t.TempDir()
	var handler atomic.Pointer[http.Handler]
	open := func() *sqlite.Store {
		s, err := sqlite.Open(context.Background(), sqlite.Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		h := Handler(s, HandlerOptions{})
		handler.Store(&h)
		return s
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(*handler.Load()).ServeHTTP(w, r)
	}))
	defer server.Close()
	s := open()
	sample(t, s)

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out := make(lineWriter)
	ended := make(chan error, 1)
	go func() { ended <- Client{URL: server.URL + "/events"}.Tail(ctx, out, Options{Types: []string{"node."}}) }()
	for _, want := range []string{"1", "2", "4", "5", "7", "8"} {
		if got := positions(t, <-out); got[0] != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	for i := range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open()
		add(t, s, "node-a", events.NodeMaintenanceLeft{ID: fmt.Sprint(i)})
		if got := positions(t, <-out); got[0] != fmt.Sprint(10+i) {
			t.Fatalf("got %s, want %d", got, 10+i)
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
