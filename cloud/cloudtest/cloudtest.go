// Package cloudtest is the contract that every cloud.Provider passes. It imports
// cloud and the standard library.
package cloudtest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/cloud"
)

// Cloud is a provider and the world behind it, as a test may change it.
type Cloud struct {
	Provider cloud.Provider
	// TagValue is the one of the provider's account.
	TagValue string
	// Add puts a machine there in a state, with name, addresses and tag value of m;
	// tagged says whether it bears the tag at all.
	Add func(m cloud.Machine, tagged bool) (id string)
	// Settle has what is pending run, and what is stopping stop.
	Settle func()
	// Deny takes the right to do something away, or gives it back.
	Deny func(op cloud.Operation, denied bool)
	// Down makes the cloud unreachable, or brings it back.
	Down func(down bool)
}

// Run tries a provider. For each test, in makes a world of its own and calls the
// test with it; it may do so where time is virtual.
func Run(t *testing.T, in func(t *testing.T, test func(*testing.T, Cloud))) {
	t.Helper()
	for _, c := range []struct {
		name string
		test func(*testing.T, Cloud)
	}{
		{"List", testList},
		{"ListNothing", testListNothing},
		{"StartAndStop", testStartAndStop},
		{"StartTwiceAtOnce", testStartTwiceAtOnce},
		{"StartWhileStopping", testStartWhileStopping},
		{"UnknownMachine", testUnknownMachine},
		{"Terminated", testTerminated},
		{"Denied", testDenied},
		{"Check", testCheck},
		{"CheckWithoutMachines", testCheckWithoutMachines},
		{"Down", testDown},
		{"Cancelled", testCancelled},
	} {
		t.Run(c.name, func(t *testing.T) { in(t, c.test) })
	}
}

func list(t *testing.T, c Cloud) []cloud.Machine {
	t.Helper()
	all, err := c.Provider.Machines(t.Context())
	if err != nil {
		t.Fatalf("list: %v", err)
	}
	return all
}

func find(t *testing.T, c Cloud, id string) cloud.Machine {
	t.Helper()
	all := list(t, c)
	i := slices.IndexFunc(all, func(m cloud.Machine) bool { return m.ID == id })
	if i < 0 {
		t.Fatalf("%s is not in the list %+v", id, all)
	}
	return all[i]
}

// want says what is not as it should be of an error.
func want(t *testing.T, err error, code cloud.Code, op cloud.Operation, id string) *cloud.Error {
	t.Helper()
	var e *cloud.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v (%T) is not a *cloud.Error; want %s", err, err, code)
	}
	if e.Code != code || e.Operation != op || e.Machine != id || e.Message == "" {
		t.Fatalf("%+v; want code %s, operation %s, machine %q, and a message", e, code, op, id)
	}
	return e
}

