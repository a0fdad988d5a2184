package graph

import (
	"context"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/transport"
)

// The pace of the burstingStatus subscription: not more often, and not less.
const (
	burstingPace    = time.Second
	burstingSilence = 15 * time.Second
)

// burstingStreams serves the burstingStatus subscription. A subscriber has no
// queue: when it is ready for more it gets the present status, so a slow one
// misses what was in between.
type burstingStreams struct {
	groupSet[*shell.Status, *model.BurstingStatus]
	deps Deps
}

var _ transport.Streams = (*burstingStreams)(nil)

func newBurstingStreams(exec graphql.GraphExecutor, deps Deps) *burstingStreams {
	return &burstingStreams{groupSet: newGroupSet[*shell.Status, *model.BurstingStatus](exec, "bursting"), deps: deps}
}

// Open implements transport.Streams.
func (s *burstingStreams) Open(ctx context.Context, op *graphql.OperationContext, _ string) (transport.Stream, error) {
	field := subscribedField(op, "burstingStatus")
	if field == nil {
		return nil, nil
	}
	call := auth.CallFrom(ctx)
	group, err := s.join(groupKey(op, field, call.Principal), op, call)
	if err != nil {
		return nil, err
	}
	return &burstingStream{streams: s, group: group}, nil
}

// burstingStream is one subscriber.
type burstingStream struct {
	streams *burstingStreams
	group   *feedGroup[*shell.Status, *model.BurstingStatus]
	begun   bool
	sent    *shell.Status
	at      time.Time
}

// Next implements transport.Stream.
func (s *burstingStream) Next(ctx context.Context) (transport.Frame, error) {
	source := s.streams.deps.Bursting
	if s.begun {
		silence := time.NewTimer(burstingSilence)
		defer silence.Stop()
		pace := time.NewTimer(max(burstingPace-time.Since(s.at), 0))
		defer pace.Stop()
		select {
		case <-ctx.Done():
			return transport.Frame{}, ended(ctx)
		case <-pace.C:
		}
		changed := source.Changed() // before looking, so that no change is missed
		if source.Status() == s.sent {
			select {
			case <-ctx.Done():
				return transport.Frame{}, ended(ctx)
			case <-changed:
			case <-silence.C:
			}
		}
	}
	status := source.Status()
	s.begun, s.sent, s.at = true, status, time.Now()
	message := func() *model.BurstingStatus { return modelBurstingStatus(status) }
	return transport.Frame{Payload: s.group.render(status, message)}, nil
}

func ended(ctx context.Context) error { return fmt.Errorf("bursting: %w", ctx.Err()) }

// Close implements transport.Stream.
func (s *burstingStream) Close() { s.streams.leave(s.group) }
