// Package historybench measures how soon the history of nodes and the status of
// bursting answer in a large deployment; README.md says how to run it and how to
// read the numbers.
package historybench

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	accounts "github.com/parley-video/parley/control/access"
	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/nodehistory"
)

// The deployment. A part of the history is folded; the rest are copies of it at
// earlier times.
const (
	locations = 500
	nodeCount = 2_000
	part      = 50_000
	small     = 200_000
)

// size is how many entries the history has: PARLEY_BENCH_HISTORY, or few.
func size(b *testing.B) int {
	b.Helper()
	text := cmp.Or(os.Getenv("PARLEY_BENCH_HISTORY"), strconv.Itoa(small))
	n, err := strconv.Atoi(text)
	if err != nil || n < part {
		b.Fatalf("PARLEY_BENCH_HISTORY: %q is not a number from %d", text, part)
	}
	return n / part * part
}

func locationID(n int) string { return uuid("location", n) }
func nodeID(n int) string     { return uuid("node", n) }

func uuid(what string, n int) string { return events.DeriveID(fmt.Sprintf("%s/%d", what, n)).String() }

// began is when the copies begin.
var began = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// story is what happens to the nodes: 2,000 that live as nodes do, every fourth
// of them a burst node.
func story() []events.Recorded {
	random := rand.New(rand.NewPCG(1, 2))
	var list []events.Recorded
	add := func(stream string, e events.Event, actor events.Actor) {
		n := len(list)
		at := began.Add(time.Duration(n) * 300 * time.Millisecond)
		list = append(list, events.Recorded{
			ID: events.DeriveID(fmt.Sprintf("event/%d", n)), Position: events.Position(n + 1), Stream: stream, // small
			Type: e.EventType(), Event: e, Created: at, Meta: events.Metadata{Actor: actor, Time: at},
		})
	}
	process, ada := events.Actor{Kind: events.ActorProcess}, events.Actor{Kind: events.ActorAdministrator, ID: "a", Name: "Ada Lovelace"}
	for n := range locations {
		add(events.LocationStream(locationID(n)), events.LocationCreated{ID: locationID(n), Settings: events.LocationSettings{Name: fmt.Sprintf("Place-%03d", n)}}, ada)
	}
	settings := func(n int) events.NodeSettings {
		return events.NodeSettings{
			Name: fmt.Sprintf("node-%04d", n), LocationID: locationID(n % locations), Role: events.NodeTranscoding,
			Address: fmt.Sprintf("10.%d.%d.%d", n/250, n%250, n%7+1), CloudBursting: n%4 == 0,
		}
	}
	for n := range nodeCount {
		add(events.NodeStream(nodeID(n)), events.NodeCreated{ID: nodeID(n), Settings: settings(n)}, ada)
	}
	attempts := map[int]int{}
	for len(list) < part+locations {
		n := random.IntN(nodeCount)
		at := began.Add(time.Duration(len(list)) * 300 * time.Millisecond)
		if n%4 == 0 {
			attempts[n]++
			life(func(e events.Event) { add(events.BurstNodeStream(nodeID(n)), e, process) }, n, strconv.Itoa(attempts[n]), random, at)
			continue
		}
		plain := func(e events.Event) { add(events.NodeStream(nodeID(n)), e, process) }
		switch random.IntN(6) {
		case 0, 1:
			plain(events.NodeLivenessChanged{ID: nodeID(n), From: events.LivenessOnline, To: events.LivenessLate, LastReportAt: at})
			plain(events.NodeLivenessChanged{ID: nodeID(n), From: events.LivenessLate, To: events.LivenessOnline, LastReportAt: at})
		case 2, 3:
			plain(events.NodeDisconnected{ID: nodeID(n), Reason: "connection reset by peer"})
			plain(events.NodeConnected{ID: nodeID(n), Version: "0.9.1", CapacityTokens: 20 * int64(capacity.HD), Remote: fmt.Sprintf("192.0.2.%d:%d", n%250, 1024+random.IntN(60000))})
			plain(events.NodeReady{ID: nodeID(n), ConfigPosition: events.Position(len(list)), AfterMillis: random.Int64N(4000)})
		case 4:
			plain(events.NodeCallRejected{ID: nodeID(n), Alias: fmt.Sprintf("meet.%06d", random.IntN(1_000_000)), Reason: "unknown-alias", Detail: "no service"})
		default:
			plain(events.NodeCertificateRenewed{ID: nodeID(n), Serial: fmt.Sprintf("%016x", random.Uint64()), ExpiresAt: at})
		}
	}
	return list[:part+locations]
}

