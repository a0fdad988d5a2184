package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/parley-video/parley/events/store"
)

// What may be wrong with a data directory, compared with errors.Is.
var (
	// ErrLocked: another process has the log open.
	ErrLocked = errors.New("event log is in use by another process")
	// ErrNotLog: there is a file of the log's name, but it is not a log.
	ErrNotLog = errors.New("file is not a Parley event log")
	// ErrNewerSchema: a newer version of the program wrote the log.
	ErrNewerSchema = errors.New("event log was written by a newer version")
	// ErrCorrupt: the log is damaged; put a backup in its place.
	ErrCorrupt = errors.New("event log is damaged")
)

// classify gives an error of the driver the sentinel that says what to do.
func classify(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff { // the low byte is the primary code
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrNotLog, err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_FORMAT,
		// Our statements are right for the schema that we made, and the file
		// was found writable: only damage makes them wrong.
		lib.SQLITE_ERROR, lib.SQLITE_READONLY:
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return err
}

// readError is what a failed page read answers: the context's error when that
// is the reason, otherwise that the store is unavailable, and why.
func readError(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	return fmt.Errorf("%w: %w", store.ErrUnavailable, classify(err))
}

// scan reads a row. A value that does not fit its column is damage: the schema
// does not let one in.
func scan(rows *sql.Rows, into ...any) error {
	if err := rows.Scan(into...); err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return nil
}
