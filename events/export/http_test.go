package export

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// counter makes event ids differ.
type counter struct{ n atomic.Int64 }

func (c *counter) next() int64 { return c.n.Add(1) }

var unique counter

func get(t *testing.T, h http.Handler, query string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/events"+query, nil))
	return w
}

func TestHandlerReads(t *testing.T) {
	s := memory.New()
	sample(t, s)
	h := Handler(s, HandlerOptions{})
	for query, want := range map[string]string{
		"":                                   "1 2 3 4 5 6 7 8 9 end9",
		"?after=7":                           "8 9 end9",
		"?after=9":                           "end9",
		"?type=location.":                    "3 6 9 end9",
		"?stream=node-b&after=2":             "5 8 end8",
		"?limit=2":                           "1 2 end2",
		"?type=tree.":                        "end9",
		"?backwards=true&limit=2":            "9 8 end8",
		"?backwards=true&before=3":           "2 1 end1",
		"?follow=false&backwards=false":      "1 2 3 4 5 6 7 8 9 end9",
		"?follow=true&limit=3&stream=node-a": "1 4 7",
	} {
		w := get(t, h, query)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != ContentType {
			t.Errorf("%s: %d %s %s", query, w.Code, w.Header().Get("Content-Type"), w.Body)
			continue
		}
		if got := strings.Join(positions(t, w.Body.String()), " "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestHandlerRefuses(t *testing.T) {
	s := memory.New()
	sample(t, s)
	h := Handler(s, HandlerOptions{})
	long := strings.Repeat("x", store.MaxStreamBytes+1)
	for query, want := range map[string]struct {
		status      int
		code, field string
	}{
		"?after=x":                      {400, CodeInvalid, "after"},
		"?after=":                       {400, CodeInvalid, "after"},
		"?after=-1":                     {400, CodeInvalid, "after"},
		"?after=9223372036854775808":    {400, CodeInvalid, "after"},
		"?after=99999999999999999999":   {400, CodeInvalid, "after"},
		"?after=10":                     {400, CodeBeyondEnd, "after"},
		"?after=10&follow=true":         {400, CodeBeyondEnd, "after"},
		"?after=1&after=2":              {400, CodeInvalid, "after"},
		"?follow=yes":                   {400, CodeInvalid, "follow"},
		"?follow=true&backwards=true":   {400, CodeInvalid, "follow"},
		"?backwards=1":                  {400, CodeInvalid, "backwards"},
		"?backwards=true&after=1":       {400, CodeInvalid, "after"},
		"?before=4":                     {400, CodeInvalid, "before"},
		"?limit=0":                      {400, CodeInvalid, "limit"},
		"?limit=many":                   {400, CodeInvalid, "limit"},
		"?stream=":                      {400, CodeInvalid, "stream"},
		"?stream=a%00b":                 {400, CodeInvalid, "stream"},
		"?stream=" + long:               {400, CodeInvalid, "stream"},
		"?type=" + long:                 {400, CodeInvalid, "type"},
		"?typ=node.":                    {400, CodeInvalid, "typ"},
		"?zz=1&aa=1&limit=0":            {400, CodeInvalid, "aa"},
		"?type=%zz":                     {400, CodeInvalid, ""},
		"?stream=node-z":                {404, CodeNotFound, "stream"},
		"?stream=node-z&backwards=true": {404, CodeNotFound, "stream"},
	} {
		w := get(t, h, query)
		wantProblem(t, query, w, want.status, want.code, want.field)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/events", nil))
	wantProblem(t, "POST", w, http.StatusMethodNotAllowed, CodeMethod, "")
	if w.Header().Get("Allow") == "" {
		t.Error("no Allow header")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "?follow=true", "?stream=node-a"} {
		wantProblem(t, "closed "+query, get(t, h, query), http.StatusServiceUnavailable, CodeUnavailable, "")
	}
}

func wantProblem(t *testing.T, what string, w *httptest.ResponseRecorder, status int, code, field string) {
	t.Helper()
	var body map[string]Problem
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Errorf("%s: %d %s: %v", what, w.Code, w.Body, err)
		return
	}
	p := body["error"]
	if w.Code != status || p.Code != code || p.Field != field || p.Message == "" || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%s: %d %+v, want %d %s %s", what, w.Code, p, status, code, field)
	}
}

// network is an http.RoundTripper that calls a handler in this process, so
// that the clock of a test may be virtual. spoil may change a connection.
type network struct {
	handler http.Handler
	spoil   func(connection int, body io.ReadCloser) io.ReadCloser
	wg      sync.WaitGroup
	n       int
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.n++
	pr, pw := io.Pipe()
	w := &pipeWriter{header: make(http.Header), w: pw, begun: make(chan struct{})}
	ctx, cancel := context.WithCancel(r.Context())
	n.wg.Go(func() {
		defer cancel()
		n.handler.ServeHTTP(w, r.WithContext(ctx))
		w.WriteHeader(http.StatusOK)
		_ = pw.Close()
	})
	select {
	case <-w.begun:
	case <-ctx.Done():
		_ = pr.CloseWithError(ctx.Err())
		return nil, ctx.Err()
	}
	stop := context.AfterFunc(r.Context(), func() { _ = pr.CloseWithError(context.Cause(r.Context())) })
	body := io.ReadCloser(&closing{Reader: pr, close: func() { stop(); cancel(); _ = pr.Close() }})
	if n.spoil != nil {
		body = n.spoil(n.n, body)
	}
	return &http.Response{StatusCode: w.status, Header: w.header, Body: body, Request: r}, nil
}

type closing struct {
	io.Reader
	close func()
}

func (c *closing) Close() error { c.close(); return nil }

type pipeWriter struct {
	header http.Header
	status int
	w      io.Writer
	once   sync.Once
	begun  chan struct{}
}

func (w *pipeWriter) Header() http.Header { return w.header }
func (w *pipeWriter) WriteHeader(status int) {
	w.once.Do(func() { w.status = status; close(w.begun) })
}
func (w *pipeWriter) Flush() { w.WriteHeader(http.StatusOK) }
func (w *pipeWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.w.Write(b)
}

// lineWriter hands on each line that a client writes.
type lineWriter chan string

func (l lineWriter) Write(b []byte) (int, error) {
	l <- string(b)
	return len(b), nil
}

// A quiet export says every 5 s how far it is, and what it passed over moves
// the bookmark.
func TestBookmarks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		ctx, cancel := context.WithCancel(context.Background())
		pr, pw := io.Pipe()
		done := make(chan struct{})
		go func() {
			defer close(done)
			w := &pipeWriter{header: make(http.Header), w: pw, begun: make(chan struct{})}
			Handler(s, HandlerOptions{}).ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/events?follow=true&type=location.", nil))
			_ = pw.Close()
		}()
		began := time.Now()
		lines := json.NewDecoder(pr)
		expect := func(position, bookmark string, after time.Duration) {
			t.Helper()
			var l struct{ Position, Bookmark string }
			if err := lines.Decode(&l); err != nil || l.Position != position || l.Bookmark != bookmark {
				t.Fatalf("%+v, %v, want %q %q", l, err, position, bookmark)
			}
			if got := time.Since(began); got != after {
				t.Fatalf("%s%s came after %s, want %s", position, bookmark, got, after)
			}
		}
		expect("3", "", 0)
		expect("6", "", 0)
		expect("9", "", 0)
		expect("", "9", 5*time.Second)
		expect("", "9", 10*time.Second)
		time.Sleep(2 * time.Second)
		add(t, s, "location-c", events.LocationRemoved{ID: "c"})
		expect("10", "", 12*time.Second)
		add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
		expect("", "11", 17*time.Second)
		cancel()
		<-done
	})
}

