package hub_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

const secret = "0123456789abcdef0123456789abcdef"

func request(t *testing.T) string {
	t.Helper()
	key, _, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	csr, err := pki.NewRequest(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(csr)
}

// ask posts to the hub; shown is the certificate of the node that asks, if any.
func (r *rig) ask(ctx context.Context, path string, body any, shown *tls.Config) *httptest.ResponseRecorder {
	r.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	req := httptest.NewRequestWithContext(ctx, http.MethodPost, path, bytes.NewReader(text))
	if shown != nil {
		leaf := shown.Certificates[0].Leaf
		req.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{leaf}, VerifiedChains: [][]*x509.Certificate{{leaf}}}
	}
	answer := httptest.NewRecorder()
	r.hub.Handler().ServeHTTP(answer, req)
	return answer
}

// Whoever presents a copied document and hangs up is recorded all the same.
func TestRefusalOfSomebodyWhoHungUp(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		ctx, hangUp := context.WithCancel(t.Context())
		hangUp()
		r.ask(ctx, link.PathEnrol, link.EnrolRequest{NodeID: "n-1", Secret: secret, CSR: request(t)}, nil)
		if got, want := r.control.Refusals(), []string{"n-1 " + link.CodeUnknownNode}; !slices.Equal(got, want) {
			t.Errorf("recorded %q, want %q", got, want)
		}
	})
}

// Strangers that take all places to enrol leave those of nodes that renew.
func TestEnrolmentsLeaveRoomForRenewals(t *testing.T) {
	const places = 16
	bubble(t, func(t *testing.T, r *rig) {
		r.control.Invite(link.Node{ID: "n-1", Address: "192.0.2.1"}, secret, time.Now().Add(time.Hour))
		enough := make(chan struct{})
		r.control.OnRedeem = func(context.Context) error { <-enough; return nil }
		shown := r.enrolled("n-2")
		done := make(chan int, places)
		for range places {
			body := link.EnrolRequest{NodeID: "n-1", Secret: secret, CSR: request(t)}
			go func() { done <- r.ask(t.Context(), link.PathEnrol, body, nil).Code }()
		}
		synctest.Wait()
		if got := r.ask(t.Context(), link.PathEnrol, link.EnrolRequest{NodeID: "n-1", Secret: secret, CSR: request(t)}, nil).Code; got != http.StatusServiceUnavailable {
			t.Errorf("one more enrolment: %d", got)
		}
		if got := r.ask(t.Context(), link.PathRenew, link.RenewRequest{CSR: request(t)}, shown); got.Code != http.StatusOK {
			t.Errorf("renewal: %d %s", got.Code, got.Body)
		}
		close(enough)
		for range places {
			<-done
		}
	})
}
