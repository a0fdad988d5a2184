package sfu

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/transport/v4"
	"github.com/pion/webrtc/v4"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/media"
)

// Config says where the engine listens.
type Config struct {
	// Listen is the UDP address of all calls; port 0 picks one. A loopback
	// address offers loopback candidates, which is what a browser on the same
	// machine needs; an unspecified address offers every local address.
	Listen netip.AddrPort
	// Public, if set, replaces the local addresses in candidates: the address
	// of the node outside its NAT. The port is the listening one.
	Public []netip.Addr
	// MaxCalls bounds the calls of one room; 0: DefaultMaxCalls.
	MaxCalls int
	// Log receives what the engine has to say; nil: nothing.
	Log *slog.Logger
}

// DefaultMaxCalls is the bound on calls of one room unless configured.
const DefaultMaxCalls = 500

// socketBuffer is what we ask the kernel for: a keyframe for 300 receivers
// leaves in one burst.
const socketBuffer = 4 << 20

// certificateMargin is how long before its end a certificate is renewed: longer
// than any call lasts.
const certificateMargin = 7 * 24 * time.Hour

// Validate says what is wrong with the configuration.
func (c Config) Validate() error {
	if !c.Listen.IsValid() {
		return errors.New("sfu: listen address missing")
	}
	for _, a := range c.Public {
		if !a.IsValid() || a.IsUnspecified() || a.IsMulticast() {
			return fmt.Errorf("sfu: public address %v is not a host address", a)
		}
	}
	if c.MaxCalls < 0 {
		return fmt.Errorf("sfu: max calls %d is negative", c.MaxCalls)
	}
	return nil
}

// Engine forwards media for all rooms of this node through one UDP socket.
// Its methods are safe for concurrent use.
type Engine struct {
	cfg   Config
	log   *slog.Logger
	conn  net.PacketConn
	net   transport.Net              // nil: the operating system's
	api   atomic.Pointer[webrtc.API] // of the next call
	ready chan struct{}              // closed when calls can be answered
	stop  chan struct{}              // closed by Close
	began time.Time
	ice   iceTimes
	done  chan struct{} // closed when everything has ended
	trunk atomic.Pointer[backplane.Trunk]
	waits chan struct{} // capacity 1: a picture waits for its share of a way

	mu       sync.Mutex
	public   []netip.Addr // what candidates hold in place of local addresses
	mux      ice.UDPMux   // nil before Run
	cert     webrtc.Certificate
	rooms    map[*Room]struct{}
	running  bool
	stopping bool
	// The room of a conference, and of what a neighbour takes.
	conferences map[string]*Room
	relays      map[relayKey]*Room
	limited     map[string]bool // neighbours that the way to carries no more
}

var _ media.Engine = (*Engine)(nil)

// New binds the socket. Calls are answered while Run runs.
func New(cfg Config) (*Engine, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(cfg.Listen))
	if err != nil {
		return nil, fmt.Errorf("sfu: listen on %v: %w", cfg.Listen, err)
	}
	// Best effort: the kernel caps what it grants.
	_ = conn.SetReadBuffer(socketBuffer)
	_ = conn.SetWriteBuffer(socketBuffer)
	e, err := newEngine(cfg, conn, nil)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	return e, nil
}

func newEngine(cfg Config, conn net.PacketConn, network transport.Net) (*Engine, error) {
	cert, err := newCertificate()
	if err != nil {
		return nil, fmt.Errorf("sfu: make DTLS certificate: %w", err)
	}
	if cfg.MaxCalls == 0 {
		cfg.MaxCalls = DefaultMaxCalls
	}
	log := cfg.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Engine{
		cfg: cfg, log: log, conn: conn, net: network, cert: cert,
		ready: make(chan struct{}), stop: make(chan struct{}), done: make(chan struct{}), waits: make(chan struct{}, 1),
		rooms: map[*Room]struct{}{}, conferences: map[string]*Room{}, relays: map[relayKey]*Room{}, began: time.Now(), ice: defaultICETimes, public: cfg.Public,
	}, nil
}

