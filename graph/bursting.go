package graph

import (
	"context"
	"slices"
	"time"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/burstnode"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/nodehistory"
)

// burstingWords turns a Status into that of the schema.
type burstingWords struct {
	*shell.Status
	accounts map[string]string // names
}

func modelBurstingStatus(s *shell.Status) *model.BurstingStatus {
	if s == nil {
		return &model.BurstingStatus{
			Issues: []*model.BurstingIssue{}, PrincipalLocations: []*model.BurstingLocation{}, OverflowLocations: []*model.BurstingLocation{},
			Nodes: []*model.BurstingNode{}, Accounts: []*model.BurstingAccount{},
		}
	}
	w := burstingWords{s, map[string]string{}}
	for _, a := range s.Accounts {
		w.accounts[a.ID] = a.Name
	}
	return &model.BurstingStatus{
		Enabled: s.View.Enabled, ThresholdHd: s.Settings.ThresholdHD, MinLifetimeMinutes: int(s.Settings.MinLifetime / time.Minute),
		Awaiting: filled(s.View.Awaiting), EvaluatedAt: optionalTime(s.View.At), Issues: convert(s.View.Issues, modelBurstingIssue),
		PrincipalLocations: convert(s.View.Principals, w.location), OverflowLocations: convert(s.View.Overflows, w.location),
		Nodes: convert(s.View.Nodes, w.node), Accounts: convert(s.Accounts, w.account),
	}
}

func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}

// subjectKinds are the kinds of identifiers of what an issue is about. Machines
// have the cloud's.
var subjectKinds = map[bursting.SubjectKind]idKind{
	bursting.SubjectAccount: kindCloudAccount, bursting.SubjectLocation: kindLocation,
	bursting.SubjectNode: kindNode, bursting.SubjectSchedule: kindBurstSchedule,
}

func modelBurstingIssue(i bursting.Issue) *model.BurstingIssue {
	out := &model.BurstingIssue{
		Code: string(i.Code), Severity: model.BurstingSeverity(upper(i.Severity)), SubjectKind: string(i.Subject.Kind),
		SubjectName: i.Subject.Name, Text: i.Text, Remedy: i.Remedy, Since: optionalTime(i.Since),
	}
	if kind, known := subjectKinds[i.Subject.Kind]; known {
		out.SubjectID = optionalID(kind, i.Subject.ID)
	} else if i.Subject.ID != "" {
		out.SubjectID = &i.Subject.ID
	}
	return out
}

func (w burstingWords) place(id string) *model.BurstingPlace {
	return &model.BurstingPlace{ID: encodeID(kindLocation, id), Name: w.Locations[id]}
}

func (w burstingWords) location(l bursting.LocationView) *model.BurstingLocation {
	out := &model.BurstingLocation{
		Location: &model.BurstingPlace{ID: encodeID(kindLocation, l.Location), Name: l.Name}, MediaLoadPercent: l.LoadPercent(),
		MaxHd: l.MaxHD, AvailableHd: l.FreeHD, PendingHd: l.PendingHD, ThresholdHd: l.ThresholdHD, State: model.BurstingLevel(upper(l.Level)),
		Overflows: convert(l.Overflows, w.place), Principals: convert(l.Principals, w.place),
		Forecast: convert(w.Forecasts[l.Location], modelPoint), Recent: convert(w.Recent[l.Location], modelPoint),
	}
	if len(out.Overflows) > 0 {
		out.OverflowLocation = out.Overflows[0]
	}
	return out
}

func modelPoint(p shell.Point) *model.BurstingForecastPoint {
	return &model.BurstingForecastPoint{At: p.At.UTC(), AvailableHd: p.FreeHD}
}

