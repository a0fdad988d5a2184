package nodehistory_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// recorded gives events times of their own, in seconds after the epoch.
func recorded(times []int, list ...events.Event) []events.Recorded {
	all := make([]events.Recorded, len(list))
	for i, e := range list {
		at := projectiontest.Epoch.Add(time.Duration(times[i]) * time.Second)
		all[i] = events.Recorded{
			ID: events.DeriveID(fmt.Sprint("event/", i)), Position: events.Position(i + 1), Stream: projectiontest.StreamOf(e), // small
			Type: e.EventType(), Event: e, Created: at, Meta: events.Metadata{Actor: events.Actor{Kind: events.ActorAdministrator, Name: "Ada"}, Time: at},
		}
	}
	return all
}

// commit folds events, some at a time.
func commit(t *testing.T, h *nodehistory.History, list []events.Recorded, each int) {
	t.Helper()
	for some := range slices.Chunk(list, each) {
		if _, err := h.Handler().Commit(t.Context(), projections.Batch{Events: some, Through: some[len(some)-1].Position, Live: true}); err != nil {
			t.Fatal(err)
		}
	}
}

func opened(t *testing.T, db *sql.DB) *nodehistory.History {
	t.Helper()
	h := nodehistory.New(db)
	if _, err := h.Handler().Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// walk reads all pages and says what they show, oldest first.
func walk(t *testing.T, h *nodehistory.History, q nodehistory.Query) (all []nodehistory.Entry) {
	t.Helper()
	for range 1000 {
		page, err := h.Entries(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Nodes()...)
		if !page.HasNextPage {
			slices.Reverse(all)
			return all
		}
		q.After = page.Next
	}
	t.Fatal("the pages do not end")
	return nil
}

// What nodes tell late stands where it belongs, and what happened at the same
// time in the order of the log; however it comes.
func TestTheOrderIsThatOfTime(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		const same = 600 // more than a millisecond has places
		times, list := []int{5, 1, 3}, []events.Event{events.NodeCreated{ID: "a"}, events.NodeDisconnected{ID: "b"}, events.NodeDrained{ID: "c"}}
		for range same {
			times, list = append(times, 2), append(list, events.NodeDisconnected{ID: "d"})
		}
		for _, each := range []int{1000, 100, 1} {
			h := opened(t, open(t))
			commit(t, h, recorded(times, list...), each)
			all := walk(t, h, nodehistory.Query{First: 100})
			if len(all) != len(list) || all[0].NodeID != "b" || all[len(all)-2].NodeID != "c" || all[len(all)-1].NodeID != "a" {
				t.Fatalf("%d at a time: %d entries", each, len(all))
			}
			for i, e := range all[1 : 1+same] {
				if e.NodeID != "d" || e.Position != events.Position(i+4) { // small
					t.Fatalf("%d at a time: %d is at position %d", each, i, e.Position)
				}
			}
			second := projectiontest.Epoch.Add(2 * time.Second)
			after := second.Add(time.Millisecond)
			if n := len(walk(t, h, nodehistory.Query{First: 100, From: &second, Until: &after})); n != same {
				t.Errorf("%d at a time: %d entries of one time", each, n)
			}
		}
	})
}

// Delivered again, an event changes nothing.
func TestAnEventCountsOnce(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		h := opened(t, open(t))
		list := recorded([]int{1, 2}, events.NodeCreated{ID: "a"}, events.NodeDisconnected{ID: "a", Reason: "power"})
		commit(t, h, append(list, list...), 4)
		if all := walk(t, h, nodehistory.Query{First: 10, Search: "power"}); len(all) != 1 {
			t.Errorf("%+v", all)
		}
	})
}

