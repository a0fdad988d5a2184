package peer

import (
	"net"
	"net/netip"
	"slices"
	"sync"
)

// handshakes are the connections of those who have not shown yet who they are.
// Strangers that are slow about it give way to whoever comes next: from the source
// of which there are most, the one that came first. A node that takes a moment is
// not among those. Its zero value is for use.
type handshakes struct {
	mu   sync.Mutex // guards list
	list []shaking  // the oldest first
}

type shaking struct {
	conn net.Conn
	from netip.Prefix
}

// begin takes a connection in, and closes another one when there are too many.
func (h *handshakes) begin(c net.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.list) >= maxHandshakes {
		at := h.victim()
		_ = h.list[at].conn.Close()
		h.list = slices.Delete(h.list, at, at+1)
	}
	h.list = append(h.list, shaking{c, source(c.RemoteAddr())})
}

// end: it has shown who it is, or has gone.
func (h *handshakes) end(c net.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.list = slices.DeleteFunc(h.list, func(s shaking) bool { return s.conn == c })
}

// victim runs with mu held and a list that is not empty.
func (h *handshakes) victim() int {
	of := make(map[netip.Prefix]int, len(h.list))
	most := 0
	for _, s := range h.list {
		of[s.from]++
		most = max(most, of[s.from])
	}
	return slices.IndexFunc(h.list, func(s shaking) bool { return of[s.from] == most })
}

// source is what counts as one: an IPv4 address, or the /64 of an IPv6 address.
func source(a net.Addr) netip.Prefix {
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Prefix{}
	}
	addr := at.Addr().Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	p, _ := addr.Prefix(bits) // never fails for those
	return p
}
