package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
)

const eventsDocument = `subscription($after: Position, $filter: EventFilter) { events(after: $after, filter: $filter) {
	__typename ... on Event { position stream type data } ... on EventBookmark { position caughtUp } } }`

// shortLog is a log of which the beginning was removed.
type shortLog struct {
	store.Store
	oldest events.Position
}

func (l shortLog) Describe(context.Context) (store.Info, error) {
	return store.Info{Oldest: l.oldest, Newest: l.oldest + 1}, nil
}

// eventBench is the events subscription on a virtual clock.
type eventBench struct {
	t       *testing.T
	log     *memory.Store
	exec    graphql.GraphExecutor
	streams *eventStreams
	count   int
}

func withEvents(t *testing.T, test func(t *testing.T, b *eventBench)) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.New()
		deps := Deps{EventStore: log, LogEnd: StoreEnd{log}, Log: slog.New(slog.DiscardHandler), Now: time.Now}
		exec := newExecutor(deps)
		b := &eventBench{t: t, log: log, exec: exec, streams: newEventStreams(exec, deps)}
		test(t, b)
		if b.streams.readers != 0 || len(b.streams.held) != 0 || len(b.streams.groups) != 0 {
			t.Errorf("left behind: %d readers, %v, %d groups", b.streams.readers, b.streams.held, len(b.streams.groups))
		}
		if err := log.Close(); err != nil {
			t.Error(err)
		}
	})
}

func (b *eventBench) add(stream string, list ...events.Event) events.Position {
	b.t.Helper()
	var at events.Position
	for _, e := range list {
		b.count++
		one, err := codec.Encode(events.DeriveID(fmt.Sprint(b.count)), e, events.Metadata{Actor: system, Time: time.Now()})
		if err != nil {
			b.t.Fatal(err)
		}
		done, err := b.log.Append(b.t.Context(), stream, store.Any(), one)
		if err != nil {
			b.t.Fatal(err)
		}
		at = done.Position
	}
	return at
}

func reader(p auth.Principal, scopes ...string) auth.Principal {
	p.Kind, p.Scopes = auth.KindToken, append(scopes, access.ScopeEventsRead, access.ScopeGraphQLAdHoc)
	if p.ID == "" {
		p.ID = "t"
	}
	return p
}

func (b *eventBench) tryOpen(p auth.Principal, resume string, variables map[string]any) (transport.Stream, error) {
	b.t.Helper()
	ctx := graphql.StartOperationTrace(auth.WithCall(b.t.Context(), auth.Call{Principal: p}))
	op, errs := b.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: eventsDocument, Variables: variables})
	if errs != nil {
		b.t.Fatal(errs)
	}
	return b.streams.Open(ctx, op, resume)
}

func (b *eventBench) open(p auth.Principal, variables map[string]any) transport.Stream {
	b.t.Helper()
	s, err := b.tryOpen(p, "", variables)
	if err != nil || s == nil {
		b.t.Fatalf("open: %v %v", s, err)
	}
	return s
}

// next gives the next message in short: e3 node.created.v1, or b3 true.
func (b *eventBench) next(s transport.Stream) string {
	b.t.Helper()
	f, err := s.Next(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return short(b.t, f)
}

func short(t *testing.T, f transport.Frame) string {
	t.Helper()
	var a struct {
		Errors []any
		Data   struct {
			Events struct {
				Typename string `json:"__typename"`
				Position string
				Type     string
				CaughtUp bool
			}
		}
	}
	if err := json.Unmarshal(f.Payload, &a); err != nil || len(a.Errors) > 0 || a.Data.Events.Position != f.ID {
		t.Fatalf("frame %s %s: %v", f.ID, f.Payload, err)
	}
	e := a.Data.Events
	if e.Typename == "Event" {
		return "e" + e.Position + " " + e.Type
	}
	return fmt.Sprint("b", e.Position, " ", e.CaughtUp)
}

func (b *eventBench) want(s transport.Stream, list ...string) {
	b.t.Helper()
	for _, w := range list {
		if got := b.next(s); got != w {
			b.t.Fatalf("got %s, want %s", got, w)
		}
	}
}

func TestEventsNewOnly(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		b.add("location-a", place("a"), place("b"))
		s := b.open(reader(auth.Principal{}), nil)
		defer s.Close()
		b.want(s, "b2 true")
		b.add("location-a", place("c"))
		b.want(s, "e3 location.created.v1")
		began := time.Now()
		b.want(s, "b3 true", "b3 true")
		if took := time.Since(began); took != 2*eventSilence {
			t.Errorf("two bookmarks took %s", took)
		}
	})
}

