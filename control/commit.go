package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// claimGrace is how long a claim holds although its owner does not use the key
// yet: whoever took it may still be about to append. It is far longer than
// Deadline, since the clocks of several Management Nodes differ and an append
// may reach the disk after its caller has given up.
const claimGrace = 30 * time.Second

// releaseTime bounds the work on claims after the outcome is known.
const releaseTime = 5 * time.Second

// claimAttempts bounds the races for one claim, all of which are between
// executions for one owner: another owner's claim ends the race.
const claimAttempts = 40

// change is what a decision wants to do to one stream.
type change struct {
	run           run
	stream        string
	expected      store.Expected
	before, after []domain.Claim
	events        []events.Event
	at            time.Time // that the events bear; zero: when they are recorded
}

// held is a claim that this execution took.
type held struct {
	claim  domain.Claim
	stream string
	at     events.Revision // of our own event in the claim's stream
	// fresh: nobody of the same owner can rely on it, so it may be given back
	// when the command comes to nothing.
	fresh bool
}

// commit claims, appends and releases, in this order, so that a crash at any
// point leaves at worst a claim that nobody uses, and such a claim falls to
// whoever wants it next.
func (x *Executor) commit(ctx context.Context, c change) (store.Appended, error) {
	if len(c.events) > journal.MaxBatch {
		return x.commitLong(ctx, c)
	}
	taken, err := x.acquire(ctx, c)
	if err != nil {
		x.giveBack(ctx, c, taken)
		return store.Appended{}, err
	}
	// Where the claims stand that the aggregate uses up to now and not any
	// more: asked before the append, so that a release below cannot hit a
	// claim that was renewed by somebody who saw our append.
	dropped, err := x.standing(ctx, c, domain.Missing(c.before, c.after))
	if err != nil {
		x.giveBack(ctx, c, taken)
		return store.Appended{}, err
	}
	done, err := x.journal.Append(ctx, c.stream, c.expected, x.entries(c)...)
	if err != nil {
		if journal.NotWritten(err) {
			x.giveBack(ctx, c, taken)
		}
		return store.Appended{}, err
	}
	x.release(ctx, c, dropped)
	return done, nil
}

// commitLong appends more than fits into one append, such as the end of a
// large conference. It is for commands that can be repeated from anywhere in
// between: a crash leaves the first part, and the command does the rest.
func (x *Executor) commitLong(ctx context.Context, c change) (store.Appended, error) {
	if c.run.explicit || len(c.before)+len(c.after) > 0 {
		return store.Appended{}, fmt.Errorf("%s: %d events at once, at most %d", c.stream, len(c.events), journal.MaxBatch)
	}
	var done store.Appended
	for part := range slices.Chunk(x.entries(c), journal.MaxBatch) {
		var err error
		if done, err = x.journal.Append(ctx, c.stream, c.expected, part...); err != nil {
			return store.Appended{}, err
		}
		c.expected = store.At(done.Revision)
	}
	return done, nil
}

func (x *Executor) entries(c change) []journal.Entry {
	meta := x.meta(c.run.env)
	if !c.at.IsZero() {
		meta.Time = c.at.UTC()
	}
	out := make([]journal.Entry, len(c.events))
	for i, ev := range c.events {
		out[i] = journal.Entry{ID: c.run.eventID(i), Event: ev, Meta: meta}
	}
	return out
}

// acquire claims every key that the aggregate does not use yet. The keys are
// taken in one order by everybody, so of two commands that want the same keys
// one gets all. The refusals name every key that is taken, not just the first.
func (x *Executor) acquire(ctx context.Context, c change) ([]held, error) {
	wanted := domain.Missing(c.after, c.before)
	slices.SortStableFunc(wanted, func(a, b domain.Claim) int {
		return strings.Compare(claimStream(a), claimStream(b))
	})
	var taken []held
	var refusals domain.Refusals
	for _, claim := range wanted {
		h, err := x.take(ctx, c, claim)
		switch r, refused := domain.AsRefusals(err); {
		case refused:
			refusals = append(refusals, r...)
		case err != nil:
			return taken, err
		default:
			taken = append(taken, h)
		}
	}
	if len(refusals) > 0 {
		slices.SortStableFunc(refusals, func(a, b domain.Refusal) int { return slices.Compare(a.Field, b.Field) })
		return taken, refusals
	}
	return taken, nil
}

// take claims one key. It writes an event of its own even when the owner holds
// the claim already: another execution for the same owner may have taken it
// and may be about to give it back.
func (x *Executor) take(ctx context.Context, c change, claim domain.Claim) (held, error) {
	stream := claimStream(claim)
	for attempt := range claimAttempts {
		last, exists, err := x.journal.Last(ctx, stream)
		if err != nil {
			return held{}, err
		}
		fresh, err := x.free(ctx, c, claim, last)
		if err != nil {
			return held{}, err
		}
		at := events.Revision(0)
		expected := store.NoStream()
		if exists {
			at, expected = last.Revision+1, store.At(last.Revision)
		}
		_, err = x.journal.Append(ctx, stream, expected, journal.Entry{
			ID:    c.run.claimEventID(stream, at),
			Event: taking(claim, c.stream, last.Event),
			Meta:  x.meta(c.run.env),
		})
		if err == nil {
			return held{claim: claim, stream: stream, at: at, fresh: fresh}, nil
		}
		if !journal.IsWrongExpected(err) {
			return held{}, err
		}
		if err := journal.PauseRandomly(ctx, attemptPause<<min(attempt, 5)); err != nil {
			return held{}, err
		}
	}
	return held{}, errContended()
}

