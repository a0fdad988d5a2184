package control_test

import (
	"testing"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Strangers whose calls are rejected, and nodes that come and go, do not keep
// anybody from changing a node.
func TestReportsAreNoConflict(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	oslo := do(t, r, keyed("l"), newLocation("Oslo"))
	made := do(t, r, keyed("n"), node.Create{Patch: node.Patch{
		Name: domain.Some("edge"), LocationID: domain.Some(oslo.ID), Address: domain.Some("10.0.0.1"), FQDN: domain.Some("edge.test.example"),
	}})
	rejected := func(seq uint64) events.Revision {
		return do(t, r, keyed(""), node.RecordFact{
			ID: made.ID, Fact: events.FactRef{Node: made.ID, Epoch: "e", Seq: seq},
			Event: events.NodeCallRejected{ID: made.ID, Alias: "nobody", Reason: "unknown-alias"},
		}).Revision
	}
	rename := func(name string) node.Update {
		return node.Update{ID: made.ID, Patch: node.Patch{Name: domain.Some(name)}}
	}
	rejected(1)
	shown := rejected(2)
	last := rejected(3)
	second := do(t, r, expecting(shown), rename("second"))
	refused(t, r, expecting(made.Revision), rename("third"), domain.CodeConflict, "")
	refused(t, r, expecting(last), rename("third"), domain.CodeConflict, "")
	refused(t, r, expecting(second.Revision+1), rename("third"), domain.CodeConflict, "")
	rejected(4)
	do(t, r, expecting(second.Revision), node.SetMaintenance{ID: made.ID, Maintenance: true, Reason: "new disk"})
	refused(t, r, expecting(second.Revision), rename("third"), domain.CodeConflict, "")
}

func TestSigningInIsNoConflict(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	made := do(t, r, keyed("a"), administrator.Create{Username: "ada", Password: domain.Plaintext("correct horse battery")})
	account, err := r.Executor.Administrator(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	do(t, r, keyed(""), administrator.SignIn{ID: made.ID, PasswordHash: account.PasswordHash, SessionID: "s"})
	rename := administrator.Update{ID: made.ID, DisplayName: domain.Some("Ada")}
	do(t, r, expecting(made.Revision), rename)
	rename.DisplayName = domain.Some("Countess")
	refused(t, r, expecting(made.Revision), rename, domain.CodeConflict, "")
}

// One key for two aggregates is two calls.
func TestOneKeyForTwoAggregates(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		r := controltest.New(t, s)
		oslo, rome := do(t, r, keyed("1"), newLocation("Oslo")), do(t, r, keyed("2"), newLocation("Rome"))
		for range 2 {
			for _, id := range []string{oslo.ID, rome.ID} {
				do(t, r, keyed("k"), location.Update{ID: id, Patch: location.Patch{Description: domain.Some("twice")}})
			}
		}
		for _, id := range []string{oslo.ID, rome.ID} {
			if got := controltest.Stream(t, s, events.LocationStream(id)); len(got) != 2 {
				t.Errorf("%s has %d events", id, len(got))
			}
		}
	})
}
