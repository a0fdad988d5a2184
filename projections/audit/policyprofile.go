package audit

import "github.com/parley-video/parley/events"

type policyProfileObject struct {
	Settings events.PolicyProfileSettings `json:"settings"`
}

func (o policyProfileObject) name() string { return o.Settings.Name }

func policyProfileDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.PolicyProfileCreated:
		return deed{KindPolicyProfile, e.ID, Created, becomes(policyProfileObject{e.Settings}), "was created"}, true
	case events.PolicyProfileUpdated:
		return deed{KindPolicyProfile, e.ID, Updated, becomes(policyProfileObject{e.Settings}), ""}, true
	case events.PolicyProfileRemoved:
		return deed{KindPolicyProfile, e.ID, Removed, nil, "was removed"}, true
	}
	return deed{}, false
}
