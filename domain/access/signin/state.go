package signin

import (
	"slices"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what the settings' events add up to.
type State struct {
	Written  bool // false: these are the defaults, nobody wrote them yet
	Revision events.Revision
	Settings events.SignInSettings
}

// Defaults are the settings of a new deployment: local accounts alone.
func Defaults() events.SignInSettings {
	return events.SignInSettings{
		Local: true,
		OIDC: events.OIDCSettings{
			Name: "Single sign-on", Scopes: []string{"profile", "email"},
			UsernameClaim: "preferred_username", GroupsClaim: "groups",
		},
		LDAP: events.LDAPSettings{
			Name: "Directory", Security: events.LDAPS,
			UserFilter:        "(&(objectClass=person)(uid=" + placeUsername + "))",
			UsernameAttribute: "uid", DisplayNameAttribute: "cn", IDAttribute: "entryUUID",
			GroupsFrom: events.GroupsFromMember, MemberOfAttribute: "memberOf",
			GroupFilter: "(&(objectClass=groupOfNames)(member=" + placeDN + "))",
			Timeout:     10,
		},
	}
}

// Initial is the state before the first event.
func Initial() State { return State{Settings: Defaults()} }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	if e, ok := rec.Event.(events.SignInUpdated); ok {
		return State{Written: true, Revision: rec.Revision, Settings: e.Settings}
	}
	return s
}

// Claims are the unique keys that the settings use: none.
func Claims(State) []domain.Claim { return nil }

// Source is what of the settings concerns people from another system.
type Source struct {
	Enabled   bool
	Authority string // who vouches for them
	Mappings  []events.GroupRole
}

// SourceOf picks the source of a name; the zero Source when there is none.
func SourceOf(s events.SignInSettings, name string) Source {
	switch name {
	case events.SourceOIDC:
		return Source{s.OIDC.Enabled, s.OIDC.Issuer, s.OIDC.Mappings}
	case events.SourceLDAP:
		return Source{s.LDAP.Enabled, s.LDAP.BaseDN, s.LDAP.Mappings}
	default:
		return Source{}
	}
}

// Granted picks the mappings of the groups that somebody is in, as the mappings
// name them, and the roles that they give: all of them, each once.
func (s Source) Granted(groups []string, same func(mapped, group string) bool) (matched, roles []string) {
	for _, m := range s.Mappings {
		if !slices.ContainsFunc(groups, func(g string) bool { return same(m.Group, g) }) {
			continue
		}
		matched = append(matched, m.Group)
		if !slices.Contains(roles, m.Role) {
			roles = append(roles, m.Role)
		}
	}
	return matched, roles
}

// Holds are the roles, as the mappings have them now, of somebody who signed in
// from an authority with these groups. None: they may not use their session any
// more.
func Holds(s events.SignInSettings, source, authority string, matched []string) []string {
	from := SourceOf(s, source)
	if !from.Enabled || from.Authority != authority {
		return nil
	}
	_, roles := from.Granted(matched, func(mapped, group string) bool { return mapped == group })
	return roles
}

// FillUser puts what somebody typed into a filter; escape makes it harmless.
func FillUser(filter, username string, escape func(string) string) string {
	return strings.ReplaceAll(filter, placeUsername, escape(username))
}

// FillGroup puts who somebody is into the filter of their groups.
func FillGroup(filter, dn, username string, escape func(string) string) string {
	return strings.NewReplacer(placeDN, escape(dn), placeUsername, escape(username)).Replace(filter)
}
