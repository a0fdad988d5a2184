package cluster_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func TestMain(m *testing.M) {
	if dsn := os.Getenv(memberEnv); dsn != "" {
		os.Exit(beMember(dsn))
	}
	goleak.VerifyTestMain(m)
}

// testTTL makes the tests quick; everything else is a part of it.
const testTTL = 800 * time.Millisecond

// each runs a test on both kinds of cluster. open gives one more way into the
// same cluster: another member of a shared one, the same one alone.
func each(t *testing.T, f func(t *testing.T, open func(name string) cluster.Cluster)) {
	t.Run("alone", func(t *testing.T) {
		one := cluster.NewAlone(cluster.Member{Name: "one"})
		run(t, one)
		f(t, func(string) cluster.Cluster { return one })
	})
	t.Run("shared", func(t *testing.T) {
		dsn := schema(t)
		f(t, func(name string) cluster.Cluster {
			c := shared(t, dsn, name)
			run(t, c)
			return c
		})
	})
}

func schema(t testing.TB) string {
	t.Helper()
	if os.Getenv(sqldbtest.Env) == "" {
		t.Skip("needs PostgreSQL: " + sqldbtest.Env)
	}
	return sqldbtest.Schema(t)
}

func shared(t testing.TB, dsn, name string) *cluster.Shared {
	t.Helper()
	c, err := cluster.NewShared(t.Context(), cluster.Config{
		DB: sqldbtest.Postgres(t, dsn), Self: cluster.Member{Name: name, URL: "http://" + name}, TTL: testTTL,
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// run runs a cluster until the test ends.
func run(t testing.TB, c cluster.Cluster) (stop func()) {
	t.Helper()
	return background(t, func(ctx context.Context) error { return c.Run(ctx) })
}

func background(t testing.TB, f func(context.Context) error) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f(ctx) }()
	var stopped atomic.Bool
	stop = func() {
		if stopped.Swap(true) {
			return
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return stop
}

func within(t testing.TB, most time.Duration, what string, c <-chan struct{}) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(most):
		t.Fatalf("%s: not within %s", what, most)
	}
}

func TestOneHolderAtATime(t *testing.T) {
	each(t, func(t *testing.T, open func(string) cluster.Cluster) {
		a, b := open("a"), open("b")
		began, end := make(chan struct{}), make(chan struct{})
		var first cluster.Lease
		background(t, func(ctx context.Context) error {
			return a.Hold(ctx, "it", func(_ context.Context, l cluster.Lease) error {
				first = l
				close(began)
				<-end
				return nil
			})
		})
		within(t, 10*time.Second, "the first holder", began)
		second := make(chan struct{})
		var epoch int64
		background(t, func(ctx context.Context) error {
			return b.Hold(ctx, "it", func(_ context.Context, l cluster.Lease) error {
				epoch = l.Epoch()
				close(second)
				return nil
			})
		})
		other := make(chan struct{})
		background(t, func(ctx context.Context) error {
			return b.Hold(ctx, "other", func(context.Context, cluster.Lease) error { close(other); return nil })
		})
		within(t, 10*time.Second, "a lease of another name", other)
		select {
		case <-second:
			t.Fatal("two hold one lease")
		case <-time.After(2 * testTTL): // renewed meanwhile
		}
		close(end)
		within(t, testTTL/2, "the lease after it was given back", second)
		if first.Name() != "it" || epoch <= first.Epoch() {
			t.Errorf("%s: epoch %d follows %d", first.Name(), epoch, first.Epoch())
		}
	})
}

func TestWorkThatFailsEndsHold(t *testing.T) {
	each(t, func(t *testing.T, open func(string) cluster.Cluster) {
		c, broken := open("a"), errors.New("broken")
		for range 2 { // the lease is free again
			err := c.Hold(t.Context(), "it", func(context.Context, cluster.Lease) error { return broken })
			if !errors.Is(err, broken) {
				t.Errorf("%v", err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		err := c.Hold(ctx, "it", func(ctx context.Context, _ cluster.Lease) error {
			cancel()
			<-ctx.Done()
			return ctx.Err()
		})
		if err != nil {
			t.Errorf("after ctx had ended: %v", err)
		}
	})
}

func TestCallsAndTopics(t *testing.T) {
	each(t, func(t *testing.T, open func(string) cluster.Cluster) {
		a, b := open("a"), open("b")
		b.Handle("double", func(_ context.Context, body []byte) ([]byte, error) {
			if string(body) == "bad" {
				return nil, errors.New("cannot be doubled")
			}
			return append(body, body...), nil
		})
		members(t, a, b)
		got, err := a.Call(t.Context(), b.Self().ID, "double", []byte("x\x00y"))
		if err != nil || string(got) != "x\x00yx\x00y" {
			t.Fatalf("%q %v", got, err)
		}
		for body, want := range map[string]error{"bad": cluster.ErrNoAnswer, string(make([]byte, cluster.MaxBody+1)): cluster.ErrTooLong, string(make([]byte, cluster.MaxBody)): cluster.ErrNoAnswer} {
			if _, err := a.Call(t.Context(), b.Self().ID, "double", []byte(body)); !errors.Is(err, want) {
				t.Errorf("%d bytes: %v, want %v", len(body), err, want)
			}
		}
		if _, err := a.Call(t.Context(), b.Self().ID, "nothing", nil); !errors.Is(err, cluster.ErrNoAnswer) {
			t.Errorf("a topic without handler: %v", err)
		}
		if _, err := a.Call(t.Context(), "nobody", "double", nil); !errors.Is(err, cluster.ErrNoMember) {
			t.Errorf("nobody: %v", err)
		}
		heard := b.Topic("news")
		select { // of the beginning
		case <-heard:
		default:
		}
		if err := a.Announce(t.Context(), nil, "news"); err != nil {
			t.Fatal(err)
		}
		within(t, 10*time.Second, "an announcement", heard)
	})
}

// Whoever may connect to the database may notify. Without the members' key
// nothing that he says is answered.
func TestCallsOfStrangers(t *testing.T) {
	dsn := schema(t)
	var answered atomic.Int64
	open := func(name, key string) *cluster.Shared {
		c := shared(t, dsn, name)
		c.Trust([]byte(key))
		c.Handle("count", func(context.Context, []byte) ([]byte, error) {
			answered.Add(1)
			return nil, nil
		})
		run(t, c)
		return c
	}
	a, b, stranger := open("a", "key"), open("b", "key"), open("stranger", "")
	members(t, a, b, stranger)
	call, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := stranger.Call(call, b.Self().ID, "count", nil); !errors.Is(err, cluster.ErrNoAnswer) {
		t.Errorf("a stranger: %v", err)
	}
	// What comes later is heard later.
	if _, err := a.Call(t.Context(), b.Self().ID, "count", nil); err != nil || answered.Load() != 1 {
		t.Errorf("a member: %v, %d calls were answered", err, answered.Load())
	}
}

// members waits until all know of each other and listen.
func members(t testing.TB, all ...cluster.Cluster) {
	t.Helper()
	for _, c := range all {
		for deadline := time.Now().Add(10 * time.Second); ; {
			got, err := c.Members(t.Context())
			known := map[string]bool{}
			for _, m := range got {
				known[m.ID] = true
			}
			missing := 0
			for _, other := range all {
				if !known[other.Self().ID] {
					missing++
				}
			}
			if err == nil && missing == 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%v %v", got, err)
			}
			<-time.After(10 * time.Millisecond)
		}
		topic := c.Topic("probe")
		for heard := false; !heard; {
			if err := all[0].Announce(t.Context(), nil, "probe"); err != nil {
				t.Fatal(err)
			}
			select {
			case <-topic:
				heard = true
			case <-time.After(100 * time.Millisecond):
			}
		}
	}
}

// TestMembers: a member that stops is gone at once, one that vanishes after TTL.
func TestMembers(t *testing.T) {
	dsn := schema(t)
	a, b := shared(t, dsn, "a"), shared(t, dsn, "b")
	run(t, a)
	stop := run(t, b)
	members(t, a, b)
	stop()
	all, err := a.Members(t.Context())
	if err != nil || len(all) != 1 || all[0].Name != "a" || all[0].URL != "http://a" || all[0].Started.IsZero() {
		t.Errorf("%+v %v", all, err)
	}

	proxy := newProxy(t, dsn)
	c := shared(t, proxy.dsn, "c")
	run(t, c)
	members(t, a, c)
	proxy.freeze(true)
	gone := make(chan struct{})
	background(t, func(ctx context.Context) error {
		for all, _ := a.Members(ctx); len(all) > 1 && ctx.Err() == nil; all, _ = a.Members(ctx) {
			<-time.After(10 * time.Millisecond)
		}
		close(gone)
		return nil
	})
	within(t, 2*testTTL, "a member that is silent is not there", gone)
	// It is known that it has not left, as b has.
	known, err := a.Known(t.Context())
	if err != nil || len(known) != 2 || known[0].Name != "a" || known[0].Silent >= testTTL || known[1].Name != "c" || known[1].Silent < testTTL {
		t.Errorf("%+v %v", known, err)
	}
	proxy.freeze(false)
	members(t, a, c)
}

// TestCheckInTheTransaction: whoever has lost the lease without noticing is
// refused, and a transaction that has checked is waited for.
func TestCheckInTheTransaction(t *testing.T) {
	dsn := schema(t)
	proxy := newProxy(t, dsn)
	a, b, direct := shared(t, proxy.dsn, "a"), shared(t, dsn, "b"), sqldbtest.Postgres(t, dsn)
	check := func(ctx context.Context, l cluster.Lease) error {
		return direct.Update(ctx, func(tx sqldb.Tx) error { return l.Check(ctx, tx) })
	}
	leases, lost := make(chan cluster.Lease, 1), make(chan struct{})
	background(t, func(ctx context.Context) error {
		err := a.Hold(ctx, "it", func(ctx context.Context, l cluster.Lease) error {
			leases <- l
			<-ctx.Done()
			return context.Cause(ctx)
		})
		close(lost)
		return err
	})
	old := <-leases
	if err := check(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	proxy.freeze(true)
	taken := make(chan error, 1)
	inTransaction := direct.Update(t.Context(), func(tx sqldb.Tx) error {
		if err := old.Check(t.Context(), tx); err != nil {
			return err
		}
		background(t, func(ctx context.Context) error {
			return b.Hold(ctx, "it", func(ctx context.Context, l cluster.Lease) error {
				taken <- check(ctx, l)
				<-ctx.Done()
				return nil
			})
		})
		select {
		case <-taken:
			return errors.New("taken over in the middle of a transaction that had checked")
		case <-time.After(3 * testTTL):
			return nil
		}
	})
	if inTransaction != nil {
		t.Fatal(inTransaction)
	}
	select {
	case err := <-taken:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * testTTL):
		t.Fatal("not taken over")
	}
	if err := check(t.Context(), old); !errors.Is(err, cluster.ErrLost) {
		t.Errorf("the one before: %v", err)
	}
	proxy.freeze(false)
}

func TestShareNeedsPostgreSQL(t *testing.T) {
	db := sqldbtest.SQLite(t, t.TempDir()+"/state.db")
	_, err := cluster.NewShared(t.Context(), cluster.Config{DB: db, Log: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, sqldb.ErrNotShared) {
		t.Error(err)
	}
	if _, err := cluster.NewShared(t.Context(), cluster.Config{}); err == nil {
		t.Error("no database")
	}
}

// TestABusyHolderKeepsItsLease: transactions that follow each other without a
// pause, each with a lock on the lease, do not keep it from being renewed.
func TestABusyHolderKeepsItsLease(t *testing.T) {
	dsn := schema(t)
	c := shared(t, dsn, "a")
	rows := sqldbtest.Postgres(t, dsn)
	ctx, cancel := context.WithTimeout(t.Context(), 6*testTTL)
	defer cancel()
	n, begun := 0, 0
	err := c.Hold(ctx, "it", func(ctx context.Context, l cluster.Lease) error {
		begun++
		for ctx.Err() == nil {
			err := rows.Update(ctx, func(tx sqldb.Tx) error {
				if err := l.Check(ctx, tx); err != nil {
					return err
				}
				n++
				return tx.Each(ctx, `SELECT pg_sleep(0.03)`, nil, func(sqldb.Scan) error { return nil })
			})
			if err != nil && ctx.Err() == nil {
				return err
			}
		}
		return nil
	})
	if err != nil || begun != 1 || n < 20 {
		t.Errorf("%d transactions under %d leases, %v", n, begun, err)
	}
}
