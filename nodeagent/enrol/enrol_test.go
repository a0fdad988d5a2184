package enrol_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "0123456789abcdef0123456789abcdef"

// rig is a control plane on a loopback address.
type rig struct {
	control *linktest.Control
	ca      *pki.CA
	url     string
	lose    bool   // the answer is lost once
	restart func() // the control plane forgets what is not in its log
}

func start(t *testing.T) *rig {
	t.Helper()
	r := &rig{control: linktest.NewControl(), ca: linktest.CA(t)}
	var h *hub.Hub
	var stop func()
	begin := func() {
		var err error
		h, err = hub.New(hub.Config{
			CA: r.ca, Nodes: r.control, Enrolment: r.control, Renewal: r.control, Facts: r.control, Lifecycle: r.control,
			Configs: r.control, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ran := make(chan error, 1)
		go func() { ran <- h.Run(ctx) }()
		stop = func() {
			cancel()
			if err := <-ran; err != nil {
				t.Error(err)
			}
		}
	}
	begin()
	r.restart = func() { stop(); begin() } // between two requests
	config, err := r.ca.ServerTLS([]string{"127.0.0.1"}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: 10 * time.Second}
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if r.lose {
			r.lose = false
			h.Handler().ServeHTTP(httptest.NewRecorder(), req)
			panic(http.ErrAbortHandler)
		}
		h.Handler().ServeHTTP(w, req)
	})
	go server.Serve(tls.NewListener(listener, config)) // ends with Close
	t.Cleanup(func() {
		stop()
		if err := server.Shutdown(context.Background()); err != nil { // waits for its goroutines
			t.Error(err)
		}
	})
	r.url = "https://" + listener.Addr().String()
	return r
}

func (r *rig) document(nodeID string) enrol.Document {
	return enrol.Document{
		Version: 1, NodeID: nodeID, Name: "node1", Address: "192.0.2.10", FQDN: "node1.example.org", LocationID: "l-1",
		Role: "transcoding", ControlURL: r.url, CA: string(r.ca.PEM()), Secret: secret, ExpiresAt: time.Now().Add(time.Hour),
	}
}

func (r *rig) invite(d enrol.Document) {
	r.control.Invite(link.Node{ID: d.NodeID, Address: d.Address, FQDN: d.FQDN}, d.Secret, d.ExpiresAt)
}

// refusedWith checks the code of a refusal.
func refusedWith(t *testing.T, err error, code string) {
	t.Helper()
	var refused link.Refused
	if !errors.As(err, &refused) || refused.Code != code {
		t.Errorf("%v, want refused (%s)", err, code)
	}
}

// TestEnrolmentWithSeveralManagementNodes: one that cannot be reached is passed
// over, and all are remembered.
func TestEnrolmentWithSeveralManagementNodes(t *testing.T) {
	r := start(t)
	d := r.document("n-1")
	r.invite(d)
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = gone.Close()
	d.ControlURL = "https://" + gone.Addr().String() + "/"
	d.ControlURLs = []string{strings.TrimRight(d.ControlURL, "/"), r.url}
	dir := t.TempDir()
	if _, err := enrol.Enrol(t.Context(), d, dir); err != nil {
		t.Fatal(err)
	}
	loaded, err := enrol.LoadIdentity(dir)
	if err != nil || loaded.ControlURL != strings.TrimRight(d.ControlURL, "/") || len(loaded.ControlURLs) != 1 || loaded.ControlURLs[0] != r.url {
		t.Errorf("%q %q %v", loaded.ControlURL, loaded.ControlURLs, err)
	}
	d = r.document("n-2") // not invited: a refusal is an answer
	d.ControlURLs = []string{r.url, "https://" + gone.Addr().String()}
	_, err = enrol.Enrol(t.Context(), d, t.TempDir())
	refusedWith(t, err, link.CodeUnknownNode)
}

