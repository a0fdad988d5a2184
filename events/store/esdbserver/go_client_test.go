package esdbserver_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/memory"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// dial connects an official client, which ends with the test.
func dial(t testing.TB, connection string) *esdb.Client {
	t.Helper()
	cfg, err := esdb.ParseConnectionString(connection)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Logger = func(esdb.LogLevel, string, ...any) {}
	client, err := esdb.NewClient(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func testContext(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// newEvents makes JSON events that say which they are.
func newEvents(typ string, n int) []esdb.EventData {
	list := make([]esdb.EventData, n)
	for i := range list {
		list[i] = esdb.EventData{
			EventID: uuid.New(), EventType: typ, ContentType: esdb.ContentTypeJson,
			Data: fmt.Appendf(nil, `{"n":%d}`, i), Metadata: []byte(`{"by":"test"}`),
		}
	}
	return list
}

func collect(t testing.TB, stream *esdb.ReadStream, err error) []*esdb.ResolvedEvent {
	t.Helper()
	list, err := collectErr(stream, err)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func collectErr(stream *esdb.ReadStream, err error) ([]*esdb.ResolvedEvent, error) {
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	var list []*esdb.ResolvedEvent
	for {
		e, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
}

// wantCode fails unless the error is the client's typed one.
func wantCode(t testing.TB, err error, code esdb.ErrorCode) {
	t.Helper()
	var typed *esdb.Error
	if !errors.As(err, &typed) || typed.Code() != code {
		t.Fatalf("error %v, want code %d", err, code)
	}
}

func TestGoClientRoundTrip(t *testing.T) {
	ctx := testContext(t)
	client := dial(t, esdbtest.StartTLS(t, memory.New()))
	want := newEvents("test.happened", 3)
	want[1].ContentType, want[1].Data, want[1].Metadata = esdb.ContentTypeBinary, []byte{0, 255, 7}, []byte{9, 8}
	done, err := client.AppendToStream(ctx, "a-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}, want...)
	if err != nil {
		t.Fatal(err)
	}
	if done.NextExpectedVersion != 2 || done.CommitPosition == 0 {
		t.Fatalf("append answered %+v", done)
	}
	stream, err := client.ReadStream(ctx, "a-1", esdb.ReadStreamOptions{}, 100)
	got := collect(t, stream, err)
	if len(got) != 3 {
		t.Fatalf("%d events, want 3", len(got))
	}
	for i, e := range got {
		r := e.OriginalEvent()
		if r.EventID != want[i].EventID || r.EventType != want[i].EventType || r.StreamID != "a-1" || r.EventNumber != uint64(i) ||
			string(r.Data) != string(want[i].Data) || string(r.UserMetadata) != string(want[i].Metadata) {
			t.Errorf("event %d is %+v, want %+v", i, r, want[i])
		}
		if r.ContentType != map[esdb.ContentType]string{esdb.ContentTypeJson: "application/json", esdb.ContentTypeBinary: "application/octet-stream"}[want[i].ContentType] {
			t.Errorf("event %d has content type %s", i, r.ContentType)
		}
		if age := time.Since(r.CreatedDate); age < 0 || age > time.Minute {
			t.Errorf("event %d was created %s", i, r.CreatedDate)
		}
	}
}

func storeEvent(typ string) store.NewEvent {
	return store.NewEvent{ID: events.ID(uuid.New()), Type: typ, Data: []byte(`{}`)}
}
