package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestANodeWithTheWrongAddress: an alarm says that it and the others do not reach
// each other, and where they look. When its record is put right the node follows,
// and needs neither to be started nor to be provisioned anew.
func TestANodeWithTheWrongAddress(t *testing.T) {
	t.Parallel() // it waits for more than a minute
	m := newManagementNode(t)
	m.args = []string{"--requests-per-minute", "0"}
	m.start(t)
	m.api.signIn(t)
	oslo := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	right, wrong := newConferencingNode(t, m, "right", oslo), newConferencingNode(t, m, "wrong", oslo)
	right.start(t)
	m.api.must(t, "conferencingNodeUpdate", map[string]any{"id": wrong.id, "address": "192.0.2.1"}) // of nobody, by RFC 5737
	wrong.process = startParley(t, "node", "--data", wrong.data(), "--listen", loopback(wrong.port), "--media-listen", loopback(wrong.port), "--cluster-listen", ":0",
		"--provision", filepath.Join(wrong.dir, "provision.json"))
	details := func() []string {
		var alarms struct {
			Alarms struct {
				Edges []struct {
					Node struct{ Details string }
				}
			}
		}
		m.api.query(t, `{ alarms(filter: { active: true, kind: [NODES_APART] }) { edges { node { details } } } }`, nil, &alarms.Alarms)
		var out []string
		for _, e := range alarms.Alarms.Edges {
			out = append(out, e.Node.Details)
		}
		return out
	}
	eventually(t, 4*time.Minute, "the alarm", func() error {
		list := details()
		if len(list) != 1 {
			return fmt.Errorf("%q\n%s", list, tail(wrong.stderr.String(), 500))
		}
		if !strings.Contains(list[0], "right does not reach wrong at 192.0.2.1:") {
			t.Fatalf("%q", list)
		}
		return nil
	})
	for _, n := range []*conferencingNode{right, wrong} {
		if said := n.stderr.String(); !strings.Contains(said, "another node cannot be reached") {
			t.Errorf("a node does not say so: %s", tail(said, 1000))
		}
	}
	m.api.must(t, "conferencingNodeUpdate", map[string]any{"id": wrong.id, "address": "127.0.0.1"})
	eventually(t, time.Minute, "the node has followed its record", func() error {
		if list := details(); len(list) != 0 {
			return errors.New(list[0])
		}
		return nil
	})
}
