package testnet

import (
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// env has the tests run that build networks.
const env = "PARLEY_TEST_NETWORK"

func build(t *testing.T) *Net {
	t.Helper()
	if os.Getenv(env) == "" {
		t.Skip("builds network namespaces: set " + env + "=1")
	}
	if err := Missing(); err != nil && os.Geteuid() != 0 {
		t.Skipf("NOT PROVED HERE: %v", err)
	}
	return New(t, []Location{{"oslo", []string{"o1", "o2"}}, {"rome", []string{"r1"}}, {"bonn", []string{"b1"}}})
}

// socket is a UDP socket on a host.
func socket(t *testing.T, h *Host) net.PacketConn {
	t.Helper()
	var conn net.PacketConn
	if err := h.Inside(func() (err error) {
		conn, err = net.ListenPacket("udp4", h.Addr.String()+":7000")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func rtpPacket(ssrc uint32, kind byte, size int) []byte {
	b := make([]byte, size)
	b[0], b[1] = 0x80, kind
	binary.BigEndian.PutUint32(b[8:], ssrc)
	return b
}

func sendTo(t *testing.T, from net.PacketConn, to net.PacketConn, packets int, b []byte) (arrived int) {
	t.Helper()
	for range packets {
		if _, err := from.WriteTo(b, to.LocalAddr()); err != nil {
			t.Fatal(err)
		}
	}
	buf := make([]byte, 2000)
	for ; arrived < packets; arrived++ {
		_ = to.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
		if _, _, err := to.ReadFrom(buf); err != nil {
			break
		}
	}
	return arrived
}

func TestNetworkCountsWhatPasses(t *testing.T) {
	n := build(t)
	o1, o2, r1 := socket(t, n.Host("o1")), socket(t, n.Host("o2")), socket(t, n.Host("r1"))
	for _, c := range []struct {
		to   net.PacketConn
		kind byte
	}{{r1, 96}, {r1, 96 | 0x80}, {r1, 200}, {o2, 96}} {
		if got := sendTo(t, o1, c.to, 20, rtpPacket(7, c.kind, 300)); got != 20 {
			t.Errorf("%d of 20 packets arrived", got)
		}
	}
	flows := n.Media()
	if want := (Flow{"o1", "r1", 7, 308, 40}); len(flows) != 1 || flows[0] != want {
		t.Errorf("counted %v, want %v: what stays in its location and what is no media does not count", flows, want)
	}
	if all := n.Traffic(); len(all) != 1 || all[0] != (Traffic{"o1", "r1", "udp", 60, 60 * 328}) {
		t.Errorf("counted %v", all)
	}
	n.ResetCounts()
	if flows, all := n.Media(), n.Traffic(); len(flows)+len(all) != 0 {
		t.Errorf("counted after the reset: %v %v", flows, all)
	}
}

func TestNetworkBreaksAndHeals(t *testing.T) {
	n := build(t)
	o1, r1, b1 := socket(t, n.Host("o1")), socket(t, n.Host("r1")), socket(t, n.Host("b1"))
	p := rtpPacket(1, 96, 200)
	n.Break(100, n.Around("oslo")...)
	if a, b := sendTo(t, o1, r1, 5, p), sendTo(t, b1, o1, 5, p); a+b != 0 {
		t.Errorf("%d and %d packets passed where all is cut", a, b)
	}
	if got := sendTo(t, b1, r1, 5, p); got != 5 {
		t.Errorf("%d of 5 packets between the others", got)
	}
	n.Break(100, n.Around("oslo", "rome")...)
	if a, b := sendTo(t, o1, r1, 5, p), sendTo(t, o1, b1, 5, p); a != 5 || b != 0 {
		t.Errorf("%d packets passed where nothing is cut, %d where all is", a, b)
	}
	n.Break(20, Between{"oslo", "rome"})
	n.ResetCounts()
	sendTo(t, o1, r1, 1000, p)
	if f := n.Media(); len(f) != 1 || f[0].Packets < 720 || f[0].Packets > 880 {
		t.Errorf("%v of 1000 packets passed where a fifth is lost", f)
	}
	n.Break(0)
	if got := sendTo(t, o1, r1, 50, p); got != 50 {
		t.Errorf("%d of 50 packets came after all healed", got)
	}
}

// Programs are started and connections made where the host is.
func TestNetworkHostsAreApart(t *testing.T) {
	n := build(t)
	h := n.Host("o2")
	cmd := exec.Command("ip", "-o", "-4", "addr")
	var out strings.Builder
	cmd.Stdout = &out
	if err := h.Start(cmd); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || !strings.Contains(out.String(), h.Addr.String()) {
		t.Errorf("%v: %s", err, out.String())
	}
	var server net.Listener
	if err := n.Host("r1").Inside(func() (err error) {
		server, err = net.Listen("tcp4", n.Host("r1").Addr.String()+":80")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	conn, err := h.Dial(ctx, "tcp", server.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if from, _, _ := net.SplitHostPort(conn.LocalAddr().String()); from != h.Addr.String() {
		t.Errorf("it comes from %s", from)
	}
}

// What a test left that was killed goes with the next; what a living one has
// stays.
func TestNetworkIsRemovedWhenStale(t *testing.T) {
	build(t)
	child := exec.Command("true")
	if err := child.Run(); err != nil {
		t.Fatal(err)
	}
	stale := fmt.Sprintf("%s%d-1-core", namePrefix, child.Process.Pid)
	reused := fmt.Sprintf("%s%d-1-core", namePrefix, os.Getpid())
	foreign := "other-namespace-of-the-test"
	for _, name := range []string{stale, reused, foreign} {
		if out, err := exec.Command("ip", "netns", "add", name).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", name).Run() })
	}
	removeStale(t)
	for name, want := range map[string]bool{stale: false, reused: false, foreign: true, ownPrefix() + "core": true} {
		if _, err := os.Stat(netnsDir + "/" + name); (err == nil) != want {
			t.Errorf("%s is there: %v", name, err)
		}
	}
}
