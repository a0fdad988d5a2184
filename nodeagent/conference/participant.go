package conference

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// muteCause is why a participant is muted on the server.
type muteCause int

const (
	notMuted muteCause = iota
	mutedBySelf
	mutedByHost
	mutedAsGuest // by the mute of all guests
)

// callState is how far a call got.
type callState int

const (
	callReserved callState = iota
	callAnswered
	callConnected
)

type call struct {
	id        string
	node      string // carries the media
	parent    string // of an edge: its transcoding node
	nth       uint64 // of the participant's calls
	decision  *link.CallPlaced
	untold    bool // the node that carries it has not told of it
	state     callState
	audioOnly bool
	tokens    capacity.Tokens
	audio     bool
	video     bool
	slides    bool
	over      bool // the engine ended it while it was pending
	resumes   bool // replaces one that was connected
}

type participant struct {
	id, name, alias, remote     string
	node, location              string // of access
	moves                       uint64 // how often it came to another access node
	resumeDigest, resumedBy     string // of its resume key, and of the one before
	away                        bool   // the access node cannot be reached
	vendor, callTag, protocol   string
	role                        Role
	phase                       Phase
	terms                       terms
	joinedAt, expiresAt         time.Time
	waitUntil, pinUntil         time.Time // zero: not armed
	lostAt                      time.Time // likewise: gone without a word
	streams, streamed           bool      // an event stream is open; was open once
	lostCall                    bool      // its media broke off, not by anybody's wish
	pinTries                    int
	current, pending            *call
	mute                        muteCause
	clientMuted, videoMuted     bool
	startPressed                bool
	deniedSlides                bool
	text                        string
	spotlightAt, buzzAt, spokAt time.Time
	slots                       *Slots
	calls                       uint64   // how many it has placed
	recorded                    Recorded // by the access node
	side                        side     // of an auditorium, as the engine was told
}

// terms are the service's settings as they were when a participant joined.
// Later changes concern later joiners only.
type terms struct {
	id       string // digest
	service  link.Service
	settings link.Settings
}

func (p *participant) isHost() bool  { return p.role == RoleHost }
func (p *participant) present() bool { return p.phase == PhasePresent }

func (p *participant) hasMedia() bool {
	return p.current != nil && p.current.state == callConnected
}

// keepsAlive: a host with media, or one that pressed Start. While one call
// takes the place of another there is no gap.
func (p *participant) keepsAlive() bool {
	media := p.hasMedia() || p.current != nil && p.current.resumes
	return p.present() && p.isHost() && (media || p.startPressed)
}

func (p *participant) callCost(audioOnly bool) capacity.Tokens {
	s := p.terms.service
	if audioOnly {
		return capacity.CallCost(capacity.CallTypeAudio, s.MaxQuality)
	}
	return capacity.CallCost(s.CallType, s.MaxQuality)
}

// audioService: video that a client offers there is not taken.
func (p *participant) audioService() bool {
	return p.terms.service.CallType == capacity.CallTypeAudio
}

// tokens is what the participant holds. While one call replaces another the
// dearer one counts: the first goes when the second is there.
func (p *participant) tokens() capacity.Tokens {
	var t capacity.Tokens
	if p.current != nil {
		t = p.current.tokens
	}
	if p.pending != nil {
		t = max(t, p.pending.tokens)
	}
	return t
}

// mayPresent: the service carries content, and guests may if it says so.
func (p *participant) mayPresent() bool {
	s := p.terms.service
	return s.CallType == "video" && (p.isHost() || s.GuestsCanPresent)
}

// MaxBitrate is what a service's quality needs at most, in kbit/s: camera
// layers together, presentation and audio.
func MaxBitrate(s link.Service) int {
	if s.CallType == capacity.CallTypeAudio {
		return 128
	}
	switch s.MaxQuality {
	case capacity.QualitySD:
		return 1024
	case capacity.QualityFullHD:
		return 6144
	default:
		return 3072
	}
}

// policy is what the engine lets the participant do.
func (m *Machine) policy(p *participant) media.Policy {
	content := p.terms.service.CallType == "video"
	return media.Policy{
		Admitted:           p.present(),
		Muted:              p.mute != notMuted,
		VideoMuted:         p.videoMuted,
		MayPresent:         m.presenter == p,
		MaySeePresentation: content && !p.deniedSlides,
		MaxBitrate:         MaxBitrate(p.terms.service),
		AudioOnly:          p.audioService(),
		Backstage:          m.backstage(p),
		SeesBackstage:      m.seesBackstage(p),
		Foremost:           m.foremost(p),
	}
}

// Policy is what the engine is to let the participant do now.
func (m *Machine) Policy(participantID string) (media.Policy, error) {
	p := m.find(participantID)
	if p == nil {
		return media.Policy{}, refuse(CodeUnknownParticipant)
	}
	return m.policy(p), nil
}

// applyPolicy tells the engine, when there is a call to tell it about. While one
// call replaces another they may be on two nodes.
func (m *Machine) applyPolicy(p *participant) {
	told := ""
	for i, c := range []*call{p.current, p.pending} {
		if c == nil || i == 1 && p.current != nil && c.node == told {
			continue
		}
		told = c.node
		m.effect(SetPolicy{ParticipantID: p.id, Policy: m.policy(p), NodeID: c.node})
	}
}

// tokensAt is what the participant holds of one node's capacity.
func (p *participant) tokensAt(node string) capacity.Tokens {
	var t capacity.Tokens
	for _, c := range []*call{p.current, p.pending} {
		if c != nil && c.touches(node) {
			t = max(t, c.tokens)
		}
	}
	return t
}

// touches: a proxied call takes as much of the edge as of its transcoding node.
func (c *call) touches(node string) bool {
	return c.node == node || c.parent != "" && c.parent == node
}
