package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
)

// browser is a client that takes any certificate and tells which it saw.
type browser struct {
	*http.Client
	base string
}

func newBrowser(t testing.TB, base string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true} // what is seen is compared
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{&http.Client{Jar: jar, Transport: transport, Timeout: time.Minute}, base}
}

func (b *browser) get(t testing.TB, path string) (int, string) {
	t.Helper()
	resp, err := get(t.Context(), b.Client, b.base+path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

var tokenField = regexp.MustCompile(`name="token" value="([0-9a-f]+)"`)

// upload does what the form of the page does.
func (b *browser) upload(t testing.TB, document string) string {
	t.Helper()
	_, page := b.get(t, "/")
	token := tokenField.FindStringSubmatch(page)
	if token == nil {
		t.Fatalf("no form: %s", page)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("token", token[1])
	file, _ := form.CreateFormFile("document", "node.json")
	_, _ = io.WriteString(file, document)
	_ = form.Close()
	resp, err := b.Post(b.base+"/", form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// seen is the certificate that a new connection sees.
func seen(t testing.TB, address string) string {
	t.Helper()
	conn, err := (&tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true}}).DialContext(t.Context(), "tcp", address) // what is seen is compared
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return pki.Fingerprint(conn.(*tls.Conn).ConnectionState().PeerCertificates[0])
}

// unprovisioned starts a node that has nothing.
func unprovisioned(t testing.TB) (*process, *browser, string) {
	t.Helper()
	port, dir := freePorts(t, 1), filepath.Join(t.TempDir(), "data")
	p := startParley(t, "node", "--data", dir, "--listen", fmt.Sprintf("0.0.0.0:%d", port), "--media-listen", loopback(port), "--cluster-listen", "127.0.0.1:0")
	b := newBrowser(t, "https://"+loopback(port))
	eventually(t, time.Minute, "the upload page", func() error {
		resp, err := get(t.Context(), b.Client, b.base+"/healthz")
		if err == nil {
			resp.Body.Close()
		}
		return err
	})
	return p, b, dir
}

// query answers a question about one node or certificate.
func (a *testAPI) query(t testing.TB, document string, variables map[string]any, into any) {
	t.Helper()
	if err := a.answer(t.Context(), document, variables, into); err != nil {
		t.Fatal(err)
	}
}

const nodeQuestion = `query($id: ID!) { conferencingNode(id: $id) { state linkCertificate { fingerprint renewalPending } provisioning { state refusals { reason count remote } } } }`

type nodeAnswer struct {
	State           string
	LinkCertificate *struct{ Fingerprint string }
	Provisioning    struct {
		State    string
		Refusals []struct {
			Reason, Remote string
			Count          int
		}
	}
}

// TestUploadPage: an administrator opens the page of a node that has nothing,
// uploads the document, and sees the node online; a copy is of no use.
func TestUploadPage(t *testing.T) {
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	location := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	id := m.api.must(t, "conferencingNodeCreate", map[string]any{"name": "node1", "locationId": location, "address": "127.0.0.1"}).id()
	void := m.api.must(t, "conferencingNodeProvision", map[string]any{"id": id}).Document
	document := m.api.must(t, "conferencingNodeProvision", map[string]any{"id": id}).Document

	node, b, dir := unprovisioned(t)
	address := strings.TrimPrefix(b.base, "https://")
	status, page := b.get(t, "/")
	first := seen(t, address)
	shown := strings.ToLower(strings.NewReplacer(":", "", " ", "", "<span>", "", "</span>", "", "\n", "").Replace(page))
	logged := strings.ToLower(strings.NewReplacer(":", "", " ", "").Replace(node.stderr.String()))
	if status != http.StatusOK || !strings.Contains(shown, first) || !strings.Contains(logged, first) {
		t.Errorf("status %d; the fingerprint %s is on the page %t and in the log %t", status, first, strings.Contains(shown, first), strings.Contains(logged, first))
	}
	for what, c := range map[string]struct{ document, want string }{
		"nothing":  {"", "Choose the file"},
		"no JSON":  {"hello", "This is not a provisioning document"},
		"a field":  {strings.Replace(document, `"role"`, `"rôle"`, 1), "is unknown"},
		"void one": {void, "The document is void"},
	} {
		if answer := b.upload(t, c.document); !strings.Contains(answer, c.want) || strings.Contains(answer, "This node is enrolled") {
			t.Errorf("%s: %s", what, answer)
		}
	}
	answer := b.upload(t, document)
	for _, want := range []string{"Document read", "Key made", "Certificate signed", "Connected", "This node is enrolled"} {
		if !strings.Contains(answer, want) {
			t.Errorf("the page does not say %q: %s", want, answer)
		}
	}
	eventually(t, time.Minute, "the node's own pages", func() error {
		if status, text := b.get(t, "/readyz"); status != http.StatusOK {
			return fmt.Errorf("%d %s", status, text)
		}
		return nil
	})
	if _, page := b.get(t, "/"); strings.Contains(page, "Provision this") {
		t.Error("the upload page is still there")
	}
	if seen(t, address) == first {
		t.Error("the node still shows the certificate that it made for itself")
	}
	identity, err := enrol.LoadIdentity(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got nodeAnswer
	eventually(t, time.Minute, "the node to be ready", func() error {
		m.api.query(t, nodeQuestion, map[string]any{"id": id}, &got)
		if got.State != "ONLINE" {
			return fmt.Errorf("it is %s", got.State)
		}
		return nil
	})
	if got.Provisioning.State != "REDEEMED" || got.LinkCertificate == nil || got.LinkCertificate.Fingerprint != identity.Fingerprint() {
		t.Errorf("the node is %+v, its certificate %s", got, identity.Fingerprint())
	}
	if strings.Contains(node.stderr.String(), secretOf(t, document)) {
		t.Error("the secret is in the log")
	}

	_, thief, _ := unprovisioned(t)
	if answer := thief.upload(t, document); !strings.Contains(answer, "The document was used before") {
		t.Errorf("a copy: %s", answer)
	}
	m.api.query(t, nodeQuestion, map[string]any{"id": id}, &got)
	if f := got.Provisioning.Refusals; len(f) != 2 || f[0].Reason != "REPLAYED" || f[0].Count != 1 || f[0].Remote != "127.0.0.1" || f[1].Reason != "VOID" {
		t.Errorf("refusals %+v", f)
	}
}

func secretOf(t testing.TB, document string) string {
	t.Helper()
	d, err := enrol.Parse([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return d.Secret
}

// TestProvisioningFromMetadata: the document is not there at first; the node
// asks as a cloud's instances do.
func TestProvisioningFromMetadata(t *testing.T) {
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	location := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	id := m.api.must(t, "conferencingNodeCreate", map[string]any{"name": "node1", "locationId": location, "address": "127.0.0.1"}).id()
	document := m.api.must(t, "conferencingNodeProvision", map[string]any{"id": id}).Document
	var asked atomic.Int32
	imds := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPut && r.URL.Path == "/latest/api/token" && r.Header.Get("X-aws-ec2-metadata-token-ttl-seconds") != "":
			fmt.Fprint(w, "the-token")
		case r.Header.Get("X-aws-ec2-metadata-token") != "the-token":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/latest/user-data" && asked.Add(1) > 1:
			fmt.Fprint(w, document)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer imds.Close()
	port, dir := freePorts(t, 1), t.TempDir()
	node := startParley(t, "node", "--data", filepath.Join(dir, "data"), "--listen", loopback(port), "--media-listen", loopback(port), "--cluster-listen", "127.0.0.1:0",
		"--provision-metadata", "ec2", "--metadata-url", imds.URL)
	api := newTestAPI(t, "http://"+loopback(port))
	eventually(t, time.Minute, "the node ready", func() error { return api.ready(t.Context()) })
	if log := node.stderr.String(); strings.Contains(log, secretOf(t, document)) || strings.Contains(log, "the-token") {
		t.Errorf("a secret is in the log: %s", log)
	}
}

// authority signs certificates for the tests.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t testing.TB) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(1000 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

// sign gives a chain and a key (PEM), and the fingerprint of the first.
func (a authority) sign(t testing.TB, serial int64) (chain, key, fingerprint string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(100 * time.Hour), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, private.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	text, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	block := func(kind string, b []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}))
	}
	return block("CERTIFICATE", der) + block("CERTIFICATE", a.cert.Raw), block("EC PRIVATE KEY", text), pki.Fingerprint(cert)
}

const (
	uploadCertificate  = `mutation($input: CertificateUploadInput!) { certificateUpload(input: $input) { certificate { id revision } position userErrors { code field message } } }`
	installCertificate = `mutation($input: CertificateInstallInput!) { certificateInstall(input: $input) { certificate { id revision } position userErrors { code field message } } }`
	assignWeb          = `mutation($input: WebCertificateAssignInput!) { webCertificateAssign(input: $input) { certificate { id revision } position userErrors { code field message } } }`
	assignNode         = `mutation($input: ConferencingNodeAssignCertificateInput!) { conferencingNodeAssignCertificate(input: $input) { conferencingNode { id revision } position userErrors { code field message } } }`
	revokeNode         = `mutation($input: ConferencingNodeRevokeInput!) { conferencingNodeRevoke(input: $input) { conferencingNode { id revision } position userErrors { code field message } } }`
)

func (a *testAPI) change(t testing.TB, mutation string, input map[string]any) string {
	t.Helper()
	var p struct {
		Certificate *struct{ ID string }
		UserErrors  []userError
	}
	a.query(t, mutation, map[string]any{"input": input}, &p)
	if len(p.UserErrors) > 0 {
		t.Fatalf("%v", p.UserErrors)
	}
	if p.Certificate == nil {
		return ""
	}
	return p.Certificate.ID
}

// TestCertificatesAreReloaded: the web side and a node serve the certificates
// that are assigned to them at once; who is connected stays so.
func TestCertificatesAreReloaded(t *testing.T) {
	ca := newAuthority(t)
	m := newManagementNode(t)
	given, key, fromFlags := ca.sign(t, 2)
	certFile, keyFile := filepath.Join(m.dir, "cert.pem"), filepath.Join(m.dir, "key.pem")
	if err := errors.Join(os.WriteFile(certFile, []byte(given), 0o600), os.WriteFile(keyFile, []byte(key), 0o600)); err != nil {
		t.Fatal(err)
	}
	m.args = []string{"--tls-cert", certFile, "--tls-key", keyFile}
	open := newBrowser(t, "https://"+loopback(m.port)) // stays connected
	m.api.base, m.api.http.Transport = open.base, open.Transport
	m.start(t)
	m.api.signIn(t)
	connections := 0
	traced := func() string { // on the connection that is open
		resp, err := get(t.Context(), open.Client, open.base+"/healthz")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		_, _ = io.Copy(io.Discard, resp.Body)
		connections++
		return pki.Fingerprint(resp.TLS.PeerCertificates[0])
	}
	serves := func(what, address, want string) {
		t.Helper()
		eventually(t, time.Minute, what, func() error {
			if got := seen(t, address); got != want {
				return fmt.Errorf("serves %s, want %s", got, want)
			}
			return nil
		})
	}
	web := loopback(m.port)
	serves("flags", web, fromFlags)
	// Whoever replaces the files need not restart anything; whoever does not hears of it.
	given, key, renewed := ca.sign(t, 6)
	if err := errors.Join(os.WriteFile(certFile, []byte(given), 0o600), os.WriteFile(keyFile, []byte(key), 0o600)); err != nil {
		t.Fatal(err)
	}
	serves("flags, renewed", web, renewed)
	eventually(t, time.Minute, "the alarm about the certificate of the flags", func() error {
		var alarms struct {
			Edges []struct {
				Node struct{ Subject struct{ Kind string } }
			}
		}
		m.api.query(t, `{ alarms(filter: { active: true, kind: [CERTIFICATE_EXPIRING] }) { edges { node { subject { kind } } } } }`, nil, &alarms)
		for _, e := range alarms.Edges {
			if e.Node.Subject.Kind == "MANAGEMENT_NODE" {
				return nil
			}
		}
		return errors.New("there is none")
	})
	chain, key, first := ca.sign(t, 3)
	id := m.api.change(t, uploadCertificate, map[string]any{"name": "web", "chain": chain, "key": key})
	m.api.change(t, assignWeb, map[string]any{"certificateId": id})
	serves("assigned", web, first)
	if traced() != fromFlags {
		t.Error("the open connection was not kept")
	}
	chain, key, second := ca.sign(t, 4)
	m.api.change(t, installCertificate, map[string]any{"id": id, "chain": chain, "key": key})
	serves("installed anew", web, second)

	// A node that listens beyond loopback serves the deployment's own first.
	location := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	nodeID := m.api.must(t, "conferencingNodeCreate", map[string]any{"name": "node1", "locationId": location, "address": "127.0.0.1"}).id()
	document := m.api.must(t, "conferencingNodeProvision", map[string]any{"id": nodeID}).Document
	node, b, dir := unprovisioned(t)
	if answer := b.upload(t, document); !strings.Contains(answer, "Connected") {
		t.Fatal(answer)
	}
	address := strings.TrimPrefix(b.base, "https://")
	eventually(t, time.Minute, "the node ready", func() error {
		if status, _ := b.get(t, "/readyz"); status != http.StatusOK {
			return fmt.Errorf("status %d", status)
		}
		return nil
	})
	own := seen(t, address)
	m.api.change(t, assignNode, map[string]any{"id": nodeID, "certificateId": id})
	serves("the node", address, second)
	if info, err := os.Stat(filepath.Join(dir, "web-certificate.pem")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("kept as %v, %v", info, err)
	}
	chain, key, third := ca.sign(t, 5)
	m.api.change(t, installCertificate, map[string]any{"id": id, "chain": chain, "key": key})
	serves("the node anew", address, third)
	node.interrupt(t, 30*time.Second)
	m.stop(t) // the node has it without the Management Node
	again := startParley(t, "node", "--data", dir, "--listen", "0.0.0.0"+address[strings.LastIndex(address, ":"):], "--media-listen", address, "--cluster-listen", "127.0.0.1:0")
	eventually(t, time.Minute, "the node without the Management Node", func() error {
		resp, err := get(t.Context(), b.Client, b.base+"/healthz")
		if err == nil {
			resp.Body.Close()
		}
		return err
	})
	serves("the node after a restart", address, third)
	m.start(t)
	m.api.change(t, assignNode, map[string]any{"id": nodeID, "certificateId": nil})
	m.api.change(t, assignWeb, map[string]any{"certificateId": nil})
	serves("the node's own again", address, own)
	serves("flags again", web, renewed)
	if _, err := os.Stat(filepath.Join(dir, "web-certificate.pem")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("still kept: %v", err)
	}
	if !again.alive() {
		t.Error("the node ended")
	}
}

// TestStolenNodeKey: after the revocation whoever has the node's data directory
// gets nothing, and the node is cut off at once.
func TestStolenNodeKey(t *testing.T) {
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	location := m.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	n := newConferencingNode(t, m, "node1", location)
	n.start(t)
	m.api.change(t, revokeNode, map[string]any{"id": n.id, "reason": "the machine was stolen"})
	eventually(t, 10*time.Second, "the end of the link", func() error {
		for _, e := range m.api.log(t) {
			if e.Type == "node.disconnected.v1" && strings.Contains(string(e.Data), "revoked") {
				return nil
			}
		}
		return errors.New("the link is up")
	})
	thief, err := enrol.LoadIdentity(n.data())
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{TLSClientConfig: thief.ClientTLS()}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	key, _, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	csr, err := pki.NewRequest(key)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	body := fmt.Sprintf(`{"csr":%q}`, csr)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, thief.ControlURL+link.PathRenew, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusForbidden || !strings.Contains(string(answer), link.CodeRevoked) {
		t.Errorf("renewal: %d %s %v", resp.StatusCode, answer, err)
	}
	eventually(t, time.Minute, "the node refused", func() error {
		if !strings.Contains(n.stderr.String(), "refused (revoked)") {
			return errors.New("not refused")
		}
		return nil
	})
	var got nodeAnswer
	m.api.query(t, nodeQuestion, map[string]any{"id": n.id}, &got)
	if got.State != "OFFLINE" || got.Provisioning.State != "REVOKED" || got.LinkCertificate != nil {
		t.Errorf("the node is %+v", got)
	}
}
