package conference

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"sync"
	"time"
)

// tokensPerSeat bounds the tokens of a participant that are valid at a time. A
// refreshed token lives on until it expires, since requests with it may be
// under way.
const tokensPerSeat = 8

// seats knows which token is whose. Only digests are kept. It is safe for
// concurrent use.
type seats struct {
	mu       sync.Mutex // guards below
	byToken  map[[sha256.Size]byte]issued
	byPerson map[string][][sha256.Size]byte // oldest first
}

type issued struct {
	seat    *Seat
	expires time.Time
}

func newSeats() *seats {
	return &seats{byToken: make(map[[sha256.Size]byte]issued), byPerson: make(map[string][][sha256.Size]byte)}
}

// secret draws what nobody guesses.
func secret() string {
	var raw [32]byte
	rand.Read(raw[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// newResumeKey draws a resume key. All nodes know its digest.
func newResumeKey() (key, digest string) {
	key = secret()
	return key, digestOf(key)
}

func digestOf(key string) string {
	if key == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// issue draws a token.
func (s *seats) issue(seat *Seat, now time.Time) string {
	token := secret()
	digest := sha256.Sum256([]byte(token))
	s.mu.Lock()
	defer s.mu.Unlock()
	mine := s.byPerson[seat.participantID]
	mine = slices.DeleteFunc(mine, func(d [sha256.Size]byte) bool {
		if now.Before(s.byToken[d].expires) {
			return false
		}
		delete(s.byToken, d)
		return true
	})
	if len(mine) >= tokensPerSeat {
		delete(s.byToken, mine[0])
		mine = mine[1:]
	}
	s.byToken[digest] = issued{seat: seat, expires: now.Add(TokenLifetime)}
	s.byPerson[seat.participantID] = append(mine, digest)
	return token
}

func (s *seats) find(token string, now time.Time) (*Seat, bool) {
	digest := sha256.Sum256([]byte(token))
	s.mu.Lock()
	defer s.mu.Unlock()
	is, ok := s.byToken[digest]
	if !ok || !now.Before(is.expires) {
		return nil, false
	}
	return is.seat, true
}

// drop forgets all tokens of a participant.
func (s *seats) drop(participantID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.byPerson[participantID] {
		delete(s.byToken, d)
	}
	delete(s.byPerson, participantID)
}
