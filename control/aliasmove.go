package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// MoveAlias gives an alias of one service to another, so that at no moment it
// leads nowhere and at no moment a third can have it. Three appends do it: the
// claim goes over, the new service gains the alias, the old one loses it. In
// between both have it. A crash leaves one of these steps; whoever asks for the
// same move again, or FinishMoves, does the rest.
//
// from is the service whose alias the caller takes it for: when it has become
// that of a third meanwhile, the move is refused with CONFLICT. Empty: whoever
// has it.
func (x *Executor) MoveAlias(ctx context.Context, env Envelope, alias, from, to string) (Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	gain := service.GainAlias{ID: to}
	r, err := newRun(env, gain)
	if err != nil {
		return Receipt{}, err
	}
	if !idPattern.MatchString(to) {
		return Receipt{}, errNoTarget()
	}
	if receipt, repeated, err := x.movedBefore(ctx, r, aliasClaim(alias), to); repeated || err != nil {
		return receipt, err
	}
	var receipt Receipt
	err = contend(ctx, func() (err error) {
		receipt, err = x.tryMove(ctx, env, aliasClaim(alias), from, to)
		return err
	})
	return receipt, err
}

func errNoTarget() error {
	return domain.Refuse(domain.CodeNotFound, "There is no such service.", "toServiceId")
}

func errNoAlias() error {
	return domain.Refuse(domain.CodeNotFound, "No service has this alias.", "alias")
}

func aliasClaim(alias string) domain.Claim {
	return domain.Claim{Kind: domain.ClaimAlias, Key: domain.NormaliseKey(alias)}
}

// movedBefore recognises the repeat of a move that was done, which must not be
// done again after the alias has gone elsewhere.
func (x *Executor) movedBefore(ctx context.Context, r run, claim domain.Claim, to string) (Receipt, bool, error) {
	if !r.explicit {
		return Receipt{}, false, nil
	}
	earlier := repeat{run: r}
	stream := events.ServiceStream(to)
	if _, err := x.serviceStates.Replay(ctx, stream, earlier.visit); err != nil || earlier.count == 0 {
		return Receipt{}, false, err
	}
	if err := x.finishOne(ctx, claim); err != nil {
		return Receipt{}, false, err
	}
	return Receipt{ID: to, Stream: stream, Repeated: true, Revision: earlier.last.Revision, Position: earlier.last.Position}, true, nil
}

// tryMove fails with store.WrongExpected when somebody else was faster.
func (x *Executor) tryMove(ctx context.Context, env Envelope, claim domain.Claim, source, to string) (Receipt, error) {
	target, err := x.serviceStates.Load(ctx, events.ServiceStream(to))
	if err != nil {
		return Receipt{}, err
	}
	if !target.State.Live() {
		return Receipt{}, errNoTarget()
	}
	last, _, err := x.journal.Last(ctx, claimStream(claim))
	if err != nil {
		return Receipt{}, err
	}
	owner, from := holder(last.Event)
	if owner == "" {
		return Receipt{}, errNoAlias()
	}
	if owner == events.ServiceStream(to) {
		return x.finishMove(ctx, env, claim, last, from)
	}
	settled, err := x.settled(ctx, claim, owner, from)
	if err != nil {
		return Receipt{}, err
	}
	if !settled { // another move, of somebody who is at work or has crashed
		if x.now().Sub(last.Created) < claimGrace {
			return Receipt{}, domain.Refuse(domain.CodeConflict, "The alias is just being moved elsewhere.", "alias")
		}
		if _, err := x.finishMove(ctx, env, claim, last, from); err != nil {
			return Receipt{}, err
		}
		return x.tryMove(ctx, env, claim, source, to)
	}
	if source != "" && owner != events.ServiceStream(source) {
		return Receipt{}, domain.Refuse(domain.CodeConflict, "Another service has the alias by now.", "alias")
	}
	if len(target.State.Settings.Aliases) >= service.MaxAliases {
		return Receipt{}, domain.Refuse(domain.CodeInvalid, "The service has as many aliases as are allowed.", "toServiceId")
	}
	moved, err := x.passClaim(ctx, env, claim, last, events.ServiceStream(to))
	if err != nil {
		return Receipt{}, err
	}
	return x.finishMove(ctx, env, claim, moved, owner)
}

