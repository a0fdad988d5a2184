package access

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/ldapdir"
	"github.com/parley-video/parley/control/signin/openid"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/seal"
)

// Outside are the ways to sign in by another system.
type Outside struct {
	// PublicURL is how browsers reach the web interface, unless the settings say
	// it; empty: not known.
	PublicURL string
	// AllowLocal lets local accounts in whatever the settings say: the way back
	// when every other way is shut.
	AllowLocal bool
}

// outside is what Access has for it.
type outside struct {
	Outside
	oidc    *openid.Client
	ldap    *ldapdir.Client
	cookies *seal.Sealer
}

func newOutside(o Outside, cookieKey []byte, now func() time.Time) (outside, error) {
	key, err := hkdf.Key(sha256.New, cookieKey, nil, "parley sign-in attempts", seal.KeySize)
	if err != nil {
		return outside{}, fmt.Errorf("access: key of sign-in attempts: %w", err)
	}
	sealer, err := seal.New(key)
	if err != nil {
		return outside{}, fmt.Errorf("access: key of sign-in attempts: %w", err)
	}
	return outside{Outside: o, oidc: openid.New(now), ldap: ldapdir.New(), cookies: sealer}, nil
}

// Ways are how somebody may sign in now. Names are what the page says.
type Ways struct {
	Local bool
	OIDC  string // empty: not this way
	LDAP  string // empty: not this way
}

// Ways tells everybody how to sign in.
func (a *Access) Ways(ctx context.Context) (Ways, error) {
	s, err := a.settings(ctx)
	if err != nil {
		return Ways{}, err
	}
	w := Ways{Local: s.Local || a.outside.AllowLocal}
	if s.OIDC.Enabled {
		w.OIDC = s.OIDC.Name
	}
	if s.LDAP.Enabled {
		w.LDAP = s.LDAP.Name
	}
	return w, nil
}

func (a *Access) settings(ctx context.Context) (events.SignInSettings, error) {
	s, err := a.config.Executor.SignInSettings(ctx)
	if err != nil {
		return events.SignInSettings{}, fmt.Errorf("sign-in settings: %w", err)
	}
	return s.Settings, nil
}

// RedirectURL is where the provider sends people back to; empty when nobody
// knows how browsers reach us.
func (a *Access) RedirectURL(s events.SignInSettings) string {
	base := a.base(s)
	if base == "" {
		return ""
	}
	return base + CallbackPath
}

func (a *Access) base(s events.SignInSettings) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	return strings.TrimRight(a.outside.PublicURL, "/")
}

// The paths of signing in at a provider.
const (
	StartPath    = "/signin/oidc/start"
	CallbackPath = "/signin/oidc/callback"
)

// SignInByDirectory begins a session when the directory says that the password
// is right and a group has a role.
func (a *Access) SignInByDirectory(ctx context.Context, env control.Envelope, username, password string) (SignedIn, error) {
	s, err := a.settings(ctx)
	if err != nil {
		return SignedIn{}, err
	}
	if !s.LDAP.Enabled {
		return SignedIn{}, domain.Refuse(domain.CodeNotAllowed, "Nobody signs in with a directory here.")
	}
	name := nameKey(username)
	if err := a.admit(ctx, env, directoryKey+name); err != nil {
		return SignedIn{}, err
	}
	began := time.Now()
	try := a.attempt(env, s, name)
	if err := try.unlessLocked(ctx); err != nil {
		a.linger(ctx, began)
		return SignedIn{}, err
	}
	bindPassword, err := a.config.Opener.Open(domainsignin.ID, s.LDAP.BindPassword)
	if err != nil {
		return SignedIn{}, fmt.Errorf("password of the directory: %w", err)
	}
	who, err := a.outside.ldap.Authenticate(ctx, s.LDAP, bindPassword, username, password, try)
	if err != nil {
		if kind, _ := signin.KindOf(err); kind == signin.BadCredentials {
			try.wrong(ctx)
			a.linger(ctx, began)
		}
		return SignedIn{}, a.refuse(ctx, env, events.SourceLDAP, name, err)
	}
	in, err := a.beginOutside(ctx, env, s, who)
	if err == nil {
		a.accounts.forget(directoryKey + name)
	}
	return in, err
}

// directoryKey keeps the attempts of a directory's names apart from those of
// local accounts.
const directoryKey = "ldap\x00"

// admit counts an attempt.
func (a *Access) admit(ctx context.Context, env control.Envelope, key string) error {
	now := a.config.Now()
	if a.sources.allow(domain.Network(env.Source), now) && (key == "" || a.accounts.allow(key, now)) {
		return nil
	}
	a.config.Log.LogAttrs(ctx, slog.LevelWarn, "sign-in refused: too many attempts",
		slog.String("username", clip(strings.TrimPrefix(key, directoryKey))), slog.String("source", env.Source))
	return domain.Refuse(domain.CodeRateLimited, "Too many attempts; wait.")
}

