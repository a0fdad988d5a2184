package sql

import (
	"context"
	"fmt"
	"strings"
)

// DB is a database for read models. It can be deleted while nobody uses it:
// everything in it is folded again from the log.
type DB struct{ backend backend }

// backend is what differs between the databases.
type backend interface {
	// update runs f in one write transaction.
	update(ctx context.Context, f func(writer) error) error
	// view runs f in one read transaction: all of its queries see one state.
	view(ctx context.Context, f func(reader) error) error
	// contains is the condition that a text column contains an argument.
	contains(column, placeholder string) string
	// keyText is the type of text columns that sort by bytes.
	keyText() string
	// covers says that an index may hold columns that are only read, of any
	// length.
	covers() bool
	// permanent says that an error comes from the statement or its data, so
	// that trying again would fail again.
	permanent(err error) bool
	close() error
}

// writer is a write transaction.
type writer interface {
	queue(ctx context.Context, text string, args []any)
	flush(ctx context.Context) error
	reader
}

// reader is what a transaction reads with. each flushes what is queued first.
type reader interface {
	each(ctx context.Context, text string, args []any, row func(scan Scan) error) error
}

// Scan copies the columns of a row.
type Scan func(dest ...any) error

// Contains is the condition that column contains the argument of a
// placeholder, byte by byte.
func (db *DB) Contains(column, placeholder string) string {
	return db.backend.contains(column, placeholder)
}

// Close closes all connections.
func (db *DB) Close() error { return db.backend.close() }

const schema = `CREATE TABLE IF NOT EXISTS parley_projections (
	name TEXT NOT NULL,
	version BIGINT NOT NULL,
	generation BIGINT NOT NULL,
	position BIGINT NOT NULL,
	serving BIGINT NOT NULL,
	tables TEXT NOT NULL,
	parked TEXT,
	PRIMARY KEY (name, version, generation))`

func (db *DB) migrate(ctx context.Context) error {
	err := db.backend.update(ctx, func(w writer) error {
		w.queue(ctx, schema, nil)
		return w.flush(ctx)
	})
	if err != nil {
		return fmt.Errorf("create checkpoint table: %w", err)
	}
	return nil
}

// clean makes arguments acceptable to both databases: PostgreSQL has no text
// with NUL in it, so neither database gets one.
func clean(args []any) []any {
	for i, a := range args {
		switch a := a.(type) {
		case string:
			if strings.IndexByte(a, 0) >= 0 {
				args[i] = strings.ReplaceAll(a, "\x00", "")
			}
		case bool:
			args[i] = int64(0)
			if a {
				args[i] = int64(1)
			}
		}
	}
	return args
}
