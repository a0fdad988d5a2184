package conference

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/membership"
)

// threeNodes is a scene on several nodes; n1 is the home.
func threeNodes(t *testing.T, svc link.Service) *scene {
	s := newScene(t, svc)
	s.m = NewMachine(Setup{ConferenceID: "c", NodeID: "n1", LocationID: "loc-n1", Service: svc, Reserve: capacity.HD})
	return s
}

func (s *scene) joining(node, id, pin string) Join {
	return Join{
		ParticipantID: id, DisplayName: id, Alias: "standup", PIN: pin, PINGiven: pin != "", Protocol: "webrtc", Remote: "192.0.2.1",
		NodeID: node, LocationID: "loc-" + node, ResumeDigest: digestOf("key-" + id), Service: s.svc, Settings: s.set, Granted: true,
	}
}

func (s *scene) joinAt(node, id, pin string) {
	s.t.Helper()
	s.must(s.joining(node, id, pin))
}

// mediaAt gives a participant a connected call that a node carries.
func (s *scene) mediaAt(node, id string) {
	s.t.Helper()
	call := "call-" + id
	s.must(PlaceCall{ParticipantID: id, CallID: call, Granted: true, NodeID: node})
	s.must(CallAnswered{ParticipantID: id, CallID: call})
	s.must(MediaEvent{media.Connected{ParticipantID: id, CallID: call}})
}

// recordedAt are the facts that a node records, in short.
func recordedAt(m *Machine, out Outcome, node string) []string {
	var facts []Fact
	for _, f := range out.Facts {
		if f.Node == node || f.Node == "" && node == m.home {
			facts = append(facts, f)
		}
	}
	return factLines(facts)
}

func (s *scene) wantAt(node string, want ...string) {
	s.t.Helper()
	if want == nil {
		want = []string{}
	}
	if diff := cmp.Diff(want, recordedAt(s.m, s.out, node)); diff != "" {
		s.t.Errorf("%s records (-want +got):\n%s", node, diff)
	}
}

func (s *scene) wantEffects(want ...Effect) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.out.Effects); diff != "" {
		s.t.Errorf("effects (-want +got):\n%s", diff)
	}
}

// station is what a node would register with: what the machine has of it.
func (s *scene) station(node string) Registration {
	return stationOf(s.m, node)
}

func stationOf(m *Machine, node string) Registration {
	m.Changes()
	replica := m.Snapshot()
	r := Registration{NodeID: node, LocationID: "loc-" + node, Replica: &replica, Terms: replica.Terms}
	for _, p := range m.people {
		if p.node == node {
			r.Seats = append(r.Seats, SeatRecord{Person: p.person(), Recorded: p.recorded})
		}
		if p.current != nil && p.current.node == node {
			r.Calls = append(r.Calls, p.current.record(p.id))
		}
	}
	if n := m.place(node); n.holds {
		r.Held = map[string]uint64{m.id: n.entries}
	}
	return r
}

func TestEachNodeRecordsItsOwn(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n2", "a", "")
	s.wantAt("n1", "conference.started", "conference.node-added")
	s.wantAt("n2", "conference.started", "participant.joined a host waiting=false")
	for _, f := range s.out.Facts {
		if d, ok := f.Data.(link.ConferenceStarted); ok && f.Node == "n2" && (d.HomeID != "n1" || d.LocationID != "loc-n2") {
			t.Errorf("n2 begins with %+v", d)
		}
	}
	s.joinAt("n1", "b", "")
	s.wantAt("n1", "participant.joined b host waiting=false")
	s.must(Lock{By: Actor{ParticipantID: "a"}, On: true})
	s.wantAt("n1", "conference.locked a")
	s.wantAt("n2")
	s.must(Mute{By: Actor{ParticipantID: "b"}, TargetID: "a", On: true})
	s.wantAt("n1")
	s.wantAt("n2", "participant.muted a b")
	s.must(Leave{"a"})
	s.wantAt("n2", "participant.left a released  a") // it holds the conference until the end
	s.must(Leave{"b"})
	s.wantAt("n1", "participant.left b released  b", "conference.ended last-left")
	s.wantAt("n2", "conference.ended last-left")
	for _, f := range s.out.Facts {
		if d, ok := f.Data.(link.ConferenceEnded); ok {
			want := map[string]string{"": "n2", "n2": "n1"}[f.Node]
			if diff := cmp.Diff([]string{want}, d.Nodes); diff != "" {
				t.Errorf("%q names %v", f.Node, d.Nodes)
			}
		}
	}
}

