package graph

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/transport"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/liveview"
)

// liveBench is Live View without anything around it, on a virtual clock.
type liveBench struct {
	t       *testing.T
	view    *liveview.View
	exec    graphql.GraphExecutor
	streams *liveStreams
	at      events.Position
}

// inBubble runs a test on a virtual clock with a Live View that is live.
func inBubble(t *testing.T, test func(t *testing.T, b *liveBench)) {
	synctest.Test(t, func(t *testing.T) {
		view := liveview.New(time.Now)
		deps := Deps{LiveView: view, Log: slog.New(slog.DiscardHandler), Now: time.Now}
		exec := newExecutor(deps)
		b := &liveBench{t: t, view: view, exec: exec, streams: newLiveStreams(exec, deps)}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); _ = view.Run(ctx) }()
		b.commit()
		test(t, b)
		stop()
		<-done
	})
}

// commit appends events and lets a tick pass.
func (b *liveBench) commit(list ...events.Event) {
	b.t.Helper()
	batch := projections.Batch{Live: true}
	for _, e := range list {
		b.at++
		batch.Events = append(batch.Events, events.Recorded{Position: b.at, Type: e.EventType(), Event: e, Created: time.Now(), Meta: events.Metadata{Time: time.Now()}})
	}
	batch.Through = b.at
	if _, err := b.view.Commit(b.t.Context(), batch); err != nil {
		b.t.Fatal(err)
	}
	time.Sleep(150 * time.Millisecond) // of the virtual clock: longer than a tick
	synctest.Wait()
}

func place(name string) events.Event {
	return events.LocationCreated{ID: name, Settings: events.LocationSettings{Name: name}}
}

func (b *liveBench) open(document string, variables map[string]any, scopes ...string) transport.Stream {
	b.t.Helper()
	ctx := graphql.StartOperationTrace(auth.WithCall(b.t.Context(), auth.Call{Principal: auth.Principal{
		Kind: auth.KindToken, ID: "t", Name: "t", Scopes: append(scopes, access.ScopeLiveViewRead, access.ScopeGraphQLAdHoc),
	}}))
	op, errs := b.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document, Variables: variables})
	if errs != nil {
		b.t.Fatal(errs)
	}
	stream, err := b.streams.Open(ctx, op, "")
	if err != nil || stream == nil {
		b.t.Fatalf("open: %v %v", stream, err)
	}
	return stream
}

func (b *liveBench) next(s transport.Stream) transport.Frame {
	b.t.Helper()
	f, err := s.Next(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return f
}

// sameBytes says that two payloads are one slice, not just equal.
func sameBytes(a, b []byte) bool { return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] }

func TestGroupsRenderOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, b *liveBench) {
		b.commit(place("oslo"))
		one := b.open(liveDocument, nil)
		two := b.open(liveDocument, map[string]any{"after": nil})
		resumed := b.open(liveDocument, map[string]any{"after": "0"})
		named := strings.Replace(liveDocument, "subscription", "subscription Named", 1)
		other := b.open(named, nil)
		elsewhere := b.open(liveDocument, nil, access.ScopeConfigRead)
		b.next(one)
		b.next(two)
		b.next(other)
		b.next(elsewhere)
		b.commit(place("bergen"))
		first, second := b.next(one), b.next(two)
		if !sameBytes(first.Payload, second.Payload) {
			t.Errorf("equal questions were rendered twice:\n%s\n%s", first.Payload, second.Payload)
		}
		if f := b.next(other); sameBytes(first.Payload, f.Payload) || string(first.Payload) != string(f.Payload) {
			t.Errorf("another document got\n%s", f.Payload)
		}
		if f := b.next(elsewhere); sameBytes(first.Payload, f.Payload) {
			t.Error("callers with other rights got the same bytes")
		}
		for f := b.next(resumed); !sameBytes(first.Payload, f.Payload); f = b.next(resumed) {
			if !strings.Contains(string(f.Payload), "LiveViewDelta") {
				t.Fatalf("a resumed reader got %s", f.Payload)
			}
		}
		if n := len(b.streams.groups); n != 3 {
			t.Errorf("%d groups", n)
		}
		for _, s := range []transport.Stream{one, two, resumed, other, elsewhere} {
			s.Close()
		}
		if n := len(b.streams.groups); n != 0 {
			t.Errorf("%d groups are left behind", n)
		}
	})
}

