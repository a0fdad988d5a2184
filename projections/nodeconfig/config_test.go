package nodeconfig_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/nodeconfig"
	"github.com/parley-video/parley/projections/projectiontest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func unseal(context string, s events.Sealed) (string, error) {
	if s == "broken" {
		return "", errors.New("no key opens this")
	}
	return context + "/" + string(s), nil
}

// feed is a log as seen by one projection.
type feed struct {
	t        testing.TB
	config   *nodeconfig.Config
	position events.Position
}

func newFeed(t testing.TB) *feed {
	f := &feed{t: t, config: nodeconfig.New(unseal, nil)}
	f.add()
	return f
}

func (f *feed) add(list ...events.Event) {
	f.t.Helper()
	if err := f.try(list...); err != nil {
		f.t.Fatal(err)
	}
}

func (f *feed) try(list ...events.Event) error {
	b := projections.Batch{Live: true}
	for _, e := range list {
		f.position += 10
		if f.config.Filter().Match("", e.EventType()) {
			b.Events = append(b.Events, events.Recorded{Position: f.position, Type: e.EventType(), Event: e})
		}
	}
	b.Through = f.position
	_, err := f.config.Commit(context.Background(), b)
	return err
}

// at adds an event of a time.
func (f *feed) at(when time.Time, e events.Event) {
	f.t.Helper()
	f.position += 10
	b := projections.Batch{Live: true, Through: f.position}
	if f.config.Filter().Match("", e.EventType()) {
		id := events.ID{15: byte(f.position), 14: byte(f.position >> 8)}
		b.Events = []events.Recorded{{ID: id, Position: f.position, Type: e.EventType(), Event: e, Created: when}}
	}
	if _, err := f.config.Commit(f.t.Context(), b); err != nil {
		f.t.Fatal(err)
	}
}

// What a node's certificates are worth to other nodes.
func TestVoidCertificates(t *testing.T) {
	f := newFeed(t)
	f.add(events.NodeCreated{ID: "1", Settings: events.NodeSettings{Name: "one"}})
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	year := now.AddDate(1, 0, 0)
	void := func(want ...string) {
		t.Helper()
		_, all := f.snapshot()
		var n link.Node
		if err := json.Unmarshal([]byte(all[link.EntityRef{Kind: link.KindNode, ID: "1"}]), &n); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(n.VoidCertificates, want) {
			t.Errorf("void are %q, want %q", n.VoidCertificates, want)
		}
	}
	f.at(now, events.NodeEnrolled{ID: "1", Serial: "a", ExpiresAt: year})
	void()
	f.at(now, events.NodeCertificateRenewed{ID: "1", Serial: "b", ExpiresAt: year})
	f.at(now, events.NodeCertificateAdopted{ID: "1"})
	void() // others may hear of the new one late
	f.at(now, events.NodeCertificateRevoked{ID: "1", Serials: []string{"b"}})
	void("a", "b")
	f.at(now, events.NodeEnrolled{ID: "1", Serial: "c", ExpiresAt: year.AddDate(1, 0, 0)})
	f.at(now, events.NodeUpdated{ID: "1", Settings: events.NodeSettings{Name: "another"}})
	void("a", "b")
	f.at(now, events.NodeEnrolled{ID: "1", Serial: "d", ExpiresAt: year.AddDate(2, 0, 0)})
	void("a", "b", "c")
	f.at(year.Add(time.Second), events.NodeCertificateRenewed{ID: "1", Serial: "e", ExpiresAt: year.AddDate(3, 0, 0)})
	void("c") // what has run out is nobody's concern
	f.at(now, events.NodeRemoved{ID: "1"})
	f.at(now, events.NodeCreated{ID: "1", Settings: events.NodeSettings{Name: "one"}})
	void()
}

