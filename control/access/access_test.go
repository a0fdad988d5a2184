package access_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	tokens "github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

const password = "correct horse battery"

// house is a deployment with one administrator, ada.
type house struct {
	*controltest.Rig
	access  *access.Access
	admin   string
	passed  time.Duration
	outside access.Outside
	state   *sqldb.DB
	refusal time.Duration
	clock   func() // what happens when the time is asked for
	meddle  func() // what happens when an account was looked up
}

// meddler lets something happen after an account was looked up.
type meddler struct {
	*control.Executor
	meddle func()
}

func (m meddler) AdministratorByUsername(ctx context.Context, username string) (administrator.State, error) {
	account, err := m.Executor.AdministratorByUsername(ctx, username)
	if m.meddle != nil {
		m.meddle()
	}
	return account, err
}

func (h *house) now() time.Time {
	if h.clock != nil {
		h.clock()
	}
	return time.Now().Add(h.passed)
}

// directory looks up in the log.
type directory struct {
	*controltest.Rig
	meddle func()
}

func (d directory) Administrator(ctx context.Context, id string) (administrator.State, error) {
	if d.meddle != nil {
		d.meddle()
	}
	return d.Executor.Administrator(ctx, id)
}

func (d directory) TokenByDigest(ctx context.Context, digest string) (access.Token, error) {
	if d.meddle != nil {
		d.meddle()
	}
	t, ok, err := d.Index.TokenByDigest(ctx, digest)
	if err != nil || !ok {
		return access.Token{}, err
	}
	return access.Token{ID: t.ID, Name: t.Name, Scopes: t.Scopes, ExpiresAt: t.ExpiresAt, Reach: t.Reach}, nil
}

func (d directory) RoleScopes(ctx context.Context, roles []string) (map[string][]scopes.Scope, error) {
	return d.Index.RoleScopes(ctx, roles)
}

func build(t *testing.T) *house {
	t.Helper()
	h := &house{}
	h.Rig = controltest.New(t, controltest.Memory(t), controltest.At(h.now))
	h.access = h.another(t, h.Hasher)
	if made, err := h.access.EnsureFirstAdministrator(t.Context(), "Ada", password); err != nil || !made {
		t.Fatalf("first administrator: %v, %v", made, err)
	}
	account, err := h.Executor.AdministratorByUsername(t.Context(), " ADA ")
	if err != nil || !account.Writer() {
		t.Fatalf("account %+v, %v", account, err)
	}
	h.admin = account.ID
	return h
}

