package nodes

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// Newest knows what nodes are to reach; false when it does not know yet.
type Newest interface {
	Last() (events.Position, bool)
}

// Readiness records when nodes that have dialled in here are as configured and
// report. It is safe for concurrent use; only Run writes.
type Readiness struct {
	commands Commands
	config   Newest
	log      *slog.Logger
	wake     chan struct{} // of one: something is due

	mu    sync.Mutex // guards what follows
	links map[string]*starting
}

// starting is a link whose node is not ready yet.
type starting struct {
	link   events.Revision
	since  time.Time
	target events.Position // what it has to reach
	known  bool            // that is known
	due    *node.RecordReady
}

// NewReadiness makes a Readiness.
func NewReadiness(commands Commands, config Newest, log *slog.Logger) *Readiness {
	return &Readiness{commands: commands, config: config, log: log, wake: make(chan struct{}, 1), links: map[string]*starting{}}
}

// Connected notes the beginning of a link.
func (r *Readiness) Connected(nodeID string, at events.Revision, now time.Time) {
	target, known := r.config.Last()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.links[nodeID] = &starting{link: at, since: now, target: target, known: known}
}

// Disconnected notes its end.
func (r *Readiness) Disconnected(nodeID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.links, nodeID)
}

// Reported notes a report. It returns at once.
func (r *Readiness) Reported(nodeID string, report link.Report, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.links[nodeID]
	if s == nil || s.due != nil {
		return
	}
	if !s.known {
		s.target, s.known = r.config.Last()
	}
	at, err := events.ParsePosition(report.ConfigPosition)
	if err != nil || !s.known || at < s.target {
		return
	}
	s.due = &node.RecordReady{ID: nodeID, Link: s.link, Config: at, After: now.Sub(s.since)}
	select {
	case r.wake <- struct{}{}:
	default: // Run will look anyway
	}
}

// Run records until the context ends.
func (r *Readiness) Run(ctx context.Context) error {
	retry := time.NewTimer(longestSleep)
	defer retry.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-r.wake:
		case <-retry.C:
		}
		retry.Reset(r.record(ctx))
	}
}

// record records what is due and says when to look again.
func (r *Readiness) record(ctx context.Context) time.Duration {
	r.mu.Lock()
	var due []*starting
	for _, s := range r.links {
		if s.due != nil {
			due = append(due, s)
		}
	}
	r.mu.Unlock()
	pause := longestSleep
	for _, s := range due {
		_, err := r.commands.Execute(ctx, bySystem(), *s.due)
		if ctx.Err() != nil {
			return pause
		}
		if err != nil && !domain.IsRefusal(err, domain.CodeNotFound) {
			r.log.LogAttrs(ctx, slog.LevelError, "that a node is ready could not be recorded; it is tried again",
				slog.String("node", s.due.ID), slog.Any("error", err))
			pause = retryPause
			continue
		}
		r.mu.Lock()
		if r.links[s.due.ID] == s {
			delete(r.links, s.due.ID)
		}
		r.mu.Unlock()
	}
	return pause
}
