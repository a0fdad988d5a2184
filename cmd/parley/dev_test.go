package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// example is a running `parley dev`.
type example struct {
	*process
	announcement
	api *testAPI
}

// startExample starts `parley dev --json` and reads its one line.
func startExample(t *testing.T, dir string, port int, args ...string) *example {
	t.Helper()
	e := &example{process: startParley(t, append([]string{"dev", "--data", dir, "--port", fmt.Sprint(port), "--json", "--restart-delay", "100ms"}, args...)...)}
	t.Cleanup(func() { checkChildLogs(t, dir) })
	eventually(t, 2*time.Minute, "example ready", func() error {
		if !e.alive() {
			t.Fatalf("parley dev ended: %s", e.stderr.String())
		}
		if !strings.HasSuffix(e.stdout.String(), "\n") {
			return fmt.Errorf("stdout %q, stderr %q", e.stdout.String(), e.stderr.String())
		}
		return nil
	})
	dec := json.NewDecoder(strings.NewReader(e.stdout.String()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e.announcement); err != nil {
		t.Fatalf("line %q: %v", e.stdout.String(), err)
	}
	e.api = newTestAPI(t, strings.TrimSuffix(e.Admin, "/"))
	e.api.token = e.Token
	t.Cleanup(func() { // a failed test leaves nobody behind
		for _, pid := range e.Processes {
			if runs(pid, e.cmd.Path) {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		}
	})
	return e
}

func checkChildLogs(t *testing.T, dir string) {
	logs, err := filepath.Glob(filepath.Join(dir, "*.log"))
	if err != nil {
		t.Error(err)
	}
	for _, path := range logs {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		checkLog(t, string(raw))
		if t.Failed() {
			t.Logf("%s:\n%s", path, tail(string(raw), 2000))
		}
	}
}

// runs reports whether a process exists, is no zombie and runs the binary.
func runs(pid int, binary string) bool {
	path, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	return err == nil && path == binary
}

// gone waits until none of the processes runs.
func (e *example) gone(t *testing.T, within time.Duration) {
	t.Helper()
	eventually(t, within, "end of all processes", func() error {
		for name, pid := range e.Processes {
			if runs(pid, e.cmd.Path) {
				return fmt.Errorf("%s (%d) still runs", name, pid)
			}
		}
		return nil
	})
}

const exampleContents = `{
	locations: locations { nodes { id name overflowLocation1 { id } } }
	conferencingNodes { nodes { id name address } }
	meetingRooms { nodes { id revision name aliases { alias } } }
}`

func (e *example) contents(t *testing.T) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": exampleContents})
	if err != nil {
		t.Fatal(err)
	}
	status, raw, err := e.api.post(t.Context(), "/graphql", nil, bytes.NewReader(body))
	if err != nil || status != 200 || bytes.Contains(raw, []byte(`"errors"`)) {
		t.Fatalf("status %d, %v: %s", status, err, raw)
	}
	return string(raw)
}

// online waits until a number of nodes have their link.
func (e *example) online(t *testing.T, want int) {
	t.Helper()
	eventually(t, time.Minute, "nodes online", func() error {
		var nodes struct {
			Nodes []struct{ Name, State string }
		}
		if err := e.api.answer(t.Context(), `{ conferencingNodes { nodes { name state } } }`, nil, &nodes); err != nil {
			return err
		}
		up := 0
		for _, n := range nodes.Nodes {
			if n.State == "ONLINE" {
				up++
			}
		}
		if up != want {
			return fmt.Errorf("%+v", nodes.Nodes)
		}
		return nil
	})
}

// kinds is the history of a node, oldest first.
func (e *example) kinds(t *testing.T, node string) (kinds []string) {
	t.Helper()
	var page struct {
		Nodes []struct{ NodeName, Kind string }
	}
	if err := e.api.answer(t.Context(), `{ nodeHistory(first: 100) { nodes { nodeName kind } } }`, nil, &page); err != nil {
		t.Fatal(err)
	}
	for _, n := range slices.Backward(page.Nodes) {
		if n.NodeName == node {
			kinds = append(kinds, n.Kind)
		}
	}
	return kinds
}

// The example deployment, as scripts use it: it begins, keeps its state, gets
// over the death of a part, and ends however its parent ends.
func TestDev(t *testing.T) {
	dir, port := t.TempDir(), freePorts(t, devPorts(defaultDevNodes))
	first := startExample(t, dir, port)
	checkAnnouncement(t, first, port)
	first.online(t, defaultDevNodes)
	contents := first.contents(t)

	node := first.Processes["amsterdam-1"]
	if err := syscall.Kill(node, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, time.Minute, "the killed node in its history", func() error {
		kinds := first.kinds(t, "Amsterdam-1")
		i := slices.Index(kinds, "DISCONNECTED")
		if i < 0 || !slices.Contains(kinds[i:], "CONNECTED") || !slices.Contains(kinds[i:], "RESTARTED") {
			return fmt.Errorf("%v", kinds)
		}
		return nil
	})
	first.online(t, defaultDevNodes)
	if kinds := first.kinds(t, "Berlin-1"); slices.Contains(kinds, "DISCONNECTED") {
		t.Errorf("the other node noticed: %v", kinds)
	}
	first.api.http.CloseIdleConnections()
	began := time.Now()
	first.interrupt(t, 20*time.Second)
	t.Logf("ended %s after an interrupt", time.Since(began).Round(time.Millisecond))
	first.gone(t, time.Second)
	if n := strings.Count(first.stdout.String(), "\n"); n != 1 {
		t.Errorf("%d lines on stdout: %q", n, first.stdout.String())
	}

	second := startExample(t, dir, port)
	if second.Username != first.Username || second.Password != first.Password || second.Token != first.Token || !slices.Equal(second.Meet, first.Meet) {
		t.Errorf("first start %+v, second %+v", first.announcement, second.announcement)
	}
	second.online(t, defaultDevNodes)
	if again := second.contents(t); again != contents {
		t.Errorf("first start %s\nsecond %s", contents, again)
	}
	second.api.must(t, "signIn", map[string]any{"username": second.Username, "password": second.Password})
	created := 0
	for _, e := range second.api.log(t) {
		if e.Type == "service.created.v1" || e.Type == "location.created.v1" || e.Type == "node.created.v1" || e.Type == "token.created.v1" {
			created++
		}
	}
	if want := len(exampleRooms) + len(exampleLocations) + defaultDevNodes + 1; created != want {
		t.Errorf("%d objects were created, want %d", created, want)
	}
	second.api.http.CloseIdleConnections()
	began = time.Now()
	second.kill()
	second.gone(t, 20*time.Second)
	t.Logf("all gone %s after the parent was killed", time.Since(began).Round(time.Millisecond))

	moved := startExample(t, dir, freePorts(t, devPorts(defaultDevNodes)))
	moved.online(t, defaultDevNodes)
	if again := moved.contents(t); again != contents {
		t.Errorf("first start %s\non other ports %s", contents, again)
	}
	moved.api.http.CloseIdleConnections()
	moved.interrupt(t, 20*time.Second)
	moved.gone(t, time.Second)
}

func checkAnnouncement(t *testing.T, e *example, port int) {
	t.Helper()
	if strings.Count(e.stdout.String(), "\n") != 1 {
		t.Errorf("more than one line: %q", e.stdout.String())
	}
	var raw map[string]any
	if err := json.Unmarshal([]byte(e.stdout.String()), &raw); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"admin", "graphql", "graphqlWs", "events", "meet", "username", "password", "token"} {
		if v := raw[key]; v == nil || v == "" {
			t.Errorf("no %q in %q", key, e.stdout.String())
		}
	}
	web := fmt.Sprintf("//127.0.0.1:%d/", port)
	if e.Admin != "http:"+web || e.GraphQL != "http:"+web+"graphql" || e.GraphQLWS != "ws:"+web+"graphql" || e.Events != "http:"+web+"events" {
		t.Errorf("addresses %+v", e.announcement)
	}
	if len(e.Meet) != len(exampleRooms) || !strings.HasPrefix(e.Meet[0], fmt.Sprintf("http://127.0.0.1:%d/meet/", port+2)) {
		t.Errorf("rooms %v", e.Meet)
	}
	if names := slices.Sorted(maps.Keys(e.Processes)); !slices.Equal(names, []string{"amsterdam-1", "amsterdam-2", "berlin-1", "management"}) {
		t.Errorf("processes %v", names)
	}
	want := []announcedNode{
		{"Amsterdam-1", "http://" + loopback(port+2), loopback(port + 6)},
		{"Berlin-1", "http://" + loopback(port+3), loopback(port + 7)},
		{"Amsterdam-2", "http://" + loopback(port+5), loopback(port + 8)},
	}
	if !slices.Equal(e.Nodes, want) {
		t.Errorf("nodes %v, want %v", e.Nodes, want)
	}
	for name, pid := range e.Processes {
		if !runs(pid, e.cmd.Path) {
			t.Errorf("%s: process %d does not run", name, pid)
		}
	}
}

// A process that cannot come up ends the start at once, with its own words.
func TestDevGivesUp(t *testing.T) {
	dir, port := t.TempDir(), freePorts(t, devPorts(defaultDevNodes))
	if err := os.MkdirAll(filepath.Join(dir, "management", "log"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "management", "log", "events.db"), bytes.Repeat([]byte("garbage "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startParley(t, "dev", "--data", dir, "--port", fmt.Sprint(port), "--json", "--restart-delay", "10ms")
	if code := p.wait(t, 30*time.Second); code != 1 {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"management ended 3 times", "the end of its log", "not a Parley event log"} {
		if !strings.Contains(p.stderr.String(), want) {
			t.Errorf("no %q in %s", want, p.stderr.String())
		}
	}
	if p.stdout.String() != "" {
		t.Errorf("stdout %q", p.stdout.String())
	}
}
