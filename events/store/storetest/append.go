package storetest

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var appendTests = []contractTest{
	{name: "append/first and next", run: testAppendFirst},
	{name: "append/every expectation", run: testExpectations},
	{name: "append/all or nothing", run: testAllOrNothing},
	{name: "append/caller keeps its bytes", run: testBytesCopied},
	{name: "append/empty metadata", run: testEmptyMeta},
}

func testAppendFirst(t *testing.T, s store.Store) {
	before := time.Now().Add(-time.Second)
	a := mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...)
	if a.Revision != 2 || a.Position == 0 || a.Repeated {
		t.Fatalf("first append answers %+v", a)
	}
	b := mustAppend(t, s, "b-1", store.NoStream(), batch("b-1", 0, 1)...)
	if b.Revision != 0 || b.Position <= a.Position {
		t.Fatalf("append to another stream answers %+v after %+v", b, a)
	}
	c := mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 5)...)
	if c.Revision != 4 || c.Position <= b.Position {
		t.Fatalf("second append answers %+v after %+v", c, b)
	}
	got := readStream(t, s, "a-1", 0, store.Forwards, 10)
	wantContents(t, got, "a-1", 0, batch("a-1", 0, 5))
	if got[2].Position != a.Position || got[4].Position != c.Position {
		t.Fatalf("events stand at %s and %s, the appends said %s and %s", got[2].Position, got[4].Position, a.Position, c.Position)
	}
	for _, e := range got {
		if e.Created.Before(before) || e.Created.After(time.Now().Add(time.Second)) || e.Created.Location() != time.UTC {
			t.Fatalf("created %s", e.Created)
		}
	}
}

func testExpectations(t *testing.T, s store.Store) {
	const full = "full-1" // three events
	cases := []struct {
		name     string
		expected store.Expected
		onNew    bool // accepted for a stream without events
		onFull   bool
	}{
		{"any", store.Any(), true, true},
		{"no stream", store.NoStream(), true, false},
		{"exists", store.Exists(), false, true},
		{"at 0", store.At(0), false, false},
		{"at 1", store.At(1), false, false},
		{"at 2", store.At(2), false, true},
		{"at 3", store.At(3), false, false},
		{"at far", store.At(1 << 40), false, false},
	}
	mustAppend(t, s, full, store.NoStream(), batch(full, 0, 3)...)
	next := events.Revision(3)
	for i, c := range cases {
		expected := c.expected
		if r, exact := expected.Revision(); exact && c.onFull {
			expected = store.At(r + next - 3) // the stream has grown meanwhile
		}
		list := batch(full, 100+10*i, 102+10*i)
		a, err := s.Append(patient(t), full, expected, list...)
		if c.onFull {
			if err != nil || a.Revision != next+1 || a.Repeated {
				t.Fatalf("%s on a full stream: %+v, %v", c.name, a, err)
			}
			next += 2
		} else {
			wantWrong(t, err, store.WrongExpected{Stream: full, Expected: expected, Actual: next - 1, Exists: true})
		}
		stream := "new-" + c.name
		a, err = s.Append(patient(t), stream, c.expected, batch(stream, 0, 1)...)
		if c.onNew {
			if err != nil || a.Revision != 0 {
				t.Fatalf("%s on a new stream: %+v, %v", c.name, a, err)
			}
		} else {
			wantWrong(t, err, store.WrongExpected{Stream: stream, Expected: c.expected})
			_, err = s.ReadStream(patient(t), stream, 0, store.Forwards, 1)
			wantIs(t, err, store.ErrNotFound)
		}
	}
	wantOrdered(t, readAll(t, s, 0, store.Forwards, store.Filter{}, 100))
}

func testAllOrNothing(t *testing.T, s store.Store) {
	mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 2)...)
	bad := batch("a-1", 2, 5)
	bad[2].Data = []byte("{not json")
	_, err := s.Append(patient(t), "a-1", store.At(1), bad...)
	wantIs(t, err, store.ErrInvalid)
	_, err = s.Append(patient(t), "a-1", store.At(0), batch("a-1", 5, 9)...)
	wantWrong(t, err, store.WrongExpected{Stream: "a-1", Expected: store.At(0), Actual: 1, Exists: true})
	all := readAll(t, s, 0, store.Forwards, store.Filter{}, 100)
	wantContents(t, all, "a-1", 0, batch("a-1", 0, 2))
}

