// Package esdbtest serves a store over the EventStoreDB protocol for the
// length of a test, as an operator's own log server would be served: with one
// login that may do everything, or without TLS and login on loopback.
//
// It imports testing, so only tests import it.
package esdbtest

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"testing"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
)

// User and Password are the login of servers with TLS.
const (
	User     = "admin"
	Password = "changeit"
)

// Server is a running server.
type Server struct {
	Addr string // host:port
	// CAFile is what clients trust; empty without TLS.
	CAFile string
	// Stop ends the server and waits for it; the test's end calls it too.
	Stop func()
}

// ConnectionString is the URL for a login; empty: without one.
func (s *Server) ConnectionString(user, password string) string {
	login := ""
	if user != "" || password != "" {
		login = url.UserPassword(user, password).String() + "@"
	}
	if s.CAFile == "" {
		return "esdb://" + login + s.Addr + "?tls=false"
	}
	return "esdb://" + login + s.Addr + "?tls=true&tlsCAFile=" + s.CAFile
}

// Start serves the store on loopback without TLS, everybody being the
// administrator, and gives the connection string.
func Start(t testing.TB, s store.Store) string {
	t.Helper()
	return Serve(t, Config(s), "127.0.0.1:0").ConnectionString("", "")
}

// StartTLS serves the store with TLS and the login User, Password.
func StartTLS(t testing.TB, s store.Store) string {
	t.Helper()
	cfg := Config(s)
	cfg.Insecure = nil
	return ServeTLS(t, cfg).ConnectionString(User, Password)
}

// ServeTLS serves a configuration with a certificate for loopback.
func ServeTLS(t testing.TB, cfg esdbserver.Config) *Server {
	t.Helper()
	cert, ca := Certificate(t, "localhost", "127.0.0.1")
	cfg.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	server := Serve(t, cfg, "127.0.0.1:0")
	server.CAFile = ca
	return server
}

// Config is the configuration that Start uses, for tests that change it.
func Config(s store.Store) esdbserver.Config {
	admin := esdbserver.Principal{ID: User, Name: User, Admin: true, PersonalData: true}
	return esdbserver.Config{
		Store:    s,
		Logger:   slog.New(slog.DiscardHandler),
		Insecure: &admin,
		Authenticator: esdbserver.AuthenticatorFunc(func(_ context.Context, user, password string) (esdbserver.Principal, error) {
			if user != User || password != Password {
				return esdbserver.Principal{}, esdbserver.ErrUnauthenticated
			}
			return admin, nil
		}),
	}
}

// Serve serves a configuration until Stop or the test's end. A test that stops
// a server and starts another one at its address sees what a restart does.
func Serve(t testing.TB, cfg esdbserver.Config, addr string) *Server {
	t.Helper()
	server, err := esdbserver.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, listener) }()
	stopped := false
	stop := func() {
		cancel()
		if stopped {
			return
		}
		stopped = true
		if err := <-done; err != nil {
			t.Error(fmt.Errorf("serve: %w", err))
		}
	}
	t.Cleanup(stop)
	return &Server{Addr: listener.Addr().String(), Stop: stop}
}
