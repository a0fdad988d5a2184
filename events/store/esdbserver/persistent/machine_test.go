package persistent

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var begin = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// bench is a machine with a log and a clock under the test's hand. What it
// sends is noted as "consumer:place", with "*n" for the n-th retry.
type bench struct {
	t    *testing.T
	m    *machine
	now  time.Time
	log  []store.Event
	sent []string
	held map[string][]Delivery // by consumer, in the order of sending
}

func eventID(n int) events.ID { return events.DeriveID(fmt.Sprintf("event/%d", n)) }

func given(t *testing.T, change func(*Settings), count int) *bench {
	t.Helper()
	s := DefaultSettings()
	s.MaxRetryCount = 2
	if change != nil {
		change(&s)
	}
	b := &bench{t: t, now: begin, held: map[string][]Delivery{}}
	b.m = newMachine(Saved{Definition: Definition{Key: Key{Stream: "s", Group: "g"}, Settings: s}, After: -1}, b.now)
	b.append(count, "s")
	return b
}

func (b *bench) append(count int, streams ...string) {
	for range count {
		n := len(b.log)
		b.log = append(b.log, store.Event{
			ID: eventID(n), Stream: streams[n%len(streams)], Revision: events.Revision(n), Position: events.Position(n + 1),
			Type: "t", Data: []byte(`{}`),
		})
	}
	b.m.wake()
}

// settle does all reading and sending that is due. What was sent counts as on
// the wire.
func (b *bench) settle() *bench {
	for {
		idle := true
		if after, max, ok := b.m.wantRead(); ok {
			idle = false
			from := int(after) + 1
			to := min(from+max, len(b.log))
			b.m.loaded(b.now, slices.Clone(b.log[from:to]), int64(to)-1, to == len(b.log))
		}
		if want := b.m.wantFetch(); len(want) > 0 {
			idle = false
			got := make([]*store.Event, len(want))
			for i, msg := range want {
				if e := b.log[msg.ref.Revision]; e.Type != "gone" {
					got[i] = &e
				}
			}
			b.m.fetched(b.now, want, got)
		}
		for _, d := range b.m.take() {
			idle = false
			note := fmt.Sprintf("%s:%d", d.Consumer, d.Event.Revision)
			if d.Retries > 0 {
				note += fmt.Sprintf("*%d", d.Retries)
			}
			b.sent = append(b.sent, note)
			b.held[d.Consumer] = append(b.held[d.Consumer], d)
		}
		for _, c := range b.m.consumers {
			c.unsent, c.bytes = 0, 0
		}
		b.m.dispatch(b.now)
		if idle {
			return b
		}
	}
}

func (b *bench) connect(id string, buffer int) *bench {
	b.t.Helper()
	if err := b.m.connect(b.now, ConsumerInfo{ID: id, Buffer: buffer}); err != nil {
		b.t.Fatal(err)
	}
	return b.settle()
}

func (b *bench) ack(id string, places ...int) *bench {
	b.m.ack(b.now, id, idsOf(places))
	return b.settle()
}

func (b *bench) nack(id string, a Action, places ...int) *bench {
	b.m.nack(b.now, id, idsOf(places), a, "because")
	return b.settle()
}

func idsOf(places []int) []events.ID {
	ids := make([]events.ID, len(places))
	for i, p := range places {
		ids[i] = eventID(p)
	}
	return ids
}

func (b *bench) after(d time.Duration) *bench {
	b.now = b.now.Add(d)
	b.m.tick(b.now)
	return b.settle()
}

// expect compares what was sent since the last time.
func (b *bench) expect(what string) *bench {
	b.t.Helper()
	if diff := cmp.Diff(what, strings.Join(b.sent, " ")); diff != "" {
		b.t.Fatalf("sent (-want +got):\n%s", diff)
	}
	b.sent = nil
	return b
}

// saved compares what is written now: the checkpoint and the parked events.
func (b *bench) saved(force bool, want string) *bench {
	b.t.Helper()
	got := "nothing"
	if w := b.m.wantWrite(b.now, force); w != nil {
		got = fmt.Sprint(w.Checkpoint)
		for _, p := range w.Parks {
			got += fmt.Sprintf(" park#%d=%d(%s)", p.Number, p.Ref.Revision, p.Reason)
		}
		for _, n := range w.Unparks {
			got += fmt.Sprintf(" unpark#%d", n)
		}
		for _, r := range w.Retries {
			got += fmt.Sprintf(" %d*%d", r.Place, r.Count)
		}
		b.m.written(b.now, nil)
	}
	if got != want {
		b.t.Fatalf("saved %q, want %q", got, want)
	}
	return b
}

