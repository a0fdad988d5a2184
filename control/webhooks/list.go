package webhooks

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// MaxPage bounds a page of deliveries or attempts.
const MaxPage = 1000

// Query selects deliveries.
type Query struct {
	First  int
	After  string          // cursor; empty: from the newest
	States []DeliveryState // empty: all
}

// Page is a part of a list. After goes on behind it.
type Page struct {
	Deliveries []Delivery
	After      string
	More       bool
}

// Deliveries lists a webhook's deliveries, those of the newest events first:
// all that are not finished, and the last thousand that are.
func (w *Webhooks) Deliveries(ctx context.Context, id string, q Query) (Page, error) {
	if _, err := w.state(ctx, id); err != nil {
		return Page{}, err
	}
	before, err := q.check()
	if err != nil {
		return Page{}, fmt.Errorf("deliveries of webhook %s: %w", id, err)
	}
	args := []any{id, before[0], before[1], int64(q.First + 1)}
	// A row of the log comes before those of the queue, the last one first:
	// what is in the queue is of the past when it is finished.
	text := `SELECT ord, ` + deliveryColumns + ` FROM (
		SELECT webhook, lane AS ord, ` + deliveryColumns + ` FROM webhooks_queue WHERE webhook = $1
		UNION ALL
		SELECT webhook, seq + 3 AS ord, ` + deliveryColumns + ` FROM webhooks_log WHERE webhook = $1 AND final = 1) d
		WHERE (position < $2 OR position = $2 AND ord < $3)` + q.states() + `
		ORDER BY position DESC, ord DESC LIMIT $4`
	page := Page{}
	err = w.queue.view(ctx, func(ctx context.Context, r sqldb.Querier) error {
		return r.Each(ctx, text, args, page.add(q.First))
	})
	if err != nil {
		return Page{}, fmt.Errorf("deliveries of webhook %s: %w", id, err)
	}
	return page, nil
}

// add takes the rows of a list, each with its ord first.
func (p *Page) add(first int) func(sqldb.Scan) error {
	return func(scan sqldb.Scan) error {
		if len(p.Deliveries) == first {
			p.More = true
			return nil
		}
		var ord int64
		d, err := scanDelivery(scan, &ord)
		if err != nil {
			return err
		}
		d.Cursor = fmt.Sprintf("%d.%d", d.Position, ord)
		p.Deliveries, p.After = append(p.Deliveries, d), d.Cursor
		return nil
	}
}

// states is the condition on the column; it holds numbers of ours, no text of
// theirs.
func (q Query) states() string {
	if len(q.States) == 0 {
		return ""
	}
	in := make([]string, len(q.States))
	for i, s := range q.States {
		in[i] = strconv.Itoa(slices.Index(stateNumbers, s))
	}
	return " AND state IN (" + strings.Join(in, ",") + ")"
}

const last = int64(1<<63 - 1)

// check gives the place to read on from: position and ord.
func (q Query) check() ([2]int64, error) {
	for _, s := range q.States {
		if !slices.Contains(stateNumbers, s) {
			return [2]int64{}, fmt.Errorf("state %q: %w", s, ErrCursor)
		}
	}
	if q.First < 0 || q.First > MaxPage {
		return [2]int64{}, fmt.Errorf("%w: first is %d, want 0 to %d", ErrPageSize, q.First, MaxPage)
	}
	return parseCursor(q.After)
}

func parseCursor(text string) ([2]int64, error) {
	if text == "" {
		return [2]int64{last, last}, nil
	}
	var at [2]int64
	if _, err := fmt.Sscanf(text, "%d.%d", &at[0], &at[1]); err != nil || fmt.Sprintf("%d.%d", at[0], at[1]) != text {
		return at, ErrCursor
	}
	return at, nil
}

// Attempts lists a webhook's last attempts, newest first, each with the state
// that it led to. Its cursors are its own.
func (w *Webhooks) Attempts(ctx context.Context, id string, q Query) (Page, error) {
	if _, err := w.state(ctx, id); err != nil {
		return Page{}, err
	}
	before, err := q.check()
	if err != nil {
		return Page{}, fmt.Errorf("attempts of webhook %s: %w", id, err)
	}
	page := Page{}
	err = w.queue.view(ctx, func(ctx context.Context, r sqldb.Querier) error {
		return r.Each(ctx, `SELECT seq, `+deliveryColumns+` FROM webhooks_log WHERE webhook = $1 AND seq < $2`+q.states()+`
			ORDER BY seq DESC LIMIT $3`, []any{id, before[1], int64(q.First + 1)}, page.add(q.First))
	})
	if err != nil {
		return Page{}, fmt.Errorf("attempts of webhook %s: %w", id, err)
	}
	return page, nil
}

// Retry has parked deliveries tried again, that of one event, or all of them.
// They get the whole time once more. It says how many there were.
func (w *Webhooks) Retry(ctx context.Context, id string, position *events.Position) (int, error) {
	n, err := w.change(ctx, id, position, w.queue.retry)
	if err != nil {
		return 0, fmt.Errorf("retry deliveries of webhook %s: %w", id, err)
	}
	return n, nil
}

// Discard gives parked deliveries up for good, that of one event, or all of
// them. It says how many there were.
func (w *Webhooks) Discard(ctx context.Context, id string, position *events.Position) (int, error) {
	n, err := w.change(ctx, id, position, w.queue.discard)
	if err != nil {
		return 0, fmt.Errorf("discard deliveries of webhook %s: %w", id, err)
	}
	return n, nil
}

func (w *Webhooks) change(ctx context.Context, id string, position *events.Position,
	f func(context.Context, string, *events.Position) (int, error),
) (int, error) {
	if _, err := w.state(ctx, id); err != nil {
		return 0, err
	}
	n, err := f(ctx, id, position)
	w.poke(id)
	return n, err
}
