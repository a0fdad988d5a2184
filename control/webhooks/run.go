package webhooks

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// The pauses before something that broke is tried again.
const (
	minBackoff = 100 * time.Millisecond
	maxBackoff = 30 * time.Second
)

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// Run delivers until the context ends, and then at once does nothing more:
// what is being sent is broken off and sent again by the next Run. It returns
// ErrFenced when another Run has begun.
func (w *Webhooks) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer w.sender.close()
	p := &post{Webhooks: w, fail: cancel, states: map[string]webhook.State{}, runners: map[string]*running{}}
	defer p.stopAll()
	for backoff := minBackoff; p.fence == 0; backoff = min(2*backoff, maxBackoff) {
		var err error
		if p.fence, err = w.queue.claim(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			w.config.Log.WarnContext(ctx, "webhooks cannot be delivered yet", slog.Any("error", err))
			pause(ctx, backoff)
		}
	}
	for backoff := minBackoff; ; backoff = min(2*backoff, maxBackoff) {
		before := p.through
		err := p.follow(ctx)
		if ctx.Err() != nil || errors.Is(err, ErrFenced) {
			if cause := context.Cause(ctx); errors.Is(cause, ErrFenced) || errors.Is(err, ErrFenced) {
				return ErrFenced
			}
			return nil
		}
		if p.through > before {
			backoff = minBackoff
		}
		w.config.Log.WarnContext(ctx, "following the webhooks' configuration was interrupted", slog.Any("error", err))
		pause(ctx, backoff)
	}
}

// post is one Run: the webhooks that the log knows, and who works for them.
// It belongs to Run's goroutine.
type post struct {
	*Webhooks
	fence   int64
	fail    context.CancelCauseFunc
	through events.Position
	states  map[string]webhook.State
	runners map[string]*running
	live    bool // the configuration is known up to the log's end
}

// running is a webhook that is delivered to.
type running struct {
	config chan webhook.State // of one: the newest
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// follow folds the configuration and starts and stops the runners. Nothing is
// started before all of it was read: an old address may not be sent to.
func (p *post) follow(ctx context.Context) error {
	sub, err := p.config.Store.Subscribe(ctx, p.through, store.Filter{StreamPrefixes: []string{events.WebhookStream("")}})
	if err != nil {
		return fmt.Errorf("subscribe after %s: %w", p.through, err)
	}
	defer func() { _ = sub.Close() }() // it has nothing to lose
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			return fmt.Errorf("read after %s: %w", p.through, err)
		}
		switch m := m.(type) {
		case store.Event:
			id, err := p.fold(m)
			p.through = m.Position
			if err != nil {
				p.config.Log.ErrorContext(ctx, "an event of a webhook cannot be read; it changes nothing", slog.Any("error", err))
				continue
			}
			if p.live {
				err = p.apply(ctx, id)
			}
			if err != nil {
				return err
			}
		case store.Checkpoint:
			p.through = m.Position
		case store.CaughtUp:
			p.through = m.Position
			if err := p.begin(ctx); err != nil {
				return err
			}
		}
	}
}

func (p *post) fold(e store.Event) (string, error) {
	rec, err := codec.Decode(e)
	if err != nil {
		return "", err
	}
	id := e.Stream[len(events.WebhookStream("")):]
	s := webhook.Evolve(p.states[id], rec)
	if !s.Live() {
		delete(p.states, id)
		return id, nil
	}
	p.states[id] = s
	return id, nil
}

// begin starts all that is to run, once.
func (p *post) begin(ctx context.Context) error {
	if p.live {
		return nil
	}
	if err := p.forget(ctx); err != nil {
		return err
	}
	for id := range p.states {
		p.set(ctx, id)
	}
	p.live = true
	return nil
}

// apply brings one webhook's runner in line with its configuration.
func (p *post) apply(ctx context.Context, id string) error {
	p.set(ctx, id)
	if _, there := p.states[id]; there {
		return nil
	}
	if err := p.forget(ctx); err != nil {
		p.live = false // begin does it
		return err
	}
	return nil
}

// forget removes what is kept of webhooks that were removed.
func (p *post) forget(ctx context.Context) error {
	err := p.queue.keepOnly(ctx, p.fence, func(id string) bool { _, ok := p.states[id]; return ok })
	if err != nil {
		return fmt.Errorf("forget removed webhooks: %w", err)
	}
	return nil
}

func (p *post) set(ctx context.Context, id string) {
	s, there := p.states[id]
	r := p.runners[id]
	if !there || !s.Settings.Enabled {
		if r != nil {
			r.stop()
			delete(p.runners, id)
		}
		return
	}
	if r == nil {
		r = &running{config: make(chan webhook.State, 1)}
		p.runners[id] = r
		r.config <- s
		r.start(ctx, p, id)
		return
	}
	select {
	case <-r.config: // an older one that was not taken yet
	default:
	}
	r.config <- s
}

func (p *post) stopAll() {
	for _, r := range p.runners {
		r.cancel()
	}
	for _, r := range p.runners {
		r.stop()
	}
}

func (r *running) stop() {
	r.cancel()
	r.done.Wait()
}

// start works for a webhook until it is stopped, whatever breaks.
func (r *running) start(ctx context.Context, p *post, id string) {
	ctx, r.cancel = context.WithCancel(ctx)
	w, fence, fail := p.Webhooks, p.fence, p.fail
	r.done.Go(func() {
		poke := w.register(id)
		defer w.unregister(id, poke)
		var hook webhook.State
		select {
		case hook = <-r.config:
		case <-ctx.Done():
			return
		}
		for backoff := minBackoff; ; backoff = min(2*backoff, maxBackoff) {
			began := time.Now()
			run := newRunner(w, fence, hook, r.config, poke)
			err := run.run(ctx)
			hook = run.hook
			if ctx.Err() != nil {
				return
			}
			if errors.Is(err, ErrFenced) {
				fail(ErrFenced)
				return
			}
			if time.Since(began) > maxBackoff {
				backoff = minBackoff
			}
			w.config.Log.WarnContext(ctx, "delivering to a webhook was interrupted", slog.String("webhook", id),
				slog.Any("error", err), slog.Duration("retryIn", backoff))
			pause(ctx, backoff)
		}
	})
}

// register makes the channel through which orders wake a runner.
func (w *Webhooks) register(id string) chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	poke := make(chan struct{}, 1)
	w.pokes[id] = poke
	return poke
}

func (w *Webhooks) unregister(id string, poke chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pokes[id] == poke {
		delete(w.pokes, id)
	}
}

// poke wakes a webhook's runner when it is in this process; others look by
// themselves.
func (w *Webhooks) poke(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.pokes[id] <- struct{}{}:
	default:
	}
}
