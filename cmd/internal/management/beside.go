package management

import (
	"context"
	"fmt"
	"strings"

	"github.com/parley-video/parley/cmd/internal/metrics"
	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// wireBeside puts together what has state beside the log.
func (m *Management) wireBeside(ctx context.Context) (err error) {
	m.eraser, err = privacy.NewEraser(privacy.EraserConfig{
		Ring: m.ring, Store: m.store, Executor: m.executor, Log: m.o.Log, Erased: m.erased,
		CallersKept: m.o.KeepCallers,
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
	m.themes, err = themes.Open(ctx, themes.Config{DB: m.state, Executor: m.executor, References: m.refs, Log: m.o.Log})
	if err != nil {
		return err
	}
	return m.wireAlarms()
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
		Webhooks: m.webhookMetrics, Alarms: m.alarmMetrics, AlarmWatch: m.alarmWatch, LostKeys: m.shield.Unreadable, Certificates: m.certificateMetrics, Version: m.o.Version, Logger: m.o.Log,
	}
}

// webhookMetrics is how the webhooks are doing, as many of them as there may be.
func (m *Management) webhookMetrics(ctx context.Context) ([]metrics.Webhook, error) {
	page, err := m.reads.webhooks.Webhooks(ctx, maxMeasured, "")
	if err != nil {
		return nil, err
	}
	all := make([]metrics.Webhook, 0, len(page.Nodes()))
	for _, row := range page.Nodes() {
		status, err := m.webhooks.Status(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, metrics.Webhook{
			Name: row.Settings.Name, Pending: status.Pending, Parked: status.Parked, Lag: status.Lag, Failing: status.FailingSince != nil,
		})
	}
	return all, nil
}

// certificateMetrics are the certificates that end first.
func (m *Management) certificateMetrics(ctx context.Context) []metrics.Certificate {
	var all []metrics.Certificate
	if until := m.givenUntil(); !until.IsZero() {
		all = append(all, metrics.Certificate{Kind: "file", Name: m.o.TLSCert, NotAfter: until})
	}
	for _, e := range m.reads.certs.Expiries(ctx) {
		if len(all) == maxMeasured {
			break
		}
		all = append(all, metrics.Certificate{Kind: strings.ToLower(string(e.Kind)), Name: e.Name, NotAfter: e.NotAfter})
	}
	return all
}

// maxMeasured bounds the webhooks that a scrape asks about, and the
// certificates that it is told of.
const maxMeasured = 100
