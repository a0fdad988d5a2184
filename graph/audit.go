package graph

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/audit"
)

// auditKinds are the identifiers of what the audit tells of.
var auditKinds = map[string]idKind{
	audit.KindLocation:      kindLocation,
	audit.KindNode:          kindNode,
	audit.KindService:       kindService,
	audit.KindSettings:      kindSettings,
	audit.KindAdministrator: kindAdmin,
	audit.KindToken:         kindToken,
	audit.KindWebhook:       kindWebhook,
	audit.KindSignIn:        kindSignIn,
	audit.KindRole:          kindRole,
	audit.KindPolicyProfile: kindPolicyProfile,
	audit.KindRule:          kindRule,
	audit.KindDialout:       kindDialout,
	audit.KindDevice:        kindDevice,
	audit.KindAlarm:         kindAlarm,
	audit.KindConference:    kindConference,
	audit.KindParticipant:   kindParticipant,
	audit.KindCertificate:   kindCertificate,
	audit.KindTheme:         kindTheme,
	audit.KindCloudAccount:  kindCloudAccount,
	audit.KindBurstSchedule: kindBurstSchedule,
}

// auditedKind is the word of the audit for a kind of identifier.
func auditedKind(kind idKind) (string, bool) {
	for word, k := range auditKinds {
		if k == kind {
			return word, true
		}
	}
	return "", false
}

func auditEntity(e audit.Entity) *model.AuditEntity {
	out := &model.AuditEntity{Kind: e.Kind, Name: e.Name}
	if kind, ok := auditKinds[e.Kind]; ok && e.ID != "" {
		id := encodeID(kind, e.ID)
		out.ID = &id
	}
	return out
}

func modelAuditEntry(e audit.Entry) *model.AuditEntry {
	actor := eventActor(e.Actor)
	if actor == nil { // an event that does not say who caused it
		actor = &model.EventActor{Kind: model.EventActorKindSystem}
	}
	return &model.AuditEntry{
		ID: encodeID(kindAudit, e.ID), Position: e.Position, OccurredAt: e.Time,
		Actor: actor, Source: filled(e.Source), Correlation: filled(e.Correlation),
		Entity: auditEntity(e.Entity), Action: model.AuditAction(e.Action),
		EventType: e.EventType, Summary: e.Summary,
		Changes: convert(e.Changes, func(c audit.Change) *model.AuditChange {
			return &model.AuditChange{Path: list(c.Path), Before: c.Before, After: c.After, Secret: c.Secret}
		}),
		Before: e.Before, After: e.After,
	}
}

func auditEdge(cursor string, node *model.AuditEntry) *model.AuditEdge {
	return &model.AuditEdge{Cursor: cursor, Node: node}
}

// The bounds of a filter's texts in bytes, and of its lists.
const (
	maxSearch = 250
	maxKinds  = 50
)

func (r *Resolver) audit(ctx context.Context, first int, after *string, filter *model.AuditFilter, minPosition *events.Position) (*model.AuditConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := audit.Query{First: first, After: cursor}
	if filter != nil {
		if err := auditQuery(&q, filter); err != nil {
			return nil, err
		}
	}
	if err := r.catchUp(ctx, readAudit, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Audit.Entries(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelAuditEntry, auditEdge)
	return &model.AuditConnection{Edges: es, Nodes: ns, PageInfo: info}, nil
}

func auditQuery(q *audit.Query, f *model.AuditFilter) error {
	if id := f.EntityID.Value(); id != nil {
		kind, raw, err := auditedID("filter.entityId", *id)
		if err != nil {
			return err
		}
		q.EntityKind, q.EntityID = kind, raw
	}
	q.Kinds, q.Actor, q.Search = f.EntityKinds.Value(), text(f.Actor.Value()), text(f.Search.Value())
	q.ActorKinds = convert(f.ActorKinds.Value(), func(k model.EventActorKind) events.ActorKind { return events.ActorKind(lower(k)) })
	q.Actions = convert(f.Actions.Value(), func(a model.AuditAction) audit.Action { return audit.Action(a) })
	q.From, q.Until = f.From.Value(), f.Until.Value()
	for name, length := range map[string]int{
		"filter.entityKinds": len(q.Kinds), "filter.actorKinds": len(q.ActorKinds), "filter.actions": len(q.Actions),
	} {
		if length > maxKinds {
			return apierr.BadArgument(name, "at most %d entries are allowed", maxKinds)
		}
	}
	for name, s := range map[string]string{"filter.actor": q.Actor, "filter.search": q.Search} {
		if len(s) > maxSearch {
			return apierr.BadArgument(name, "at most %d bytes are allowed", maxSearch)
		}
	}
	return nil
}

// auditedID reads the identifier of an object of which the audit tells.
func auditedID(argument, id string) (kind, raw string, err error) {
	of, raw, err := decodeID(argument, id)
	if err != nil {
		return "", "", err
	}
	kind, ok := auditedKind(of)
	if !ok {
		return "", "", apierr.BadArgument(argument, "the audit does not tell of the kind %s", of)
	}
	return kind, raw, nil
}

func (r *Resolver) auditEntry(ctx context.Context, raw string) (*model.AuditEntry, error) {
	return found(modelAuditEntry)(r.Audit.Entry(ctx, raw))
}

func (r *Resolver) auditState(ctx context.Context, id string, at time.Time) (*model.AuditState, error) {
	kind, raw, err := auditedID("entityId", id)
	if err != nil {
		return nil, err
	}
	state, err := r.Audit.State(ctx, kind, raw, at)
	if errors.Is(err, projections.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if state.State == nil {
		state.State = json.RawMessage("{}")
	}
	return &model.AuditState{
		Entity: auditEntity(state.Entity), Position: state.Position, At: state.Time, State: state.State,
	}, nil
}