func TestANodeBeginsWithItsFirstWord(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.must(Register{Registration{NodeID: "n2", LocationID: "loc-n2"}})
	s.wantFacts()
	out, err := s.m.StepFrom(s.now, "n2", MediaEvent{media.Connected{ParticipantID: "nobody", CallID: "x"}})
	if diff := cmp.Diff([]string{"conference.node-added", "conference.started"}, factLines(out.Facts)); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestEffectsNameTheNodeTheyAreFor(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.joinAt("n2", "b", "")
	decision := link.CallPlaced{ConferenceID: "c", ParticipantID: "b", CallID: "x", NodeID: "n3", Step: "transcoding"}
	s.must(PlaceCall{ParticipantID: "b", CallID: "x", Granted: true, NodeID: "n3", Decision: &decision})
	s.wantAt("n2", "participant.media b a=false v=false p=false tokens=48")
	s.must(CallAnswered{"b", "x"})
	if got := s.out.Facts[0]; got.Type != link.FactCallPlaced || got.Node != "n2" {
		t.Errorf("the decision: %+v", got)
	}
	if d, ok := s.out.Facts[1].Data.(link.ParticipantMedia); !ok || d.MediaNodeID != "n3" {
		t.Errorf("the media: %+v", s.out.Facts[1])
	}
	s.must(AckCall{"b", "x"})
	policy := s.m.policy(s.m.find("b"))
	s.wantEffects(SetPolicy{ParticipantID: "b", Policy: policy, NodeID: "n3"}, StartCall{CallID: "x", NodeID: "n3"})
	// While a call at another node replaces it, both have to obey.
	s.must(PlaceCall{ParticipantID: "b", CallID: "y", Granted: true, NodeID: "n1"})
	s.must(Mute{By: Actor{ParticipantID: "a"}, TargetID: "b", On: true})
	policy.Muted = true
	s.wantEffects(SetPolicy{ParticipantID: "b", Policy: policy, NodeID: "n3"}, SetPolicy{ParticipantID: "b", Policy: policy, NodeID: "n1"})
	s.must(CallAnswered{"b", "y"})
	if diff := cmp.Diff(Effect(CloseCall{CallID: "x", NodeID: "n3"}), s.out.Effects[0]); diff != "" {
		t.Error(diff)
	}
	s.must(Leave{"b"})
	s.wantEffects(CloseCall{CallID: "y", NodeID: "n1"}, Forget{ParticipantID: "b", NodeID: "n2"})
	for _, n := range s.out.Notices {
		if want := map[string]string{"a": "n1", "b": "n2"}[n.To]; n.Node != want {
			t.Errorf("%s is told at %s", n.To, n.Node)
		}
	}
}

func TestTokensAreThoseOfTheNodeThatCarries(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	call := s.m.TokensWith("a", false) - capacity.HD
	if got := s.m.TokensAt("n1"); got != capacity.HD {
		t.Errorf("alone, the home holds %d", got)
	}
	if got := s.m.TokensWithAt("n2", "a", false); got != capacity.HD+call {
		t.Errorf("n2 would hold %d", got)
	}
	want := func(n1, n2, n3 capacity.Tokens) {
		t.Helper()
		got := []capacity.Tokens{s.m.TokensAt("n1"), s.m.TokensAt("n2"), s.m.TokensAt("n3")}
		if diff := cmp.Diff([]capacity.Tokens{n1, n2, n3}, got); diff != "" {
			t.Errorf("tokens (-want +got):\n%s", diff)
		}
	}
	// A proxied call takes as much of the edge as of its transcoding node.
	s.must(PlaceCall{ParticipantID: "a", CallID: "x", Granted: true, NodeID: "n2", ParentID: "n3"})
	want(0, capacity.HD+call, capacity.HD+call)
	s.must(CallAnswered{"a", "x"})
	s.must(PlaceCall{ParticipantID: "a", CallID: "y", Granted: true, NodeID: "n3"})
	want(0, capacity.HD+call, capacity.HD+call) // at n3 the one takes the place of the other
	s.must(CallAnswered{"a", "y"})
	want(0, 0, capacity.HD+call)
	s.must(HangUp{"a", "y"})
	want(capacity.HD, 0, 0)
}

func TestWhoResumesKeepsItsSeat(t *testing.T) {
	resumed := func(s *scene, node, id string) {
		s.t.Helper()
		in := s.joining(node, "fresh", "")
		in.Resume, in.ResumeDigest = "key-"+id, digestOf("new-"+id)
		s.must(in)
		if s.out.Resumed != id {
			s.t.Fatalf("%q resumed", s.out.Resumed)
		}
	}
	t.Run("at another node, whatever PIN, lock and limit say", func(t *testing.T) {
		svc := guarded()
		svc.ParticipantLimit = 2
		s := threeNodes(t, svc)
		s.joinAt("n1", "h", "1234")
		s.mediaAt("n1", "h")
		s.joinAt("n2", "g", "none")
		s.mediaAt("n2", "g")
		s.must(Mute{By: Actor{ParticipantID: "h"}, TargetID: "g", On: true})
		s.must(Lock{By: Actor{ParticipantID: "h"}, On: true})
		s.must(Subscribed{"g"})
		resumed(s, "n3", "g")
		s.wantAt("n1", "conference.node-added")
		s.wantAt("n2") // nothing: n3 goes on with it
		s.wantAt("n3", "conference.started", "participant.moved", "participant.media g a=false v=false p=false tokens=48")
		for _, f := range s.out.Facts {
			if d, ok := f.Data.(link.ParticipantMoved); ok {
				want := link.ParticipantMoved{
					ConferenceID: "c", ParticipantID: "g", LocationID: "loc-n3", Remote: "192.0.2.1", Moves: 1,
					DisplayName: "g", Alias: "standup", Role: "guest", Protocol: "webrtc", Muted: true,
				}
				if diff := cmp.Diff(want, d); diff != "" {
					t.Error(diff)
				}
			}
		}
		if diff := cmp.Diff(Notice{To: "g", Event: Disconnected{Reason: reasonResumedElsewhere}, Node: "n2"}, s.out.Notices[0]); diff != "" {
			t.Error(diff)
		}
		s.wantEffects(Forget{ParticipantID: "g", NodeID: "n2", Moved: true})
		// What the old node still says of it is late.
		if _, err := s.m.StepFrom(s.now, "n2", Leave{"g"}); code(err) != CodeInvalidToken {
			t.Errorf("the old node still speaks for it: %v", err)
		}
		s.must(Subscribed{"g"})
		s.must(PlaceCall{ParticipantID: "g", CallID: "new", Granted: true, NodeID: "n3"})
		s.must(CallAnswered{"g", "new"})
		if diff := cmp.Diff(Effect(CloseCall{CallID: "call-g", NodeID: "n2"}), s.out.Effects[0]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("at the same node", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n2", "a", "")
		resumed(s, "n2", "a")
		s.wantFacts()
		s.wantEffects(Forget{ParticipantID: "a", NodeID: "n2", Stays: true})
	})
	t.Run("with the key before, until it has shown that it has the new one", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n2", "a", "")
		resumed(s, "n3", "a")
		resumed(s, "n2", "a") // the answer was lost
		// A token from before shows nothing.
		s.must(Refresh{ParticipantID: "a", ResumeDigest: digestOf("key-a")})
		resumed(s, "n3", "a")
		s.must(Refresh{ParticipantID: "a", ResumeDigest: digestOf("new-a")})
		in := s.joining("n3", "b", "")
		in.Resume = "key-a"
		s.must(in)
		if s.out.Resumed != "" || s.phase("b") != PhasePresent {
			t.Errorf("an old key opened %q", s.out.Resumed)
		}
	})
	t.Run("but not with a digest, which all nodes know", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n2", "a", "")
		in := s.joining("n3", "b", "")
		in.Resume = s.m.find("a").resumeDigest
		s.must(in)
		if s.out.Resumed != "" {
			t.Errorf("a digest opened %q", s.out.Resumed)
		}
	})
	t.Run("or nothing, when that is all that the door lets in", func(t *testing.T) {
		s := threeNodes(t, guarded())
		s.joinAt("n2", "a", "1234")
		in := s.joining("n3", "b", "1234")
		in.Resume, in.OnlySeat = "key-b", true
		s.refused(CodeInvalidToken, in)
		in.Resume = "key-a"
		s.must(in)
		if s.out.Resumed != "a" {
			t.Errorf("%q resumed", s.out.Resumed)
		}
	})
	t.Run("and presents on", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n2", "a", "")
		s.mediaAt("n2", "a")
		s.must(TakeFloor{By: Actor{ParticipantID: "a"}, TargetID: "a"})
		resumed(s, "n3", "a")
		s.wantAt("n3", "conference.started", "participant.moved", "participant.media a a=false v=false p=false tokens=48", "presentation.started a")
	})
}

