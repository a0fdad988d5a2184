// Package access holds the words of access control: scopes, roles and reach. The
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
	// ScopeEventsWrite lets programs append to streams of their own.
	ScopeEventsWrite Scope = "events:write"
	// ScopePersonalRead shows personal data of participants in events.
	ScopePersonalRead Scope = "personal:read"
	// ScopePersonalErase makes personal data of participants unreadable.
	ScopePersonalErase Scope = "personal:erase"
	// ScopeSystemWrite rebuilds read models and lets them go on.
	ScopeSystemWrite Scope = "system:write"
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
		ScopeHistoryRead, ScopeConferenceControl, ScopeEventsRead, ScopeEventsWrite,
		ScopePersonalRead, ScopePersonalErase, ScopeSystemWrite, ScopeGraphQLAdHoc,
	}
}

// RoleScopes lists the scopes of a role; none for an unknown one.
func RoleScopes(role string) []Scope {
	switch role {
	case RoleReadWrite:
		return Scopes()
	case RoleReadOnly:
		return []Scope{
			ScopeConfigRead, ScopeLiveViewRead, ScopeHistoryRead, ScopeEventsRead, ScopePersonalRead, ScopeGraphQLAdHoc,
		}
	default:
		return nil
	}
}

// Known reports whether a scope exists.
func Known(s Scope) bool { return slices.Contains(Scopes(), s) }
