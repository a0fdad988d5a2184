package cluster_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// watch knows who works, and holds the leases to their promises.
type watch struct {
	t *testing.T

	mu     sync.Mutex // guards all below
	active map[string]context.Context
	epochs map[int64]string
	last   int64
}

func (w *watch) enter(ctx context.Context, member string, l cluster.Lease) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for other, their := range w.active {
		if their.Err() == nil {
			w.t.Errorf("%s begins in epoch %d while %s is at it", member, l.Epoch(), other)
		}
	}
	if other, twice := w.epochs[l.Epoch()]; twice || l.Epoch() <= w.last {
		w.t.Errorf("epoch %d of %s after %d, had by %q before", l.Epoch(), member, w.last, other)
	}
	w.epochs[l.Epoch()], w.last = member, l.Epoch()
	w.active[member] = ctx
}

func (w *watch) leave(member string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.active, member)
}

func (w *watch) holder() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for member, ctx := range w.active {
		if ctx.Err() == nil {
			return member
		}
	}
	return ""
}

// TestLeasesWhenTheNetworkFails cuts and freezes the members' ways to the
// database, all of them at times, as when the database is started again.
func TestLeasesWhenTheNetworkFails(t *testing.T) {
	dsn := schema(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	w := &watch{t: t, active: map[string]context.Context{}, epochs: map[int64]string{}}
	var ways []*proxy
	numbers := map[string]int{}
	for i := range 3 {
		name, way := fmt.Sprint("member ", i), newProxy(t, dsn)
		ways, numbers[name] = append(ways, way), i
		c := shared(t, way.dsn, name)
		run(t, c)
		background(t, func(ctx context.Context) error {
			return c.Hold(ctx, "it", func(ctx context.Context, l cluster.Lease) error {
				w.enter(ctx, name, l)
				defer w.leave(name)
				<-ctx.Done()
				return ctx.Err()
			})
		})
	}
	for end := time.Now().Add(10 * testTTL); time.Now().Before(end); {
		way := ways[random.IntN(len(ways))]
		if holder := w.holder(); holder != "" && random.IntN(2) == 0 {
			way = ways[numbers[holder]]
		}
		switch random.IntN(4) {
		case 0:
			way.cut()
		case 1: // the database goes away
			for _, way := range ways {
				way.cut()
			}
		default:
			way.freeze(true)
			time.AfterFunc(time.Duration(random.Int64N(int64(2*testTTL))), func() { way.freeze(false) })
		}
		<-time.After(time.Duration(random.Int64N(int64(testTTL / 2))))
	}
	for _, way := range ways {
		way.freeze(false)
	}
	for end := time.Now().Add(10 * testTTL); w.holder() == ""; <-time.After(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nobody holds the lease after everything has healed")
		}
	}
	t.Logf("%d epochs", len(w.epochs))
	if len(w.epochs) < 2 {
		t.Error("that was too little to prove anything")
	}
}

// memberEnv makes the test binary a member that writes under a lease.
const memberEnv = "PARLEY_TEST_CLUSTER_MEMBER"

// beMember writes into the journal as fast as it can while it holds the lease.
func beMember(dsn string) int {
	ctx := context.Background()
	db, err := sqldb.OpenPostgres(ctx, dsn)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	c, err := cluster.NewShared(ctx, cluster.Config{DB: db, Log: slog.New(slog.DiscardHandler), TTL: testTTL})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go func() { _ = c.Run(ctx) }()
	err = c.Hold(ctx, "it", func(ctx context.Context, l cluster.Lease) error {
		for ctx.Err() == nil {
			_ = db.Update(ctx, func(tx sqldb.Tx) error {
				if err := l.Check(ctx, tx); err != nil {
					return err
				}
				tx.Queue(ctx, `UPDATE counter SET n = n + 1`)
				tx.Queue(ctx, `INSERT INTO journal (n, epoch, member) SELECT n, $1, $2 FROM counter`, l.Epoch(), c.Self().ID)
				return nil
			})
		}
		return ctx.Err()
	})
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestLeasesWhenProcessesStop stops and kills members that write. What they
// write stands in the order of the epochs, each of which has one writer.
func TestLeasesWhenProcessesStop(t *testing.T) {
	dsn := schema(t) + "&idle_in_transaction_session_timeout=500"
	db := sqldbtest.Postgres(t, dsn)
	err := db.Update(t.Context(), func(tx sqldb.Tx) error {
		tx.Queue(t.Context(), `CREATE TABLE journal (n BIGINT NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL, member TEXT NOT NULL)`)
		tx.Queue(t.Context(), `CREATE TABLE counter AS SELECT CAST(0 AS BIGINT) AS n`)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	members := make([]*exec.Cmd, 3)
	for i := range members {
		members[i] = startMember(t, dsn)
	}
	stopped, killed := 0, 0
	// Which process holds the lease is not looked at, so that it may take a while
	// until one of those that are stopped was it.
	for began := time.Now(); time.Since(began) < 10*testTTL || time.Since(began) < 100*testTTL && tooLittle(t, db); {
		i := random.IntN(len(members))
		if random.IntN(4) == 0 {
			_ = members[i].Process.Kill()
			_ = members[i].Wait()
			members[i] = startMember(t, dsn)
			killed++
		} else {
			_ = members[i].Process.Signal(syscall.SIGSTOP)
			<-time.After(time.Duration(random.Int64N(int64(2 * testTTL))))
			_ = members[i].Process.Signal(syscall.SIGCONT)
			stopped++
		}
		<-time.After(time.Duration(random.Int64N(int64(testTTL / 2))))
	}
	for _, m := range members {
		_ = m.Process.Kill()
		_ = m.Wait()
	}
	checkJournal(t, db, stopped, killed)
}

func startMember(t *testing.T, dsn string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), memberEnv+"="+dsn)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd
}

func checkJournal(t *testing.T, db *sqldb.DB, stopped, killed int) {
	t.Helper()
	var rows, last int64
	writers := map[int64]string{}
	err := db.View(t.Context(), func(q sqldb.Querier) error {
		return q.Each(t.Context(), `SELECT n, epoch, member FROM journal ORDER BY n`, nil, func(scan sqldb.Scan) error {
			var n, epoch int64
			var member string
			if err := scan(&n, &epoch, &member); err != nil {
				return err
			}
			rows++
			if n != rows || epoch < last {
				t.Errorf("entry %d of epoch %d follows entry %d of epoch %d", n, epoch, rows-1, last)
			}
			if other, ok := writers[epoch]; ok && other != member {
				t.Errorf("epoch %d has the writers %s and %s", epoch, other, member)
			}
			last, writers[epoch] = epoch, member
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d stopped, %d killed: %d entries in %d epochs", stopped, killed, rows, len(writers))
	if tooLittle(t, db) {
		t.Error("that was too little to prove anything")
	}
}

// tooLittle: too few entries, or all by one holder of the lease.
func tooLittle(t *testing.T, db *sqldb.DB) bool {
	t.Helper()
	var rows, epochs int64
	err := db.View(t.Context(), func(q sqldb.Querier) error {
		_, err := sqldb.Get(t.Context(), q, `SELECT COUNT(*), COUNT(DISTINCT epoch) FROM journal`, nil, &rows, &epochs)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows < 100 || epochs < 2
}
