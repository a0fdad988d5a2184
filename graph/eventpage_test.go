package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

const pageDocument = `query($first: Int!, $after: String, $filter: EventFilter) { events(first: $first, after: $after, filter: $filter) {
	edges { cursor node { position } } nodes { position stream } pageInfo { hasNextPage hasPreviousPage endCursor } } }`

// walk pages through events and gives their positions.
func (s *stack) walk(secret string, first int, filter map[string]any) []string {
	s.t.Helper()
	var all []string
	var after any
	for range 1000 {
		a := s.ask(secret, pageDocument, map[string]any{"first": first, "after": after, "filter": filter})
		if len(a.Errors) > 0 {
			s.t.Fatal(a.raw)
		}
		nodes, _ := a.at(s.t, "events.nodes").([]any)
		if len(nodes) > first {
			s.t.Fatalf("a page of %d has %d", first, len(nodes))
		}
		for _, n := range nodes {
			all = append(all, fmt.Sprint(n.(map[string]any)["position"]))
		}
		if a.at(s.t, "events.pageInfo.hasNextPage") == false {
			return all
		}
		after = a.at(s.t, "events.pageInfo.endCursor")
	}
	s.t.Fatal("no end of pages")
	return nil
}

// Pages of every size put together are the log, newest first; also when the
// filter passes little, and for one stream, which is read by its own index.
func TestEventPages(t *testing.T) {
	s := newStack(t)
	for i := range 12 {
		s.place(fmt.Sprint("L", i))
	}
	one := s.place("One")
	s.execute("", location.Update{ID: one.ID, Patch: location.Patch{Description: domain.Some("x")}})
	s.execute("", location.Update{ID: one.ID, Patch: location.Patch{Description: domain.Some("y")}})
	log, err := s.raw.ReadAll(t.Context(), 0, store.Forwards, store.Filter{}, store.MaxPage)
	if err != nil || !log.End {
		t.Fatal(err)
	}
	for name, filter := range map[string]map[string]any{
		"all":              nil,
		"type":             {"typePrefixes": []any{"location.updated", "token."}},
		"stream prefix":    {"streamPrefixes": []any{"location-"}, "typePrefixes": []any{"location."}},
		"stream":           {"stream": events.LocationStream(one.ID)},
		"stream and type":  {"stream": events.LocationStream(one.ID), "typePrefixes": []any{"location.updated"}},
		"no such stream":   {"stream": "location-nowhere"},
		"nothing":          {"typePrefixes": []any{"x"}},
		"stream elsewhere": {"stream": events.LocationStream(one.ID), "streamPrefixes": []any{"node-"}},
	} {
		var want []string
		f, err := filterArgument(filter)
		if err != nil {
			t.Fatal(err)
		}
		pass, err := eventFilter(auth.Principal{}, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range slices.Backward(log.Events) {
			if pass.Match(e.Stream, e.Type) {
				want = append(want, e.Position.String())
			}
		}
		for _, first := range []int{1, 2, 3, 100} {
			if got := s.walk(s.reader, first, filter); !slices.Equal(got, want) {
				t.Errorf("%s in pages of %d: %v, want %v", name, first, got, want)
			}
		}
	}
}

func TestEventCursorsBelongToTheirList(t *testing.T) {
	s := newStack(t)
	one := s.place("One")
	stream := map[string]any{"stream": events.LocationStream(one.ID)}
	a := s.ask(s.reader, pageDocument, map[string]any{"first": 1})
	cursor := a.at(t, "events.edges.0.cursor")
	for what, vars := range map[string]map[string]any{
		"of the log for a stream": {"first": 1, "after": cursor, "filter": stream},
		"garbage":                 {"first": 1, "after": "garbage"},
	} {
		if got := s.ask(s.reader, pageDocument, vars); got.code() != string(apierr.BadUserInput) {
			t.Errorf("%s: %s", what, got.raw)
		}
	}
}

// One page must not become larger than memory likes.
func TestEventPagesAreBoundedInBytes(t *testing.T) {
	s := newStack(t)
	big, err := json.Marshal(map[string]string{"x": strings.Repeat("x", 900<<10)})
	if err != nil {
		t.Fatal(err)
	}
	const many = 12
	for i := range many {
		_, err := s.raw.Append(t.Context(), events.IntegrationPrefix+"big", store.Any(), store.NewEvent{
			ID: events.DeriveID(fmt.Sprint("big", i)), Type: "big", Data: big,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, filter := range []map[string]any{{"typePrefixes": []any{"big"}}, {"stream": events.IntegrationPrefix + "big"}} {
		a := s.ask(s.reader, `query($f: EventFilter) { events(first: 100, filter: $f) { nodes { data } pageInfo { hasNextPage } } }`, map[string]any{"f": filter})
		nodes, _ := a.at(t, "events.nodes").([]any)
		if len(a.raw) > maxPageBytes+2<<20 || len(nodes) == 0 || len(nodes) == many || a.at(t, "events.pageInfo.hasNextPage") != true {
			t.Errorf("%v: a page of %d events and %d bytes", filter, len(nodes), len(a.raw))
		}
		if got := s.walk(s.reader, 100, filter); len(got) != many {
			t.Errorf("%v: all pages have %d events", filter, len(got))
		}
	}
}

// A page that would take too long to find is cut, and says where to go on.
func TestEventPagesAreBoundedInTime(t *testing.T) {
	var passed atomic.Int64
	s := newStack(t, func(d *Deps) {
		start := time.Now()
		d.Now = func() time.Time { return start.Add(time.Duration(passed.Add(int64(maxPageTime) + 1))) }
		d.EventStore = paged{d.EventStore}
	})
	for i := range 5 {
		s.place(fmt.Sprint(i))
	}
	a := s.ask(s.reader, pageDocument, map[string]any{"first": 10, "filter": map[string]any{"typePrefixes": []any{"administrator.created"}}})
	if a.at(t, "events.pageInfo.hasNextPage") != true || a.at(t, "events.pageInfo.endCursor") == nil || len(a.at(t, "events.nodes").([]any)) != 0 {
		t.Fatal(a.raw)
	}
	if got := s.walk(s.reader, 10, map[string]any{"typePrefixes": []any{"administrator.created"}}); len(got) != 2 {
		t.Errorf("all pages have %v", got)
	}
}

// paged is a log that considers one event at a time.
type paged struct{ EventStore }

func (p paged) ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, _ int) (store.AllPage, error) {
	page, err := p.EventStore.ReadAll(ctx, from, dir, store.Filter{System: true}, 1)
	if err == nil && len(page.Events) == 1 && !filter.Match(page.Events[0].Stream, page.Events[0].Type) {
		page.Events = nil
	}
	return page, err
}