func TestConsumerHoldsAtMostItsBuffer(t *testing.T) {
	b := given(t, nil, 5).connect("a", 2).expect("a:0 a:1")
	b.ack("a", 0).expect("a:2")
	b.ack("a", 1, 2).expect("a:3 a:4")
	b.append(1, "s")
	b.settle().expect("")
	b.ack("a", 4).expect("a:5")
}

func TestUnsentDeliveriesTakeRoom(t *testing.T) {
	b := given(t, func(s *Settings) { s.MessageTimeout = time.Second; s.MaxRetryCount = 100 }, 4).connect("a", 2).expect("a:0 a:1")
	b.m.setUnsent("a", 2, 0) // a hung connection: both still wait for the wire
	b.now = b.now.Add(time.Second)
	b.m.tick(b.now)
	if after := b.m.wantFetch(); len(after) != 2 {
		t.Fatalf("%d messages to read again, want the 2 that timed out", len(after))
	} else {
		b.m.fetched(b.now, after, []*store.Event{&b.log[0], &b.log[1]})
	}
	if d := b.m.take(); len(d) != 0 {
		t.Fatalf("%d deliveries went to a consumer whose queue is full", len(d))
	}
	b.m.setUnsent("a", 0, 0)
	b.m.dispatch(b.now)
	b.settle().expect("a:0*1 a:1*1")
}

func TestLargeUnsentDeliveriesTakeRoom(t *testing.T) {
	b := given(t, nil, 0)
	b.append(30, "s")
	for i := range b.log {
		b.log[i].Data = make([]byte, 1<<20)
	}
	if err := b.m.connect(b.now, ConsumerInfo{ID: "a", Buffer: 30}); err != nil {
		t.Fatal(err)
	}
	queued := 0
	for after, max, ok := b.m.wantRead(); ok; after, max, ok = b.m.wantRead() {
		to := min(int(after)+1+max, len(b.log))
		b.m.loaded(b.now, b.log[after+1:to], int64(to)-1, false)
		queued += len(b.m.take())
	}
	if waiting := len(b.m.fresh); queued != 8 || waiting > 20 {
		t.Fatalf("%d MiB wait for the connection and %d in the group", queued, waiting)
	}
}

func TestRoundRobin(t *testing.T) {
	b := given(t, nil, 7)
	b.m.wake()
	if err := b.m.connect(b.now, ConsumerInfo{ID: "a", Buffer: 2}); err != nil {
		t.Fatal(err)
	}
	b.connect("b", 3).expect("a:0 b:1 a:2 b:3 b:4")
	b.ack("a", 0, 2).expect("a:5 a:6")
}

func TestDispatchToSingle(t *testing.T) {
	b := given(t, func(s *Settings) { s.Strategy = DispatchToSingle }, 7)
	if err := b.m.connect(b.now, ConsumerInfo{ID: "a", Buffer: 3}); err != nil {
		t.Fatal(err)
	}
	b.connect("b", 3).expect("a:0 a:1 a:2 b:3 b:4 b:5")
	b.ack("b", 3).expect("b:6") // it stays with the one it went on to
}

func TestPinnedKeepsAStreamWithOneConsumer(t *testing.T) {
	for _, strategy := range []Strategy{Pinned, PinnedByCorrelation} {
		t.Run(string(strategy), func(t *testing.T) {
			b := given(t, func(s *Settings) { s.Strategy = strategy }, 0)
			b.append(40, "x", "y", "z")
			if strategy == PinnedByCorrelation {
				for i := range b.log {
					b.log[i].Meta = fmt.Appendf(nil, `{"$correlationId":%q}`, b.log[i].Stream)
					b.log[i].Stream = fmt.Sprintf("other-%d", i)
				}
			}
			b.connect("a", 4).connect("b", 4)
			owner, last := map[string]string{}, map[string]events.Revision{}
			seen := 0
			for b.m.outCount > 0 {
				for _, c := range []string{"a", "b"} {
					for _, d := range b.held[c] {
						key := []string{"x", "y", "z"}[int(d.Event.Revision)%3]
						if o := owner[key]; o != "" && o != c && seen > 8 {
							t.Fatalf("%s went to %s and to %s", key, o, c)
						}
						if seen > 0 && d.Event.Revision < last[key] {
							t.Fatalf("%s: %d after %d", key, d.Event.Revision, last[key])
						}
						owner[key], last[key] = c, d.Event.Revision
						seen++
					}
					held := b.held[c]
					b.held[c] = nil
					for _, d := range held {
						b.m.ack(b.now, c, []events.ID{d.Event.ID})
					}
					b.settle()
				}
			}
			if seen != 40 {
				t.Fatalf("%d deliveries of 40 events", seen)
			}
			users := map[string]bool{}
			for _, o := range owner {
				users[o] = true
			}
			if len(users) != 2 {
				t.Fatalf("streams went to %v, want both consumers used", owner)
			}
		})
	}
}

