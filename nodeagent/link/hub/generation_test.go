package hub_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// A log that was put back uses positions again. A node that stands at one of
// before has another configuration, though the number is known: it is not in
// step, and given everything.
func TestPositionsOfALogThatWasPutBack(t *testing.T) {
	bubbleOf(t, "g2", func(t *testing.T, r *rig) {
		r.control.Configure(services(t, 1, 1))
		r.control.Configure(services(t, 2, 1))
		for _, position := range []string{"p1", "p2", "g1:p1", "g1:p2", "g2p2", ":p2"} {
			p := r.welcomedAt("a", position)
			if got, _, entities := snapshot(t, p); got != "g2:p2" || entities != 2 {
				t.Errorf("snapshot %s of %d entities for %s", got, entities, position)
			}
			p.Conn.Close()
			synctest.Wait()
		}
		p := r.welcomedAt("a", "g2:p1")
		if d := linktest.Hear[link.ConfigDelta](t, p); d.From != "g2:p1" || d.To != "g2:p2" {
			t.Errorf("delta from %s to %s", d.From, d.To)
		}
		p.Say(link.ConfigApplied{Position: "g2:p2"})
		synctest.Wait()
		r.control.Configure(services(t, 3, 1))
		if d := linktest.Hear[link.ConfigDelta](t, p); d.From != "g2:p2" || d.To != "g2:p3" {
			t.Errorf("delta from %s to %s", d.From, d.To)
		}
		p.Say(link.Report{ConfigPosition: "p3"})
		p.Say(link.Report{ConfigPosition: "g2:p3"})
		synctest.Wait()
		if all := r.control.Reports(); len(all) != 2 || all[0].ConfigPosition != "" || all[1].ConfigPosition != "p3" {
			t.Errorf("reports %+v", all)
		}
		p.Say(link.ConfigApplied{Position: "p3"}) // the number alone is another place
		// The snapshot may be of a moment ago.
		if got, _, entities := snapshot(t, p); !strings.HasPrefix(got, "g2:") || entities < 2 {
			t.Errorf("snapshot %s of %d entities", got, entities)
		}
		p.Conn.Close()
	})
}

// A generation that is not known here, for the log's state was lost, leads
// nowhere either.
func TestPositionOfAGenerationThatIsUnknown(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.Configure(services(t, 1, 1))
		p := r.welcomedAt("a", "g1:p0")
		if got, _, _ := snapshot(t, p); got != "p1" {
			t.Errorf("snapshot %s", got)
		}
		p.Conn.Close()
	})
}
