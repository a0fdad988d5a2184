package graph

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/parley-video/parley/graph/transport"
)

func TestConnectionsAreCounted(t *testing.T) {
	s := newStack(t)
	url := s.transportServer(transport.Options{MaxStrangers: 2, MaxPerCaller: 2})
	const protocol = "graphql-transport-ws"
	stranger := func() (*frames, int) {
		f, res, err := dial(t, url, nil, protocol)
		if err != nil && res == nil {
			t.Fatal(err)
		}
		return f, res.StatusCode
	}
	first, _ := stranger()
	second, _ := stranger()
	if _, status := stranger(); status != http.StatusTooManyRequests {
		t.Errorf("a third stranger: %d", status)
	}
	// Whoever says who they are makes room for others, and counts as themselves.
	for _, f := range []*frames{first, second} {
		f.send(fmt.Sprintf(initFrame, s.writer))
		f.want(`{"type":"connection_ack"}`)
	}
	third, status := stranger()
	if status != http.StatusSwitchingProtocols {
		t.Fatalf("there is no room: %d", status)
	}
	third.send(fmt.Sprintf(initFrame, s.writer))
	if code := third.closed(); code != 1013 {
		t.Errorf("the caller's third: close code %d", code)
	}
	if _, res, err := dial(t, url, http.Header{"Authorization": {"Bearer " + s.writer}}, protocol); err == nil || res.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the caller's third, known from the start: %v", err)
	}
	s.url = url
	a := s.send(request{
		body:   `{"query": "{ viewer { name } }"}`,
		header: map[string]string{"Accept": "text/event-stream", "Authorization": "Bearer " + s.writer},
	})
	if a.status != http.StatusTooManyRequests || !strings.Contains(a.raw, "LIMIT_EXCEEDED") {
		t.Errorf("the caller's third, an event stream: %d %s", a.status, a.raw)
	}
	// Others are not concerned, and what ends makes room.
	other, _, err := dial(t, url, http.Header{"Authorization": {"Bearer " + s.reader}}, protocol)
	if err != nil {
		t.Fatal(err)
	}
	other.send(`{"type":"connection_init"}`)
	other.want(`{"type":"connection_ack"}`)
	first.send("{")
	first.closed()
	_ = first.ws.Close()
	for { // the server's side ends a moment later
		f, _, err := dial(t, url, http.Header{"Authorization": {"Bearer " + s.writer}}, protocol)
		if err == nil {
			f.send(`{"type":"connection_init"}`)
			f.want(`{"type":"connection_ack"}`)
			return
		}
		if t.Context().Err() != nil {
			t.Fatal("nothing was given back")
		}
	}
}
