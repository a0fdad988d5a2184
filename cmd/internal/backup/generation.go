package backup

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/parley-video/parley/internal/sqldb"
)

// generationTable has one row in a deployment whose log was put back, and none
// before. Its text is another one every time: a log that was put back uses
// positions again, which then mean something else.
const generationTable = `CREATE TABLE parley_generation (
	one BIGINT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL)`

// maxGeneration bounds what an administrator may have put there, in bytes.
const maxGeneration = 64

// Generation tells a log that was put back from what it was before; empty: it
// never was.
func Generation(ctx context.Context, state *sqldb.DB) (string, error) {
	value := ""
	err := state.Migrate(ctx, "generation", generationTable)
	if err == nil {
		err = state.Update(ctx, func(tx sqldb.Tx) error {
			value = ""
			_, err := sqldb.Get(ctx, tx, `SELECT value FROM parley_generation WHERE one = 1`, nil, &value)
			return err
		})
	}
	if err == nil && len(value) > maxGeneration {
		err = fmt.Errorf("it has %d bytes, at most %d are allowed", len(value), maxGeneration)
	}
	if err != nil {
		return "", fmt.Errorf("find out the generation of the log: %w", err)
	}
	return value, nil
}

// newGeneration begins another one.
func newGeneration(ctx context.Context, state *sqldb.DB) error {
	err := state.Migrate(ctx, "generation", generationTable)
	if err == nil {
		err = state.Update(ctx, func(tx sqldb.Tx) error {
			tx.Queue(ctx, `INSERT INTO parley_generation (one, value) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET value = excluded.value`, rand.Text())
			return tx.Flush(ctx)
		})
	}
	if err != nil {
		return fmt.Errorf("begin another generation of the log: %w", err)
	}
	return nil
}
