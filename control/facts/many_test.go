package facts_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

func startedBy(seq uint64, c, home string) link.Fact {
	return fact(seq, link.FactConferenceStarted, link.ConferenceStarted{
		ConferenceID: c, ServiceID: "s", ServiceName: "Daily", ServiceType: "conference", LocationID: "l", HomeID: home,
	})
}

// queues are what the nodes have to tell after a day alone.
type queues map[string][]link.Fact

func (q queues) add(node string, make func(seq uint64) link.Fact) {
	q[node] = append(q[node], make(uint64(len(q[node])+1)))
}

// day plays conferences that span six nodes: people join everywhere, some move,
// all leave, and the nodes release one after the other. It gives how many joined
// each.
func day(q queues, nodes []string, conferences, people int) map[string]int {
	joins := map[string]int{}
	for i := range conferences {
		c, home := fmt.Sprint("c", i), nodes[i%len(nodes)]
		for _, n := range nodes {
			q.add(n, func(seq uint64) link.Fact { return startedBy(seq, c, home) })
			if n != home {
				q.add(home, func(seq uint64) link.Fact {
					return fact(seq, link.FactNodeAdded, link.NodeAdded{ConferenceID: c, NodeID: n})
				})
			}
		}
		for j := range people {
			p, at := fmt.Sprintf("c%d-p%d", i, j), nodes[j%len(nodes)]
			q.add(at, func(seq uint64) link.Fact { return joined(seq, c, p) })
			joins[c]++
			if j%5 == 0 {
				at = nodes[(j+1)%len(nodes)]
				q.add(at, func(seq uint64) link.Fact {
					return fact(seq, link.FactParticipantMoved, link.ParticipantMoved{ConferenceID: c, ParticipantID: p, Role: "host", DisplayName: "Åsa", Moves: 1})
				})
			}
			q.add(at, func(seq uint64) link.Fact { return left(seq, c, p) })
		}
		for _, n := range nodes {
			others := slices.DeleteFunc(slices.Clone(nodes), func(id string) bool { return id == n })
			q.add(n, func(seq uint64) link.Fact {
				return fact(seq, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: c, Reason: "last-left", Nodes: others})
			})
		}
	}
	return joins
}

// Six nodes were without a Management Node for a day. They dial in one after the
// other, to two Management Nodes, and drain what they have at the same time. Nobody
// who was there is missing or doubled, and every conference ends once, last.
func TestADayWithoutTheManagementNode(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		nodes := []string{"n1", "n2", "n3", "n4", "n5", "n6"}
		q := queues{}
		joins := day(q, nodes, 12, 60)
		recorders := []*facts.Recorder{recorder(s, nil), recorder(s, nil)}
		var all sync.WaitGroup
		for i, n := range nodes {
			random := rand.New(rand.NewPCG(uint64(i), 11))
			all.Go(func() {
				for acked := uint64(0); acked < uint64(len(q[n])); {
					size := 1 + random.Uint64N(256)
					got, err := recorders[random.IntN(2)].Record(t.Context(), n, "e", q[n][acked:min(acked+size, uint64(len(q[n])))])
					if err != nil {
						t.Errorf("%s: %v", n, err)
						return
					}
					// The link changes hands now and then, and something comes again.
					acked = got - min(got, random.Uint64N(20))*(random.Uint64N(8)/7)
					for _, r := range recorders {
						r.Forget(n)
					}
				}
			})
		}
		all.Wait()
		for c, people := range joins {
			if err := sound(controltest.Stream(t, s, "conference-"+c), people); err != nil {
				t.Errorf("%s: %v", c, err)
			}
		}
	})
}

func sound(evs []events.Event, people int) error {
	in, gone := map[string]bool{}, 0
	for i, ev := range evs {
		switch e := ev.(type) {
		case events.ParticipantJoined:
			if _, again := in[e.ParticipantID]; again {
				return fmt.Errorf("%s joined again", e.ParticipantID)
			}
			in[e.ParticipantID] = true
		case events.ParticipantLeft:
			if !in[e.ParticipantID] {
				return fmt.Errorf("%s left again", e.ParticipantID)
			}
			if in[e.ParticipantID] = false; e.Reason != conference.ReasonConferenceEnded {
				gone++
			}
		case events.ConferenceEnded:
			if i != len(evs)-1 {
				return fmt.Errorf("ended with %d events to come", len(evs)-1-i)
			}
		}
	}
	if _, over := evs[len(evs)-1].(events.ConferenceEnded); !over || len(in) != people || gone != people {
		return fmt.Errorf("%d of %d joined, %d left themselves; the last event is %T", len(slices.Collect(maps.Keys(in))), people, gone, evs[len(evs)-1])
	}
	return nil
}

