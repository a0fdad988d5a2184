package dial_test

import (
	"context"
	"crypto/tls"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// site is one of several Management Nodes. What they record they record into
// one log.
type site struct {
	net  *linktest.Network
	hub  *hub.Hub
	stop func()
}

// withSites is a node with two Management Nodes, at a.test and b.test.
func withSites(t *testing.T, test func(t *testing.T, r *rig, sites map[string]*site)) {
	t.Helper()
	bubble(t, func(t *testing.T, r *rig) {
		sites := map[string]*site{"a.test": {net: linktest.NewNetwork()}, "b.test": {net: linktest.NewNetwork()}}
		for name, s := range sites {
			s.start(t, r, name)
			defer s.net.Close() // a double
			defer func() { s.stop() }()
		}
		node, fingerprint := linktest.NodeTLS(t, r.ca, nodeID)
		node.ServerName = "" // each site has its own
		r.control.Enrol(nodeID, fingerprint)
		var err error
		r.dialer, err = dial.New(dial.Config{
			URL: "https://a.test:8444", Others: []string{"https://b.test:8444"}, TLS: node, NodeID: nodeID, BootTime: time.Now(),
			Outbox: r.outbox, Configuration: r.config, Calls: r.calls, Log: slog.New(slog.DiscardHandler),
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				return sites[strings.TrimSuffix(address, ":8444")].net.Dial(ctx, network, address)
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		r.start()
		defer func() { r.stop() }()
		test(t, r, sites)
	})
}

func (s *site) start(t *testing.T, r *rig, name string) {
	t.Helper()
	var err error
	s.hub, err = hub.New(hub.Config{
		CA: r.ca, Nodes: r.control, Enrolment: r.control, Renewal: r.control, Facts: r.control, Lifecycle: r.control,
		Configs: r.control, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	config, err := r.ca.ServerTLS([]string{name}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: s.hub.Handler(), ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(new(strings.Builder), "", 0)}
	go server.Serve(tls.NewListener(s.net, config)) // ends with the network
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- s.hub.Run(ctx) }()
	s.stop = func() {
		cancel()
		<-ran
		_ = server.Close()
	}
}

// linkedTo waits for the node to be linked to a Management Node.
func linkedTo(t *testing.T, r *rig, s *site, most time.Duration) {
	t.Helper()
	began := time.Now()
	for len(s.hub.Connected()) == 0 || !r.dialer.State().Connected {
		if time.Since(began) > most {
			t.Fatalf("not linked within %s: %+v", most, r.dialer.State())
		}
		time.Sleep(10 * time.Millisecond) // of the bubble's clock
	}
}

// TestAnotherManagementNodeWithinTenSeconds, however one dies: with a word, by
// a broken connection, or without a sign.
func TestAnotherManagementNodeWithinTenSeconds(t *testing.T) {
	for name, die := range map[string]func(s *site){
		"killed":     func(s *site) { s.net.SetDown(true); s.net.Cut() },
		"silent":     func(s *site) { s.net.SetDown(true); s.net.Freeze() },
		"stopped":    func(s *site) { s.stop(); s.stop = func() {}; s.net.SetDown(true) },
		"overloaded": func(s *site) { s.net.SetDown(true); s.net.Stall() },
	} {
		t.Run(name, func(t *testing.T) {
			withSites(t, func(t *testing.T, r *rig, sites map[string]*site) {
				a, b := sites["a.test"], sites["b.test"]
				linkedTo(t, r, a, time.Second)
				r.outbox.Append(20)
				die(a)
				r.outbox.Append(20)
				linkedTo(t, r, b, 10*time.Second)
				time.Sleep(time.Second)
				synctest.Wait()
				if n := r.outbox.Queued(); n != 0 {
					t.Errorf("%d facts are left", n)
				}
				if n := len(r.control.Log(nodeID, r.outbox.Epoch())); n != 40 {
					t.Errorf("%d facts were recorded", n)
				}
			})
		})
	}
}

// TestAPeerThatDoesNotRead is given up as soon as one that says nothing: neither
// the farewell nor a write that was begun last holds that up.
func TestAPeerThatDoesNotRead(t *testing.T) {
	const within = 9 * time.Second
	for name, c := range map[string]struct {
		room int           // writes that its buffers take
		last time.Duration // from its last word to the last write
	}{
		"takes nothing":               {},
		"takes one write":             {room: 1},
		"takes all but the last":      {room: 2, last: 5900 * time.Millisecond},
		"takes whatever is then said": {room: 9, last: 5900 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			withSites(t, func(t *testing.T, r *rig, sites map[string]*site) {
				a, b := sites["a.test"], sites["b.test"]
				linkedTo(t, r, a, time.Second)
				time.Sleep(4 * time.Second) // of the bubble's clock: its last word answers a ping
				synctest.Wait()
				a.net.SetDown(true)
				a.net.Fill(c.room)
				died := time.Now()
				time.Sleep(c.last)
				r.outbox.Append(1)
				linkedTo(t, r, b, within-time.Since(died))
			})
		})
	}
}

// TestTheSameManagementNodeAgain: a connection that breaks for a moment is not
// a reason to leave.
func TestTheSameManagementNodeAgain(t *testing.T) {
	withSites(t, func(t *testing.T, r *rig, sites map[string]*site) {
		a, b := sites["a.test"], sites["b.test"]
		for range 5 {
			linkedTo(t, r, a, 4*time.Second)
			a.net.Cut()
			time.Sleep(10 * time.Millisecond)
		}
		linkedTo(t, r, a, 4*time.Second)
		if b.net.Dialed() != 0 {
			t.Error("the other one was dialled")
		}
		a.net.SetDown(true)
		a.net.Cut()
		linkedTo(t, r, b, 8*time.Second)
		a.net.SetDown(false)
		time.Sleep(time.Minute)
		if len(b.hub.Connected()) != 1 {
			t.Error("a link that works was left")
		}
	})
}
