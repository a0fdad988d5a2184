package liveview

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a running view that events are put into one by one.
type world struct {
	t        *testing.T
	view     *View
	position events.Position
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, view: New(time.Now)}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.view.Run(ctx) }()
	time.Sleep(tick / 2) // so that tests do not act at the moment of a tick
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) add(list ...events.Event) {
	w.t.Helper()
	b := projections.Batch{Live: true}
	for _, e := range list {
		w.position += 10 // positions have gaps
		b.Events = append(b.Events, events.Recorded{
			Position: w.position, Type: e.EventType(), Event: e, Meta: events.Metadata{Time: projectiontest.Epoch},
		})
	}
	b.Through = w.position
	if _, err := w.view.Commit(w.t.Context(), b); err != nil {
		w.t.Fatal(err)
	}
}

func next[T Event](t *testing.T, s *Subscription) T {
	t.Helper()
	e, err := s.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, ok := e.(T)
	if !ok {
		t.Fatalf("got %T %+v", e, e)
	}
	return got
}

func aLocation(id string) events.Event {
	return events.LocationCreated{ID: id, Settings: events.LocationSettings{Name: "name of " + id}}
}

func aNode(id string) events.Event {
	return events.NodeCreated{ID: id, Settings: events.NodeSettings{Name: id, LocationID: "l", Role: events.NodeTranscoding}}
}

func TestNothingIsShownBeforeTheFirstFold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		if _, err := w.view.Snapshot(); !errors.Is(err, projections.ErrNotReady) {
			t.Fatalf("snapshot of nothing: %v", err)
		}
		got := make(chan Event, 1)
		go func() {
			e, _ := w.view.Subscribe(nil, TenHz).Next(t.Context())
			got <- e
		}()
		synctest.Wait()
		if len(got) != 0 {
			t.Fatal("sent something before the log was folded")
		}
		w.add(aLocation("l"))
		snap, ok := (<-got).(*Snapshot)
		if !ok || snap.Reason != Initial || snap.Position != 10 || len(snap.Locations) != 1 {
			t.Errorf("got %+v", snap)
		}
	})
}

func TestDeltasAndBookmarks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add()
		fast, slow := w.view.Subscribe(nil, TenHz), w.view.Subscribe(nil, OneHz)
		next[*Snapshot](t, fast)
		next[*Snapshot](t, slow)
		begin := time.Now()
		w.add(aLocation("a"), aLocation("b"))
		w.add(aLocation("c"), events.LocationRemoved{ID: "a"})
		d := next[*Delta](t, fast)
		if took := time.Since(begin); took > tick {
			t.Errorf("delta came after %s", took)
		}
		if d.PreviousPosition != 0 || d.Position != 40 || len(d.Locations) != 2 || len(d.Removed) != 1 || d.Removed[0] != (Ref{RefLocation, "a"}) {
			t.Errorf("delta %+v", d)
		}
		w.add(aLocation("d"))
		if d := next[*Delta](t, fast); d.PreviousPosition != 40 || d.Position != 50 || len(d.Locations) != 1 {
			t.Errorf("delta %+v", d)
		}
		d = next[*Delta](t, slow)
		if took := time.Since(begin); took > time.Second || d.Position != 50 || len(d.Locations) != 3 {
			t.Errorf("slow delta after %s: %+v", took, d)
		}
		begin = time.Now()
		if b := next[*Bookmark](t, fast); b.Position != 50 || time.Since(begin) != bookmarkEvery {
			t.Errorf("bookmark after %s: %+v", time.Since(begin), b)
		}
	})
}

func TestReadersShareWhatTheyGet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(aLocation("l"))
		one, two := w.view.Subscribe(nil, TenHz), w.view.Subscribe(nil, TenHz)
		if next[*Snapshot](t, one) != next[*Snapshot](t, two) {
			t.Error("two snapshots of one state")
		}
		w.add(aLocation("m"))
		d := next[*Delta](t, one)
		if next[*Delta](t, two) != d {
			t.Error("two deltas of one tick")
		}
		got := make(chan *Bookmark, 2)
		for _, s := range []*Subscription{one, two} {
			go func() {
				e, _ := s.Next(t.Context())
				b, _ := e.(*Bookmark)
				got <- b
			}()
		}
		b := <-got
		if b == nil || b != <-got {
			t.Error("two bookmarks of one moment")
		}
		if d.Key() == b.Key() {
			t.Error("a delta and a bookmark have one key")
		}
	})
}

func TestSlowReaderGetsASnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add()
		s, other := w.view.Subscribe(nil, TenHz), w.view.Subscribe(nil, TenHz)
		next[*Snapshot](t, s)
		next[*Snapshot](t, other)
		for range maxLag {
			w.add(aLocation("l"))
			time.Sleep(tick)
		}
		next[*Delta](t, s) // exactly at the limit
		for range 2 {
			w.add(aLocation("l"))
			time.Sleep(tick)
		}
		snap := next[*Snapshot](t, s)
		if snap.Reason != SlowConsumer || snap.Position != w.position {
			t.Errorf("got %+v", snap)
		}
		if next[*Snapshot](t, other) != snap {
			t.Error("slow readers do not share their snapshot")
		}
		w.add(aLocation("x"))
		if d := next[*Delta](t, s); d.Position != w.position || d.PreviousPosition > snap.Position {
			t.Errorf("after the snapshot came %+v", d)
		}
	})
}

func TestResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(aLocation("l")) // 10: what a restarted process knows
		for range 2 * maxLag {
			w.add(aLocation("l"))
			time.Sleep(tick)
		}
		at := events.Position(10)
		s := w.view.Subscribe(&at, TenHz)
		for i := range 2 * maxLag { // all of it, though it is more than a lag
			if d := next[*Delta](t, s); d.PreviousPosition != events.Position(10*(i+1)) {
				t.Fatalf("delta %d follows %s", i, d.PreviousPosition)
			}
		}
		before := events.Position(9)
		if snap := next[*Snapshot](t, w.view.Subscribe(&before, TenHz)); snap.Reason != PositionExpired {
			t.Errorf("reason %s", snap.Reason)
		}
		time.Sleep(maxAge + time.Second)
		if snap := next[*Snapshot](t, w.view.Subscribe(&at, TenHz)); snap.Reason != PositionExpired {
			t.Errorf("reason %s", snap.Reason)
		}
		last := w.position
		if b := next[*Bookmark](t, w.view.Subscribe(&last, TenHz)); b.Position != last {
			t.Errorf("a reader that is up to date got %+v", b)
		}
	})
}

func TestReaderAheadOfThisReplica(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(aLocation("l"))
		ahead := events.Position(30)
		s := w.view.Subscribe(&ahead, TenHz)
		go func() {
			time.Sleep(2 * time.Second)
			w.add(aLocation("m"), aLocation("n"), aLocation("o"))
		}()
		begin := time.Now()
		if d := next[*Delta](t, s); d.Position != 40 || time.Since(begin) < 2*time.Second {
			t.Errorf("got %+v after %s", d, time.Since(begin))
		}
		never := events.Position(10_000)
		begin = time.Now()
		snap := next[*Snapshot](t, w.view.Subscribe(&never, TenHz))
		if took := time.Since(begin); snap.Reason != PositionExpired || took != maxWait {
			t.Errorf("reason %s after %s", snap.Reason, took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := w.view.Subscribe(&never, TenHz).Next(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("cancelled reader got %v", err)
		}
	})
}

func TestLoads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(aNode("n"), events.NodeConnected{ID: "n", Version: "1.2", CapacityTokens: 480})
		s := w.view.Subscribe(nil, TenHz)
		if n := next[*Snapshot](t, s).Nodes[0]; n.MaxHD != 10 || n.State != projections.NodeOnline || n.Load != nil || n.Version != "1.2" {
			t.Errorf("node %+v", n)
		}
		w.view.SetReport("n", link.Report{CapacityTokens: 480, UsedTokens: 120})
		w.view.SetReport("stranger", link.Report{CapacityTokens: 480, UsedTokens: 120})
		d := next[*Delta](t, s)
		if len(d.Loads) != 1 || d.Loads[0].MediaLoad != 25 || d.Loads[0].UsedHD != 2.5 || d.Position != 20 || d.PreviousPosition != 20 {
			t.Errorf("delta %+v", d)
		}
		w.add(aLocation("l"))
		if d := next[*Delta](t, s); len(d.Loads) != 0 || d.PreviousPosition != 20 {
			t.Errorf("delta %+v", d)
		}
		if got := next[*Snapshot](t, w.view.Subscribe(nil, TenHz)).Nodes[0].Load; got == nil || got.MediaLoad != 25 {
			t.Errorf("load in a snapshot: %+v", got)
		}
		until := time.Now().Add(time.Hour)
		w.view.SetReport("n", link.Report{Maintenance: true, CapacityTokens: 480, CertificateUntil: until})
		if got := w.view.NodeLoad("n"); got.MediaLoad != 100 || !got.CertificateUntil.Equal(until) {
			t.Errorf("load in maintenance: %+v", got)
		}
		// How long a fact has waited is by the node's clock alone, which may be wrong.
		wrong := time.Now().Add(time.Hour)
		w.view.SetReport("n", link.Report{Time: wrong, QueuedFacts: 7, OldestFact: wrong.Add(-time.Minute)})
		if got := w.view.NodeLoad("n"); got.QueuedFacts != 7 || got.OldestFact != time.Minute {
			t.Errorf("queue of facts: %+v", got)
		}
		w.view.SetReport("n", link.Report{Time: wrong, Conferences: []link.ConferenceGauge{{ID: "c"}}})
		if got := w.view.NodeLoad("n").ConferenceIDs; len(got) != 1 || got[0] != "c" {
			t.Errorf("conferences: %v", got)
		}
		w.view.SetReport("n", link.Report{Time: wrong, Unreachable: []link.Unreachable{{NodeID: "m", Since: wrong.Add(-time.Minute), Ways: []link.Way{link.WayTLS}}}})
		if got := w.view.NodeLoad("n").Unreachable; len(got) != 1 || got[0].NodeID != "m" || !got[0].Since.Equal(time.Now().Add(-time.Minute)) {
			t.Errorf("out of reach: %+v", got)
		}
		w.add(events.NodeRemoved{ID: "n"})
		if got := w.view.NodeLoad("n"); got != nil {
			t.Errorf("load of a removed node: %+v", got)
		}
	})
}

