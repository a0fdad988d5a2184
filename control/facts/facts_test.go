package facts_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func fact(seq uint64, typ link.FactType, data any) link.Fact {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	return link.Fact{Seq: seq, Time: noon.Add(time.Duration(seq) * time.Second), Type: typ, Data: raw}
}

func started(seq uint64, c string) link.Fact {
	return fact(seq, link.FactConferenceStarted, link.ConferenceStarted{ConferenceID: c, ServiceID: "s", ServiceName: "Daily", ServiceType: "conference", LocationID: "l"})
}

func ended(seq uint64, c string) link.Fact {
	return fact(seq, link.FactConferenceEnded, link.ConferenceEnded{ConferenceID: c, Reason: "empty"})
}

func joined(seq uint64, c, p string) link.Fact {
	return fact(seq, link.FactParticipantJoined, link.ParticipantJoined{ConferenceID: c, ParticipantID: p, DisplayName: "Åsa", Role: "host", Protocol: "webrtc"})
}

func left(seq uint64, c, p string) link.Fact {
	return fact(seq, link.FactParticipantLeft, link.ParticipantLeft{ConferenceID: c, ParticipantID: p, Reason: "hung-up"})
}

func recorder(s store.Store, log *controltest.Buffer) *facts.Recorder {
	return facts.New(journal.New(s), logger(log), nil)
}

func record(t *testing.T, r *facts.Recorder, want uint64, batch ...link.Fact) {
	t.Helper()
	acked, err := r.Record(t.Context(), "n", "e", batch)
	if err != nil || acked != want {
		t.Fatalf("recorded up to %d, %v; want %d", acked, err, want)
	}
}

// types is what a stream says, in short.
func types(t *testing.T, s store.Store, stream string) string {
	t.Helper()
	var out []string
	for _, ev := range controltest.Stream(t, s, stream) {
		name := strings.TrimSuffix(ev.EventType()[strings.Index(ev.EventType(), ".")+1:], ".v1")
		switch e := ev.(type) {
		case events.ParticipantJoined:
			name = "+" + e.ParticipantID
		case events.ParticipantLeft:
			name = "-" + e.ParticipantID
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func TestRecord(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		r := recorder(s, nil)
		record(t, r, 4, started(1, "c"), joined(2, "c", "a"), started(3, "d"), joined(4, "c", "b"))
		record(t, r, 6, joined(5, "d", "x"), left(6, "c", "a"))
		if got, want := types(t, s, "conference-c"), "started +a +b -a"; got != want {
			t.Errorf("c: %s, want %s", got, want)
		}
		if got, want := types(t, s, "conference-d"), "started +x"; got != want {
			t.Errorf("d: %s, want %s", got, want)
		}
		rec := controltest.Recorded(t, s, store.Filter{Streams: []string{"conference-c"}})[1]
		want := events.Metadata{
			Actor: events.Actor{Kind: events.ActorNode, ID: "n"}, Causation: "fact/e/2", Time: noon.Add(2 * time.Second),
			Fact: &events.FactRef{Node: "n", Epoch: "e", Seq: 2},
		}
		if !reflect.DeepEqual(rec.Meta, want) || rec.ID != events.FactEventID("n/e", 2, 0) {
			t.Errorf("metadata %+v (%v), want %+v", rec.Meta, rec.Meta.Fact, want)
		}
	})
}

// A node repeats what was not acknowledged: the whole batch, an overlapping
// one, to this process or to one that knows nothing of it.
func TestRepeatedFactsAreRecordedOnce(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		batch := []link.Fact{started(1, "c"), joined(2, "c", "a"), left(3, "c", "a"), joined(4, "c", "b"), ended(5, "c")}
		want := "started +a -a +b -b ended"
		r := recorder(s, nil)
		record(t, r, 3, batch[:3]...)
		record(t, r, 3, batch[:3]...)
		record(t, r, 4, batch[1:4]...)
		again := recorder(s, nil)
		if seq, known := again.LastSeq(t.Context(), "n", "e"); known || seq != 0 {
			t.Errorf("a new recorder knows %d, %v", seq, known)
		}
		record(t, again, 5, batch...)
		record(t, again, 5, batch...)
		record(t, recorder(s, nil), 5, batch[2:]...)
		if got := types(t, s, "conference-c"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if seq, known := again.LastSeq(t.Context(), "n", "e"); !known || seq != 5 {
			t.Errorf("last is %d, %v; want 5", seq, known)
		}
		if _, known := again.LastSeq(t.Context(), "n", "other"); known {
			t.Error("another epoch is known")
		}
	})
}

