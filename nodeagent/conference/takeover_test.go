package conference

import (
	"testing"

	"github.com/parley-video/parley/nodeagent/link"
)

// A station may bring people of another conference to one of which nobody is
// left: it is over only when all who came have been looked at.
func TestTakeOverLooksAtAllBeforeItEnds(t *testing.T) {
	old := NewMachine(Setup{ConferenceID: "a", NodeID: "n1", LocationID: "oslo", Service: openRoom()})
	young := NewMachine(Setup{ConferenceID: "b", NodeID: "n3", LocationID: "oslo", Service: openRoom()})
	replica := func(m *Machine, id string) Snapshot {
		t.Helper()
		if _, err := m.Step(t0, Join{ParticipantID: id, Granted: true, Service: openRoom(), Settings: testSettings}); err != nil {
			t.Fatal(err)
		}
		m.Changes()
		return m.Snapshot()
	}
	of, is := replica(old, "ada"), replica(young, "ben")
	g := NewGather(t0)
	g.Add(Registration{NodeID: "n1", Replica: &of}) // started anew, without Ada
	g.Add(Registration{
		NodeID: "n3", Replica: &is, Terms: is.Terms, Held: map[string]uint64{"b": 1},
		Seats: []SeatRecord{{Person: is.People[0], Recorded: Recorded{ConferenceID: "b", Role: RoleHost}}},
	})
	m, out := g.TakeOver(t0, Setup{NodeID: "n1", LocationID: "oslo", Service: openRoom()})
	if _, over := m.Ended(); over || m.Size() != 1 || m.ID() != "a" {
		t.Fatalf("over %t, %d people in %s", over, m.Size(), m.ID())
	}
	for _, f := range out.Facts {
		if d, ok := f.Data.(link.ConferenceEnded); ok && d.ConferenceID == "a" && d.Reason != reasonNodeRestarted.Name {
			t.Errorf("%q has it ended: %+v", f.Node, d)
		}
	}
}
