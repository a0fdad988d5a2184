// Package memory is an event store without a disk, for tests and for tools
// that need a log for a moment. It passes the same contract as the durable
// stores, the limits and short pages included.
//
// It imports events and events/store. A Store is safe for concurrent use,
// starts no goroutine and keeps everything until it is dropped.
package memory

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Store is a log in memory.
type Store struct {
	done chan struct{} // closed by Close

	mu      sync.Mutex
	closed  bool
	log     []store.Event    // position p stands at p-1
	streams map[string][]int // indices into log, by revision
	ids     map[eventKey]int
	ended   map[string]bool
	bytes   int64
	changed chan struct{} // closed and replaced by every append
}

type eventKey struct {
	stream string
	id     events.ID
}

var (
	_ store.Store      = (*Store)(nil)
	_ store.Tombstoner = (*Store)(nil)
	_ store.Describer  = (*Store)(nil)
)

// New makes an empty log.
func New() *Store {
	return &Store{
		done:    make(chan struct{}),
		streams: make(map[string][]int),
		ids:     make(map[eventKey]int),
		ended:   make(map[string]bool),
		changed: make(chan struct{}),
	}
}

// Append implements store.Store.
func (s *Store) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if err := store.CheckAppend(stream, expected, batch); err != nil {
		return store.Appended{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.append(ctx, stream, expected, batch)
}

// Tombstone implements store.Tombstoner.
func (s *Store) Tombstone(ctx context.Context, stream string, expected store.Expected) (store.Appended, error) {
	if err := store.CheckTombstone(stream, expected); err != nil {
		return store.Appended{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a, err := s.append(ctx, stream, expected, []store.NewEvent{store.TombstoneOf(stream)})
	if err == nil {
		s.ended[stream] = true
	}
	return a, err
}

// append is Append with mu held.
func (s *Store) append(ctx context.Context, stream string, expected store.Expected, batch []store.NewEvent) (store.Appended, error) {
	err := ctx.Err()
	switch {
	case err != nil:
	case s.closed:
		err = store.ErrClosed
	case s.ended[stream]:
		err = store.ErrDeleted
	}
	if err != nil {
		return store.Appended{}, fmt.Errorf("append %s: %w", stream, err)
	}
	length := len(s.streams[stream])
	at, repeated, ok := s.place(stream, expected, batch, length)
	if !ok {
		wrong := &store.WrongExpected{Stream: stream, Expected: expected, Exists: length > 0}
		if length > 0 {
			wrong.Actual = events.Revision(length - 1)
		}
		return store.Appended{}, wrong
	}
	if !repeated {
		s.write(stream, batch)
	}
	last := s.log[s.streams[stream][at+len(batch)-1]]
	return store.Appended{Revision: last.Revision, Position: last.Position, Repeated: repeated}, nil
}

// place decides where the batch goes, or where it already stands.
func (s *Store) place(stream string, expected store.Expected, batch []store.NewEvent, length int) (at int, repeated, ok bool) {
	switch revision, exact := expected.Revision(); {
	case exact:
		at = int(revision) + 1 // CheckAppend bounds it
	case expected.IsNoStream():
		at = 0
	default: // Any and Exists: known ids tell a repeat
		i, known := s.ids[eventKey{stream, batch[0].ID}]
		if !known {
			if expected.IsExists() && length == 0 {
				return 0, false, false
			}
			return length, false, true
		}
		at = int(s.log[i].Revision) // an index of ours
	}
	if at == length {
		return at, false, true
	}
	if at > length || at+len(batch) > length {
		return 0, false, false
	}
	for i := range batch {
		if s.log[s.streams[stream][at+i]].ID != batch[i].ID {
			return 0, false, false
		}
	}
	return at, true, true
}

func (s *Store) write(stream string, batch []store.NewEvent) {
	now := time.Now().UTC().Truncate(time.Microsecond)
	for i := range batch {
		index := len(s.log)
		s.log = append(s.log, store.Event{
			ID:       batch[i].ID,
			Stream:   stream,
			Revision: events.Revision(len(s.streams[stream])),
			Position: events.Position(index) + 1,
			Type:     batch[i].Type,
			Data:     bytes.Clone(batch[i].Data),
			Meta:     bytes.Clone(batch[i].Meta),
			Created:  now,
		})
		s.streams[stream] = append(s.streams[stream], index)
		s.ids[eventKey{stream, batch[i].ID}] = index
		s.bytes += int64(len(batch[i].Data) + len(batch[i].Meta))
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

// Describe implements store.Describer. Bytes counts payload and metadata.
func (s *Store) Describe(ctx context.Context) (store.Info, error) {
	if err := ctx.Err(); err != nil {
		return store.Info{}, fmt.Errorf("describe log: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.Info{}, fmt.Errorf("describe log: %w", store.ErrClosed)
	}
	info := store.Info{Events: int64(len(s.log)), Bytes: s.bytes}
	if n := len(s.log); n > 0 {
		info.Newest, info.Updated = s.log[n-1].Position, s.log[n-1].Created
	}
	return info, nil
}

// Close implements store.Store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.done)
	}
	return nil
}
