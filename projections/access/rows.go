package access

import (
	"time"

	"github.com/parley-video/parley/events"
)

// Administrator is a local account.
type Administrator struct {
	ID           string
	Revision     int64
	Username     string
	DisplayName  string
	Role         string // read-write, read-only or the id of a role
	Enabled      bool
	CreatedAt    time.Time
	LastSignInAt *time.Time
	PasswordHash events.Sealed // as released rows have it; who signs in is checked against the log
	// Assigned is the role that Role names.
	Assigned Role
	// Lock is set when it was locked out and not unlocked since. Whether its time
	// is over is for the caller to say, who has a clock.
	Lock *Lock
	// External is who vouches for somebody without a local account.
	External *External
}

// Lock keeps an account from signing in, because too many wrong passwords were
// tried.
type Lock struct {
	Since    time.Time
	Until    time.Time
	Attempts int
	Source   string // network address of the last attempt
}

// Session is a signed-in administrator.
type Session struct {
	ID              string
	AdministratorID string
	StartedAt       time.Time
	Source          string // network address that it was begun from
	ExpiresAt       time.Time
}

// Token is an API token; its secret is known to its bearer only.
type Token struct {
	ID        string
	Revision  int64
	Name      string
	Scopes    []string
	Digest    string // hex SHA-256 of the secret, as released rows have it; nothing looks it up here
	ExpiresAt *time.Time
	CreatedAt time.Time
	Revoked   bool
	// Description is what the token is for.
	Description string
	// EventStreams and EventTypes restrict which events it may read and write,
	// by how their stream and type begin; empty means all.
	EventStreams []string
	EventTypes   []string
}
