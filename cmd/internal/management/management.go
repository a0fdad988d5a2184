// Package management puts a Management Node together: the log, the commands,
// the read models, the node link and the web side.
//
// It owns their order of starting and stopping and the small adapters between
// their ports. It may import everything of the module. New opens files; Run
// owns every goroutine and returns when all have ended and the files are
// closed.
package management

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/cmd/internal/backup"
	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/alarms"
	"github.com/parley-video/parley/control/bursting"
	certkeeper "github.com/parley-video/parley/control/certificates"
	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/control/facts"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/control/presence"
	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/control/references"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/frontend"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/projections"
	projaccess "github.com/parley-video/parley/projections/access"
	alarmrows "github.com/parley-video/parley/projections/alarms"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/burstschedules"
	"github.com/parley-video/parley/projections/certificates"
	"github.com/parley-video/parley/projections/cloudaccounts"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/nodeconfig"
	"github.com/parley-video/parley/projections/nodehistory"
	readsql "github.com/parley-video/parley/projections/sql"
	themerows "github.com/parley-video/parley/projections/themes"
	hookrows "github.com/parley-video/parley/projections/webhooks"
)

// Management is a Management Node.
type Management struct {
	o          Options
	linkURLs   []string
	keys       keys
	log        store.Store // as it is kept: personal data is sealed
	store      store.Store // the log as everything in this process sees it
	shield     *privacy.Shield
	ring       *privacy.Keyring // keys of personal data
	state      *sqldb.DB        // what is kept beside the log
	rows       *readsql.DB
	generation string    // of the log, see backup.Generation
	peers      *sqldb.DB // connections for what Management Nodes tell each other; nil: there are no others
	cluster    cluster.Cluster
	presence   *presence.Presence

	executor  *control.Executor
	moves     *control.MoveMark
	refs      *references.Index
	access    *access.Access
	lifecycle *nodes.Lifecycle
	readiness *nodes.Readiness
	drains    *nodes.Drains
	watcher   *nodes.Watcher
	recovery  *nodes.Recovery
	endings   *nodes.Endings
	refusals  *nodes.Refusals
	hub       *hub.Hub
	eraser    *privacy.Eraser
	webhooks  *webhooks.Webhooks
	themes    *themes.Themes
	alarms    *alarms.Runner
	bursting  *bursting.Bursting
	certs     *certkeeper.Keeper
	door      *eventStoreDB // nil: not open
	rate      *auth.Rate    // of the requests of each caller

	own   ownCert
	given *webserver.FileCertificate // of the command line; nil: none
	reads models
	api   *graph.API
}

// models are the read models and what drives them.
type models struct {
	runner      *projections.Runner
	inventory   *inventory.Inventory
	nodes       *nodehistory.History
	conferences *conferencehistory.History
	audit       *audit.Audit
	alarms      *alarmrows.Alarms
	webhooks    *hookrows.Webhooks
	themes      *themerows.Themes
	clouds      *cloudaccounts.Accounts
	schedules   *burstschedules.Schedules
	certs       *certificates.Certificates
	access      *projaccess.Access
	live        *liveview.View
	nodeConfig  *nodeconfig.Config
}

// New opens the data directory and puts the parts together. Nothing runs
// before Run, which also closes what New opened.
func New(ctx context.Context, o Options) (*Management, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	m := &Management{o: o, rate: auth.NewRate(o.RequestsPerMinute)}
	if o.TLSCert != "" {
		var err error
		if m.given, err = webserver.OpenCertificate(o.TLSCert, o.TLSKey, o.Log); err != nil {
			return nil, fmt.Errorf("web certificate: %w", err)
		}
	}
	if err := m.open(ctx); err != nil {
		return nil, errors.Join(err, m.close())
	}
	if err := m.wire(ctx); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return m, nil
}

