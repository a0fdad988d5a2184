package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/role"
	"github.com/parley-video/parley/events"
)

func roles(x *Executor) noun {
	return &decider[role.Command, role.State]{
		x: x, kind: "role", prefix: "role-", stream: events.RoleStream,
		states: journal.NewStates(x.journal, keptStates, role.Initial, folding(role.Evolve)),
		claims: role.Claims,
		assign: func(cmd role.Command, id string) (role.Command, bool) {
			c, ok := cmd.(role.Create)
			c.ID = id
			return c, ok
		},
		decide: func(ctx context.Context, cmd role.Command, s role.State) (domain.Decision, error) {
			refs, err := x.roleReferences(ctx, cmd, s)
			if err != nil {
				return domain.Decision{}, err
			}
			return role.Decide(cmd, s, refs)
		},
		crosses: func(cmd role.Command) crossing {
			if _, ok := cmd.(role.Remove); ok {
				return excluding
			}
			return alone
		},
	}
}

func (x *Executor) roleReferences(ctx context.Context, cmd role.Command, s role.State) (refs role.References, err error) {
	if _, ok := cmd.(role.Remove); ok && s.Live() {
		if refs.Users, err = x.refs.RoleUsers(ctx, s.ID); err != nil {
			return refs, fmt.Errorf("find users of role %s: %w", s.ID, err)
		}
	}
	return refs, nil
}

func mayEndAWriter(cmd administrator.Command) bool {
	switch cmd.(type) {
	case administrator.Update, administrator.Remove:
		return true
	default:
		return false
	}
}

func (x *Executor) administratorReferences(ctx context.Context, cmd administrator.Command, s administrator.State) (refs administrator.References, err error) {
	if roles := administrator.Refers(cmd, s); len(roles) > 0 {
		if refs.Roles, err = x.refs.RoleScopes(ctx, roles); err != nil {
			return refs, fmt.Errorf("find the roles of administrator %s: %w", s.ID, err)
		}
	}
	if mayEndAWriter(cmd) && s.Writer() {
		if refs.OtherWriters, err = x.refs.OtherWriters(ctx, s.ID); err != nil {
			return refs, fmt.Errorf("count administrators besides %s: %w", s.ID, err)
		}
	}
	return refs, nil
}
