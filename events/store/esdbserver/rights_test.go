package esdbserver_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/memory"
)

// tokens is an Authenticator whose tokens a test may change.
type tokens struct {
	mu   sync.Mutex
	byID map[string]esdbserver.Principal
}

func (a *tokens) Authenticate(_ context.Context, _, password string) (esdbserver.Principal, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, ok := a.byID[password]
	if !ok {
		return p, esdbserver.ErrUnauthenticated
	}
	p.ID = password
	return p, nil
}

func (a *tokens) set(token string, p *esdbserver.Principal) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byID, token)
	if p != nil {
		a.byID[token] = *p
	}
}

// deployment is a server with tokens, and a client for each.
type deployment struct {
	t      *testing.T
	tokens *tokens
	server *esdbtest.Server
	log    store.Store
}

func deploy(t *testing.T, change func(*esdbserver.Config)) *deployment {
	t.Helper()
	d := &deployment{t: t, log: memory.New(), tokens: &tokens{byID: map[string]esdbserver.Principal{
		"admin":       {Admin: true},
		"all":         {},
		"conferences": {Streams: []string{"conference-"}},
		"joins":       {Types: []string{"conference.participant-joined"}},
		"writer":      {Write: true},
		"narrow":      {Write: true, Streams: []string{"integration-crm-"}},
		"typed":       {Write: true, Types: []string{"crm."}},
		"outsider":    {Write: true, Reserved: []string{"conference.", "node."}},
	}}}
	cfg := esdbtest.Config(d.log)
	cfg.Insecure, cfg.Authenticator = nil, d.tokens
	cfg.Limits.Rights = 20 * time.Millisecond
	if change != nil {
		change(&cfg)
	}
	d.server = esdbtest.ServeTLS(t, cfg)
	admin := d.as("admin")
	appendEvents(t, admin, "conference-1", newEvents("conference.started.v1", 1)...)
	appendEvents(t, admin, "conference-1", newEvents("conference.participant-joined.v1", 2)...)
	appendEvents(t, admin, "settings", newEvents("settings.changed.v1", 1)...)
	appendEvents(t, admin, "$internal", newEvents("internal", 1)...)
	appendEvents(t, admin, "integration-crm-1", newEvents("crm.synced", 1)...)
	return d
}

func (d *deployment) as(token string) *esdb.Client {
	return dial(d.t, d.server.ConnectionString("token", token))
}

func streamsOf(list []*esdb.ResolvedEvent) []string {
	var names []string
	for _, e := range list {
		names = append(names, e.OriginalEvent().StreamID)
	}
	return names
}

func TestWhoSeesWhat(t *testing.T) {
	d := deploy(t, nil)
	for token, want := range map[string][]string{
		"admin":       {"conference-1", "conference-1", "conference-1", "settings", "$internal", "integration-crm-1"},
		"all":         {"conference-1", "conference-1", "conference-1", "settings", "integration-crm-1"},
		"conferences": {"conference-1", "conference-1", "conference-1"},
		"joins":       {"conference-1", "conference-1"},
		"narrow":      {"integration-crm-1"},
	} {
		t.Run(token, func(t *testing.T) {
			client := d.as(token)
			if got := streamsOf(collect2(t)(client.ReadAll(testContext(t), esdb.ReadAllOptions{}, 100))); !slices.Equal(got, want) {
				t.Errorf("forwards: %v, want %v", got, want)
			}
			back := streamsOf(collect2(t)(client.ReadAll(testContext(t), esdb.ReadAllOptions{From: esdb.End{}, Direction: esdb.Backwards}, 100)))
			if slices.Reverse(back); !slices.Equal(back, want) {
				t.Errorf("backwards: %v, want %v", back, want)
			}
			sub, err := client.SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{From: esdb.Start{}})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = sub.Close() }()
			if got := told(t, sub, upTo("caught up")); len(got) != len(want)+1 {
				t.Errorf("subscription: %v, want %v", got, want)
			}
		})
	}
}

func TestWhoReadsWhichStream(t *testing.T) {
	d := deploy(t, nil)
	for _, c := range []struct {
		token, stream string
		n             int // -1: denied
	}{
		{"admin", "$internal", 1},
		{"all", "$internal", -1},
		{"all", "conference-1", 3},
		{"conferences", "conference-1", 3},
		{"conferences", "settings", -1},
		{"conferences", "$$settings", -1},
		{"joins", "conference-1", 2},
		{"joins", "settings", 0},
		{"narrow", "conference-1", -1},
	} {
		t.Run(c.token+" "+c.stream, func(t *testing.T) {
			client := d.as(c.token)
			list, err := collectErr(client.ReadStream(testContext(t), c.stream, esdb.ReadStreamOptions{}, 10))
			if c.n < 0 {
				wantCode(t, err, esdb.ErrorCodeAccessDenied)
				_, err := client.SubscribeToStream(testContext(t), c.stream, esdb.SubscribeToStreamOptions{From: esdb.Start{}})
				if err == nil {
					t.Error("subscribed to a stream that is denied")
				}
			} else if err != nil || len(list) != c.n {
				t.Errorf("%d events, %v, want %d", len(list), err, c.n)
			}
		})
	}
}

