package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Describe implements store.Describer. Events is exact: positions of this
// store have no gaps but those that scavenging left, and these are counted.
func (s *Store) Describe(ctx context.Context) (store.Info, error) {
	info, err := s.reader.describe(ctx)
	if err == nil {
		info.Bytes, info.WALBytes, err = sizes(filepath.Join(s.dir, fileName))
	}
	if err != nil {
		return store.Info{}, fmt.Errorf("describe log: %w", err)
	}
	return info, nil
}

func (r *reader) describe(ctx context.Context) (store.Info, error) {
	end, err := r.begin(ctx)
	if err != nil {
		return store.Info{}, err
	}
	defer end()
	head := r.live.position()
	var info store.Info
	var last, created, oldest, removed int64
	if err := r.removed.QueryRowContext(ctx).Scan(&oldest, &removed); err != nil {
		return store.Info{}, readError(ctx, err)
	}
	err = r.lastEvent.QueryRowContext(ctx, int64(head)).Scan(&last, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Info{}, nil
	}
	if err != nil {
		return store.Info{}, readError(ctx, err)
	}
	info.Oldest, info.Newest = events.Position(oldest), events.Position(last) // positions of ours
	info.Updated = time.UnixMicro(created).UTC()
	info.Events = max(0, last-removed)
	return info, nil
}

// sizes gives the bytes of the database with its write-ahead log, and those of
// the latter alone.
func sizes(path string) (all, wal int64, err error) {
	for _, f := range []struct {
		name string
		also *int64
	}{{path, nil}, {path + "-wal", &wal}} {
		info, err := os.Stat(f.name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // the write-ahead log comes with the first write
		}
		if err != nil {
			return 0, 0, err
		}
		all += info.Size()
		if f.also != nil {
			*f.also = info.Size()
		}
	}
	return all, wal, nil
}
