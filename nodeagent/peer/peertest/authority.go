package peertest

import (
	"crypto/tls"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/pki"
)

// Authority is a deployment's authority for a test with real connections.
func Authority(t testing.TB) *pki.CA {
	t.Helper()
	ca, err := pki.LoadOrCreate(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

// Issue gives a node a certificate for an hour.
func Issue(t testing.TB, ca *pki.CA, nodeID string) *tls.Certificate {
	t.Helper()
	key, keyPEM, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	request, err := pki.NewRequest(key)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := ca.SignNode(request, nodeID, []string{"192.0.2.1"}, time.Now(), time.Hour) // where it is does not count
	if err != nil {
		t.Fatal(err)
	}
	cert, err := tls.X509KeyPair(issued.PEM, keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	return &cert
}
