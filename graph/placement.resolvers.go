package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) ConfigurationWarnings(ctx context.Context, subjectID *string, minPosition *events.Position) ([]*model.ConfigurationWarning, error) {
	return r.configurationWarnings(ctx, subjectID, minPosition)
}

func (r *queryResolver) ExplainPlacement(ctx context.Context, input model.ExplainPlacementInput) (*model.PlacementExplanation, error) {
	return r.explainPlacement(ctx, input)
}
