package replay_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var morning = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

// trace is Oslo with 20 HD calls and a cloud of two burst nodes with 10 each.
// From nine on a call comes every minute, and all are over at noon.
func trace(calls int) replay.Trace {
	t := replay.Trace{
		From: morning, Until: morning.Add(8 * time.Hour), ThresholdHD: 5, MinLifetimeMinutes: 50,
		Locations: []replay.Location{{ID: "oslo", Name: "Oslo", Overflow1: "cloud"}, {ID: "cloud", Name: "Cloud"}},
		Nodes: []replay.Node{
			{ID: "o", Name: "o", Location: "oslo", Tokens: capacity.FromHD(20)},
			{ID: "c1", Name: "c1", Location: "cloud", Tokens: capacity.FromHD(10), Burst: true},
			{ID: "c2", Name: "c2", Location: "cloud", Tokens: capacity.FromHD(10), Burst: true},
		},
	}
	for i := range calls {
		t.Calls = append(t.Calls, replay.Call{Conference: "x", Location: "oslo", Start: morning.Add(time.Hour + time.Duration(i)*time.Minute), End: morning.Add(4 * time.Hour), Cost: capacity.HD})
	}
	return t
}

func TestRun(t *testing.T) {
	for _, c := range []struct {
		what    string
		calls   int
		variant replay.Variant
		want    string
	}{
		{"enough is there", 14, replay.Variant{ThresholdHD: 5, MinLifetime: 50 * time.Minute}, "14 calls 0 rejected 0 starts 0 stops 0s 0"},
		// The fifteenth call, at 9:14, starts a node, which is stopped after noon.
		{"one node, cost by the hour", 15, replay.Variant{ThresholdHD: 5, MinLifetime: 50 * time.Minute, PriceMicros: 2_000_000}, "15 calls 0 rejected 1 starts 1 stops 2h47m0s 5566666"},
		// A node whose start takes longer than the demand gives.
		{"a slow start", 23, replay.Variant{ThresholdHD: 5, MinLifetime: 50 * time.Minute, StartTakes: 7 * time.Minute}, "23 calls 1 rejected 1 starts 1 stops 2h47m0s 0"},
		// It is that of the cloud too.
		{"a higher threshold", 23, replay.Variant{ThresholdHD: 7, MinLifetime: 50 * time.Minute, StartTakes: 7 * time.Minute}, "23 calls 0 rejected 2 starts 2 stops 5h28m0s 0"},
		{"cascade", 30, replay.Variant{ThresholdHD: 5, MinLifetime: 50 * time.Minute}, "30 calls 0 rejected 2 starts 2 stops 5h24m0s 0"},
		{"off", 30, replay.Variant{Disabled: true, ThresholdHD: 5, MinLifetime: 50 * time.Minute}, "30 calls 10 rejected 0 starts 0 stops 0s 0"},
		{"a long lifetime", 15, replay.Variant{ThresholdHD: 5, MinLifetime: 4 * time.Hour}, "15 calls 0 rejected 1 starts 1 stops 4h1m0s 0"},
	} {
		t.Run(c.what, func(t *testing.T) {
			in := trace(c.calls)
			before := domaintest.DeepCopy(in)
			out := replay.Run(in, c.variant)
			if got := fmt.Sprintf("%d calls %d rejected %d starts %d stops %s %d", out.Calls, out.Rejected, out.Starts, out.Stops, out.NodeTime, out.CostMicros); got != c.want {
				t.Errorf("\n%s, want\n%s\n%+v", got, c.want, out.Started)
			}
			if !reflect.DeepEqual(in, before) {
				t.Error("Run changed the trace")
			}
			if again := replay.Run(in, c.variant); !reflect.DeepEqual(again, out) {
				t.Error("it comes out otherwise the second time")
			}
			rejected := 0
			for _, p := range out.Timeline {
				rejected += p.Rejected
			}
			if rejected != out.Rejected || len(out.Timeline) != 240 {
				t.Errorf("%d points with %d rejected", len(out.Timeline), rejected)
			}
			for _, s := range out.Started {
				if s.Reason.FreeHD > s.Reason.ThresholdHD {
					t.Errorf("started for nothing: %+v", s.Reason)
				}
			}
		})
	}
}