func (w burstingWords) node(n bursting.NodeView) *model.BurstingNode {
	out := &model.BurstingNode{
		Node: &model.BurstingPlace{ID: encodeID(kindNode, n.Node), Name: n.Name}, Location: w.place(n.Location),
		State: model.BurstingNodeState(upper(n.State)), StartedAt: optionalTime(n.StartedAt), MaxHd: n.MaxHD,
		MediaLoadPercent: capacity.Load(n.Used, n.Total), Calls: n.Calls, WhyCode: string(n.Why), Why: n.WhyText,
		CanStart: n.CanStart, CannotStart: n.CannotStart, CanStop: n.CanStop, CannotStop: n.CannotStop,
		EarliestStopAt: optionalTime(n.EarliestStop), GiveUpAt: optionalTime(n.GiveUpAt), HoldUntil: optionalTime(n.HoldUntil),
	}
	if n.LastEvent != (events.ID{}) {
		out.LastEventID = n.LastEvent.String()
	}
	if n.Account != "" {
		out.Account = &model.BurstingPlace{ID: encodeID(kindCloudAccount, n.Account), Name: w.accounts[n.Account]}
	}
	if m := n.Machine; m != nil {
		out.Instance = &model.BurstingInstance{ID: m.InstanceID, Name: m.Name, State: m.State, Address: m.Address, PublicAddress: m.PublicAddress, Type: m.Type}
	}
	if amount, currency, ok := w.Cost(n.Account, n.StartedAt, w.View.At); ok && n.State != bursting.NodeStopped && n.State != bursting.NodeFailed {
		out.CostSoFar = &model.BurstingCost{Amount: amount, Currency: currency}
	}
	out.Failure = modelBurstingFailure(n.Failure, n.FailedAt)
	return out
}

func modelBurstingFailure(f *events.BurstFailure, at time.Time) *model.BurstingFailure {
	if f == nil {
		return nil
	}
	return &model.BurstingFailure{Code: f.Code, Permission: f.Permission, Message: f.Message, At: optionalTime(at)}
}

func (w burstingWords) account(a bursting.Account) *model.BurstingAccount {
	out := &model.BurstingAccount{
		Account: &model.BurstingPlace{ID: encodeID(kindCloudAccount, a.ID), Name: a.Name}, Enabled: a.Enabled,
		AnsweredAt: optionalTime(a.AskedAt), Failure: modelBurstingFailure(a.Failure, a.Since),
	}
	for _, m := range a.Machines {
		if m.TagValue == a.TagValue {
			out.Machines++
		}
	}
	return out
}

// lastEvents are the entries that tell what happened last to nodes' machines;
// nil where the history is not there yet, and for whoever may not read it: they
// say who did what.
func (r *Resolver) lastEvents(ctx context.Context, of []*model.BurstingNode) ([]*model.NodeHistoryEntry, error) {
	if !auth.CallFrom(ctx).Principal.Has(access.ScopeHistoryRead) {
		return make([]*model.NodeHistoryEntry, len(of)), nil
	}
	var ids []string
	for _, n := range of {
		if n.LastEventID != "" {
			ids = append(ids, n.LastEventID)
		}
	}
	rows, err := r.Deps.NodeHistory.EntriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(ids, func(id string) bool { _, there := rows[id]; return !there }) {
		awaitsMore(ctx)
	}
	return convert(of, func(n *model.BurstingNode) *model.NodeHistoryEntry { return entryOf(rows, n.LastEventID) }), nil
}

func entryOf(rows map[string]nodehistory.Entry, id string) *model.NodeHistoryEntry {
	row, ok := rows[id]
	if !ok {
		return nil
	}
	return modelEntry(row)
}

// attempt says what is done to a node's machine at a cloud; empty: nothing.
func (r *Resolver) attempt(nodeID string) string {
	status := r.Deps.Bursting.Status()
	if status == nil {
		return ""
	}
	for _, n := range status.View.Nodes {
		if n.Node == nodeID && n.StartedFor != nil {
			return string(n.State)
		}
	}
	return ""
}

func (r *Resolver) startBurstNode(ctx context.Context, in model.BurstNodeStartInput) (*model.BurstNodeStartPayload, error) {
	raw, err := rawID("input.nodeId", kindNode, in.NodeID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readNodeHistory, burstnode.Start{ID: raw, Note: text(in.Note.Value())}, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.BurstNodeStartPayload{NodeID: out.removed(in.NodeID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) stopBurstNode(ctx context.Context, in model.BurstNodeStopInput) (*model.BurstNodeStopPayload, error) {
	raw, err := rawID("input.nodeId", kindNode, in.NodeID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readNodeHistory, burstnode.Stop{ID: raw, Note: text(in.Note.Value())}, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	return &model.BurstNodeStopPayload{NodeID: out.removed(in.NodeID), Position: out.position, UserErrors: out.userErrors}, nil
}
