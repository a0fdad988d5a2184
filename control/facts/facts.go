// Package facts records what Conferencing Nodes report: numbered facts from
// their outboxes become events, each exactly once and in order.
//
// A node's facts are numbered within an epoch (the life of its outbox). The
// node repeats what was not acknowledged, so facts arrive twice after every
// interruption. What has been recorded is told from the streams themselves:
// the events carry epoch and number.
//
// A fact that cannot be understood must not hold up those behind it for ever:
// it is recorded as nothing, logged as an error with a digest of its content,
// and acknowledged like the rest.
//
// The package imports control/journal, domain, events and the vocabulary of
// nodeagent/link. A Recorder is safe for concurrent use; it takes one batch of
// a node at a time.
package facts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/nodeagent/link"
)

// Errors of Record, apart from those of the store. After any of them nothing
// beyond the returned number is acknowledged; the node has to send again from
// there, for which ending its link is enough.
var (
	ErrOutOfOrder = errors.New("facts are not in ascending order")
	ErrGap        = errors.New("facts are missing")
)

// How many folded states are kept; running conferences are what matters.
const (
	keptConferences = 1024
	keptNodes       = 1024
)

// Deadline bounds the recording of one batch.
const Deadline = 30 * time.Second

// Recorder records facts.
type Recorder struct {
	journal     *journal.Journal
	log         *slog.Logger
	now         func() time.Time
	conferences *journal.States[conference.State]
	nodes       *journal.States[node.State]

	mu       sync.Mutex // guards progress
	progress map[string]*progress
}

// progress is how far a node's present epoch is recorded. There is one per
// node, so their number is bounded by that of enrolled nodes.
type progress struct {
	busy  chan struct{} // holds one token; whoever has it may use the rest
	epoch string
	known bool
	acked uint64
}

// New makes a Recorder. now is time.Now when nil; it is asked only for facts
// that come without a time.
func New(j *journal.Journal, log *slog.Logger, now func() time.Time) *Recorder {
	if now == nil {
		now = time.Now
	}
	return &Recorder{
		journal: j, log: log, now: now,
		conferences: journal.NewStates(j, keptConferences, conference.Initial, conference.Fold),
		nodes:       journal.NewStates(j, keptNodes, node.Initial, foldNode),
		progress:    make(map[string]*progress),
	}
}

// Record records a batch of a node's facts and returns the number up to which
// all of the epoch is in the log; that may be acknowledged also when there is
// an error.
func (r *Recorder) Record(ctx context.Context, nodeID, epoch string, batch []link.Fact) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	p := r.of(nodeID)
	if err := p.enter(ctx); err != nil {
		return 0, fmt.Errorf("record facts of node %s: %w", nodeID, err)
	}
	defer p.leave()
	p.turnTo(epoch)
	todo, err := p.fresh(batch)
	if err != nil || len(todo) == 0 {
		return p.acked, wrap(nodeID, err)
	}
	p.expect(todo[0].Seq)
	err = r.record(ctx, nodeID, epoch, todo, p)
	return p.acked, wrap(nodeID, err)
}

func wrap(nodeID string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("record facts of node %s: %w", nodeID, err)
}

// LastSeq is the number up to which an epoch's facts are known to be in the
// log; false when that is not remembered. The node then sends again what it
// has, and what is recorded already is recognised.
func (r *Recorder) LastSeq(ctx context.Context, nodeID, epoch string) (uint64, bool) {
	p := r.of(nodeID)
	if p.enter(ctx) != nil {
		return 0, false
	}
	defer p.leave()
	if !p.known || p.epoch != epoch {
		return 0, false
	}
	return p.acked, true
}

// Recorded is LastSeq in the form in which the hub asks: 0 when it is not
// remembered.
func (r *Recorder) Recorded(ctx context.Context, nodeID, epoch string) (uint64, error) {
	seq, _ := r.LastSeq(ctx, nodeID, epoch)
	return seq, ctx.Err()
}

// Forget drops what is remembered of a node that was removed.
func (r *Recorder) Forget(nodeID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.progress, nodeID)
}

func (r *Recorder) of(nodeID string) *progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.progress[nodeID]
	if !ok {
		p = &progress{busy: make(chan struct{}, 1)}
		r.progress[nodeID] = p
	}
	return p
}

func (p *progress) enter(ctx context.Context) error {
	select {
	case p.busy <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *progress) leave() { <-p.busy }

func (p *progress) turnTo(epoch string) {
	if p.epoch != epoch {
		p.epoch, p.known, p.acked = epoch, false, 0
	}
}

// expect remembers where an epoch goes on that was not known, so that a batch
// which fails cannot be passed over by the next one.
func (p *progress) expect(first uint64) {
	if !p.known {
		p.known, p.acked = true, first-1
	}
}

// fresh drops what is recorded already from the front of a batch.
func (p *progress) fresh(batch []link.Fact) ([]link.Fact, error) {
	for i, f := range batch {
		if f.Seq == 0 || i > 0 && f.Seq <= batch[i-1].Seq {
			return nil, fmt.Errorf("%w: %d after %d", ErrOutOfOrder, f.Seq, batch[max(i, 1)-1].Seq)
		}
		if i > 0 && f.Seq != batch[i-1].Seq+1 {
			return nil, fmt.Errorf("%w: %d follows %d", ErrGap, f.Seq, batch[i-1].Seq)
		}
	}
	for len(batch) > 0 && p.known && batch[0].Seq <= p.acked {
		batch = batch[1:]
	}
	if len(batch) > 0 && p.known && batch[0].Seq != p.acked+1 {
		return nil, fmt.Errorf("%w: %d follows %d", ErrGap, batch[0].Seq, p.acked)
	}
	return batch, nil
}