// A reader of new events knows at once where it has begun.
func TestFollowFromTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		go func() {
			time.Sleep(time.Second)
			add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
		}()
		if got := strings.Join(positions(t, get(t, Handler(s, HandlerOptions{}), "?follow=true&after=end&limit=1").Body.String()), " "); got != "b9 10" {
			t.Error(got)
		}
	})
}

// An export does not outlive the permission it was begun with.
func TestPermissionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		began := time.Now()
		h := Handler(s, HandlerOptions{Rights: func(*http.Request, bool) (Rights, error) {
			if time.Since(began) > time.Minute {
				return Rights{}, errors.New("token is revoked")
			}
			return Rights{}, nil
		}})
		w := get(t, h, "?follow=true")
		if took := time.Since(began); took < time.Minute || took > 70*time.Second {
			t.Errorf("export ended after %s", took)
		}
		if n := len(positions(t, w.Body.String())); n < 9+10 {
			t.Errorf("%d lines", n)
		}
	})
}

func TestReadersAreBounded(t *testing.T) {
	s := memory.New()
	h := Handler(s, HandlerOptions{Readers: 1})
	ctx, cancel := context.WithCancel(context.Background())
	pr, pw := io.Pipe()
	w := &pipeWriter{header: make(http.Header), w: pw, begun: make(chan struct{})}
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/events?follow=true", nil))
	}()
	<-w.begun
	wantProblem(t, "second reader", get(t, h, ""), http.StatusServiceUnavailable, CodeBusy, "")
	cancel()
	<-done
	if w := get(t, h, ""); w.Code != http.StatusOK {
		t.Errorf("after the first one left: %d", w.Code)
	}
	_ = pr.Close()
}
