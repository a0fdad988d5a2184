package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/transport"
	"github.com/parley-video/parley/projections/liveview"
)

// liveGroup renders Live View for all subscribers of one question.
type liveGroup = feedGroup[liveview.Key, model.LiveViewEvent]

// liveStreams serves the liveView subscription. Subscribers that ask the same
// question with the same rights form a group, in which every event is rendered
// once; each subscriber keeps its own place in the read model, which decides
// about resuming and about readers that fall behind.
type liveStreams struct {
	groupSet[liveview.Key, model.LiveViewEvent]
	view LiveView
}

var _ transport.Streams = (*liveStreams)(nil)

func newLiveStreams(exec graphql.GraphExecutor, deps Deps) *liveStreams {
	return &liveStreams{groupSet: newGroupSet[liveview.Key, model.LiveViewEvent](exec, "live view"), view: deps.LiveView}
}

// Open implements transport.Streams.
func (s *liveStreams) Open(ctx context.Context, op *graphql.OperationContext, resume string) (transport.Stream, error) {
	field := subscribedField(op, "liveView")
	if field == nil {
		return nil, nil
	}
	args := field.ArgumentMap(op.Variables)
	after, err := resumePosition(args["after"], resume)
	if err != nil {
		return nil, err
	}
	group, err := s.join(groupKey(op, field, auth.CallFrom(ctx).Principal), op, auth.CallFrom(ctx))
	if err != nil {
		return nil, err
	}
	pace, _ := args["pace"].(string)
	return &liveStream{streams: s, group: group, sub: s.view.Subscribe(after, liveview.Pace(pace))}, nil
}

// resumePosition is where a subscriber goes on. A frame id that a browser sends
// back is newer than the argument of the first request.
func resumePosition(argument any, resume string) (*events.Position, error) {
	name, value := "after", argument
	if resume != "" {
		name, value = "Last-Event-ID", resume
	}
	if value == nil {
		return nil, nil
	}
	text, ok := value.(string)
	if !ok {
		return nil, apierr.BadArgument(name, "a Position is decimal text")
	}
	position, err := events.ParsePosition(text)
	if err != nil {
		return nil, apierr.BadArgument(name, "this is not a Position")
	}
	return &position, nil
}

// liveStream is one subscriber.
type liveStream struct {
	streams *liveStreams
	group   *liveGroup
	sub     *liveview.Subscription
}

// Next implements transport.Stream.
func (s *liveStream) Next(ctx context.Context) (transport.Frame, error) {
	event, err := s.sub.Next(ctx)
	if err != nil {
		return transport.Frame{}, err
	}
	frame := s.group.render(event.Key(), func() model.LiveViewEvent { return modelLive(event) })
	return transport.Frame{Payload: frame, ID: livePlace(event).String()}, nil
}

// Close implements transport.Stream.
func (s *liveStream) Close() { s.streams.leave(s.group) }

func livePlace(e liveview.Event) events.Position {
	switch e := e.(type) {
	case *liveview.Snapshot:
		return e.Position
	case *liveview.Delta:
		return e.Position
	case *liveview.Bookmark:
		return e.Position
	default:
		return 0
	}
}
