package graph

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
)

// modelEvent is an event as a caller may see it.
func modelEvent(e store.Event, personal bool) *model.Event {
	view := redact.Open(e, personal)
	out := &model.Event{
		ID: e.ID.String(), Position: e.Position, Stream: e.Stream, Type: view.Type,
		Revision:    int64(e.Revision), // stores bound it
		CreatedAt:   e.Created,
		Actor:       eventActor(view.Metadata.Actor),
		Source:      filled(view.Metadata.Source),
		Correlation: filled(view.Metadata.Correlation),
		Causation:   filled(view.Metadata.Causation),
		Data:        view.Data,
	}
	if at := view.Metadata.Time; !at.IsZero() {
		out.OccurredAt = &at
	}
	if events.IsIntegration(e.Stream) {
		// Another program wrote it, and the metadata too. Who did it and from
		// where must not be what somebody only says.
		out.Actor, out.Source = nil, nil
	}
	switch {
	case view.Problem != "":
		out.Data, out.Problem = nil, &view.Problem
	case deeper(view.Data, maxNesting):
		problem := fmt.Sprintf("the payload is nested more than %d levels deep", maxNesting)
		out.Data, out.Problem = nil, &problem
	}
	return out
}

// maxNesting bounds the levels of a payload that another program wrote: what is
// deeper breaks the readers of some languages, and with it the whole answer.
const maxNesting = 64

// deeper reports whether valid JSON has more levels of objects and lists.
func deeper(raw []byte, most int) bool {
	depth, quoted := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > most {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

func eventActor(a events.Actor) *model.EventActor {
	kind := model.EventActorKind(upper(a.Kind))
	if !kind.IsValid() {
		return nil // an event that another program wrote
	}
	return &model.EventActor{Kind: kind, ID: filled(a.ID), Name: filled(a.Name)}
}

// filled is a text, or nil when it is empty.
func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// eventAt finds one event. Positions are opaque, so the one before it is asked
// for first.
func (r *Resolver) eventAt(ctx context.Context, position events.Position) (*model.Event, error) {
	if position == 0 || position > store.LastPosition {
		return nil, nil
	}
	everything := store.Filter{System: true}
	page, err := r.EventStore.ReadAll(ctx, position, store.Backwards, everything, 1)
	if err != nil {
		return nil, fmt.Errorf("event at %s: %w", position, err)
	}
	var previous events.Position
	if len(page.Events) > 0 {
		previous = page.Events[0].Position
	}
	page, err = r.EventStore.ReadAll(ctx, previous, store.Forwards, everything, 1)
	if err != nil {
		return nil, fmt.Errorf("event at %s: %w", position, err)
	}
	caller := auth.CallFrom(ctx).Principal
	if len(page.Events) == 0 || page.Events[0].Position != position ||
		!narrow(store.Filter{}, reachOf(caller)).Match(page.Events[0].Stream, page.Events[0].Type) {
		return nil, nil
	}
	return modelEvent(page.Events[0], caller.Has(access.ScopePersonalRead)), nil
}

// describeLog says how large the log is. A log that cannot tell still has an
// end.
func (r *Resolver) describeLog(ctx context.Context) (*model.EventLog, error) {
	out := &model.EventLog{Kind: model.EventLogKindEsdb}
	if r.EmbeddedLog {
		out.Kind = model.EventLogKindEmbedded
	}
	describer, ok := r.EventStore.(store.Describer)
	if !ok {
		end, err := r.LogEnd.End(ctx)
		out.NewestPosition = end
		return out, err
	}
	info, err := describer.Describe(ctx)
	if err != nil {
		return nil, fmt.Errorf("describe the log: %w", err)
	}
	out.OldestPosition, out.NewestPosition = &info.Oldest, info.Newest
	out.Events, out.Bytes, out.WalBytes = &info.Events, &info.Bytes, &info.WALBytes
	if !info.Updated.IsZero() {
		out.UpdatedAt = &info.Updated
	}
	return out, nil
}