// One that asks the same but says where to go on by a variable is in the
// group of those who do not, as long as the rest of the variables agree.
func TestGroupKey(t *testing.T) {
	inBubble(t, func(t *testing.T, b *liveBench) {
		const document = `subscription($from: Position, $pace: Pace! = TEN_HZ, $all: Boolean! = true) {
			liveView(after: $from, pace: $pace) { __typename ... on LiveViewBookmark @include(if: $all) { position } } }`
		groups := func(variables map[string]any) int {
			b.open(document, variables)
			return len(b.streams.groups)
		}
		for i, step := range []struct {
			variables map[string]any
			want      int
		}{
			{nil, 1},
			{map[string]any{"from": "7"}, 1},
			{map[string]any{"pace": "TEN_HZ"}, 1},
			{map[string]any{"pace": "ONE_HZ"}, 2},
			{map[string]any{"all": false}, 3},
			{map[string]any{"all": false, "from": "1"}, 3},
		} {
			if got := groups(step.variables); got != step.want {
				t.Errorf("step %d: %d groups, want %d", i, got, step.want)
			}
		}
	})
}

func TestGroupsAreBounded(t *testing.T) {
	inBubble(t, func(t *testing.T, b *liveBench) {
		b.commit(place("oslo"))
		for i := range maxGroups + 10 {
			s := b.open(fmt.Sprintf(`subscription S%d { liveView { __typename } }`, i), nil)
			if f := b.next(s); string(f.Payload) != `{"data":{"liveView":{"__typename":"LiveViewSnapshot"}}}` {
				t.Fatalf("subscriber %d got %s", i, f.Payload)
			}
			if kept := len(s.(*liveStream).group.frames); (kept > 0) != (i < maxGroups) {
				t.Errorf("the group of subscriber %d keeps %d frames", i, kept)
			}
		}
		if n := len(b.streams.groups); n != maxGroups {
			t.Errorf("%d groups", n)
		}
	})
}

// A reader that stands still costs the publisher nothing and gets a snapshot
// when it comes back.
func TestSlowReaderGetsASnapshot(t *testing.T) {
	inBubble(t, func(t *testing.T, b *liveBench) {
		slow, quick := b.open(liveDocument, nil), b.open(liveDocument, nil)
		b.next(slow)
		b.next(quick)
		const changes = 200
		for i := range changes {
			b.commit(place(fmt.Sprintf("place %d", i)))
			if f := b.next(quick); !strings.Contains(string(f.Payload), "LiveViewDelta") {
				t.Fatalf("the quick reader got %s", f.Payload)
			}
		}
		f := b.next(slow)
		for _, want := range []string{"SLOW_CONSUMER", `"place 0"`, fmt.Sprintf(`"place %d"`, changes-1)} {
			if !strings.Contains(string(f.Payload), want) {
				t.Errorf("the slow reader's frame lacks %s", want)
			}
		}
		b.commit(place("later"))
		if f := b.next(slow); !strings.Contains(string(f.Payload), "LiveViewDelta") || !strings.Contains(string(f.Payload), "later") {
			t.Errorf("then the slow reader got %s", f.Payload)
		}
	})
}

// The frames that a group keeps are bounded; what was dropped is rendered
// again, and equal.
func TestKeptFramesAreBounded(t *testing.T) {
	inBubble(t, func(t *testing.T, b *liveBench) {
		group := b.open(liveDocument, nil).(*liveStream).group
		big := strings.Repeat("x", 1<<20)
		render := func(seq uint64) []byte {
			delta := &liveview.Delta{Seq: seq, Locations: []*liveview.Location{{ID: "a", Name: big}}}
			return group.render(delta.Key(), func() model.LiveViewEvent { return modelLive(delta) })
		}
		first := render(1)
		for seq := range uint64(20) {
			render(seq)
			if group.size > keptFrames+len(first) || len(group.frames) != len(group.order) {
				t.Fatalf("%d bytes in %d frames, %d in order", group.size, len(group.frames), len(group.order))
			}
		}
		if again := render(1); string(again) != string(first) {
			t.Error("a frame that was dropped is rendered otherwise")
		}
	})
}
