package sqldb

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// The clock of a listening connection.
const (
	listenPing    = 5 * time.Second // how often a silent connection is tried
	listenTimeout = 3 * time.Second // for one answer of the database
	listenFirst   = 100 * time.Millisecond
	listenMost    = 2 * time.Second
)

// MaxNotification is how long the text of a notification may be, in bytes.
const MaxNotification = 7999

// ErrNotShared says that a database is this process's own: it has nobody to
// hear from.
var ErrNotShared = errors.New("the database belongs to one process")

// Shared says that other processes may use the database at the same time.
func (db *DB) Shared() bool {
	_, ok := db.backend.(*postgres)
	return ok
}

// Listening is what to do with notifications. Both functions are called by the
// goroutine of Listen and must not block.
type Listening struct {
	// Heard is told of a notification.
	Heard func(text string)
	// Missed says that earlier notifications may have been missed: whenever a
	// connection begins to listen.
	Missed func()
	// Lost says why a connection ended; another is on its way. It may be nil.
	Lost func(error)
}

// Listen hears what Notify sends on a channel, over a connection of its own,
// until ctx ends. A connection that breaks is replaced.
func (db *DB) Listen(ctx context.Context, channel string, l Listening) error {
	p, ok := db.backend.(*postgres)
	if !ok {
		return ErrNotShared
	}
	wait := listenFirst
	for ctx.Err() == nil {
		began := time.Now()
		err := p.listen(ctx, channel, l)
		if ctx.Err() != nil {
			break
		}
		if l.Lost != nil {
			l.Lost(err)
		}
		if time.Since(began) > listenPing {
			wait = listenFirst
		}
		select {
		case <-time.After(wait/2 + rand.N(wait/2)):
		case <-ctx.Done():
		}
		wait = min(2*wait, listenMost)
	}
	return nil
}

// Notify sends a text to all who listen on a channel when the transaction
// commits.
func Notify(ctx context.Context, tx Tx, channel, text string) {
	tx.Queue(ctx, `SELECT pg_notify($1, $2)`, channel, text)
}

func (p *postgres) listen(ctx context.Context, channel string, l Listening) error {
	conn, err := p.listener(ctx, channel)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer func() {
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), listenTimeout)
		defer cancel()
		_ = conn.Close(bye) // the end is the end
	}()
	l.Missed()
	for {
		quiet, cancel := context.WithTimeout(ctx, listenPing)
		n, err := conn.WaitForNotification(quiet)
		silent := quiet.Err() != nil
		cancel()
		switch {
		case err == nil:
			l.Heard(n.Payload)
			continue
		case ctx.Err() != nil:
			return ctx.Err()
		case !silent || !pgconn.Timeout(err):
			return fmt.Errorf("listen: %w", err)
		}
		ping, cancel := context.WithTimeout(ctx, listenTimeout)
		err = conn.Ping(ping)
		cancel()
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
	}
}

func (p *postgres) listener(ctx context.Context, channel string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, listenTimeout)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, p.pool.Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return conn, nil
}