func TestEveryFilter(t *testing.T) {
	at := projectiontest.Epoch
	machine := events.CloudMachine{InstanceID: "i-0ab.C/7"}
	start := func(id, attempt string, trigger events.BurstTrigger) events.Event {
		return events.NodeBurstStartRequested{ID: id, Attempt: attempt, Machine: machine, Reason: events.BurstReason{Trigger: trigger, LocationID: "o", Note: "Größe 5'5\" \\ 100%"}}
	}
	list := []events.Event{
		events.LocationCreated{ID: "o", Settings: events.LocationSettings{Name: "Oslo East"}},
		events.LocationCreated{ID: "b", Settings: events.LocationSettings{Name: "Berlin"}},
		events.NodeCreated{ID: "1", Settings: events.NodeSettings{Name: "node-1", LocationID: "o", Role: events.NodeTranscoding, Address: "10.0.0.1"}}, // 2
		events.NodeCreated{ID: "2", Settings: events.NodeSettings{Name: "node-2", LocationID: "b", Role: events.NodeTranscoding, Address: "10.0.0.2"}}, // 3
		start("1", "1", events.BurstThreshold),           // 4
		start("2", "1", events.BurstManual),              // 5
		events.NodeBurstRunning{ID: "1", Attempt: "1"},   // 6
		start("1", "2", events.BurstTrigger("tomorrow")), // 7
		events.NodeUpdated{ID: "1", Settings: events.NodeSettings{Name: "node-1", LocationID: "b", Role: events.NodeTranscoding, Address: "10.0.0.1"}}, // 8
		events.NodeDisconnected{ID: "1", Reason: "timeout"},                                                        // 9
		events.NodeBurstStopped{ID: "1", Attempt: "2", Reason: &events.BurstReason{Trigger: events.BurstProvider}}, // 10
	}
	times := make([]int, len(list))
	for i := range times {
		times[i] = i
	}
	from, until := at.Add(4*time.Second), at.Add(8*time.Second)
	long := strings.Repeat("ä", 100)
	for name, c := range map[string]struct {
		q    nodehistory.Query
		want []int
	}{
		"everything":        {nodehistory.Query{}, []int{2, 3, 4, 5, 6, 7, 8, 9, 10}},
		"node":              {nodehistory.Query{NodeID: "2"}, []int{3, 5}},
		"location":          {nodehistory.Query{LocationID: "o"}, []int{2, 4, 6, 7}},
		"moved":             {nodehistory.Query{LocationID: "b", NodeID: "1"}, []int{8, 9, 10}},
		"kinds":             {nodehistory.Query{Kinds: []nodehistory.Kind{nodehistory.BurstStartRequested, nodehistory.Created}}, []int{2, 3, 4, 5, 7}},
		"with and without":  {nodehistory.Query{Kinds: []nodehistory.Kind{nodehistory.BurstRunning, nodehistory.BurstStopped}}, []int{6, 10}},
		"trigger":           {nodehistory.Query{Triggers: []events.BurstTrigger{events.BurstManual, events.BurstProvider}}, []int{5, 10}},
		"kind and trigger":  {nodehistory.Query{Kinds: []nodehistory.Kind{nodehistory.BurstStopped}, Triggers: []events.BurstTrigger{events.BurstProvider}}, []int{10}},
		"that never meet":   {nodehistory.Query{Kinds: []nodehistory.Kind{nodehistory.Created}, Triggers: []events.BurstTrigger{events.BurstManual}}, nil},
		"attempt":           {nodehistory.Query{NodeID: "1", Attempt: "1"}, []int{4, 6}},
		"time":              {nodehistory.Query{From: &from, Until: &until}, []int{4, 5, 6, 7}},
		"all":               {nodehistory.Query{NodeID: "1", LocationID: "o", Kinds: []nodehistory.Kind{nodehistory.BurstStartRequested}, Triggers: []events.BurstTrigger{events.BurstThreshold}, Attempt: "1", From: &from, Until: &until, Search: "i-0AB"}, []int{4}},
		"location's name":   {nodehistory.Query{Search: "oslo EAST"}, []int{2, 4, 6, 7}},
		"beginning":         {nodehistory.Query{Search: "berl"}, []int{3, 5, 8, 9, 10}},
		"not the middle":    {nodehistory.Query{Search: "erlin"}, nil},
		"machine":           {nodehistory.Query{Search: "i-0ab.c/"}, []int{4, 5, 7}},
		"address":           {nodehistory.Query{Search: "10.0.0.2"}, []int{3}},
		"other letters":     {nodehistory.Query{Search: "GRÖßE"}, []int{4, 5, 7}},
		"quotes":            {nodehistory.Query{Search: `5'5" \ 100%`}, []int{4, 5, 7}},
		"operators":         {nodehistory.Query{Search: `a | b & !c <-> "d" OR NEAR(e) ( * ^ :`}, nil},
		"who":               {nodehistory.Query{Search: "ada timeout"}, []int{9}},
		"no word":           {nodehistory.Query{Search: " ... "}, []int{2, 3, 4, 5, 6, 7, 8, 9, 10}},
		"a long word":       {nodehistory.Query{Search: long}, nil},
		"text and kind":     {nodehistory.Query{Search: "node-1", Kinds: []nodehistory.Kind{nodehistory.Updated, nodehistory.Disconnected}}, []int{8, 9}},
		"text and never":    {nodehistory.Query{Search: "node-1", Kinds: []nodehistory.Kind{nodehistory.Created}, Triggers: []events.BurstTrigger{events.BurstManual}}, nil},
		"text and location": {nodehistory.Query{Search: "node-1", LocationID: "b"}, []int{8, 9, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
				// Once from the newest entries alone, and once through the index of words.
				for _, newest := range []int{1000, 1} {
					h := opened(t, open(t))
					nodehistory.LookAt(h, newest, time.Minute)
					commit(t, h, recorded(times, list...), 4)
					c.q.First = 2
					var got []int
					for _, e := range walk(t, h, c.q) {
						got = append(got, int(e.Position)-1) // small
					}
					if !slices.Equal(got, c.want) {
						t.Errorf("looking at %d: %v, want %v", newest, got, c.want)
					}
				}
			})
		})
	}
}

