// Package themes keeps the contents of themes' files and changes them: it checks
// what is uploaded, keeps the contents by their digests in the state database,
// and then has the log say that they are part of a theme.
//
// It owns the component "themes" of the state database. What the log speaks of
// is there: a content is kept before the event is appended, and it is removed
// only when no theme has it and nobody put it there for a day, in any process.
// Nothing of an upload counts before all of it has been checked.
//
// It imports control, domain/theme, events and internal/sqldb. All methods may
// be called by any goroutine in any process; Run owns its goroutine.
package themes

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// Executor executes commands and knows themes; control has one.
type Executor interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
	Theme(ctx context.Context, id string) (theme.State, error)
}

// References know what is used; control/references has them.
type References interface {
	// ThemeContents are the digests of all files that are part of a theme, as
	// the log has it when it is asked.
	ThemeContents(ctx context.Context) (map[string]bool, error)
}

// Config is what Themes need. Now may be left out.
type Config struct {
	DB         *sqldb.DB
	Executor   Executor
	References References
	Log        *slog.Logger
	Now        func() time.Time
}

// uploads is how many uploads are worked on at a time, each of which takes the
// memory of an archive and a file.
const uploads = 2

// Themes change files and give them out.
type Themes struct {
	c        Config
	contents contents
	turns    *semaphore.Weighted
}

// Open makes or opens what is kept in the state database.
func Open(ctx context.Context, c Config) (*Themes, error) {
	if c.DB == nil || c.Executor == nil || c.References == nil || c.Log == nil {
		return nil, errors.New("themes: incomplete configuration")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	kept, err := openContents(ctx, c.DB, c.Now)
	if err != nil {
		return nil, err
	}
	return &Themes{c: c, contents: kept, turns: semaphore.NewWeighted(uploads)}, nil
}

// Problems say what is wrong with files that were uploaded.
type Problems []themefile.Problem

// Error implements error.
func (p Problems) Error() string {
	if len(p) == 0 {
		return "no problem"
	}
	return fmt.Sprintf("%d problems, the first: %s %s", len(p), p[0].File, p[0].Message)
}

// Turn waits until there is room for an upload; the function gives it back.
func (t *Themes) Turn(ctx context.Context) (func(), error) {
	if err := t.turns.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { t.turns.Release(1) }, nil
}

// PutArchive makes the files in a ZIP archive all that a theme has. The error is
// Problems when some cannot be part of a theme; nothing is changed then.
func (t *Themes) PutArchive(ctx context.Context, env control.Envelope, id string, archive []byte) (control.Receipt, error) {
	if err := t.exists(ctx, id); err != nil {
		return control.Receipt{}, err
	}
	// First everything is looked at, then everything is kept: one file at a time
	// is in memory, and of an upload with a mistake nothing is left behind.
	problems, err := themefile.ReadZIP(archive, func(themefile.Checked, []byte) error { return ctx.Err() })
	if err != nil {
		return control.Receipt{}, err
	}
	if len(problems) > 0 {
		return control.Receipt{}, Problems(problems)
	}
	var files []events.ThemeFile
	_, err = themefile.ReadZIP(archive, func(f themefile.Checked, content []byte) error {
		file, err := t.keep(ctx, f, content)
		files = append(files, file)
		return err
	})
	if err != nil {
		return control.Receipt{}, fmt.Errorf("files of theme %s: %w", id, err)
	}
	return t.c.Executor.Execute(ctx, env, theme.PutFiles{ID: id, Files: files, All: true})
}

// PutFile adds a file, in the place of the one that stands for the same.
func (t *Themes) PutFile(ctx context.Context, env control.Envelope, id, name string, content []byte) (control.Receipt, error) {
	if err := t.exists(ctx, id); err != nil {
		return control.Receipt{}, err
	}
	checked, problem := themefile.Check(name, content)
	if problem != "" {
		return control.Receipt{}, Problems{{File: name, Message: problem}}
	}
	file, err := t.keep(ctx, checked, content)
	if err != nil {
		return control.Receipt{}, fmt.Errorf("file of theme %s: %w", id, err)
	}
	return t.c.Executor.Execute(ctx, env, theme.PutFiles{ID: id, Files: []events.ThemeFile{file}})
}

// exists refuses early what the decider would refuse after all the work.
func (t *Themes) exists(ctx context.Context, id string) error {
	s, err := t.c.Executor.Theme(ctx, id)
	if err != nil {
		return fmt.Errorf("theme %s: %w", id, err)
	}
	if !s.Live() {
		return domain.Refuse(domain.CodeNotFound, "There is no such theme.", "id")
	}
	return nil
}

func (t *Themes) keep(ctx context.Context, f themefile.Checked, content []byte) (events.ThemeFile, error) {
	digest, err := t.contents.put(ctx, content)
	file := events.ThemeFile{Name: f.Name.Name, Digest: digest, Size: int64(len(content)), MediaType: f.MediaType}
	for _, c := range f.Commands {
		file.Commands = append(file.Commands, events.ThemeCommand{Command: c.Command, Digits: c.Digits})
	}
	return file, err
}

// ErrNotFound says that there is no such theme, or that it has no such file.
var ErrNotFound = errors.New("not found")

// Files are all files of a theme.
func (t *Themes) Files(ctx context.Context, id string) (name string, files []events.ThemeFile, err error) {
	s, err := t.c.Executor.Theme(ctx, id)
	if err == nil && !s.Live() {
		err = ErrNotFound
	}
	if err != nil {
		return "", nil, fmt.Errorf("theme %s: %w", id, err)
	}
	return s.Settings.Name, s.Files, nil
}

// File is one file of a theme.
func (t *Themes) File(ctx context.Context, id, name string) (events.ThemeFile, error) {
	_, files, err := t.Files(ctx, id)
	if err != nil {
		return events.ThemeFile{}, err
	}
	for _, f := range files {
		if f.Name == name {
			return f, nil
		}
	}
	return events.ThemeFile{}, fmt.Errorf("theme %s: %s: %w", id, name, ErrNotFound)
}

// Content is what a file holds.
func (t *Themes) Content(ctx context.Context, f events.ThemeFile) ([]byte, error) {
	return t.contents.get(ctx, f.Digest)
}

// Archive writes files as a ZIP archive that could be uploaded again.
func (t *Themes) Archive(ctx context.Context, w io.Writer, files []events.ThemeFile) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		content, err := t.Content(ctx, f)
		if err != nil {
			return err
		}
		if err := add(z, f.Name, content); err != nil {
			return err
		}
	}
	return z.Close()
}

// BaseArchive is Archive for what is built in.
func BaseArchive(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, f := range themefile.Base() {
		if err := add(z, f.Name, f.Content); err != nil {
			return err
		}
	}
	return z.Close()
}

func add(z *zip.Writer, name string, content []byte) error {
	w, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}
