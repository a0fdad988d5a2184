package backup

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/sqldb"
)

// Errors of restoring, compared with errors.Is.
var (
	// ErrNotEmpty: there is something where the backup should go.
	ErrNotEmpty = errors.New("directory is not empty")
	// ErrNeedsPassphrase: the backup has keys in it.
	ErrNeedsPassphrase = errors.New("the backup has the deployment's keys, which need a passphrase")
)

// RestoreOptions say what goes where.
type RestoreOptions struct {
	File string // the backup
	Data string // a directory that is empty or does not exist
	// Passphrase opens the keys; it is not needed for a backup without.
	Passphrase string
	// Erasures is a file of who was erased after the backup was made, as
	// `parley privacy erasures` prints it; empty: none.
	Erasures string
	Log      *slog.Logger
}

// Restored says what was restored.
type Restored struct {
	Manifest Manifest
	Erased   int // participants whose keys were in the backup, and are destroyed now
}

// Restore puts a backup into a data directory, whole or not at all: everything
// is verified before anything is written, and put together beside the directory
// before it takes its name. The keys of those who were erased are destroyed
// before that.
func Restore(ctx context.Context, o RestoreOptions) (Restored, error) {
	if err := isFree(o.Data); err != nil {
		return Restored{}, err
	}
	erasures, err := readErasures(o.Erasures)
	if err != nil {
		return Restored{}, err
	}
	m, keys, err := o.verify(ctx)
	if err != nil {
		return Restored{}, fmt.Errorf("%s: %w", o.File, err)
	}
	if len(erasures) > 0 && !m.HasState() {
		return Restored{}, fmt.Errorf("%s: it has no keys of participants; erase them where the state is kept", o.File)
	}
	parent := filepath.Dir(filepath.Clean(o.Data))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return Restored{}, err
	}
	dir, err := os.MkdirTemp(parent, "."+filepath.Base(o.Data)+".restoring-")
	if err != nil {
		return Restored{}, err
	}
	result := Restored{Manifest: m}
	err = o.unpack(ctx, dir, m, keys)
	if err == nil {
		result.Erased, err = o.finish(ctx, dir, m, erasures)
	}
	if err == nil {
		err = takeName(dir, o.Data)
	}
	if err != nil {
		return Restored{}, errors.Join(fmt.Errorf("restore %s: %w", o.File, err), os.RemoveAll(dir))
	}
	return result, nil
}

func isFree(dir string) error {
	list, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil && len(list) > 0 {
		err = fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	return err
}

// verify reads the whole file, and opens the keys, before anything is written.
func (o RestoreOptions) verify(ctx context.Context) (m Manifest, keys []byte, err error) {
	err = o.read(ctx, func(member Member, content io.Reader) error {
		if member.Name != keysName {
			_, err := io.Copy(io.Discard, content)
			return err
		}
		if o.Passphrase == "" {
			return ErrNeedsPassphrase
		}
		box, err := io.ReadAll(io.LimitReader(content, 2*maxKeys))
		if err != nil {
			return err
		}
		keys, err = openBox(o.Passphrase, box)
		return err
	}, &m)
	return m, keys, err
}

func (o RestoreOptions) read(ctx context.Context, take func(Member, io.Reader) error, m *Manifest) error {
	f, err := os.Open(o.File)
	if err != nil {
		return err
	}
	defer f.Close() // nothing is written
	*m, err = read(bufio.NewReaderSize(untilDone{ctx, f}, 1<<20), take)
	return err
}

// unpack verifies a second time: what counts is what it has written.
func (o RestoreOptions) unpack(ctx context.Context, dir string, m Manifest, keys []byte) error {
	var again Manifest
	err := o.read(ctx, func(member Member, content io.Reader) error {
		if member.Name == keysName {
			_, err := io.Copy(io.Discard, content)
			return errors.Join(err, unpackKeys(keys, filepath.Join(dir, "keys")))
		}
		path := filepath.Join(dir, filepath.FromSlash(member.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(f, content)
		return errors.Join(err, f.Sync(), f.Close())
	}, &again)
	if err == nil && again.Position != m.Position {
		err = fmt.Errorf("%w: the file changed while it was read", ErrDamaged)
	}
	return err
}

// finish looks whether the parts are what the manifest says, begins another
// generation of the log, and destroys the keys of who was erased, by the log or
// by a list.
func (o RestoreOptions) finish(ctx context.Context, dir string, m Manifest, erasures []string) (erased int, err error) {
	var state *sqldb.DB
	if m.HasState() {
		if state, err = sqldb.OpenSQLite(ctx, filepath.Join(dir, stateName), sqldb.SQLiteOptions{Durable: true, Shred: true}); err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, state.Close()) }()
		if err = newGeneration(ctx, state); err != nil {
			return 0, err
		}
		if erased, err = privacy.DestroyIn(ctx, state, erasures...); err != nil {
			return 0, err
		}
	}
	if !m.HasLog() {
		return erased, nil
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: filepath.Join(dir, filepath.Dir(logName)), Logger: o.Log})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	info, err := log.Describe(ctx)
	if err != nil {
		return 0, err
	}
	if info.Newest != m.Position {
		return 0, fmt.Errorf("%w: the log ends at %s, not at %s", ErrDamaged, info.Newest, m.Position)
	}
	if state != nil {
		more, err := privacy.Replay(ctx, log, state)
		return erased + more, err
	}
	return erased, nil
}

// takeName lets a directory take another's place, which is empty or not there.
func takeName(dir, name string) error {
	if err := syncTree(dir); err != nil {
		return err
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w (name a directory that does not exist yet, for example one in it)", err)
	}
	if err := os.Rename(dir, name); err != nil {
		return err
	}
	return syncDir(filepath.Dir(filepath.Clean(name)))
}

func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncDir(path)
	})
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Erasure is a line of a list of who was erased.
type Erasure struct {
	Participant string          `json:"participant"`
	Conference  string          `json:"conference"`
	Position    events.Position `json:"position,string"`
}

// NewErasure is the line of an event; false when it erases nobody.
func NewErasure(rec events.Recorded) (Erasure, bool) {
	e, ok := rec.Event.(events.ParticipantErased)
	return Erasure{Participant: e.ParticipantID, Conference: e.ConferenceID, Position: rec.Position}, ok
}

// ErasuresFilter selects the events that NewErasure wants to see.
func ErasuresFilter() store.Filter {
	return store.Filter{TypePrefixes: []string{events.ParticipantErased{}.EventType()}}
}

func readErasures(path string) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("erasures: %w", err)
	}
	defer f.Close() // nothing is written
	var subjects []string
	lines := bufio.NewScanner(f)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var e Erasure
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("erasures: %s, line %d: %w", path, number, err)
		}
		if e.Participant == "" {
			return nil, fmt.Errorf("erasures: %s, line %d names no participant", path, number)
		}
		subjects = append(subjects, e.Participant)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("erasures: %s: %w", path, err)
	}
	return subjects, nil
}
