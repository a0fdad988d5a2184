package audit

import (
	"fmt"

	"github.com/parley-video/parley/events"
)

type themeObject struct {
	Settings events.ThemeSettings `json:"settings"`
	// Files are told from others of the same name by what is in them.
	Files map[string]string `json:"files,omitempty"`
}

func (o themeObject) name() string { return o.Settings.Name }

func themeDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.ThemeCreated:
		return deed{KindTheme, e.ID, Created, becomes(themeObject{Settings: e.Settings}), "was created"}, true
	case events.ThemeUpdated:
		return deed{KindTheme, e.ID, Updated, changes(func(o *themeObject) { o.Settings = e.Settings }), ""}, true
	case events.ThemeFilesChanged:
		return deed{KindTheme, e.ID, Updated, changes(func(o *themeObject) {
			o.Files = make(map[string]string, len(e.Files))
			for _, f := range e.Files {
				o.Files[f.Name] = fmt.Sprintf("%d bytes, SHA-256 %s", f.Size, f.Digest)
			}
		}), ""}, true
	case events.ThemeRemoved:
		return deed{KindTheme, e.ID, Removed, nil, "was removed"}, true
	}
	return deed{}, false
}
