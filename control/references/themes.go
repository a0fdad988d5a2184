package references

import (
	"context"

	"github.com/parley-video/parley/events"
)

func (x *Index) applyThemes(ev events.Event) {
	switch e := ev.(type) {
	case events.SettingsUpdated:
		x.defaultTheme = e.Settings.DefaultTheme
	case events.ThemeFilesChanged:
		x.themeFiles[e.ID] = e.Files
	case events.ThemeRemoved:
		delete(x.themeFiles, e.ID)
	}
}

// ThemeContents are the digests of all files that are part of a theme.
func (x *Index) ThemeContents(ctx context.Context) (map[string]bool, error) {
	digests := map[string]bool{}
	err := x.with(ctx, func() {
		for _, files := range x.themeFiles {
			for _, f := range files {
				digests[f.Digest] = true
			}
		}
	})
	return digests, err
}
