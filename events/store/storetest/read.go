package storetest

import (
	"fmt"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var readStreamTests = []contractTest{
	{name: "read stream/forwards and backwards", run: testReadStream},
	{name: "read stream/pages", run: testReadStreamPages},
	{name: "read stream/longer than a page", run: testReadStreamLong},
	{name: "read stream/unknown", run: testReadStreamUnknown},
}

func testReadStream(t *testing.T, s store.Store) {
	fill(t, s, "x-0", 3)
	fill(t, s, "a-1", 10)
	fill(t, s, "x-1", 3)
	for _, max := range []int{1, 2, 3, 7, 10, 11, 1 << 30} {
		forwards := readStream(t, s, "a-1", 0, store.Forwards, max)
		wantContents(t, forwards, "a-1", 0, batch("a-1", 0, 10))
		for from := range events.Revision(10) {
			if d := diff(forwards[from:], readStream(t, s, "a-1", from, store.Forwards, max)); d != "" {
				t.Fatalf("forwards from %d: %s", from, d)
			}
			if d := diff(reversed(forwards[:from+1]), readStream(t, s, "a-1", from, store.Backwards, max)); d != "" {
				t.Fatalf("backwards from %d: %s", from, d)
			}
		}
		for _, from := range []events.Revision{store.LastRevision, 10, 1 << 63, 1<<64 - 1} {
			if d := diff(reversed(forwards), readStream(t, s, "a-1", from, store.Backwards, max)); d != "" {
				t.Fatalf("backwards from %d: %s", from, d)
			}
		}
	}
}

func testReadStreamPages(t *testing.T, s store.Store) {
	fill(t, s, "a-1", 5)
	for _, c := range []struct {
		from events.Revision
		dir  store.Direction
		max  int
		n    int
		next events.Revision
		end  bool
	}{
		{0, store.Forwards, 3, 3, 3, false},
		{3, store.Forwards, 2, 2, 5, true},
		{3, store.Forwards, 3, 2, 5, true},
		{5, store.Forwards, 3, 0, 5, true},
		{99, store.Forwards, 3, 0, 99, true},
		{store.LastRevision, store.Backwards, 2, 2, 2, false},
		{1, store.Backwards, 2, 2, 0, true},
		{0, store.Backwards, 2, 1, 0, true},
	} {
		page, err := s.ReadStream(patient(t), "a-1", c.from, c.dir, c.max)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Events) != c.n || page.Next != c.next || page.End != c.end {
			t.Errorf("page %+v: %d events, next %d, end %t", c, len(page.Events), page.Next, page.End)
		}
	}
	// A reader at the end goes on with what is appended later.
	mustAppend(t, s, "a-1", store.At(4), batch("a-1", 5, 6)...)
	page, err := s.ReadStream(patient(t), "a-1", 5, store.Forwards, 3)
	if err != nil {
		t.Fatal(err)
	}
	wantContents(t, page.Events, "a-1", 5, batch("a-1", 5, 6))
}

func testReadStreamLong(t *testing.T, s store.Store) {
	const n = 2*store.MaxPage + 77
	fill(t, s, "a-1", n)
	page, err := s.ReadStream(patient(t), "a-1", 0, store.Forwards, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Events) != store.MaxPage || page.End {
		t.Fatalf("page of %d events, end %t", len(page.Events), page.End)
	}
	forwards := readStream(t, s, "a-1", 0, store.Forwards, store.MaxPage)
	wantContents(t, forwards, "a-1", 0, batch("a-1", 0, n))
	if d := diff(reversed(forwards), readStream(t, s, "a-1", store.LastRevision, store.Backwards, store.MaxPage)); d != "" {
		t.Fatal(d)
	}
}

func testReadStreamUnknown(t *testing.T, s store.Store) {
	fill(t, s, "a-1", 1)
	for _, dir := range []store.Direction{store.Forwards, store.Backwards} {
		for _, from := range []events.Revision{0, 5, store.LastRevision} {
			_, err := s.ReadStream(patient(t), "a-2", from, dir, 10)
			wantIs(t, err, store.ErrNotFound)
		}
	}
}

var readAllTests = []contractTest{
	{name: "read all/empty log", run: testReadAllEmpty},
	{name: "read all/forwards and backwards", with: testReadAll},
	{name: "read all/filters", run: testReadAllFilters},
	{name: "read all/few match", with: testReadAllSparse},
}

func testReadAllEmpty(t *testing.T, s store.Store) {
	for dir, froms := range map[store.Direction][]events.Position{
		store.Forwards:  {0},
		store.Backwards: {0, 1, 100, store.LastPosition, 1<<64 - 1},
	} {
		for _, from := range froms {
			page, err := s.ReadAll(patient(t), from, dir, store.Filter{}, 10)
			if err != nil || len(page.Events) != 0 || !page.End {
				t.Fatalf("empty log from %s: %+v, %v", from, page, err)
			}
		}
	}
}