func TestEnrolmentEndToEnd(t *testing.T) {
	r := start(t)
	d := r.document("n-1")
	r.invite(d)
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := enrol.LoadIdentity(dir); !errors.Is(err, enrol.ErrNotEnrolled) {
		t.Errorf("before: %v", err)
	}
	got, err := enrol.Enrol(t.Context(), d, dir)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := enrol.LoadIdentity(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got.NodeID != "n-1" || got.ControlURL != r.url || loaded.Fingerprint() != got.Fingerprint() || r.control.Fingerprint("n-1") != got.Fingerprint() {
		t.Errorf("identity %+v, loaded %+v", got, loaded)
	}
	leaf := loaded.ClientTLS().Certificates[0].Leaf
	if leaf.VerifyHostname("192.0.2.10") != nil || leaf.VerifyHostname("node1.example.org") != nil {
		t.Errorf("certificate is good for %v %v", leaf.IPAddresses, leaf.DNSNames)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 || e.Name() != "identity.json" {
			t.Errorf("%s %v (%v)", e.Name(), info.Mode(), err)
		}
	}
	// Once more with the same document and directory changes nothing.
	if again, err := enrol.Enrol(t.Context(), d, dir); err != nil || again.Fingerprint() != got.Fingerprint() {
		t.Errorf("again: %v", err)
	}
	// Single use: another machine cannot.
	_, err = enrol.Enrol(t.Context(), d, t.TempDir())
	refusedWith(t, err, link.CodeReplayed)
	if got := r.control.Refusals(); len(got) != 1 || got[0] != "n-1 replayed" {
		t.Errorf("told of %q", got)
	}
	// The directory is this node's.
	other := r.document("n-2")
	r.invite(other)
	if _, err := enrol.Enrol(t.Context(), other, dir); !errors.Is(err, enrol.ErrOtherNode) {
		t.Errorf("other node: %v", err)
	}
	// A new document replaces the certificate.
	d.Secret = strings.Repeat("z", 40)
	r.invite(d)
	renewed, err := enrol.Enrol(t.Context(), d, dir)
	if err != nil || renewed.Fingerprint() == got.Fingerprint() || r.control.Fingerprint("n-1") != renewed.Fingerprint() {
		t.Errorf("renewed: %v", err)
	}
}

func TestEnrolmentRefused(t *testing.T) {
	r := start(t)
	d := r.document("n-1")
	r.invite(d)
	for name, c := range map[string]struct {
		change func(*enrol.Document)
		code   string
	}{
		"wrong secret": {func(d *enrol.Document) { d.Secret = strings.Repeat("x", 32) }, link.CodeSecret},
		"unknown node": {func(d *enrol.Document) { d.NodeID = "n-9" }, link.CodeUnknownNode},
	} {
		bad, dir := d, t.TempDir()
		c.change(&bad)
		_, err := enrol.Enrol(t.Context(), bad, dir)
		if refusedWith(t, err, c.code); t.Failed() {
			t.Log(name)
		}
		if _, err := enrol.LoadIdentity(dir); !errors.Is(err, enrol.ErrNotEnrolled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	late := enrol.Enroller{Now: func() time.Time { return time.Now().Add(2 * time.Hour) }}
	if _, err := late.Enrol(t.Context(), d, t.TempDir()); !errors.Is(err, enrol.ErrExpired) {
		t.Errorf("expired by the node's clock: %v", err)
	}
	r.control.Invite(link.Node{ID: "n-1"}, secret, time.Now().Add(-time.Second))
	_, err := enrol.Enrol(t.Context(), d, t.TempDir())
	refusedWith(t, err, link.CodeExpired)
}

func TestLostAnswerIsAskedForAgain(t *testing.T) {
	r := start(t)
	d, dir := r.document("n-1"), t.TempDir()
	r.invite(d)
	r.lose = true
	if _, err := enrol.Enrol(t.Context(), d, dir); err == nil {
		t.Fatal("the lost answer arrived")
	}
	recorded := r.control.Fingerprint("n-1")
	got, err := enrol.Enrol(t.Context(), d, dir)
	if err != nil || recorded == "" || got.Fingerprint() != recorded {
		t.Errorf("%v; recorded %s", err, recorded)
	}
}

// The control plane is restarted before the node asks again: that is no theft,
// and what the node gets is good. Somebody with another key gets nothing.
func TestLostAnswerIsAskedForAgainAfterARestart(t *testing.T) {
	r := start(t)
	d, dir := r.document("n-1"), t.TempDir()
	r.invite(d)
	r.lose = true
	if _, err := enrol.Enrol(t.Context(), d, dir); err == nil {
		t.Fatal("the lost answer arrived")
	}
	r.restart()
	_, err := enrol.Enrol(t.Context(), d, t.TempDir())
	refusedWith(t, err, link.CodeReplayed)
	got, err := enrol.Enrol(t.Context(), d, dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.control.Enrolled(t.Context(), "n-1", got.Fingerprint()); err != nil {
		t.Error(err)
	}
	if refused := r.control.Refusals(); len(refused) != 1 {
		t.Errorf("refused %q", refused)
	}
}

func TestRecordThatFailsIsTriedAgain(t *testing.T) {
	r := start(t)
	d, dir := r.document("n-1"), t.TempDir()
	r.invite(d)
	fail := true
	r.control.OnRedeem = func(context.Context) error {
		if fail {
			fail = false
			return errors.New("disk")
		}
		return nil
	}
	_, err := enrol.Enrol(t.Context(), d, dir)
	refusedWith(t, err, link.CodeUnavailable)
	if _, err := enrol.Enrol(t.Context(), d, dir); err != nil {
		t.Error(err)
	}
}

// A control plane of another authority is given nothing, not even the secret.
func TestControlPlaneOfAnotherAuthority(t *testing.T) {
	r := start(t)
	d := r.document("n-1")
	r.invite(d)
	d.CA = string(linktest.CA(t).PEM())
	if _, err := enrol.Enrol(t.Context(), d, t.TempDir()); err == nil || r.control.Fingerprint("n-1") != "" {
		t.Errorf("%v, fingerprint %s", err, r.control.Fingerprint("n-1"))
	}
}

// The request of a stranger decides nothing but the key.
func TestTheRequestNamesNobody(t *testing.T) {
	r := start(t)
	d := r.document("n-1")
	r.invite(d)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: r.ca.Pool()}, DisableKeepAlives: true}}
	post := func(body string) (int, []byte) {
		t.Helper()
		resp, err := client.Post(r.url+link.PathEnrol, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, b
	}
	request := func(csr []byte) string {
		b, err := json.Marshal(link.EnrolRequest{NodeID: "n-1", Secret: secret, CSR: string(csr)})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for name, body := range map[string]string{
		"garbage": "{", "empty": "", "unknown member": `{"nodeId":"n-1","admin":true}`, "no request": request(nil),
		"two values": request(nil) + "{}", "oversize": `{"csr":"` + strings.Repeat("x", 70<<10) + `"}`,
		"RSA": request(requestRSA(t)), "bad signature": request(spoil(t, requestFor(t, "n-2"))),
	} {
		status, b := post(body)
		var refused link.Refused
		if err := json.Unmarshal(b, &refused); err != nil || status != http.StatusBadRequest || refused.Code != link.CodeMalformed {
			t.Errorf("%s: %d %s", name, status, b)
		}
	}
	status, b := post(request(requestFor(t, "n-2"))) // names another node
	var answer link.EnrolResponse
	if err := json.Unmarshal(b, &answer); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s", status, b)
	}
	cert, _, err := pki.ParseCertificate([]byte(answer.Certificate))
	if err != nil {
		t.Fatal(err)
	}
	if id, err := pki.NodeID(cert); err != nil || id != "n-1" || cert.IsCA || len(cert.DNSNames) != 1 || cert.DNSNames[0] != "node1.example.org" {
		t.Errorf("certificate of %q (%v): CA %v, names %v", id, err, cert.IsCA, cert.DNSNames)
	}
}

func TestIdentityThatDoesNotFit(t *testing.T) {
	r := start(t)
	d, dir := r.document("n-1"), t.TempDir()
	r.invite(d)
	if _, err := enrol.Enrol(t.Context(), d, dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "identity.json")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	otherCA := strings.ReplaceAll(string(linktest.CA(t).PEM()), "\n", `\n`)
	thisCA := strings.ReplaceAll(string(r.ca.PEM()), "\n", `\n`)
	for name, text := range map[string][]byte{
		"cut":          good[:len(good)/2],
		"empty":        nil,
		"another node": bytes.Replace(good, []byte(`"nodeId": "n-1"`), []byte(`"nodeId": "n-2"`), 1),
		"another CA":   bytes.Replace(good, []byte(thisCA), []byte(otherCA), 1),
		"version":      bytes.Replace(good, []byte(`"version": 1`), []byte(`"version": 2`), 1),
	} {
		if bytes.Equal(text, good) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := enrol.LoadIdentity(dir); !errors.Is(err, enrol.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := errors.Join(os.WriteFile(path, good, 0o600), os.Chmod(path, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := enrol.LoadIdentity(dir); !errors.Is(err, pki.ErrPermissions) {
		t.Errorf("readable by others: %v", err)
	}
}
