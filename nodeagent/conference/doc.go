// Package conference is the conference instance on a Conferencing Node: who
// is in it, in which role, who waits, who presents, and when it ends.
//
// It owns admission, roles, lock, timers, roster, stage order, chat relay and
// the presentation floor, the node's capacity ledger, the guard against
// guessed PINs and aliases, and the journal from which conferences that a
// crash left open are closed. It may import nodeagent/{link,media,membership,
// peer,backplane,topology,stage}, domain/placement and domain/capacity.
//
// Machine is pure: one Step takes an input and the time and returns facts,
// notices, media effects and the next deadline. It has no clock, randomness,
// goroutine or I/O. Around it are two kinds of goroutine for each conference: its
// home owns the machine, and everything that happens to the conference happens
// there, one thing after the other; a station, on every node that has to do with
// it, owns the event streams, tokens and calls of that node and carries out what
// the home tells it. Clients ask the home from their own goroutines and wait
// until their station has done what came of it. A home may wait for its own
// station, but no station for its home.
//
// Registry is safe for concurrent use once Run has been called. It owns homes,
// stations and a goroutine that records facts; Run returns when all of them have
// ended. Queues and their overflow rules: requests to a home or station
// (backpressure until the caller's context ends), media events of a station
// (coalesced, see mailbox), frames to a station (see connQueue), facts
// (backpressure, a fact is never dropped), events to a client (the subscription
// is closed, the client resyncs).
package conference
