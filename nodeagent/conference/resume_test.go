package conference

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// comeBack joins with a resume key.
func (n *machineNode) comeBack(key string) (*Seat, Ticket, error) {
	ticket, err := n.reg.Join(context.Background(), JoinRequest{
		Alias: "standup", DisplayName: "whoever", Protocol: "webrtc", Remote: "198.51.100.7", Resume: key,
	})
	if err != nil {
		return nil, ticket, err
	}
	seat, err := n.reg.Authenticate("standup", ticket.Token)
	return seat, ticket, err
}

func TestAClientComesBackAtAnotherNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, guarded())
		ids := c.order("n1", "n2", "n3")
		for _, id := range ids {
			c.start(id, "oslo")
		}
		host, err := c.nodes[ids[0]].reg.Join(context.Background(), JoinRequest{Alias: "standup", DisplayName: "Ada", PIN: "1234", PINGiven: true, Protocol: "webrtc"})
		if err != nil {
			t.Fatal(err)
		}
		ada, err := c.nodes[ids[0]].reg.Authenticate("standup", host.Token)
		if err != nil {
			t.Fatal(err)
		}
		c.nodes[ids[0]].call(ada)
		first, err := c.nodes[ids[2]].reg.Join(context.Background(), JoinRequest{Alias: "standup", DisplayName: "Cat", PIN: "1234", PINGiven: true, Protocol: "webrtc"})
		if err != nil || first.ResumeKey == "" {
			t.Fatalf("%+v, %v", first, err)
		}
		cat, err := c.nodes[ids[2]].reg.Authenticate("standup", first.Token)
		if err != nil {
			t.Fatal(err)
		}
		c.nodes[ids[2]].call(cat)
		c.kill(ids[2])
		stay(t, 4*time.Second, ada)
		back, second, err := c.nodes[ids[1]].comeBack(first.ResumeKey)
		if err != nil {
			t.Fatal(err)
		}
		if back.ParticipantID() != cat.ParticipantID() || second.Self.DisplayName != "Cat" || second.Self.Role != RoleHost {
			t.Errorf("Cat is %s, %+v", back.ParticipantID(), second.Self)
		}
		c.nodes[ids[1]].call(back)
		if got := roster(t, ada); got != "Ada Cat" {
			t.Errorf("Ada sees %s", got)
		}
		// The same seat again, by another connection to the same node: the old token
		// is worth nothing then.
		again, third, err := c.nodes[ids[1]].comeBack(second.ResumeKey)
		if err != nil || again.ParticipantID() != cat.ParticipantID() {
			t.Fatalf("again: %v", err)
		}
		if _, err := c.nodes[ids[1]].reg.Authenticate("standup", second.Token); code(err) != CodeInvalidToken {
			t.Errorf("the token before: %v", err)
		}
		// No other node speaks for Cat, neither one that comes late nor a hostile one.
		h := c.nodes[ids[0]].reg.homes[again.station.serviceID]
		var other *conn
		var callID string
		if err := h.do(t.Context(), func(time.Time) {
			other, callID = h.conns[ids[0]], h.machine.find(cat.ParticipantID()).current.id
		}); err != nil {
			t.Fatal(err)
		}
		_, placed := h.place(t.Context(), other, placeCall{ParticipantID: cat.ParticipantID(), CallID: "x", Offer: "v=0"})
		_, updated := h.update(t.Context(), other, updateCall{ParticipantID: cat.ParticipantID(), CallID: callID, Offer: "v=0"})
		_, added := h.candidate(t.Context(), other, addCandidate{ParticipantID: cat.ParticipantID(), CallID: callID})
		for what, err := range map[string]error{"place": placed, "update": updated, "candidate": added} {
			if code(err) != CodeInvalidToken {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, _, err := c.nodes[ids[1]].comeBack("nonsense"); code(err) != CodePINRequired {
			t.Errorf("a key that nobody has: %v", err)
		}
		c.start(ids[2], "oslo")
		stay(t, 30*time.Second, ada, again)
		if got := roster(t, again); got != "Ada Cat" || third.Self.ID != cat.ParticipantID() {
			t.Errorf("Cat sees %s", got)
		}
		c.end()
		joined := map[string]int{}
		for _, id := range ids {
			for _, f := range c.nodes[id].outbox.facts {
				if f.ParticipantOf() == cat.ParticipantID() {
					joined[string(f.Type)]++
				}
			}
		}
		if joined["participant.joined"] != 1 || joined["participant.moved"] != 1 || joined["participant.left"] != 2 {
			t.Errorf("recorded: %v; the node that was lost says at its start that she left, which is no news", joined)
		}
	})
}

