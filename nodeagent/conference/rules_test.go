package conference

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/media"
)

func by(id string) Actor { return Actor{ParticipantID: id} }

func TestRoles(t *testing.T) {
	s := newScene(t, guarded())
	s.join("h", "1234")
	s.media("h")
	s.join("g", "none")
	s.refused(CodeNotPermitted, SetRole{By: by("g"), TargetID: "g", Role: RoleHost})
	s.refused(CodeInvalidRole, SetRole{By: by("h"), TargetID: "g", Role: "king"})
	s.refused(CodeUnknownParticipant, SetRole{By: by("h"), TargetID: "x", Role: RoleHost})
	s.must(SetRole{By: by("h"), TargetID: "g", Role: RoleHost})
	s.wantFacts("participant.role g host h")
	s.wantHeard("g", "ParticipantUpdate", "Sync", "RoleChanged")
	s.must(SetRole{By: by("g"), TargetID: "h", Role: RoleGuest})
	s.refused(CodeNotPermitted, Lock{By: by("h"), On: true})
	// The only host has no media now: the conference winds down.
	s.pass(time.Minute)
	if why, over := s.m.Ended(); !over || why.Name != "guests-only-timeout" {
		t.Errorf("ended %t %v", over, why)
	}
}

func TestGuestEntersHostPINLater(t *testing.T) {
	s := newScene(t, guarded())
	s.join("g", "none")
	s.refused(CodeInvalidPIN, EnterPIN{"g", "9999"})
	s.phases(map[string]Phase{"g": PhaseWaiting})
	s.must(EnterPIN{"g", "1234"})
	s.wantFacts("participant.role g host g", "participant.admitted g")

	// Where no PIN makes a host, no PIN does so for somebody made a guest.
	s = newScene(t, openRoom())
	s.join("a", "")
	s.join("b", "")
	s.must(SetRole{By: by("a"), TargetID: "b", Role: RoleGuest})
	s.refused(CodeNotPermitted, EnterPIN{"b", "anything"})
}

func TestMuting(t *testing.T) {
	s := newScene(t, guarded())
	s.join("h", "1234")
	s.media("h")
	s.join("g1", "none")
	s.media("g1")
	muted := func(id string) bool { return s.m.find(id).mute != notMuted }

	s.must(MuteGuests{By: by("h"), On: true})
	s.wantFacts("conference.guests-muted h", "participant.muted g1 h")
	s.join("g2", "none")
	s.wantFacts("participant.joined g2 guest waiting=false", "participant.muted g2")
	if muted("h") || !muted("g1") || !muted("g2") {
		t.Error("guests, and only they, are muted")
	}
	if p, _ := s.m.Policy("g1"); !p.Muted {
		t.Error("the engine was not told")
	}
	s.refused(CodeNotPermitted, Mute{By: by("g1"), TargetID: "g1"})
	s.refused(CodeNotPermitted, Mute{By: by("g1"), TargetID: "h", On: true})
	s.must(SetRole{By: by("h"), TargetID: "g2", Role: RoleHost})
	s.wantFacts("participant.role g2 host h", "participant.unmuted g2 h")
	s.must(MuteGuests{By: by("h")})
	s.wantFacts("conference.guests-unmuted h", "participant.unmuted g1 h")
	s.must(Mute{By: by("g1"), TargetID: "g1", On: true})
	s.must(Mute{By: by("g1"), TargetID: "g1"})
	s.wantFacts("participant.unmuted g1 g1")
	s.must(Mute{By: Actor{Administrator: "root"}, TargetID: "g1", On: true})
	s.wantFacts("participant.muted g1 root")
	s.must(Mute{By: by("g1"), TargetID: "g1", On: true}) // does not soften it
	s.refused(CodeNotPermitted, Mute{By: by("g1"), TargetID: "g1"})
}

func TestServiceMutesGuestsFromTheStart(t *testing.T) {
	svc := guarded()
	svc.MuteAllGuests = true
	s := newScene(t, svc)
	s.join("g", "none")
	s.wantFacts("conference.started", "conference.guests-muted", "participant.joined g guest waiting=true", "participant.muted g")
}

