package enrol_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// life is how long certificates live here.
const life = 6 * time.Hour

// house is a control plane with the real hub and one enrolled node, on a
// virtual clock.
type house struct {
	t       *testing.T
	net     *linktest.Network
	control *linktest.Control
	ca      *pki.CA
	hub     *hub.Hub
	dir     string
	loseOne bool // the next answer of a renewal is lost
	skew    time.Duration
	dials   atomic.Int64 // of the link
	refuse  int64        // which of them is refused; 0: none
}

func inHouse(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := &house{t: t, net: linktest.NewNetwork(), control: linktest.NewControl(), ca: linktest.CA(t), dir: t.TempDir()}
		var err error
		h.hub, err = hub.New(hub.Config{
			CA: h.ca, Nodes: h.control, Enrolment: h.control, Renewal: h.control, Facts: h.control, Lifecycle: h.control,
			Configs: h.control, Log: slog.New(slog.DiscardHandler), NodeLife: life,
		})
		if err != nil {
			t.Fatal(err)
		}
		config, err := h.ca.ServerTLS([]string{linktest.Host}, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == link.PathRenew && h.loseOne {
				h.loseOne = false
				h.hub.Handler().ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			}
			h.hub.Handler().ServeHTTP(w, r)
		})
		server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(new(strings.Builder), "", 0)}
		go server.Serve(tls.NewListener(h.net, config)) // ends with the network
		ctx, cancel := context.WithCancel(context.Background())
		ran := make(chan error, 1)
		go func() { ran <- h.hub.Run(ctx) }()
		defer func() {
			cancel()
			<-ran
			server.Close()
			h.net.Close()
		}()
		h.enrol()
		test(t, h)
	})
}

func (h *house) document() enrol.Document {
	return enrol.Document{
		Version: 1, NodeID: "n-1", Name: "node1", Address: "192.0.2.10", LocationID: "l-1", Role: "transcoding",
		ControlURL: "https://" + linktest.Host, CA: string(h.ca.PEM()), Secret: secret, ExpiresAt: time.Now().Add(time.Hour),
	}
}

func (h *house) enrol() {
	h.t.Helper()
	d := h.document()
	h.control.Invite(link.Node{ID: d.NodeID, Address: d.Address}, d.Secret, d.ExpiresAt)
	if _, err := (enrol.Enroller{DialContext: h.net.Dial}).Enrol(h.t.Context(), d, h.dir); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) open() *enrol.Keeper {
	h.t.Helper()
	k, err := enrol.OpenKeeper(h.dir, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		h.t.Fatal(err)
	}
	k.DialContext = h.net.Dial
	k.Now = func() time.Time { return time.Now().Add(h.skew) }
	return k
}

// dial is how the link reaches the control plane.
func (h *house) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if h.dials.Add(1) == h.refuse {
		return nil, errors.New("connection refused")
	}
	return h.net.Dial(ctx, network, address)
}

// start runs a node, until stop.
func (h *house) start(k *enrol.Keeper) (stop func()) {
	h.t.Helper()
	d, err := dial.New(dial.Config{
		URL: "https://" + linktest.Host, TLS: k.ClientTLS(), NodeID: "n-1", Software: "1.0", BootTime: time.Now(),
		Outbox: linktest.NewOutbox(), Configuration: &linktest.Configuration{}, Calls: &linktest.Calls{},
		Credentials: k, Log: slog.New(slog.DiscardHandler), DialContext: h.dial,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan struct{}, 2)
	go func() { _ = d.Run(ctx); ran <- struct{}{} }()
	go func() { _ = k.Run(ctx, d.Redial); ran <- struct{}{} }()
	return func() {
		cancel()
		<-ran
		<-ran
	}
}

func (h *house) onDisk() (enrol.Identity, bool) {
	h.t.Helper()
	identity, err := enrol.LoadIdentity(h.dir)
	if err != nil {
		h.t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(h.dir, "identity.json"))
	if err != nil {
		h.t.Fatal(err)
	}
	var file struct{ Renewed *struct{} }
	if err := json.Unmarshal(text, &file); err != nil {
		h.t.Fatal(err)
	}
	return identity, file.Renewed != nil
}

// A node renews its certificate in time, again and again, and the one before
// is void.
func TestRenewal(t *testing.T) {
	inHouse(t, func(t *testing.T, h *house) {
		first, _ := h.onDisk()
		stop := h.start(h.open())
		defer stop()
		time.Sleep(life/2 + time.Minute) // not yet: a backdated hour counts for nothing
		if now, waits := h.onDisk(); now.Fingerprint() != first.Fingerprint() || waits {
			t.Error("renewed after half of its life")
		}
		time.Sleep(life / 4)
		second, waits := h.onDisk()
		if waits || second.Fingerprint() == first.Fingerprint() || h.control.Fingerprint("n-1") != second.Fingerprint() {
			t.Errorf("on disk %s (renewed waits: %t), recorded %s", second.Fingerprint(), waits, h.control.Fingerprint("n-1"))
		}
		if err := h.control.Enrolled(t.Context(), "n-1", first.Fingerprint()); !refusedAs(err, link.CodeRevoked) {
			t.Errorf("the first one: %v", err)
		}
		time.Sleep(10 * life)
		last, _ := h.onDisk()
		if !last.ExpiresAt.After(time.Now()) {
			t.Errorf("expired on %s", last.ExpiresAt)
		}
		entries, err := os.ReadDir(h.dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 || e.Name() != "identity.json" {
				t.Errorf("%s %v (%v)", e.Name(), info.Mode(), err)
			}
		}
	})
}

func refusedAs(err error, code string) bool {
	var r link.Refused
	return errors.As(err, &r) && r.Code == code
}

// The answer of a renewal is lost, then the node is killed at each of the
// moments between; every time it comes back with a certificate that counts.
func TestRenewalSurvivesAnything(t *testing.T) {
	inHouse(t, func(t *testing.T, h *house) {
		h.loseOne = true
		stop := h.start(h.open())
		time.Sleep(life/4*3 + 10*time.Minute)
		stop()
		if now, waits := h.onDisk(); waits || h.control.Fingerprint("n-1") != now.Fingerprint() {
			t.Errorf("after a lost answer: waits %t, recorded %s", waits, h.control.Fingerprint("n-1"))
		}

		// Killed after the answer was stored and before it was used.
		before, _ := h.onDisk()
		k := h.open()
		if err := k.Renew(t.Context()); err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join(h.dir, "identity.json"))
		if err != nil {
			t.Fatal(err)
		}
		if now, waits := h.onDisk(); !waits || now.Fingerprint() != before.Fingerprint() {
			t.Error("the old one gave way before the new one was used")
		}
		stop = h.start(h.open())
		time.Sleep(time.Minute)
		stop()
		after, waits := h.onDisk()
		if waits || after.Fingerprint() == before.Fingerprint() || h.control.Fingerprint("n-1") != after.Fingerprint() {
			t.Error("the new one was not adopted after a restart")
		}

		// Killed after it was used and before that was stored: both are on the
		// disk, and the control plane knows one of them.
		if err := pki.WriteSecret(filepath.Join(h.dir, "identity.json"), kept); err != nil {
			t.Fatal(err)
		}
		stop = h.start(h.open())
		time.Sleep(time.Minute)
		stop()
		if now, waits := h.onDisk(); waits || now.Fingerprint() != after.Fingerprint() {
			t.Error("the new one was not adopted the second time")
		}

		// What was asked for was never recorded: the old one goes on.
		k = h.open()
		h.control.OnRenew = func(context.Context) error { return errors.New("disk full") }
		if err := k.Renew(t.Context()); err == nil {
			t.Error("renewed what was not recorded")
		}
		stop = h.start(h.open())
		time.Sleep(time.Minute)
		stop()
		if now, _ := h.onDisk(); now.Fingerprint() != after.Fingerprint() {
			t.Error("lost the old one")
		}
	})
}