func testReadAll(t *testing.T, s store.Store, o Options) {
	for i := range 12 {
		stream := fmt.Sprintf("a-%d", i%3)
		mustAppend(t, s, stream, store.Any(), batch(stream, i*2, i*2+2)...)
	}
	all := readAll(t, s, 0, store.Forwards, store.Filter{}, 100)
	if len(all) != 24 {
		t.Fatalf("%d events", len(all))
	}
	wantOrdered(t, all)
	for _, max := range []int{1, 5, 24, 1000} {
		if d := diff(all, readAll(t, s, 0, store.Forwards, store.Filter{}, max)); d != "" {
			t.Fatalf("pages of %d: %s", max, d)
		}
		if d := diff(reversed(all), readAll(t, s, store.LastPosition, store.Backwards, store.Filter{}, max)); d != "" {
			t.Fatalf("backwards in pages of %d: %s", max, d)
		}
		for i, e := range all {
			if d := diff(all[i+1:], readAll(t, s, e.Position, store.Forwards, store.Filter{}, max)); d != "" {
				t.Fatalf("after %s: %s", e.Position, d)
			}
			if got := readAll(t, s, e.Position, store.Backwards, store.Filter{}, max); len(got) != i || i > 0 && got[0].Position != all[i-1].Position {
				t.Fatalf("%d events before %s, want %d", len(got), e.Position, i)
			}
		}
	}
	page, err := s.ReadAll(patient(t), all[23].Position, store.Forwards, store.Filter{}, 10)
	if err != nil || len(page.Events) != 0 || !page.End && !o.Shared || !o.endsAt(page.Next, all[23].Position) {
		t.Fatalf("at the end: %+v, %v", page, err)
	}
}

func testReadAllFilters(t *testing.T, s store.Store) {
	kinds := []string{"node.created.v1", "node.removed.v1", "nodes.seen.v1", "conférence.ouverte.v1", "100%_sure.v1"}
	for i := range 60 {
		stream := []string{"node-1", "node-10", "nodes", "conférence-1", "a%b_c"}[i%5]
		mustAppend(t, s, stream, store.Any(), typed(stream, i, kinds[(i/5)%5]))
	}
	all := readAll(t, s, 0, store.Forwards, store.Filter{}, 100)
	many := make([]string, 0, 200)
	for i := range 200 {
		many = append(many, fmt.Sprintf("node-%d", i))
	}
	for name, f := range map[string]store.Filter{
		"type":             {TypePrefixes: []string{"node.created.v1"}},
		"type prefix":      {TypePrefixes: []string{"node."}},
		"type prefixes":    {TypePrefixes: []string{"nodes.", "conférence.", "nothing"}},
		"wild characters":  {TypePrefixes: []string{"100%"}, StreamPrefixes: []string{"a%b_"}},
		"not a wild card":  {TypePrefixes: []string{"%"}},
		"stream":           {Streams: []string{"node-1"}},
		"streams":          {Streams: []string{"node-1", "conférence-1", "no such"}},
		"many streams":     {Streams: many},
		"stream prefix":    {StreamPrefixes: []string{"node-"}},
		"stream and type":  {StreamPrefixes: []string{"node"}, TypePrefixes: []string{"node."}},
		"all three":        {Streams: []string{"node-10", "nodes"}, StreamPrefixes: []string{"node-"}, TypePrefixes: []string{"n"}},
		"empty prefix":     {StreamPrefixes: []string{""}},
		"quote":            {Streams: []string{"' OR 1=1 --"}},
		"nothing matches":  {TypePrefixes: []string{"node.created.v1.but.longer"}},
		"case is a letter": {StreamPrefixes: []string{"NODE"}},
	} {
		var want []store.Event
		for _, e := range all {
			if f.Match(e.Stream, e.Type) {
				want = append(want, e)
			}
		}
		for _, max := range []int{1, 3, 100} {
			if d := diff(want, readAll(t, s, 0, store.Forwards, f, max)); d != "" {
				t.Errorf("%s in pages of %d: %s", name, max, d)
			}
			backwards := readAll(t, s, store.LastPosition, store.Backwards, f, max)
			if d := diff(want, reversed(backwards)); d != "" {
				t.Errorf("%s backwards in pages of %d: %s", name, max, d)
			}
		}
	}
}

// testReadAllSparse has long stretches that do not match, at both ends and in
// the middle: pages may be empty, but must go on.
func testReadAllSparse(t *testing.T, s store.Store, o Options) {
	mustAppend(t, s, "hay-1", store.NoStream(), batch("hay-1", 0, 200)...)
	mustAppend(t, s, "needle-1", store.NoStream(), batch("needle-1", 0, 1)...)
	for i := 1; i < 45; i++ {
		mustAppend(t, s, "hay-1", store.Exists(), batch("hay-1", i*200, i*200+200)...)
	}
	mustAppend(t, s, "needle-1", store.At(0), batch("needle-1", 1, 2)...)
	last := mustAppend(t, s, "hay-1", store.Exists(), batch("hay-1", 20000, 20100)...)
	filter := store.Filter{StreamPrefixes: []string{"needle-"}}
	got := readAll(t, s, 0, store.Forwards, filter, 100)
	wantContents(t, got, "needle-1", 0, batch("needle-1", 0, 2))
	backwards := readAll(t, s, store.LastPosition, store.Backwards, filter, 100)
	if d := diff(reversed(got), backwards); d != "" {
		t.Fatal(d)
	}
	// The last page moves over what did not match.
	var next events.Position
	for end := false; !end; {
		page, err := s.ReadAll(patient(t), next, store.Forwards, filter, 100)
		if err != nil {
			t.Fatal(err)
		}
		next, end = page.Next, page.End
	}
	if next < last.Position || next > last.Position && !o.Shared {
		t.Fatalf("read on at %s, want the end %s", next, last.Position)
	}
}
