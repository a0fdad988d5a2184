package conference

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/capacity"
)

// BenchmarkStep is one thing that happens in a conference of a thousand people
// on ten nodes: the step, and the change for the replicas.
func BenchmarkStep(b *testing.B) {
	m := NewMachine(Setup{ConferenceID: "c", NodeID: "n0", Service: openRoom(), Reserve: capacity.HD})
	for i := range 1000 {
		in := Join{
			ParticipantID: fmt.Sprintf("p%d", i), NodeID: fmt.Sprintf("n%d", i%10),
			Service: openRoom(), Settings: testSettings, Granted: true,
		}
		if _, err := m.Step(t0, in); err != nil {
			b.Fatal(err)
		}
	}
	m.Changes()
	now := t0
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		now = now.Add(time.Millisecond)
		if _, err := m.Step(now, Refresh{ParticipantID: fmt.Sprintf("p%d", i%1000)}); err != nil {
			b.Fatal(err)
		}
		m.Next()
		m.Changes()
	}
}
