package audit

import "github.com/parley-video/parley/events"

// dialplanDeed says what was done to gateway rules, automatically dialled
// participants and devices.
func dialplanDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.RuleCreated:
		return deed{KindRule, e.ID, Created, becomes(ruleObject{e.Settings}), "was created"}, true
	case events.RuleUpdated:
		return deed{KindRule, e.ID, Updated, becomes(ruleObject{e.Settings}), ""}, true
	case events.RuleRemoved:
		return deed{KindRule, e.ID, Removed, nil, "was removed"}, true
	case events.DialoutCreated:
		return deed{KindDialout, e.ID, Created, becomes(dialoutObject{e.Settings}), "was created"}, true
	case events.DialoutUpdated:
		return deed{KindDialout, e.ID, Updated, becomes(dialoutObject{e.Settings}), ""}, true
	case events.DialoutRemoved:
		return deed{KindDialout, e.ID, Removed, nil, "was removed"}, true
	case events.DeviceCreated:
		return deed{KindDevice, e.ID, Created, becomes(deviceObject{e.Settings}), "was created"}, true
	case events.DeviceUpdated:
		return deed{KindDevice, e.ID, Updated, becomes(deviceObject{e.Settings}), ""}, true
	case events.DeviceRemoved:
		return deed{KindDevice, e.ID, Removed, nil, "was removed"}, true
	}
	return deed{}, false
}
