package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

const (
	// scanWindow is how many positions one filtered page considers, so that a
	// filter that nothing passes still answers, and makes progress, in
	// milliseconds.
	scanWindow = 8192
	// filterTerms bounds the filter entries that are put into the query; a
	// longer filter is applied to what was read.
	filterTerms = 64
)

// allQuery joins the streams only for conditions on their names: the names
// themselves are remembered, and looking one up for every event would take a
// quarter of the time in which a whole log is read.
func allQuery(dir store.Direction, conditions string) string {
	order, join := "", ""
	if dir == store.Backwards {
		order = " DESC"
	}
	if strings.Contains(conditions, streamName) {
		join = " JOIN streams s ON s.id = e.stream"
	}
	return `SELECT e.stream, ` + columns + ` FROM events e` + join + `
		WHERE e.position > ? AND e.position <= ?` + conditions + ` ORDER BY e.position` + order + ` LIMIT ?`
}

const streamName = "s.name"

// ReadAll implements store.Store.
func (s *Store) ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error) {
	max, err := store.CheckMax(max)
	if err == nil {
		err = store.CheckDirection(dir)
	}
	if err != nil {
		return store.AllPage{}, fmt.Errorf("read log: %w", err)
	}
	page, err := s.reader.readAll(ctx, from, dir, filter, max)
	if err != nil {
		return store.AllPage{}, fmt.Errorf("read log from %s: %w", from, err)
	}
	return page, nil
}

// readAll reads the positions in (low, high], which is where the events that
// the page considers stand. Positions of this store have no gaps but those
// that an operator cut, so the span bounds the work.
func (r *reader) readAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error) {
	end, err := r.begin(ctx)
	if err != nil {
		return store.AllPage{}, err
	}
	defer end()
	head := r.live.position()
	low, high := from, head
	if dir == store.Backwards {
		low, high = 0, min(head, max0(from))
	} else if from > head {
		return store.AllPage{}, fmt.Errorf("log ends at %s: %w", head, store.ErrBeyondEnd)
	}
	if !filter.IsZero() && high-low > scanWindow && high > low {
		if dir == store.Backwards {
			low = high - scanWindow
		} else {
			high = low + scanWindow
		}
	}
	list, more, err := r.span(ctx, dir, filter, low, high, max)
	if err != nil {
		return store.AllPage{}, readError(ctx, err)
	}
	page := store.AllPage{Next: high}
	if dir == store.Backwards {
		page.Next = low + 1
	}
	if more {
		page.Next = list[len(list)-1].Position
	}
	if dir == store.Backwards {
		page.Next = min(page.Next, from)
		page.End = page.Next <= 1
	} else {
		page.End = page.Next >= head
	}
	for i := range list { // the query's conditions only choose beforehand
		if filter.Match(list[i].Stream, list[i].Type) {
			page.Events = append(page.Events, list[i])
		}
	}
	return page, nil
}

// max0 is the last position before p.
func max0(p events.Position) events.Position {
	if p == 0 {
		return 0
	}
	return p - 1
}

func (r *reader) span(ctx context.Context, dir store.Direction, filter store.Filter, low, high events.Position, max int) ([]store.Event, bool, error) {
	if high <= low {
		return nil, false, nil
	}
	conditions, args := conditions(filter)
	args = append(append([]any{int64(low), int64(high)}, args...), max+1)
	var rows *sql.Rows
	var err error
	switch {
	case conditions != "":
		rows, err = r.db.QueryContext(ctx, allQuery(dir, conditions), args...)
	case dir == store.Backwards:
		rows, err = r.allBackwards.QueryContext(ctx, args...)
	default:
		rows, err = r.allForwards.QueryContext(ctx, args...)
	}
	if err != nil {
		return nil, false, err
	}
	list, numbers, more, err := collect(rows, max)
	if err != nil {
		return nil, false, err
	}
	return list, more, r.name(ctx, list, numbers)
}

// conditions puts a filter into SQL.
func conditions(f store.Filter) (string, []any) {
	if n := len(f.Streams) + len(f.StreamPrefixes) + len(f.TypePrefixes); n == 0 || n > filterTerms {
		return "", nil
	}
	var sql strings.Builder
	var args []any
	group := func(terms int, term string) {
		if terms > 0 {
			sql.WriteString(" AND (" + strings.TrimSuffix(strings.Repeat(term+" OR ", terms), " OR ") + ")")
		}
	}
	group(len(f.Streams), streamName+" = ?")
	for _, name := range f.Streams {
		args = append(args, name)
	}
	for _, list := range []struct {
		prefixes []string
		column   string
	}{{f.StreamPrefixes, streamName}, {f.TypePrefixes, "e.type"}} {
		group(len(list.prefixes), list.column+" >= ? AND "+list.column+" < ?")
		for _, p := range list.prefixes {
			args = append(args, p, after(p))
		}
	}
	return sql.String(), args
}

// after comes after every text that begins with a prefix, byte by byte.
func after(prefix string) string {
	end := []byte(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return string(end[:i+1])
		}
	}
	return "\xff" // no UTF-8 text comes after it
}
