package hub

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// EncodeDeltas is for tests of this package: what encodes deltas from now on.
func (h *Hub) EncodeDeltas(encode func(link.Message) ([]byte, error)) { h.deltas.encode = encode }

// counted is a cache whose deltas take size bytes each, and counts how often
// each is encoded.
func counted(size int) (*deltaCache, func(from string) int) {
	var mu sync.Mutex
	times := map[string]int{}
	c := newDeltaCache()
	c.encode = func(m link.Message) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		times[m.(link.ConfigDelta).From]++
		return make([]byte, size), nil
	}
	return c, func(from string) int {
		mu.Lock()
		defer mu.Unlock()
		return times[from]
	}
}

func TestADeltaIsEncodedOnceHoweverManyAskAtOnce(t *testing.T) {
	c, times := counted(1)
	var all sync.WaitGroup
	var first atomic.Pointer[byte]
	for range 100 {
		all.Go(func() {
			b, err := c.get(link.ConfigDelta{From: "1", To: "2"})
			if err != nil {
				t.Error(err)
				return
			}
			if !first.CompareAndSwap(nil, &b[0]) && first.Load() != &b[0] {
				t.Error("not the same bytes")
			}
		})
	}
	all.Wait()
	if got := times("1"); got != 1 {
		t.Errorf("encoded %d times", got)
	}
}

func TestWhatIsKeptOfDeltas(t *testing.T) {
	for name, c := range map[string]struct {
		size, others int
		after        time.Duration
		want         int // how often the first is encoded in the end
	}{
		"asked for again":           {size: 1, want: 1},
		"one of many":               {size: 1, others: maxKeptDeltas - 1, want: 1},
		"of too many":               {size: 1, others: maxKeptDeltas, want: 2},
		"as large as all may be":    {size: maxKeptDeltaBytes / 4, others: 3, want: 1},
		"of larger ones":            {size: maxKeptDeltaBytes / 4, others: 4, want: 2},
		"larger than all may be":    {size: maxKeptDeltaBytes + 1, want: 1},
		"and another one":           {size: maxKeptDeltaBytes + 1, others: 1, want: 2},
		"not for long":              {size: 1, after: deltaAge, want: 1},
		"and not for ever":          {size: 1, after: deltaAge + 1, want: 2},
		"however many came with it": {size: 1, others: 9, after: deltaAge + 1, want: 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cache, times := counted(c.size)
				get := func(from string) {
					if b, err := cache.get(link.ConfigDelta{From: from, To: "end"}); err != nil || len(b) != c.size {
						t.Fatalf("%d bytes, %v", len(b), err)
					}
				}
				get("first")
				for i := range c.others {
					get(fmt.Sprint(i))
				}
				time.Sleep(c.after)
				cache.expire(time.Now())
				get("first")
				if got := times("first"); got != c.want {
					t.Errorf("encoded %d times, want %d", got, c.want)
				}
				sum := 0
				for _, e := range cache.order {
					sum += e.size
				}
				if len(cache.by) != len(cache.order) || sum != cache.bytes {
					t.Errorf("%d entries in order of %d with %d bytes, counted %d", len(cache.by), len(cache.order), sum, cache.bytes)
				}
			})
		})
	}
}

func TestADeltaThatCannotBeAMessageIsTriedOnce(t *testing.T) {
	c, tries := newDeltaCache(), 0
	c.encode = func(link.Message) ([]byte, error) { tries++; return nil, link.ErrTooLarge }
	for range 3 {
		if _, err := c.get(link.ConfigDelta{From: "1", To: "2"}); !errors.Is(err, link.ErrTooLarge) {
			t.Error(err)
		}
	}
	if tries != 1 {
		t.Errorf("tried %d times", tries)
	}
}
