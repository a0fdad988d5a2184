package access

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

// Role is a set of permissions that accounts have.
type Role struct {
	ID        string
	Revision  int64
	CreatedAt time.Time // zero: built in
	BuiltIn   bool
	Settings  events.RoleSettings
	// Bearers is how many accounts have it.
	Bearers int
}

func (a *Access) applyRole(e events.Recorded) []projections.Change {
	switch body := e.Event.(type) {
	case events.RoleCreated:
		a.roles[body.ID] = Role{ID: body.ID, Revision: revision(e), CreatedAt: e.Meta.Time.UTC(), Settings: body.Settings}
		return []projections.Change{{Kind: ChangeRole, ID: body.ID}}
	case events.RoleUpdated:
		r, ok := a.roles[body.ID]
		if !ok {
			return nil
		}
		r.Settings, r.Revision = body.Settings, revision(e)
		a.roles[body.ID] = r
		return []projections.Change{{Kind: ChangeRole, ID: body.ID}}
	case events.RoleRemoved:
		delete(a.roles, body.ID)
		return []projections.Change{{Kind: ChangeRole, ID: body.ID, Removed: true}}
	}
	return nil
}

// role is a role with its bearers; one that does not exist has its identifier
// for a name. a.mu is held.
func (a *Access) role(id string) Role {
	r, ok := a.roles[id]
	if !ok {
		r = Role{ID: id, Settings: events.RoleSettings{Name: id}}
	}
	for _, acc := range a.administrators {
		if acc.Role == id && acc.External == nil {
			r.Bearers++
		}
	}
	return r
}

// Role finds a role, or fails with projections.ErrNotFound.
func (a *Access) Role(_ context.Context, id string) (Role, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if _, ok := a.roles[id]; !ok {
		return Role{}, fmt.Errorf("role %s: %w", id, projections.ErrNotFound)
	}
	return a.role(id), nil
}

// RoleQuery selects a page of roles. What is not set does not count.
type RoleQuery struct {
	First   int
	After   string
	Search  string
	Scope   string
	BuiltIn *bool
	Order   projections.Order
}

// Roles reads a page of roles.
func (a *Access) Roles(_ context.Context, q RoleQuery) (projections.Page[Role], error) {
	a.mu.RLock()
	bearers := map[string]int{}
	for _, acc := range a.administrators {
		if acc.External == nil {
			bearers[acc.Role]++
		}
	}
	all := slices.Collect(maps.Values(a.roles))
	a.mu.RUnlock()
	all = slices.DeleteFunc(all, func(r Role) bool {
		return !contains(q.Search, r.Settings.Name, r.Settings.Description) ||
			q.Scope != "" && !slices.Contains(r.Settings.Scopes, q.Scope) || q.BuiltIn != nil && *q.BuiltIn != r.BuiltIn
	})
	for i := range all {
		all[i].Bearers = bearers[all[i].ID]
	}
	return ordered("roles", all, q.First, q.After, q.Order, func(r Role) (string, time.Time, string) { return r.Settings.Name, r.CreatedAt, r.ID })
}

// RolesByID finds roles. One that does not exist has its identifier for a name.
func (a *Access) RolesByID(_ context.Context, ids []string) ([]Role, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.rolesByID(ids), nil
}

func (a *Access) rolesByID(ids []string) []Role {
	list := make([]Role, 0, len(ids))
	for _, id := range ids {
		list = append(list, a.role(id))
	}
	return list
}
