package sql

import (
	"context"
	"strconv"
	"strings"
	"sync"
)

// Insertion adds rows to a table. No two rows of one may have the same key.
type Insertion struct {
	Table   string
	Width   int // the number of columns
	Columns string
	Known   string // what to do with a row that is there, after ON CONFLICT
}

func (i Insertion) text(rows int) string {
	list := make([]string, rows)
	for r := range list {
		marks := make([]string, i.Width)
		for c := range marks {
			marks[c] = "$" + strconv.Itoa(r*i.Width+c+1)
		}
		list[r] = "(" + strings.Join(marks, ", ") + ")"
	}
	return "INSERT INTO " + i.Table + " (" + i.Columns + ") VALUES " + strings.Join(list, ", ") + " ON CONFLICT " + i.Known
}

// texts are made once: the databases know statements by them.
var texts sync.Map // of insertSome to string

type insertSome struct {
	Insertion
	rows int
}

func textOf(i Insertion, rows int) string {
	if t, ok := texts.Load(insertSome{i, rows}); ok {
		return t.(string) // only texts go in
	}
	t := i.text(rows)
	texts.Store(insertSome{i, rows}, t)
	return t
}

// Together is how many rows the database likes to be added with one statement:
// PostgreSQL some, SQLite, to which every statement is a call in this process,
// one by one.
func (db *DB) Together() int {
	if db.Shared() {
		return 32
	}
	return 1
}

// Rows waits until so many rows can be added together.
type Rows struct {
	Insertion
	some, one string
	together  int
	args      []any
}

// Rows is empty at first.
func (i Insertion) Rows(together int) *Rows {
	return &Rows{Insertion: i, some: textOf(i, together), one: textOf(i, 1), together: together}
}

// Add queues a row, or keeps it until there are enough.
func (r *Rows) Add(ctx context.Context, tx *Tx, row ...any) {
	r.args = append(r.args, row...)
	if len(r.args) == r.together*r.Width {
		tx.Queue(ctx, r.some, r.args...)
		r.args = nil // they are queued
	}
}

// Flush queues those that wait, one by one: few numbers of rows make few
// statements to know.
func (r *Rows) Flush(ctx context.Context, tx *Tx) {
	for ; len(r.args) > 0; r.args = r.args[r.Width:] {
		tx.Queue(ctx, r.one, r.args[:r.Width:r.Width]...)
	}
}
