package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// burstExample starts `parley dev --burst`.
func burstExample(t *testing.T, dir string, port int) *example {
	t.Helper()
	e := startExample(t, dir, port, "--burst")
	if e.Burst == nil || len(e.Burst.Nodes) != burstNodes || len(e.Nodes) != 1 {
		t.Fatalf("announced %+v", e.announcement)
	}
	return e
}

// console asks the cloud of the example for something.
func (e *example) console(t *testing.T, what string, values url.Values) {
	t.Helper()
	resp, err := e.api.http.Post(e.Burst.Console+what, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if raw, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s, %v", what, resp.Status, raw, err)
	}
}

// burstNode waits until a burst node is in one of these states.
func (e *example) burstNode(t *testing.T, name string, states ...string) {
	t.Helper()
	eventually(t, 2*time.Minute, name+" in another state", func() error {
		var nodes struct {
			Nodes []struct{ Name, State string }
		}
		if err := e.api.answer(t.Context(), `{ conferencingNodes { nodes { name state } } }`, nil, &nodes); err != nil {
			return err
		}
		for _, n := range nodes.Nodes {
			if n.Name == name && slices.Contains(states, n.State) {
				return nil
			}
		}
		return fmt.Errorf("%+v, want %v", nodes.Nodes, states)
	})
}

// An instance of the example's cloud boots a real node, which enrols from its
// user data; it boots again from its disk, also after the whole example has
// ended, and ends with it.
func TestDevBurst(t *testing.T) {
	t.Parallel() // it waits for nodes to boot
	dir, port := t.TempDir(), freePorts(t, devPorts(1)+1)
	first := burstExample(t, dir, port)
	node := first.Burst.Nodes[0]
	if node.Name != "Cloud-1" || node.Instance != instanceID(0) || node.URL != fmt.Sprintf("http://127.0.0.11:%d", port+instanceClient) {
		t.Errorf("%+v", node)
	}
	first.burstNode(t, node.Name, "NEVER_CONTACTED")
	first.console(t, "start", url.Values{"id": {node.Instance}})
	first.burstNode(t, node.Name, "ONLINE")
	first.console(t, "stop", url.Values{"id": {node.Instance}})
	eventually(t, time.Minute, "an instance that stops", func() error {
		if resp, err := first.api.http.Get(node.URL + "/readyz"); err == nil {
			_ = resp.Body.Close()
			return fmt.Errorf("its node answers %s", resp.Status)
		}
		return nil
	})
	eventually(t, time.Minute, "an instance that starts again", func() error {
		resp, err := first.api.http.Post(first.Burst.Console+"start?id="+node.Instance, "", nil)
		if err != nil {
			return err
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s", resp.Status) // it is stopping still
		}
		return nil
	})
	eventually(t, time.Minute, "the node of the instance", func() error { return first.up(node.URL) })
	first.api.http.CloseIdleConnections()
	first.interrupt(t, 20*time.Second)
	first.gone(t, time.Second)
	if err := first.up(node.URL); err == nil {
		t.Error("the node of the instance outlived the example")
	}

	second := burstExample(t, dir, port)
	if second.Burst.AccountID != first.Burst.AccountID || !slices.Equal(second.Burst.Nodes, first.Burst.Nodes) {
		t.Errorf("first %+v, second %+v", first.Burst, second.Burst)
	}
	second.openBurstPage(t).shows(t, node.Name, "STOPPED", time.Minute)
	if kinds, _ := second.burstEvents(t); slices.Contains(kinds, "start-requested.v1") {
		t.Errorf("with nothing to carry there is %v", kinds)
	}
	second.console(t, "start", url.Values{"id": {node.Instance}})
	eventually(t, time.Minute, "the node of the instance", func() error { return second.up(node.URL) })
	second.api.http.CloseIdleConnections()
	second.kill()
	second.gone(t, 20*time.Second)
	eventually(t, 20*time.Second, "the end of the instance's node", func() error {
		if second.up(node.URL) == nil {
			return fmt.Errorf("it still answers")
		}
		return nil
	})
}

// up says why a node does not answer.
func (e *example) up(at string) error {
	resp, err := e.api.http.Get(at + "/readyz")
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", resp.Status)
	}
	return nil
}
