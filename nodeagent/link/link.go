// Package link is the wire vocabulary between a Conferencing Node and the
// control plane. It holds message shapes and their codec only, imports the
// standard library only, and is the one package both sides share.
//
// A node dials out: one WebSocket over mutual TLS, one JSON message per text
// frame, at most MaxMessage bytes. The node speaks first (Hello), the control
// plane answers with Welcome or Refused, then both send as they need. State is
// sent whole: an absent field means its zero value, never "unchanged".
//
// Version history
//
//	1  2026-11-21  first version
//	1  2026-11-21  web-certificate (ignorable), webCertificate in hello, and POST
//	               /link/v1/renew: neither side needs the other to know them
//	1  2026-11-21  entities of kind auditorium, which nodes may skip
//	1  2026-11-21  staticNatAddress of a node: one that does not know it offers its own
//	1  2026-11-21  certificateUntil in report: absent means none
//	1  2026-11-21  reason blocked and count in call.rejected: absent means one
//	1  2026-11-21  conferences on several nodes: clusterAddress in hello and of nodes,
//	               clientUrl and voidCertificates of nodes, transcodingLocation of locations, clusterKeys in
//	               settings, backplanes in report, homeId and term in conference.started,
//	               nodes and entries in conference.ended, mediaNodeId in
//	               participant.media, and the facts conference.node-added, conference.home-taken,
//	               participant.moved, call.placed, backplane.opened and
//	               backplane.closed. Absent: the node or control plane knows one node
//	               per conference only
//	1  2026-11-21  oldestFact and unreachable in report: absent means none, or not known
package link

import (
	"encoding/json"
	"time"
)

// Version is the vocabulary's version. A peer that speaks a higher one is
// answered in ours; unknown messages that are marked ignorable are skipped.
const Version = 1

// MaxMessage is the largest message either side accepts, in bytes.
const MaxMessage = 8 << 20

// Type names a message.
type Type string

// Node to control plane.
const (
	TypeHello         Type = "hello"
	TypeReport        Type = "report"
	TypeFacts         Type = "facts"
	TypeConfigApplied Type = "config-applied"
	TypeCommandResult Type = "command-result"
)

// Control plane to node.
const (
	TypeWelcome        Type = "welcome"
	TypeRefused        Type = "refused"
	TypeConfigSnapshot Type = "config-snapshot"
	TypeConfigDelta    Type = "config-delta"
	TypeFactsAck       Type = "facts-ack"
	TypeCommand        Type = "command"
)

// Hello is the node's first message.
type Hello struct {
	Version        int       `json:"version"`
	NodeID         string    `json:"nodeId"`
	Epoch          string    `json:"epoch"` // identity of the outbox; a new one starts at sequence 1
	Software       string    `json:"software"`
	BootTime       time.Time `json:"bootTime"`
	CapacityTokens int64     `json:"capacityTokens"`
	ClientURL      string    `json:"clientUrl"`
	ConfigPosition string    `json:"configPosition"` // last applied position; empty: none
	// ClusterAddress is where other nodes reach this one, host:port, TCP and UDP;
	// empty: nowhere.
	ClusterAddress string `json:"clusterAddress,omitempty"`
	// WebCertificate is the digest of the certificate that the node was given to
	// serve participants with; empty: none.
	WebCertificate string `json:"webCertificate,omitempty"`
}

// Welcome accepts the node.
type Welcome struct {
	Version int       `json:"version"`
	Time    time.Time `json:"time"`
	// AckedSeq is the last fact of the node's epoch that is in the log, as far
	// as the control plane remembers; 0 when it does not. Facts up to it may
	// leave the outbox.
	AckedSeq uint64 `json:"ackedSeq"`
}

// Refused ends the link. Code is machine-readable: unknown-node,
// not-enrolled, revoked, version, duplicate, malformed.
type Refused struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Report is telemetry, at least every 15 s and on change, at most once a
// second. It never enters the log.
type Report struct {
	Time           time.Time         `json:"time"`
	CapacityTokens int64             `json:"capacityTokens"`
	UsedTokens     int64             `json:"usedTokens"`
	Conferences    []ConferenceGauge `json:"conferences"`
	QueuedFacts    uint64            `json:"queuedFacts"`
	ConfigPosition string            `json:"configPosition"`
	Maintenance    bool              `json:"maintenance"`
	// CertificateUntil is when the certificate ends that participants are served
	// with, if it was given to the node in files; else zero: the control plane
	// knows all others.
	CertificateUntil time.Time `json:"certificateUntil,omitzero"`
	// OldestFact is when the oldest of the queued facts happened, by the node's
	// clock; zero: none waits, or the node does not say.
	OldestFact time.Time `json:"oldestFact,omitzero"`
	// Backplanes are those that carry something at the moment.
	Backplanes []BackplaneGauge `json:"backplanes,omitempty"`
	// Unreachable are the nodes of its configuration that the node cannot reach,
	// by id, at most MaxUnreachable. Some of them may simply not be running.
	Unreachable []Unreachable `json:"unreachable,omitempty"`
}

