package peer_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// connects tries every way to another node. Nothing that it is told counts as
// an answer but that of a handler.
func connects(t *testing.T, from *peer.Peer, to, address string) error {
	t.Helper()
	err := from.Call(t.Context(), to, "/greet", greeting{Name: "Ann"}, nil)
	if err == nil {
		return nil
	}
	if !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("refused with %v", err)
	}
	c, dialErr := from.DialStream(t.Context(), address, "parley-test")
	if dialErr != nil {
		return errors.Join(err, dialErr)
	}
	defer func() { _ = c.Close() }()
	if _, readErr := c.Read(make([]byte, 1)); readErr != nil {
		return errors.Join(err, readErr)
	}
	return nil
}

// open lets whoever is let in have an answer of every kind.
func open(p *peer.Peer) {
	p.Handle("/greet", peer.JSON(greet))
	p.HandleStream("parley-test", func(_ string, c net.Conn) {
		_, _ = c.Write([]byte{1})
		_, _ = io.Copy(io.Discard, c)
		_ = c.Close()
	})
}

func TestWhoIsNoNodeOfTheDeploymentIsRefused(t *testing.T) {
	c := newCluster(t)
	a, b := c.start("node-a"), c.start("node-b", open)
	address, _ := c.address("node-b")
	if err := connects(t, a, "node-b", address); err != nil {
		t.Fatalf("a node of the deployment: %v", err)
	}

	t.Run("a node of another authority", func(t *testing.T) {
		other := peertest.Authority(t)
		config := c.config("node-a")
		cert := peertest.Issue(t, other, "node-a")
		config.Certificate = func() *tls.Certificate { return cert }
		if err := connects(t, c.run(config), "node-b", address); err == nil {
			t.Error("was let in")
		}
		// Neither would it trust us.
		config.Roots = other.Pool()
		if err := connects(t, c.run(config), "node-b", address); err == nil || !strings.Contains(err.Error(), "unknown authority") {
			t.Errorf("trusts a node of ours: %v", err)
		}
	})
	t.Run("a node without a record", func(t *testing.T) {
		stranger := c.start("node-x")
		c.setUnknown("node-x", true)
		everybody := c.config("node-x")
		everybody.Known = func(string) bool { return true }
		if err := connects(t, c.run(everybody), "node-b", address); err == nil {
			t.Error("was let in")
		}
		at, _ := c.address("node-x")
		stranger.Handle("/greet", peer.JSON(greet))
		if err := connects(t, a, "node-x", at); !errors.Is(err, peer.ErrUnknownNode) {
			t.Errorf("was called: %v", err)
		}
	})
	t.Run("a node whose certificate was revoked", func(t *testing.T) {
		config := c.config("node-d")
		stolen := peertest.Issue(t, c.ca, "node-d")
		config.Certificate = func() *tls.Certificate { return stolen }
		d := c.run(config)
		if err := connects(t, d, "node-b", address); err != nil {
			t.Fatalf("before: %v", err)
		}
		c.mu.Lock()
		c.void["node-d"] = []string{"abc", serial(stolen.Leaf)}
		c.mu.Unlock()
		d.Refresh() // the connection that it has
		b.Refresh()
		if err := connects(t, d, "node-b", address); err == nil {
			t.Error("was let in")
		}
		fresh := peertest.Issue(t, c.ca, "node-d")
		config.Certificate = func() *tls.Certificate { return fresh }
		if err := connects(t, c.run(config), "node-b", address); err != nil {
			t.Errorf("with another certificate: %v", err)
		}
	})
	t.Run("the certificate of the control plane", func(t *testing.T) {
		cert := controlPlane(t, c)
		config := c.config("node-z")
		config.Certificate = func() *tls.Certificate { return cert }
		if err := connects(t, c.run(config), "node-b", address); err == nil {
			t.Error("was let in")
		}
	})
	t.Run("no certificate, and an old protocol", func(t *testing.T) {
		for _, config := range []*tls.Config{
			{InsecureSkipVerify: true, NextProtos: []string{"h2"}},
			{InsecureSkipVerify: true, NextProtos: []string{"h2"}, MaxVersion: tls.VersionTLS12, Certificates: []tls.Certificate{*c.cert("node-a")}},
		} {
			conn, err := tls.Dial("tcp", address, config)
			if err == nil {
				_, err = conn.Read(make([]byte, 1))
				_ = conn.Close()
			}
			if err == nil {
				t.Error("was let in")
			}
		}
	})
	t.Run("a copy of the node itself", func(t *testing.T) {
		if err := connects(t, c.run(c.config("node-b")), "node-b", address); err == nil {
			t.Error("was let in")
		}
		if err := connects(t, b, "node-b", address); err == nil {
			t.Error("calls itself")
		}
	})
}

// controlPlane is a certificate of the authority that names no node.
func controlPlane(t *testing.T, c *cluster) *tls.Certificate {
	t.Helper()
	cert, err := c.ca.ServerCertificate([]string{"192.0.2.9"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return &cert
}

func TestTheWrongNodeBehindAnAddressIsNotAsked(t *testing.T) {
	c := newCluster(t)
	a := c.start("node-a")
	c.start("node-b", func(p *peer.Peer) { p.Handle("/greet", peer.JSON(greet)) })
	var asked atomic.Bool
	c.start("node-c", func(p *peer.Peer) {
		p.Handle("/greet", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Store(true) }))
	})
	right, _ := c.address("node-b")
	wrong, _ := c.address("node-c")
	call := func() error { return a.Call(t.Context(), "node-b", "/greet", greeting{Name: "Ann"}, nil) }
	if err := call(); err != nil {
		t.Fatal(err)
	}
	c.setAddress("node-b", wrong) // the pooled connection would still do
	if err := call(); !errors.Is(err, peer.ErrUnreachable) || !strings.Contains(err.Error(), "node-c") {
		t.Errorf("got %v", err)
	}
	if asked.Load() {
		t.Error("the other node was asked")
	}
	c.setAddress("node-b", right)
	if err := call(); err != nil {
		t.Errorf("at the right address again: %v", err)
	}
}

