// Package sfu forwards the media of conferences on this node: it implements
// nodeagent/media on pion/webrtc. It owns one UDP socket, one PeerConnection
// per call and one ticking goroutine per room; it knows participants by id and
// policy only, never by name, role or token. It may import nodeagent/media,
// nodeagent/stage, nodeagent/backplane and pion, nothing else of ours.
//
// The path of a packet: one goroutine per incoming stream reads it (feed.go of a
// client's, intake.go of a neighbour's), drops what the loss tracker has seen
// already, remembers video for retransmission and hands it to every slot that
// shows the stream (source.go, slot.go). The slot rewrites sequence number,
// timestamp and picture ids so that the receiver sees one endless stream
// (rewrite.go), encrypts and writes to the shared UDP socket in the same
// goroutine. UDP writes do not wait for a slow receiver, so there is no queue
// per receiver to bound; a receiver whose bandwidth estimate (REMB) is too small
// is given fewer or smaller streams by whole frames instead, audio last
// (budget.go).
//
// Who is in which slot is decided by pure functions (slots.go, nodeagent/stage)
// under the room's lock, never on the path of a packet.
//
// A conference on several nodes has a room on each. The same code serves
// participants of this node and of others (participant.go): a layer has its
// packets from a client or, as long as somebody watches it, from the neighbour
// that the conference's home names (media.Remote). After each change the room
// works out which layers those are (demand.go): what its slots show or are about
// to show, and what other neighbours take through this node. A slot that changes
// to another layer goes on with the one it has until the other has a keyframe,
// so both are taken meanwhile. What a neighbour takes is a relay (relay.go): it
// passes packets on as they come, with their clock, is repaired by the backplane,
// and stays for its participant's next call. A relay whose stream comes from its
// own neighbour is silent. Receivers' retransmissions come from the history of
// their own node. Where a node begins to pass a stream on it asks for a keyframe;
// where it begins anew the numbers leap, so that nobody takes it for the old one.
//
// When the backplane says that the way to a neighbour carries no more, relays to
// it pause: large pictures first, sound never (thin.go). Who takes a layer of
// which nothing comes tries a smaller one, and that one again after a while
// (layer.live).
//
// What comes from a neighbour waits in a queue of bounded length per stream and
// is dropped beyond (intake.go). The backplane is told what is taken by the
// room's goroutine alone (Room.settle), and never from within a call of its own:
// Attach, Detach and KeyFrame only note what is wanted and wake that goroutine.
//
// Lock order: Room.mu, then slot.mu, then layer.mu. Engine.mu is held with none
// of them. No lock of these is held while an event is delivered, a PeerConnection
// is closed or the backplane is called; relay.mu is, while a packet is handed
// over, and no lock of ours is taken under it.
package sfu
