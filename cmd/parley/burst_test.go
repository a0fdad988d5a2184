package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/caller"
)

// burstPage follows the state of bursting as its page does: over one
// subscription, without asking.
type burstPage struct {
	mu   sync.Mutex // guards last
	last burstStatus
}

type burstStatus struct {
	Issues []struct{ Code, Text string }
	Nodes  []struct {
		Node       struct{ Name string }
		State, Why string
	}
}

const burstQuery = `subscription { burstingStatus { issues { code text } nodes { node { name } state why } } }`

func (e *example) openBurstPage(t *testing.T) *burstPage {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}, HandshakeTimeout: 3 * time.Second}
	conn, resp, err := dialer.DialContext(t.Context(), e.GraphQLWS, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	for _, m := range []any{
		map[string]any{"type": "connection_init", "payload": map[string]string{"authorization": "Bearer " + e.Token}},
		map[string]any{"type": "subscribe", "id": "1", "payload": map[string]any{"query": burstQuery}},
	} {
		if err := conn.WriteJSON(m); err != nil {
			t.Fatal(err)
		}
	}
	p := new(burstPage)
	var done sync.WaitGroup
	done.Go(func() { p.follow(conn) })
	t.Cleanup(func() {
		_ = conn.Close()
		done.Wait()
	})
	return p
}

// follow carries the connection to its end.
func (p *burstPage) follow(conn *websocket.Conn) {
	for {
		var m struct {
			Type    string
			Payload struct {
				Data struct{ BurstingStatus *burstStatus }
			}
		}
		if conn.ReadJSON(&m) != nil {
			return
		}
		if m.Type == "ping" && conn.WriteJSON(map[string]string{"type": "pong"}) != nil {
			return
		}
		if s := m.Payload.Data.BurstingStatus; m.Type == "next" && s != nil {
			p.mu.Lock()
			p.last = *s
			p.mu.Unlock()
		}
	}
}

// shows waits until the page shows a burst node in a state, and returns why.
func (p *burstPage) shows(t *testing.T, name, state string, within time.Duration) (why string) {
	t.Helper()
	eventually(t, within, name+" "+state, func() error {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, n := range p.last.Nodes {
			if n.Node.Name == name && n.State == state {
				why = n.Why
				return nil
			}
		}
		return fmt.Errorf("%+v", p.last)
	})
	return why
}

// burstEvents are those about the machine of a node, oldest first.
func (e *example) burstEvents(t *testing.T) (kinds []string, reasons []events.BurstReason) {
	t.Helper()
	for _, l := range e.api.log(t) {
		kind, ok := strings.CutPrefix(l.Type, "node.burst-")
		if !ok {
			continue
		}
		var body struct{ Reason *events.BurstReason }
		if err := json.Unmarshal(l.Data, &body); err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, kind)
		if body.Reason != nil {
			reasons = append(reasons, *body.Reason)
		}
	}
	return kinds, reasons
}

// Real calls fill a location; because of that an instance is started, boots a
// node, and the next call is carried there. When an administrator wants it gone,
// it goes.
func TestBurst(t *testing.T) {
	e := burstExample(t, t.TempDir(), freePorts(t, devPorts(1)+1))
	node := e.Burst.Nodes[0]
	page := e.openBurstPage(t)
	page.shows(t, node.Name, "STOPPED", time.Minute)
	var people []*guest
	tryJoin := func() (*guest, error) {
		face := len(people)
		g := &guest{name: fmt.Sprintf("guest %d", face), node: e.Nodes[0].Name, face: face}
		g.Caller = caller.New(caller.Options{Node: e.Nodes[0].URL, Alias: "team", Name: g.name, Face: face, Videos: burstHD})
		t.Cleanup(g.Vanish)
		if err := g.Join(t.Context()); err != nil {
			return nil, fmt.Errorf("%s: %w", g.name, err)
		}
		people = append(people, g)
		return g, nil
	}
	join := func() {
		t.Helper()
		if _, err := tryJoin(); err != nil {
			t.Fatal(err)
		}
	}
	for range burstHD - 1 - burstBelow { // one is taken in advance for the conference
		join()
	}
	if why := page.shows(t, node.Name, "RUNNING", 2*time.Minute); why == "" {
		t.Error("nobody says why it runs")
	}
	for len(people) < burstHD-1 {
		join()
	}
	// The node is there for those alone who find no room.
	var next *guest
	eventually(t, 20*time.Second, "room at the new node, as the full one has heard", func() (err error) {
		next, err = tryJoin()
		return err
	})
	eventually(t, 10*time.Second, "a call at the new node", func() error {
		_, _, carriers := e.running(t)
		if at := carriers[next.Report().ID]; at != node.Name {
			return fmt.Errorf("%s is carried by %q", next.name, at)
		}
		return nil
	})
	seeing(t, 30*time.Second, "over both nodes", people)
	kinds, reasons := e.burstEvents(t)
	if !slices.Equal(kinds, []string{"start-requested.v1", "starting.v1", "running.v1"}) {
		t.Errorf("recorded are %v", kinds)
	}
	if r := reasons[0]; r.Trigger != events.BurstThreshold || r.LocationID == "" || r.FreeHD != burstBelow || r.MaxHD != burstHD || r.ThresholdHD != burstBelow {
		t.Errorf("started because of %+v", r)
	}

	for _, g := range people {
		if err := g.Leave(t.Context()); err != nil {
			t.Error(err)
		}
	}
	e.api.must(t, "burstNodeStop", map[string]any{"nodeId": node.ID, "note": "that was all"})
	page.shows(t, node.Name, "STOPPED", 2*time.Minute)
	if err := e.up(node.URL); err == nil {
		t.Error("its node still runs")
	}
	kinds, reasons = e.burstEvents(t)
	if last := reasons[len(reasons)-1]; !slices.Contains(kinds, "stopped.v1") || last.Trigger != events.BurstManual || last.Note != "that was all" {
		t.Errorf("recorded are %v, in the end because of %+v", kinds, last)
	}
	e.api.http.CloseIdleConnections()
	e.interrupt(t, 20*time.Second)
	e.gone(t, time.Second)
}
