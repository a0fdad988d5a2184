package graph

import (
	"context"
	"slices"
	"time"

	"github.com/parley-video/parley/domain"
	domainaccess "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/access"
)

func modelAdministrator(row access.Administrator, now time.Time) *model.Administrator {
	out := &model.Administrator{
		ID:           encodeID(kindAdmin, row.ID),
		Revision:     row.Revision,
		Username:     row.Username,
		DisplayName:  row.DisplayName,
		Role:         builtInRole(row.Role),
		AssignedRole: modelRole(row.Assigned),
		Enabled:      row.Enabled,
		CreatedAt:    row.CreatedAt,
		LastSignInAt: row.LastSignInAt,
		External:     modelExternal(row.External),
	}
	if l := row.Lock; l != nil && now.Before(l.Until) {
		out.Lock = &model.AdministratorLock{Since: l.Since, Until: l.Until, Attempts: l.Attempts, Source: filled(l.Source)}
	}
	return out
}

// modelAdministrator shows an account as it is now.
func (r *Resolver) modelAdministrator(row access.Administrator) *model.Administrator {
	return modelAdministrator(row, r.Now())
}

func builtInRole(role string) model.AdministratorRole {
	if !domainaccess.BuiltIn(role) {
		return model.AdministratorRoleCustom
	}
	return model.AdministratorRole(upper(role))
}

// rights are those that a caller may hand on.
func rights(ctx context.Context) administrator.Rights {
	caller := auth.CallFrom(ctx).Principal
	scopes := caller.Scopes
	if !reachOf(caller).IsAll() {
		// Accounts have no reach: who may see some events only must not come to
		// all of them by an account, which could copy the log, too.
		scopes = slices.DeleteFunc(slices.Clone(scopes), func(s string) bool {
			return s == domainaccess.ScopeEventsRead || s == domainaccess.ScopeEventsWrite || s == domainaccess.ScopeSystemWrite
		})
	}
	return some(scopes)
}

func administratorEdge(cursor string, node *model.Administrator) *model.AdministratorEdge {
	return &model.AdministratorEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) administrators(ctx context.Context, first int, after *string, filter *model.AdministratorFilter, orderBy *model.AdministratorOrder, minPosition *events.Position) (*model.AdministratorConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := access.AdministratorQuery{First: first, After: cursor}
	if filter != nil {
		q.Search, q.Enabled = text(filter.Search.Value()), filter.Enabled.Value()
		if q.Role, err = optionalRawID("filter.roleId", kindRole, filter.RoleID.Value()); err != nil {
			return nil, err
		}
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readAccess, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Access.Administrators(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, r.modelAdministrator, administratorEdge)
	return &model.AdministratorConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) administrator(ctx context.Context, raw string) (*model.Administrator, error) {
	return found(r.modelAdministrator)(r.Access.Administrator(ctx, raw))
}

func (r *Resolver) createAdministrator(ctx context.Context, in model.AdministratorCreateInput) (*model.AdministratorCreatePayload, error) {
	role, err := chosenRole(given(in.Role), given(in.RoleID))
	if err != nil {
		return nil, err
	}
	cmd := administrator.Create{
		Username:    in.Username,
		DisplayName: text(in.DisplayName.Value()),
		Role:        role,
		Password:    domain.Plaintext(in.Password),
		By:          rights(ctx),
	}
	out, err := r.execute(ctx, readAccess, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.administrator)
	return &model.AdministratorCreatePayload{
		Administrator: row, Position: out.position, UserErrors: roleErrors(out.userErrors, in.RoleID.IsSet()),
	}, nil
}

func (r *Resolver) updateAdministrator(ctx context.Context, in model.AdministratorUpdateInput) (*model.AdministratorUpdatePayload, error) {
	raw, err := rawID("input.id", kindAdmin, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	role, err := chosenRole(keep(&c, "role", in.Role), keep(&c, "roleId", in.RoleID))
	if err != nil {
		return nil, err
	}
	cmd := administrator.Update{
		ID:          raw,
		DisplayName: clearable(in.DisplayName),
		Role:        role,
		Enabled:     keep(&c, "enabled", in.Enabled),
		By:          rights(ctx),
	}
	out, err := r.executeChange(ctx, &c, readAccess, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.administrator)
	return &model.AdministratorUpdatePayload{
		Administrator: row, Position: out.position, UserErrors: roleErrors(out.userErrors, in.RoleID.IsSet()),
	}, nil
}

func (r *Resolver) setPassword(ctx context.Context, in model.AdministratorSetPasswordInput) (*model.AdministratorSetPasswordPayload, error) {
	raw, err := rawID("input.id", kindAdmin, in.ID)
	if err != nil {
		return nil, err
	}
	cmd := administrator.SetPassword{ID: raw, Password: domain.Plaintext(in.Password), By: rights(ctx)}
	out, err := r.execute(ctx, readAccess, cmd, noKey, noRevision)
	if err != nil {
		return nil, err
	}
	if out.position != nil {
		r.signInAgain(ctx, raw, in.Password)
	}
	row := shown(ctx, r, out, r.administrator)
	return &model.AdministratorSetPasswordPayload{Administrator: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) unlock(ctx context.Context, in model.AdministratorUnlockInput) (*model.AdministratorUnlockPayload, error) {
	raw, err := rawID("input.id", kindAdmin, in.ID)
	if err != nil {
		return nil, err
	}
	receipt, err := r.Accounts.Unlock(ctx, plainEnvelope(ctx), raw, rights(ctx))
	if err != nil {
		list, err := userErrors(err)
		return &model.AdministratorUnlockPayload{UserErrors: list}, err
	}
	out := r.done(ctx, readAccess, receipt)
	row := shown(ctx, r, out, r.administrator)
	return &model.AdministratorUnlockPayload{Administrator: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeAdministrator(ctx context.Context, in model.AdministratorRemoveInput) (*model.AdministratorRemovePayload, error) {
	raw, err := rawID("input.id", kindAdmin, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readAccess, administrator.Remove{ID: raw, By: rights(ctx)}, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.AdministratorRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