func TestAwayPeopleKeepTheirSeatsForAWhile(t *testing.T) {
	away := func(t *testing.T) *scene {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		s.mediaAt("n1", "b")
		s.mediaAt("n2", "a")
		s.must(TakeFloor{By: Actor{ParticipantID: "b"}, TargetID: "b"})
		s.must(NodeAway{"n2"})
		return s
	}
	t.Run("then they are out of sight, and nothing is recorded", func(t *testing.T) {
		s := away(t)
		s.pass(AwayAfter - time.Millisecond)
		s.phases(map[string]Phase{"b": PhasePresent})
		s.pass(time.Millisecond)
		s.phases(map[string]Phase{"a": PhasePresent, "b": "gone"})
		s.wantFacts()
		s.wantHeard("a", "ParticipantUpdate", "PresentationStop", "ParticipantDelete")
		s.wantEffects(SetPolicy{ParticipantID: "b", Policy: s.effectPolicy(0), NodeID: "n1"}, CloseCall{CallID: "call-b", NodeID: "n1"})
	})
	t.Run("calls that the node carries are placed anew sooner", func(t *testing.T) {
		s := away(t)
		s.pass(CarrierLostAfter)
		s.wantAt("n1", "participant.media a a=false v=false p=false tokens=0")
		s.wantHeard("a", "CallEnded", "ParticipantUpdate")
	})
	t.Run("and at once when nobody sees the node any more, but the seats at it stay", func(t *testing.T) {
		s := away(t)
		s.must(NodeGone{"n2"})
		s.wantAt("n1", "participant.media a a=false v=false p=false tokens=0")
		s.wantHeard("a", "CallEnded", "ParticipantUpdate")
		s.phases(map[string]Phase{"b": PhasePresent})
	})
	t.Run("a node that was not away is not gone", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		s.mediaAt("n2", "a")
		s.must(NodeGone{"n2"})
		s.wantFacts()
		s.wantHeard("a")
	})
	t.Run("a node that is back in time has lost nothing", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		s.mediaAt("n2", "b")
		before := s.station("n2")
		s.must(NodeAway{"n2"})
		s.must(Mute{By: Actor{ParticipantID: "a"}, TargetID: "b", On: true})
		s.wantFacts()
		s.pass(10 * time.Second)
		s.must(Register{before})
		s.wantFacts("participant.muted b") // what it has missed
		if p := s.m.find("b"); p.away || !p.hasMedia() {
			t.Errorf("away %t, media %t", p.away, p.hasMedia())
		}
	})
	t.Run("one that was removed meanwhile is told so", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		before := s.station("n2")
		s.must(NodeAway{"n2"})
		s.must(Disconnect{By: Actor{ParticipantID: "a"}, TargetID: "b"})
		s.wantFacts()
		s.must(Register{before})
		s.wantFacts("participant.left b removed-by-participant #pex124 a")
		s.wantEffects(Forget{ParticipantID: "b", NodeID: "n2"}, SetSpotlight{ParticipantIDs: []string{}})
		s.wantHeard("b", "Disconnected")
	})
	t.Run("when nobody else is left the conference is over here", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		s.must(NodeAway{"n2"})
		s.must(Leave{"a"})
		s.phases(map[string]Phase{"b": PhasePresent})
		s.pass(AwayAfter)
		s.wantFacts("conference.ended nodes-unreachable")
		if d := s.out.Facts[0].Data.(link.ConferenceEnded); len(d.Nodes) != 1 || d.Nodes[0] != "n2" {
			t.Errorf("names %v", d.Nodes)
		}
	})
	t.Run("they count as there for timers", func(t *testing.T) {
		s := threeNodes(t, guarded())
		s.joinAt("n2", "h", "1234")
		s.mediaAt("n1", "h")
		s.joinAt("n1", "g", "none")
		s.must(NodeAway{"n2"})
		if !s.m.guestsOnlyAt.IsZero() {
			t.Error("a host that is away does not keep the conference")
		}
		s.pass(AwayAfter)
		if s.m.guestsOnlyAt.IsZero() {
			t.Error("a host that is out of sight keeps it")
		}
	})
}