// MaxUnreachable bounds the nodes that a report says are out of reach.
const MaxUnreachable = 256

// Unreachable is a node that another one cannot reach.
type Unreachable struct {
	NodeID string    `json:"nodeId"`
	Since  time.Time `json:"since"` // by the clock of the node that reports
	// Ways are those that are shut, in the order of the constants.
	Ways []Way `json:"ways"`
	// Address is where it was looked for, host:port; empty: it never said one.
	Address string `json:"address,omitempty"`
	// Why is what went wrong by TLS, for people.
	Why string `json:"why,omitempty"`
}

// Way is how a node is reached by another one, all of them at one port.
type Way string

// The ways.
const (
	WayTLS    Way = "tls"    // requests, over TCP
	WayGossip Way = "gossip" // by UDP
	WayMedia  Way = "media"  // by UDP, as long as something is exchanged
)

// BackplaneGauge is how the streams of a conference fare between the reporting
// node and another one.
type BackplaneGauge struct {
	ID           string `json:"id"` // as in backplane.opened
	ConferenceID string `json:"conferenceId"`
	NodeID       string `json:"nodeId"` // the other one
	SentBitrate  int    `json:"sentBitrate"`
	Bitrate      int    `json:"bitrate"` // received; both in bits per second
	// LossPercent is of the last 20 s, before repair, in the worse direction: of two
	// nodes one tells.
	LossPercent float64 `json:"lossPercent"`
	RTTMicros   int64   `json:"rttMicros,omitempty"`
}

// ConferenceGauge is what a node carries of one conference.
type ConferenceGauge struct {
	ID           string `json:"id"`
	Participants int    `json:"participants"`
	UsedTokens   int64  `json:"usedTokens"`
}

// Facts carries numbered facts in order, without gaps, at most 256.
type Facts struct {
	Facts []Fact `json:"facts"`
}

// FactsAck says that everything up to Seq is in the log.
type FactsAck struct {
	Seq uint64 `json:"seq"`
}

// Fact is something that happened on the node. Type is one of the Fact*
// constants, Data the shape of that name.
type Fact struct {
	Seq  uint64          `json:"seq"`
	Time time.Time       `json:"time"`
	Type FactType        `json:"type"`
	Data json.RawMessage `json:"data"`
}

// ConfigSnapshot replaces the node's whole configuration.
type ConfigSnapshot struct {
	Position string   `json:"position"`
	Last     bool     `json:"last"`  // a large snapshot comes in several messages with the same position
	First    bool     `json:"first"` // the first of them
	Entities []Entity `json:"entities"`
}

// ConfigDelta changes it. It applies when the node stands at From.
type ConfigDelta struct {
	From     string      `json:"from"`
	To       string      `json:"to"`
	Entities []Entity    `json:"entities"` // new or changed, whole
	Removed  []EntityRef `json:"removed"`
}

// ConfigApplied says where the node's configuration stands, durably.
type ConfigApplied struct {
	Position string `json:"position"`
}

// EntityKind names a kind of configuration.
type EntityKind string

// The kinds.
const (
	KindLocation EntityKind = "location"
	KindNode     EntityKind = "node"
	KindService  EntityKind = "service"
	// KindAuditorium has the body of a service. It is a kind of its own so that
	// nodes which do not know it skip it, rather than take it for a room in
	// which everybody sees everybody.
	KindAuditorium EntityKind = "auditorium"
	KindSettings   EntityKind = "settings"
)

// EntityRef names one entity.
type EntityRef struct {
	Kind EntityKind `json:"kind"`
	ID   string     `json:"id"`
}

// Entity is one entity with its whole body: Location, Node, Service or Settings.
type Entity struct {
	Kind EntityKind      `json:"kind"`
	ID   string          `json:"id"`
	Body json.RawMessage `json:"body"`
}

// Location as nodes see it.
type Location struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// TranscodingLocation carries the media of calls that arrive here; empty: the
	// location itself.
	TranscodingLocation string `json:"transcodingLocation,omitempty"`
	OverflowLocation1   string `json:"overflowLocation1"`
	OverflowLocation2   string `json:"overflowLocation2"`
	MTU                 int    `json:"mtu"`
}

