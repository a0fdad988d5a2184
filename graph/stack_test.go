package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control"
	accounts "github.com/parley-video/parley/control/access"
	certkeeper "github.com/parley-video/parley/control/certificates"
	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/control/references"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	domainaccess "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	accessrows "github.com/parley-video/parley/projections/access"
	"github.com/parley-video/parley/projections/alarms"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/burstschedules"
	"github.com/parley-video/parley/projections/certificates"
	"github.com/parley-video/parley/projections/cloudaccounts"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/themes"
	hookrows "github.com/parley-video/parley/projections/webhooks"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The accounts of every stack.
const (
	writerName = "root"
	readerName = "watcher"
	password   = "correct horse battery"
)

// stack is the real thing from the HTTP endpoint down to the event store,
// which is the one in memory. Only what lies outside this process is replaced:
// the nodes behind their links.
type stack struct {
	t        *testing.T
	url      string
	store    store.Store // with personal data readable
	raw      *memory.Store
	state    *sqldb.DB
	hooks    *webhooks.Webhooks
	eraser   *privacy.Eraser
	ring     *privacy.Keyring
	journal  *journal.Journal
	commands *control.Executor
	accounts *accounts.Access
	runner   *projections.Runner
	view     *liveview.View
	bursting *burstingDouble
	facts    *facts.Recorder
	nodes    *fakeNodes
	log      *logBuffer
	deps     Deps
	writer   string // tokens with the scopes of the two roles
	reader   string
}

func (d directory) Administrator(ctx context.Context, id string) (administrator.State, error) {
	return d.commands.Administrator(ctx, id)
}

type directory struct {
	commands *control.Executor
	index    *references.Index
}

func (d directory) TokenByDigest(ctx context.Context, digest string) (accounts.Token, error) {
	t, ok, err := d.index.TokenByDigest(ctx, digest)
	if !ok || err != nil {
		return accounts.Token{}, err
	}
	return accounts.Token{ID: t.ID, Name: t.Name, Scopes: t.Scopes, ExpiresAt: t.ExpiresAt, Reach: t.Reach}, nil
}

func (d directory) RoleScopes(ctx context.Context, roles []string) (map[string][]string, error) {
	return d.index.RoleScopes(ctx, roles)
}

// newest is a configuration that nodes reach at position 10.
type newest struct{}

func (newest) Last() (events.Position, bool) { return 10, true }

// fakeNodes stands in for the links: it answers commands as it is told.
type fakeNodes struct {
	mu     sync.Mutex
	got    []link.Command
	at     []string
	answer func(nodeID string, cmd link.Command) (link.CommandResult, error)
}

func (f *fakeNodes) Command(_ context.Context, nodeID string, cmd link.Command) (link.CommandResult, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.got, f.at = append(f.got, cmd), append(f.at, nodeID)
	if f.answer == nil {
		return link.CommandResult{ID: cmd.ID}, nil
	}
	return f.answer(nodeID, cmd)
}

func (f *fakeNodes) answerWith(answer func(string, link.Command) (link.CommandResult, error)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = answer
}

// documents makes provisioning documents of the shape that the test looks at;
// the secret and its record are real.
type documents struct{ lifecycle *nodes.Lifecycle }

func (d documents) Issue(ctx context.Context, o ProvisioningOrder) (ProvisioningDocument, error) {
	secret, expires, receipt, err := d.lifecycle.IssueProvisioning(ctx, o.Envelope, o.NodeID, o.Expires)
	if err != nil {
		return ProvisioningDocument{}, err
	}
	body, err := json.Marshal(map[string]string{"nodeId": o.NodeID, "secret": secret})
	return ProvisioningDocument{
		JSON: string(body), FileName: "node.json", ExpiresAt: expires, Position: receipt.Position,
	}, err
}

