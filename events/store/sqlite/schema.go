package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
)

// schemaVersion is what this program writes. A log with a higher number is
// refused; a lower one is to be brought up to date in migrate.
const schemaVersion = 2

// applicationID marks the file as ours ("Prly"), so that another program's
// database is not mistaken for a log.
const applicationID = 0x50726c79

// Payloads are TEXT, not BLOB, so that the JSON functions of the sqlite3 shell
// work on them.
var schema = []string{
	`CREATE TABLE streams (
		id    INTEGER PRIMARY KEY,
		name  TEXT NOT NULL UNIQUE,
		ended INTEGER NOT NULL DEFAULT 0 -- position of its tombstone
	) STRICT`,
	`CREATE TABLE events (
		position INTEGER PRIMARY KEY,
		stream   INTEGER NOT NULL REFERENCES streams (id),
		revision INTEGER NOT NULL,
		id       BLOB NOT NULL,
		type     TEXT NOT NULL,
		created  INTEGER NOT NULL, -- microseconds since 1970, UTC
		data     TEXT NOT NULL,
		meta     TEXT NOT NULL     -- empty: none
	) STRICT`,
	`CREATE UNIQUE INDEX events_by_stream ON events (stream, revision)`,
	logTable,
	logRow,
	fmt.Sprintf(`PRAGMA application_id = %d`, applicationID),
	fmt.Sprintf(`PRAGMA user_version = %d`, schemaVersion),
}

// What scavenging removed: how many events and bytes of payload, and the
// highest position among them. One row.
const (
	logTable = `CREATE TABLE log (
		one     INTEGER PRIMARY KEY CHECK (one = 1),
		oldest  INTEGER NOT NULL,
		removed INTEGER NOT NULL,
		bytes   INTEGER NOT NULL
	) STRICT`
	logRow = `INSERT INTO log (one, oldest, removed, bytes) VALUES (1, 0, 0, 0)`
)

// migrations bring a log from the format that is their index to the next one.
var migrations = map[int64][]string{
	1: {
		`ALTER TABLE streams ADD COLUMN ended INTEGER NOT NULL DEFAULT 0`,
		logTable,
		logRow,
	},
}

const fileMagic = "SQLite format 3\x00"

// inspectFile looks at the file before SQLite does, because SQLite takes an
// empty or short file for a new database and silently discards the
// write-ahead log of a database that is gone.
func inspectFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // that it can be written is looked at here as well
	if errors.Is(err, os.ErrNotExist) {
		if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
			return fmt.Errorf("%w: %s is missing, but its write-ahead log is there", ErrCorrupt, filepath.Base(path))
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() // nothing is written
	header := make([]byte, len(fileMagic))
	n, err := io.ReadFull(f, header)
	switch {
	case errors.Is(err, io.EOF): // a first start that was cut short
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return err
	case string(header[:n]) != fileMagic:
		return fmt.Errorf("%w: %s has no database header", ErrNotLog, filepath.Base(path))
	}
	return nil
}

// busyTimeout is the patience, in milliseconds, with another connection.
const busyTimeout = 10_000

// dsn is the address of the file for the driver. synchronous=FULL makes every
// commit wait for the disk.
func dsn(path string, pragmas ...string) string {
	q := url.Values{"_txlock": {"immediate"}}
	for _, p := range append([]string{fmt.Sprintf("busy_timeout(%d)", busyTimeout), "synchronous(FULL)", "fullfsync(1)", "secure_delete(1)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// prepareSchema makes a new log's tables, or says why an existing file cannot
// be used. It writes nothing into a file that is not a log of this version.
func prepareSchema(ctx context.Context, conn *sql.Conn, path string) error {
	var application, version, objects, pages int64
	for query, into := range map[string]*int64{
		"PRAGMA application_id":              &application,
		"PRAGMA user_version":                &version,
		"SELECT count(*) FROM sqlite_schema": &objects,
		"PRAGMA page_count":                  &pages,
	} {
		if err := conn.QueryRowContext(ctx, query).Scan(into); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
	}
	switch {
	case application == 0 && version == 0 && objects == 0 && pages <= 1: // not begun, or no further than the header
		return createSchema(ctx, conn, path)
	case application != applicationID:
		return fmt.Errorf("%w: it is another program's database", ErrNotLog)
	case version > schemaVersion:
		return fmt.Errorf("%w: format %d, this program knows up to %d", ErrNewerSchema, version, schemaVersion)
	case version < 1:
		return fmt.Errorf("%w: format %d does not exist", ErrCorrupt, version)
	}
	if err := setJournal(ctx, conn); err != nil {
		return err
	}
	for ; version < schemaVersion; version++ {
		if err := migrate(ctx, conn, version); err != nil {
			return fmt.Errorf("bring event log from format %d to %d: %w", version, version+1, err)
		}
	}
	return nil
}

// migrate goes one step, whole or not at all.
func migrate(ctx context.Context, conn *sql.Conn, version int64) error {
	statements := append([]string{"BEGIN IMMEDIATE"}, migrations[version]...)
	statements = append(statements, fmt.Sprintf(`PRAGMA user_version = %d`, version+1), "COMMIT")
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err // the connection is closed, which undoes it
		}
	}
	return nil
}

func createSchema(ctx context.Context, conn *sql.Conn, path string) error {
	if err := setJournal(ctx, conn); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, statement := range append(schema, "COMMIT") {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("create event log: %w", err)
		}
	}
	return syncDir(filepath.Dir(path))
}

func setJournal(ctx context.Context, conn *sql.Conn) error {
	var mode string
	if err := conn.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("file system does not allow a write-ahead log: journal mode is %s", mode)
	}
	return nil
}

// syncDir makes a new file's name durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
