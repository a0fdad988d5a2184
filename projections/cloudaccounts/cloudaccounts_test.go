package cloudaccounts_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/cloudaccounts"
	"github.com/parley-video/parley/projections/memory"
)

func TestRows(t *testing.T) {
	dawn := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	m := cloudaccounts.New()
	var batch projections.Batch
	for i, e := range []events.Event{
		events.CloudAccountCreated{ID: "a", Settings: events.CloudAccountSettings{Name: "A"}, SecretKey: "s1.x"},
		events.CloudAccountUpdated{ID: "a", Settings: events.CloudAccountSettings{Name: "B", Region: "eu-west-1"}},
		events.CloudAccountCreated{ID: "c", Settings: events.CloudAccountSettings{Name: "C"}, SecretKey: "s1.x"},
		events.CloudAccountCreated{ID: "d", Settings: events.CloudAccountSettings{Name: "D"}},
		events.CloudAccountRemoved{ID: "d"},
		events.CloudAccountUpdated{ID: "d"},
	} {
		batch.Events = append(batch.Events, events.Recorded{
			Position: events.Position(i) + 1, Revision: events.Revision(i), Event: e, Meta: events.Metadata{Time: dawn.Add(time.Duration(i) * time.Minute)}, // small
		})
	}
	for range 2 { // twice is once
		if _, err := m.Commit(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	page, err := m.Accounts(t.Context(), memory.Query{First: 10})
	want := []cloudaccounts.Account{
		{ID: "a", Revision: 1, CreatedAt: dawn, UpdatedAt: dawn.Add(time.Minute), Settings: events.CloudAccountSettings{Name: "B", Region: "eu-west-1"}},
		{ID: "c", Revision: 2, CreatedAt: dawn.Add(2 * time.Minute), UpdatedAt: dawn.Add(2 * time.Minute), Settings: events.CloudAccountSettings{Name: "C"}, HasSecretKey: true},
	}
	if diff := cmp.Diff(want, page.Nodes()); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if found, err := m.Accounts(t.Context(), memory.Query{First: 10, Search: "EU-WEST"}); err != nil || found.TotalCount != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := m.Account(t.Context(), "d"); err == nil {
		t.Error("a removed account is there")
	}
}
