package events

// DeviceSettings is the whole configuration of an alias that a device may
// register with.
type DeviceSettings struct {
	Alias       string         `json:"alias"` // unique over devices
	Description string         `json:"description,omitempty"`
	Tag         string         `json:"tag,omitempty"`
	OwnerEmail  string         `json:"ownerEmail,omitempty"`
	Username    string         `json:"username,omitempty"` // empty: the alias
	Password    Sealed         `json:"password,omitempty"` // empty: registration needs none
	Protocols   []CallProtocol `json:"protocols"`          // those that may register
}

// DeviceCreated records a new device alias.
type DeviceCreated struct {
	ID       string         `json:"id"`
	Settings DeviceSettings `json:"settings"`
}

// DeviceUpdated carries the whole configuration after a change.
type DeviceUpdated struct {
	ID       string         `json:"id"`
	Settings DeviceSettings `json:"settings"`
}

// DeviceRemoved ends a device alias.
type DeviceRemoved struct {
	ID string `json:"id"`
}

func (DeviceCreated) EventType() string { return "device.created.v1" }
func (DeviceUpdated) EventType() string { return "device.updated.v1" }
func (DeviceRemoved) EventType() string { return "device.removed.v1" }
