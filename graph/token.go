package graph

import (
	"context"

	accounts "github.com/parley-video/parley/control/access"
	domainaccess "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/access"
)

func (r *Resolver) modelToken(row access.Token, uses map[string]accounts.Use) *model.APIToken {
	out := &model.APIToken{
		ID:          encodeID(kindToken, row.ID),
		Revision:    row.Revision,
		Name:        row.Name,
		Description: row.Description,
		State:       model.APITokenState(row.StateAt(r.Now())),
		Scopes:      list(row.Scopes),
		ExpiresAt:   row.ExpiresAt,
		CreatedAt:   row.CreatedAt,
		Revoked:     row.Revoked,

		EventStreams: list(row.EventStreams),
		EventTypes:   list(row.EventTypes),
	}
	if use, ok := uses[accounts.TokenSubject(row.ID)]; ok {
		out.LastUsedAt, out.LastUsedFrom = &use.At, filled(use.Source)
	}
	return out
}

// list is a list as the schema has it: never null.
func list(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

func tokenEdge(cursor string, node *model.APIToken) *model.APITokenEdge {
	return &model.APITokenEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) tokens(ctx context.Context, first int, after *string, filter *model.APITokenFilter, orderBy *model.APITokenOrder, minPosition *events.Position) (*model.APITokenConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := access.TokenQuery{First: first, After: cursor, Now: r.Now()}
	if filter != nil {
		q.Search = text(filter.Search.Value())
		q.States = convert(filter.States.Value(), func(s model.APITokenState) access.TokenState { return access.TokenState(s) })
	}
	if orderBy != nil {
		q.Order = order(orderBy.Field, orderBy.Direction)
	}
	if err := r.catchUp(ctx, readAccess, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Access.Tokens(ctx, q)
	if err != nil {
		return nil, err
	}
	uses, err := r.Accounts.Uses(ctx, convert(page.Nodes(), func(t access.Token) string { return accounts.TokenSubject(t.ID) }))
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, func(t access.Token) *model.APIToken { return r.modelToken(t, uses) }, tokenEdge)
	return &model.APITokenConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) token(ctx context.Context, raw string) (*model.APIToken, error) {
	uses, err := r.Accounts.Uses(ctx, []string{accounts.TokenSubject(raw)})
	if err != nil {
		return nil, err
	}
	return found(func(t access.Token) *model.APIToken { return r.modelToken(t, uses) })(r.Access.Token(ctx, raw))
}

// reachOf is which events a caller may see.
func reachOf(p auth.Principal) domainaccess.Reach {
	return domainaccess.Reach{Streams: p.EventStreams, Types: p.EventTypes}
}

func (r *Resolver) createToken(ctx context.Context, in model.APITokenCreateInput) (*model.APITokenCreatePayload, error) {
	env, err := envelope(ctx, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	caller := auth.CallFrom(ctx).Principal
	secret, receipt, err := r.Accounts.CreateToken(ctx, accounts.NewToken{
		Envelope: env, Name: in.Name, Description: text(in.Description.Value()), Scopes: in.Scopes,
		Allowed: caller.Scopes, ExpiresAt: in.ExpiresAt.Value(),
		Reach:  domainaccess.Reach{Streams: in.EventStreams.Value(), Types: in.EventTypes.Value()},
		Within: reachOf(caller),
	})
	if err != nil {
		refusals, err := userErrors(err)
		if err != nil {
			return nil, err
		}
		return &model.APITokenCreatePayload{UserErrors: refusals}, nil
	}
	out := r.done(ctx, readAccess, receipt)
	payload := &model.APITokenCreatePayload{
		APIToken: shown(ctx, r, out, r.token), Position: out.position, UserErrors: out.userErrors,
	}
	if secret != "" {
		payload.Secret = &secret
	}
	return payload, nil
}

// tokenCaller is who handles a token. Tokens have a reach, so that of the caller
// counts in place of what rights takes away for its sake.
func tokenCaller(ctx context.Context) token.Caller {
	caller := auth.CallFrom(ctx).Principal
	return token.Caller{Scopes: some(caller.Scopes), Within: reachOf(caller)}
}

func (r *Resolver) revokeToken(ctx context.Context, in model.APITokenRevokeInput) (*model.APITokenRevokePayload, error) {
	raw, err := rawID("input.id", kindToken, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readAccess, token.Revoke{ID: raw, By: tokenCaller(ctx)}, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.APITokenRevokePayload{APIToken: shown(ctx, r, out, r.token), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateToken(ctx context.Context, in model.APITokenUpdateInput) (*model.APITokenUpdatePayload, error) {
	raw, err := rawID("input.id", kindToken, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := token.Update{ID: raw, Name: keep(&c, "name", in.Name), Description: clearable(in.Description), By: tokenCaller(ctx)}
	out, err := r.executeChange(ctx, &c, readAccess, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.APITokenUpdatePayload{APIToken: shown(ctx, r, out, r.token), Position: out.position, UserErrors: out.userErrors}, nil
}
