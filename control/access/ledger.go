package access

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
)

// Ledger keeps, beside the log, what changes too often to be an event: wrong
// passwords, and when credentials were last used. Several Management Nodes that
// share the state database share it. It holds a row per account, person
// of the directory, API token and session of the last day, and a bounded number
// for names that nobody has.
type Ledger struct {
	db *sqldb.DB

	mu      sync.Mutex        // guards written
	written recent[time.Time] // when the use of a subject was written last
}

// Component is the owner of the tables in the state database, and the prefix of
// their names.
const Component = "access"

var ledgerTables = []string{
	`CREATE TABLE access_failures (subject KEYTEXT NOT NULL PRIMARY KEY, since BIGINT NOT NULL, attempts BIGINT NOT NULL)`,
	`CREATE TABLE access_uses (subject KEYTEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, source TEXT NOT NULL)`,
}

const (
	// UseInterval is how often the use of one credential is written at most.
	UseInterval = time.Minute
	// ledgerTime bounds every question to the ledger.
	ledgerTime = 2 * time.Second
	ledgerKeys = 20_000
)

// OpenLedger makes or opens the ledger in the state database.
func OpenLedger(ctx context.Context, db *sqldb.DB) (*Ledger, error) {
	if err := db.Migrate(ctx, Component, ledgerTables...); err != nil {
		return nil, fmt.Errorf("open the access ledger: %w", err)
	}
	return &Ledger{db: db, written: newRecent[time.Time](ledgerKeys)}, nil
}

// Use is when, and from which network address, a credential was used last.
type Use struct {
	At     time.Time
	Source string
}

// Failed counts one more wrong password, and gives how many there were since
// the first of them, which is forgotten after the window.
func (l *Ledger) Failed(ctx context.Context, subject string, now time.Time, window time.Duration) (attempts int, err error) {
	ctx, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	err = l.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO access_failures (subject, since, attempts) VALUES ($1, $2, 1)
			ON CONFLICT (subject) DO UPDATE SET
				attempts = CASE WHEN access_failures.since <= $3 THEN 1 ELSE access_failures.attempts + 1 END,
				since = CASE WHEN access_failures.since <= $3 THEN $2 ELSE access_failures.since END`,
			subject, now.UnixMicro(), now.Add(-window).UnixMicro())
		_, err := sqldb.Get(ctx, tx, `SELECT attempts FROM access_failures WHERE subject = $1`, []any{subject}, &attempts)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("count a wrong password: %w", err)
	}
	return attempts, nil
}

// Failures is how many wrong passwords there were since the first of them,
// which is forgotten after the window.
func (l *Ledger) Failures(ctx context.Context, subject string, now time.Time, window time.Duration) (attempts int, err error) {
	ctx, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	err = l.db.View(ctx, func(q sqldb.Querier) error {
		_, err := sqldb.Get(ctx, q, `SELECT attempts FROM access_failures WHERE subject = $1 AND since > $2`,
			[]any{subject, now.Add(-window).UnixMicro()}, &attempts)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("count wrong passwords: %w", err)
	}
	return attempts, nil
}

// Forgive forgets the wrong passwords of a subject.
func (l *Ledger) Forgive(ctx context.Context, subject string) error {
	ctx, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	err := l.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `DELETE FROM access_failures WHERE subject = $1`, subject)
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget wrong passwords: %w", err)
	}
	return nil
}

// Used writes that a credential was used, unless this process did so within
// UseInterval.
func (l *Ledger) Used(ctx context.Context, subject, source string, now time.Time) error {
	if !l.due(subject, now) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	err := l.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO access_uses (subject, at, source) VALUES ($1, $2, $3)
			ON CONFLICT (subject) DO UPDATE SET at = excluded.at, source = excluded.source WHERE access_uses.at < excluded.at`,
			subject, now.UnixMicro(), source)
		return nil
	})
	if err != nil {
		l.forget(subject) // it is tried again with the next use
		return fmt.Errorf("note the use of %s: %w", subject, err)
	}
	return nil
}

func (l *Ledger) due(subject string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if last, ok := l.written.get(subject); ok && now.Sub(last) < UseInterval && !now.Before(last) {
		return false
	}
	l.written.put(subject, now)
	return true
}

func (l *Ledger) forget(subject string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written.drop(subject)
}

// maxAsked bounds the subjects of one question.
const maxAsked = 100

// Uses tells when subjects were used last; one that never was is missing.
func (l *Ledger) Uses(ctx context.Context, subjects []string) (map[string]Use, error) {
	if len(subjects) > maxAsked {
		return nil, errors.New("access: too many subjects at once")
	}
	uses := make(map[string]Use, len(subjects))
	if len(subjects) == 0 {
		return uses, nil
	}
	ctx, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	args, places := make([]any, len(subjects)), make([]string, len(subjects))
	for i, s := range subjects {
		args[i], places[i] = s, "$"+strconv.Itoa(i+1)
	}
	err := l.db.View(ctx, func(q sqldb.Querier) error {
		return q.Each(ctx, `SELECT subject, at, source FROM access_uses WHERE subject IN (`+strings.Join(places, ", ")+`)`, args,
			func(scan sqldb.Scan) error {
				var subject, source string
				var at int64
				if err := scan(&subject, &at, &source); err != nil {
					return err
				}
				uses[subject] = Use{At: time.UnixMicro(at).UTC(), Source: source}
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("when credentials were used: %w", err)
	}
	return uses, nil
}

// Sweep drops the uses of sessions that are over by their age.
func (l *Ledger) Sweep(ctx context.Context, before time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	err := l.db.Update(ctx, func(tx sqldb.Tx) error {
		// "0" follows "/": all that begins with the prefix, by its key.
		tx.Queue(ctx, `DELETE FROM access_uses WHERE subject > 'session/' AND subject < 'session0' AND at < $1`, before.UnixMicro())
		return nil
	})
	if err != nil {
		return fmt.Errorf("drop the uses of old sessions: %w", err)
	}
	return nil
}

// TokenSubject and SessionSubject name credentials in the ledger.
func TokenSubject(id string) string   { return "token/" + id }
func SessionSubject(id string) string { return "session/" + id }

type sourceKey struct{}

// WithSource says from which network address a credential comes that is
// verified. Verifying it counts as a use then; without, somebody only looks
// whether it is still good.
func WithSource(ctx context.Context, source string) context.Context {
	return context.WithValue(ctx, sourceKey{}, source)
}

func sourceOf(ctx context.Context) (string, bool) {
	source, ok := ctx.Value(sourceKey{}).(string)
	return source, ok
}

// note writes a use down. Nobody is refused because it cannot be written.
func (a *Access) note(ctx context.Context, subject string, now time.Time) {
	source, ok := sourceOf(ctx)
	if !ok {
		return
	}
	if err := a.config.Ledger.Used(ctx, subject, source, now); err != nil && ctx.Err() == nil {
		a.config.Log.WarnContext(ctx, "the use of a credential was not noted", "error", err)
	}
}

// Uses tells when credentials were used last, by their subject.
func (a *Access) Uses(ctx context.Context, subjects []string) (map[string]Use, error) {
	return a.config.Ledger.Uses(ctx, subjects)
}
