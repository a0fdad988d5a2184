package audit

import "github.com/parley-video/parley/events"

type burstScheduleObject struct {
	Settings events.BurstScheduleSettings `json:"settings"`
}

func (o burstScheduleObject) name() string { return o.Settings.Name }

func burstDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.BurstScheduleCreated:
		return deed{KindBurstSchedule, e.ID, Created, becomes(burstScheduleObject{e.Settings}), "was created"}, true
	case events.BurstScheduleUpdated:
		return deed{KindBurstSchedule, e.ID, Updated, becomes(burstScheduleObject{e.Settings}), ""}, true
	case events.BurstScheduleRemoved:
		return deed{KindBurstSchedule, e.ID, Removed, nil, "was removed"}, true
	}
	return burstNodeDeed(e)
}

// burstNodeDeed is what somebody did to a machine by hand. What happens by
// itself is in the history of the node.
func burstNodeDeed(r events.Recorded) (deed, bool) {
	if !byHand(r.Meta.Actor) {
		return deed{}, false
	}
	switch e := r.Event.(type) {
	case events.NodeBurstStartRequested:
		return deed{KindNode, e.ID, Other, nil, because("had its machine started", e.Reason.Note)}, true
	case events.NodeBurstDraining:
		return deed{KindNode, e.ID, Other, nil, because("was to take no new calls and be stopped", e.Reason.Note)}, true
	case events.NodeBurstStopRequested:
		return deed{KindNode, e.ID, Other, nil, because("had its machine stopped", e.Reason.Note)}, true
	case events.NodeBurstKept:
		return deed{KindNode, e.ID, Other, nil, because("was to go on running", e.Why)}, true
	}
	return deed{}, false
}

func byHand(a events.Actor) bool {
	return a.Kind == events.ActorAdministrator || a.Kind == events.ActorToken
}
