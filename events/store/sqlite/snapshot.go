package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/parley-video/parley/events"
)

// Snapshot writes a copy of the log to a new file, as it is at one position,
// which it gives. Readers and writers go on meanwhile; the write-ahead log
// cannot shrink until it is done. The file is what Open wants to find as
// events.db in its directory.
func (s *Store) Snapshot(ctx context.Context, path string) (events.Position, error) {
	end, err := s.reader.begin(ctx) // Close waits until the copy is made
	if err != nil {
		return 0, fmt.Errorf("snapshot log: %w", err)
	}
	defer end()
	position, err := snapshot(ctx, filepath.Join(s.dir, fileName), path)
	if err != nil {
		return 0, fmt.Errorf("snapshot log: %w", classify(err))
	}
	return position, nil
}

func snapshot(ctx context.Context, from, to string) (position events.Position, err error) {
	source, err := sql.Open("sqlite", dsn(from)) // the readers' connections may not write
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	if _, err := source.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return 0, err
	}
	copied, err := sql.Open("sqlite", dsn(to, "query_only(1)"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	var last int64
	err = copied.QueryRowContext(ctx, "SELECT coalesce(max(position), 0) FROM events").Scan(&last)
	return events.Position(last), err // positions of ours
}