func TestReached(t *testing.T) {
	// From the fifteenth call at 9:14 to noon.
	if out := replay.Run(trace(15), replay.Variant{ThresholdHD: 5, MinLifetime: time.Hour}); out.Reached != 2*time.Hour+46*time.Minute {
		t.Errorf("at the threshold for %s", out.Reached)
	}
}

// TestRecorder: given these events, this demand.
func TestRecorder(t *testing.T) {
	var r replay.Recorder
	at := func(minutes int, list ...events.Event) {
		for _, ev := range list {
			domaintest.RoundTrip(t, ev)
			r.Apply(events.Recorded{Event: ev, Meta: events.Metadata{Time: morning.Add(time.Duration(minutes) * time.Minute)}})
		}
	}
	at(-100,
		events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "L", OverflowLocation1: "m", BurstingThreshold: 7}},
		events.LocationCreated{ID: "m", Settings: events.LocationSettings{Name: "M"}},
		events.NodeCreated{ID: "n", Settings: events.NodeSettings{Name: "n", LocationID: "l", Role: events.NodeTranscoding}},
		events.NodeCreated{ID: "b", Settings: events.NodeSettings{Name: "b", LocationID: "m", Role: events.NodeTranscoding, CloudBursting: true, CapacityHD: 4}},
		events.NodeCreated{ID: "gone", Settings: events.NodeSettings{Name: "gone", LocationID: "m"}}, events.NodeRemoved{ID: "gone"},
		events.NodeConnected{ID: "n", CapacityTokens: 480}, events.NodeConnected{ID: "b", CapacityTokens: 480},
		events.NodeBurstRunning{ID: "b", Attempt: "1", TookMillis: 90_000},
	)
	at(-30, events.ParticipantJoined{ConferenceID: "c", ParticipantID: "early", LocationID: "l"}, events.CallPlaced{ConferenceID: "c", ParticipantID: "early", NodeID: "n", LocationID: "l", Cost: 48, Reserve: 48})
	at(-20, events.ParticipantJoined{ConferenceID: "c", ParticipantID: "past", LocationID: "l"}, events.CallPlaced{ConferenceID: "c", ParticipantID: "past", NodeID: "n", LocationID: "l", Cost: 48})
	at(-10, events.ParticipantLeft{ConferenceID: "c", ParticipantID: "past"})
	at(10, events.ParticipantLeft{ConferenceID: "c", ParticipantID: "early"})
	// Taken in L, carried in M; placed again, and ended with its conference.
	at(20, events.ParticipantJoined{ConferenceID: "d", ParticipantID: "p", LocationID: "l"}, events.CallPlaced{ConferenceID: "d", ParticipantID: "p", NodeID: "b", LocationID: "m", Cost: 96, Reserve: 48})
	at(25, events.CallPlaced{ConferenceID: "d", ParticipantID: "p", NodeID: "n", LocationID: "l", Cost: 48})
	at(40, events.ConferenceEnded{ID: "d"})
	at(45, events.NodeCallRejected{ID: "n", Reason: "capacity-exceeded", ServiceID: "s"}, events.NodeCallRejected{ID: "n", Reason: "invalid-pin"})
	at(50, events.ParticipantJoined{ConferenceID: "e", ParticipantID: "on", LocationID: "l"}, events.CallPlaced{ConferenceID: "e", ParticipantID: "on", NodeID: "n", LocationID: "l", Cost: 3, Reserve: 3})
	got := r.Trace(morning, morning.Add(time.Hour))
	min := func(n int) time.Time { return morning.Add(time.Duration(n) * time.Minute) }
	want := replay.Trace{
		From: morning, Until: morning.Add(time.Hour), ThresholdHD: 5, MinLifetimeMinutes: 50, StartSeconds: 90,
		Locations: []replay.Location{{ID: "l", Name: "L", ThresholdHD: 7, Overflow1: "m"}, {ID: "m", Name: "M"}},
		Nodes: []replay.Node{
			{ID: "b", Name: "b", Location: "m", Tokens: 192, Burst: true},
			{ID: "n", Name: "n", Location: "l", Tokens: 480},
		},
		Calls: []replay.Call{
			{Conference: "c", Location: "l", Start: min(0), End: min(10), Cost: 48, Reserve: 48},
			{Conference: "d", Location: "l", Start: min(20), End: min(25), Cost: 96, Reserve: 48},
			{Conference: "d", Location: "l", Start: min(25), End: min(40), Cost: 48, Reserve: 48},
			{Conference: "service s", Location: "l", Start: min(45), End: min(55), Cost: 48, Reserve: 48, Rejected: true},
			{Conference: "e", Location: "l", Start: min(50), End: min(60), Cost: 3, Reserve: 3},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n%+v, want\n%+v", got, want)
	}
	if err := got.Check(); err != nil {
		t.Error(err)
	}
}

