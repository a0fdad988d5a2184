package conference

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
)

func TestTimersOnVirtualTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		guest := n.join("none")
		sub, err := guest.Subscribe(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		stay(t, 899*time.Second, guest)
		if n.outbox.count(link.FactParticipantLeft) != 0 {
			t.Fatal("dropped early")
		}
		stay(t, 2*time.Second)
		want := []string{
			"conference.started", "participant.joined G guest waiting=true",
			"participant.left G waiting-timeout #pex126", "conference.ended last-left",
		}
		if diff := cmp.Diff(want, named(n.outbox.lines(), guest, "G")); diff != "" {
			t.Error(diff)
		}
		var last Event
		for e := range sub.Events() {
			last = e
		}
		if d, ok := last.(Disconnected); !ok || d.Reason != reasonWaitingTimeout {
			t.Errorf("the last event is %#v", last)
		}
		if _, err := n.reg.Authenticate("standup", "x"); code(err) != CodeInvalidToken {
			t.Errorf("got %v", err)
		}
	})
}

func TestSilentParticipantIsRemovedAndItsTokenDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		seat, ticket, err := n.try("standup", "")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Second)
		next, err := seat.Refresh(context.Background())
		if err != nil || next.Token == ticket.Token {
			t.Fatalf("refresh: %v", err)
		}
		time.Sleep(30 * time.Second)
		if _, err := n.reg.Authenticate("standup", ticket.Token); code(err) != CodeInvalidToken {
			t.Errorf("the first token outlived its 120 s: %v", err)
		}
		if _, err := n.reg.Authenticate("standup", next.Token); err != nil {
			t.Errorf("the second token: %v", err)
		}
		time.Sleep(91 * time.Second)
		synctest.Wait()
		if diff := cmp.Diff([]string{
			"conference.started", "participant.joined A host waiting=false",
			"participant.left A token-expired", "conference.ended last-left",
		}, named(n.outbox.lines(), seat, "A")); diff != "" {
			t.Error(diff)
		}
		if _, err := n.reg.Authenticate("standup", next.Token); code(err) != CodeInvalidToken {
			t.Errorf("token of a removed participant: %v", err)
		}
	})
}

func TestStopEndsConferencesAndRecordsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		a := n.join("")
		n.call(a)
		n.stop()
		if diff := cmp.Diff([]string{
			"conference.started", "participant.joined A host waiting=false",
			"participant.media A a=false v=false p=false tokens=48",
			"participant.media A a=false v=false p=false tokens=0",
			"participant.left A node-shutdown", "conference.ended node-shutdown",
		}, named(n.outbox.lines(), a, "A")); diff != "" {
			t.Error(diff)
		}
		if n.engine.Rooms() != 0 {
			t.Error("a media room is left")
		}
		if _, _, err := n.try("standup", ""); !errors.Is(err, ErrNotRunning) {
			t.Errorf("join after the stop: %v", err)
		}
		if code(a.Do(context.Background(), Start{By: a.Actor()})) != CodeInvalidToken {
			t.Error("a seat outlived the stop")
		}
	})
}

func TestCapacityIsSharedAndGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		second := openRoom()
		second.ID, second.Aliases = "svc2", []string{"second"}
		n := newNode(t, openRoom(), second)
		n.config.nodes = 2
		n.capacity = 3*capacity.HD + capacity.Audio
		n.start()
		defer n.stop()
		ctx := context.Background()
		a, b := n.join(""), n.join("")
		n.call(a)
		call := n.call(b) // reserve + 2 HD: audio is left
		if _, used := n.reg.Gauges(); used != 3*capacity.HD {
			t.Errorf("used %d", used)
		}
		if _, _, err := n.try("second", ""); code(err) != CodeCapacity {
			t.Errorf("a second conference: %v", err)
		}
		c := n.join("") // without media there is room
		if _, _, err := c.PlaceCall(ctx, "v=0\nm=video 9 x\n"); code(err) != CodeCapacity {
			t.Errorf("a third HD call: %v", err)
		}
		audio, _, err := c.PlaceCall(ctx, "v=0\nm=audio 9 x\nm=video 0 x\n")
		if err != nil {
			t.Errorf("an audio call: %v", err)
		}
		if _, err := c.UpdateCall(ctx, audio, "v=0\nm=video 9 x\n"); code(err) != CodeCapacity {
			t.Errorf("widening: %v", err)
		}
		if err := b.Do(ctx, HangUp{b.participantID, call}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.UpdateCall(ctx, audio, "v=0\nm=video 9 x\n"); err != nil {
			t.Errorf("widening after a hang-up: %v", err)
		}
		for _, s := range []*Seat{a, b, c} {
			if err := s.Do(ctx, Leave{s.participantID}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if gauges, used := n.reg.Gauges(); used != 0 || len(gauges) != 0 {
			t.Errorf("left over: %v %d", gauges, used)
		}
		var details []string
		for _, f := range n.outbox.facts {
			if d, ok := f.Data.(link.CallRejected); ok {
				details = append(details, d.Reason+" "+d.ServiceID+": "+d.Detail)
			}
		}
		if diff := cmp.Diff([]string{
			"capacity-exceeded svc2: needs 48 tokens more, 144 of 147 in use",
			"capacity-exceeded svc: needs 48 tokens more, 144 of 147 in use",
			"capacity-exceeded svc: needs 45 tokens more, 147 of 147 in use",
		}, details); diff != "" {
			t.Error(diff)
		}
	})
}

