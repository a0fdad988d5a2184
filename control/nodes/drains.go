package nodes

import (
	"context"
	"log/slog"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
)

// drainEvery is how often it is looked for nodes that have drained.
const drainEvery = time.Second

// Idle finds the nodes in maintenance that carry nothing and were not recorded
// as drained, by what they report and by what the log says.
type Idle interface{ Drained() []string }

// Drains records that nodes in maintenance carry nothing any more.
type Drains struct {
	commands Commands
	idle     Idle
	log      *slog.Logger
}

// NewDrains makes a Drains.
func NewDrains(commands Commands, idle Idle, log *slog.Logger) *Drains {
	return &Drains{commands: commands, idle: idle, log: log}
}

// Run records until the context ends.
func (d *Drains) Run(ctx context.Context) error {
	tick := time.NewTicker(drainEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		for _, id := range d.idle.Drained() {
			_, err := d.commands.Execute(ctx, bySystem(), node.RecordDrained{ID: id})
			if err != nil && ctx.Err() == nil && !domain.IsRefusal(err, domain.CodeNotFound) {
				d.log.LogAttrs(ctx, slog.LevelError, "that a node has drained could not be recorded; it is tried again",
					slog.String("node", id), slog.Any("error", err))
			}
		}
	}
}