// refuse logs why another system does not vouch for somebody, and makes of it
// what they are told.
func (a *Access) refuse(ctx context.Context, env control.Envelope, by, name string, err error) error {
	kind, known := signin.KindOf(err)
	if !known {
		return fmt.Errorf("sign in by %s: %w", by, err)
	}
	a.config.Log.LogAttrs(ctx, slog.LevelWarn, "sign-in refused", slog.String("by", by), slog.String("kind", string(kind)),
		slog.String("username", clip(name)), slog.String("source", env.Source), slog.String("trace", env.Correlation),
		slog.String("reason", signin.Plain(err.Error(), maxReason)))
	return &OutsideError{Kind: kind}
}

const maxReason = 500

// OutsideError is why somebody could not sign in by another system. It says no
// more than whoever signs in may know.
type OutsideError struct{ Kind signin.Kind }

// Error implements error.
func (e *OutsideError) Error() string { return "sign-in by another system: " + string(e.Kind) }

// beginOutside begins a session of somebody whom another system vouches for.
func (a *Access) beginOutside(ctx context.Context, env control.Envelope, s events.SignInSettings, who signin.Identity) (SignedIn, error) {
	same := func(mapped, group string) bool { return mapped == group }
	if who.Source == events.SourceLDAP {
		same = ldapdir.SameDN
	}
	matched, roles := domainsignin.SourceOf(s, who.Source).Granted(who.Groups, same)
	session, end := rand.Text(), a.config.Now().UTC().Add(SessionLifetime).Truncate(time.Second)
	cmd := administrator.SignInFromOutside{
		External: administrator.External{
			Source: who.Source, Authority: who.Authority, Subject: who.Subject, Groups: matched, Roles: roles,
		},
		Username: who.Username, DisplayName: who.DisplayName, SessionID: session, Now: a.config.Now().UTC(), ExpiresAt: end,
	}
	account := administrator.State{ID: cmd.AggregateID(), Username: who.Username, External: cmd.External}
	p, err := a.principalFor(ctx, account, session, end)
	if errors.Is(err, ErrUnauthenticated) {
		cmd.Roles = nil // the decider says it
	} else if err != nil {
		return SignedIn{}, err
	}
	p.ID = account.ID
	env.Actor, env.IdempotencyKey, env.ExpectedRevision = p.Actor(), "", nil
	receipt, err := a.config.Executor.Execute(ctx, env, cmd)
	if domain.IsRefusal(err, domain.CodeNotAllowed) {
		reason := fmt.Errorf("%w (groups: %s)", err, signin.Plain(strings.Join(who.Groups, "; "), maxReason))
		return SignedIn{}, a.refuse(ctx, env, who.Source, who.Username, signin.Fail(signin.NotPermitted, reason, "not permitted"))
	}
	if err != nil {
		return SignedIn{}, err
	}
	a.started(ctx, session, env.Source)
	return SignedIn{
		Cookie:    a.sign(cookie{administrator: account.ID, session: session, expires: end}),
		Principal: p, Position: receipt.Position,
	}, nil
}

// principalFor says what an account may do now. Somebody whose way in was shut,
// or none of whose groups has a role any more, may do nothing.
func (a *Access) principalFor(ctx context.Context, account administrator.State, session string, end time.Time) (Principal, error) {
	s, err := a.settings(ctx)
	if err != nil {
		return Principal{}, err
	}
	from := account.External
	if from.Source == "" {
		if !s.Local && !a.outside.AllowLocal {
			return Principal{}, ErrUnauthenticated
		}
		return a.principal(ctx, account, session, end)
	}
	roles := domainsignin.Holds(s, from.Source, from.Authority, from.Groups)
	allowed, err := a.ScopesOf(ctx, roles)
	if err != nil {
		return Principal{}, err
	}
	p := Principal{
		Kind: events.ActorAdministrator, ID: account.ID, Name: account.Username, Roles: roles, Scopes: allowed,
		SessionID: session, ExpiresAt: end, Source: from.Source,
	}
	if len(p.Scopes) == 0 {
		return Principal{}, ErrUnauthenticated
	}
	return p, nil
}

// Attempt is a sign-in at a provider that was begun.
type Attempt struct {
	URL    string // where the browser has to go
	Name   string // of the cookie that belongs to the attempt
	Cookie string // its value, sealed
	Secure bool   // the cookie must not go over plain HTTP
}

// attemptPrefix begins the names of the attempts' cookies. Each attempt has its
// own, so that two windows do not disturb each other.
const attemptPrefix = "parley_signin_"

