// Package nodes measures what a thousand Conferencing Nodes are to a Management
// Node: linking them, telling them what changed, hearing them, and taking them
// back after a restart.
//
// The Management Node is the real program in a process of its own. The nodes
// share the test's process: their identities and links are real, what is behind
// the links is made up.
package nodes

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/bench/deployment"
)

// bulk is how many rooms are there before the nodes are, and how many more are
// made at once.
const bulk = 1000

// steady is how long the nodes are only listened to.
const steady = 30 * time.Second

// count is how many nodes there are: PARLEY_BENCH_NODES, or 1,000.
func count() int {
	if n, err := strconv.Atoi(os.Getenv("PARLEY_BENCH_NODES")); err == nil && n > 0 {
		return n
	}
	return 1000
}

// house is a deployment with its nodes.
type house struct {
	*deployment.Deployment
	*fleet
	tb    testing.TB
	rooms int // so many there are
}

// build makes a deployment with rooms, and enrols nodes that have not dialled in
// yet.
func build(tb testing.TB, nodes, rooms int) *house {
	tb.Helper()
	h := &house{Deployment: deployment.Start(tb), tb: tb}
	h.addRooms(rooms)
	h.fleet = newFleet(tb, h.Deployment, nodes)
	return h
}

// addRooms makes rooms with one call, and gives the id of the last.
func (h *house) addRooms(n int) string {
	h.tb.Helper()
	list := make([]map[string]any, n)
	for i := range list {
		k := h.rooms + i
		list[i] = map[string]any{
			"name": fmt.Sprintf("Meeting room %d", k), "description": "where the department meets on Mondays and whenever it has to",
			"aliases": []map[string]string{{"alias": fmt.Sprintf("room.%d@example.com", k)}, {"alias": fmt.Sprint(7_000_000 + k)}},
		}
	}
	var got struct {
		MeetingRoomsCreate struct {
			Succeeded  int
			Results    []struct{ ID string }
			UserErrors []struct{ Message string }
		}
	}
	h.Ask(`mutation($i: MeetingRoomsCreateInput!) { meetingRoomsCreate(input: $i) { succeeded results { id } userErrors { message } } }`,
		map[string]any{"i": map[string]any{"rooms": list}}, &got)
	created := got.MeetingRoomsCreate
	if created.Succeeded != n {
		h.tb.Fatalf("%d of %d rooms: %+v", created.Succeeded, n, created.UserErrors)
	}
	h.rooms += n
	return bare(h.tb, created.Results[n-1].ID)
}

// bare is an identifier as the link has it; the API says with it of what it is.
func bare(tb testing.TB, id string) string {
	tb.Helper()
	text, err := base64.RawURLEncoding.DecodeString(id)
	_, own, ok := strings.Cut(string(text), ":")
	if err != nil || !ok {
		tb.Fatalf("identifier %q: %v", id, err)
	}
	return own
}

// connect has all nodes dial in at once.
func (h *house) connect() (linked, configured []time.Duration) {
	h.tb.Helper()
	welcome, config := h.aim(h.welcome()), h.aim(rooms(h.rooms))
	h.run(h.tb)
	linked = h.wait(h.tb, welcome, "linked")
	configured = h.wait(h.tb, config, "configured")
	h.alike(h.tb)
	return linked, configured
}

// change makes rooms and waits until all nodes have them.
func (h *house) change(n int) (times []time.Duration, answered time.Duration) {
	h.tb.Helper()
	g := h.aim(rooms(h.rooms + n))
	last := h.addRooms(n)
	answered = time.Since(g.begin)
	times = h.wait(h.tb, g, fmt.Sprintf("%d new rooms", n))
	for _, one := range h.nodes {
		if !one.config.has(last) {
			h.tb.Errorf("node %s has as many rooms, but not room %s", one.id, last)
		}
	}
	h.alike(h.tb)
	return times, answered
}

// lower changes a setting that every room follows, and waits until all nodes
// have them all anew.
func (h *house) lower() []time.Duration {
	h.tb.Helper()
	g := h.aim(low(h.rooms))
	var got struct {
		GlobalSettingsUpdate struct{ UserErrors []struct{ Message string } }
	}
	h.Ask(`mutation { globalSettingsUpdate(input: {maxQuality: SD}) { userErrors { message } } }`, nil, &got)
	if refused := got.GlobalSettingsUpdate.UserErrors; len(refused) > 0 {
		h.tb.Fatal(refused)
	}
	times := h.wait(h.tb, g, "another default")
	h.alike(h.tb)
	return times
}

// ending is a way in which a Management Node goes down.
type ending struct {
	name string
	how  func()
}

func (h *house) ends() []ending { return []ending{{"stopped", h.Stop}, {"killed", h.Kill}} }