func TestFloor(t *testing.T) {
	s := newScene(t, guarded())
	s.join("h", "1234")
	s.refused(CodeUnknownCall, TakeFloor{By: by("h"), TargetID: "h"})
	s.media("h")
	s.join("g", "none")
	s.media("g")
	s.refused(CodeNotPermitted, TakeFloor{By: by("h"), TargetID: "g"})
	s.must(TakeFloor{By: by("h"), TargetID: "h"})
	s.wantFacts("presentation.started h h")
	s.wantHeard("g", "ParticipantUpdate", "PresentationStart")
	s.must(TakeFloor{By: by("g"), TargetID: "g"})
	s.wantFacts("presentation.stopped h g", "presentation.started g g")
	var told []string
	for _, e := range s.out.Effects {
		if p, ok := e.(SetPolicy); ok {
			told = append(told, fmt.Sprintf("%s %t", p.ParticipantID, p.Policy.MayPresent))
		}
	}
	if diff := cmp.Diff([]string{"h false", "g true"}, told); diff != "" {
		t.Errorf("the engine was told (-want +got):\n%s", diff)
	}
	s.must(ReleaseFloor{By: by("h"), TargetID: "h"}) // not the presenter: nothing
	s.wantFacts()
	s.must(HangUp{"g", "call-g"})
	s.wantFacts("presentation.stopped g", "participant.media g a=false v=false p=false tokens=0")
	s.wantHeard("h", "ParticipantUpdate", "PresentationStop", "ParticipantUpdate")

	forbidding := guarded()
	forbidding.GuestsCanPresent = false
	s.svc = forbidding
	s.join("g2", "none")
	s.media("g2")
	s.refused(CodePresentationDenied, TakeFloor{By: by("g2"), TargetID: "g2"})
	s.media("g") // joined under the old settings and keeps them
	s.must(TakeFloor{By: by("g"), TargetID: "g"})
}

func TestCallTypes(t *testing.T) {
	for _, c := range []struct {
		callType, quality string
		audioOnly         bool
		tokens            capacity.Tokens
		content, audio    bool
	}{
		{"video", "hd", false, capacity.HD, true, false},
		{"video", "fullhd", false, capacity.FullHD, true, false},
		{"video", "hd", true, capacity.Audio, true, false},
		{"video-only", "sd", false, capacity.SD, false, false},
		{"audio", "hd", false, capacity.Audio, false, true},
	} {
		svc := openRoom()
		svc.CallType, svc.MaxQuality = c.callType, c.quality
		s := newScene(t, svc)
		s.join("a", "")
		if got := s.m.TokensWith("a", c.audioOnly) - s.m.Tokens(); got != c.tokens {
			t.Errorf("%s %s: would cost %d, want %d", c.callType, c.quality, got, c.tokens)
		}
		s.must(PlaceCall{ParticipantID: "a", CallID: "x", AudioOnly: c.audioOnly, Granted: true})
		if got := s.m.Tokens(); got != capacity.HD+c.tokens {
			t.Errorf("%s %s: holds %d", c.callType, c.quality, got)
		}
		p, _ := s.m.Policy("a")
		if p.AudioOnly != c.audio || p.MaySeePresentation != c.content {
			t.Errorf("%s: policy %+v", c.callType, p)
		}
		s.must(CallAnswered{"a", "x"})
		s.must(MediaEvent{media.Connected{ParticipantID: "a", CallID: "x"}})
		if d, _ := s.m.Describe("a"); d.AudioOnly != (c.audioOnly || c.audio) || d.Video == d.AudioOnly {
			t.Errorf("%s: shown as audio only %v, video %v", c.callType, d.AudioOnly, d.Video)
		}
		if c.callType != "video" {
			s.refused(CodePresentationDenied, TakeFloor{By: by("a"), TargetID: "a"})
		}
	}
}