func TestWhoWritesWhat(t *testing.T) {
	d := deploy(t, nil)
	for _, c := range []struct {
		token, stream, typ string
		ok                 bool
	}{
		{"admin", "conference-1", "x", true},
		{"all", "integration-crm-1", "x", false},
		{"writer", "integration-crm-1", "crm.synced", true},
		{"writer", "conference-1", "conference.started.v1", false},
		{"writer", "integration-crm-1", "$>", false},
		{"writer", "$$integration-crm-1", "$metadata", true},
		{"writer", "$$integration-crm-1", "other", false},
		{"writer", "$$conference-1", "$metadata", false},
		{"writer", "$integration-crm-1", "x", false},
		{"narrow", "integration-crm-2", "x", true},
		{"narrow", "integration-erp-1", "x", false},
		{"typed", "integration-erp-1", "crm.synced", true},
		{"typed", "integration-erp-1", "erp.synced", false},
		{"outsider", "integration-erp-1", "erp.synced", true},
		{"outsider", "integration-erp-1", "conference.ended.v1", false},
		{"outsider", "integration-erp-1", "node.", false},
		{"outsider", "$$integration-erp-1", "$metadata", true},
		{"typed", "$$integration-erp-1", "$metadata", true},
	} {
		t.Run(c.token+" "+c.stream+" "+c.typ, func(t *testing.T) {
			client := d.as(c.token)
			_, err := client.AppendToStream(testContext(t), c.stream, esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, newEvents(c.typ, 1)...)
			if c.ok && err != nil {
				t.Fatal(err)
			}
			if !c.ok {
				wantCode(t, err, esdb.ErrorCodeAccessDenied)
			}
		})
	}
	_, err := d.as("all").DeleteStream(testContext(t), "integration-crm-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}})
	wantCode(t, err, esdb.ErrorCodeAccessDenied)
	_, err = d.as("writer").TombstoneStream(testContext(t), "conference-1", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Any{}})
	wantCode(t, err, esdb.ErrorCodeAccessDenied)
	if _, err = d.as("writer").DeleteStream(testContext(t), "integration-crm-1", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}}); err != nil {
		t.Error(err)
	}
}

func TestStrangersAreRefused(t *testing.T) {
	d := deploy(t, nil)
	_, err := collectErr(d.as("guess").ReadAll(testContext(t), esdb.ReadAllOptions{}, 1))
	wantCode(t, err, esdb.ErrorCodeUnauthenticated)
	nobody := dial(t, d.server.ConnectionString("", ""))
	_, err = collectErr(nobody.ReadAll(testContext(t), esdb.ReadAllOptions{}, 1))
	wantCode(t, err, esdb.ErrorCodeUnauthenticated)
	// A stranger is refused unheard (TestStrangersAreRefusedUnheard holds every
	// method to its status). This client sends an append without listening, and
	// where the refusal is there before it has sent all, it reports that it could
	// not send and drops the reason: which of the two is no matter of ours, but
	// that nothing is written is.
	if _, err = nobody.AppendToStream(testContext(t), "integration-1", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, newEvents("x", 1)...); err == nil {
		t.Error("a stranger appends")
	}
	_, err = collectErr(d.as("admin").ReadStream(testContext(t), "integration-1", esdb.ReadStreamOptions{}, 1))
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
}

// An operator's own log server may let anybody in who has no credentials, but
// to nothing of its own.
func TestAnonymous(t *testing.T) {
	d := deploy(t, func(cfg *esdbserver.Config) { cfg.Anonymous = &esdbserver.Principal{ID: "anonymous"} })
	nobody := dial(t, d.server.ConnectionString("", ""))
	if n := len(collect2(t)(nobody.ReadStream(testContext(t), "conference-1", esdb.ReadStreamOptions{}, 10))); n != 3 {
		t.Errorf("%d events, want 3", n)
	}
	_, err := collectErr(nobody.ReadStream(testContext(t), "$internal", esdb.ReadStreamOptions{}, 10))
	wantCode(t, err, esdb.ErrorCodeAccessDenied)
}

