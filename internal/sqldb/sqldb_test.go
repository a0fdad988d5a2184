package sqldb_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

var steps = []string{
	`CREATE TABLE things (name KEYTEXT NOT NULL PRIMARY KEY, raw BYTES NOT NULL)`,
	`ALTER TABLE things ADD COLUMN n BIGINT NOT NULL DEFAULT 7`,
}

func TestMigrate(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		db, ctx := open(t), t.Context()
		if err := db.Migrate(ctx, "things", steps[:1]...); err != nil {
			t.Fatal(err)
		}
		put(t, db, "a\x00b", []byte{0, 1, 0xff})
		var wg sync.WaitGroup
		for range 8 { // processes that start at the same time
			other := open(t)
			wg.Go(func() {
				if err := other.Migrate(ctx, "things", steps...); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		var raw []byte
		var n int64
		err := db.View(ctx, func(q sqldb.Querier) error {
			found, err := sqldb.Get(ctx, q, `SELECT raw, n FROM things WHERE name = $1`, []any{"ab"}, &raw, &n)
			if !found {
				t.Error("not found: NUL must vanish in writing and asking alike")
			}
			return err
		})
		if err != nil || string(raw) != "\x00\x01\xff" || n != 7 {
			t.Errorf("%x %d %v", raw, n, err)
		}
		if err := db.Migrate(ctx, "things", steps[:1]...); err == nil {
			t.Error("an older program took the tables of a newer one")
		}
	})
}

func put(t *testing.T, db *sqldb.DB, name string, raw []byte) {
	t.Helper()
	if err := db.Update(t.Context(), func(tx sqldb.Tx) error {
		tx.Queue(t.Context(), `INSERT INTO things (name, raw) VALUES ($1, $2)`, name, raw)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		db, ctx := open(t), t.Context()
		if err := db.Migrate(ctx, "things", steps...); err != nil {
			t.Fatal(err)
		}
		put(t, db, "there", []byte{})
		stop := errors.New("stop")
		for name, f := range map[string]func(context.Context, sqldb.Tx) error{
			"its own error": func(ctx context.Context, tx sqldb.Tx) error {
				tx.Queue(ctx, `DELETE FROM things`)
				return stop
			},
			"a statement that fails": func(ctx context.Context, tx sqldb.Tx) error {
				tx.Queue(ctx, `DELETE FROM things`)
				tx.Queue(ctx, `INSERT INTO things (name) VALUES ('no bytes')`)
				return nil
			},
		} {
			err := db.Update(ctx, func(tx sqldb.Tx) error { return f(ctx, tx) })
			if err == nil || name == "its own error" && !errors.Is(err, stop) {
				t.Errorf("%s: %v", name, err)
			}
			if name != "its own error" && !db.Permanent(err) {
				t.Errorf("%s: %v is not permanent", name, err)
			}
		}
		n := 0
		if err := db.View(ctx, func(q sqldb.Querier) error {
			return q.Each(ctx, `SELECT name FROM things`, nil, func(sqldb.Scan) error { n++; return nil })
		}); err != nil || n != 1 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}
