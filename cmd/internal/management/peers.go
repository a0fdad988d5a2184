package management

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/control/presence"
	"github.com/parley-video/parley/control/references"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/projections"
)

// wirePeers puts together what Management Nodes know of each other.
func (m *Management) wirePeers(ctx context.Context) (err error) {
	m.presence, err = presence.New(ctx, presence.Config{
		Cluster: m.cluster, DB: m.peers, Report: m.remoteReport, Log: m.o.Log,
	})
	if err != nil {
		return err
	}
	m.recovery = nodes.NewRecovery(m.executor, m.watcher, knownLinks{m.refs, m.presence}, m.o.Log, nil)
	m.cluster.Handle(commandTopic, m.commandHere)
	return nil
}

// knownLinks are the links of the log and those that are held.
type knownLinks struct {
	*references.Index
	*presence.Presence
}

// freshReport is how old a report may be that says that a node is not silent.
// One that is older was taken before this process began; the watch over
// silence, which gives every node time after a start, is not told of it.
const freshReport = 30 * time.Second

// remoteReport hears of a report that another Management Node took.
func (m *Management) remoteReport(nodeID string, r link.Report, at time.Time) {
	if time.Since(at) < freshReport {
		m.watcher.Reported(nodeID, at)
	}
	m.reads.live.SetReportAt(nodeID, r, at)
}

// leases decide who applies events to shared read models; nil when nobody
// shares them.
func (m *Management) leases() projections.Leases {
	if !m.cluster.Shared() {
		return nil
	}
	return rowLeases{m.cluster}
}

type rowLeases struct{ cluster cluster.Cluster }

func (l rowLeases) Hold(ctx context.Context, name string, work func(context.Context, projections.Lease) error) error {
	return l.cluster.Hold(ctx, name, func(ctx context.Context, lease cluster.Lease) error {
		return work(ctx, rowLease{lease, l.cluster})
	})
}

func (l rowLeases) Announced(name string) <-chan struct{} { return l.cluster.Topic(name) }

type rowLease struct {
	cluster.Lease
	cluster cluster.Cluster
}

func (l rowLease) Announce(ctx context.Context, tx sqldb.Tx) error {
	return l.cluster.Announce(ctx, tx, l.Name())
}

// The leases of what one Management Node does for all.
const (
	leaseStart   = "start"   // what a first start writes
	leaseControl = "control" // process managers
)

// join makes this process one of the Management Nodes: the others know of it
// before any node can, and the log has what a first start writes.
func (m *Management) join(ctx context.Context) error {
	if err := m.seen(ctx); err != nil {
		return err
	}
	err := m.cluster.Hold(ctx, leaseStart, func(ctx context.Context, _ cluster.Lease) error {
		if err := m.firstAdministrator(ctx); err != nil {
			return err
		}
		if err := m.initialSettings(ctx); err != nil {
			return err
		}
		return m.suspendBursting(ctx)
	})
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if m.cluster.Shared() {
		return m.sameLog(ctx)
	}
	// Nobody else can hold a link.
	if err := m.recovery.Once(ctx); err != nil {
		return fmt.Errorf("close links of the last run: %w", err)
	}
	return nil
}

// joinTime bounds the wait for the other Management Nodes to know this one.
const joinTime = 30 * time.Second

func (m *Management) seen(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, joinTime)
	defer cancel()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		all, err := m.cluster.Members(ctx)
		for _, member := range all {
			if member.ID == m.cluster.Self().ID {
				return nil
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return fmt.Errorf("join the other Management Nodes: %w", errors.Join(ctx.Err(), err))
		}
	}
}

// fence asks the database whether a lease is still this process's. Alone nobody
// else can have it.
func (m *Management) fence(lease cluster.Lease) bursting.Fence {
	if m.peers == nil {
		return func(context.Context) error { return nil }
	}
	return func(ctx context.Context) error {
		return m.peers.Update(ctx, func(tx sqldb.Tx) error { return lease.Check(ctx, tx) })
	}
}

// manage runs the process managers, in one Management Node at a time.
func (m *Management) manage(ctx context.Context) error {
	for ctx.Err() == nil {
		err := m.cluster.Hold(ctx, leaseControl, func(ctx context.Context, lease cluster.Lease) error {
			m.watcher.Resume() // others may have managed since
			group, ctx := errgroup.WithContext(ctx)
			group.Go(func() error { return m.finishMoves(ctx) })
			for _, run := range []func(context.Context) error{
				m.watcher.Run, m.recovery.Run, m.endings.Run, m.webhooks.Run, m.alarms.Run, m.drains.Run,
				func(ctx context.Context) error { return m.bursting.Act(ctx, m.fence(lease)) },
			} {
				group.Go(func() error { return run(ctx) })
			}
			return group.Wait()
		})
		if err != nil && !errors.Is(err, webhooks.ErrFenced) {
			return err
		}
	}
	return nil
}

// finishMoves does what a crash, here or of the one that managed before, left
// half done. Nobody has to wait for it: what is left is safe, and the next one
// who manages tries again.
func (m *Management) finishMoves(ctx context.Context) error {
	if err := m.executor.FinishMoves(ctx, m.moves); err != nil && ctx.Err() == nil {
		m.o.Log.Error("finishing the moves of aliases", "error", err)
	}
	return nil
}