// effectPolicy is the policy that an effect of the last step sets.
func (s *scene) effectPolicy(at int) media.Policy {
	set, ok := s.out.Effects[at].(SetPolicy)
	if !ok {
		s.t.Fatalf("effect %d is %T", at, s.out.Effects[at])
	}
	return set.Policy
}

func TestAStationIsRightAboutItsSeats(t *testing.T) {
	t.Run("one that the home never heard of is taken in", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		known := s.m.Snapshot()
		other := threeNodes(t, openRoom())
		other.joinAt("n1", "a", "")
		other.joinAt("n2", "b", "")
		r := other.station("n2")
		r.Replica = &known
		s.must(Register{r})
		s.phases(map[string]Phase{"b": PhasePresent})
		s.wantFacts() // it is recorded already
		s.wantHeard("a", "ParticipantCreate")
	})
	t.Run("and recorded when it is not yet", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		other := threeNodes(t, openRoom())
		other.joinAt("n2", "b", "")
		r := other.station("n2")
		r.Seats[0].Recorded, r.Held, r.Replica = Recorded{}, nil, nil
		s.must(Register{r})
		s.wantAt("n2", "conference.started", "participant.joined b host waiting=false")
	})
	t.Run("one that it does not have is gone without a word", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		s.must(NodeAway{"n2"})
		r := s.station("n2")
		r.Seats = nil
		s.must(Register{r})
		s.phases(map[string]Phase{"b": "gone"})
		s.wantFacts()
	})
	t.Run("a call that it does not carry is placed anew, one that nobody knows is ended", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.mediaAt("n2", "a")
		s.must(NodeAway{"n2"})
		s.must(Register{Registration{NodeID: "n2", LocationID: "loc-n2", Calls: []CallRecord{
			{ID: "stray", ParticipantID: "nobody", NodeID: "n2", Nth: 1},
		}}})
		s.wantHeard("a", "CallEnded", "ParticipantUpdate")
		s.pass(AwayAfter)
		s.wantEffects(CloseCall{CallID: "stray", NodeID: "n2"})
	})
	t.Run("of several calls of a participant the last counts", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.mediaAt("n1", "a")
		s.must(Register{Registration{NodeID: "n2", LocationID: "loc-n2", Calls: []CallRecord{
			{ID: "later", ParticipantID: "a", NodeID: "n2", Nth: 2, Connected: true},
		}}})
		if p := s.m.find("a"); p.current.id != "later" {
			t.Errorf("has %s", p.current.id)
		}
		s.must(Register{Registration{NodeID: "n3", LocationID: "loc-n3", Calls: []CallRecord{
			{ID: "earlier", ParticipantID: "a", NodeID: "n3", Nth: 1, Connected: true},
		}}})
		if p := s.m.find("a"); p.current.id != "later" {
			t.Errorf("has %s", p.current.id)
		}
	})
	t.Run("a node that was counted on and knows nothing says so", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "") // n2 crashes before this is on its disk
		s.must(NodeAway{"n2"})
		s.must(Register{Registration{NodeID: "n2", LocationID: "loc-n2"}})
		s.wantAt("n2", "conference.started", "conference.ended node-restarted")
	})
}

