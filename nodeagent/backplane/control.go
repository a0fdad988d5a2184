package backplane

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/nodeagent/peer"
)

// Requests between neighbours.
const (
	sessionPath = "/backplane/v1/session"
	takePath    = "/backplane/v1/take"
	// profileName is the only protection so far.
	profileName = "AEAD_AES_128_GCM"
)

// Bounds of what a neighbour may say.
const (
	maxID            = 128
	maxLayer         = 32
	maxStreams       = 1024  // of a conference
	maxConferences   = 512   // in a request
	maxGiven         = 16384 // streams that a neighbour takes, of all conferences
	takeStreams      = 1024  // streams in a request, unless one conference has more
	callTime         = 2 * time.Second
	retryTime        = time.Second
	codeSession      = "session-unknown"
	codeStale        = "stale"
	codeStranger     = "no-neighbour"
	codeInvalid      = "invalid"
	codeTooMany      = "too-many"
	codeNotRunning   = "not-running"
	silenceAskedTime = 1200 * time.Millisecond
)

// session is what both sides of a session request say: the key that they seal
// with from now on, and which of the other's they have.
type session struct {
	Profile string `json:"profile"`
	Epoch   uint64 `json:"epoch"` // of this life of the node's backplane
	SSRC    uint32 `json:"ssrc"`  // of its reports
	secret
	Have uint32 `json:"have,omitempty"` // MKI of the newest key of the other side; 0: none
}

// takeRequest says, whole, what the asking node takes of some conferences.
type takeRequest struct {
	Epoch       uint64  `json:"epoch"`
	Number      uint64  `json:"number"` // higher than any before
	Have        uint32  `json:"have"`
	Conferences []taken `json:"conferences"`
}

type taken struct {
	ConferenceID string     `json:"conferenceId"`
	Streams      []StreamID `json:"streams"`
}

// takeAnswer says under which SSRC the streams come, in the order of the
// request.
type takeAnswer struct {
	Epoch       uint64   `json:"epoch"`
	Conferences [][]lead `json:"conferences"`
}

// lead is how a stream begins: the index of its next packet, which is its
// sequence number with the roll-over count before it.
type lead struct {
	SSRC uint32 `json:"ssrc"`
	Next uint64 `json:"next"`
}

func invalid(field, message string) error {
	return &peer.Error{Status: 400, Code: codeInvalid, Field: field, Message: message}
}

func (s *session) validate() error {
	switch {
	case s.Profile != profileName:
		return invalid("profile", "only "+profileName+" is known")
	case s.Epoch == 0:
		return invalid("epoch", "must not be 0")
	case s.SSRC == 0:
		return invalid("ssrc", "must not be 0")
	case s.MKI == 0:
		return invalid("mki", "must not be 0")
	case len(s.Key) != keyLen:
		return invalid("key", fmt.Sprintf("must have %d bytes", keyLen))
	case len(s.Salt) != saltLen:
		return invalid("salt", fmt.Sprintf("must have %d bytes", saltLen))
	}
	return nil
}

func (t *takeRequest) validate() error {
	if len(t.Conferences) > maxConferences {
		return invalid("conferences", fmt.Sprintf("at most %d", maxConferences))
	}
	seen := make(map[string]bool, len(t.Conferences))
	for i, c := range t.Conferences {
		at := fmt.Sprintf("conferences[%d].", i)
		switch {
		case seen[c.ConferenceID]: // what it takes in all is counted by conference
			return invalid(at+"conferenceId", "stands in the list twice")
		case c.ConferenceID == "" || len(c.ConferenceID) > maxID:
			return invalid(at+"conferenceId", fmt.Sprintf("must have 1 to %d bytes", maxID))
		case len(c.Streams) > maxStreams:
			return invalid(at+"streams", fmt.Sprintf("at most %d", maxStreams))
		}
		seen[c.ConferenceID] = true
		for j, id := range c.Streams {
			at := fmt.Sprintf("%sstreams[%d].", at, j)
			switch {
			case id.ParticipantID == "" || len(id.ParticipantID) > maxID:
				return invalid(at+"participantId", fmt.Sprintf("must have 1 to %d bytes", maxID))
			case len(id.Layer) > maxLayer:
				return invalid(at+"layer", fmt.Sprintf("at most %d bytes", maxLayer))
			}
		}
	}
	return nil
}

