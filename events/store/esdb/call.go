package esdb

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc/metadata"

	"github.com/parley-video/parley/events/store"
)

// retryable makes a call that changes nothing, or that did not begin: again
// and again until it succeeds, is refused for good, or its bounds end. Then
// the last failure says why.
func (s *Store) retryable(ctx context.Context, call func(context.Context, *node) *failure) error {
	var last error
	for pause := newPause(); ; {
		f := s.once(ctx, call)
		if f == nil {
			return nil
		}
		if err := cause(ctx); err != nil {
			return because(err, last)
		}
		if f.kind != transient && f.kind != moved {
			return f.err
		}
		last = f.err
		if err := pause.wait(ctx); err != nil {
			return because(err, last)
		}
	}
}

// once makes a call on the connection that there is, and has it replaced when
// the call shows that it is no good.
func (s *Store) once(ctx context.Context, call func(context.Context, *node) *failure) *failure {
	n, err := s.link.acquire(ctx)
	if err != nil {
		return &failure{kind: transient, err: fmt.Errorf("%w: %w", store.ErrUnavailable, plain(err))}
	}
	defer s.link.release(n)
	// The client module means to send this, but loses it on the way.
	f := call(metadata.AppendToOutgoingContext(ctx, "requires-leader", "true"), n)
	if mine := ctx.Err() != nil && !errors.Is(context.Cause(ctx), errTimeout); f != nil && !mine && (f.kind == transient || f.kind == moved) {
		s.link.replace(n, f.leader)
	}
	return f
}

// because joins what ended a call with what had kept it from ending well.
func because(err, last error) error {
	if last == nil || errors.Is(err, store.ErrClosed) {
		return err
	}
	if errors.Is(err, store.ErrUnavailable) {
		return fmt.Errorf("%w, last: %w", err, last)
	}
	return fmt.Errorf("%w (%v)", err, last)
}

// pause is a growing wait between attempts, different for everybody.
type pause struct{ next time.Duration }

const (
	firstPause = 20 * time.Millisecond
	lastPause  = time.Second
)

func newPause() *pause { return &pause{next: firstPause} }

func (p *pause) wait(ctx context.Context) error {
	d := p.next/2 + rand.N(p.next/2+1) // to spread, not to hide
	p.next = min(2*p.next, lastPause)
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return cause(ctx)
	}
}
