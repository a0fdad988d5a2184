package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"modernc.org/sqlite"
)

// readers bounds the concurrent read transactions on SQLite.
const readers = 4

// SQLiteOptions say how a file is kept.
type SQLiteOptions struct {
	// Durable makes every commit wait for the disk. Without it the last
	// commits may be gone after a power failure, never a part of one.
	Durable bool
	// Shred overwrites what is deleted, so that it cannot be read from the file
	// any more.
	Shred bool
}

// OpenSQLite opens or makes a database file.
func OpenSQLite(ctx context.Context, path string, o SQLiteOptions) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pragmas := []string{"journal_mode(WAL)", "synchronous(NORMAL)", "journal_size_limit(67108864)"}
	if o.Durable {
		pragmas[1] = "synchronous(FULL)"
	}
	if o.Shred {
		pragmas = append(pragmas, "secure_delete(1)")
	}
	// The default cache of 2 MB makes SQLite write pages of a large transaction
	// out, and read them again, in its middle.
	pragmas = append(pragmas, "cache_size(-16384)", "wal_autocheckpoint(4000)")
	write, err := open(path, pragmas...)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	write.SetMaxOpenConns(1)
	read, err := open(path, "query_only(1)")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	db := &DB{backend: &sqliteBackend{write: write, read: read, turn: make(chan struct{}, 1)}}
	// The file is made, or found to be none of SQLite's, by the first statement.
	if err := db.Update(ctx, func(tx Tx) error { return Each(ctx, tx, "PRAGMA schema_version", nil, nothing) }); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), db.Close())
	}
	return db, nil
}

func nothing(Scan) error { return nil }

func open(path string, pragmas ...string) (*sql.DB, error) {
	query := url.Values{"_pragma": append(pragmas, "busy_timeout(5000)")}
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return sql.Open("sqlite", dsn.String())
}

type sqliteBackend struct {
	read, write *sql.DB
	turn        chan struct{} // held by the one writer; guards the fields below
	conn        *sql.Conn
	prepared    map[string]*sql.Stmt
}

// SQLite's primary result codes, see https://sqlite.org/rescode.html.
const (
	codeError      = 1
	codeCorrupt    = 11
	codeTooBig     = 18
	codeConstraint = 19
	codeMismatch   = 20
	codeRange      = 25
	codeNotADB     = 26
)

func primaryCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// Damaged says that an error comes from a file that SQLite cannot read.
func Damaged(err error) bool {
	code := primaryCode(err)
	return code == codeCorrupt || code == codeNotADB
}

func (*sqliteBackend) permanent(err error) bool {
	switch primaryCode(err) {
	case codeError, codeTooBig, codeConstraint, codeMismatch, codeRange:
		return true
	}
	return false
}

func (*sqliteBackend) contains(column, placeholder string) string {
	return "instr(" + column + ", " + placeholder + ") > 0"
}

func (*sqliteBackend) covers() bool { return true }

func (*sqliteBackend) keyText() string { return "TEXT" }

func (*sqliteBackend) bytes() string { return "BLOB" }

func (b *sqliteBackend) update(ctx context.Context, f func(Tx) error) error {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := b.connect(ctx); err != nil {
		return err
	}
	if _, err := b.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return errors.Join(fmt.Errorf("begin: %w", err), b.disconnect())
	}
	w := &sqliteWriter{backend: b}
	err := f(w)
	if err == nil {
		err = w.err
	}
	if err == nil {
		if _, err = b.conn.ExecContext(ctx, "COMMIT"); err == nil {
			return nil
		}
		err = fmt.Errorf("commit: %w", err)
	}
	if _, rerr := b.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); rerr != nil {
		// The state of the connection is unknown: the next update opens another.
		return errors.Join(err, b.disconnect())
	}
	return err
}

func (b *sqliteBackend) connect(ctx context.Context) error {
	if b.conn != nil {
		return nil
	}
	conn, err := b.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	b.conn, b.prepared = conn, map[string]*sql.Stmt{}
	return nil
}

// disconnect throws the connection away; the pool makes a new one.
func (b *sqliteBackend) disconnect() error {
	if b.conn == nil {
		return nil
	}
	var errs []error
	for _, s := range b.prepared {
		errs = append(errs, s.Close())
	}
	_ = b.conn.Raw(func(any) error { return driver.ErrBadConn }) // marks it unusable
	errs = append(errs, ignoreDone(b.conn.Close()))
	b.conn, b.prepared = nil, nil
	return errors.Join(errs...)
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrConnDone) {
		return nil
	}
	return err
}

func (b *sqliteBackend) close() error {
	b.turn <- struct{}{}
	defer func() { <-b.turn }()
	return errors.Join(b.disconnect(), b.read.Close(), b.write.Close())
}

func (b *sqliteBackend) view(ctx context.Context, f func(Querier) error) error {
	tx, err := b.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin read: %w", err)
	}
	return errors.Join(f(sqliteReader{tx}), tx.Rollback())
}

type sqliteReader struct{ tx *sql.Tx }

func (r sqliteReader) Each(ctx context.Context, text string, args []any, row func(Scan) error) error {
	rows, err := r.tx.QueryContext(ctx, text, clean(args)...)
	if err != nil {
		return err
	}
	return eachRow(rows, row)
}

func eachRow(rows *sql.Rows, row func(Scan) error) error {
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// sqliteWriter runs statements at once and keeps the first failure.
type sqliteWriter struct {
	backend *sqliteBackend
	err     error
}

func (w *sqliteWriter) Queue(ctx context.Context, text string, args ...any) {
	if w.err != nil {
		return
	}
	if w.err = ctx.Err(); w.err != nil {
		return
	}
	stmt, err := w.statement(ctx, text)
	if err == nil {
		// A statement is short. To watch over each one whether its context ends
		// would cost as much as the statement does.
		_, err = stmt.ExecContext(context.WithoutCancel(ctx), clean(args)...)
	}
	w.err = err
}

func (w *sqliteWriter) Flush(context.Context) error { return w.err }

func (w *sqliteWriter) Each(ctx context.Context, text string, args []any, row func(Scan) error) error {
	if w.err != nil {
		return w.err
	}
	stmt, err := w.statement(ctx, text)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(ctx, clean(args)...)
	if err != nil {
		return err
	}
	return eachRow(rows, row)
}

// maxPrepared bounds the statements kept: versions come and go.
const maxPrepared = 256

func (w *sqliteWriter) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	b := w.backend
	if stmt, ok := b.prepared[text]; ok {
		return stmt, nil
	}
	if len(b.prepared) >= maxPrepared {
		for _, s := range b.prepared {
			if err := s.Close(); err != nil {
				return nil, err
			}
		}
		clear(b.prepared)
	}
	stmt, err := b.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", text, err)
	}
	b.prepared[text] = stmt
	return stmt, nil
}
