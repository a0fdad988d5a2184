package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
)

const (
	// maxGroups bounds the groups of one subscription field that share their
	// rendered frames. Subscribers beyond it are served just as well, each with
	// frames of their own.
	maxGroups = 64
	// keptFrames bounds the rendered frames that a group keeps, in bytes. The
	// newest stays whatever its size; the oldest goes first.
	keptFrames = 8 << 20
)

// groupSet are the groups of one subscription field. K tells messages apart, M
// is the message in the terms of the schema.
type groupSet[K comparable, M any] struct {
	exec graphql.GraphExecutor
	name string // whom the groups' executions run for

	mu     sync.Mutex // guards groups and their members
	groups map[string]*feedGroup[K, M]
}

func newGroupSet[K comparable, M any](exec graphql.GraphExecutor, name string) groupSet[K, M] {
	return groupSet[K, M]{exec: exec, name: name, groups: map[string]*feedGroup[K, M]{}}
}

// join finds or makes a group and counts the new member.
func (s *groupSet[K, M]) join(key string, op *graphql.OperationContext, call auth.Call) (*feedGroup[K, M], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, ok := s.groups[key]; ok {
		g.members++
		return g, nil
	}
	g, err := newFeedGroup[K, M](s.exec, s.name, op, call)
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

func (s *groupSet[K, M]) leave(g *feedGroup[K, M]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g.members--
	if g.members == 0 && g.key != "" {
		delete(s.groups, g.key)
	}
}

// feedGroup renders messages for all subscribers of one question.
type feedGroup[K comparable, M any] struct {
	key     string // empty: not shared
	members int    // guarded by the set's mu

	mu     sync.Mutex // one message is rendered at a time; guards what follows
	feed   chan M
	next   graphql.ResponseHandler
	ctx    context.Context
	frames map[K][]byte
	order  []K
	size   int
}

type feedKey[M any] struct{}

// newFeedGroup begins one execution of the operation, which goes on for as long
// as the group lives. It runs for a caller that has the rights of the group
// and is nobody in particular.
func newFeedGroup[K comparable, M any](exec graphql.GraphExecutor, name string, op *graphql.OperationContext, first auth.Call) (*feedGroup[K, M], error) {
	g := &feedGroup[K, M]{feed: make(chan M, 1), frames: map[K][]byte{}}
	nobody := first.Principal
	nobody.ID, nobody.Name, nobody.SessionID = name, name, ""
	ctx := auth.WithCall(context.Background(), auth.Call{TraceID: first.TraceID, Principal: nobody})
	ctx = context.WithValue(graphql.StartOperationTrace(ctx), feedKey[M]{}, (<-chan M)(g.feed))
	own, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: op.RawQuery, OperationName: op.OperationName, Variables: op.Variables,
	})
	if errs != nil {
		return nil, errs
	}
	g.next, g.ctx = exec.DispatchOperation(ctx, own)
	return g, nil
}

// errNoFeed says that somebody executed a subscription past the streams.
var errNoFeed = errors.New("the subscription was not opened as a shared stream")

// feedOf is what the resolver of a subscription subscribes to.
func feedOf[M any](ctx context.Context) (<-chan M, error) {
	feed, ok := ctx.Value(feedKey[M]{}).(<-chan M)
	if !ok {
		return nil, errNoFeed
	}
	return feed, nil
}

// render gives the bytes of a message, the same ones to everybody.
func (g *feedGroup[K, M]) render(key K, message func() M) []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	if frame, ok := g.frames[key]; ok {
		return frame
	}
	frame := g.execute(message())
	if g.key == "" {
		return frame // its one member will not ask for it again
	}
	g.frames[key] = frame
	g.order = append(g.order, key)
	g.size += len(frame)
	for g.size > keptFrames && len(g.order) > 1 {
		g.size -= len(g.frames[g.order[0]])
		delete(g.frames, g.order[0])
		g.order = g.order[1:]
	}
	return frame
}

// renderOnce is render for a message that nobody else will ask for.
func (g *feedGroup[K, M]) renderOnce(message M) []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.execute(message)
}

// forget drops what was rendered.
func (g *feedGroup[K, M]) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.frames)
	g.order, g.size = nil, 0
}

func (g *feedGroup[K, M]) execute(message M) []byte {
	select {
	case <-g.feed: // nobody took the last one: the execution has failed, and says so in every frame
	default:
	}
	g.feed <- message // has room, and is taken out by the line below
	return transport.Encode(g.next(g.ctx))
}

// subscribedField finds the one root field of a subscription when it has this
// name.
func subscribedField(op *graphql.OperationContext, name string) *graphql.CollectedField {
	return onlyField(op, ast.Subscription, name)
}

// onlyField finds the one root field of an operation when it has this name.
func onlyField(op *graphql.OperationContext, kind ast.Operation, name string) *graphql.CollectedField {
	if op.Operation.Operation != kind {
		return nil
	}
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{rootType(op)})
	if len(fields) != 1 || fields[0].Name != name {
		return nil
	}
	return &fields[0]
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

// streamsOf asks several sorts of streams in turn.
type streamsOf []transport.Streams

var _ transport.Streams = streamsOf{}

// Open implements transport.Streams.
func (all streamsOf) Open(ctx context.Context, op *graphql.OperationContext, resume string) (transport.Stream, error) {
	for _, s := range all {
		if stream, err := s.Open(ctx, op, resume); stream != nil || err != nil {
			return stream, err
		}
	}
	return nil, nil
}
