package config

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/parley-video/parley/nodeagent/internal/sqlitefile"
	"github.com/parley-video/parley/nodeagent/link"
)

// maxStaged bounds what a snapshot may hold in memory before it is complete.
const maxStaged = 2_000_000

// staged is a snapshot that is not complete yet.
type staged struct {
	view     *view
	entities []link.Entity
}

// ApplySnapshot takes one chunk of a snapshot and tells whether it was the
// last, by which the snapshot replaced the whole copy, durably. On an error
// the copy is what it was and the snapshot has to start again.
func (s *Store) ApplySnapshot(ctx context.Context, c link.ConfigSnapshot) (done bool, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	next := s.staged
	s.staged = nil
	if c.First {
		next = &staged{view: newView()}
		next.view.position = c.Position
	}
	if next == nil || next.view.position != c.Position {
		return false, fmt.Errorf("apply snapshot %s: chunk without its beginning: %w", c.Position, ErrGap)
	}
	for _, e := range c.Entities {
		body, err := decode(e)
		if err != nil {
			return false, fmt.Errorf("apply snapshot %s: %w", c.Position, err)
		}
		next.view.put(body)
	}
	next.entities = append(next.entities, c.Entities...)
	if len(next.entities) > maxStaged {
		return false, fmt.Errorf("apply snapshot %s of more than %d entities: %w", c.Position, maxStaged, link.ErrTooLarge)
	}
	if !c.Last {
		s.staged = next
		return false, nil
	}
	err = s.inTx(ctx, c.Position, func(tx *sql.Tx) error {
		if _, err := tx.Exec("DELETE FROM entity"); err != nil {
			return err
		}
		return insert(tx, next.entities)
	})
	if err != nil {
		return false, fmt.Errorf("apply snapshot %s: %w", c.Position, err)
	}
	s.publish(func() { s.view = next.view })
	return true, nil
}

// ApplyDelta changes the copy, durably. A delta that starts elsewhere than
// Position is ErrGap, and nothing changed.
func (s *Store) ApplyDelta(ctx context.Context, d link.ConfigDelta) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if at := s.Position(); d.From != at {
		return fmt.Errorf("apply delta from %s at %s: %w", d.From, at, ErrGap)
	}
	bodies := make([]any, 0, len(d.Entities))
	for _, e := range d.Entities {
		body, err := decode(e)
		if err != nil {
			return fmt.Errorf("apply delta to %s: %w", d.To, err)
		}
		bodies = append(bodies, body)
	}
	err := s.inTx(ctx, d.To, func(tx *sql.Tx) error {
		for _, r := range d.Removed {
			if _, err := tx.Exec("DELETE FROM entity WHERE kind = ? AND id = ?", string(r.Kind), r.ID); err != nil {
				return err
			}
		}
		return insert(tx, d.Entities)
	})
	if err != nil {
		return fmt.Errorf("apply delta to %s: %w", d.To, err)
	}
	s.publish(func() {
		for _, r := range d.Removed {
			s.view.remove(r)
		}
		for _, b := range bodies {
			s.view.put(b)
		}
		s.view.position = d.To
	})
	return nil
}

// publish changes the view and tells those who wait for a change.
func (s *Store) publish(change func()) {
	s.mu.Lock()
	change()
	changed := s.changed
	s.changed = make(chan struct{})
	s.mu.Unlock()
	close(changed)
}

func (s *Store) inTx(ctx context.Context, position string, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return sqlitefile.Classify(err)
	}
	defer tx.Rollback() // no-op after Commit
	if err := do(tx); err != nil {
		return sqlitefile.Classify(err)
	}
	if _, err := tx.Exec("UPDATE meta SET position = ? WHERE id = 1", position); err != nil {
		return sqlitefile.Classify(err)
	}
	return sqlitefile.Classify(tx.Commit())
}

func insert(tx *sql.Tx, entities []link.Entity) (err error) {
	stmt, err := tx.Prepare("INSERT OR REPLACE INTO entity (kind, id, body) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	for _, e := range entities {
		if _, err := stmt.Exec(string(e.Kind), e.ID, []byte(e.Body)); err != nil {
			return err
		}
	}
	return nil
}
