package control

import (
	"context"
	"fmt"
	"time"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// noun is a kind of aggregate whose commands can be executed.
type noun interface {
	// execute reports false when the command is for another noun.
	execute(ctx context.Context, env Envelope, cmd domain.Command) (Receipt, bool, error)
	// uses reports whether the state of a stream uses a unique key; known is
	// false when the stream belongs to another noun.
	uses(ctx context.Context, stream string, claim domain.Claim) (uses, known bool, err error)
}

// decider ties the functions of a domain package to its streams. C is the
// package's command interface, S its state.
type decider[C domain.Command, S any] struct {
	x      *Executor
	kind   string // of its aggregates; part of derived ids and therefore frozen
	prefix string // of its streams
	stream func(id string) string
	states *journal.States[S]
	claims func(S) []domain.Claim
	// assign gives a new aggregate its id; false when the command does not
	// make one.
	assign func(cmd C, id string) (C, bool)
	// prepare seals the command's secrets, once per execution.
	prepare func(ctx context.Context, id string, cmd C) (C, error)
	decide  func(ctx context.Context, cmd C, s S) (domain.Decision, error)
	crosses func(cmd C) crossing
	// changed is the revision of the last change that whoever expects a
	// revision has to have seen; nil: that of the stream. Others may append to
	// the stream as well, strangers who dial a wrong alias among them.
	changed func(S) events.Revision
}

// The attempts to decide when others keep being faster, and the pause between.
const (
	maxAttempts  = 12
	attemptPause = 2 * time.Millisecond
)

func (d *decider[C, S]) execute(ctx context.Context, env Envelope, command domain.Command) (Receipt, bool, error) {
	cmd, ok := command.(C)
	if !ok {
		return Receipt{}, false, nil
	}
	receipt, err := d.executeOwn(ctx, env, cmd)
	if _, refused := domain.AsRefusals(err); err != nil && !refused {
		err = fmt.Errorf("%s %s: %w", command.CommandName(), command.AggregateID(), err)
	}
	return receipt, true, err
}

func (d *decider[C, S]) executeOwn(ctx context.Context, env Envelope, cmd C) (Receipt, error) {
	r, err := newRun(env, cmd)
	if err != nil {
		return Receipt{}, err
	}
	cmd, id, err := d.identify(r, cmd)
	if err != nil {
		return Receipt{}, err
	}
	if d.prepare != nil {
		if cmd, err = d.prepare(ctx, id, cmd); err != nil {
			return Receipt{}, err
		}
	}
	cross := alone
	if d.crosses != nil {
		cross = d.crosses(cmd)
	}
	leave, err := d.x.enter(ctx, cross)
	if err != nil {
		return Receipt{}, err
	}
	defer leave()
	var receipt Receipt
	err = contend(ctx, func() (err error) {
		receipt, err = d.attempt(ctx, r, id, cmd)
		return err
	})
	return receipt, err
}

// contend tries again while somebody else is faster.
func contend(ctx context.Context, try func() error) error {
	for attempt := range maxAttempts {
		if err := try(); !journal.IsWrongExpected(err) {
			return err
		}
		if err := journal.PauseRandomly(ctx, attemptPause<<min(attempt, 6)); err != nil {
			return err
		}
	}
	return errContended()
}

func errContended() error {
	return domain.Refuse(domain.CodeConflict, "The object keeps changing; try again.")
}

// identify gives a new aggregate its id and refuses what cannot be one.
func (d *decider[C, S]) identify(r run, cmd C) (C, string, error) {
	id := cmd.AggregateID()
	if id == "" && d.assign != nil {
		if created, ok := d.assign(cmd, r.newID(d.kind)); ok {
			return created, created.AggregateID(), nil
		}
	}
	if !idPattern.MatchString(id) {
		return cmd, "", domain.Refuse(domain.CodeNotFound, "There is no such object.", "id")
	}
	return cmd, id, nil
}

// attempt decides once, on the stream as it is now. It fails with
// store.WrongExpected when somebody else was faster.
func (d *decider[C, S]) attempt(ctx context.Context, r run, id string, cmd C) (Receipt, error) {
	stream := d.stream(id)
	now, earlier, err := d.load(ctx, r, stream)
	if err != nil {
		return Receipt{}, err
	}
	if earlier.count > 0 {
		return Receipt{
			ID: id, Stream: stream, Repeated: true,
			Revision: earlier.last.Revision, Position: earlier.last.Position,
		}, nil
	}
	if want := r.env.ExpectedRevision; want != nil && !d.asExpected(now, *want) {
		return Receipt{}, domain.Refuse(domain.CodeConflict, "The object was changed meanwhile.")
	}
	decision, err := d.decide(ctx, cmd, now.State)
	if err != nil {
		return Receipt{}, err
	}
	receipt := Receipt{ID: id, Stream: stream, Revision: now.Revision, Position: now.Position}
	if len(decision.Events) == 0 {
		return receipt, nil
	}
	done, err := d.x.commit(ctx, change{
		run: r, stream: stream, expected: now.Expected(),
		before: d.claims(now.State), after: decision.Claims, events: decision.Events, at: decision.At,
	})
	if err != nil {
		return Receipt{}, err
	}
	receipt.Revision, receipt.Position = done.Revision, done.Position
	receipt.Repeated, receipt.Changed = done.Repeated, !done.Repeated
	return receipt, nil
}

func (d *decider[C, S]) asExpected(now journal.Snapshot[S], want uint64) bool {
	since := now.Revision
	if d.changed != nil {
		since = d.changed(now.State)
	}
	return now.Exists && uint64(since) <= want && want <= uint64(now.Revision)
}

// load folds the stream. With an idempotency key of the caller's it reads all
// of it, since what is to be recognised may stand anywhere.
func (d *decider[C, S]) load(ctx context.Context, r run, stream string) (journal.Snapshot[S], repeat, error) {
	earlier := repeat{run: r}
	if !r.explicit {
		now, err := d.states.Load(ctx, stream)
		return now, earlier, err
	}
	now, err := d.states.Replay(ctx, stream, earlier.visit)
	return now, earlier, err
}

func (d *decider[C, S]) uses(ctx context.Context, stream string, claim domain.Claim) (bool, bool, error) {
	if len(stream) < len(d.prefix) || stream[:len(d.prefix)] != d.prefix {
		return false, false, nil
	}
	now, err := d.states.Load(ctx, stream)
	if err != nil {
		return false, true, err
	}
	return domain.Holds(d.claims(now.State), claim), true, nil
}

// folding turns the evolve function of a noun with small states into a fold.
func folding[S any](evolve func(S, events.Recorded) S) func(S, ...events.Recorded) S {
	return func(s S, recs ...events.Recorded) S {
		for _, rec := range recs {
			s = evolve(s, rec)
		}
		return s
	}
}
