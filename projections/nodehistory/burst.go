package nodehistory

import (
	"fmt"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
)

// burst says what an event of a burst node's machine means; ok is false for
// every other event. Locations have the name that they have at that time.
func burst(e events.Recorded, location func(id string) (string, bool)) (h happening, ok bool) {
	why := func(r events.BurstReason) string {
		h.trigger = r.Trigger
		return burstReason(r, e.Meta.Actor, location)
	}
	tell := func(id, attempt string, kind Kind, reason string) (happening, bool) {
		h.id, h.attempt, h.kind, h.reason = id, attempt, kind, reason
		return h, true
	}
	switch b := e.Event.(type) {
	case events.NodeBurstStartRequested:
		return tell(b.ID, b.Attempt, BurstStartRequested, fmt.Sprintf("%s is to be started: %s. If it does not take calls by %s, the next one is tried.", machine(b.Machine), why(b.Reason), at(b.GiveUpAt)))
	case events.NodeBurstStarting:
		return tell(b.ID, b.Attempt, BurstStarting, machine(b.Machine)+" is starting.")
	case events.NodeBurstRunning:
		s := machine(b.Machine) + " runs and the node takes calls"
		if b.TookMillis > 0 {
			s += ", " + seconds(b.TookMillis/1000) + " after its start was requested"
		}
		if b.Reason != nil {
			s += ": " + why(*b.Reason)
		}
		return tell(b.ID, b.Attempt, BurstRunning, s+".")
	case events.NodeBurstDraining:
		return tell(b.ID, b.Attempt, BurstDraining, fmt.Sprintf("The node takes no new calls and is to be stopped: %s.", why(b.Reason)))
	case events.NodeBurstKept:
		return tell(b.ID, b.Attempt, BurstKept, because("The node takes calls again and is not stopped", b.Why))
	case events.NodeBurstStopRequested:
		return tell(b.ID, b.Attempt, BurstStopRequested, fmt.Sprintf("%s is to be stopped: %s.", machine(b.Machine), why(b.Reason)))
	case events.NodeBurstStopped:
		s := machine(b.Machine) + " has stopped"
		if b.RanSeconds > 0 {
			s += " after " + seconds(b.RanSeconds)
		}
		if b.Reason != nil {
			s += ": " + why(*b.Reason)
		}
		return tell(b.ID, b.Attempt, BurstStopped, s+".")
	case events.NodeBurstFailed:
		return tell(b.ID, b.Attempt, BurstFailed, burstFailed(b))
	case events.NodeBurstAddressChanged:
		return tell(b.ID, b.Attempt, BurstAddressChanged, fmt.Sprintf("The machine's public address is now %s, before it was %s; the node tells endpoints outside.", orNone(b.PublicAddress), orNone(b.Previous)))
	}
	return happening{}, false
}

func machine(m events.CloudMachine) string {
	if m.InstanceID == "" {
		return "The machine"
	}
	if m.Name == "" {
		return "The machine " + m.InstanceID
	}
	return fmt.Sprintf("The machine %s (%s)", m.InstanceID, m.Name)
}

// burstReason is a clause without a full stop.
func burstReason(r events.BurstReason, actor events.Actor, location func(id string) (string, bool)) string {
	name, found := "", false
	if r.LocationID != "" {
		name, found = location(r.LocationID)
	}
	if !found {
		name = "a location that is gone"
	}
	return withNote(burstClause(r, name, actor), r.Note)
}

