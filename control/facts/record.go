package facts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
)

// reported is a fact that was understood.
type reported struct {
	ref  events.FactRef
	meta events.Metadata
	Told
}

// group is what a batch says about one stream, in order.
type group struct {
	subject Subject
	facts   []reported
}

// record records a batch stream by stream. Within a stream the order of the
// facts is kept; that is what a stream's readers rely on. When a stream fails,
// everything before its first fact is acknowledged: what other streams got
// beyond it is recognised when it comes again.
func (r *Recorder) record(ctx context.Context, nodeID, epoch string, batch []link.Fact, p *progress) error {
	groups := r.groups(ctx, nodeID, epoch, batch)
	var failed error
	acked := batch[len(batch)-1].Seq
	for _, g := range groups {
		if failed != nil {
			acked = min(acked, g.facts[0].ref.Seq-1)
			continue
		}
		if err := r.recordGroup(ctx, g); err != nil {
			failed = err
			acked = min(acked, g.facts[0].ref.Seq-1)
		}
	}
	p.acked = max(p.acked, acked)
	return failed
}

func (r *Recorder) groups(ctx context.Context, nodeID, epoch string, batch []link.Fact) []*group {
	var order []*group
	byStream := make(map[string]*group)
	for _, f := range batch {
		told, err := Translate(nodeID, f)
		if err != nil {
			r.log.LogAttrs(ctx, slog.LevelError, "a fact is recorded as nothing",
				slog.String("node", nodeID), slog.String("epoch", epoch), slog.Any("error", err))
			continue
		}
		stream := told.Subject.Stream()
		g, ok := byStream[stream]
		if !ok {
			g = &group{subject: told.Subject}
			byStream[stream] = g
			order = append(order, g)
		}
		g.facts = append(g.facts, r.reported(nodeID, epoch, f, told))
	}
	return order
}

// maxYear is the last year that a time in JSON can have. A node's clock may
// say anything, and a time zone may move it out of that.
const maxYear = 9999

func (r *Recorder) reported(nodeID, epoch string, f link.Fact, told Told) reported {
	at := f.Time.UTC()
	if at.Year() <= 1 || at.Year() > maxYear {
		at = r.now().UTC()
	}
	return reported{
		ref:  events.FactRef{Node: nodeID, Epoch: epoch, Seq: f.Seq},
		Told: told,
		meta: events.Metadata{
			Actor:     events.Actor{Kind: events.ActorNode, ID: nodeID},
			Causation: fmt.Sprintf("fact/%s/%d", epoch, f.Seq),
			Time:      at,
		},
	}
}

func (r *Recorder) recordGroup(ctx context.Context, g *group) error {
	if g.subject.ConferenceID != "" {
		return r.recordConference(ctx, g)
	}
	return recordIn(ctx, r, r.nodes, g, foldNode, decideNode)
}

// recordConference says in the log of the program which facts came too early or
// too late to be recorded: the story of the conference lacks them.
func (r *Recorder) recordConference(ctx context.Context, g *group) error {
	var lost []reported
	decide := func(f reported, s conference.State) ([]events.Event, error) {
		if f.ref == g.facts[0].ref { // the first, perhaps once more after a lost race
			lost = lost[:0]
		}
		evs, err := decideConference(f, s)
		if err == nil && len(evs) == 0 && !s.Running() && !s.Recorded(f.ref) && !aboutBounds(f.Event) {
			lost = append(lost, f)
		}
		return evs, err
	}
	if err := recordIn(ctx, r, r.conferences, g, conference.Fold, decide); err != nil {
		return err
	}
	if len(lost) > 0 {
		r.log.LogAttrs(ctx, slog.LevelWarn, "facts about a conference that has not started, or has ended, are recorded as nothing",
			slog.String("conference", g.subject.ConferenceID), slog.String("node", lost[0].ref.Node),
			slog.String("epoch", lost[0].ref.Epoch), slog.Uint64("first", lost[0].ref.Seq),
			slog.String("type", lost[0].Event.EventType()), slog.Int("number", len(lost)))
	}
	return nil
}

// aboutBounds reports facts that lose nothing when they come again: the start
// and the end themselves.
func aboutBounds(ev events.Event) bool {
	switch ev.(type) {
	case events.ConferenceStarted, events.ConferenceNodeLeft:
		return true
	default:
		return false
	}
}