// A node holds capacity for a caller before it tells where the call was placed:
// that is one call, from its beginning on.
func TestRecorderCountsEachCallOnce(t *testing.T) {
	var r replay.Recorder
	at := func(seconds int, list ...events.Event) {
		for _, ev := range list {
			r.Apply(events.Recorded{Event: ev, Meta: events.Metadata{Time: morning.Add(time.Duration(seconds) * time.Second)}})
		}
	}
	at(0, events.LocationCreated{ID: "l", Settings: events.LocationSettings{Name: "L"}})
	for i, p := range []string{"placed", "never placed", "refused"} {
		begin := 10 * i
		at(begin, events.ParticipantJoined{ConferenceID: "c", ParticipantID: p, LocationID: "l"}, events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: p, Tokens: 48})
		switch p {
		case "placed":
			at(begin+1, events.CallPlaced{ConferenceID: "c", ParticipantID: p, NodeID: "n", LocationID: "l", Cost: 24, Reserve: 48})
			at(begin+2, events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: p, Tokens: 24})
		case "refused":
			at(begin+1, events.CallPlaced{ConferenceID: "c", ParticipantID: p})
		}
		at(begin+100, events.ParticipantMediaChanged{ConferenceID: "c", ParticipantID: p}, events.ParticipantLeft{ConferenceID: "c", ParticipantID: p})
	}
	sec := func(n int) time.Time { return morning.Add(time.Duration(n) * time.Second) }
	want := []replay.Call{
		{Conference: "c", Location: "l", Start: sec(0), End: sec(100), Cost: 24, Reserve: 48},
		{Conference: "c", Location: "l", Start: sec(10), End: sec(110), Cost: 48, Reserve: 48},
	}
	if got := r.Trace(morning, morning.Add(time.Hour)).Calls; !reflect.DeepEqual(got, want) {
		t.Errorf("\n%+v, want\n%+v", got, want)
	}
}

func TestCheck(t *testing.T) {
	for field, change := range map[string]func(*replay.Trace){
		"until":            func(t *replay.Trace) { t.Until = t.From },
		"locations.1.id":   func(t *replay.Trace) { t.Locations[1].ID = "oslo" },
		"nodes.0.location": func(t *replay.Trace) { t.Nodes[0].Location = "mars" },
		"nodes.2.id":       func(t *replay.Trace) { t.Nodes[2].ID = "o" },
		"nodes.0.tokens":   func(t *replay.Trace) { t.Nodes[0].Tokens = -1 },
		"calls.0.location": func(t *replay.Trace) { t.Calls[0].Location = "" },
		"calls.0.end":      func(t *replay.Trace) { t.Calls[0].End = t.From },
		"calls.0.cost":     func(t *replay.Trace) { t.Calls[0].Cost = 0 },
	} {
		in := trace(1)
		change(&in)
		if err := in.Check(); err == nil || len(err.Error()) < len(field) || err.Error()[:len(field)] != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
