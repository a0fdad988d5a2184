package domaintest_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

// recorder is a test that notes failures instead of failing.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper()                   {}
func (r *recorder) Errorf(f string, a ...any) { r.failures = append(r.failures, fmt.Sprintf(f, a...)) }
func (r *recorder) Fatalf(f string, a ...any) { r.Errorf(f, a...); panic(r) }

func failures(run func(t testing.TB)) (out []string) {
	r := &recorder{}
	defer func() {
		if p := recover(); p != nil && p != r {
			panic(p)
		}
		out = r.failures
	}()
	run(r)
	return r.failures
}

type command struct{}

func (command) CommandName() string { return "thing.do" }
func (command) AggregateID() string { return "1" }

type state struct{ Seen map[string]bool }

func honest() domaintest.Decider[command, state] {
	return domaintest.Decider[command, state]{
		Initial: func() state { return state{Seen: map[string]bool{}} },
		Decide: func(command, state) (domain.Decision, error) {
			return domain.Decision{Events: []events.Event{events.LocationRemoved{ID: "1"}}}, nil
		},
		Evolve: func(s state, _ events.Recorded) state { return s },
		Claims: func(state) []domain.Claim { return nil },
	}
}

func TestCatches(t *testing.T) {
	calls := 0
	for _, c := range []struct {
		name, want string
		spoil      func(*domaintest.Decider[command, state])
		then       []events.Event
	}{
		{"nothing", "", func(*domaintest.Decider[command, state]) {}, []events.Event{events.LocationRemoved{ID: "1"}}},
		{"another event", "events", func(*domaintest.Decider[command, state]) {}, []events.Event{events.LocationRemoved{ID: "2"}}},
		{"an event too many", "events", func(*domaintest.Decider[command, state]) {}, nil},
		{"another result the second time", "decided twice", func(d *domaintest.Decider[command, state]) {
			d.Decide = func(command, state) (domain.Decision, error) {
				calls++
				return domain.Decision{Events: []events.Event{events.LocationRemoved{ID: fmt.Sprint(calls)}}}, nil
			}
		}, []events.Event{events.LocationRemoved{ID: "1"}}},
		{"a touched state", "changed the state", func(d *domaintest.Decider[command, state]) {
			d.Decide = func(_ command, s state) (domain.Decision, error) {
				s.Seen["x"] = true
				return domain.Decision{}, nil
			}
		}, nil},
		{"a state touched by evolving", "changed the state", func(d *domaintest.Decider[command, state]) {
			d.Evolve = func(s state, _ events.Recorded) state { s.Seen["x"] = true; return s }
			d.Claims = func(state) []domain.Claim { return nil }
		}, []events.Event{events.LocationRemoved{ID: "1"}}},
		{"a claim that was not announced", "claims", func(d *domaintest.Decider[command, state]) {
			d.Claims = func(state) []domain.Claim { return []domain.Claim{{Kind: "k", Key: "v"}} }
		}, []events.Event{events.LocationRemoved{ID: "1"}}},
		{"an event that the codec does not know", "encode", func(d *domaintest.Decider[command, state]) {
			d.Decide = func(command, state) (domain.Decision, error) {
				return domain.Decision{Events: []events.Event{unknown{}}}, nil
			}
		}, []events.Event{unknown{}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := honest()
			c.spoil(&d)
			got := failures(func(t testing.TB) { d.Given(t).When(command{}).Then(c.then...) })
			if all := strings.Join(got, "\n"); c.want == "" && all != "" || !strings.Contains(all, c.want) {
				t.Errorf("failures %q, want one about %q", all, c.want)
			}
		})
	}
}

type unknown struct{}

func (unknown) EventType() string { return "unknown.v1" }

func TestDeepCopySharesNothing(t *testing.T) {
	type inner struct{ List []int }
	type outer struct {
		Map map[string]*inner
		Any any
	}
	a := outer{Map: map[string]*inner{"k": {List: []int{1}}}, Any: []string{"x"}}
	b := domaintest.DeepCopy(a)
	if !reflect.DeepEqual(a, b) {
		t.Fatalf("copy is %+v, want %+v", b, a)
	}
	b.Map["k"].List[0] = 2
	b.Any.([]string)[0] = "y"
	if a.Map["k"].List[0] != 1 || a.Any.([]string)[0] != "x" {
		t.Error("a change of the copy shows in the original")
	}
}
