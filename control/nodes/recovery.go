package nodes

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

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
// otherwise. It is for a start, when no node can have dialled in yet. A start is
// not held up for longer than one look takes, nor by a node whose stream cannot
// be read or written: Run ends what is left, and so does the node's next link.
func (r *Recovery) Once(ctx context.Context) error {
	err := r.pass(ctx, 0)
	var left *leftError
	if errors.As(err, &left) && ctx.Err() == nil {
		r.log.LogAttrs(ctx, slog.LevelError, "links of the last run could not be closed; it is tried again", slog.Any("error", err))
		return nil
	}
	return err
}

// Run ends links until the context ends. It begins with watching every node
// that has ever dialled in: of some this process may never have heard. One that
// cannot be found out about holds up nothing.
func (r *Recovery) Run(ctx context.Context) error {
	expecting := make(chan struct{})
	go func() {
		defer close(expecting)
		r.expectAll(ctx)
	}()
	defer func() { <-expecting }()
	clear(r.suspects)
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

// expectAll has every node watched that may fall silent, and tries again with
// those of which it could not find out.
func (r *Recovery) expectAll(ctx context.Context) {
	var left []string // nil: not known yet
	for well := true; ; well = false {
		var err error
		if left, err = r.expect(ctx, left); err == nil {
			return
		}
		if well && ctx.Err() == nil {
			r.log.LogAttrs(ctx, slog.LevelError, "finding the nodes to watch failed; it is tried again", slog.Any("error", err))
		}
		select {
		case <-time.After(retryPause):
		case <-ctx.Done():
			return
		}
	}
}

// expect has nodes watched, all when nil is given, and says which are left.
func (r *Recovery) expect(ctx context.Context, ids []string) (left []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, recoverTime)
	defer cancel()
	if ids == nil {
		if ids, err = r.links.Nodes(ctx); err != nil {
			return nil, fmt.Errorf("find the nodes that there are: %w", err)
		}
	}
	var (
		group errgroup.Group
		mu    sync.Mutex // guards left and first
		first error
	)
	group.SetLimit(recoverWide)
	for _, id := range ids {
		group.Go(func() error {
			s, err := r.executor.Node(ctx, id)
			switch {
			case err != nil:
				mu.Lock()
				defer mu.Unlock()
				if left = append(left, id); first == nil {
					first = fmt.Errorf("watch node %s: %w", id, err)
				}
			case s.Live() && s.Link != 0 && s.Liveness != events.LivenessStale:
				r.watcher.Expect(id, s.Liveness, r.now())
			}
			return nil
		})
	}
	_ = group.Wait() // what failed is left
	if first == nil {
		return nil, nil
	}
	return left, &leftError{nodes: len(left), first: first}
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
	l := look{grace: grace, seen: make(map[string]suspect, len(r.suspects))}
	// All at once, for after a crash it may be every node of the deployment, and
	// the log writes together what comes together.
	var group errgroup.Group
	group.SetLimit(recoverWide)
	for _, id := range linked {
		if held[id].There {
			// One that is not the log's is put right by who holds it.
			continue
		}
		group.Go(func() error {
			if err := r.look(ctx, &l, id, held[id]); err != nil {
				l.leave(id, r.suspects[id], err)
			}
			return nil
		})
	}
	_ = group.Wait() // what failed is in l
	r.suspects = l.seen
	return l.err()
}

// recoverTime bounds one look, and recoverWide how many nodes it is at.
const (
	recoverTime = 30 * time.Second
	recoverWide = 64
)

// look is what becomes of a pass.
type look struct {
	grace time.Duration

	mu    sync.Mutex // guards all below
	seen  map[string]suspect
	left  int
	first error
}

func (l *look) suspect(id string, s suspect) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[id] = s
}

// leave notes a node that could not be dealt with; what was known of it before
// still is.
func (l *look) leave(id string, before suspect, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if before != (suspect{}) {
		l.seen[id] = before
	}
	if l.left++; l.first == nil {
		l.first = err
	}
}

func (l *look) err() error {
	if l.left == 0 {
		return nil
	}
	return &leftError{nodes: l.left, first: l.first}
}

// leftError says that some nodes could not be dealt with; the others were.
type leftError struct {
	nodes int
	first error
}

func (e *leftError) Error() string {
	return fmt.Sprintf("nodes that could not be dealt with: %d; the first: %v", e.nodes, e.first)
}

func (e *leftError) Unwrap() error { return e.first }

// look ends the link of a node that is linked as far as the log knows, unless
// somebody may hold it.
func (r *Recovery) look(ctx context.Context, l *look, id string, held Held) error {
	s, err := r.executor.Node(ctx, id)
	if err != nil {
		return fmt.Errorf("recover node %s: %w", id, err)
	}
	if !s.Live() || !s.Connected {
		return nil
	}
	since := r.now()
	if before, ok := r.suspects[id]; ok && before.link == s.Link {
		since = before.since
	}
	orphaned := held.Link == s.Link // and the Management Node is gone
	if !orphaned && r.now().Sub(since) < l.grace {
		l.suspect(id, suspect{s.Link, since})
		return nil
	}
	return r.end(ctx, s)
}

func (r *Recovery) end(ctx context.Context, s node.State) error {
	r.watcher.Expect(s.ID, s.Liveness, r.now())
	_, err := r.executor.Execute(ctx, bySystem(), node.Disconnect{ID: s.ID, Reason: ReasonControlRestarted, Link: s.Link})
	if err != nil && !domain.IsRefusal(err, domain.CodeNotFound) {
		return fmt.Errorf("recover node %s: %w", s.ID, err)
	}
	return nil
}
