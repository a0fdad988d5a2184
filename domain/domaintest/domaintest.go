// Package domaintest tests deciders: given these events, when this command
// comes, then exactly those events follow, in this order.
//
// Beyond what a test says it checks of every decision that it comes out the
// same twice, that neither the state nor the command is touched, that every
// event gets through the codec unharmed, and that the claims the decision
// announces are those of the state it leads to. It is for tests only.
package domaintest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
)

// Decider is the functions of a noun.
type Decider[C domain.Command, S any] struct {
	Initial func() S
	Decide  func(C, S) (domain.Decision, error)
	Evolve  func(S, events.Recorded) S
	Claims  func(S) []domain.Claim
}

// Case is a decider in a state.
type Case[C domain.Command, S any] struct {
	t       testing.TB
	decider Decider[C, S]
	State   S
}

// Time is when the given events happened.
var Time = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Given is the state after events.
func (d Decider[C, S]) Given(t testing.TB, evs ...events.Event) *Case[C, S] {
	t.Helper()
	c := &Case[C, S]{t: t, decider: d, State: d.Initial()}
	for _, ev := range evs {
		c.evolve(events.Recorded{Event: ev, Meta: events.Metadata{Time: Time}})
	}
	return c
}

// GivenRecorded is the state after events with their metadata.
func (d Decider[C, S]) GivenRecorded(t testing.TB, recs ...events.Recorded) *Case[C, S] {
	t.Helper()
	c := &Case[C, S]{t: t, decider: d, State: d.Initial()}
	for _, rec := range recs {
		c.evolve(rec)
	}
	return c
}

// Outcome is what a command led to.
type Outcome[C domain.Command, S any] struct {
	c        *Case[C, S]
	Decision domain.Decision
	Err      error
}

// When decides about a command.
func (c *Case[C, S]) When(cmd C) *Outcome[C, S] {
	c.t.Helper()
	state, command := DeepCopy(c.State), DeepCopy(cmd)
	decision, err := c.decider.Decide(cmd, c.State)
	again, errAgain := c.decider.Decide(cmd, c.State)
	if !reflect.DeepEqual(decision, again) || fmt.Sprint(err) != fmt.Sprint(errAgain) {
		c.t.Errorf("%s: decided twice:\n%+v, %v\n%+v, %v", cmd.CommandName(), decision, err, again, errAgain)
	}
	if !reflect.DeepEqual(state, c.State) {
		c.t.Errorf("%s: the decision changed the state:\nbefore %+v\nafter  %+v", cmd.CommandName(), state, c.State)
	}
	if !reflect.DeepEqual(command, cmd) {
		c.t.Errorf("%s: the decision changed the command", cmd.CommandName())
	}
	if err != nil && len(decision.Events) > 0 {
		c.t.Errorf("%s: an error and events: %v, %s", cmd.CommandName(), err, Format(decision.Events))
	}
	c.checkClaims(cmd, decision, err)
	return &Outcome[C, S]{c: c, Decision: decision, Err: err}
}

// checkClaims holds the decider to its word: control releases what a decision
// does not claim.
func (c *Case[C, S]) checkClaims(cmd C, d domain.Decision, err error) {
	c.t.Helper()
	if err != nil || len(d.Events) == 0 {
		return
	}
	state := DeepCopy(c.State)
	for _, ev := range d.Events {
		state = c.decider.Evolve(state, events.Recorded{Event: ev, Meta: events.Metadata{Time: Time}})
	}
	if got, want := claimKeys(d.Claims), claimKeys(c.decider.Claims(state)); !slices.Equal(got, want) {
		c.t.Errorf("%s: decision claims %v, the state uses %v", cmd.CommandName(), got, want)
	}
}

func claimKeys(claims []domain.Claim) []string {
	var out []string
	for _, cl := range claims {
		out = append(out, string(cl.Kind)+"="+cl.Key)
	}
	slices.Sort(out)
	return out
}

// Then demands exactly these events, in this order, and gives the case after
// them.
func (o *Outcome[C, S]) Then(want ...events.Event) *Case[C, S] {
	o.c.t.Helper()
	if o.Err != nil {
		o.c.t.Fatalf("refused: %v\nwant %s", o.Err, Format(want))
	}
	got := o.Decision.Events
	if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
		o.c.t.Fatalf("events\n%s\nwant\n%s", Format(got), Format(want))
	}
	return o.Apply()
}

// Apply applies the events, whatever they are. The case that was decided
// about stays as it is, so several commands can be tried on one.
func (o *Outcome[C, S]) Apply() *Case[C, S] {
	o.c.t.Helper()
	next := *o.c
	for _, ev := range o.Decision.Events {
		RoundTrip(next.t, ev)
		next.evolve(events.Recorded{Event: ev, Meta: events.Metadata{Time: Time}})
	}
	return &next
}

// Refused demands a refusal with exactly these codes and fields, each written
// as "CODE" or "CODE field.path".
func (o *Outcome[C, S]) Refused(want ...string) {
	o.c.t.Helper()
	refusals, ok := domain.AsRefusals(o.Err)
	if !ok {
		o.c.t.Fatalf("not refused (error %v), events\n%s\nwant %v", o.Err, Format(o.Decision.Events), want)
	}
	var got []string
	for _, r := range refusals {
		got = append(got, strings.TrimSpace(string(r.Code)+" "+strings.Join(r.Field, ".")))
		if r.Message == "" {
			o.c.t.Errorf("refusal %s has no message", r.Code)
		}
	}
	if !slices.Equal(got, want) {
		o.c.t.Fatalf("refused with %q, want %q", got, want)
	}
}

func (c *Case[C, S]) evolve(rec events.Recorded) {
	c.t.Helper()
	before := DeepCopy(c.State)
	next := c.decider.Evolve(c.State, rec)
	if !reflect.DeepEqual(before, c.State) {
		c.t.Errorf("evolving by %s changed the state that was given", rec.Event.EventType())
	}
	c.State = next
}

// RoundTrip checks that an event gets through the codec unharmed.
func RoundTrip(t testing.TB, ev events.Event) {
	t.Helper()
	typ, data, err := codec.Marshal(ev)
	if err != nil {
		t.Fatalf("encode %T: %v", ev, err)
	}
	back, err := codec.Unmarshal(typ, data)
	if err != nil {
		t.Fatalf("decode %s: %v", typ, err)
	}
	if _, again, err := codec.Marshal(back); err != nil || string(again) != string(data) {
		t.Errorf("%s comes back as\n%s, %v\nwant\n%s", typ, again, err, data)
	}
}

// Format writes events for people, one to a line.
func Format(evs []events.Event) string {
	if len(evs) == 0 {
		return "  (none)"
	}
	lines := make([]string, len(evs))
	for i, ev := range evs {
		typ, data, err := codec.Marshal(ev)
		lines[i] = fmt.Sprintf("  %s %s", typ, data)
		if err != nil {
			lines[i] = fmt.Sprintf("  %T: %v", ev, err)
		}
	}
	return strings.Join(lines, "\n")
}