// Two links of one node (the old one is not known to be dead yet), in two processes.
func TestTheSameFactsFromTwoSides(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		var batch []link.Fact
		batch = append(batch, started(1, "c"))
		want := "started"
		for i := range 40 {
			p := fmt.Sprint("p", i)
			batch = append(batch, joined(uint64(len(batch)+1), "c", p))
			want += " +" + p
		}
		var all sync.WaitGroup
		for range 4 {
			r := recorder(s, nil)
			all.Go(func() {
				for i := 0; i < len(batch); i += 7 {
					if _, err := r.Record(t.Context(), "n", "e", batch[i:min(i+7, len(batch))]); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if got := types(t, s, "conference-c"); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	})
}

// Two nodes that carry one conference write to one stream.
func TestTwoNodesOneConference(t *testing.T) {
	s := controltest.SQLite(t)
	r := recorder(s, nil)
	record(t, r, 1, started(1, "c"))
	var all sync.WaitGroup
	for _, n := range []string{"n1", "n2", "n3"} {
		all.Go(func() {
			for i := range uint64(20) {
				if _, err := r.Record(t.Context(), n, "epoch", []link.Fact{joined(i+1, "c", fmt.Sprint(n, "-", i))}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := len(controltest.Stream(t, s, "conference-c")); n != 1+3+60 { // that it started, who entered and who joined
		t.Errorf("%d events, want 64", n)
	}
}

func TestOrderIsDemanded(t *testing.T) {
	s := controltest.Memory(t)
	r := recorder(s, nil)
	record(t, r, 2, started(1, "c"), joined(2, "c", "a"))
	for _, c := range []struct {
		batch []link.Fact
		want  error
	}{
		{[]link.Fact{joined(4, "c", "x")}, facts.ErrGap},
		{[]link.Fact{joined(3, "c", "x"), joined(5, "c", "y")}, facts.ErrGap},
		{[]link.Fact{joined(4, "c", "x"), joined(3, "c", "y")}, facts.ErrOutOfOrder},
		{[]link.Fact{joined(3, "c", "x"), joined(3, "c", "y")}, facts.ErrOutOfOrder},
		{[]link.Fact{joined(0, "c", "x")}, facts.ErrOutOfOrder},
	} {
		acked, err := r.Record(t.Context(), "n", "e", c.batch)
		if !errors.Is(err, c.want) || acked != 2 {
			t.Errorf("recorded up to %d, %v; want 2, %v", acked, err, c.want)
		}
	}
	record(t, r, 2)                      // nothing
	record(t, r, 3, joined(3, "c", "z")) // and on it goes
	if got := types(t, s, "conference-c"); got != "started +a +z" {
		t.Errorf("stream %s", got)
	}
	// A new epoch starts anew; a process that knows nothing takes what comes.
	if acked, err := r.Record(t.Context(), "n", "e2", []link.Fact{joined(1, "c", "q")}); err != nil || acked != 1 {
		t.Errorf("recorded up to %d, %v", acked, err)
	}
	if acked, err := recorder(s, nil).Record(t.Context(), "n", "e3", []link.Fact{joined(70, "c", "r")}); err != nil || acked != 70 {
		t.Errorf("recorded up to %d, %v", acked, err)
	}
}

// A batch that failed cannot be passed over by the next.
func TestFailureHoldsUpWhatFollows(t *testing.T) {
	inner := controltest.Memory(t)
	fail := "conference-d"
	s := &controltest.Faulty{Store: inner, Before: func(stream string, _ []store.NewEvent) error {
		if stream == fail {
			return store.ErrUnavailable
		}
		return nil
	}}
	r := recorder(s, nil)
	batch := []link.Fact{started(5, "c"), joined(6, "c", "a"), started(7, "d"), joined(8, "c", "b")}
	acked, err := r.Record(t.Context(), "n", "e", batch)
	if !errors.Is(err, store.ErrUnavailable) || acked != 6 {
		t.Fatalf("recorded up to %d, %v; want 6", acked, err)
	}
	if acked, err := r.Record(t.Context(), "n", "e", []link.Fact{joined(9, "c", "x")}); !errors.Is(err, facts.ErrGap) || acked != 6 {
		t.Fatalf("recorded up to %d, %v; want 6 and a gap", acked, err)
	}
	fail = ""
	record(t, r, 9, batch[2], batch[3], joined(9, "c", "x"))
	if c, d := types(t, inner, "conference-c"), types(t, inner, "conference-d"); c != "started +a +b +x" || d != "started" {
		t.Errorf("c: %s, d: %s", c, d)
	}
}

func TestMalformedFactsAreSetAside(t *testing.T) {
	s := controltest.Memory(t)
	log := &controltest.Buffer{}
	r := recorder(s, log)
	bad := []link.Fact{
		{Seq: 2, Type: link.FactParticipantJoined, Data: json.RawMessage(`{"conferenceId":7}`)},
		{Seq: 3, Type: link.FactParticipantJoined, Data: json.RawMessage(`{`)},
		{Seq: 4, Type: link.FactParticipantJoined},
		{Seq: 5, Type: "participant.exploded", Data: json.RawMessage(`{"conferenceId":"c"}`)},
		fact(6, link.FactParticipantJoined, link.ParticipantJoined{ConferenceID: "c", ParticipantID: "", Role: "host"}),
		fact(7, link.FactParticipantJoined, link.ParticipantJoined{ConferenceID: "../c", ParticipantID: "p", Role: "host"}),
		fact(8, link.FactParticipantJoined, link.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", Role: "emperor"}),
		fact(9, link.FactParticipantMedia, link.ParticipantMedia{ConferenceID: "c", ParticipantID: "p", Tokens: -1}),
		fact(10, link.FactConferenceLocked, link.ConferenceChange{}),
		fact(11, link.FactCallRejected, link.CallRejected{Alias: "x"}),
	}
	batch := append([]link.Fact{started(1, "c")}, bad...)
	record(t, r, 12, append(batch, joined(12, "c", "p"))...)
	if got := types(t, s, "conference-c"); got != "started +p" {
		t.Errorf("stream %s", got)
	}
	for _, f := range bad {
		_, err := facts.Translate("n", f)
		var malformed *facts.MalformedError
		if !errors.As(err, &malformed) || malformed.Seq != f.Seq || malformed.Type != f.Type || len(malformed.Digest) != 64 {
			t.Errorf("fact %d: %v", f.Seq, err)
			continue
		}
		if !strings.Contains(log.String(), malformed.Digest) {
			t.Errorf("fact %d is not in the log", f.Seq)
		}
	}
	if strings.Contains(log.String(), "emperor\",") || !strings.Contains(log.String(), "level=ERROR") {
		t.Errorf("log %s", log)
	}
}

func TestLongTextsAreCut(t *testing.T) {
	s := controltest.Memory(t)
	long := strings.Repeat("é", 2_000)
	batch := []link.Fact{started(1, "c")}
	for i := uint64(2); i <= 150; i++ {
		batch = append(batch, fact(i, link.FactParticipantJoined, link.ParticipantJoined{
			ConferenceID: "c", ParticipantID: fmt.Sprint(i), Role: "guest", DisplayName: "x" + long, Alias: strings.Repeat("<", 5000),
			Vendor: strings.Repeat("<", 5000), CallTag: strings.Repeat("<", 5000), Remote: strings.Repeat("<", 5000), Protocol: strings.Repeat("<", 5000),
		}))
	}
	record(t, recorder(s, nil), 150, batch...)
	evs := controltest.Stream(t, s, "conference-c")
	if len(evs) != 150 {
		t.Fatalf("%d events", len(evs))
	}
	name := string(evs[149].(events.ParticipantJoined).DisplayName)
	if len(name) > 1024 || !strings.HasSuffix(name, "é") {
		t.Errorf("name of %d bytes ends in %q", len(name), name[len(name)-2:])
	}
}

// The end of a large conference takes several appends. A crash between them
// loses nothing and doubles nothing.
func TestEndOfALargeConference(t *testing.T) {
	inner := controltest.Memory(t)
	const people = 700
	r := recorder(inner, nil)
	record(t, r, 1, started(1, "c"))
	for i := range uint64(people) {
		record(t, r, i+2, joined(i+2, "c", fmt.Sprint(i)))
	}
	appends := 0
	s := &controltest.Faulty{Store: inner, Before: func(string, []store.NewEvent) error {
		if appends++; appends == 2 {
			return store.ErrUnavailable
		}
		return nil
	}}
	end := ended(people+2, "c")
	if _, err := recorder(s, nil).Record(t.Context(), "n", "e", []link.Fact{end}); err == nil {
		t.Fatal("no error")
	}
	record(t, recorder(s, nil), end.Seq, end)
	record(t, recorder(s, nil), end.Seq, end)
	gone := map[string]int{}
	evs := controltest.Stream(t, inner, "conference-c")
	for _, ev := range evs {
		if l, ok := ev.(events.ParticipantLeft); ok {
			gone[l.ParticipantID]++
		}
	}
	if len(gone) != people || len(evs) != 1+people+people+1 {
		t.Errorf("%d left, %d events", len(gone), len(evs))
	}
}

func TestCallRejected(t *testing.T) {
	s := controltest.Memory(t)
	rig := controltest.New(t, s)
	env := control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}
	execute := func(cmd domain.Command) string {
		receipt, err := rig.Executor.Execute(t.Context(), env, cmd)
		if err != nil {
			t.Fatal(err)
		}
		return receipt.ID
	}
	loc := execute(location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}})
	id := execute(node.Create{Patch: node.Patch{Name: domain.Some("n"), LocationID: domain.Some(loc), Address: domain.Some("127.0.0.1")}})
	reject := func(seq uint64) link.Fact {
		return fact(seq, link.FactCallRejected, link.CallRejected{Alias: "x", Reason: "unknown-alias", Remote: "10.0.0.9"})
	}
	for _, r := range []*facts.Recorder{recorder(s, nil), recorder(s, nil)} {
		if acked, err := r.Record(t.Context(), id, "e", []link.Fact{reject(1), reject(2)}); err != nil || acked != 2 {
			t.Fatalf("recorded up to %d, %v", acked, err)
		}
	}
	want := events.NodeCallRejected{ID: id, Alias: "x", Reason: "unknown-alias", Remote: "10.0.0.9"}
	evs := controltest.Stream(t, s, "node-"+id)
	if len(evs) != 3 || evs[1] != want || evs[2] != want {
		t.Errorf("events %+v", evs)
	}
	execute(node.Remove{ID: id, Force: true})
	r := recorder(s, nil)
	for _, who := range []string{id, "never-existed"} {
		if acked, err := r.Record(t.Context(), who, "e", []link.Fact{reject(3)}); err != nil || acked != 3 {
			t.Errorf("%s: recorded up to %d, %v", who, acked, err)
		}
	}
	if n := len(controltest.Stream(t, s, "node-"+id)); n != 4 {
		t.Errorf("%d events, want 4", n)
	}
}

// A node's clock may say anything; the control plane's is used instead of
// what makes no sense.
func TestImpossibleTimes(t *testing.T) {
	s := controltest.Memory(t)
	batch := []link.Fact{started(1, "c"), joined(2, "c", "a"), joined(3, "c", "b")}
	batch[1].Time = time.Time{}
	batch[2].Time = time.Date(9999, 12, 31, 23, 59, 0, 0, time.FixedZone("west", -3600))
	record(t, facts.New(journal.New(s), logger(nil), func() time.Time { return noon }), 3, batch...)
	for _, rec := range controltest.Recorded(t, s, store.Filter{})[1:] {
		if !rec.Meta.Time.Equal(noon) {
			t.Errorf("time %v, want %v", rec.Meta.Time, noon)
		}
	}
}
