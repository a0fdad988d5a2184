// Package backplane carries RTP between nodes: SRTP with AES-128-GCM over one
// UDP port per node, keys agreed over mutual TLS and changed in good time. It
// repairs loss, estimates bandwidth and keeps statistics for each neighbour.
//
// It knows streams by name and neighbours by node id; which streams cross is
// said by its Router (nodeagent/sfu). It may import nodeagent/peer and pion's
// srtp, rtp and rtcp.
//
// The path of a packet out: the engine's goroutine seals it straight into the
// neighbour's outbox under its one lock, keeps the sealed bytes for repair
// (ring.go), and writes what the outbox holds unless somebody is writing already
// (send.go). In: the socket's reader puts the datagram into the queue of one of
// the neighbour's lanes, whose goroutine opens it, drops what came before, and
// hands it to the Sink (receive.go, loss.go). Requests and RTCP have goroutines
// of their own for each neighbour (talk.go, neighbour.go).
//
// Lock order: Backplane.mu, neighbour.mu, outbox.mu. No lock is held while the
// Router, a Sink, a Peers or the Socket is called.
package backplane

import "time"

// Purpose says what a stream shows.
type Purpose uint8

// The purposes.
const (
	Microphone Purpose = iota
	Camera
	Slides
)

// Codec is a stream's codec, the same number on every node.
type Codec uint8

// The codecs. They are on the wire and stay as they are.
const (
	CodecNone Codec = iota
	CodecOpus
	CodecVP8
	CodecVP9
	CodecH264
)

// StreamID names an RTP stream of a conference, alike on every node.
type StreamID struct {
	ParticipantID string  `json:"participantId"`
	Purpose       Purpose `json:"purpose"`
	Layer         string  `json:"layer,omitempty"` // of simulcast; empty: the only one
}

// Packet is an RTP packet between nodes, in the clear. Payload belongs to who
// hands it over and is valid until the call returns.
type Packet struct {
	Codec   Codec
	Marker  bool
	Seq     uint16
	TS      uint32
	Payload []byte
}

// Sink takes the packets of one stream that this node takes from a neighbour,
// one after the other. It must not block.
type Sink interface {
	// RTP is a packet in the order of arrival; retransmitted ones come late.
	RTP(p *Packet)
	// Clock ties the stream's RTP clock to the wall clock of its source, as a
	// sender report does.
	Clock(ntp uint64, rtp uint32)
}

// Source feeds one stream to a neighbour that takes it. Its methods are safe
// for concurrent use and do not block: what the socket does not take is lost,
// and repaired if it can be.
type Source interface {
	RTP(p *Packet)
	Clock(ntp uint64, rtp uint32)
}

// Router is who has the streams and who wants them; the engine. Its methods are
// called one at a time for a neighbour, must not block, and must not call back
// into the Backplane.
type Router interface {
	// Attach: the neighbour takes a stream of a conference from now on. False:
	// there is no such stream (yet); it is asked again when the neighbour says
	// next what it takes, at least every few seconds, and upon Retry.
	Attach(neighbour, conferenceID string, id StreamID, out Source) bool
	// Detach: it takes it no longer, or the neighbour is gone.
	Detach(neighbour, conferenceID string, id StreamID)
	// KeyFrame: it needs one of a stream that it takes.
	KeyFrame(neighbour, conferenceID string, id StreamID)
}

// Want is a stream that this node takes from a neighbour.
type Want struct {
	StreamID
	Sink Sink
}

// Trunk is the backplane as the engine uses it; *Backplane implements it. Safe
// for concurrent use; no method blocks on the network.
type Trunk interface {
	// Take says, whole, which streams of a conference this node takes from a
	// neighbour; none ends it.
	Take(neighbour, conferenceID string, wants []Want)
	// AskKeyFrame asks the neighbour for a keyframe of a stream taken from it.
	AskKeyFrame(neighbour, conferenceID string, id StreamID)
	// Retry offers the streams again that Attach refused.
	Retry(conferenceID string)
	// Estimate is what the way to a neighbour carries, in bits per second; 0:
	// unknown.
	Estimate(neighbour string) int
	// Links lists the backplanes that carry something, by conference and
	// neighbour.
	Links() []Link
}

// Link is the state of one conference's backplane to one neighbour.
type Link struct {
	ConferenceID string
	Neighbour    string
	Since        time.Time
	RTT          time.Duration // 0: unknown
	Sent         Flow
	Received     Flow
}

// Flow is one direction of a backplane.
type Flow struct {
	Streams int
	Packets uint64
	Octets  uint64
	// Lost are packets that the receiver missed at first, Repaired those of them
	// that came by retransmission.
	Lost, Repaired uint64
	// Bitrate is that of the last second, in bits per second; LossPercent that of
	// the last 20 s, before repair.
	Bitrate     int
	LossPercent float64
}
