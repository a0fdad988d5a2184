// Package nodeconfig is the read model of what Conferencing Nodes are told:
// the whole configuration as link entities, with the deployment's defaults
// resolved and PINs in the clear, in memory.
//
// Every entity is encoded once, when it changes. What changed is kept as a
// bounded chain of deltas that all links share, so a thousand links cost what
// one costs. It imports projections, events, the link vocabulary and
// domain/capacity. Every method may be called by any goroutine; what is
// returned is shared and must not be changed.
package nodeconfig
