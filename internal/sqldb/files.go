package sqldb

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Errors of the work on files, compared with errors.Is.
var (
	// ErrBusy: readers kept the write-ahead log from being emptied. Try again.
	ErrBusy = errors.New("database is in use")
	// ErrNoSnapshot: the database is not a file; it has tools of its own.
	ErrNoSnapshot = errors.New("only SQLite databases are copied to a file")
)

// Shred does what the database can do so that what was deleted from tables is
// not left in its files. SQLite overwrote it when it was opened with Shred; the
// write-ahead log, which has older copies, is emptied. PostgreSQL frees the
// tables' dead rows; they are overwritten when their place is used again, and
// its own log keeps them for as long as it is kept.
func (db *DB) Shred(ctx context.Context, tables ...string) error {
	if err := db.backend.shred(ctx, tables); err != nil {
		return fmt.Errorf("shred: %w", err)
	}
	return nil
}

// Snapshot writes the database as it is now to a new file, which has nothing of
// what was deleted. Writers go on meanwhile.
func (db *DB) Snapshot(ctx context.Context, path string) error {
	if err := db.backend.snapshot(ctx, path); err != nil {
		return fmt.Errorf("snapshot database: %w", err)
	}
	return nil
}

func (b *sqliteBackend) shred(ctx context.Context, _ []string) error {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := b.connect(ctx); err != nil {
		return err
	}
	var busy, frames, moved int64
	if err := b.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("empty the write-ahead log: %w", ErrBusy)
	}
	return nil
}

// snapshot has a connection of its own: the readers' may not write, and the
// writer's would keep everybody waiting.
func (b *sqliteBackend) snapshot(ctx context.Context, path string) (err error) {
	var file string
	if err := b.read.QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file); err != nil {
		return err
	}
	db, err := open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ignoreDone(db.Close())) }()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}

func (p *postgres) shred(ctx context.Context, tables []string) error {
	for _, table := range tables {
		if _, err := p.pool.Exec(ctx, "VACUUM "+pgx.Identifier{table}.Sanitize()); err != nil {
			return err
		}
	}
	return nil
}

func (*postgres) snapshot(context.Context, string) error { return ErrNoSnapshot }
