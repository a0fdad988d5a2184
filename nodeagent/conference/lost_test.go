package conference

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/nodeagent/media"
)

// both is somebody with a call and an event stream, beside a host that stays.
func both(t *testing.T) *scene {
	s := newScene(t, openRoom())
	s.join("h", "")
	s.media("h")
	s.join("p", "")
	s.media("p")
	s.must(Subscribed{"p"})
	return s
}

func breakCall(reason string) Input {
	return MediaEvent{media.Ended{ParticipantID: "p", CallID: "call-p", Reason: reason}}
}

func TestWhoLosesCallAndStreamIsRemovedSoon(t *testing.T) {
	gone := map[string]Phase{"p": "gone"}
	here := map[string]Phase{"p": PhasePresent}
	t.Run("20 s after the second of them, whichever it is", func(t *testing.T) {
		for _, order := range [][]Input{
			{Unsubscribed{"p"}, breakCall("failed")},
			{breakCall("failed"), Unsubscribed{"p"}},
			{breakCall("hangup"), Unsubscribed{"p"}},
		} {
			s := both(t)
			s.must(order[0])
			s.pass(30*time.Second, "p")
			s.phases(here)
			s.must(order[1])
			s.pass(LostAfter-time.Second, "p")
			s.phases(here)
			s.pass(time.Second, "p")
			s.wantFacts("participant.left p connection-lost")
			s.wantHeard("p", "Disconnected")
			s.phases(gone)
		}
	})
	t.Run("a sign of life saves it", func(t *testing.T) {
		for name, sign := range map[string]Input{
			"stream": Subscribed{"p"}, "refresh": Refresh{ParticipantID: "p"},
			"call": PlaceCall{ParticipantID: "p", CallID: "second", Granted: true},
		} {
			s := both(t)
			s.must(Unsubscribed{"p"})
			s.must(breakCall("failed"))
			s.pass(LostAfter-time.Second, "p")
			s.must(sign)
			s.pass(time.Minute, "p")
			if s.phase("p") != PhasePresent {
				t.Errorf("%s: removed nevertheless", name)
			}
		}
	})
	t.Run("an offer that comes to nothing starts the time again", func(t *testing.T) {
		s := both(t)
		s.must(Unsubscribed{"p"})
		s.must(breakCall("failed"))
		s.must(PlaceCall{ParticipantID: "p", CallID: "second", Granted: true})
		s.must(CallFailed{"p", "second"})
		s.pass(LostAfter-time.Second, "p")
		s.phases(here)
		s.pass(time.Second, "p")
		s.phases(gone)
	})
	t.Run("the token alone decides about others", func(t *testing.T) {
		for name, inputs := range map[string][]Input{
			"only the stream": {Unsubscribed{"p"}},
			"only the call":   {breakCall("failed")},
			"hung up":         {HangUp{"p", "call-p"}, Unsubscribed{"p"}},
		} {
			s := both(t)
			for _, in := range inputs {
				s.must(in)
			}
			s.pass(TokenLifetime-time.Second, "p")
			if s.phase("p") != PhasePresent {
				t.Errorf("%s: removed early", name)
			}
		}
		s := newScene(t, openRoom())
		s.join("h", "")
		s.media("h")
		s.join("p", "") // polls: never opens a stream
		s.media("p")
		s.must(breakCall("failed"))
		s.pass(TokenLifetime-time.Second, "p")
		s.phases(here)
	})
}

func TestStreamsAreCountedByTheRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		ctx := context.Background()
		host := n.join("")
		p := n.join("")
		callID := n.call(p)
		first, err := p.Subscribe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		second, err := p.Subscribe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		p.Unsubscribe(first) // replaced: no loss
		n.engine.Room(p.station.conferenceID()).Call(callID).Fail()
		stay(t, 30*time.Second, host)
		if got := len(n.outbox.lines()); got == 0 || n.outbox.count("participant.left") != 0 {
			t.Fatal("removed with an open stream")
		}
		p.Unsubscribe(second)
		stay(t, LostAfter+time.Second, host)
		if diff := cmp.Diff("participant.left P connection-lost", last(named(n.outbox.lines(), p, "P"))); diff != "" {
			t.Error(diff)
		}
	})
}

func last(lines []string) string { return lines[len(lines)-1] }
