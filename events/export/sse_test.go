package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// message is what a browser dispatches.
type message struct{ id, kind, data string }

// eventSource does what a browser's EventSource does, by the words of the HTML
// standard: it reads fields, dispatches at empty lines, forgets what was cut
// off, and comes back with Last-Event-ID after the time that it was told.
type eventSource struct {
	url      string
	client   *http.Client
	last     string
	retry    time.Duration
	messages chan message
}

// run connects until the context ends or an answer is not an event stream.
func (s *eventSource) run(ctx context.Context) (status int) {
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
		if err != nil {
			return 0
		}
		r.Header.Set("Accept", EventStream)
		if s.last != "" {
			r.Header.Set("Last-Event-ID", s.last)
		}
		answer, err := s.client.Do(r)
		if ctx.Err() != nil {
			return 0
		}
		if err == nil {
			if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != EventStream {
				_ = answer.Body.Close()
				return answer.StatusCode
			}
			s.read(ctx, answer.Body)
			_ = answer.Body.Close()
		}
		select {
		case <-time.After(s.retry):
		case <-ctx.Done():
			return 0
		}
	}
}

func (s *eventSource) read(ctx context.Context, body io.Reader) {
	lines := bufio.NewReader(body)
	var m message
	id := s.last
	for {
		text, err := lines.ReadString('\n')
		if err != nil {
			return // an event without its empty line is forgotten
		}
		field, value, _ := strings.Cut(strings.TrimSuffix(text, "\n"), ":")
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "id":
			id = value
		case "event":
			m.kind = value
		case "data":
			m.data += value + "\n"
		case "retry":
			if ms, err := strconv.Atoi(value); err == nil {
				s.retry = time.Duration(ms) * time.Millisecond
			}
		case "":
			if text != "\n" { // a comment
				continue
			}
			s.last = id
			if m.data == "" {
				m = message{}
				continue
			}
			m.id, m.data = id, strings.TrimSuffix(m.data, "\n")
			select {
			case s.messages <- m:
			case <-ctx.Done():
				return
			}
			m = message{}
		}
	}
}

// Connections are cut at every place; the browser has every event once.
func TestServerSentEventsResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		n := &network{handler: Handler(s, HandlerOptions{}), spoil: func(i int, body io.ReadCloser) io.ReadCloser {
			if i > 200 { // then it holds
				return body
			}
			return cutAfter(int64(i*37%900), io.ErrUnexpectedEOF)(body)
		}}
		ctx, cancel := context.WithCancel(context.Background())
		source := &eventSource{url: "http://parley.test/events?type=node.", client: &http.Client{Transport: n}, messages: make(chan message)}
		done := make(chan int)
		go func() { done <- source.run(ctx) }()
		expect := func(id string) {
			t.Helper()
			for {
				m := <-source.messages
				if m.kind == bookmarkType {
					continue
				}
				var l Line
				if err := json.Unmarshal([]byte(m.data), &l); err != nil || l.Position != id || m.id != id || m.kind != l.Type {
					t.Fatalf("%+v, %v, want %s", m, err, id)
				}
				return
			}
		}
		for _, id := range []string{"1", "2", "4", "5", "7", "8"} {
			expect(id)
		}
		for i := range 20 {
			add(t, s, "location-c", events.LocationRemoved{ID: "c"})
			add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
			expect(fmt.Sprint(11 + 2*i))
		}
		if source.retry != retryAfter || n.n < 20 {
			t.Errorf("comes back after %s, %d connections", source.retry, n.n)
		}
		cancel()
		<-done
		n.wg.Wait()
	})
}

