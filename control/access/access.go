// Package access says who somebody is: it signs administrators in and out,
// verifies sessions and API tokens, and makes new tokens.
//
// It owns the hashing of passwords, the limits on attempts, the signature of
// session cookies and, in memory, when a session was last used. Sessions and
// tokens themselves are events. What a caller may do is decided in graph. The
// package imports control, domain and events. An Access is safe for concurrent
// use and starts nothing.
package access

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

// ErrUnauthenticated says that a credential stands for nobody, or not any more.
var ErrUnauthenticated = errors.New("credential is unknown, expired or revoked")

// Principal is who a credential stands for.
type Principal struct {
	Kind events.ActorKind // ActorAdministrator or ActorToken
	ID   string
	Name string
	// Roles are the ids of the roles that Scopes come from; none for a token.
	Roles     []string
	Scopes    []string
	SessionID string    // of an administrator
	ExpiresAt time.Time // zero: never
	// Reach is which events a token may read and write.
	Reach scopes.Reach
	// Source is how an administrator signed in; see package events.
	Source string
}

// Actor is the principal as events name it.
func (p Principal) Actor() events.Actor {
	return events.Actor{Kind: p.Kind, ID: p.ID, Name: p.Name}
}

// Executor is what Access needs of control.
type Executor interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
	AdministratorByUsername(ctx context.Context, username string) (administrator.State, error)
	SignInSettings(ctx context.Context) (signin.State, error)
	TrySignIn(ctx context.Context, p signin.Patch, by signin.Caller) (events.SignInSettings, error)
}

// Directory looks up what a credential refers to. The zero State or Token
// means that there is none.
type Directory interface {
	Administrator(ctx context.Context, id string) (administrator.State, error)
	TokenByDigest(ctx context.Context, digest string) (Token, error)
	// RoleScopes gives the scopes of roles as they are now; one that does not
	// exist is missing in the answer.
	RoleScopes(ctx context.Context, roles []string) (map[string][]scopes.Scope, error)
}

// Token is an API token as it stands now.
type Token struct {
	ID        string
	Name      string
	Scopes    []string
	ExpiresAt *time.Time
	Revoked   bool
	Reach     scopes.Reach
}

// Opener opens sealed secrets.
type Opener interface {
	Open(context string, sealed events.Sealed) (string, error)
}

// References counts the accounts that may change things.
type References interface {
	OtherWriters(ctx context.Context, administratorID string) (int, error)
}

// Config is what an Access needs. All fields are required but
// RefusalTime and Now.
type Config struct {
	Executor   Executor
	Directory  Directory
	References References
	Opener     Opener
	Hasher     *Hasher
	Ledger     *Ledger
	CookieKey  []byte // 32 bytes or more
	// RefusalTime is how long after its beginning a sign-in with bad credentials
	// is answered at the earliest, whatever was wrong; zero: at once.
	RefusalTime time.Duration
	// IdleTimeout is how long a session may be idle, as the settings have it now.
	IdleTimeout func(context.Context) (time.Duration, error)
	Outside     Outside
	Log         *slog.Logger
	Now         func() time.Time // time.Now when nil
}

// SessionLifetime is how long a session lasts at most, however busy.
const SessionLifetime = 12 * time.Hour

// Access verifies credentials.
type Access struct {
	config   Config
	accounts *limiter
	sources  *limiter
	unknown  *unknown
	activity *activity
	outside  outside
}

// The limits on sign-in attempts: so many at once, and then one per interval.
// The limit per account protects a weak password from many sources, the one
// per source many accounts from one. The former lets a stranger keep an
// administrator waiting, as does the lock-out, of which see lockout.go.
const (
	accountBurst    = 10
	accountInterval = 30 * time.Second
	sourceBurst     = 20
	sourceInterval  = 10 * time.Second
	limiterKeys     = 10_000
	activityKeys    = 10_000
	minCookieKey    = 32
)

// New makes an Access.
func New(c Config) (*Access, error) {
	if c.Executor == nil || c.Directory == nil || c.References == nil || c.Opener == nil ||
		c.Hasher == nil || c.Ledger == nil || c.IdleTimeout == nil || c.Log == nil {
		return nil, errors.New("access: incomplete configuration")
	}
	if len(c.CookieKey) < minCookieKey {
		return nil, fmt.Errorf("access: cookie key of %d bytes, want at least %d", len(c.CookieKey), minCookieKey)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	outside, err := newOutside(c.Outside, c.CookieKey, c.Now)
	if err != nil {
		return nil, err
	}
	return &Access{
		config: c, outside: outside,
		accounts: newLimiter(limiterKeys, accountBurst, accountInterval),
		sources:  newLimiter(limiterKeys, sourceBurst, sourceInterval),
		unknown:  newUnknown(),
		activity: newActivity(activityKeys),
	}, nil
}

// EnsureFirstAdministrator creates an account that may do everything, unless
// there is one. It reports whether it did. Of several that try at once with
// the same name one does.
func (a *Access) EnsureFirstAdministrator(ctx context.Context, username, password string) (bool, error) {
	n, err := a.config.References.OtherWriters(ctx, "")
	if err != nil || n > 0 {
		return false, err
	}
	receipt, err := a.config.Executor.Execute(ctx, control.Envelope{
		Actor:          events.Actor{Kind: events.ActorSystem},
		IdempotencyKey: "first-administrator",
	}, administrator.Create{
		Username: username,
		Role:     domain.Some(scopes.RoleReadWrite),
		Password: domain.Plaintext(password),
	})
	if err != nil {
		return false, fmt.Errorf("create the first administrator: %w", err)
	}
	return receipt.Changed, nil
}
