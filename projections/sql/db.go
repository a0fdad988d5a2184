package sql

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/parley-video/parley/internal/sqldb"
)

// DB is a database for read models. It can be deleted while nobody uses it:
// everything in it is folded again from the log.
type DB struct{ *sqldb.DB }

// The transactions of the database underneath.
type (
	writer = sqldb.Tx
	reader = sqldb.Querier
)

// Scan copies the columns of a row.
type Scan = sqldb.Scan

// OpenSQLite opens or makes the database file. A file that SQLite cannot read
// is thrown away: nothing in it is lost.
func OpenSQLite(ctx context.Context, path string) (*DB, error) {
	db, err := openSQLite(ctx, path)
	if sqldb.Damaged(err) {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, fmt.Errorf("remove damaged read-model database: %w", err)
			}
		}
		db, err = openSQLite(ctx, path)
	}
	if err != nil {
		return nil, fmt.Errorf("read models: %w", err)
	}
	return db, nil
}

func openSQLite(ctx context.Context, path string) (*DB, error) {
	// Rows can always be folded again, so a commit need not wait for the disk;
	// but what was erased must not be found in the file.
	db, err := sqldb.OpenSQLite(ctx, path, sqldb.SQLiteOptions{Shred: true})
	if err != nil {
		return nil, err
	}
	return New(ctx, db)
}

// OpenPostgres connects to a PostgreSQL database. Tables go into the schema
// that the connection string's search_path names.
func OpenPostgres(ctx context.Context, dsn string) (*DB, error) {
	db, err := sqldb.OpenPostgres(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("read models: %w", err)
	}
	return New(ctx, db)
}

// New keeps read models in a database that others may use as well. It closes
// the database when it fails.
func New(ctx context.Context, db *sqldb.DB) (*DB, error) {
	if err := db.Migrate(ctx, "projections", schema, addLive); err != nil {
		return nil, errors.Join(fmt.Errorf("read models: %w", err), db.Close())
	}
	return &DB{DB: db}, nil
}

const schema = `CREATE TABLE IF NOT EXISTS parley_projections (
	name TEXT NOT NULL,
	version BIGINT NOT NULL,
	generation BIGINT NOT NULL,
	position BIGINT NOT NULL,
	serving BIGINT NOT NULL,
	tables TEXT NOT NULL,
	parked TEXT,
	PRIMARY KEY (name, version, generation))`

// live says that the rows have reached the log's end at least once.
const addLive = `ALTER TABLE parley_projections ADD COLUMN live BIGINT NOT NULL DEFAULT 0`
