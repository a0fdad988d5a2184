package persistent

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// Memory is a Store that lasts as long as the process.
type Memory struct {
	mu     sync.Mutex
	groups map[Key]*memoryGroup // under mu
}

type memoryGroup struct {
	saved  Saved
	epoch  int64
	parked []Parked // by number
}

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{groups: make(map[Key]*memoryGroup)} }

var _ Store = (*Memory)(nil)

func (g *memoryGroup) state() Saved {
	s := g.saved
	s.Retries = slices.Clone(s.Retries)
	s.Replaying = slices.ContainsFunc(g.parked, func(p Parked) bool { return p.Replayed })
	return s
}

// Groups implements Store.
func (m *Memory) Groups(ctx context.Context) ([]Saved, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := make([]Saved, 0, len(m.groups))
	for _, g := range m.groups {
		list = append(list, g.state())
	}
	slices.SortFunc(list, func(a, b Saved) int {
		return cmp.Or(cmp.Compare(a.Definition.Key.Stream, b.Definition.Key.Stream), cmp.Compare(a.Definition.Key.Group, b.Definition.Key.Group))
	})
	return list, ctx.Err()
}

// with calls f for a group.
func (m *Memory) with(ctx context.Context, key Key, f func(*memoryGroup) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	g := m.groups[key]
	if g == nil {
		return ErrNotFound
	}
	return f(g)
}

// Group implements Store.
func (m *Memory) Group(ctx context.Context, key Key) (s Saved, err error) {
	err = m.with(ctx, key, func(g *memoryGroup) error { s = g.state(); return nil })
	return s, err
}

// Create implements Store.
func (m *Memory) Create(ctx context.Context, d Definition, after int64, limit int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.groups[d.Key] != nil {
		return ErrExists
	}
	if len(m.groups) >= limit {
		return ErrTooManyGroups
	}
	m.groups[d.Key] = &memoryGroup{saved: Saved{Definition: d, After: after}, epoch: d.Created.UnixMicro()}
	return ctx.Err()
}

// Update implements Store.
func (m *Memory) Update(ctx context.Context, d Definition, after int64) error {
	return m.with(ctx, d.Key, func(g *memoryGroup) error {
		g.saved.Definition = d
		if !g.saved.HasCheckpoint {
			g.saved.After = after
		}
		return nil
	})
}

// Delete implements Store.
func (m *Memory) Delete(ctx context.Context, key Key) error {
	return m.with(ctx, key, func(*memoryGroup) error { delete(m.groups, key); return nil })
}

// Claim implements Store.
func (m *Memory) Claim(ctx context.Context, key Key) (s Saved, epoch int64, err error) {
	err = m.with(ctx, key, func(g *memoryGroup) error {
		g.epoch++
		s, epoch = g.state(), g.epoch
		return nil
	})
	return s, epoch, err
}

// Save implements Store.
func (m *Memory) Save(ctx context.Context, key Key, epoch int64, w *Write) error {
	return m.with(ctx, key, func(g *memoryGroup) error {
		if g.epoch != epoch {
			return ErrFenced
		}
		g.saved.After, g.saved.HasCheckpoint = w.Checkpoint, w.HasCheckpoint
		g.saved.Retries, g.saved.NextParked = slices.Clone(w.Retries), w.NextParked
		for _, p := range w.Parks {
			g.parked = slices.DeleteFunc(g.parked, func(q Parked) bool {
				return q.Ref.Stream == p.Ref.Stream && q.Ref.Revision == p.Ref.Revision
			})
			g.parked = append(g.parked, p)
		}
		g.parked = slices.DeleteFunc(g.parked, func(p Parked) bool { return slices.Contains(w.Unparks, p.Number) })
		return nil
	})
}

// MarkReplay implements Store.
func (m *Memory) MarkReplay(ctx context.Context, key Key, stopAt int64) (n int64, err error) {
	err = m.with(ctx, key, func(g *memoryGroup) error {
		for i := range g.parked {
			p := &g.parked[i]
			p.Replayed = p.Replayed || stopAt < 0 || p.Number < stopAt
			if p.Replayed {
				n++
			}
		}
		return nil
	})
	return n, err
}

// Parked implements Store.
func (m *Memory) Parked(ctx context.Context, key Key, marked bool, from int64, max int) (list []Parked, err error) {
	err = m.with(ctx, key, func(g *memoryGroup) error {
		for _, p := range g.parked {
			if p.Replayed == marked && p.Number >= from && len(list) < max {
				list = append(list, p)
			}
		}
		return nil
	})
	return list, err
}

// CountParked implements Store.
func (m *Memory) CountParked(ctx context.Context, key Key) (n int64, err error) {
	err = m.with(ctx, key, func(g *memoryGroup) error {
		for _, p := range g.parked {
			if !p.Replayed {
				n++
			}
		}
		return nil
	})
	return n, err
}
