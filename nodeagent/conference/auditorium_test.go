package conference

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// auditorium has a host PIN and guests without one.
func auditorium(guests string) link.Service {
	s := guarded()
	s.Type, s.GuestsCanSeeGuests = "lecture", guests
	return s
}

// sees lists who a participant may see on the stage of all, by the policies of
// both sides and by what it is told.
func (s *scene) seen(viewer string) string {
	s.t.Helper()
	var by, told []string
	v, err := s.m.Policy(viewer)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range s.m.people {
		if other, _ := s.m.Policy(p.id); p.id != viewer && p.present() && (!other.Backstage || v.SeesBackstage) {
			by = append(by, p.id)
		}
	}
	for _, e := range s.m.stageFor(s.m.find(viewer)) {
		if e.ParticipantID != viewer {
			told = append(told, e.ParticipantID)
		}
	}
	slices.Sort(by)
	slices.Sort(told)
	if !slices.Equal(by, told) {
		s.t.Errorf("%s gets the pictures of %v and is told of %v", viewer, by, told)
	}
	return strings.Join(by, " ")
}

func (s *scene) talk() {
	s.t.Helper()
	var stage []media.StageEntry
	for _, p := range s.m.people {
		stage = append(stage, media.StageEntry{ParticipantID: p.id, Voice: 10})
	}
	s.must(MediaEvent{media.StageChanged{Stage: stage}})
}

func TestAuditoriumStage(t *testing.T) {
	for _, c := range []struct{ setting, withHost, without string }{
		{"no-hosts", "host", "eve"},
		{"", "host", "eve"}, // of an earlier control plane
		{"never", "host", ""},
		{"always", "eve host", "eve"},
	} {
		t.Run("guests "+c.setting, func(t *testing.T) {
			s := newScene(t, auditorium(c.setting))
			for id, pin := range map[string]string{"host": "1234", "gus": "none", "eve": "none"} {
				s.join(id, pin)
				s.media(id)
			}
			s.talk()
			if got := s.seen("host"); got != "eve gus" {
				t.Errorf("the host sees %q", got)
			}
			if got := s.seen("gus"); got != c.withHost {
				t.Errorf("with a host a guest sees %q, want %q", got, c.withHost)
			}
			s.must(Leave{ParticipantID: "host"})
			s.talk()
			if got := s.seen("gus"); got != c.without {
				t.Errorf("without a host a guest sees %q, want %q", got, c.without)
			}
		})
	}
}

// The engine and the participants are told at once when somebody's role, or
// the presence of a host, changes who sees whom.
func TestAuditoriumFollowsRoles(t *testing.T) {
	s := newScene(t, auditorium("no-hosts"))
	for _, id := range []string{"host", "gus", "eve"} {
		s.join(id, map[string]string{"host": "1234", "gus": "none", "eve": "none"}[id])
		s.media(id)
	}
	s.talk()
	policies := func() map[string]media.Policy {
		told := map[string]media.Policy{}
		for _, e := range s.out.Effects {
			if set, ok := e.(SetPolicy); ok {
				told[set.ParticipantID] = set.Policy
			}
		}
		return told
	}
	s.must(SetRole{By: by("host"), TargetID: "eve", Role: RoleHost})
	if p := policies()["eve"]; p.Backstage || !p.SeesBackstage || !p.Foremost {
		t.Errorf("a guest that became a host: %+v", p)
	}
	if got := s.seen("gus"); got != "eve host" {
		t.Errorf("the other guest sees %q", got)
	}
	if !slices.ContainsFunc(s.out.Notices, func(n Notice) bool {
		stage, ok := n.Event.(Stage)
		return ok && n.To == "gus" && len(stage.Entries) == 3
	}) {
		t.Errorf("the other guest was not told: %+v", s.out.Notices)
	}
	s.must(SetRole{By: by("host"), TargetID: "eve", Role: RoleGuest})
	s.must(Leave{ParticipantID: "host"})
	if got := policies(); !got["gus"].SeesBackstage || !got["eve"].SeesBackstage {
		t.Errorf("when the last host left: %+v", got)
	}
	s.must(Tick{})
	if got := policies(); len(got) > 0 {
		t.Errorf("nothing changed, and the engine was told %+v", got)
	}
}

func TestAuditoriumPresenterComesFirst(t *testing.T) {
	svc := auditorium("never")
	svc.ForcePresenterIntoMain = true
	s := newScene(t, svc)
	for _, id := range []string{"host", "second", "gus"} {
		s.join(id, map[string]string{"host": "1234", "second": "1234", "gus": "none"}[id])
		s.media(id)
	}
	order := func() []string {
		for _, e := range slices.Backward(s.out.Effects) {
			if set, ok := e.(SetSpotlight); ok {
				return set.ParticipantIDs
			}
		}
		return []string{"not told"}
	}
	s.must(Spotlight{By: by("host"), TargetID: "second", On: true})
	s.must(TakeFloor{By: by("host"), TargetID: "host"})
	if got := order(); !slices.Equal(got, []string{"host", "second"}) {
		t.Errorf("while a host presents: %v", got)
	}
	s.must(TakeFloor{By: by("gus"), TargetID: "gus"})
	if got := order(); !slices.Equal(got, []string{"second"}) {
		t.Errorf("while a guest presents: %v", got)
	}
	s.must(TakeFloor{By: by("host"), TargetID: "host"})
	s.must(ReleaseFloor{By: by("host"), TargetID: "host"})
	if got := order(); !slices.Equal(got, []string{"second"}) {
		t.Errorf("afterwards: %v", got)
	}
}

// A room stays what it was.
func TestRoomsHaveNoBackstage(t *testing.T) {
	svc := guarded()
	svc.GuestsCanSeeGuests, svc.ForcePresenterIntoMain = "never", true
	s := newScene(t, svc)
	s.join("host", "1234")
	s.media("host")
	s.join("gus", "none")
	s.media("gus")
	for _, id := range []string{"host", "gus"} {
		if p, _ := s.m.Policy(id); p.Backstage || p.SeesBackstage || p.Foremost {
			t.Errorf("%s: %+v", id, p)
		}
	}
	s.must(TakeFloor{By: by("host"), TargetID: "host"})
	for _, e := range s.out.Effects {
		if _, ok := e.(SetSpotlight); ok {
			t.Errorf("%+v", e)
		}
	}
	s.pass(time.Minute)
}
