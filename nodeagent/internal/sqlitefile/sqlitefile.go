// Package sqlitefile opens the small SQLite files of a Conferencing Node: one
// exclusive connection, write-ahead log, every commit on the disk before it
// returns, readable by the node's own user only.
//
// It may import the standard library and the SQLite driver. The returned
// *sql.DB is safe for concurrent use; its one connection makes callers take
// turns.
package sqlitefile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What Open and later calls may fail with, compared with errors.Is.
var (
	// ErrCorrupt: the file is not a database or its pages contradict each other.
	ErrCorrupt = errors.New("file is corrupt")
	// ErrInUse: another process has the file open.
	ErrInUse = errors.New("file is in use by another process")
	// ErrVersion: the file was written by a newer version of the software.
	ErrVersion = errors.New("file has a newer format")
)

// Open opens or creates the file and brings its schema to the newest version:
// migrations[i] leads from user_version i to i+1. The file stays locked until
// the database is closed.
func Open(path string, migrations ...string) (*sql.DB, error) {
	if err := prepare(path); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	q := url.Values{}
	for _, pragma := range []string{
		"locking_mode(EXCLUSIVE)", "journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(0)",
		"secure_delete(1)", // facts that were handed on may name people
	} {
		q.Add("_pragma", pragma)
	}
	q.Set("_txlock", "immediate")
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if err := migrate(db, migrations); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Join(Classify(err), db.Close()))
	}
	return db, nil
}

// prepare makes the directory and the file with closed permissions before
// SQLite would make them with open ones, and refuses an open file.
func prepare(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(path + "-wal"); err == nil {
			return fmt.Errorf("write-ahead log without its database: %w", ErrCorrupt)
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("permissions are %04o, must not let others read (chmod 600)", mode)
	}
	return nil
}

func migrate(db *sql.DB, migrations []string) error {
	ctx := context.Background() // local file; there is nothing to wait for
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("check: %s: %w", verdict, ErrCorrupt)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	defer tx.Rollback() // no-op after Commit
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read format version: %w", err)
	}
	if version > len(migrations) {
		return fmt.Errorf("format %d, this software knows %d: %w", version, len(migrations), ErrVersion)
	}
	for i := version; i < len(migrations); i++ {
		if _, err := tx.ExecContext(ctx, migrations[i]); err != nil {
			return fmt.Errorf("migrate to format %d: %w", i+1, err)
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(migrations))); err != nil {
		return fmt.Errorf("write format version: %w", err)
	}
	return tx.Commit()
}

// Classify adds ErrCorrupt or ErrInUse to an error of the driver.
func Classify(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", ErrInUse, err)
	}
	return err
}
