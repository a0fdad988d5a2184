package certificates_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/certificates"
	"github.com/parley-video/parley/projections/projectiontest"
)

var at = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

func fold(t *testing.T, atOnce int, list ...events.Event) *certificates.Certificates {
	t.Helper()
	c := certificates.New(at.AddDate(20, 0, 0))
	log := projectiontest.NewLog(memory.New())
	if _, err := log.Add(context.Background(), list...); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time changes nothing
		if err := projectiontest.CatchUp(context.Background(), log.Store, c, atOnce); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func node(id, name string) events.Event {
	return events.NodeCreated{ID: id, Settings: events.NodeSettings{Name: name, LocationID: "l", Address: "192.0.2.1"}}
}

func TestCertificatesAndWhoServesThem(t *testing.T) {
	life := []events.Event{
		node("n", "edge"),
		events.CertificateUploaded{ID: "a", Name: "Beta", Key: "s1.key", Chain: "chain", Info: events.CertificateInfo{NotAfter: at, DNSNames: []string{"web.example.org"}}},
		events.CertificateRequested{ID: "b", Name: "alpha", Key: "s1.key", Request: events.CertificateRequest{PEM: "csr"}},
		events.CertificateWebAssigned{CertificateID: "a"},
		events.CertificateNodeAssigned{NodeID: "n", CertificateID: "a"},
		events.CertificateNodeAssigned{NodeID: "gone", CertificateID: "a"},
	}
	c := fold(t, 2, life...)
	a, err := c.Certificate(t.Context(), "a")
	if err != nil || !a.Web || !reflect.DeepEqual(a.Nodes, []string{"n"}) || !a.Installed() || a.Request != nil {
		t.Errorf("%+v, %v", a, err)
	}
	if n, err := c.Node(t.Context(), "n"); err != nil || n.ServesID != "a" {
		t.Errorf("%+v, %v", n, err)
	}
	names := func(q certificates.Query) string {
		t.Helper()
		var all []string
		for q.First = 1; ; {
			page, err := c.Certificates(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Nodes() {
				all = append(all, row.Name)
			}
			if !page.HasNextPage {
				return strings.Join(all, " ")
			}
			q.After = *page.EndCursor()
		}
	}
	soon := at.Add(time.Hour)
	for want, q := range map[string]certificates.Query{
		"alpha Beta":  {},
		"Beta alpha":  {Order: certificates.ByExpiry},
		"Beta alpha ": {Descend: true},
		"Beta":        {Search: "WEB.example"},
		"Beta ":       {NotAfter: &soon},
		"":            {NotAfter: &at},
	} {
		if got := names(q); got != strings.TrimSpace(want) {
			t.Errorf("%+v: %s", q, got)
		}
	}
	expiries := c.Expiries(t.Context())
	if len(expiries) != 2 || expiries[0].Kind != certificates.KindOwn || !expiries[0].InUse || expiries[1].Kind != certificates.KindAuthority {
		t.Errorf("%+v", expiries)
	}
	c = fold(t, 500, append(life,
		events.CertificateInstalled{ID: "b", Chain: "other", Info: events.CertificateInfo{NotAfter: at}},
		events.CertificateRenamed{ID: "b", Name: "Gamma"}, events.CertificateWebAssigned{CertificateID: "b"},
		events.CertificateNodeAssigned{NodeID: "n"}, events.CertificateRemoved{ID: "a"}, events.NodeRemoved{ID: "n"})...)
	if b, err := c.Certificate(t.Context(), "b"); err != nil || !b.Web || b.Name != "Gamma" || b.Chain != "other" || b.Request == nil {
		t.Errorf("%+v, %v", b, err)
	}
	for _, err := range []error{third(c.Certificate(t.Context(), "a")), third(c.Node(t.Context(), "n"))} {
		if !errors.Is(err, projections.ErrNotFound) {
			t.Errorf("what was removed: %v", err)
		}
	}
}

func third[T any](_ T, err error) error { return err }

func TestWhatNodesEnrolWith(t *testing.T) {
	issued := events.NodeProvisioningIssued{ID: "n", SecretDigest: "d", ExpiresAt: at}
	life := []events.Event{node("n", "edge"), issued}
	if n, _ := fold(t, 500, life...).Node(t.Context(), "n"); n.Provisioning != certificates.ProvisioningIssued || !n.ExpiresAt.Equal(at) || n.Certificate != nil {
		t.Errorf("issued: %+v", n)
	}
	for range 30 {
		life = append(life, events.NodeProvisioningRefused{ID: "n", Reason: events.RefusedVoid, Count: 2}, events.NodeProvisioningRefused{ID: "stranger", Reason: events.RefusedUnknownNode, Count: 1})
	}
	life = append(life, events.NodeProvisioningRefused{ID: "n", Reason: events.RefusedReplayed, Remote: "192.0.2.9", Count: 1},
		events.NodeEnrolled{ID: "n", Serial: "1", Fingerprint: "f1", ExpiresAt: at}, events.NodeCertificateRenewed{ID: "n", Serial: "2", Fingerprint: "f2", ExpiresAt: at.AddDate(2, 0, 0)})
	n, err := fold(t, 7, life...).Node(t.Context(), "n")
	if err != nil || n.Provisioning != certificates.ProvisioningRedeemed || n.Certificate.Fingerprint != "f1" || n.Renewed == nil ||
		len(n.Refusals) != 20 || n.Refusals[0].Reason != events.RefusedReplayed || n.Refusals[1].Count != 2 {
		t.Errorf("enrolled: %+v, %v", n, err)
	}
	life = append(life, events.NodeCertificateAdopted{ID: "n", Fingerprint: "f2"})
	c := fold(t, 500, life...)
	if n, _ := c.Node(t.Context(), "n"); n.Certificate.Fingerprint != "f2" || n.Renewed != nil {
		t.Errorf("adopted: %+v", n)
	}
	if e := c.Expiries(t.Context()); len(e) != 2 || e[0].Kind != certificates.KindNode || e[0].Name != "edge" {
		t.Errorf("%+v", e)
	}
	life = append(life, events.NodeCertificateRevoked{ID: "n", Serials: []string{"2"}, Reason: "stolen"})
	c = fold(t, 500, life...)
	if n, _ := c.Node(t.Context(), "n"); n.Provisioning != certificates.ProvisioningRevoked || n.Certificate != nil || n.RevokedAt == nil || n.Reason != "stolen" || len(c.Expiries(t.Context())) != 1 {
		t.Errorf("revoked: %+v", n)
	}
}
