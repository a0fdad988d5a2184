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

// What may be wrong with the disk, compared with errors.Is. Both pass by
// themselves when the disk is well again: the next append finds out.
var (
	// ErrDiskFull: nothing was written.
	ErrDiskFull = errors.New("the disk is full")
	// ErrDisk: reading, writing or forcing to the disk failed.
	ErrDisk = errors.New("the disk fails")
)

// classify gives an error of the driver the sentinel that says what to do.
func classify(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) || errors.Is(err, ErrDisk) || errors.Is(err, ErrDiskFull) || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrNotLog) {
		return err
	}
	switch e.Code() & 0xff { // the low byte is the primary code
	case lib.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	case lib.SQLITE_IOERR:
		return fmt.Errorf("%w%s: %w", ErrDisk, doing(e.Code()), err)
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

// doing says what the disk failed to do.
func doing(code int) string {
	switch code {
	case lib.SQLITE_IOERR_FSYNC, lib.SQLITE_IOERR_DIR_FSYNC:
		return " to make durable what was written"
	case lib.SQLITE_IOERR_WRITE, lib.SQLITE_IOERR_TRUNCATE:
		return " to write"
	case lib.SQLITE_IOERR_READ, lib.SQLITE_IOERR_SHORT_READ:
		return " to read"
	}
	return ""
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
