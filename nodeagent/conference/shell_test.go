package conference

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/media/mediatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var _ Config = (*config.Store)(nil)

// memOutbox is an outbox in memory, durable at once.
type memOutbox struct {
	mu    sync.Mutex
	facts []Fact
}

type memReceipt struct{ seq uint64 }

func (memReceipt) Done() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}
func (r memReceipt) Result() (uint64, error) { return r.seq, nil }

func (o *memOutbox) AppendAsync(t link.FactType, data any, at time.Time) (Receipt, error) {
	f, err := link.NewFact(t, at, data)
	if err != nil {
		return nil, err
	}
	decoded, err := f.Decode()
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.facts = append(o.facts, Fact{Type: t, Data: decoded})
	return memReceipt{uint64(len(o.facts))}, nil
}

func (o *memOutbox) Last() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return uint64(len(o.facts))
}

func (o *memOutbox) lines() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return factLines(o.facts)
}

// count is how many facts of a type there are.
func (o *memOutbox) count(t link.FactType) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, f := range o.facts {
		if f.Type == t {
			n++
		}
	}
	return n
}

// memConfig is a configuration that tests change.
type memConfig struct {
	mu       sync.Mutex
	services []link.Service
	settings link.Settings
	self     link.Node
	nodes    int
}

func (c *memConfig) ServiceByAlias(alias string) (link.Service, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.services {
		if slices.Contains(s.Aliases, alias) {
			return s, true
		}
	}
	return link.Service{}, false
}

func (c *memConfig) Settings() link.Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settings
}

func (c *memConfig) Self() (link.Node, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.self, c.self.ID != ""
}

func (c *memConfig) Nodes() int { return c.nodes }

func (c *memConfig) maintenance(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.self.Maintenance = on
}

// node is a running registry with its surroundings.
type node struct {
	t        *testing.T
	reg      *Registry
	outbox   *memOutbox
	engine   *mediatest.Engine
	config   *memConfig
	capacity capacity.Tokens
	journal  string
	stop     func()
}

func newNode(t *testing.T, services ...link.Service) *node {
	return &node{
		t: t, outbox: &memOutbox{}, engine: mediatest.New(), capacity: 100 * capacity.HD,
		journal: filepath.Join(t.TempDir(), "journal"),
		config:  &memConfig{services: services, settings: testSettings, self: link.Node{ID: "n", LocationID: "loc"}, nodes: 1},
	}
}

// start runs the registry until stop, or the end of the test.
func (n *node) start() {
	n.t.Helper()
	n.reg = NewRegistry(Deps{
		Config: n.config, Outbox: n.outbox, Engine: n.engine, Journal: n.journal,
		Capacity: func() capacity.Tokens { return n.capacity }, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- n.reg.Run(ctx) }()
	n.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ran; err != nil {
			n.t.Errorf("run: %v", err)
		}
	})
	n.t.Cleanup(n.stop)
	<-n.reg.Ready()
}

func (n *node) try(alias, pin string) (*Seat, Ticket, error) {
	ticket, err := n.reg.Join(context.Background(), JoinRequest{
		Alias: alias, DisplayName: "X", PIN: pin, PINGiven: pin != "", Protocol: "webrtc", Remote: "192.0.2.7",
	})
	if err != nil {
		return nil, ticket, err
	}
	seat, err := n.reg.Authenticate(alias, ticket.Token)
	return seat, ticket, err
}

func (n *node) join(pin string) *Seat {
	n.t.Helper()
	seat, _, err := n.try("standup", pin)
	if err != nil {
		n.t.Fatalf("join: %v", err)
	}
	return seat
}

func (n *node) call(s *Seat) string {
	n.t.Helper()
	ctx := context.Background()
	id, answer, err := s.PlaceCall(ctx, "v=0\r\nm=audio 9\r\nm=video 9 x\r\n")
	if err != nil || answer == "" {
		n.t.Fatalf("place call: %v", err)
	}
	if err := s.Do(ctx, AckCall{s.participantID, id}); err != nil {
		n.t.Fatalf("ack: %v", err)
	}
	synctest.Wait()
	return id
}

// stay refreshes seats while time passes.
func stay(t *testing.T, d time.Duration, seats ...*Seat) {
	t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(40*time.Second, time.Until(end)))
		for _, s := range seats {
			_, _ = s.Refresh(context.Background())
		}
	}
	synctest.Wait()
}

func code(err error) Code {
	if r, ok := RefusalOf(err); ok {
		return r.Code
	}
	return Code(fmt.Sprint(err))
}

func TestTimersOnVirtualTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		guest := n.join("none")
		sub, err := guest.Subscribe(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		stay(t, 899*time.Second, guest)
		if n.outbox.count(link.FactParticipantLeft) != 0 {
			t.Fatal("dropped early")
		}
		stay(t, 2*time.Second)
		want := []string{
			"conference.started", "participant.joined G guest waiting=true",
			"participant.left G waiting-timeout #pex126", "conference.ended last-left",
		}
		if diff := cmp.Diff(want, named(n.outbox.lines(), guest, "G")); diff != "" {
			t.Error(diff)
		}
		var last Event
		for e := range sub.Events() {
			last = e
		}
		if d, ok := last.(Disconnected); !ok || d.Reason != reasonWaitingTimeout {
			t.Errorf("the last event is %#v", last)
		}
		if _, err := n.reg.Authenticate("standup", "x"); code(err) != CodeInvalidToken {
			t.Errorf("got %v", err)
		}
	})
}

// named makes a participant's id readable.
func named(lines []string, s *Seat, name string) []string {
	for i, l := range lines {
		lines[i] = strings.ReplaceAll(l, s.participantID, name)
	}
	return lines
}

func TestSilentParticipantIsRemovedAndItsTokenDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		seat, ticket, err := n.try("standup", "")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Second)
		next, err := seat.Refresh(context.Background())
		if err != nil || next.Token == ticket.Token {
			t.Fatalf("refresh: %v", err)
		}
		time.Sleep(30 * time.Second)
		if _, err := n.reg.Authenticate("standup", ticket.Token); code(err) != CodeInvalidToken {
			t.Errorf("the first token outlived its 120 s: %v", err)
		}
		if _, err := n.reg.Authenticate("standup", next.Token); err != nil {
			t.Errorf("the second token: %v", err)
		}
		time.Sleep(91 * time.Second)
		synctest.Wait()
		if diff := cmp.Diff([]string{
			"conference.started", "participant.joined A host waiting=false",
			"participant.left A token-expired", "conference.ended last-left",
		}, named(n.outbox.lines(), seat, "A")); diff != "" {
			t.Error(diff)
		}
		if _, err := n.reg.Authenticate("standup", next.Token); code(err) != CodeInvalidToken {
			t.Errorf("token of a removed participant: %v", err)
		}
	})
}

func TestStopEndsConferencesAndRecordsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		a := n.join("")
		n.call(a)
		n.stop()
		if diff := cmp.Diff([]string{
			"conference.started", "participant.joined A host waiting=false",
			"participant.media A a=false v=false p=false tokens=48",
			"participant.media A a=false v=false p=false tokens=0",
			"participant.left A node-shutdown", "conference.ended node-shutdown",
		}, named(n.outbox.lines(), a, "A")); diff != "" {
			t.Error(diff)
		}
		if n.engine.Rooms() != 0 {
			t.Error("a media room is left")
		}
		if _, _, err := n.try("standup", ""); err != ErrNotRunning {
			t.Errorf("join after the stop: %v", err)
		}
		if code(a.Do(context.Background(), Start{By: a.Actor()})) != CodeInvalidToken {
			t.Error("a seat outlived the stop")
		}
	})
}

func TestCapacityIsSharedAndGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		second := openRoom()
		second.ID, second.Aliases = "svc2", []string{"second"}
		n := newNode(t, openRoom(), second)
		n.config.nodes = 2
		n.capacity = 3*capacity.HD + capacity.Audio
		n.start()
		defer n.stop()
		ctx := context.Background()
		a, b := n.join(""), n.join("")
		n.call(a)
		call := n.call(b) // reserve + 2 HD: audio is left
		if _, used := n.reg.Gauges(); used != 3*capacity.HD {
			t.Errorf("used %d", used)
		}
		if _, _, err := n.try("second", ""); code(err) != CodeCapacity {
			t.Errorf("a second conference: %v", err)
		}
		c := n.join("") // without media there is room
		if _, _, err := c.PlaceCall(ctx, "v=0\nm=video 9 x\n"); code(err) != CodeCapacity {
			t.Errorf("a third HD call: %v", err)
		}
		audio, _, err := c.PlaceCall(ctx, "v=0\nm=audio 9 x\nm=video 0 x\n")
		if err != nil {
			t.Errorf("an audio call: %v", err)
		}
		if _, err := c.UpdateCall(ctx, audio, "v=0\nm=video 9 x\n"); code(err) != CodeCapacity {
			t.Errorf("widening: %v", err)
		}
		if err := b.Do(ctx, HangUp{b.participantID, call}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.UpdateCall(ctx, audio, "v=0\nm=video 9 x\n"); err != nil {
			t.Errorf("widening after a hang-up: %v", err)
		}
		for _, s := range []*Seat{a, b, c} {
			if err := s.Do(ctx, Leave{s.participantID}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if gauges, used := n.reg.Gauges(); used != 0 || len(gauges) != 0 {
			t.Errorf("left over: %v %d", gauges, used)
		}
		if got := n.outbox.count(link.FactCallRejected); got != 1 {
			t.Errorf("%d rejected calls, want 1", got)
		}
	})
}

