package graph

import (
	"context"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Audit(ctx context.Context, first int, after *string, filter *model.AuditFilter, minPosition *events.Position) (*model.AuditConnection, error) {
	return r.audit(ctx, first, after, filter, minPosition)
}

func (r *queryResolver) AuditState(ctx context.Context, entityID string, at time.Time) (*model.AuditState, error) {
	return r.auditState(ctx, entityID, at)
}
