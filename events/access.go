package events

import "time"

// AdministratorCreated records a new local administrator.
type AdministratorCreated struct {
	ID           string `json:"id"`
	Username     string `json:"username"`
	DisplayName  string `json:"displayName,omitempty"`
	Role         string `json:"role"` // read-write, read-only or the id of a role
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

// AdministratorLockedOut records that too many wrong passwords were tried: the
// account cannot sign in until a time. Its open sessions go on. The source in
// the metadata is where the last of the attempts came from.
type AdministratorLockedOut struct {
	ID       string    `json:"id"`
	Until    time.Time `json:"until"`
	Attempts int       `json:"attempts"` // wrong passwords, the last one included
}

// AdministratorUnlocked lets an account sign in again before the time is up.
type AdministratorUnlocked struct {
	ID string `json:"id"`
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
	Description  string   `json:"description,omitempty"`
}

// TokenUpdated carries what a token is called after a change. What it may do
// never changes.
type TokenUpdated struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
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
func (AdministratorLockedOut) EventType() string       { return "administrator.locked-out.v1" }
func (AdministratorUnlocked) EventType() string        { return "administrator.unlocked.v1" }
func (TokenCreated) EventType() string                 { return "token.created.v1" }
func (TokenUpdated) EventType() string                 { return "token.updated.v1" }
func (TokenRevoked) EventType() string                 { return "token.revoked.v1" }
