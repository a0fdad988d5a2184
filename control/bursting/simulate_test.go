package bursting_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// conferences is a History that looks into the log itself.
type conferences struct {
	store   store.Store
	running []string // told in place of those that run
}

func (c conferences) each(ctx context.Context, f func(events.Recorded)) error {
	for at := events.Position(0); ; {
		page, err := c.store.ReadAll(ctx, at, store.Forwards, store.Filter{TypePrefixes: []string{"conference."}}, 500)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			rec, err := codec.Decode(e)
			if err != nil {
				return err
			}
			f(rec)
		}
		if at = page.Next; page.End {
			return nil
		}
	}
}

func (c conferences) LastStart(ctx context.Context, at events.Position) (last events.Position, err error) {
	err = c.each(ctx, func(rec events.Recorded) {
		if _, ok := rec.Event.(events.ConferenceStarted); ok && rec.Position <= at {
			last = rec.Position
		}
	})
	return last, err
}

func (c conferences) RunningAt(ctx context.Context, began events.Position, at time.Time, most int) ([]string, error) {
	var out []string
	err := c.each(ctx, func(rec events.Recorded) {
		switch e := rec.Event.(type) {
		case events.ConferenceStarted:
			if rec.Position <= began {
				out = append(out, e.ID)
			}
		case events.ConferenceEnded:
			if !rec.Meta.Time.After(at) {
				out = slices.DeleteFunc(out, func(id string) bool { return id == e.ID })
			}
		}
	})
	if c.running != nil {
		out = c.running
	}
	return out[:min(len(out), most)], err
}

// counting counts the events of calls that are read of the whole log.
type counting struct {
	store.Store
	read atomic.Int64
}

func (c *counting) ReadAll(ctx context.Context, from events.Position, dir store.Direction, f store.Filter, max int) (store.AllPage, error) {
	page, err := c.Store.ReadAll(ctx, from, dir, f, min(max, 20))
	for _, e := range page.Events {
		if strings.HasPrefix(e.Type, "conference.") && max > 1 {
			c.read.Add(1)
		}
	}
	return page, err
}

// moment is something that is recorded at a time.
type moment struct {
	at     time.Time
	stream string
	event  events.Event
}

// play records what happens, at its times.
func (d *deployment) play(list []moment) {
	d.t.Helper()
	slices.SortStableFunc(list, func(a, b moment) int { return a.at.Compare(b.at) })
	for i, m := range list {
		sleep(time.Until(m.at))
		one, err := codec.Encode(events.DeriveID(fmt.Sprint("play/", i)), m.event, events.Metadata{Time: time.Now().UTC()})
		if err != nil {
			d.t.Fatal(err)
		}
		if _, err := d.store.Append(d.t.Context(), m.stream, store.Any(), one); err != nil {
			d.t.Fatal(err)
		}
	}
}

// weeks is a deployment and three weeks of calls: meetings of which some last
// for days, people who come and go, and calls that are rejected.
func weeks(from time.Time, rng *rand.Rand) []moment {
	list := []moment{
		{from, events.LocationStream("main"), events.LocationCreated{ID: "main", Settings: events.LocationSettings{Name: "Main", OverflowLocation1: "burst"}}},
		{from, events.LocationStream("burst"), events.LocationCreated{ID: "burst", Settings: events.LocationSettings{Name: "Burst"}}},
		{from, events.NodeStream("m"), events.NodeCreated{ID: "m", Settings: events.NodeSettings{Name: "m", LocationID: "main", Role: events.NodeTranscoding, CapacityHD: 10, AlwaysOn: true}}},
		{from, events.NodeStream("b"), events.NodeCreated{ID: "b", Settings: events.NodeSettings{Name: "b", LocationID: "burst", Role: events.NodeTranscoding, CapacityHD: 5, CloudBursting: true}}},
		// What is set later counts for the weeks before, too.
		{from.AddDate(0, 0, 10), events.NodeStream("m"), events.NodeUpdated{ID: "m", Settings: events.NodeSettings{Name: "m", LocationID: "main", Role: events.NodeTranscoding, CapacityHD: 8, AlwaysOn: true}}},
	}
	within := func(d time.Duration) time.Duration { return time.Duration(rng.Int64N(int64(d))) }
	for c := range 60 {
		id := fmt.Sprint("conf", c)
		begin, length := from.Add(time.Hour+within(20*24*time.Hour)), 10*time.Minute+within(2*time.Hour)
		if c%10 == 0 {
			length += within(5 * 24 * time.Hour)
		}
		add := func(at time.Duration, ev events.Event) {
			list = append(list, moment{begin.Add(at), events.ConferenceStream(id), ev})
		}
		add(0, events.ConferenceStarted{ID: id, ServiceID: "s", NodeID: "m", LocationID: "main"})
		for p := range 2 + rng.IntN(5) {
			who, joined := fmt.Sprint(id, "p", p), time.Second+within(length-time.Minute)
			add(joined, events.ParticipantJoined{ConferenceID: id, ParticipantID: who, NodeID: "m", LocationID: "main"})
			add(joined+time.Second, events.CallPlaced{ConferenceID: id, ParticipantID: who, NodeID: "m", LocationID: "main", Cost: 48, Reserve: 48})
			if rng.IntN(3) > 0 {
				add(joined+time.Second+within(length-joined), events.ParticipantLeft{ConferenceID: id, ParticipantID: who})
			}
		}
		add(length, events.ConferenceEnded{ID: id, Reason: "x"})
	}
	for range 20 {
		list = append(list, moment{from.Add(within(20 * 24 * time.Hour)), events.NodeStream("m"), events.NodeCallRejected{ID: "m", Reason: "capacity-exceeded", ServiceID: "s"}})
	}
	return list
}