func testList(t *testing.T, c Cloud) {
	ours := c.Add(cloud.Machine{Name: "burst-1", TagValue: c.TagValue, State: cloud.StateStopped, Addresses: []string{"10.0.0.11"}}, true)
	theirs := c.Add(cloud.Machine{Name: "burst-2", TagValue: "somebody-else", State: cloud.StateRunning, Addresses: []string{"10.0.0.12"}}, true)
	c.Add(cloud.Machine{Name: "mail", State: cloud.StateRunning, Addresses: []string{"10.0.0.13"}}, false)
	all := list(t, c)
	if len(all) != 2 || !slices.IsSortedFunc(all, func(a, b cloud.Machine) int { return compare(a.ID, b.ID) }) {
		t.Fatalf("%+v; want the two machines with the tag in order", all)
	}
	for _, w := range []struct {
		id, name, value, address string
		state                    cloud.State
	}{
		{ours, "burst-1", c.TagValue, "10.0.0.11", cloud.StateStopped},
		{theirs, "burst-2", "somebody-else", "10.0.0.12", cloud.StateRunning},
	} {
		m := find(t, c, w.id)
		if m.Name != w.name || m.TagValue != w.value || m.State != w.state || !slices.Equal(m.Addresses, []string{w.address}) || m.Type == "" {
			t.Errorf("%+v, want %+v", m, w)
		}
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func testListNothing(t *testing.T, c Cloud) {
	if all := list(t, c); len(all) != 0 {
		t.Errorf("%+v in an empty cloud", all)
	}
}

func testStartAndStop(t *testing.T, c Cloud) {
	id := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateStopped}, true)
	ctx := t.Context()
	for round := range 2 {
		s, err := c.Provider.Start(ctx, id)
		if err != nil || !s.Up() {
			t.Fatalf("start: %s, %v", s, err)
		}
		if m := find(t, c, id); !m.State.Up() || m.LaunchedAt.IsZero() {
			t.Fatalf("after the start: %+v", m)
		}
		c.Settle()
		launched := find(t, c, id)
		if launched.State != cloud.StateRunning {
			t.Fatalf("it never runs: %+v", launched)
		}
		if s, err := c.Provider.Start(ctx, id); err != nil || s != cloud.StateRunning {
			t.Fatalf("start while it runs: %s, %v", s, err)
		}
		if again := find(t, c, id); !again.LaunchedAt.Equal(launched.LaunchedAt) {
			t.Errorf("round %d: started twice: %v, then %v", round, launched.LaunchedAt, again.LaunchedAt)
		}
		s, err = c.Provider.Stop(ctx, id)
		if err != nil || s != cloud.StateStopping && s != cloud.StateStopped {
			t.Fatalf("stop: %s, %v", s, err)
		}
		c.Settle()
		if m := find(t, c, id); m.State != cloud.StateStopped || m.PublicAddress != "" {
			t.Fatalf("it never stops: %+v", m)
		}
		if s, err := c.Provider.Stop(ctx, id); err != nil || s != cloud.StateStopped {
			t.Fatalf("stop while it is stopped: %s, %v", s, err)
		}
	}
}

func testStartTwiceAtOnce(t *testing.T, c Cloud) {
	id := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateStopped}, true)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if s, err := c.Provider.Start(t.Context(), id); err != nil || !s.Up() {
				t.Errorf("start: %s, %v", s, err)
			}
			if _, err := c.Provider.Machines(t.Context()); err != nil {
				t.Errorf("list: %v", err)
			}
		})
	}
	all.Wait()
	if m := find(t, c, id); !m.State.Up() {
		t.Errorf("%+v", m)
	}
}

// A machine that is about to stop can be started when it has stopped.
func testStartWhileStopping(t *testing.T, c Cloud) {
	id := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateRunning}, true)
	if s, err := c.Provider.Stop(t.Context(), id); err != nil {
		t.Fatal(err)
	} else if s != cloud.StateStopping {
		t.Skip("it stops at once")
	}
	_, err := c.Provider.Start(t.Context(), id)
	if e := want(t, err, cloud.CodeWrongState, cloud.StartMachine, id); !e.Retry {
		t.Error("it may well be started later")
	}
	c.Settle()
	if s, err := c.Provider.Start(t.Context(), id); err != nil || !s.Up() {
		t.Errorf("start: %s, %v", s, err)
	}
}

func testUnknownMachine(t *testing.T, c Cloud) {
	const id = "i-0fedcba9876543210"
	_, err := c.Provider.Start(t.Context(), id)
	if e := want(t, err, cloud.CodeUnknownMachine, cloud.StartMachine, id); e.Retry {
		t.Error("it does not come into being by waiting")
	}
	_, err = c.Provider.Stop(t.Context(), id)
	want(t, err, cloud.CodeUnknownMachine, cloud.StopMachine, id)
	for _, odd := range []string{"", "-rf", "a b\n"} {
		if _, err := c.Provider.Start(t.Context(), odd); cloud.CodeOf(err) != cloud.CodeUnknownMachine {
			t.Errorf("start %q: %v", odd, err)
		}
	}
}

func testTerminated(t *testing.T, c Cloud) {
	id := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateTerminated}, true)
	if m := find(t, c, id); m.State != cloud.StateTerminated {
		t.Errorf("%+v", m)
	}
	if _, err := c.Provider.Start(t.Context(), id); cloud.CodeOf(err) != cloud.CodeWrongState && cloud.CodeOf(err) != cloud.CodeUnknownMachine {
		t.Errorf("start of what is gone: %v", err)
	}
}

