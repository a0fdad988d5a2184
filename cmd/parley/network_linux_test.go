package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/caller"
	"github.com/parley-video/parley/internal/testnet"
)

// networkEnv has the tests run that build networks. They need root, iproute2
// and nftables, and most of two processors.
const networkEnv = "PARLEY_TEST_NETWORK"

// The network of the tests: three locations of two nodes, an edge whose calls
// are carried by the first of them, and the Management Node in a place of its own.
var (
	networkLocations = []string{"oslo", "rome", "bonn"}
	networkNodes     = map[string]string{ // by their location
		"o1": "oslo", "o2": "oslo", "r1": "rome", "r2": "rome", "b1": "bonn", "b2": "bonn", "e1": "edge",
	}
	networkPlan = []testnet.Location{
		{Name: "oslo", Hosts: []string{"o1", "o2", "oslo-clients"}},
		{Name: "rome", Hosts: []string{"r1", "r2", "rome-clients"}},
		{Name: "bonn", Hosts: []string{"b1", "b2", "bonn-clients"}},
		{Name: "edge", Hosts: []string{"e1", "edge-clients"}},
		{Name: "centre", Hosts: []string{"m1"}},
	}
)

// network is Parley on a network, each node a process on a host of its own.
type network struct {
	t         testing.TB // as long as it lasts
	net       *testnet.Net
	m         *managementNode
	locations map[string]string // ids by name
	nodes     map[string]*networkNode
	clients   map[string]*caller.Process // by location
	faces     int
	// acknowledged are the names of those who were let in, by participant.
	acknowledged map[string]string
}

// networkNode is a Conferencing Node on a host.
type networkNode struct {
	*conferencingNode
	name string
	host *testnet.Host
	boot int
}

func (n *networkNode) url() string { return fmt.Sprintf("https://%s:8443", n.host.Addr) }

// deploy starts everything. Nodes have room for many calls, but those named.
func deploy(t *testing.T, capacity map[string]int) *network {
	t.Helper()
	if os.Getenv(networkEnv) == "" {
		t.Skip("builds a network of namespaces: make network")
	}
	if err := testnet.Missing(); err != nil {
		if os.Geteuid() != 0 {
			t.Skipf("NOT PROVED HERE: %v", err)
		}
		t.Fatal(err)
	}
	d := &network{
		t:   t,
		net: testnet.New(t, networkPlan), locations: map[string]string{}, nodes: map[string]*networkNode{}, clients: map[string]*caller.Process{}, acknowledged: map[string]string{},
	}
	d.startManagement(t)
	for _, name := range networkLocations {
		d.locations[name] = d.m.api.must(t, "locationCreate", map[string]any{"name": name}).id()
	}
	d.locations["edge"] = d.m.api.must(t, "locationCreate", map[string]any{"name": "edge", "transcodingLocation": d.locations["oslo"]}).id()
	for name, location := range networkNodes {
		d.record(t, name, location, capacity[name])
	}
	var starting sync.WaitGroup
	for _, n := range d.nodes {
		n.launch(t)
		starting.Go(func() { n.awaitReady(t) })
	}
	starting.Wait()
	if t.Failed() {
		t.FailNow()
	}
	for _, l := range networkPlan {
		if l.Name != "centre" {
			d.startClients(t, l.Name)
		}
	}
	d.gather(t)
	return d
}

// gather waits until all nodes know each other and what they carry.
func (d *network) gather(t *testing.T) {
	t.Helper()
	m := d.meet(t, "gathering")
	for _, name := range d.names() {
		m.join(t, name, func(o *caller.Options) { o.ControlOnly = true })
	}
	eventually(t, 30*time.Second, "all nodes know each other", func() error {
		for _, p := range m.people {
			if r := p.report(); len(r.Roster) != len(m.people) {
				return fmt.Errorf("%s knows %d of %d", p.Name, len(r.Roster), len(m.people))
			}
		}
		return nil
	})
	eventually(t, 30*time.Second, "the edge knows who carries its calls", func() error {
		_, err := m.tryJoin(t, "e1")
		return err
	})
	m.leave(t)
}

// onHost has an API's requests sent from a host.
func onHost(t testing.TB, api *testAPI, h *testnet.Host) {
	t.Helper()
	api.reach = func() *http.Transport {
		transport := h.Transport()
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // nobody signs the certificates of a test
		return transport
	}
	transport := api.reach()
	t.Cleanup(transport.CloseIdleConnections)
	api.http.Transport = transport
}

func (d *network) startManagement(t *testing.T) {
	t.Helper()
	host := d.net.Host("m1")
	d.m = newManagementNode(t)
	d.m.api = newTestAPI(t, fmt.Sprintf("https://%s:8080", host.Addr))
	onHost(t, d.m.api, host)
	d.m.startOn(t, host)
	d.m.api.signIn(t)
}

