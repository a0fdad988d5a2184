// Package sqldb is one small port to SQLite and PostgreSQL: statements are
// written once, in the subset that both share, and queued; PostgreSQL gets them
// as one pipelined batch, SQLite as prepared statements.
//
// The subset: $1 placeholders, ON CONFLICT, RETURNING, BIGINT for numbers,
// times (microseconds) and booleans (0 and 1), TEXT for text, KEYTEXT for text
// that is sorted or compared by bytes, BYTES for bytes. The last two are
// written in statements that go through Dialect.
//
// It imports the two drivers and nothing of Parley. A DB may be used by any
// goroutine; on SQLite one Update runs at a time. A Tx or Querier belongs to
// the function that it was given to.
package sqldb

import (
	"context"
	"fmt"
	"strings"
)

// DB is a database.
type DB struct{ backend backend }

// backend is what differs between the databases.
type backend interface {
	update(ctx context.Context, f func(Tx) error) error
	view(ctx context.Context, f func(Querier) error) error
	contains(column, placeholder string) string
	keyText() string
	bytes() string
	covers() bool
	permanent(err error) bool
	shred(ctx context.Context, tables []string) error
	snapshot(ctx context.Context, path string) error
	close() error
}

// Scan copies the columns of a row.
type Scan func(dest ...any) error

// Querier is what a transaction reads with.
type Querier interface {
	// Each calls row for every row of a query. In a write transaction it sends
	// what is queued first. The query is not done before it returns, so row
	// cannot ask anything itself.
	Each(ctx context.Context, text string, args []any, row func(Scan) error) error
}

// Tx is a write transaction.
type Tx interface {
	Querier
	// Queue adds a statement. Its failure shows when the queue is flushed, at
	// the latest when the transaction ends.
	Queue(ctx context.Context, text string, args ...any)
	// Flush sends what is queued.
	Flush(ctx context.Context) error
}

// Update runs f in one write transaction. An error of f undoes all.
func (db *DB) Update(ctx context.Context, f func(Tx) error) error { return db.backend.update(ctx, f) }

// View runs f in one read transaction: all of its queries see one state.
func (db *DB) View(ctx context.Context, f func(Querier) error) error { return db.backend.view(ctx, f) }

// Contains is the condition that a text column contains the argument of a
// placeholder, byte by byte.
func (db *DB) Contains(column, placeholder string) string {
	return db.backend.contains(column, placeholder)
}

// Covers says that an index may hold columns that are only read, of any length.
func (db *DB) Covers() bool { return db.backend.covers() }

// Permanent says that an error comes from the statement or its data, so that
// trying again would fail again.
func (db *DB) Permanent(err error) bool { return db.backend.permanent(err) }

// Dialect puts in what the databases call differently.
func (db *DB) Dialect(statement string) string {
	return strings.NewReplacer("KEYTEXT", db.backend.keyText(), "BYTES", db.backend.bytes()).Replace(statement)
}

// Close closes all connections.
func (db *DB) Close() error { return db.backend.close() }

// Each is q.Each; it reads better beside Get.
func Each(ctx context.Context, q Querier, text string, args []any, row func(Scan) error) error {
	return q.Each(ctx, text, args, row)
}

// Get reads one row; it reports whether there was one.
func Get(ctx context.Context, q Querier, text string, args []any, dest ...any) (bool, error) {
	found := false
	err := q.Each(ctx, text, args, func(scan Scan) error {
		found = true
		return scan(dest...)
	})
	return found, err
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

const migrations = `CREATE TABLE IF NOT EXISTS parley_migrations (
	component TEXT NOT NULL PRIMARY KEY,
	version BIGINT NOT NULL)`

// Migrate brings a component's tables up to date: steps[i] leads to version
// i+1 and is never changed once it was released. Several processes may try at
// the same time; one does it.
func (db *DB) Migrate(ctx context.Context, component string, steps ...string) error {
	if err := db.createMigrations(ctx); err != nil {
		return fmt.Errorf("migrate %s: %w", component, err)
	}
	err := db.Update(ctx, func(tx Tx) error {
		// Writing the row first makes other processes wait until this ends.
		tx.Queue(ctx, `INSERT INTO parley_migrations (component, version) VALUES ($1, 0)
			ON CONFLICT (component) DO UPDATE SET version = parley_migrations.version`, component)
		var version int64
		if _, err := Get(ctx, tx, `SELECT version FROM parley_migrations WHERE component = $1`, []any{component}, &version); err != nil {
			return err
		}
		if version > int64(len(steps)) {
			return fmt.Errorf("its tables are of version %d, this program knows up to %d", version, len(steps))
		}
		for _, step := range steps[version:] {
			tx.Queue(ctx, db.Dialect(step))
		}
		tx.Queue(ctx, `UPDATE parley_migrations SET version = $2 WHERE component = $1`, component, len(steps))
		return tx.Flush(ctx)
	})
	if err != nil {
		return fmt.Errorf("migrate %s: %w", component, err)
	}
	return nil
}

// createMigrations may race with another process on PostgreSQL, where
// IF NOT EXISTS does not prevent the loser's error; the table is there then.
func (db *DB) createMigrations(ctx context.Context) error {
	create := func(tx Tx) error {
		tx.Queue(ctx, migrations)
		return tx.Flush(ctx)
	}
	err := db.Update(ctx, create)
	if err != nil && db.Permanent(err) {
		return db.Update(ctx, create)
	}
	return err
}
