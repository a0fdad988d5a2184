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

func failureSubject(account administrator.State, name string, now time.Time) (subject string, counts bool) {
	if account.Live() && account.Enabled && !account.Locked(now) {
		return "account/" + account.ID, true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return "nobody/" + strconv.Itoa(int(h.Sum32()%nameless)), false
}

// failed counts a wrong password, and locks the account when it was one too
// many. A counter that fails does not let anybody in; it is logged.
func (a *Access) failed(ctx context.Context, env control.Envelope, account administrator.State, name string) {
	now := a.config.Now()
	subject, counts := failureSubject(account, name, now)
	attempts, err := a.config.Ledger.Failed(ctx, subject, now, FailureWindow)
	if err != nil {
		a.config.Log.ErrorContext(ctx, "a wrong password was not counted", "error", err)
		return
	}
	if !counts || attempts < MaxFailures {
		return
	}
	env.Actor, env.IdempotencyKey, env.ExpectedRevision = events.Actor{Kind: events.ActorSystem}, "", nil
	receipt, err := a.config.Executor.Execute(ctx, env, administrator.LockOut{
		ID: account.ID, Now: now.UTC(), Until: now.UTC().Add(LockTime).Truncate(time.Second), Attempts: attempts,
	})
	if err != nil {
		a.config.Log.ErrorContext(ctx, "an account was not locked", "administrator", account.ID, "error", err)
		return
	}
	if receipt.Changed {
		a.config.Log.LogAttrs(ctx, slog.LevelWarn, "account locked: too many wrong passwords",
			slog.String("username", clip(name)), slog.String("source", env.Source), slog.Int("attempts", attempts))
	}
	a.forgive(ctx, account.ID) // the next window begins after the lock
}

func (a *Access) forgive(ctx context.Context, accountID string) {
	if err := a.config.Ledger.Forgive(ctx, "account/"+accountID); err != nil {
		a.config.Log.WarnContext(ctx, "wrong passwords were not forgotten", "administrator", accountID, "error", err)
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
	a.accounts.forget(account.Username)
	a.forgive(ctx, account.ID)
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
