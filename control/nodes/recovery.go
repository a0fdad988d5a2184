package nodes

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

// ReasonControlRestarted is why links ended that were up when the Management
// Node that they led to went down.
const ReasonControlRestarted = "control-plane-restarted"

// Held is a link of which a Management Node said that it holds it.
type Held struct {
	Link  events.Revision // see node.State
	There bool            // the Management Node is still there
}

// Links knows what the log and what the Management Nodes say about links.
type Links interface {
	// LinkedNodes lists the nodes whose link is up according to the log.
	LinkedNodes(ctx context.Context) ([]string, error)
	// Nodes lists all nodes that have a record.
	Nodes(ctx context.Context) ([]string, error)
	// HeldLinks are the links that Management Nodes hold, or held when they
	// vanished, by node.
	HeldLinks(ctx context.Context) (map[string]Held, error)
}

// How often Recovery looks, and how long it waits for a Management Node that
// has just recorded a link to say that it holds it.
const (
	recoverEvery = time.Second
	recoverGrace = 3 * time.Second
)

// Recovery ends, in the log, the links that nobody holds any more: those of a
// Management Node that went down. Their nodes are watched from then on: one
// that does not dial in again becomes late.
type Recovery struct {
	executor Executor
	watcher  *Watcher
	links    Links
	log      *slog.Logger
	now      func() time.Time

	suspects map[string]suspect // of the one Run or Once
}

type suspect struct {
	link  events.Revision
	since time.Time
}

// NewRecovery makes a Recovery; now is time.Now when nil.
func NewRecovery(executor Executor, watcher *Watcher, links Links, log *slog.Logger, now func() time.Time) *Recovery {
	if now == nil {
		now = time.Now
	}
	return &Recovery{executor: executor, watcher: watcher, links: links, log: log, now: now, suspects: map[string]suspect{}}
}

// Once ends the links that nobody holds, without waiting for anybody to say
// otherwise. It is for a start, when no node can have dialled in yet.
func (r *Recovery) Once(ctx context.Context) error { return r.pass(ctx, 0) }

// Run ends links until the context ends. It begins with watching every node
// that has ever dialled in: of some this process may never have heard.
func (r *Recovery) Run(ctx context.Context) error {
	clear(r.suspects)
	for r.expectAll(ctx) != nil {
		select {
		case <-time.After(retryPause):
		case <-ctx.Done():
			return nil
		}
	}
	tick := time.NewTicker(recoverEvery)
	defer tick.Stop()
	well := true
	for {
		err := r.pass(ctx, recoverGrace)
		if err != nil && well && ctx.Err() == nil {
			r.log.LogAttrs(ctx, slog.LevelError, "looking for links that nobody holds failed; it is tried again", slog.Any("error", err))
		}
		well = err == nil
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (r *Recovery) expectAll(ctx context.Context) error {
	err := r.tryExpectAll(ctx)
	if err != nil && ctx.Err() == nil {
		r.log.LogAttrs(ctx, slog.LevelError, "finding the nodes to watch failed; it is tried again", slog.Any("error", err))
	}
	return err
}

func (r *Recovery) tryExpectAll(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, recoverTime)
	defer cancel()
	all, err := r.links.Nodes(ctx)
	if err != nil {
		return err
	}
	for _, id := range all {
		s, err := r.executor.Node(ctx, id)
		if err != nil {
			return err
		}
		if s.Live() && s.Link != 0 && s.Liveness != events.LivenessStale {
			r.watcher.Expect(id, s.Liveness, r.now())
		}
	}
	return nil
}

func (r *Recovery) pass(ctx context.Context, grace time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, recoverTime)
	defer cancel()
	linked, err := r.links.LinkedNodes(ctx)
	if err != nil {
		return fmt.Errorf("find the nodes that are linked: %w", err)
	}
	held, err := r.links.HeldLinks(ctx) // later than the log, so as to know every link of it
	if err != nil {
		return fmt.Errorf("find the links that are held: %w", err)
	}
	seen := make(map[string]suspect, len(r.suspects))
	for _, id := range linked {
		if h := held[id]; h.There {
			// One that is not the log's is put right by who holds it.
			continue
		}
		s, err := r.executor.Node(ctx, id)
		if err != nil {
			return fmt.Errorf("recover node %s: %w", id, err)
		}
		if !s.Live() || !s.Connected {
			continue
		}
		since := r.now()
		if before, ok := r.suspects[id]; ok && before.link == s.Link {
			since = before.since
		}
		orphaned := held[id].Link == s.Link // and the Management Node is gone
		if !orphaned && r.now().Sub(since) < grace {
			seen[id] = suspect{s.Link, since}
			continue
		}
		if err := r.end(ctx, s); err != nil {
			return err
		}
	}
	r.suspects = seen
	return nil
}

// recoverTime bounds one look.
const recoverTime = 30 * time.Second

func (r *Recovery) end(ctx context.Context, s node.State) error {
	r.watcher.Expect(s.ID, s.Liveness, r.now())
	_, err := r.executor.Execute(ctx, bySystem(), node.Disconnect{ID: s.ID, Reason: ReasonControlRestarted, Link: s.Link})
	if err != nil && !domain.IsRefusal(err, domain.CodeNotFound) {
		return fmt.Errorf("recover node %s: %w", s.ID, err)
	}
	return nil
}
