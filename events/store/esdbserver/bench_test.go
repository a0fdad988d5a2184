package esdbserver_test

import (
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"

	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/sqlite"
)

func benchClient(b *testing.B) *esdb.Client {
	b.Helper()
	log, err := sqlite.Open(testContext(b), sqlite.Options{Dir: b.TempDir(), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = log.Close() })
	return dial(b, esdbtest.StartTLS(b, log))
}

func benchEvent() esdb.EventData {
	data := make([]byte, 0, 224)
	data = append(data, `{"participant":"`...)
	for len(data) < 220 {
		data = append(data, 'x')
	}
	return esdb.EventData{
		EventID: uuid.New(), EventType: "conference.participant-joined.v1", ContentType: esdb.ContentTypeJson,
		Data: append(data, `"}`...), Metadata: []byte(`{"actor":{"kind":"node","id":"4c1"},"time":"2026-11-21T09:00:00Z"}`),
	}
}

// BenchmarkAppend is durable appends of one event by 64 writers, each with
// streams of its own, through the official client over TLS.
func BenchmarkAppend64(b *testing.B) {
	client := benchClient(b)
	ctx := b.Context()
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	var writers sync.WaitGroup
	for w := range 64 {
		writers.Go(func() {
			for n := 0; left.Add(-1) >= 0; n++ {
				_, err := client.AppendToStream(ctx, "w-"+strconv.Itoa(w)+"-"+strconv.Itoa(n%16), esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, benchEvent())
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
}

// BenchmarkRead is reading the whole log, one event per turn.
func BenchmarkRead(b *testing.B) {
	client := benchClient(b)
	for n := 0; n < b.N; n += 200 {
		list := make([]esdb.EventData, 200)
		for i := range list {
			list[i] = benchEvent()
		}
		if _, err := client.AppendToStream(b.Context(), "r-"+strconv.Itoa(n), esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, list...); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	stream, err := client.ReadAll(b.Context(), esdb.ReadAllOptions{From: esdb.Start{}}, uint64(b.N))
	if got := collect(b, stream, err); len(got) != b.N {
		b.Fatalf("%d events, want %d", len(got), b.N)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
