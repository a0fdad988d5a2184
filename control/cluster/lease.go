package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
)

// held is a lease of a Shared cluster.
type held struct {
	shared *Shared
	name   string
	epoch  int64
}

// Name implements Lease.
func (h *held) Name() string { return h.name }

// Epoch implements Lease.
func (h *held) Epoch() int64 { return h.epoch }

// Check implements Lease. The row stays locked until the transaction ends, so
// that a take-over has to wait for it.
func (h *held) Check(ctx context.Context, tx sqldb.Tx) error {
	var one int64
	found, err := sqldb.Get(ctx, tx, `SELECT 1 FROM parley_leases WHERE name = $1 AND holder = $2 AND epoch = $3 FOR SHARE`,
		[]any{h.name, h.shared.self.ID, h.epoch}, &one)
	if err != nil {
		return fmt.Errorf("check the lease of %s: %w", h.name, err)
	}
	if !found {
		return fmt.Errorf("%s, epoch %d: %w", h.name, h.epoch, ErrLost)
	}
	return nil
}

// Hold implements Cluster.
func (s *Shared) Hold(ctx context.Context, name string, work func(context.Context, Lease) error) error {
	released := s.topics.channel(releasedTopic(name))
	well := true
	for {
		asked := time.Now()
		epoch, err := s.acquire(ctx, name)
		switch {
		case ctx.Err() != nil:
			if epoch > 0 {
				s.release(ctx, &held{s, name, epoch})
			}
			return nil
		case err != nil:
			if well {
				s.log.Error("a lease cannot be tried for; it goes on trying", slog.String("lease", name), slog.Any("error", err))
			}
			well = false
		case epoch > 0:
			well = true
			if done, err := s.while(ctx, &held{s, name, epoch}, asked, work); done {
				return err
			}
		}
		pause := s.ttl / attempts
		select {
		case <-time.After(pause/2 + rand.N(pause)):
		case <-released:
		case <-ctx.Done():
			return nil
		}
	}
}

func releasedTopic(name string) string { return "released/" + name }

// acquire takes a lease that nobody holds; the epoch is zero when somebody
// does. The condition is evaluated on the row as it is after any wait for it.
func (s *Shared) acquire(ctx context.Context, name string) (epoch int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.ttl/2)
	defer cancel()
	err = s.db.Update(ctx, func(tx sqldb.Tx) error {
		epoch = 0
		_, err := sqldb.Get(ctx, tx, `INSERT INTO parley_leases (name, holder, epoch, expires) VALUES ($1, $2, 1, `+clock+` + $3)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = parley_leases.epoch + 1, expires = `+clock+` + $3
			WHERE parley_leases.expires <= `+clock+` RETURNING epoch`,
			[]any{name, s.self.ID, s.ttl.Microseconds()}, &epoch)
		return err
	})
	if err != nil {
		// It may be ours nevertheless; then nobody has it until it expires.
		return 0, fmt.Errorf("try for the lease of %s: %w", name, err)
	}
	return epoch, nil
}

// while does the work as long as the lease is kept. asked is when the lease
// was asked for: it cannot have expired before that and TTL. done says that
// Hold is to end with err.
func (s *Shared) while(ctx context.Context, l *held, asked time.Time, work func(context.Context, Lease) error) (done bool, err error) {
	s.log.Info("lease taken", slog.String("lease", l.name), slog.Int64("epoch", l.epoch))
	working, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		s.keep(working, lose, l, asked)
	}()
	err = work(working, l)
	lost := errors.Is(context.Cause(working), ErrLost)
	lose(nil)
	<-kept
	s.release(ctx, l)
	switch {
	case ctx.Err() != nil:
		return true, nil
	case lost:
		s.log.Warn("lease lost", slog.String("lease", l.name), slog.Int64("epoch", l.epoch))
		return false, nil
	default:
		return true, err
	}
}

// keep renews a lease until the work ends, and ends the work before somebody
// else can have the lease.
func (s *Shared) keep(working context.Context, lose context.CancelCauseFunc, l *held, asked time.Time) {
	life := s.ttl - s.ttl/margin
	// The timer runs beside the renewals, which may hang.
	end := time.AfterFunc(time.Until(asked.Add(life)), func() { lose(ErrLost) })
	defer end.Stop()
	pause := time.Duration(float64(s.ttl) / renewal)
	next := time.NewTimer(pause)
	defer next.Stop()
	well := true
	for {
		select {
		case <-working.Done():
			return
		case <-next.C:
		}
		asked := time.Now()
		ours, err := s.renew(working, l)
		switch {
		case err != nil:
			if well && working.Err() == nil {
				s.log.Warn("a lease could not be renewed; it is tried again", slog.String("lease", l.name), slog.Any("error", err))
			}
			well = false
			next.Reset(pause / 4)
		case !ours:
			lose(ErrLost)
			return
		default:
			// Stop reports false when the time was up meanwhile: it stays so.
			if !end.Stop() {
				return
			}
			end.Reset(time.Until(asked.Add(life)))
			well = true
			next.Reset(pause)
		}
	}
}

// renew prolongs a lease that has not expired.
func (s *Shared) renew(ctx context.Context, l *held) (ours bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.ttl/4)
	defer cancel()
	err = s.db.Update(ctx, func(tx sqldb.Tx) error {
		var epoch int64
		ours, err = sqldb.Get(ctx, tx, `UPDATE parley_leases SET expires = `+clock+` + $4
			WHERE name = $1 AND holder = $2 AND epoch = $3 AND expires > `+clock+` RETURNING epoch`,
			[]any{l.name, s.self.ID, l.epoch, s.ttl.Microseconds()}, &epoch)
		return err
	})
	return ours, err
}

// release lets somebody else have the lease at once. It goes on when the
// caller has gone.
func (s *Shared) release(ctx context.Context, l *held) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.ttl/4)
	defer cancel()
	err := s.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE parley_leases SET expires = 0 WHERE name = $1 AND holder = $2 AND epoch = $3`, l.name, s.self.ID, l.epoch)
		return s.Announce(ctx, tx, releasedTopic(l.name))
	})
	if err != nil {
		s.log.Warn("a lease could not be given back; it expires", slog.String("lease", l.name), slog.Any("error", err))
	}
}