func TestEventsResume(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		for i := range 5 {
			b.add("location-a", place(fmt.Sprint(i)))
		}
		for after := range 6 {
			s := b.open(reader(auth.Principal{}), map[string]any{"after": fmt.Sprint(after)})
			for i := after + 1; i <= 5; i++ {
				b.want(s, fmt.Sprint("e", i, " location.created.v1"))
			}
			b.want(s, "b5 true")
			s.Close()
		}
		// The id of the last frame counts more than the argument.
		s, err := b.tryOpen(reader(auth.Principal{}), "4", map[string]any{"after": "1"})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		b.want(s, "e5 location.created.v1", "b5 true")
	})
}

// A reader of rare events is told how far it is, although there are none.
func TestEventsFilter(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		s := b.open(reader(auth.Principal{}), map[string]any{"filter": map[string]any{
			"typePrefixes": []any{"location.removed"}, "streamPrefixes": "location-",
		}})
		defer s.Close()
		b.want(s, "b0 true")
		done := make(chan struct{})
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			defer close(done)
			for ctx.Err() == nil {
				b.add("location-a", place("x"))
				time.Sleep(time.Second) // of the virtual clock
			}
		}()
		began := time.Now()
		if got := b.next(s); !strings.HasPrefix(got, "b") || strings.HasPrefix(got, "b0") {
			t.Errorf("got %s", got)
		}
		if took := time.Since(began); took < eventSilence || took > eventSilence+2*time.Second {
			t.Errorf("a bookmark took %s", took)
		}
		stop()
		<-done
		at := b.add("location-b", events.LocationRemoved{ID: "b"})
		for {
			got := b.next(s)
			if strings.HasPrefix(got, "e") {
				if got != fmt.Sprint("e", at, " location.removed.v1") {
					t.Errorf("got %s", got)
				}
				return
			}
		}
	})
}

func TestEventsWithinReach(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		b.add("location-a", place("a"))
		b.add("node-a", events.NodeMaintenanceLeft{ID: "a"})
		b.add("node-b", events.NodeMaintenanceLeft{ID: "b"})
		for name, c := range map[string]struct {
			reach  auth.Principal
			filter map[string]any
			want   []string
		}{
			"by stream":        {auth.Principal{EventStreams: []string{"node-"}}, nil, []string{"e2 node.maintenance-left.v1", "e3 node.maintenance-left.v1"}},
			"by type":          {auth.Principal{EventTypes: []string{"location."}}, nil, []string{"e1 location.created.v1"}},
			"both":             {auth.Principal{EventTypes: []string{"node."}, EventStreams: []string{"node-b"}}, nil, []string{"e3 node.maintenance-left.v1"}},
			"filter inside":    {auth.Principal{EventStreams: []string{"node-"}}, map[string]any{"streamPrefixes": []any{"node-b", "location-"}}, []string{"e3 node.maintenance-left.v1"}},
			"filter outside":   {auth.Principal{EventStreams: []string{"node-"}}, map[string]any{"streamPrefixes": []any{"location-"}}, nil},
			"filter wider":     {auth.Principal{EventStreams: []string{"node-b"}}, map[string]any{"streamPrefixes": []any{"n"}}, []string{"e3 node.maintenance-left.v1"}},
			"a stream outside": {auth.Principal{EventStreams: []string{"node-b"}}, map[string]any{"stream": "node-a"}, nil},
		} {
			s := b.open(reader(c.reach), map[string]any{"after": "0", "filter": c.filter})
			for _, w := range append(c.want, "b3 true") {
				if got := b.next(s); got != w {
					t.Errorf("%s: got %s, want %s", name, got, w)
				}
			}
			s.Close()
		}
	})
}

func TestEventsBookmarks(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		for i := range 9 {
			b.add("location-a", place(fmt.Sprint(i)))
		}
		b.streams.deps.EventStore = shortLog{b.log, 5}
		for after, want := range map[string]apierr.Code{
			"0": apierr.BookmarkExpired, "4": apierr.BookmarkExpired, "5": "", "9": "",
			"10": apierr.BookmarkBeyondEnd, "9223372036854775807": apierr.BookmarkBeyondEnd, "18446744073709551615": apierr.BookmarkBeyondEnd,
		} {
			s, err := b.tryOpen(reader(auth.Principal{}), "", map[string]any{"after": after})
			if want == "" {
				if err != nil {
					t.Fatalf("after %s: %v", after, err)
				}
				s.Close()
				continue
			}
			known, ok := errors.AsType[*apierr.Error](err)
			if !ok || known.Code != want || (known.OldestPosition == "5") != (want == apierr.BookmarkExpired) {
				t.Errorf("after %s: %+v", after, err)
			}
		}
	})
}