func TestConference(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(
			events.ConferenceStarted{ID: "c", ServiceID: "s", ServiceName: "Room", Tag: "t", NodeID: "n1"},
			events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p1", DisplayName: "Ada", Role: events.RoleHost, Protocol: "webrtc", NodeID: "n1"},
			events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p2", Role: events.RoleGuest, NodeID: "n2", Waiting: true},
			events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: "p1", Audio: true, MediaNodeID: "n3"},
			events.PresentationStarted{ConferenceID: "c", ParticipantID: "p1"},
		)
		first, ok := w.view.Conference("c")
		if !ok || first.HomeNodeID != "n1" || len(first.NodeIDs) != 3 || first.Participants[1].ID != "p2" || !first.Participants[1].Waiting ||
			!first.Participants[0].Presenting || !first.Participants[0].HasMedia || !first.StartedAt.Equal(projectiontest.Epoch) {
			t.Fatalf("conference %+v", first)
		}
		w.add(
			events.ParticipantAdmitted{ConferenceID: "c", ParticipantID: "p2"},
			events.PresentationStarted{ConferenceID: "c", ParticipantID: "p2"}, // takes it over
			events.PresentationStopped{ConferenceID: "c", ParticipantID: "p1"}, // late: it is not p1's any more
			events.ParticipantMuted{ConferenceID: "c", ParticipantID: "p2"},
			events.ConferenceLocked{ID: "c"},
			events.ConferenceGuestsMuted{ID: "c"},
		)
		c, _ := w.view.Conference("c")
		p1, p2 := c.Participants[0], c.Participants[1]
		if !c.Locked || !c.GuestsMuted || p1.Presenting || !p2.Presenting || !p2.Muted || p2.Waiting {
			t.Errorf("conference %+v, %+v, %+v", c, p1, p2)
		}
		if first.Locked || first.Participants[1].Muted {
			t.Error("what readers hold has changed")
		}
		w.add(events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p2"}, events.PresentationStopped{ConferenceID: "c", ParticipantID: "p2"})
		if c, _ := w.view.Conference("c"); len(c.Participants) != 1 || len(c.NodeIDs) != 2 {
			t.Errorf("conference %+v", c)
		}
		w.add(events.ParticipantErased{ConferenceID: "c", ParticipantID: "p2"}, events.ParticipantErased{ConferenceID: "c", ParticipantID: "p1"})
		if c, _ := w.view.Conference("c"); c.Participants[0].DisplayName != "" || !c.Participants[0].Erased {
			t.Errorf("erased participant %+v", c.Participants[0])
		}
		w.add(events.ConferenceEnded{ID: "c"}, events.ParticipantMuted{ConferenceID: "c", ParticipantID: "p1"})
		if _, ok := w.view.Conference("c"); ok {
			t.Error("the conference is still there")
		}
	})
}

func TestResetSendsSnapshots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(aLocation("l"))
		s := w.view.Subscribe(nil, TenHz)
		next[*Snapshot](t, s)
		if err := w.view.Reset(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.position = 0
		w.add(aLocation("of the other log"))
		if snap := next[*Snapshot](t, s); snap.Reason != PositionExpired || snap.Locations[0].ID != "of the other log" {
			t.Errorf("got %+v", snap)
		}
	})
}
