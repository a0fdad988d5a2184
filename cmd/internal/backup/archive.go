// Package backup makes backups of a Management Node, while it runs, and
// restores them, on another machine too.
//
// A backup is one file, a tar archive compressed with gzip: first the manifest,
// then the members that it names with their SHA-256. The log is a copy at one
// position. The state beside it (keys of personal data, cursors, queues) is
// copied before the log, so that no cursor stands behind the log's end, and
// gets the keys that were made until the log was copied. The deployment's own
// keys are encrypted with a passphrase. Read models are not part of it.
//
// It may import control/privacy, events/store, internal/sqldb and internal/seal.
// It starts no goroutine; one Handler makes one backup at a time.
package backup

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// format is the version of the archive's form.
const format = 1

// The members, by their path in the archive.
const (
	manifestName = "manifest.json"
	logName      = "log/events.db"
	stateName    = "state.db"
	keysName     = "keys.box"
)

// Errors of a backup file, compared with errors.Is.
var (
	// ErrNotBackup: the file is none of ours.
	ErrNotBackup = errors.New("not a Parley backup")
	// ErrNewerFormat: a newer version of the program wrote it.
	ErrNewerFormat = errors.New("backup was written by a newer version")
	// ErrDamaged: it is incomplete or was changed.
	ErrDamaged = errors.New("backup is damaged")
)

// Manifest says what a backup holds.
type Manifest struct {
	Format  int       `json:"format"`
	Version string    `json:"version"` // of the program that made it
	Created time.Time `json:"created"`
	// Position is where the log in the backup ends.
	Position events.Position `json:"position,string"`
	Members  []Member        `json:"members"`
}

// Member is a file in a backup.
type Member struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

// Has reports whether the backup has a member.
func (m Manifest) Has(name string) bool {
	return slices.ContainsFunc(m.Members, func(o Member) bool { return o.Name == name })
}

// HasLog, HasState and HasKeys say what is in it: a log or state that is kept by
// a server of its own is not.
func (m Manifest) HasLog() bool { return m.Has(logName) }

// HasState reports the state beside the log.
func (m Manifest) HasState() bool { return m.Has(stateName) }

// HasKeys reports the deployment's keys.
func (m Manifest) HasKeys() bool { return m.Has(keysName) }

// maxManifest bounds what is read before anything is known of a file.
const maxManifest = 64 << 10

func (m Manifest) check() error {
	if m.Format > format {
		return fmt.Errorf("%w: format %d, this program knows up to %d", ErrNewerFormat, m.Format, format)
	}
	if m.Format < 1 {
		return fmt.Errorf("%w: format %d", ErrNotBackup, m.Format)
	}
	seen := map[string]bool{}
	for _, o := range m.Members {
		if o.Name != logName && o.Name != stateName && o.Name != keysName {
			return fmt.Errorf("%w: it has a member %q", ErrDamaged, o.Name)
		}
		if seen[o.Name] || o.Size < 0 || len(o.SHA256) != 2*sha256.Size {
			return fmt.Errorf("%w: the manifest is wrong about %s", ErrDamaged, o.Name)
		}
		seen[o.Name] = true
	}
	return nil
}

// read goes through a backup and gives every member to take, which must read
// all of it. The members are verified as they are read; an error means that
// what take got must not be used.
func read(r io.Reader, take func(Member, io.Reader) error) (Manifest, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return Manifest{}, fmt.Errorf("%w: %w", ErrNotBackup, err)
	}
	archive := tar.NewReader(unzipped)
	m, err := readManifest(archive)
	if err != nil {
		return Manifest{}, err
	}
	for _, o := range m.Members {
		header, err := archive.Next()
		if err != nil {
			return m, damaged(o.Name, err)
		}
		if header.Typeflag != tar.TypeReg || header.Name != o.Name || header.Size != o.Size {
			return m, fmt.Errorf("%w: %s of %d bytes stands where %s of %d bytes should", ErrDamaged, header.Name, header.Size, o.Name, o.Size)
		}
		verified := &verifier{r: archive, sum: sha256.New()}
		if err := take(o, verified); err != nil {
			return m, err
		}
		if n, err := io.Copy(io.Discard, verified); err != nil || n > 0 {
			return m, damaged(o.Name, errors.Join(err, fmt.Errorf("%d bytes too many", n)))
		}
		if got := hex.EncodeToString(verified.sum.Sum(nil)); got != o.SHA256 {
			return m, fmt.Errorf("%w: the checksum of %s is %s, not %s", ErrDamaged, o.Name, got, o.SHA256)
		}
	}
	if _, err := archive.Next(); !errors.Is(err, io.EOF) {
		return m, fmt.Errorf("%w: there is more than the manifest says", ErrDamaged)
	}
	if _, err := io.Copy(io.Discard, unzipped); err != nil { // to the checksum of gzip itself
		return m, damaged("the end", err)
	}
	return m, nil
}

func damaged(what string, err error) error {
	return fmt.Errorf("%w: %s: %w", ErrDamaged, what, err)
}

func readManifest(archive *tar.Reader) (Manifest, error) {
	var m Manifest
	header, err := archive.Next()
	if err != nil || header.Name != manifestName || header.Size > maxManifest {
		return m, errors.Join(ErrNotBackup, err)
	}
	if err := json.NewDecoder(archive).Decode(&m); err != nil {
		return m, fmt.Errorf("%w: manifest: %w", ErrNotBackup, err)
	}
	return m, m.check()
}

// verifier hashes what is read.
type verifier struct {
	r   io.Reader
	sum hash.Hash
}

func (v *verifier) Read(p []byte) (int, error) {
	n, err := v.r.Read(p)
	v.sum.Write(p[:n])
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged("reading", err)
	}
	return n, err
}

// Verify reads a backup to its end and says what it holds, or what is wrong
// with it.
func Verify(r io.Reader) (Manifest, error) {
	return read(r, func(_ Member, content io.Reader) error {
		_, err := io.Copy(io.Discard, content)
		return err
	})
}
