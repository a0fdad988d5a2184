// Package nodehistory is the read model of what happened to Conferencing
// Nodes and why: one row per event, with the names of that time and one
// sentence built from the event's data.
//
// It imports projections, events and domain/capacity. Queries may be called
// by any goroutine.
package nodehistory
