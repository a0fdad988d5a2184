package esdbserver

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// delete serves Streams.Delete: the stream reads as not found until somebody
// appends to it. Its events stay in the log.
func (s *Server) delete(ctx context.Context, req *streams.DeleteReq) (*streams.Deleted, error) {
	return s.end(ctx, req.GetOptions(), s.softDelete)
}

// tombstone serves Streams.Tombstone: the stream has ended for good.
func (s *Server) tombstone(ctx context.Context, req *streams.TombstoneReq) (*streams.Deleted, error) {
	return s.end(ctx, req.GetOptions(), func(ctx context.Context, stream string, expected store.Expected) (events.Position, error) {
		t, ok := s.cfg.Store.(store.Tombstoner)
		if !ok {
			return 0, newFault(codes.Unimplemented, "this log knows no tombstones", "")
		}
		done, err := t.Tombstone(ctx, stream, expected)
		s.metadata.forget(stream)
		return done.Position, err
	})
}

func (s *Server) end(ctx context.Context, o *streams.StreamState, how func(context.Context, string, store.Expected) (events.Position, error)) (*streams.Deleted, error) {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Limits.Deadline)
	defer cancel()
	p, err := newProposal(o)
	if err != nil {
		return nil, err
	}
	if err := p.allowed(principalFrom(ctx)); err != nil {
		return nil, err
	}
	if _, ok := originalStream(p.stream); ok {
		return nil, invalid("metadata cannot be deleted")
	}
	position, err := how(ctx, p.stream, p.expected)
	var wrong *store.WrongExpected
	if errors.As(err, &wrong) {
		return nil, wrongExpected(p.stream, p.expected, wrong)
	} else if err != nil {
		return nil, storeFault(p.stream, err)
	}
	return &streams.Deleted{PositionOption: &streams.Deleted_Position{Position: &wire.Position{
		CommitPosition: uint64(position), PreparePosition: uint64(position),
	}}}, nil
}

// softDelete writes the metadata that hides all. What was checked may change
// before the metadata is written: then an append wins and the stream is
// deleted after it, as if the deletion had come later.
func (s *Server) softDelete(ctx context.Context, stream string, expected store.Expected) (events.Position, error) {
	for {
		m, err := s.metadata.read(ctx, stream)
		if err != nil {
			return 0, err
		}
		last, exists, err := s.head(ctx, stream)
		if err != nil {
			return 0, err
		}
		visible := exists && !m.softDeleted()
		if r, exact := expected.Revision(); exact && exists && m.softDeleted() && r == last.Revision {
			visible = true // the same deletion again
		}
		if err := compare(stream, expected, last.Revision, visible); err != nil {
			return 0, err
		}
		if m.softDeleted() {
			return m.position, nil
		}
		done, err := s.setTruncateBefore(ctx, stream, &m, endOfStream)
		var wrong *store.WrongExpected
		if errors.As(err, &wrong) {
			continue // the metadata changed: look again
		}
		return done.Position, err
	}
}