func TestCalls(t *testing.T) {
	s := newScene(t, openRoom())
	s.join("a", "")
	s.must(PlaceCall{ParticipantID: "a", CallID: "x", AudioOnly: true, Granted: true})
	s.wantFacts("participant.media a a=false v=false p=false tokens=3")
	s.refused(CodeCallInProgress, PlaceCall{ParticipantID: "a", CallID: "y", Granted: true})
	s.refused(CodeUnknownCall, AckCall{"a", "x"})
	s.must(CallFailed{"a", "x"})
	s.wantFacts("participant.media a a=false v=false p=false tokens=0")

	s.must(PlaceCall{ParticipantID: "a", CallID: "x", AudioOnly: true, Granted: true})
	s.must(CallAnswered{"a", "x"})
	s.refused(CodeCapacity, WidenCall{ParticipantID: "a", CallID: "x"})
	s.must(WidenCall{ParticipantID: "a", CallID: "x", Granted: true})
	s.wantFacts("participant.media a a=false v=false p=false tokens=48")
	s.must(AckCall{"a", "x"})
	if diff := cmp.Diff([]Effect{SetPolicy{ParticipantID: "a", Policy: s.m.policy(s.m.find("a"))}, StartCall{CallID: "x"}}, s.out.Effects); diff != "" {
		t.Error(diff)
	}
	s.must(MediaEvent{media.Connected{ParticipantID: "a", CallID: "x"}})
	s.must(MediaEvent{media.MediaChanged{ParticipantID: "a", Audio: true, Video: true}})
	s.wantFacts("participant.media a a=true v=true p=false tokens=48")
	s.must(MediaEvent{media.MediaChanged{ParticipantID: "a", Audio: true, Video: true}})
	s.wantFacts()

	// The engine gives up before the answer has been taken over.
	s.must(PlaceCall{ParticipantID: "a", CallID: "z", Granted: true})
	s.must(MediaEvent{media.Ended{ParticipantID: "a", CallID: "z", Reason: "failed"}})
	s.refused(CodeUnknownCall, CallAnswered{"a", "z"})
	s.phases(map[string]Phase{"a": PhasePresent})
	if !s.m.find("a").hasMedia() {
		t.Error("the first call is gone")
	}
}

func TestEndings(t *testing.T) {
	three := func() *scene {
		s := newScene(t, guarded())
		s.join("h", "1234")
		s.media("h")
		s.join("g", "none")
		return s
	}
	s := three()
	s.refused(CodeNotPermitted, DisconnectAll{By: by("g")})
	s.refused(CodeNotPermitted, Disconnect{By: by("g"), TargetID: "h"})
	s.must(Disconnect{By: by("h"), TargetID: "g"})
	s.wantFacts("participant.left g removed-by-participant #pex124 h")
	s = three()
	s.must(DisconnectAll{By: by("h")})
	s.wantFacts("participant.media h a=false v=false p=false tokens=0", "participant.left h ended-by-host #pex121 h",
		"participant.left g ended-by-host #pex121 h", "conference.ended ended-by-host")
	s = three()
	s.must(Disconnect{By: Actor{Administrator: "root"}, TargetID: "g"})
	s.wantFacts("participant.left g removed-by-administrator #pex123 root")
	s.must(DisconnectAll{By: Actor{Administrator: "root"}})
	s.wantFacts("participant.media h a=false v=false p=false tokens=0",
		"participant.left h ended-by-administrator #pex122 root", "conference.ended ended-by-administrator")
	s = three()
	s.must(Disconnect{By: by("g"), TargetID: "g"})
	s.wantFacts("participant.left g released  g")
	s = three()
	s.must(Shutdown{})
	if why, _ := s.m.Ended(); why.Name != "node-shutdown" || s.m.Tokens() != 0 {
		t.Errorf("ended %v holding %d", why, s.m.Tokens())
	}
}

