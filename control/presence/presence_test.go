package presence_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/control/presence"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
	"github.com/parley-video/parley/nodeagent/link"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const ttl = time.Second

// place is a Management Node.
type place struct {
	*presence.Presence
	cluster.Cluster
	stop func()

	mu      sync.Mutex
	reports map[string]link.Report
	at      map[string]time.Time
}

func newPlace(t *testing.T, db *sqldb.DB) *place {
	t.Helper()
	p := &place{reports: map[string]link.Report{}, at: map[string]time.Time{}}
	p.Cluster = cluster.NewAlone(cluster.Member{})
	if db != nil {
		shared, err := cluster.NewShared(t.Context(), cluster.Config{DB: db, Log: slog.New(slog.DiscardHandler), TTL: ttl})
		if err != nil {
			t.Fatal(err)
		}
		p.Cluster = shared
	}
	var err error
	p.Presence, err = presence.New(t.Context(), presence.Config{
		Cluster: p.Cluster, DB: db, Log: slog.New(slog.DiscardHandler),
		Report: func(nodeID string, r link.Report, at time.Time) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.reports[nodeID], p.at[nodeID] = r, at
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = p.Cluster.Run(ctx) })
	running.Go(func() { _ = p.Presence.Run(ctx) })
	p.stop = sync.OnceFunc(func() {
		cancel()
		running.Wait()
	})
	t.Cleanup(p.stop)
	return p
}

func eventually(t *testing.T, what string, holds func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); <-time.After(10 * time.Millisecond) {
		if err = holds(); err == nil {
			return
		}
	}
	t.Fatalf("%s: %v", what, err)
}

func (p *place) holder(node, want string) func() error {
	return func() error {
		if got, ok := p.Holder(node); got != want || ok != (want != "") {
			return fmt.Errorf("%s is held by %q, %v; want %q", node, got, ok, want)
		}
		return nil
	}
}

func (p *place) held(t *testing.T, node string, want nodes.Held) func() error {
	return func() error {
		all, err := p.HeldLinks(t.Context())
		if err != nil || all[node] != want {
			return fmt.Errorf("%+v, %w; want %+v", all[node], err, want)
		}
		return nil
	}
}

func TestAlone(t *testing.T) {
	p := newPlace(t, nil)
	p.Connected("n", 3)
	p.Reported("n", link.Report{UsedTokens: 1}, time.Now())
	eventually(t, "held", p.holder("n", p.Self().ID))
	eventually(t, "held", p.held(t, "n", nodes.Held{Link: 3, There: true}))
	p.Disconnected("n", 3)
	eventually(t, "not held", p.holder("n", ""))
	eventually(t, "not held", p.held(t, "n", nodes.Held{}))
}

func TestShared(t *testing.T) {
	if os.Getenv(sqldbtest.Env) == "" {
		t.Skip("needs PostgreSQL: " + sqldbtest.Env)
	}
	dsn := sqldbtest.Schema(t)
	a, b := newPlace(t, sqldbtest.Postgres(t, dsn)), newPlace(t, sqldbtest.Postgres(t, dsn))
	idA, idB := a.Self().ID, b.Self().ID
	for _, p := range []*place{a, b} {
		eventually(t, "members", func() error {
			if all, err := p.Members(t.Context()); err != nil || len(all) != 2 {
				return fmt.Errorf("%v %w", all, err)
			}
			return nil
		})
	}
	a.Connected("n", 3)
	took := time.Now().Add(-time.Hour) // clocks may be anywhere, ages count
	a.Reported("n", link.Report{UsedTokens: 7}, time.Now())
	eventually(t, "b knows the holder", b.holder("n", idA))
	eventually(t, "b knows the link", b.held(t, "n", nodes.Held{Link: 3, There: true}))
	eventually(t, "b knows the load", func() error {
		b.mu.Lock()
		defer b.mu.Unlock()
		if r := b.reports["n"]; r.UsedTokens != 7 || b.at["n"].Before(took) || time.Since(b.at["n"]) > 5*time.Second {
			return fmt.Errorf("%+v at %s", r, b.at["n"])
		}
		return nil
	})

	b.Connected("n", 9) // before a notices
	eventually(t, "a knows the new holder", a.holder("n", idB))
	a.Disconnected("n", 3)
	a.Reported("n", link.Report{UsedTokens: 99}, time.Now())
	b.Reported("n", link.Report{UsedTokens: 8}, time.Now())
	eventually(t, "a has the load from b", func() error {
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.reports["n"].UsedTokens != 8 {
			return fmt.Errorf("%+v", a.reports["n"])
		}
		return nil
	})
	for _, p := range []*place{a, b} {
		eventually(t, "the later link counts", p.holder("n", idB))
		eventually(t, "the later link counts", p.held(t, "n", nodes.Held{Link: 9, There: true}))
	}

	b.stop()
	eventually(t, "the link of a member that is gone", a.held(t, "n", nodes.Held{Link: 9}))
	c := newPlace(t, sqldbtest.Postgres(t, dsn)) // a start after all that
	eventually(t, "c has the last load", func() error {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.reports["n"].UsedTokens != 8 {
			return fmt.Errorf("%+v", c.reports["n"])
		}
		return nil
	})
	a.Connected("n", 12)
	eventually(t, "back at a", c.holder("n", a.Self().ID))
	a.Disconnected("n", 12)
	for _, p := range []*place{a, c} {
		eventually(t, "nobody's", p.holder("n", ""))
		eventually(t, "nobody's", p.held(t, "n", nodes.Held{}))
	}
}
