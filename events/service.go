package events

// ServiceType is the kind of a service.
type ServiceType string

// The kinds of service. What connects two parties by a rule is none: see the
// gateway rules.
const (
	ServiceConference ServiceType = "conference"        // Virtual Meeting Room
	ServiceLecture    ServiceType = "lecture"           // Virtual Auditorium
	ServiceReception  ServiceType = "two_stage_dialing" // Virtual Reception
	ServiceTestCall   ServiceType = "test_call"         // Test Call
)

// Alias is one dialable name of a service, unique over the platform.
type Alias struct {
	Alias       string `json:"alias"`
	Description string `json:"description,omitempty"`
}

// ServiceSettings is the whole configuration of a service. Each kind has some
// of the fields; the others are zero. Zero is also what a field means in events
// that are older than the field.
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

	// All kinds.
	MaxCallRateIn  *int   `json:"maxCallRateIn,omitempty"`  // kbit/s towards us; nil: none
	MaxCallRateOut *int   `json:"maxCallRateOut,omitempty"` // kbit/s from us; nil: none
	Encryption     string `json:"encryption,omitempty"`     // empty: as the deployment says; best-effort, required or off
	ThemeID        string `json:"themeId,omitempty"`        // empty: the deployment's

	// Meeting rooms and auditoriums.
	PrimaryOwnerEmail     string   `json:"primaryOwnerEmail,omitempty"`
	EnableOverlayText     bool     `json:"enableOverlayText,omitempty"`
	EnableActiveSpeaker   bool     `json:"enableActiveSpeakerIndication,omitempty"`
	AutomaticParticipants []string `json:"automaticParticipants,omitempty"` // identifiers

	// Meeting rooms.
	Layout string `json:"layout,omitempty"` // empty: one_main_seven_pips

	// Auditoriums.
	HostLayout             string `json:"hostLayout,omitempty"`         // empty: one_main_seven_pips
	GuestLayout            string `json:"guestLayout,omitempty"`        // empty: one_main_seven_pips
	GuestsCanSeeGuests     string `json:"guestsCanSeeGuests,omitempty"` // empty: no-hosts; always or never
	ForcePresenterIntoMain bool   `json:"forcePresenterIntoMain,omitempty"`

	// Receptions.
	MatchString      string `json:"matchString,omitempty"`   // empty: any number
	ReplaceString    string `json:"replaceString,omitempty"` // empty: the number as it is
	LookupLocationID string `json:"lookupLocationId,omitempty"`
	Digits           *int   `json:"digits,omitempty"` // that complete a number without #; nil: # does

	// Test calls.
	Duration int `json:"duration,omitempty"` // seconds; 0: 20
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
