package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
)

// SignedIn is a session that has begun.
type SignedIn struct {
	Cookie    string // value of the session cookie
	Principal Principal
	Position  events.Position
}

// SignIn begins a session when the password is right. The envelope's source is
// the network address of the caller; its actor is set here. Whatever is wrong
// with the credentials, the answer and the time it takes are the same.
func (a *Access) SignIn(ctx context.Context, env control.Envelope, username, password string) (SignedIn, error) {
	name := domain.NormaliseKey(username)
	now := a.config.Now()
	if !a.sources.allow(domain.Network(env.Source), now) || !a.accounts.allow(name, now) {
		a.config.Log.LogAttrs(ctx, slog.LevelWarn, "sign-in refused: too many attempts",
			slog.String("username", clip(name)), slog.String("source", env.Source))
		return SignedIn{}, domain.Refuse(domain.CodeRateLimited, "Too many attempts; wait.")
	}
	ways, err := a.Ways(ctx)
	if err != nil {
		return SignedIn{}, err
	}
	if !ways.Local {
		return SignedIn{}, domain.Refuse(domain.CodeNotAllowed, "Local accounts may not sign in here.")
	}
	began := time.Now()
	account, err := a.authenticate(ctx, name, password)
	var in SignedIn
	if err == nil {
		in, err = a.begin(ctx, env, account)
	}
	if err != nil {
		if domain.IsRefusal(err, domain.CodeBadCredentials) {
			a.failed(ctx, env, account, name)
			a.linger(ctx, began)
			a.config.Log.LogAttrs(ctx, slog.LevelWarn, "sign-in refused: bad credentials",
				slog.String("username", clip(name)), slog.String("source", env.Source))
		}
		return SignedIn{}, err
	}
	a.pardon(ctx, account)
	return in, nil
}

// authenticate compares the password also for accounts that do not exist, so
// that the time it takes does not tell. With the refusal it gives the account
// whose password was wrong, if there is one.
func (a *Access) authenticate(ctx context.Context, name, password string) (administrator.State, error) {
	account, err := a.config.Executor.AdministratorByUsername(ctx, name)
	if err != nil {
		return administrator.State{}, fmt.Errorf("sign in: %w", err)
	}
	hash := a.config.Hasher.dummy
	if account.Live() {
		if hash, err = a.config.Opener.Open(account.ID, account.PasswordHash); err != nil {
			return administrator.State{}, fmt.Errorf("sign in %s: password hash: %w", account.ID, err)
		}
	}
	ok, err := a.config.Hasher.Verify(ctx, password, hash)
	if err != nil {
		return administrator.State{}, fmt.Errorf("sign in: %w", err)
	}
	if !ok || !account.Live() || !account.Enabled || account.Locked(a.config.Now()) {
		return account, domain.Refuse(domain.CodeBadCredentials, administrator.BadCredentials)
	}
	return account, nil
}

func (a *Access) begin(ctx context.Context, env control.Envelope, account administrator.State) (SignedIn, error) {
	end := a.config.Now().UTC().Add(SessionLifetime).Truncate(time.Second)
	session := rand.Text()
	p, err := a.principal(ctx, account, session, end)
	if err != nil {
		return SignedIn{}, err
	}
	env.Actor, env.IdempotencyKey, env.ExpectedRevision = p.Actor(), "", nil
	receipt, err := a.config.Executor.Execute(ctx, env, administrator.SignIn{
		ID: account.ID, PasswordHash: account.PasswordHash, SessionID: session, Now: a.config.Now().UTC(), ExpiresAt: end,
	})
	if err != nil {
		return SignedIn{}, err
	}
	a.started(ctx, session, env.Source)
	return SignedIn{
		Cookie:    a.sign(cookie{administrator: account.ID, session: session, expires: end}),
		Principal: p,
		Position:  receipt.Position,
	}, nil
}

// started notes that a session began, and forgets old ones.
func (a *Access) started(ctx context.Context, session, source string) {
	now := a.config.Now()
	a.activity.touch(session, now)
	if err := a.config.Ledger.Used(ctx, SessionSubject(session), source, now); err != nil {
		a.config.Log.WarnContext(ctx, "the beginning of a session was not noted", "error", err)
	}
	if err := a.config.Ledger.Sweep(ctx, now.Add(-2*SessionLifetime)); err != nil {
		a.config.Log.WarnContext(ctx, "old sessions were not forgotten", "error", err)
	}
}

