package signin

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Initialise:
		if s.Written {
			return domain.Decision{}, nil
		}
		return changed(s.Settings), nil
	case Update:
		next, err := Preview(s, c.Patch, refs)
		if err != nil {
			return domain.Decision{}, err
		}
		if s.Written && reflect.DeepEqual(next, s.Settings) {
			return domain.Decision{}, nil
		}
		if err := mayChange(c.By, s.Settings, next, refs); err != nil {
			return domain.Decision{}, err
		}
		return changed(next), nil
	default:
		return domain.Decision{}, fmt.Errorf("signin: unknown command %T", cmd)
	}
}

func changed(s events.SignInSettings) domain.Decision {
	return domain.Decision{Events: []events.Event{events.SignInUpdated{Settings: s}}}
}

// Preview is what the settings would be after a change. Secrets that the change does not give again are not handed on to
// somebody else.
func Preview(s State, p Patch, refs References) (events.SignInSettings, error) {
	next := p.apply(s.Settings)
	var c domain.Checker
	checkURL(&c, next.PublicURL, "publicUrl")
	checkRoot(&c, next.PublicURL, "publicUrl")
	checkOIDC(&c, next, refs)
	checkLDAP(&c, next.LDAP, refs)
	keepsSecrets(&c, p, s.Settings, next)
	checkSecret(&c, p.OIDC.ClientSecret.Value.Plain, "oidc", "clientSecret")
	checkSecret(&c, p.LDAP.BindPassword.Value.Plain, "ldap", "bindPassword")
	if err := c.Err(); err != nil {
		return events.SignInSettings{}, err
	}
	if unsealed(p.OIDC.ClientSecret.Value) || unsealed(p.LDAP.BindPassword.Value) {
		return events.SignInSettings{}, errUnsealed
	}
	return next, nil
}

// Try is Preview for whoever tries the settings out: they are held to the rights
// that a change takes, and the account that searches looks for nothing else than
// the settings say, unless they know its password. Otherwise its password would
// read to them whatever the account may.
func Try(s State, p Patch, by Caller, refs References) (events.SignInSettings, error) {
	next, err := Preview(s, p, refs)
	if err != nil {
		return events.SignInSettings{}, err
	}
	if err := mayHandOnAll(by, s.Settings, next, refs); err != nil {
		return events.SignInSettings{}, err
	}
	if was := s.Settings.LDAP; was.BindPassword != "" && !p.LDAP.BindPassword.Set && searchOf(was) != searchOf(next.LDAP) {
		return events.SignInSettings{}, domain.Refuse(domain.CodeRequired,
			"Give the password again: something else would be searched for with it.", "ldap", "bindPassword")
	}
	return next, nil
}

// search is what the account that searches is to find and to read.
type search struct {
	account, base, filter, username, displayName, id string
	groupsFrom, memberOf, groupBase, groupFilter     string
}

func searchOf(s events.LDAPSettings) search {
	return search{
		account: s.BindDN, base: s.BaseDN, filter: s.UserFilter,
		username: s.UsernameAttribute, displayName: s.DisplayNameAttribute, id: s.IDAttribute,
		groupsFrom: s.GroupsFrom, memberOf: s.MemberOfAttribute, groupBase: s.GroupBaseDN, groupFilter: s.GroupFilter,
	}
}

// errUnsealed is a mistake of the program: only sealed secrets get into events.
var errUnsealed = errors.New("signin: a secret was not sealed")

func unsealed(s domain.Secret) bool { return s.Plain != "" && s.Sealed == "" }

func checkSecret(c *domain.Checker, plain string, field ...string) {
	c.Invalid(len(plain) <= MaxSecret && utf8.ValidString(plain) && !strings.ContainsRune(plain, 0), "At most 1000 characters of text.", field...)
}

// keepsSecrets refuses to send a secret that the caller does not know to
// another system than the one that it is for.
func keepsSecrets(c *domain.Checker, p Patch, was, next events.SignInSettings) {
	elsewhere := was.OIDC.Issuer != next.OIDC.Issuer || was.OIDC.Authorities != next.OIDC.Authorities
	if was.OIDC.ClientSecret != "" && !p.OIDC.ClientSecret.Set && elsewhere {
		c.Refuse(domain.CodeRequired, "Give the client secret again: it would be sent to another provider.", "oidc", "clientSecret")
	}
	elsewhere = was.LDAP.Authorities != next.LDAP.Authorities || was.LDAP.Security != next.LDAP.Security ||
		slices.ContainsFunc(next.LDAP.Servers, func(one string) bool { return !slices.Contains(was.LDAP.Servers, one) })
	if was.LDAP.BindPassword != "" && !p.LDAP.BindPassword.Set && elsewhere {
		c.Refuse(domain.CodeRequired, "Give the password again: it would be sent to another server, or otherwise.", "ldap", "bindPassword")
	}
}

// mayChange holds a change against the rights of the caller, and keeps the door
// open that the caller came in through.
func mayChange(by Caller, was, next events.SignInSettings, refs References) error {
	if err := mayHandOnAll(by, was, next, refs); err != nil {
		return err
	}
	if next.Local {
		return nil
	}
	proven := by.Source == events.SourceOIDC && next.OIDC.Enabled && sameOIDC(was.OIDC, next.OIDC) && was.PublicURL == next.PublicURL ||
		by.Source == events.SourceLDAP && next.LDAP.Enabled && sameLDAP(was.LDAP, next.LDAP)
	if proven {
		return nil
	}
	return domain.Refuse(domain.CodeNotAllowed, "Without local accounts, nobody might get in any more. "+
		"Sign in in the way that stays, and switch them off without changing that way.", "local")
}

