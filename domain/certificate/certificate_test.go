package certificate_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/certificate"
	"github.com/parley-video/parley/domain/certificate/assignment"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var (
	now     = time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC)
	decider = domaintest.Decider[certificate.Command, certificate.State]{
		Initial: certificate.Initial,
		Decide: func(c certificate.Command, s certificate.State) (domain.Decision, error) {
			return certificate.Decide(c, s, certificate.References{})
		},
		Evolve: certificate.Evolve,
		Claims: certificate.Claims,
	}
)

// signer is a certificate with its key.
type signer struct {
	cert *x509.Certificate
	key  crypto.Signer
}

func (s signer) chain(more ...signer) string {
	text := ""
	for _, one := range append([]signer{s}, more...) {
		text += string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: one.cert.Raw}))
	}
	return text
}

func (s signer) keyText(t *testing.T) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(s.key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func newKey(t *testing.T) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// publicOnly is a key that others vouch for.
type publicOnly struct{ public crypto.PublicKey }

func (p publicOnly) Public() crypto.PublicKey { return p.public }

func (publicOnly) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New("there is no private key")
}

// sign makes a certificate; without a parent it signs itself.
func sign(t *testing.T, key crypto.Signer, parent *signer, change ...func(*x509.Certificate)) signer {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "web"}, DNSNames: []string{"web.example.org"}, IPAddresses: []net.IP{net.IPv4(192, 0, 2, 1)},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(100 * 24 * time.Hour), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	for _, c := range change {
		c(template)
	}
	by := signer{template, key}
	if parent != nil {
		by = *parent
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.cert, key.Public(), by.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return signer{cert, key}
}

func authority(name string) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.Subject.CommonName, c.IsCA, c.KeyUsage, c.ExtKeyUsage, c.DNSNames, c.IPAddresses = name, true, x509.KeyUsageCertSign, nil, nil, nil
		c.NotAfter = now.Add(50 * 24 * time.Hour)
	}
}

func secret(text string) domain.Secret { return domain.Secret{Plain: text, Sealed: "sealed"} }

func refusals(t *testing.T, cmd certificate.Command, s certificate.State) string {
	t.Helper()
	_, err := certificate.Decide(cmd, s, certificate.References{})
	list, _ := domain.AsRefusals(err)
	var out []string
	for _, r := range list {
		out = append(out, string(r.Code)+" "+strings.Join(r.Field, ".")+": "+r.Message)
	}
	if err != nil && len(list) == 0 {
		out = append(out, err.Error())
	}
	return strings.Join(out, "\n")
}

// Everything that can be wrong with an upload names the field and says what.
func TestUploadRefused(t *testing.T) {
	key := newKey(t)
	root := sign(t, newKey(t), nil, authority("Root"))
	good := sign(t, key, &root)
	modulus, err := rand.Prime(rand.Reader, 1024) // nobody signs with it
	if err != nil {
		t.Fatal(err)
	}
	weakKey := publicOnly{&rsa.PublicKey{N: modulus, E: 65537}}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	keyText := good.keyText(t)
	with := func(key crypto.Signer, change func(*x509.Certificate)) signer { return sign(t, key, &root, change) }
	same := func(*x509.Certificate) {}
	for what, c := range map[string]struct{ name, chain, key, want string }{
		"nothing":        {"", "", "", "REQUIRED name: A value is required.\nREQUIRED chain: A certificate is required.\nREQUIRED key: A certificate is of no use"},
		"no PEM":         {"a", "hello", keyText, "INVALID chain: This is not a certificate in PEM"},
		"damaged":        {"a", good.chain() + "-----BEGIN CERTIFICATE-----\nAA", keyText, "INVALID chain: What follows certificate 1 is damaged"},
		"unreadable":     {"a", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", keyText, "INVALID chain: Certificate 1 cannot be read"},
		"key in chain":   {"a", good.chain() + keyText, keyText, "INVALID chain: There is a private key among"},
		"request":        {"a", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", keyText, "INVALID chain: This is a request"},
		"too many":       {"a", good.chain(root, root, root, root, root, root, root, root, root, root), keyText, "INVALID chain: At most 10"},
		"order":          {"a", root.chain(good), keyText, "INVALID chain: The first certificate is one of an authority"},
		"broken":         {"a", good.chain(sign(t, newKey(t), nil, authority("Other"))), keyText, `INVALID chain: Certificate 2 ("Other") did not sign certificate 1 ("web")`},
		"expired":        {"a", with(key, func(c *x509.Certificate) { c.NotAfter = now.Add(-time.Minute) }).chain(), keyText, `INVALID chain: The certificate of "web" expired on 2026-11-21`},
		"weak RSA":       {"a", with(weakKey, same).chain(), keyText, "is weak: its RSA key has 1024 bits"},
		"Ed25519":        {"a", with(edKey, same).chain(), keyText, "browsers do not know keys of its kind"},
		"client only":    {"a", with(key, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }).chain(), keyText, "INVALID chain: The certificate is not meant for servers"},
		"no signatures":  {"a", with(key, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }).chain(), keyText, "may not be used for signatures"},
		"nameless":       {"a", with(key, func(c *x509.Certificate) { c.DNSNames, c.IPAddresses = nil, nil }).chain(), keyText, "INVALID chain: The certificate names no host"},
		"another's key":  {"a", good.chain(root), root.keyText(t), "INVALID key: This key does not belong to the certificate."},
		"no key":         {"a", good.chain(root), "hello", "INVALID key: This is not a private key in PEM"},
		"passphrase":     {"a", good.chain(), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "INVALID key: The key is protected by a passphrase"},
		"two keys":       {"a", good.chain(), keyText + keyText, "INVALID key: There is more than one key"},
		"unreadable key": {"a", good.chain(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "INVALID key: The private key cannot be read"},
		"large":          {"a", strings.Repeat("x", certificate.MaxText+1), strings.Repeat("x", certificate.MaxText+1), "INVALID chain: At most 65536 bytes are allowed.\nINVALID key: At most 65536"},
	} {
		got := refusals(t, certificate.Upload{ID: "1", Name: c.name, Chain: c.chain, Key: secret(c.key), Now: now}, certificate.State{})
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", what, got)
		}
		if strings.Contains(got, strings.Split(keyText, "\n")[1]) {
			t.Errorf("%s: the key is repeated", what)
		}
	}
}

