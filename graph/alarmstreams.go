package graph

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/transport"
	"github.com/parley-video/parley/projections/alarms"
)

// alarmStreams serves the alarms subscription. The log says when something has
// changed, the read model what: alarms are sent whole, as they are by then.
type alarmStreams struct {
	groupSet[events.Position, *model.AlarmsMessage]
	deps Deps
}

var _ transport.Streams = (*alarmStreams)(nil)

func newAlarmStreams(exec graphql.GraphExecutor, deps Deps) *alarmStreams {
	return &alarmStreams{groupSet: newGroupSet[events.Position, *model.AlarmsMessage](exec, "alarms"), deps: deps}
}

// Open implements transport.Streams.
func (s *alarmStreams) Open(ctx context.Context, op *graphql.OperationContext, resume string) (transport.Stream, error) {
	field := subscribedField(op, "alarms")
	if field == nil {
		return nil, nil
	}
	call := auth.CallFrom(ctx)
	after, err := resumePosition(field.ArgumentMap(op.Variables)["after"], resume)
	if err != nil {
		return nil, err
	}
	opening, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	end, err := s.deps.LogEnd.End(opening)
	if err != nil {
		return nil, fmt.Errorf("find the end of the log: %w", err)
	}
	if after != nil && *after > end {
		return nil, apierr.New(apierr.BookmarkBeyondEnd, "the log ends before %s: the bookmark belongs to another log, or the log was put back", *after)
	}
	sub, err := s.deps.EventStore.Subscribe(opening, end, store.Filter{TypePrefixes: []string{"alarm."}})
	if err != nil {
		return nil, fmt.Errorf("subscribe to alarms after %s: %w", end, err)
	}
	group, err := s.join(groupKey(op, field, call.Principal), op, call)
	if err != nil {
		return nil, errors.Join(err, sub.Close())
	}
	return &alarmStream{streams: s, group: group, sub: sub, after: after, at: end}, nil
}

// alarmStream is one subscriber.
type alarmStream struct {
	streams *alarmStreams
	group   *feedGroup[events.Position, *model.AlarmsMessage]
	sub     store.Subscription
	after   *events.Position // where the caller stands; nil: nowhere
	at      events.Position  // everything up to here was sent, once begun
	begun   bool
	counts  *model.AlarmCounts // as sent last
}

// Next implements transport.Stream.
func (s *alarmStream) Next(ctx context.Context) (transport.Frame, error) {
	if !s.begun {
		return s.begin(ctx)
	}
	silence, cancel := context.WithTimeout(ctx, eventSilence)
	defer cancel()
	for {
		message, err := s.sub.Next(silence)
		switch {
		case err == nil:
		case ctx.Err() == nil && silence.Err() != nil: // nothing has changed, which says that the connection is alive
			return s.frame(&model.AlarmsMessage{Position: s.at, Alarms: []*model.Alarm{}, Counts: s.counts}), nil
		default:
			return transport.Frame{}, fmt.Errorf("alarms after %s: %w", s.at, err)
		}
		if e, ok := message.(store.Event); ok && e.Position > s.at {
			return s.changed(ctx, s.at, e.Position)
		}
	}
}

func (s *alarmStream) frame(m *model.AlarmsMessage) transport.Frame {
	return transport.Frame{Payload: s.group.renderOnce(m), ID: m.Position.String()}
}

// begin sends all, or what the caller has missed, be it nothing.
func (s *alarmStream) begin(ctx context.Context) (transport.Frame, error) {
	frame, err := transport.Frame{}, error(nil)
	if s.after != nil {
		frame, err = s.changed(ctx, *s.after, s.at)
	} else {
		frame, err = s.send(ctx, s.at, true, s.streams.deps.Alarms.Raised)
	}
	s.begun = err == nil
	return frame, err
}

// changed sends what has changed after a position; up to another it is all
// that has. Of more than fits everything is sent instead.
func (s *alarmStream) changed(ctx context.Context, after, through events.Position) (transport.Frame, error) {
	return s.send(ctx, through, false, func(ctx context.Context) ([]alarms.Alarm, alarms.Counts, error) {
		return s.streams.deps.Alarms.Changed(ctx, after)
	})
}

func (s *alarmStream) send(ctx context.Context, through events.Position, complete bool, read func(context.Context) ([]alarms.Alarm, alarms.Counts, error)) (transport.Frame, error) {
	ctx, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	if err := s.streams.deps.Projections.WaitFor(ctx, readAlarms, through); err != nil {
		return transport.Frame{}, apierr.Wrap(apierr.Unavailable, err, "the list of alarms is behind")
	}
	rows, counts, err := read(ctx)
	if err == nil && !complete && len(rows) == alarms.MaxFollowed {
		rows, counts, err = s.streams.deps.Alarms.Raised(ctx)
		complete = true
	}
	if err != nil {
		return transport.Frame{}, err
	}
	s.at = max(s.at, through)
	s.counts = modelAlarmCounts(counts)
	return s.frame(&model.AlarmsMessage{
		Position: s.at, Complete: complete, Alarms: convert(rows, modelAlarm), Counts: s.counts,
	}), nil
}

// Close implements transport.Stream.
func (s *alarmStream) Close() {
	s.streams.leave(s.group)
	if err := s.sub.Close(); err != nil {
		s.streams.deps.Log.Warn("close a subscription to alarms", "error", err)
	}
}
