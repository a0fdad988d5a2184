// Package openid asks OpenID providers who somebody is: authorization code flow
// with PKCE, state and nonce, and an ID token whose signature, issuer, audience
// and times are checked.
//
// A Client keeps what providers say about themselves for a while, and nothing
// about people: what an attempt needs stays with whoever makes it. Every request
// has a deadline, a bounded answer, and follows no redirect. It is safe for
// concurrent use, and the only package that knows the OpenID library.
package openid

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/events"
)

// The times of an attempt.
const (
	// Lifetime is how long somebody has at the provider.
	Lifetime = 10 * time.Minute
	// skew is how far the provider's clock may be from ours.
	skew = time.Minute
	// known is how long we believe what a provider said about itself.
	known = time.Hour
	// patience is how long a provider may take for one answer.
	patience = 10 * time.Second
)

// Attempt is what has to be remembered between sending somebody to the provider
// and their return. It goes into a sealed cookie of their browser.
type Attempt struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"` // of PKCE
	Issuer   string    `json:"i"`
	ClientID string    `json:"c"`
	Redirect string    `json:"r"`
	Return   string    `json:"b"` // where the browser goes afterwards
	Expires  time.Time `json:"e"`
}

// Client asks providers.
type Client struct {
	now    func() time.Time
	flight singleflight.Group

	mu        sync.Mutex // guards what follows
	last      *provider
	lastKey   string
	lastUntil time.Time
}

// New makes a Client. Without a clock it uses the machine's.
func New(now func() time.Time) *Client {
	if now == nil {
		now = time.Now
	}
	return &Client{now: now}
}

// provider is what one said about itself.
type provider struct {
	*oidc.Provider
	client *http.Client
	about  about
}

// about are the parts of the discovery document that the library leaves to us.
type about struct {
	Issuer         string   `json:"issuer"`
	Authorization  string   `json:"authorization_endpoint"`
	Token          string   `json:"token_endpoint"`
	Keys           string   `json:"jwks_uri"`
	UserInfo       string   `json:"userinfo_endpoint"`
	EndSession     string   `json:"end_session_endpoint"`
	Methods        []string `json:"token_endpoint_auth_methods_supported"`
	Challenges     []string `json:"code_challenge_methods_supported"`
	Algorithms     []string `json:"id_token_signing_alg_values_supported"`
	NamesIssuer    bool     `json:"authorization_response_iss_parameter_supported"`
	ScopesProvided []string `json:"scopes_supported"`
}

// discover gets what a provider says about itself, from memory when it is fresh.
func (c *Client) discover(ctx context.Context, s events.OIDCSettings) (*provider, error) {
	key := s.Issuer + "\x00" + s.Authorities
	c.mu.Lock()
	if c.last != nil && c.lastKey == key && c.now().Before(c.lastUntil) {
		defer c.mu.Unlock()
		return c.last, nil
	}
	c.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	asked := c.flight.DoChan(key, func() (any, error) {
		// Whoever asked first may go away; the others still want to know.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		p, err := fetch(ctx, s)
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last, c.lastKey, c.lastUntil = p, key, c.now().Add(known)
		return p, nil
	})
	select {
	case r := <-asked:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(*provider), nil // see above
	case <-ctx.Done():
		return nil, signin.Fail(signin.Unreachable, ctx.Err(), "the provider does not answer")
	}
}

func fetch(ctx context.Context, s events.OIDCSettings) (*provider, error) {
	client, err := httpClient(s.Authorities)
	if err != nil {
		return nil, signin.Fail(signin.Misconfigured, err, "certificates")
	}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, client), s.Issuer)
	if err != nil {
		return nil, signin.Fail(signin.Unreachable, err, "the provider's description of itself cannot be read")
	}
	p := &provider{Provider: found, client: client}
	if err := found.Claims(&p.about); err != nil {
		return nil, signin.Fail(signin.Misconfigured, err, "the provider's description of itself")
	}
	for name, endpoint := range map[string]string{
		"authorization": p.about.Authorization, "token": p.about.Token, "keys": p.about.Keys,
		"userinfo": p.about.UserInfo, "end of session": p.about.EndSession,
	} {
		if !trustworthy(endpoint, s.Issuer, name == "userinfo" || name == "end of session") {
			return nil, signin.Fail(signin.Misconfigured, nil, "the provider's address for %s is not https", name)
		}
	}
	return p, nil
}

// trustworthy wants https wherever the issuer has it.
func trustworthy(endpoint, issuer string, optional bool) bool {
	if endpoint == "" {
		return optional
	}
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return false
	}
	i, err := url.Parse(issuer)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" && i.Scheme == "http" && u.Hostname() == i.Hostname())
}

