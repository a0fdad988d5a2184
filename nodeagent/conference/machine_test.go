package conference

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

var t0 = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

var testSettings = link.Settings{
	PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60,
}

// openRoom has no PIN: everybody is a host.
func openRoom() link.Service {
	return link.Service{
		ID: "svc", Type: "conference", Name: "Standup", Tag: "t", Aliases: []string{"standup"},
		GuestsCanPresent: true, ChatEnabled: true, ParticipantLimit: -1, CallType: "video", MaxQuality: "hd",
	}
}

// guarded has a host PIN and lets guests in without one.
func guarded() link.Service {
	s := openRoom()
	s.HostPIN, s.AllowGuests = "1234", true
	return s
}

// scene drives a machine and remembers what came out.
type scene struct {
	t   *testing.T
	m   *Machine
	now time.Time
	svc link.Service
	set link.Settings
	out Outcome
	err error
}

func newScene(t *testing.T, s link.Service) *scene {
	return &scene{t: t, svc: s, set: testSettings, now: t0, m: NewMachine(Setup{
		ConferenceID: "c", LocationID: "loc", Service: s, Reserve: capacity.HD,
	})}
}

func (s *scene) do(in Input) error {
	s.t.Helper()
	s.out, s.err = s.m.Step(s.now, in)
	return s.err
}

func (s *scene) must(in Input) {
	s.t.Helper()
	if err := s.do(in); err != nil {
		s.t.Fatalf("%T: %v", in, err)
	}
}

func (s *scene) refused(code Code, in Input) {
	s.t.Helper()
	r, ok := RefusalOf(s.do(in))
	if !ok || r.Code != code {
		s.t.Fatalf("%T: got %v, want refusal %s", in, s.err, code)
	}
}

func (s *scene) joinWith(id, pin string) error {
	return s.do(Join{
		ParticipantID: id, DisplayName: strings.ToUpper(id), Alias: "standup", PIN: pin, PINGiven: pin != "",
		Protocol: "webrtc", Remote: "192.0.2.1", Service: s.svc, Settings: s.set, Granted: true,
	})
}

func (s *scene) join(id, pin string) {
	s.t.Helper()
	if err := s.joinWith(id, pin); err != nil {
		s.t.Fatalf("join %s: %v", id, err)
	}
}

// media gives a participant a connected call.
func (s *scene) media(id string) {
	s.t.Helper()
	call := "call-" + id
	s.must(PlaceCall{ParticipantID: id, CallID: call, Granted: true})
	s.must(CallAnswered{ParticipantID: id, CallID: call})
	s.must(AckCall{ParticipantID: id, CallID: call})
	s.must(MediaEvent{media.Connected{ParticipantID: id, CallID: call}})
}

// pass lets time go by, firing every timer on the way, keeping everybody's
// token fresh but those named.
func (s *scene) pass(d time.Duration, silent ...string) {
	s.t.Helper()
	end := s.now.Add(d)
	for {
		next, ok := s.m.Next()
		if !ok || next.After(end) {
			s.now = end
			return
		}
		s.now = next
		for _, p := range slices.Clone(s.m.people) {
			if !slices.Contains(silent, p.id) {
				_, _ = s.m.Step(s.now, Refresh{ParticipantID: p.id})
			}
		}
		s.must(Tick{})
	}
}

func (s *scene) phase(id string) Phase {
	if p := s.m.find(id); p != nil {
		return p.phase
	}
	return "gone"
}

func (s *scene) phases(want map[string]Phase) {
	s.t.Helper()
	for id, phase := range want {
		if got := s.phase(id); got != phase {
			s.t.Errorf("%s is %s, want %s", id, got, phase)
		}
	}
}

// facts are what the last step recorded, in short.
func (s *scene) facts() []string { return factLines(s.out.Facts) }

func factLines(facts []Fact) []string {
	lines := []string{}
	for _, f := range facts {
		line := string(f.Type)
		switch d := f.Data.(type) {
		case link.ConferenceEnded:
			line += " " + d.Reason
		case link.ParticipantJoined:
			line += fmt.Sprintf(" %s %s waiting=%t", d.ParticipantID, d.Role, d.Waiting)
		case link.ParticipantLeft:
			line += strings.TrimRight(fmt.Sprintf(" %s %s %s %s", d.ParticipantID, d.Reason, d.Code, d.By), " ")
		case link.ParticipantChange:
			line += strings.TrimRight(fmt.Sprintf(" %s %s", d.ParticipantID, d.By), " ")
		case link.ParticipantRole:
			line += fmt.Sprintf(" %s %s %s", d.ParticipantID, d.Role, d.By)
		case link.ParticipantMedia:
			line += fmt.Sprintf(" %s a=%t v=%t p=%t tokens=%d", d.ParticipantID, d.Audio, d.Video, d.Presentation, d.Tokens)
		case link.ConferenceChange:
			line = strings.TrimRight(line+" "+d.By, " ")
		}
		lines = append(lines, line)
	}
	return lines
}

