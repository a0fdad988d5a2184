package access

import (
	"context"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

// External is who vouches for an administrator without a local account, and
// what was known of them when they signed in last.
type External struct {
	Source    string // oidc or ldap
	Authority string
	Subject   string
	Groups    []string // that had a role
	Roles     []string // which they gave; at least one
	// AssignedRoles are what Roles name.
	AssignedRoles []Role
}

// SignInSettings are how administrators sign in. Secrets are sealed.
type SignInSettings struct {
	Written  bool // false: nobody wrote them yet, and Settings are empty
	Revision int64
	Settings events.SignInSettings
}

// SignIn is how administrators sign in.
func (a *Access) SignIn(context.Context) (SignInSettings, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.signIn, nil
}

func (a *Access) applySignIn(e events.Recorded) []projections.Change {
	switch body := e.Event.(type) {
	case events.SignInUpdated:
		a.signIn = SignInSettings{Written: true, Revision: revision(e), Settings: body.Settings}
		return []projections.Change{{Kind: ChangeSignIn, ID: events.SignInStream}}
	case events.ExternalAdministratorSignedIn:
		if len(body.Roles) == 0 {
			return nil // the decider records none of these
		}
		acc := a.administrators[body.ID]
		if acc == nil {
			acc = &account{sessions: map[string]Session{}, Administrator: Administrator{
				ID: body.ID, CreatedAt: e.Meta.Time.UTC(), Enabled: true,
			}}
			a.administrators[body.ID] = acc
		}
		return a.change(e, body.ID, func(acc *account) {
			acc.Username, acc.DisplayName = body.Username, body.DisplayName
			acc.External = &External{
				Source: body.Source, Authority: body.Authority, Subject: body.Subject, Groups: body.Groups, Roles: body.Roles,
			}
			a.begin(e, acc, body.SessionID, body.ExpiresAt)
		})
	}
	return nil
}

// begin begins a session and forgets those that have ended without a word.
func (a *Access) begin(e events.Recorded, acc *account, id string, expires time.Time) {
	at := e.Meta.Time.UTC()
	acc.LastSignInAt = &at
	for id, s := range acc.sessions {
		if !s.ExpiresAt.After(at) {
			a.endSession(acc, id)
		}
	}
	acc.sessions[id] = Session{
		ID: id, AdministratorID: acc.ID, StartedAt: at, ExpiresAt: expires.UTC(), Source: e.Meta.Source,
	}
}