// holder is who has a claim, and from whom it came when it was moved; none
// before it was ever taken and after it was released.
func holder(last events.Event) (owner, from string) {
	switch e := last.(type) {
	case events.ClaimTaken:
		return e.Owner, ""
	case events.ClaimMoved:
		return e.Owner, e.From
	default:
		return "", ""
	}
}

// taking is the event by which an owner takes a claim. One that was moved to it
// stays one that was moved, since whom it came from may still use it.
func taking(claim domain.Claim, owner string, last events.Event) events.Event {
	if moved, ok := last.(events.ClaimMoved); ok && moved.Owner == owner {
		return moved
	}
	return events.ClaimTaken{Kind: string(claim.Kind), Key: claim.Key, Owner: owner}
}

// free says whether a claim may be taken: refused when somebody else has it.
// fresh is false when the same owner holds it already.
func (x *Executor) free(ctx context.Context, c change, claim domain.Claim, last events.Recorded) (fresh bool, err error) {
	owner, from := holder(last.Event)
	if owner == "" {
		return true, nil
	}
	if owner == c.stream {
		return false, nil
	}
	if x.now().Sub(last.Created) < claimGrace {
		return false, domain.Refusals{claim.Taken}
	}
	for _, user := range []string{owner, from} {
		if user == "" {
			continue
		}
		inUse, err := x.ownerUses(ctx, user, claim)
		if err != nil {
			return false, err
		}
		if inUse {
			return false, domain.Refusals{claim.Taken}
		}
	}
	x.log.LogAttrs(ctx, slog.LevelWarn, "taking over a claim that its owner does not use",
		slog.String("kind", string(claim.Kind)), slog.String("owner", owner), slog.String("taker", c.stream))
	return true, nil
}

func (x *Executor) ownerUses(ctx context.Context, owner string, claim domain.Claim) (bool, error) {
	for _, n := range x.table {
		if uses, known, err := n.uses(ctx, owner, claim); known {
			return uses, err
		}
	}
	return false, fmt.Errorf("claim of %s: no decider for the owner's stream", owner)
}

// standing says where the owner's own claims stand now.
func (x *Executor) standing(ctx context.Context, c change, claims []domain.Claim) ([]held, error) {
	var out []held
	for _, claim := range claims {
		stream := claimStream(claim)
		last, _, err := x.journal.Last(ctx, stream)
		if err != nil {
			return nil, err
		}
		owner, from := holder(last.Event)
		if owner == c.stream && from != "" {
			// Half of a move: the other service still uses it, and loses the
			// protection of the claim if it is released.
			usedToo, err := x.ownerUses(ctx, from, claim)
			if err != nil {
				return nil, err
			}
			if usedToo {
				continue
			}
		}
		if owner == c.stream {
			out = append(out, held{claim: claim, stream: stream, at: last.Revision, fresh: true})
		}
	}
	return out, nil
}

// giveBack releases the claims of a command that came to nothing. Claims that
// the owner held before stay: another execution may rely on them, and if none
// does they fall to whoever wants them after the grace.
func (x *Executor) giveBack(ctx context.Context, c change, taken []held) {
	fresh := slices.DeleteFunc(slices.Clone(taken), func(h held) bool { return !h.fresh })
	x.release(ctx, c, fresh)
}

// release gives claims back, each only if nobody touched it since. It goes on
// when the caller has gone: the outcome is decided. A claim that could not be
// released is found unused by whoever wants it next.
func (x *Executor) release(ctx context.Context, c change, claims []held) {
	if len(claims) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer cancel()
	for _, h := range claims {
		_, err := x.journal.Append(ctx, h.stream, store.At(h.at), journal.Entry{
			ID:    c.run.claimEventID(h.stream, h.at+1),
			Event: events.ClaimReleased{Kind: string(h.claim.Kind), Key: h.claim.Key, Owner: c.stream},
			Meta:  x.meta(c.run.env),
		})
		if err != nil && !journal.IsWrongExpected(err) && !errors.Is(err, store.ErrClosed) {
			x.log.LogAttrs(ctx, slog.LevelWarn, "releasing a claim failed; it is released when next wanted",
				slog.String("kind", string(h.claim.Kind)), slog.String("owner", c.stream), slog.Any("error", err))
		}
	}
}

func claimStream(c domain.Claim) string { return events.ClaimStream(string(c.Kind), c.Key) }
