package alarm

import (
	"cmp"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// BurstingFor is for how long something must be wrong with bursting before it is
// an alarm: what passes by itself is shown on the page only.
const BurstingFor = time.Minute

// BurstIssue is something that is wrong with bursting, as it says itself.
type BurstIssue struct {
	Code    string
	Level   events.AlarmLevel
	Subject events.AlarmSubject
	Text    string
	Remedy  string
	Since   time.Time // zero: unknown
}

// burstSubjects are the subjects of issues in the words of alarms.
var burstSubjects = map[bursting.SubjectKind]string{
	bursting.SubjectDeployment: SubjectDeployment, bursting.SubjectAccount: SubjectCloudAccount,
	bursting.SubjectLocation: SubjectLocation, bursting.SubjectNode: SubjectNode,
	bursting.SubjectMachine: SubjectMachine, bursting.SubjectSchedule: SubjectBurstSchedule,
}

// BurstIssues are what the page of bursting lists, as an Observation has it.
func BurstIssues(list []bursting.Issue) []BurstIssue {
	out := make([]BurstIssue, 0, len(list))
	for _, i := range list {
		out = append(out, BurstIssue{
			Code: string(i.Code), Level: events.AlarmLevel(i.Severity), Text: i.Text, Remedy: i.Remedy, Since: i.Since,
			Subject: events.AlarmSubject{Kind: burstSubjects[i.Subject.Kind], ID: cmp.Or(i.Subject.ID, SubjectDeployment), Name: i.Subject.Name},
		})
	}
	return out
}

// instance tells an issue from others: one of a code about a subject.
func (i BurstIssue) instance() string { return i.Code + "/" + i.Subject.Kind + "/" + i.Subject.ID }

// observeBursting remembers since when issues are there.
func (m *Manager) observeBursting(o Observation, now time.Time) {
	if o.Bursting == nil {
		return
	}
	next := make(map[string]time.Time, len(*o.Bursting))
	for _, i := range *o.Bursting {
		since, before := m.issues[i.instance()]
		if !before {
			since = now
		}
		next[i.instance()] = since
	}
	m.issues = next
}

// burstingConditions are the issues that stay. One that is an alarm stays one,
// though whoever watches now has not watched for long.
func (m *Manager) burstingConditions(now time.Time) []Condition {
	if m.seen == nil || m.seen.Bursting == nil {
		return nil
	}
	var out []Condition
	for _, i := range *m.seen.Bursting {
		seen := m.issues[i.instance()]
		if now.Sub(seen) < BurstingFor && !m.active[key{events.AlarmBursting, i.instance()}].Active {
			continue
		}
		since := i.Since
		if since.IsZero() || since.After(now) {
			since = seen
		}
		out = append(out, Condition{
			Kind: events.AlarmBursting, Instance: i.instance(), Level: i.Level, Subject: i.Subject, Details: i.Text + " " + i.Remedy, Since: since,
		})
	}
	return out
}

// applyBurst notes whether a burst node is meant to be there: of one whose
// machine is stopped nobody expects reports. One that could not be stopped is
// there as it was before.
func applyBurst(ev events.Event) (id string, change func(*node)) {
	switch e := ev.(type) {
	case events.NodeBurstRunning:
		return e.ID, func(n *node) { n.burstUp, n.burstCame = true, true }
	case events.NodeBurstStopRequested:
		return e.ID, func(n *node) { n.burstUp = false }
	case events.NodeBurstKept:
		return e.ID, func(n *node) { n.burstUp = n.burstCame }
	case events.NodeBurstFailed:
		if e.Operation == events.BurstStop {
			return e.ID, func(n *node) { n.burstUp = n.burstCame }
		}
	case events.NodeBurstStopped:
		return e.ID, func(n *node) { n.burstUp, n.burstCame = false, false }
	case events.NodeBurstStartRequested:
		return e.ID, func(n *node) { n.burstUp, n.burstCame = false, false }
	}
	return "", nil
}

// away says that the node may be silent, and starts when it is told to.
func (n *node) away() bool { return n.burst && !n.burstUp }
