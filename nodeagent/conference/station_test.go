package conference

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

func TestLeavingWhileTheEngineAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		ctx := context.Background()
		a, b := n.join(""), n.join("")
		n.call(b)
		release := n.engine.Hold()
		got := make(chan error, 1)
		go func() {
			_, _, err := a.PlaceCall(ctx, "v=0\n")
			got <- err
		}()
		synctest.Wait()
		if err := a.Do(ctx, Leave{a.participantID}); err != nil {
			t.Fatal(err)
		}
		release()
		if err := <-got; code(err) != CodeUnknownParticipant {
			t.Errorf("got %v", err)
		}
		if room := n.engine.Room(a.station.conferenceID()); room.Calls() != 1 {
			t.Errorf("%d calls, want b's only", room.Calls())
		}
		if _, used := n.reg.Gauges(); used != capacity.HD {
			t.Errorf("used %d", used)
		}
	})
}

func TestSlowClientIsDroppedAndNewStreamReplacesOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		ctx := context.Background()
		a, b := n.join(""), n.join("")
		first, _ := a.Subscribe(ctx)
		second, _ := a.Subscribe(ctx)
		<-first.Events() // its sync
		if _, open := <-first.Events(); open || first.Overflowed() {
			t.Error("the first stream goes on beside the second")
		}
		for range subscriptionQueue + 1 {
			if err := b.Do(ctx, Say{By: b.Actor(), Payload: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		got := 0
		for range second.Events() {
			got++
		}
		if got != subscriptionQueue || !second.Overflowed() {
			t.Errorf("got %d events, overflowed %t", got, second.Overflowed())
		}
		third, err := a.Subscribe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := (<-third.Events()).(Sync); !ok {
			t.Error("no resync")
		}
		a.Unsubscribe(third)
		a.Unsubscribe(third)
		if _, open := <-third.Events(); open {
			t.Error("unsubscribed stream is open")
		}
	})
}

func TestManyComeAndGoAtOnce(t *testing.T) {
	n := newNode(t, openRoom())
	n.reg = NewRegistry(Deps{
		Config: n.config, Outbox: n.outbox, Engine: n.engine, Journal: n.journal,
		Capacity: func() capacity.Tokens { return n.capacity }, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- n.reg.Run(ctx) }()
	<-n.reg.Ready()
	var people sync.WaitGroup
	for range 16 {
		people.Go(func() {
			for range 20 {
				seat, _, err := n.try("standup", "")
				if err != nil {
					t.Errorf("join: %v", err)
					return
				}
				if id, _, err := seat.PlaceCall(ctx, "v=0\n"); err != nil {
					t.Errorf("call: %v", err)
				} else if err := seat.Do(ctx, AckCall{seat.participantID, id}); err != nil {
					t.Errorf("ack: %v", err)
				}
				if err := seat.Do(ctx, Leave{seat.participantID}); err != nil {
					t.Errorf("leave: %v", err)
				}
			}
		})
	}
	people.Wait()
	cancel()
	if err := <-ran; err != nil {
		t.Fatal(err)
	}
	open, joined := "", map[string]int{}
	for _, f := range n.outbox.facts {
		switch d := f.Data.(type) {
		case link.ConferenceStarted:
			if open != "" {
				t.Fatalf("%s started while %s runs", d.ConferenceID, open)
			}
			open = d.ConferenceID
		case link.ConferenceEnded:
			if open != d.ConferenceID {
				t.Fatalf("%s ended, %s runs", d.ConferenceID, open)
			}
			open = ""
		case link.ParticipantJoined:
			joined[d.ParticipantID]++
		case link.ParticipantLeft:
			joined[d.ParticipantID]--
		}
	}
	if len(joined) != 320 || open != "" || n.reg.ledger.sum() != 0 {
		t.Errorf("%d joined, %q open, %d tokens", len(joined), open, n.reg.ledger.sum())
	}
	for id, balance := range joined {
		if balance != 0 {
			t.Errorf("%s: balance %d", id, balance)
		}
	}
}

func TestMailboxKeepsTheLatestOfEachKind(t *testing.T) {
	b := newMailbox()
	stage := func(id string) media.Event { return media.StageChanged{Stage: []media.StageEntry{{ParticipantID: id}}} }
	for i := range 10_000 {
		b.put(stage(fmt.Sprint(i)))
		b.put(media.MediaChanged{ParticipantID: "a", Audio: i%2 == 0})
	}
	b.put(media.Connected{ParticipantID: "a", CallID: "x"})
	b.put(media.Ended{ParticipantID: "a", CallID: "x"})
	want := []media.Event{
		stage("9999"),
		media.MediaChanged{ParticipantID: "a"},
		media.Connected{ParticipantID: "a", CallID: "x"},
		media.Ended{ParticipantID: "a", CallID: "x"},
	}
	if diff := cmp.Diff(want, b.take()); diff != "" {
		t.Error(diff)
	}
	if got := b.take(); len(got) != 0 {
		t.Errorf("taken twice: %v", got)
	}
}

func TestUnusableOfferGivesTheReservationBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		a := n.join("")
		for range 2 {
			if _, _, err := a.PlaceCall(context.Background(), "nonsense"); code(err) != CodeOffer {
				t.Errorf("got %v", err)
			}
		}
		if _, used := n.reg.Gauges(); used != 0 {
			t.Errorf("used %d", used)
		}
		n.call(a)
	})
}

func TestTokenDiesWithItsParticipant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		n.join("")
		seat, ticket, err := n.try("standup", "")
		if err != nil {
			t.Fatal(err)
		}
		if err := seat.Do(context.Background(), Leave{seat.participantID}); err != nil {
			t.Fatal(err)
		}
		if _, err := n.reg.Authenticate("standup", ticket.Token); code(err) != CodeInvalidToken {
			t.Errorf("got %v", err)
		}
		if len(n.reg.seats.byPerson) != 1 || len(n.reg.seats.byToken) != 1 {
			t.Errorf("%d people, %d tokens", len(n.reg.seats.byPerson), len(n.reg.seats.byToken))
		}
	})
}
