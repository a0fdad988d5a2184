// Package conferencing puts a Conferencing Node together: its identity, its
// copy of the configuration, the outbox, the link to the control plane, the
// media engine, the conferences and the client API.
//
// It owns their order of starting and stopping and the small adapters between
// their ports. It may import everything of the module. New opens files and, if
// asked to, enrols the node; Run owns every goroutine and returns when all
// have ended and the files are closed.
package conferencing

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/conference"
	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/measure"
	"github.com/parley-video/parley/nodeagent/outbox"
	"github.com/parley-video/parley/nodeagent/sfu"
)

// Node is a Conferencing Node.
type Node struct {
	o        Options
	identity enrol.Identity // as it was at the start
	keeper   *enrol.Keeper
	web      *webCertificate
	given    *webserver.FileCertificate // of the command line; nil: none
	door     *door                      // nil: the node listens for itself
	outbox   *outbox.Outbox
	config   *config.Store
	cluster  cluster
	engine   *sfu.Engine
	calls    *conference.Registry
	dialer   *dial.Dialer
	measured capacity.Tokens
}

// New enrols the node when a provisioning document is given, opens its data
// directory and puts the parts together. Nothing runs before Run, which also
// closes what New opened.
func New(ctx context.Context, o Options) (*Node, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	n := &Node{o: o}
	if err := n.open(ctx); err != nil {
		return nil, errors.Join(err, n.close())
	}
	if err := n.wire(); err != nil {
		return nil, errors.Join(err, n.close())
	}
	return n, nil
}

// enrolTime bounds the redeeming of a provisioning document.
const enrolTime = 30 * time.Second

func (n *Node) open(ctx context.Context) (err error) {
	if err := os.MkdirAll(n.o.Data, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	if n.o.TLSCert != "" { // before the document is used up
		if n.given, err = webserver.OpenCertificate(n.o.TLSCert, n.o.TLSKey, n.o.Log); err != nil {
			return fmt.Errorf("web certificate: %w", err)
		}
	}
	if n.o.Provision != "" {
		if err := n.enrol(ctx); err != nil {
			return err
		}
	}
	if n.keeper, err = enrol.OpenKeeper(n.o.Data, n.o.ControlURLs, n.o.Log); err != nil {
		return err
	}
	n.identity = n.keeper.Identity()
	n.web = openWebCertificate(n.o.Data, n.o.Log)
	if n.outbox, err = outbox.Open(filepath.Join(n.o.Data, "outbox.db"), n.o.Log); err != nil {
		return fmt.Errorf("open the outbox: %w", err)
	}
	if n.config, err = n.openConfig(filepath.Join(n.o.Data, "config.db")); err != nil {
		return fmt.Errorf("open the configuration: %w", err)
	}
	n.measured, err = measure.Capacity(ctx, n.o.Data)
	if err != nil {
		return fmt.Errorf("measure the capacity: %w", err)
	}
	return nil
}

// openConfig opens the node's copy of the configuration. A damaged copy is
// moved aside, since the control plane has the original; a damaged outbox is
// not, since nobody else has what is in it.
func (n *Node) openConfig(path string) (*config.Store, error) {
	store, err := config.Open(path, n.identity.NodeID)
	if !errors.Is(err, config.ErrCorrupt) {
		return store, err
	}
	aside, asideErr := outbox.SetAside(path, time.Now())
	if asideErr != nil {
		return nil, errors.Join(err, asideErr)
	}
	n.o.Log.Error("the copy of the configuration was damaged; a new one will come", "error", err, "moved to", aside)
	return config.Open(path, n.identity.NodeID)
}

func (n *Node) enrol(ctx context.Context) error {
	raw, err := os.ReadFile(n.o.Provision)
	if err != nil {
		return fmt.Errorf("provisioning document: %w", err)
	}
	document, err := enrol.Parse(raw)
	if err != nil {
		return fmt.Errorf("provisioning document %s: %w", n.o.Provision, err)
	}
	return redeem(ctx, document, n.o.Data)
}

func redeem(ctx context.Context, document enrol.Document, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, enrolTime)
	defer cancel()
	if _, err := enrol.Enrol(ctx, document, dir); err != nil {
		return fmt.Errorf("enrol: %w", err)
	}
	return nil
}

func (n *Node) close() error {
	var errs []error
	if n.cluster.peer != nil {
		errs = append(errs, n.cluster.peer.Close())
	}
	if n.config != nil {
		errs = append(errs, n.config.Close())
	}
	if n.outbox != nil {
		errs = append(errs, n.outbox.Close())
	}
	return errors.Join(errs...)
}