// logBuffer keeps what was logged.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// newStack starts everything; the end of the test stops it.
func newStack(t *testing.T, change ...func(*Deps)) *stack {
	t.Helper()
	s := &stack{t: t, raw: memory.New(), nodes: &fakeNodes{}, log: &logBuffer{}}
	log := slog.New(slog.NewTextHandler(s.log, nil))
	sealer := must(seal.New(bytes.Repeat([]byte{7}, seal.KeySize)))(t)
	s.openState(log, sealer)
	s.journal = journal.New(s.store)
	index := references.New(s.journal)
	hasher := must(accounts.NewHasher(accounts.HashParams{MemoryKiB: 64, Passes: 1, Threads: 1}, 2, 16))(t)
	s.commands = must(control.New(control.Config{
		Journal: s.journal, Sealer: sealer, Hasher: hasher, References: index, Log: log,
		Calls: func(nodeID string) int { return s.view.Calls(nodeID) },
	}))(t)
	ledger := must(accounts.OpenLedger(t.Context(), s.state))(t)
	s.accounts = must(accounts.New(accounts.Config{
		Ledger:   ledger,
		Executor: s.commands, Directory: directory{s.commands, index}, References: index, Opener: sealer,
		Hasher: hasher, CookieKey: bytes.Repeat([]byte{9}, 32), Log: log,
		IdleTimeout: func(context.Context) (time.Duration, error) { return 30 * time.Minute, nil },
	}))(t)
	s.facts = facts.New(s.journal, log, time.Now)

	s.bursting = &burstingDouble{}
	db := must(sql.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "rows.db")))(t)
	inv, acc, nh, ch := inventory.New(db), accessrows.New(BuiltInRoles()...), nodehistory.New(db), conferencehistory.New(db)
	aud, hooks, themed := audit.New(db), hookrows.New(), themes.New()
	alarmRows := alarms.New(db)
	clouds, schedules := cloudaccounts.New(), burstschedules.New()
	certs := certificates.New(time.Date(2046, 1, 1, 0, 0, 0, 0, time.UTC))
	s.view = liveview.New(time.Now)
	s.runner = must(projections.New(projections.Config{
		Store: s.store, Log: log,
		Handlers: []projections.Handler{inv.Handler(), acc, nh.Handler(), ch.Handler(), s.view, aud.Handler(), alarmRows.Handler(), hooks, themed, clouds, schedules, certs},
	}))(t)

	s.eraser = must(privacy.NewEraser(privacy.EraserConfig{Ring: s.ring, Store: s.store, Executor: s.commands, Log: log}))(t)
	s.hooks = must(webhooks.Open(t.Context(), webhooks.Config{
		Store: s.store, DB: s.state, Executor: s.commands, Secrets: sealer, Source: "urn:test", Log: log,
	}))(t)

	s.deps = Deps{
		Commands: s.commands, Accounts: s.accounts,
		Inventory: inv, Access: acc, NodeHistory: nh, ConferenceHistory: ch, LiveView: s.view, Projections: s.runner,
		NewestConfig: newest{}, Nodes: s.nodes, Provisioning: documents{nodes.New(s.commands, nodes.NewWatcher(s.commands, log, time.Now), time.Now)},
		Audit: aud, Alarms: alarmRows, Themes: themed, CloudAccounts: clouds, BurstSchedules: schedules, Bursting: s.bursting, WebhookRows: hooks, Webhooks: s.hooks, CertificateRows: certs, Certificates: certkeeper.New(s.commands, sealer, log), Privacy: s.eraser,
		EventStore: s.store, EmbeddedLog: true, LogEnd: StoreEnd{s.store}, Now: time.Now, Log: log, Version: "test",
	}
	for _, f := range change {
		f(&s.deps)
	}
	api := must(New(s.deps))(t)
	s.url = s.serve(api, db)
	s.seedAccounts()
	return s
}