// A token that is revoked ends what it has open, whether or not anything
// happens in the log.
func TestRevocationEndsSubscriptions(t *testing.T) {
	d := deploy(t, nil)
	client := d.as("conferences")
	all, err := client.SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{From: esdb.End{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = all.Close() }()
	one, err := client.SubscribeToStream(testContext(t), "conference-1", esdb.SubscribeToStreamOptions{From: esdb.End{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = one.Close() }()
	told(t, all, upTo("caught up"))
	told(t, one, upTo("caught up"))

	// Another list of streams counts from now on: one ends, the other goes on.
	d.tokens.set("conferences", &esdbserver.Principal{Streams: []string{"settings"}})
	if m := one.Recv(); m.SubscriptionDropped == nil {
		t.Errorf("got %+v, want the end of the subscription", m)
	}
	d.tokens.set("conferences", nil)
	if m := all.Recv(); m.SubscriptionDropped == nil {
		t.Errorf("got %+v, want the end of the subscription", m)
	}
	_, err = collectErr(client.ReadAll(testContext(t), esdb.ReadAllOptions{}, 1))
	wantCode(t, err, esdb.ErrorCodeUnauthenticated)
}

// When nobody can be asked, calls are refused and what is open goes on.
func TestAuthenticatorIsDown(t *testing.T) {
	var down bool
	var mu sync.Mutex
	d := deploy(t, func(cfg *esdbserver.Config) {
		inner := cfg.Authenticator
		cfg.Authenticator = esdbserver.AuthenticatorFunc(func(ctx context.Context, user, password string) (esdbserver.Principal, error) {
			mu.Lock()
			defer mu.Unlock()
			if down {
				return esdbserver.Principal{}, errors.New("database is away")
			}
			return inner.Authenticate(ctx, user, password)
		})
	})
	client := d.as("all")
	sub, err := client.SubscribeToAll(testContext(t), esdb.SubscribeToAllOptions{From: esdb.End{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Close() }()
	told(t, sub, upTo("caught up"))
	mu.Lock()
	down = true
	mu.Unlock()
	_, err = collectErr(d.as("joins").ReadAll(testContext(t), esdb.ReadAllOptions{}, 1))
	wantCode(t, err, esdb.ErrorUnavailable)
	if _, err := d.log.Append(testContext(t), "conference-2", store.Any(), storeEvent("x")); err != nil {
		t.Fatal(err)
	}
	told(t, sub, upTo("conference-2@0"))
}

// The view is applied to every event, whichever way it leaves.
func TestView(t *testing.T) {
	d := deploy(t, func(cfg *esdbserver.Config) {
		cfg.View = func(p esdbserver.Principal, e store.Event) store.Event {
			if !p.PersonalData {
				e.Data = []byte(`{"hidden":true}`)
			}
			return e
		}
	})
	d.tokens.set("trusted", &esdbserver.Principal{PersonalData: true})
	for token, want := range map[string]string{"all": `{"hidden":true}`, "trusted": `{"n":0}`} {
		client := d.as(token)
		events := collect2(t)(client.ReadStream(testContext(t), "settings", esdb.ReadStreamOptions{}, 1))
		events = append(events, collect2(t)(client.ReadAll(testContext(t), esdb.ReadAllOptions{}, 1))...)
		sub, err := client.SubscribeToStream(testContext(t), "settings", esdb.SubscribeToStreamOptions{From: esdb.Start{}})
		if err != nil {
			t.Fatal(err)
		}
		m := sub.Recv()
		_ = sub.Close()
		if m.EventAppeared == nil {
			t.Fatalf("got %+v, want an event", m)
		}
		for i, e := range append(events, m.EventAppeared) {
			if string(e.OriginalEvent().Data) != want {
				t.Errorf("%s, event %d: %s, want %s", token, i, e.OriginalEvent().Data, want)
			}
		}
	}
}

func TestConfig(t *testing.T) {
	log := memory.New()
	for name, change := range map[string]func(*esdbserver.Config){
		"store":          func(c *esdbserver.Config) { c.Store = nil },
		"authenticator":  func(c *esdbserver.Config) { c.Authenticator = nil },
		"logger":         func(c *esdbserver.Config) { c.Logger = nil },
		"negative limit": func(c *esdbserver.Config) { c.Limits.Streams = -1 },
		"anonymous":      func(c *esdbserver.Config) { c.Insecure, c.Anonymous = nil, &esdbserver.Principal{} },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := esdbtest.Config(log)
			change(&cfg)
			if _, err := esdbserver.New(cfg); err == nil {
				t.Error("accepted")
			}
		})
	}
	server, err := esdbserver.New(esdbtest.Config(log))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Serve(t.Context(), listener); err == nil {
		t.Error("served everybody without TLS")
	}
}
