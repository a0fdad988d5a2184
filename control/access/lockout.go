package access

import (
	"context"
	"fmt"
	"hash/fnv"
	"log/slog"
	"strconv"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
)

// The lock-out: after MaxFailures wrong passwords within FailureWindow an
// account cannot sign in for LockTime. It ends by itself, by another
// administrator, by a new password, or on the machine itself; open sessions and
// API tokens go on. So nobody is locked out for ever, and a stranger who keeps
// an account locked keeps nobody out who is in.
const (
	MaxFailures   = 10
	FailureWindow = 15 * time.Minute
	LockTime      = 15 * time.Minute
)

// nameless is how many rows the names that nobody has share. They are counted
// too, so that the work does not tell whether there is such an account.
const nameless = 512

func accountSubject(id string) string { return "account/" + id }

func failureSubject(account administrator.State, name string, now time.Time) (subject string, counts bool) {
	if account.Live() && account.Enabled && !account.Locked(now) {
		return accountSubject(account.ID), true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return "nobody/" + strconv.Itoa(int(h.Sum32()%nameless)), false
}

// failed counts a wrong password, and locks the account when it was one too
// many. A counter that fails does not let anybody in; it is logged.
func (a *Access) failed(ctx context.Context, env control.Envelope, account administrator.State, name string) {
	ctx, cancel := owed(ctx)
	defer cancel()
	now := a.config.Now()
	subject, counts := failureSubject(account, name, now)
	attempts, err := a.config.Ledger.Failed(ctx, subject, now, FailureWindow)
	if err != nil {
		a.config.Log.ErrorContext(ctx, "a wrong password was not counted", "error", err)
		return
	}
	if counts && attempts >= MaxFailures {
		a.lockOut(ctx, env, account, attempts)
	}
}

// lockOut locks an account, and reports whether it is locked now.
func (a *Access) lockOut(ctx context.Context, env control.Envelope, account administrator.State, attempts int) bool {
	now := a.config.Now()
	env.Actor, env.IdempotencyKey, env.ExpectedRevision = events.Actor{Kind: events.ActorSystem}, "", nil
	receipt, err := a.config.Executor.Execute(ctx, env, administrator.LockOut{
		ID: account.ID, Now: now.UTC(), Until: now.UTC().Add(LockTime).Truncate(time.Second), Attempts: attempts,
	})
	if err != nil {
		a.config.Log.ErrorContext(ctx, "an account was not locked", "administrator", account.ID, "error", err)
		return false
	}
	if receipt.Changed {
		a.config.Log.LogAttrs(ctx, slog.LevelWarn, "account locked: too many wrong passwords",
			slog.String("username", clip(account.Username)), slog.String("source", env.Source), slog.Int("attempts", attempts))
	}
	a.forgive(ctx, accountSubject(account.ID)) // the next window begins after the lock
	return true
}

func (a *Access) forgive(ctx context.Context, subject string) {
	if err := a.config.Ledger.Forgive(ctx, subject); err != nil {
		a.config.Log.WarnContext(ctx, "wrong passwords were not forgotten", "subject", subject, "error", err)
	}
}

// Unlock lets an account sign in again before the lock ends by itself.
func (a *Access) Unlock(ctx context.Context, env control.Envelope, id string, by administrator.Rights) (control.Receipt, error) {
	receipt, err := a.config.Executor.Execute(ctx, env, administrator.Unlock{ID: id, By: by})
	if err != nil {
		return receipt, err
	}
	account, err := a.config.Directory.Administrator(ctx, id)
	if err != nil {
		return receipt, fmt.Errorf("unlock %s: %w", id, err)
	}
	a.pardon(ctx, account)
	return receipt, nil
}

// pardon forgets the wrong passwords of an account, so that the next one does
// not lock it again.
func (a *Access) pardon(ctx context.Context, account administrator.State) {
	ctx, cancel := owed(ctx)
	defer cancel()
	a.forgive(ctx, accountSubject(account.ID))
	if account.External.Source == events.SourceLDAP {
		name := nameKey(account.Username)
		a.forgive(ctx, directorySubject(name))
		a.accounts.forget(directoryKey + name)
		return
	}
	a.accounts.forget(account.Username)
}

// linger keeps whoever was refused waiting until a time after the beginning
// that all refusals share: what was counted, locked and written meanwhile does
// not show.
func (a *Access) linger(ctx context.Context, since time.Time) {
	wait := time.NewTimer(time.Until(since.Add(a.config.RefusalTime)))
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	}
}