func burstClause(r events.BurstReason, location string, actor events.Actor) string {
	switch r.Trigger {
	case events.BurstThreshold, events.BurstCascade:
		what := "location"
		if r.Trigger == events.BurstCascade {
			what = "overflow location"
		}
		s := fmt.Sprintf("%d of %d HD calls are free in the %s %s, where %d or fewer are too few", r.FreeHD, r.MaxHD, what, location, r.ThresholdHD)
		if r.PendingHD > 0 {
			s += fmt.Sprintf(" (%d more are coming)", r.PendingHD)
		}
		return s
	case events.BurstManual:
		if actor.Kind == events.ActorProcess { // which does what was ordered before
			return "an administrator asked for it"
		}
		if actor.Name == "" {
			return "somebody asked for it"
		}
		return actor.Name + " asked for it"
	case events.BurstSchedule:
		s := fmt.Sprintf("the schedule %q", r.ScheduleName)
		if r.WindowFrom != nil && r.WindowUntil != nil {
			s += fmt.Sprintf(" wants nodes in %s from %s until %s", location, at(*r.WindowFrom), at(*r.WindowUntil))
		}
		return s
	case events.BurstUpgrade:
		return "it is to be upgraded"
	case events.BurstIdle:
		s := "no conference needs it"
		if r.IdleSince != nil {
			s = "there has been no conference on it since " + at(*r.IdleSince)
		}
		return s + fmt.Sprintf(", and it has run for %s, at least %s", seconds(r.RanSeconds), seconds(r.MinLifetimeSeconds))
	case events.BurstProvider:
		return "this was done at the cloud, not from here"
	}
	return string(r.Trigger)
}

func withNote(clause, note string) string {
	if note = strings.TrimSuffix(strings.TrimSpace(note), "."); note != "" {
		clause += fmt.Sprintf(" (%s)", note)
	}
	return clause
}

// What was not done, and what a failure means. Words of a cloud follow.
var (
	burstOperations = map[events.BurstOperation]string{
		events.BurstStart: "be started", events.BurstStop: "be stopped", events.BurstAddress: "be told its public address",
	}
	burstFailures = map[string]string{
		"bad-credentials":        "the cloud does not accept the credentials of the account",
		"permission-denied":      "the account lacks a permission",
		"unreachable":            "the cloud cannot be reached",
		"throttled":              "the cloud asks for fewer requests",
		"unknown-machine":        "the cloud does not know the machine",
		"unknown-region":         "there is no such region",
		"clock-skew":             "the clock of the Management Node is wrong",
		"bad-certificate":        "the certificate of the cloud's endpoint is not trusted",
		"wrong-state":            "the machine is in a state in which this cannot be done",
		"provider-error":         "the cloud failed",
		"account-blocked":        "the cloud does nothing for the account until something is settled there",
		"no-capacity":            "the cloud has no room for the machine just now",
		"quota-exceeded":         "the account may not have more machines of its kind",
		"not-startable":          "a machine of its kind cannot be stopped and started",
		"disk-key-denied":        "the key of its disks may not be used",
		"start-refused":          "the cloud stopped the machine again",
		"not-marked":             "it is no burst node any more",
		"unknown-account":        "its cloud account was removed, or disabled",
		"tag-mismatch":           "the machine bears the tag of somebody else",
		events.BurstStartTimeout: "it did not take calls in time; the next one is tried",
		events.BurstNoMachine:    "there is no machine for it at the cloud",
	}
)

func burstFailed(e events.NodeBurstFailed) string {
	words := burstFailures[e.Failure.Code]
	if words == "" {
		words = e.Failure.Code
	}
	if e.Failure.Permission != "" {
		words += ", " + e.Failure.Permission
	}
	s := fmt.Sprintf("The machine could not %s: %s", burstOperations[e.Operation], withNote(words, e.Failure.Message))
	if e.Failure.Retry {
		s += "; it is tried again"
	}
	return s + "."
}

// seconds is a time in two units at most.
func seconds(n int64) string {
	switch d := time.Duration(n) * time.Second; {
	case d < time.Minute:
		return fmt.Sprintf("%d s", n)
	case d < time.Hour && n%60 != 0 && d < 10*time.Minute:
		return fmt.Sprintf("%d min %d s", n/60, n%60)
	case d < time.Hour:
		return fmt.Sprintf("%d min", n/60)
	default:
		return fmt.Sprintf("%d h %d min", n/3600, n%3600/60)
	}
}
