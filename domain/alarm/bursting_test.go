package alarm_test

import (
	"testing"
	"time"

	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
)

// What is wrong with bursting for a minute is an alarm until it is right again,
// whoever watches.
func TestBurstingIssues(t *testing.T) {
	s := newScene(t)
	issue := alarm.BurstIssue{
		Code: "bad-credentials", Level: events.AlarmError, Text: "The cloud does not accept the key.", Remedy: "Enter another one.",
		Subject: events.AlarmSubject{Kind: alarm.SubjectCloudAccount, ID: "a", Name: "Frankfurt"},
	}
	s.seen.Bursting = &[]alarm.BurstIssue{issue}
	s.look().expect("")
	s.after(alarm.BurstingFor - time.Second).look().expect("")
	s.seen.Bursting = &[]alarm.BurstIssue{}
	s.after(time.Second).look().expect("")
	s.seen.Bursting = &[]alarm.BurstIssue{issue}
	s.look()
	s.after(alarm.BurstingFor).look().expect("+bursting error a")
	s.takeOver().expect("") // nothing is known yet
	s.look().expect("")
	s.seen.Bursting = nil
	s.look().expect("")
	s.seen.Bursting = &[]alarm.BurstIssue{}
	s.look().expect("-bursting cleared a")
}

// A burst node whose machine is stopped is not missed, and is not said to have
// been restarted when it comes.
func TestBurstNodesMayBeAway(t *testing.T) {
	s := newScene(t)
	s.log(events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "n", CloudBursting: true}})
	stale := events.NodeLivenessChanged{ID: "n", From: events.LivenessOnline, To: events.LivenessStale}
	s.log(stale)
	s.expect("")
	s.log(events.NodeBurstStartRequested{ID: "n", Attempt: "1"})
	s.log(events.NodeRestarted{ID: "n"})
	s.log(events.NodeLivenessChanged{ID: "n", From: events.LivenessStale, To: events.LivenessOnline})
	s.log(events.NodeBurstRunning{ID: "n", Attempt: "1"})
	s.expect("")
	s.log(stale)
	s.expect("+node-unreachable error n")
	s.log(events.NodeBurstStopRequested{ID: "n", Attempt: "1"})
	s.expect("-node-unreachable cleared n")
	s.log(events.NodeBurstStopped{ID: "n", Attempt: "1"})
	s.expect("")
	s.log(events.NodeUpdated{ID: "n", Settings: events.NodeSettings{Name: "n"}})
	s.expect("+node-unreachable error n")
}

// A burst node that could not be stopped is missed again, if it ever came.
func TestBurstNodesThatCannotBeStopped(t *testing.T) {
	for _, c := range []struct {
		what  string
		given []events.Event
		want  string
	}{
		{"refused", []events.Event{
			events.NodeBurstRunning{ID: "n", Attempt: "1"}, events.NodeBurstStopRequested{ID: "n", Attempt: "1"}, events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstStop},
		}, "+node-unreachable error n"},
		{"refused, and kept", []events.Event{
			events.NodeBurstRunning{ID: "n", Attempt: "1"}, events.NodeBurstStopRequested{ID: "n", Attempt: "1"}, events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstStop}, events.NodeBurstKept{ID: "n", Attempt: "1"},
		}, "+node-unreachable error n"},
		{"asked for once more", []events.Event{
			events.NodeBurstRunning{ID: "n", Attempt: "1"}, events.NodeBurstStopRequested{ID: "n", Attempt: "1"}, events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstStop}, events.NodeBurstStopRequested{ID: "n", Attempt: "1"},
		}, ""},
		{"only its address was not told", []events.Event{
			events.NodeBurstRunning{ID: "n", Attempt: "1"}, events.NodeBurstStopRequested{ID: "n", Attempt: "1"}, events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstAddress},
		}, ""},
		{"it never came", []events.Event{
			events.NodeBurstStartRequested{ID: "n", Attempt: "1"}, events.NodeBurstStopRequested{ID: "n", Attempt: "1"}, events.NodeBurstFailed{ID: "n", Attempt: "1", Operation: events.BurstStop},
		}, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := newScene(t)
			s.log(events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "n", CloudBursting: true}})
			for _, ev := range c.given {
				s.log(ev)
			}
			s.log(events.NodeLivenessChanged{ID: "n", From: events.LivenessOnline, To: events.LivenessStale})
			s.expect(c.want)
		})
	}
}

// A burst node is not asked for the configuration while its machine is stopped,
// though it was behind, or its clock wrong, when it was heard last.
func TestBurstNodesThatStoppedBehind(t *testing.T) {
	s := newScene(t)
	s.log(events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "n", CloudBursting: true}})
	s.log(events.NodeBurstRunning{ID: "n", Attempt: "1"})
	report := func() {
		s.seen.Config = 9
		s.seen.Nodes = map[string]alarm.Report{"n": {At: s.now, Applied: 5, Skew: time.Minute}}
		s.look()
	}
	report()
	s.after(time.Minute)
	report()
	s.expect("+node-clock-skew warning n, +node-out-of-step warning n")
	s.log(events.NodeBurstStopRequested{ID: "n", Attempt: "1"})
	s.look().expect("-node-clock-skew cleared n, -node-out-of-step cleared n")
	report() // the last that it says
	s.after(time.Minute).look().expect("")
}
