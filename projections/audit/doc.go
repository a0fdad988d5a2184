// Package audit is the read model of who changed what: every change that an
// administrator, a token, a process or the system made, from where, with the
// object before and after, and every object as it was at any time.
//
// What it tells of: the configuration (locations, nodes, services, settings,
// webhooks), access (administrators with their sessions, tokens), the
// provisioning, enrolment and maintenance of nodes, the erasure of participants'
// data, and what was done to running conferences from outside of them. It tells
// nothing of what participants and nodes do of themselves; histories do.
//
// Secrets are not kept: only that they are set, and whether they changed.
// Personal data of participants never enters its tables.
//
// It imports projections, events and events/redact. Queries may be called by
// any goroutine.
package audit
