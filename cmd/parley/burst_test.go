package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
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
	mu   sync.Mutex // guards below
	last burstStatus
	// levels are those that the first principal location had, one after the other,
	// and states those of the first burst node.
	levels, states []string
}

type burstStatus struct {
	Issues             []struct{ Code, Text string }
	PrincipalLocations []struct {
		AvailableHD int
		State       string
	}
	Nodes []struct {
		Node       struct{ Name string }
		State, Why string
		CostSoFar  *struct{ Amount, Currency string }
	}
}

const burstQuery = `subscription { burstingStatus { issues { code text } principalLocations { availableHd state }
	nodes { node { name } state why costSoFar { amount currency } } } }`

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
			if len(s.PrincipalLocations) > 0 {
				p.levels = slices.Compact(append(p.levels, s.PrincipalLocations[0].State))
			}
			if len(s.Nodes) > 0 {
				p.states = slices.Compact(append(p.states, s.Nodes[0].State))
			}
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

// says waits until the page says so of a burst node.
func (p *burstPage) says(t *testing.T, name, why string) {
	t.Helper()
	eventually(t, 30*time.Second, name+" as follows: "+why, func() error {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, n := range p.last.Nodes {
			if n.Node.Name == name && strings.HasPrefix(n.Why, why) {
				return nil
			}
		}
		return fmt.Errorf("%+v", p.last.Nodes)
	})
}

// free waits until the page shows how much is free in the principal location.
func (p *burstPage) free(t *testing.T, want int) {
	t.Helper()
	eventually(t, 30*time.Second, fmt.Sprintf("%d HD calls free", want), func() error {
		p.mu.Lock()
		defer p.mu.Unlock()
		if l := p.last.PrincipalLocations; len(l) != 1 || l[0].AvailableHD != want {
			return fmt.Errorf("%+v", l)
		}
		return nil
	})
}

// begin forgets what the page showed while nodes and the cloud were not heard of
// yet.
func (p *burstPage) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.levels, p.states = []string{p.last.PrincipalLocations[0].State}, []string{p.last.Nodes[0].State}
}

// went says what the page showed in the course of time. Steps that take less time
// than there is between two looks may be missing.
func (p *burstPage) went(t *testing.T, levels, states []string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Equal(p.levels[:min(len(levels), len(p.levels))], levels) {
		t.Errorf("the location was %v, want first %v", p.levels, levels)
	}
	brief := func(state string) bool { return state == "REQUESTED" }
	got := slices.DeleteFunc(slices.Clone(p.states), brief)
	if !slices.Equal(got, states) {
		t.Errorf("the node was %v, want %v", p.states, states)
	}
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

// forward puts the clock of bursting and of its cloud forward.
func (e *example) forward(t *testing.T, by time.Duration) {
	t.Helper()
	resp, err := e.api.http.Post(e.Burst.Clock+"forward?by="+by.String(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if raw, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s, %v", resp.Status, raw, err)
	}
}

// burstStep is an entry of the node history.
type burstStep struct {
	Kind, Reason string
	Time         time.Time
	Actor        struct{ Kind, Name string }
}

// burstHistory is what the node history says of a node, oldest first.
func (e *example) burstHistory(t *testing.T, node string) []burstStep {
	t.Helper()
	var page struct{ Nodes []burstStep }
	err := e.api.answer(t.Context(), `query($node: ID!) { nodeHistory(first: 100, filter: { nodeId: $node }) { nodes { kind reason time actor { kind name } } } }`, map[string]any{"node": node}, &page)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(page.Nodes)
	return page.Nodes
}

// burstSteps are those of its machine alone, which go by another clock than its
// links.
func (e *example) burstSteps(t *testing.T, node string) []burstStep {
	t.Helper()
	return slices.DeleteFunc(e.burstHistory(t, node), func(s burstStep) bool { return !strings.HasPrefix(s.Kind, "BURST_") })
}

// The steps of a machine's life in the node history, and in between those of its
// node, with why: %s is a time or a duration.
var burstLife = []struct{ kind, reason string }{
	{"BURST_START_REQUESTED", "The machine i-0000000000000000b (cloud-1) is to be started: 2 of 5 HD calls are free in the location Amsterdam, where 2 or fewer are too few. If it does not take calls by %s, the next one is tried."},
	{"BURST_STARTING", "The machine i-0000000000000000b (cloud-1) is starting."},
	{"PROVISIONING_ISSUED", ""},
	{"ENROLLED", ""},
	{"CONNECTED", ""},
	{"READY", ""},
	{"BURST_RUNNING", "The machine i-0000000000000000b (cloud-1) runs and the node takes calls, %s after its start was requested."},
	{"BURST_DRAINING", "The node takes no new calls and is to be stopped: there has been no conference on it since %s, and it has run for %s, at least 5 min."},
	{"BURST_STOP_REQUESTED", "The machine i-0000000000000000b (cloud-1) is to be stopped: there has been no conference on it since %s, and it has run for %s, at least 5 min."},
	{"BURST_STOPPED", "The machine i-0000000000000000b (cloud-1) has stopped after %s."},
}

func checkBurstLife(t *testing.T, steps []burstStep) {
	t.Helper()
	from := slices.IndexFunc(steps, func(s burstStep) bool { return s.Kind == burstLife[0].kind })
	if from < 0 {
		t.Fatalf("no start in %+v", steps)
	}
	steps = slices.DeleteFunc(slices.Clone(steps[from:]), func(s burstStep) bool { return s.Kind == "DISCONNECTED" }) // before the cloud says so, or after
	var last time.Time
	for i, want := range burstLife {
		if i == len(steps) {
			t.Fatalf("after %+v comes nothing, want %s", steps, want.kind)
		}
		got := steps[i]
		pattern := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(want.reason), "%s", ".+") + "$")
		if got.Kind != want.kind || want.reason != "" && !pattern.MatchString(got.Reason) {
			t.Errorf("step %d is %s %q, want %s %q", i, got.Kind, got.Reason, want.kind, want.reason)
		}
		if want.reason == "" {
			continue
		}
		if got.Time.Before(last) || got.Actor.Kind != "process" || got.Actor.Name != "bursting" {
			t.Errorf("step %d, %s, is of %s by %+v, the one before of %s", i, got.Kind, got.Time, got.Actor, last)
		}
		last = got.Time
	}
	if len(steps) > len(burstLife) {
		t.Errorf("and then %+v", steps[len(burstLife):])
	}
}

