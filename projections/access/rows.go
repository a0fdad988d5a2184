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
	Role         string // read-write or read-only
	Enabled      bool
	CreatedAt    time.Time
	LastSignInAt *time.Time
	PasswordHash events.Sealed
}

// Session is a signed-in administrator.
type Session struct {
	ID              string
	AdministratorID string
	StartedAt       time.Time
	ExpiresAt       time.Time
}

// Token is an API token; its secret is known to its bearer only.
type Token struct {
	ID        string
	Revision  int64
	Name      string
	Scopes    []string
	Digest    string // hex SHA-256 of the secret
	ExpiresAt *time.Time
	CreatedAt time.Time
	Revoked   bool
	// EventStreams and EventTypes restrict which events it may read and write,
	// by how their stream and type begin; empty means all.
	EventStreams []string
	EventTypes   []string
}
