package audit

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"github.com/parley-video/parley/projections/sql"
)

// insertion adds rows to a table. No two rows of one have the same key.
type insertion struct {
	table   string
	width   int
	columns string
	known   string // what to do with a row that is there
}

func (i insertion) text(rows int) string {
	list := make([]string, rows)
	for r := range list {
		marks := make([]string, i.width)
		for c := range marks {
			marks[c] = "$" + strconv.Itoa(r*i.width+c+1)
		}
		list[r] = "(" + strings.Join(marks, ", ") + ")"
	}
	return "INSERT INTO " + i.table + " (" + i.columns + ") VALUES " + strings.Join(list, ", ") + " ON CONFLICT " + i.known
}

// texts are made once: the databases know statements by them.
var texts sync.Map // of insertSome to string

type insertSome struct {
	insertion
	rows int
}

func textOf(i insertion, rows int) string {
	if t, ok := texts.Load(insertSome{i, rows}); ok {
		return t.(string) //nolint:forcetypeassert // only texts go in
	}
	t := i.text(rows)
	texts.Store(insertSome{i, rows}, t)
	return t
}

// rows waits until so many can be added together.
type rows struct {
	insertion
	some, one string
	together  int
	args      []any
}

func newRows(together int, i insertion) *rows {
	return &rows{insertion: i, some: textOf(i, together), one: textOf(i, 1), together: together}
}

func (r *rows) add(ctx context.Context, tx *sql.Tx, row ...any) {
	r.args = append(r.args, row...)
	if len(r.args) == r.together*r.width {
		tx.Queue(ctx, r.some, r.args...)
		r.args = nil // they are queued
	}
}

// flush adds those that wait, one by one: few numbers of rows make few
// statements to know.
func (r *rows) flush(ctx context.Context, tx *sql.Tx) {
	for ; len(r.args) > 0; r.args = r.args[r.width:] {
		tx.Queue(ctx, r.one, r.args[:r.width:r.width]...)
	}
}
