package audit

import "github.com/parley-video/parley/events"

type cloudAccountObject struct {
	Settings  events.CloudAccountSettings `json:"settings"`
	SecretKey events.Sealed               `json:"secretKey"`
}

func (o cloudAccountObject) name() string { return o.Settings.Name }

func cloudAccountDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.CloudAccountCreated:
		return deed{KindCloudAccount, e.ID, Created, becomes(cloudAccountObject{e.Settings, e.SecretKey}), "was created"}, true
	case events.CloudAccountUpdated:
		return deed{KindCloudAccount, e.ID, Updated, becomes(cloudAccountObject{e.Settings, e.SecretKey}), ""}, true
	case events.CloudAccountRemoved:
		return deed{KindCloudAccount, e.ID, Removed, nil, "was removed"}, true
	}
	return deed{}, false
}
