package cluster

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/internal/sqldb"
)

// The usual clock of a Shared cluster.
const (
	// TTL is how long a lease holds that is not renewed, and how long a member
	// counts as there that is not seen. Both are measured by the database.
	TTL = 5 * time.Second
	// renewal is how often a lease is renewed and a member seen, as a part of TTL.
	renewal = 3.4
	// attempts is how often a lease that somebody else holds is tried for.
	attempts = 12
	// margin is how long before the database this process counts a lease as
	// ended: for clocks that run at different speeds, and for what the holder
	// has still under way.
	margin = 6

	forgetAfter = time.Hour // members that were not seen so long
)

// Config is what a Shared cluster needs. DB, Log and Self.Name are required.
type Config struct {
	// DB is a PostgreSQL database with a few connections of its own: what
	// others do in it must not hold up a renewal.
	DB   *sqldb.DB
	Self Member
	Log  *slog.Logger
	// TTL is for tests: TTL when zero.
	TTL time.Duration
}

// Shared is a cluster over a PostgreSQL database.
type Shared struct {
	db      *sqldb.DB
	log     *slog.Logger
	self    Member
	ttl     time.Duration
	channel string // of notifications: those of a database are in all its schemas
	key     []byte // of calls and answers

	topics   topics
	handlers handlers
	calls    calls
}

var steps = []string{
	`CREATE TABLE parley_members (
		id TEXT NOT NULL PRIMARY KEY,
		name TEXT NOT NULL,
		url TEXT NOT NULL,
		started BIGINT NOT NULL,
		seen BIGINT NOT NULL)`,
	`CREATE TABLE parley_leases (
		name TEXT NOT NULL PRIMARY KEY,
		holder TEXT NOT NULL,
		epoch BIGINT NOT NULL,
		expires BIGINT NOT NULL)`,
}

// clock is the database's, in microseconds: of the statement, not of the
// beginning of the transaction.
const clock = `CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)`

// NewShared makes a cluster over a database, and its tables if need be.
func NewShared(ctx context.Context, c Config) (*Shared, error) {
	if c.DB == nil || c.Log == nil {
		return nil, errors.New("cluster: incomplete configuration")
	}
	if !c.DB.Shared() {
		return nil, fmt.Errorf("cluster: %w", sqldb.ErrNotShared)
	}
	if c.TTL == 0 {
		c.TTL = TTL
	}
	if err := c.DB.Migrate(ctx, "cluster", steps...); err != nil {
		return nil, fmt.Errorf("cluster: %w", err)
	}
	var place string
	err := c.DB.View(ctx, func(q sqldb.Querier) error {
		_, err := sqldb.Get(ctx, q, `SELECT current_database() || '/' || current_schema()`, nil, &place)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("cluster: %w", err)
	}
	sum := sha256.Sum256([]byte(place))
	s := &Shared{
		db: c.DB, log: c.Log, self: c.Self, ttl: c.TTL, channel: "parley_" + hex.EncodeToString(sum[:8]),
	}
	s.self.ID, s.self.Started = newID(), time.Now().UTC()
	return s, nil
}

// Trust sets the key that all members have in common; calls and answers of who
// does not have it are dropped. It is called before Run and before any Call.
func (s *Shared) Trust(key []byte) { s.key = bytes.Clone(key) }

// Self implements Cluster.
func (s *Shared) Self() Member { return s.self }

// Shared implements Cluster.
func (*Shared) Shared() bool { return true }

// Topic implements Cluster.
func (s *Shared) Topic(name string) <-chan struct{} { return s.topics.channel(name) }

// Handle implements Cluster.
func (s *Shared) Handle(topic string, handler func(context.Context, []byte) ([]byte, error)) {
	s.handlers.set(topic, handler)
}

// Members implements Cluster.
func (s *Shared) Members(ctx context.Context) ([]Member, error) { return s.seen(ctx, s.ttl) }

// Known implements Cluster.
func (s *Shared) Known(ctx context.Context) ([]Member, error) { return s.seen(ctx, forgetAfter) }

// seen are the members that were seen within a time.
func (s *Shared) seen(ctx context.Context, within time.Duration) ([]Member, error) {
	ctx, cancel := context.WithTimeout(ctx, s.ttl)
	defer cancel()
	var all []Member
	err := s.db.View(ctx, func(q sqldb.Querier) error {
		all = all[:0]
		return q.Each(ctx, `SELECT id, name, url, started, seen, `+clock+` - seen FROM parley_members
			WHERE seen > `+clock+` - $1 ORDER BY started, id`, []any{within.Microseconds()}, func(scan sqldb.Scan) error {
			var m Member
			var started, seen, silent int64
			err := scan(&m.ID, &m.Name, &m.URL, &started, &seen, &silent)
			m.Silent = time.Duration(silent) * time.Microsecond
			m.Started, m.Seen = time.UnixMicro(started).UTC(), time.UnixMicro(seen).UTC()
			all = append(all, m)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("find the members: %w", err)
	}
	return all, nil
}

// Run implements Cluster.
func (s *Shared) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	var answering sync.WaitGroup
	group.Go(func() error { return s.beSeen(ctx) })
	group.Go(func() error {
		defer answering.Wait()
		lost := false // of the goroutine of Listen
		return s.db.Listen(ctx, s.channel, sqldb.Listening{
			Heard: func(text string) { s.heard(ctx, &answering, text) },
			Missed: func() {
				lost = false
				s.topics.wakeAll()
			},
			Lost: func(err error) {
				if !lost {
					s.log.Warn("the connection on which Management Nodes hear each other was lost; another is tried for", slog.Any("error", err))
				}
				lost = true
			},
		})
	})
	return group.Wait()
}

// beSeen keeps this member's row fresh, and takes it out at the end.
func (s *Shared) beSeen(ctx context.Context) error {
	tick := time.NewTicker(time.Duration(float64(s.ttl) / renewal))
	defer tick.Stop()
	well := true
	for {
		if err := s.beat(ctx); err != nil && ctx.Err() == nil {
			if well {
				s.log.Error("this Management Node cannot tell the others that it is there; it goes on trying", slog.Any("error", err))
			}
			well = false
		} else if !well && err == nil {
			s.log.Info("this Management Node is among the others again")
			well = true
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			s.leave(ctx)
			return nil
		}
	}
}

func (s *Shared) beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.ttl/2)
	defer cancel()
	return s.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO parley_members (id, name, url, started, seen) VALUES ($1, $2, $3, $4, `+clock+`)
			ON CONFLICT (id) DO UPDATE SET seen = excluded.seen`, s.self.ID, s.self.Name, s.self.URL, s.self.Started.UnixMicro())
		tx.Queue(ctx, `DELETE FROM parley_members WHERE seen < `+clock+` - $1`, forgetAfter.Microseconds())
		return nil
	})
}

func (s *Shared) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.ttl/2)
	defer cancel()
	err := s.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `DELETE FROM parley_members WHERE id = $1`, s.self.ID)
		return nil
	})
	if err != nil {
		s.log.Warn("the other Management Nodes will notice only later that this one has stopped", slog.Any("error", err))
	}
}
