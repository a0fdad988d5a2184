package projections_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/access"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/nodeconfig"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// models is one of each read model.
type models struct {
	inventory   *inventory.Inventory
	nodes       *nodehistory.History
	conferences *conferencehistory.History
	access      *access.Access
	config      *nodeconfig.Config
	live        *liveview.View
}

func newModels(db *sql.DB) *models {
	return &models{
		inventory: inventory.New(db), nodes: nodehistory.New(db), conferences: conferencehistory.New(db),
		access: access.New(),
		config: nodeconfig.New(func(_ string, s events.Sealed) (string, error) { return "open " + string(s), nil }, nil),
		live:   liveview.New(projectiontest.Epoch.UTC),
	}
}

func (m *models) handlers() []projections.Handler {
	return []projections.Handler{m.inventory.Handler(), m.nodes.Handler(), m.conferences.Handler(), m.access, m.config, m.live}
}

// dump is everything that the queries can tell.
func (m *models) dump(ctx context.Context) (map[string]string, error) {
	all := map[string]string{}
	var errs []error
	put := func(name string, v any, err error) {
		b, merr := json.Marshal(v)
		all[name] = string(b)
		errs = append(errs, err, merr)
	}
	for _, o := range []projections.Order{{}, {Field: projections.OrderByCreatedAt, Direction: projections.Descending}} {
		name := fmt.Sprint(" by ", o)
		locations, err := m.inventory.Locations(ctx, inventory.LocationQuery{First: 1000, Order: o})
		put("locations"+name, locations, err)
		nodes, err := m.inventory.Nodes(ctx, inventory.NodeQuery{First: 1000, Order: o})
		put("nodes"+name, nodes, err)
		rooms, err := m.inventory.Services(ctx, inventory.ServiceQuery{First: 1000, Order: o})
		put("rooms"+name, rooms, err)
	}
	settings, err := m.inventory.Settings(ctx)
	put("settings", settings, err)
	entries, err := m.nodes.Entries(ctx, nodehistory.Query{First: 1000})
	put("entries", entries, err)
	records, err := m.conferences.Records(ctx, conferencehistory.Query{First: 1000})
	put("records", records, err)
	for _, r := range records.Nodes() {
		participants, err := m.conferences.Participants(ctx, r.ID, 1000, "")
		put("participants of "+r.ID, participants, err)
	}
	administrators, err := m.access.Administrators(ctx, access.AdministratorQuery{First: 1000})
	put("administrators", administrators, err)
	tokens, err := m.access.Tokens(ctx, access.TokenQuery{First: 1000})
	put("tokens", tokens, err)
	position, entities, err := m.config.Snapshot(ctx)
	put("configuration at "+position, entities, err)
	snapshot, err := m.live.Snapshot()
	if err == nil {
		shape := *snapshot
		shape.Seq = 0 // of this process
		put("live view", shape, nil)
	}
	errs = append(errs, err)
	return all, errors.Join(errs...)
}

func draw(t *rapid.T) projectiontest.Draw {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// TestIncrementalEqualsRebuild folds random logs piece by piece, with every
// batch delivered twice and restarts in between, and then as a whole.
func TestIncrementalEqualsRebuild(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		db := open(t)
		rapid.Check(t, func(rt *rapid.T) {
			ctx := t.Context()
			log := projectiontest.NewLog(memory.New())
			generator := projectiontest.NewGenerator(draw(rt))
			m := newModels(db)
			for _, h := range m.handlers() {
				must(rt, h.Reset(ctx))
			}
			for range rapid.IntRange(1, 3).Draw(rt, "pieces") {
				for range rapid.IntRange(0, 15).Draw(rt, "events") {
					_, err := log.Add(ctx, generator.Next())
					must(rt, err)
				}
				if rapid.Bool().Draw(rt, "restart") { // rows stay, memory goes
					m = newModels(db)
				}
				for _, h := range m.handlers() {
					must(rt, projectiontest.CatchUp(ctx, log.Store, h, rapid.IntRange(1, 10).Draw(rt, "batch")))
				}
			}
			incremental, err := m.dump(ctx)
			must(rt, err)

			m = newModels(db)
			for _, h := range m.handlers() {
				must(rt, h.Reset(ctx))
				must(rt, projectiontest.CatchUp(ctx, log.Store, h, 500))
			}
			rebuilt, err := m.dump(ctx)
			must(rt, err)
			if diff := cmp.Diff(rebuilt, incremental); diff != "" {
				rt.Fatalf("incremental fold differs from rebuild (-rebuilt +incremental):\n%s", diff)
			}
		})
	})
}

type fataler interface{ Fatal(args ...any) }

func must(t fataler, err error) {
	if h, ok := t.(interface{ Helper() }); ok {
		h.Helper()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// longLog is the same log every time.
func longLog(t *testing.T, n int) *projectiontest.Log {
	t.Helper()
	rnd := rand.New(rand.NewPCG(1, 2))
	log, generator := projectiontest.NewLog(memory.New()), projectiontest.NewGenerator(rnd.IntN)
	for range n {
		_, err := log.Add(t.Context(), generator.Next())
		must(t, err)
	}
	return log
}

func TestDatabaseCanBeDeleted(t *testing.T) {
	ctx, log := t.Context(), longLog(t, 400)
	path := filepath.Join(t.TempDir(), "readmodels.db")
	var dumps []map[string]string
	for range 2 {
		db, err := sql.OpenSQLite(ctx, path)
		must(t, err)
		m := newModels(db)
		for _, h := range m.handlers() {
			must(t, projectiontest.CatchUp(ctx, log.Store, h, 7))
		}
		dump, err := m.dump(ctx)
		must(t, err)
		dumps = append(dumps, dump)
		must(t, db.Close())
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
	if diff := cmp.Diff(dumps[0], dumps[1]); diff != "" {
		t.Fatalf("the second database differs:\n%s", diff)
	}
}

// TestDatabasesAgree folds one log into both databases: one SQL text, one
// result, down to the order of names.
func TestDatabasesAgree(t *testing.T) {
	ctx, log := t.Context(), longLog(t, 400)
	dumps := map[string]map[string]string{}
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		m := newModels(open(t))
		for _, h := range m.handlers() {
			must(t, projectiontest.CatchUp(ctx, log.Store, h, 50))
		}
		dump, err := m.dump(ctx)
		must(t, err)
		dumps[t.Name()] = dump
	})
	var first map[string]string
	for name, dump := range dumps {
		if first == nil {
			first = dump
		} else if diff := cmp.Diff(first, dump); diff != "" {
			t.Errorf("%s differs:\n%s", name, diff)
		}
	}
}
