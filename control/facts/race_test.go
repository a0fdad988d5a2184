package facts_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

// TestTwoManagementNodesRecordAtOnce: the old one has not noticed yet that the
// node is linked to another by now. Both take the same facts at the same time,
// in other batches, with the end of a conference that takes several appends.
func TestTwoManagementNodesRecordAtOnce(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		const participants = 300 // more than fit into one append
		outbox := []link.Fact{started(1, "c"), started(2, "d")}
		for i := range participants {
			outbox = append(outbox, joined(uint64(len(outbox)+1), "c", fmt.Sprint("p", i)))
		}
		for i := range 20 {
			outbox = append(outbox, joined(uint64(len(outbox)+1), "d", fmt.Sprint("q", i)))
			outbox = append(outbox, left(uint64(len(outbox)+1), "d", fmt.Sprint("q", i)))
		}
		outbox = append(outbox, ended(uint64(len(outbox)+1), "c"))
		outbox = append(outbox, ended(uint64(len(outbox)+1), "d"))

		var both sync.WaitGroup
		for side := range 2 {
			random := rand.New(rand.NewPCG(uint64(side), 7))
			both.Go(func() {
				r := recorder(s, nil)
				for acked := uint64(0); acked < uint64(len(outbox)); {
					n := 1 + random.Uint64N(60)
					got, err := r.Record(t.Context(), "n", "e", outbox[acked:min(acked+n, uint64(len(outbox)))])
					if err != nil {
						t.Error(err)
						return
					}
					acked = got
				}
			})
		}
		both.Wait()
		for stream, want := range map[string]map[string]int{
			"conference-c": {"conference.started.v1": 1, "conference.participant-joined.v1": participants, "conference.participant-left.v1": participants, "conference.ended.v1": 1},
			"conference-d": {"conference.started.v1": 1, "conference.participant-joined.v1": 20, "conference.participant-left.v1": 20, "conference.ended.v1": 1},
		} {
			got, ids := map[string]int{}, map[events.ID]bool{}
			last := uint64(0)
			for _, rec := range controltest.Recorded(t, s, store.Filter{Streams: []string{stream}}) {
				got[rec.Type]++
				if ids[rec.ID] {
					t.Errorf("%s: event %s stands twice", stream, rec.ID)
				}
				ids[rec.ID] = true
				if f := rec.Meta.Fact; f != nil {
					if f.Seq <= last {
						t.Errorf("%s: fact %d after fact %d", stream, f.Seq, last)
					}
					last = f.Seq
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s: %v, want %v", stream, got, want)
			}
		}
	})
}

// TestALinkThatWentElsewhereAndCameBack: what this process remembers of the
// node is outdated, and is forgotten when the node comes back.
func TestALinkThatWentElsewhereAndCameBack(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		a, b := recorder(s, nil), recorder(s, nil)
		record(t, a, 2, started(1, "c"), joined(2, "c", "p"))
		record(t, b, 4, left(3, "c", "p"), joined(4, "c", "q"))
		a.Forget("n")
		record(t, a, 5, left(5, "c", "q"))
		if got := types(t, s, "conference-c"); got != "started +p -p +q -q" {
			t.Error(got)
		}
	})
}
