package storetest

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var systemTests = []contractTest{
	{name: "system events/hidden unless asked for", run: testSystemHidden},
	{name: "system events/subscription", run: testSystemSubscription},
}

// fillSystem mixes system events, of both kinds, with others.
func fillSystem(t *testing.T, s store.Store) (all, visible []events.ID) {
	t.Helper()
	for i, e := range []struct{ stream, typ string }{
		{"$$a-1", "$metadata"},
		{"a-1", "thing.happened.v1"},
		{"a-1", "$note"},
		{"$own", "thing.happened.v1"},
		{"a$1", "thing.$happened.v1"},
		{"$$a-1", "$metadata"},
	} {
		event := typed(e.stream, i, e.typ)
		mustAppend(t, s, e.stream, store.Any(), event)
		all = append(all, event.ID)
		if e.stream[0] != '$' && e.typ[0] != '$' {
			visible = append(visible, event.ID)
		}
	}
	return all, visible
}

// wantIDs compares the events that fillSystem wrote; a store may have system
// events of its own.
func wantIDs(t *testing.T, what string, got []store.Event, known, want []events.ID) {
	t.Helper()
	var have []byte
	for _, e := range got {
		for _, id := range known {
			if e.ID == id {
				have = append(have, id[:]...)
			}
		}
	}
	var wanted []byte
	for _, id := range want {
		wanted = append(wanted, id[:]...)
	}
	if !bytes.Equal(have, wanted) {
		t.Errorf("%s: %d events %v, want %d", what, len(got), got, len(want))
	}
}

func testSystemHidden(t *testing.T, s store.Store) {
	all, visible := fillSystem(t, s)
	for name, c := range map[string]struct {
		filter store.Filter
		want   []events.ID
	}{
		"nothing said":   {store.Filter{}, visible},
		"system":         {store.Filter{System: true}, all},
		"stream prefix":  {store.Filter{StreamPrefixes: []string{"$"}}, nil},
		"stream":         {store.Filter{Streams: []string{"$$a-1", "a-1"}}, visible[:1]},
		"type prefix":    {store.Filter{TypePrefixes: []string{"$", "thing.h"}}, visible[:1]},
		"system streams": {store.Filter{StreamPrefixes: []string{"$$"}, System: true}, []events.ID{all[0], all[5]}},
		"system types":   {store.Filter{TypePrefixes: []string{"$n"}, System: true}, all[2:3]},
	} {
		for _, max := range []int{1, 2, 100} {
			wantIDs(t, name, readAll(t, s, 0, store.Forwards, c.filter, max), all, c.want)
			wantIDs(t, name+" backwards", reversed(readAll(t, s, store.LastPosition, store.Backwards, c.filter, max)), all, c.want)
		}
	}
	if n := len(readStream(t, s, "a-1", 0, store.Forwards, 10)); n != 2 {
		t.Errorf("the stream itself gives %d events, want 2", n)
	}
	if n := len(readStream(t, s, "$own", 0, store.Forwards, 10)); n != 1 { // of $$ streams a server may keep the last event only
		t.Errorf("the system stream itself gives %d events, want 1", n)
	}
}

func testSystemSubscription(t *testing.T, s store.Store) {
	ctx := patient(t)
	early := subscribe(ctx, t, s, 0, store.Filter{})
	earlySystem := subscribe(ctx, t, s, 0, store.Filter{System: true})
	untilCaughtUp(ctx, t, early)
	untilCaughtUp(ctx, t, earlySystem)
	all, visible := fillSystem(t, s)
	// The log goes on with an event that both see, so that all before it came.
	last := typed("end", 0, "thing.happened.v1")
	mustAppend(t, s, "end", store.NoStream(), last)
	for name, c := range map[string]struct {
		sub  store.Subscription
		want []events.ID
	}{
		"live":            {early, visible},
		"live, system":    {earlySystem, all},
		"catch up":        {subscribe(ctx, t, s, 0, store.Filter{}), visible},
		"catch up system": {subscribe(ctx, t, s, 0, store.Filter{System: true}), all},
	} {
		var got []store.Event
		for len(got) == 0 || got[len(got)-1].ID != last.ID {
			got = append(got, receive(ctx, t, c.sub, 1)...)
		}
		wantIDs(t, name, got, all, c.want)
	}
}

