package graph

import (
	"context"
	"errors"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	accounts "github.com/parley-video/parley/control/access"
	signinwords "github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/access"
)

var ldapSecurity = map[model.LdapSecurity]string{
	model.LdapSecurityLdaps: events.LDAPS, model.LdapSecurityStartTLS: events.LDAPStartTLS, model.LdapSecurityPlaintext: events.LDAPPlaintext,
}

var ldapGroupsFrom = map[model.LdapGroupsFrom]string{
	model.LdapGroupsFromMemberOf: events.GroupsFromMember, model.LdapGroupsFromSearch: events.GroupsFromSearch,
}

var signInSources = map[model.SignInSource]string{
	model.SignInSourceLocal: events.SourceLocal, model.SignInSourceOidc: events.SourceOIDC, model.SignInSourceLdap: events.SourceLDAP,
}

// wordOf is the word of the schema for one of the log.
func wordOf[W comparable](words map[W]string, value string) W {
	for word, v := range words {
		if v == value {
			return word
		}
	}
	var none W
	return none
}

func (r *Resolver) signInSettingsAt(ctx context.Context, minPosition *events.Position) (*model.SignInSettings, error) {
	if err := r.catchUp(ctx, readAccess, minPosition); err != nil {
		return nil, err
	}
	return r.signInSettings(ctx, signin.ID)
}

// signInSettings loads the one set of settings.
func (r *Resolver) signInSettings(ctx context.Context, raw string) (*model.SignInSettings, error) {
	if raw != signin.ID {
		return nil, nil
	}
	row, err := r.Access.SignIn(ctx)
	if err != nil {
		return nil, err
	}
	s := row.Settings
	if !row.Written {
		s, row.Revision = signin.Defaults(), -1
	}
	oidc, err := r.modelOIDC(ctx, s.OIDC)
	if err != nil {
		return nil, err
	}
	ldap, err := r.modelLDAP(ctx, s.LDAP)
	if err != nil {
		return nil, err
	}
	return &model.SignInSettings{
		ID: encodeID(kindSignIn, signin.ID), Revision: row.Revision, Local: s.Local, PublicURL: s.PublicURL,
		RedirectURL: filled(r.Accounts.RedirectURL(s)), Oidc: oidc, Ldap: ldap,
	}, nil
}

func (r *Resolver) modelOIDC(ctx context.Context, s events.OIDCSettings) (*model.OidcSettings, error) {
	mappings, err := r.modelMappings(ctx, s.Mappings)
	return &model.OidcSettings{
		Enabled: s.Enabled, Name: s.Name, Issuer: s.Issuer, ClientID: s.ClientID, HasClientSecret: s.ClientSecret != "",
		Scopes: list(s.Scopes), UsernameClaim: s.UsernameClaim, GroupsClaim: s.GroupsClaim,
		CaCertificates: s.Authorities, SignOutAtProvider: s.SignOut, Mappings: mappings,
	}, err
}

func (r *Resolver) modelLDAP(ctx context.Context, s events.LDAPSettings) (*model.LdapSettings, error) {
	mappings, err := r.modelMappings(ctx, s.Mappings)
	return &model.LdapSettings{
		Enabled: s.Enabled, Name: s.Name, Servers: list(s.Servers), Security: wordOf(ldapSecurity, s.Security),
		PermitPlaintext: s.PermitPlaintext, CaCertificates: s.Authorities, BindDn: s.BindDN, HasBindPassword: s.BindPassword != "",
		BaseDn: s.BaseDN, UserFilter: s.UserFilter, UsernameAttribute: s.UsernameAttribute,
		DisplayNameAttribute: s.DisplayNameAttribute, IDAttribute: s.IDAttribute,
		GroupsFrom: wordOf(ldapGroupsFrom, s.GroupsFrom), MemberOfAttribute: s.MemberOfAttribute,
		GroupBaseDn: s.GroupBaseDN, GroupFilter: s.GroupFilter, NestedGroups: s.NestedGroups, Timeout: s.Timeout, Mappings: mappings,
	}, err
}

func (r *Resolver) modelMappings(ctx context.Context, mappings []events.GroupRole) ([]*model.GroupMapping, error) {
	out := make([]*model.GroupMapping, 0, len(mappings))
	for _, m := range mappings {
		roles, err := r.rolesByID(ctx, []string{m.Role})
		if err != nil {
			return nil, err
		}
		out = append(out, &model.GroupMapping{Group: m.Group, Role: roles[0]})
	}
	return out, nil
}