func TestNackActions(t *testing.T) {
	b := given(t, nil, 4).connect("a", 4).expect("a:0 a:1 a:2 a:3")
	b.nack("a", Retry, 0).expect("a:0*1")
	b.nack("a", Unknown, 0).expect("a:0*2")
	b.nack("a", Retry, 0).expect("").saved(false, "0 park#0=0(because)")
	b.nack("a", Park, 1).expect("").saved(false, "1 park#1=1(because)")
	b.nack("a", Skip, 2).expect("").saved(true, "2")
	if drop := b.m.nack(b.now, "a", idsOf([]int{3}), Stop, "enough"); !drop {
		t.Fatal("stop does not drop the consumer")
	}
	b.m.disconnect(b.now, "a", nil)
	b.connect("b", 4).expect("b:3*1")
}

func TestTimeoutsAreRetriedThenParked(t *testing.T) {
	b := given(t, func(s *Settings) { s.MessageTimeout = time.Second }, 1).connect("a", 2).expect("a:0")
	b.after(999 * time.Millisecond).expect("")
	b.after(time.Millisecond).expect("a:0*1")
	b.after(time.Second).expect("a:0*2")
	b.after(time.Second).expect("").saved(false, "0 park#0=0(the consumer did not answer in time)")
}

func TestNoTimeoutWhenZero(t *testing.T) {
	b := given(t, func(s *Settings) { s.MessageTimeout = 0 }, 1).connect("a", 2).expect("a:0")
	b.after(1000 * time.Hour).expect("")
	if at := b.m.nextDeadline(); !at.IsZero() {
		t.Fatalf("deadline %v without a time-out", at)
	}
}

func TestLateAckCountsWhileNobodyElseHasTheMessage(t *testing.T) {
	b := given(t, func(s *Settings) { s.MessageTimeout = time.Second }, 1).connect("a", 1).expect("a:0")
	b.now = b.now.Add(time.Second)
	b.m.setUnsent("a", 1, 0)
	b.m.tick(b.now) // it waits to go out again
	b.ack("a", 0).expect("").saved(true, "0")
}

func TestAckOfAnothersMessageIsPassedOver(t *testing.T) {
	b := given(t, nil, 1).connect("a", 1).connect("b", 1).expect("a:0")
	b.ack("b", 0).saved(true, "nothing")
	b.ack("a", 0).saved(true, "0")
}

func TestCrashedConsumerCountsAsATry(t *testing.T) {
	b := given(t, nil, 2).connect("a", 2).expect("a:0 a:1")
	b.m.disconnect(b.now, "a", nil)
	b.connect("b", 2).expect("b:0*1 b:1*1")
	b.ack("b", 1)
	b.m.disconnect(b.now, "b", nil)
	b.connect("c", 2).expect("c:0*2")
	b.m.disconnect(b.now, "c", nil)
	b.connect("d", 2).expect("").saved(false, "1 park#0=0(the consumer disconnected)")
}

func TestUndeliveredMessagesDoNotCountAsATry(t *testing.T) {
	b := given(t, nil, 2).connect("a", 2).expect("a:0 a:1")
	b.m.disconnect(b.now, "a", b.held["a"][1:]) // the second never left
	b.connect("b", 2).expect("b:0*1 b:1")
}

func TestRetriesGoBeforeNewMessages(t *testing.T) {
	b := given(t, nil, 4).connect("a", 2).expect("a:0 a:1")
	b.nack("a", Retry, 1).expect("a:1*1")
	b.nack("a", Retry, 1, 0).expect("a:0*1 a:1*2")
	b.ack("a", 0).expect("a:2")
}