func testBytesCopied(t *testing.T, s store.Store) {
	ctx := patient(t)
	sub, err := s.Subscribe(ctx, 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close() // the store's Close tells
	list := batch("a-1", 0, 1)
	mustAppend(t, s, "a-1", store.NoStream(), list...)
	for i := range list[0].Data {
		list[0].Data[i], list[0].Meta[0] = 'x', 'x'
	}
	wantContents(t, readStream(t, s, "a-1", 0, store.Forwards, 1), "a-1", 0, batch("a-1", 0, 1))
	wantContents(t, receive(ctx, t, sub, 1), "a-1", 0, batch("a-1", 0, 1))
}

func testEmptyMeta(t *testing.T, s store.Store) {
	list := batch("a-1", 0, 2)
	list[0].Meta, list[1].Meta = nil, []byte{}
	mustAppend(t, s, "a-1", store.NoStream(), list...)
	for _, e := range readStream(t, s, "a-1", 0, store.Forwards, 2) {
		if len(e.Meta) != 0 {
			t.Fatalf("metadata %q", e.Meta)
		}
	}
}

var repeatTests = []contractTest{
	{name: "repeat/whole append", with: testRepeat},
	{name: "repeat/in the middle of a longer stream", with: testRepeatMiddle},
	{name: "repeat/not quite the same", run: testRepeatDifferent},
	{name: "repeat/without an expected revision", with: testRepeatAny},
	{name: "repeat/same ids in another stream", run: testRepeatOtherStream},
}

func (o Options) wantRepeated(t *testing.T, got, first store.Appended) {
	t.Helper()
	first.Repeated = !o.RepeatsUntold || got.Repeated
	if got != first {
		t.Fatalf("repeat answers %+v, want %+v", got, first)
	}
}

func testRepeat(t *testing.T, s store.Store, o Options) {
	first := mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...)
	o.wantRepeated(t, mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...), first)
	second := mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 4)...)
	o.wantRepeated(t, mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 4)...), second)
	if n := len(readAll(t, s, 0, store.Forwards, store.Filter{}, 100)); n != 4 {
		t.Fatalf("%d events in the log", n)
	}
}

func testRepeatMiddle(t *testing.T, s store.Store, o Options) {
	first := mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...)
	mustAppend(t, s, "b-1", store.NoStream(), batch("b-1", 0, 7)...)
	middle := mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 8)...)
	mustAppend(t, s, "a-1", store.At(7), batch("a-1", 8, 20)...)
	o.wantRepeated(t, mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 8)...), middle)
	o.wantRepeated(t, mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...), first)
	// A part of an earlier append, at its place, is known as well.
	part := mustAppend(t, s, "a-1", store.At(3), batch("a-1", 4, 6)...)
	if part.Revision != 5 || !part.Repeated && !o.RepeatsUntold {
		t.Fatalf("part of an earlier append answers %+v", part)
	}
	wantContents(t, readStream(t, s, "a-1", 0, store.Forwards, 100), "a-1", 0, batch("a-1", 0, 20))
}

func testRepeatDifferent(t *testing.T, s store.Store) {
	mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 3)...)
	mustAppend(t, s, "a-1", store.At(2), batch("a-1", 3, 6)...)
	for name, c := range map[string]struct {
		expected store.Expected
		list     []store.NewEvent
	}{
		"other last":           {store.NoStream(), append(batch("a-1", 0, 2), batch("a-1", 50, 51)...)},
		"other first":          {store.NoStream(), append(batch("a-1", 50, 51), batch("a-1", 1, 3)...)},
		"swapped":              {store.NoStream(), append(batch("a-1", 1, 2), batch("a-1", 0, 1)...)},
		"goes on past the end": {store.At(2), batch("a-1", 3, 7)},
		"at the wrong place":   {store.At(1), batch("a-1", 3, 5)},
	} {
		_, err := s.Append(patient(t), "a-1", c.expected, c.list...)
		if err == nil {
			t.Fatalf("%s was accepted", name)
		}
		wantWrong(t, err, store.WrongExpected{Stream: "a-1", Expected: c.expected, Actual: 5, Exists: true})
	}
	wantContents(t, readStream(t, s, "a-1", 0, store.Forwards, 100), "a-1", 0, batch("a-1", 0, 6))
}