// settled says that the owner of a claim uses it and nobody else does.
func (x *Executor) settled(ctx context.Context, claim domain.Claim, owner, from string) (bool, error) {
	used, err := x.ownerUses(ctx, owner, claim)
	if err != nil {
		return false, err
	}
	if from == "" {
		if !used {
			return false, errNoAlias()
		}
		return true, nil
	}
	usedToo, err := x.ownerUses(ctx, from, claim)
	if !used && !usedToo && err == nil {
		return false, errNoAlias()
	}
	return used && !usedToo, err
}

// passClaim hands a claim to another service.
func (x *Executor) passClaim(ctx context.Context, env Envelope, claim domain.Claim, last events.Recorded, to string) (events.Recorded, error) {
	owner, _ := holder(last.Event)
	r, err := newRun(env, service.GainAlias{})
	if err != nil {
		return last, err
	}
	moved := events.ClaimMoved{Kind: string(claim.Kind), Key: claim.Key, Owner: to, From: owner}
	done, err := x.journal.Append(ctx, claimStream(claim), store.At(last.Revision), journal.Entry{
		ID: r.claimEventID(claimStream(claim), last.Revision+1), Event: moved, Meta: x.meta(env),
	})
	if err != nil {
		return last, err
	}
	return events.Recorded{Event: moved, Revision: done.Revision, Position: done.Position, Created: x.now()}, nil
}

// finishMove does what is left of a move after the claim has gone over; from is
// the stream whose alias it was, empty when nothing was moved.
func (x *Executor) finishMove(ctx context.Context, env Envelope, claim domain.Claim, last events.Recorded, from string) (Receipt, error) {
	owner, _ := holder(last.Event)
	to, err := x.serviceStates.Load(ctx, owner)
	if err != nil {
		return Receipt{}, err
	}
	receipt := Receipt{ID: to.State.ID, Stream: owner, Revision: to.Revision, Position: to.Position}
	_, gained := to.State.Alias(claim.Key)
	if from == "" {
		if !gained {
			return Receipt{}, errNoAlias()
		}
		return receipt, nil
	}
	source, err := x.serviceStates.Load(ctx, from)
	if err != nil {
		return Receipt{}, err
	}
	alias, has := source.State.Alias(claim.Key)
	if err := x.unmoved(ctx, claim, last); err != nil {
		return Receipt{}, err
	}
	switch {
	case !has && !gained: // its service gave it up meanwhile
		return Receipt{}, errNoAlias()
	case !gained:
		receipt, err = x.Execute(ctx, unconditional(env), service.GainAlias{ID: to.State.ID, Alias: alias})
		if _, refused := domain.AsRefusals(err); refused {
			return Receipt{}, x.takeBack(ctx, env, claim, last, from, err)
		}
		if err != nil {
			return Receipt{}, err
		}
	}
	if !has {
		return receipt, nil
	}
	// Somebody else may have finished this move and given the alias back since.
	// While the source has it nobody else can move it, so the source must be as
	// it was before the claim was looked at.
	finish, expected := env, uint64(source.Revision)
	finish.ExpectedRevision = &expected
	finish.IdempotencyKey = "" // what tells the move is that its target gained the alias
	lost, err := x.Execute(ctx, finish, service.LoseAlias{ID: source.State.ID, Alias: claim.Key})
	switch {
	case domain.IsRefusal(err, domain.CodeConflict):
		return Receipt{}, &store.WrongExpected{Stream: from, Expected: source.Expected(), Exists: true, Actual: source.Revision}
	case err != nil && !domain.IsRefusal(err, domain.CodeNotFound):
		return Receipt{}, err
	}
	receipt.Position = max(receipt.Position, lost.Position)
	return receipt, nil
}