// config is that of the other library.
func (p *provider) config(s events.OIDCSettings, secret, redirect string) *oauth2.Config {
	endpoint := p.Endpoint()
	// Trying one way after the other would use the code up.
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if secret == "" || len(p.about.Methods) > 0 && !slices.Contains(p.about.Methods, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{
		ClientID: s.ClientID, ClientSecret: secret, Endpoint: endpoint, RedirectURL: redirect,
		Scopes: append([]string{oidc.ScopeOpenID}, slices.DeleteFunc(slices.Clone(s.Scopes), func(one string) bool { return one == oidc.ScopeOpenID })...),
	}
}

// Begin makes an attempt, and the address at the provider that it begins with.
func (c *Client) Begin(ctx context.Context, s events.OIDCSettings, redirect, back string) (address string, a Attempt, err error) {
	p, err := c.discover(ctx, s)
	if err != nil {
		return "", Attempt{}, err
	}
	a = Attempt{
		State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(),
		Issuer: s.Issuer, ClientID: s.ClientID, Redirect: redirect, Return: back, Expires: c.now().Add(Lifetime).UTC(),
	}
	return p.config(s, "", redirect).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), a, nil
}

// SignOutURL is where the browser signs out at the provider; empty when the
// provider has no such place.
func (c *Client) SignOutURL(ctx context.Context, s events.OIDCSettings, back string) (string, error) {
	p, err := c.discover(ctx, s)
	if err != nil || p.about.EndSession == "" {
		return "", err
	}
	u, err := url.Parse(p.about.EndSession)
	if err != nil {
		return "", signin.Fail(signin.Misconfigured, err, "the provider's address for signing out")
	}
	q := u.Query()
	q.Set("client_id", s.ClientID)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// Finish is who came back from the provider with these parameters.
func (c *Client) Finish(ctx context.Context, s events.OIDCSettings, secret string, a Attempt, back url.Values) (signin.Identity, error) {
	if !c.now().Before(a.Expires) || a.Issuer != s.Issuer || a.ClientID != s.ClientID || !same(a.State, back.Get("state")) {
		return signin.Identity{}, signin.Fail(signin.Expired, nil, "the attempt is not one that is under way in this browser")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	p, err := c.discover(ctx, s)
	if err != nil {
		return signin.Identity{}, err
	}
	// A provider that names itself must be the one that was asked (RFC 9207).
	if by := back.Get("iss"); by != "" && by != s.Issuer || by == "" && p.about.NamesIssuer {
		return signin.Identity{}, signin.Fail(signin.Untrusted, nil, "the answer comes from another provider")
	}
	if problem := back.Get("error"); problem != "" {
		kind := signin.Denied
		if problem != "access_denied" && problem != "login_required" && problem != "consent_required" {
			kind = signin.Misconfigured
		}
		return signin.Identity{}, signin.Fail(kind, nil, "the provider says %s: %s",
			signin.Plain(problem, 100), signin.Plain(back.Get("error_description"), 200))
	}
	code := back.Get("code")
	if code == "" {
		return signin.Identity{}, signin.Fail(signin.Untrusted, nil, "the answer has no code")
	}
	return c.redeem(ctx, p, s, secret, a, code)
}

// redeem exchanges the code and checks what it is good for.
func (c *Client) redeem(ctx context.Context, p *provider, s events.OIDCSettings, secret string, a Attempt, code string) (signin.Identity, error) {
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := p.config(s, secret, a.Redirect).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return signin.Identity{}, exchangeProblem(err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return signin.Identity{}, signin.Fail(signin.Misconfigured, nil, "the provider's answer has no ID token")
	}
	verified, err := p.Verifier(&oidc.Config{
		ClientID: s.ClientID, Now: func() time.Time { return c.now().Add(-skew) },
	}).Verify(ctx, raw)
	if err != nil {
		return signin.Identity{}, signin.Fail(signin.Untrusted, err, "the ID token")
	}
	var all claims
	if err := verified.Claims(&all); err != nil {
		return signin.Identity{}, signin.Fail(signin.Untrusted, err, "the ID token's claims")
	}
	if err := c.check(verified, all, s, a, token.AccessToken); err != nil {
		return signin.Identity{}, err
	}
	if all.text(s.UsernameClaim) == "" || !all.has(s.GroupsClaim) {
		if all, err = p.more(ctx, verified.Subject, token, all); err != nil {
			return signin.Identity{}, err
		}
	}
	return identify(s, verified.Subject, all)
}

// check holds an ID token against the attempt; the library has done the rest.
func (c *Client) check(t *oidc.IDToken, all claims, s events.OIDCSettings, a Attempt, accessToken string) error {
	azp, named := all["azp"]
	switch {
	case !same(a.Nonce, t.Nonce):
		return signin.Fail(signin.Untrusted, nil, "the ID token is of another attempt")
	case named && azp != s.ClientID, !named && len(t.Audience) > 1:
		return signin.Fail(signin.Untrusted, nil, "the ID token was made for somebody else")
	case t.IssuedAt.After(c.now().Add(skew)):
		return signin.Fail(signin.Untrusted, nil, "the ID token was made in the future; do the clocks agree?")
	case t.Subject == "" || len(t.Subject) > 255:
		return signin.Fail(signin.Untrusted, nil, "the ID token says nothing of whom it is about")
	}
	if t.AccessTokenHash != "" {
		if err := t.VerifyAccessToken(accessToken); err != nil {
			return signin.Fail(signin.Untrusted, err, "the ID token belongs to another access token")
		}
	}
	return nil
}

// same compares without telling by its time how much was right. Nothing is the
// same as nothing.
func same(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