// attemptName is the name of the cookie of the attempt with a state.
func attemptName(state string) string {
	sum := sha256.Sum256([]byte(state))
	return fmt.Sprintf("%s%x", attemptPrefix, sum[:8])
}

const attemptContext = "sign-in attempt"

// BeginAtProvider sends somebody to the provider. back is a path of ours where
// they want to be afterwards; anything else leads to the start page.
func (a *Access) BeginAtProvider(ctx context.Context, env control.Envelope, back string) (Attempt, error) {
	s, err := a.settings(ctx)
	if err != nil {
		return Attempt{}, err
	}
	redirect := a.RedirectURL(s)
	if !s.OIDC.Enabled || redirect == "" {
		return Attempt{}, a.refuse(ctx, env, events.SourceOIDC, "", signin.Fail(signin.NotPermitted, nil, "nobody signs in at a provider here"))
	}
	address, attempt, err := a.outside.oidc.Begin(ctx, s.OIDC, redirect, OwnPath(back))
	if err != nil {
		return Attempt{}, a.refuse(ctx, env, events.SourceOIDC, "", err)
	}
	text, err := json.Marshal(attempt)
	if err != nil {
		return Attempt{}, fmt.Errorf("begin at the provider: %w", err)
	}
	sealed, err := a.outside.cookies.Seal(attemptContext, string(text))
	if err != nil {
		return Attempt{}, fmt.Errorf("begin at the provider: %w", err)
	}
	return Attempt{
		URL: address, Name: attemptName(attempt.State), Cookie: string(sealed), Secure: strings.HasPrefix(redirect, "https:"),
	}, nil
}

// FinishAtProvider begins the session of somebody who came back. cookie gives
// the value of a cookie of the browser's, or nothing.
func (a *Access) FinishAtProvider(ctx context.Context, env control.Envelope, query url.Values, cookie func(name string) string) (SignedIn, string, error) {
	s, err := a.settings(ctx)
	if err != nil {
		return SignedIn{}, "", err
	}
	var attempt openid.Attempt
	text, err := a.outside.cookies.Open(attemptContext, events.Sealed(cookie(attemptName(query.Get("state")))))
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &attempt)
	}
	if err != nil || text == "" || !s.OIDC.Enabled || attempt.Redirect != a.RedirectURL(s) {
		return SignedIn{}, "", a.refuse(ctx, env, events.SourceOIDC, "", signin.Fail(signin.Expired, err, "no attempt is under way in this browser"))
	}
	// Only what this browser has begun counts: any page can send it here, and would
	// use up the attempts of everybody behind its address.
	if err := a.admit(ctx, env, ""); err != nil {
		return SignedIn{}, "", err
	}
	secret, err := a.config.Opener.Open(domainsignin.ID, s.OIDC.ClientSecret)
	if err != nil {
		return SignedIn{}, "", fmt.Errorf("client secret of the provider: %w", err)
	}
	who, err := a.outside.oidc.Finish(ctx, s.OIDC, secret, attempt, query)
	if err != nil {
		return SignedIn{}, "", a.refuse(ctx, env, events.SourceOIDC, "", err)
	}
	session, err := a.beginOutside(ctx, env, s, who)
	return session, OwnPath(attempt.Return), err
}

// AttemptCookie is the name of the cookie of the attempt that a callback
// belongs to.
func AttemptCookie(query url.Values) string { return attemptName(query.Get("state")) }

// maxPath bounds where somebody may want to go.
const maxPath = 500

// OwnPath is a path of ours as it is, and anything else the start page: what
// begins with two slashes, or has a backslash, is somebody else's for a browser.
func OwnPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || len(path) > maxPath || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") ||
		strings.ContainsFunc(path, func(r rune) bool { return r == '\\' || r <= ' ' || r == 0x7f }) ||
		u.IsAbs() || u.Host != "" || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(path, "/signin/") {
		return "/"
	}
	return path
}

// signOutPatience is how long signing out waits for the provider's description
// of itself, if it is not known.
const signOutPatience = 3 * time.Second

// SignOutURL is where somebody who signed in at a provider signs out of it;
// empty: nowhere.
func (a *Access) SignOutURL(ctx context.Context, source string) string {
	s, err := a.settings(ctx)
	if err != nil || source != events.SourceOIDC || !s.OIDC.SignOut {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, signOutPatience)
	defer cancel()
	address, err := a.outside.oidc.SignOutURL(ctx, s.OIDC, a.base(s)+"/")
	if err != nil { // they are signed out here; the provider is another matter
		a.config.Log.LogAttrs(ctx, slog.LevelWarn, "the provider's sign-out is not known", slog.Any("error", err))
		return ""
	}
	return address
}
