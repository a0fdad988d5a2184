package esdbserver_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/memory"
)

func revisions(list []*esdb.ResolvedEvent) []uint64 {
	var got []uint64
	for _, e := range list {
		got = append(got, e.OriginalEvent().EventNumber)
	}
	return got
}

func readRevisions(t *testing.T, client *esdb.Client, stream string, opts esdb.ReadStreamOptions, count uint64) []uint64 {
	t.Helper()
	s, err := client.ReadStream(testContext(t), stream, opts, count)
	return revisions(collect(t, s, err))
}

func TestReadStreamForms(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	for range 3 { // more than two pages
		appendEvents(t, client, "a-1", newEvents("x", 256)...)
	}
	count := func(from, to uint64) []uint64 {
		var list []uint64
		for r := from; r <= to; r++ {
			list = append(list, r)
		}
		return list
	}
	down := func(from, to uint64) []uint64 {
		list := count(to, from)
		slices.Reverse(list)
		return list
	}
	for name, c := range map[string]struct {
		opts  esdb.ReadStreamOptions
		count uint64
		want  []uint64
	}{
		"all":                     {esdb.ReadStreamOptions{}, 10_000, count(0, 767)},
		"some":                    {esdb.ReadStreamOptions{}, 3, count(0, 2)},
		"from a revision":         {esdb.ReadStreamOptions{From: esdb.Revision(600)}, 200, count(600, 767)},
		"from the end":            {esdb.ReadStreamOptions{From: esdb.End{}}, 5, nil},
		"beyond the end":          {esdb.ReadStreamOptions{From: esdb.Revision(768)}, 5, nil},
		"none":                    {esdb.ReadStreamOptions{}, 0, nil},
		"backwards":               {esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.End{}}, 10_000, down(767, 0)},
		"backwards some":          {esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.End{}}, 2, down(767, 766)},
		"backwards from revision": {esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.Revision(2)}, 10, down(2, 0)},
		"backwards from start":    {esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.Start{}}, 10, []uint64{0}},
		"backwards from beyond":   {esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.Revision(9999)}, 1, []uint64{767}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readRevisions(t, client, "a-1", c.opts, c.count); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	_, err := client.ReadStream(testContext(t), "a-1", esdb.ReadStreamOptions{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	_, err = collectErr(client.ReadStream(testContext(t), "nothing", esdb.ReadStreamOptions{}, 1))
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
}

func TestReadAllForms(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 200)...)
	middle := appendEvents(t, client, "b-1", newEvents("x", 1)...)
	appendEvents(t, client, "c-1", newEvents("x", 200)...)
	at := esdb.Position{Commit: middle.CommitPosition, Prepare: middle.PreparePosition}
	for name, c := range map[string]struct {
		opts        esdb.ReadAllOptions
		count       uint64
		n           int
		first, last string
	}{
		"all":                {esdb.ReadAllOptions{From: esdb.Start{}}, 10_000, 401, "a-1@0", "c-1@199"},
		"position inclusive": {esdb.ReadAllOptions{From: at}, 2, 2, "b-1@0", "c-1@0"},
		"end":                {esdb.ReadAllOptions{From: esdb.End{}}, 2, 0, "", ""},
		"backwards":          {esdb.ReadAllOptions{From: esdb.End{}, Direction: esdb.Backwards}, 10_000, 401, "c-1@199", "a-1@0"},
		"backwards from position, exclusive": {
			esdb.ReadAllOptions{From: at, Direction: esdb.Backwards}, 1, 1, "a-1@199", "a-1@199",
		},
		"backwards from start": {esdb.ReadAllOptions{From: esdb.Start{}, Direction: esdb.Backwards}, 5, 0, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := collect2(t)(client.ReadAll(testContext(t), c.opts, c.count))
			if len(got) != c.n {
				t.Fatalf("%d events, want %d", len(got), c.n)
			}
			if c.n == 0 {
				return
			}
			name := func(e *esdb.ResolvedEvent) string {
				return fmt.Sprintf("%s@%d", e.OriginalEvent().StreamID, e.OriginalEvent().EventNumber)
			}
			if name(got[0]) != c.first || name(got[c.n-1]) != c.last {
				t.Errorf("from %s to %s, want %s to %s", name(got[0]), name(got[c.n-1]), c.first, c.last)
			}
		})
	}
}

func collect2(t *testing.T) func(*esdb.ReadStream, error) []*esdb.ResolvedEvent {
	return func(s *esdb.ReadStream, err error) []*esdb.ResolvedEvent { t.Helper(); return collect(t, s, err) }
}

