package audit

import (
	"strconv"

	"github.com/parley-video/parley/events"
)

type alarmObject struct {
	Kind    events.AlarmKind    `json:"kind"`
	Level   events.AlarmLevel   `json:"level"`
	Subject events.AlarmSubject `json:"subject"`
	Note    string              `json:"note,omitempty"`
}

func (o alarmObject) name() string {
	if o.Subject.Name == "" {
		return string(o.Kind)
	}
	return string(o.Kind) + " of " + o.Subject.Name
}

// alarmDeed: alarms are raised and lowered by nobody; that one was seen is what
// somebody did.
func alarmDeed(r events.Recorded) (deed, bool) {
	e, ok := r.Event.(events.AlarmAcknowledged)
	if !ok {
		return deed{}, false
	}
	id := e.ID + "." + strconv.FormatUint(uint64(e.Raised), 10)
	return deed{KindAlarm, id, Other, becomes(alarmObject{e.Kind, e.Level, e.Subject, e.Note}), because("was acknowledged", e.Note)}, true
}