func mayHandOnAll(by Caller, was, next events.SignInSettings, refs References) error {
	if err := mayHandOn(by, "oidc", was.OIDC.Mappings, next.OIDC.Mappings, reflect.DeepEqual(was.OIDC, next.OIDC), refs); err != nil {
		return err
	}
	return mayHandOn(by, "ldap", was.LDAP.Mappings, next.LDAP.Mappings, reflect.DeepEqual(was.LDAP, next.LDAP), refs)
}

// mayHandOn says whether a caller may change where roles come from: whoever
// does could become a member of every group that is mapped.
func mayHandOn(by Caller, source string, was, next []events.GroupRole, same bool, refs References) error {
	if same || !by.Scopes.Set {
		return nil
	}
	for _, role := range append(roles(was), roles(next)...) {
		for _, scope := range refs.Roles[role] {
			if !slices.Contains(by.Scopes.Value, scope) {
				return domain.Refuse(domain.CodeNotAllowed,
					"A group has a role that may do more than you: you do not have the scope "+scope+" yourself.", source, "mappings")
			}
		}
	}
	return nil
}

// sameOIDC reports whether whoever could sign in before still can.
func sameOIDC(was, next events.OIDCSettings) bool {
	if !keeps(was.Mappings, next.Mappings) {
		return false
	}
	next.Name, next.SignOut, next.Mappings = was.Name, was.SignOut, was.Mappings
	return reflect.DeepEqual(was, next)
}

func sameLDAP(was, next events.LDAPSettings) bool {
	if !keeps(was.Mappings, next.Mappings) {
		return false
	}
	next.Name, next.Mappings = was.Name, was.Mappings
	return reflect.DeepEqual(was, next)
}

func keeps(was, next []events.GroupRole) bool {
	return !slices.ContainsFunc(was, func(m events.GroupRole) bool { return !slices.Contains(next, m) })
}

func (p Patch) apply(s events.SignInSettings) events.SignInSettings {
	s.Local = p.Local.Or(s.Local)
	s.PublicURL = strings.TrimRight(trimmed(p.PublicURL, s.PublicURL), "/")
	s.OIDC = p.OIDC.apply(s.OIDC)
	s.LDAP = p.LDAP.apply(s.LDAP)
	return s
}

func (p OIDCPatch) apply(s events.OIDCSettings) events.OIDCSettings {
	s.Enabled = p.Enabled.Or(s.Enabled)
	s.Name = trimmed(p.Name, s.Name)
	s.Issuer = trimmed(p.Issuer, s.Issuer)
	s.ClientID = trimmed(p.ClientID, s.ClientID)
	if p.ClientSecret.Set {
		s.ClientSecret = p.ClientSecret.Value.Sealed
	}
	s.Scopes = texts(p.Scopes, s.Scopes)
	s.UsernameClaim = trimmed(p.UsernameClaim, s.UsernameClaim)
	s.GroupsClaim = trimmed(p.GroupsClaim, s.GroupsClaim)
	s.Authorities = trimmed(p.Authorities, s.Authorities)
	s.SignOut = p.SignOut.Or(s.SignOut)
	s.Mappings = mappings(p.Mappings, s.Mappings)
	return s
}

func (p LDAPPatch) apply(s events.LDAPSettings) events.LDAPSettings {
	s.Enabled = p.Enabled.Or(s.Enabled)
	s.Name = trimmed(p.Name, s.Name)
	s.Servers = texts(p.Servers, s.Servers)
	s.Security = p.Security.Or(s.Security)
	s.PermitPlaintext = p.PermitPlaintext.Or(s.PermitPlaintext)
	s.Authorities = trimmed(p.Authorities, s.Authorities)
	s.BindDN = trimmed(p.BindDN, s.BindDN)
	if p.BindPassword.Set {
		s.BindPassword = p.BindPassword.Value.Sealed
	}
	s.BaseDN = trimmed(p.BaseDN, s.BaseDN)
	s.UserFilter = trimmed(p.UserFilter, s.UserFilter)
	s.UsernameAttribute = trimmed(p.UsernameAttribute, s.UsernameAttribute)
	s.DisplayNameAttribute = trimmed(p.DisplayNameAttribute, s.DisplayNameAttribute)
	s.IDAttribute = trimmed(p.IDAttribute, s.IDAttribute)
	s.GroupsFrom = p.GroupsFrom.Or(s.GroupsFrom)
	s.MemberOfAttribute = trimmed(p.MemberOfAttribute, s.MemberOfAttribute)
	s.GroupBaseDN = trimmed(p.GroupBaseDN, s.GroupBaseDN)
	s.GroupFilter = trimmed(p.GroupFilter, s.GroupFilter)
	s.NestedGroups = p.NestedGroups.Or(s.NestedGroups)
	s.Timeout = p.Timeout.Or(s.Timeout)
	s.Mappings = mappings(p.Mappings, s.Mappings)
	return s
}

func trimmed(o domain.Opt[string], current string) string { return strings.TrimSpace(o.Or(current)) }

// texts is a list without blanks and repeats.
func texts(o domain.Opt[[]string], current []string) []string {
	if !o.Set {
		return current
	}
	var list []string
	for _, one := range o.Value {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}

func mappings(o domain.Opt[[]events.GroupRole], current []events.GroupRole) []events.GroupRole {
	if !o.Set {
		return current
	}
	var list []events.GroupRole
	for _, m := range o.Value {
		list = append(list, events.GroupRole{Group: strings.TrimSpace(m.Group), Role: m.Role})
	}
	return list
}
