package administrator

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// State is what an account's events add up to.
type State struct {
	ID          string
	Exists      bool
	Removed     bool
	Username    string
	DisplayName string
	Role        string
	Enabled     bool
	// Changed is the revision at which the account was last changed, as opposed
	// to used.
	Changed      events.Revision
	PasswordHash events.Sealed
	// LockedUntil is until when it cannot sign in, because too many wrong
	// passwords were tried; zero: it was unlocked, or never locked.
	LockedUntil time.Time
	// External is set for people whom another system vouches for.
	External External
	// Sessions are those that have not been ended, with the end that they were
	// given. Expired ones are dropped when the next one begins.
	Sessions map[string]time.Time
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the account exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Locked reports whether the account cannot sign in for now.
func (s State) Locked(now time.Time) bool { return now.Before(s.LockedUntil) }

// Writer reports whether the account may sign in and do everything. Only
// the built-in role counts: it has the permissions of the future, too.
func (s State) Writer() bool { return s.Live() && s.Enabled && s.Role == access.RoleReadWrite }

// Session is the end of a session; false when there is no such session, or
// the account may not sign in any more.
func (s State) Session(id string, now time.Time) (time.Time, bool) {
	end, ok := s.Sessions[id]
	return end, ok && s.Live() && s.Enabled && now.Before(end)
}

// Claims are the unique keys that the account uses.
func Claims(s State) []domain.Claim {
	if !s.Live() || s.External.Source != "" { // another system may have anybody's name
		return nil
	}
	return claims(s.Username)
}

// UsernameClaim is the key of a user name, as whoever signs in types it.
func UsernameClaim(username string) domain.Claim { return claims(username)[0] }

func claims(username string) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimAdministrator,
		Key:  domain.NormaliseKey(username),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"username"},
			Message: "Another administrator has this user name.",
		},
	}}
}