func TestCheckpointStaysBelowWhatIsNotDone(t *testing.T) {
	b := given(t, func(s *Settings) { s.MinCheckpoint = 2; s.MaxCheckpoint = 3; s.MessageTimeout = 0 }, 8).connect("a", 8)
	b.ack("a", 1, 2, 3).saved(false, "nothing") // 0 is out
	b.ack("a", 0).saved(false, "3")
	b.ack("a", 4).after(time.Hour).saved(false, "nothing") // one is below the minimum
}

func TestCheckpointByTime(t *testing.T) {
	b := given(t, func(s *Settings) { s.MinCheckpoint = 2; s.MessageTimeout = 0 }, 8).connect("a", 8)
	b.ack("a", 0, 1).saved(false, "nothing")
	if at := b.m.nextWrite(); !at.Equal(begin.Add(2 * time.Second)) {
		t.Fatalf("next write at %v", at)
	}
	b.after(2*time.Second).saved(false, "1")
	b.ack("a", 2).after(time.Hour).saved(false, "nothing").saved(true, "2")
}

func TestRetryCountsAreSavedAndRestored(t *testing.T) {
	b := given(t, nil, 3).connect("a", 3)
	b.nack("a", Retry, 1).ack("a", 0, 2).saved(true, "0 1*1")
	b.m = newMachine(Saved{
		Definition: Definition{Key: Key{Stream: "s", Group: "g"}, Settings: b.m.settings}, After: 0, HasCheckpoint: true,
		Retries: []RetryCount{{Place: 1, Count: 1}},
	}, b.now)
	b.sent = nil
	b.connect("a", 3).expect("a:1*1 a:2")
}

func TestFailedSaveIsRepeatedWhole(t *testing.T) {
	b := given(t, nil, 3).connect("a", 3)
	b.nack("a", Park, 0)
	if w := b.m.wantWrite(b.now, false); w == nil || len(w.Parks) != 1 {
		t.Fatalf("write %+v", w)
	}
	b.nack("a", Park, 1)
	if w := b.m.wantWrite(b.now, true); w != nil {
		t.Fatalf("two writes at once: %+v", w)
	}
	b.m.written(b.now, fmt.Errorf("disk full"))
	b.saved(false, "1 park#0=0(because) park#1=1(because)")
}

func TestReplay(t *testing.T) {
	b := given(t, nil, 3).connect("a", 3)
	b.nack("a", Park, 0, 1, 2).saved(false, "2 park#0=0(because) park#1=1(because) park#2=2(because)")
	b.expect("a:0 a:1 a:2")
	b.m.replay()
	from, ok := b.m.wantReplay()
	if !ok || from != 0 {
		t.Fatalf("wants %d %v", from, ok)
	}
	b.m.replays([]Parked{{Number: 0, Ref: refOf(&b.log[0])}, {Number: 1, Ref: refOf(&b.log[1])}}, true)
	b.settle().expect("a:0 a:1")
	if from, ok = b.m.wantReplay(); !ok || from != 2 {
		t.Fatalf("wants %d %v, want to read on at 2", from, ok)
	}
	b.log[2].Type = "gone"
	b.m.replays([]Parked{{Number: 2, Ref: refOf(&b.log[2])}}, false)
	b.settle().expect("")
	b.ack("a", 0)
	b.nack("a", Park, 1).saved(false, "2 park#3=1(because) unpark#2 unpark#0 unpark#1")
	if _, ok := b.m.wantReplay(); ok {
		t.Fatal("there is nothing more to replay")
	}
}

func TestWithoutConsumersNothingIsReadOrKept(t *testing.T) {
	b := given(t, nil, 100)
	if _, _, ok := b.m.wantRead(); ok {
		t.Fatal("reads for nobody")
	}
	b.connect("a", 2).expect("a:0 a:1")
	if len(b.m.fresh) == 0 {
		t.Fatal("nothing waits")
	}
	b.m.disconnect(b.now, "a", nil)
	if len(b.m.fresh) != 0 || b.m.freshSize != 0 {
		t.Fatalf("%d messages kept", len(b.m.fresh))
	}
	b.connect("b", 4).expect("b:0*1 b:1*1 b:2 b:3")
}

func TestReadingStopsAtTheBuffer(t *testing.T) {
	b := given(t, func(s *Settings) { s.HistoryBuffer = 30; s.LiveBuffer = 5; s.ReadBatch = 20 }, 1000).connect("a", 1)
	if n := len(b.m.fresh); n > 30 {
		t.Fatalf("%d messages wait, want at most 30", n)
	}
	b = given(t, func(s *Settings) { s.LiveBuffer = 5 }, 0).connect("a", 1)
	b.append(100, "s")
	b.settle()
	if n := len(b.m.fresh); n > 500 {
		t.Fatalf("%d messages wait", n)
	}
}

