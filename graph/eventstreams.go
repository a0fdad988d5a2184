package graph

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/transport"
)

const (
	// eventSilence is the longest silence of an events subscription.
	eventSilence = 5 * time.Second
	// The readers of the log at a time: each reads for itself while it is
	// behind.
	maxReaders          = 1000
	maxReadersPerCaller = 64
	// openTime bounds what has to be asked before a subscription begins, and
	// askTime what is asked for a bookmark.
	openTime = 10 * time.Second
	askTime  = 2 * time.Second
)

// eventStreams serves the events subscription. Every subscriber reads the log
// at its own pace, so a slow one lags and nobody else notices; nothing is kept
// for it but the page that it reads. Those who are at the end of the log and
// ask the same question share the rendered bytes.
type eventStreams struct {
	groupSet[events.Position, model.EventMessage]
	deps Deps

	seats   sync.Mutex // guards what follows
	readers int
	held    map[string]int // by caller
}

var _ transport.Streams = (*eventStreams)(nil)

func newEventStreams(exec graphql.GraphExecutor, deps Deps) *eventStreams {
	return &eventStreams{
		groupSet: newGroupSet[events.Position, model.EventMessage](exec, "events"),
		deps:     deps, held: map[string]int{},
	}
}

// Open implements transport.Streams.
func (s *eventStreams) Open(ctx context.Context, op *graphql.OperationContext, resume string) (transport.Stream, error) {
	field := subscribedField(op, "events")
	if field == nil {
		return nil, nil
	}
	call := auth.CallFrom(ctx)
	args := field.ArgumentMap(op.Variables)
	after, err := resumePosition(args["after"], resume)
	if err != nil {
		return nil, err
	}
	wanted, err := filterArgument(args["filter"])
	if err != nil {
		return nil, err
	}
	filter, err := eventFilter(call.Principal, wanted)
	if err != nil {
		return nil, err
	}
	stand, err := s.sit(call.Principal)
	if err != nil {
		return nil, err
	}
	stream := &eventStream{streams: s, stand: stand, personal: call.Principal.Has(access.ScopePersonalRead)}
	if stream.sub, stream.at, err = s.subscribe(ctx, after, filter); err != nil {
		stand()
		return nil, err
	}
	if stream.group, err = s.join(groupKey(op, field, call.Principal), op, call); err != nil {
		stand()
		return nil, errors.Join(err, stream.sub.Close())
	}
	return stream, nil
}

// subscribe begins to read where the caller says, or at the log's end.
func (s *eventStreams) subscribe(ctx context.Context, after *events.Position, filter store.Filter) (store.Subscription, events.Position, error) {
	ctx, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	from, err := s.begin(ctx, after)
	if err != nil {
		return nil, 0, err
	}
	sub, err := s.deps.EventStore.Subscribe(ctx, from, filter)
	switch {
	case errors.Is(err, store.ErrBeyondEnd):
		return nil, 0, apierr.New(apierr.BookmarkBeyondEnd, "the log ends before %s: the bookmark belongs to another log, or the log was put back", from)
	case err != nil:
		return nil, 0, fmt.Errorf("subscribe to events after %s: %w", from, err)
	}
	return sub, from, nil
}

// begin refuses a bookmark from which there would be a gap.
func (s *eventStreams) begin(ctx context.Context, after *events.Position) (events.Position, error) {
	if after == nil {
		return s.deps.LogEnd.End(ctx)
	}
	if *after > store.LastPosition {
		return 0, apierr.New(apierr.BookmarkBeyondEnd, "the log ends before %s", *after)
	}
	describer, ok := s.deps.EventStore.(store.Describer)
	if !ok {
		return *after, nil
	}
	info, err := describer.Describe(ctx)
	if err != nil {
		return 0, fmt.Errorf("how far back the log reaches: %w", err)
	}
	if *after < info.Oldest {
		expired := apierr.New(apierr.BookmarkExpired, "events after %s were removed from the log; it is whole after %s", *after, info.Oldest)
		expired.OldestPosition = info.Oldest.String()
		return 0, expired
	}
	return *after, nil
}

