package sql

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-video/parley/projections"
)

// List is a query for one page of an ordered list: conditions, and an order
// by one column with the identifier as a tie-breaker.
type List struct {
	Name    string // of the list and its order, for its cursors
	Table   string // with braces
	Columns string
	Key     string // column it is ordered by
	Text    bool   // Key is text, otherwise a number
	Unique  bool   // Key alone is unique; there is no ID column
	Descend bool
	First   int
	After   string

	where []string
	args  []any
}

// If adds a condition without an argument.
func (l *List) If(condition string) { l.where = append(l.where, condition) }

// Where adds a condition; $? stands for its argument.
func (l *List) Where(condition string, arg any) {
	l.args = append(l.args, arg)
	l.where = append(l.where, strings.ReplaceAll(condition, "$?", "$"+strconv.Itoa(len(l.args))))
}

// WhereIn adds the condition that a column has one of the values.
func (l *List) WhereIn(column string, values []string) {
	marks := make([]string, len(values))
	for i, v := range values {
		l.args = append(l.args, v)
		marks[i] = "$" + strconv.Itoa(len(l.args))
	}
	l.where = append(l.where, column+" IN ("+strings.Join(marks, ", ")+")")
}

func (l *List) condition() string {
	if len(l.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(l.where, " AND ")
}

// ReadCount counts all rows that match.
func (l *List) ReadCount(ctx context.Context, r *Reader) (int, error) {
	var n int64
	_, err := r.Get(ctx, "SELECT count(*) FROM "+l.Table+l.condition(), append([]any(nil), l.args...), &n)
	return int(n), err
}

// ReadPage reads one page. scan reads a row and returns it with its sort key.
func ReadPage[T any](ctx context.Context, r *Reader, l List, scan func(Scan) (T, projections.Cursor, error)) (projections.Page[T], error) {
	page := projections.Page[T]{}
	if err := projections.CheckFirst(l.First); err != nil {
		return page, err
	}
	if l.After != "" {
		if err := l.after(); err != nil {
			return page, err
		}
		page.HasPreviousPage = true
	}
	l.args = append(l.args, int64(l.First)+1)
	direction := " ASC"
	if l.Descend {
		direction = " DESC"
	}
	order := l.Key + direction
	if !l.Unique {
		order += ", id" + direction
	}
	query := fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s LIMIT $%d", l.Columns, l.Table, l.condition(), order, len(l.args))
	err := r.Each(ctx, query, l.args, func(s Scan) error {
		if len(page.Edges) == l.First {
			page.HasNextPage = true
			return nil
		}
		row, cursor, err := scan(s)
		if err != nil {
			return err
		}
		cursor.List = l.Name
		page.Edges = append(page.Edges, projections.Edge[T]{Cursor: cursor.Encode(), Node: row})
		return nil
	})
	return page, err
}

// after adds the condition that a row follows the cursor. A row value
// comparison lets both databases seek into the index.
func (l *List) after() error {
	c, err := projections.DecodeCursor(l.Name, l.After)
	if err != nil {
		return err
	}
	operator := " > "
	if l.Descend {
		operator = " < "
	}
	var key any = c.Num
	if l.Text {
		key = c.Text
	}
	l.args = append(l.args, key)
	n := len(l.args)
	if l.Unique {
		l.where = append(l.where, fmt.Sprintf("%s%s$%d", l.Key, operator, n))
		return nil
	}
	l.args = append(l.args, c.ID)
	l.where = append(l.where, fmt.Sprintf("(%s, id)%s($%d, $%d)", l.Key, operator, n, n+1))
	return nil
}