func TestLifeOfACertificate(t *testing.T) {
	root := sign(t, newKey(t), nil, authority("Root"))
	key := newKey(t)
	first, second := sign(t, key, &root), sign(t, key, &root, func(c *x509.Certificate) { c.SerialNumber = big.NewInt(8) })
	other := sign(t, newKey(t), &root)
	upload := certificate.Upload{ID: "1", Name: " Web ", Chain: "Subject: x\n" + first.chain(root) + "\n", Key: secret(first.keyText(t)), Now: now}

	c := decider.Given(t).When(upload).Apply()
	s := c.State
	if !s.Installed() || s.Name != "Web" || s.Key != "sealed" || s.Chain != first.chain(root) || len(s.PublicKey) != 64 {
		t.Fatalf("%+v", s)
	}
	if i := s.Info; i.Subject != "CN=web" || i.Issuer != "CN=Root" || i.Serial != "7" || i.KeyType != "ecdsa-p256" || i.SelfSigned ||
		!i.NotAfter.Equal(root.cert.NotAfter) || i.DNSNames[0] != "web.example.org" || i.IPAddresses[0] != "192.0.2.1" {
		t.Errorf("%+v", i)
	}
	c.When(certificate.Install{ID: "1", Chain: first.chain(root), Now: now}).Then() // the same again
	c.When(certificate.Install{ID: "1", Chain: other.chain(root), Now: now}).Refused("INVALID chain")
	c.When(certificate.Install{ID: "1", Chain: other.chain(root), Key: secret(first.keyText(t)), Now: now}).Refused("INVALID key")
	renewed := c.When(certificate.Install{ID: "1", Chain: second.chain(), Now: now}).Apply()
	if s := renewed.State; s.Info.Serial != "8" || s.Key != "sealed" {
		t.Errorf("%+v", s)
	}
	replaced := renewed.When(certificate.Install{ID: "1", Chain: other.chain(), Key: domain.Secret{Plain: other.keyText(t), Sealed: "other"}, Now: now}).Apply()
	if s := replaced.State; s.Key != "other" || s.PublicKey == renewed.State.PublicKey {
		t.Errorf("%+v", s)
	}
	replaced.When(certificate.Rename{ID: "1", Name: domain.Some(" ")}).Refused("REQUIRED name")
	replaced.When(certificate.Rename{ID: "1", Name: domain.Some("Web 2")}).Then(events.CertificateRenamed{ID: "1", Name: "Web 2"}).
		When(certificate.Remove{ID: "1"}).Then(events.CertificateRemoved{ID: "1"}).
		When(certificate.Rename{ID: "1", Name: domain.Some("x")}).Refused("NOT_FOUND id")
	_, err := certificate.Decide(certificate.Remove{ID: "1"}, replaced.State, certificate.References{UsedBy: []string{"node a", "node b"}})
	if !domain.IsRefusal(err, domain.CodeInUse) || !strings.Contains(err.Error(), "node a, node b") {
		t.Errorf("removed while in use: %v", err)
	}
	self := sign(t, key, nil)
	if got := refusals(t, certificate.Upload{ID: "2", Name: "self", Chain: self.chain(), Key: secret(self.keyText(t)), Now: now}, certificate.State{}); got != "" {
		t.Errorf("a self-signed one: %s", got)
	}
}

