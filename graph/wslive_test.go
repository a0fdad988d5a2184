package graph

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
)

// liveFrame is a next message of the documents below.
type liveFrame struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Payload struct {
		Data struct {
			LiveView live `json:"liveView"`
		} `json:"data"`
		Errors []any `json:"errors"`
	} `json:"payload"`
}

type live struct {
	Typename         string `json:"__typename"`
	Reason           string
	Position         string
	PreviousPosition string
	Locations        []struct{ ID, Name string }
}

const liveDocument = `subscription($after: Position) { liveView(after: $after) { __typename
	... on LiveViewSnapshot { position reason locations { id name } }
	... on LiveViewDelta { previousPosition position locations { id name } }
	... on LiveViewBookmark { position } } }`

func subscribeLive(id, after string) string {
	payload := map[string]any{"query": liveDocument}
	if after != "" {
		payload["variables"] = map[string]any{"after": after}
	}
	b, _ := json.Marshal(map[string]any{"id": id, "type": "subscribe", "payload": payload})
	return string(b)
}

// until reads frames until one shows a location of that name.
func (f *frames) until(name string) (live, string) {
	f.t.Helper()
	for {
		raw := f.next()
		var m liveFrame
		if err := json.Unmarshal([]byte(raw), &m); err != nil || len(m.Payload.Errors) > 0 {
			f.t.Fatalf("frame %s: %v", raw, err)
		}
		for _, l := range m.Payload.Data.LiveView.Locations {
			if l.Name == name {
				return m.Payload.Data.LiveView, raw
			}
		}
	}
}

func (s *stack) location(name string) {
	s.t.Helper()
	s.execute("location "+name, location.Create{Patch: location.Patch{Name: domain.Some(name)}})
}

func TestLiveViewOverWebSocket(t *testing.T) {
	s := newStack(t)
	s.location("Oslo")
	f := s.open(s.reader)
	f.send(subscribeLive("a", ""))
	first, _ := f.until("Oslo")
	if first.Typename != "LiveViewSnapshot" || first.Reason != "INITIAL" {
		t.Fatalf("first frame %+v", first)
	}
	s.location("Bergen")
	delta, raw := f.until("Bergen")
	if delta.Typename != "LiveViewDelta" || !strings.HasPrefix(raw, `{"id":"a","type":"next","payload":{"data":{"liveView":{"__typename":"LiveViewDelta"`) {
		t.Fatalf("second frame %s", raw)
	}
	if _, err := rawID("id", kindLocation, delta.Locations[0].ID); err != nil {
		t.Error(err)
	}

	// Resuming from before the change brings the change and no snapshot, also
	// on another connection.
	again := s.open(s.reader)
	again.send(subscribeLive("b", first.Position))
	resumed, _ := again.until("Bergen")
	if resumed.Typename != "LiveViewDelta" || resumed.Position != delta.Position {
		t.Errorf("resumed with %+v", resumed)
	}

	// After complete, nothing more of the id comes, and the id is free.
	f.send(`{"id":"a","type":"complete"}`)
	f.send(`{"type":"ping"}`)
	for raw := f.next(); raw != `{"type":"pong"}`; raw = f.next() {
		if !strings.Contains(raw, `"id":"a","type":"next"`) {
			t.Fatalf("frame %s", raw)
		}
	}
	s.location("Tromsø")
	f.send(subscribeLive("a", delta.Position))
	if got, _ := f.until("Tromsø"); got.Typename != "LiveViewDelta" {
		t.Errorf("got %+v", got)
	}
	f.send(subscribeLive("c", "not a position"))
	if raw := f.next(); !strings.Contains(raw, `"id":"c","type":"next"`) || !strings.Contains(raw, `"code":"BAD_USER_INPUT"`) || !strings.Contains(raw, `"argument":"after"`) {
		t.Errorf("frame %s", raw)
	}
}

func TestEqualQuestionsGetEqualBytes(t *testing.T) {
	s := newStack(t)
	const readers = 5
	all := make([]*frames, readers)
	for i := range all {
		all[i] = s.open(s.reader)
		all[i].send(subscribeLive("x", ""))
		all[i].next()
	}
	s.location("Oslo")
	seen := make([]string, readers)
	var reading sync.WaitGroup
	for i, f := range all {
		reading.Go(func() { _, seen[i] = f.until("Oslo") })
	}
	reading.Wait()
	for i := range seen {
		if seen[i] != seen[0] {
			t.Errorf("reader %d got\n%s\nthe first\n%s", i, seen[i], seen[0])
		}
	}
}