// startOn starts the Management Node on a host.
func (m *managementNode) startOn(t testing.TB, host *testnet.Host) {
	t.Helper()
	m.launchOn(t, host)
	eventually(t, time.Minute, "Management Node ready", func() error {
		if !m.alive() {
			t.Fatalf("ended while starting: %s", tail(m.stderr.String(), 2000))
		}
		return m.api.ready(t.Context())
	})
}

// launchOn starts its process and waits for nothing.
func (m *managementNode) launchOn(t testing.TB, host *testnet.Host) {
	t.Helper()
	m.process = startParleyBy(t, startOn(t, host), "serve", "--data", m.data(),
		"--listen", host.Addr.String()+":8080", "--link-listen", host.Addr.String()+":8444",
		"--link-url", fmt.Sprintf("https://%s:8444", host.Addr), "--requests-per-minute", "0",
		"--first-administrator", filepath.Join(m.dir, "first.json"))
}

// record makes a node's record and provisions it.
func (d *network) record(t *testing.T, name, location string, capacity int) {
	t.Helper()
	n := &networkNode{conferencingNode: &conferencingNode{dir: t.TempDir()}, name: name, host: d.net.Host(name)}
	if capacity == 0 {
		capacity = 100
	}
	input := map[string]any{
		"name": name, "locationId": d.locations[location], "address": n.host.Addr.String(), "capacityHd": capacity,
	}
	if location == "edge" {
		input["role"] = "PROXYING"
	}
	n.id = d.m.api.must(t, "conferencingNodeCreate", input).id()
	document := d.m.api.must(t, "conferencingNodeProvision", map[string]any{"id": n.id}).Document
	if err := os.WriteFile(filepath.Join(n.dir, "provision.json"), []byte(document), 0o600); err != nil {
		t.Fatal(err)
	}
	n.api = newTestAPI(t, n.url())
	onHost(t, n.api, n.host)
	d.nodes[name] = n
}

// launch starts the node's process and waits for nothing.
func (n *networkNode) launch(t testing.TB) {
	t.Helper()
	address := n.host.Addr.String()
	args := []string{
		"node", "--data", n.data(), "--listen", address + ":8443", "--media-listen", address + ":8443", "--cluster-listen", address + ":8446",
	}
	if n.boot++; n.boot == 1 {
		args = append(args, "--provision", filepath.Join(n.dir, "provision.json"))
	}
	n.process = startParleyBy(t, startOn(t, n.host), args...)
}

// logsEnv names a directory in which the logs of all processes are kept.
const logsEnv = "PARLEY_TEST_LOGS"

// startOn starts a process on a host; its log is kept if that is wished.
func startOn(t testing.TB, host *testnet.Host) func(*exec.Cmd) error {
	t.Helper()
	return func(cmd *exec.Cmd) error {
		if dir := os.Getenv(logsEnv); dir != "" {
			file, err := os.OpenFile(filepath.Join(dir, host.Name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			if err != nil {
				return err
			}
			t.Cleanup(func() { _ = file.Close() })
			cmd.Stderr = io.MultiWriter(cmd.Stderr, file)
		}
		return host.Start(cmd)
	}
}

// awaitReady may be called from any goroutine.
func (n *networkNode) awaitReady(t testing.TB) {
	if err := poll(t.Context(), time.Minute, func() error { return n.api.ready(t.Context()) }); err != nil {
		t.Errorf("node %s is not ready: %v\n%s", n.name, err, tail(n.stderr.String(), 2000))
	}
}

// poll is eventually without a test to end.
func poll(ctx context.Context, within time.Duration, holds func() error) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := holds()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not within %s: %w", within, err)
		case <-tick.C:
		}
	}
}

// startClients starts a process that plays the participants of a location.
func (d *network) startClients(t *testing.T, location string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), asCallersEnv+"=1")
	var problems output
	cmd.Stderr = &problems
	p, err := caller.Start(cmd, d.net.Host(location+"-clients").Start)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Stop()
		checkLog(t, problems.String())
	})
	d.clients[location] = p
}

// awaitConfiguration waits until all nodes have taken over what the log says up to
// a position. It asks the Management Node: whoever asks a node itself again and
// again for an alias that it does not know yet is taken for somebody who guesses.
func (d *network) awaitConfiguration(t *testing.T, position string) {
	t.Helper()
	want, err := strconv.ParseUint(position, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, 40*time.Second, "configuration on all nodes", func() error {
		var all struct {
			Nodes []struct {
				Name           string
				ConfigInStep   bool
				ConfigPosition string
			}
		}
		if err := d.m.api.answer(t.Context(), "{ conferencingNodes { nodes { name configInStep configPosition } } }", nil, &all); err != nil {
			return err
		}
		for _, n := range all.Nodes {
			if at, _ := strconv.ParseUint(n.ConfigPosition, 10, 64); !n.ConfigInStep || at < want {
				return fmt.Errorf("%+v, want %d", n, want)
			}
		}
		if n := len(all.Nodes); n != len(d.nodes) {
			return fmt.Errorf("%d nodes", n)
		}
		return nil
	})
}

