package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Alarms(ctx context.Context, first int, after *string, filter *model.AlarmFilter, minPosition *events.Position) (*model.AlarmConnection, error) {
	return r.alarms(ctx, first, after, filter, minPosition)
}

func (r *queryResolver) Alarm(ctx context.Context, id string, minPosition *events.Position) (*model.Alarm, error) {
	return one(ctx, r.Resolver, readAlarms, kindAlarm, id, minPosition, r.alarm)
}

func (r *queryResolver) AlarmCounts(ctx context.Context, minPosition *events.Position) (*model.AlarmCounts, error) {
	return r.alarmCounts(ctx, minPosition)
}

func (r *mutationResolver) AlarmAcknowledge(ctx context.Context, input model.AlarmAcknowledgeInput) (*model.AlarmAcknowledgePayload, error) {
	return r.acknowledgeAlarm(ctx, input)
}

func (r *subscriptionResolver) Alarms(ctx context.Context, _ *events.Position) (<-chan *model.AlarmsMessage, error) {
	return feedOf[*model.AlarmsMessage](ctx)
}
