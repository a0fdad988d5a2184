package pki_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/pki"
)

var now = time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC)

func newCA(t *testing.T) *pki.CA {
	t.Helper()
	ca, err := pki.LoadOrCreate(t.TempDir(), now)
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

func request(t *testing.T) []byte {
	t.Helper()
	key, _, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	csr, err := pki.NewRequest(key)
	if err != nil {
		t.Fatal(err)
	}
	return csr
}

func TestOneAuthorityHoweverManyStartAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ca")
	if _, err := pki.Load(dir); !errors.Is(err, pki.ErrNotFound) {
		t.Errorf("before: %v", err)
	}
	var all sync.WaitGroup
	found := make([][]byte, 8)
	for i := range found {
		all.Go(func() {
			ca, err := pki.LoadOrCreate(dir, now)
			if err != nil {
				t.Error(err)
				return
			}
			found[i] = ca.PEM()
		})
	}
	all.Wait()
	published, err := os.ReadFile(filepath.Join(dir, "ca.crt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range found {
		if !bytes.Equal(text, published) {
			t.Error("two authorities")
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("files %v (%v)", entries, err)
	}
	// A crash before the certificate was published is made up for.
	if err := os.Remove(filepath.Join(dir, "ca.crt")); err != nil {
		t.Fatal(err)
	}
	if _, err := pki.LoadOrCreate(dir, now); err != nil {
		t.Error(err)
	}
	if again, err := os.ReadFile(filepath.Join(dir, "ca.crt")); err != nil || !bytes.Equal(again, published) {
		t.Errorf("published again: %v", err)
	}
}

func TestAuthorityThatCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	if _, err := pki.LoadOrCreate(dir, now); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "ca.pem")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, otherKey, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := pki.ParseCertificate(good)
	if err != nil {
		t.Fatal(err)
	}
	self, selfKey, err := pki.SelfSigned([]string{"x.test"}, now)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"empty": nil, "cut": good[:len(good)/2], "key alone": key, "another key": append(bytes.TrimSuffix(bytes.Clone(good), key), otherKey...),
		"no authority": append(self, selfKey...),
	} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		// Never made anew: all nodes trust the old one.
		if _, err := pki.LoadOrCreate(dir, now); !errors.Is(err, pki.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := errors.Join(os.WriteFile(path, good, 0o600), os.Chmod(path, 0o640)); err != nil {
		t.Fatal(err)
	}
	if _, err := pki.Load(dir); !errors.Is(err, pki.ErrPermissions) {
		t.Errorf("readable by the group: %v", err)
	}
}

func TestNodeCertificate(t *testing.T) {
	ca := newCA(t)
	issued, err := ca.SignNode(request(t), "n-1", []string{"192.0.2.1", "", "Node1.Example.ORG"}, now, pki.NodeLife)
	if err != nil {
		t.Fatal(err)
	}
	cert, rest, err := pki.ParseCertificate(issued.PEM)
	if err != nil || len(rest) > 0 {
		t.Fatal(err, rest)
	}
	if id, err := pki.NodeID(cert); err != nil || id != "n-1" {
		t.Errorf("names %q (%v)", id, err)
	}
	if pki.Fingerprint(cert) != issued.Fingerprint || cert.SerialNumber.Text(16) != issued.Serial || !cert.NotAfter.Equal(issued.ExpiresAt) {
		t.Errorf("issued %+v", issued)
	}
	for _, usage := range []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth} {
		if _, err := cert.Verify(x509.VerifyOptions{Roots: ca.Pool(), CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{usage}, DNSName: "node1.example.org"}); err != nil {
			t.Error(err)
		}
	}
	if _, err := cert.Verify(x509.VerifyOptions{Roots: newCA(t).Pool(), CurrentTime: now}); err == nil {
		t.Error("another authority vouches for it")
	}
	if cert.IsCA || cert.KeyUsage&x509.KeyUsageCertSign != 0 {
		t.Error("the node may sign certificates")
	}
	if err := pki.RefuseNode(tls.ConnectionState{PeerCertificates: []*x509.Certificate{cert}}); !errors.Is(err, pki.ErrNode) {
		t.Errorf("as control plane: %v", err)
	}
}

