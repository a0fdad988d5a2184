package conference

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/outbox"
)

const (
	// recordQueue bounds the facts that wait for the recorder. When the disk
	// does not keep up, stations wait: a fact is never dropped, and media, which
	// does not pass here, goes on.
	recordQueue = 8192
	recordBatch = 256
	// recordDrain is how long the facts of a stopping node may take.
	recordDrain = 10 * time.Second
)

// recorder brings the facts of all stations into one order, and that order into
// the journal and the outbox. A request that admits a participant waits for
// nothing but its place in the order: what a crash may still lose is the last
// moment before it, together with the calls it ends.
type recorder struct {
	outbox Outbox
	path   string
	log    *slog.Logger
	facts  chan timedFact
	failed bool // the journal could not be written; logged once

	mu   sync.Mutex // guards been
	been []begun
}

type timedFact struct {
	Fact
	at   time.Time
	note *journalNote  // not nil: it is no fact
	done chan struct{} // closed when it is written, if it can be; nil: nobody waits
}

func newRecorder(d Deps) *recorder {
	return &recorder{outbox: d.Outbox, path: d.Journal, log: d.Log, facts: make(chan timedFact, recordQueue)}
}

// record is called by stations and the registry, before close.
func (r *recorder) record(at time.Time, facts ...Fact) {
	for _, f := range facts {
		r.facts <- timedFact{Fact: f, at: at}
	}
}

// note has the journal remember something in its place among the facts.
func (r *recorder) note(n journalNote) { r.facts <- timedFact{note: &n} }

// remember is note that comes back when it is written: what follows counts on it.
func (r *recorder) remember(n journalNote) {
	done := make(chan struct{})
	r.facts <- timedFact{note: &n, done: done}
	<-done
}

// began counts what a node begins with, from the journal and since.
func (r *recorder) began(serviceID, conferenceID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := slices.IndexFunc(r.been, func(b begun) bool { return b.ConferenceID == conferenceID })
	if at < 0 {
		if len(r.been) >= rememberedBegun {
			r.been = r.been[1:]
		}
		r.been = append(r.been, begun{ServiceID: serviceID, ConferenceID: conferenceID})
		at = len(r.been) - 1
	}
	r.been[at].Times++
}

// begun is how often this node began with the conferences of a service.
func (r *recorder) begun(serviceID string) map[string]uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	times := make(map[string]uint64)
	for _, b := range r.been {
		if b.ServiceID == serviceID {
			times[b.ConferenceID] = b.Times
		}
	}
	return times
}

// offer is record for a fact that may be lost rather than waited for.
func (r *recorder) offer(at time.Time, f Fact) {
	select {
	case r.facts <- timedFact{Fact: f, at: at}:
	default:
	}
}

// discard lets stations end when nothing can be recorded any more.
func (r *recorder) discard() {
	for f := range r.facts {
		if f.done != nil {
			close(f.done)
		}
	}
}

// close says that no fact follows.
func (r *recorder) close() { close(r.facts) }

