package graph

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// stream is an event stream read line by line.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
}

// event is one server-sent event.
type event struct{ name, id, data string }

func (s *stack) stream(secret, document, lastEvent string) (*http.Response, *stream) {
	s.t.Helper()
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	s.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, strings.NewReader(string(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Accept": "text/event-stream",
		"Authorization": "Bearer " + secret, "Last-Event-ID": lastEvent,
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = res.Body.Close() })
	return res, newLines(s.t, res)
}

func newLines(t *testing.T, res *http.Response) *stream {
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	return &stream{t: t, lines: lines}
}

// next reads an event; comments are skipped.
func (s *stream) next() event {
	s.t.Helper()
	var e event
	for s.lines.Scan() {
		field, value, _ := strings.Cut(s.lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case s.lines.Text() == "" && e != event{}:
			return e
		case field == "event":
			e.name = value
		case field == "id":
			e.id = value
		case field == "data":
			e.data += value
		}
	}
	s.t.Fatalf("the stream ended: %v", s.lines.Err())
	return e
}

func (s *stream) until(text string) event {
	s.t.Helper()
	for {
		if e := s.next(); strings.Contains(e.data, text) {
			return e
		}
	}
}

func TestServerSentEvents(t *testing.T) {
	s := newStack(t)
	t.Run("query", func(t *testing.T) {
		res, events := s.stream(s.reader, `{ viewer { name } }`, "")
		if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" || res.StatusCode != 200 {
			t.Errorf("status %d, %s", res.StatusCode, kind)
		}
		if e := events.next(); e.name != "next" || !strings.HasPrefix(e.data, `{"data":{"viewer":{"name":"reader"}}`) || e.id != "" {
			t.Errorf("event %+v", e)
		}
		if e := events.next(); e.name != "complete" {
			t.Errorf("event %+v", e)
		}
	})
	t.Run("refused", func(t *testing.T) {
		_, events := s.stream("", liveDocument, "")
		if e := events.next(); !strings.Contains(e.data, `"code":"UNAUTHENTICATED"`) || strings.Contains(e.data, `"data"`) {
			t.Errorf("event %+v", e)
		}
		if e := events.next(); e.name != "complete" {
			t.Errorf("event %+v", e)
		}
	})
	t.Run("malformed place", func(t *testing.T) {
		_, events := s.stream(s.reader, liveDocument, "yesterday")
		if e := events.next(); !strings.Contains(e.data, `"argument":"Last-Event-ID"`) {
			t.Errorf("event %+v", e)
		}
	})
}

func TestLiveViewOverServerSentEvents(t *testing.T) {
	s := newStack(t)
	s.location("Oslo")
	secret := s.token("sse", "liveview:read", "graphql:adhoc")
	_, events := s.stream(secret, liveDocument, "")
	first := events.until("Oslo")
	if first.name != "next" || first.id == "" || !strings.Contains(first.data, `"position":"`+first.id+`"`) {
		t.Fatalf("event %+v", first)
	}
	s.location("Bergen")
	delta := events.until("Bergen")

	_, resumed := s.stream(secret, liveDocument, first.id)
	if e := resumed.until("Bergen"); e.id != delta.id || strings.Contains(e.data, "Snapshot") {
		t.Errorf("resumed with %+v", e)
	}
	s.revoke(secret)
	last := events.until("UNAUTHENTICATED")
	if last.name != "next" {
		t.Errorf("event %+v", last)
	}
	if e := events.next(); e.name != "complete" {
		t.Errorf("event %+v", e)
	}
}
