package projections_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// TestAllReadModelsOnARealLog runs everything together on the embedded log:
// one writes, the runner folds, many query, one read model is rebuilt
// meanwhile. In the end all show what a fresh fold shows.
func TestAllReadModelsOnARealLog(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		log, err := sqlite.Open(ctx, sqlite.Options{Dir: filepath.Join(t.TempDir(), "log"), Logger: quiet})
		must(t, err)
		defer func() { must(t, log.Close()) }()
		m := newModels(open(t))
		r, err := projections.New(projections.Config{Store: log, Log: quiet, Handlers: m.handlers()})
		must(t, err)

		running, stop := context.WithCancel(ctx)
		var background sync.WaitGroup
		background.Go(func() { must2(t, r.Run(running)) })
		readers, stopReaders := context.WithCancel(ctx)
		for range 3 {
			background.Go(func() { query(t, readers, m, r) })
		}
		last := write(t, ctx, log, m, r)
		must(t, r.Rebuild(ctx, inventory.Name))
		must(t, r.WaitForAll(ctx, last))
		if err := r.Rebuild(ctx, liveview.Name); err == nil {
			t.Error("rebuilt a read model that has no rows")
		}
		stopReaders()
		for _, s := range r.Status(ctx) {
			if s.State != projections.Live || s.Lag == nil || *s.Lag != 0 || s.Error != nil {
				t.Errorf("status %+v", s)
			}
		}
		got, err := m.dump(ctx)
		must(t, err)
		stop()
		background.Wait()

		fresh := newModels(sqltest.SQLite(t))
		for _, h := range fresh.handlers() {
			must(t, projectiontest.CatchUp(ctx, log, h, 500))
		}
		want, err := fresh.dump(ctx)
		must(t, err)
		if diff := cmp.Diff(withoutLoads(want), withoutLoads(got)); diff != "" {
			t.Errorf("(-fresh +running):\n%s", diff)
		}
	})
}

// withoutLoads leaves out the live view, which holds telemetry and positions
// of events that are not its own.
func withoutLoads(dump map[string]string) map[string]string {
	delete(dump, "live view")
	return dump
}

func must2(t *testing.T, err error) {
	if err != nil {
		t.Error(err)
	}
}

// write appends a random log and reads its own writes.
func write(t *testing.T, ctx context.Context, log *sqlite.Store, m *models, r *projections.Runner) events.Position {
	t.Helper()
	rnd := rand.New(rand.NewPCG(7, 7))
	l, generator := projectiontest.NewLog(log), projectiontest.NewGenerator(rnd.IntN)
	var last events.Position
	for i := range 400 {
		e := generator.Next()
		at, err := l.Add(ctx, e)
		must(t, err)
		last = at
		if created, ok := e.(events.ServiceCreated); ok && i%3 == 0 {
			must(t, r.WaitFor(ctx, inventory.Name, at))
			room, err := m.inventory.Service(ctx, created.ID)
			must(t, err)
			if room.ID != created.ID {
				t.Errorf("own write is not there: %+v", room)
			}
		}
		if i == 200 {
			must(t, r.Rebuild(ctx, "nodehistory"))
		}
	}
	return last
}

// query reads whatever there is until the context ends.
func query(t *testing.T, ctx context.Context, m *models, r *projections.Runner) {
	must2(t, r.WaitForAll(ctx, 0))
	s := m.live.Subscribe(nil, liveview.TenHz)
	for ctx.Err() == nil {
		if _, err := s.Next(ctx); err != nil && ctx.Err() == nil {
			t.Error(err)
		}
		m.live.SetReport("n1", link.Report{CapacityTokens: 48})
		if _, err := m.inventory.Services(ctx, inventory.ServiceQuery{First: 10, Search: "a"}); err != nil && ctx.Err() == nil {
			t.Error(err)
		}
		r.Status(ctx)
	}
}
