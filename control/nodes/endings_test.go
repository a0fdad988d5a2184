package nodes_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// start records what a node reports of a conference that begins.
func (h *house) start(t *testing.T, id, nodeID string, seq uint64) {
	t.Helper()
	for i, ev := range []events.Event{
		events.ConferenceStarted{ID: id, NodeID: nodeID},
		events.ParticipantJoined{ConferenceID: id, ParticipantID: "p", Role: events.RoleHost, NodeID: nodeID},
	} {
		h.do(t, conference.RecordFact{ID: id, Fact: events.FactRef{Node: nodeID, Epoch: "e", Seq: seq + uint64(i)}, Event: ev})
	}
}

func (h *house) conference(t *testing.T, id string) string {
	t.Helper()
	var out []string
	for _, ev := range controltest.Stream(t, h.Store, "conference-"+id) {
		text := strings.TrimSuffix(strings.TrimPrefix(ev.EventType(), "conference."), ".v1")
		if e, ok := ev.(events.ConferenceEnded); ok {
			text += " " + e.Reason
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestConferencesOfARemovedNodeEnd(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		h := build(t, s)
		const first, odd, other = "a-1", "Odd.name_2", "a-3"
		h.start(t, first, h.id, 1)
		h.start(t, odd, h.id, 3)
		h.start(t, other, "elsewhere", 1)
		// A conference that goes on at a node that stays.
		const both = "a-4"
		stays := h.do(t, node.Create{Patch: node.Patch{
			Name: domain.Some("stays"), LocationID: domain.Some(h.location), Address: domain.Some("192.0.2.2"),
		}}).ID
		h.start(t, both, h.id, 5)
		h.do(t, conference.RecordFact{ID: both, Fact: events.FactRef{Node: stays, Epoch: "e", Seq: 1}, Event: events.ParticipantJoined{
			ConferenceID: both, ParticipantID: "q", Role: events.RoleHost, NodeID: stays,
		}})
		want := []conference.Release{{ID: other, NodeID: "elsewhere"}}
		if got, err := h.Index.Orphans(t.Context()); err != nil || !slices.Equal(got, want) {
			t.Fatalf("orphans %v, %v, want those of a node that there is not", got, err)
		}
		if got, err := h.Index.Outstanding(t.Context()); err != nil || !slices.Equal(got["elsewhere"], []string{other}) || !slices.Equal(got[stays], []string{both}) || len(got[h.id]) != 3 {
			t.Fatalf("outstanding %v, %v", got, err)
		}
		h.do(t, node.Remove{ID: h.id, Force: true})

		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		e := nodes.NewEndings(h.Executor, h.Index, h.Log)
		go func() { done <- e.Run(ctx) }()
		e.Wake()
		for {
			got, err := h.Index.Orphans(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(got) == 0 {
				break
			}
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		for _, id := range []string{first, odd, other} {
			if got := h.conference(t, id); got != "started, participant-joined, participant-left, ended node-removed" {
				t.Errorf("%s: %s", id, got)
			}
		}
		if got := h.conference(t, both); got != "started, participant-joined, node-entered, participant-joined, participant-left, node-left" {
			t.Errorf("%s: %s", both, got)
		}
		// What the node says afterwards changes nothing.
		h.do(t, conference.RecordFact{
			ID: first, Fact: events.FactRef{Node: h.id, Epoch: "e", Seq: 9}, Event: events.ConferenceEnded{ID: first, Reason: "empty"},
		})
		if got := h.conference(t, first); !strings.HasSuffix(got, "ended node-removed") {
			t.Errorf("after a late report: %s", got)
		}
	})
}

// A node that is silent may be carrying its calls all the same.
func TestConferencesOfASilentNodeGoOn(t *testing.T) {
	h := build(t, controltest.Memory(t))
	h.start(t, "a-1", h.id, 1)
	h.do(t, node.ObserveLiveness{ID: h.id, To: events.LivenessStale, LastReportAt: h.now()})
	if got, err := h.Index.Orphans(t.Context()); err != nil || len(got) > 0 {
		t.Errorf("orphans %v, %v", got, err)
	}
}

// orphans answers as it is told, once per question.
type orphans struct {
	asked   chan struct{}
	answers []error
	ids     []conference.Release
}

func (o *orphans) Orphans(context.Context) ([]conference.Release, error) {
	err := o.answers[0]
	o.answers = o.answers[1:]
	o.asked <- struct{}{}
	return o.ids, err
}

type ended struct {
	mu  sync.Mutex // guards ids
	ids []string
}

func (e *ended) Execute(_ context.Context, _ control.Envelope, cmd domain.Command) (control.Receipt, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ids = append(e.ids, cmd.AggregateID())
	if len(e.ids) == 1 {
		return control.Receipt{}, errors.New("store unavailable")
	}
	return control.Receipt{}, nil
}

func TestEndingsAreTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		o := &orphans{asked: make(chan struct{}), answers: []error{errors.New("down"), nil, nil, nil}, ids: []conference.Release{{ID: "1"}, {ID: "2"}}}
		x := &ended{}
		e := nodes.NewEndings(x, o, slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- e.Run(ctx) }()
		for i, want := range []time.Duration{0, 5 * time.Second, 10 * time.Second, 12 * time.Second} {
			<-o.asked
			if took := time.Since(start); took != want {
				t.Errorf("question %d after %v, want %v", i, took, want)
			}
		}
		synctest.Wait()
		stop()
		<-done
		slices.Sort(x.ids)
		if got := strings.Join(x.ids, " "); got != "1 1 1 2 2 2" {
			t.Errorf("ended %s", got)
		}
	})
}
