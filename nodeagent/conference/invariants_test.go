package conference

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// TestInvariants throws arbitrary inputs, at arbitrary times, at a conference
// and holds what must never break against what comes out.
func TestInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		svc := openRoom()
		if rapid.Bool().Draw(t, "guarded") {
			svc = guarded()
		}
		svc.MuteAllGuests = rapid.Bool().Draw(t, "muteAll")
		svc.ParticipantLimit = rapid.SampledFrom([]int{-1, 3}).Draw(t, "limit")
		set := testSettings
		set.GuestsOnlyTimeout = rapid.SampledFrom([]int{0, 60}).Draw(t, "guestsOnly")
		set.LastParticipantTimeout = rapid.SampledFrom([]int{0, 90}).Draw(t, "lastOne")
		setup := Setup{ConferenceID: "c", Service: svc, Reserve: capacity.HD}
		m, twin := NewMachine(setup), NewMachine(setup)
		w := newWatch(t)
		now := t0
		joined := 0
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			now = now.Add(rapid.SampledFrom([]time.Duration{0, time.Second, 45 * time.Second, 130 * time.Second}).Draw(t, "pass"))
			in := drawInput(t, &joined, svc, set)
			before := m.Tokens()
			out, err := m.Step(now, in)
			out2, err2 := twin.Step(now, in)
			if diff := cmp.Diff(out, out2); diff != "" || fmt.Sprint(err) != fmt.Sprint(err2) {
				t.Fatalf("%T is not deterministic: %s %v %v", in, diff, err, err2)
			}
			if _, isRefusal := RefusalOf(err); err != nil && !isRefusal && !ended(err) {
				t.Fatalf("%T: %v", in, err)
			}
			if !granted(in) && m.Tokens() > before {
				t.Fatalf("%T took %d tokens that were not granted", in, m.Tokens()-before)
			}
			w.facts(out.Facts)
			w.state(m, in, now)
		}
		if m.ended == nil {
			out, _ := m.Step(now, Shutdown{})
			w.facts(out.Facts)
			w.state(m, Shutdown{}, now)
		}
		w.over()
	})
}

func granted(in Input) bool {
	switch in := in.(type) {
	case Join:
		return in.Granted
	case PlaceCall:
		return in.Granted
	case WidenCall:
		return in.Granted
	default:
		return false
	}
}

func drawInput(t *rapid.T, joined *int, svc link.Service, set link.Settings) Input {
	id := func(label string) string {
		return fmt.Sprintf("p%d", rapid.IntRange(0, max(*joined, 1)).Draw(t, label))
	}
	on := rapid.Bool().Draw(t, "on")
	actor := Actor{ParticipantID: id("by")}
	if rapid.IntRange(0, 9).Draw(t, "admin") == 0 {
		actor = Actor{Administrator: "root"}
	}
	who, call := id("who"), fmt.Sprintf("call%d", rapid.IntRange(0, 3).Draw(t, "call"))
	switch rapid.IntRange(0, 27).Draw(t, "kind") {
	case 0, 1, 2, 3, 4:
		*joined++
		return Join{
			ParticipantID: fmt.Sprintf("p%d", *joined), PIN: rapid.SampledFrom([]string{"1234", "none", "9", ""}).Draw(t, "pin"),
			PINGiven: true, Prompt: on, Service: svc, Settings: set, Granted: rapid.IntRange(0, 4).Draw(t, "granted") > 0,
		}
	case 5:
		return EnterPIN{who, rapid.SampledFrom([]string{"1234", "none", "9"}).Draw(t, "pin")}
	case 6:
		return Refresh{ParticipantID: who, ResumeDigest: digestOf("key-" + who)}
	case 7:
		return Leave{who}
	case 8, 9, 10:
		return PlaceCall{ParticipantID: who, CallID: call, AudioOnly: on, Granted: rapid.Bool().Draw(t, "granted")}
	case 11, 12:
		return CallAnswered{who, call}
	case 13, 14:
		return MediaEvent{media.Connected{ParticipantID: who, CallID: call}}
	case 15:
		return MediaEvent{media.Ended{ParticipantID: who, CallID: call, Reason: rapid.SampledFrom([]string{"failed", "hangup", "closed", "replaced"}).Draw(t, "reason")}}
	case 16:
		return rapid.SampledFrom([]Input{CallFailed{who, call}, HangUp{who, call}, AckCall{who, call}, WidenCall{who, call, false, on}}).Draw(t, "callInput")
	case 17:
		return Lock{actor, on}
	case 18:
		return Admit{actor, who}
	case 19:
		return Start{actor}
	case 20:
		return MuteGuests{actor, on}
	case 21:
		return Mute{actor, who, on}
	case 22:
		return SetRole{actor, who, rapid.SampledFrom([]Role{RoleHost, RoleGuest}).Draw(t, "role")}
	case 23:
		return TakeFloor{Actor{ParticipantID: who}, who}
	case 24:
		return ReleaseFloor{actor, who}
	case 25:
		return Disconnect{actor, who}
	case 26:
		return rapid.SampledFrom([]Input{Spotlight{actor, who, on}, Buzz{actor, who, on}, ClearSpotlights{actor}, ClearAllBuzz{actor}, Say{By: actor}, Subscribed{who}, Unsubscribed{who}}).Draw(t, "other")
	default:
		return Tick{}
	}
}

// watch follows the facts like the control plane does.
type watch struct {
	t          *rapid.T
	started    bool
	ended      bool
	here, left map[string]bool
	waiting    map[string]bool
	muted      map[string]bool
	tokens     map[string]int64
	presenter  string
	locked     bool
}