func TestBreakInResistance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		for range guardLimit + 1 {
			if _, _, err := n.try("standup", "0000"); code(err) != CodeInvalidPIN {
				t.Fatalf("got %v", err)
			}
			time.Sleep(10 * time.Second)
		}
		if _, _, err := n.try("standup", "1234"); code(err) != CodeUnknownAlias {
			t.Errorf("a blocked service answers %v", err)
		}
		time.Sleep(guardWindow - guardLimit*10*time.Second)
		if _, _, err := n.try("standup", "1234"); err != nil {
			t.Errorf("after the window: %v", err)
		}
		for range guardLimit + 1 {
			if _, _, err := n.try("nowhere", ""); code(err) != CodeUnknownAlias {
				t.Fatalf("got %v", err)
			}
		}
		if _, _, err := n.try("standup", "1234"); code(err) != CodeUnknownAlias {
			t.Errorf("a blocked source gets %v", err)
		}
		time.Sleep(guardWindow)
		if _, _, err := n.try("standup", "1234"); err != nil {
			t.Errorf("after the window: %v", err)
		}
	})
}

// What the settings say counts from the next call on.
func TestBreakInSettingsAreFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		set := func(change func(*link.Settings)) {
			n.config.mu.Lock()
			defer n.config.mu.Unlock()
			change(&n.config.settings)
		}
		set(func(s *link.Settings) { s.PINAttemptLimit = 5 })
		for range 6 {
			if _, _, err := n.try("standup", "0000"); code(err) != CodeInvalidPIN {
				t.Fatalf("got %v", err)
			}
		}
		if _, _, err := n.try("standup", "1234"); code(err) != CodeUnknownAlias {
			t.Errorf("blocked after six, it answers %v", err)
		}
		set(func(s *link.Settings) { s.PINAttemptLimit = -1 })
		if _, _, err := n.try("standup", "1234"); err != nil {
			t.Errorf("without protection: %v", err)
		}
		set(func(s *link.Settings) {
			s.PINAttemptLimit, s.BreakInAllowList = 5, []string{"192.0.2.0/24", "127.0.0.0/8"}
		})
		for range 10 {
			if _, err := n.reg.Join(t.Context(), JoinRequest{Alias: "standup", PIN: "0000", PINGiven: true, Remote: "192.0.2.9"}); code(err) != CodeInvalidPIN {
				t.Errorf("a trusted address hears %v", err)
			}
		}
		if _, err := n.reg.Join(t.Context(), JoinRequest{Alias: "standup", PIN: "0000", PINGiven: true, Remote: "198.51.100.9"}); code(err) != CodeUnknownAlias {
			t.Errorf("another address hears %v", err)
		}
	})
}

func TestMaintenanceRefusesNewParticipantsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		a := n.join("")
		n.config.maintenance(true)
		if _, _, err := n.try("standup", ""); code(err) != CodeMaintenance {
			t.Errorf("got %v", err)
		}
		if _, err := a.Refresh(context.Background()); err != nil {
			t.Errorf("who is in stays: %v", err)
		}
		n.call(a)
	})
}

func TestWhatStrangersDialIsFitToRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		_, _, err := n.try("a\x00b\xff"+strings.Repeat("ü", 9000), "")
		if code(err) != CodeUnknownAlias {
			t.Errorf("got %v", err)
		}
		synctest.Wait()
		got := n.outbox.facts[0].Data.(link.CallRejected)
		if got.Alias != "ab"+strings.Repeat("ü", 248) {
			t.Errorf("got %q", got.Alias)
		}
	})
}

func TestAnEngineThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		a := n.join("")
		release := n.engine.Hold()
		if _, _, err := a.PlaceCall(context.Background(), "v=0"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		release()
		if _, used := n.reg.Gauges(); used != 0 {
			t.Errorf("used %d", used)
		}
		n.call(a)
	})
}
