package events

// ServiceType is the kind of a service.
type ServiceType string

// The kinds of service that exist so far.
const (
	ServiceConference ServiceType = "conference" // Virtual Meeting Room
)

// Alias is one dialable name of a service, unique over the platform.
type Alias struct {
	Alias       string `json:"alias"`
	Description string `json:"description,omitempty"`
}

// ServiceSettings is the whole configuration of a service.
type ServiceSettings struct {
	Name             string  `json:"name"`
	Description      string  `json:"description,omitempty"`
	Tag              string  `json:"tag,omitempty"`
	Aliases          []Alias `json:"aliases,omitempty"`
	HostPIN          Sealed  `json:"hostPin,omitempty"`
	AllowGuests      bool    `json:"allowGuests"`
	GuestPIN         Sealed  `json:"guestPin,omitempty"`
	GuestsCanPresent bool    `json:"guestsCanPresent"`
	MuteAllGuests    bool    `json:"muteAllGuests"`
	EnableChat       string  `json:"enableChat"`                 // default, yes or no
	ParticipantLimit *int    `json:"participantLimit,omitempty"` // nil: none
	CallType         string  `json:"callType"`                   // video, video-only or audio
	MaxQuality       string  `json:"maxQuality"`                 // default, sd, hd or fullhd
}

// ServiceCreated records a new service.
type ServiceCreated struct {
	ID       string          `json:"id"`
	Type     ServiceType     `json:"type"`
	Settings ServiceSettings `json:"settings"`
}

// ServiceUpdated carries the whole configuration after a change.
type ServiceUpdated struct {
	ID       string          `json:"id"`
	Settings ServiceSettings `json:"settings"`
}

// ServiceRemoved ends a service.
type ServiceRemoved struct {
	ID string `json:"id"`
}

func (ServiceCreated) EventType() string { return "service.created.v1" }
func (ServiceUpdated) EventType() string { return "service.updated.v1" }
func (ServiceRemoved) EventType() string { return "service.removed.v1" }
