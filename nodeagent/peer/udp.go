package peer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
)

// udpBuffer is what the kernel may keep for us, and for the network.
const udpBuffer = 8 << 20

// maxDatagram is the largest that is read, in bytes.
const maxDatagram = 65535

// udp is the UDP side of the port.
type udp struct {
	conn     *net.UDPConn
	log      *slog.Logger
	rtp      func([]byte, netip.AddrPort)
	datagram func([]byte, netip.AddrPort)
}

func (u *udp) init(conn *net.UDPConn, log *slog.Logger) {
	u.conn, u.log = conn, log
	u.rtp, u.datagram = func([]byte, netip.AddrPort) {}, func([]byte, netip.AddrPort) {}
	// The kernel gives less when it is not allowed as much, which does for a few
	// conferences.
	if err := errors.Join(conn.SetReadBuffer(udpBuffer), conn.SetWriteBuffer(udpBuffer)); err != nil {
		log.Warn("the buffers of the cluster port cannot be set", slog.Any("error", err))
	}
}

// HandleRTP is that of Datagrams.
func (u *udp) HandleRTP(h func(b []byte, from netip.AddrPort)) { u.rtp = h }

// HandleDatagram is that of Datagrams.
func (u *udp) HandleDatagram(h func(b []byte, from netip.AddrPort)) { u.datagram = h }

// WriteTo is that of Datagrams.
func (u *udp) WriteTo(b []byte, to netip.AddrPort) error {
	_, err := u.conn.WriteToUDPAddrPort(b, to)
	return err
}

// WriteBatch is that of Datagrams. It sends what it can and says what went wrong
// first.
func (u *udp) WriteBatch(list [][]byte, to netip.AddrPort) error {
	var first error
	for _, b := range list {
		if err := u.WriteTo(b, to); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// run reads until ctx ends and somebody closes the socket.
func (u *udp) run(ctx context.Context) error {
	buf := make([]byte, maxDatagram)
	for {
		n, from, err := u.conn.ReadFromUDPAddrPort(buf)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("cluster port: %w", err)
		case err != nil:
			continue // what somebody else's host answered to a datagram of ours
		}
		b := buf[:n]
		if IsRTP(b) {
			u.rtp(b, unmap(from))
		} else {
			u.datagram(b, unmap(from))
		}
	}
}

// unmap gives an IPv4 address as such, which a socket for both gives as one of
// IPv6.
func unmap(a netip.AddrPort) netip.AddrPort { return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()) }
