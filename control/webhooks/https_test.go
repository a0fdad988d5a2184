package webhooks_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// serve is a receiver behind real HTTPS.
func serve(t *testing.T, h http.Handler) (*httptest.Server, func(*webhooks.Config)) {
	t.Helper()
	server := httptest.NewUnstartedServer(h)
	server.EnableHTTP2 = true
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	t.Cleanup(server.Close)
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	return server, func(c *webhooks.Config) { c.RootCAs = pool }
}

func to(url string) webhook.Patch {
	p := conferences()
	p.URL = domain.Some(url)
	return p
}

// TestOverHTTPS: events of several conferences over the real network, with
// failures, on every database.
func TestOverHTTPS(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		db, log := open(t), controltest.SQLite(t)
		defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
		rec := newReceiver(t)
		rec.answer = func(_ http.ResponseWriter, _ *http.Request, g got, n int) int {
			switch {
			case g.revision()%5 == 1 && n < 3:
				return http.StatusInternalServerError
			case g.revision()%5 == 2 && n == 1:
				return takenUnanswered
			case g.revision() == 8 && g.subject() == "conference-0":
				return http.StatusGone
			}
			return http.StatusOK
		}
		server, trust := serve(t, rec)
		r := newRig(t, log, db, trust, limited(webhooks.Limits{FirstRetry: time.Millisecond, LastRetry: 20 * time.Millisecond}))
		id, secret := r.create(to(server.URL + "/hook?token=hunter2"))
		rec.trust(secret)
		stop := r.start()
		const streams, each = 5, 40
		for range each {
			for i := range streams {
				r.happen(fmt.Sprint(i), 1)
			}
		}
		rec.await(t, "all are taken", func([]got) bool { return rec.takenLocked() == streams*each-1 })
		parked := eventually(t, func() bool { s := r.status(id); return s.Parked == 1 && s.Pending == 0 })
		if !parked {
			t.Errorf("%+v", r.status(id))
		}
		checkOrder(t, rec.all(), parkings(r.deliveries(id, webhooks.Parked)))
		checkLists(t, r, id, streams*each)
		at := r.deliveries(id, webhooks.Parked)[0].Position
		if n, err := r.Discard(t.Context(), id, &at); n != 1 || err != nil {
			t.Error(n, err)
		}
		if _, err := r.Replay(t.Context(), admin, id, 0, nil); err != nil {
			t.Fatal(err)
		}
		rec.await(t, "the replay", func(list []got) bool {
			n := 0
			for _, g := range list {
				if g.replay && g.taken {
					n++
				}
			}
			return n >= streams*each-1
		})
		if !eventually(t, func() bool { return r.status(id).Replay == nil }) {
			t.Error("the replay does not end")
		}
		stopped(t, stop)
		server.Close()
		for _, hidden := range []string{secret, "hunter2", server.URL} {
			if strings.Contains(r.Logged.String(), hidden) {
				t.Errorf("%s stands in the log:\n%s", hidden, r.Logged)
			}
		}
	})
}

// eventually asks until it is so.
func eventually(t *testing.T, ok func() bool) bool {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(30 * time.Second); ; {
		if ok() {
			return true
		}
		select {
		case <-tick.C:
		case <-deadline:
			return false
		}
	}
}

