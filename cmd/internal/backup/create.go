package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// Log is an event log that can be copied while it is written to.
type Log interface {
	Snapshot(ctx context.Context, path string) (events.Position, error)
}

// Source is what a backup is made of.
type Source struct {
	Log   Log       // nil: another server keeps it
	State *sqldb.DB // nil, or on PostgreSQL: another server keeps it
	Keys  string    // directory
	// Temp is the directory that holds the copies while they are sent, in a
	// directory of their own; it needs room for another log.
	Temp    string
	Version string
	Now     func() time.Time // time.Now when nil
}

// tempPrefix begins the names of the directories with copies. Nobody else's
// files may begin so: what is left of them is removed.
const tempPrefix = ".parley-backup-copies-"

// Write makes a backup and writes it. Without a key it has none of the
// deployment's keys.
func (s Source) Write(ctx context.Context, w io.Writer, key *Key) (Manifest, error) {
	if s.Now == nil {
		s.Now = time.Now
	}
	if err := removeLeft(s.Temp); err != nil {
		return Manifest{}, fmt.Errorf("back up: %w", err)
	}
	dir, err := os.MkdirTemp(s.Temp, tempPrefix)
	if err != nil {
		return Manifest{}, fmt.Errorf("back up: %w", err)
	}
	m, err := s.write(ctx, dir, w, key)
	if err = errors.Join(err, os.RemoveAll(dir)); err != nil {
		return Manifest{}, fmt.Errorf("back up: %w", err)
	}
	return m, nil
}

// removeLeft removes what a backup left behind whose process ended.
func removeLeft(temp string) error {
	left, err := filepath.Glob(filepath.Join(temp, tempPrefix+"*"))
	for _, dir := range left {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return err
}

func (s Source) write(ctx context.Context, dir string, w io.Writer, key *Key) (Manifest, error) {
	m := Manifest{Format: format, Version: s.Version, Created: s.Now().UTC()}
	paths, err := s.copies(ctx, dir, &m, key)
	if err != nil {
		return m, err
	}
	for _, name := range []string{keysName, stateName, logName} { // the small ones first
		path, there := paths[name]
		if !there {
			continue
		}
		member, err := describe(name, path)
		if err != nil {
			return m, err
		}
		m.Members = append(m.Members, member)
	}
	return m, send(ctx, w, m, paths)
}

// copies puts what belongs into the backup into a directory, and gives the
// paths by the members' names. The order matters, see the package comment.
func (s Source) copies(ctx context.Context, dir string, m *Manifest, key *Key) (map[string]string, error) {
	paths := map[string]string{}
	began := s.Now()
	if s.State != nil {
		path := filepath.Join(dir, "state.db")
		err := s.State.Snapshot(ctx, path)
		if err == nil {
			paths[stateName] = path
		} else if !errors.Is(err, sqldb.ErrNoSnapshot) {
			return nil, err
		}
	}
	if s.Log != nil {
		path := filepath.Join(dir, "events.db")
		var err error
		if m.Position, err = s.Log.Snapshot(ctx, path); err != nil {
			return nil, err
		}
		paths[logName] = path
	}
	if path, there := paths[stateName]; there {
		if err := s.addKeys(ctx, path, began); err != nil {
			return nil, err
		}
	}
	if key != nil {
		packed, err := packKeys(s.Keys)
		if err != nil {
			return nil, err
		}
		box, err := closeBox(*key, packed)
		if err != nil {
			return nil, err
		}
		paths[keysName] = filepath.Join(dir, "keys.box")
		if err := os.WriteFile(paths[keysName], box, 0o600); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// clockMargin is how far the clock may have been put back while the copies were
// made.
const clockMargin = time.Hour

// addKeys brings the copy of the state up to the copy of the log, as far as
// personal data and themes go: an event that is in the log has its key, and a
// file that it speaks of has its content.
func (s Source) addKeys(ctx context.Context, path string, began time.Time) (err error) {
	copied, err := sqldb.OpenSQLite(ctx, path, sqldb.SQLiteOptions{Shred: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	since := began.Add(-clockMargin)
	if err := privacy.CopyKeys(ctx, s.State, copied, since); err != nil {
		return err
	}
	return themes.CopyContents(ctx, s.State, copied, since)
}

func describe(name, path string) (Member, error) {
	f, err := os.Open(path)
	if err != nil {
		return Member{}, err
	}
	defer f.Close() // nothing is written
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	return Member{Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))}, err
}

func send(ctx context.Context, w io.Writer, m Manifest, paths map[string]string) error {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(zipped)
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	header := tar.Header{Typeflag: tar.TypeReg, Name: manifestName, Size: int64(len(raw)), Mode: 0o600, ModTime: m.Created}
	if err := archive.WriteHeader(&header); err != nil {
		return err
	}
	if _, err := archive.Write(raw); err != nil {
		return err
	}
	for _, o := range m.Members {
		header := tar.Header{Typeflag: tar.TypeReg, Name: o.Name, Size: o.Size, Mode: 0o600, ModTime: m.Created}
		if err := archive.WriteHeader(&header); err != nil {
			return err
		}
		if err := sendFile(ctx, archive, paths[o.Name]); err != nil {
			return fmt.Errorf("%s: %w", o.Name, err)
		}
	}
	return errors.Join(archive.Close(), zipped.Close())
}

func sendFile(ctx context.Context, w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close() // nothing is written
	_, err = io.Copy(w, untilDone{ctx, f})
	return err
}

// untilDone stops reading when a context ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}
