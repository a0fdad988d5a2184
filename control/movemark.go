package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// MoveMark keeps in the state database up to where the log has no move of an
// alias that is half done, so that FinishMoves begins there.
type MoveMark struct {
	db         *sqldb.DB
	generation string
}

var moveMarkTable = `CREATE TABLE control_moves (one BIGINT NOT NULL PRIMARY KEY, generation TEXT NOT NULL, position TEXT NOT NULL)`

// OpenMoveMark makes or opens the mark. It counts for one generation of the log
// only: in a log that was put back, positions are those of other events.
func OpenMoveMark(ctx context.Context, db *sqldb.DB, generation string) (*MoveMark, error) {
	if err := db.Migrate(ctx, "control-moves", moveMarkTable); err != nil {
		return nil, fmt.Errorf("open the mark of moves of aliases: %w", err)
	}
	return &MoveMark{db: db, generation: generation}, nil
}

// Settled is the position up to which nothing is half done; zero when unknown.
func (m *MoveMark) Settled(ctx context.Context) (events.Position, error) {
	var generation, position string
	found := false
	err := m.db.View(ctx, func(q sqldb.Querier) (err error) {
		found, err = sqldb.Get(ctx, q, `SELECT generation, position FROM control_moves WHERE one = 1`, nil, &generation, &position)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read the mark of moves of aliases: %w", err)
	}
	if !found || generation != m.generation {
		return 0, nil
	}
	return events.ParsePosition(position)
}

// SetSettled notes it.
func (m *MoveMark) SetSettled(ctx context.Context, at events.Position) error {
	err := m.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO control_moves (one, generation, position) VALUES (1, $1, $2)
			ON CONFLICT (one) DO UPDATE SET generation = excluded.generation, position = excluded.position`, m.generation, at.String())
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the mark of moves of aliases: %w", err)
	}
	return nil
}