// ------------------------------------------------------------------ meetings

const networkPIN = "123456"

// meet makes a meeting room that hosts enter by PIN and guests without, and waits
// until all nodes know it.
func (d *network) meet(t *testing.T, alias string) *meeting {
	t.Helper()
	room := d.m.api.must(t, "meetingRoomCreate", map[string]any{
		"name": alias, "aliases": []any{map[string]any{"alias": alias}}, "hostPin": networkPIN, "allowGuests": true, "guestsCanPresent": true,
	})
	d.awaitConfiguration(t, room.Position)
	return &meeting{d: d, alias: alias}
}

// person takes part in a meeting.
type person struct {
	*caller.Remote
	node string
	t    testing.TB
}

// meeting is a conference and who is in it.
type meeting struct {
	d      *network
	alias  string
	people []*person
}

// join has somebody join at a node, with a camera and a microphone, and room
// for everybody else.
func (m *meeting) join(t *testing.T, node string, change ...func(*caller.Options)) *person {
	t.Helper()
	p, err := m.tryJoin(t, node, change...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (m *meeting) tryJoin(t *testing.T, node string, change ...func(*caller.Options)) (*person, error) {
	t.Helper()
	n := m.d.nodes[node]
	face := m.d.faces % caller.Faces
	m.d.faces++
	o := caller.Options{
		Node: n.url(), Alias: m.alias, Name: fmt.Sprintf("%s at %s (%d)", m.alias, node, m.d.faces), PIN: networkPIN, Face: face, Videos: 8,
	}
	for name, location := range networkNodes {
		if name != node && location == networkNodes[node] {
			o.Others = append(o.Others, m.d.nodes[name].url())
		}
	}
	for _, c := range change {
		c(&o)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	r, err := m.d.clients[networkNodes[node]].Join(ctx, o)
	if err != nil {
		return nil, err
	}
	p := &person{Remote: r, node: node, t: t}
	m.people = append(m.people, p)
	m.d.acknowledged[r.ID] = r.Name
	return p, nil
}

func (p *person) report() caller.Report {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 10*time.Second)
	defer cancel()
	r, err := p.Report(ctx)
	if err != nil {
		p.t.Fatalf("%s: %v", p.Name, err)
	}
	return r
}

func (p *person) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s: %v", p.Name, err)
	}
}

// without are all but some.
func without(people []*person, gone ...*person) []*person {
	return slices.DeleteFunc(slices.Clone(people), func(p *person) bool { return slices.Contains(gone, p) })
}

// seeEachOther demands that everybody decodes the camera of everybody else from
// now on, knows them, and shows them where they say.
func seeEachOther(t *testing.T, within time.Duration, what string, people []*person) {
	t.Helper()
	for _, p := range people {
		p.must(p.Mark(t.Context(), false))
	}
	eventually(t, within, what+": everybody sees everybody", func() error {
		var missing []error
		for _, p := range people {
			missing = append(missing, p.sees(people, 5)...)
		}
		return errors.Join(missing...)
	})
}

// sees lists whom it does not see: at least so many frames since Mark.
func (p *person) sees(people []*person, frames int) (missing []error) {
	p.t.Helper()
	r := p.report()
	for _, other := range people {
		if other == p {
			continue
		}
		if got := r.Seen[caller.Camera][other.Face]; got.Frames < frames {
			missing = append(missing, fmt.Errorf("%s has %+v of %s (connected %t, %d calls of which %d lost, troubles %q)", p.Name, got, other.Name, r.Connected, r.Calls, r.CallsLost, r.Troubles))
		}
		if _, known := r.Roster[other.ID]; !known {
			missing = append(missing, fmt.Errorf("%s does not know %s", p.Name, other.Name))
		}
		if !slices.ContainsFunc(r.Slots, func(s caller.Slot) bool {
			return s.Kind == "video" && s.Participant != nil && *s.Participant == other.ID
		}) {
			missing = append(missing, fmt.Errorf("%s has %s in no slot", p.Name, other.Name))
		}
	}
	return missing
}

// hearEachOther demands that everybody hears each of the speakers in turn.
func hearEachOther(t *testing.T, within time.Duration, people, speakers []*person) {
	t.Helper()
	for _, s := range speakers {
		s.must(s.Speak(t.Context(), true))
		eventually(t, within, "everybody hears "+s.Name, func() error {
			var missing []error
			for _, p := range without(people, s) {
				if got := p.report().Seen[caller.Voice][s.Face]; got.Frames < 10 {
					missing = append(missing, fmt.Errorf("%s has %+v of it", p.Name, got))
				}
			}
			return errors.Join(missing...)
		})
		s.must(s.Speak(t.Context(), false))
	}
}

// leave has everybody say goodbye.
func (m *meeting) leave(t *testing.T) {
	t.Helper()
	for _, p := range m.people {
		p.must(p.Leave(t.Context()))
	}
	m.people = nil
}
