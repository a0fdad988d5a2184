package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/caller"
)

// TestNetworkOverflow: calls go where there is room, the log says why, and who
// finds none anywhere is told so, which is recorded and counted. Every node has
// room for one call and what its conference takes in advance.
func TestNetworkOverflow(t *testing.T) {
	const room = 2
	d := deploy(t, map[string]int{"o1": room, "o2": room, "r1": room, "r2": room})
	d.m.api.must(t, "locationUpdate", map[string]any{"id": d.locations["oslo"], "overflowLocation1": d.locations["rome"]})
	m := d.meet(t, "crowd") // which nodes know after the change
	d.m.kill()              // placement is the nodes' own
	first := m.join(t, "o1")
	second := m.join(t, "o1")
	spread := m.join(t, "o1")
	full := m.join(t, "o1")
	seeEachOther(t, 20*time.Second, "over two locations", m.people)
	_, err := m.tryJoin(t, "o1")
	refused := new(caller.Refusal)
	if !errors.As(err, &refused) || refused.Code != "capacity-exceeded" || refused.Status != http.StatusServiceUnavailable {
		t.Errorf("with everything full the answer is %v", err)
	}

	// Whoever comes next has the place of one who left.
	second.must(second.Leave(t.Context()))
	m.people = without(m.people, second)
	var next *person
	eventually(t, 5*time.Second, "room for one more", func() error {
		p, err := m.tryJoin(t, "o1")
		next = p
		return err
	})
	seeEachOther(t, 20*time.Second, "after one left and one came", m.people)
	d.startManagementAgain(t)
	for _, c := range []struct {
		who  *person
		step string
		why  string // a verdict that stands in the record
	}{
		{first, "transcoding", "chosen"},
		{second, "transcoding", "chosen"},
		{spread, "overflow1", "full"},
		{full, "overflow1", "full"},
	} {
		d.placed(t, c.who, c.step, c.why)
	}
	d.placed(t, next, "transcoding", "chosen")
	d.rejected(t, "capacity-exceeded")
	m.leave(t)
	d.checkLog(t)
}

// placed demands a record of where a participant's call was placed, and why.
func (d *network) placed(t *testing.T, p *person, step, why string) {
	t.Helper()
	eventually(t, 20*time.Second, "the placement of "+p.Name, func() error {
		var seen []string
		for _, l := range d.m.api.log(t) {
			var e checkedEvent
			if l.Type != "conference.call-placed.v1" {
				continue
			}
			if err := json.Unmarshal(l.Data, &e); err != nil {
				t.Fatal(err)
			}
			if e.ParticipantID != p.ID {
				continue
			}
			if e.Step == step && strings.Contains(string(l.Data), fmt.Sprintf(`"verdict":%q`, why)) {
				return nil
			}
			seen = append(seen, string(l.Data))
		}
		return fmt.Errorf("recorded are %v, want step %s because of %s", seen, step, why)
	})
}

// rejected demands that a rejection is in the log, in the node's history, and
// counted.
func (d *network) rejected(t *testing.T, reason string) {
	t.Helper()
	eventually(t, 20*time.Second, "the rejection is in the log", func() error {
		for _, l := range d.m.api.log(t) {
			if l.Type == "node.call-rejected.v1" && strings.Contains(string(l.Data), fmt.Sprintf(`"reason":%q`, reason)) {
				return nil
			}
		}
		return errors.New("it is not")
	})
	eventually(t, 20*time.Second, "the rejection is in the history", func() error {
		var all struct {
			Edges []struct {
				Node struct{ Kind, Reason string }
			}
		}
		if err := d.m.api.answer(t.Context(), `{ nodeHistory(filter: { kinds: [CALL_REJECTED] }) { edges { node { kind reason } } } }`, nil, &all); err != nil {
			return err
		}
		for _, e := range all.Edges {
			if strings.Contains(e.Node.Reason, reason) {
				return nil
			}
		}
		return fmt.Errorf("it has %+v", all)
	})
	eventually(t, 20*time.Second, "the rejection is counted", func() error {
		var view struct {
			RejectedCalls []struct {
				Reason string
				Count  int
			}
		}
		if err := d.m.api.answer(t.Context(), `{ liveView { rejectedCalls { reason count } } }`, nil, &view); err != nil {
			return err
		}
		for _, r := range view.RejectedCalls {
			if r.Reason == reason && r.Count > 0 {
				return nil
			}
		}
		return fmt.Errorf("counted are %+v", view)
	})
}