var tombstoneTests = []contractTest{
	{name: "tombstone/ends a stream for good", run: testTombstone},
	{name: "tombstone/every expectation", run: testTombstoneExpectations},
	{name: "tombstone/among appends", run: testTombstoneRace},
}

func tombstoner(t *testing.T, s store.Store) store.Tombstoner {
	t.Helper()
	ts, ok := s.(store.Tombstoner)
	if !ok {
		t.Skip("this store cannot end streams")
	}
	return ts
}

func testTombstone(t *testing.T, s store.Store) {
	ts := tombstoner(t, s)
	ctx := patient(t)
	sub := subscribe(ctx, t, s, 0, store.Filter{System: true})
	before := mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...)
	mustAppend(t, s, "b-1", store.NoStream(), batch("b-1", 0, 1)...)
	readStream(t, s, "a-1", 0, store.Forwards, 10) // so that whatever is remembered is remembered
	a, err := ts.Tombstone(ctx, "a-1", store.At(2))
	if err != nil || a.Position <= before.Position {
		t.Fatalf("tombstone: %+v, %v", a, err)
	}
	for name, expected := range map[string]store.Expected{
		"any": store.Any(), "no stream": store.NoStream(), "exists": store.Exists(), "at 2": store.At(2), "at 3": store.At(3),
	} {
		_, err := s.Append(ctx, "a-1", expected, batch("a-1", 3, 4)...)
		if !errors.Is(err, store.ErrDeleted) {
			t.Errorf("append expecting %s: %v", name, err)
		}
		if _, err := ts.Tombstone(ctx, "a-1", expected); !errors.Is(err, store.ErrDeleted) {
			t.Errorf("second tombstone expecting %s: %v", name, err)
		}
	}
	// A repeat of what was appended is not told from any other append.
	wantIs(t, second(s.Append(ctx, "a-1", store.NoStream(), batch("a-1", 0, 3)...)), store.ErrDeleted)
	for _, dir := range []store.Direction{store.Forwards, store.Backwards} {
		for _, from := range []events.Revision{0, 1, 50, store.LastRevision} {
			wantIs(t, second(s.ReadStream(ctx, "a-1", from, dir, 10)), store.ErrDeleted)
		}
	}
	mustAppend(t, s, "b-1", store.At(0), batch("b-1", 1, 2)...)

	// The log goes on giving the stream's events, the last one to those who
	// ask for system events.
	own := store.Filter{Streams: []string{"a-1"}}
	wantContents(t, readAll(t, s, 0, store.Forwards, own, 100), "a-1", 0, batch("a-1", 0, 3))
	own.System = true
	all := readAll(t, s, 0, store.Forwards, own, 100)
	if len(all) != 4 || all[3].Type != store.TombstoneType || all[3].Position != a.Position {
		t.Fatalf("the log has %+v of the stream", all)
	}
	var live []store.Event
	for len(live) < 4 {
		if e := receive(ctx, t, sub, 1)[0]; e.Stream == "a-1" {
			live = append(live, e)
		}
	}
	if d := diff(all, live); d != "" {
		t.Fatalf("subscription and page differ: %s", d)
	}
}

