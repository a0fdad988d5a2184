package sql_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// counter is a projection that keeps a row per event, and their number.
type counter struct {
	version int64
	reads   int64                          // an older version that its queries understand
	apply   func(events.NodeRemoved) error // may object
}

func (counter) Name() string               { return "counter" }
func (c counter) Version() int64           { return c.version }
func (counter) Filter() store.Filter       { return store.Filter{} }
func (counter) Tables() []string           { return []string{"rows", "total"} }
func (c counter) Reads(version int64) bool { return version == c.reads }

func (counter) Schema() []string {
	return []string{
		`CREATE TABLE {rows} (id KEYTEXT PRIMARY KEY, position BIGINT NOT NULL)`,
		`CREATE TABLE {total} (one BIGINT PRIMARY KEY, n BIGINT NOT NULL)`,
	}
}

func (c counter) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	body := e.Event.(events.NodeRemoved) // the tests write no other
	tx.Queue(ctx, `INSERT INTO {rows} (id, position) VALUES ($1, $2)`, body.ID, int64(e.Position))
	tx.Queue(ctx, `INSERT INTO {total} (one, n) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET n = {total}.n + 1`)
	if c.apply != nil {
		if err := c.apply(body); err != nil {
			return nil, err
		}
	}
	return []projections.Change{{Kind: "row", ID: body.ID}}, nil
}

// numbered are the events at positions from to upTo.
func numbered(from, upTo int) []events.Recorded {
	var list []events.Recorded
	for i := from; i <= upTo; i++ {
		e := events.NodeRemoved{ID: fmt.Sprintf("e%d", i)}
		list = append(list, events.Recorded{Position: events.Position(i), Type: e.EventType(), Event: e})
	}
	return list
}

func batch(from, upTo int, live bool) projections.Batch {
	return projections.Batch{Events: numbered(from, upTo), Through: events.Position(upTo), Live: live}
}

// counted reads the rows: their number as counted and as kept.
func counted(t testing.TB, h *sql.Handler) (rows, total int) {
	t.Helper()
	err := h.View(context.Background(), func(r *sql.Reader) error {
		_, err := r.Get(context.Background(), `SELECT count(*) FROM {rows}`, nil, &rows)
		_, err2 := r.Get(context.Background(), `SELECT n FROM {total}`, nil, &total)
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, total
}

func want(t testing.TB, h *sql.Handler, n int) {
	t.Helper()
	if rows, total := counted(t, h); rows != n || total != n {
		t.Fatalf("%d rows, total %d, want %d", rows, total, n)
	}
}

func open(t testing.TB, h *sql.Handler, position events.Position) {
	t.Helper()
	at, err := h.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if at != position {
		t.Fatalf("opened at %s, want %s", at, position)
	}
}

func commit(t testing.TB, h *sql.Handler, b projections.Batch) []projections.Change {
	t.Helper()
	changes, err := h.Commit(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
