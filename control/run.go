package control

import (
	"context"
	"crypto/rand"
	"fmt"
	"math"
	"regexp"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// run is one execution of one command.
type run struct {
	env  Envelope
	name string // of the command
	// key is the idempotency key, made unique over actors; drawn at random
	// when the caller gave none.
	key      string
	explicit bool // the caller gave a key, so there may be something to repeat
	// nonce tells this execution from a concurrent one with the same key:
	// they share the aggregate's events, but each has its own claims.
	nonce string
}

func newRun(env Envelope, cmd domain.Command) (run, error) {
	r := run{env: env, name: cmd.CommandName(), nonce: rand.Text()}
	if env.IdempotencyKey == "" {
		r.key = rand.Text()
		return r, nil
	}
	if utf8.RuneCountInString(env.IdempotencyKey) > MaxIdempotencyKey {
		return run{}, domain.Refuse(domain.CodeInvalid,
			fmt.Sprintf("At most %d characters are allowed.", MaxIdempotencyKey), "idempotencyKey")
	}
	r.key = fmt.Sprintf("%s/%q/%s", env.Actor.Kind, env.Actor.ID, env.IdempotencyKey)
	if id := cmd.AggregateID(); id != "" {
		// One key for changes of several aggregates, as in a call about many of
		// them, must not give their events the same identifiers.
		r.key += "/" + id
	}
	r.explicit = true
	return r, nil
}

// newID derives the id of a new aggregate, so that a repeated create finds
// what the first one made.
func (r run) newID(kind string) string {
	return events.DeriveID("aggregate/" + kind + "/" + r.name + "/" + r.key).String()
}

func (r run) eventID(index int) events.ID { return events.CommandEventID(r.key, r.name, index) }

// claimEventID identifies an event of this execution in a claim's stream.
func (r run) claimEventID(stream string, at events.Revision) events.ID {
	return events.DeriveID(fmt.Sprintf("claim-event/%s/%s/%d", r.nonce, stream, at))
}

// repeat recognises the events that an earlier call with the same key recorded.
type repeat struct {
	run   run
	count int
	last  events.Recorded
}

func (r *repeat) visit(rec events.Recorded) {
	if rec.ID == r.run.eventID(r.count) {
		r.count++
		r.last = rec
	}
}

func (x *Executor) meta(env Envelope) events.Metadata {
	return events.Metadata{
		Actor: env.Actor, Source: env.Source, Correlation: env.Correlation, Causation: env.Causation,
		Time: x.now().UTC(),
	}
}

// idPattern is what identifiers look like, those of conferences, which nodes
// make, included (see package facts). Others come from outside, and must not
// get into the name of a stream.
var idPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

func errUnknownCommand(cmd domain.Command) error {
	return fmt.Errorf("control: no decider for the command %T", cmd)
}

// crossing says how a command relies on other streams.
type crossing int64

const (
	// alone: not at all.
	alone crossing = 0
	// sharing: it names another aggregate, which must not vanish meanwhile.
	sharing crossing = 1
	// excluding: nothing may begin to rely on what it is about to change.
	excluding crossing = everybody
)

const everybody = math.MaxInt32

func (x *Executor) enter(ctx context.Context, c crossing) (leave func(), err error) {
	if c == alone {
		return func() {}, nil
	}
	if err := x.cross.Acquire(ctx, int64(c)); err != nil {
		return nil, fmt.Errorf("wait for other commands: %w", err)
	}
	return func() { x.cross.Release(int64(c)) }, nil
}
