package references

import (
	"context"
	"maps"
	"slices"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
)

// RoleScopes gives the scopes of roles. One that does not exist is missing in
// the answer.
func (x *Index) RoleScopes(ctx context.Context, roles []string) (map[string][]access.Scope, error) {
	scopes := make(map[string][]access.Scope, len(roles))
	ask := false
	for _, id := range roles {
		if access.BuiltIn(id) {
			scopes[id] = access.RoleScopes(id)
		} else {
			ask = true
		}
	}
	if !ask { // what never changes needs no look at the log
		return scopes, nil
	}
	err := x.with(ctx, func() {
		for _, id := range roles {
			if role, ok := x.roles[id]; ok {
				scopes[id] = role.Scopes
			}
		}
	})
	return scopes, err
}

// RoleUsers names those who have a role.
func (x *Index) RoleUsers(ctx context.Context, role string) ([]string, error) {
	var users []string
	err := x.with(ctx, func() {
		for _, w := range x.writers {
			if w.role == role {
				users = append(users, "administrator "+w.name)
			}
		}
		for _, m := range slices.Concat(x.signIn.OIDC.Mappings, x.signIn.LDAP.Mappings) {
			if m.Role == role {
				users = append(users, "group "+m.Group+" (sign-in)")
			}
		}
	})
	slices.Sort(users)
	return users, err
}

func (x *Index) applyRole(ev events.Event) {
	switch e := ev.(type) {
	case events.RoleCreated:
		x.roles[e.ID] = e.Settings
	case events.RoleUpdated:
		x.roles[e.ID] = e.Settings
	case events.RoleRemoved:
		delete(x.roles, e.ID)
	case events.SignInUpdated:
		x.signIn = e.Settings
	}
}

// RoleName is what people call a role; its id when it does not exist.
func (x *Index) RoleName(ctx context.Context, role string) (string, error) {
	for _, r := range access.BuiltInRoles() {
		if r.ID == role {
			return r.Name, nil
		}
	}
	name := role
	err := x.with(ctx, func() {
		if r, ok := x.roles[role]; ok {
			name = r.Name
		}
	})
	return name, err
}

// Administrators lists the accounts there are.
func (x *Index) Administrators(ctx context.Context) ([]string, error) {
	var ids []string
	err := x.with(ctx, func() { ids = slices.Sorted(maps.Keys(x.writers)) })
	return ids, err
}
