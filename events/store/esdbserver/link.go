package esdbserver

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// linkType is the type of events whose payload, revision@stream, points to
// another event. This log writes none; those that clients append are resolved
// for readers who ask for it.
const linkType = "$>"

// sendLink sends a link, and what it points to if that is there to be seen.
func (r *reading) sendLink(link store.Event) error {
	ctx, cancel := r.page()
	defer cancel()
	event, from, err := r.server.shown(ctx, r.caller.principal, link, true, r.frame.idAsText)
	if err != nil {
		return err
	}
	return r.out.SendMsg(&streams.ReadResp{Content: &streams.ReadResp_Event{Event: &streams.ReadResp_ReadEvent{
		Event: event, Link: from,
		Position: &streams.ReadResp_ReadEvent_CommitPosition{CommitPosition: uint64(link.Position)},
	}}})
}

// linked is the event that a link points to; nil when there is none, or none
// that the principal may see.
func (s *Server) linked(ctx context.Context, p *Principal, link *store.Event) (*store.Event, error) {
	data, _, _ := unwrap(link)
	text, stream, ok := strings.Cut(string(data), "@")
	revision, err := strconv.ParseUint(text, 10, 63)
	if !ok || err != nil || store.CheckStream(stream) != nil || !p.mayReadStream(stream) {
		return nil, nil // says so above
	}
	page, err := s.cfg.Store.ReadStream(ctx, stream, events.Revision(revision), store.Forwards, 1)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrDeleted):
		return nil, nil // says so above
	case err != nil:
		return nil, err
	case len(page.Events) == 0, uint64(page.Events[0].Revision) != revision, !p.seesType(&page.Events[0]):
		return nil, nil // says so above
	}
	target := s.view(p, page.Events[0])
	return &target, nil
}

// shown is an event as a principal gets it in generated messages: with what it
// links to, when that is asked for.
func (s *Server) shown(ctx context.Context, p *Principal, e store.Event, resolve, idAsText bool) (event, link *wire.RecordedEvent, err error) {
	if !resolve || e.Type != linkType {
		e = s.view(p, e)
		return recordedEvent(&e, idAsText), nil, nil
	}
	target, err := s.linked(ctx, p, &e)
	if err != nil || target == nil {
		return nil, recordedEvent(&e, idAsText), err
	}
	return recordedEvent(target, idAsText), recordedEvent(&e, idAsText), nil
}
