package bursting

import (
	"cmp"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// MaxNote is the length of an administrator's note.
const MaxNote = domain.MaxText

// Start decides about an administrator's order to start a node, or to take its
// drain back. It works while bursting is switched off, and does not wait after
// failures. A node that is on its way up, or runs, is left as it is.
func Start(state State, obs Observation, node, note string) (Decision, error) {
	r, m, err := order(state, obs, node, note)
	if err != nil {
		return Decision{}, err
	}
	if v := r.mayStart(m); !v.ok {
		return Decision{}, domain.Refuse(domain.CodeNotAllowed, v.text, "nodeId")
	}
	switch m.life.Phase {
	case PhaseStopped:
		r.start(m, events.BurstReason{Trigger: events.BurstManual, Note: note})
	case PhaseDraining:
		why := "an administrator wants it to run."
		if note != "" {
			why = "an administrator wants it to run: " + note
		}
		r.keep(m, why)
	default:
		return Decision{}, nil
	}
	return r.decisions[0], nil
}

// Stop decides about an administrator's order to stop a node: it takes no new
// calls from now on and is stopped when those that it carries have ended.
func Stop(state State, obs Observation, node, note string) (Decision, error) {
	r, m, err := order(state, obs, node, note)
	if err != nil {
		return Decision{}, err
	}
	if v := r.mayStop(m); !v.ok {
		return Decision{}, domain.Refuse(domain.CodeNotAllowed, v.text, "nodeId")
	}
	reason := events.BurstReason{Trigger: events.BurstManual, RanSeconds: r.ran(m), Note: note}
	switch {
	case m.life.Phase == PhaseRunning, m.life.Phase == PhaseDraining && m.drainsByItself():
		r.decide(m, events.NodeBurstDraining{ID: m.ID, Attempt: m.life.Attempt, Reason: reason}, NoOperation)
	case m.life.Phase == PhaseStopped:
		r.decide(m, events.NodeBurstStopRequested{ID: m.ID, Attempt: cmp.Or(m.life.Attempt, m.life.nextAttempt()), Machine: r.machineOf(m), Reason: reason}, StopMachine)
	default:
		return Decision{}, nil
	}
	return r.decisions[0], nil
}

func order(state State, obs Observation, node, note string) (*round, *member, error) {
	var c domain.Checker
	c.Text(strings.TrimSpace(note), MaxNote, "note")
	if err := c.Err(); err != nil {
		return nil, nil, err
	}
	r := begin(state, obs)
	for _, m := range r.burst {
		if m.ID == node {
			return r, m, nil
		}
	}
	for _, n := range obs.Nodes {
		if n.ID == node {
			return nil, nil, domain.Refuse(domain.CodeNotAllowed, "The node is not marked for bursting.", "nodeId")
		}
	}
	return nil, nil, domain.Refuse(domain.CodeNotFound, "There is no such node.", "nodeId")
}

// mayStart says whether an administrator may start the node.
func (r *round) mayStart(m *member) verdict {
	switch m.life.Phase {
	case PhaseStopped:
		return r.startable(m)
	case PhaseStopping:
		return no(WhyStopWaiting, "It is being stopped; wait until it is.")
	case PhaseDraining:
		if m.life.RunningAt.IsZero() && !m.Ready {
			return no(WhyNeverReported, "Its node never reported, and its machine is being stopped; wait until it is.")
		}
		return verdict{ok: true}
	default:
		return verdict{ok: true}
	}
}

// mayStop says whether an administrator may stop the node.
func (r *round) mayStop(m *member) verdict {
	if m.foreign != nil {
		return no(WhyTag, m.foreign.foreignText()+" It is not stopped from here.")
	}
	switch m.life.Phase {
	case PhaseRunning, PhaseDraining, PhaseStopping:
		return verdict{ok: true}
	case PhaseRequested, PhaseStarting:
		return no(WhyBooting, "It is being started; wait until it runs.")
	}
	switch {
	case m.machine == nil:
		return r.noMachine(m)
	case m.machine.State != MachineRunning:
		return no(WhyMachineState, "It is stopped already.")
	case m.Ready:
		return no(WhyMachineState, "It has only just been found to run; wait a moment.")
	case m.Busy():
		return no(WhyBusy, "It carries "+load(m)+".")
	}
	return verdict{ok: true}
}
