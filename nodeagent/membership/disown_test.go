package membership

import (
	"context"
	"log/slog"
	"net"
	"net/netip"
	"testing"

	"github.com/parley-video/parley/nodeagent/link"
)

// silence is a network that carries nothing, and a configuration of two nodes.
type silence struct{}

func (silence) HandleStream(string, func(string, net.Conn)) {}
func (silence) DialStream(context.Context, string, string) (net.Conn, error) {
	return nil, errNoAddress
}
func (silence) HandleDatagram(func([]byte, netip.AddrPort)) {}
func (silence) WriteTo([]byte, netip.AddrPort) error        { return nil }
func (silence) NodeList() []link.Node                       { return []link.Node{{ID: "a"}, {ID: "b"}} }
func (silence) Settings() link.Settings                     { return link.Settings{} }
func (silence) Changed() <-chan struct{}                    { return nil }

func alone(t *testing.T) *Gossip {
	t.Helper()
	g, err := New(Config{NodeID: "a", Boot: 7, Network: silence{}, Records: silence{}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	g.Claim(Claim{ServiceID: "s", ConferenceID: "c", Term: 1})
	return g
}

// A node that hears of itself what it has not said begins a new life, in which
// that is void, and tells anew what it has said.
func TestANodeHasTheLastWordAboutItself(t *testing.T) {
	forged := claimed{claim: Claim{NodeID: "a", ServiceID: "s", ConferenceID: "0", Term: 1}, version: 2}
	for name, c := range map[string]struct {
		hear func(g *Gossip)
		boot uint64
	}{
		"what it said itself": {func(g *Gossip) {
			g.hearClaim(message{kind: kindClaim, node: "a", boot: 7, claim: claimed{version: 1}})
			g.hearState(state{node: "a", boot: 7, claims: 1})
			g.hearBooks(message{kind: kindTell, node: "b", books: []books{{node: "a", boot: 7, version: 1}}})
		}, 7},
		"of an earlier life": {func(g *Gossip) {
			g.hearState(state{node: "a", boot: 6, claims: 99})
			g.hearClaim(message{kind: kindClaim, node: "a", boot: 6, claim: forged})
		}, 7},
		"a claim":      {func(g *Gossip) { g.hearClaim(message{kind: kindClaim, node: "a", boot: 7, claim: forged}) }, 8},
		"more claims":  {func(g *Gossip) { g.hearState(state{node: "a", boot: 7, claims: 99}) }, 8},
		"other books":  {func(g *Gossip) { g.hearBooks(message{node: "b", books: []books{{node: "a", boot: 7, version: 99}}}) }, 8},
		"a later life": {func(g *Gossip) { g.hearState(state{node: "a", boot: 41, claims: 1}) }, 42},
	} {
		g := alone(t)
		c.hear(g)
		if got := g.own().boot; got != c.boot {
			t.Errorf("%s: life %d, want %d", name, got, c.boot)
		}
		if got := g.Claims("s"); len(got) != 1 || got[0].ConferenceID != "c" || g.own().ledger.complete != 1 {
			t.Errorf("%s: claims %v", name, got)
		}
	}
}

// Answers that somebody kept from an earlier check say nothing.
func TestAnAnswerIsToThisCheck(t *testing.T) {
	g := alone(t)
	g.peer("b").alive = true
	g.mu.Lock()
	g.doubt("b")
	g.mu.Unlock()
	c := g.checks["b"]
	g.hearAnswer(message{kind: kindAnswers, node: "b", target: "a", nonce: c.nonce + 1})
	if c.answered {
		t.Error("an answer to another check counts")
	}
	g.hearAnswer(message{kind: kindAnswers, node: "b", target: "a", nonce: c.nonce})
	if !c.answered {
		t.Error("the answer does not count")
	}
}

func TestLargePacketsAreDropped(t *testing.T) {
	g := alone(t)
	g.transport = newTransport(silence{}, g.find)
	defer g.transport.end()
	for size, want := range map[int]int{maxPacket: 1, maxPacket + 1: 0, 65_000: 0} {
		g.datagram(make([]byte, size), netip.MustParseAddrPort("10.0.0.9:1"))
		if got := len(g.transport.packets); got != want {
			t.Errorf("%d of %d bytes wait", got, size)
		}
		for len(g.transport.packets) > 0 {
			<-g.transport.packets
		}
	}
}