// restart ends the Management Node and starts it again. It gives how long it
// took from the start until it was ready, and until each node was welcomed.
func (h *house) restart(end func()) (ready time.Duration, back []time.Duration, c crowd) {
	h.tb.Helper()
	again := h.welcome()
	end()
	h.recount()
	g := h.aim(again)
	h.Launch()
	h.AwaitReady()
	ready = time.Since(g.begin)
	back = h.wait(h.tb, g, "back")
	c = h.recount()
	h.alike(h.tb)
	return ready, back, c
}

// linked is how many nodes the Management Node says that it has.
func (h *house) linked() int { return int(h.Metrics()["parley_node_links"]) }

// TestNodes has fifty nodes do what the benchmark measures.
func TestNodes(t *testing.T) {
	const nodes, some = 50, 40
	h := build(t, nodes, some)
	h.connect()
	if got := h.linked(); got != nodes {
		t.Errorf("%d nodes are linked, want %d", got, nodes)
	}
	h.change(1)
	h.change(some)
	h.lower()
	for _, end := range h.ends() {
		h.restart(end.how)
		if got := h.linked(); got != nodes {
			t.Errorf("%s: %d nodes are linked again, want %d", end.name, got, nodes)
		}
		h.change(1) // they hear what is new after that, too
	}
}

// BenchmarkNodes is the whole life of a deployment with many nodes.
func BenchmarkNodes(b *testing.B) {
	for b.Loop() {
		begin := time.Now()
		h := build(b, count(), bulk)
		b.ReportMetric(time.Since(begin).Seconds(), "build-s")

		linked, configured := h.connect()
		spread(b, "linked", linked)
		spread(b, "configured", configured)
		b.ReportMetric(float64(h.recount().most), "linked-in-flight")

		times, _ := h.change(1)
		spread(b, "room", times)
		cpu, deltas := h.cpu(), h.applied()
		times, answered := h.change(bulk)
		spread(b, "bulk", times)
		b.ReportMetric(answered.Seconds(), "bulk-answered-s")
		b.ReportMetric(h.cpu()-cpu, "bulk-cpu-s")
		b.ReportMetric(float64(h.applied()-deltas)/float64(len(h.nodes)), "bulk-deltas/node")
		cpu, before := h.cpu(), h.Metrics()
		spread(b, "default", h.lower())
		b.ReportMetric(h.cpu()-cpu, "default-cpu-s")
		b.ReportMetric((h.Metrics()["go_memstats_alloc_bytes_total"]-before["go_memstats_alloc_bytes_total"])/1e6, "default-allocated-MB")

		h.listen(b)
		for _, end := range h.ends() {
			ready, back, c := h.restart(end.how)
			b.ReportMetric(ready.Seconds(), end.name+"-ready-s")
			spread(b, end.name+"-back", back)
			b.ReportMetric(float64(c.most), end.name+"-in-flight")
			b.ReportMetric(float64(busiest(c.dialed)), end.name+"-dials/s")
			b.ReportMetric(float64(busiest(c.reached)), end.name+"-handshakes/s")
		}
		if got := h.linked(); got != len(h.nodes) {
			b.Errorf("%d nodes are linked in the end, want %d", got, len(h.nodes))
		}
	}
}

// listen measures what it costs to have nodes that report.
func (h *house) listen(b *testing.B) {
	cpu, own, begin := h.cpu(), ownCPU(b), time.Now()
	<-time.After(steady)
	minutes := time.Since(begin).Minutes()
	b.ReportMetric((h.cpu()-cpu)/minutes, "steady-cpu-s/min")
	b.ReportMetric((ownCPU(b)-own)/minutes, "steady-nodes-cpu-s/min")
	m := h.Metrics()
	b.ReportMetric(m["go_memstats_heap_inuse_bytes"]/1e6, "heap-MB")
	b.ReportMetric(m["process_resident_memory_bytes"]/1e6, "resident-MB")
}

// applied is how many deltas all nodes have taken.
func (h *house) applied() int {
	sum := 0
	for _, n := range h.nodes {
		sum += n.config.applied()
	}
	return sum
}

// cpu is what the Management Node has used, in seconds.
func (h *house) cpu() float64 { return h.Metrics()["process_cpu_seconds_total"] }

// ownCPU is what this process has used, in seconds.
func ownCPU(b *testing.B) float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9
}

// spread reports how long it took with half of the nodes, with 99 of 100 and
// with all.
func spread(b *testing.B, name string, times []time.Duration) {
	b.ReportMetric(times[len(times)/2].Seconds(), name+"-p50-s")
	b.ReportMetric(times[len(times)*99/100].Seconds(), name+"-p99-s")
	b.ReportMetric(times[len(times)-1].Seconds(), name+"-all-s")
}
