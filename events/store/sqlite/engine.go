package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// engine is the writing connection with its prepared statements. It belongs
// to the writer goroutine and is thrown away as a whole after a fault.
type engine struct {
	db   *sql.DB
	conn *sql.Conn

	begin, commit, rollback                    *sql.Stmt
	findStream, addStream, endStream, addEvent *sql.Stmt
	idsFrom                                    *sql.Stmt
	statements                                 []*sql.Stmt // all of them

	head       events.Position // of the file, when it was opened
	lastStream int64
}

const (
	// The write-ahead log is folded into the database every 4,000 pages
	// (16 MB) and cut to journalLimit bytes afterwards.
	checkpointPages = 4000
	journalLimit    = 64 << 20
	// quickCheckPages bounds the check of the whole file at start to files of
	// 32 MB, which takes a moment. Larger ones are probed at both ends.
	quickCheckPages = 8192
)

func openEngine(ctx context.Context, path string) (_ *engine, err error) {
	db, err := sql.Open("sqlite", dsn(path,
		fmt.Sprintf("wal_autocheckpoint(%d)", checkpointPages),
		fmt.Sprintf("journal_size_limit(%d)", journalLimit)))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	e := &engine{db: db}
	defer func() {
		if err != nil {
			err = errors.Join(err, e.close())
		}
	}()
	if e.conn, err = db.Conn(ctx); err != nil {
		return nil, err
	}
	if err := prepareSchema(ctx, e.conn, path); err != nil {
		return nil, err
	}
	if err := e.prepare(ctx); err != nil {
		return nil, err
	}
	if err := e.probe(ctx); err != nil {
		return nil, err
	}
	return e, nil
}

func (e *engine) prepare(ctx context.Context) error {
	for query, into := range map[string]**sql.Stmt{
		"BEGIN IMMEDIATE": &e.begin,
		"COMMIT":          &e.commit,
		"ROLLBACK":        &e.rollback,
		`SELECT s.id, (SELECT max(revision) + 1 FROM events WHERE stream = s.id), s.ended > 0
			FROM streams s WHERE s.name = ?`: &e.findStream,
		`UPDATE streams SET ended = ? WHERE id = ?`:    &e.endStream,
		`INSERT INTO streams (id, name) VALUES (?, ?)`: &e.addStream,
		`INSERT INTO events (position, stream, revision, id, type, created, data, meta)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`: &e.addEvent,
		`SELECT id, position FROM events WHERE stream = ? AND revision >= ?
			ORDER BY revision LIMIT ?`: &e.idsFrom,
	} {
		stmt, err := e.conn.PrepareContext(ctx, query)
		if err != nil {
			return err
		}
		*into = stmt
		e.statements = append(e.statements, stmt)
	}
	return nil
}

// probe reads the numbers to go on from and looks for damage.
func (e *engine) probe(ctx context.Context) error {
	var pages, last, count, streams int64
	for query, into := range map[string]*int64{
		"PRAGMA page_count":                                   &pages,
		"SELECT coalesce(max(position), 0) FROM events":       &last,
		"SELECT coalesce(max(id), 0) FROM streams":            &streams,
		"SELECT count(*) FROM (SELECT 1 FROM events LIMIT 1)": &count,
	} {
		if err := e.conn.QueryRowContext(ctx, query).Scan(into); err != nil {
			return err
		}
	}
	if pages <= quickCheckPages {
		var verdict string
		if err := e.conn.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return fmt.Errorf("%w: %s", ErrCorrupt, verdict)
		}
	}
	if (last == 0) != (streams == 0) || (last == 0) != (count == 0) || last < 0 {
		return fmt.Errorf("%w: last event %d, last stream %d", ErrCorrupt, last, streams)
	}
	e.head, e.lastStream = events.Position(last), streams
	return nil
}

// recentIDs gives the last n events, oldest first, to fill the window of ids
// that appends without an expected revision are compared with.
func (e *engine) recentIDs(ctx context.Context, n int, each func(windowKey, place)) error {
	rows, err := e.conn.QueryContext(ctx, `SELECT e.id, s.name, e.revision, e.position FROM events e
		JOIN streams s ON s.id = e.stream
		WHERE e.position > (SELECT coalesce(max(position), 0) - ? FROM events) ORDER BY e.position`, n)
	if err != nil {
		return err
	}
	defer rows.Close() // Err tells
	for rows.Next() {
		var raw []byte
		var key windowKey
		var p place
		if err := scan(rows, &raw, &key.stream, &p.revision, &p.position); err != nil {
			return err
		}
		if key.id, err = idFrom(raw); err != nil {
			return err
		}
		each(key, p)
	}
	return rows.Err()
}

// standing compares a batch with what the stream holds from a revision on. It
// gives the position of the last event, or false when they are not the same.
func (e *engine) standing(ctx context.Context, stream int64, from events.Revision, batch []store.NewEvent) (events.Position, bool, error) {
	rows, err := e.idsFrom.QueryContext(ctx, stream, int64(from), len(batch))
	if err != nil {
		return 0, false, err
	}
	defer rows.Close() // Err tells
	var last events.Position
	n := 0
	for ; rows.Next(); n++ {
		var raw []byte
		if err := scan(rows, &raw, &last); err != nil {
			return 0, false, err
		}
		id, err := idFrom(raw)
		if err != nil {
			return 0, false, err
		}
		if id != batch[n].ID {
			return 0, false, nil
		}
	}
	return last, n == len(batch), rows.Err()
}

func idFrom(raw []byte) (events.ID, error) {
	if len(raw) != len(events.ID{}) {
		return events.ID{}, fmt.Errorf("%w: event id of %d bytes", ErrCorrupt, len(raw))
	}
	return events.ID(raw), nil
}

// close folds the write-ahead log into the database if nobody else has it
// open. SQLite keeps a connection open for as long as it has statements, and
// database/sql does not close those of a sql.Conn.
func (e *engine) close() error {
	var err error
	for _, s := range e.statements {
		err = errors.Join(err, s.Close())
	}
	if e.conn != nil {
		err = errors.Join(err, e.conn.Close())
	}
	return errors.Join(err, e.db.Close())
}
