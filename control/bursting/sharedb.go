package bursting

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/internal/sqldb"
)

// table is a Share in the database that Management Nodes have in common.
type table struct{ db *sqldb.DB }

// OpenShare makes a Share, and its table if need be.
func OpenShare(ctx context.Context, db *sqldb.DB) (Share, error) {
	err := db.Migrate(ctx, "bursting", `CREATE TABLE parley_bursting (id BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)`)
	if err != nil {
		return nil, fmt.Errorf("bursting: %w", err)
	}
	return table{db}, nil
}

// Put implements Share.
func (t table) Put(ctx context.Context, body []byte) error {
	return t.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO parley_bursting (id, body) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET body = excluded.body`, string(body))
		return nil
	})
}

// Get implements Share.
func (t table) Get(ctx context.Context) ([]byte, error) {
	var body string
	err := t.db.View(ctx, func(q sqldb.Querier) error {
		return q.Each(ctx, `SELECT body FROM parley_bursting WHERE id = 1`, nil, func(scan sqldb.Scan) error { return scan(&body) })
	})
	return []byte(body), err
}
