package peer

import (
	"fmt"
	"net"
	"net/netip"
	"testing"
)

// from is a connection of somebody who has not shown who he is.
type from struct {
	net.Conn
	at     string
	closed bool
}

func (f *from) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(f.at)) }
func (f *from) Close() error         { f.closed = true; return nil }

// Whoever holds many connections makes room, and of those the oldest.
func TestSlowStrangersMakeRoom(t *testing.T) {
	var h handshakes
	node := &from{at: "192.0.2.1:4000"}
	h.begin(node)
	var many []*from
	for i := range maxHandshakes - 1 {
		c := &from{at: fmt.Sprintf("[2001:db8::%x]:%d", i, 1000+i)} // one /64
		if i%4 == 0 {
			c.at = fmt.Sprintf("198.51.100.7:%d", 1000+i)
		}
		many = append(many, c)
		h.begin(c)
	}
	for i := range 20 {
		c := &from{at: fmt.Sprintf("203.0.113.%d:4000", i)}
		h.begin(c)
		if len(h.list) != maxHandshakes || c.closed || node.closed {
			t.Fatalf("%d connections, the new one closed: %t, the node's: %t", len(h.list), c.closed, node.closed)
		}
	}
	closed := 0
	for i, c := range many {
		if c.closed {
			closed++
			if i%4 == 0 || i > 40 {
				t.Errorf("%s is closed", c.at)
			}
		}
	}
	if closed != 20 {
		t.Errorf("%d are closed", closed)
	}
	h.end(node)
	h.end(node)
	if len(h.list) != maxHandshakes-1 {
		t.Errorf("%d connections", len(h.list))
	}
}
