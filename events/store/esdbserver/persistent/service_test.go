package persistent_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
	"github.com/parley-video/parley/events/store/memory"
)

// world is a service over a log in memory, on a clock that the test owns.
type world struct {
	t     *testing.T
	log   *memory.Store
	state persistent.Store
	s     *persistent.Service
	stop  func()
	wrap  func(persistent.Log) persistent.Log
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, log: memory.New(), state: persistent.NewMemory()}
	w.start()
	t.Cleanup(func() {
		w.stop()
		if err := w.log.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) start() {
	w.t.Helper()
	var log persistent.Log = w.log
	if w.wrap != nil {
		log = w.wrap(log)
	}
	s, err := persistent.New(persistent.Config{Log: log, Store: w.state, Logger: slog.New(slog.DiscardHandler), MaxGroups: 50, MaxPerOwner: 10})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	synctest.Wait()
	w.s = s
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	})
}

func (w *world) restart() {
	w.stop()
	w.start()
}

func (w *world) append(stream string, count int) {
	w.t.Helper()
	for range count {
		n := appended.Add(1)
		_, err := w.log.Append(w.t.Context(), stream, store.Any(), store.NewEvent{
			ID: events.DeriveID(fmt.Sprint(n)), Type: "t", Data: []byte(strconv.FormatInt(n, 10)),
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

var appended atomic.Int64

func (w *world) create(stream string, from persistent.StartFrom, change func(*persistent.Definition)) persistent.Key {
	w.t.Helper()
	d := persistent.Definition{
		Key: persistent.Key{Stream: stream, Group: "g"}, Start: persistent.Start{From: from},
		Settings: persistent.DefaultSettings(), Created: time.Now(),
	}
	if change != nil {
		change(&d)
	}
	if err := w.s.Create(w.t.Context(), d); err != nil {
		w.t.Fatal(err)
	}
	return d.Key
}

func (w *world) connect(key persistent.Key, id string, buffer int) *persistent.Consumer {
	w.t.Helper()
	c, err := w.s.Connect(w.t.Context(), key, persistent.ConsumerInfo{ID: id, Buffer: buffer, User: "u"})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// receive takes what waits for a consumer.
func receive(c *persistent.Consumer) (list []persistent.Delivery) {
	for {
		synctest.Wait()
		select {
		case d := <-c.Events():
			list = append(list, d)
			c.Sent(d)
		default:
			return list
		}
	}
}

func revisions(list []persistent.Delivery) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s/%d ", d.Event.Stream, d.Event.Revision)
	}
	return strings.TrimSpace(b.String())
}

func idsOf(list []persistent.Delivery) []events.ID {
	ids := make([]events.ID, len(list))
	for i, d := range list {
		ids[i] = d.Event.ID
	}
	return ids
}

func (w *world) ack(c *persistent.Consumer, list ...persistent.Delivery) {
	w.t.Helper()
	if err := c.Ack(w.t.Context(), idsOf(list)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) nack(c *persistent.Consumer, a persistent.Action, list ...persistent.Delivery) {
	w.t.Helper()
	if err := c.Nack(w.t.Context(), idsOf(list), a, "because"); err != nil {
		w.t.Fatal(err)
	}
}

func expect(t *testing.T, want string, list []persistent.Delivery) []persistent.Delivery {
	t.Helper()
	if got := revisions(list); got != want {
		t.Fatalf("received %q, want %q", got, want)
	}
	return list
}

func TestLiveEventsReachTheGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		expect(t, "", receive(c))
		w.append("s", 2)
		w.append("other", 1)
		expect(t, "s/0 s/1", receive(c))
		w.append("s", 1)
		expect(t, "s/2", receive(c))
	})
}

func TestStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 3)
		at := func(from persistent.StartFrom, n int64, stream string) *persistent.Consumer {
			key := w.create(stream, from, func(d *persistent.Definition) {
				d.Key.Group = fmt.Sprintf("%s %d", from, n)
				d.Start.At = n
			})
			return w.connect(key, "c", 10)
		}
		first, end, two, five := at(persistent.StartBeginning, 0, "s"), at(persistent.StartEnd, 0, "s"), at(persistent.StartAt, 2, "s"), at(persistent.StartAt, 5, "s")
		all, allEnd, allTwo := at(persistent.StartBeginning, 0, persistent.All), at(persistent.StartEnd, 0, persistent.All), at(persistent.StartAt, 2, persistent.All)
		w.append("s", 3)
		expect(t, "s/0 s/1 s/2 s/3 s/4 s/5", receive(first))
		expect(t, "s/3 s/4 s/5", receive(end))
		expect(t, "s/2 s/3 s/4 s/5", receive(two))
		expect(t, "s/5", receive(five))
		expect(t, "s/0 s/1 s/2 s/3 s/4 s/5", receive(all))
		expect(t, "s/3 s/4 s/5", receive(allEnd))
		expect(t, "s/1 s/2 s/3 s/4 s/5", receive(allTwo))
	})
}

func TestFilteredGroupOnTheWholeLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		key := w.create(persistent.All, persistent.StartBeginning, func(d *persistent.Definition) { d.Filter.Prefixes = []string{"conf-"} })
		c := w.connect(key, "a", 10)
		w.append("node-1", 3)
		w.append("conf-1", 1)
		w.append("node-1", 3)
		w.append("conf-2", 2)
		expect(t, "conf-1/0 conf-2/0 conf-2/1", receive(c))
	})
}

func TestDeathAndRestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 100)
		key := w.create("s", persistent.StartBeginning, nil)
		handled := map[events.Revision]int{}
		note := func(c *persistent.Consumer, list []persistent.Delivery) {
			for _, d := range list {
				handled[d.Event.Revision]++
			}
			w.ack(c, list...)
		}
		a, b := w.connect(key, "a", 7), w.connect(key, "b", 7)
		for range 3 {
			note(a, receive(a))
			note(b, receive(b))
		}
		lost := receive(b) // b dies with these
		b.Close()
		note(a, receive(a))
		if len(lost) == 0 {
			t.Fatal("b had nothing")
		}
		w.restart()
		select {
		case <-a.Done():
		default:
			t.Fatal("a was not told that the server went")
		}
		if !errors.Is(a.Err(), persistent.ErrClosed) {
			t.Fatal(a.Err())
		}
		a = w.connect(key, "a2", 50)
		for {
			list := receive(a)
			if len(list) == 0 {
				break
			}
			note(a, list)
		}
		repeats := 0
		for r := range events.Revision(100) {
			if handled[r] == 0 {
				t.Fatalf("%d was lost", r)
			}
			repeats += handled[r] - 1
		}
		if repeats > 14 { // what was not acknowledged in the right order when it stopped
			t.Fatalf("%d repeats", repeats)
		}
	})
}

func TestParkedMessagesSurviveAndAreReplayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 6)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		list := receive(c)
		w.nack(c, persistent.Park, list...)
		synctest.Wait()
		w.restart()
		info, err := w.s.Info(t.Context(), key)
		if err != nil || info.Parked != 6 || info.LastCheckpointed != 5 {
			t.Fatalf("%+v, %v", info, err)
		}
		if err := w.s.Replay(t.Context(), key, 2); err != nil { // nobody is connected
			t.Fatal(err)
		}
		c = w.connect(key, "a", 10)
		expect(t, "s/0 s/1", receive(c))
		w.restart() // before they are handled
		c = w.connect(key, "a", 10)
		w.ack(c, expect(t, "s/0 s/1", receive(c))...)
		if err := w.s.Replay(t.Context(), key, -1); err != nil {
			t.Fatal(err)
		}
		list = expect(t, "s/2 s/3 s/4 s/5", receive(c))
		w.ack(c, list[1:]...)
		w.nack(c, persistent.Park, list[0])
		w.restart()
		parked, err := w.s.Parked(t.Context(), key, 0, 10)
		if err != nil || len(parked) != 1 || parked[0].Number != 6 || parked[0].Ref.Revision != 2 || parked[0].Reason != "because" {
			t.Fatalf("%+v, %v", parked, err)
		}
	})
}

func TestReplayUnderLoadDoesNotStarve(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		w.append("s", 1)
		w.nack(c, persistent.Park, receive(c)...)
		if err := w.s.Replay(t.Context(), key, -1); err != nil { // without waiting for the park to be saved
			t.Fatal(err)
		}
		w.ack(c, expect(t, "s/0", receive(c))...)
	})
}

func TestMessageTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 1)
		key := w.create("s", persistent.StartBeginning, func(d *persistent.Definition) { d.Settings.MaxRetryCount = 1 })
		c := w.connect(key, "a", 10)
		expect(t, "s/0", receive(c))
		time.Sleep(30 * time.Second) // the test's clock
		if list := expect(t, "s/0", receive(c)); list[0].Retries != 1 {
			t.Fatalf("retries %d", list[0].Retries)
		}
		time.Sleep(30 * time.Second)
		expect(t, "", receive(c))
		info, err := w.s.Info(t.Context(), key)
		if err != nil || info.Parked != 1 || info.InFlight != 0 {
			t.Fatalf("%+v, %v", info, err)
		}
	})
}

func TestUpdateDropsConsumersAndKeepsProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 3)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		w.ack(c, receive(c)[:2]...)
		err := w.s.Update(t.Context(), key, func(d *persistent.Definition) {
			d.Settings.Strategy = persistent.Pinned
			d.Start = persistent.Start{From: persistent.StartBeginning}
		})
		if err != nil {
			t.Fatal(err)
		}
		if !errors.Is(c.Err(), persistent.ErrDropped) {
			t.Fatal(c.Err())
		}
		c = w.connect(key, "a", 10)
		expect(t, "s/2", receive(c))
		if err := w.s.Update(t.Context(), key, func(d *persistent.Definition) { d.Settings.ReadBatch = -1 }); !errors.Is(err, persistent.ErrInvalid) {
			t.Fatal(err)
		}
		if d, err := w.s.Definition(t.Context(), key); err != nil || d.Settings.Strategy != persistent.Pinned {
			t.Fatalf("%+v, %v", d, err)
		}
	})
}

func TestUpdateOfAnotherSettingSkipsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 3)
		key := w.create("s", persistent.StartEnd, nil)
		w.append("s", 2)
		if err := w.s.Update(t.Context(), key, func(d *persistent.Definition) { d.Settings.ReadBatch = 5 }); err != nil {
			t.Fatal(err)
		}
		expect(t, "s/3 s/4", receive(w.connect(key, "a", 10)))
	})
}

func TestDeleteDropsConsumers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		if err := w.s.Delete(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		if !errors.Is(c.Err(), persistent.ErrDropped) {
			t.Fatal(c.Err())
		}
		if _, err := w.s.Connect(t.Context(), key, persistent.ConsumerInfo{ID: "b"}); !errors.Is(err, persistent.ErrNotFound) {
			t.Fatal(err)
		}
		if err := c.Ack(t.Context(), nil); err == nil {
			t.Fatal("a dropped consumer can acknowledge")
		}
		c.Close()
		if list, err := w.s.List(t.Context(), func(persistent.Definition) bool { return true }); err != nil || len(list) != 0 {
			t.Fatalf("%+v, %v", list, err)
		}
	})
}

func TestStopDropsTheConsumerOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 2)
		key := w.create("s", persistent.StartBeginning, nil)
		a := w.connect(key, "a", 2)
		list := receive(a)
		w.nack(a, persistent.Stop, list[0])
		if !errors.Is(a.Err(), persistent.ErrDropped) {
			t.Fatal(a.Err())
		}
		expect(t, "s/0 s/1", receive(w.connect(key, "b", 10)))
	})
}

func TestRestartOfAllGroups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 5)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		w.ack(c, receive(c)[:3]...)
		if err := w.s.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !errors.Is(c.Err(), persistent.ErrDropped) {
			t.Fatal(c.Err())
		}
		expect(t, "s/3 s/4", receive(w.connect(key, "a", 10)))
	})
}

func TestTwoServersOnOneStateDoNotBothServe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.append("s", 4)
		key := w.create("s", persistent.StartBeginning, nil)
		old := w.connect(key, "a", 10)
		list := receive(old)
		first, stopFirst := w.s, w.stop
		defer stopFirst()
		w.start() // another server
		c := w.connect(key, "b", 10)
		expect(t, "s/0 s/1 s/2 s/3", receive(c))
		w.nack(old, persistent.Park, list...) // has to be saved at once
		if !errors.Is(old.Err(), persistent.ErrFenced) {
			t.Fatal(old.Err())
		}
		info, err := first.Info(t.Context(), key)
		if err != nil || info.Parked != 0 {
			t.Fatalf("%+v, %v", info, err)
		}
	})
}

func TestSlowConsumerHoldsOnlyItsShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		key := w.create("s", persistent.StartBeginning, func(d *persistent.Definition) { d.Settings.MessageTimeout = 0 })
		slow, quick := w.connect(key, "slow", 3), w.connect(key, "quick", 3)
		w.append("s", 50)
		got := 0
		for {
			list := receive(quick)
			if len(list) == 0 {
				break
			}
			got += len(list)
			w.ack(quick, list...)
		}
		if waiting := len(receive(slow)); waiting != 3 || got != 47 {
			t.Fatalf("the slow one holds %d, the quick one handled %d", waiting, got)
		}
	})
}

// flaky fails reads on demand.
type flaky struct {
	persistent.Log
	broken *atomic.Bool
}

func (f flaky) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	if f.broken.Load() {
		return store.StreamPage{}, store.ErrUnavailable
	}
	return f.Log.ReadStream(ctx, stream, from, dir, max)
}

