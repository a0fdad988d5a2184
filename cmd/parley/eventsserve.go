package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/internal/sqldb"
)

// logServer is the embedded log as an event store of its own.
type logServer struct {
	data, listen    string
	credentials     string
	insecure        bool
	tlsCert, tlsKey string
	hosts           []string
	advertise       string

	log       *slog.Logger
	logins    esdbserver.Logins
	tlsConfig *tls.Config
	closers   []func() error
}

func eventsServeCommand() *cobra.Command {
	var s logServer
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve an event log of its own over the EventStoreDB protocol, for several Management Nodes",
		Long: `Serves the log in a data directory over the EventStoreDB protocol. Management
Nodes use it with --event-store, and every client of EventStoreDB can. Whoever
has one of its logins may do everything, so it is for Management Nodes and
operators; other programs read at a Management Node (--esdb-listen there).

Clients must send credentials over TLS. Without --tls-cert the server makes a
certificate, signed by an authority of its own in DATA/keys/ca/ca.crt, which
clients are told to trust by tlsCAFile. --insecure serves everybody on this
machine without TLS and credentials.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, cancel := withLifeline(cmd.Context())
			defer cancel()
			s.log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			return s.run(ctx)
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.data, "data", "data/events", "directory that keeps the log, the persistent subscriptions and the keys")
	f.StringVar(&s.listen, "listen", "127.0.0.1:2113", "address for clients")
	f.StringVar(&s.credentials, "credentials", "", `private file with a list of logins, [{"name","password"}]`)
	f.BoolVar(&s.insecure, "insecure", false, "no TLS and no credentials; only on a loopback address")
	f.StringVar(&s.tlsCert, "tls-cert", "", "file with the certificate chain (PEM)")
	f.StringVar(&s.tlsKey, "tls-key", "", "file with the key of the certificate (PEM)")
	f.StringSliceVar(&s.hosts, "host", nil, "names and addresses by which clients reach the server, for a certificate that it makes itself")
	f.StringVar(&s.advertise, "advertise", "", "host:port that clients are told which ask for the members of the cluster (default: the one they came by)")
	return cmd
}

func (s *logServer) validate() error {
	host, _, err := net.SplitHostPort(s.listen)
	switch {
	case s.data == "":
		return errors.New("--data: must name a directory")
	case err != nil:
		return fmt.Errorf("--listen: %q is not host:port", s.listen)
	case (s.tlsCert == "") != (s.tlsKey == ""):
		return errors.New("--tls-cert: goes with --tls-key")
	case s.insecure && (s.credentials != "" || s.tlsCert != ""):
		return errors.New("--insecure: does not go with --credentials and --tls-cert")
	case !s.insecure && s.credentials == "":
		return errors.New("--credentials: give a file with logins, or --insecure on a loopback address")
	}
	if ip := net.ParseIP(host); s.insecure && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("--insecure: %s can be reached from other machines", s.listen)
	}
	if _, _, err := net.SplitHostPort(s.advertise); s.advertise != "" && err != nil {
		return fmt.Errorf("--advertise: %q is not host:port", s.advertise)
	}
	return nil
}

func (s *logServer) run(ctx context.Context) (err error) {
	if err := s.validate(); err != nil {
		return err
	}
	if s.credentials != "" {
		if s.logins, err = readLogins(s.credentials); err != nil {
			return err
		}
	}
	listener, err := webserver.Listen("EventStoreDB clients", s.listen)
	if err != nil {
		return err
	}
	defer func() {
		_ = listener.Close() // Serve has, unless it never ran
		for i := len(s.closers) - 1; i >= 0; i-- {
			err = errors.Join(err, s.closers[i]())
		}
	}()
	server, err := s.open(ctx)
	if err != nil {
		return err
	}
	s.log.Info("serving the event log", "address", listener.Addr().String(), "tls", s.tlsConfig != nil)
	return server.Serve(ctx, listener)
}

// open opens the log and what is kept beside it.
func (s *logServer) open(ctx context.Context) (*esdbserver.Server, error) {
	if err := os.MkdirAll(s.data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: filepath.Join(s.data, "log"), Logger: s.log})
	if err != nil {
		return nil, fmt.Errorf("open the event log: %w", err)
	}
	s.closers = append(s.closers, log.Close)
	if err := s.logins.Record(ctx, log); err != nil {
		return nil, err
	}
	state, err := sqldb.OpenSQLite(ctx, filepath.Join(s.data, "state.db"), sqldb.SQLiteOptions{Durable: true})
	if err != nil {
		return nil, fmt.Errorf("open the persistent subscriptions: %w", err)
	}
	s.closers = append(s.closers, state.Close)
	groups, err := persistent.OpenSQL(ctx, state)
	if err != nil {
		return nil, fmt.Errorf("open the persistent subscriptions: %w", err)
	}
	if s.tlsConfig, err = s.tls(); err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	config := esdbserver.Config{
		Store: log, Authenticator: s.logins, Logger: s.log, TLS: s.tlsConfig, Persistent: groups, Advertise: s.advertise,
	}
	if s.insecure {
		config.Insecure = &esdbserver.Principal{ID: "insecure", Name: "anybody on this machine", Admin: true, PersonalData: true}
	}
	return esdbserver.New(config)
}

// tls is the given certificate, or one of our own authority; nil without TLS.
func (s *logServer) tls() (*tls.Config, error) {
	switch {
	case s.insecure:
		return nil, nil
	case s.tlsCert != "":
		given, err := webserver.OpenCertificate(s.tlsCert, s.tlsKey, s.log)
		if err != nil {
			return nil, err
		}
		return webserver.ReloadingTLS(func() (*tls.Certificate, error) { return given.Current(), nil }), nil
	}
	dir := filepath.Join(s.data, "keys", "ca")
	ca, err := pki.LoadOrCreate(dir, time.Now())
	if err != nil {
		return nil, err
	}
	config, err := ca.ServerTLS(s.certified(), time.Now)
	if err != nil {
		return nil, err
	}
	config.ClientAuth = tls.NoClientCert // clients come with credentials
	config.NextProtos = []string{"h2"}
	s.log.Info("clients trust the server by tlsCAFile", "file", filepath.Join(dir, "ca.crt"), "hosts", s.certified())
	return config, nil
}

// certified are the names and addresses in a certificate of our own.
func (s *logServer) certified() []string {
	hosts := append([]string{"localhost", "127.0.0.1"}, s.hosts...)
	if name, err := os.Hostname(); err == nil {
		hosts = append(hosts, name)
	}
	if host, _, err := net.SplitHostPort(s.listen); err == nil {
		if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// readLogins reads the logins from a file that only its owner can read.
func readLogins(path string) (esdbserver.Logins, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("--credentials: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("--credentials: %s must be readable by its owner only (chmod 600)", path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--credentials: %w", err)
	}
	var list []struct{ Name, Password string }
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf("--credentials: %s: %w", path, err)
	}
	var logins esdbserver.Logins
	for i, l := range list {
		if l.Name == "" || len(l.Password) < minPassword {
			return nil, fmt.Errorf("--credentials: %s: login %d needs a name and a password of at least %d characters", path, i, minPassword)
		}
		logins = append(logins, esdbserver.Login{Name: l.Name, FullName: l.Name, Password: l.Password})
	}
	if len(logins) == 0 {
		return nil, fmt.Errorf("--credentials: %s has no login", path)
	}
	return logins, nil
}

// minPassword is the shortest password of a login.
const minPassword = 12