func testDenied(t *testing.T, c Cloud) {
	stopped := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateStopped}, true)
	running := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateRunning}, true)
	for _, call := range []struct {
		op cloud.Operation
		id string
		do func() error
	}{
		{cloud.ListMachines, "", func() error { _, err := c.Provider.Machines(t.Context()); return err }},
		{cloud.StartMachine, stopped, func() error { _, err := c.Provider.Start(t.Context(), stopped); return err }},
		{cloud.StopMachine, running, func() error { _, err := c.Provider.Stop(t.Context(), running); return err }},
	} {
		c.Deny(call.op, true)
		e := want(t, call.do(), cloud.CodePermissionDenied, call.op, call.id)
		if e.Permission == "" || e.Retry {
			t.Errorf("%+v; want the right that is missing, and no promise", e)
		}
		found, err := c.Provider.Check(t.Context())
		if err != nil {
			t.Fatalf("check without the right to %s: %v", call.op, err)
		}
		var missing []string
		for _, f := range found {
			if f.Err != nil {
				missing = append(missing, f.Permission)
				if f.Err.Code != cloud.CodePermissionDenied || f.Err.Permission == "" {
					t.Errorf("%+v", f.Err)
				}
			}
		}
		if !slices.Equal(missing, []string{e.Permission}) {
			t.Errorf("the check misses %q, the call %q", missing, e.Permission)
		}
		c.Deny(call.op, false)
	}
	if m := find(t, c, stopped); m.State != cloud.StateStopped {
		t.Errorf("started without the right: %+v", m)
	}
	if m := find(t, c, running); m.State != cloud.StateRunning {
		t.Errorf("stopped without the right: %+v", m)
	}
}

func testCheck(t *testing.T, c Cloud) {
	c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateStopped}, true)
	c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateRunning}, true)
	c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateTerminated}, true)
	before := list(t, c)
	found, err := c.Provider.Check(t.Context())
	if err != nil || len(found) < 3 {
		t.Fatalf("%+v, %v; want a finding for list, start and stop", found, err)
	}
	for _, f := range found {
		if !f.Granted() || f.Permission == "" {
			t.Errorf("%+v", f)
		}
	}
	c.Settle()
	after := list(t, c)
	if !slices.EqualFunc(before, after, func(a, b cloud.Machine) bool { return a.ID == b.ID && a.State == b.State }) {
		t.Errorf("a check changed %+v to %+v", before, after)
	}
}

// What cannot be tried is neither there nor missing.
func testCheckWithoutMachines(t *testing.T, c Cloud) {
	c.Add(cloud.Machine{TagValue: "somebody-else", State: cloud.StateStopped}, true)
	found, err := c.Provider.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, f := range found {
		if f.Err != nil {
			t.Errorf("%+v", f)
		}
		if f.Tried {
			tried++
		}
	}
	if tried != 1 || len(found) < 3 {
		t.Errorf("%+v; want that only listing was tried", found)
	}
}

func testDown(t *testing.T, c Cloud) {
	id := c.Add(cloud.Machine{TagValue: c.TagValue, State: cloud.StateStopped}, true)
	c.Down(true)
	_, err := c.Provider.Machines(t.Context())
	if e := want(t, err, cloud.CodeUnreachable, cloud.ListMachines, ""); !e.Retry {
		t.Error("it may come back")
	}
	_, err = c.Provider.Start(t.Context(), id)
	want(t, err, cloud.CodeUnreachable, cloud.StartMachine, id)
	_, err = c.Provider.Stop(t.Context(), id)
	want(t, err, cloud.CodeUnreachable, cloud.StopMachine, id)
	_, err = c.Provider.Check(t.Context())
	want(t, err, cloud.CodeUnreachable, cloud.CheckRights, "")
	c.Down(false)
	if m := find(t, c, id); m.State != cloud.StateStopped {
		t.Errorf("%+v", m)
	}
	if s, err := c.Provider.Start(t.Context(), id); err != nil || !s.Up() {
		t.Errorf("start: %s, %v", s, err)
	}
}

func testCancelled(t *testing.T, c Cloud) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	from := time.Now()
	_, err := c.Provider.Machines(ctx)
	if e := want(t, err, cloud.CodeUnreachable, cloud.ListMachines, ""); !errors.Is(e, context.Canceled) {
		t.Errorf("%v does not say that it was called off", err)
	}
	if took := time.Since(from); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
