package conference

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

func TestExecuteOncePerID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		ctx := context.Background()
		a := n.join("")
		lock := link.Command{ID: "1", Type: link.CommandLockConference, ConferenceID: a.station.conferenceID(), By: "root"}
		if r := n.reg.Execute(ctx, lock); r != (link.CommandResult{ID: "1"}) {
			t.Errorf("got %+v", r)
		}
		if r := n.reg.Execute(ctx, link.Command{ID: "2", Type: link.CommandUnlockConference, ConferenceID: a.station.conferenceID()}); r.Code != "" {
			t.Errorf("got %+v", r)
		}
		n.reg.Execute(ctx, lock) // again: answered, not done
		if st, _ := a.Status(ctx); st.Locked {
			t.Error("a repeated command was carried out again")
		}
		for id, want := range map[string]struct {
			c    link.Command
			code string
		}{
			"3": {link.Command{Type: link.CommandLockConference, ConferenceID: "x"}, "unknown-conference"},
			"4": {link.Command{Type: link.CommandMuteParticipant, ConferenceID: a.station.conferenceID(), ParticipantID: "x"}, "unknown-participant"},
			"5": {link.Command{Type: "nonsense", ConferenceID: a.station.conferenceID()}, "refused"},
			"6": {link.Command{Type: link.CommandDisconnectParticipant, ConferenceID: a.station.conferenceID(), ParticipantID: a.participantID}, ""},
		} {
			want.c.ID = id
			if id == "6" {
				continue
			}
			if r := n.reg.Execute(ctx, want.c); r.Code != want.code || r.ID != id {
				t.Errorf("%s: got %+v, want %q", id, r, want.code)
			}
		}
		// A command that could not reach its conference is not remembered.
		gone, cancel := context.WithCancel(ctx)
		cancel()
		stuck := link.Command{ID: "7", Type: link.CommandLockConference, ConferenceID: a.station.conferenceID()}
		busy := make(chan struct{})
		own, _ := n.reg.homes["svc"]
		go func() { _ = own.do(ctx, func(time.Time) { <-busy }) }()
		synctest.Wait()
		if r := n.reg.Execute(gone, stuck); r.Code != "refused" {
			t.Errorf("got %+v", r)
		}
		close(busy)
		if r := n.reg.Execute(ctx, stuck); r.Code != "" {
			t.Errorf("got %+v", r)
		}
	})
}

// A node that has no part in a conference hands a command on to its home, once,
// and what it does not know it may know when it is asked again.
func TestACommandFindsItsConference(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2", "n3")
		for _, id := range ids {
			c.start(id, "oslo")
		}
		ctx := context.Background()
		ada := c.nodes[ids[0]].enter("Ada")
		elsewhere := c.nodes[ids[1]].reg
		lock := link.Command{ID: "1", Type: link.CommandLockConference, ConferenceID: ada.station.conferenceID(), By: "root"}
		if r := elsewhere.Execute(ctx, lock); r != (link.CommandResult{ID: "1"}) {
			t.Errorf("got %+v", r)
		}
		if st, _ := ada.Status(ctx); !st.Locked {
			t.Error("nothing came of it")
		}
		unlock := link.Command{ID: "2", Type: link.CommandUnlockConference, ConferenceID: ada.station.conferenceID()}
		c.nodes[ids[0]].reg.Execute(ctx, unlock)
		elsewhere.Execute(ctx, lock) // again
		c.nodes[ids[0]].reg.Execute(ctx, lock)
		if st, _ := ada.Status(ctx); st.Locked {
			t.Error("it was carried out again")
		}
		if r := elsewhere.Execute(ctx, link.Command{ID: "3", Type: link.CommandMuteParticipant, ConferenceID: ada.station.conferenceID(), ParticipantID: "x"}); r.Code != "unknown-participant" || r.ID != "3" {
			t.Errorf("got %+v", r)
		}

		late := link.Command{ID: "4", Type: link.CommandLockConference, ConferenceID: "late"}
		if r := elsewhere.Execute(ctx, late); r.Code != "unknown-conference" {
			t.Errorf("got %+v", r)
		}
		late.ConferenceID = ada.station.conferenceID()
		if r := elsewhere.Execute(ctx, late); r.Code != "" {
			t.Errorf("got %+v", r)
		}

		// Two that take each other for the home of a conference that is over.
		for _, id := range ids[1:] {
			c.nodes[id].view.Claim(membership.Claim{ServiceID: "gone", ConferenceID: "gone", Term: 1})
		}
		began := time.Now()
		if r := elsewhere.Execute(ctx, link.Command{ID: "5", Type: link.CommandLockConference, ConferenceID: "gone"}); r.Code != "unknown-conference" {
			t.Errorf("got %+v", r)
		}
		if took := time.Since(began); took >= askTime {
			t.Errorf("it went in a circle for %v", took)
		}
		c.net.Kill(ids[2])
		if r := elsewhere.Execute(ctx, link.Command{ID: "6", Type: link.CommandLockConference, ConferenceID: "gone"}); r.Code != "unknown-conference" || r.Message == "" {
			t.Errorf("got %+v", r)
		}
		c.end()
	})
}