// recover closes what a crash left open.
func (r *recorder) recover(ctx context.Context, now time.Time) (*journal, error) {
	j, err := openJournal(r.path)
	if errors.Is(err, errDamaged) {
		// A node that cannot start helps nobody: what could be read is closed,
		// perhaps a second time, and the file is kept for a person to look at.
		aside := r.path + ".damaged-" + now.UTC().Format("20060102T150405.000")
		r.log.Error("journal set aside", slog.String("as", aside), slog.Any("error", err))
		err = os.Rename(r.path, aside)
	}
	if err != nil {
		return nil, err
	}
	if rest := j.unfinished(r.outbox.Last()); len(rest) > 0 {
		if err := r.append(ctx, rest); err != nil {
			return nil, fmt.Errorf("complete the last facts before the restart: %w", err)
		}
	}
	var closing []timedFact
	for _, a := range j.with {
		if slices.ContainsFunc(j.open, func(c openConference) bool { return c.ID == a.Started.ConferenceID }) {
			continue
		}
		closing = append(closing, timedFact{at: now, Fact: Fact{Type: link.FactConferenceStarted, Data: a.Started}},
			timedFact{at: now, Fact: Fact{Type: link.FactConferenceEnded, Data: link.ConferenceEnded{
				ConferenceID: a.Started.ConferenceID, Reason: reasonNodeRestarted.Name, Nodes: a.Nodes, Entries: a.Entries,
			}}})
	}
	for _, c := range j.open {
		for _, p := range c.Participants {
			closing = append(closing, timedFact{at: now, Fact: Fact{Type: link.FactParticipantLeft, Data: link.ParticipantLeft{
				ConferenceID: c.ID, ParticipantID: p, Reason: reasonNodeRestarted.Name, Code: reasonNodeRestarted.Code,
			}}})
		}
		closing = append(closing, timedFact{at: now, Fact: Fact{Type: link.FactConferenceEnded, Data: link.ConferenceEnded{
			ConferenceID: c.ID, Reason: reasonNodeRestarted.Name, Nodes: c.Nodes, Entries: c.Entries,
		}}})
	}
	if len(closing) > 0 {
		r.log.Warn("closing conferences that a restart ended", slog.Int("conferences", len(j.open)))
	}
	for len(closing) > 0 {
		n := min(len(closing), recordBatch)
		if err := r.write(ctx, j, closing[:n]); err != nil {
			return nil, errors.Join(err, j.close())
		}
		closing = closing[n:]
	}
	var detached []timedFact
	for _, a := range j.with {
		detached = append(detached, timedFact{note: &journalNote{ConferenceID: a.Started.ConferenceID, Detached: true}})
	}
	if len(detached) > 0 {
		if err := r.write(ctx, j, detached); err != nil {
			return nil, errors.Join(err, j.close())
		}
	}
	r.been = slices.Clone(j.been)
	return j, nil
}

// run writes until close has been called and everything is written, or ctx
// has ended.
func (r *recorder) run(ctx context.Context, j *journal) error {
	for {
		batch, more := r.gather()
		if len(batch) > 0 {
			if err := r.write(ctx, j, batch); err != nil {
				return errors.Join(fmt.Errorf("record facts: %w", err), j.close())
			}
		}
		if !more {
			return j.close()
		}
	}
}

// gather waits for one fact and takes what else is there.
func (r *recorder) gather() ([]timedFact, bool) {
	f, ok := <-r.facts
	if !ok {
		return nil, false
	}
	batch := []timedFact{f}
	for len(batch) < recordBatch {
		select {
		case f, ok := <-r.facts:
			if !ok {
				return batch, false
			}
			batch = append(batch, f)
		default:
			return batch, true
		}
	}
	return batch, true
}

// write records a batch: in the journal first, then in the outbox.
func (r *recorder) write(ctx context.Context, j *journal, batch []timedFact) error {
	facts := make([]journalFact, 0, len(batch))
	var notes []journalNote
	for _, f := range batch {
		if f.note != nil {
			f.note.After = len(facts)
			notes = append(notes, *f.note)
			continue
		}
		raw, err := json.Marshal(f.Data)
		if err != nil {
			return fmt.Errorf("encode fact %s: %w", f.Type, err)
		}
		facts = append(facts, journalFact{Time: f.at, Type: f.Type, Data: raw})
	}
	// Without the journal the facts still count; what is lost is only that a
	// crash from here on leaves conferences open in the log.
	if err := j.begin(r.outbox.Last(), facts, notes...); err != nil {
		if !r.failed {
			r.log.Error("open conferences cannot be remembered", slog.Any("error", err))
		}
		r.failed = true
	} else {
		r.failed = false
	}
	for _, f := range batch {
		if f.done != nil {
			close(f.done)
		}
	}
	return r.append(ctx, facts)
}

// append waits until the outbox has the facts. One that the outbox finds
// malformed is left out: it would be refused for ever.
func (r *recorder) append(ctx context.Context, facts []journalFact) error {
	var last Receipt
	for _, f := range facts {
		receipt, err := r.outbox.AppendAsync(f.Type, f.Data, f.Time)
		switch {
		case errors.Is(err, outbox.ErrClosed) || errors.Is(err, outbox.ErrFull):
			return fmt.Errorf("append fact %s: %w", f.Type, err)
		case err != nil:
			r.log.Error("fact not recorded", slog.String("type", string(f.Type)), slog.Any("error", err))
		default:
			last = receipt
		}
	}
	if last == nil {
		return nil
	}
	select {
	case <-last.Done():
		_, err := last.Result()
		return err
	case <-ctx.Done():
		return fmt.Errorf("append %d facts: %w", len(facts), ctx.Err())
	}
}
