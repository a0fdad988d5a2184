package conference

import (
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

func TestTimers(t *testing.T) {
	t.Run("waiting for host: 900 s, then out", func(t *testing.T) {
		s := newScene(t, guarded())
		s.join("g", "none")
		s.pass(899 * time.Second)
		s.phases(map[string]Phase{"g": PhaseWaiting})
		s.pass(time.Second)
		s.phases(map[string]Phase{"g": "gone"})
		s.wantFacts("participant.left g waiting-timeout #pex126", "conference.ended last-left")
		s.wantHeard("g", "Disconnected")
	})
	t.Run("guests only: 60 s after the last host", func(t *testing.T) {
		s := newScene(t, guarded())
		s.join("h", "1234")
		s.media("h")
		s.join("g", "none")
		s.must(Leave{"h"})
		s.pass(59 * time.Second)
		s.phases(map[string]Phase{"g": PhasePresent})
		s.pass(time.Second)
		s.wantFacts("participant.left g guests-only-timeout", "conference.ended guests-only-timeout")
	})
	t.Run("guests only: a host in time saves it", func(t *testing.T) {
		s := newScene(t, guarded())
		s.join("h", "1234")
		s.media("h")
		s.join("g", "none")
		s.must(Leave{"h"})
		s.pass(30 * time.Second)
		s.join("h2", "1234")
		s.media("h2")
		s.pass(10 * time.Minute)
		s.phases(map[string]Phase{"g": PhasePresent, "h2": PhasePresent})
	})
	t.Run("guests only: a host without media does not keep it", func(t *testing.T) {
		s := newScene(t, guarded())
		s.join("h", "1234")
		s.media("h")
		s.join("idle", "1234")
		s.join("g", "none")
		s.must(MediaEvent{media.Ended{ParticipantID: "h", CallID: "call-h", Reason: "failed"}})
		s.wantHeard("h", "CallEnded", "ParticipantUpdate")
		s.pass(time.Minute)
		s.wantFacts("participant.left h guests-only-timeout", "participant.left idle guests-only-timeout",
			"participant.left g guests-only-timeout", "conference.ended guests-only-timeout")
	})
	t.Run("guests only: 0 ends at once, but not while a call is replaced", func(t *testing.T) {
		s := newScene(t, guarded())
		s.set.GuestsOnlyTimeout = 0
		s.join("h", "1234")
		s.media("h")
		s.join("g", "none")
		s.must(PlaceCall{ParticipantID: "h", CallID: "second", Granted: true})
		s.must(MediaEvent{media.Ended{ParticipantID: "h", CallID: "call-h", Reason: "replaced"}})
		s.must(CallAnswered{ParticipantID: "h", CallID: "second"})
		s.phases(map[string]Phase{"h": PhasePresent, "g": PhasePresent})
		s.must(Leave{"h"})
		s.wantFacts("participant.media h a=false v=false p=false tokens=0", "participant.left h released  h",
			"participant.left g guests-only-timeout", "conference.ended guests-only-timeout")
	})
	t.Run("last participant: only when there were more", func(t *testing.T) {
		s := newScene(t, openRoom())
		s.set.LastParticipantTimeout = 60
		s.join("a", "")
		s.media("a")
		s.pass(time.Hour)
		s.phases(map[string]Phase{"a": PhasePresent})
		s.join("b", "")
		s.must(Leave{"b"})
		s.pass(30 * time.Second)
		s.join("c", "")
		s.pass(time.Hour)
		s.must(Leave{"c"})
		s.pass(59 * time.Second)
		s.phases(map[string]Phase{"a": PhasePresent})
		s.pass(time.Second)
		s.wantFacts("participant.media a a=false v=false p=false tokens=0",
			"participant.left a last-participant-timeout", "conference.ended last-participant-timeout")
	})
	t.Run("token: 120 s without refresh", func(t *testing.T) {
		s := newScene(t, openRoom())
		s.join("a", "")
		s.join("b", "")
		s.pass(100*time.Second, "b")
		s.must(Refresh{ParticipantID: "b"})
		s.pass(119*time.Second, "b")
		s.phases(map[string]Phase{"b": PhasePresent})
		s.pass(time.Second, "b")
		s.phases(map[string]Phase{"a": PhasePresent, "b": "gone"})
		s.wantFacts("participant.left b token-expired")
	})
	t.Run("PIN entry: 120 s, three tries, then out", func(t *testing.T) {
		s := newScene(t, guarded())
		prompt := Join{ParticipantID: "p", Service: s.svc, Settings: s.set, Prompt: true, Granted: true}
		s.must(prompt)
		s.wantFacts("conference.started", "participant.joined p unknown waiting=true")
		s.pass(120 * time.Second)
		s.wantFacts("participant.left p pin-timeout", "conference.ended last-left")

		s = newScene(t, guarded())
		s.must(prompt)
		s.refused(CodeInvalidPIN, EnterPIN{"p", "1"})
		s.refused(CodeInvalidPIN, EnterPIN{"p", "2"})
		s.refused(CodeInvalidPIN, EnterPIN{"p", "3"})
		s.wantFacts("participant.left p pin-tries", "conference.ended last-left")

		s = newScene(t, guarded())
		s.must(prompt)
		s.must(EnterPIN{"p", "1234"})
		s.wantFacts("participant.role p host p", "participant.admitted p")
		s.pass(10 * time.Minute)
		s.phases(map[string]Phase{"p": PhasePresent})
	})
}
