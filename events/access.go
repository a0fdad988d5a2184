package events

import "time"

// AdministratorCreated records a new local administrator.
type AdministratorCreated struct {
	ID           string `json:"id"`
	Username     string `json:"username"`
	DisplayName  string `json:"displayName,omitempty"`
	Role         string `json:"role"` // read-write or read-only
	PasswordHash Sealed `json:"passwordHash"`
}

// AdministratorUpdated carries the account after a change.
type AdministratorUpdated struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName,omitempty"`
	Role        string `json:"role"`
	Enabled     bool   `json:"enabled"`
}

// AdministratorPasswordChanged records a new password. All sessions of the
// account that began before it end.
type AdministratorPasswordChanged struct {
	ID           string `json:"id"`
	PasswordHash Sealed `json:"passwordHash"`
}

// AdministratorRemoved ends an account and its sessions.
type AdministratorRemoved struct {
	ID string `json:"id"`
}

// AdministratorSignedIn records the beginning of a session.
type AdministratorSignedIn struct {
	ID        string    `json:"id"`
	SessionID string    `json:"sessionId"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// AdministratorSignedOut records the end of a session.
type AdministratorSignedOut struct {
	ID        string `json:"id"`
	SessionID string `json:"sessionId"`
}

// TokenCreated records a new API token. Only a digest of it is kept.
type TokenCreated struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Scopes    []string   `json:"scopes"`
	Digest    string     `json:"digest"` // hex SHA-256
	ExpiresAt *time.Time `json:"expiresAt,omitempty"`
	// EventStreams and EventTypes restrict which events it may read or write,
	// by how their stream and type begin; empty means all.
	EventStreams []string `json:"eventStreams,omitempty"`
	EventTypes   []string `json:"eventTypes,omitempty"`
}

// TokenRevoked ends an API token.
type TokenRevoked struct {
	ID string `json:"id"`
}

func (AdministratorCreated) EventType() string         { return "administrator.created.v1" }
func (AdministratorUpdated) EventType() string         { return "administrator.updated.v1" }
func (AdministratorPasswordChanged) EventType() string { return "administrator.password-changed.v1" }
func (AdministratorRemoved) EventType() string         { return "administrator.removed.v1" }
func (AdministratorSignedIn) EventType() string        { return "administrator.signed-in.v1" }
func (AdministratorSignedOut) EventType() string       { return "administrator.signed-out.v1" }
func (TokenCreated) EventType() string                 { return "token.created.v1" }
func (TokenRevoked) EventType() string                 { return "token.revoked.v1" }
