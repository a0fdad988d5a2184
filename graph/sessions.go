package graph

import (
	"context"
	"errors"
	"strings"
	"time"

	accounts "github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/access"
)

// The identifier of a session names its account, too, in whose stream it ends.
const sessionSeparator = "/"

func sessionID(row access.Session) string {
	return encodeID(kindSession, row.AdministratorID+sessionSeparator+row.ID)
}

func sessionEdge(cursor string, node *model.Session) *model.SessionEdge {
	return &model.SessionEdge{Cursor: cursor, Node: node}
}

// sessions lists those that the caller may see: their own, unless they may
// manage access.
func (r *Resolver) sessions(ctx context.Context, first int, after *string, filter *model.SessionFilter, minPosition *events.Position) (*model.SessionConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	caller := auth.CallFrom(ctx).Principal
	q := access.SessionQuery{First: first, After: cursor, Now: r.Now()}
	own := !caller.Has(everybodysSessions)
	if filter != nil {
		if q.Administrator, err = optionalRawID("filter.administratorId", kindAdmin, filter.AdministratorID.Value()); err != nil {
			return nil, err
		}
		own = own || filter.Own.Value() != nil && *filter.Own.Value()
	}
	if own {
		if nobodys := caller.Kind != auth.KindAdministrator || q.Administrator != "" && q.Administrator != caller.ID; nobodys {
			return &model.SessionConnection{Edges: []*model.SessionEdge{}, Nodes: []*model.Session{}, PageInfo: &model.PageInfo{}}, nil
		}
		q.Administrator = caller.ID
	}
	if err := r.catchUp(ctx, readAccess, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Access.Sessions(ctx, q)
	if err != nil {
		return nil, err
	}
	show, err := r.sessionShower(ctx, page.Nodes())
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, show, sessionEdge)
	return &model.SessionConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

// session finds one that has not ended.
func (r *Resolver) session(ctx context.Context, raw string) (*model.Session, error) {
	administratorID, id, _ := strings.Cut(raw, sessionSeparator)
	row, err := r.Access.Session(ctx, administratorID, id)
	if errors.Is(err, projections.ErrNotFound) || err == nil && !row.ValidAt(r.Now()) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	show, err := r.sessionShower(ctx, []access.SessionRow{row})
	if err != nil {
		return nil, err
	}
	return show(row), nil
}

// sessionShower asks what all rows need, once.
func (r *Resolver) sessionShower(ctx context.Context, rows []access.SessionRow) (func(access.SessionRow) *model.Session, error) {
	uses, err := r.Accounts.Uses(ctx, convert(rows, func(s access.SessionRow) string { return accounts.SessionSubject(s.ID) }))
	if err != nil {
		return nil, err
	}
	settings, err := r.Inventory.Settings(ctx)
	if err != nil {
		return nil, err
	}
	idle := time.Duration(settings.SessionIdleTimeout)*time.Minute + accounts.UseInterval
	caller := auth.CallFrom(ctx).Principal
	return func(row access.SessionRow) *model.Session { return r.modelSession(row, uses, idle, caller) }, nil
}

func (r *Resolver) modelSession(row access.SessionRow, uses map[string]accounts.Use, idle time.Duration, caller auth.Principal) *model.Session {
	out := &model.Session{
		ID: sessionID(row.Session), Username: row.Account.Username, Administrator: r.modelAdministrator(row.Account),
		Current:   caller.Kind == auth.KindAdministrator && caller.SessionID == row.ID,
		StartedAt: row.StartedAt, StartedFrom: filled(row.Source), ExpiresAt: row.ExpiresAt,
	}
	if use, ok := uses[accounts.SessionSubject(row.ID)]; ok {
		out.LastActiveAt, out.LastActiveFrom = &use.At, filled(use.Source)
		out.Idle = r.Now().Sub(use.At) >= idle
	}
	return out
}

func (r *Resolver) endSession(ctx context.Context, in model.SessionEndInput) (*model.SessionEndPayload, error) {
	raw, err := rawID("input.id", kindSession, in.ID)
	if err != nil {
		return nil, err
	}
	administratorID, session, _ := strings.Cut(raw, sessionSeparator)
	caller := auth.CallFrom(ctx).Principal
	var by administrator.Rights // not set: one's own
	if caller.Kind != auth.KindAdministrator || caller.ID != administratorID {
		by = rights(ctx)
		if denied := demandScope(caller, everybodysSessions, "ending a session of somebody else"); denied != nil {
			return nil, denied
		}
	}
	receipt, err := r.Accounts.SignOut(ctx, plainEnvelope(ctx), administratorID, session, by)
	if err != nil {
		list, err := userErrors(err)
		return &model.SessionEndPayload{UserErrors: list}, err
	}
	out := r.done(ctx, readAccess, receipt)
	return &model.SessionEndPayload{EndedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}
