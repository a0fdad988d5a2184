package cluster_test

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
)

// proxy stands between one member and the database. It can cut the
// connections, and freeze them so that nothing gets through and nobody is told.
type proxy struct {
	dsn string

	mu     sync.Mutex // guards all below
	thaw   *sync.Cond
	frozen bool
	closed bool
	conns  map[net.Conn]struct{}
}

var hostPattern = regexp.MustCompile(`host=([^&]+)`)

func newProxy(t testing.TB, dsn string) *proxy {
	t.Helper()
	host := hostPattern.FindStringSubmatch(dsn)
	if host == nil {
		t.Skip("the proxy needs a database with a socket in a folder")
	}
	dir, err := os.MkdirTemp("", "pg") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	const socket = ".s.PGSQL.5432"
	l, err := net.Listen("unix", filepath.Join(dir, socket))
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{dsn: hostPattern.ReplaceAllString(dsn, "host="+dir), conns: map[net.Conn]struct{}{}}
	p.thaw = sync.NewCond(&p.mu)
	var all sync.WaitGroup
	all.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("unix", filepath.Join(host[1], socket))
			if err != nil {
				_ = client.Close()
				continue
			}
			for _, pair := range [][2]net.Conn{{client, server}, {server, client}} {
				p.keep(pair[0])
				all.Go(func() { p.pump(pair[0], pair[1]) })
			}
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		p.mu.Lock()
		p.closed = true
		p.mu.Unlock()
		p.freeze(false)
		p.cut()
		all.Wait()
		_ = os.RemoveAll(dir)
	})
	return p
}

func (p *proxy) pump(from, to net.Conn) {
	defer func() {
		_, _ = from.Close(), to.Close()
		p.mu.Lock()
		delete(p.conns, from)
		p.mu.Unlock()
	}()
	b := make([]byte, 64<<10)
	for {
		n, err := from.Read(b)
		p.mu.Lock()
		for p.frozen && !p.closed {
			p.thaw.Wait()
		}
		p.mu.Unlock()
		if n > 0 {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (p *proxy) keep(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns[c] = struct{}{}
	if p.closed {
		_ = c.Close()
	}
}

func (p *proxy) freeze(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frozen = on
	p.thaw.Broadcast()
}

// cut breaks all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}