func TestExpectedRevisions(t *testing.T) {
	ctx := testContext(t)
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	try := func(expected esdb.ExpectedRevision, list ...esdb.EventData) (*esdb.WriteResult, error) {
		return client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: expected}, list...)
	}
	_, err := try(esdb.StreamExists{}, newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)
	_, err = try(esdb.Revision(0), newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)
	first := newEvents("x", 2)
	for range 2 { // the repeat is answered like the first
		done, err := try(esdb.NoStream{}, first...)
		if err != nil || done.NextExpectedVersion != 1 {
			t.Fatalf("%+v, %v", done, err)
		}
	}
	_, err = try(esdb.NoStream{}, newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)
	_, err = try(esdb.Revision(5), newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)
	for i, expected := range []esdb.ExpectedRevision{esdb.Revision(1), esdb.Any{}, esdb.StreamExists{}} {
		one := newEvents("x", 1)
		for range 2 {
			done, err := try(expected, one...)
			if err != nil || done.NextExpectedVersion != uint64(2+i) {
				t.Fatalf("%T: %+v, %v", expected, done, err)
			}
		}
	}
	if got := readRevisions(t, client, "a-1", esdb.ReadStreamOptions{}, 100); len(got) != 5 {
		t.Errorf("revisions %v, want five", got)
	}
}

func TestSoftDelete(t *testing.T) {
	ctx := testContext(t)
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 3)...)
	_, err := client.DeleteStream(ctx, "a-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Revision(1)})
	if err == nil {
		t.Fatal("deleted at the wrong revision")
	}
	done, err := client.DeleteStream(ctx, "a-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Revision(2)})
	if err != nil || done.Position.Commit == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	_, err = collectErr(client.ReadStream(ctx, "a-1", esdb.ReadStreamOptions{}, 10))
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
	if n := len(collect2(t)(client.ReadAll(ctx, esdb.ReadAllOptions{}, 100))); n != 4 { // and the metadata
		t.Errorf("the log has %d events, want 4", n)
	}
	_, err = client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.StreamExists{}}, newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeStreamDeleted)
	_, err = client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Revision(0)}, newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)

	// An append brings the stream back, without what it had; the numbers go on.
	again, err := client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}, newEvents("x", 2)...)
	if err != nil || again.NextExpectedVersion != 4 {
		t.Fatalf("%+v, %v", again, err)
	}
	if got := readRevisions(t, client, "a-1", esdb.ReadStreamOptions{}, 10); !slices.Equal(got, []uint64{3, 4}) {
		t.Errorf("revisions %v, want 3 and 4", got)
	}
	meta, err := client.GetStreamMetadata(ctx, "a-1", esdb.ReadStreamOptions{})
	if err != nil || meta.TruncateBefore() == nil || *meta.TruncateBefore() != 3 {
		t.Errorf("metadata %+v, %v", meta, err)
	}
	_, err = client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}, newEvents("x", 1)...)
	wantCode(t, err, esdb.ErrorCodeWrongExpectedVersion)
}

// Metadata for a deleted stream brings it back too, keeping what it says.
func TestMetadataOfDeletedStream(t *testing.T) {
	ctx := testContext(t)
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 2)...)
	if _, err := client.DeleteStream(ctx, "a-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}}); err != nil {
		t.Fatal(err)
	}
	var m esdb.StreamMetadata
	m.SetMaxCount(100)
	m.AddCustomProperty("kind", "test")
	if _, err := client.SetStreamMetadata(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Revision(0)}, m); err != nil {
		t.Fatal(err)
	}
	if got := readRevisions(t, client, "a-1", esdb.ReadStreamOptions{}, 10); got != nil {
		t.Errorf("revisions %v, want none", got)
	}
	got, err := client.GetStreamMetadata(ctx, "a-1", esdb.ReadStreamOptions{})
	if err != nil || *got.TruncateBefore() != 2 || *got.MaxCount() != 100 || got.CustomProperty("kind") != "test" {
		t.Errorf("metadata %+v, %v", got, err)
	}
}