func (f flaky) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	if f.broken.Load() {
		return nil, store.ErrUnavailable
	}
	return f.Log.Subscribe(ctx, from, filter)
}

func TestAnUnavailableLogIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.stop()
		var broken atomic.Bool
		w.wrap = func(l persistent.Log) persistent.Log { return flaky{l, &broken} }
		w.start()
		key := w.create("s", persistent.StartBeginning, nil)
		broken.Store(true)
		c := w.connect(key, "a", 10)
		w.append("s", 2)
		expect(t, "", receive(c))
		time.Sleep(time.Minute)
		broken.Store(false)
		time.Sleep(10 * time.Second)
		w.nack(c, persistent.Retry, expect(t, "s/0 s/1", receive(c))...)
		expect(t, "s/0 s/1", receive(c))
	})
}

// failing fails saves on demand.
type failing struct {
	persistent.Store
	broken *atomic.Bool
}

func (f failing) Save(ctx context.Context, key persistent.Key, epoch int64, w *persistent.Write) error {
	if f.broken.Load() {
		return errors.New("disk full")
	}
	return f.Store.Save(ctx, key, epoch, w)
}

func TestFailedSavesAreTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.stop()
		var broken atomic.Bool
		broken.Store(true)
		w.state = failing{w.state, &broken}
		w.start()
		w.append("s", 3)
		key := w.create("s", persistent.StartBeginning, nil)
		c := w.connect(key, "a", 10)
		w.nack(c, persistent.Park, receive(c)...)
		time.Sleep(time.Minute)
		if n, err := w.state.CountParked(t.Context(), key); err != nil || n != 0 {
			t.Fatalf("%d, %v", n, err)
		}
		broken.Store(false)
		time.Sleep(10 * time.Second)
		if n, err := w.state.CountParked(t.Context(), key); err != nil || n != 3 {
			t.Fatalf("%d parked, %v", n, err)
		}
	})
}

func TestGroupsPerOwnerAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		make := func(owner string, n int) error {
			return w.s.Create(t.Context(), persistent.Definition{
				Key: persistent.Key{Stream: owner, Group: fmt.Sprint(n)}, Owner: owner,
				Start: persistent.Start{From: persistent.StartEnd}, Settings: persistent.DefaultSettings(), Created: time.Now(),
			})
		}
		for n := range 10 {
			if err := make("one", n); err != nil {
				t.Fatal(err)
			}
		}
		if err := make("one", 10); !errors.Is(err, persistent.ErrTooManyGroups) {
			t.Fatal(err)
		}
		if err := make("two", 0); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNotRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		key := w.create("s", persistent.StartBeginning, nil)
		w.stop()
		if _, err := w.s.Connect(t.Context(), key, persistent.ConsumerInfo{ID: "a"}); !errors.Is(err, persistent.ErrClosed) {
			t.Fatal(err)
		}
	})
}

// TestManyConsumersAtOnce has no order to check: it is for the race detector,
// and for what must hold whatever the schedule.
func TestManyConsumersAtOnce(t *testing.T) {
	w := &world{t: t, log: memory.New(), state: persistent.NewMemory()}
	s, err := persistent.New(persistent.Config{Log: w.log, Store: w.state, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	w.s = s
	key := w.create(persistent.All, persistent.StartBeginning, nil)
	const total = 2000
	var mu sync.Mutex
	seen := map[events.Position]bool{}
	full := make(chan struct{})
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for round := 0; ; round++ {
				select {
				case <-full:
					return
				default:
				}
				c, err := s.Connect(ctx, key, persistent.ConsumerInfo{ID: fmt.Sprintf("%d-%d", n, round), Buffer: 20})
				if errors.Is(err, persistent.ErrClosed) { // not running yet
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				for range 300 {
					select {
					case <-full:
					case d := <-c.Events():
						c.Sent(d)
						mu.Lock()
						if seen[d.Event.Position] = true; len(seen) == total {
							close(full)
						}
						mu.Unlock()
						if err := c.Ack(ctx, []events.ID{d.Event.ID}); err != nil {
							t.Error(err)
						}
						continue
					}
					break
				}
				c.Close()
			}
		})
	}
	w.append("s", total/2)
	w.append("r", total/2)
	wg.Wait()
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	groups, err := w.state.Groups(t.Context())
	if err != nil || len(groups) != 1 || !slices.ContainsFunc(groups, func(g persistent.Saved) bool { return g.HasCheckpoint }) {
		t.Fatalf("%+v, %v", groups, err)
	}
	if err := w.log.Close(); err != nil {
		t.Fatal(err)
	}
}