func TestMaxSubscribers(t *testing.T) {
	b := given(t, func(s *Settings) { s.MaxSubscribers = 1 }, 0).connect("a", 1)
	if err := b.m.connect(b.now, ConsumerInfo{ID: "b"}); !errors.Is(err, ErrMaxSubscribers) {
		t.Fatalf("%v", err)
	}
	b.m.disconnect(b.now, "a", nil)
	b.connect("b", 1)
}

func TestInfo(t *testing.T) {
	b := given(t, func(s *Settings) { s.ExtraStatistics = true }, 10).connect("a", 4)
	b.now = b.now.Add(2 * time.Second)
	b.ack("a", 0, 1)
	i := b.m.info(b.now)
	if i.Status != "Live" || i.LastCheckpointed != -1 || i.LastKnown != 9 || i.InFlight != 4 || i.Waiting != 4 {
		t.Fatalf("%+v", i)
	}
	if diff := cmp.Diff(Meter{Total: 2, Since: 2, PerSecond: 1}, i.Meter); diff != "" {
		t.Fatal(diff)
	}
	c := i.Connections[0]
	if c.Available != 0 || c.InFlight != 4 || len(c.Timings) != 14 || c.Timings[0] != (Timing{"Mean", 2000}) {
		t.Fatalf("%+v", c)
	}
	if again := b.m.info(b.now.Add(time.Second)); again.Meter.Since != 0 || again.Meter.Total != 2 {
		t.Fatalf("%+v", again.Meter)
	}
}

func TestFilter(t *testing.T) {
	d := Definition{Key: Key{Stream: All, Group: "g"}, Settings: DefaultSettings(), Start: Start{From: StartEnd}}
	for _, c := range []struct {
		filter      Filter
		stream, typ string
		want        bool
	}{
		{Filter{}, "a", "t", true},
		{Filter{}, "$a", "t", false},
		{Filter{System: true}, "$a", "t", true},
		{Filter{Prefixes: []string{"con", "nod"}}, "node-1", "t", true},
		{Filter{Prefixes: []string{"con"}}, "node-1", "con", false},
		{Filter{OnType: true, Prefixes: []string{"con"}}, "node-1", "conference", true},
		{Filter{Regex: "^(a|b)"}, "b", "t", true},
		{Filter{Prefixes: []string{"c"}, Regex: "^a"}, "c", "t", true},
		{Filter{Regex: "^a"}, "c", "t", false},
		{Filter{Regex: "^a", Streams: []string{"ab"}}, "ac", "t", false},
		{Filter{Prefixes: []string{"a"}, Types: []string{"x"}}, "a", "t", false},
	} {
		d.Filter = c.filter
		s, err := d.compile()
		if err != nil {
			t.Fatal(err)
		}
		if got := s.match(c.stream, c.typ); got != c.want {
			t.Errorf("%+v: %s/%s passes: %v", c.filter, c.stream, c.typ, got)
		}
		if c.want && !s.hint.Match(c.stream, c.typ) {
			t.Errorf("%+v: the log would leave %s/%s out", c.filter, c.stream, c.typ)
		}
	}
	d.Filter = Filter{Regex: "(?!a)"}
	if _, err := d.compile(); err == nil {
		t.Error("an expression with lookahead passes")
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for name, change := range map[string]func(*Settings){
		"max retry count": func(s *Settings) { s.MaxRetryCount = -1 }, "live buffer size": func(s *Settings) { s.LiveBuffer = 0 },
		"read batch size": func(s *Settings) { s.ReadBatch = -5 }, "history buffer size": func(s *Settings) { s.HistoryBuffer = 1 << 30 },
		"message timeout": func(s *Settings) { s.MessageTimeout = -1 }, "consumer strategy": func(s *Settings) { s.Strategy = "Random" },
		"max subscriber count": func(s *Settings) { s.MaxSubscribers = -1 }, "checkpoint after": func(s *Settings) { s.CheckpointAfter = -1 },
	} {
		s := DefaultSettings()
		change(&s)
		if err := s.validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := DefaultSettings().validate(); err != nil {
		t.Error(err)
	}
}