// contradictedEvery is how often links are compared with the log. Where nobody
// else writes about them, only this process itself can have taken a link for one
// that nobody holds, when it took very long to say that it holds it.
const (
	contradictedEvery      = 5 * time.Second
	contradictedEveryAlone = time.Minute
)

// endContradicted ends links which the log says have ended, so that their nodes
// dial again.
func (m *Management) endContradicted(ctx context.Context) error {
	every := contradictedEvery
	if !m.cluster.Shared() {
		every = contradictedEveryAlone
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		call, cancel := context.WithTimeout(ctx, contradictedEvery)
		wrong, err := m.lifecycle.Contradicted(call)
		cancel()
		if err != nil && ctx.Err() == nil {
			m.o.Log.Warn("links cannot be compared with the log", "error", err)
		}
		for _, id := range wrong {
			m.o.Log.Warn("the log says that a link has ended; ending it", "node", id)
			m.hub.Disconnect(id, link.Refused{Code: link.CodeUnavailable, Message: "the link is recorded as ended"})
		}
	}
}

// commandTopic is of calls that carry a command to the Management Node that
// holds the node's link.
const commandTopic = "node-command"

type commandCall struct {
	NodeID  string       `json:"nodeId"`
	Command link.Command `json:"command"`
}

type commandAnswer struct {
	Result link.CommandResult `json:"result"`
	Failed string             `json:"failed,omitempty"` // one of the codes below
	Text   string             `json:"text,omitempty"`
}

// How a command that another Management Node sent has failed.
const (
	failedUnreachable = "unreachable"
	failedBusy        = "busy"
	failedNoAnswer    = "no-answer"
)

// links sends commands to nodes, by way of the Management Node that holds the
// link.
type links struct{ m *Management }

// Command sends it again when the link moves to another Management Node while
// nobody answers; the node does a command once.
func (l links) Command(ctx context.Context, nodeID string, cmd link.Command) (link.CommandResult, error) {
	for {
		result, err := l.m.hub.Command(ctx, nodeID, cmd)
		if !errors.Is(err, hub.ErrNotConnected) {
			return result, err
		}
		member, held := l.m.presence.Holder(nodeID)
		if !held || member == l.m.cluster.Self().ID {
			return link.CommandResult{}, graph.ErrNodeUnreachable
		}
		calling, stop := context.WithCancelCause(ctx)
		moved := l.whenMoved(calling, nodeID, member, stop)
		result, err = l.there(calling, member, nodeID, cmd)
		again := errors.Is(context.Cause(calling), errMoved)
		stop(nil)
		<-moved
		if err == nil || !again {
			return result, err
		}
	}
}

var errMoved = errors.New("the link is elsewhere by now")

// movedEvery is how often it is looked whether a link has moved.
const movedEvery = 50 * time.Millisecond

// whenMoved stops a call to a member when it does not hold the link any more.
// The channel is closed when it looks no more.
func (l links) whenMoved(ctx context.Context, nodeID, member string, stop context.CancelCauseFunc) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(movedEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if now, held := l.m.presence.Holder(nodeID); held && now != member {
				stop(errMoved)
				return
			}
		}
	}()
	return done
}

// there has another member send a command.
func (l links) there(ctx context.Context, member, nodeID string, cmd link.Command) (link.CommandResult, error) {
	body, err := json.Marshal(commandCall{nodeID, cmd})
	if err != nil {
		return link.CommandResult{}, err
	}
	raw, err := l.m.cluster.Call(ctx, member, commandTopic, body)
	switch {
	case errors.Is(err, cluster.ErrNoMember):
		return link.CommandResult{}, graph.ErrNodeUnreachable
	case err != nil:
		return link.CommandResult{}, fmt.Errorf("%w: %w", hub.ErrNoAnswer, err)
	}
	var answer commandAnswer
	if err := json.Unmarshal(raw, &answer); err != nil {
		return link.CommandResult{}, fmt.Errorf("%w: %w", hub.ErrNoAnswer, err)
	}
	switch answer.Failed {
	case "":
		return answer.Result, nil
	case failedUnreachable:
		return link.CommandResult{}, graph.ErrNodeUnreachable
	case failedBusy:
		return link.CommandResult{}, fmt.Errorf("%w: %s", hub.ErrBusy, answer.Text)
	default:
		return link.CommandResult{}, fmt.Errorf("%w: %s", hub.ErrNoAnswer, answer.Text)
	}
}

// commandHere answers the call of another Management Node.
func (m *Management) commandHere(ctx context.Context, body []byte) ([]byte, error) {
	var call commandCall
	if err := json.Unmarshal(body, &call); err != nil {
		return nil, err
	}
	result, err := m.hub.Command(ctx, call.NodeID, call.Command)
	answer := commandAnswer{Result: result}
	switch {
	case err == nil:
	case errors.Is(err, hub.ErrNotConnected):
		answer.Failed = failedUnreachable
	case errors.Is(err, hub.ErrBusy):
		answer.Failed, answer.Text = failedBusy, err.Error()
	default:
		answer.Failed, answer.Text = failedNoAnswer, err.Error()
	}
	return json.Marshal(answer)
}