// another is what another process, or one after a restart, would be.
func (h *house) another(t *testing.T, hasher *access.Hasher) *access.Access {
	t.Helper()
	if h.state == nil {
		h.state = sqldbtest.SQLite(t, filepath.Join(t.TempDir(), "state.db"))
	}
	ledger, err := access.OpenLedger(t.Context(), h.state)
	if err != nil {
		t.Fatal(err)
	}
	a, err := access.New(access.Config{
		Executor: meddler{h.Executor, h.meddle}, Directory: directory{h.Rig, h.meddle}, References: h.Index, Opener: h.Sealer, Hasher: hasher, Ledger: ledger,
		CookieKey:   []byte(strings.Repeat("k", 32)),
		IdleTimeout: func(context.Context) (time.Duration, error) { return time.Hour, nil },
		Log:         h.Log, Now: h.now, RefusalTime: h.refusal, Outside: h.outside,
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func from(source string) control.Envelope { return control.Envelope{Source: source} }

func (h *house) signIn(t *testing.T) access.SignedIn {
	t.Helper()
	in, err := h.access.SignIn(t.Context(), from("10.0.0.1"), "ada", password)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func (h *house) do(t *testing.T, cmd domain.Command) {
	t.Helper()
	if _, err := h.Executor.Execute(t.Context(), control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}, cmd); err != nil {
		t.Fatal(err)
	}
}

func TestFirstAdministrator(t *testing.T) {
	h := build(t)
	if made, err := h.access.EnsureFirstAdministrator(t.Context(), "other", password); err != nil || made {
		t.Errorf("a second first administrator: %v, %v", made, err)
	}
	empty := &house{Rig: controltest.New(t, controltest.Memory(t))}
	if _, err := empty.another(t, h.Hasher).EnsureFirstAdministrator(t.Context(), "ada", "short"); !domain.IsRefusal(err, domain.CodeInvalid) {
		t.Errorf("a short password: %v", err)
	}
	var all sync.WaitGroup
	made := make([]bool, 8)
	for i := range made {
		a := empty.another(t, h.Hasher)
		all.Go(func() {
			var err error
			if made[i], err = a.EnsureFirstAdministrator(t.Context(), "ada", password); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := strings.Count(fmt.Sprint(made), "true"); n != 1 {
		t.Errorf("%d first administrators", n)
	}
}

func TestSession(t *testing.T) {
	h := build(t)
	in := h.signIn(t)
	p := in.Principal
	if p.Kind != events.ActorAdministrator || p.ID != h.admin || p.Name != "ada" || !slices.Equal(p.Scopes, sorted(scopes.Scopes())) || !slices.Equal(p.Roles, []string{scopes.RoleReadWrite}) || in.Position == 0 {
		t.Errorf("signed in %+v", in)
	}
	for _, a := range []*access.Access{h.access, h.another(t, h.Hasher)} {
		got, err := a.VerifySession(t.Context(), in.Cookie, true)
		if err != nil || got.ID != h.admin || got.SessionID != p.SessionID || !got.ExpiresAt.Equal(p.ExpiresAt) {
			t.Errorf("verified %+v, %v", got, err)
		}
	}
	h.do(t, administrator.Create{Username: "eve", Password: domain.Plaintext(password)})
	h.do(t, administrator.Update{ID: h.admin, Role: domain.Some("read-only")})
	if got, err := h.access.VerifySession(t.Context(), in.Cookie, true); err != nil || !slices.Equal(got.Scopes, sorted(scopes.RoleScopes(scopes.RoleReadOnly))) {
		t.Errorf("demoted: %+v, %v", got, err)
	}
	env := control.Envelope{Actor: p.Actor()}
	if receipt, err := h.access.SignOut(t.Context(), env, p.ID, p.SessionID, administrator.Rights{}); err != nil || !receipt.Changed {
		t.Errorf("signed out: %+v, %v", receipt, err)
	}
	if _, err := h.access.VerifySession(t.Context(), in.Cookie, true); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("after signing out: %v", err)
	}
}

func TestSessionsEnd(t *testing.T) {
	for what, end := range map[string]func(*testing.T, *house){
		"password changed": func(t *testing.T, h *house) {
			h.do(t, administrator.SetPassword{ID: h.admin, Password: domain.Plaintext("another password")})
		},
		"disabled": func(t *testing.T, h *house) {
			h.do(t, administrator.Update{ID: h.admin, Enabled: domain.Some(false)})
		},
		"removed":  func(t *testing.T, h *house) { h.do(t, administrator.Remove{ID: h.admin}) },
		"lifetime": func(_ *testing.T, h *house) { h.passed = access.SessionLifetime },
	} {
		t.Run(what, func(t *testing.T) {
			h := build(t)
			h.do(t, administrator.Create{Username: "eve", Password: domain.Plaintext(password)})
			in := h.signIn(t)
			end(t, h)
			for _, a := range []*access.Access{h.access, h.another(t, h.Hasher)} {
				if _, err := a.VerifySession(t.Context(), in.Cookie, true); !errors.Is(err, access.ErrUnauthenticated) {
					t.Errorf("the session goes on: %v", err)
				}
			}
		})
	}
}

// A password that is replaced while it is compared opens no session: it would
// outlive those that the new password has ended.
func TestPasswordReplacedMeanwhile(t *testing.T) {
	h := build(t)
	const another = "another password"
	h.meddle = func() {
		h.do(t, administrator.SetPassword{ID: h.admin, Password: domain.Plaintext(another)})
	}
	a := h.another(t, h.Hasher)
	if in, err := a.SignIn(t.Context(), from("10.0.0.1"), "ada", password); !domain.IsRefusal(err, domain.CodeBadCredentials) || in.Cookie != "" {
		t.Errorf("signed in with a password that is no more: %+v, %v", in, err)
	}
	if _, err := h.access.SignIn(t.Context(), from("10.0.0.1"), "ada", another); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

func TestIdleSessionEnds(t *testing.T) {
	h := build(t)
	in := h.signIn(t)
	verify := func(after time.Duration, active bool) error {
		h.passed += after
		_, err := h.access.VerifySession(t.Context(), in.Cookie, active)
		return err
	}
	for range 3 { // activity keeps it
		if err := verify(59*time.Minute, true); err != nil {
			t.Fatal(err)
		}
	}
	if err := verify(40*time.Minute, false); err != nil { // an open stream looks
		t.Fatal(err)
	}
	if err := verify(21*time.Minute, false); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("an open stream kept an idle session: %v", err)
	}
	if _, err := h.another(t, h.Hasher).VerifySession(t.Context(), in.Cookie, true); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("a restart revived an idle session: %v", err)
	}
}

func TestForgedCookies(t *testing.T) {
	h := build(t)
	good := h.signIn(t).Cookie
	parts := strings.Split(good, ".")
	later := strings.Join([]string{parts[0], parts[1], parts[2], "99999999999", parts[4]}, ".")
	for _, c := range []string{
		"", ".", "....", good + "x", good[:len(good)-1], "v2" + good[2:], later, strings.Replace(good, parts[1], "other", 1),
		strings.Repeat("x", 10_000), strings.Join(parts[:4], "."), good + "." + parts[4],
	} {
		if _, err := h.access.VerifySession(t.Context(), c, true); !errors.Is(err, access.ErrUnauthenticated) {
			t.Errorf("cookie %.60q: %v", c, err)
		}
	}
}

func TestBadCredentials(t *testing.T) {
	h := build(t)
	h.do(t, administrator.Create{Username: "off", Password: domain.Plaintext(password)})
	off, err := h.Executor.AdministratorByUsername(t.Context(), "off")
	if err != nil {
		t.Fatal(err)
	}
	h.do(t, administrator.Update{ID: off.ID, Enabled: domain.Some(false)})
	var messages []string
	for _, c := range [][2]string{
		{"ada", "wrong horse battery"},
		{"ada", ""},
		{"ada", password + " "},
		{"nobody", password},
		{"off", password},
		{"", ""},
		{strings.Repeat("x", 5000), strings.Repeat("x", 100_000)},
	} {
		_, err := h.access.SignIn(t.Context(), from("10.0.0.2"), c[0], c[1])
		if !domain.IsRefusal(err, domain.CodeBadCredentials) {
			t.Errorf("%.20q: %v", c[0], err)
			continue
		}
		messages = append(messages, err.Error())
	}
	for _, m := range messages {
		if m != messages[0] {
			t.Errorf("messages differ: %q, %q", m, messages[0])
		}
	}
	if log := h.Logged.String(); strings.Contains(log, "horse") || strings.Contains(log, strings.Repeat("x", 65)) || !strings.Contains(log, "bad credentials") {
		t.Errorf("log %s", log)
	}
}

func TestRateLimits(t *testing.T) {
	h := build(t)
	try := func(source, username, password string) error {
		_, err := h.access.SignIn(t.Context(), from(source), username, password)
		return err
	}
	for i := range 10 {
		if err := try(fmt.Sprint("10.0.1.", i), "ada", "wrong horse battery"); !domain.IsRefusal(err, domain.CodeBadCredentials) {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	if err := try("10.0.2.1", "ADA", password); !domain.IsRefusal(err, domain.CodeRateLimited) {
		t.Errorf("eleventh attempt on the account: %v", err)
	}
	h.passed = access.LockTime + time.Second // it was locked, too
	if err := try("10.0.2.1", "ada", password); err != nil {
		t.Errorf("after a pause: %v", err)
	}
	for i := range 20 {
		if err := try("10.0.3.1", fmt.Sprint("user", i), password); !domain.IsRefusal(err, domain.CodeBadCredentials) {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	if err := try("10.0.3.1", "ada", password); !domain.IsRefusal(err, domain.CodeRateLimited) {
		t.Errorf("21st attempt from one source: %v", err)
	}
	if err := try("10.0.3.2", "ada", password); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	for i := range 20 {
		if err := try(fmt.Sprintf("2001:db8:1:1::%x", i), fmt.Sprint("guess", i), password); !domain.IsRefusal(err, domain.CodeBadCredentials) {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	if err := try("2001:db8:1:1:ffff::1", "ada", password); !domain.IsRefusal(err, domain.CodeRateLimited) {
		t.Errorf("21st attempt from one network: %v", err)
	}
	if err := try("2001:db8:1:2::1", "ada", password); err != nil {
		t.Errorf("from another network: %v", err)
	}
}

func TestTokens(t *testing.T) {
	h := build(t)
	order := access.NewToken{
		Envelope: control.Envelope{Actor: events.Actor{Kind: events.ActorAdministrator, ID: h.admin}, IdempotencyKey: "k"},
		Name:     "ci", Scopes: []string{"config:read"}, Allowed: []string{"config:read"}, ExpiresAt: new(h.now().Add(time.Hour)),
		Reach: scopes.Reach{Streams: []string{"node-"}, Types: []string{"node."}},
	}
	secret, receipt, err := h.access.CreateToken(t.Context(), order)
	if err != nil || !strings.HasPrefix(secret, "parley_") || len(secret) != 50 {
		t.Fatalf("secret %q, %v", secret, err)
	}
	again, repeated, err := h.access.CreateToken(t.Context(), order)
	if err != nil || again != "" || !repeated.Repeated || repeated.ID != receipt.ID {
		t.Errorf("repeat: secret %q, %+v, %v", again, repeated, err)
	}
	p, err := h.access.VerifyToken(t.Context(), secret)
	if err != nil || p.ID != receipt.ID || p.Kind != events.ActorToken || len(p.Scopes) != 1 || !p.ExpiresAt.Equal(*order.ExpiresAt) ||
		!slices.Equal(p.Reach.Streams, order.Reach.Streams) || !slices.Equal(p.Reach.Types, order.Reach.Types) {
		t.Errorf("verified %+v, %v", p, err)
	}
	for _, s := range []string{"", "parley_", secret + "x", secret[:49] + "!", "parlay_" + secret[7:], strings.ToUpper(secret)} {
		if _, err := h.access.VerifyToken(t.Context(), s); !errors.Is(err, access.ErrUnauthenticated) {
			t.Errorf("token %q: %v", s, err)
		}
	}
	h.passed = time.Hour
	if _, err := h.access.VerifyToken(t.Context(), secret); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("expired: %v", err)
	}
	h.passed = 0
	h.do(t, tokens.Revoke{ID: receipt.ID})
	if _, err := h.access.VerifyToken(t.Context(), secret); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("revoked: %v", err)
	}
	order.Scopes, order.Envelope.IdempotencyKey = []string{"access:write"}, "l"
	if s, _, err := h.access.CreateToken(t.Context(), order); s != "" || !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("more than allowed: %q, %v", s, err)
	}
	order.Scopes, order.Reach.Streams, order.Within = []string{"config:read"}, []string{"conference-"}, order.Reach
	if s, _, err := h.access.CreateToken(t.Context(), order); s != "" || !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("out of reach: %q, %v", s, err)
	}
	for _, rec := range controltest.Stream(t, h.Store, "token-"+receipt.ID) {
		if strings.Contains(fmt.Sprintf("%+v", rec), secret[7:]) {
			t.Errorf("the secret is in %+v", rec)
		}
	}
}

// Tokens that nobody has are looked up so often for one network, and no oftener;
// those that were good go on, whatever else comes from where they come from.
func TestUnknownTokens(t *testing.T) {
	h := build(t)
	looks := 0
	h.meddle = func() { looks++ }
	a := h.another(t, h.Hasher)
	h.meddle = nil
	token := func(name string) (secret, id string) {
		t.Helper()
		secret, receipt, err := a.CreateToken(t.Context(), access.NewToken{Name: name, Scopes: []string{"config:read"}, Allowed: []string{"config:read"}})
		if err != nil {
			t.Fatal(err)
		}
		return secret, receipt.ID
	}
	verify := func(source, secret string) error {
		_, err := a.VerifyToken(access.WithSource(t.Context(), source), secret)
		return err
	}
	used, usedID := token("used")
	fresh, _ := token("fresh")
	if err := verify("2001:db8::1", used); err != nil {
		t.Fatal(err)
	}
	bogus := func(n int) string { return fmt.Sprintf("parley_%043d", n) }
	for i := range 100 {
		if err := verify(fmt.Sprintf("2001:db8::%x", i), bogus(i)); !errors.Is(err, access.ErrUnauthenticated) {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	looks = 0
	for what, secret := range map[string]string{"one more": bogus(100), "one that was not seen yet": fresh} {
		if err := verify("2001:db8::ffff", secret); !errors.Is(err, access.ErrTooManyUnknown) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if looks != 0 {
		t.Errorf("the log was asked %d times", looks)
	}
	if err := verify("2001:db8::ffff", used); err != nil {
		t.Errorf("one that was good: %v", err)
	}
	if err := verify("2001:db8:0:1::1", fresh); err != nil {
		t.Errorf("from another network: %v", err)
	}
	if _, err := a.VerifyToken(t.Context(), bogus(1)); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("a check of an open stream: %v", err)
	}
	h.do(t, tokens.Revoke{ID: usedID})
	if err := verify("2001:db8::ffff", used); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("revoked: %v", err)
	}
	if err := verify("2001:db8::ffff", used); !errors.Is(err, access.ErrTooManyUnknown) {
		t.Errorf("revoked, again: %v", err)
	}
	h.passed += time.Minute
	if err := verify("2001:db8::ffff", bogus(101)); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("a minute later: %v", err)
	}
}
