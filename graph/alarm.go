package graph

import (
	"context"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/alarms"
)

// alarmSubjects are the subjects that are objects of the API.
var alarmSubjects = map[string]idKind{
	alarm.SubjectNode: kindNode, alarm.SubjectWebhook: kindWebhook,
	alarm.SubjectCertificate: kindCertificate, alarm.SubjectAdministrator: kindAdmin,
	alarm.SubjectLocation: kindLocation, alarm.SubjectCloudAccount: kindCloudAccount, alarm.SubjectBurstSchedule: kindBurstSchedule,
}

func modelAlarm(row alarms.Alarm) *model.Alarm {
	a := &model.Alarm{
		ID: encodeID(kindAlarm, row.ID), Kind: model.AlarmKind(upper(row.Kind)), Level: model.AlarmLevel(upper(row.Level)),
		Subject: &model.AlarmSubject{Kind: model.AlarmSubjectKind(upper(row.Subject.Kind)), Name: row.Subject.Name},
		Details: row.Details, Active: row.Active, Since: row.Since, RaisedAt: row.RaisedAt, Position: row.Position,
		LoweredAt: row.LoweredAt, LoweredReason: filled(row.LoweredReason), AcknowledgedAt: row.AcknowledgedAt,
		Numbers: convert(row.Numbers, func(n events.AlarmNumber) *model.AlarmNumber {
			return &model.AlarmNumber{Name: n.Name, Value: n.Value}
		}),
	}
	if kind, ok := alarmSubjects[row.Subject.Kind]; ok {
		id := encodeID(kind, row.Subject.ID)
		a.Subject.ID = &id
	}
	if row.AcknowledgedAt != nil {
		by := row.AcknowledgedBy.Name
		if by == "" {
			by = row.AcknowledgedBy.ID
		}
		a.AcknowledgedBy, a.Note = &by, filled(row.Note)
	}
	return a
}

func alarmEdge(cursor string, node *model.Alarm) *model.AlarmEdge {
	return &model.AlarmEdge{Cursor: cursor, Node: node}
}

func modelAlarmCounts(c alarms.Counts) *model.AlarmCounts {
	return &model.AlarmCounts{Error: c.Error, Warning: c.Warning, Info: c.Info, Unacknowledged: c.Unacknowledged}
}

func (r *Resolver) alarms(ctx context.Context, first int, after *string, filter *model.AlarmFilter, minPosition *events.Position) (*model.AlarmConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := alarms.Query{First: first, After: cursor}
	if filter != nil {
		q.Active, q.Acknowledged = filter.Active.Value(), filter.Acknowledged.Value()
		for _, level := range filter.Level.Value() {
			q.Levels = append(q.Levels, events.AlarmLevel(lower(level)))
		}
		for _, kind := range filter.Kind.Value() {
			q.Kinds = append(q.Kinds, events.AlarmKind(lower(kind)))
		}
		if err := alarmsAbout(&q, filter.SubjectID.Value()); err != nil {
			return nil, err
		}
	}
	if err := r.catchUp(ctx, readAlarms, minPosition); err != nil {
		return nil, err
	}
	page, err := r.Deps.Alarms.Alarms(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, modelAlarm, alarmEdge)
	return &model.AlarmConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

// alarmsAbout selects the alarms about an object of any kind; of some kinds
// there are none.
func alarmsAbout(q *alarms.Query, id *string) error {
	if id == nil || *id == "" {
		return nil
	}
	kind, raw, err := decodeID("filter.subjectId", *id)
	if err != nil {
		return err
	}
	q.SubjectID, q.SubjectKind = raw, string(kind)
	for subject, of := range alarmSubjects {
		if of == kind {
			q.SubjectKind = subject
		}
	}
	return nil
}

func (r *Resolver) alarm(ctx context.Context, raw string) (*model.Alarm, error) {
	return found(modelAlarm)(r.Deps.Alarms.Alarm(ctx, raw))
}

func (r *Resolver) alarmCounts(ctx context.Context, minPosition *events.Position) (*model.AlarmCounts, error) {
	if err := r.catchUp(ctx, readAlarms, minPosition); err != nil {
		return nil, err
	}
	counts, err := r.Deps.Alarms.Counts(ctx)
	if err != nil {
		return nil, err
	}
	return modelAlarmCounts(counts), nil
}

func (r *Resolver) acknowledgeAlarm(ctx context.Context, in model.AlarmAcknowledgeInput) (*model.AlarmAcknowledgePayload, error) {
	raw, err := rawID("input.id", kindAlarm, in.ID)
	if err != nil {
		return nil, err
	}
	id, raised, ok := alarms.ParseID(raw)
	var out outcome
	if ok {
		out, err = r.execute(ctx, readAlarms, alarm.Acknowledge{ID: id, Raised: raised, Note: text(in.Note.Value())}, in.IdempotencyKey, noRevision)
	} else {
		out, err = refused(domain.Refuse(domain.CodeNotFound, "There is no such alarm.", "id"))
	}
	if err != nil {
		return nil, err
	}
	out.id = raw // the command's is of the alarm whenever it was raised
	return &model.AlarmAcknowledgePayload{Alarm: shown(ctx, r, out, r.alarm), Position: out.position, UserErrors: out.userErrors}, nil
}