func testRepeatAny(t *testing.T, s store.Store, o Options) {
	first := mustAppend(t, s, "a-1", store.Any(), batch("a-1", 0, 3)...)
	second := mustAppend(t, s, "a-1", store.Exists(), batch("a-1", 3, 5)...)
	o.wantRepeated(t, mustAppend(t, s, "a-1", store.Any(), batch("a-1", 0, 3)...), first)
	o.wantRepeated(t, mustAppend(t, s, "a-1", store.Exists(), batch("a-1", 3, 5)...), second)
	_, err := s.Append(patient(t), "a-1", store.Any(), append(batch("a-1", 4, 5), batch("a-1", 9, 10)...)...)
	wantWrong(t, err, store.WrongExpected{Stream: "a-1", Expected: store.Any(), Actual: 4, Exists: true})
	wantContents(t, readStream(t, s, "a-1", 0, store.Forwards, 100), "a-1", 0, batch("a-1", 0, 5))
}

func testRepeatOtherStream(t *testing.T, s store.Store) {
	list := batch("a-1", 0, 2)
	mustAppend(t, s, "a-1", store.NoStream(), list...)
	for stream, expected := range map[string]store.Expected{"b-1": store.NoStream(), "b-2": store.Any()} {
		if a := mustAppend(t, s, stream, expected, list...); a.Repeated || a.Revision != 1 {
			t.Fatalf("the ids in another stream answer %+v", a)
		}
	}
}

var refusalTests = []contractTest{
	{name: "refuse/arguments", with: testInvalid},
	{name: "refuse/at the limits", run: testLimits},
	{name: "refuse/ended context", run: testEndedContext},
}

func testInvalid(t *testing.T, s store.Store, o Options) {
	beyond := events.Position(1)
	if o.Shared {
		beyond = 1 << 50
	}
	good := batch("a-1", 0, 1)
	with := func(change func(*store.NewEvent)) []store.NewEvent {
		list := batch("a-1", 0, 1)
		change(&list[0])
		return list
	}
	long := strings.Repeat("x", 5000)
	for name, c := range map[string]struct {
		stream   string
		expected store.Expected
		list     []store.NewEvent
	}{
		"zero expectation":      {"a-1", store.Expected{}, good},
		"revision out of range": {"a-1", store.At(1 << 63), good},
		"no events":             {"a-1", store.Any(), nil},
		"too many events":       {"a-1", store.Any(), batch("a-1", 0, store.MaxBatch+1)},
		"no stream name":        {"", store.Any(), good},
		"long stream name":      {long, store.Any(), good},
		"control character":     {"a\x00b", store.Any(), good},
		"not UTF-8":             {"a\xff", store.Any(), good},
		"no id":                 {"a-1", store.Any(), with(func(e *store.NewEvent) { e.ID = events.ID{} })},
		"id twice":              {"a-1", store.Any(), append(batch("a-1", 0, 1), good...)},
		"no type":               {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Type = "" })},
		"long type":             {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Type = long })},
		"type of a tombstone":   {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Type = store.TombstoneType })},
		"type with newline":     {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Type = "a\nb" })},
		"no data":               {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Data = nil })},
		"data not JSON":         {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Data = []byte(`{"a":`) })},
		"data not UTF-8":        {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Data = []byte("\"\xff\"") })},
		"meta not JSON":         {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Meta = []byte(`x`) })},
		"large data":            {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Data = text(store.MaxDataBytes + 1) })},
		"large meta":            {"a-1", store.Any(), with(func(e *store.NewEvent) { e.Meta = text(store.MaxMetaBytes + 1) })},
		"large altogether":      {"a-1", store.Any(), large("a-1", store.MaxAppendBytes/store.MaxDataBytes+1)},
	} {
		if _, err := s.Append(patient(t), c.stream, c.expected, c.list...); err == nil {
			t.Errorf("%s was accepted", name)
		} else {
			wantIs(t, err, store.ErrInvalid)
		}
	}
	for name, err := range map[string]error{
		"stream page of 0":        second(s.ReadStream(patient(t), "a-1", 0, store.Forwards, 0)),
		"stream page of -1":       second(s.ReadStream(patient(t), "a-1", 0, store.Forwards, -1)),
		"stream direction":        second(s.ReadStream(patient(t), "a-1", 0, store.Direction(7), 1)),
		"stream without name":     second(s.ReadStream(patient(t), "", 0, store.Forwards, 1)),
		"log page of 0":           second(s.ReadAll(patient(t), 0, store.Forwards, store.Filter{}, 0)),
		"log direction":           second(s.ReadAll(patient(t), 0, store.Direction(7), store.Filter{}, 1)),
		"log after the end":       second(s.ReadAll(patient(t), beyond, store.Forwards, store.Filter{}, 1)),
		"subscribe after the end": second(s.Subscribe(patient(t), beyond, store.Filter{})),
	} {
		if err == nil {
			t.Errorf("%s was accepted", name)
		} else {
			wantIs(t, err, store.ErrInvalid)
		}
	}
	if all := readAll(t, s, 0, store.Forwards, store.Filter{}, 10); len(all) != 0 {
		t.Fatalf("%d events were written", len(all))
	}
}