// sit counts a reader in; stand counts it out, once.
func (s *eventStreams) sit(caller auth.Principal) (stand func(), err error) {
	who := string(caller.Kind) + "/" + caller.ID
	s.seats.Lock()
	defer s.seats.Unlock()
	if s.held[who] >= maxReadersPerCaller {
		return nil, apierr.New(apierr.LimitExceeded, "you have %d events subscriptions open already", maxReadersPerCaller)
	}
	if s.readers >= maxReaders {
		return nil, apierr.New(apierr.Unavailable, "too many read the log; try again later")
	}
	s.readers++
	s.held[who]++
	return sync.OnceFunc(func() {
		s.seats.Lock()
		defer s.seats.Unlock()
		s.readers--
		if s.held[who]--; s.held[who] == 0 {
			delete(s.held, who)
		}
	}), nil
}

// eventStream is one subscriber.
type eventStream struct {
	streams  *eventStreams
	group    *feedGroup[events.Position, model.EventMessage]
	sub      store.Subscription
	stand    func()
	personal bool

	at    events.Position // everything up to here was sent, or does not pass
	live  bool            // the end of the log was reached once
	spoke time.Time       // when the last frame went out
}

// Next implements transport.Stream.
func (s *eventStream) Next(ctx context.Context) (transport.Frame, error) {
	if s.spoke.IsZero() {
		s.spoke = time.Now()
	}
	deadline := s.spoke.Add(eventSilence)
	for {
		message, silent, err := s.wait(ctx, deadline)
		switch {
		case err != nil:
			return transport.Frame{}, err
		case silent:
			// Nothing came, which an outage of the log would look like too.
			return s.bookmark(s.live && s.atEnd(ctx)), nil
		}
		switch m := message.(type) {
		case store.Event:
			return s.event(m), nil
		case store.CaughtUp:
			s.at, s.live = max(s.at, m.Position), true
			return s.bookmark(true), nil
		case store.Checkpoint:
			s.at = max(s.at, m.Position)
		}
		if !time.Now().Before(deadline) {
			return s.bookmark(s.live && s.atEnd(ctx)), nil
		}
	}
}

// wait gives the next message, or silent when none came until the deadline.
func (s *eventStream) wait(ctx context.Context, deadline time.Time) (message store.Message, silent bool, err error) {
	until, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	message, err = s.sub.Next(until)
	switch {
	case err == nil:
		return message, false, nil
	case ctx.Err() != nil:
		return nil, false, ctx.Err()
	case until.Err() != nil:
		return nil, true, nil
	default:
		return nil, false, fmt.Errorf("events after %s: %w", s.at, err)
	}
}

func (s *eventStream) event(e store.Event) transport.Frame {
	s.at = e.Position
	render := func() model.EventMessage { return modelEvent(e, s.personal) }
	var payload []byte
	if s.live {
		payload = s.group.render(e.Position, render)
	} else { // each reader of the past is somewhere else
		payload = s.group.renderOnce(render())
	}
	if e.Type == (events.ParticipantErased{}).EventType() {
		s.group.forget() // what is kept may hold what is to be forgotten
	}
	s.spoke = time.Now()
	return transport.Frame{Payload: payload, ID: e.Position.String()}
}

func (s *eventStream) bookmark(caughtUp bool) transport.Frame {
	payload := s.group.renderOnce(&model.EventBookmark{Position: s.at, CaughtUp: caughtUp})
	s.spoke = time.Now()
	return transport.Frame{Payload: payload, ID: s.at.String()}
}

// atEnd asks whether there is anything further; when nobody knows, there may be.
func (s *eventStream) atEnd(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	end, err := s.streams.deps.LogEnd.End(ctx)
	return err == nil && s.at >= end
}

// Close implements transport.Stream.
func (s *eventStream) Close() {
	s.streams.leave(s.group)
	s.stand()
	if err := s.sub.Close(); err != nil {
		s.streams.deps.Log.Warn("close a subscription to the log", "error", err)
	}
}