func (s *scene) wantFacts(want ...string) {
	s.t.Helper()
	if want == nil {
		want = []string{}
	}
	if diff := cmp.Diff(want, s.facts()); diff != "" {
		s.t.Errorf("facts (-want +got):\n%s", diff)
	}
}

// heard are the events one participant got in the last step, by type.
func (s *scene) heard(id string) []string {
	var names []string
	for _, n := range s.out.Notices {
		if n.To == id {
			names = append(names, strings.TrimPrefix(fmt.Sprintf("%T", n.Event), "conference."))
		}
	}
	return names
}

func (s *scene) wantHeard(id string, want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.heard(id)); diff != "" {
		s.t.Errorf("%s heard (-want +got):\n%s", id, diff)
	}
}

func TestJudgePIN(t *testing.T) {
	both := guarded()
	both.GuestPIN = "5678"
	hash := both
	hash.HostPIN, hash.GuestPIN = "1234#", "56789#"
	hostOnly := openRoom()
	hostOnly.HostPIN = "1234"
	for _, c := range []struct {
		name     string
		service  link.Service
		pin      string
		given    bool
		role     Role
		code     Code
		guestPIN bool
	}{
		{"no PINs, none given", openRoom(), "", false, RoleHost, "", false},
		{"no PINs, any given", openRoom(), "999", true, RoleHost, "", false},
		{"host PIN only, none given", hostOnly, "", false, "", CodePINRequired, true},
		{"host PIN only, literal none is no way in", hostOnly, "none", true, "", CodePINRequired, true},
		{"host PIN only, right", hostOnly, "1234", true, RoleHost, "", false},
		{"host PIN only, wrong", hostOnly, "4321", true, "", CodeInvalidPIN, false},
		{"free guests, nothing said", guarded(), "", false, "", CodePINRequired, false},
		{"free guests, empty header", guarded(), "", true, "", CodePINRequired, false},
		{"free guests, none", guarded(), "none", true, RoleGuest, "", false},
		{"free guests, host PIN", guarded(), "1234", true, RoleHost, "", false},
		{"free guests, wrong", guarded(), "123", true, "", CodeInvalidPIN, false},
		{"both, none given", both, "", false, "", CodePINRequired, true},
		{"both, literal none", both, "none", true, "", CodePINRequired, true},
		{"both, host PIN", both, "1234", true, RoleHost, "", false},
		{"both, guest PIN", both, "5678", true, RoleGuest, "", false},
		{"both, wrong", both, "1235", true, "", CodeInvalidPIN, false},
		{"hash typed or not", hash, "1234", true, RoleHost, "", false},
		{"hash typed", hash, "56789#", true, RoleGuest, "", false},
		{"hash alone opens nothing", hash, "#", true, "", CodeInvalidPIN, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			role, err := judgePIN(c.service, c.pin, c.given)
			if c.code == "" {
				if err != nil || role != c.role {
					t.Fatalf("got %s, %v; want %s", role, err, c.role)
				}
				return
			}
			r, ok := RefusalOf(err)
			if !ok || r.Code != c.code || r.GuestPIN != c.guestPIN {
				t.Fatalf("got %+v, want %s guestPIN=%t", err, c.code, c.guestPIN)
			}
		})
	}
}

func TestFirstCallerStartsAndLastOneEnds(t *testing.T) {
	s := newScene(t, openRoom())
	s.join("a", "")
	s.wantFacts("conference.started", "participant.joined a host waiting=false")
	s.join("b", "")
	s.wantFacts("participant.joined b host waiting=false")
	s.wantHeard("a", "ParticipantCreate")
	s.must(Leave{"a"})
	s.wantFacts("participant.left a released  a")
	s.wantHeard("b", "ParticipantDelete")
	s.must(Leave{"b"})
	s.wantFacts("participant.left b released  b", "conference.ended last-left")
	if err := s.do(Leave{"b"}); !ended(err) {
		t.Errorf("a machine that has ended answered %v", err)
	}
}

