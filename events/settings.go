package events

// GlobalSettings is the whole deployment-wide configuration.
type GlobalSettings struct {
	DeploymentName string `json:"deploymentName"`
	EnableChat     bool   `json:"enableChat"`
	MaxQuality     string `json:"maxQuality"` // sd, hd or fullhd
	// The timers of a conference, in seconds.
	PINEntryTimeout        int `json:"pinEntryTimeout"`        // 30 to 86400
	WaitingForHostTimeout  int `json:"waitingForHostTimeout"`  // 0 to 86400
	GuestsOnlyTimeout      int `json:"guestsOnlyTimeout"`      // 0 to 86400; 0: at once
	LastParticipantTimeout int `json:"lastParticipantTimeout"` // 60 to 86400; 0: never
	// SessionIdleTimeout is how long an administrator may be idle, in minutes, 5 to 1440.
	SessionIdleTimeout int `json:"sessionIdleTimeout"`

	// What follows was added later. Zero is what settings without it meant; see
	// Complete for the numbers whose default is another.

	Encryption     Encryption `json:"encryption,omitempty"`
	MaxCallRateIn  int        `json:"maxCallRateIn,omitempty"`  // kbit/s, 128 to 8192; 0: no limit
	MaxCallRateOut int        `json:"maxCallRateOut,omitempty"` // likewise
	DefaultTheme   string     `json:"defaultTheme,omitempty"`   // identifier; empty: what is built in
	// DialoutDisabled forbids every call outwards, those of gateway rules too.
	DialoutDisabled bool `json:"dialoutDisabled,omitempty"`

	// Break-in resistance: more wrong PINs for a service, or more unknown aliases
	// from a source, within ten minutes block it for as long. 5 to 200.
	PINProtectionDisabled   bool     `json:"pinProtectionDisabled,omitempty"`
	AliasProtectionDisabled bool     `json:"aliasProtectionDisabled,omitempty"`
	PINAttemptLimit         int      `json:"pinAttemptLimit,omitempty"`
	AliasAttemptLimit       int      `json:"aliasAttemptLimit,omitempty"`
	BreakInAllowList        []string `json:"breakInAllowList,omitempty"` // networks in CIDR form

	BurstingEnabled     bool `json:"burstingEnabled,omitempty"`
	BurstingThreshold   int  `json:"burstingThreshold,omitempty"`   // HD calls, at least 1
	BurstingMinLifetime int  `json:"burstingMinLifetime,omitempty"` // minutes, at least 5

	SignInBanner string `json:"signInBanner,omitempty"`
	SiteBanner   string `json:"siteBanner,omitempty"`

	LiveViewHidesConferences bool `json:"liveViewHidesConferences,omitempty"`
	ConferenceHistoryDays    int  `json:"conferenceHistoryDays,omitempty"` // 0 to 3650; 0: for ever
}

// Encryption says whether media has to be encrypted.
type Encryption string

// The modes.
const (
	EncryptionBestEffort Encryption = "best-effort"
	EncryptionRequired   Encryption = "on"
	EncryptionOff        Encryption = "off"
)

// What values mean that are not there. Events will for ever mean these: they are
// never changed.
const (
	usualAttemptLimit        = 20
	usualBurstingThreshold   = 5
	usualBurstingMinLifetime = 50
)

// usual are the numbers whose zero stands for another one.
func (s *GlobalSettings) usual() map[*int]int {
	return map[*int]int{
		&s.PINAttemptLimit: usualAttemptLimit, &s.AliasAttemptLimit: usualAttemptLimit,
		&s.BurstingThreshold: usualBurstingThreshold, &s.BurstingMinLifetime: usualBurstingMinLifetime,
	}
}

// Complete fills in what settings in events do not have, because they are
// older or because it is the usual. Whoever folds settings folds complete ones.
func (s GlobalSettings) Complete() GlobalSettings {
	if s.Encryption == "" {
		s.Encryption = EncryptionBestEffort
	}
	for value, usual := range s.usual() {
		if *value == 0 {
			*value = usual
		}
	}
	return s
}

// Compact is the opposite of Complete: settings as they get into an event. What
// is as usual is left out, so that the first change after an upgrade does not
// look like one of all that the older version did not know.
func (s GlobalSettings) Compact() GlobalSettings {
	if s.Encryption == EncryptionBestEffort {
		s.Encryption = ""
	}
	for value, usual := range s.usual() {
		if *value == usual {
			*value = 0
		}
	}
	return s
}

// SettingsUpdated carries the whole deployment-wide configuration after a change.
type SettingsUpdated struct {
	Settings GlobalSettings `json:"settings"`
}

func (SettingsUpdated) EventType() string { return "settings.updated.v1" }