func TestBreakInResistance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		for range guardLimit + 1 {
			if _, _, err := n.try("standup", "0000"); code(err) != CodeInvalidPIN {
				t.Fatalf("got %v", err)
			}
			time.Sleep(10 * time.Second)
		}
		if _, _, err := n.try("standup", "1234"); code(err) != CodeUnknownAlias {
			t.Errorf("a blocked service answers %v", err)
		}
		time.Sleep(guardWindow - guardLimit*10*time.Second)
		if _, _, err := n.try("standup", "1234"); err != nil {
			t.Errorf("after the window: %v", err)
		}
		for range guardLimit + 1 {
			if _, _, err := n.try("nowhere", ""); code(err) != CodeUnknownAlias {
				t.Fatalf("got %v", err)
			}
		}
		if _, _, err := n.try("standup", "1234"); code(err) != CodeUnknownAlias {
			t.Errorf("a blocked source gets %v", err)
		}
		time.Sleep(guardWindow)
		if _, _, err := n.try("standup", "1234"); err != nil {
			t.Errorf("after the window: %v", err)
		}
	})
}

func TestMaintenanceRefusesNewParticipantsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		a := n.join("")
		n.config.maintenance(true)
		if _, _, err := n.try("standup", ""); code(err) != CodeMaintenance {
			t.Errorf("got %v", err)
		}
		if _, err := a.Refresh(context.Background()); err != nil {
			t.Errorf("who is in stays: %v", err)
		}
		n.call(a)
	})
}

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
		if room := n.engine.Room(a.room.id); room.Calls() != 1 {
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

func TestExecuteOncePerID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		ctx := context.Background()
		a := n.join("")
		lock := link.Command{ID: "1", Type: link.CommandLockConference, ConferenceID: a.room.id, By: "root"}
		if r := n.reg.Execute(ctx, lock); r != (link.CommandResult{ID: "1"}) {
			t.Errorf("got %+v", r)
		}
		if r := n.reg.Execute(ctx, link.Command{ID: "2", Type: link.CommandUnlockConference, ConferenceID: a.room.id}); r.Code != "" {
			t.Errorf("got %+v", r)
		}
		n.reg.Execute(ctx, lock) // again: answered, not done
		if st, _ := a.Status(ctx); st.Locked {
			t.Error("a repeated command was carried out again")
		}
		for id, want := range map[string]struct {
			c    link.Command
			code string
		}{
			"3": {link.Command{Type: link.CommandLockConference, ConferenceID: "x"}, "unknown-conference"},
			"4": {link.Command{Type: link.CommandMuteParticipant, ConferenceID: a.room.id, ParticipantID: "x"}, "unknown-participant"},
			"5": {link.Command{Type: "nonsense", ConferenceID: a.room.id}, "refused"},
			"6": {link.Command{Type: link.CommandDisconnectParticipant, ConferenceID: a.room.id, ParticipantID: a.participantID}, ""},
		} {
			want.c.ID = id
			if id == "6" {
				continue
			}
			if r := n.reg.Execute(ctx, want.c); r.Code != want.code || r.ID != id {
				t.Errorf("%s: got %+v, want %q", id, r, want.code)
			}
		}
		// A command that could not reach its conference is not remembered.
		gone, cancel := context.WithCancel(ctx)
		cancel()
		stuck := link.Command{ID: "7", Type: link.CommandLockConference, ConferenceID: a.room.id}
		busy := make(chan struct{})
		go func() { _ = a.room.do(ctx, func(time.Time) { <-busy }) }()
		synctest.Wait()
		if r := n.reg.Execute(gone, stuck); r.Code != "refused" {
			t.Errorf("got %+v", r)
		}
		close(busy)
		if r := n.reg.Execute(ctx, stuck); r.Code != "" {
			t.Errorf("got %+v", r)
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
		stage("9999"), media.MediaChanged{ParticipantID: "a"},
		media.Connected{ParticipantID: "a", CallID: "x"}, media.Ended{ParticipantID: "a", CallID: "x"},
	}
	if diff := cmp.Diff(want, b.take()); diff != "" {
		t.Error(diff)
	}
	if got := b.take(); len(got) != 0 {
		t.Errorf("taken twice: %v", got)
	}
}