// from locks the neighbour that a request comes from.
func (b *Backplane) from(id string) (*neighbour, error) {
	if _, ok := b.directory.Find(id); !ok {
		return nil, &peer.Error{Status: 403, Code: codeStranger, Message: "the node is in no directory"}
	}
	if n := b.locked(id, true); n != nil {
		return n, nil
	}
	return nil, &peer.Error{Status: 503, Code: codeNotRunning, Message: "the backplane does not run"}
}

// answerSession answers a neighbour's session request.
func (b *Backplane) answerSession(_ context.Context, from string, in session) (session, error) {
	if err := in.validate(); err != nil {
		return session{}, err
	}
	n, err := b.from(from)
	if err != nil {
		return session{}, err
	}
	defer n.mu.Unlock()
	now := b.now()
	if err := n.meet(&in, now); err != nil {
		return session{}, err
	}
	if n.newestKey == nil {
		n.freshKey(now)
	}
	if n.newestKey == nil {
		return session{}, errors.New("no key could be made")
	}
	if n.out.currentKey() != n.newestKey {
		n.callDue = true // so that we learn that it has come
		poke(n.call)
	}
	return n.session(), nil
}

// session is what this side says. n.mu is held.
func (n *neighbour) session() session {
	return session{
		Profile: profileName, Epoch: n.b.epoch, SSRC: n.ssrc, secret: n.newestKey.secret, Have: n.keys.Load().newest(),
	}
}

// freshKey makes the next key to seal with; it is used when the other side has
// it. n.mu is held.
func (n *neighbour) freshKey(now int64) {
	n.mki = max(n.mki+1, 1)
	k, err := newSendKey(n.mki, now)
	if err != nil {
		n.b.log.Error("no key for the backplane", slog.String("node", n.id), slog.Any("error", err))
		return
	}
	n.newestKey = k
}

// meet takes what the other side says of itself. n.mu is held.
func (n *neighbour) meet(s *session, now int64) error {
	if s.Epoch != n.far.epoch {
		if n.far.epoch != 0 {
			n.b.log.Info("a neighbour of the backplane has started anew", slog.String("node", n.id))
			n.startOver(now)
		}
		n.far.epoch = s.Epoch
		n.since = now
		n.heard.Store(now)
	}
	keys, err := n.keys.Load().with(s.secret, now)
	if err != nil {
		return invalid("mki", err.Error())
	}
	n.keys.Store(&keys)
	if n.far.ssrc != s.SSRC {
		n.far.ssrc, n.far.reportAt = s.SSRC, 0
	}
	n.has(s.Have)
	return nil
}

// startOver forgets all that the other side knew before it started anew. n.mu
// is held.
func (n *neighbour) startOver(now int64) {
	for conf := range n.given {
		n.give(conf, nil, now)
	}
	for _, t := range n.takes {
		n.drop(t)
		t.said = 0
	}
	n.keys.Store(&keyset{})
	n.newestKey = nil
	n.out.mu.Lock()
	n.out.key = nil
	n.out.mu.Unlock()
	n.far.number, n.far.reportAt = 0, 0
	n.rtt.Store(0)
	n.estimate.reset()
	n.heard.Store(now)
	n.since, n.deaf, n.down = now, false, false
}

// has notes which of our keys the other side has. n.mu is held.
func (n *neighbour) has(mki uint32) {
	k := n.newestKey
	if k == nil || mki != k.MKI {
		return
	}
	n.out.mu.Lock()
	changed := n.out.key != k
	n.out.key = k
	n.out.mu.Unlock()
	if changed {
		n.reconcile = true
		poke(n.wake)
	}
}