// Whoever gives up waiting for its token never uses it: it is not to be there
// beside the one that it gets at another node. A seat that was taken again stays.
func TestNobodyStaysWhoWentWhileItWasLetIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids := c.order("n1", "n2")
		for _, id := range ids {
			c.start(id, "oslo")
		}
		ada, cat := c.nodes[ids[0]].enter("Ada"), c.nodes[ids[1]].enter("Cat")
		c.nodes[ids[0]].call(ada)
		const oneWay = 50 * time.Millisecond
		c.net.Delay(oneWay)
		giveUp := func(at string, after time.Duration, q JoinRequest) {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), after)
			defer cancel()
			q.Alias, q.Protocol = "standup", "webrtc"
			// A seat that was taken again is heard of, whoever is there to hear it.
			if _, err := c.nodes[at].reg.Join(ctx, q); !errors.Is(err, context.DeadlineExceeded) && (err != nil || q.Resume == "") {
				t.Errorf("at %s after %v: %v", at, after, err)
			}
			time.Sleep(time.Second)
			synctest.Wait()
		}
		// The home has not heard of it yet; it has, and its answer is on its way.
		for _, after := range []time.Duration{oneWay / 2, oneWay + oneWay/2} {
			giveUp(ids[1], after, JoinRequest{DisplayName: "Ben"})
			if got := roster(t, ada); got != "Ada Cat" {
				t.Errorf("gone after %v: Ada sees %s", after, got)
			}
		}
		if n := c.nodes[ids[1]].outbox; n.count("participant.joined") != n.count("participant.left")+1 {
			t.Errorf("recorded: %v", n.lines())
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := c.nodes[ids[0]].reg.Join(gone, JoinRequest{Alias: "standup", DisplayName: "Dan", Protocol: "webrtc"}); !errors.Is(err, context.Canceled) {
			t.Errorf("who is gone before: %v", err)
		}
		dan, err := c.nodes[ids[1]].reg.Join(t.Context(), JoinRequest{Alias: "standup", DisplayName: "Dan", Protocol: "webrtc"})
		if err != nil {
			t.Fatal(err)
		}
		c.net.Delay(oneWay)
		giveUp(ids[1], oneWay+oneWay/2, JoinRequest{Resume: dan.ResumeKey})
		if got := roster(t, ada); got != "Ada Cat Dan" {
			t.Errorf("Ada sees %s", got)
		}
		back, _, err := c.nodes[ids[1]].comeBack(dan.ResumeKey)
		if err != nil || back.ParticipantID() != dan.Self.ID {
			t.Errorf("Dan with the key that he has: %v", err)
		}
		stay(t, time.Minute, ada, cat, back)
		if got := roster(t, cat); got != "Ada Cat Dan" {
			t.Errorf("Cat sees %s", got)
		}
		c.end()
	})
}

// A node that cannot reach a home which lives is of no use to its clients: they are
// told, and have their seats elsewhere.
func TestWhoIsCutOffFromTheHomeIsSentElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		ids, seats, streams := three(c)
		ticket, err := c.nodes[ids[2]].reg.Join(context.Background(), JoinRequest{Alias: "standup", DisplayName: "Dan", Protocol: "webrtc"})
		if err != nil {
			t.Fatal(err)
		}
		dan, err := c.nodes[ids[2]].reg.Authenticate("standup", ticket.Token)
		if err != nil {
			t.Fatal(err)
		}
		stream, err := dan.Subscribe(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		heard(stream)
		c.net.Cut(ids[0], ids[2])
		began := time.Now()
		sent := func() bool {
			for _, e := range heard(stream) {
				if d, is := e.(Disconnected); is {
					return d.Reason == reasonCutOff
				}
			}
			return false
		}
		for !sent() && time.Since(began) < time.Minute {
			stay(t, 100*time.Millisecond, seats[:2]...)
		}
		if took := time.Since(began); took < 5*time.Second || took > 10*time.Second {
			t.Fatalf("told after %v", took)
		}
		back, _, err := c.nodes[ids[1]].comeBack(ticket.ResumeKey)
		if err != nil || back.ParticipantID() != dan.ParticipantID() {
			t.Fatalf("%+v, %v", back, err)
		}
		for _, s := range streams[:2] {
			for _, e := range heard(s) {
				if _, is := e.(Disconnected); is || e == nil {
					t.Errorf("another hears %v", e)
				}
			}
		}
		c.net.HealAll()
		stay(t, 5*time.Second, seats[0], seats[1], seats[2], back)
		if got := roster(t, seats[0]); got != "Ada Ben Cat Dan" { // Cat stayed where she was
			t.Errorf("Ada sees %s", got)
		}
		if got := roster(t, seats[2]); got != "Ada Ben Cat Dan" {
			t.Errorf("Cat sees %s", got)
		}
		c.end()
		c.story()
	})
}
