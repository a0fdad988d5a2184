package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	domainaccess "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/role"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/access"
)

// BuiltInRoles are the rows of the roles that are always there.
func BuiltInRoles() []access.Role {
	return convert(domainaccess.BuiltInRoles(), func(r domainaccess.Role) access.Role {
		return access.Role{ID: r.ID, BuiltIn: true, Settings: events.RoleSettings{Name: r.Name, Description: r.Description, Scopes: r.Scopes}}
	})
}

func modelRole(row access.Role) *model.Role {
	out := &model.Role{
		ID: encodeID(kindRole, row.ID), Revision: row.Revision, Name: row.Settings.Name, Description: row.Settings.Description,
		Scopes: list(row.Settings.Scopes), BuiltIn: row.BuiltIn, AdministratorCount: row.Bearers,
	}
	if !row.CreatedAt.IsZero() {
		out.CreatedAt = &row.CreatedAt
	}
	return out
}

func roleEdge(cursor string, node *model.Role) *model.RoleEdge {
	return &model.RoleEdge{Cursor: cursor, Node: node}
}

func permissionList() []*model.Permission {
	return convert(domainaccess.Permissions(), func(p domainaccess.Permission) *model.Permission {
		return &model.Permission{Scope: p.Scope, Group: p.Group, Name: p.Name, Description: p.Description}
	})
}

func (r *Resolver) roles(ctx context.Context, first int, after *string, filter *model.RoleFilter, orderBy *model.RoleOrder, minPosition *events.Position) (*model.RoleConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := access.RoleQuery{First: first, After: cursor}
	if filter != nil {
		q.Search, q.Scope, q.BuiltIn = text(filter.Search.Value()), text(filter.Scope.Value()), filter.BuiltIn.Value()
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readAccess, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Access.Roles(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelRole, roleEdge)
	return &model.RoleConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) role(ctx context.Context, raw string) (*model.Role, error) {
	return found(modelRole)(r.Access.Role(ctx, raw))
}

func (r *Resolver) createRole(ctx context.Context, in model.RoleCreateInput) (*model.RoleCreatePayload, error) {
	cmd := role.Create{By: rights(ctx), Patch: role.Patch{
		Name: some(in.Name), Description: given(in.Description), Scopes: some(in.Scopes),
	}}
	out, err := r.execute(ctx, readAccess, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.RoleCreatePayload{Role: shown(ctx, r, out, r.role), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateRole(ctx context.Context, in model.RoleUpdateInput) (*model.RoleUpdatePayload, error) {
	raw, err := rawID("input.id", kindRole, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := role.Update{ID: raw, By: rights(ctx), Patch: role.Patch{
		Name:        keep(&c, "name", in.Name),
		Description: clearable(in.Description),
	}}
	if scopes, set := in.Scopes.ValueOK(); set {
		cmd.Scopes = some(scopes) // null is an empty list, which is refused
	}
	out, err := r.executeChange(ctx, &c, readAccess, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.RoleUpdatePayload{Role: shown(ctx, r, out, r.role), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeRole(ctx context.Context, in model.RoleRemoveInput) (*model.RoleRemovePayload, error) {
	raw, err := rawID("input.id", kindRole, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readAccess, role.Remove{ID: raw, By: rights(ctx)}, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.RoleRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

// chosenRole is the role that an input names, either way.
func chosenRole(role domain.Opt[model.AdministratorRole], id domain.Opt[string]) (domain.Opt[string], error) {
	switch {
	case role.Set && id.Set:
		return domain.Opt[string]{}, apierr.BadArgument("input.roleId", "give role or roleId, not both")
	case id.Set:
		raw, err := rawID("input.roleId", kindRole, id.Value)
		return some(raw), err
	case role.Set && role.Value == model.AdministratorRoleCustom:
		return domain.Opt[string]{}, apierr.BadArgument("input.role", "give the role as roleId")
	default:
		return mapped(role, lower[model.AdministratorRole]), nil
	}
}

// roleErrors names the field that the caller used.
func roleErrors(list []*model.UserError, byID bool) []*model.UserError {
	for _, e := range list {
		if byID && len(e.Field) == 1 && e.Field[0] == "role" {
			e.Field = []string{"roleId"}
		}
	}
	return list
}