// checkLists pages through deliveries and attempts.
func checkLists(t *testing.T, r *rig, id string, want int) {
	t.Helper()
	for what, list := range map[string]func(context.Context, string, webhooks.Query) (webhooks.Page, error){
		"deliveries": r.Deliveries, "attempts": r.Attempts,
	} {
		all := map[string]bool{}
		last := events.Position(1 << 62)
		for after := ""; ; {
			page, err := list(t.Context(), id, webhooks.Query{First: 7, After: after})
			if err != nil {
				t.Fatal(what, err)
			}
			for _, d := range page.Deliveries {
				if what == "deliveries" && d.Position > last || all[d.Cursor] {
					t.Errorf("%s: %s after %s", what, d.Position, last)
				}
				last, all[d.Cursor] = d.Position, true
			}
			if after = page.After; !page.More {
				break
			}
		}
		if len(all) < want || what == "deliveries" && len(all) != want {
			t.Errorf("%d %s are listed, want %d", len(all), what, want)
		}
		for _, q := range []webhooks.Query{{First: -1}, {First: 1001}, {First: 1, After: "x"}, {First: 1, After: "1.2.3"}, {First: 1, States: []webhooks.DeliveryState{"x"}}} {
			if _, err := list(t.Context(), id, q); err == nil {
				t.Errorf("%s: %+v is answered", what, q)
			}
		}
	}
	page, err := r.Attempts(t.Context(), id, webhooks.Query{First: 1000, States: []webhooks.DeliveryState{webhooks.Retrying}})
	if err != nil || len(page.Deliveries) == 0 {
		t.Fatal(len(page.Deliveries), err)
	}
	for _, d := range page.Deliveries {
		if d.State != webhooks.Retrying || d.Error == "" || d.Attempts == 0 || d.LastAttemptAt == nil {
			t.Errorf("%+v", d)
		}
	}
}