// Addr is the address of the UDP socket.
func (e *Engine) Addr() netip.AddrPort {
	a, ok := e.conn.LocalAddr().(*net.UDPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	return a.AddrPort()
}

// Run answers calls until ctx ends or Close is called, then ends all rooms and
// closes the socket. It may be called once.
func (e *Engine) Run(ctx context.Context) error {
	if err := e.start(); err != nil {
		return err
	}
	defer close(e.done)
	mux := ice.NewUDPMuxDefault(ice.UDPMuxParams{
		UDPConn: e.conn, Net: e.net, Logger: newPionLog(e.log).NewLogger("udpmux"),
	})
	err := e.open(mux)
	if err == nil {
		close(e.ready)
		e.serve(ctx)
	}
	e.mu.Lock()
	e.stopping = true
	rooms := make([]*Room, 0, len(e.rooms))
	for r := range e.rooms {
		rooms = append(rooms, r)
	}
	e.mu.Unlock()
	for _, r := range rooms {
		r.Close()
	}
	return errors.Join(err, mux.Close())
}

// serve looks after the ways to neighbours until ctx ends or Close is called.
func (e *Engine) serve(ctx context.Context) {
	t := time.NewTicker(thinEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.stop:
			return
		case <-t.C:
		case <-e.waits:
		}
		e.thin()
	}
}

// open makes what calls are answered with.
func (e *Engine) open(mux ice.UDPMux) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.mux = mux
	return e.renew()
}

// renew makes it anew. The caller holds mu.
func (e *Engine) renew() error {
	api, err := e.newAPI(e.mux, e.public)
	if err != nil {
		return err
	}
	e.api.Store(api)
	return nil
}

// SetPublic replaces the local addresses in the candidates of calls that are
// answered from now on; none: they are offered as they are. Calls that are up
// keep theirs. It may be called at any time.
func (e *Engine) SetPublic(addresses []netip.Addr) error {
	if err := (Config{Listen: e.cfg.Listen, Public: addresses}).Validate(); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if slices.Equal(addresses, e.public) {
		return nil
	}
	before := e.public
	e.public = slices.Clone(addresses)
	if e.mux == nil {
		return nil // Run will see it
	}
	if err := e.renew(); err != nil {
		e.public = before
		return err
	}
	return nil
}

func (e *Engine) start() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.running || e.stopping {
		return fmt.Errorf("run sfu: %w", media.ErrClosed)
	}
	e.running = true
	return nil
}

// Close ends Run and returns when it has ended.
func (e *Engine) Close() {
	e.mu.Lock()
	if !e.stopping {
		e.stopping = true
		close(e.stop)
		if !e.running {
			_ = e.conn.Close()
			close(e.done)
		}
	}
	e.mu.Unlock()
	<-e.done
}

// Ready is closed when calls can be answered.
func (e *Engine) Ready() <-chan struct{} { return e.ready }

// OpenRoom makes an empty room; see media.Engine.
func (e *Engine) OpenRoom(id string, sink func(media.Event)) (media.Room, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopping {
		return nil, fmt.Errorf("open room %s: %w", id, media.ErrClosed)
	}
	r := newRoom(e, id, sink)
	e.rooms[r] = struct{}{}
	e.conferences[id] = r
	r.start()
	return r, nil
}

// certificate is the one DTLS certificate of all calls, renewed in time: pion
// makes them for a month, and a node runs for longer.
func (e *Engine) certificate(now time.Time) (webrtc.Certificate, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if now.Add(certificateMargin).Before(e.cert.Expires()) {
		return e.cert, nil
	}
	cert, err := newCertificate()
	if err != nil {
		return webrtc.Certificate{}, fmt.Errorf("renew DTLS certificate: %w", err)
	}
	e.cert = cert
	return cert, nil
}

func (e *Engine) forget(r *Room) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.rooms, r)
	for id, other := range e.conferences {
		if other == r {
			delete(e.conferences, id)
		}
	}
	for k, other := range e.relays {
		if other == r {
			delete(e.relays, k)
		}
	}
}
