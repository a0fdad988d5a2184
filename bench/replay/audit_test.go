package replay_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/projectiontest"
	readsql "github.com/parley-video/parley/projections/sql"
)

// The log of changes that BenchmarkAudit folds: services that are made and then
// changed by turns, as a program that provisions them does it.
const (
	changes  = 100_000
	services = 2_000
)

var changer = events.Actor{Kind: events.ActorToken, ID: "token-1", Name: "provisioning"}

// changed is one change of the configuration.
func changed(n int) events.Recorded {
	id := fmt.Sprintf("service-%04d", n%services)
	settings := events.ServiceSettings{
		Name: fmt.Sprintf("Meeting room %d of building %d", n%services, n%7), Description: fmt.Sprintf("as of change %d", n/services),
		AllowGuests: n/services%2 == 0, EnableChat: "default", CallType: "video", MaxQuality: "default",
		HostPIN: events.Sealed(fmt.Sprintf("s1.%032d", n)),
		Aliases: []events.Alias{{Alias: fmt.Sprintf("meet.%04d", n%services)}, {Alias: fmt.Sprint(100000 + n%services)}},
	}
	var e events.Event = events.ServiceUpdated{ID: id, Settings: settings}
	if n < services {
		e = events.ServiceCreated{ID: id, Type: events.ServiceConference, Settings: settings}
	}
	at := projectiontest.Epoch.Add(time.Duration(n) * time.Second)
	return events.Recorded{
		ID: events.DeriveID(fmt.Sprintf("change/%d", n)), Position: events.Position(n + 1), // small
		Stream: events.ServiceStream(id), Type: e.EventType(), Event: e, Created: at,
		Meta: events.Metadata{Actor: changer, Time: at, Source: "192.0.2.7", Correlation: fmt.Sprintf("request-%d", n)},
	}
}

// changedAudit folds the changes as the runner hands them over.
func changedAudit(b *testing.B, db *readsql.DB, list []events.Recorded) *audit.Audit {
	b.Helper()
	a := audit.New(db)
	if _, err := a.Handler().Open(context.Background()); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
	for len(list) > 0 {
		n := min(len(list), projections.MaxBatch)
		batch := projections.Batch{Events: list[:n], Through: list[n-1].Position, Live: n == len(list)}
		if _, err := a.Handler().Commit(context.Background(), batch); err != nil {
			b.Fatal(err)
		}
		list = list[n:]
	}
	b.StopTimer()
	return a
}

// databases are those there are.
func databases() []string {
	if os.Getenv("PARLEY_TEST_POSTGRES") != "" {
		return []string{"sqlite", "postgres"}
	}
	return []string{"sqlite"}
}

func allChanges() []events.Recorded {
	list := make([]events.Recorded, changes)
	for n := range list {
		list[n] = changed(n)
	}
	return list
}

// BenchmarkAudit folds changes of the configuration into the audit, from
// decoded events: each is compared with the object as it was before.
func BenchmarkAudit(b *testing.B) {
	list := allChanges()
	for _, kind := range databases() {
		b.Run(kind, func(b *testing.B) {
			b.StopTimer()
			for range b.N {
				changedAudit(b, open(b, kind), list)
			}
			b.ReportMetric(float64(len(list))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkAuditSearch asks an audit of that many changes for pages of 50.
func BenchmarkAuditSearch(b *testing.B) {
	list := allChanges()
	for _, kind := range databases() {
		b.StopTimer()
		a := changedAudit(b, open(b, kind), list)
		for name, q := range map[string]audit.Query{
			"none":   {},
			"often":  {Search: "description"},
			"rare":   {Search: "room 1234 of"},
			"never":  {Search: "no such thing"},
			"actor":  {Actor: "nobody"},
			"entity": {EntityKind: audit.KindService, EntityID: "service-0123"},
			"mixed":  {Search: "never", Kinds: []string{audit.KindService, audit.KindNode}},
		} {
			b.Run(kind+"/"+name, func(b *testing.B) {
				for range b.N {
					q.First = 50
					if _, err := a.Entries(context.Background(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