func newWatch(t *rapid.T) *watch {
	return &watch{
		t: t, here: map[string]bool{}, left: map[string]bool{}, waiting: map[string]bool{},
		muted: map[string]bool{}, tokens: map[string]int64{},
	}
}

func (w *watch) need(ok bool, format string, args ...any) {
	if !ok {
		w.t.Fatalf(format, args...)
	}
}

func (w *watch) facts(facts []Fact) {
	for _, f := range facts {
		w.need(!w.ended, "%s after the end", f.Type)
		w.need(w.started || f.Type == link.FactConferenceStarted, "%s before the start", f.Type)
		switch d := f.Data.(type) {
		case link.ConferenceStarted:
			w.need(!w.started, "started twice")
			w.started = true
		case link.ConferenceEnded:
			w.need(len(w.here) == 0, "ended with %v in it", w.here)
			w.ended = true
		case link.ConferenceChange:
			switch f.Type {
			case link.FactConferenceLocked, link.FactConferenceUnlocked:
				w.need(w.locked != (f.Type == link.FactConferenceLocked), "%s twice", f.Type)
				w.locked = !w.locked
			}
		case link.ParticipantJoined:
			w.need(!w.here[d.ParticipantID] && !w.left[d.ParticipantID], "%s joined twice", d.ParticipantID)
			w.here[d.ParticipantID] = true
			w.waiting[d.ParticipantID] = d.Waiting
		case link.ParticipantLeft:
			w.need(w.here[d.ParticipantID], "%s left without being there", d.ParticipantID)
			w.need(w.presenter != d.ParticipantID, "%s left presenting", d.ParticipantID)
			w.need(w.tokens[d.ParticipantID] == 0, "%s left with %d tokens", d.ParticipantID, w.tokens[d.ParticipantID])
			delete(w.here, d.ParticipantID)
			w.left[d.ParticipantID] = true
		case link.ParticipantMedia:
			w.need(d.Tokens >= 0, "negative tokens")
			w.tokens[d.ParticipantID] = d.Tokens
		case link.ParticipantChange:
			w.change(f.Type, d.ParticipantID)
		}
	}
}

func (w *watch) change(t link.FactType, id string) {
	w.need(w.here[id], "%s of %s, who is not there", t, id)
	switch t {
	case link.FactParticipantAdmitted:
		w.need(w.waiting[id], "%s admitted twice", id)
		w.waiting[id] = false
	case link.FactParticipantMuted, link.FactParticipantUnmuted:
		w.need(w.muted[id] != (t == link.FactParticipantMuted), "%s of %s changes nothing", t, id)
		w.muted[id] = !w.muted[id]
	case link.FactPresentationStarted:
		w.need(w.presenter == "", "%s presents while %s does", id, w.presenter)
		w.presenter = id
	case link.FactPresentationStopped:
		w.need(w.presenter == id, "%s stops, %q presents", id, w.presenter)
		w.presenter = ""
	}
}

// state holds the machine against the facts and the rules.
func (w *watch) state(m *Machine, in Input, now time.Time) {
	w.need(m.Tokens() >= 0, "negative tokens")
	w.need(m.ended == nil || m.Tokens() == 0, "an ended conference holds %d", m.Tokens())
	w.need(len(m.people) == len(w.here), "%d people, facts say %d", len(m.people), len(w.here))
	if limit := m.terms.service.ParticipantLimit; m.opened && limit >= 0 {
		w.need(len(m.people) <= limit, "%d people over the limit", len(m.people))
	}
	var sum int64
	keeper := false
	for _, p := range m.people {
		w.need(w.here[p.id], "%s is in but facts say not", p.id)
		w.need(p.present() == !w.waiting[p.id], "%s is %s, facts say waiting=%t", p.id, p.phase, w.waiting[p.id])
		w.need((p.mute != notMuted) == w.muted[p.id], "%s muted %v, facts say %t", p.id, p.mute, w.muted[p.id])
		w.need(p.role != RoleUnknown || p.phase == PhasePIN, "%s has no role", p.id)
		sum += w.tokens[p.id]
		keeper = keeper || p.keepsAlive()
		policy := m.policy(p)
		w.need(policy.Admitted == p.present(), "policy of %s admits %t", p.id, policy.Admitted)
		w.need(policy.MayPresent == (w.presenter == p.id), "policy of %s presents %t", p.id, policy.MayPresent)
		w.need(!policy.MayPresent || p.mayPresent() && p.current != nil, "%s presents and may not", p.id)
		w.need(p.phase != PhaseWaiting || m.mustWait(p), "%s waits for nothing", p.id)
	}
	w.need(m.ended != nil || !m.opened || int64(m.Tokens()) == int64(m.reserve)+sum, "holds %d, facts say %d", m.Tokens(), sum)
	w.need(!keeper || m.started, "a host keeps alive what has not started")
	w.need(m.ended != nil || !m.started || keeper != !m.guestsOnlyAt.IsZero(), "keeper %t, timer at %v", keeper, m.guestsOnlyAt)
	if _, ticked := in.(Tick); ticked {
		next, armed := m.Next()
		w.need(!armed || next.After(now), "a tick at %v left a timer due at %v", now, next)
	}
}

func (w *watch) over() {
	w.need(w.started == w.ended, "started %t, ended %t", w.started, w.ended)
	w.need(len(w.here) == 0, "still in: %v", w.here)
}
