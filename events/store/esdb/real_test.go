package esdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/storetest"
)

// ownPart is the part of a shared log that one test writes: streams with its
// prefix, after the position where the log ended when it began. To the test it
// looks like a log of its own, but for positions in between.
type ownPart struct {
	*Store
	prefix string
	base   events.Position
	long   sync.Map // outer names that had to be cut, to inner ones
}

func newPart(t *testing.T, s *Store, prefix string) *ownPart {
	t.Helper()
	base, _, err := s.end(patient(t))
	if err != nil {
		t.Fatal(err)
	}
	return &ownPart{Store: s, prefix: prefix, base: base}
}

// outer names a stream in the shared log. System streams keep their sign.
func (p *ownPart) outer(stream string) string {
	if stream == "" || len(stream) > store.MaxStreamBytes {
		return stream // to be refused
	}
	if inner, ok := strings.CutPrefix(stream, "$$"); ok {
		return "$$" + p.prefix + inner
	}
	if inner, ok := strings.CutPrefix(stream, "$"); ok {
		return "$" + p.prefix + inner
	}
	outer := p.prefix + stream
	if len(outer) > store.MaxStreamBytes {
		outer = outer[:store.MaxStreamBytes]
		p.long.Store(outer, stream)
	}
	return outer
}

func (p *ownPart) position(inner events.Position) events.Position {
	if inner >= store.LastPosition-p.base {
		return store.LastPosition
	}
	return inner + p.base
}

func (p *ownPart) event(e *store.Event) {
	if inner, cut := p.long.Load(e.Stream); cut {
		e.Stream = inner.(string)
	} else {
		e.Stream = strings.Replace(e.Stream, p.prefix, "", 1)
	}
	e.Position -= p.base
}

// match is the test's filter within our part of the log.
func (p *ownPart) match(e *store.Event, f store.Filter) bool {
	if e.Position <= p.base || !strings.Contains(e.Stream, p.prefix) {
		return false
	}
	p.event(e)
	return f.Match(e.Stream, e.Type)
}

func (p *ownPart) mapped(err error) error {
	var wrong *store.WrongExpected
	if errors.As(err, &wrong) {
		wrong.Stream = strings.Replace(wrong.Stream, p.prefix, "", 1)
	}
	return err
}

func (p *ownPart) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	a, err := p.Store.Append(ctx, p.outer(stream), expected, batch...)
	if err == nil {
		a.Position -= p.base
	}
	return a, p.mapped(err)
}

func (p *ownPart) Tombstone(ctx context.Context, stream string, expected store.Expected) (store.Appended, error) {
	a, err := p.Store.Tombstone(ctx, p.outer(stream), expected)
	if err == nil {
		a.Position -= p.base
	}
	return a, p.mapped(err)
}

func (p *ownPart) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	page, err := p.Store.ReadStream(ctx, p.outer(stream), from, dir, max)
	for i := range page.Events {
		p.event(&page.Events[i])
	}
	return page, err
}

func (p *ownPart) ReadAll(ctx context.Context, from events.Position, dir store.Direction, f store.Filter, max int) (store.AllPage, error) {
	if max <= 0 {
		return p.Store.ReadAll(ctx, p.position(from), dir, f, max) // to be refused
	}
	// A little more, or others would write faster than one gets on.
	page, err := p.Store.ReadAll(ctx, p.position(from), dir, store.Filter{System: true}, max+16)
	if err != nil {
		return page, err
	}
	mine := store.AllPage{Next: page.Next - min(p.base, page.Next), End: page.End || dir == store.Backwards && page.Next <= p.base+1}
	size := 0
	for _, e := range page.Events {
		if len(mine.Events) == max || size >= store.MaxPageBytes {
			mine.End = false
			break
		}
		mine.Next = e.Position - min(p.base, e.Position)
		if p.match(&e, f) {
			mine.Events = append(mine.Events, e)
			size += len(e.Data) + len(e.Meta)
		}
	}
	return mine, nil
}

func (p *ownPart) Subscribe(ctx context.Context, from events.Position, f store.Filter) (store.Subscription, error) {
	sub, err := p.Store.Subscribe(ctx, p.position(from), store.Filter{System: true})
	if err != nil {
		return nil, err
	}
	return &ownSubscription{Subscription: sub, part: p, filter: f}, nil
}

type ownSubscription struct {
	store.Subscription
	part   *ownPart
	filter store.Filter
}

func (u *ownSubscription) Next(ctx context.Context) (store.Message, error) {
	m, err := u.Subscription.Next(ctx)
	switch m := m.(type) {
	case store.Event:
		at := m.Position - u.part.base
		if u.part.match(&m, u.filter) {
			return m, err
		}
		return store.Checkpoint{Position: at}, err
	case store.Checkpoint:
		return store.Checkpoint{Position: m.Position - u.part.base}, err
	case store.CaughtUp:
		return store.CaughtUp{Position: m.Position - u.part.base}, err
	}
	return m, err
}

func (p *ownPart) Describe(ctx context.Context) (store.Info, error) {
	info, err := p.Store.Describe(ctx)
	info.Newest -= min(p.base, info.Newest)
	return info, err
}

func runShared(t *testing.T, connection string) {
	run := time.Now().UnixNano()
	n := 0
	var mu sync.Mutex
	storetest.RunWith(t, storetest.Options{RepeatsUntold: true, Shared: true}, func(t *testing.T) store.Store {
		mu.Lock()
		n++
		prefix := fmt.Sprintf("parleytest%d.%d.", run, n)
		mu.Unlock()
		s, err := Open(patient(t), Options{ConnectionString: connection, Logger: discard})
		if err != nil {
			t.Fatal(err)
		}
		return newPart(t, s, prefix)
	})
}

// PARLEY_TEST_ESDB names a real server, for example
// esdb://admin:changeit@127.0.0.1:2113?tls=true&tlsCaFile=/…/ca.crt
// It must accept appends of 4 MB (--max-append-size) and our user must be an
// administrator. The streams that the test writes begin with "parleytest".
func TestContractOnRealServer(t *testing.T) {
	connection := os.Getenv("PARLEY_TEST_ESDB")
	if connection == "" {
		t.Skip("PARLEY_TEST_ESDB names no server")
	}
	runShared(t, connection)
}

// The same on a log of ours that others write to meanwhile, which is what the
// suite for a real server has to bear.
func TestContractOnSharedLog(t *testing.T) {
	log := sqliteLog(t)
	address := serve(t, log, nil).address
	stop := make(chan struct{})
	var noise sync.WaitGroup
	defer noise.Wait()
	defer close(stop)
	noise.Go(func() {
		tick := time.NewTicker(25 * time.Millisecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			stream := []string{"noise", "$stats-0"}[i%2]
			if _, err := log.Append(context.Background(), stream, store.Any(), event(stream, i)); err != nil {
				t.Errorf("noise: %v", err)
				return
			}
		}
	})
	runShared(t, insecureAt(address))
}
