package graph

import (
	"context"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *Resolver) audit(context.Context, int, *string, *model.AuditFilter, *events.Position) (*model.AuditConnection, error) {
	return nil, errNotWired
}

func (r *Resolver) auditState(context.Context, string, time.Time) (*model.AuditState, error) {
	return nil, errNotWired
}

func (r *Resolver) auditEntry(context.Context, string) (*model.AuditEntry, error) {
	return nil, errNotWired
}
