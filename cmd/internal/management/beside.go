package management

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/cmd/internal/metrics"
	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// wireBeside puts together what has state beside the log.
func (m *Management) wireBeside(ctx context.Context) (err error) {
	m.eraser, err = privacy.NewEraser(privacy.EraserConfig{
		Ring: m.ring, Store: m.store, Executor: m.executor, Log: m.o.Log, Erased: m.erased,
	})
	if err != nil {
		return err
	}
	m.webhooks, err = webhooks.Open(ctx, webhooks.Config{
		Store: m.store, DB: m.state, Executor: m.executor, Secrets: m.keys.sealer,
		Source: "urn:parley", UserAgent: "Parley/" + m.o.Version, Log: m.o.Log,
	})
	if err != nil {
		return fmt.Errorf("webhooks: %w", err)
	}
	return nil
}

// erased waits until the read models have forgotten what was erased up to a
// position, and has their file forget it too.
func (m *Management) erased(ctx context.Context, through events.Position) error {
	if err := m.reads.runner.WaitForAll(ctx, through); err != nil {
		return err
	}
	return m.rows.Shred(ctx)
}

// sources are what the metrics are made of.
func (m *Management) sources() metrics.Sources {
	describer, _ := m.log.(store.Describer)
	return metrics.Sources{
		Log: describer, Projections: m.reads.runner, Links: func() int { return len(m.hub.Connected()) },
		LostKeys: m.shield.Unreadable, Version: m.o.Version, Logger: m.o.Log,
	}
}
