// Package sfu forwards the media of conferences on this node: it implements
// nodeagent/media on pion/webrtc. It owns one UDP socket, one PeerConnection
// per call and one ticking goroutine per room; it knows participants by id and
// policy only, never by name, role or token. It may import nodeagent/media,
// nodeagent/stage, nodeagent/backplane and pion, nothing else of ours.
//
// The path of a packet: one goroutine per incoming track reads it (source.go),
// drops what the loss tracker has seen already, remembers video for
// retransmission and hands it to every slot that shows the track (slot.go).
// The slot rewrites sequence number, timestamp and picture ids so that the
// receiver sees one endless stream (rewrite.go), encrypts and writes to the
// shared UDP socket in the same goroutine. UDP writes do not wait for a slow
// receiver, so there is no queue per receiver to bound; a receiver whose
// bandwidth estimate (REMB) is too small is given fewer or smaller streams by
// whole frames instead, audio last (budget.go).
//
// Who is in which slot is decided by pure functions (slots.go, nodeagent/stage)
// under the room's lock, never on the path of a packet.
//
// Lock order: Room.mu, then slot.mu, then layer.mu. No lock is held while an
// event is delivered or a PeerConnection is closed.
package sfu
