// Package storetest is the contract of an event store as tests: every
// implementation calls Run.
//
// It imports events, events/store and testing, and starts goroutines only
// inside the tests it runs, which wait for them.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Options say in what a store may differ.
type Options struct {
	// RepeatsUntold: the store recognises a repeated append, but cannot always
	// tell, so that Appended.Repeated may be false.
	RepeatsUntold bool
	// Shared: others write to the same log. Positions between events, and at
	// the end, may be theirs.
	Shared bool
}

// Run tests that the stores that open makes keep the contract. Each call of
// open gives an empty store, which Run closes.
func Run(t *testing.T, open func(t *testing.T) store.Store) { RunWith(t, Options{}, open) }

// RunWith is Run with options.
func RunWith(t *testing.T, o Options, open func(t *testing.T) store.Store) {
	for _, group := range [][]contractTest{
		appendTests, repeatTests, refusalTests, readStreamTests, readAllTests, systemTests, tombstoneTests, describeTests,
		subscribeTests, concurrencyTests, linearTests, closeTests,
	} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				s := open(t)
				t.Cleanup(func() {
					if err := s.Close(); err != nil {
						t.Errorf("close: %v", err)
					}
				})
				if c.with != nil {
					c.with(t, s, o)
					return
				}
				c.run(t, s)
			})
		}
	}
}

type contractTest struct {
	name string
	run  func(t *testing.T, s store.Store)
	with func(t *testing.T, s store.Store, o Options) // instead of run
}

// patience bounds every wait. A test that reaches it has failed.
const patience = 60 * time.Second

func patient(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// batch makes the events with the numbers from to to-1 of a stream. The same
// numbers give the same events.
func batch(stream string, from, to int) []store.NewEvent {
	list := make([]store.NewEvent, 0, to-from)
	for i := from; i < to; i++ {
		list = append(list, typed(stream, i, "thing.happened.v1"))
	}
	return list
}

func typed(stream string, i int, typ string) store.NewEvent {
	return store.NewEvent{
		ID:   events.DeriveID(fmt.Sprintf("storetest/%s/%d", stream, i)),
		Type: typ,
		Data: fmt.Appendf(nil, `{"stream":%q,"number":%d}`, stream, i),
		Meta: fmt.Appendf(nil, `{"time":"2026-01-02T03:04:05Z","n":%d}`, i),
	}
}

func mustAppend(t *testing.T, s store.Store, stream string, expected store.Expected, list ...store.NewEvent) store.Appended {
	t.Helper()
	a, err := s.Append(patient(t), stream, expected, list...)
	if err != nil {
		t.Fatalf("append %d events to %s expecting %s: %v", len(list), stream, expected, err)
	}
	return a
}

// fill appends n events to a stream that has none, in batches.
func fill(t *testing.T, s store.Store, stream string, n int) {
	t.Helper()
	expected := store.NoStream()
	const fillBatch = 256
	for from := 0; from < n; from += fillBatch {
		a := mustAppend(t, s, stream, expected, batch(stream, from, min(n, from+fillBatch))...)
		expected = store.At(a.Revision)
	}
}

func wantWrong(t *testing.T, err error, want store.WrongExpected) {
	t.Helper()
	var got *store.WrongExpected
	if !errors.As(err, &got) {
		t.Fatalf("error %v, want WrongExpected", err)
	}
	if *got != want {
		t.Fatalf("error %+v, want %+v", *got, want)
	}
}

func wantIs(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

// readStream reads a whole stream, page by page.
func readStream(t *testing.T, s store.Store, stream string, from events.Revision, dir store.Direction, max int) []store.Event {
	t.Helper()
	var all []store.Event
	for {
		page, err := s.ReadStream(patient(t), stream, from, dir, max)
		if err != nil {
			t.Fatalf("read stream %s from %d: %v", stream, from, err)
		}
		if len(page.Events) > max {
			t.Fatalf("page of %d events, asked for %d", len(page.Events), max)
		}
		all = append(all, page.Events...)
		if page.End {
			return all
		}
		if len(page.Events) == 0 || page.Next == from {
			t.Fatalf("page from %d makes no progress: %d events, next %d", from, len(page.Events), page.Next)
		}
		from = page.Next
	}
}

// readAll reads the whole log, page by page.
func readAll(t *testing.T, s store.Store, from events.Position, dir store.Direction, filter store.Filter, max int) []store.Event {
	t.Helper()
	var all []store.Event
	for {
		page, err := s.ReadAll(patient(t), from, dir, filter, max)
		if err != nil {
			t.Fatalf("read log from %s: %v", from, err)
		}
		if len(page.Events) > max {
			t.Fatalf("page of %d events, asked for %d", len(page.Events), max)
		}
		all = append(all, page.Events...)
		if page.End {
			return all
		}
		if progress := page.Next > from; progress != (dir == store.Forwards) || page.Next == from {
			t.Fatalf("page from %s goes to %s", from, page.Next)
		}
		from = page.Next
	}
}

// wantContents compares a list with the events that were appended, in order.
func wantContents(t *testing.T, got []store.Event, stream string, first events.Revision, want []store.NewEvent) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d events of %s, want %d", len(got), stream, len(want))
	}
	for i, e := range got {
		w := &want[i]
		if e.ID != w.ID || e.Type != w.Type || !bytes.Equal(e.Data, w.Data) || !bytes.Equal(e.Meta, w.Meta) {
			t.Fatalf("event %d of %s is %s %.100s, want %s %.100s", i, stream, e.Type, e.Data, w.Type, w.Data)
		}
		if e.Stream != stream || e.Revision != first+events.Revision(i) {
			t.Fatalf("event %d stands at %s/%d, want %s/%d", i, e.Stream, e.Revision, stream, int(first)+i)
		}
	}
}

// wantOrdered checks that positions grow and that every stream's revisions
// follow each other from 0.
func wantOrdered(t *testing.T, list []store.Event) {
	t.Helper()
	next := make(map[string]events.Revision)
	var last events.Position
	for i, e := range list {
		if e.Position <= last {
			t.Fatalf("event %d at position %s follows %s", i, e.Position, last)
		}
		if e.Revision != next[e.Stream] {
			t.Fatalf("event %d is %s/%d, want revision %d", i, e.Stream, e.Revision, next[e.Stream])
		}
		last = e.Position
		next[e.Stream]++
	}
}

func reversed(list []store.Event) []store.Event {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

// diff says where two lists of events first differ; empty means nowhere.
func diff(want, got []store.Event) string {
	for i := range min(len(want), len(got)) {
		w, g := want[i], got[i]
		if !w.Created.Equal(g.Created) || !bytes.Equal(w.Data, g.Data) || !bytes.Equal(w.Meta, g.Meta) ||
			w.ID != g.ID || w.Stream != g.Stream || w.Revision != g.Revision || w.Position != g.Position || w.Type != g.Type {
			return fmt.Sprintf("event %d is %+v, want %+v", i, g, w)
		}
	}
	if len(want) != len(got) {
		return fmt.Sprintf("%d events, want %d", len(got), len(want))
	}
	return ""
}
