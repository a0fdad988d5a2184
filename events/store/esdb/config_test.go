package esdb

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
)

func TestConnectionStrings(t *testing.T) {
	for text, want := range map[string]config{
		"esdb://127.0.0.1:2113?tls=false":                   {targets: []string{"127.0.0.1:2113"}, plain: true},
		"kurrentdb://db.example":                            {targets: []string{"db.example:2113"}},
		"esdb://admin:p%40ss@db:1?defaultDeadline=2500":     {targets: []string{"db:1"}, user: "admin", password: "p@ss", timeout: 2500 * time.Millisecond},
		"esdb+discover://cluster.example:2113":              {targets: []string{"cluster.example:2113"}, cluster: true},
		"esdb://a:1,b:2,c:3?tls=false&gossipTimeout=2":      {targets: []string{"a:1", "b:2", "c:3"}, cluster: true, plain: true, gossip: 2 * time.Second},
		"esdb://u:p@a,b:2?tlsVerifyCert=false":              {targets: []string{"a:2113", "b:2"}, cluster: true, user: "u", password: "p"},
		"esdb://a?nodePreference=Leader&connectionName=one": {targets: []string{"a:2113"}},
	} {
		got, err := parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if want.timeout == 0 {
			want.timeout = defaultTimeout
		}
		if strings.Join(got.targets, " ") != strings.Join(want.targets, " ") || got.cluster != want.cluster || got.plain != want.plain ||
			got.user != want.user || got.password != want.password || got.timeout != want.timeout || (got.tls == nil) != got.plain ||
			want.gossip != 0 && got.gossip != want.gossip {
			t.Errorf("%s: %+v", text, got)
		}
		if got.tls != nil && got.tls.InsecureSkipVerify != strings.Contains(text, "tlsVerifyCert=false") {
			t.Errorf("%s: certificates are checked: %t", text, !got.tls.InsecureSkipVerify)
		}
	}
}

func TestConnectionStringsRefused(t *testing.T) {
	for text, names := range map[string]string{
		"":                                  "esdb://",
		"postgres://u:secret@h":             "esdb://",
		"esdb://":                           "host",
		"esdb://u:secret@h?tsl=false":       "tsl",
		"esdb://u:secret@h?tls=maybe":       "tls",
		"esdb://u:secret@h?tls=true&tls=no": "tls",
		"esdb://u:sec/ret@h:1":              "malformed",
		"esdb://u:secret@h:port":            "malformed",
		"esdb://u:secret@h?nodePreference=follower": "nodePreference",
		"esdb://u:secret@h?tlsCaFile=/nowhere/ca":   "/nowhere/ca",
		"esdb://u:secret@h?userCertFile=/a":         "userKeyFile",
		"esdb://h?gossipTimeout=0":                  "gossipTimeout",
	} {
		_, err := parse(text)
		if !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), names) {
			t.Errorf("%s: %v, want %q in it", text, err, names)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "ret@")) {
			t.Errorf("the error tells the password: %v", err)
		}
	}
	if _, err := Open(patient(t), Options{ConnectionString: "esdb://h"}); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("no logger: %v", err)
	}
}

// certificate makes a self-signed one for 127.0.0.1, and its file.
func certificate(t *testing.T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, path
}

func secure(cert tls.Certificate) func(*esdbserver.Config) {
	return func(c *esdbserver.Config) {
		c.Insecure, c.TLS = nil, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	}
}

// With TLS and credentials; and the ways in which these may be wrong, each of
// which is told at once or in time.
func TestTLS(t *testing.T) {
	cert, ca := certificate(t)
	address := serve(t, sqliteLog(t), secure(cert)).address
	good := "?tls=true&tlsCaFile=" + url.QueryEscape(ca)
	user := "token:" + url.QueryEscape(testPassword) + "@"
	s := connect(t, "esdb://"+user+address+good, nil)
	if err := appendAt(patient(t), s, "a", 0); err != nil {
		t.Fatal(err)
	}
	wantStream(t, s, "a", 1)
	for name, c := range map[string]struct {
		connection string
		want       error
	}{
		"wrong password":  {"esdb://token:wrong@" + address + good, ErrRefused},
		"no password":     {"esdb://" + address + good, ErrRefused},
		"unknown issuer":  {"esdb://" + user + address, store.ErrUnavailable},
		"without TLS":     {"esdb://" + user + address + "?tls=false", store.ErrUnavailable},
		"nobody is there": {"esdb://" + user + "127.0.0.1:1" + good, store.ErrUnavailable},
	} {
		s, err := Open(patient(t), Options{ConnectionString: c.connection, Logger: discard, Timeout: 500 * time.Millisecond})
		if err == nil {
			t.Errorf("%s: opened, closing: %v", name, s.Close())
			continue
		}
		if !errors.Is(err, c.want) || errors.Is(err, ErrRefused) != errors.Is(c.want, ErrRefused) || strings.Contains(err.Error(), "p@ss") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