// life is one of a burst node's machine.
func life(add func(events.Event), n int, attempt string, random *rand.Rand, at time.Time) {
	id, machine := nodeID(n), events.CloudMachine{AccountID: "a", InstanceID: fmt.Sprintf("i-%08x", n*7919), Name: fmt.Sprintf("vm-%04d", n)}
	reason := events.BurstReason{Trigger: events.BurstThreshold, LocationID: locationID(n % locations), FreeHD: random.IntN(5), MaxHD: 40, ThresholdHD: 5}
	switch random.IntN(20) {
	case 0:
		reason.Trigger = events.BurstCascade
	case 1:
		reason = events.BurstReason{Trigger: events.BurstManual, Note: "town hall"}
	case 2:
		reason.Trigger, reason.ScheduleName = events.BurstSchedule, "Mondays"
	}
	add(events.NodeBurstStartRequested{ID: id, Attempt: attempt, Machine: machine, Reason: reason, GiveUpAt: at.Add(10 * time.Minute)})
	if random.IntN(50) == 0 {
		add(events.NodeBurstFailed{ID: id, Attempt: attempt, Operation: events.BurstStart, Failure: events.BurstFailure{Code: "throttled", Message: "Request limit exceeded", Retry: true}})
		return
	}
	add(events.NodeBurstStarting{ID: id, Attempt: attempt, Machine: machine})
	add(events.NodeBurstRunning{ID: id, Attempt: attempt, Machine: machine, TookMillis: 60_000 + random.Int64N(60_000)})
	idle := events.BurstReason{Trigger: events.BurstIdle, IdleSince: &at, RanSeconds: 3700, MinLifetimeSeconds: 3000}
	add(events.NodeBurstDraining{ID: id, Attempt: attempt, Reason: idle})
	add(events.NodeBurstStopRequested{ID: id, Attempt: attempt, Machine: machine, Reason: idle})
	add(events.NodeBurstStopped{ID: id, Attempt: attempt, Machine: machine, RanSeconds: 3000 + random.Int64N(3000)})
}

// rare is what happened once, long ago, and before everything else.
func rare() events.Recorded {
	e := events.NodeCertificateRevoked{ID: nodeID(77), Reason: "the laptop of Grace was stolen"}
	at := began.Add(-10 * 365 * 24 * time.Hour)
	return events.Recorded{
		ID: events.DeriveID("rare"), Position: 1 << 40, Stream: events.NodeStream(nodeID(77)), Type: e.EventType(), Event: e, Created: at,
		Meta: events.Metadata{Actor: events.Actor{Kind: events.ActorAdministrator, ID: "g", Name: "Grace"}, Time: at},
	}
}

