package audit

import "github.com/parley-video/parley/events"

type roleObject struct {
	Settings events.RoleSettings `json:"settings"`
}

func (o roleObject) name() string { return o.Settings.Name }

func roleDeed(r events.Recorded) (deed, bool) {
	switch e := r.Event.(type) {
	case events.RoleCreated:
		return deed{KindRole, e.ID, Created, becomes(roleObject{e.Settings}), "was created"}, true
	case events.RoleUpdated:
		return deed{KindRole, e.ID, Updated, becomes(roleObject{e.Settings}), ""}, true
	case events.RoleRemoved:
		return deed{KindRole, e.ID, Removed, nil, "was removed"}, true
	}
	return deed{}, false
}
