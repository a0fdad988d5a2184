package graph

import (
	"strings"
	"testing"
	"time"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

// converting is a node "n" that is a burst node in every respect.
func converting() conversion {
	n := inventory.ConferencingNode{ID: "n", LocationID: "cloud", Address: "10.0.0.1", CloudBursting: true}
	return conversion{
		node: n, nodes: []inventory.ConferencingNode{n, {ID: "other", LocationID: "main"}},
		locations: []inventory.Location{{ID: "main", Settings: events.LocationSettings{OverflowLocation1: "cloud"}}, {ID: "cloud"}},
		status: &shell.Status{
			View: bursting.View{Enabled: true},
			Accounts: []bursting.Account{{
				ID: "a", Enabled: true, TagValue: "p", AskedAt: time.Unix(1, 0),
				Machines: []bursting.Machine{{ID: "i-1", TagValue: "p", State: bursting.MachineStopped, Addresses: []string{"10.0.0.1"}}},
			}},
		},
	}
}

// TestConversion: given a node and what is known, these steps are left, each with
// what to do.
func TestConversion(t *testing.T) {
	account := func(c *conversion) *bursting.Account { return &c.status.Accounts[0] }
	machine := func(c *conversion) *bursting.Machine { return &account(c).Machines[0] }
	back := func(c *conversion) {
		machine(c).TagValue, c.node.State, c.node.CloudBursting, c.node.AlwaysOn = "", projections.NodeOnline, false, true
	}
	for _, c := range []struct {
		what            string
		given           func(*conversion)
		burst, alwaysOn string
	}{
		{"a burst node", func(*conversion) {}, "", "tag power record always-on"},
		{"a node that always runs", back, "tag record", ""},
		{"nothing is known yet", func(c *conversion) { c.status = nil }, "machine tag stopped enabled", "tag power record always-on"},
		{"no account has answered", func(c *conversion) { back(c); account(c).Machines, account(c).AskedAt = nil, time.Time{} }, "machine tag record stopped", "tag"},
		{"the account does not answer any more", func(c *conversion) { back(c); account(c).Failure = &events.BurstFailure{Code: "unreachable"} }, "tag record", "tag"},
		{"an account that is switched off", func(c *conversion) {
			back(c)
			account(c).Enabled, account(c).Machines, account(c).AskedAt = false, nil, time.Time{}
		}, "machine tag record stopped", ""},
		{"another tag", func(c *conversion) { machine(c).TagValue = "else" }, "tag", "power record always-on"},
		{"another machine had the address before", func(c *conversion) {
			account(c).Machines = append([]bursting.Machine{{ID: "i-0", State: bursting.MachineTerminated, Addresses: []string{"10.0.0.1"}}}, account(c).Machines...)
		}, "", "tag power record always-on"},
		{"another account sees it with its own tag", func(c *conversion) {
			other := bursting.Account{ID: "0", Enabled: true, TagValue: "q", AskedAt: time.Unix(1, 0), Machines: account(c).Machines}
			c.status.Accounts = append([]bursting.Account{other}, c.status.Accounts...)
		}, "", "tag power record always-on"},
		{"beside nodes that always run", func(c *conversion) { c.nodes[1].LocationID = "cloud" }, "location", "tag power record always-on"},
		{"beside burst nodes", func(c *conversion) { back(c); c.nodes[1].LocationID, c.nodes[1].CloudBursting = "cloud", true }, "tag record", "location"},
		{"nobody overflows there first", func(c *conversion) {
			c.locations[0].Settings.OverflowLocation1, c.locations[0].Settings.OverflowLocation2 = "", "cloud"
		}, "overflow", "tag power record always-on"},
		{"always on all the same", func(c *conversion) { c.node.AlwaysOn = true }, "record", "tag power record"},
		{"it runs, left over", func(c *conversion) { machine(c).State = bursting.MachineRunning }, "stopped", "tag power record always-on"},
		{"it runs, as it was asked to", func(c *conversion) {
			machine(c).State = bursting.MachineRunning
			c.status.View.Nodes = []bursting.NodeView{{Node: "n", StartedFor: &events.BurstReason{}}}
		}, "", "tag power record always-on"},
		{"in maintenance", func(c *conversion) { c.node.Maintenance = true }, "maintenance", "tag power record always-on"},
		{"bursting is off", func(c *conversion) { c.status.View.Enabled = false }, "enabled", "tag power record always-on"},
	} {
		t.Run(c.what, func(t *testing.T) {
			state := converting()
			c.given(&state)
			if got := left(t, state.toBurst()); got != c.burst {
				t.Errorf("to a burst node: left are %q, want %q", got, c.burst)
			}
			if got := left(t, state.toAlwaysOn()); got != c.alwaysOn {
				t.Errorf("back: left are %q, want %q", got, c.alwaysOn)
			}
		})
	}
}

// left are the codes of the steps that are not done.
func left(t *testing.T, steps []*model.BurstingConversionStep) string {
	t.Helper()
	var codes []string
	for _, s := range steps {
		if !s.Done {
			codes = append(codes, s.Code)
		}
		if s.Text == "" || s.Done != (s.Remedy == "") {
			t.Errorf("%+v", s)
		}
	}
	return strings.Join(codes, " ")
}