// TestTheMessage: what exactly is sent, parsed by the CloudEvents SDK.
func TestTheMessage(t *testing.T) {
	rec := newReceiver(t)
	server, trust := serve(t, rec)
	r := newRig(t, controltest.Memory(t), sqldbtest.SQLite(t, t.TempDir()+"/state.db"), trust, func(c *webhooks.Config) { c.UserAgent = "Parley/1.2" })
	at := time.Date(2026, 11, 21, 12, 0, 0, 123_000_000, time.UTC)
	plain, s1 := r.create(webhook.Patch{Name: domain.Some("plain"), URL: domain.Some(server.URL), TypePrefixes: domain.Some([]string{"conference.", "service."})})
	personal, s2 := r.create(webhook.Patch{
		Name: domain.Some("personal"), URL: domain.Some(server.URL), TypePrefixes: domain.Some([]string{"conference."}), IncludePersonalData: domain.Some(true),
	})
	rec.trust(s1, s2)
	defer stopped(t, r.start())
	append := func(stream string, e events.Event) {
		if _, err := r.Journal.Append(t.Context(), stream, store.NoStream(), journal.Entry{ID: events.DeriveID(stream), Event: e, Meta: events.Metadata{
			Actor: events.Actor{Kind: events.ActorNode, ID: "n1", Name: "Oslo <1>"}, Correlation: "c1", Causation: "k\n1", Source: "10.1.2.3", Time: at,
		}}); err != nil {
			t.Fatal(err)
		}
	}
	append("conference-7", events.ParticipantJoined{ConferenceID: "7", ParticipantID: "p", DisplayName: "Zoë <z>", Alias: "daily", Remote: "10.9.9.9"})
	append("service-1", events.ServiceCreated{ID: "1", Settings: events.ServiceSettings{Name: "Daily", HostPIN: "s1.sealed"}})
	rec.await(t, "three messages", func(list []got) bool { return len(list) == 3 })
	for _, g := range rec.all() {
		e, hook := g.event, fmt.Sprint(g.event.Extensions()["parleywebhook"])
		var data map[string]any
		if err := json.Unmarshal(e.Data(), &data); err != nil {
			t.Fatal(err)
		}
		if e.SpecVersion() != "1.0" || e.Source() != source || !e.Time().Equal(at) || e.DataContentType() != "application/json" || e.ID() != events.DeriveID(e.Subject()).String() {
			t.Errorf("%s", g.body)
		}
		for name, want := range map[string]string{
			"parleyrevision": "0", "parleyactorkind": "node", "parleyactorid": "n1", "parleyactorname": "Oslo <1>", "parleycorrelation": "c1", "parleycausation": "k 1",
		} {
			if got := fmt.Sprint(e.Extensions()[name]); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if p, err := events.ParsePosition(fmt.Sprint(e.Extensions()["parleyposition"])); err != nil || p == 0 {
			t.Error(p, err)
		}
		if strings.Contains(string(g.body), "10.1.2.3") || strings.Contains(string(g.body), "s1.sealed") {
			t.Errorf("what is not to be sent: %s", g.body)
		}
		switch {
		case e.Subject() == "service-1":
			if e.Type() != "video.parley.service.created.v1" || hook != plain {
				t.Errorf("%s", g.body)
			}
		case hook == personal:
			if data["displayName"] != "Zoë <z>" || data["remote"] != "10.9.9.9" {
				t.Errorf("%s", g.body)
			}
		default:
			if data["displayName"] != "" || strings.Contains(string(g.body), "10.9.9.9") || data["alias"] != "daily" {
				t.Errorf("%s", g.body)
			}
		}
		if g.header.Get("User-Agent") != "Parley/1.2" || g.header.Get("Parley-Replay") != "" {
			t.Error(g.header)
		}
	}
}

// TestAnEventThatCannotBeSent is parked and holds nobody up.
func TestAnEventThatCannotBeSent(t *testing.T) {
	rec := newReceiver(t)
	server, trust := serve(t, rec)
	r := newRig(t, controltest.Memory(t), sqldbtest.SQLite(t, t.TempDir()+"/state.db"), trust)
	id, secret := r.create(webhook.Patch{URL: domain.Some(server.URL), TypePrefixes: domain.Some([]string{"conference.", "of.tomorrow"})})
	rec.trust(secret)
	at := r.happen("a", 1)
	if _, err := r.Store.Append(t.Context(), "conference-a", store.At(0), store.NewEvent{
		ID: events.DeriveID("x"), Type: "of.tomorrow.v1", Data: []byte(`{"name":"hunter2"}`),
	}); err != nil {
		t.Fatal(err)
	}
	r.next["conference-a"]++
	r.happen("a", 1)
	if _, err := r.Store.Append(t.Context(), "integration-x", store.NoStream(), store.NewEvent{
		ID: events.DeriveID("y"), Type: "of.tomorrow.v1", Data: []byte(`{"n":1}`),
	}); err != nil { // other programs' own types are theirs
		t.Fatal(err)
	}
	defer stopped(t, r.start())
	rec.await(t, "the others", func(list []got) bool { return len(list) == 3 })
	if !eventually(t, func() bool { return r.status(id).Parked == 1 }) {
		t.Errorf("%+v", r.status(id))
	}
	s := r.status(id)
	d := r.deliveries(id, webhooks.Parked)
	if d[0].Position <= at || d[0].Error != "The event cannot be read." || s.FailingSince != nil || strings.Contains(r.Logged.String(), "hunter2") {
		t.Errorf("%+v %+v\n%s", d, s, r.Logged)
	}
}

// TestReceiversThatMisbehave, seen through test messages.
func TestReceiversThatMisbehave(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // is not asked
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	release := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated) })
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusFound) })
	mux.HandleFunc("/silent", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-release:
		}
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/header", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X", strings.Repeat("x", 200<<10))
	})
	server, trust := serve(t, mux)
	t.Cleanup(func() { close(release) })
	closed := httptest.NewServer(mux)
	closed.Close()
	r := newRig(t, controltest.Memory(t), sqldbtest.SQLite(t, t.TempDir()+"/state.db"), trust, limited(webhooks.Limits{Timeout: 300 * time.Millisecond}))
	stranger := httptest.NewUnstartedServer(mux)
	stranger.Config.ErrorLog = quiet()
	stranger.StartTLS()
	t.Cleanup(stranger.Close)
	name := strings.Replace(stranger.URL, "127.0.0.1", "localhost", 1)
	for url, want := range map[string]struct {
		status int
		err    string
	}{
		server.URL + "/ok":         {status: 201},
		server.URL + "/endless":    {status: 200},
		server.URL + "/redirect":   {302, "Redirects are not followed"},
		server.URL + "/nowhere":    {404, "404 Not Found"},
		server.URL + "/silent":     {0, "did not answer within 300ms"},
		server.URL + "/header":     {0, "cannot be reached"},
		closed.URL:                 {0, "connection refused"},
		banner(t):                  {0, "does not speak HTTP"},
		name + "/ok?key=hunter2":   {0, "certificate is not trusted"},
		"https://0.0.0.0:1/":       {0, "where events are never sent"},
		"https://100.100.100.200/": {0, "where events are never sent"},
		"https://no-such.invalid/": {0, "."},
	} {
		p := webhook.Patch{Name: domain.Some(url), URL: domain.Some(url), Enabled: domain.Some(false)}
		id, _ := r.create(p)
		res, err := r.Test(t.Context(), id)
		if err != nil || res.Status != want.status || !strings.Contains(res.Error, want.err) || res.Delivered != (want.err == "") || strings.Contains(res.Error, "hunter2") || strings.Contains(res.Error, "SSH-") {
			t.Errorf("%s: %+v %v, want %+v", url, res, err, want)
		}
	}
	if _, err := r.Test(t.Context(), "unknown"); err == nil {
		t.Error("an unknown webhook was tested")
	}
}

