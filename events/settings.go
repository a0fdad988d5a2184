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
}

// SettingsUpdated carries the whole deployment-wide configuration after a change.
type SettingsUpdated struct {
	Settings GlobalSettings `json:"settings"`
}

func (SettingsUpdated) EventType() string { return "settings.updated.v1" }