// Node as nodes see it.
type Node struct {
	ID                  string `json:"id"`
	Name                string `json:"name"`
	LocationID          string `json:"locationId"`
	Role                string `json:"role"` // transcoding or proxying
	Address             string `json:"address"`
	FQDN                string `json:"fqdn"`
	AlwaysOn            bool   `json:"alwaysOn"`
	Maintenance         bool   `json:"maintenance"`
	CapacityTokens      int64  `json:"capacityTokens"` // administrator's override; 0: measured
	MediaPriorityWeight int    `json:"mediaPriorityWeight"`
	// StaticNATAddress is an IP address that is offered to callers in place of
	// the node's own; empty: none.
	StaticNATAddress string `json:"staticNatAddress,omitempty"`
	// ClusterAddress is where other nodes reach it, host:port, as it said itself
	// when it was last linked; ClientURL is where participants do.
	ClusterAddress string `json:"clusterAddress,omitempty"`
	ClientURL      string `json:"clientUrl,omitempty"`
	// VoidCertificates are the serial numbers (hex) of its certificates that other
	// nodes must not take any more, though their time is not over.
	VoidCertificates []string `json:"voidCertificates,omitempty"`
}

// Service as nodes see it. PINs are in the clear: the link is mutually
// authenticated and the node's copy is readable by its own user only.
type Service struct {
	ID               string   `json:"id"`
	Type             string   `json:"type"` // conference or lecture
	Name             string   `json:"name"`
	Tag              string   `json:"tag"`
	Aliases          []string `json:"aliases"`
	HostPIN          string   `json:"hostPin"`
	AllowGuests      bool     `json:"allowGuests"`
	GuestPIN         string   `json:"guestPin"`
	GuestsCanPresent bool     `json:"guestsCanPresent"`
	MuteAllGuests    bool     `json:"muteAllGuests"`
	ChatEnabled      bool     `json:"chatEnabled"`      // global default resolved
	ParticipantLimit int      `json:"participantLimit"` // -1: none
	CallType         string   `json:"callType"`         // video, video-only or audio
	MaxQuality       string   `json:"maxQuality"`       // sd, hd or fullhd; global default resolved

	// Of a lecture.
	GuestsCanSeeGuests     string `json:"guestsCanSeeGuests,omitempty"` // no-hosts, always or never
	ForcePresenterIntoMain bool   `json:"forcePresenterIntoMain,omitempty"`
}

// Settings as nodes see them. Timers are in seconds.
type Settings struct {
	PINEntryTimeout        int `json:"pinEntryTimeout"`
	WaitingForHostTimeout  int `json:"waitingForHostTimeout"`
	GuestsOnlyTimeout      int `json:"guestsOnlyTimeout"`
	LastParticipantTimeout int `json:"lastParticipantTimeout"` // 0: never

	// Break-in resistance. More failures than the limit, within ten minutes,
	// block. 0 is what a control plane says that does not know the field: 20.
	PINAttemptLimit   int `json:"pinAttemptLimit,omitempty"`   // wrong PINs of a service; -1: never
	AliasAttemptLimit int `json:"aliasAttemptLimit,omitempty"` // unknown aliases of a source; -1: never
	// BreakInAllowList are networks in CIDR form whose failures do not count
	// and who are not blocked.
	BreakInAllowList []string `json:"breakInAllowList,omitempty"`

	// ClusterKeys encrypt gossip between nodes: 32 bytes each, the newest first.
	// Nodes read all of them, and write with a new one when the others have had
	// the time to hear of it. None: the node keeps to itself.
	ClusterKeys [][]byte `json:"clusterKeys,omitempty"`
	// ClusterKeysSince is when each of them was made; missing or zero: long ago.
	ClusterKeysSince []time.Time `json:"clusterKeysSince,omitempty"`
}

// Command asks the node to do something in a conference. The node answers
// with CommandResult bearing the same ID; a repeated ID is answered again,
// not done again.
type Command struct {
	ID            string      `json:"id"`
	Type          CommandType `json:"type"`
	ConferenceID  string      `json:"conferenceId"`
	ParticipantID string      `json:"participantId"`
	By            string      `json:"by"` // who asked, for the record
}

// CommandType names what a Command asks for.
type CommandType string

// The commands.
const (
	CommandDisconnectConference  CommandType = "conference.disconnect"
	CommandLockConference        CommandType = "conference.lock"
	CommandUnlockConference      CommandType = "conference.unlock"
	CommandMuteGuests            CommandType = "conference.mute-guests"
	CommandUnmuteGuests          CommandType = "conference.unmute-guests"
	CommandDisconnectParticipant CommandType = "participant.disconnect"
	CommandMuteParticipant       CommandType = "participant.mute"
	CommandUnmuteParticipant     CommandType = "participant.unmute"
	CommandAdmitParticipant      CommandType = "participant.admit"
)

// CommandResult answers a Command. Code is empty on success, otherwise
// unknown-conference, unknown-participant or refused.
type CommandResult struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Message string `json:"message"`
}
