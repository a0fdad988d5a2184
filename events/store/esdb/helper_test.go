package esdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
)

var discard = slog.New(slog.DiscardHandler)

func patient(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// server is a served log that can be stopped and started at the same address.
type server struct {
	t       testing.TB
	log     store.Store
	address string
	change  func(*esdbserver.Config)

	stop func()
}

func serve(t testing.TB, log store.Store, change func(*esdbserver.Config)) *server {
	t.Helper()
	s := &server{t: t, log: log, address: "127.0.0.1:0", change: change}
	s.start()
	t.Cleanup(func() { s.stop() })
	return s
}

func (s *server) start() {
	s.t.Helper()
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	s.address = listener.Addr().String()
	conf := esdbserver.Config{
		Store: s.log, Logger: discard, Limits: esdbserver.Limits{AppendBytes: 8 << 20},
		Insecure: &esdbserver.Principal{ID: "test", Admin: true},
		Authenticator: esdbserver.AuthenticatorFunc(func(_ context.Context, _, password string) (esdbserver.Principal, error) {
			if password != testPassword {
				return esdbserver.Principal{}, esdbserver.ErrUnauthenticated
			}
			return esdbserver.Principal{ID: "test", Admin: true}, nil
		}),
	}
	if s.change != nil {
		s.change(&conf)
	}
	door, err := esdbserver.New(conf)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- door.Serve(ctx, listener) }()
	s.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			s.t.Errorf("serve: %v", err)
		}
	})
}

const testPassword = "p@ss:w/rd?"

// proxy passes connections on to a server until it is told otherwise.
type proxy struct {
	listener net.Listener
	wait     sync.WaitGroup

	mu     sync.Mutex
	target string
	mode   mode
	conns  map[net.Conn]struct{}
	// spoil is asked for every piece that the server sends; true cuts the
	// connection before it gets through.
	spoil func(fromServer []byte) bool
}

type mode uint8

const (
	passing mode = iota
	refusing
	silent // takes everything and gives nothing
)

func newProxy(t testing.TB, target string) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: listener, target: target, conns: make(map[net.Conn]struct{})}
	p.wait.Go(p.accept)
	t.Cleanup(func() {
		_ = listener.Close()
		p.cut()
		p.wait.Wait()
	})
	return p
}

func (p *proxy) address() string { return p.listener.Addr().String() }

// become changes the mode, and cuts what there is.
func (p *proxy) become(m mode) {
	p.mu.Lock()
	p.mode = m
	p.mu.Unlock()
	p.cut()
}

// freeze makes the connections that there are silent, without cutting them.
func (p *proxy) freeze(m mode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = m
}

func (p *proxy) onReply(spoil func([]byte) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spoil = spoil
}

func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}

func (p *proxy) add(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns[c] = struct{}{}
}

func (p *proxy) drop(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
	_ = c.Close()
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		mode := p.mode
		p.mu.Unlock()
		if mode == refusing {
			_ = client.Close()
			continue
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		p.add(client)
		p.add(server)
		both := sync.OnceFunc(func() { p.drop(client); p.drop(server) })
		p.wait.Go(func() { defer both(); p.pass(server, client, false) })
		p.wait.Go(func() { defer both(); p.pass(client, server, true) })
	}
}

func (p *proxy) pass(to io.Writer, from io.Reader, reply bool) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		p.mu.Lock()
		mode, spoil := p.mode, p.spoil
		p.mu.Unlock()
		if mode == silent {
			continue
		}
		if reply && spoil != nil && spoil(buffer[:n]) {
			return
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// connect opens a store and closes it with the test.
func connect(t testing.TB, connection string, change func(*Options)) *Store {
	t.Helper()
	o := Options{ConnectionString: connection, Logger: discard}
	if change != nil {
		change(&o)
	}
	s, err := Open(patient(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func insecureAt(address string) string { return "esdb://" + address + "?tls=false" }

func event(stream string, i int) store.NewEvent {
	return store.NewEvent{
		ID: events.DeriveID(fmt.Sprintf("esdb/%s/%d", stream, i)), Type: "thing.happened.v1",
		Data: fmt.Appendf(nil, `{"stream":%q,"number":%d}`, stream, i), Meta: []byte(`{"n":1}`),
	}
}

// wantStream compares a whole stream with events 0 to n-1.
func wantStream(t testing.TB, s store.Store, stream string, n int) {
	t.Helper()
	got := 0
	for from := events.Revision(0); ; {
		page, err := s.ReadStream(patient(t), stream, from, store.Forwards, store.MaxPage)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			if e.ID != event(stream, got).ID || int(e.Revision) != got { // small
				t.Fatalf("%s/%d is %s, want event %d", stream, e.Revision, e.Data, got)
			}
			got++
		}
		if from = page.Next; page.End {
			break
		}
	}
	if got != n {
		t.Fatalf("%s has %d events, want %d", stream, got, n)
	}
}

// follower reads a subscription in the background and checks that nothing is
// missing or doubled: every stream's revisions follow each other.
type follower struct {
	mu    sync.Mutex
	next  map[string]events.Revision
	total int
	last  events.Position
	err   error
	grown chan struct{}
	ended chan struct{}
	sub   store.Subscription
}

func follow(t testing.TB, s store.Store, filter store.Filter) *follower {
	t.Helper()
	sub, err := s.Subscribe(patient(t), 0, filter)
	if err != nil {
		t.Fatal(err)
	}
	f := &follower{next: make(map[string]events.Revision), grown: make(chan struct{}, 1), ended: make(chan struct{}), sub: sub}
	go func() {
		defer close(f.ended)
		for {
			m, err := sub.Next(context.Background())
			if errors.Is(err, store.ErrClosed) {
				return
			}
			f.take(m, err)
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = sub.Close()
		<-f.ended
	})
	return f
}

func (f *follower) take(m store.Message, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil && f.err == nil {
		f.err = err
	}
	if e, ok := m.(store.Event); ok && f.err == nil {
		if e.Revision != f.next[e.Stream] || e.Position <= f.last {
			f.err = fmt.Errorf("got %s/%d at %s after %s, want revision %d", e.Stream, e.Revision, e.Position, f.last, f.next[e.Stream])
		}
		f.next[e.Stream], f.last = e.Revision+1, e.Position
		f.total++
	}
	select {
	case f.grown <- struct{}{}:
	default:
	}
}

// await waits until n events have come, and looks whether they are right.
func (f *follower) await(t testing.TB, n int) {
	t.Helper()
	ctx := patient(t)
	for {
		f.mu.Lock()
		total, err := f.total, f.err
		f.mu.Unlock()
		switch {
		case err != nil:
			t.Fatalf("subscription: %v", err)
		case total == n:
			return
		case total > n:
			t.Fatalf("%d events came, want %d", total, n)
		}
		select {
		case <-f.grown:
		case <-f.ended:
		case <-ctx.Done():
			t.Fatalf("%d of %d events came", total, n)
		}
	}
}