func TestGuestsWaitForAHostWithMediaOrStart(t *testing.T) {
	s := newScene(t, guarded())
	s.join("g", "none")
	s.wantFacts("conference.started", "participant.joined g guest waiting=true")
	s.join("h", "1234")
	s.phases(map[string]Phase{"g": PhaseWaiting, "h": PhasePresent})
	if st, _ := s.m.StatusFor("h"); st.Started {
		t.Error("started by a host without media")
	}
	s.must(Start{By: Actor{ParticipantID: "h"}})
	s.wantFacts("participant.admitted g")
	s.wantHeard("g", "ConferenceUpdate", "Sync")
	s.wantHeard("h", "ConferenceUpdate", "ParticipantUpdate")

	s = newScene(t, guarded())
	s.join("g", "none")
	s.join("h", "1234")
	s.media("h")
	s.wantFacts("participant.admitted g") // by the host's media
	s.join("late", "none")
	s.wantFacts("participant.joined late guest waiting=false")
}

func TestRosterHidesWaitingFromGuests(t *testing.T) {
	s := newScene(t, guarded())
	s.join("h", "1234")
	s.media("h")
	s.join("g1", "none")
	s.must(Lock{By: Actor{ParticipantID: "h"}, On: true})
	s.wantFacts("conference.locked h")
	s.join("g2", "none")
	s.wantFacts("participant.joined g2 guest waiting=true")
	s.wantHeard("h", "ParticipantCreate", "Knock")
	s.wantHeard("g1")
	ids := func(viewer string) []string {
		roster, err := s.m.RosterFor(viewer)
		if err != nil {
			t.Fatal(err)
		}
		all := []string{}
		for _, p := range roster {
			all = append(all, p.ID)
		}
		return all
	}
	for viewer, want := range map[string][]string{"h": {"h", "g1", "g2"}, "g1": {"h", "g1"}, "g2": {"g2"}} {
		if diff := cmp.Diff(want, ids(viewer)); diff != "" {
			t.Errorf("%s sees (-want +got):\n%s", viewer, diff)
		}
	}
	s.join("h2", "1234") // a host PIN opens a locked conference
	s.phases(map[string]Phase{"h2": PhasePresent, "g2": PhaseWaiting})
	s.refused(CodeNotPermitted, Admit{By: Actor{ParticipantID: "g1"}, TargetID: "g2"})
	s.refused(CodeWaiting, Lock{By: Actor{ParticipantID: "g2"}})
	s.must(Admit{By: Actor{ParticipantID: "h"}, TargetID: "g2"})
	s.wantFacts("participant.admitted g2 h")
	s.wantHeard("g1", "ParticipantCreate")
	s.wantHeard("g2", "Sync")
}

func TestLockWithoutHostPINParksEverybody(t *testing.T) {
	s := newScene(t, openRoom())
	s.join("a", "")
	s.join("b", "")
	s.must(Lock{By: Actor{ParticipantID: "a"}, On: true})
	s.join("c", "")
	s.wantFacts("participant.joined c host waiting=true")
	s.wantHeard("a", "ParticipantCreate", "Knock")
	s.wantHeard("b", "ParticipantCreate", "Knock")
	s.refused(CodeWaiting, Lock{By: Actor{ParticipantID: "c"}})
	s.media("c") // a call while parked does not start anything
	if s.m.started {
		t.Error("a parked host started the conference")
	}
	s.must(Lock{By: Actor{ParticipantID: "b"}})
	s.wantFacts("conference.unlocked b", "participant.admitted c")
	if !s.m.started {
		t.Error("an admitted host with media did not start the conference")
	}
}

func TestLimits(t *testing.T) {
	limited := openRoom()
	limited.ParticipantLimit = 1
	s := newScene(t, limited)
	s.join("a", "")
	if r, ok := RefusalOf(s.joinWith("b", "")); !ok || r.Code != CodeParticipantLimit {
		t.Fatalf("got %v", s.err)
	}
	s.wantFacts()

	s = newScene(t, openRoom())
	s.refused(CodeCapacity, Join{ParticipantID: "a", Service: s.svc, Settings: s.set})
	if s.m.opened {
		t.Error("opened without capacity")
	}
	s.join("a", "")
	s.refused(CodeCapacity, PlaceCall{ParticipantID: "a", CallID: "x"})
	if s.m.Tokens() != capacity.HD {
		t.Errorf("holds %d", s.m.Tokens())
	}
}
