package enrol_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func requestPEM(t *testing.T, name string, key any) []byte {
	t.Helper()
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
		Subject: pkix.Name{CommonName: "Parley node " + name}, DNSNames: []string{"evil.example.org"},
	}, key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})
}

func requestFor(t *testing.T, name string) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return requestPEM(t, name, key)
}

func requestRSA(t *testing.T) []byte {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return requestPEM(t, "n-1", key)
}

// spoil changes what was signed.
func spoil(t *testing.T, request []byte) []byte {
	t.Helper()
	block, _ := pem.Decode(request)
	changed := strings.Replace(string(block.Bytes), "evil", "good", 1)
	if changed == string(block.Bytes) {
		t.Fatal("nothing was changed")
	}
	return pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: []byte(changed)})
}

func goodDocument(t testing.TB) enrol.Document {
	t.Helper()
	return enrol.Document{
		Version: 1, NodeID: "n-1", Name: "node1", Address: "2001:db8::1", LocationID: "l-1", Role: "proxying",
		ControlURL: "https://manage.example.org:8444/", CA: string(linktest.CA(t).PEM()), Secret: secret,
		ExpiresAt: time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC),
	}
}

func TestDocumentNamesWhatIsWrong(t *testing.T) {
	for field, change := range map[string]func(*enrol.Document){
		"version":    func(d *enrol.Document) { d.Version = 2 },
		"nodeId":     func(d *enrol.Document) { d.NodeID = " " },
		"name":       func(d *enrol.Document) { d.Name = strings.Repeat("x", 251) },
		"address":    func(d *enrol.Document) { d.Address = "node1" },
		"fqdn":       func(d *enrol.Document) { d.FQDN = strings.Repeat("x", 254) },
		"locationId": func(d *enrol.Document) { d.LocationID = "" },
		"role":       func(d *enrol.Document) { d.Role = "king" },
		"controlUrl": func(d *enrol.Document) { d.ControlURL = "http://manage.example.org" },
		"controlUrls.1": func(d *enrol.Document) {
			d.ControlURLs = []string{d.ControlURL, "http://second.example.org"}
		},
		"controlUrls": func(d *enrol.Document) { d.ControlURLs = slices.Repeat([]string{d.ControlURL}, 9) },
		"ca":          func(d *enrol.Document) { d.CA += d.CA },
		"secret":      func(d *enrol.Document) { d.Secret = "short" },
		"expiresAt":   func(d *enrol.Document) { d.ExpiresAt = time.Time{} },
	} {
		d := goodDocument(t)
		change(&d)
		err := enrol.Validate(d)
		var bad enrol.FieldError
		if !errors.As(err, &bad) || bad.Field != field || !errors.Is(err, enrol.ErrDocument) {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, url := range []string{"https://a:b@host", "https://host/path", "https://host?x", "https://", "https://:8444", "host:8444"} {
		d := goodDocument(t)
		d.ControlURL = url
		if err := enrol.Validate(d); !errors.Is(err, enrol.ErrDocument) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestParseReadsWhatEncodeWrites(t *testing.T) {
	d := goodDocument(t)
	d.ControlURLs = []string{d.ControlURL, "https://second.example.org:8444"}
	b, err := enrol.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := enrol.Parse(b); err != nil || !reflect.DeepEqual(got, d) {
		t.Errorf("%+v, %v", got, err)
	}
	for name, text := range map[string]string{
		"unknown field": strings.Replace(string(b), `"name"`, `"nick"`, 1), "trailing": string(b) + "{}",
		"oversize": string(b) + strings.Repeat(" ", enrol.MaxDocument), "no JSON": "x", "empty": "", "null": "null",
		"wrong type": strings.Replace(string(b), `"version": 1`, `"version": "1"`, 1),
	} {
		if _, err := enrol.Parse([]byte(text)); !errors.Is(err, enrol.ErrDocument) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	b, err := enrol.Encode(goodDocument(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := enrol.Parse(b)
		if err != nil {
			if !errors.Is(err, enrol.ErrDocument) {
				t.Fatal(err)
			}
			return
		}
		if err := enrol.Validate(d); err != nil {
			t.Fatal(err)
		}
	})
}
