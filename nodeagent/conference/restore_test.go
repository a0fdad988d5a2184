package conference

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
)

// TestRestoredBehavesLikeTheOriginal: after any inputs, on any nodes, what is
// restored from the snapshot does what the original does. Before that moment all
// timers of the original are given anew, as those of the restored one are.
func TestRestoredBehavesLikeTheOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		svc := openRoom()
		if rapid.Bool().Draw(t, "guarded") {
			svc = guarded()
		}
		if rapid.Bool().Draw(t, "lecture") {
			svc.Type = serviceLecture
		}
		m := NewMachine(Setup{ConferenceID: "c", NodeID: "n1", LocationID: "loc", Service: svc, Reserve: capacity.HD})
		now, joined := t0, 0
		draw := func() Input {
			in := drawInput(t, &joined, svc, testSettings)
			node := rapid.SampledFrom([]string{"n1", "n2", "n3"}).Draw(t, "node")
			switch is := in.(type) {
			case Join:
				is.NodeID, is.LocationID, is.ResumeDigest = node, "loc-"+node, digestOf("key-"+is.ParticipantID)
				if rapid.IntRange(0, 2).Draw(t, "resumes") == 0 {
					is.Resume = fmt.Sprintf("key-p%d", rapid.IntRange(1, joined).Draw(t, "resume"))
				}
				return is
			case PlaceCall:
				is.NodeID = node
				return is
			case MediaEvent:
				if _, stage := is.Event.(media.StageChanged); stage {
					return Tick{}
				}
			case Tick:
				if node != "n1" {
					return NodeAway{NodeID: node}
				}
			}
			return in
		}
		for range rapid.IntRange(1, 50).Draw(t, "before") {
			_, _ = m.Step(now, draw())
		}
		m.Changes()
		if _, over := m.Ended(); over {
			return
		}
		m.anew(now)
		twin := Restore(now, m.Snapshot(), capacity.HD)
		if diff := cmp.Diff(m.Snapshot(), twin.Snapshot(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the snapshot of the restored one (-original +restored):\n%s", diff)
		}
		for range rapid.IntRange(1, 30).Draw(t, "after") {
			now = now.Add(rapid.SampledFrom([]time.Duration{0, time.Second, 45 * time.Second}).Draw(t, "pass"))
			in := draw()
			want, err := m.Step(now, in)
			got, err2 := twin.Step(now, in)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
				t.Fatalf("%T (-original +restored): %s\n%v\n%v", in, diff, err, err2)
			}
		}
	})
}

// anew gives everything that is armed its full time.
func (m *Machine) anew(now time.Time) {
	m.now = now
	for _, p := range m.people {
		m.renew(p)
	}
	for _, n := range m.nodes {
		n.lostAt, n.carrierLostAt = time.Time{}, time.Time{}
	}
	m.guestsOnlyAt, m.lastOneAt = time.Time{}, time.Time{}
	if m.opened {
		m.settle(now)
	}
	m.out = Outcome{}
}

// TestChangesLeadToTheSnapshot: whoever follows the changes has what a snapshot
// would have told.
func TestChangesLeadToTheSnapshot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		svc := openRoom()
		m := NewMachine(Setup{ConferenceID: "c", NodeID: "n1", LocationID: "loc", Service: svc})
		now, joined := t0, 0
		m.Changes()
		replica := m.Snapshot()
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now = now.Add(rapid.SampledFrom([]time.Duration{0, time.Second, 45 * time.Second}).Draw(t, "pass"))
			if rapid.IntRange(0, 5).Draw(t, "other terms") == 0 {
				svc.Name += "'"
			}
			in := drawInput(t, &joined, svc, testSettings)
			if is, ok := in.(Join); ok {
				is.NodeID = rapid.SampledFrom([]string{"n1", "n2"}).Draw(t, "node")
				in = is
			}
			_, _ = m.Step(now, in)
			change, changed := m.Changes()
			if _, again := m.Changes(); again {
				t.Fatal("told twice")
			}
			if changed {
				if !replica.Follows(change) {
					t.Fatalf("%+v does not follow", change)
				}
				replica.Apply(change)
			}
			if _, over := m.Ended(); over {
				return
			}
			if diff := cmp.Diff(m.Snapshot(), replica, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%T (-snapshot +replica):\n%s", in, diff)
			}
		}
	})
}
