package esdbserver_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/memory"
)

// told is what a subscription said, one word each.
func told(t *testing.T, sub *esdb.Subscription, until func(word string) bool) []string {
	t.Helper()
	var words []string
	for {
		var word string
		switch m := sub.Recv(); {
		case m.EventAppeared != nil:
			e := m.EventAppeared.OriginalEvent()
			word = fmt.Sprintf("%s@%d", e.StreamID, e.EventNumber)
		case m.CheckPointReached != nil:
			word = "checkpoint"
		case m.CaughtUp != nil:
			word = "caught up"
		case m.SubscriptionDropped != nil:
			t.Fatalf("dropped after %v: %v", words, m.SubscriptionDropped.Error)
		default:
			word = "?"
		}
		if words = append(words, word); until(word) {
			return words
		}
	}
}

func upTo(last string) func(string) bool { return func(word string) bool { return word == last } }

func appendEvents(t testing.TB, client *esdb.Client, stream string, list ...esdb.EventData) *esdb.WriteResult {
	t.Helper()
	done, err := client.AppendToStream(testContext(t), stream, esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, list...)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestSubscribeToStream(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 3)...)
	appendEvents(t, client, "b-1", newEvents("x", 2)...)
	for name, c := range map[string]struct {
		from esdb.StreamPosition
		want []string
	}{
		"start":    {esdb.Start{}, []string{"a-1@0", "a-1@1", "a-1@2", "caught up", "a-1@3"}},
		"revision": {esdb.Revision(1), []string{"a-1@2", "caught up", "a-1@3"}},
		"end":      {esdb.End{}, []string{"caught up", "a-1@3"}},
	} {
		t.Run(name, func(t *testing.T) {
			client := dial(t, esdbtest.StartTLS(t, memory.New()))
			appendEvents(t, client, "a-1", newEvents("x", 3)...)
			appendEvents(t, client, "b-1", newEvents("x", 2)...)
			sub, err := client.SubscribeToStream(testContext(t), "a-1", esdb.SubscribeToStreamOptions{From: c.from})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = sub.Close() }()
			got := told(t, sub, upTo("caught up"))
			appendEvents(t, client, "b-1", newEvents("x", 1)...)
			appendEvents(t, client, "a-1", newEvents("x", 1)...)
			got = append(got, told(t, sub, upTo("a-1@3"))...)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// A stream may be subscribed to before it exists.
func TestSubscribeToNothing(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	sub, err := client.SubscribeToStream(testContext(t), "a-1", esdb.SubscribeToStreamOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Close() }()
	told(t, sub, upTo("caught up"))
	appendEvents(t, client, "a-1", newEvents("x", 1)...)
	told(t, sub, upTo("a-1@0"))
}

func TestSubscribeToAll(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	first := appendEvents(t, client, "a-1", newEvents("x.one", 2)...)
	appendEvents(t, client, "b-1", newEvents("y.one", 2)...)
	for name, c := range map[string]struct {
		from   esdb.AllPosition
		filter *esdb.SubscriptionFilter
		want   []string
	}{
		"start":    {esdb.Start{}, nil, []string{"a-1@0", "a-1@1", "b-1@0", "b-1@1", "caught up"}},
		"position": {esdb.Position{Commit: first.CommitPosition, Prepare: first.PreparePosition}, nil, []string{"b-1@0", "b-1@1", "caught up"}},
		"end":      {esdb.End{}, nil, []string{"caught up"}},
		"stream prefix": {
			esdb.Start{},
			&esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{"b-", "c-"}},
			[]string{"b-1@0", "b-1@1", "checkpoint", "caught up"},
		},
		"type regex": {
			esdb.Start{},
			&esdb.SubscriptionFilter{Type: esdb.EventFilterType, Regex: `^x\.`},
			[]string{"a-1@0", "a-1@1", "checkpoint", "caught up"},
		},
		"no match": {
			esdb.Start{},
			&esdb.SubscriptionFilter{Type: esdb.EventFilterType, Prefixes: []string{"z"}},
			[]string{"checkpoint", "caught up"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			sub, err := client.SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{From: c.from, Filter: c.filter})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = sub.Close() }()
			if got := told(t, sub, upTo("caught up")); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Checkpoints come every window times interval considered events, in order.
func TestCheckpoints(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 10)...)
	sub, err := client.SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{
		From: esdb.Start{}, MaxSearchWindow: 2, CheckpointInterval: 2,
		Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{"a-", "c-"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Close() }()
	want := []string{
		"a-1@0", "a-1@1", "a-1@2", "a-1@3", "checkpoint", "a-1@4", "a-1@5", "a-1@6", "a-1@7", "checkpoint",
		"a-1@8", "a-1@9", "checkpoint", "caught up",
	}
	if got := told(t, sub, upTo("caught up")); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	// Live: four events that do not pass make one too.
	done := appendEvents(t, client, "b-1", newEvents("x", 4)...)
	m := sub.Recv()
	if m.CheckPointReached == nil || m.CheckPointReached.Commit != done.CommitPosition {
		t.Errorf("got %+v, want a checkpoint at %d", m, done.CommitPosition)
	}
}
