package conference

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
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
