package store_test

import (
	"context"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
)

// throughDoor appends through the official client over TLS, to the same kind
// of log; client and server share the machine.
func throughDoor(b *testing.B, s store.Store) func(context.Context, string, int) error {
	b.Helper()
	settings, err := esdb.ParseConnectionString(esdbtest.StartTLS(b, s))
	if err != nil {
		b.Fatal(err)
	}
	client, err := esdb.NewClient(settings)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = client.Close() })
	return func(ctx context.Context, stream string, n int) error {
		options := esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}
		if n > 0 {
			options.ExpectedRevision = esdb.Revision(uint64(n - 1)) // counts up from 0
		}
		e := event(ids.Add(1))
		_, err := client.AppendToStream(ctx, stream, options, esdb.EventData{
			EventID: uuid.UUID(e.ID), EventType: e.Type, ContentType: esdb.ContentTypeJson, Data: e.Data, Metadata: e.Meta,
		})
		return err
	}
}