func decideConference(f reported, s conference.State) ([]events.Event, error) {
	d, err := conference.Decide(conference.RecordFact{ID: f.Subject.ConferenceID, Fact: f.ref, Event: f.Event, Whole: f.Whole}, s)
	return d.Events, err
}

// decideNode records nothing about a node whose record is gone.
func decideNode(f reported, s node.State) ([]events.Event, error) {
	d, err := node.Decide(node.RecordFact{ID: f.Subject.NodeID, Fact: f.ref, Event: f.Event}, s, node.References{})
	if domain.IsRefusal(err, domain.CodeNotFound) {
		return nil, nil
	}
	return d.Events, err
}

func foldNode(s node.State, recs ...events.Recorded) node.State {
	for _, rec := range recs {
		s = node.Evolve(s, rec)
	}
	return s
}

// The attempts to record when others write to the same stream, and the pause
// between.
const (
	maxAttempts  = 20
	attemptPause = 2 * time.Millisecond
)

var errContended = errors.New("others keep writing to the stream")

func recordIn[S any](
	ctx context.Context, r *Recorder, states *journal.States[S], g *group,
	fold func(S, ...events.Recorded) S, decide func(reported, S) ([]events.Event, error),
) error {
	stream := g.subject.Stream()
	for attempt := range maxAttempts {
		now, err := states.Load(ctx, stream)
		if err != nil {
			return err
		}
		entries, err := decideAll(g, now, fold, decide)
		if err != nil {
			return fmt.Errorf("%s: %w", stream, err)
		}
		err = r.append(ctx, stream, now.Expected(), entries)
		if !journal.IsWrongExpected(err) {
			return err
		}
		if err := journal.PauseRandomly(ctx, attemptPause<<min(attempt, 6)); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: %w", stream, errContended)
}

// decideAll decides about each fact on the state that those before it lead to.
func decideAll[S any](
	g *group, now journal.Snapshot[S],
	fold func(S, ...events.Recorded) S, decide func(reported, S) ([]events.Event, error),
) ([]journal.Entry, error) {
	var out []journal.Entry
	state, next := now.State, now.Next()
	for _, f := range g.facts {
		evs, err := decide(f, state)
		if err != nil {
			return nil, err
		}
		entries := entriesOf(f, evs, next)
		recs := make([]events.Recorded, len(entries))
		for i, e := range entries {
			recs[i] = events.Recorded{ID: e.ID, Event: e.Event, Meta: e.Meta, Type: e.Event.EventType()}
		}
		state = fold(state, recs...)
		out = append(out, entries...)
		next += events.Revision(len(entries))
	}
	return out, nil
}

// entriesOf numbers the events of one fact. Only the last of them says that
// the fact is recorded: the end of a large conference takes more than one
// append, and after a crash between two of them the rest has to follow. For
// the same reason several events are told apart by their revision. The node is
// part of the id: two nodes whose epochs have one name must not look like one
// that repeats itself.
func entriesOf(f reported, evs []events.Event, next events.Revision) []journal.Entry {
	out := make([]journal.Entry, len(evs))
	for i, ev := range evs {
		meta, index := f.meta, 0
		if i == len(evs)-1 {
			meta.Fact = &f.ref
		}
		if len(evs) > 1 {
			index = 1 + int(next) + i // a revision
		}
		out[i] = journal.Entry{ID: events.FactEventID(f.ref.Node+"/"+f.ref.Epoch, f.ref.Seq, index), Event: ev, Meta: meta}
	}
	return out
}

// appendBytes keeps an append below what the store takes, with room for what
// it counts besides.
const appendBytes = store.MaxAppendBytes / 2

// append appends in as few parts as the store takes.
func (r *Recorder) append(ctx context.Context, stream string, expected store.Expected, entries []journal.Entry) error {
	for len(entries) > 0 {
		n, size := 0, 0
		for n < len(entries) && n < journal.MaxBatch {
			bytes, err := journal.Size(entries[n])
			if err != nil {
				return fmt.Errorf("%s: %w", stream, err)
			}
			if n > 0 && size+bytes > appendBytes {
				break
			}
			n, size = n+1, size+bytes
		}
		done, err := r.journal.Append(ctx, stream, expected, entries[:n]...)
		if err != nil {
			return err
		}
		entries, expected = entries[n:], store.At(done.Revision)
	}
	return nil
}