// unmoved fails with store.WrongExpected when a claim has gone on since.
func (x *Executor) unmoved(ctx context.Context, claim domain.Claim, last events.Recorded) error {
	now, _, err := x.journal.Last(ctx, claimStream(claim))
	if err != nil || now.Revision == last.Revision {
		return err
	}
	return &store.WrongExpected{Stream: claimStream(claim), Expected: store.At(last.Revision), Exists: true, Actual: now.Revision}
}

// takeBack returns the claim to the service that still has the alias, because
// the one that should have it cannot. It gives the refusal.
func (x *Executor) takeBack(ctx context.Context, env Envelope, claim domain.Claim, last events.Recorded, from string, refusal error) error {
	if _, err := x.passClaim(ctx, env, claim, last, from); err != nil {
		return err
	}
	if domain.IsRefusal(refusal, domain.CodeNotFound) {
		return errNoTarget()
	}
	return refusal
}

func unconditional(env Envelope) Envelope {
	env.ExpectedRevision = nil
	return env
}

// Settled says up to where the log has no move that is half done; MoveMark keeps
// it.
type Settled interface {
	Settled(ctx context.Context) (events.Position, error)
	SetSettled(ctx context.Context, at events.Position) error
}

// FinishMoves does what crashes left of the moves of aliases. It goes through
// the log from where everything was settled the last time. What is moved later
// stands behind the end that it reaches, whoever moves it.
func (x *Executor) FinishMoves(ctx context.Context, mark Settled) error {
	from, err := mark.Settled(ctx)
	if err != nil {
		return err
	}
	through, err := x.finishAfter(ctx, from)
	if errors.Is(err, store.ErrBeyondEnd) { // the log was put back to an earlier state
		through, err = x.finishAfter(ctx, 0)
	}
	if err != nil || through == from {
		return err
	}
	return mark.SetSettled(ctx, through)
}

// finishAfter gives the position up to which nothing is half done any more.
func (x *Executor) finishAfter(ctx context.Context, from events.Position) (events.Position, error) {
	seen := map[string]bool{}
	for {
		recs, next, end, err := x.journal.ReadAll(ctx, from, store.Filter{TypePrefixes: []string{"claim.moved."}})
		if err != nil {
			return from, fmt.Errorf("find moves of aliases: %w", err)
		}
		for _, rec := range recs {
			moved, ok := rec.Event.(events.ClaimMoved)
			if !ok || seen[rec.Stream] {
				continue
			}
			seen[rec.Stream] = true
			if err := x.finishOne(ctx, domain.Claim{Kind: domain.ClaimKind(moved.Kind), Key: moved.Key}); err != nil {
				return from, err
			}
		}
		from = next
		if end {
			return from, nil
		}
	}
}

func (x *Executor) finishOne(ctx context.Context, claim domain.Claim) error {
	return contend(ctx, func() error { return x.tryFinish(ctx, claim) })
}

func (x *Executor) tryFinish(ctx context.Context, claim domain.Claim) error {
	last, _, err := x.journal.Last(ctx, claimStream(claim))
	if err != nil {
		return err
	}
	owner, from := holder(last.Event)
	if from == "" {
		return nil
	}
	settled, err := x.settled(ctx, claim, owner, from)
	if settled || domain.IsRefusal(err, domain.CodeNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	env := Envelope{Actor: events.Actor{Kind: events.ActorSystem, Name: "moves of aliases"}}
	if _, err := x.finishMove(ctx, env, claim, last, from); err != nil {
		if _, refused := domain.AsRefusals(err); !refused {
			return fmt.Errorf("finish the move of an alias to %s: %w", owner, err)
		}
	}
	x.log.LogAttrs(ctx, slog.LevelInfo, "finished the move of an alias", slog.String("to", owner), slog.String("from", from))
	return nil
}