// openState opens the state beside the log, and the shield over the log.
func (s *stack) openState(log *slog.Logger, sealer *seal.Sealer) {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), "state.db")
	s.state = must(sqldb.OpenSQLite(s.t.Context(), path, sqldb.SQLiteOptions{Durable: true, Shred: true}))(s.t)
	s.ring = must(privacy.OpenKeyring(s.t.Context(), s.state, sealer, privacy.KeyringOptions{}))(s.t)
	var err error
	if _, s.store, err = privacy.NewShield(s.raw, s.ring, log); err != nil {
		s.t.Fatal(err)
	}
}

// serve runs the background work and the HTTP server until the test ends.
func (s *stack) serve(api *API, db *sql.DB) string {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.runner.Run(ctx) })
	running.Go(func() { _ = api.Run(ctx) })
	running.Go(func() { _ = s.hooks.Run(ctx) })
	running.Go(func() { _ = s.eraser.Run(ctx) })
	mux := http.NewServeMux()
	mux.Handle("/graphql", api)
	server := httptest.NewServer(mux)
	s.t.Cleanup(func() {
		cancel()
		running.Wait()
		server.Close()
		http.DefaultClient.CloseIdleConnections()
		if err := errors.Join(db.Close(), s.store.Close(), s.state.Close()); err != nil {
			s.t.Errorf("close: %v", err)
		}
	})
	return server.URL + "/graphql"
}

func (s *stack) seedAccounts() {
	s.t.Helper()
	if created, err := s.accounts.EnsureFirstAdministrator(s.t.Context(), writerName, password); err != nil || !created {
		s.t.Fatalf("first administrator: %v %v", created, err)
	}
	s.execute("reader", administrator.Create{
		Username: readerName, Role: domain.Some(domainaccess.RoleReadOnly), Password: domain.Plaintext(password),
	})
	s.writer = s.token("writer", domainaccess.Scopes()...)
	s.reader = s.token("reader", domainaccess.RoleScopes(domainaccess.RoleReadOnly)...)
}

var system = events.Actor{Kind: events.ActorSystem}

// execute runs a command past the API, and waits until every read model has it.
func (s *stack) execute(key string, cmd domain.Command) control.Receipt {
	s.t.Helper()
	receipt, err := s.commands.Execute(s.t.Context(), control.Envelope{Actor: system, IdempotencyKey: key}, cmd)
	if err != nil {
		s.t.Fatalf("%s: %v", cmd.CommandName(), err)
	}
	s.settle(receipt.Position)
	return receipt
}

// append writes events past the deciders.
func (s *stack) append(stream string, list ...events.Event) {
	s.t.Helper()
	var batch []store.NewEvent
	for i, e := range list {
		one, err := codec.Encode(events.DeriveID(fmt.Sprint(stream, i)), e, events.Metadata{Time: time.Now()})
		if err != nil {
			s.t.Fatal(err)
		}
		batch = append(batch, one)
	}
	done, err := s.store.Append(s.t.Context(), stream, store.NoStream(), batch...)
	if err != nil {
		s.t.Fatal(err)
	}
	s.settle(done.Position)
}

func (s *stack) settle(position events.Position) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	if err := s.runner.WaitForAll(ctx, position); err != nil {
		s.t.Fatalf("wait for the read models: %v", err)
	}
}

func (s *stack) token(name string, scopes ...string) string {
	s.t.Helper()
	secret, receipt, err := s.accounts.CreateToken(s.t.Context(), accounts.NewToken{
		Envelope: control.Envelope{Actor: system, IdempotencyKey: "token " + name},
		Name:     name, Scopes: scopes, Allowed: domainaccess.Scopes(),
	})
	if err != nil {
		s.t.Fatalf("token %s: %v", name, err)
	}
	s.settle(receipt.Position)
	return secret
}

func (s *stack) revoke(secret string) {
	s.t.Helper()
	p, err := s.accounts.VerifyToken(s.t.Context(), secret)
	if err != nil {
		s.t.Fatal(err)
	}
	s.execute("", token.Revoke{ID: p.ID})
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// newStop is a context that ends when the test says so, or ends itself.
func newStop(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	return ctx, stop
}
