// Package conference is the conference instance on a Conferencing Node: who
// is in it, in which role, who waits, who presents, and when it ends.
//
// It owns admission, roles, lock, timers, roster, stage order, chat relay and
// the presentation floor, the node's capacity ledger, the guard against
// guessed PINs and aliases, and the journal from which conferences that a
// crash left open are closed. It may import nodeagent/link, nodeagent/media
// and domain/capacity.
//
// Machine is pure: one Step takes an input and the time and returns facts,
// notices, media effects and the next deadline. It has no clock, randomness,
// goroutine or I/O. Around it, one goroutine per conference (room) owns the
// machine, its subscriptions and its calls; everything that happens to a
// conference happens there, one thing after the other.
//
// Registry is safe for concurrent use once Run has been called. It starts a
// goroutine per conference and one that records facts; Run returns when all of
// them have ended. Queues and their overflow rules: requests to a room
// (backpressure until the caller's context ends), media events of a room
// (coalesced, see mailbox), facts (backpressure, a room never drops a fact),
// events to a client (the subscription is closed, the client resyncs).
package conference