// A search that takes too long shows what it has found, and goes on from there.
func TestASearchIsCutShort(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		var list []events.Event
		var times []int
		for i := range 500 {
			list, times = append(list, events.NodeDisconnected{ID: "n", Reason: "quiet"}), append(times, i)
		}
		list[20], list[420] = events.NodeDisconnected{ID: "n", Reason: "thunder"}, events.NodeDisconnected{ID: "n", Reason: "thunder"}
		h := opened(t, open(t))
		commit(t, h, recorded(times, list...), 100)
		nodehistory.LookAt(h, 100, 0) // no time for the index
		page, err := h.Entries(t.Context(), nodehistory.Query{First: 10, Search: "thunder"})
		if err != nil || len(page.Edges) != 1 || !page.HasNextPage {
			t.Fatalf("%+v, %v", page, err)
		}
		page, err = h.Entries(t.Context(), nodehistory.Query{First: 10, Search: "thunder", After: page.Next})
		if err != nil || len(page.Edges) != 0 || !page.HasNextPage {
			t.Fatalf("%+v, %v", page, err)
		}
		if all := walk(t, h, nodehistory.Query{First: 10, Search: "thunder"}); len(all) != 2 {
			t.Errorf("%d entries", len(all))
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := h.Entries(ended, nodehistory.Query{First: 10, Search: "thunder"}); !errors.Is(err, context.Canceled) {
			t.Errorf("whoever asked is gone: %v", err)
		}
	})
}

func TestCursorsOfOtherListsAreRefused(t *testing.T) {
	h := opened(t, sqltest.SQLite(t))
	old := projections.Cursor{List: nodehistory.Name, Num: 7}.Encode() // as it was in the order of the log
	if _, err := h.Entries(t.Context(), nodehistory.Query{First: 1, After: old}); !errors.Is(err, projections.ErrCursor) {
		t.Error(err)
	}
	if _, err := h.Entries(t.Context(), nodehistory.Query{First: projections.MaxPage + 1}); !errors.Is(err, projections.ErrPageSize) {
		t.Error(err)
	}
}