// The form on the wire, with a type of another program's that means something
// else to browsers.
func TestServerSentForm(t *testing.T) {
	s := memory.New()
	for i, typ := range []string{"error", "paid.v1", "bookmark"} {
		e := store.NewEvent{ID: events.DeriveID(fmt.Sprint(i)), Type: typ, Data: []byte("{\n\"a\": \"x\\ny\"}")}
		if _, err := s.Append(context.Background(), "integration-x", store.Any(), e); err != nil {
			t.Fatal(err)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/events?limit=3", nil)
	r.Header.Set("Accept", EventStream)
	w := httptest.NewRecorder()
	Handler(s, HandlerOptions{}).ServeHTTP(w, r)
	form := ""
	for l := range strings.Lines(w.Body.String()) {
		if data, ok := strings.CutPrefix(l, "data: "); ok {
			var parsed Line
			if err := json.Unmarshal([]byte(data), &parsed); err != nil || string(parsed.Data) != `{"a":"x\ny"}` {
				t.Errorf("%s, %v", data, err)
			}
			l = "data: …\n"
		}
		form += l
	}
	want := "retry: 2000\n\nid: 1\ndata: …\n\nid: 2\nevent: paid.v1\ndata: …\n\nid: 3\ndata: …\n\n"
	if form != want || w.Header().Get("Content-Type") != EventStream || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%q, want %q; %v", form, want, w.Header())
	}
}

// A browser that wants new events only does not lose those that come while its
// first connection breaks.
func TestServerSentFromTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		first := make(chan struct{})
		n := &network{handler: Handler(s, HandlerOptions{})}
		n.spoil = func(i int, body io.ReadCloser) io.ReadCloser {
			if i > 1 {
				return body
			}
			return &closing{Reader: io.MultiReader(io.LimitReader(body, 70), readerFunc(func() { <-first })), close: func() { _ = body.Close() }}
		}
		ctx, cancel := context.WithCancel(context.Background())
		source := &eventSource{url: "http://parley.test/events?after=end", client: &http.Client{Transport: n}, messages: make(chan message)}
		done := make(chan int)
		go func() { done <- source.run(ctx) }()
		if m := <-source.messages; m.kind != bookmarkType || m.id != "9" || m.data != `{"bookmark":"9"}` {
			t.Errorf("first: %+v", m)
		}
		synctest.Wait()
		add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
		close(first)
		for {
			m := <-source.messages
			if m.kind == bookmarkType {
				continue
			}
			if m.id != "10" {
				t.Errorf("%+v", m)
			}
			break
		}
		// Silence is broken by bookmarks, which move the place to come back to.
		began := time.Now()
		for range 3 {
			if m := <-source.messages; m.kind != bookmarkType || m.id != "10" {
				t.Errorf("%+v", m)
			}
		}
		if took := time.Since(began); took < 10*time.Second || took > 15*time.Second {
			t.Errorf("three bookmarks took %s", took)
		}
		cancel()
		<-done
		n.wg.Wait()
	})
}

type readerFunc func()

func (f readerFunc) Read([]byte) (int, error) {
	f()
	return 0, io.ErrUnexpectedEOF
}

// What a browser would repeat in vain ends it, with a status.
func TestServerSentRefused(t *testing.T) {
	s := memory.New()
	sample(t, s)
	for _, c := range []struct {
		query, last string
		status      int
		code, field string
	}{
		{"?backwards=true", "", 400, CodeInvalid, "backwards"},
		{"?wait=3", "", 400, CodeInvalid, "wait"},
		{"?follow=false", "", 400, CodeInvalid, "follow"},
		{"", "x", 400, CodeInvalid, "Last-Event-ID"},
		{"", "9223372036854775808", 400, CodeInvalid, "Last-Event-ID"},
		{"", "10", 400, CodeBeyondEnd, "after"},
		{"?after=10", "", 400, CodeBeyondEnd, "after"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/events"+c.query, nil)
		r.Header.Set("Accept", EventStream)
		if c.last != "" {
			r.Header.Set("Last-Event-ID", c.last)
		}
		w := httptest.NewRecorder()
		Handler(s, HandlerOptions{}).ServeHTTP(w, r)
		wantProblem(t, c.query+" "+c.last, w, c.status, c.code, c.field)
	}
	// The place that the browser has counts, not the one in its address.
	r := httptest.NewRequest(http.MethodGet, "/events?after=2&limit=1", nil)
	r.Header.Set("Accept", EventStream)
	r.Header.Set("Last-Event-ID", "7")
	w := httptest.NewRecorder()
	Handler(s, HandlerOptions{}).ServeHTTP(w, r)
	if !strings.Contains(w.Body.String(), "\nid: 8\n") || strings.Contains(w.Body.String(), "id: 3\n") {
		t.Error(w.Body)
	}
}

func TestWantsEvents(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "*/*": false, EventStream: true, "text/event-stream;q=0.5, application/x-ndjson": false,
		"application/x-ndjson;q=0.1, text/event-stream;q=0.2": true, "text/html, text/event-stream": true,
		"text/event-stream;q=0": false, "text/event-stream;q=x": false, ";;": false, ContentType: false,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		if wantsEvents(r) != want {
			t.Errorf("%q: %t", accept, !want)
		}
	}
}
