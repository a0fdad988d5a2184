package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// viewer follows Live View as the web interface does: over whichever Management
// Node there is, from where it was.
type viewer struct {
	apis []*testAPI

	mu        sync.Mutex // guards all below
	position  string
	locations map[string]string // id to name
	nodes     map[string]string // id to state
	snapshots int
	breaks    int
	wrong     []string
}

const liveViewQuery = `subscription($after: Position) { liveView(after: $after) {
	... on LiveViewSnapshot { kind: __typename position locations { id name } nodes { id state } }
	... on LiveViewDelta { kind: __typename previousPosition position locations { id name } nodes { id state } removed }
	... on LiveViewBookmark { kind: __typename position } } }`

type liveEvent struct {
	Kind, Position, PreviousPosition string
	Locations                        []struct{ ID, Name string }
	Nodes                            []struct{ ID, State string }
	Removed                          []string
}

func watchLive(t *testing.T, apis ...*testAPI) *viewer {
	t.Helper()
	v := &viewer{apis: apis, locations: map[string]string{}, nodes: map[string]string{}}
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			v.follow(ctx, v.apis[i%len(v.apis)])
			select {
			case <-time.After(50 * time.Millisecond):
			case <-ctx.Done():
			}
		}
	})
	t.Cleanup(func() {
		cancel()
		done.Wait()
	})
	return v
}

// follow carries one connection to its end.
func (v *viewer) follow(ctx context.Context, api *testAPI) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}, HandshakeTimeout: 3 * time.Second}
	conn, resp, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(api.base, "http")+"/graphql", nil)
	if err != nil {
		return
	}
	_ = resp.Body.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	defer func() { _ = conn.Close() }()
	v.mu.Lock()
	variables := map[string]any{}
	if v.position != "" {
		variables["after"] = v.position
	}
	v.mu.Unlock()
	for _, m := range []any{
		map[string]any{"type": "connection_init", "payload": map[string]string{"authorization": "Bearer " + api.token}},
		map[string]any{"type": "subscribe", "id": "1", "payload": map[string]any{"query": liveViewQuery, "variables": variables}},
	} {
		if conn.WriteJSON(m) != nil {
			return
		}
		if _, isInit := m.(map[string]any)["id"]; !isInit {
			var ack struct{ Type string }
			if conn.ReadJSON(&ack) != nil || ack.Type != "connection_ack" {
				return
			}
		}
	}
	for {
		_ = conn.SetReadDeadline(time.Now().Add(6 * time.Second)) // a bookmark comes every five
		var m struct {
			Type    string
			Payload json.RawMessage
		}
		if conn.ReadJSON(&m) != nil {
			v.broke()
			return
		}
		if m.Type == "ping" {
			_ = conn.WriteJSON(map[string]string{"type": "pong"})
			continue
		}
		var next struct {
			Data struct{ LiveView liveEvent }
		}
		if m.Type != "next" || json.Unmarshal(m.Payload, &next) != nil {
			v.broke()
			return
		}
		v.take(next.Data.LiveView)
	}
}

func (v *viewer) broke() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.breaks++
}

// take applies an event by the rules of the schema.
func (v *viewer) take(e liveEvent) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e.Kind {
	case "LiveViewSnapshot":
		v.snapshots++
		clear(v.locations)
		clear(v.nodes)
	case "LiveViewDelta":
		if number(e.PreviousPosition) > number(v.position) {
			v.wrong = append(v.wrong, fmt.Sprintf("a delta from %s while at %s: a gap", e.PreviousPosition, v.position))
		}
	case "LiveViewBookmark":
		if number(e.Position) > number(v.position) {
			v.wrong = append(v.wrong, fmt.Sprintf("a bookmark at %s while at %s: a gap", e.Position, v.position))
		}
	default:
		v.wrong = append(v.wrong, "an event of kind "+e.Kind)
	}
	for _, l := range e.Locations {
		v.locations[l.ID] = l.Name
	}
	for _, n := range e.Nodes {
		v.nodes[n.ID] = n.State
	}
	for _, id := range e.Removed {
		delete(v.locations, id)
		delete(v.nodes, id)
	}
	if number(e.Position) > number(v.position) {
		v.position = e.Position
	}
}

func number(position string) (n uint64) {
	_, _ = fmt.Sscan(position, &n) // empty: the beginning
	return n
}

// sees says whether a location of that name is shown.
func (v *viewer) sees(location string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !slices.Contains(slices.Collect(maps.Values(v.locations)), location) {
		return fmt.Errorf("no location %q at %s, after %d breaks", location, v.position, v.breaks)
	}
	return nil
}

func (v *viewer) nodeIs(id, state string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.nodes[id] != state {
		return fmt.Errorf("node %s is %q, not %s, at %s", id, v.nodes[id], state, v.position)
	}
	return nil
}

func (v *viewer) check(t *testing.T) {
	t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, w := range v.wrong {
		t.Error("Live View: " + w)
	}
	t.Logf("Live View broke off %d times and took %d snapshots", v.breaks, v.snapshots)
}
