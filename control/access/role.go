package access

import (
	"context"
	"fmt"
	"slices"

	scopes "github.com/parley-video/parley/domain/access"
)

// ScopesOf is what the bearer of roles may do now: the scopes of all of them,
// sorted. A role that does not exist, any more or yet, gives nothing. Whoever
// verifies a credential asks every time, so that a change of a role counts at
// once.
func (a *Access) ScopesOf(ctx context.Context, roles []string) ([]scopes.Scope, error) {
	found, err := a.config.Directory.RoleScopes(ctx, roles)
	if err != nil {
		return nil, fmt.Errorf("scopes of roles: %w", err)
	}
	var all []scopes.Scope
	for _, role := range roles {
		for _, s := range found[role] {
			if scopes.Known(s) && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	slices.Sort(all)
	return all, nil
}
