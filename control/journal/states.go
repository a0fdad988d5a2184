package journal

import (
	"container/list"
	"context"
	"sync"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Snapshot is a folded stream.
type Snapshot[S any] struct {
	State    S
	Exists   bool // the stream has events; otherwise Revision and Position mean nothing
	Revision events.Revision
	Position events.Position
}

// Expected is what an append must expect in order to follow this snapshot.
func (s Snapshot[S]) Expected() store.Expected {
	if !s.Exists {
		return store.NoStream()
	}
	return store.At(s.Revision)
}

// Next is the revision that the next event will have.
func (s Snapshot[S]) Next() events.Revision {
	if !s.Exists {
		return 0
	}
	return s.Revision + 1
}

// States folds streams of one kind and keeps the states of those that were
// used last. A kept state is never trusted to be the newest: every Load reads
// what was appended since, so it does not matter who else writes. When it is
// full, the state that was used least recently goes.
type States[S any] struct {
	journal *Journal
	initial func() S
	fold    func(S, ...events.Recorded) S
	size    int

	mu     sync.Mutex // guards order and byName
	order  *list.List // of *kept[S], the last used first
	byName map[string]*list.Element
}

type kept[S any] struct {
	stream string
	snap   Snapshot[S]
}

// NewStates makes a cache of at most size states. fold must leave the state
// that it is given as it is.
func NewStates[S any](j *Journal, size int, initial func() S, fold func(S, ...events.Recorded) S) *States[S] {
	return &States[S]{
		journal: j, initial: initial, fold: fold, size: size,
		order: list.New(), byName: make(map[string]*list.Element),
	}
}

// Load folds a stream up to its present end.
func (c *States[S]) Load(ctx context.Context, stream string) (Snapshot[S], error) {
	snap, ok := c.get(stream)
	if !ok {
		snap.State = c.initial()
	}
	return c.read(ctx, stream, snap, nil)
}

// Replay folds a whole stream and shows every event to visit.
func (c *States[S]) Replay(ctx context.Context, stream string, visit func(events.Recorded)) (Snapshot[S], error) {
	return c.read(ctx, stream, Snapshot[S]{State: c.initial()}, visit)
}

// foldBatch bounds the events that are held at a time.
const foldBatch = 512

func (c *States[S]) read(ctx context.Context, stream string, snap Snapshot[S], visit func(events.Recorded)) (Snapshot[S], error) {
	from := snap.Next()
	var batch []events.Recorded
	exists, err := c.journal.Read(ctx, stream, from, func(rec events.Recorded) error {
		if visit != nil {
			visit(rec)
		}
		batch = append(batch, rec)
		snap.Exists, snap.Revision, snap.Position = true, rec.Revision, rec.Position
		if len(batch) == foldBatch {
			snap.State, batch = c.fold(snap.State, batch...), batch[:0]
		}
		return nil
	})
	if err != nil {
		// What was folded is kept, so that a stream that is too long for one
		// deadline is read on where this one ended, and not from its beginning.
		snap.State = c.fold(snap.State, batch...)
		c.put(stream, snap)
		return Snapshot[S]{}, err
	}
	if !exists {
		c.drop(stream)
		return Snapshot[S]{State: c.initial()}, nil
	}
	snap.State = c.fold(snap.State, batch...)
	c.put(stream, snap)
	return snap, nil
}

func (c *States[S]) get(stream string) (Snapshot[S], bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.byName[stream]
	if !ok {
		return Snapshot[S]{}, false
	}
	c.order.MoveToFront(el)
	return el.Value.(*kept[S]).snap, true
}

// put keeps the newer of two states, since readers may overtake each other.
func (c *States[S]) put(stream string, snap Snapshot[S]) {
	if !snap.Exists {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.byName[stream]; ok {
		if k := el.Value.(*kept[S]); k.snap.Revision < snap.Revision {
			k.snap = snap
		}
		c.order.MoveToFront(el)
		return
	}
	c.byName[stream] = c.order.PushFront(&kept[S]{stream: stream, snap: snap})
	if c.order.Len() > c.size {
		oldest := c.order.Remove(c.order.Back()).(*kept[S])
		delete(c.byName, oldest.stream)
	}
}

func (c *States[S]) drop(stream string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if el, ok := c.byName[stream]; ok {
		c.order.Remove(el)
		delete(c.byName, stream)
	}
}
