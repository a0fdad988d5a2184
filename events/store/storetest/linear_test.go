package storetest

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// The checker must find what is wrong with stores that are wrong.

// stale answers every third read with what the stream was before.
type stale struct {
	store.Store
	reads atomic.Int64
	page  atomic.Pointer[store.StreamPage]
}

func (s *stale) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	page, err := s.Store.ReadStream(ctx, stream, from, dir, max)
	if old := s.page.Load(); s.reads.Add(1)%3 == 0 && err == nil && old != nil {
		return *old, nil
	}
	if err == nil {
		s.page.CompareAndSwap(nil, &page)
	}
	return page, err
}

// trusting writes without regard to the expected revision.
type trusting struct{ store.Store }

func (s *trusting) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if _, exact := expected.Revision(); exact {
		expected = store.Any()
	}
	return s.Store.Append(ctx, stream, expected, batch...)
}

// forgetful acknowledges some appends that it did not write.
type forgetful struct {
	store.Store
	n atomic.Int64
}

func (s *forgetful) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if revision, exact := expected.Revision(); exact && s.n.Add(1)%7 == 0 {
		return store.Appended{Revision: revision + events.Revision(len(batch)), Position: 1}, nil
	}
	return s.Store.Append(ctx, stream, expected, batch...)
}

func TestCheckerFindsFaults(t *testing.T) {
	for name, broken := range map[string]store.Store{
		"stale reads":      &stale{Store: memory.New()},
		"no check":         &trusting{Store: memory.New()},
		"lost appends":     &forgetful{Store: memory.New()},
		"none (a control)": memory.New(),
	} {
		t.Run(name, func(t *testing.T) {
			found := false
			for round := range uint64(20) {
				history := recordHistory(t, broken, "a-"+string(rune('a'+round)), round)
				if porcupine.CheckOperationsTimeout(streamModel, history, linearPatient) == porcupine.Illegal {
					found = true
					break
				}
			}
			if want := name != "none (a control)"; found != want {
				t.Errorf("fault found: %t, want %t", found, want)
			}
		})
	}
}

// An append in doubt may have happened at any later time, or never; it may not
// have happened and then be gone.
func TestDoubt(t *testing.T) {
	doubt := porcupine.Operation{ClientId: 0, Input: streamCall{expected: store.NoStream(), numbers: []int{1}}, Call: 1, Output: streamAnswer{outcome: inDoubt}, Return: 1 << 60}
	read := func(at int64, numbers ...int) porcupine.Operation {
		return porcupine.Operation{ClientId: 1, Input: streamCall{read: true}, Call: at, Output: streamAnswer{numbers: numbers}, Return: at + 1}
	}
	for name, c := range map[string]struct {
		reads []porcupine.Operation
		legal bool
	}{
		"never":         {[]porcupine.Operation{read(10), read(20)}, true},
		"at once":       {[]porcupine.Operation{read(10, 1), read(20, 1)}, true},
		"later":         {[]porcupine.Operation{read(10), read(20, 1)}, true},
		"gone again":    {[]porcupine.Operation{read(10, 1), read(20)}, false},
		"out of thin":   {[]porcupine.Operation{read(10, 2)}, false},
		"written twice": {[]porcupine.Operation{read(10, 1, 1)}, false},
	} {
		if got := porcupine.CheckOperations(streamModel, append(c.reads, doubt)); got != c.legal {
			t.Errorf("%s: legal %t, want %t", name, got, c.legal)
		}
	}
}
