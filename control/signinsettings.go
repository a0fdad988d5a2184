package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/signin/ldapdir"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

// signInSettings registers how administrators sign in.
func signInSettings(x *Executor) noun {
	x.signInStates = journal.NewStates(x.journal, 1, signin.Initial, folding(signin.Evolve))
	return &decider[signin.Command, signin.State]{
		x: x, kind: "signin", prefix: events.SignInStream,
		stream:  func(string) string { return events.SignInStream },
		states:  x.signInStates,
		claims:  signin.Claims,
		prepare: x.sealSignInSecrets,
		decide: func(ctx context.Context, cmd signin.Command, s signin.State) (domain.Decision, error) {
			refs, err := x.signInReferences(ctx, signin.Refers(cmd, s))
			if err != nil {
				return domain.Decision{}, err
			}
			decision, err := signin.Decide(cmd, s, refs)
			if err == nil && len(decision.Events) > 0 {
				err = checkFilters(cmd, decision.Events[0])
			}
			return decision, err
		},
		crosses: func(signin.Command) crossing { return sharing }, // roles must not vanish meanwhile
	}
}

func (x *Executor) signInReferences(ctx context.Context, roles []string) (signin.References, error) {
	scopes, err := x.refs.RoleScopes(ctx, roles)
	if err != nil {
		return signin.References{}, fmt.Errorf("scopes of the roles of groups: %w", err)
	}
	return signin.References{Roles: scopes, PublicURL: x.publicURL}, nil
}

func (x *Executor) sealSignInSecrets(_ context.Context, id string, cmd signin.Command) (signin.Command, error) {
	c, ok := cmd.(signin.Update)
	if !ok {
		return cmd, nil
	}
	var err error
	c.Patch, err = x.sealSignInPatch(id, c.Patch)
	return c, err
}

func (x *Executor) sealSignInPatch(id string, p signin.Patch) (signin.Patch, error) {
	for _, secret := range []*domain.Opt[domain.Secret]{&p.OIDC.ClientSecret, &p.LDAP.BindPassword} {
		sealed, err := x.seal(id, secret.Value.Plain)
		if err != nil {
			return p, err
		}
		secret.Value.Sealed = sealed
	}
	return p, nil
}

// SignInSettings say how administrators sign in, as the log has it now.
func (x *Executor) SignInSettings(ctx context.Context) (signin.State, error) {
	now, err := x.signInStates.Load(ctx, events.SignInStream)
	return now.State, err
}

// TrySignIn is what the settings would be after a change that is not made, for
// somebody who tries it out. Its error is domain.Refusals when they may not, or
// the change would be refused for its form.
func (x *Executor) TrySignIn(ctx context.Context, p signin.Patch, by signin.Caller) (events.SignInSettings, error) {
	s, err := x.SignInSettings(ctx)
	if err != nil {
		return events.SignInSettings{}, err
	}
	if p, err = x.sealSignInPatch(signin.ID, p); err != nil {
		return events.SignInSettings{}, err
	}
	refs, err := x.signInReferences(ctx, signin.Refers(signin.Update{Patch: p}, s))
	if err != nil {
		return events.SignInSettings{}, err
	}
	next, err := signin.Try(s, p, by, refs)
	if err == nil {
		err = refuseFilters(next.LDAP)
	}
	return next, err
}

// checkFilters asks the library about filters that a command changes.
func checkFilters(cmd signin.Command, e events.Event) error {
	next, ok := e.(events.SignInUpdated)
	if c, update := cmd.(signin.Update); !ok || !update || !c.LDAP.UserFilter.Set && !c.LDAP.GroupFilter.Set {
		return nil
	}
	return refuseFilters(next.Settings.LDAP)
}

func refuseFilters(s events.LDAPSettings) error {
	var check domain.Checker
	wrong := ldapdir.CheckFilters(s)
	for _, field := range []string{"userFilter", "groupFilter"} {
		if err := wrong[field]; err != nil {
			check.Refuse(domain.CodeInvalid, "This is no filter of LDAP; are all parentheses closed?", "ldap", field)
		}
	}
	return check.Err()
}