// While both are good, either connects; a renewed one that the control plane
// does not know leads back to the old one.
func TestTheOtherCertificateIsTried(t *testing.T) {
	inHouse(t, func(t *testing.T, h *house) {
		k := h.open()
		if err := k.Renew(t.Context()); err != nil {
			t.Fatal(err)
		}
		before, _ := h.onDisk()
		h.control.Enrol("n-1", before.Fingerprint())
		if err := h.control.Renew(t.Context(), "n-1", "", link.Issued{Fingerprint: "another"}, ""); err != nil {
			t.Fatal(err)
		}
		stop := h.start(h.open())
		defer stop()
		h.control.Await(t, "a link with the old certificate", func() bool { return len(h.control.History()) > 0 })

		// The old one does not last for ever: another takes the place of the one
		// that nobody knows.
		time.Sleep(life / 4 * 3)
		now, waits := h.onDisk()
		if waits || now.Fingerprint() == before.Fingerprint() || h.control.Fingerprint("n-1") != now.Fingerprint() {
			t.Errorf("not renewed again: waits %t, recorded %s", waits, h.control.Fingerprint("n-1"))
		}
		dials := h.dials.Load()
		time.Sleep(life / 4)
		if got := h.dials.Load(); got != dials {
			t.Errorf("dialled %d times more", got-dials)
		}
	})
}

// A Management Node that cannot be reached at the moment in which a renewed
// certificate is to be shown does not make the node go on with the old one.
func TestRenewedCertificateOutlastsARefusedDial(t *testing.T) {
	inHouse(t, func(t *testing.T, h *house) {
		h.refuse = 2
		first, _ := h.onDisk()
		stop := h.start(h.open())
		defer stop()
		time.Sleep(life/4*3 + 10*time.Minute)
		now, waits := h.onDisk()
		if waits || now.Fingerprint() == first.Fingerprint() || h.control.Fingerprint("n-1") != now.Fingerprint() {
			t.Errorf("still the old one after %d dials: waits %t, recorded %s", h.dials.Load(), waits, h.control.Fingerprint("n-1"))
		}
	})
}

// A node whose clock is behind renews by the control plane's clock.
func TestRenewalWithAClockThatIsBehind(t *testing.T) {
	inHouse(t, func(t *testing.T, h *house) {
		h.skew = -50 * time.Minute // a certificate is backdated by an hour
		first, _ := h.onDisk()
		stop := h.start(h.open())
		defer stop()
		time.Sleep(life/4*3 + 10*time.Minute)
		if now, _ := h.onDisk(); now.Fingerprint() == first.Fingerprint() {
			t.Error("not renewed")
		}
	})
}

// A node whose certificates are revoked is refused everything.
func TestRevokedNodeGetsNothing(t *testing.T) {
	inHouse(t, func(t *testing.T, h *house) {
		stop := h.start(h.open())
		defer stop()
		h.control.Await(t, "the link", func() bool { return len(h.control.History()) == 1 })
		h.control.Enrol("n-1", "somebody else's")
		h.hub.Recheck("n-1")
		h.control.Await(t, "the end of the link", func() bool {
			history := h.control.History()
			return len(history) == 2 && history[1] == "-n-1 revoked"
		})
		if err := h.open().Renew(t.Context()); !refusedAs(err, link.CodeRevoked) {
			t.Errorf("renewed: %v", err)
		}
		time.Sleep(time.Hour)
		if history := h.control.History(); len(history) != 2 {
			t.Errorf("came back: %q", history)
		}
	})
}
