package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/transport"
	"github.com/parley-video/parley/projections/liveview"
)

// keptFrames bounds the rendered frames that a group keeps, in bytes. The
// newest stays whatever its size; the oldest goes first.
const keptFrames = 8 << 20

// liveGroup renders events for all subscribers of one question.
type liveGroup struct {
	key     string // empty: not shared
	members int    // guarded by liveStreams.mu

	mu     sync.Mutex // one event is rendered at a time; guards what follows
	feed   chan model.LiveViewEvent
	next   graphql.ResponseHandler
	ctx    context.Context
	frames map[liveview.Key][]byte
	order  []liveview.Key
	size   int
}

type feedKey struct{}

// newLiveGroup begins one execution of the operation, which goes on for as long
// as the group lives. It runs for a caller that has the rights of the group
// and is nobody in particular.
func newLiveGroup(exec graphql.GraphExecutor, op *graphql.OperationContext, first auth.Call) (*liveGroup, error) {
	g := &liveGroup{feed: make(chan model.LiveViewEvent, 1), frames: map[liveview.Key][]byte{}}
	ctx := auth.WithCall(context.Background(), auth.Call{
		TraceID: first.TraceID,
		Principal: auth.Principal{
			Kind: first.Principal.Kind, ID: "live-view", Name: "live view", Scopes: first.Principal.Scopes,
		},
	})
	ctx = context.WithValue(graphql.StartOperationTrace(ctx), feedKey{}, (<-chan model.LiveViewEvent)(g.feed))
	own, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: op.RawQuery, OperationName: op.OperationName, Variables: op.Variables,
	})
	if errs != nil {
		return nil, errs
	}
	g.next, g.ctx = exec.DispatchOperation(ctx, own)
	return g, nil
}

// liveFeed is what the resolver of liveView subscribes to.
func liveFeed(ctx context.Context) (<-chan model.LiveViewEvent, error) {
	feed, ok := ctx.Value(feedKey{}).(<-chan model.LiveViewEvent)
	if !ok {
		return nil, errNoFeed
	}
	return feed, nil
}

// render gives the bytes of an event, the same ones to everybody.
func (g *liveGroup) render(e liveview.Event) []byte {
	key := e.Key()
	g.mu.Lock()
	defer g.mu.Unlock()
	if frame, ok := g.frames[key]; ok {
		return frame
	}
	select {
	case <-g.feed: // nobody took the last one: the execution has failed, and says so in every frame
	default:
	}
	g.feed <- modelLive(e) // has room, and is taken out by the line below
	frame := transport.Encode(g.next(g.ctx))
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
