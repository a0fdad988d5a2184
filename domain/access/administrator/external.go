package administrator

import (
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// External is who vouches for somebody, and what was known of them when they
// signed in last. What they may do the mappings of groups say, at every use.
type External struct {
	Source    string // events.SourceOIDC or SourceLDAP; empty: a local account
	Authority string
	Subject   string
	Groups    []string // as the mappings named them then
	Roles     []string // what those gave then
}

// SignInFromOutside begins a session of somebody for whom another system has
// vouched. Their account is made at the first time.
type SignInFromOutside struct {
	External
	Username    string
	DisplayName string
	SessionID   string
	Now         time.Time
	ExpiresAt   time.Time
}

// ExternalID is the identifier of somebody's account.
func ExternalID(source, authority, subject string) string {
	return events.DeriveID("administrator/" + source + "/" + authority + "\x00" + subject).String()
}

// CommandName implements domain.Command.
func (SignInFromOutside) CommandName() string { return "administrator.sign-in-from-outside" }

// AggregateID implements domain.Command.
func (c SignInFromOutside) AggregateID() string { return ExternalID(c.Source, c.Authority, c.Subject) }

func (SignInFromOutside) command() {}

// NotPermitted is the message for people whom another system knows and this one
// does not want.
const NotPermitted = "You are known, but none of your groups may administer this deployment."

func signInFromOutside(c SignInFromOutside, s State) (domain.Decision, error) {
	switch {
	case s.Live() && !s.Enabled:
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, "This account is disabled here.")
	case s.Live() && s.Locked(c.Now): // meanwhile
		return domain.Decision{}, domain.Refuse(domain.CodeBadCredentials, BadCredentials)
	case len(c.Roles) == 0:
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, NotPermitted)
	}
	return domain.Decision{Claims: Claims(s), Events: []events.Event{events.ExternalAdministratorSignedIn{
		ID: c.AggregateID(), Source: c.Source, Authority: c.Authority, Subject: c.Subject,
		Username: c.Username, DisplayName: c.DisplayName,
		Groups: slices.Clone(c.Groups), Roles: slices.Clone(c.Roles), SessionID: c.SessionID, ExpiresAt: c.ExpiresAt,
	}}}, nil
}

func (e External) refers(add func(role string)) {
	for _, role := range e.Roles {
		add(role)
	}
}

// mayHandleAll is mayHandle for whatever roles an account has.
func mayHandleAll(by Rights, s State, refs References) error {
	if s.External.Source == "" {
		return mayHandle(by, s.Role, refs)
	}
	for _, role := range s.External.Roles {
		if err := mayHandle(by, role, refs); err != nil {
			return err
		}
	}
	return nil
}

// rolesFromOutside refuses to change what another system says.
func rolesFromOutside(field string) error {
	return domain.Refuse(domain.CodeNotAllowed, "This account has its password and its roles from another system.", field)
}

func (s State) signedInFromOutside(e events.ExternalAdministratorSignedIn, rec events.Recorded) State {
	sessions := maps.Clone(s.Sessions)
	if !s.Live() {
		sessions = nil
	}
	known := External{Source: e.Source, Authority: e.Authority, Subject: e.Subject, Groups: e.Groups, Roles: e.Roles}
	changed := s.Changed
	if !s.Live() {
		changed = rec.Revision
	}
	return State{
		ID: e.ID, Exists: true, Enabled: true, Changed: changed, External: known,
		Username: e.Username, DisplayName: e.DisplayName,
		Sessions: begin(sessions, events.AdministratorSignedIn{SessionID: e.SessionID, ExpiresAt: e.ExpiresAt}, rec.Meta.Time),
	}
}
