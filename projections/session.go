package projections

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// session turns the messages of one subscription into batches. One goroutine.
type session struct {
	*worker
	queue   <-chan received
	again   <-chan struct{}
	through events.Position // considered
	saved   events.Position // committed
	live    bool

	pending []events.Recorded
	poison  *Poison // an event that cannot be decoded, after all pending ones
}

func (s *session) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.again:
			return errRestarted
		case r := <-s.queue:
			end, err := s.take(r)
			if err == nil && !end {
				end, err = s.collect(ctx)
			}
			if cerr := s.commit(ctx, end); cerr != nil {
				return cerr
			}
			if err != nil {
				return err
			}
		}
	}
}

// collect fills the batch: with what is there already when the end of the log
// was reached, otherwise for at most MaxCollect, since more will come.
func (s *session) collect(ctx context.Context) (end bool, err error) {
	var timeout <-chan time.Time
	if !s.live {
		timer := time.NewTimer(MaxCollect)
		defer timer.Stop()
		timeout = timer.C
	}
	for len(s.pending)+maxChunk <= MaxBatch && s.poison == nil {
		if s.live {
			select {
			case r := <-s.queue:
				if end, err = s.take(r); end || err != nil {
					return end, err
				}
				continue
			default:
				return false, nil
			}
		}
		select {
		case r := <-s.queue:
			if end, err = s.take(r); end || err != nil {
				return end, err
			}
		case <-timeout:
			return false, nil
		case <-ctx.Done():
			return false, nil
		}
	}
	return false, nil
}

// take adds what was received to the batch; end says that it was the end of
// the log.
func (s *session) take(r received) (end bool, err error) {
	for i := range r.events {
		if s.poison != nil {
			return false, nil // nothing goes past it
		}
		s.event(&r.events[i])
	}
	switch m := r.message.(type) {
	case store.Checkpoint:
		s.through = max(s.through, m.Position)
	case store.CaughtUp:
		s.through = max(s.through, m.Position)
		end = s.poison == nil
	}
	if r.err != nil {
		return false, fmt.Errorf("read after %s: %w", s.through, r.err)
	}
	return end, nil
}

func (s *session) event(e *decoded) {
	if e.Position <= s.through {
		return // delivered twice
	}
	s.through = e.Position
	switch {
	case e.err == nil:
		s.pending = append(s.pending, e.Recorded)
	case errors.Is(e.err, codec.ErrForeign): // not a fact of the platform
	case errors.Is(e.err, codec.ErrUnknownType):
		s.skip()
		s.config.Log.Warn("projection skipped an event of unknown type", "projection", s.handler.Name(), "type", e.Type, "position", e.Position.String())
	default:
		s.poison = &Poison{Position: e.Position, Type: e.Type, Err: e.err}
	}
}

// commit hands the batch over and tells the world afterwards.
func (s *session) commit(ctx context.Context, end bool) error {
	s.live = s.live || end
	if len(s.pending) == 0 && s.through == s.saved && !end && s.poison == nil {
		return nil
	}
	through := s.through
	if s.poison != nil { // the poison itself is not done
		through = s.before(s.poison.Position)
	}
	changes, err := s.handler.Commit(ctx, Batch{Events: s.pending, Through: through, Live: s.live && s.poison == nil})
	var poison *Poison
	if errors.As(err, &poison) {
		through = s.before(poison.Position)
	} else if err != nil {
		s.announce(s.saved, changes)
		return err
	}
	s.saved = through
	s.progress(through, s.live && err == nil, s.upTo(through))
	clear(s.pending)
	s.pending = s.pending[:0]
	s.announce(through, changes)
	if err == nil && s.poison != nil {
		return s.poison
	}
	return err
}

func (s *session) announce(position events.Position, changes []Change) {
	if len(changes) > 0 && s.config.Committed != nil {
		s.config.Committed(Committed{Projection: s.handler.Name(), Position: position, Changes: changes})
	}
}

// upTo is what of the batch stands at or before a position.
func (s *session) upTo(through events.Position) []events.Recorded {
	n := len(s.pending)
	for n > 0 && s.pending[n-1].Position > through {
		n--
	}
	return s.pending[:n]
}

// before is the last position of the batch that lies before a poison.
func (s *session) before(poison events.Position) events.Position {
	last := s.saved
	for i := range s.pending {
		if s.pending[i].Position < poison {
			last = s.pending[i].Position
		}
	}
	return last
}