func (f *feed) snapshot() (string, map[link.EntityRef]string) {
	f.t.Helper()
	position, entities, err := f.config.Snapshot(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	n := node{}
	n.replace(entities)
	return position, n.entities
}

func (f *feed) next(after string) link.ConfigDelta {
	f.t.Helper()
	d, err := f.config.Next(f.t.Context(), after)
	if err != nil {
		f.t.Fatal(err)
	}
	return d
}

// node is a node's copy of the configuration.
type node struct {
	position string
	entities map[link.EntityRef]string
}

func (n *node) replace(entities []link.Entity) {
	n.entities = map[link.EntityRef]string{}
	for _, e := range entities {
		n.entities[link.EntityRef{Kind: e.Kind, ID: e.ID}] = string(e.Body)
	}
}

func (n *node) apply(d link.ConfigDelta) {
	for _, e := range d.Entities {
		n.entities[link.EntityRef{Kind: e.Kind, ID: e.ID}] = string(e.Body)
	}
	for _, ref := range d.Removed {
		delete(n.entities, ref)
	}
	n.position = d.To
}

func service(id string, change func(*events.ServiceSettings)) events.ServiceCreated {
	s := events.ServiceSettings{Name: id, EnableChat: "default", MaxQuality: "default", CallType: "video"}
	if change != nil {
		change(&s)
	}
	return events.ServiceCreated{ID: id, Type: events.ServiceConference, Settings: s}
}

func body[T any](t testing.TB, entities map[link.EntityRef]string, kind link.EntityKind, id string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(entities[link.EntityRef{Kind: kind, ID: id}]), &v); err != nil {
		t.Fatalf("%s %s: %v", kind, id, err)
	}
	return v
}