func (a *Access) principal(ctx context.Context, account administrator.State, session string, end time.Time) (Principal, error) {
	roles := []string{account.Role}
	allowed, err := a.ScopesOf(ctx, roles)
	return Principal{
		Kind: events.ActorAdministrator, ID: account.ID, Name: account.Username,
		Roles: roles, Scopes: allowed, SessionID: session, ExpiresAt: end, Source: events.SourceLocal,
	}, err
}

// SignOut ends a session; by is not set when it is one's own.
func (a *Access) SignOut(ctx context.Context, env control.Envelope, administratorID, sessionID string, by administrator.Rights) (control.Receipt, error) {
	receipt, err := a.config.Executor.Execute(ctx, env, administrator.SignOut{ID: administratorID, SessionID: sessionID, By: by})
	if err == nil {
		a.activity.forget(sessionID)
	}
	return receipt, err
}

// VerifySession says whom a session cookie stands for. With active set,
// somebody does something now, which keeps the session from being idle;
// watching an open stream is not that. When a session was used last is in memory
// and, to the minute, in the ledger: it outlives a restart, and Management Nodes
// that share it know of each other's.
func (a *Access) VerifySession(ctx context.Context, value string, active bool) (Principal, error) {
	c, ok := a.parse(value)
	now := a.config.Now()
	if !ok || !now.Before(c.expires) {
		return Principal{}, ErrUnauthenticated
	}
	idle, err := a.config.IdleTimeout(ctx)
	if err != nil {
		return Principal{}, fmt.Errorf("verify session: %w", err)
	}
	account, err := a.config.Directory.Administrator(ctx, c.administrator)
	if err != nil {
		return Principal{}, fmt.Errorf("verify session: %w", err)
	}
	end, ok := account.Session(c.session, now)
	if !ok {
		return Principal{}, ErrUnauthenticated
	}
	idled, err := a.idle(ctx, c.session, now, idle, active)
	if err != nil {
		return Principal{}, fmt.Errorf("verify session: %w", err)
	}
	if idled {
		return Principal{}, a.endIdle(ctx, c)
	}
	if active {
		a.note(ctx, SessionSubject(c.session), now)
	}
	return a.principalFor(ctx, account, c.session, end)
}

// idle reports whether a session was not used for the idle time. Before one is
// called idle the ledger is asked: it may have been used at another Management
// Node. What is there may be a minute old. One that nobody remembers counts as
// used now.
func (a *Access) idle(ctx context.Context, session string, now time.Time, idle time.Duration, active bool) (bool, error) {
	last, known := a.activity.get(session)
	if !known || now.Sub(last) >= idle {
		uses, err := a.config.Ledger.Uses(ctx, []string{SessionSubject(session)})
		if err != nil {
			return false, err
		}
		if use, ok := uses[SessionSubject(session)]; ok && (!known || use.At.After(last)) {
			last, known = use.At.Add(UseInterval), true
		}
		if known && now.Sub(last) >= idle {
			return true, nil
		}
		a.activity.touch(session, last)
	}
	if active || !known {
		a.activity.touch(session, now)
	}
	return false, nil
}

// endIdle signs an idle session out, so that it is over also when this process
// has forgotten how long it was idle.
func (a *Access) endIdle(ctx context.Context, c cookie) error {
	env := control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}, Causation: "session-idle"}
	_, err := a.config.Executor.Execute(ctx, env, administrator.SignOut{ID: c.administrator, SessionID: c.session})
	if err != nil {
		a.config.Log.LogAttrs(ctx, slog.LevelWarn, "ending an idle session failed; it is tried again when it is used",
			slog.String("administrator", c.administrator), slog.Any("error", err))
	}
	return ErrUnauthenticated
}

// maxLogged bounds what strangers can write into our logs.
const maxLogged = 64

func clip(s string) string {
	if r := []rune(s); len(r) > maxLogged {
		return string(r[:maxLogged])
	}
	return s
}
