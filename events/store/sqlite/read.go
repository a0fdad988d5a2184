package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// reader is the pool of connections that read pages.
type reader struct {
	live *live
	db   *sql.DB

	mu      sync.RWMutex // held for reading by every page read, for writing by close
	closed  bool
	known   sync.Mutex // guards what follows
	streams *cache[string, int64]
	names   *cache[int64, string]

	streamForwards, streamBackwards, streamNumber *sql.Stmt
	streamState, lastEvent, removed               *sql.Stmt
	allForwards, allBackwards, streamNames        *sql.Stmt
	statements                                    []*sql.Stmt // all of them
}

const columns = `e.position, e.revision, e.id, e.type, e.created, e.data, e.meta`

// goesOn is looked at once for a whole page: a stream that has ended, as far
// as readers may know by now, gives none.
const goesOn = ` AND (SELECT ended NOT BETWEEN 1 AND ?3 FROM streams WHERE id = ?1)`

func openReader(ctx context.Context, path string, o Options, live *live) (_ *reader, err error) {
	db, err := sql.Open("sqlite", dsn(path, "query_only(1)"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(o.Readers)
	db.SetMaxIdleConns(o.Readers)
	r := &reader{live: live, db: db, streams: newCache[string, int64](o.CacheStreams), names: newCache[int64, string](o.CacheStreams)}
	for query, into := range map[string]**sql.Stmt{
		`SELECT id FROM streams WHERE name = ?`:                                     &r.streamNumber,
		`SELECT id, name FROM streams WHERE id IN (SELECT value FROM json_each(?))`: &r.streamNames,
		`SELECT e.stream, ` + columns + ` FROM events e WHERE e.stream = ?1 AND e.revision >= ?2 AND e.position <= ?3` + goesOn + `
			ORDER BY e.revision LIMIT ?4`: &r.streamForwards,
		`SELECT e.stream, ` + columns + ` FROM events e WHERE e.stream = ?1 AND e.revision <= ?2 AND e.position <= ?3` + goesOn + `
			ORDER BY e.revision DESC LIMIT ?4`: &r.streamBackwards,
		`SELECT ended BETWEEN 1 AND ?2, EXISTS (SELECT 1 FROM events WHERE stream = ?1 AND position <= ?2)
			FROM streams WHERE id = ?1`: &r.streamState,
		`SELECT position, created FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1`: &r.lastEvent,
		`SELECT oldest, removed FROM log`: &r.removed,
		allQuery(store.Forwards, ""):      &r.allForwards,
		allQuery(store.Backwards, ""):     &r.allBackwards,
	} {
		if *into, err = db.PrepareContext(ctx, query); err != nil {
			return nil, errors.Join(err, r.close())
		}
		r.statements = append(r.statements, *into)
	}
	return r, nil
}

// begin keeps close away until the returned function is called.
func (r *reader) begin(ctx context.Context) (end func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.mu.RLock()
	if r.closed {
		r.mu.RUnlock()
		return nil, store.ErrClosed
	}
	return r.mu.RUnlock, nil
}

func (r *reader) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	var err error
	for _, s := range r.statements {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, r.db.Close())
}

// forget drops what is remembered of the file.
func (r *reader) forget() {
	r.known.Lock()
	defer r.known.Unlock()
	r.streams.clear()
	r.names.clear()
}

// ReadStream implements store.Store.
func (s *Store) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	max, err := store.CheckMax(max)
	if err = errors.Join(err, store.CheckStream(stream), store.CheckDirection(dir)); err != nil {
		return store.StreamPage{}, fmt.Errorf("read stream %q: %w", stream, err)
	}
	page, err := s.reader.readStream(ctx, stream, min(from, store.LastRevision), dir, max)
	if err != nil {
		return store.StreamPage{}, fmt.Errorf("read stream %s: %w", stream, err)
	}
	return page, nil
}

func (r *reader) readStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	end, err := r.begin(ctx)
	if err != nil {
		return store.StreamPage{}, err
	}
	defer end()
	head := r.live.position()
	number, err := r.number(ctx, stream)
	if err != nil {
		return store.StreamPage{}, err
	}
	stmt := r.streamForwards
	if dir == store.Backwards {
		stmt = r.streamBackwards
	}
	rows, err := stmt.QueryContext(ctx, number, int64(from), int64(head), max+1)
	if err != nil {
		return store.StreamPage{}, readError(ctx, err)
	}
	list, _, more, err := collect(rows, max)
	if err != nil {
		return store.StreamPage{}, readError(ctx, err)
	}
	if len(list) == 0 {
		return r.emptyPage(ctx, number, from, dir, head)
	}
	for i := range list {
		list[i].Stream = stream
	}
	page := store.StreamPage{Events: list, End: !more}
	last := list[len(list)-1].Revision
	switch {
	case dir == store.Forwards:
		page.Next = last + 1
	case last > 0:
		page.Next = last - 1
	}
	return page, nil
}

// emptyPage says why a page has no events.
func (r *reader) emptyPage(ctx context.Context, number int64, from events.Revision, dir store.Direction, head events.Position) (store.StreamPage, error) {
	var ended, exists bool
	if err := r.streamState.QueryRowContext(ctx, number, int64(head)).Scan(&ended, &exists); err != nil {
		return store.StreamPage{}, readError(ctx, err)
	}
	switch {
	case ended:
		return store.StreamPage{}, store.ErrDeleted
	case !exists: // known by name only: not yet made durable
		return store.StreamPage{}, store.ErrNotFound
	case dir == store.Backwards: // what was there was removed
		return store.StreamPage{End: true}, nil
	}
	return store.StreamPage{Next: from, End: true}, nil
}

// number finds a stream's number. Numbers never change.
func (r *reader) number(ctx context.Context, stream string) (int64, error) {
	r.known.Lock()
	number, ok := r.streams.get(stream)
	r.known.Unlock()
	if ok {
		return number, nil
	}
	err := r.streamNumber.QueryRowContext(ctx, stream).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, store.ErrNotFound
	}
	if err != nil {
		return 0, readError(ctx, err)
	}
	r.known.Lock()
	r.streams.put(stream, number)
	r.known.Unlock()
	return number, nil
}

// collect takes at most max events, fewer when they are large, and closes the
// cursor. Of their streams it has the numbers. more says that there was another
// one.
func collect(rows *sql.Rows, max int) (list []store.Event, numbers []int64, more bool, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	bytes := 0
	for rows.Next() {
		if len(list) == max || bytes >= store.MaxPageBytes {
			return list, numbers, true, nil
		}
		var e store.Event
		var created, number int64
		var id sql.RawBytes
		if err := scan(rows, &number, &e.Position, &e.Revision, &id, &e.Type, &created, &e.Data, &e.Meta); err != nil {
			return nil, nil, false, err
		}
		if e.ID, err = idFrom(id); err != nil {
			return nil, nil, false, err
		}
		e.Created = time.UnixMicro(created).UTC()
		if len(e.Meta) == 0 {
			e.Meta = nil
		}
		bytes += size(&e)
		list, numbers = append(list, e), append(numbers, number)
	}
	return list, numbers, false, rows.Err()
}