func TestChat(t *testing.T) {
	s := newScene(t, guarded())
	s.join("h", "1234")
	s.media("h")
	s.join("g", "none")
	s.must(Lock{By: by("h"), On: true})
	s.join("w", "none")
	s.must(Say{By: by("g"), Type: "text/plain", Payload: "hi"})
	want := []Notice{{To: "h", Event: Message{FromID: "g", From: "G", Type: "text/plain", Payload: "hi"}}}
	if diff := cmp.Diff(want, s.out.Notices); diff != "" {
		t.Error(diff)
	}
	s.refused(CodeWaiting, Say{By: by("w"), Payload: "hi"})
	s.refused(CodeUnknownParticipant, Say{By: by("h"), TargetID: "w", Payload: "hi"})
	s.must(Say{By: by("h"), TargetID: "g", Payload: "psst"})
	s.wantHeard("g", "Message")
	s.svc.ChatEnabled = false
	s.join("h2", "1234")
	s.refused(CodeChatDisabled, Say{By: by("h2"), Payload: "hi"})
}

func TestStageSpotlightAndHands(t *testing.T) {
	s := newScene(t, openRoom())
	for _, id := range []string{"a", "b", "c"} {
		s.join(id, "")
	}
	s.must(Spotlight{By: by("a"), TargetID: "c", On: true})
	s.now = s.now.Add(time.Second)
	s.must(Spotlight{By: by("a"), TargetID: "b", On: true})
	if diff := cmp.Diff([]Effect{SetSpotlight{[]string{"c", "b"}}}, s.out.Effects); diff != "" {
		t.Error(diff)
	}
	s.must(Leave{"c"})
	if diff := cmp.Diff([]Effect{SetSpotlight{[]string{"b"}}, Forget{ParticipantID: "c"}}, s.out.Effects); diff != "" {
		t.Error(diff)
	}
	s.must(ClearSpotlights{By: by("a")})
	if diff := cmp.Diff([]Effect{SetSpotlight{[]string{}}}, s.out.Effects); diff != "" {
		t.Error(diff)
	}
	s.must(MediaEvent{media.StageChanged{Stage: []media.StageEntry{{ParticipantID: "b", Voice: 80}, {ParticipantID: "ghost"}}}})
	want := Notice{To: "a", Event: Stage{[]media.StageEntry{{ParticipantID: "b", Voice: 80}}}}
	if diff := cmp.Diff(want, s.out.Notices[0]); diff != "" {
		t.Error(diff)
	}
	s.must(Buzz{By: by("b"), TargetID: "b", On: true})
	raised := s.m.find("b").buzzAt
	s.now = s.now.Add(time.Second)
	s.must(Buzz{By: by("b"), TargetID: "b", On: true})
	if s.m.find("b").buzzAt != raised {
		t.Error("raising a raised hand moved it back in the queue")
	}
	s.must(ClearAllBuzz{By: by("a")})
	if !s.m.find("b").buzzAt.IsZero() {
		t.Error("hand still up")
	}
}

func TestSubscribedGetsEverything(t *testing.T) {
	s := newScene(t, openRoom())
	s.join("a", "")
	s.join("b", "")
	s.media("b")
	s.must(TakeFloor{By: by("b"), TargetID: "b"})
	slots := []media.Slot{{Mid: "0", Kind: "audio", Role: "audio"}}
	s.must(MediaEvent{media.SlotsChanged{ParticipantID: "b", CallID: "call-b", Slots: slots}})
	s.must(Subscribed{"b"})
	sync, ok := s.out.Notices[0].Event.(Sync)
	if !ok || len(s.out.Notices) != 1 {
		t.Fatalf("got %v", s.out.Notices)
	}
	if len(sync.Participants) != 2 || sync.Presenter == nil || sync.Slots == nil || !sync.Status.Started {
		t.Errorf("incomplete: %+v", sync)
	}
	s.refused(CodeUnknownParticipant, Subscribed{"x"})
}

func TestLaterJoinersGetNewSettings(t *testing.T) {
	s := newScene(t, openRoom())
	s.join("a", "")
	s.svc.ChatEnabled = false
	s.svc.Name = "Renamed"
	s.join("b", "")
	a, _ := s.m.StatusFor("a")
	b, _ := s.m.StatusFor("b")
	if !a.ChatEnabled || b.ChatEnabled {
		t.Errorf("a %t, b %t", a.ChatEnabled, b.ChatEnabled)
	}
}
