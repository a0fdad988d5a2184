package conference

import (
	"testing"

	"github.com/parley-video/parley/nodeagent/media"
)

// What a node says of media counts when it carries them: neither a node that
// comes late nor a hostile one ends, connects or describes the call of another.
func TestANodeSpeaksForItsOwnMedia(t *testing.T) {
	entries := []media.StageEntry{{ParticipantID: "b", Voice: 50}}
	begin := func(t *testing.T) *scene {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		s.must(Register{Registration{NodeID: "n3", LocationID: "loc-n3"}})
		s.must(PlaceCall{ParticipantID: "a", CallID: "x", Granted: true, NodeID: "n1"})
		s.must(CallAnswered{"a", "x"})
		s.must(PlaceCall{ParticipantID: "a", CallID: "y", Granted: true, NodeID: "n2"})
		return s
	}
	for name, c := range map[string]struct {
		event media.Event
		node  string
		did   func(s *scene) bool
	}{
		"connected":     {media.Connected{ParticipantID: "a", CallID: "x"}, "n1", func(s *scene) bool { return s.m.find("a").current.state == callConnected }},
		"ended":         {media.Ended{ParticipantID: "a", CallID: "x", Reason: "ice"}, "n1", func(s *scene) bool { return s.m.find("a").current == nil }},
		"ended, coming": {media.Ended{ParticipantID: "a", CallID: "y", Reason: "ice"}, "n2", func(s *scene) bool { return s.m.find("a").pending.over }},
		"slots": {
			media.SlotsChanged{ParticipantID: "a", CallID: "x", Slots: []media.Slot{{Mid: "1"}}},
			"n1",
			func(s *scene) bool { return s.m.find("a").slots != nil },
		},
		"media": {media.MediaChanged{ParticipantID: "a", Video: true}, "n1", func(s *scene) bool { return s.m.find("a").current.video }},
		"stage": {media.StageChanged{Stage: entries}, "n1", func(s *scene) bool { return len(s.m.stage) == 1 }},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			for _, node := range []string{"n1", "n2", "n3"} {
				if node == c.node {
					continue
				}
				if _, err := s.m.StepFrom(s.now, node, MediaEvent{c.event}); err != nil || c.did(s) {
					t.Errorf("%s is heard, %v", node, err)
				}
			}
			if _, err := s.m.StepFrom(s.now, c.node, MediaEvent{c.event}); err != nil || !c.did(s) {
				t.Errorf("%s is not heard, %v", c.node, err)
			}
		})
	}
	t.Run("the stage that the last call leaves behind", func(t *testing.T) {
		s := begin(t)
		if _, err := s.m.StepFrom(s.now, "n1", MediaEvent{media.StageChanged{Stage: []media.StageEntry{{ParticipantID: "a"}}}}); err != nil {
			t.Fatal(err)
		}
		s.must(HangUp{"a", "x"})
		if _, err := s.m.StepFrom(s.now, "n1", MediaEvent{media.StageChanged{}}); err != nil || len(s.m.stage) != 0 {
			t.Errorf("%v is on the stage, %v", s.m.stage, err)
		}
	})
	t.Run("slots that it registers with", func(t *testing.T) {
		s := begin(t)
		r := s.station("n3")
		r.Slots = map[string][]media.Slot{"x": {{Mid: "1"}}}
		s.must(Register{r})
		if s.m.find("a").slots != nil {
			t.Error("n3 says which slots a call at n1 has")
		}
	})
}

// Another node brings the commands that an administrator can give and nothing
// else, and not in the name of a participant.
func TestNoNodeGoesBeyondWhatAdministratorsCan(t *testing.T) {
	by := Actor{Administrator: "root"}
	for _, in := range []Input{
		SetRole{By: by, TargetID: "b", Role: RoleHost},
		Spotlight{By: by, TargetID: "b", On: true},
		ClearSpotlights{By: by},
		TakeFloor{By: by, TargetID: "b"},
		ReleaseFloor{By: by, TargetID: "b"},
		AllowPresentation{By: by, TargetID: "b"},
		SetText{By: by, TargetID: "b", Text: "x"},
		Buzz{By: by, TargetID: "b", On: true},
		ClearAllBuzz{By: by},
		ClientMute{By: by, TargetID: "b", On: true},
		VideoMute{By: by, TargetID: "b", On: true},
		Start{By: by},
		Lock{By: Actor{ParticipantID: "b", Administrator: "root"}, On: true},
	} {
		s := threeNodes(t, guarded())
		s.joinAt("n1", "a", "1234")
		s.joinAt("n2", "b", "none")
		if out, err := s.m.StepFrom(s.now, "n2", in); code(err) != CodeNotPermitted || len(out.Notices) > 0 {
			t.Errorf("%T: %v", in, err)
		}
	}
	for _, in := range []Input{
		Lock{By: by, On: true}, MuteGuests{By: by, On: true}, Mute{By: by, TargetID: "b", On: true}, Disconnect{By: by, TargetID: "b"}, DisconnectAll{By: by},
	} {
		s := threeNodes(t, guarded())
		s.joinAt("n1", "a", "1234")
		s.joinAt("n2", "b", "none")
		if _, err := s.m.StepFrom(s.now, "n2", in); err != nil {
			t.Errorf("%T: %v", in, err)
		}
	}
}
