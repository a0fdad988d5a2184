// Package signin decides how administrators sign in: with accounts of the
// deployment, an OpenID provider, a directory, and which roles groups of the
// latter two have.
//
// It is pure; see package domain for the promises of all deciders.
package signin

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// ID is the identifier of the one set of settings.
const ID = events.SignInStream

// Command is a command for the settings: Initialise or Update.
type Command interface {
	domain.Command
	command()
}

// OIDCPatch is a set of new values; what is not set keeps its value.
type OIDCPatch struct {
	Enabled       domain.Opt[bool]
	Name          domain.Opt[string]
	Issuer        domain.Opt[string]
	ClientID      domain.Opt[string]
	ClientSecret  domain.Opt[domain.Secret]
	Scopes        domain.Opt[[]string]
	UsernameClaim domain.Opt[string]
	GroupsClaim   domain.Opt[string]
	Authorities   domain.Opt[string]
	SignOut       domain.Opt[bool]
	Mappings      domain.Opt[[]events.GroupRole]
}

// LDAPPatch is a set of new values; what is not set keeps its value.
type LDAPPatch struct {
	Enabled              domain.Opt[bool]
	Name                 domain.Opt[string]
	Servers              domain.Opt[[]string]
	Security             domain.Opt[string]
	PermitPlaintext      domain.Opt[bool]
	Authorities          domain.Opt[string]
	BindDN               domain.Opt[string]
	BindPassword         domain.Opt[domain.Secret]
	BaseDN               domain.Opt[string]
	UserFilter           domain.Opt[string]
	UsernameAttribute    domain.Opt[string]
	DisplayNameAttribute domain.Opt[string]
	IDAttribute          domain.Opt[string]
	GroupsFrom           domain.Opt[string]
	MemberOfAttribute    domain.Opt[string]
	GroupBaseDN          domain.Opt[string]
	GroupFilter          domain.Opt[string]
	NestedGroups         domain.Opt[bool]
	Timeout              domain.Opt[int]
	Mappings             domain.Opt[[]events.GroupRole]
}

// Patch is a set of new values; what is not set keeps its value.
type Patch struct {
	Local     domain.Opt[bool]
	PublicURL domain.Opt[string]
	OIDC      OIDCPatch
	LDAP      LDAPPatch
}

// Caller is who gives a command.
type Caller struct {
	// Scopes are those of the caller. Nobody gives a group a role that may do
	// more than they may. Not set: the platform itself, which may do everything.
	Scopes domain.Opt[[]access.Scope]
	// Source is how the caller signed in; empty: not at all, as tokens.
	Source string
}

// Initialise writes the defaults once, when a deployment starts for the first
// time, so that there is a revision to expect. Later it does nothing.
type Initialise struct{}

// Update changes the settings.
type Update struct {
	Patch
	By Caller
}

// References is what a decision must know of other aggregates.
type References struct {
	// Roles has the scopes of the roles that exist.
	Roles map[string][]access.Scope
	// PublicURL says that the Management Nodes know how browsers reach them.
	PublicURL bool
}

// Refers are the roles that the settings before or after a command name.
func Refers(cmd Command, s State) []string {
	list := append(roles(s.Settings.OIDC.Mappings), roles(s.Settings.LDAP.Mappings)...)
	if c, ok := cmd.(Update); ok {
		list = append(list, roles(c.OIDC.Mappings.Value)...)
		list = append(list, roles(c.LDAP.Mappings.Value)...)
	}
	return list
}

func roles(list []events.GroupRole) []string {
	var ids []string
	for _, m := range list {
		ids = append(ids, m.Role)
	}
	return ids
}

// CommandName implements domain.Command.
func (Initialise) CommandName() string { return "signin.initialise" }

// CommandName implements domain.Command.
func (Update) CommandName() string { return "signin.update" }

// AggregateID implements domain.Command.
func (Initialise) AggregateID() string { return ID }

// AggregateID implements domain.Command.
func (Update) AggregateID() string { return ID }

func (Initialise) command() {}
func (Update) command()     {}