func TestRequestsThatAreNotSigned(t *testing.T) {
	ca := newCA(t)
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, p384)
	if err != nil {
		t.Fatal(err)
	}
	good := request(t)
	for name, text := range map[string][]byte{
		"empty": nil, "no PEM": []byte("x"), "two": append(bytes.Clone(good), good...),
		"other curve": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}),
		"not one":     pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: []byte("x")}),
		"certificate": ca.PEM(),
	} {
		if _, err := ca.SignNode(text, "n-1", nil, now, pki.NodeLife); !errors.Is(err, pki.ErrRequest) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, id := range []string{"", "a b", "a/b", "ä", "a%20", string(make([]byte, 65))} {
		if _, err := ca.SignNode(good, id, nil, now, pki.NodeLife); err == nil {
			t.Errorf("signed for %q", id)
		}
	}
	for _, host := range []string{"*.example.org", "a b", "-a.org", "a..org", "https://a"} {
		if _, err := ca.SignNode(good, "n-1", []string{host}, now, pki.NodeLife); err == nil {
			t.Errorf("signed for host %q", host)
		}
	}
}

// handshake gives the leaf that a client sees.
func handshake(t *testing.T, server, client *tls.Config) (*x509.Certificate, error) {
	t.Helper()
	near, far := net.Pipe()
	defer near.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer far.Close()
		s := tls.Server(far, server)
		if s.Handshake() == nil {
			_, _ = s.Read(make([]byte, 1))
		}
	}()
	c := tls.Client(near, client)
	err := c.Handshake()
	near.Close()
	<-done
	if err != nil {
		return nil, err
	}
	return c.ConnectionState().PeerCertificates[0], nil
}

func TestServerCertificateIsRenewedWhileHandshakesGoOn(t *testing.T) {
	ca := newCA(t)
	var mu sync.Mutex
	clock := now
	read := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return clock
	}
	server, err := ca.ServerTLS([]string{"control.test", "127.0.0.1"}, read)
	if err != nil {
		t.Fatal(err)
	}
	client := &tls.Config{RootCAs: ca.Pool(), ServerName: "control.test", Time: read, VerifyConnection: pki.RefuseNode}
	first, err := handshake(t, server, client)
	if err != nil {
		t.Fatal(err)
	}
	same, err := handshake(t, server, client)
	if err != nil || !same.Equal(first) {
		t.Errorf("a certificate for each handshake (%v)", err)
	}
	var all sync.WaitGroup
	for range 12 {
		for range 4 {
			all.Go(func() {
				if _, err := handshake(t, server, client); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		mu.Lock()
		clock = clock.Add(100 * 24 * time.Hour)
		mu.Unlock()
	}
	if last, err := handshake(t, server, client); err != nil || last.Equal(first) || !read().Before(last.NotAfter) {
		t.Errorf("after 1200 days: %v", err)
	}
	if _, err := handshake(t, server, &tls.Config{RootCAs: ca.Pool(), ServerName: "other.test", Time: read}); err == nil {
		t.Error("good for another host")
	}
}

func TestWriteSecretReplacesInOneStep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	for _, text := range []string{"one", "two"} {
		if err := pki.WriteSecret(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := pki.ReadSecret(path); err != nil || string(got) != text {
			t.Errorf("%s, %v", got, err)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("files %v (%v)", entries, err)
	}
}

func TestDerivedKeys(t *testing.T) {
	dir := t.TempDir()
	ca, err := pki.LoadOrCreate(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	derive := func(ca *pki.CA, label string) string {
		t.Helper()
		key, err := ca.Derive(label, 32)
		if err != nil || len(key) != 32 {
			t.Fatalf("%d bytes, %v", len(key), err)
		}
		return string(key)
	}
	key := derive(ca, "gossip")
	same, err := pki.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if derive(same, "gossip") != key {
		t.Error("another process derives another key")
	}
	if derive(ca, "something else") == key || derive(newCA(t), "gossip") == key {
		t.Error("another label or authority derives the same key")
	}
}
