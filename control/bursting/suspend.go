package bursting

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/cloudaccount"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// guardTable has the generation of the log with which bursting has begun to act.
const guardTable = `CREATE TABLE bursting_generation (one BIGINT NOT NULL PRIMARY KEY, value TEXT NOT NULL)`

// Suspend disables every cloud account when the log was put back from a backup,
// once for each time, and says which.
//
// The machines that its accounts know may be those of a deployment that goes on:
// of a trial on another machine, say. Their nodes do not report here, so they
// would be started, and stopped with all that they carry. An administrator
// enables the accounts again.
func (b *Bursting) Suspend(ctx context.Context, state *sqldb.DB, generation string) ([]string, error) {
	seen, err := seenGeneration(ctx, state)
	if err != nil || seen == generation {
		return nil, err
	}
	b.turn.Lock()
	err = b.read(ctx)
	var names []string
	var commands []domain.Command
	for _, id := range sortedKeys(b.accounts) {
		if a := b.accounts[id]; a.Settings.Enabled {
			names = append(names, a.Settings.Name)
			commands = append(commands, cloudaccount.Update{ID: id, Patch: cloudaccount.Patch{Enabled: domain.Some(false)}})
		}
	}
	b.turn.Unlock()
	if err != nil {
		return nil, fmt.Errorf("suspend bursting: %w", err)
	}
	for _, cmd := range commands {
		if _, err := b.c.Commands.Execute(ctx, control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}, cmd); err != nil {
			return nil, fmt.Errorf("suspend bursting: disable a cloud account: %w", err)
		}
	}
	err = state.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO bursting_generation (one, value) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET value = excluded.value`, generation)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("suspend bursting: %w", err)
	}
	return names, nil
}

// seenGeneration is empty in a deployment whose log was never put back, and so is
// its generation.
func seenGeneration(ctx context.Context, state *sqldb.DB) (value string, err error) {
	if err = state.Migrate(ctx, "bursting-generation", guardTable); err == nil {
		err = state.View(ctx, func(q sqldb.Querier) error {
			_, err := sqldb.Get(ctx, q, `SELECT value FROM bursting_generation WHERE one = 1`, nil, &value)
			return err
		})
	}
	if err != nil {
		return "", fmt.Errorf("find out with which log bursting has acted: %w", err)
	}
	return value, nil
}