func testTombstoneExpectations(t *testing.T, s store.Store) {
	ts := tombstoner(t, s)
	for _, c := range []struct {
		name     string
		expected store.Expected
		onNew    bool
		onFull   bool
	}{
		{"any", store.Any(), true, true},
		{"no stream", store.NoStream(), true, false},
		{"exists", store.Exists(), false, true},
		{"at 0", store.At(0), false, false},
		{"at 2", store.At(2), false, true},
		{"at 3", store.At(3), false, false},
	} {
		full, empty := "full "+c.name, "new "+c.name
		mustAppend(t, s, full, store.NoStream(), batch(full, 0, 3)...)
		if _, err := ts.Tombstone(patient(t), full, c.expected); c.onFull {
			if err != nil {
				t.Errorf("%s: %v", full, err)
			}
			wantIs(t, second(s.ReadStream(patient(t), full, 0, store.Forwards, 1)), store.ErrDeleted)
		} else {
			wantWrong(t, err, store.WrongExpected{Stream: full, Expected: c.expected, Actual: 2, Exists: true})
			wantContents(t, readStream(t, s, full, 0, store.Forwards, 10), full, 0, batch(full, 0, 3))
		}
		if _, err := ts.Tombstone(patient(t), empty, c.expected); c.onNew {
			if err != nil {
				t.Errorf("%s: %v", empty, err)
			}
			wantIs(t, second(s.Append(patient(t), empty, store.Any(), batch(empty, 0, 1)...)), store.ErrDeleted)
		} else {
			wantWrong(t, err, store.WrongExpected{Stream: empty, Expected: c.expected})
			wantIs(t, second(s.ReadStream(patient(t), empty, 0, store.Forwards, 1)), store.ErrNotFound)
		}
	}
	wantIs(t, second(ts.Tombstone(patient(t), "a-1", store.Expected{})), store.ErrInvalid)
	wantIs(t, second(ts.Tombstone(patient(t), "", store.Any())), store.ErrInvalid)
}

// testTombstoneRace ends a stream while others write to it: what was
// acknowledged stands before the tombstone, and nothing after it.
func testTombstoneRace(t *testing.T, s store.Store) {
	ts := tombstoner(t, s)
	const stream = "a-1"
	acked := make([][]events.Position, 4)
	done := make(chan struct{})
	started := make(chan struct{}, 4)
	for w := range 4 {
		go func() {
			defer func() { done <- struct{}{} }()
			for i := w * 1_000_000; ; i++ {
				a, err := s.Append(patient(t), stream, store.Any(), batch(stream, i, i+1)...)
				if err != nil {
					if !errors.Is(err, store.ErrDeleted) {
						t.Errorf("append: %v", err)
					}
					return
				}
				acked[w] = append(acked[w], a.Position)
				if i == w*1_000_000+2 {
					started <- struct{}{}
				}
			}
		}()
	}
	for range 4 {
		<-started
	}
	end, err := ts.Tombstone(patient(t), stream, store.Exists())
	if err != nil {
		t.Errorf("tombstone: %v", err)
	}
	for range 4 {
		<-done
	}
	n := 0
	for _, at := range slices.Concat(acked...) {
		if n++; at >= end.Position {
			t.Errorf("an append is at %s, the tombstone at %s", at, end.Position)
		}
	}
	if got := len(readAll(t, s, 0, store.Forwards, store.Filter{Streams: []string{stream}}, store.MaxPage)); got != n {
		t.Errorf("%d events, %d were acknowledged", got, n)
	}
}

var describeTests = []contractTest{
	{name: "describe/grows with the log", with: testDescribe},
}

func testDescribe(t *testing.T, s store.Store, o Options) {
	d, ok := s.(store.Describer)
	if !ok {
		t.Skip("this store does not describe itself")
	}
	describe := func() store.Info {
		t.Helper()
		info, err := d.Describe(patient(t))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	if info := describe(); !o.Shared && (info.Newest != 0 || info.Oldest != 0 || info.Events > 0 || !info.Updated.IsZero()) {
		t.Errorf("empty log: %+v", info)
	}
	before := time.Now().Add(-time.Second)
	fill(t, s, "a-1", 10)
	last := mustAppend(t, s, "b-1", store.NoStream(), batch("b-1", 0, 3)...)
	info := describe()
	if !o.endsAt(info.Newest, last.Position) || info.Oldest != 0 || info.Updated.Before(before) || info.Updated.After(time.Now().Add(time.Second)) {
		t.Errorf("%+v after an append at %s", info, last.Position)
	}
	if info.Events != store.Unknown && info.Events != 13 || info.Bytes != store.Unknown && info.Bytes < 13*50 {
		t.Errorf("13 events: %+v", info)
	}
	if info.WALBytes > max(0, info.Bytes) {
		t.Errorf("write-ahead log larger than everything: %+v", info)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantIs(t, second(d.Describe(patient(t))), store.ErrClosed)
}