func TestTakeOver(t *testing.T) {
	setup := Setup{ConferenceID: "unused", NodeID: "n2", LocationID: "loc-n2", Reserve: capacity.HD}
	old := func(t *testing.T) *scene {
		s := threeNodes(t, guarded())
		s.joinAt("n1", "h", "1234")
		s.mediaAt("n2", "h")
		s.joinAt("n2", "a", "none")
		s.joinAt("n3", "b", "none")
		s.mediaAt("n3", "b")
		s.must(Lock{By: Actor{ParticipantID: "h"}, On: true})
		return s
	}
	t.Run("the next home goes on where the one before was", func(t *testing.T) {
		s := old(t)
		g := NewGather(s.now.Add(time.Second))
		g.Add(s.station("n2"))
		live := func(node string) bool { return node != "n1" }
		if g.Complete(live) {
			t.Error("complete without n3")
		}
		g.Add(s.station("n3"))
		if !g.Complete(live) {
			t.Error("waits for the dead")
		}
		m, out := g.TakeOver(s.now, setup)
		if m.ID() != "c" || m.Term() != 2 || m.Home() != "n2" || !m.locked || !m.started {
			t.Errorf("%s, term %d, home %s, locked %t, started %t", m.ID(), m.Term(), m.Home(), m.locked, m.started)
		}
		want := []string{
			"conference.home-taken", "conference.node-added", "conference.node-added", "conference.locked", "conference.guests-unmuted",
		}
		if diff := cmp.Diff(want, recordedAt(m, out, "n2")); diff != "" {
			t.Errorf("n2 records (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{}, recordedAt(m, out, "n3")); diff != "" {
			t.Errorf("n3 records (-want +got):\n%s", diff)
		}
		taken := out.Facts[0].Data.(link.HomeTaken)
		if diff := cmp.Diff(link.HomeTaken{ConferenceID: "c", Term: 2, Before: "n1", Reason: "home-lost"}, taken); diff != "" {
			t.Error(diff)
		}
		for id, away := range map[string]bool{"h": true, "a": false, "b": false} {
			if p := m.find(id); p == nil || p.away != away {
				t.Errorf("%s: %+v", id, p)
			}
		}
		if !m.find("h").hasMedia() || !m.find("b").hasMedia() {
			t.Error("calls were lost")
		}
		for _, e := range out.Effects {
			if c, ok := e.(CloseCall); ok {
				t.Errorf("closes %s", c.CallID)
			}
		}
	})
	t.Run("the newest replica counts", func(t *testing.T) {
		s := old(t)
		late := s.station("n3")
		s.must(SetRole{By: Actor{ParticipantID: "h"}, TargetID: "b", Role: RoleHost})
		g := NewGather(s.now)
		g.Add(s.station("n2"))
		g.Add(late)
		m, out := g.TakeOver(s.now, setup)
		if m.find("b").role != RoleHost {
			t.Error("b is no host")
		}
		if diff := cmp.Diff([]string{"participant.role b host "}, recordedAt(m, out, "n3")); diff != "" {
			t.Errorf("n3 records (-want +got):\n%s", diff)
		}
	})
	t.Run("a call that was being answered is refused by then", func(t *testing.T) {
		s := old(t)
		s.must(PlaceCall{ParticipantID: "a", CallID: "x", Granted: true, NodeID: "n3"})
		g := NewGather(s.now)
		g.Add(s.station("n2"))
		m, _ := g.TakeOver(s.now, setup)
		if m.find("a").pending != nil {
			t.Error("still pending")
		}
	})
	t.Run("of two conferences the older one goes on", func(t *testing.T) {
		s := old(t)
		other := newScene(t, guarded())
		other.m = NewMachine(Setup{ConferenceID: "b", NodeID: "n4", LocationID: "loc-n4", Service: guarded()})
		other.joinAt("n4", "x", "1234")
		other.joinAt("n3", "y", "1234")
		r := stationOf(other.m, "n3")
		if !r.Precedes("c") || s.station("n2").Precedes("b") {
			t.Error("the younger precedes")
		}
		g := NewGather(s.now)
		g.Add(s.station("n2"))
		g.Add(r)
		m, _ := g.TakeOver(s.now, setup)
		if m.ID() != "b" || m.find("a") == nil || m.find("y") == nil {
			t.Errorf("%s goes on", m.ID())
		}
	})
}

func TestMerging(t *testing.T) {
	sides := func(t *testing.T, second string) (stays, yields *scene) {
		stays, yields = threeNodes(t, openRoom()), threeNodes(t, openRoom())
		yields.m = NewMachine(Setup{ConferenceID: second, NodeID: "n2", LocationID: "loc-n2", Service: openRoom()})
		stays.joinAt("n1", "a", "")
		stays.mediaAt("n1", "a")
		yields.joinAt("n2", "b", "")
		yields.mediaAt("n2", "b")
		yields.joinAt("n3", "d", "")
		yields.must(TakeFloor{By: Actor{ParticipantID: "b"}, TargetID: "b"})
		return stays, yields
	}
	t.Run("of two conferences one is left and the other joined", func(t *testing.T) {
		stays, yields := sides(t, "d")
		r := yields.station("n2")
		yields.m.Yield()
		if err := yields.do(Leave{"b"}); !ended(err) || !yields.m.Yielded() {
			t.Errorf("it goes on: %v", err)
		}
		stays.must(Register{r})
		stays.wantAt("n2",
			"participant.left b merged", "conference.ended merged",
			"conference.started", "participant.joined b host waiting=false",
			"participant.media b a=false v=false p=false tokens=48", "presentation.started b")
		ended := stays.out.Facts[1].Data.(link.ConferenceEnded)
		if ended.ConferenceID != "d" || len(ended.Nodes) != 1 || ended.Nodes[0] != "n3" {
			t.Errorf("%+v", ended)
		}
		stays.wantHeard("a", "ParticipantCreate", "ParticipantUpdate", "PresentationStart")
	})
	t.Run("of one conference each side's people are as it knew them", func(t *testing.T) {
		stays, yields := sides(t, "c")
		yields.must(SetRole{By: Actor{ParticipantID: "b"}, TargetID: "d", Role: RoleGuest})
		yields.m.term = 2
		stays.must(TakeFloor{By: Actor{ParticipantID: "a"}, TargetID: "a"})
		stays.must(Lock{By: Actor{ParticipantID: "a"}, On: true})
		stays.must(Register{yields.station("n2")})
		// The stayer's word counts from now on, and its presenter presents.
		stays.wantAt("n1", "conference.home-taken", "conference.node-added", "conference.node-added", "conference.locked", "conference.guests-unmuted")
		stays.wantAt("n2", "presentation.stopped b")
		if stays.m.Term() != 3 {
			t.Errorf("term %d", stays.m.Term())
		}
		stays.must(Register{yields.station("n3")})
		stays.wantFacts()
		if p := stays.m.find("d"); p == nil || p.role != RoleGuest || !p.present() {
			t.Errorf("%+v", p)
		}
	})
	t.Run("a participant that moved is where the other side knows it", func(t *testing.T) {
		s := threeNodes(t, openRoom())
		s.joinAt("n1", "a", "")
		s.joinAt("n2", "b", "")
		g := NewGather(s.now)
		g.Add(s.station("n3"))
		m, _ := g.TakeOver(s.now, Setup{NodeID: "n3", LocationID: "loc-n3"})
		in := s.joining("n3", "fresh", "")
		in.Resume = "key-b"
		if _, err := m.Step(s.now, in); err != nil {
			t.Fatal(err)
		}
		s.must(Register{stationOf(m, "n3")})
		if p := s.m.find("b"); p.node != "n3" || p.moves != 1 {
			t.Errorf("b is at %s after %d moves", p.node, p.moves)
		}
		moved := false
		for _, e := range s.out.Effects {
			moved = moved || e == Effect(Forget{ParticipantID: "b", NodeID: "n2", Moved: true})
		}
		if !moved {
			t.Errorf("n2 is not told: %v", s.out.Effects)
		}
	})
	t.Run("whom a home never knew stands as it says", func(t *testing.T) {
		stays, yields := threeNodes(t, guarded()), threeNodes(t, guarded())
		yields.m = NewMachine(Setup{ConferenceID: "d", NodeID: "n2", LocationID: "loc-n2", Service: guarded()})
		for s, node := range map[*scene]string{stays: "n1", yields: "n2"} {
			s.joinAt(node, "h"+node, "1234")
			s.mediaAt(node, "h"+node)
		}
		yields.joinAt("n2", "g", "none")
		yields.must(Spotlight{By: Actor{ParticipantID: "hn2"}, TargetID: "g", On: true})
		stays.must(MuteGuests{By: Actor{ParticipantID: "hn1"}, On: true})
		stays.must(Register{yields.station("n2")})
		if g := stays.m.find("g"); !g.spotlightAt.IsZero() || g.mute != mutedAsGuest {
			t.Errorf("spotlit %v, muted %v", g.spotlightAt, g.mute)
		}
		got := recordedAt(stays.m, stays.out, "n2")
		if !slices.Contains(got, "participant.joined g guest waiting=false") || !slices.Contains(got, "participant.muted g") {
			t.Errorf("n2 records %q", got)
		}
	})
	t.Run("the mute of all guests is that of the home that stays", func(t *testing.T) {
		for _, muted := range []bool{false, true} { // on the side where a host let the guest speak
			s := threeNodes(t, guarded())
			s.joinAt("n1", "h", "1234")
			s.mediaAt("n1", "h")
			s.joinAt("n2", "g", "none")
			g := NewGather(s.now)
			g.Add(s.station("n2"))
			other, _ := g.TakeOver(s.now, Setup{NodeID: "n2", LocationID: "loc-n2"})
			other.guestsMuted = muted
			s.must(NodeAway{"n2"})
			s.must(MuteGuests{By: Actor{ParticipantID: "h"}, On: true})
			s.must(Register{stationOf(other, "n2")})
			if p := s.m.find("g"); (p.mute == mutedAsGuest) == muted {
				t.Errorf("all muted there: %t, the guest: %v", muted, p.mute)
			}
		}
	})
	t.Run("a call goes on whose node is still to come", func(t *testing.T) {
		for _, comes := range []bool{true, false} {
			stays, yields := sides(t, "d")
			yields.must(PlaceCall{ParticipantID: "d", CallID: "far", Granted: true, NodeID: "n4"})
			yields.must(CallAnswered{"d", "far"})
			yields.must(MediaEvent{media.Connected{ParticipantID: "d", CallID: "far"}})
			stays.must(Register{yields.station("n3")})
			stays.wantHeard("d", "Sync")
			if p := stays.m.find("d"); !p.hasMedia() {
				t.Error("the call is broken")
			}
			if comes {
				stays.must(Register{yields.station("n4")})
			}
			stays.pass(CarrierLostAfter)
			if p := stays.m.find("d"); p.hasMedia() != comes {
				t.Errorf("its node comes: %t; it has media: %t", comes, p.hasMedia())
			}
		}
	})
	t.Run("which of two homes stays", func(t *testing.T) {
		claim := func(node, conference string) membership.Claim {
			return membership.Claim{NodeID: node, ServiceID: "svc", ConferenceID: conference}
		}
		for _, n := range []string{"n1", "n2", "n3", "n4"} {
			if Stays(claim(n, "d"), claim("n9", "c")) || !Stays(claim(n, "c"), claim("n9", "d")) {
				t.Error("the younger conference stays")
			}
			if Stays(claim(n, "c"), claim("n9", "c")) == Stays(claim("n9", "c"), claim(n, "c")) {
				t.Error("both or none stays")
			}
		}
	})
}

func TestWhoMovedToTheHomeAndLeftIsGone(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.joinAt("n2", "b", "")
	before := s.station("n2")
	s.must(NodeAway{"n2"})
	in := s.joining("n1", "fresh", "")
	in.Resume = "key-b"
	s.must(in)
	s.must(Leave{"b"})
	s.must(Register{before}) // it has missed all that
	s.phases(map[string]Phase{"b": "gone"})
	s.wantFacts() // the home has recorded that it left
	s.wantEffects(Forget{ParticipantID: "b", NodeID: "n2", Moved: true}, SetSpotlight{ParticipantIDs: []string{}})
	s.wantHeard("b", "Disconnected")
}

func TestACallWhoseAnswerWasLostIsEnded(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.must(PlaceCall{ParticipantID: "a", CallID: "x", Granted: true, NodeID: "n2"})
	s.must(NodeAway{"n2"})
	s.must(Register{Registration{NodeID: "n2", LocationID: "loc-n2", Calls: []CallRecord{
		{ID: "x", ParticipantID: "a", NodeID: "n2", Nth: 1},
	}}})
	s.must(CallFailed{"a", "x"})
	s.wantEffects(CloseCall{CallID: "x", NodeID: "n2"})
}

func TestANodeThatStopsSaysNoMore(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.joinAt("n2", "b", "")
	var err error
	s.out, err = s.m.StepFrom(s.now, "n2", NodeStops{"n2"})
	if err != nil {
		t.Fatal(err)
	}
	s.wantAt("n2", "participant.left b node-shutdown", "conference.ended node-shutdown")
	s.wantAt("n1")
	// What was under way would have it begin again, which it may never record.
	out, err := s.m.StepFrom(s.now, "n2", s.joining("n2", "d", ""))
	if code(err) != CodeUnavailable || len(out.Facts) > 0 {
		t.Errorf("%v, %v", factLines(out.Facts), err)
	}
	s.must(Register{Registration{NodeID: "n2", LocationID: "loc-n2", Released: map[string]uint64{"c": 1}}})
	s.joinAt("n2", "d", "")
	s.wantAt("n2", "conference.started", "participant.joined d host waiting=false")
}

func TestACallOfAnotherEndsWithItsNode(t *testing.T) {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.joinAt("n2", "b", "")
	s.joinAt("n3", "d", "")
	s.mediaAt("n2", "a")
	s.must(PlaceCall{ParticipantID: "d", CallID: "x", Granted: true, NodeID: "n3", ParentID: "n2"})
	s.must(CallAnswered{"d", "x"})
	s.must(NodeStops{"n2"})
	s.wantHeard("a", "CallEnded", "ParticipantUpdate", "ParticipantDelete")
	s.wantHeard("d", "ParticipantUpdate", "ParticipantDelete", "CallEnded")
}