// banner is the address of something that speaks another protocol.
func banner(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 1<<10)) // what answers before it was asked is not quoted anyway
			_, _ = conn.Write([]byte("SSH-2.0-Secret_1.2.3\r\n\r\n"))
			_ = conn.Close()
		}
	})
	t.Cleanup(func() { _ = listener.Close(); serving.Wait() })
	return "http://" + listener.Addr().String() + "/"
}

func TestAddressesThatAreRefused(t *testing.T) {
	for address, want := range map[string]bool{
		"169.254.169.254": true, "169.254.0.1": true, "fe80::1": true, "::ffff:169.254.169.254": true, "64:ff9b::a9fe:a9fe": true,
		"fd00:ec2::254": true, "fd00:ec2::23": true, "64:ff9b:1::a9fe:a9fe": true, "2002:a9fe:a9fe::1": true, "::169.254.169.254": true,
		"::ffff:0:169.254.169.254": true, "2002:a00:1::1": false, "0.0.0.0": true, "::": true, "224.0.0.1": true, "ff02::1": true, "255.255.255.255": true, "fe80::1%eth0": true,
		"10.0.0.1": false, "192.168.1.1": false, "127.0.0.1": false, "::1": false, "93.184.216.34": false, "fd12::1": false, "64:ff9b::a00:1": false,
	} {
		if err := webhooks.Refuse(netip.MustParseAddr(address), false); (err != nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	for address, want := range map[string]bool{"127.0.0.1": false, "::1": false, "::ffff:127.0.0.1": false, "10.0.0.1": true, "93.184.216.34": true} {
		if err := webhooks.Refuse(netip.MustParseAddr(address), true); (err != nil) != want {
			t.Errorf("%s without https: %v", address, err)
		}
	}
}

// TestTheTestMessage is signed, and a CloudEvent of its own type.
func TestTheTestMessage(t *testing.T) {
	rec := newReceiver(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: rec, ReadHeaderTimeout: time.Second}} // loopback without TLS
	server.Start()
	t.Cleanup(server.Close)
	r := newRig(t, controltest.Memory(t), sqldbtest.SQLite(t, t.TempDir()+"/state.db"))
	id, secret := r.create(webhook.Patch{Name: domain.Some("CRM"), URL: domain.Some(server.URL)})
	rec.trust(secret)
	res, err := r.Test(t.Context(), id)
	if err != nil || !res.Delivered || res.Status != 204 || res.Duration <= 0 {
		t.Fatal(res, err)
	}
	g := rec.all()[0]
	if g.event.Type() != "video.parley.webhook.test" || g.subject() != "webhook-"+id || !strings.Contains(string(g.event.Data()), `"CRM"`) {
		t.Errorf("%s", g.body)
	}
}
