package peertest

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"
)

func testConns(t *testing.T, r Rig) {
	a, b := r.two()
	handled := make(chan string, 1)
	b.HandleStream("parley-test", func(nodeID string, c net.Conn) {
		defer func() { _ = c.Close() }()
		handled <- nodeID
		all, err := io.ReadAll(io.LimitReader(c, 3))
		if err == nil {
			_, err = c.Write(append(all, '!'))
		}
		if err != nil {
			t.Errorf("answering: %v", err)
		}
	})
	c, err := a.DialStream(t.Context(), r.Address("node-b"), "parley-test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if id := <-handled; id != "node-a" {
		t.Errorf("node %q connected", id)
	}
	if err := c.SetReadDeadline(time.Now().Add(50 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	var timeout net.Error
	if _, err := c.Read(make([]byte, 1)); !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("nothing to read: %v", err)
	}
	if err := c.SetReadDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte("abc")); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(c); err != nil || string(got) != "abc!" {
		t.Errorf("answered %q, %v", got, err)
	}
	if c, err := a.DialStream(t.Context(), r.Address("node-b"), "unheard-of"); err == nil {
		defer func() { _ = c.Close() }()
		if _, err := c.Read(make([]byte, 1)); err == nil {
			t.Error("a connection for nobody was answered")
		}
	}
}

func testConnsCut(t *testing.T, r Rig) {
	a, b := r.two()
	ended := make(chan error, 1)
	b.HandleStream("parley-test", func(_ string, c net.Conn) {
		defer func() { _ = c.Close() }()
		_, err := c.Write([]byte("x"))
		if err == nil {
			_, err = io.Copy(io.Discard, c)
		}
		ended <- err
	})
	c, err := a.DialStream(t.Context(), r.Address("node-b"), "parley-test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	r.Kill("node-b")
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection goes on without the other node")
	}
	_ = c.Close()
	<-ended
}

func testDatagrams(t *testing.T, r Rig) {
	type got struct {
		rtp  bool
		b    string
		from netip.AddrPort
	}
	arrived := make(chan got, 16)
	a := r.Start("node-a", noDatagrams)
	b := r.Start("node-b", func(n Node) {
		n.HandleRTP(func(b []byte, from netip.AddrPort) { arrived <- got{true, string(b), from} })
		n.HandleDatagram(func(b []byte, from netip.AddrPort) { arrived <- got{false, string(b), from} })
	})
	if err := a.WriteTo([]byte{1, 2}, b.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	if g, want := <-arrived, (got{false, "\x01\x02", a.LocalAddr()}); g != want {
		t.Errorf("arrived %v, want %v", g, want)
	}
	if err := a.WriteBatch([][]byte{{127}, {128, 5}, {191}, {192}}, b.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []got{{false, "\x7f", a.LocalAddr()}, {true, "\x80\x05", a.LocalAddr()}, {true, "\xbf", a.LocalAddr()}, {false, "\xc0", a.LocalAddr()}} {
		if g := <-arrived; g != want {
			t.Errorf("arrived %v, want %v", g, want)
		}
	}
}
