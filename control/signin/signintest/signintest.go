// Package signintest starts what people sign in with elsewhere: OpenLDAP's
// slapd, and an OpenID provider that is a Node program. Both are real, listen on
// loopback addresses, keep what they have below the test's directory and end
// with the test. It is for tests only.
package signintest

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Required is the variable that makes the absence of the programs a failure.
const Required = "PARLEY_TEST_SIGNIN"

// patience is how long a program may take to start.
const patience = 30 * time.Second

// absent skips a test that needs a program, unless it has to be there.
func absent(t testing.TB, what string) {
	t.Helper()
	if os.Getenv(Required) != "" {
		t.Fatalf("%s (needed since %s is set)", what, Required)
	}
	t.Skipf("%s; `make test` installs it", what)
}

// Authority is a certificate authority with one certificate for this machine.
type Authority struct{ CA, Cert, Key string } // PEM

// NewAuthority makes one.
func NewAuthority(t testing.TB) Authority {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	check(err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "directory.example.com"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	check(err)
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	check(err)
	text := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	return Authority{CA: text("CERTIFICATE", caDER), Cert: text("CERTIFICATE", der), Key: text("PRIVATE KEY", keyDER)}
}

// start runs a program until the test ends, and waits for a line of one of its
// outputs that has the word.
func start(t testing.TB, cmd *exec.Cmd, output func() (io.ReadCloser, error), word string) string {
	t.Helper()
	out, err := output()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string)
	done := make(chan struct{})
	go func() {
		defer close(done)
		var seen []string
		found := false
		for scan := bufio.NewScanner(out); scan.Scan(); {
			if seen = append(seen, scan.Text()); !found && strings.Contains(scan.Text(), word) {
				found = true
				lines <- scan.Text()
			}
		}
		if !found {
			lines <- "\x00" + strings.Join(seen, "\n")
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-done
		_ = cmd.Wait()
	})
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	select {
	case line := <-lines:
		if said, failed := strings.CutPrefix(line, "\x00"); failed {
			t.Fatalf("%s ended: %s", cmd.Path, said)
		}
		return line
	case <-ctx.Done():
		go func() { <-lines }()
		t.Fatalf("%s did not start within %s", cmd.Path, patience)
		return ""
	}
}

// answers waits until somebody listens: slapd says that it starts a moment
// before it does.
func answers(t testing.TB, address string) {
	t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
			return
		}
		select {
		case <-again.C:
		case <-end.C:
			t.Fatalf("nobody listens at %s: %v", address, err)
		}
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// freePort is one that was free a moment ago.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
