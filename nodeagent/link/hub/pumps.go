package hub

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/nodeagent/link"
)

// How long a port that failed is left alone before it is asked again.
const (
	retryFirst = 500 * time.Millisecond
	retryMost  = 15 * time.Second
)

// takeFacts hands facts to the recorder. A node that sends faster than it is
// acknowledged breaks the protocol, since it must keep to the window.
func (s *session) takeFacts(facts []link.Fact) error {
	first := facts[0].Seq
	switch {
	case s.nextFact == 0 && s.recorded > 0 && first > s.recorded+1:
		// The node let go of facts on somebody's word that they were in the
		// log. Refusing would hold up all later ones for ever.
		s.log.Error("facts are missing between the log and the node",
			slog.Uint64("recorded", s.recorded), slog.Uint64("first", first))
	case s.nextFact > 0 && first > s.nextFact:
		return violation("fact %d after %d: a gap", first, s.nextFact-1)
	}
	s.nextFact = facts[len(facts)-1].Seq + 1
	select {
	case s.facts <- facts:
		return nil
	default:
		return violation("more than %d unacknowledged messages of facts", factsQueue)
	}
}

// recorder records facts in order and acknowledges what is recorded.
func (s *session) recorder() error {
	for {
		select {
		case facts := <-s.facts:
			if err := s.record(facts); err != nil {
				return err
			}
		case <-s.ctx.Done():
			return nil
		}
	}
}

func (s *session) record(facts []link.Fact) error {
	wait := retryFirst
	for len(facts) > 0 {
		call, cancel := context.WithTimeout(s.ctx, portTimeout)
		acked, err := s.hub.cfg.Facts.Record(call, s.nodeID, s.hello.Epoch, facts)
		cancel()
		last := facts[len(facts)-1].Seq
		if acked = min(acked, last); acked >= facts[0].Seq {
			facts = facts[acked-facts[0].Seq+1:]
			wait = retryFirst
			if err := s.send(link.FactsAck{Seq: acked}); err != nil {
				return err
			}
		}
		if len(facts) == 0 {
			if err != nil { // all are in the log nevertheless
				s.log.Error("facts were recorded with an error", slog.Uint64("to", last), slog.Any("error", err))
			}
			return nil
		}
		if err == nil {
			err = fmt.Errorf("only facts to %d of %d were taken", acked, last)
		}
		var refused link.Refused
		if errors.As(err, &refused) {
			return ending{reason: ReasonUnavailable, refused: &refused, err: fmt.Errorf("record facts from %d: %w", facts[0].Seq, err)}
		}
		if s.ctx.Err() == nil {
			s.log.Error("facts cannot be recorded, trying again", slog.Uint64("from", facts[0].Seq), slog.Any("error", err))
		}
		if err := s.pause(&wait); err != nil {
			return err
		}
	}
	return nil
}

// pause waits and doubles the wait.
func (s *session) pause(wait *time.Duration) error {
	select {
	case <-time.After(*wait):
		*wait = min(2*(*wait), retryMost)
		return nil
	case <-s.ctx.Done():
		return context.Cause(s.ctx)
	}
}

// configurer keeps the node's configuration up to date: one change at a time,
// the next one after the node said where it stands. Wherever that is, the next
// change starts there; nowhere, or somewhere unknown, asks for a snapshot.
func (s *session) configurer() error {
	const patience = 3 // changes in a row that the node did not take
	position, misfits, wait := s.hello.ConfigPosition, 0, retryFirst
	for {
		sent, err := s.sendConfig(position)
		if err != nil {
			if s.ctx.Err() != nil {
				return nil
			}
			s.log.Error("configuration cannot be read, trying again", slog.Any("error", err))
			if err := s.pause(&wait); err != nil {
				return err
			}
			continue
		}
		wait = retryFirst
		at, err := s.awaitApplied()
		if err != nil {
			return err
		}
		if position = at; at == sent {
			misfits = 0
			continue
		}
		misfits++
		s.log.Warn("node did not take a change of configuration", slog.String("sent", sent), slog.String("at", at))
		switch {
		case misfits > 2*patience:
			return violation("configuration %s was not applied %d times", sent, misfits)
		case misfits > patience:
			position = ""
		}
	}
}

