package token

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Create:
		return create(c, s)
	case Revoke:
		if !s.Exists {
			return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such token.", "id")
		}
		if s.Revoked {
			return domain.Decision{}, nil
		}
		return domain.Decision{Events: []events.Event{events.TokenRevoked{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("token: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The token exists already.")
	}
	name := strings.TrimSpace(c.Name)
	var check domain.Checker
	check.Name(name, domain.MaxName, "name")
	checkScopes(&check, c)
	check.Invalid(c.ExpiresAt == nil || c.ExpiresAt.After(c.Now), "The token would have ended already.", "expiresAt")
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if c.Digest == "" {
		return domain.Decision{}, errors.New("token: no digest of the secret")
	}
	scopes := slices.Compact(slices.Sorted(slices.Values(c.Scopes)))
	created := events.TokenCreated{ID: c.ID, Name: name, Scopes: scopes, Digest: c.Digest}
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
