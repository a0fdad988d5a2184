// Package liveview is the read model of what goes on now: locations, nodes
// with their loads, conferences and their participants, folded in memory and
// pushed to whoever subscribes.
//
// Ten times a second (and once a second, for readers that want less) all
// changes are folded into one Delta with absolute values. The deltas of five
// minutes are kept, so that a reader that comes back with its position gets
// what it missed; any replica can serve it, since overlapping deltas are
// harmless. Publishing never waits for a reader: one that falls behind gets a
// snapshot.
//
// It imports projections, events, the link vocabulary and domain/capacity.
// Every method may be called by any goroutine, a Subscription's Next by one
// at a time. What subscriptions deliver is shared and must not be changed.
package liveview