func TestANodeThatLosesItsRecordOrMovesIsHungUpOn(t *testing.T) {
	for name, change := range map[string]func(*cluster){
		"the called node loses its record":          func(c *cluster) { c.setUnknown("node-b", true) },
		"the calling node loses its record":         func(c *cluster) { c.setUnknown("node-a", true) },
		"the called node's certificate is revoked":  func(c *cluster) { c.revoke("node-b") },
		"the calling node's certificate is revoked": func(c *cluster) { c.revoke("node-a") },
		"the called node moves":                     func(c *cluster) { c.setAddress("node-b", "192.0.2.1:8444") },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(t)
			a, b := c.start("node-a"), c.start("node-b", open)
			ended := make(chan struct{})
			b.Handle("/hold", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if _, err := peer.Serve(w, r); err != nil {
					t.Error(err)
				}
				<-r.Context().Done()
				close(ended)
			}))
			s, err := a.Stream(t.Context(), "node-b", "/hold", greeting{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			change(c)
			if _, err := s.Next(); !errors.Is(err, peer.ErrUnreachable) {
				t.Errorf("the stream goes on to %v", err)
			}
			<-ended
		})
	}
}

func TestARenewedCertificateTakesEffectUnderLoad(t *testing.T) {
	c := newCluster(t)
	a := c.start("node-a")
	c.start("node-b", func(p *peer.Peer) {
		p.Handle("/shown", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			peer.Answer(w, greeting{Name: serial(r.TLS.PeerCertificates[0])})
		}))
	})
	shown := func(p *peer.Peer) string {
		var out greeting
		if err := p.Call(t.Context(), "node-b", "/shown", greeting{}, &out); err != nil {
			t.Error(err)
		}
		return out.Name
	}
	old := [2]string{serial(c.cert("node-a").Leaf), serial(c.cert("node-b").Leaf)}
	if got := shown(a); got != old[0] {
		t.Fatalf("the first connection shows %s", got)
	}
	ctx, stop := context.WithCancel(t.Context())
	var load sync.WaitGroup
	for range 4 {
		load.Go(func() {
			for ctx.Err() == nil {
				if got := shown(a); got != old[0] {
					t.Errorf("the connection that is there shows %s", got)
				}
			}
		})
	}
	c.setCert("node-a", peertest.Issue(t, c.ca, "node-a"))
	c.setCert("node-b", peertest.Issue(t, c.ca, "node-b"))
	// Whoever connects from now on shows and meets the new ones.
	if got := shown(c.run(c.config("node-a"))); got != serial(c.cert("node-a").Leaf) || got == old[0] {
		t.Errorf("a new connection shows %s", got)
	}
	address, _ := c.address("node-b")
	conn, err := tls.Dial("tcp", address, &tls.Config{
		InsecureSkipVerify: true, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{*c.cert("node-a")},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if got := serial(conn.ConnectionState().PeerCertificates[0]); got != serial(c.cert("node-b").Leaf) || got == old[1] {
		t.Errorf("a new connection meets %s", got)
	}
	stop()
	load.Wait()
	// The node that was there before shows the new one when it connects anew.
	c.setAddress("node-b", strings.Replace(address, "127.0.0.1", "localhost", 1))
	if got := shown(a); got != serial(c.cert("node-a").Leaf) {
		t.Errorf("after it connected anew it shows %s", got)
	}
}

func serial(cert *x509.Certificate) string { return cert.SerialNumber.Text(16) }

func TestRunEndsEverything(t *testing.T) {
	c := newCluster(t)
	a, b := c.start("node-a"), c.start("node-b", open)
	began := make(chan struct{})
	b.Handle("/hold", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := peer.Serve(w, r); err != nil {
			t.Error(err)
		}
		close(began)
		<-r.Context().Done()
	}))
	s, err := a.Stream(t.Context(), "node-b", "/hold", greeting{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	<-began
	address, _ := c.address("node-b")
	conn, err := a.DialStream(t.Context(), address, "parley-test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	c.stop(b)
	if _, err := s.Next(); !errors.Is(err, io.EOF) && !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("the stream of a node that stopped: %v", err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the connection of a node that stopped goes on")
	}
	_ = conn.Close()
	c.stop(a)
	if err := a.Call(t.Context(), "node-b", "/greet", greeting{}, nil); !errors.Is(err, peer.ErrUnreachable) {
		t.Errorf("a node that stopped calls: %v", err)
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("the port is still open")
	}
}

// Strangers who connect and say nothing keep no node away.
func TestStrangersWhoSayNothingKeepNobodyAway(t *testing.T) {
	c := newCluster(t)
	n1 := c.start("n1", func(p *peer.Peer) { p.Handle("/greet", peer.JSON(greet)) })
	n2 := c.start("n2")
	for range 300 {
		silent, err := net.Dial("tcp", n1.LocalAddr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = silent.Close() }()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // less than a handshake may take
	defer cancel()
	var out greeting
	if err := n2.Call(ctx, "n1", "/greet", greeting{Name: "Ann"}, &out); err != nil {
		t.Errorf("%v", err)
	}
}
