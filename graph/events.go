package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *Resolver) eventPage(context.Context, int, *string, *model.EventFilter) (*model.EventConnection, error) {
	return nil, errNotWired
}

func (r *Resolver) eventAt(context.Context, events.Position) (*model.Event, error) {
	return nil, errNotWired
}

func (r *Resolver) describeLog(context.Context) (*model.EventLog, error) { return nil, errNotWired }

func eventFeed(context.Context) (<-chan model.EventMessage, error) { return nil, errNotWired }