// What a node tells of the part that it has in a conference with others.
func TestFactsOfAConferenceOnManyNodes(t *testing.T) {
	s := controltest.Memory(t)
	r := recorder(s, nil)
	tell := func(node string, batch ...link.Fact) {
		t.Helper()
		if _, err := r.Record(t.Context(), node, "e", batch); err != nil {
			t.Fatal(err)
		}
	}
	moved := fact(2, link.FactParticipantMoved, link.ParticipantMoved{
		ConferenceID: "c", ParticipantID: "a", LocationID: "l", Remote: "192.0.2.7", Moves: 1, DisplayName: "Ann", Role: "guest", Muted: true,
	})
	tell("m", startedBy(1, "c", "n"), moved,
		fact(3, link.FactParticipantMedia, link.ParticipantMedia{ConferenceID: "c", ParticipantID: "a", Audio: true, MediaNodeID: "x"}),
		fact(4, link.FactBackplaneOpened, link.BackplaneOpened{ConferenceID: "c", BackplaneID: "b", NodeID: "x", Kind: "geo"}),
		fact(5, link.FactBackplaneClosed, link.BackplaneClosed{ConferenceID: "c", BackplaneID: "b", Packets: 9, LossPercent: 250, Reason: "unused"}),
		left(6, "c", "a"),
		fact(7, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: "c", Reason: "last-left", Nodes: []string{"n"}}))
	tell("n", startedBy(1, "c", ""), joined(2, "c", "a"),
		fact(3, link.FactHomeTaken, link.HomeTaken{ConferenceID: "c", Term: 3, Before: "n", Reason: "merged"}),
		fact(4, link.FactCallPlaced, link.CallPlaced{ConferenceID: "c", ParticipantID: "a", CallID: "k", NodeID: "x", LocationID: "l", Step: "overflow1", Tries: []link.PlacementTry{
			{LocationID: "l", Step: "overflow1", Verdict: "chosen", Candidates: make([]link.PlacementCandidate, 40)},
		}}), ended(5, "c"))
	const want = "started +a participant-muted participant-media-changed backplane-opened backplane-closed -a node-left node-entered home-changed call-placed ended"
	if got := types(t, s, "conference-c"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	evs := controltest.Stream(t, s, "conference-c")
	if e := evs[1].(events.ParticipantJoined); e.NodeID != "m" || e.DisplayName != "Ann" || e.Remote != "192.0.2.7" || e.Moves != 1 {
		t.Errorf("joined %+v", e)
	}
	if e := evs[3].(events.ParticipantMediaChanged); e.MediaNodeID != "x" {
		t.Errorf("media %+v", e)
	}
	if e := evs[5].(events.BackplaneClosed); e.Packets != 9 || e.LossPercent != 100 {
		t.Errorf("closed %+v", e)
	}
	if e := evs[10].(events.CallPlaced); len(e.Tries[0].Candidates) != link.MaxCandidates {
		t.Errorf("%d candidates", len(e.Tries[0].Candidates))
	}
}

func TestMalformedFactsOfManyNodes(t *testing.T) {
	for _, f := range []link.Fact{
		fact(1, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: "c", Nodes: []string{"../x"}}),
		fact(2, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: "c", Nodes: []string{"x"}, Entries: map[string]uint64{"x": 1 << 60}}),
		fact(3, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: "c", Nodes: make([]string, 20_000)}),
		fact(4, link.FactNodeAdded, link.NodeAdded{ConferenceID: "c"}),
		fact(5, link.FactHomeTaken, link.HomeTaken{ConferenceID: "c", Term: 1 << 60}),
		fact(6, link.FactParticipantMoved, link.ParticipantMoved{ConferenceID: "c", ParticipantID: "p", Role: "emperor"}),
		fact(7, link.FactCallPlaced, link.CallPlaced{ConferenceID: "c", ParticipantID: "p"}),
		fact(8, link.FactBackplaneOpened, link.BackplaneOpened{ConferenceID: "c", BackplaneID: "b", NodeID: "n", Kind: "lunar"}),
		fact(9, link.FactBackplaneClosed, link.BackplaneClosed{ConferenceID: "c"}),
		fact(10, link.FactConferenceStarted, link.ConferenceStarted{ConferenceID: "c", HomeID: "a b"}),
		fact(11, link.FactParticipantMedia, link.ParticipantMedia{ConferenceID: "c", ParticipantID: "p", MediaNodeID: "a b"}),
	} {
		if _, err := facts.Translate("n", f); err == nil {
			t.Errorf("fact %d of type %s is fine", f.Seq, f.Type)
		}
	}
}
