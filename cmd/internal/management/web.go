package management

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/projections"
)

// The bounds of a connection. There is no write timeout, because streams write
// for hours; the transports have deadlines of their own.
const (
	headerTimeout   = 10 * time.Second
	idleTimeout     = 2 * time.Minute
	maxHeader       = 64 << 10
	shutdownTimeout = 10 * time.Second
)

func (m *Management) serveWeb(ctx context.Context, group *errgroup.Group) error {
	config, err := m.webTLS()
	if err != nil {
		return err
	}
	handler, err := m.routes(ctx)
	if err != nil {
		return err
	}
	return m.listen(ctx, group, "web", m.o.Listen, handler, config)
}

func (m *Management) serveLink(ctx context.Context, group *errgroup.Group) error {
	config, err := m.keys.ca.ServerTLS(m.linkHosts(), time.Now)
	if err != nil {
		return fmt.Errorf("certificate of the node link: %w", err)
	}
	return m.listen(ctx, group, "node link", m.o.LinkListen, m.hub.Handler(), config)
}

// listen serves a handler until ctx ends.
func (m *Management) listen(ctx context.Context, group *errgroup.Group, name, addr string, handler http.Handler, config *tls.Config) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	scheme := "http"
	if config != nil {
		listener, scheme = tls.NewListener(listener, config), "https"
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog:    slog.NewLogLogger(m.o.Log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	m.o.Log.Info("listening", "for", name, "url", scheme+"://"+listener.Addr().String())
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
		defer cancel()
		if err := server.Shutdown(end); err != nil {
			return server.Close()
		}
		return nil
	})
	return nil
}

// webTLS is nil for plain HTTP, which is served on loopback addresses only.
func (m *Management) webTLS() (*tls.Config, error) {
	var cert tls.Certificate
	var err error
	switch {
	case m.o.TLSCert != "":
		cert, err = tls.LoadX509KeyPair(m.o.TLSCert, m.o.TLSKey)
	case isLoopback(m.o.Listen):
		return nil, nil
	default:
		cert, err = m.ownCertificate()
	}
	if err != nil {
		return nil, fmt.Errorf("web certificate: %w", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}, nil
}

// ownCertificate is the certificate that this node made for itself when it was
// given none; browsers warn of it.
func (m *Management) ownCertificate() (tls.Certificate, error) {
	path := filepath.Join(m.o.Data, "keys", "web.pem")
	pem, err := pki.ReadSecret(path)
	if errors.Is(err, os.ErrNotExist) {
		m.o.Log.Warn("no web certificate was given; made one that browsers warn of", "file", path)
		certPEM, keyPEM, err := pki.SelfSigned(m.linkHosts(), time.Now())
		if err != nil {
			return tls.Certificate{}, err
		}
		pem = append(certPEM, keyPEM...)
		if err := pki.WriteSecret(path, pem); err != nil {
			return tls.Certificate{}, err
		}
	} else if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(pem, pem)
}

// healthz answers while the process lives.
func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// readyz answers 200 once every read model follows the log; its body says
// which one does not.
func (m *Management) readyz(w http.ResponseWriter, r *http.Request) {
	type state struct {
		State    projections.State `json:"state"`
		Position string            `json:"position"`
		Error    string            `json:"error,omitempty"`
	}
	body := map[string]state{}
	code := http.StatusOK
	for _, s := range m.reads.runner.Status(r.Context()) {
		one := state{State: s.State, Position: s.Position.String()}
		if s.Error != nil {
			one.Error = *s.Error
		}
		body[s.Name] = one
		if s.State == projections.CatchingUp {
			code = http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}
