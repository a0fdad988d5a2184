// Package access holds the words of access control: scopes and roles. The
// decisions about who has access stand below it, in administrator and token.
//
// It is pure; see package domain for the promises of all deciders.
package access

import "slices"

// Scope is one right of a caller.
type Scope = string

// The scopes.
const (
	ScopeConfigRead        Scope = "config:read"
	ScopeConfigWrite       Scope = "config:write"
	ScopeAccessWrite       Scope = "access:write"
	ScopeLiveViewRead      Scope = "liveview:read"
	ScopeHistoryRead       Scope = "history:read"
	ScopeConferenceControl Scope = "conference:control"
	ScopeEventsRead        Scope = "events:read"
	ScopeGraphQLAdHoc      Scope = "graphql:adhoc"
)

// The roles of administrators, as events hold them.
const (
	RoleReadWrite = "read-write"
	RoleReadOnly  = "read-only"
)

// Scopes lists all scopes.
func Scopes() []Scope {
	return []Scope{
		ScopeConfigRead, ScopeConfigWrite, ScopeAccessWrite, ScopeLiveViewRead,
		ScopeHistoryRead, ScopeConferenceControl, ScopeEventsRead, ScopeGraphQLAdHoc,
	}
}

// RoleScopes lists the scopes of a role; none for an unknown one.
func RoleScopes(role string) []Scope {
	switch role {
	case RoleReadWrite:
		return Scopes()
	case RoleReadOnly:
		return []Scope{
			ScopeConfigRead, ScopeLiveViewRead, ScopeHistoryRead, ScopeEventsRead, ScopeGraphQLAdHoc,
		}
	default:
		return nil
	}
}

// Known reports whether a scope exists.
func Known(s Scope) bool { return slices.Contains(Scopes(), s) }