// rolesByID finds roles. One that is gone has its identifier for a name.
func (r *Resolver) rolesByID(ctx context.Context, ids []string) ([]*model.Role, error) {
	rows, err := r.Access.RolesByID(ctx, ids)
	return convert(rows, modelRole), err
}

func modelExternal(x *access.External) *model.ExternalAccount {
	if x == nil {
		return nil
	}
	return &model.ExternalAccount{
		Source: wordOf(signInSources, x.Source), Authority: x.Authority, Subject: x.Subject,
		Groups: list(x.Groups), Roles: convert(x.AssignedRoles, modelRole),
	}
}

// signInPatch reads a change of the settings.
func signInPatch(c *change, local graphql.Omittable[*bool], publicURL graphql.Omittable[*string], oidc graphql.Omittable[*model.OidcSettingsInput], ldap graphql.Omittable[*model.LdapSettingsInput]) (signin.Patch, error) {
	p := signin.Patch{Local: keep(c, "local", local), PublicURL: clearable(publicURL)}
	if in := oidc.Value(); in != nil {
		mappings, err := mappingsOf("input.oidc.mappings", in.Mappings)
		if err != nil {
			return p, err
		}
		p.OIDC = signin.OIDCPatch{
			Enabled: keepIn(c, "oidc", "enabled", in.Enabled), Name: keepIn(c, "oidc", "name", in.Name), Issuer: clearable(in.Issuer),
			ClientID: clearable(in.ClientID), ClientSecret: mapped(clearable(in.ClientSecret), domain.Plaintext),
			Scopes: given1(in.Scopes), UsernameClaim: keepIn(c, "oidc", "usernameClaim", in.UsernameClaim), GroupsClaim: keepIn(c, "oidc", "groupsClaim", in.GroupsClaim),
			Authorities: clearable(in.CaCertificates), SignOut: keepIn(c, "oidc", "signOutAtProvider", in.SignOutAtProvider), Mappings: mappings,
		}
	}
	if in := ldap.Value(); in != nil {
		mappings, err := mappingsOf("input.ldap.mappings", in.Mappings)
		if err != nil {
			return p, err
		}
		p.LDAP = signin.LDAPPatch{
			Enabled: keepIn(c, "ldap", "enabled", in.Enabled), Name: keepIn(c, "ldap", "name", in.Name), Servers: given1(in.Servers),
			Security:        mapped(keepIn(c, "ldap", "security", in.Security), func(w model.LdapSecurity) string { return ldapSecurity[w] }),
			PermitPlaintext: keepIn(c, "ldap", "permitPlaintext", in.PermitPlaintext), Authorities: clearable(in.CaCertificates),
			BindDN: clearable(in.BindDn), BindPassword: mapped(clearable(in.BindPassword), domain.Plaintext), BaseDN: clearable(in.BaseDn),
			UserFilter: keepIn(c, "ldap", "userFilter", in.UserFilter), UsernameAttribute: keepIn(c, "ldap", "usernameAttribute", in.UsernameAttribute),
			DisplayNameAttribute: keepIn(c, "ldap", "displayNameAttribute", in.DisplayNameAttribute), IDAttribute: clearable(in.IDAttribute),
			GroupsFrom:        mapped(keepIn(c, "ldap", "groupsFrom", in.GroupsFrom), func(w model.LdapGroupsFrom) string { return ldapGroupsFrom[w] }),
			MemberOfAttribute: keepIn(c, "ldap", "memberOfAttribute", in.MemberOfAttribute), GroupBaseDN: clearable(in.GroupBaseDn),
			GroupFilter: keepIn(c, "ldap", "groupFilter", in.GroupFilter), NestedGroups: keepIn(c, "ldap", "nestedGroups", in.NestedGroups),
			Timeout: keepIn(c, "ldap", "timeout", in.Timeout), Mappings: mappings,
		}
	}
	return p, nil
}

// keepIn is keep for a field of an object within the input.
func keepIn[T any](c *change, of, field string, o graphql.Omittable[*T]) domain.Opt[T] {
	p, set := o.ValueOK()
	if set && p == nil {
		c.check.Refuse(domain.CodeRequired, "A value is required; leave the field out to keep it.", of, field)
	}
	return domain.FromPtr(p)
}

// given1 is a list of a change; null empties it.
func given1(o graphql.Omittable[[]string]) domain.Opt[[]string] {
	list, set := o.ValueOK()
	return domain.Opt[[]string]{Set: set, Value: list}
}