// Real calls fill a location; because of that an instance is started, boots a
// node, and the next call is carried there. The calls end, the minimum lifetime
// passes, and it drains and is stopped. Who watches sees all of it over one
// subscription, and the node history has every step with its reason.
func TestBurst(t *testing.T) {
	t.Parallel() // it waits for a node to boot
	e := burstExample(t, t.TempDir(), freePorts(t, devPorts(1)+1))
	node := e.Burst.Nodes[0]
	page := e.openBurstPage(t)
	page.shows(t, node.Name, "STOPPED", time.Minute)
	page.free(t, burstHD)
	page.begin()
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
	for free := burstHD - 2; free >= burstBelow; free-- { // one is taken in advance for the conference
		join()
		page.free(t, free)
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
	page.says(t, node.Name, "It carries 1 call in 1 conference.")
	for _, g := range people {
		if err := g.Leave(t.Context()); err != nil {
			t.Error(err)
		}
	}
	page.free(t, burstHD)
	page.says(t, node.Name, "It is idle, but runs for at least 5 minutes, until ")
	if kinds, _ := e.burstEvents(t); !slices.Equal(kinds, []string{"start-requested.v1", "starting.v1", "running.v1"}) {
		t.Errorf("before its time recorded are %v", kinds)
	}

	e.forward(t, burstMinutes*time.Minute)
	page.shows(t, node.Name, "STOPPED", 2*time.Minute)
	if err := e.up(node.URL); err == nil {
		t.Error("its node still runs")
	}
	page.went(t, []string{"OK", "APPROACHING", "REACHED"}, []string{"STOPPED", "STARTING", "RUNNING", "DRAINING", "STOPPING", "STOPPED"})
	kinds, reasons := e.burstEvents(t)
	if !slices.Equal(kinds, []string{"start-requested.v1", "starting.v1", "running.v1", "draining.v1", "stop-requested.v1", "stopped.v1"}) || len(reasons) != 3 {
		t.Fatalf("recorded are %v, because of %+v", kinds, reasons)
	}
	if r := reasons[0]; r.Trigger != events.BurstThreshold || r.LocationID == "" || r.FreeHD != burstBelow || r.MaxHD != burstHD || r.ThresholdHD != burstBelow {
		t.Errorf("started because of %+v", r)
	}
	for _, r := range reasons[1:] {
		if r.Trigger != events.BurstIdle || r.IdleSince == nil || r.MinLifetimeSeconds != 60*burstMinutes || r.RanSeconds < r.MinLifetimeSeconds || r.RanSeconds > r.MinLifetimeSeconds+300 {
			t.Errorf("stopped because of %+v", r)
		}
	}
	checkBurstLife(t, e.burstHistory(t, node.ID))
	e.online(t, 1) // the clock of nodes' reports is another one
	e.burstByHand(t, page)
	e.api.http.CloseIdleConnections()
	e.interrupt(t, 20*time.Second)
	e.gone(t, time.Second)
}

// burstByHand has an administrator start and stop a node, after everything else
// that happened to it.
func (e *example) burstByHand(t *testing.T, page *burstPage) {
	t.Helper()
	node := e.Burst.Nodes[0]
	before := e.burstSteps(t, node.ID)
	e.api.must(t, "burstNodeStart", map[string]any{"nodeId": node.ID, "note": "once more"})
	page.shows(t, node.Name, "RUNNING", 2*time.Minute)
	e.api.must(t, "burstNodeStop", map[string]any{"nodeId": node.ID, "note": "that was all"})
	page.shows(t, node.Name, "STOPPED", 2*time.Minute)
	_, reasons := e.burstEvents(t)
	if last := reasons[len(reasons)-1]; last.Trigger != events.BurstManual || last.Note != "that was all" {
		t.Errorf("stopped because of %+v", last)
	}
	var last time.Time
	var kinds []string
	for i, s := range e.burstSteps(t, node.ID) {
		if s.Time.Before(last) {
			t.Errorf("%s %q is of %s, what was before of %s", s.Kind, s.Reason, s.Time, last)
		}
		if last = s.Time; i >= len(before) {
			kinds = append(kinds, s.Kind)
		}
	}
	want := []string{"BURST_START_REQUESTED", "BURST_STARTING", "BURST_RUNNING", "BURST_DRAINING", "BURST_STOP_REQUESTED", "BURST_STOPPED"}
	if !slices.Equal(kinds, want) {
		t.Errorf("by hand: %v", kinds)
	}
}
