package token

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Create:
		return create(c, s)
	case Update:
		return update(c, s)
	case Revoke:
		if !s.Exists {
			return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such token.", "id")
		}
		if err := mayHandle(c.By, s); err != nil {
			return domain.Decision{}, err
		}
		if s.Revoked {
			return domain.Decision{}, nil
		}
		return domain.Decision{Events: []events.Event{events.TokenRevoked{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("token: unknown command %T", cmd)
	}
}

// mayHandle says whether a caller may handle a token: only with all that it may
// do, as with accounts.
func mayHandle(by Caller, s State) error {
	if !by.Scopes.Set {
		return nil
	}
	if scope := access.Missing(by.Scopes.Value, s.Scopes); scope != "" {
		return domain.Refuse(domain.CodeNotAllowed, "The token may do more than you: you do not have the scope "+scope+" yourself.", "id")
	}
	if !s.Reach.Within(by.Within) {
		return domain.Refuse(domain.CodeNotAllowed, "The token reaches events that are out of your own reach.", "id")
	}
	return nil
}

// MaxDescription is the length of a description, in characters.
const MaxDescription = 1000

func update(c Update, s State) (domain.Decision, error) {
	switch {
	case !s.Exists:
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such token.", "id")
	case s.Revoked:
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, "The token was revoked.", "id")
	}
	if err := mayHandle(c.By, s); err != nil {
		return domain.Decision{}, err
	}
	name, description := strings.TrimSpace(c.Name.Or(s.Name)), strings.TrimSpace(c.Description.Or(s.Description))
	var check domain.Checker
	check.Name(name, domain.MaxName, "name")
	check.Prose(description, MaxDescription, "description")
	if err := check.Err(); err != nil || name == s.Name && description == s.Description {
		return domain.Decision{}, err
	}
	return domain.Decision{Events: []events.Event{events.TokenUpdated{ID: s.ID, Name: name, Description: description}}}, nil
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The token exists already.")
	}
	name, description := strings.TrimSpace(c.Name), strings.TrimSpace(c.Description)
	var check domain.Checker
	check.Name(name, domain.MaxName, "name")
	check.Prose(description, MaxDescription, "description")
	checkScopes(&check, c)
	checkReach(&check, "eventStreams", c.Reach.Streams, c.Within.Streams, access.MaxStreamPrefix)
	checkReach(&check, "eventTypes", c.Reach.Types, c.Within.Types, access.MaxTypePrefix)
	check.Invalid(c.ExpiresAt == nil || c.ExpiresAt.After(c.Now), "The token would have ended already.", "expiresAt")
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if c.Digest == "" {
		return domain.Decision{}, errors.New("token: no digest of the secret")
	}
	created := events.TokenCreated{
		ID: c.ID, Name: name, Scopes: distinct(c.Scopes), Digest: c.Digest,
		EventStreams: distinct(c.Reach.Streams), EventTypes: distinct(c.Reach.Types),
		Description: description,
	}
	if c.ExpiresAt != nil {
		created.ExpiresAt = new(c.ExpiresAt.UTC())
	}
	return domain.Decision{Events: []events.Event{created}}, nil
}

// checkScopes: nobody hands out a right that they do not have themselves.
func checkScopes(check *domain.Checker, c Create) {
	if len(c.Scopes) == 0 {
		check.Refuse(domain.CodeRequired, "A token has at least one scope.", "scopes")
	}
	for i, scope := range c.Scopes {
		field := []string{"scopes", strconv.Itoa(i)}
		switch {
		case !access.Known(scope):
			check.Refuse(domain.CodeInvalid, "There is no scope "+strconv.Quote(scope)+".", field...)
		case !slices.Contains(c.Allowed, scope):
			check.Refuse(domain.CodeNotAllowed, "You do not have the scope "+scope+" yourself.", field...)
		}
	}
}

// checkReach: nobody hands out events that are out of their own reach.
func checkReach(check *domain.Checker, field string, prefixes, within []string, longest int) {
	if len(prefixes) > access.MaxPrefixes {
		check.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d entries are allowed.", access.MaxPrefixes), field)
		return
	}
	if len(prefixes) == 0 && len(within) > 0 {
		check.Refuse(domain.CodeNotAllowed, "You are restricted yourself: the token needs a restriction within yours.", field)
	}
	for i, p := range prefixes {
		path := []string{field, strconv.Itoa(i)}
		switch {
		case p == "" || len(p) > longest:
			check.Refuse(domain.CodeInvalid, fmt.Sprintf("An entry has 1 to %d bytes.", longest), path...)
		case !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl):
			check.Refuse(domain.CodeInvalid, "Control characters are not allowed.", path...)
		case strings.HasPrefix(p, "$"):
			check.Refuse(domain.CodeInvalid, "What begins with $ is about the log itself and in reach of no token.", path...)
		case !access.PrefixesWithin([]string{p}, within):
			check.Refuse(domain.CodeNotAllowed, "This is out of your own reach.", path...)
		}
	}
}

// distinct is the sorted list without repeats, nil when there is nothing.
func distinct(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