// Those who are at the end of the log share the bytes, unless they may see
// different things.
func TestEventsShareBytes(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		one, two := b.open(reader(auth.Principal{ID: "a"}), nil), b.open(reader(auth.Principal{ID: "b"}), nil)
		may := b.open(reader(auth.Principal{ID: "c"}, access.ScopePersonalRead), nil)
		for _, s := range []transport.Stream{one, two, may} {
			defer s.Close()
			b.want(s, "b0 true")
		}
		b.add("conference-c", events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", DisplayName: "Ada", Remote: "192.0.2.1"})
		frame := func(s transport.Stream) transport.Frame {
			f, err := s.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		first, second, third := frame(one), frame(two), frame(may)
		if !sameBytes(first.Payload, second.Payload) || sameBytes(first.Payload, third.Payload) {
			t.Error("the wrong readers share bytes")
		}
		if text := string(first.Payload); strings.Contains(text, "Ada") || strings.Contains(text, "192.0.2.1") || !strings.Contains(text, `"displayName":""`) {
			t.Errorf("without personal:read: %s", text)
		}
		if text := string(third.Payload); !strings.Contains(text, "Ada") || !strings.Contains(text, "192.0.2.1") {
			t.Errorf("with personal:read: %s", text)
		}
		b.add("conference-c", events.ParticipantErased{ConferenceID: "c", ParticipantID: "p"})
		b.want(may, "e2 conference.participant-erased.v1")
		if kept := len(may.(*eventStream).group.frames); kept != 0 {
			t.Errorf("%d frames are kept after an erasure", kept)
		}
	})
}

// A reader that takes its time gets everything, in order; nobody waits for it.
func TestEventsSlowReader(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		s := b.open(reader(auth.Principal{}), nil)
		defer s.Close()
		b.want(s, "b0 true")
		const many = 5000
		for i := range many {
			b.add("location-a", place(fmt.Sprint(i)))
		}
		for i := range many {
			for {
				got := b.next(s)
				if got == fmt.Sprint("e", i+1, " location.created.v1") {
					break
				}
				if strings.HasPrefix(got, "e") {
					t.Fatalf("got %s after %d", got, i)
				}
			}
		}
	})
}

func TestEventsReadersAreBounded(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		var open []transport.Stream
		for range maxReadersPerCaller {
			open = append(open, b.open(reader(auth.Principal{}), nil))
		}
		if _, err := b.tryOpen(reader(auth.Principal{}), "", nil); apierr.Of(err) != apierr.LimitExceeded {
			t.Errorf("one too many: %v", err)
		}
		open = append(open, b.open(reader(auth.Principal{ID: "other"}), nil))
		open[0].Close()
		open[0] = b.open(reader(auth.Principal{}), nil)
		for _, s := range open {
			s.Close()
		}
	})
}

func TestEventsRefusesOddFilters(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		many := make([]any, 51)
		for i := range many {
			many[i] = "x"
		}
		for _, filter := range []map[string]any{
			{"typePrefixes": many},
			{"streamPrefixes": many},
			{"typePrefixes": []any{""}},
			{"typePrefixes": []any{strings.Repeat("x", 129)}},
			{"streamPrefixes": []any{strings.Repeat("x", 201)}},
			{"stream": ""},
			{"stream": "a\nb"},
		} {
			if _, err := b.tryOpen(reader(auth.Principal{}), "", map[string]any{"filter": filter}); apierr.Of(err) != apierr.BadUserInput {
				t.Errorf("%v: %v", filter, err)
			}
		}
	})
}

// A log that fails ends the subscription with an error, not in silence.
func TestEventsEndWithTheLog(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		s := b.open(reader(auth.Principal{}), nil)
		defer s.Close()
		b.want(s, "b0 true")
		if err := b.log.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Next(t.Context()); !errors.Is(err, store.ErrClosed) {
			t.Errorf("got %v", err)
		}
	})
}

// noEnd is a log whose end nobody can tell.
type noEnd struct{}

func (noEnd) End(context.Context) (events.Position, error) { return 0, store.ErrUnavailable }

// While the log cannot be reached, silence does not mean that there is nothing.
func TestEventsSilenceIsNotTheEnd(t *testing.T) {
	withEvents(t, func(t *testing.T, b *eventBench) {
		s := b.open(reader(auth.Principal{}), nil)
		defer s.Close()
		b.want(s, "b0 true", "b0 true")
		b.streams.deps.LogEnd = noEnd{}
		b.want(s, "b0 false")
	})
}