func TestTombstone(t *testing.T) {
	ctx := testContext(t)
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 1)...)
	sub, err := client.SubscribeToStream(ctx, "a-1", esdb.SubscribeToStreamOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Close() }()
	told(t, sub, upTo("caught up"))
	if _, err := client.TombstoneStream(ctx, "a-1", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Revision(7)}); err == nil {
		t.Fatal("ended at the wrong revision")
	}
	done, err := client.TombstoneStream(ctx, "a-1", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Revision(0)})
	if err != nil || done.Position.Commit == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	if m := sub.Recv(); m.SubscriptionDropped == nil {
		t.Errorf("the subscription got %+v, want its end", m)
	}
	for name, err := range map[string]error{
		"append":   second(client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, newEvents("x", 1)...)),
		"read":     second(collectErr(client.ReadStream(ctx, "a-1", esdb.ReadStreamOptions{}, 1))),
		"delete":   second(client.DeleteStream(ctx, "a-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}})),
		"again":    second(client.TombstoneStream(ctx, "a-1", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Any{}})),
		"metadata": second(collectErr(client.ReadStream(ctx, "$$a-1", esdb.ReadStreamOptions{}, 1))),
		"set metadata": second(client.SetStreamMetadata(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}},
			esdb.StreamMetadata{})),
	} {
		t.Run(name, func(t *testing.T) { wantCode(t, err, esdb.ErrorCodeStreamDeleted) })
	}
	if _, err := client.TombstoneStream(ctx, "never", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.NoStream{}}); err != nil {
		t.Errorf("tombstone of a stream that never was: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestStreamMetadata(t *testing.T) {
	ctx := testContext(t)
	cfg := esdbtest.Config(memory.New())
	now := time.Now()
	cfg.Now = func() time.Time { return now }
	client := dial(t, esdbtest.Serve(t, cfg, "127.0.0.1:0").ConnectionString("", ""))
	appendEvents(t, client, "a-1", newEvents("x", 10)...)
	set := func(change func(*esdb.StreamMetadata)) {
		t.Helper()
		var m esdb.StreamMetadata
		change(&m)
		if _, err := client.SetStreamMetadata(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, m); err != nil {
			t.Fatal(err)
		}
	}
	forwards := esdb.ReadStreamOptions{}
	backwards := esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.End{}}
	want := func(opts esdb.ReadStreamOptions, n uint64, want ...uint64) {
		t.Helper()
		if got := readRevisions(t, client, "a-1", opts, n); !slices.Equal(got, want) {
			t.Errorf("revisions %v, want %v", got, want)
		}
	}
	set(func(m *esdb.StreamMetadata) { m.SetMaxCount(2) })
	want(forwards, 10, 8, 9)
	want(backwards, 10, 9, 8)
	want(esdb.ReadStreamOptions{From: esdb.Revision(3)}, 1, 8)
	set(func(m *esdb.StreamMetadata) { m.SetTruncateBefore(7) })
	want(forwards, 2, 7, 8)
	want(backwards, 10, 9, 8, 7)
	set(func(m *esdb.StreamMetadata) { m.SetMaxAge(time.Hour) })
	want(forwards, 3, 0, 1, 2)
	now = now.Add(2 * time.Hour)
	want(forwards, 3)
	want(backwards, 3)

	// The whole log has all of it, and metadata streams show their last event.
	if n := len(collect2(t)(client.ReadAll(ctx, esdb.ReadAllOptions{}, 100))); n != 13 {
		t.Errorf("the log has %d events, want 13", n)
	}
	if got := readRevisions(t, client, "$$a-1", forwards, 10); !slices.Equal(got, []uint64{2}) {
		t.Errorf("metadata revisions %v, want the last", got)
	}
	set(func(m *esdb.StreamMetadata) {
		var acl esdb.Acl
		acl.AddReadRoles("someone")
		m.SetAcl(acl)
	})
	m, err := client.GetStreamMetadata(ctx, "a-1", esdb.ReadStreamOptions{})
	if err != nil || m.Acl() == nil {
		t.Errorf("access control list was not kept: %+v, %v", m, err)
	}
	want(forwards, 1, 0)
}

// A link is resolved for readers who ask.
func TestLinks(t *testing.T) {
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	appendEvents(t, client, "a-1", newEvents("x", 3)...)
	link := newEvents("$>", 2)
	link[0].ContentType, link[0].Data = esdb.ContentTypeBinary, []byte("2@a-1")
	link[1].ContentType, link[1].Data = esdb.ContentTypeBinary, []byte("9@nothing")
	appendEvents(t, client, "links", link...)
	got := collect2(t)(client.ReadStream(context.Background(), "links", esdb.ReadStreamOptions{ResolveLinkTos: true}, 10))
	if len(got) != 2 || got[0].Event == nil || got[0].Event.EventNumber != 2 || got[0].Event.StreamID != "a-1" || got[0].Link == nil {
		t.Fatalf("got %+v", got[0])
	}
	if got[1].Event != nil || got[1].Link == nil {
		t.Errorf("a link to nothing is %+v", got[1])
	}
	got = collect2(t)(client.ReadStream(context.Background(), "links", esdb.ReadStreamOptions{}, 10))
	if got[0].Link != nil || got[0].Event.EventType != "$>" {
		t.Errorf("unresolved: %+v", got[0])
	}
}