func mappingsOf(argument string, o graphql.Omittable[[]*model.GroupMappingInput]) (domain.Opt[[]events.GroupRole], error) {
	in, set := o.ValueOK()
	out := domain.Opt[[]events.GroupRole]{Set: set}
	for i, m := range in {
		role, err := rawID(argument+"."+strconv.Itoa(i)+".roleId", kindRole, m.RoleID)
		if err != nil {
			return out, err
		}
		out.Value = append(out.Value, events.GroupRole{Group: m.Group, Role: role})
	}
	return out, nil
}

func signInCaller(ctx context.Context) signin.Caller {
	return signin.Caller{Scopes: rights(ctx), Source: auth.CallFrom(ctx).Principal.Source}
}

func (r *Resolver) updateSignInSettings(ctx context.Context, in model.SignInSettingsUpdateInput) (*model.SignInSettingsUpdatePayload, error) {
	var c change
	patch, err := signInPatch(&c, in.Local, in.PublicURL, in.Oidc, in.Ldap)
	if err != nil {
		return nil, err
	}
	cmd := signin.Update{Patch: patch, By: signInCaller(ctx)}
	out, err := r.executeChange(ctx, &c, readAccess, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.signInSettings)
	return &model.SignInSettingsUpdatePayload{SignInSettings: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) testSignInSettings(ctx context.Context, in model.SignInSettingsTestInput) (*model.SignInSettingsTestPayload, error) {
	username, password := text(in.Username.Value()), text(in.Password.Value())
	if len(username) > maxCredential || len(password) > maxCredential {
		return nil, apierr.BadArgument("input", "user name or password is too long")
	}
	var c change
	patch, err := signInPatch(&c, graphql.Omittable[*bool]{}, in.PublicURL, in.Oidc, in.Ldap)
	if err != nil {
		return nil, err
	}
	var result accounts.TestResult
	if err = c.check.Err(); err == nil {
		result, err = r.Accounts.TestOutside(ctx, plainEnvelope(ctx), accounts.TestOrder{
			Source: signInSources[in.Source], Patch: patch, By: signInCaller(ctx), Username: username, Password: password,
		})
	}
	if err != nil {
		list, err := userErrors(err)
		return &model.SignInSettingsTestPayload{Steps: []*model.SignInTestStep{}, UserErrors: list}, err
	}
	out := &model.SignInSettingsTestPayload{
		Passed: &result.Passed, UserErrors: []*model.UserError{},
		Steps: convert(result.Steps, func(s signinwords.Step) *model.SignInTestStep {
			return &model.SignInTestStep{Name: s.Name, Ok: s.OK, Detail: s.Detail}
		}),
	}
	if who := result.Person; who != nil {
		roles, err := r.rolesByID(ctx, result.Roles)
		if err != nil {
			return nil, err
		}
		out.Person = &model.SignInTestPerson{
			Username: who.Username, DisplayName: who.DisplayName, Subject: who.Subject,
			Groups: list(who.Groups), MatchedGroups: list(result.Matched), Roles: roles,
		}
	}
	return out, nil
}

// signInWays adds what may be told of the ways to sign in.
func (r *Resolver) signInWays(ctx context.Context, page *model.SignInPage) (*model.SignInPage, error) {
	ways, err := r.Accounts.Ways(ctx)
	if err != nil {
		return nil, err
	}
	page.Local, page.Directory, page.Provider = ways.Local, filled(ways.LDAP), filled(ways.OIDC)
	if ways.OIDC != "" {
		page.ProviderURL = filled(accounts.StartPath)
	}
	return page, nil
}

// outsideErrors is what somebody is told whom another system did not let in.
func outsideErrors(err error) ([]*model.UserError, error) {
	problem, ok := errors.AsType[*accounts.OutsideError](err)
	if !ok {
		return userErrors(err)
	}
	switch problem.Kind {
	case signinwords.BadCredentials:
		return userErrors(domain.Refuse(domain.CodeBadCredentials, "User name or password is wrong, or the account is disabled or locked."))
	case signinwords.NotPermitted:
		return userErrors(domain.Refuse(domain.CodeNotAllowed, "You may not administer this deployment. Ask whoever does for a group that may."))
	case signinwords.Unreachable:
		return nil, apierr.New(apierr.Unavailable, "the directory does not answer; try again later")
	default:
		return nil, apierr.New(apierr.Unavailable, "the directory does not let us ask; its settings need a look")
	}
}
