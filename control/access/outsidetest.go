package access

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/ldapdir"
	"github.com/parley-video/parley/domain"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

// TestOrder asks to try out how the settings would be after a change.
type TestOrder struct {
	Source   string // events.SourceOIDC or SourceLDAP
	Patch    domainsignin.Patch
	By       domainsignin.Caller
	Username string // of a directory; empty: look for nobody
	Password string // empty: try none
}

// TestResult is what a test found.
type TestResult struct {
	Passed bool
	Steps  []signin.Step
	Person *signin.Identity // with the user name of a directory
	// Matched are the groups that have a role, and Roles what the person would get.
	Matched, Roles []string
}

// TestOutside tries out how somebody would sign in, without signing anybody in.
// A password is an attempt like any other.
func (a *Access) TestOutside(ctx context.Context, env control.Envelope, order TestOrder) (TestResult, error) {
	s, err := a.config.Executor.TrySignIn(ctx, order.Patch, order.By)
	if err != nil {
		return TestResult{}, err
	}
	name := nameKey(order.Username)
	try := a.attempt(env, s, name)
	if order.Password != "" {
		if err := a.admit(ctx, env, directoryKey+name); err != nil {
			return TestResult{}, err
		}
		if err := try.unlessLocked(ctx); err != nil {
			return TestResult{}, domain.Refuse(domain.CodeRateLimited, "Too many wrong passwords for this name; wait.", "password")
		}
	}
	var steps signin.Steps
	var result TestResult
	switch order.Source {
	case events.SourceOIDC:
		secret, err := a.config.Opener.Open(domainsignin.ID, s.OIDC.ClientSecret)
		if err != nil {
			return TestResult{}, fmt.Errorf("client secret of the provider: %w", err)
		}
		if err := missing(map[string]string{"issuer": s.OIDC.Issuer, "clientId": s.OIDC.ClientID}, "oidc"); err != nil {
			return TestResult{}, err
		}
		a.outside.oidc.Test(ctx, s.OIDC, secret, a.RedirectURL(s), &steps)
		steps.Note("Public address", a.RedirectURL(s) != "", "%s", a.base(s))
	case events.SourceLDAP:
		if err := missing(map[string]string{"baseDn": s.LDAP.BaseDN}, "ldap"); err != nil {
			return TestResult{}, err
		}
		password, err := a.config.Opener.Open(domainsignin.ID, s.LDAP.BindPassword)
		if err != nil {
			return TestResult{}, fmt.Errorf("password of the directory: %w", err)
		}
		who, err := a.outside.ldap.Test(ctx, s.LDAP, password, order.Username, order.Password, try, &steps)
		if kind, _ := signin.KindOf(err); kind == signin.BadCredentials && order.Password != "" {
			try.wrong(ctx)
		}
		if err == nil && order.Username != "" {
			result.Person = &who
			result.Matched, result.Roles = domainsignin.SourceOf(s, order.Source).Granted(who.Groups, ldapdir.SameDN)
			steps.Note("Roles", len(result.Roles) > 0, "%s", describe(result.Roles))
		}
	default:
		return TestResult{}, domain.Refuse(domain.CodeInvalid, "Local accounts need no test.", "source")
	}
	result.Steps, result.Passed = steps.List(), steps.Passed()
	return result, nil
}

func describe(roles []string) string {
	if len(roles) == 0 {
		return "none of the groups has a role: this person would not get in"
	}
	return fmt.Sprintf("%d", len(roles))
}

// missing refuses a test of what is not filled in.
func missing(values map[string]string, of string) error {
	var check domain.Checker
	for _, field := range []string{"issuer", "clientId", "baseDn"} {
		if v, ok := values[field]; ok && v == "" {
			check.Refuse(domain.CodeRequired, "A value is required.", of, field)
		}
	}
	return check.Err()
}
