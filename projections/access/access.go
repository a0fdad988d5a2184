package access

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Name of the projection.
const Name = "access"

// Kinds of Change.
const (
	ChangeAdministrator = "administrator"
	ChangeToken         = "token"
	ChangeRole          = "role"
	ChangeSignIn        = "signin"
)

// Access is the read model.
type Access struct {
	mu             sync.RWMutex
	position       events.Position
	administrators map[string]*account
	tokens         map[string]Token
	roles          map[string]Role
	builtIn        []Role
	signIn         SignInSettings
	changed        chan struct{} // closed and replaced when rights may have changed
}

// account is an administrator with the sessions that have not ended.
type account struct {
	Administrator
	sessions map[string]Session
}

// New makes a read model in which there are the built-in roles and nothing
// else.
func New(builtIn ...Role) *Access {
	a := &Access{changed: make(chan struct{}), builtIn: builtIn}
	a.clear()
	return a
}

func (a *Access) clear() {
	a.position = 0
	a.administrators, a.tokens = map[string]*account{}, map[string]Token{}
	a.roles, a.signIn = map[string]Role{}, SignInSettings{}
	for _, r := range a.builtIn {
		a.roles[r.ID] = r
	}
}

// Name implements projections.Handler.
func (*Access) Name() string { return Name }

// Filter implements projections.Handler.
func (*Access) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{"administrator.", "token.", "role.", "signin."}}
}

// Open implements projections.Handler.
func (a *Access) Open(context.Context) (events.Position, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.position, nil
}

// Commit implements projections.Handler.
func (a *Access) Commit(_ context.Context, batch projections.Batch) ([]projections.Change, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	changes, err := projections.Fold(batch, func(e events.Recorded) ([]projections.Change, error) {
		if e.Position <= a.position {
			return nil, nil // delivered twice
		}
		changes := a.apply(e)
		a.position = e.Position
		return changes, nil
	})
	if err == nil {
		a.position = max(a.position, batch.Through)
	}
	if len(changes) > 0 {
		close(a.changed)
		a.changed = make(chan struct{})
	}
	return changes, err
}

// Reset implements projections.Handler.
func (a *Access) Reset(context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.clear()
	close(a.changed)
	a.changed = make(chan struct{})
	return nil
}

// Changed is closed when rights may have changed since the call. Take it,
// check the rights, then wait: so no change is missed.
func (a *Access) Changed() <-chan struct{} {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.changed
}

func (a *Access) apply(e events.Recorded) []projections.Change {
	switch body := e.Event.(type) {
	case events.AdministratorCreated:
		a.administrators[body.ID] = &account{
			Administrator: Administrator{
				ID: body.ID, Revision: revision(e), Username: body.Username, DisplayName: body.DisplayName,
				Role: body.Role, Enabled: true, CreatedAt: e.Meta.Time.UTC(), PasswordHash: body.PasswordHash,
			},
			sessions: map[string]Session{},
		}
		return []projections.Change{{Kind: ChangeAdministrator, ID: body.ID}}
	case events.AdministratorRemoved:
		if old := a.administrators[body.ID]; old != nil {
			a.endSessions(old)
		}
		delete(a.administrators, body.ID)
		return []projections.Change{{Kind: ChangeAdministrator, ID: body.ID, Removed: true}}
	case events.TokenCreated:
		t := Token{
			ID: body.ID, Revision: revision(e), Name: body.Name, Scopes: append([]string(nil), body.Scopes...), Digest: body.Digest,
			CreatedAt:    e.Meta.Time.UTC(),
			EventStreams: slices.Clone(body.EventStreams), EventTypes: slices.Clone(body.EventTypes),
			Description: body.Description,
		}
		if body.ExpiresAt != nil {
			at := body.ExpiresAt.UTC()
			t.ExpiresAt = &at
		}
		a.tokens[t.ID] = t
		return []projections.Change{{Kind: ChangeToken, ID: body.ID}}
	case events.TokenUpdated:
		if t, ok := a.tokens[body.ID]; ok {
			t.Name, t.Description, t.Revision = body.Name, body.Description, revision(e)
			a.tokens[body.ID] = t
		}
		return []projections.Change{{Kind: ChangeToken, ID: body.ID}}
	case events.TokenRevoked:
		if t, ok := a.tokens[body.ID]; ok {
			t.Revoked, t.Revision = true, revision(e)
			a.tokens[body.ID] = t
		}
		return []projections.Change{{Kind: ChangeToken, ID: body.ID}}
	default:
		return slices.Concat(a.applyAccount(e), a.applyRole(e), a.applySignIn(e))
	}
}

func (a *Access) applyAccount(e events.Recorded) []projections.Change {
	switch body := e.Event.(type) {
	case events.AdministratorUpdated:
		return a.change(e, body.ID, func(acc *account) {
			acc.DisplayName, acc.Role, acc.Enabled = body.DisplayName, body.Role, body.Enabled
			if !body.Enabled {
				a.endSessions(acc) // enabling it again does not bring them back
			}
		})
	case events.AdministratorPasswordChanged:
		return a.change(e, body.ID, func(acc *account) {
			acc.PasswordHash, acc.Lock = body.PasswordHash, nil
			a.endSessions(acc)
		})
	case events.AdministratorLockedOut:
		return a.change(e, body.ID, func(acc *account) {
			acc.Lock = &Lock{Since: e.Meta.Time.UTC(), Until: body.Until.UTC(), Attempts: body.Attempts, Source: e.Meta.Source}
		})
	case events.AdministratorUnlocked:
		return a.change(e, body.ID, func(acc *account) { acc.Lock = nil })
	case events.AdministratorSignedIn:
		return a.change(e, body.ID, func(acc *account) {
			a.begin(e, acc, body.SessionID, body.ExpiresAt)
		})
	case events.AdministratorSignedOut:
		return a.change(e, body.ID, func(acc *account) { a.endSession(acc, body.SessionID) })
	}
	return nil
}

func (a *Access) endSession(acc *account, id string) {
	delete(acc.sessions, id)
}

func (a *Access) endSessions(acc *account) {
	for id := range acc.sessions {
		a.endSession(acc, id)
	}
}

func (a *Access) change(e events.Recorded, id string, f func(*account)) []projections.Change {
	acc := a.administrators[id]
	if acc == nil {
		return nil
	}
	f(acc)
	acc.Revision = revision(e)
	return []projections.Change{{Kind: ChangeAdministrator, ID: id}}
}

func revision(e events.Recorded) int64 { return int64(e.Revision) } // stores bound it

// ValidAt says that the session has not expired.
func (s Session) ValidAt(now time.Time) bool { return now.Before(s.ExpiresAt) }

// ValidAt says that the token is neither revoked nor expired.
func (t Token) ValidAt(now time.Time) bool {
	return !t.Revoked && (t.ExpiresAt == nil || now.Before(*t.ExpiresAt))
}
