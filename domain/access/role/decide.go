package role

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// MaxDescription is the length of a description, in characters.
const MaxDescription = 1000

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if access.BuiltIn(cmd.AggregateID()) {
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, "Built-in roles do not change.", "id")
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such role.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s)
	case Remove:
		return remove(c, s, refs)
	default:
		return domain.Decision{}, fmt.Errorf("role: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The role exists already.")
	}
	settings := c.apply(events.RoleSettings{})
	if err := validate(settings, c.Scopes.Value, c.By); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.RoleCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State) (domain.Decision, error) {
	if err := mayHandle(c.By, s); err != nil {
		return domain.Decision{}, err
	}
	settings := c.apply(s.Settings)
	asked := settings.Scopes
	if c.Scopes.Set {
		asked = c.Scopes.Value
	}
	if err := validate(settings, asked, c.By); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if !same(settings, s.Settings) {
		d.Events = []events.Event{events.RoleUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func remove(c Remove, s State, refs References) (domain.Decision, error) {
	if err := mayHandle(c.By, s); err != nil {
		return domain.Decision{}, err
	}
	if len(refs.Users) > 0 {
		return domain.Decision{}, domain.Refuse(domain.CodeInUse, "The role is still used by "+named(refs.Users)+".", "id")
	}
	return domain.Decision{Events: []events.Event{events.RoleRemoved{ID: s.ID}}}, nil
}

// mayHandle says whether a caller may change a role: only with all that it may
// do, since whoever changes it changes everybody who has it.
func mayHandle(by Rights, s State) error {
	if !by.Set {
		return nil
	}
	if scope := access.Missing(by.Value, s.Settings.Scopes); scope != "" {
		return domain.Refuse(domain.CodeNotAllowed,
			"The role may do more than you: you do not have the scope "+scope+" yourself.")
	}
	return nil
}

// validate checks a role. The scopes are checked as they were asked for, so
// that a refusal names the right one of the list.
func validate(s events.RoleSettings, asked []access.Scope, by Rights) error {
	var check domain.Checker
	check.Name(s.Name, domain.MaxName, "name")
	if bearsBuiltInName(s.Name) {
		check.Refuse(domain.CodeNameTaken, taken, "name")
	}
	check.Prose(s.Description, MaxDescription, "description")
	if len(asked) == 0 {
		check.Refuse(domain.CodeRequired, "A role has at least one permission.", "scopes")
	}
	for i, scope := range asked {
		field := []string{"scopes", strconv.Itoa(i)}
		switch {
		case !access.Known(scope):
			check.Refuse(domain.CodeInvalid, "There is no scope "+strconv.Quote(scope)+".", field...)
		case by.Set && !slices.Contains(by.Value, scope):
			check.Refuse(domain.CodeNotAllowed, "You do not have the scope "+scope+" yourself.", field...)
		}
	}
	return check.Err()
}

func (p Patch) apply(s events.RoleSettings) events.RoleSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = strings.TrimSpace(p.Description.Or(s.Description))
	if p.Scopes.Set {
		s.Scopes = slices.Compact(slices.Sorted(slices.Values(p.Scopes.Value)))
	}
	return s
}

func same(a, b events.RoleSettings) bool {
	return a.Name == b.Name && a.Description == b.Description && slices.Equal(a.Scopes, b.Scopes)
}

// maxNamed bounds how many users a refusal names.
const maxNamed = 5

func named(users []string) string {
	if more := len(users) - maxNamed; more > 0 {
		return strings.Join(users[:maxNamed], ", ") + " and " + strconv.Itoa(more) + " more"
	}
	return strings.Join(users, ", ")
}