func TestEntitiesAreResolved(t *testing.T) {
	f := newFeed(t)
	limit := 7
	f.add(
		events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo", TranscodingLocation: "t", OverflowLocation1: "m", MTU: 1400}},
		events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "n1", LocationID: "l", Role: events.NodeTranscoding, CapacityHD: 10, AlwaysOn: true}},
		events.NodeMaintenanceEntered{ID: "n"},
		events.NodeUpdated{ID: "n", Settings: events.NodeSettings{Name: "n2", LocationID: "l", Role: events.NodeProxying, CapacityHD: 10, StaticNATAddress: "203.0.113.1"}},
		service("s", func(s *events.ServiceSettings) {
			s.HostPIN, s.AllowGuests, s.ParticipantLimit = "h", true, &limit
			s.Aliases = []events.Alias{{Alias: "meet"}, {Alias: "meet@x"}}
		}),
		service("t", func(s *events.ServiceSettings) { s.EnableChat, s.MaxQuality = "no", "fullhd" }),
	)
	_, e := f.snapshot()
	want := []any{
		link.Location{ID: "l", Name: "Oslo", TranscodingLocation: "t", OverflowLocation1: "m", MTU: 1400},
		link.Node{ID: "n", Name: "n2", LocationID: "l", Role: "proxying", Maintenance: true, CapacityTokens: 480, StaticNATAddress: "203.0.113.1"},
		link.Service{
			ID: "s", Type: "conference", Name: "s", Aliases: []string{"meet", "meet@x"}, HostPIN: "s/h", AllowGuests: true,
			ChatEnabled: true, ParticipantLimit: 7, CallType: "video", MaxQuality: "hd",
		},
		link.Service{ID: "t", Type: "conference", Name: "t", Aliases: []string{}, ParticipantLimit: -1, CallType: "video", MaxQuality: "fullhd"},
		link.Settings{PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60, PINAttemptLimit: 20, AliasAttemptLimit: 20},
	}
	got := []any{
		body[link.Location](t, e, link.KindLocation, "l"), body[link.Node](t, e, link.KindNode, "n"),
		body[link.Service](t, e, link.KindService, "s"), body[link.Service](t, e, link.KindService, "t"),
		body[link.Settings](t, e, link.KindSettings, "settings"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNodesLearnWhereOthersAreReached(t *testing.T) {
	f := newFeed(t)
	settings := events.NodeSettings{Name: "n1", LocationID: "l", Role: events.NodeTranscoding}
	f.add(events.NodeCreated{ID: "n", Settings: settings})
	before, _ := f.snapshot()
	f.add(events.NodeConnected{ID: "n", Epoch: "e", ClientURL: "https://n1", ClusterAddress: "192.0.2.1:8445"})
	d := f.next(before)
	if len(d.Entities) != 1 || d.Entities[0].ID != "n" {
		t.Fatalf("told %+v", d)
	}
	reached := func(address, url string) {
		t.Helper()
		_, e := f.snapshot()
		n := body[link.Node](t, e, link.KindNode, "n")
		if n.ClusterAddress != address || n.ClientURL != url || n.Name != "n1" {
			t.Errorf("%+v, want it at %q and %q", n, address, url)
		}
	}
	reached("192.0.2.1:8445", "https://n1")
	if got := f.config.Reaches(); len(got) != 1 || got[0] != (nodeconfig.Reach{ClientURL: "https://n1", ClusterAddress: "192.0.2.1:8445"}) {
		t.Errorf("%+v", got)
	}
	settings.MediaPriorityWeight = 3
	f.add(events.NodeDisconnected{ID: "n", Reason: "lost"}, events.NodeUpdated{ID: "n", Settings: settings}, events.NodeMaintenanceEntered{ID: "n"})
	reached("192.0.2.1:8445", "https://n1") // nobody needs a Management Node to reach it
	position, _ := f.snapshot()
	f.add(events.NodeConnected{ID: "n", Epoch: "e2", ClientURL: "https://n1", ClusterAddress: "192.0.2.1:8445"})
	if again, _ := f.snapshot(); again != position {
		t.Errorf("a node that is reached as before moves the configuration from %s to %s", position, again)
	}
	f.add(events.NodeConnected{ID: "n", Epoch: "e", ClientURL: "https://n1"}) // a version that speaks to no other
	reached("", "https://n1")
	f.add(events.NodeRemoved{ID: "n"}, events.NodeConnected{ID: "n", Epoch: "e", ClientURL: "https://n1"})
	if _, e := f.snapshot(); e[link.EntityRef{Kind: link.KindNode, ID: "n"}] != "" {
		t.Error("a node without a record is told of")
	}
}

// keysFrom derives keys from a letter.
func keysFrom(of string) nodeconfig.ClusterKey {
	return func(since string) []byte { return []byte(of + since) }
}

// TestKeysOfGossip: keys of another authority make another generation, so that
// nodes whose position is the newest get them, too.
func TestKeysOfGossip(t *testing.T) {
	f := &feed{t: t, config: nodeconfig.New(unseal, keysFrom("a"))}
	f.add(events.SettingsUpdated{Settings: events.GlobalSettings{MaxQuality: "sd"}})
	_, e := f.snapshot()
	if got := body[link.Settings](t, e, link.KindSettings, "settings"); !reflect.DeepEqual(got.ClusterKeys, [][]byte{[]byte("a")}) || got.ClusterKeysSince != nil {
		t.Errorf("told %q since %v", got.ClusterKeys, got.ClusterKeysSince)
	}
	seen := map[string]bool{}
	for _, keys := range []nodeconfig.ClusterKey{nil, keysFrom("a"), keysFrom("b")} {
		seen[nodeconfig.New(unseal, keys).Generation()] = true
	}
	if len(seen) != 3 {
		t.Errorf("generations %v", seen)
	}
	if a, b := f.config.Generation(), nodeconfig.New(unseal, keysFrom("a")).Generation(); a != b {
		t.Errorf("another process is of generation %s, this one of %s", b, a)
	}
}

// A node that is removed knows the keys; those that stay get another one. Those
// that may still be in use are told with it, and no more than a few.
func TestANodeThatIsRemovedTakesNoGoodKeyAlong(t *testing.T) {
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	f := &feed{t: t, config: nodeconfig.New(unseal, keysFrom("k"))}
	f.add()
	nodes := 0
	removed := func(enrolled bool) {
		nodes++
		id := fmt.Sprint("n", nodes)
		f.at(now, events.NodeCreated{ID: id})
		if enrolled {
			f.at(now, events.NodeEnrolled{ID: id, Serial: id, ExpiresAt: now.Add(time.Hour)})
		}
		f.at(now, events.NodeRemoved{ID: id})
	}
	told := func() ([]string, []time.Time) {
		_, e := f.snapshot()
		got := body[link.Settings](t, e, link.KindSettings, "settings")
		var keys []string
		for _, k := range got.ClusterKeys {
			keys = append(keys, string(k))
		}
		return keys, got.ClusterKeysSince
	}
	first, _ := told()
	removed(false)
	if keys, _ := told(); !reflect.DeepEqual(keys, first) {
		t.Errorf("a node that never had a key: %q", keys)
	}
	removed(true)
	one, since := told()
	if len(one) != 2 || one[0] == one[1] || one[1] != first[0] || !since[0].Equal(now) || !since[1].IsZero() {
		t.Fatalf("%q since %v", one, since)
	}
	now = now.Add(4 * time.Minute)
	for range 20 { // nobody writes with the new one yet
		removed(true)
	}
	two, since := told()
	if len(two) != 2 || two[0] == one[0] || two[1] != first[0] || !since[0].Equal(now) {
		t.Fatalf("%q since %v", two, since)
	}
	now = now.Add(20 * time.Minute)
	removed(true)
	if three, _ := told(); len(three) != 3 || three[1] != two[0] || three[2] != first[0] {
		t.Errorf("%q", three)
	}
	now = now.Add(2 * time.Hour)
	for range 40 {
		now = now.Add(6 * time.Minute)
		removed(true)
		if keys, _ := told(); len(keys) < 2 || len(keys) > 13 || slices.Contains(keys, first[0]) {
			t.Fatalf("%q", keys)
		}
	}
	again := nodeconfig.New(unseal, keysFrom("k"))
	if a, b := f.config.Generation(), again.Generation(); a != b {
		t.Errorf("generation %s, of another process %s", a, b)
	}
}

func TestBreakInSettingsReachNodes(t *testing.T) {
	f := newFeed(t)
	f.add(events.SettingsUpdated{Settings: events.GlobalSettings{
		MaxQuality: "hd", PINAttemptLimit: 7, AliasProtectionDisabled: true, BreakInAllowList: []string{"192.0.2.0/24"},
	}})
	_, e := f.snapshot()
	got := body[link.Settings](t, e, link.KindSettings, "settings")
	want := link.Settings{PINAttemptLimit: 7, AliasAttemptLimit: -1, BreakInAllowList: []string{"192.0.2.0/24"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDefaultsChangeTheServicesThatFollowThem(t *testing.T) {
	f := newFeed(t)
	f.add(service("s", nil), service("own", func(s *events.ServiceSettings) { s.EnableChat, s.MaxQuality = "yes", "sd" }))
	position, _ := f.snapshot()
	f.add(events.SettingsUpdated{Settings: events.GlobalSettings{MaxQuality: "fullhd", PINEntryTimeout: 60}})
	d := f.next(position)
	if len(d.Entities) != 2 || d.Entities[0].ID != "s" || d.Entities[1].Kind != link.KindSettings {
		t.Errorf("delta %+v", d)
	}
	_, e := f.snapshot()
	if s := body[link.Service](t, e, link.KindService, "s"); s.ChatEnabled || s.MaxQuality != "fullhd" {
		t.Errorf("service %+v", s)
	}
}

func TestWhatChangesNothingForNodesSendsNothing(t *testing.T) {
	f := newFeed(t)
	created := service("s", nil)
	f.add(created)
	before, _ := f.snapshot()
	created.Settings.Description = "seen by administrators only"
	f.add(events.ServiceUpdated{ID: "s", Settings: created.Settings}, events.LocationRemoved{ID: "never was"})
	if after, _ := f.snapshot(); after != before {
		t.Errorf("moved from %s to %s", before, after)
	}
}

// TestPINThatCannotBeOpened: such a room must not reach a node without its
// PIN, so the projection parks and nodes keep what they have.
func TestPINThatCannotBeOpened(t *testing.T) {
	f := newFeed(t)
	err := f.try(service("s", nil), service("secret", func(s *events.ServiceSettings) { s.HostPIN = "broken" }), service("u", nil))
	var poison *projections.Poison
	if !errors.As(err, &poison) || poison.Position != 20 {
		t.Fatalf("got %v, want a poison at 20", err)
	}
	if position, e := f.snapshot(); position != "10" || len(e) != 2 {
		t.Errorf("at %s: %v", position, e)
	}
}

// TestKindsThatNodesCannotCarryStayAway: a node would take them for rooms
// without a PIN.
func TestKindsThatNodesCannotCarryStayAway(t *testing.T) {
	f := newFeed(t)
	for _, kind := range []events.ServiceType{events.ServiceReception, events.ServiceTestCall} {
		id := string(kind)
		f.add(events.ServiceCreated{ID: id, Type: kind, Settings: events.ServiceSettings{Name: id, CallType: "video", MaxQuality: "default"}},
			events.ServiceUpdated{ID: id, Settings: events.ServiceSettings{Name: id + " 2", CallType: "video", MaxQuality: "default"}},
			events.SettingsUpdated{Settings: events.GlobalSettings{MaxQuality: "sd"}})
		if _, e := f.snapshot(); e[link.EntityRef{Kind: link.KindService, ID: id}] != "" {
			t.Errorf("%s got to the nodes: %v", kind, e)
		}
		f.add(events.ServiceRemoved{ID: id})
	}
}

// TestDeltasLeadToTheSnapshot: whoever starts anywhere and applies what Next
// gives ends with what Snapshot gives, restarts of the control plane included.
func TestDeltasLeadToTheSnapshot(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		log := projectiontest.NewLog(memory.New())
		generator := projectiontest.NewGenerator(func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "n") })
		config := nodeconfig.New(unseal, nil)
		var nodes []*node
		for range rapid.IntRange(1, 8).Draw(rt, "rounds") {
			for range rapid.IntRange(0, 12).Draw(rt, "events") {
				if _, err := log.Add(ctx, generator.Next()); err != nil {
					rt.Fatal(err)
				}
			}
			if rapid.IntRange(0, 3).Draw(rt, "restart") == 0 {
				config = nodeconfig.New(unseal, nil)
			}
			if err := projectiontest.CatchUp(ctx, log.Store, config, rapid.IntRange(1, 9).Draw(rt, "batch")); err != nil {
				rt.Fatal(err)
			}
			position, entities, err := config.Snapshot(ctx)
			if err != nil {
				rt.Fatal(err)
			}
			truth := &node{position: position}
			truth.replace(entities)
			for _, n := range nodes {
				for n.position != position && rapid.IntRange(0, 4).Draw(rt, "reads") > 0 {
					d, err := config.Next(ctx, n.position)
					if err != nil {
						rt.Fatal(err)
					}
					if d.From != n.position {
						rt.Fatalf("delta from %s for a node at %s", d.From, n.position)
					}
					n.apply(d)
				}
				if n.position == position {
					if diff := cmp.Diff(truth.entities, n.entities); diff != "" {
						rt.Fatalf("at %s (-snapshot +deltas):\n%s", position, diff)
					}
				}
			}
			nodes = append(nodes, truth)
		}
	})
}

func TestNoDelta(t *testing.T) {
	f := newFeed(t)
	f.add(service("s", nil))
	for _, after := range []string{"", "x", "-1", "99999"} {
		if _, err := f.config.Next(t.Context(), after); !errors.Is(err, link.ErrNoDelta) {
			t.Errorf("after %q: %v", after, err)
		}
	}
	many := make([]events.Event, 0, 6000)
	for i := range cap(many) {
		many = append(many, service(fmt.Sprintf("s%d", i), nil))
	}
	f.add(many...)
	if _, err := f.config.Next(t.Context(), "10"); !errors.Is(err, link.ErrNoDelta) {
		t.Errorf("a delta of 6000 services: %v", err)
	}
	at, _ := f.snapshot()
	f.add(service("one more", nil))
	if d := f.next(at); len(d.Entities) != 1 {
		t.Errorf("delta %+v", d)
	}
}

// TestHistoryIsBounded: old deltas go, and whoever needs them is told.
func TestHistoryIsBounded(t *testing.T) {
	f := newFeed(t)
	first := service("s", nil)
	f.add(first)
	for i := range 5000 {
		first.Settings.Name = fmt.Sprint(i)
		f.add(events.ServiceUpdated{ID: "s", Settings: first.Settings})
	}
	if _, err := f.config.Next(t.Context(), "10"); !errors.Is(err, link.ErrNoDelta) {
		t.Errorf("after 5000 deltas: %v", err)
	}
	if d := f.next(events.Position(f.position - 40_000).String()); len(d.Entities) != 1 {
		t.Errorf("delta %+v", d)
	}
}

func TestNextWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFeed(t)
		f.add(service("s", nil))
		var wait sync.WaitGroup
		got := make([]link.ConfigDelta, 100)
		for i := range got {
			wait.Go(func() { got[i], _ = f.config.Next(t.Context(), "10") })
		}
		synctest.Wait()
		f.add(events.ServiceRemoved{ID: "s"})
		wait.Wait()
		for _, d := range got {
			if len(d.Removed) != 1 || d.To != "20" || &d.Removed[0] != &got[0].Removed[0] {
				t.Fatalf("delta %+v", d)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := f.config.Next(ctx, "20"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if _, _, err := nodeconfig.New(unseal, nil).Snapshot(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("snapshot before the log was folded: %v", err)
		}
	})
}

func BenchmarkDefaultChangesWith100kServices(b *testing.B) {
	f := newFeed(b)
	for i := range 200 {
		var list []events.Event
		for j := range 500 {
			list = append(list, service(fmt.Sprintf("s%d-%d", i, j), nil))
		}
		f.add(list...)
	}
	chat := true
	for b.Loop() {
		chat = !chat
		f.add(events.SettingsUpdated{Settings: events.GlobalSettings{EnableChat: chat, MaxQuality: "hd"}})
		f.snapshot()
	}
}

// TestAuditoriums: nodes get them as a kind of their own, which those of before
// skip.
func TestAuditoriums(t *testing.T) {
	f := newFeed(t)
	settings := events.ServiceSettings{Name: "hall", CallType: "video", MaxQuality: "default", EnableChat: "default"}
	f.add(events.ServiceCreated{ID: "a", Type: events.ServiceLecture, Settings: settings})
	_, e := f.snapshot()
	got := body[link.Service](t, e, link.KindAuditorium, "a")
	if got.Type != "lecture" || got.GuestsCanSeeGuests != "no-hosts" || got.ForcePresenterIntoMain {
		t.Errorf("%+v", got)
	}
	settings.GuestsCanSeeGuests, settings.ForcePresenterIntoMain = "never", true
	f.add(events.ServiceUpdated{ID: "a", Settings: settings})
	_, e = f.snapshot()
	if got = body[link.Service](t, e, link.KindAuditorium, "a"); got.GuestsCanSeeGuests != "never" || !got.ForcePresenterIntoMain {
		t.Errorf("after a change: %+v", got)
	}
	f.add(events.ServiceRemoved{ID: "a"})
	if _, e = f.snapshot(); e[link.EntityRef{Kind: link.KindAuditorium, ID: "a"}] != "" {
		t.Error("it is still there")
	}
}

// A burst node takes no new calls while it is about to be stopped, and again
// when it is not, or comes back. An administrator's maintenance is another thing.
func TestBurstNodeDrains(t *testing.T) {
	f := newFeed(t)
	settings := events.NodeSettings{Name: "n", LocationID: "l", Role: "transcoding", Address: "10.0.0.1", CloudBursting: true}
	f.add(events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "Oslo", MTU: 1500}}, events.NodeCreated{ID: "n", Settings: settings})
	for i, step := range []struct {
		event events.Event
		want  bool
	}{
		{events.NodeBurstRunning{ID: "n"}, false},
		{events.NodeBurstDraining{ID: "n"}, true},
		{events.NodeUpdated{ID: "n", Settings: settings}, true},
		{events.NodeBurstKept{ID: "n"}, false},
		{events.NodeBurstDraining{ID: "n"}, true},
		{events.NodeBurstStopRequested{ID: "n"}, true},
		{events.NodeBurstFailed{ID: "n", Operation: events.BurstAddress}, true},
		{events.NodeBurstFailed{ID: "n", Operation: events.BurstStop}, true},
		{events.NodeMaintenanceEntered{ID: "n"}, true},
		{events.NodeBurstStopped{ID: "n"}, true},
		{events.NodeMaintenanceLeft{ID: "n"}, false},
		{events.NodeBurstStartRequested{ID: "n"}, false},
	} {
		f.add(step.event)
		_, all := f.snapshot()
		var n link.Node
		if err := json.Unmarshal([]byte(all[link.EntityRef{Kind: link.KindNode, ID: "n"}]), &n); err != nil {
			t.Fatal(err)
		}
		if n.Maintenance != step.want {
			t.Errorf("%d, after %s: takes no calls %t", i, step.event.EventType(), n.Maintenance)
		}
	}
}