func (s *session) awaitApplied() (string, error) {
	timeout := time.NewTimer(appliedTimeout)
	defer timeout.Stop()
	select {
	case at := <-s.applied:
		return at, nil
	case <-timeout.C:
		return "", violation("configuration was not applied within %s", appliedTimeout)
	case <-s.ctx.Done():
		return "", context.Cause(s.ctx)
	}
}

// sendConfig sends what leads on from a position, a delta as soon as there is
// one, and gives the position that it leads to.
func (s *session) sendConfig(position string) (string, error) {
	stale := ""
	if position != "" {
		delta, err := s.hub.cfg.Configs.Next(s.ctx, position)
		if err == nil && delta.From != position {
			err = fmt.Errorf("delta from %q where one from %q was due", delta.From, position)
		}
		if err == nil {
			var b []byte
			to := delta.To
			delta.From, delta.To = s.generation().wire(delta.From), s.generation().wire(to)
			if b, err = s.hub.deltas.get(delta); err == nil {
				return to, s.sendBytes(b)
			}
		}
		// A delta too large for a message is as good as none.
		if !errors.Is(err, link.ErrNoDelta) && !errors.Is(err, link.ErrTooLarge) {
			return "", err
		}
		stale = position
	}
	snapshot, err := s.hub.snapshots.get(s.ctx, s.hub.cfg.Configs, stale)
	if err != nil {
		return "", err
	}
	for _, b := range snapshot.frames {
		if err := s.sendBytes(b); err != nil {
			return "", err
		}
	}
	return snapshot.position, nil
}

// command sends a command and waits for its answer.
func (s *session) command(ctx context.Context, c link.Command) (link.CommandResult, error) {
	if c.ID == "" {
		id, err := uuid.NewRandom()
		if err != nil {
			return link.CommandResult{}, err
		}
		c.ID = id.String()
	}
	b, err := link.Encode(c)
	if err != nil {
		return link.CommandResult{}, err
	}
	answer := make(chan link.CommandResult, 1)
	if err := s.expect(c.ID, answer); err != nil {
		return link.CommandResult{}, err
	}
	defer s.forget(c.ID, answer)
	select {
	case s.out <- b:
	default:
		return link.CommandResult{}, ErrBusy
	}
	timeout := time.NewTimer(commandTimeout)
	defer timeout.Stop()
	select {
	case result := <-answer:
		return result, nil
	case <-timeout.C:
		return link.CommandResult{}, fmt.Errorf("within %s: %w", commandTimeout, ErrNoAnswer)
	case <-s.done:
		return link.CommandResult{}, fmt.Errorf("link ended: %w", ErrNoAnswer)
	case <-ctx.Done():
		return link.CommandResult{}, fmt.Errorf("%w: %w", ErrNoAnswer, ctx.Err())
	}
}

func (s *session) expect(id string, answer chan link.CommandResult) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.commands == nil:
		return ErrNotConnected
	case len(s.commands) >= maxCommands || len(s.commands[id]) >= maxCommands:
		return ErrBusy
	}
	s.commands[id] = append(s.commands[id], answer)
	return nil
}

func (s *session) forget(id string, answer chan link.CommandResult) {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.commands[id]
	for i, w := range waiting {
		if w == answer {
			waiting = append(waiting[:i:i], waiting[i+1:]...)
			break
		}
	}
	if len(waiting) == 0 {
		delete(s.commands, id)
		return
	}
	s.commands[id] = waiting
}

// answer gives a result to all who wait for it; one that nobody waits for any
// more came too late.
func (s *session) answer(r link.CommandResult) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.commands[r.ID] {
		select {
		case w <- r:
		default: // a repeated answer; the first one counts
		}
	}
}

// failCommands lets no further command in; those under way see done.
func (s *session) failCommands() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands = nil
}
