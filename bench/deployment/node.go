package deployment

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Node is a Conferencing Node, a process of its own on loopback.
type Node struct {
	ID  string
	URL string // of its client API

	d   *Deployment
	cmd *exec.Cmd
}

// StartNode makes a location with a node of its own, and runs the node until the
// test ends.
func (d *Deployment) StartNode(name string) *Node {
	d.tb.Helper()
	var made struct {
		LocationCreate struct {
			Location   *struct{ ID string }
			UserErrors []struct{ Message string }
		}
	}
	d.Ask(`mutation($i: LocationCreateInput!) { locationCreate(input: $i) { location { id } userErrors { message } } }`,
		map[string]any{"i": map[string]any{"name": name}}, &made)
	if made.LocationCreate.Location == nil {
		d.tb.Fatal(made.LocationCreate.UserErrors)
	}
	var node struct {
		ConferencingNodeCreate struct {
			ConferencingNode *struct{ ID string }
			UserErrors       []struct{ Message string }
		}
	}
	d.Ask(`mutation($i: ConferencingNodeCreateInput!) { conferencingNodeCreate(input: $i) { conferencingNode { id } userErrors { message } } }`,
		map[string]any{"i": map[string]any{"name": name, "locationId": made.LocationCreate.Location.ID, "address": "127.0.0.1", "capacityHd": 1000}}, &node)
	if node.ConferencingNodeCreate.ConferencingNode == nil {
		d.tb.Fatal(node.ConferencingNodeCreate.UserErrors)
	}
	id := node.ConferencingNodeCreate.ConferencingNode.ID
	var issued struct {
		ConferencingNodeProvision struct{ Document string }
	}
	d.Ask(`mutation($i: ConferencingNodeProvisionInput!) { conferencingNodeProvision(input: $i) { document } }`,
		map[string]any{"i": map[string]any{"id": id}}, &issued)
	dir := d.tb.TempDir()
	document := filepath.Join(dir, "provision.json")
	if err := os.WriteFile(document, []byte(issued.ConferencingNodeProvision.Document), 0o600); err != nil {
		d.tb.Fatal(err)
	}
	listen := freeAddress(d.tb)
	n := &Node{ID: id, URL: "http://" + listen, d: d}
	n.cmd = exec.Command(d.binary, "node", "--data", filepath.Join(dir, "data"), "--listen", listen, "--media-listen", listen,
		"--cluster-listen", freeAddress(d.tb), "--provision", document)
	n.cmd.Stderr = d.log
	n.cmd.Env = append(os.Environ(), "PARLEY_LIFELINE=1")
	lifeline, err := n.cmd.StdinPipe()
	if err == nil {
		err = n.cmd.Start()
	}
	if err != nil {
		d.tb.Fatal(err)
	}
	d.tb.Cleanup(func() {
		_ = n.cmd.Process.Signal(os.Interrupt) // fails when it is gone already
		_ = n.cmd.Wait()                       // its log is the deployment's
		_ = lifeline.Close()
	})
	n.await()
	return n
}

func (n *Node) await() {
	n.d.tb.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}} // our own process
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); <-tick.C {
		resp, err := client.Get(n.URL + "/readyz")
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
	}
	n.d.tb.Fatalf("node %s is not ready", n.URL)
}

// CPU is the processor time that the node's process has used.
func (n *Node) CPU() time.Duration {
	n.d.tb.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", n.cmd.Process.Pid))
	if err != nil {
		n.d.tb.Fatal(err)
	}
	// After the name in parentheses, which may hold anything.
	fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	const user, system, perSecond = 11, 12, 100
	total := 0
	for _, i := range []int{user, system} {
		ticks, err := strconv.Atoi(fields[i])
		if err != nil {
			n.d.tb.Fatal(err)
		}
		total += ticks
	}
	return time.Duration(total) * time.Second / perSecond
}
