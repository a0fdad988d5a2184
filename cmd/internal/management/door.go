package management

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/control/access"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
)

// eventStoreDB is the door for EventStoreDB clients.
type eventStoreDB struct {
	server   *esdbserver.Server
	listener net.Listener
}

// openDoor listens for EventStoreDB clients, when it is to.
func (m *Management) openDoor(ctx context.Context) error {
	if m.o.ESDBListen == "" {
		return nil
	}
	config, err := m.doorTLS()
	if err != nil {
		return fmt.Errorf("certificate of the EventStoreDB door: %w", err)
	}
	groups, err := persistent.OpenSQL(ctx, m.state)
	if err != nil {
		return fmt.Errorf("persistent subscriptions: %w", err)
	}
	server, err := esdbserver.New(esdbserver.Config{
		Store: m.store, Authenticator: esdbserver.AuthenticatorFunc(m.doorCaller), Logger: m.o.Log, TLS: config,
		Persistent: groups,
		View:       func(p esdbserver.Principal, e store.Event) store.Event { return redact.Stored(e, p.PersonalData) },
	})
	if err != nil {
		return err
	}
	listener, err := webserver.Listen("EventStoreDB clients", m.o.ESDBListen)
	if err != nil {
		return err
	}
	m.door = &eventStoreDB{server: server, listener: listener}
	return nil
}

// Serve serves until ctx ends.
func (d *eventStoreDB) Serve(ctx context.Context) error { return d.server.Serve(ctx, d.listener) }

func (d *eventStoreDB) close() error {
	if d == nil {
		return nil
	}
	if err := d.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// doorTLS is the web certificate, or one of our own authority.
func (m *Management) doorTLS() (*tls.Config, error) {
	if m.given != nil {
		return webserver.ReloadingTLS(func() (*tls.Certificate, error) { return m.given.Current(), nil }), nil
	}
	config, err := m.keys.ca.ServerTLS(m.linkHosts(), time.Now)
	if err != nil {
		return nil, err
	}
	config.ClientAuth = tls.NoClientCert // clients come with credentials
	config.NextProtos = []string{"h2"}
	return config, nil
}

// doorCaller says what an API token may do at the door.
func (m *Management) doorCaller(ctx context.Context, _, password string) (esdbserver.Principal, error) {
	if source := esdbserver.Source(ctx); source != "" {
		ctx = access.WithSource(ctx, source)
	}
	p, err := m.access.VerifyToken(ctx, password)
	if errors.Is(err, access.ErrUnauthenticated) {
		return esdbserver.Principal{}, esdbserver.ErrUnauthenticated
	}
	if errors.Is(err, access.ErrTooManyUnknown) {
		return esdbserver.Principal{}, esdbserver.ErrTooMany
	}
	if err != nil {
		return esdbserver.Principal{}, err
	}
	return doorPrincipal(p)
}

// doorPrincipal is what the door makes of a token.
func doorPrincipal(p access.Principal) (esdbserver.Principal, error) {
	has := func(scope rights.Scope) bool { return slices.Contains(p.Scopes, scope) }
	caller := esdbserver.Principal{
		ID: p.ID, Name: p.Name, Streams: p.Reach.Streams, Types: p.Reach.Types,
		Reserved: ownTypes(), Write: has(rights.ScopeEventsWrite), PersonalData: has(rights.ScopePersonalRead),
	}
	switch {
	case has(rights.ScopeEventsRead):
		return caller, nil
	case caller.Write: // who only writes sees what programs wrote, and nothing else
		streams, some := rights.CommonPrefixes(caller.Streams, []string{esdbserver.IntegrationPrefix})
		if !some { // an empty list would mean all of them
			return esdbserver.Principal{}, esdbserver.ErrUnauthenticated
		}
		caller.Streams = streams
		return caller, nil
	default:
		return esdbserver.Principal{}, esdbserver.ErrUnauthenticated
	}
}

// ownTypes are what the types of the platform's events begin with. Webhooks and
// other readers select events by their types, and a webhook's receiver trusts
// what we sign: nobody else may append what looks like ours.
func ownTypes() []string {
	var own []string
	for _, typ := range append(codec.Types(), codec.OldTypes()...) {
		noun, _, _ := strings.Cut(typ, ".")
		if noun += "."; !slices.Contains(own, noun) {
			own = append(own, noun)
		}
	}
	return own
}
