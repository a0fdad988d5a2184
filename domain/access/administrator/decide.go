package administrator

import (
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MinPassword = 12
	MaxPassword = 128
)

var usernamePattern = regexp.MustCompile(`^[\pL\pN._@-]{1,64}$`)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if c, ok := cmd.(SignInFromOutside); ok {
		return signInFromOutside(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such administrator.", "id")
	}
	evs, err := decideLive(cmd, s, refs)
	if err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Events: evs}
	if _, gone := cmd.(Remove); !gone {
		d.Claims = Claims(s)
	}
	return d, nil
}

func decideLive(cmd Command, s State, refs References) ([]events.Event, error) {
	switch c := cmd.(type) {
	case Update:
		return update(c, s, refs)
	case SetPassword:
		return setPassword(c, s, refs)
	case Remove:
		if err := mayHandleAll(c.By, s, refs); err != nil {
			return nil, err
		}
		if s.Writer() && refs.OtherWriters == 0 {
			return nil, lastWriter()
		}
		return []events.Event{events.AdministratorRemoved{ID: s.ID}}, nil
	case SignIn:
		if !s.Enabled || s.Locked(c.Now) || s.External.Source != "" || s.PasswordHash != c.PasswordHash {
			return nil, domain.Refuse(domain.CodeBadCredentials, BadCredentials)
		}
		return []events.Event{events.AdministratorSignedIn{
			ID: s.ID, SessionID: c.SessionID, ExpiresAt: c.ExpiresAt,
		}}, nil
	case SignOut:
		if err := mayHandleAll(c.By, s, refs); err != nil {
			return nil, err
		}
		if _, ok := s.Sessions[c.SessionID]; !ok {
			return nil, nil
		}
		return []events.Event{events.AdministratorSignedOut{ID: s.ID, SessionID: c.SessionID}}, nil
	case LockOut:
		if s.Locked(c.Now) || !c.Until.After(c.Now) {
			return nil, nil // somebody else was faster
		}
		return []events.Event{events.AdministratorLockedOut{ID: s.ID, Until: c.Until.UTC(), Attempts: c.Attempts}}, nil
	case Unlock:
		if err := mayHandleAll(c.By, s, refs); err != nil {
			return nil, err
		}
		if s.LockedUntil.IsZero() {
			return nil, nil
		}
		return []events.Event{events.AdministratorUnlocked{ID: s.ID}}, nil
	default:
		return nil, fmt.Errorf("administrator: unknown command %T", cmd)
	}
}

// BadCredentials is the one message for everything that can be wrong with a
// sign-in.
const BadCredentials = "User name or password is wrong, or the account is disabled or locked."

func lastWriter() error {
	return domain.Refuse(domain.CodeNotAllowed, "This is the last administrator who may change things.")
}

// mayHandle says whether a caller may handle an account of a role: only with
// all rights of that role, since whoever sets an account's password has them.
func mayHandle(by Rights, role string, refs References, field ...string) error {
	if !by.Set {
		return nil
	}
	scopes, _ := refs.scopes(role)
	if scope := access.Missing(by.Value, scopes); scope != "" {
		return domain.Refuse(domain.CodeNotAllowed,
			"The account may do more than you: you do not have the scope "+scope+" yourself.", field...)
	}
	return nil
}

// checkRole refuses a role that does not exist.
func checkRole(check *domain.Checker, role string, refs References) {
	_, ok := refs.scopes(role)
	check.Invalid(ok, "There is no such role.", "role")
}

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The administrator exists already.")
	}
	username, role := domain.NormaliseKey(c.Username), c.Role.Or(access.RoleReadWrite)
	var check domain.Checker
	check.Name(username, 64, "username")
	check.Invalid(username == "" || usernamePattern.MatchString(username),
		"A user name consists of letters, digits, dots, hyphens, underscores and @.", "username")
	check.Text(c.DisplayName, domain.MaxName, "displayName")
	checkRole(&check, role, refs)
	CheckPassword(&check, c.Password.Plain)
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if err := mayHandle(c.By, role, refs, "role"); err != nil {
		return domain.Decision{}, err
	}
	if c.Password.Sealed == "" {
		return domain.Decision{}, errUnsealed
	}
	return domain.Decision{
		Events: []events.Event{events.AdministratorCreated{
			ID: c.ID, Username: username, DisplayName: c.DisplayName, Role: role, PasswordHash: c.Password.Sealed,
		}},
		Claims: claims(username),
	}, nil
}

func update(c Update, s State, refs References) ([]events.Event, error) {
	if c.Role.Set && s.External.Source != "" {
		return nil, rolesFromOutside("role")
	}
	next := events.AdministratorUpdated{
		ID:          s.ID,
		DisplayName: c.DisplayName.Or(s.DisplayName),
		Role:        c.Role.Or(s.Role),
		Enabled:     c.Enabled.Or(s.Enabled),
	}
	var check domain.Checker
	check.Text(next.DisplayName, domain.MaxName, "displayName")
	if s.External.Source == "" {
		checkRole(&check, next.Role, refs)
	}
	if err := check.Err(); err != nil {
		return nil, err
	}
	if err := mayHandleAll(c.By, s, refs); err != nil {
		return nil, err
	}
	if s.External.Source == "" {
		if err := mayHandle(c.By, next.Role, refs, "role"); err != nil {
			return nil, err
		}
	}
	keeps := next.Enabled && next.Role == access.RoleReadWrite
	if s.Writer() && !keeps && refs.OtherWriters == 0 {
		return nil, lastWriter()
	}
	same := events.AdministratorUpdated{ID: s.ID, DisplayName: s.DisplayName, Role: s.Role, Enabled: s.Enabled}
	if next == same {
		return nil, nil
	}
	return []events.Event{next}, nil
}

func setPassword(c SetPassword, s State, refs References) ([]events.Event, error) {
	if s.External.Source != "" {
		return nil, rolesFromOutside("id")
	}
	if err := mayHandle(c.By, s.Role, refs); err != nil {
		return nil, err
	}
	var check domain.Checker
	CheckPassword(&check, c.Password.Plain)
	if err := check.Err(); err != nil {
		return nil, err
	}
	if c.Password.Sealed == "" {
		return nil, errUnsealed
	}
	return []events.Event{events.AdministratorPasswordChanged{ID: s.ID, PasswordHash: c.Password.Sealed}}, nil
}

// errUnsealed is a mistake of the caller, not of the person who typed a
// password: only a sealed hash may get into an event.
var errUnsealed = errors.New("administrator: the password was not hashed and sealed")

// CheckPassword holds the rule for new passwords. Control asks it too, before
// it spends the time for a hash.
func CheckPassword(c *domain.Checker, password string) {
	switch n := utf8.RuneCountInString(password); {
	case n == 0:
		c.Refuse(domain.CodeRequired, "A password is required.", "password")
	case !utf8.ValidString(password) || n < MinPassword || n > MaxPassword:
		c.Refuse(domain.CodeInvalid, "A password has 12 to 128 characters.", "password")
	}
}
