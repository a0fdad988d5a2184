package webserver_test

import (
	"bytes"
	"crypto/tls"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/internal/pki"
)

// TestCertificateFilesAreReadAgain: who replaces the files need not start
// anything anew, whatever state they are in meanwhile.
func TestCertificateFilesAreReadAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
		writes := 0
		write := func(path string, text []byte) {
			t.Helper()
			writes++ // the clock of files is too coarse to tell two writes apart
			at := time.Unix(1_700_000_000+int64(writes), 0)
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(path, at, at); err != nil {
				t.Fatal(err)
			}
		}
		made := func() (cert, key []byte) {
			t.Helper()
			cert, key, err := pki.SelfSigned([]string{"localhost"}, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			return cert, key
		}
		pair := func(cert, key []byte) *tls.Certificate {
			t.Helper()
			c, err := tls.X509KeyPair(cert, key)
			if err != nil {
				t.Fatal(err)
			}
			return &c
		}
		var logged bytes.Buffer
		log := slog.New(slog.NewTextHandler(&logged, nil))
		if _, err := webserver.OpenCertificate(certFile, keyFile, log); err == nil {
			t.Fatal("opened what is not there")
		}
		cert, key := made()
		write(certFile, cert)
		write(keyFile, key)
		f, err := webserver.OpenCertificate(certFile, keyFile, log)
		if err != nil {
			t.Fatal(err)
		}
		expect := func(what string, want *tls.Certificate, told int) {
			t.Helper()
			for range 3 {
				time.Sleep(5 * time.Second)
				if got := f.Current(); !bytes.Equal(got.Certificate[0], want.Certificate[0]) || !f.NotAfter().Equal(want.Leaf.NotAfter) {
					t.Errorf("%s: another certificate, until %s", what, f.NotAfter())
				}
			}
			if n := strings.Count(logged.String(), "cannot be used"); n != told {
				t.Errorf("%s: told %d times:\n%s", what, n, &logged)
			}
		}
		first := pair(cert, key)
		expect("unchanged", first, 0)
		cert, key = made()
		write(certFile, cert)
		expect("half replaced", first, 1)
		write(keyFile, key)
		second := pair(cert, key)
		expect("replaced", second, 1)
		write(certFile, []byte("nonsense"))
		expect("damaged", second, 2)
		if err := os.Remove(keyFile); err != nil {
			t.Fatal(err)
		}
		expect("gone", second, 3)
		cert, key = made()
		write(certFile, cert)
		write(keyFile, key)
		expect("back", pair(cert, key), 3)
	})
}