// fold folds events as the runner hands them over.
func fold(b *testing.B, h *nodehistory.History, list []events.Recorded) {
	b.Helper()
	for some := range slices.Chunk(list, projections.MaxBatch) {
		batch := projections.Batch{Events: some, Through: some[len(some)-1].Position, Live: true}
		if _, err := h.Handler().Commit(context.Background(), batch); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHistory asks a large history for pages of 50, and the status of
// bursting with what happened last to every node: each over HTTP, to the last
// byte of the answer.
func BenchmarkHistory(b *testing.B) {
	for _, kind := range databases() {
		b.Run(kind, func(b *testing.B) {
			h, describe := filled(b, kind, size(b))
			fresh := &atomic.Bool{}
			url := serve(b, h, 4, fresh)
			b.Log(describe)
			for _, s := range shapes(b, url) {
				b.Run(s.name, func(b *testing.B) { measure(b, url, s) })
			}
			all := serve(b, h, 1, fresh)
			for _, first := range []bool{true, false} {
				fresh.Store(first)
				name := map[bool]string{true: "First", false: "Again"}[first]
				b.Run("status"+name, func(b *testing.B) { measure(b, url, shape{"status" + name, status, nil, nodeCount / 4}) })
				b.Run("statusOfBurstNodes"+name, func(b *testing.B) { measure(b, all, shape{"statusOfBurstNodes" + name, status, nil, nodeCount}) })
			}
		})
	}
}

type shape struct {
	name  string
	query string
	vars  map[string]any
	least int // entries of the answer
}

const page = `query ($after: String, $filter: NodeHistoryFilter) { nodeHistory(first: 50, after: $after, filter: $filter) {
	pageInfo { hasNextPage endCursor } nodes { id position time nodeId nodeName locationName kind trigger attempt reason actor { kind name } } } }`

const status = `{ burstingStatus { enabled evaluatedAt issues { code severity subjectId text remedy since }
	overflowLocations { location { id name } mediaLoadPercent maxHd availableHd thresholdHd state principals { name } forecast { at availableHd } recent { at availableHd } }
	nodes { node { id name } location { name } account { name } instance { id address } state startedAt costSoFar { amount currency }
		whyCode why lastEvent { id time reason kind } canStart canStop earliestStopAt } } }`

func shapes(b *testing.B, url string) []shape {
	b.Helper()
	deep := ""
	filter := func(f map[string]any) map[string]any { return map[string]any{"filter": f} }
	api := func(kind, id string) string { return encoded(kind, id) }
	old, older := began.Add(-20*24*time.Hour), began.Add(-21*24*time.Hour)
	if size(b) < 10_000_000 {
		old, older = began.Add(2*time.Hour), began.Add(time.Hour)
	}
	list := []shape{
		{"newest", page, nil, 50},
		{"node", page, filter(map[string]any{"nodeId": api("node", nodeID(1234))}), 50},
		{"location", page, filter(map[string]any{"locationId": api("location", locationID(123))}), 50},
		{"kind", page, filter(map[string]any{"kinds": []string{"BURST_FAILED"}}), 50},
		{"rareKind", page, filter(map[string]any{"kinds": []string{"CERTIFICATE_REVOKED"}}), 1},
		{"sevenKinds", page, filter(map[string]any{"kinds": []string{"BURST_FAILED", "BURST_RUNNING", "BURST_STOPPED", "CONNECTED", "DISCONNECTED", "READY", "REMOVED"}}), 50},
		{"trigger", page, filter(map[string]any{"triggers": []string{"MANUAL", "SCHEDULE"}}), 50},
		{"noSuchTrigger", page, filter(map[string]any{"triggers": []string{"UPGRADE"}}), 0},
		{"attempt", page, filter(map[string]any{"nodeId": api("node", nodeID(400)), "attempt": "2"}), 1},
		{"time", page, filter(map[string]any{"from": older, "until": old}), 50},
		{"nodeAndKind", page, filter(map[string]any{"nodeId": api("node", nodeID(400)), "kinds": []string{"BURST_FAILED"}}), 0},
		{"locationKindTime", page, filter(map[string]any{"locationId": api("location", locationID(123)), "kinds": []string{"DISCONNECTED"}, "until": old}), 0},
		{"textOften", page, filter(map[string]any{"search": "reports again"}), 50},
		{"textPlace", page, filter(map[string]any{"search": "place-123"}), 50},
		{"textMachine", page, filter(map[string]any{"search": fmt.Sprintf("i-%08x", 400*7919)}), 50},
		{"textRare", page, filter(map[string]any{"search": "laptop stolen"}), 1},
		{"textNever", page, filter(map[string]any{"search": "nosuchthing"}), 0},
		{"textBeginning", page, filter(map[string]any{"search": "192.0.2.17"}), 50},
		{"textInLocation", page, filter(map[string]any{"search": "laptop", "locationId": api("location", locationID(77))}), 1},
	}
	// Deep: what lies at half of the history, and at its end.
	for name, at := range map[string]time.Time{"deep": old, "deepest": began.Add(-9 * 365 * 24 * time.Hour)} {
		a := ask(b, url, shape{name, page, filter(map[string]any{"until": at}), 0})
		if a.Data.NodeHistory.PageInfo.EndCursor != nil {
			deep = *a.Data.NodeHistory.PageInfo.EndCursor
			list = append(list, shape{name, page, map[string]any{"after": deep}, 0})
		}
	}
	return list
}

type answer struct {
	Errors []struct{ Message string }
	Data   struct {
		NodeHistory struct {
			Nodes    []json.RawMessage
			PageInfo struct {
				HasNextPage bool
				EndCursor   *string
			}
		}
		BurstingStatus struct {
			Nodes []struct{ LastEvent *struct{ ID string } }
		}
	}
}

// measure tells the fastest, the middle and the slowest but one of a hundred.
func measure(b *testing.B, url string, s shape) {
	b.StopTimer()
	ask(b, url, s)
	took := make([]time.Duration, 0, b.N)
	for range b.N {
		b.StartTimer()
		begun := time.Now()
		send(b, url, s)
		took = append(took, time.Since(begun))
		b.StopTimer()
	}
	slices.Sort(took)
	milliseconds := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(milliseconds(took[0]), "best-ms")
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(0, "ns/op")
}

func send(b *testing.B, url string, s shape) []byte {
	b.Helper()
	body, err := json.Marshal(map[string]any{"query": s.query, "variables": s.vars})
	if err != nil {
		b.Fatal(err)
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer token")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatal(resp.Status, err, string(raw))
	}
	return raw
}

// ask sends a question once and looks at the answer.
func ask(b *testing.B, url string, s shape) (a answer) {
	b.Helper()
	raw := send(b, url, s)
	if err := json.Unmarshal(raw, &a); err != nil || len(a.Errors) > 0 {
		b.Fatalf("%s: %v %.300s", s.name, err, raw)
	}
	n := len(a.Data.NodeHistory.Nodes)
	for _, of := range a.Data.BurstingStatus.Nodes {
		if of.LastEvent != nil {
			n++
		}
	}
	if n < s.least {
		b.Fatalf("%s: %d entries, want %d", s.name, n, s.least)
	}
	return a
}

// last is the newest event of each node.
func last(b *testing.B, h *nodehistory.History) map[int]events.ID {
	b.Helper()
	ids := map[int]events.ID{}
	for n := range nodeCount {
		page, err := h.Entries(context.Background(), nodehistory.Query{First: 1, NodeID: nodeID(n)})
		if err != nil || len(page.Edges) == 0 {
			b.Fatal(n, err)
		}
		if ids[n], err = events.ParseID(page.Edges[0].Node.ID); err != nil {
			b.Fatal(err)
		}
	}
	return ids
}

// large is a status of all locations and nodes, some of them burst nodes, every
// one of these with what happened last.
func large(b *testing.B, h *nodehistory.History, every int) *shell.Status {
	at := began.Add(5 * time.Hour)
	s := &shell.Status{
		View: bursting.View{At: at, Enabled: true}, Settings: bursting.Settings{Enabled: true, ThresholdHD: 5, MinLifetime: 50 * time.Minute},
		Locations: map[string]string{}, Nodes: map[string]shell.NodeName{}, Prices: map[string]shell.Price{"a": {PerHour: "0.50", Currency: "EUR"}},
		Forecasts: map[string][]shell.Point{}, Recent: map[string][]shell.Point{},
	}
	for n := range locations {
		id := locationID(n)
		s.Locations[id] = fmt.Sprintf("Place-%03d", n)
		s.View.Overflows = append(s.View.Overflows, bursting.LocationView{
			Location: id, Name: s.Locations[id], MaxHD: 20, FreeHD: n % 20, ThresholdHD: 5, Level: bursting.LevelApproaching, Principals: []string{id},
			Used: capacity.HD, Total: 2 * capacity.HD,
		})
		for k := range 7 { // as many as there can be: it changes all the time
			s.Forecasts[id] = append(s.Forecasts[id], shell.Point{At: at.Add(time.Duration(k) * 5 * time.Minute), FreeHD: k})
		}
		for k := range 3 {
			s.Recent[id] = append(s.Recent[id], shell.Point{At: at.Add(time.Duration(k-3) * 5 * time.Minute), FreeHD: k})
		}
	}
	ids := last(b, h)
	for n := 0; n < nodeCount; n += every {
		s.View.Nodes = append(s.View.Nodes, bursting.NodeView{
			Node: nodeID(n), Name: fmt.Sprintf("node-%04d", n), Location: locationID(n % locations), Account: "a", State: bursting.NodeRunning,
			StartedAt: at.Add(-2 * time.Hour), MaxHD: 20, Why: bursting.WhyBusy, WhyText: "It carries 3 calls.", LastEvent: ids[n], CanStop: true,
			Machine: &events.CloudMachine{AccountID: "a", InstanceID: fmt.Sprintf("i-%08x", n), Address: "10.0.0.1"},
		})
	}
	return s
}

// serve answers with what is measured; nothing else is there. Every so many
// nodes one is a burst node. While fresh is true, nobody has asked for the status
// before.
func serve(b *testing.B, h *nodehistory.History, every int, fresh *atomic.Bool) string {
	b.Helper()
	api, err := graph.New(graph.Deps{
		Commands: struct{ graph.Commands }{}, Accounts: everybody{}, Inventory: struct{ graph.Inventory }{}, Access: rows{},
		NodeHistory: h, ConferenceHistory: struct{ graph.ConferenceHistory }{}, LiveView: struct{ graph.LiveView }{},
		Projections: struct{ graph.Projections }{}, Audit: struct{ graph.Audit }{}, Alarms: struct{ noAlarms }{},
		WebhookRows: struct{ graph.WebhookRows }{}, Themes: struct{ noThemes }{}, CloudAccounts: struct{ noCloudAccounts }{},
		BurstSchedules: struct{ noBurstSchedules }{}, Bursting: shown{status: large(b, h, every), fresh: fresh}, Webhooks: struct{ graph.Webhooks }{},
		CertificateRows: struct{ graph.CertificateRows }{}, Certificates: struct{ graph.Certificates }{}, Privacy: struct{ graph.Privacy }{},
		EventStore: struct{ graph.EventStore }{}, NewestConfig: struct{ graph.NewestConfig }{}, Nodes: struct{ graph.Nodes }{},
		Provisioning: struct{ graph.Provisioning }{}, LogEnd: struct{ graph.LogEnd }{}, Now: time.Now, Log: slog.New(slog.DiscardHandler), Version: "bench",
	})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(api)
	b.Cleanup(server.Close)
	return server.URL
}

// everybody may see it.
type everybody struct{ graph.Accounts }

func (everybody) VerifyToken(context.Context, string) (accounts.Principal, error) {
	return accounts.Principal{
		Kind: events.ActorToken, ID: "t", Name: "bench", Scopes: []string{access.ScopeHistoryRead, access.ScopeConfigRead, access.ScopeGraphQLAdHoc},
	}, nil
}

// These have other names than their methods.
type (
	noAlarms         = graph.Alarms
	noBurstSchedules = graph.BurstSchedules
	noCloudAccounts  = graph.CloudAccounts
	noThemes         = graph.Themes
)

type rows struct{ graph.AccessRows }

func (rows) Changed() <-chan struct{} { return nil }

// shown is what the process manager says.
type shown struct {
	graph.Bursting
	status *shell.Status
	fresh  *atomic.Bool // it is another one whenever somebody asks
}

func (s shown) Status() *shell.Status {
	if !s.fresh.Load() {
		return s.status
	}
	again := *s.status
	return &again
}
