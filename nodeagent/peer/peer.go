package peer

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Config is what a Peer needs. All but Now must be set.
type Config struct {
	Listen string // host:port; port 0: any, which LocalAddr tells
	NodeID string
	// Certificate is what the node shows, as client and as server; it is asked at
	// every handshake, so that a renewed one takes effect.
	Certificate func() *tls.Certificate
	Roots       *x509.CertPool // the deployment's authority
	// Known says whether a node has a record. Others are refused whatever they show.
	Known func(nodeID string) bool
	// Void lists the serial numbers (hex) of a node's certificates that are good no
	// longer, though their time is not over; nil: there are none.
	Void func(nodeID string) []string
	// Address is where a node is reached, host:port; false: nowhere. It is asked
	// often, as Known and Void are, and answers from memory.
	Address func(nodeID string) (string, bool)
	Log     *slog.Logger
	// Now is the clock that certificates are judged by; nil: the usual one.
	Now func() time.Time
}

// How long things may take.
const (
	dialTime      = 3 * time.Second
	handshakeTime = 3 * time.Second
	idleTime      = 90 * time.Second
	stopTime      = time.Second
	lookPause     = time.Second // between looks at who is known, and where
	// A connection is dead that is silent for pingAfter and then for pingTime.
	pingAfter = 2 * time.Second
	pingTime  = 2 * time.Second
)

// Peer is this node among the others. It implements Peers, Conns and Datagrams.
type Peer struct {
	Mux
	Client
	udp
	cfg      Config
	listener net.Listener
	http     *http.Server
	accepted *acceptor

	mu      sync.Mutex // guards all below
	remotes map[string]*remote
	conns   map[net.Conn]party // but those of remotes; to the node at the other end
	alpns   map[string]func(nodeID string, c net.Conn)
	ended   bool
	streams sync.WaitGroup
}

var (
	_ Peers     = (*Peer)(nil)
	_ Conns     = (*Peer)(nil)
	_ Datagrams = (*Peer)(nil)
)

// New binds the port. Whoever does not Run the Peer closes it.
func New(cfg Config) (*Peer, error) {
	p := &Peer{
		cfg: cfg, remotes: map[string]*remote{}, conns: map[net.Conn]party{},
		alpns: map[string]func(string, net.Conn){},
	}
	p.Client = Client{ID: cfg.NodeID, Transport: p.transport}
	if err := p.bind(); err != nil {
		return nil, fmt.Errorf("cluster port: %w", err)
	}
	p.http = p.newServer()
	p.accepted = newAcceptor(p.listener.Addr())
	return p, nil
}

// bindTries is how often a port that TCP chose may be another's of UDP.
const bindTries = 16

func (p *Peer) bind() error {
	var errs []error
	for range bindTries {
		listener, err := net.Listen("tcp", p.cfg.Listen)
		if err != nil {
			return err
		}
		at := listener.Addr().(*net.TCPAddr)
		packets, err := net.ListenUDP("udp", &net.UDPAddr{IP: at.IP, Port: at.Port, Zone: at.Zone})
		if err == nil {
			p.listener = listener
			p.udp.init(packets, p.cfg.Log)
			return nil
		}
		errs = append(errs, err, listener.Close())
		if _, port, _ := net.SplitHostPort(p.cfg.Listen); port != "0" {
			break
		}
	}
	return errors.Join(errs...)
}

// Close gives up the port of a Peer that does not run. After Run it does nothing.
func (p *Peer) Close() error {
	var errs []error
	for _, err := range []error{p.listener.Close(), p.udp.conn.Close()} {
		if !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// LocalAddr is where the port is bound.
func (p *Peer) LocalAddr() netip.AddrPort {
	return unmap(p.listener.Addr().(*net.TCPAddr).AddrPort())
}

// Run serves until ctx ends: then requests' contexts end, and when their
// handlers have returned, every connection.
func (p *Peer) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	// The contexts of requests end with ctx.
	p.http.BaseContext = func(net.Listener) context.Context { return ctx }
	var shaking sync.WaitGroup
	group.Go(func() error { return p.accept(ctx, &shaking) })
	group.Go(func() error {
		if err := p.http.Serve(p.accepted); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error { return p.udp.run(ctx) })
	group.Go(func() error { return p.look(ctx) })
	group.Go(func() error {
		<-ctx.Done()
		_ = p.listener.Close()
		_ = p.udp.conn.Close()
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		_ = p.http.Shutdown(stopping) // what it leaves open is closed below
		p.hangUp()
		_ = p.http.Close()
		return nil
	})
	err := group.Wait()
	shaking.Wait()
	p.streams.Wait()
	return err
}

// look closes connections with nodes that are known no more, or are elsewhere.
func (p *Peer) look(ctx context.Context) error {
	tick := time.NewTicker(lookPause)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			p.Refresh()
		case <-ctx.Done():
			return nil
		}
	}
}

// Refresh looks at once who is known and where, as happens every second.
func (p *Peer) Refresh() {
	p.mu.Lock()
	var stale []*remote
	for id, r := range p.remotes {
		if address, ok := p.where(id); !ok || address != r.address || p.void(id) != r.void {
			delete(p.remotes, id)
			stale = append(stale, r)
		}
	}
	var strangers []net.Conn
	for c, with := range p.conns {
		if !p.cfg.Known(with.id) || p.void(with.id) != with.void {
			strangers = append(strangers, c)
		}
	}
	p.mu.Unlock()
	for _, r := range stale {
		r.close()
	}
	for _, c := range strangers {
		_ = c.Close()
	}
}

// party is who is at the other end of a connection, and which of its
// certificates were void when it was made.
type party struct{ id, void string }

func (p *Peer) party(id string) party { return party{id, p.void(id)} }

// void names, in one text, the certificates of a node that are void.
func (p *Peer) void(id string) string {
	if p.cfg.Void == nil {
		return ""
	}
	return strings.Join(p.cfg.Void(id), " ")
}

// where is the address of a known node.
func (p *Peer) where(id string) (string, bool) {
	if id == p.cfg.NodeID || !p.cfg.Known(id) {
		return "", false
	}
	return p.cfg.Address(id)
}

// hangUp ends all connections.
func (p *Peer) hangUp() {
	p.mu.Lock()
	p.ended = true
	remotes, conns := p.remotes, p.conns
	p.remotes, p.conns = map[string]*remote{}, map[net.Conn]party{}
	p.mu.Unlock()
	for _, r := range remotes {
		r.close()
	}
	for c := range conns {
		_ = c.Close()
	}
}