// What a simulation of some days is about is found without what came before, and
// is the same as with it.
func TestSimulateReadsLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		begin := time.Now().UTC()
		d.play(weeks(begin, rand.New(rand.NewPCG(1, 2))))
		sleep(24 * time.Hour)
		all, few := &counting{Store: d.store}, &counting{Store: d.store}
		long, short := d.simulator(t, all, nil), d.simulator(t, few, conferences{store: d.store})
		for _, c := range []struct{ from, until time.Duration }{
			{-time.Hour, 30 * 24 * time.Hour},
			{0, time.Hour},
			{24 * time.Hour, 48 * time.Hour},
			{10 * 24 * time.Hour, 12 * 24 * time.Hour},
			{19 * 24 * time.Hour, 30 * 24 * time.Hour},
			{25 * 24 * time.Hour, 30 * 24 * time.Hour},
		} {
			order := shell.Order{From: begin.Add(c.from), Until: begin.Add(c.until), Variants: []shell.Variant{
				{Settings: bursting.Settings{Enabled: true, ThresholdHD: 2, MinLifetime: 50 * time.Minute}}, {Settings: bursting.Settings{ThresholdHD: 2, MinLifetime: 50 * time.Minute}},
			}}
			all.read.Store(0)
			few.read.Store(0)
			want, err := long.Simulate(t.Context(), order)
			if err != nil {
				t.Fatal(err)
			}
			got, err := short.Simulate(t.Context(), order)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("from %s until %s: %d calls, want %d: %v", c.from, c.until, got.Calls, want.Calls, err)
			}
			near := int64(20) // a page
			if err := (conferences{store: d.store}).each(t.Context(), func(rec events.Recorded) {
				if at := rec.Meta.Time; at.After(order.From.Add(-48*time.Hour)) && at.Before(order.Until) {
					near++
				}
			}); err != nil || few.read.Load() > near {
				t.Errorf("from %s until %s: read %d events, of which %d are near, and %d from the beginning: %v", c.from, c.until, few.read.Load(), near, all.read.Load(), err)
			}
			if calls := want.Calls; (calls == 0) != (c.from >= 25*24*time.Hour || c.until <= time.Hour) {
				t.Errorf("from %s until %s: %d calls", c.from, c.until, calls)
			}
		}
	})
}

func (d *deployment) simulator(t *testing.T, s store.Store, h shell.History) *shell.Bursting {
	t.Helper()
	c := d.config(nil)
	c.Store, c.History = s, h
	b, err := shell.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is too large says so, which field is at fault and what to do.
func TestSimulateLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDeployment(t)
		begin := time.Now().UTC()
		d.play(weeks(begin, rand.New(rand.NewPCG(1, 2))))
		order := shell.Order{From: begin.Add(time.Hour), Until: begin.AddDate(0, 0, 20), Variants: []shell.Variant{{Settings: bursting.Settings{ThresholdHD: 2}}}}
		late := order
		late.From = begin.AddDate(0, 0, 12)
		_, err := d.simulator(t, d.store, conferences{store: d.store, running: make([]string, 6000)}).Simulate(t.Context(), late)
		var limit *shell.LimitError
		if !errors.As(err, &limit) || !strings.HasPrefix(limit.Error(), "from: more than 5000 conferences were under way then; ask for less time") {
			t.Error(err)
		}
		// More calls than are kept in memory.
		many := &deployment{t: t, store: memory.New()}
		var list []moment
		list = append(list, weeks(begin, rand.New(rand.NewPCG(1, 2)))[:4]...)
		list = append(list, moment{begin, events.NodeStream("m"), events.NodeCallRejected{ID: "m", Reason: "capacity-exceeded", ServiceID: "s", Count: 300_000}})
		for i := range list {
			list[i].at = time.Now()
		}
		many.play(list)
		_, err = d.simulator(t, many.store, nil).Simulate(t.Context(), shell.Order{From: begin, Until: time.Now().Add(time.Hour), Variants: order.Variants})
		if !errors.As(err, &limit) || limit.Field != "from" || !strings.Contains(limit.Message, "more than 250000 calls") {
			t.Error(err)
		}
	})
}
