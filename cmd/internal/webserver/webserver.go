// Package webserver serves HTTP with the bounds that every listener of Parley
// has. It imports the standard library only. Serve starts the goroutines of the
// group that it is given and nothing else.
package webserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// The bounds of a connection. There is no write timeout, because streams write
// for hours; those who stream have deadlines of their own.
const (
	headerTimeout   = 10 * time.Second
	idleTimeout     = 2 * time.Minute
	maxHeader       = 64 << 10
	shutdownTimeout = 5 * time.Second
)

// Server is one listener.
type Server struct {
	Name     string // for messages
	Listener net.Listener
	Handler  http.Handler
	TLS      *tls.Config // nil: plain HTTP
	Log      *slog.Logger
}

// Listen takes an address. It comes before everything that leaves traces, so
// that a taken address leaves none.
func Listen(name, addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return listener, nil
}

// Serve serves until ctx ends, and closes the listener. Requests under way
// then get a few seconds to end.
func (s Server) Serve(ctx context.Context, group *errgroup.Group) {
	listener, scheme := s.Listener, "http"
	if s.TLS != nil {
		listener, scheme = tls.NewListener(listener, s.TLS), "https"
	}
	server := &http.Server{
		Handler:           withBodyDeadline(safely(s.Handler), bodyTimeout),
		ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog:    slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	s.Log.Info("listening", "for", s.Name, "url", scheme+"://"+listener.Addr().String())
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("%s: %w", s.Name, err)
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
}

// ReloadingTLS is the TLS configuration of a web server with a certificate that
// may be another one at every handshake. Connections that are open go on with
// the one they have.
func ReloadingTLS(current func() (*tls.Certificate, error)) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return current() },
	}
}