func TestRequest(t *testing.T) {
	spec := certificate.Spec{KeyType: events.KeyECDSAP256, DNSNames: []string{"Web.Example.ORG.", "*.example.org", "web.example.org"}, IPAddresses: []string{"2001:DB8::1"}, Country: "no"}
	cmd := certificate.Request{ID: "1", Name: "Web", Spec: spec, Key: secret("key"), PublicKey: "digest", PEM: "request"}
	decider.Given(t).When(cmd).Then(events.CertificateRequested{
		ID: "1", Name: "Web", Key: "sealed", PublicKey: "digest",
		Request: events.CertificateRequest{
			KeyType: events.KeyECDSAP256, Subject: "CN=web.example.org,C=NO", DNSNames: []string{"web.example.org", "*.example.org"}, IPAddresses: []string{"2001:db8::1"}, PEM: "request",
		},
	})
	for what, c := range map[string]struct {
		change func(*certificate.Spec)
		want   string
	}{
		"no host":   {func(s *certificate.Spec) { s.DNSNames, s.IPAddresses = nil, nil }, "REQUIRED dnsNames"},
		"bad host":  {func(s *certificate.Spec) { s.DNSNames = []string{"a b"} }, "INVALID dnsNames.0"},
		"bad IP":    {func(s *certificate.Spec) { s.IPAddresses = []string{"1.2.3"} }, "INVALID ipAddresses.0"},
		"bad key":   {func(s *certificate.Spec) { s.KeyType = "dsa" }, "INVALID keyType"},
		"bad land":  {func(s *certificate.Spec) { s.Country = "Norway" }, "INVALID country"},
		"long name": {func(s *certificate.Spec) { s.CommonName = strings.Repeat("x", 65) }, "INVALID commonName"},
	} {
		bad := spec
		c.change(&bad)
		decider.Given(t).When(certificate.Request{ID: "1", Name: "Web", Spec: bad}).Refused(c.want)
		if bad.Check() == nil {
			t.Errorf("%s passes", what)
		}
	}
}

func TestAssignments(t *testing.T) {
	decide := domaintest.Decider[assignment.Command, assignment.State]{
		Initial: assignment.Initial, Evolve: assignment.Evolve, Claims: assignment.Claims,
		Decide: func(c assignment.Command, s assignment.State) (domain.Decision, error) {
			refs := assignment.References{Installed: c.Certificate() == "a" || c.Certificate() == "b", Pending: c.Certificate() == "csr", Node: true}
			if n, ok := c.(assignment.AssignNode); ok {
				refs.Node = n.NodeID != "gone"
			}
			return assignment.Decide(c, s, refs)
		},
	}
	c := decide.Given(t)
	c.When(assignment.AssignWeb{CertificateID: "csr"}).Refused("NOT_ALLOWED certificateId")
	c.When(assignment.AssignWeb{CertificateID: "x"}).Refused("NOT_FOUND certificateId")
	c.When(assignment.AssignNode{NodeID: "gone", CertificateID: "a"}).Refused("NOT_FOUND nodeId")
	c.When(assignment.AssignWeb{}).Then()
	c = c.When(assignment.AssignWeb{CertificateID: "a"}).Then(events.CertificateWebAssigned{CertificateID: "a"}).
		When(assignment.AssignNode{NodeID: "n", CertificateID: "a"}).Then(events.CertificateNodeAssigned{NodeID: "n", CertificateID: "a"})
	if nodes, web := c.State.Users("a"); !web || len(nodes) != 1 {
		t.Errorf("%v %t", nodes, web)
	}
	c = c.When(assignment.AssignNode{NodeID: "n", CertificateID: "b"}).Then(events.CertificateNodeAssigned{NodeID: "n", CertificateID: "b"}).
		When(assignment.AssignNode{NodeID: "n"}).Then(events.CertificateNodeAssigned{NodeID: "n"})
	if nodes, web := c.State.Users("b"); web || len(nodes) != 0 {
		t.Errorf("%v %t", nodes, web)
	}
}
