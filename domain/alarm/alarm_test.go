package alarm_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[alarm.Command, alarm.State]{
	Initial: alarm.Initial, Decide: alarm.Decide, Evolve: alarm.Evolve, Claims: alarm.Claims,
}

var (
	since   = domaintest.Time.Add(-time.Minute)
	subject = events.AlarmSubject{Kind: "node", ID: "n1", Name: "edge"}
	id      = events.AlarmID(events.AlarmNodeUnreachable, "n1")
)

func raise(level events.AlarmLevel) alarm.Raise {
	return alarm.Raise{ID: id, Condition: alarm.Condition{
		Kind: events.AlarmNodeUnreachable, Instance: "n1", Level: level, Subject: subject, Details: "d", Since: since,
	}}
}

func raised(level events.AlarmLevel) events.Event {
	return events.AlarmRaised{
		ID: id, Kind: events.AlarmNodeUnreachable, Instance: "n1", Level: level, Subject: subject, Details: "d", Since: since,
	}
}

func lowered(level events.AlarmLevel, at events.Revision, reason string) events.Event {
	return events.AlarmLowered{ID: id, Kind: events.AlarmNodeUnreachable, Level: level, Subject: subject, Raised: at, Reason: reason}
}

func acknowledged(at events.Revision, note string) events.Event {
	return events.AlarmAcknowledged{ID: id, Kind: events.AlarmNodeUnreachable, Level: events.AlarmError, Subject: subject, Raised: at, Note: note}
}

// given is the state after events with the revisions that they have in a log.
func given(t *testing.T, list ...events.Event) *domaintest.Case[alarm.Command, alarm.State] {
	var recs []events.Recorded
	for i, ev := range list {
		recs = append(recs, events.Recorded{Event: ev, Revision: events.Revision(i), Meta: events.Metadata{Time: domaintest.Time}}) // small
	}
	return decider.GivenRecorded(t, recs...)
}

func TestAlarm(t *testing.T) {
	const warning, bad = events.AlarmWarning, events.AlarmError
	long := strings.Repeat("x", 251)
	changed := lowered(warning, 0, alarm.ReasonLevelChanged)
	once := []events.Event{raised(bad)}
	twice := append(slices.Clone(once), lowered(bad, 0, alarm.ReasonCleared), raised(bad))
	for _, c := range []struct {
		what    string
		given   []events.Event
		when    alarm.Command
		then    []events.Event
		refused string
	}{
		{what: "raise", when: raise(warning), then: []events.Event{raised(warning)}},
		{what: "raise again", given: once, when: raise(bad)},
		{what: "another level", given: []events.Event{raised(warning)}, when: raise(bad), then: []events.Event{changed, raised(bad)}},
		{what: "lower", given: once, when: alarm.Lower{ID: id, Reason: "cleared"}, then: []events.Event{lowered(bad, 0, "cleared")}},
		{what: "lower nothing", when: alarm.Lower{ID: id}},
		{what: "lower again", given: twice[:2], when: alarm.Lower{ID: id}},
		{what: "raise after", given: twice[:2], when: raise(bad), then: twice[2:]},
		{what: "acknowledge", given: once, when: alarm.Acknowledge{ID: id}, then: []events.Event{acknowledged(0, "")}},
		{what: "the later one", given: twice, when: alarm.Acknowledge{ID: id, Raised: 2, Note: "mine"}, then: []events.Event{acknowledged(2, "mine")}},
		{what: "again", given: append(slices.Clone(once), acknowledged(0, "")), when: alarm.Acknowledge{ID: id}},
		{
			what: "with another note", given: append(slices.Clone(once), acknowledged(0, "")),
			when: alarm.Acknowledge{ID: id, Note: "on my way"}, then: []events.Event{acknowledged(0, "on my way")},
		},
		{what: "a long note", given: once, when: alarm.Acknowledge{ID: id, Note: long}, refused: "INVALID note"},
		{what: "nothing", when: alarm.Acknowledge{ID: id}, refused: "NOT_FOUND id"},
		{what: "a later one", given: once, when: alarm.Acknowledge{ID: id, Raised: 1}, refused: "NOT_FOUND id"},
		{what: "an earlier one", given: twice, when: alarm.Acknowledge{ID: id, Raised: 0}, refused: "NOT_ALLOWED id"},
		{what: "a lowered one", given: twice[:2], when: alarm.Acknowledge{ID: id, Raised: 0}, refused: "NOT_ALLOWED id"},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := given(t, c.given...).When(c.when)
			if c.refused != "" {
				out.Refused(c.refused)
				return
			}
			out.Then(c.then...)
		})
	}
}
