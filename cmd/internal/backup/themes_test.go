package backup

import (
	"context"
	"io"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/events"
)

// themesOf are the themes of a house.
func themesOf(t *testing.T, h *house) (*controltest.Rig, *themes.Themes) {
	t.Helper()
	r := controltest.New(t, h.shielded)
	kept, err := themes.Open(t.Context(), themes.Config{DB: h.state, Executor: r.Executor, References: r.Index, Log: r.Log})
	if err != nil {
		t.Fatal(err)
	}
	return r, kept
}

// late is a log that something gets into after the state was copied, and before
// the log is.
type late struct {
	Log
	meanwhile func()
}

func (l late) Snapshot(ctx context.Context, path string) (events.Position, error) {
	l.meanwhile()
	return l.Log.Snapshot(ctx, path)
}

// Every file that the log of a backup speaks of is in the backup, whenever it
// was uploaded.
func TestThemesAreBackedUp(t *testing.T) {
	h := open(t, t.TempDir())
	rig, kept := themesOf(t, h)
	made, err := rig.Executor.Execute(t.Context(), control.Envelope{}, theme.Create{Patch: theme.Patch{Name: domain.Some("Brand")}})
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, label string) {
		t.Helper()
		content := `<svg xmlns="http://www.w3.org/2000/svg"><title>` + label + `</title></svg>`
		if _, err := kept.PutFile(t.Context(), control.Envelope{}, made.ID, name, []byte(content)); err != nil {
			t.Error(err)
		}
	}
	put("welcome.svg", "before")
	source := h.source()
	source.Log = late{source.Log, func() { put("timeout.svg", "meanwhile") }}
	file := filepath.Join(t.TempDir(), "parley.backup")
	_, _, err = ToFile(file, func(w io.Writer) error {
		_, err := source.Write(t.Context(), w, key(t))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dir, _ := restore(t, file, "")
	other := open(t, dir)
	_, restored := themesOf(t, other)
	_, files, err := restored.Files(t.Context(), made.ID)
	if err != nil || len(files) != 2 {
		t.Fatalf("%+v, %v", files, err)
	}
	for _, f := range files {
		if content, err := restored.Content(t.Context(), f); err != nil || int64(len(content)) != f.Size {
			t.Errorf("%s: %d bytes, %v", f.Name, len(content), err)
		}
	}
}
