package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// After MaxFailures wrong passwords within FailureWindow the directory is not
// asked about a name until the window is over. So nobody guesses there through
// us, nor has the directory lock somebody's account for everything else.

// directorySubject is where the wrong passwords of a name are counted. Names are
// whatever strangers type: 65,536 rows hold all of them.
func directorySubject(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "directory/" + hex.EncodeToString(sum[:2])
}

func (a *Access) unlessLocked(ctx context.Context, env control.Envelope, name string) error {
	attempts, err := a.config.Ledger.Failures(ctx, directorySubject(name), a.config.Now(), FailureWindow)
	if err != nil {
		return fmt.Errorf("sign in by the directory: %w", err)
	}
	if attempts < MaxFailures {
		return nil
	}
	return a.refuse(ctx, env, events.SourceLDAP, name,
		signin.Fail(signin.BadCredentials, nil, "%d wrong passwords: the directory is not asked for now", attempts))
}

// failedThere counts a wrong password. A counter that fails lets nobody in; it
// is logged.
func (a *Access) failedThere(ctx context.Context, name string) {
	if _, err := a.config.Ledger.Failed(ctx, directorySubject(name), a.config.Now(), FailureWindow); err != nil {
		a.config.Log.ErrorContext(ctx, "a wrong password was not counted", "error", err)
	}
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
