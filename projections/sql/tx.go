package sql

import (
	"context"
	"strings"
	"sync"
)

// generation is one set of tables of a projection.
type generation struct {
	version, number int64
	tables          []string // full names
	replace         *strings.Replacer
	texts           sync.Map // statement as written -> statement with table names
}

func (g *generation) text(statement string) string {
	if t, ok := g.texts.Load(statement); ok {
		return t.(string) // only strings go in
	}
	t := g.replace.Replace(statement)
	g.texts.Store(statement, t)
	return t
}

// Tx is the write transaction of a batch.
type Tx struct {
	w          writer
	generation *generation
	failed     error
}

// Queue adds a statement. Its failure shows when the batch is flushed, at the
// latest at its end.
func (t *Tx) Queue(ctx context.Context, statement string, args ...any) {
	t.w.Queue(ctx, t.generation.text(statement), args...)
}

// Get flushes what is queued and reads one row; it reports whether there was
// one.
func (t *Tx) Get(ctx context.Context, statement string, args []any, dest ...any) (bool, error) {
	found := false
	err := t.Each(ctx, statement, args, func(scan Scan) error {
		found = true
		return scan(dest...)
	})
	return found, err
}

// Each flushes what is queued and calls row for every row of a query.
func (t *Tx) Each(ctx context.Context, statement string, args []any, row func(Scan) error) error {
	err := t.w.Each(ctx, t.generation.text(statement), args, row)
	if err != nil && t.failed == nil {
		t.failed = err
	}
	return err
}

// Reader is a read transaction on the tables that are served.
type Reader struct {
	r          reader
	generation *generation
}

// Each calls row for every row of a query.
func (r *Reader) Each(ctx context.Context, query string, args []any, row func(Scan) error) error {
	// Queries are composed from filters, so they are not kept like statements.
	return r.r.Each(ctx, r.generation.replace.Replace(query), args, row)
}

// Get reads one row; it reports whether there was one.
func (r *Reader) Get(ctx context.Context, query string, args []any, dest ...any) (bool, error) {
	found := false
	err := r.Each(ctx, query, args, func(scan Scan) error {
		found = true
		return scan(dest...)
	})
	return found, err
}

// Plain is a text as it comes back from the rows, which hold no NUL.
func Plain(s string) string { return strings.ReplaceAll(s, "\x00", "") }
