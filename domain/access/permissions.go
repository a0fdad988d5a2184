package access

import "slices"

// Permission is a scope in the words of people.
type Permission struct {
	Scope Scope
	// Group is the part of the platform that it is about.
	Group       string
	Name        string
	Description string
}

// The groups of permissions, in the order in which they are shown.
const (
	GroupConfiguration = "Configuration"
	GroupAccess        = "Access"
	GroupMonitoring    = "Monitoring"
	GroupConferences   = "Conferences"
	GroupEvents        = "Events"
	GroupPersonalData  = "Personal data"
	GroupSystem        = "System"
)

// Permissions describes every scope, in the order in which they are shown.
func Permissions() []Permission {
	return []Permission{
		{ScopeConfigRead, GroupConfiguration, "See the configuration", "Locations, nodes, services, settings, accounts, roles, tokens, webhooks, read models and metrics. Secrets are never shown."},
		{ScopeConfigWrite, GroupConfiguration, "Change the configuration", "Locations, nodes and their provisioning and maintenance, services, settings and webhooks."},
		{ScopeAccessWrite, GroupAccess, "Manage access", "Accounts, roles, tokens and sessions, as far as they may do no more than whoever manages them."},
		{ScopeLiveViewRead, GroupMonitoring, "See Live View", "What happens now: nodes, their load, conferences and participants."},
		{ScopeHistoryRead, GroupMonitoring, "See the history", "What happened to nodes and in conferences, and who changed what."},
		{ScopeConferenceControl, GroupConferences, "Control conferences", "Mute, admit, disconnect and move participants; lock and end conferences."},
		{ScopeEventsRead, GroupEvents, "Read events", "The event log, over every protocol that serves it."},
		{ScopeEventsWrite, GroupEvents, "Write events", "Append to integration streams, over the EventStoreDB protocol."},
		{ScopePersonalRead, GroupPersonalData, "See personal data in events", "Names and addresses of participants in events and exports."},
		{ScopePersonalErase, GroupPersonalData, "Erase personal data", "Make the personal data of a participant unreadable for ever."},
		{ScopeSystemWrite, GroupSystem, "Maintain the system", "Rebuild read models, and copy the event log as it is stored."},
		{ScopeGraphQLAdHoc, GroupSystem, "Ask freely", "Use the API, the playground and introspection with documents of one's own. The web interface does not need it."},
	}
}

// Role is a set of permissions that accounts have.
type Role struct {
	ID          string
	Name        string
	Description string
	Scopes      []Scope
}

// BuiltInRoles lists the roles that are always there and never change.
func BuiltInRoles() []Role {
	return []Role{
		{RoleReadWrite, "Read-write", "May do everything.", RoleScopes(RoleReadWrite)},
		{RoleReadOnly, "Read-only", "May look at everything but change nothing.", RoleScopes(RoleReadOnly)},
	}
}

// BuiltIn reports whether a role is always there.
func BuiltIn(role string) bool { return role == RoleReadWrite || role == RoleReadOnly }

// Missing is the first scope that is wanted and not held; empty when all are.
func Missing(held, wanted []Scope) Scope {
	for _, s := range wanted {
		if !slices.Contains(held, s) {
			return s
		}
	}
	return ""
}
