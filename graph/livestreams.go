package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
	"github.com/parley-video/parley/projections/liveview"
)

// maxGroups bounds the groups that share their rendered frames. Subscribers
// beyond it are served just as well, each with frames of their own.
const maxGroups = 64

// liveStreams serves the liveView subscription. Subscribers that ask the same
// question with the same rights form a group, in which every event is rendered
// once; each subscriber keeps its own place in the read model, which decides
// about resuming and about readers that fall behind.
type liveStreams struct {
	exec graphql.GraphExecutor
	view LiveView

	mu     sync.Mutex // guards groups and their members
	groups map[string]*liveGroup
}

var _ transport.Streams = (*liveStreams)(nil)

func newLiveStreams(exec graphql.GraphExecutor, deps Deps) *liveStreams {
	return &liveStreams{exec: exec, view: deps.LiveView, groups: map[string]*liveGroup{}}
}

// Open implements transport.Streams.
func (s *liveStreams) Open(ctx context.Context, op *graphql.OperationContext, resume string) (transport.Stream, error) {
	field := liveField(op)
	if field == nil {
		return nil, nil
	}
	args := field.ArgumentMap(op.Variables)
	after, err := livePosition(args["after"], resume)
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

// liveField finds the one root field of a liveView subscription.
func liveField(op *graphql.OperationContext) *graphql.CollectedField {
	if op.Operation.Operation != ast.Subscription {
		return nil
	}
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})
	if len(fields) != 1 || fields[0].Name != "liveView" {
		return nil
	}
	return &fields[0]
}

// livePosition is where a subscriber goes on. A frame id that a browser sends
// back is newer than the argument of the first request.
func livePosition(argument any, resume string) (*events.Position, error) {
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

// groupKey tells questions apart: document, operation, variables without the
// one that says where to go on, and what the caller may see.
func groupKey(op *graphql.OperationContext, field *graphql.CollectedField, caller auth.Principal) string {
	variables := make(map[string]any, len(op.Variables))
	for name, value := range op.Variables {
		variables[name] = value
	}
	if after := field.Arguments.ForName("after"); after != nil && after.Value.Kind == ast.Variable {
		delete(variables, after.Value.Raw)
	}
	canonical, err := json.Marshal(variables) // keys are sorted
	if err != nil {
		canonical = fmt.Appendf(nil, "%v", variables)
	}
	return hashOf(op.RawQuery) + "\n" + op.OperationName + "\n" + string(canonical) + "\n" + caller.VisibilityClass()
}

// join finds or makes a group and counts the new member.
func (s *liveStreams) join(key string, op *graphql.OperationContext, call auth.Call) (*liveGroup, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, ok := s.groups[key]; ok {
		g.members++
		return g, nil
	}
	g, err := newLiveGroup(s.exec, op, call)
	if err != nil {
		return nil, err
	}
	g.members = 1
	if len(s.groups) < maxGroups {
		g.key = key
		s.groups[key] = g
	}
	return g, nil
}

func (s *liveStreams) leave(g *liveGroup) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g.members--
	if g.members == 0 && g.key != "" {
		delete(s.groups, g.key)
	}
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
	return transport.Frame{Payload: s.group.render(event), ID: livePlace(event).String()}, nil
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

// errNoFeed says that somebody executed liveView past the streams.
var errNoFeed = errors.New("liveView was not opened as a shared stream")
