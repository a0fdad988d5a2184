package token

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// State is what a token's events add up to.
type State struct {
	ID          string
	Exists      bool
	Revoked     bool
	Name        string
	Description string
	Scopes      []string
	Digest      string
	ExpiresAt   *time.Time
	Reach       access.Reach
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Valid reports whether the token may be used.
func (s State) Valid(now time.Time) bool {
	return s.Exists && !s.Revoked && (s.ExpiresAt == nil || now.Before(*s.ExpiresAt))
}

// Claims are the unique keys that a token uses: none.
func Claims(State) []domain.Claim { return nil }

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.TokenCreated:
		return State{
			ID: e.ID, Exists: true, Name: e.Name, Scopes: e.Scopes, Digest: e.Digest, ExpiresAt: e.ExpiresAt,
			Reach: access.Reach{Streams: e.EventStreams, Types: e.EventTypes}, Description: e.Description,
		}
	case events.TokenUpdated:
		s.Name, s.Description = e.Name, e.Description
	case events.TokenRevoked:
		s.Revoked = true
	}
	return s
}