func second[T any](_ T, err error) error { return err }

// text is a JSON string of n bytes altogether.
func text(n int) []byte {
	return json.RawMessage(`"` + strings.Repeat("x", n-2) + `"`)
}

func large(stream string, n int) []store.NewEvent {
	list := batch(stream, 0, n)
	for i := range list {
		list[i].Data = text(store.MaxDataBytes)
	}
	return list
}

func testLimits(t *testing.T, s store.Store) {
	name := strings.Repeat("s", store.MaxStreamBytes)
	list := batch(name, 0, 3)
	list[0].Data, list[1].Meta = text(store.MaxDataBytes), text(store.MaxMetaBytes)
	list[2].Type = strings.Repeat("t", store.MaxTypeBytes)
	mustAppend(t, s, name, store.NoStream(), list...)
	wantContents(t, readStream(t, s, name, 0, store.Forwards, 100), name, 0, list)
	many := batch("many", 0, store.MaxBatch)
	mustAppend(t, s, "many", store.NoStream(), many...)
	wantContents(t, readStream(t, s, "many", 0, store.Forwards, store.MaxPage), "many", 0, many)

	// Pages end early when they get large, and still arrive whole.
	for i := range 5 {
		stream := "large-" + string(rune('0'+i))
		mustAppend(t, s, stream, store.NoStream(), large(stream, 3)...)
	}
	page, err := s.ReadAll(patient(t), 0, store.Forwards, store.Filter{StreamPrefixes: []string{"large-"}}, store.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(page.Events); n > store.MaxPageBytes/store.MaxDataBytes+1 || page.End {
		t.Fatalf("page of %d megabytes, end %t", n, page.End)
	}
	all := readAll(t, s, 0, store.Forwards, store.Filter{StreamPrefixes: []string{"large-"}}, store.MaxPage)
	if len(all) != 15 {
		t.Fatalf("%d large events, want 15", len(all))
	}
}

func testEndedContext(t *testing.T, s store.Store) {
	mustAppend(t, s, "a-1", store.NoStream(), batch("a-1", 0, 1)...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	wantIs(t, second(s.Append(ctx, "a-1", store.At(0), batch("a-1", 1, 2)...)), context.Canceled)
	wantIs(t, second(s.ReadStream(ctx, "a-1", 0, store.Forwards, 1)), context.Canceled)
	wantIs(t, second(s.ReadAll(ctx, 0, store.Forwards, store.Filter{}, 1)), context.Canceled)
	wantIs(t, second(s.Subscribe(ctx, 0, store.Filter{})), context.Canceled)
	if n := len(readStream(t, s, "a-1", 0, store.Forwards, 10)); n != 1 {
		t.Fatalf("%d events", n)
	}
}
