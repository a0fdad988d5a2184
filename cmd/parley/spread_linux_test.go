package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/caller"
)

// TestNetworkOfOneNode is what has to hold before anything else can.
func TestNetworkOfOneNode(t *testing.T) {
	d := deploy(t, nil)
	m := d.meet(t, "plain")
	for range 3 {
		m.join(t, "o1")
	}
	seeEachOther(t, 20*time.Second, "one node", m.people)
	hearEachOther(t, 10*time.Second, m.people, m.people)
	m.people[1].must(m.people[1].Call(t.Context()))
	seeEachOther(t, 20*time.Second, "after a second call", m.people)
	m.leave(t)
	d.checkLog(t)
}

// TestNetworkConferenceOnAllNodes: participants on every node and on the edge,
// each of whom decodes each other; and every picture crosses each way between
// two locations once, by the forwarding nodes and nobody else.
func TestNetworkConferenceOnAllNodes(t *testing.T) {
	d := deploy(t, nil)
	m := d.meet(t, "everywhere")
	d.everywhere(t, m)
	seeEachOther(t, 30*time.Second, "all nodes", m.people)
	hearEachOther(t, 10*time.Second, m.people, m.people)

	// A second receiver on each node: more people, and nothing more on the wire.
	for _, name := range d.names() {
		m.join(t, name, func(o *caller.Options) { o.NoCamera = true })
	}
	filming := m.people[:len(d.nodes)]
	for _, p := range m.people {
		p.must(p.Mark(t.Context(), false))
	}
	eventually(t, 30*time.Second, "those who came later see everybody", func() error {
		var missing []error
		for _, p := range m.people {
			missing = append(missing, p.sees(filming, 5)...)
		}
		return errors.Join(missing...)
	})
	c := d.count(t, filming, 5*time.Second)
	for _, problem := range c.crossOnce() {
		t.Error(problem)
	}
	t.Logf("forwarding nodes %v; %d bytes around each payload; sent per camera %v", c.forwarders(), c.overhead(), slices.Collect(maps.Values(c.sent)))
	m.leave(t)
	d.checkLog(t)
}

// names are the nodes, in order.
func (d *network) names() []string { return slices.Sorted(maps.Keys(d.nodes)) }

// everywhere has somebody join at each node.
func (d *network) everywhere(t *testing.T, m *meeting) {
	t.Helper()
	for _, name := range d.names() {
		m.join(t, name)
	}
}

// ------------------------------------------------------------------ the log

// checkLog waits until all that happened is in the log, and checks it.
func (d *network) checkLog(t *testing.T) {
	t.Helper()
	var problems []string
	err := poll(t.Context(), 40*time.Second, func() error {
		k := newChecker()
		k.replay(t, d.m.api.log(t))
		k.finished(d.acknowledged)
		problems = k.problems
		if len(problems) > 0 {
			return fmt.Errorf("%d problems", len(problems))
		}
		return nil
	})
	if err != nil {
		t.Errorf("the log: %v\n%s", err, strings.Join(problems, "\n"))
	}
}
