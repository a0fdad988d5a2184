package events

// ThemeSettings is what a theme is called.
type ThemeSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// ThemeFile is a file of a theme. Its content is kept by its digest, beside the
// log.
type ThemeFile struct {
	Name      string `json:"name"`
	Digest    string `json:"sha256"` // in hexadecimal
	Size      int64  `json:"size"`   // bytes
	MediaType string `json:"mediaType"`
	// Commands are what themeconfig.json says; other files have none.
	Commands []ThemeCommand `json:"commands,omitempty"`
}

// ThemeCommand is what a host presses on a telephone to do something.
type ThemeCommand struct {
	Command string `json:"command"`
	Digits  string `json:"digits"` // empty: it cannot be done by telephone
}

// ThemeCreated records a new theme, without files.
type ThemeCreated struct {
	ID       string        `json:"id"`
	Settings ThemeSettings `json:"settings"`
}

// ThemeUpdated carries the whole settings after a change.
type ThemeUpdated struct {
	ID       string        `json:"id"`
	Settings ThemeSettings `json:"settings"`
}

// ThemeFilesChanged carries all files of a theme after a change, by name.
type ThemeFilesChanged struct {
	ID    string      `json:"id"`
	Files []ThemeFile `json:"files"`
}

// ThemeRemoved ends a theme.
type ThemeRemoved struct {
	ID string `json:"id"`
}

func (ThemeCreated) EventType() string      { return "theme.created.v1" }
func (ThemeUpdated) EventType() string      { return "theme.updated.v1" }
func (ThemeFilesChanged) EventType() string { return "theme.files-changed.v1" }
func (ThemeRemoved) EventType() string      { return "theme.removed.v1" }
