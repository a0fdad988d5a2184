package management

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cmd/internal/clouds"
	"github.com/parley-video/parley/control/bursting"
	rules "github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
)

func (m *Management) wireBursting(ctx context.Context) (err error) {
	world := &burstWorld{m: m, since: time.Now()}
	opener := clouds.Opener{Scripts: m.o.CloudScripts, OwnRoleHosts: m.o.CloudEndpoints}
	c := bursting.Config{
		Store: m.store, Commands: m.executor, World: world.see, History: m.reads.conferences, Clock: m.o.BurstingClock, Log: m.o.Log,
		Open: func(a bursting.Account) (cloud.Provider, error) {
			secret, err := m.keys.sealer.Open(a.ID, a.SecretKey)
			if err != nil {
				return nil, &cloud.Error{
					Code: cloud.CodeBadCredentials, Operation: cloud.OpenAccount, Err: err,
					Message: "The secret key cannot be read any more; enter it once more.",
				}
			}
			return opener.Open(a.Settings, secret)
		},
	}
	c.NodePorts = func() (p bursting.NodePorts) {
		for _, r := range m.reads.nodeConfig.Reaches() {
			p.Add(r.ClientURL, r.ClusterAddress)
		}
		return p
	}
	for _, one := range m.linkURLs {
		if u, err := url.Parse(one); err == nil && u.Port() != "" {
			c.LinkPorts = append(c.LinkPorts, u.Port())
		}
	}
	if m.peers != nil {
		if c.Share, err = bursting.OpenShare(ctx, m.peers); err != nil {
			return err
		}
	}
	m.bursting, err = bursting.New(c)
	return err
}

// suspendBursting keeps a deployment that was put back from a backup from machines
// that may be another one's.
func (m *Management) suspendBursting(ctx context.Context) error {
	names, err := m.bursting.Suspend(ctx, m.state, m.generation)
	if len(names) > 0 {
		m.o.Log.LogAttrs(ctx, slog.LevelWarn, "the log was put back from a backup: cloud accounts are disabled until an administrator enables them, since their machines may belong to a deployment that goes on",
			slog.Any("accounts", names))
	}
	return err
}

// knownToBursting is what orders by hand are decided on. It is asked only after
// everything is wired.
func (m *Management) knownToBursting(ctx context.Context) (rules.State, rules.Observation, error) {
	return m.bursting.Known(ctx)
}

// burstWorld sees locations and nodes in the read models.
type burstWorld struct {
	m     *Management
	since time.Time
}

// How long nodes are given after a start of the Management Node until what has not
// reported counts as not there, and how old a report may be.
//
// A node that has lost its link tries again every 15 seconds at most, and reports
// at once. So within 40 seconds it has tried twice since the Management Node
// began to listen, with 10 seconds for the handshake.
const (
	burstSettle = 40 * time.Second
	burstFresh  = time.Minute
)

// awaited says whether nodes that ought to have reported are waited for, and for
// how long.
func awaited(silent []string, running time.Duration) ([]string, time.Duration) {
	if left := burstSettle - running; left > 0 && len(silent) > 0 {
		return silent, left
	}
	return nil, 0
}

// burstReads are the read models that bursting sees.
var burstReads = []string{inventory.Name, liveview.Name}

// whole fails unless the read models have all that the log has. Of a location
// half of whose nodes are known too little seems free, and a conference that is
// not known would keep no node from being stopped.
func (w *burstWorld) whole() error {
	for _, s := range w.m.reads.runner.States() {
		if slices.Contains(burstReads, s.Name) && (s.State != projections.Live || s.Rebuilding != nil) {
			return fmt.Errorf("the read model %s is not up to date (%s): %w", s.Name, strings.ToLower(strings.ReplaceAll(string(s.State), "_", " ")), projections.ErrNotReady)
		}
	}
	return nil
}

func (w *burstWorld) see(ctx context.Context) (bursting.World, error) {
	if err := w.whole(); err != nil {
		return bursting.World{}, err
	}
	settings, err := w.m.reads.inventory.Settings(ctx)
	if err != nil {
		return bursting.World{}, err
	}
	locations, nodes, err := w.m.reads.inventory.Places(ctx)
	if err != nil {
		return bursting.World{}, err
	}
	out := bursting.World{
		Settings: rules.Settings{
			Enabled: settings.BurstingEnabled, ThresholdHD: settings.BurstingThreshold,
			MinLifetime: time.Duration(settings.BurstingMinLifetime) * time.Minute,
		},
		Locations: make([]rules.Location, 0, len(locations)), Nodes: make([]rules.Node, 0, len(nodes)),
	}
	for _, l := range locations {
		s := l.Settings
		out.Locations = append(out.Locations, rules.Location{
			ID: l.ID, Name: s.Name, ThresholdHD: s.BurstingThreshold, Transcoding: s.TranscodingLocation,
			Overflow1: s.OverflowLocation1, Overflow2: s.OverflowLocation2,
		})
	}
	now := time.Now()
	var silent []string
	for _, row := range nodes {
		n, waits := w.node(row, now)
		if waits {
			silent = append(silent, row.Name)
		}
		out.Nodes = append(out.Nodes, n)
	}
	out.Awaited, out.AwaitedFor = awaited(silent, now.Sub(w.since))
	return out, nil
}

// node is a node as it is now; silent says that it ought to have reported and
// has not.
func (w *burstWorld) node(row inventory.ConferencingNode, now time.Time) (n rules.Node, silent bool) {
	n = rules.Node{
		ID: row.ID, Name: row.Name, Location: row.LocationID, Address: row.Address, StaticNATAddress: row.StaticNATAddress,
		Proxying: row.Role == events.NodeProxying, AlwaysOn: row.AlwaysOn, CloudBursting: row.CloudBursting, Maintenance: row.Maintenance,
	}
	if row.MaxHD != nil {
		n.Capacity = capacity.Tokens(*row.MaxHD * float64(capacity.HD))
	}
	if row.CapacityHD != nil {
		n.Capacity = capacity.Tokens(*row.CapacityHD) * capacity.HD
	}
	// Calls count where their media are, not only where they were taken: burst
	// nodes carry others' more than their own.
	n.Conferences, n.Calls = w.m.reads.live.Carried(row.ID).Conferences, w.m.reads.live.Calls(row.ID)
	load := w.m.reads.live.NodeLoad(row.ID)
	if load == nil || !linked(row.State) && row.State != projections.NodeOffline {
		// Where everything starts at once, those that always run come a moment later.
		expected := row.State != projections.NodeNeverContacted && !row.CloudBursting && !row.Maintenance
		return n, linked(row.State) || expected
	}
	n.Ready, n.Lost = heard(row.State, now.Sub(load.ReportedAt))
	n.RefusesCalls, n.Applied = load.Maintenance, load.Applied
	if linked(row.State) || n.Lost {
		// The log may not have yet what its home knows of a conference; the node that
		// carries it knows for itself. What one that is gone said counts no more.
		n.Used, n.Conferences, n.Calls = load.Used, max(n.Conferences, load.Conferences), max(n.Calls, load.Participants)
	}
	if load.Capacity > 0 && row.CapacityHD == nil {
		n.Capacity = load.Capacity
	}
	return n, false
}

func linked(s projections.NodeState) bool {
	return s == projections.NodeOnline || s == projections.NodeLate
}

// heard says of a node whether it reports, or did so until its link broke a moment
// ago: links come again, and the node goes on meanwhile.
func heard(s projections.NodeState, ago time.Duration) (ready, lost bool) {
	fresh := ago < burstFresh
	return fresh && linked(s), fresh && s == projections.NodeOffline
}