func (m *Management) open(ctx context.Context) (err error) {
	if m.linkURLs, err = m.o.linkURLs(); err != nil {
		return err
	}
	if err := os.MkdirAll(m.o.Data, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	// The log comes first: its lock keeps a second process from everything else.
	if err := m.openLog(ctx); err != nil {
		return fmt.Errorf("open the event log: %w", err)
	}
	if err := m.openState(ctx); err != nil {
		return err
	}
	if m.keys, err = m.openKeys(ctx); err != nil {
		return err
	}
	return m.openShield(ctx)
}

func (m *Management) close() error {
	errs := []error{m.door.close()}
	if m.peers != nil {
		errs = append(errs, m.peers.Close())
	}
	if m.rows != nil {
		errs = append(errs, m.rows.Close())
	}
	if m.state != nil {
		errs = append(errs, m.state.Close())
	}
	if m.log != nil {
		errs = append(errs, m.log.Close())
	}
	return errors.Join(errs...)
}

func (m *Management) wire(ctx context.Context) error {
	log := journal.New(m.store)
	m.refs = references.New(log)
	hasher, err := access.NewHasher(access.DefaultHashParams(), runtime.GOMAXPROCS(0), 32)
	if err != nil {
		return err
	}
	m.executor, err = control.New(control.Config{
		Journal: log, Sealer: m.keys.sealer, Hasher: hasher, References: m.refs, Log: m.o.Log,
		Calls:     func(nodeID string) int { return m.reads.live.Calls(nodeID) },
		PublicURL: m.o.PublicURL != "", Bursting: m.knownToBursting,
	})
	if err != nil {
		return err
	}
	if err := m.wireReads(); err != nil {
		return err
	}
	m.watcher = nodes.NewWatcher(m.executor, m.o.Log, nil)
	m.endings = nodes.NewEndings(m.executor, m.refs, m.o.Log)
	m.lifecycle = nodes.New(m.executor, m.watcher, nil)
	m.readiness = nodes.NewReadiness(m.executor, m.reads.nodeConfig, m.o.Log)
	m.drains = nodes.NewDrains(m.executor, m.reads.live, m.o.Log)
	m.refusals = nodes.NewRefusals(m.executor, m.o.Log, nil)
	m.certs = certkeeper.New(m.executor, m.keys.sealer, m.o.Log)
	if err := m.wirePeers(ctx); err != nil {
		return err
	}
	m.generation, err = backup.Generation(ctx, m.state)
	if err != nil {
		return err
	}
	if err := m.wireBursting(ctx); err != nil {
		return err
	}
	if m.moves, err = control.OpenMoveMark(ctx, m.state, m.generation); err != nil {
		return err
	}
	m.hub, err = hub.New(hub.Config{
		CA: m.keys.ca, Nodes: m.lifecycle, Enrolment: enrolment{m.lifecycle, m.refusals}, Renewal: m.lifecycle,
		Certificates: m.certs, NodeLife: m.o.NodeCertificateLife,
		Facts:     recorder{facts.New(log, m.o.Log, nil), m.lifecycle},
		Lifecycle: reported{m.lifecycle, m.readiness, m.reads.live, m.presence, m.bursting},
		Configs:   m.reads.nodeConfig, Generation: m.generation + m.reads.nodeConfig.Generation(), Log: m.o.Log,
	})
	if err != nil {
		return err
	}
	ledger, err := access.OpenLedger(ctx, m.state)
	if err != nil {
		return err
	}
	m.access, err = access.New(access.Config{
		Executor: m.executor, Directory: directory{m.executor, m.refs}, References: m.refs,
		Opener: m.keys.sealer, Hasher: hasher, CookieKey: m.keys.cookie, Ledger: ledger, RefusalTime: refusalTime,
		IdleTimeout: m.idleTimeout, Log: m.o.Log,
		Outside: access.Outside{PublicURL: m.o.PublicURL, AllowLocal: m.o.AllowLocalSignIn},
	})
	if err != nil {
		return err
	}
	if err := m.wireBeside(ctx); err != nil {
		return err
	}
	return m.wireAPI()
}

// refusalTime is how long a sign-in takes that is refused: longer than hashing a
// password does on a machine that is not overloaded.
const refusalTime = 500 * time.Millisecond

func (m *Management) wireReads() (err error) {
	m.reads = models{
		inventory:   inventory.New(m.rows),
		nodes:       nodehistory.New(m.rows),
		conferences: conferencehistory.New(m.rows),
		audit:       audit.New(m.rows),
		alarms:      alarmrows.New(m.rows),
		webhooks:    hookrows.New(),
		themes:      themerows.New(),
		clouds:      cloudaccounts.New(),
		schedules:   burstschedules.New(),
		access:      projaccess.New(graph.BuiltInRoles()...),
		certs:       certificates.New(m.keys.ca.ExpiresAt()),
		live:        liveview.New(time.Now),
		nodeConfig:  nodeconfig.New(m.keys.sealer.Open, m.keys.cluster),
	}
	m.reads.runner, err = projections.New(projections.Config{
		Store: m.store, Log: m.o.Log, Committed: m.committed, Leases: m.leases(),
		Handlers: []projections.Handler{
			m.reads.inventory.Handler(), m.reads.nodes.Handler(), m.reads.conferences.Handler(),
			m.reads.audit.Handler(), m.reads.alarms.Handler(), m.reads.access, m.reads.webhooks, m.reads.themes, m.reads.clouds, m.reads.schedules, m.reads.certs, m.reads.live, m.reads.nodeConfig,
		},
	})
	return err
}

// committed hears of what a projection changed: the link of a node whose record
// is gone ends at once, and so do its conferences in the log. Every Management
// Node folds the nodes' configuration for itself, so all of them hear of it. It
// runs on a projection's goroutine and does not block.
func (m *Management) committed(c projections.Committed) {
	if c.Projection == certificates.Name && m.hub != nil {
		m.certificatesChanged(c.Changes)
	}
	if c.Projection != nodeconfig.Name || m.hub == nil {
		return
	}
	for _, change := range c.Changes {
		if change.Kind == nodeconfig.ChangeNode && change.Removed {
			m.endings.Wake()
			m.hub.Disconnect(change.ID, link.Refused{Code: link.CodeRevoked, Message: "the node's record was removed"})
		}
	}
}

func (m *Management) wireAPI() error {
	documents, err := graph.ReadDocuments(bytes.NewReader(frontend.Documents()))
	if err != nil {
		return fmt.Errorf("documents of the web interface: %w", err)
	}
	m.api, err = graph.New(graph.Deps{
		Commands: m.executor, Accounts: m.access,
		Inventory: m.reads.inventory, Access: m.reads.access, NodeHistory: m.reads.nodes,
		ConferenceHistory: m.reads.conferences, LiveView: m.reads.live, Projections: m.reads.runner,
		NewestConfig: m.reads.nodeConfig, Nodes: links{m}, Provisioning: provisioning{m}, LogEnd: graph.StoreEnd{Store: m.store},
		EventStore: m.store, EmbeddedLog: m.o.EventStore == "",
		Audit: m.reads.audit, Alarms: m.reads.alarms, Themes: m.reads.themes, CloudAccounts: m.reads.clouds, BurstSchedules: m.reads.schedules, Bursting: m.bursting, WebhookRows: m.reads.webhooks, Webhooks: m.webhooks,
		CertificateRows: m.reads.certs, Certificates: m.certs, Privacy: m.eraser,
		Now: time.Now, Log: m.o.Log, Version: m.o.Version,
		TrustedDocuments: documents, Rate: m.rate,
	})
	return err
}

// idleTimeout is the setting as the read model has it.
func (m *Management) idleTimeout(ctx context.Context) (time.Duration, error) {
	s, err := m.reads.inventory.Settings(ctx)
	if err != nil {
		return 0, err
	}
	return time.Duration(s.SessionIdleTimeout) * time.Minute, nil
}

// Run serves until ctx ends, then stops in order: first whoever calls in, then
// what they use, the log last.
func (m *Management) Run(ctx context.Context) error {
	defer func() {
		if err := m.close(); err != nil {
			m.o.Log.Error("closing", "error", err)
		}
	}()
	if err := m.refs.Warm(ctx); err != nil {
		return fmt.Errorf("read the log: %w", err)
	}
	// The read models outlive the servers, so that requests under way end well.
	readCtx, stopReads := context.WithCancel(context.WithoutCancel(ctx))
	defer stopReads()
	reads, readCtx := errgroup.WithContext(readCtx)
	reads.Go(func() error { return m.cluster.Run(readCtx) })
	reads.Go(func() error { return m.presence.Run(readCtx) })
	reads.Go(func() error { return m.reads.runner.Run(readCtx) })

	serving, ctx := errgroup.WithContext(ctx)
	serving.Go(func() error { return m.serve(ctx, serving) })
	serving.Go(func() error { // a read model that cannot run ends everything
		select {
		case <-readCtx.Done():
			return context.Cause(readCtx)
		case <-ctx.Done():
			return nil
		}
	})
	err := serving.Wait()
	stopReads()
	return errors.Join(ignoreCanceled(err), ignoreCanceled(reads.Wait()))
}

func (m *Management) serve(ctx context.Context, group *errgroup.Group) error {
	servers, err := m.listen(ctx)
	if err != nil {
		return err
	}
	defer servers.close()
	if err := m.openDoor(ctx); err != nil {
		return err
	}
	if err := m.join(ctx); err != nil {
		return err
	}
	group.Go(func() error { return m.manage(ctx) })
	group.Go(func() error { return m.eraser.Run(ctx) })    // everywhere: every process has keys in memory
	group.Go(func() error { return m.readiness.Run(ctx) }) // everywhere: of the links that this process has
	group.Go(func() error { return m.bursting.Run(ctx) })  // everywhere: all show what one of them acts on
	group.Go(func() error { return m.endContradicted(ctx) })
	group.Go(func() error { return m.scavenge(ctx) })
	group.Go(func() error { return m.themes.Run(ctx) })
	group.Go(func() error { return m.hub.Run(ctx) })
	group.Go(func() error { return m.refusals.Run(ctx) })
	group.Go(func() error { return m.keepCertificates(ctx) })
	group.Go(func() error { return m.api.Run(ctx) })
	if m.door != nil {
		group.Go(func() error { return m.door.Serve(ctx) })
	}
	for _, s := range servers.take() {
		s.Serve(ctx, group)
	}
	return nil
}

func (m *Management) linkHosts() []string {
	hosts := []string{"localhost", "127.0.0.1"}
	for _, one := range m.linkURLs {
		if u, err := url.Parse(one); err == nil {
			hosts = append(hosts, u.Hostname())
		}
	}
	return hosts
}

func ignoreCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