func (n *Node) wire() (err error) {
	listen, err := mediaAddress(n.o.MediaListen)
	if err != nil {
		return fmt.Errorf("media-listen: %w", err)
	}
	var public []netip.Addr
	for _, p := range n.o.MediaPublic {
		public = append(public, netip.MustParseAddr(p)) // Validate has read it
	}
	if n.cluster, err = n.newCluster(); err != nil {
		return err
	}
	if n.engine, err = sfu.New(sfu.Config{Listen: listen, Public: public, Log: n.o.Log}); err != nil {
		return fmt.Errorf("media engine: %w", err)
	}
	n.cluster.trunk.Route(n.engine)
	n.engine.SetTrunk(n.cluster.trunk)
	n.calls = conference.NewRegistry(conference.Deps{
		Config: n.config, Outbox: conference.FromOutbox(n.outbox), Engine: n.engine,
		Membership: n.cluster.gossip, Peers: n.cluster.peer, Backplanes: n.cluster.trunk.Links,
		Capacity: n.capacity, Journal: filepath.Join(n.o.Data, "conferences.journal"), Log: n.o.Log,
	})
	control := n.keeper.ControlURLs()
	n.dialer, err = dial.New(dial.Config{
		URL: control[0], Others: control[1:], TLS: n.keeper.ClientTLS(), NodeID: n.identity.NodeID,
		Software: n.o.Version, BootTime: time.Now().UTC(),
		ClientURL: n.clientURL(), ClusterAddress: n.clusterAddress(n.cluster.peer),
		Outbox: n.outbox, Configuration: n.config, Calls: calls{n}, Log: n.o.Log,
		Credentials: n.keeper, WebCertificate: n.web,
	})
	if err != nil {
		return fmt.Errorf("link: %w", err)
	}
	return nil
}

// capacity is the administrator's value or the measured one.
func (n *Node) capacity() capacity.Tokens {
	if self, ok := n.config.Self(); ok && self.CapacityTokens > 0 {
		return capacity.Tokens(self.CapacityTokens)
	}
	return n.measured
}

// calls is what the link sees of the conferences.
type calls struct{ n *Node }

// Load implements dial.Calls.
func (c calls) Load() link.Report {
	load := c.n.calls.Load()
	report := link.Report{
		CapacityTokens: int64(c.n.capacity()), UsedTokens: int64(load.Used),
		Conferences: load.Conferences, Maintenance: load.Closed, Backplanes: c.n.calls.Backplanes(),
		Unreachable: c.n.cluster.reach.Unreachable(),
	}
	if c.n.given != nil && c.n.web.current() == nil {
		report.CertificateUntil = c.n.given.NotAfter()
	}
	return report
}

// Execute implements dial.Calls.
func (c calls) Execute(ctx context.Context, cmd link.Command) link.CommandResult {
	return c.n.calls.Execute(ctx, cmd)
}

// tellTime is how long a stopping node may take to tell the control plane what
// happened at its end. What it cannot tell it keeps for its next start.
const tellTime = 3 * time.Second

// Run serves until ctx ends, then stops in order: the web side, the
// conferences and their media, gossip with a farewell, the link, and last the
// outbox, so that what happened at the end is kept and, if there is time, told.
func (n *Node) Run(ctx context.Context) error {
	defer func() {
		if err := n.close(); err != nil {
			n.o.Log.Error("closing", "error", err)
		}
	}()
	below, stopBelow := context.WithCancel(context.WithoutCancel(ctx))
	defer stopBelow()
	keeping, below := errgroup.WithContext(below)
	keeping.Go(func() error { return n.outbox.Run(below) })
	keeping.Go(func() error { return n.cluster.peer.Run(below) })
	keeping.Go(func() error { return n.cluster.trunk.Run(below) })
	keeping.Go(func() error { return n.engine.Run(below) })

	gossiping, stopGossip := context.WithCancel(below)
	defer stopGossip()
	left := make(chan struct{})
	keeping.Go(func() error { defer close(left); return n.cluster.gossip.Run(gossiping) })

	keeping.Go(func() error { return n.cluster.reach.Run(gossiping) }) // no farewell is a way that is shut

	linking, stopLink := context.WithCancel(below)
	defer stopLink()
	linked := make(chan struct{})
	keeping.Go(func() error { defer close(linked); return n.dialer.Run(linking) })
	keeping.Go(func() error { return n.keeper.Run(linking, n.dialer.Redial) })

	serving, serveCtx := errgroup.WithContext(ctx)
	serving.Go(func() error { return n.calls.Run(serveCtx) })
	serving.Go(func() error { return n.serveWeb(serveCtx, serving) })
	serving.Go(func() error { return n.follow(serveCtx) })
	serving.Go(func() error { return n.tellLoad(serveCtx) })
	serving.Go(func() error { // without the outbox or the engine the node is of no use
		select {
		case <-below.Done():
			return context.Cause(below)
		case <-serveCtx.Done():
			return nil
		}
	})
	err := serving.Wait()
	stopGossip()
	<-left
	n.tell(below)
	stopLink()
	<-linked
	stopBelow()
	return errors.Join(ignoreCanceled(err), ignoreCanceled(keeping.Wait()))
}

// tell waits until the control plane has every fact, while there is a link to
// it and time. A node that is stopped for good would otherwise leave its
// conferences open in the log.
func (n *Node) tell(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, tellTime)
	defer cancel()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for n.outbox.Queued() > 0 && n.dialer.State().Connected {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

func ignoreCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
