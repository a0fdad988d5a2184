package auth

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Reasons why a Guard ends a stream.
var (
	ErrExpired       = errors.New("session or token has ended")
	ErrScopesChanged = errors.New("rights have changed")
)

// GuardInterval is how often an open stream's credential is checked when
// nothing asks for it earlier.
const GuardInterval = 15 * time.Second

// FirstCheck is when a stream's credential is checked first: what changed after
// it was verified and before it was watched has been missed by Recheck.
const FirstCheck = time.Second

// verifyTimeout bounds one check; a Verifier that does not answer in time
// counts as unavailable, which ends nothing.
const verifyTimeout = 5 * time.Second

// Guard ends long-lived streams when their session or token ends or gets
// other rights: at its expiry, after Recheck, and at the latest GuardInterval
// after it happened (FirstCheck in a stream that has just begun). An unavailable Verifier ends nothing but what has expired.
type Guard struct {
	verifier Verifier

	mu      sync.Mutex
	watches map[*watch]struct{}
}

// NewGuard makes a Guard.
func NewGuard(verifier Verifier) *Guard {
	return &Guard{verifier: verifier, watches: map[*watch]struct{}{}}
}

// Watch checks a call's credential until stop is called. When it is over, end
// is called once, on its own goroutine, with ErrExpired or ErrScopesChanged.
// After stop has returned, end is not called any more; end must not call stop.
func (g *Guard) Watch(call Call, end func(reason error)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	w := &watch{guard: g, call: call, end: end, ctx: ctx, cancel: cancel}
	g.mu.Lock()
	g.watches[w] = struct{}{}
	g.mu.Unlock()

	w.timerMu.Lock()
	w.timer = time.AfterFunc(min(FirstCheck, delay(call.Principal)), w.check)
	w.timerMu.Unlock()
	return w.stop
}

// Recheck checks every watched credential now. It does not wait for the result.
func (g *Guard) Recheck() {
	g.mu.Lock()
	list := make([]*watch, 0, len(g.watches))
	for w := range g.watches {
		list = append(list, w)
	}
	g.mu.Unlock()
	for _, w := range list {
		w.soon()
	}
}

// watch is one watched credential. mu is held during a check, so that stop
// waits for a running one; timerMu guards timer and again and is taken after mu.
type watch struct {
	guard  *Guard
	end    func(error)
	ctx    context.Context // ends checks when the watch stops
	cancel context.CancelFunc

	mu   sync.Mutex
	call Call
	done bool

	timerMu sync.Mutex
	timer   *time.Timer
	again   bool // asked for while a check ran that may have read the old state
}

func delay(p Principal) time.Duration {
	if p.ExpiresAt.IsZero() {
		return GuardInterval
	}
	return min(GuardInterval, max(time.Until(p.ExpiresAt), 0))
}

func (w *watch) soon() {
	w.timerMu.Lock()
	defer w.timerMu.Unlock()
	w.again = true
	w.timer.Reset(0)
}

func (w *watch) check() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return
	}
	w.timerMu.Lock()
	w.again = false
	w.timerMu.Unlock()

	if reason := w.verify(); reason != nil {
		w.done = true
		w.end(reason)
		return
	}
	w.timerMu.Lock()
	defer w.timerMu.Unlock()
	if w.again {
		w.timer.Reset(0)
		return
	}
	w.timer.Reset(delay(w.call.Principal))
}

func (w *watch) verify() error {
	ctx, cancel := context.WithTimeout(w.ctx, verifyTimeout)
	defer cancel()
	known := w.call.Principal
	now, err := w.guard.verifier.Verify(ctx, w.call.Credential, false)
	switch {
	case errors.Is(err, ErrUnauthenticated):
		return ErrExpired
	case err != nil && expired(known):
		return ErrExpired
	case err != nil:
		return nil
	case expired(now):
		return ErrExpired
	case now.VisibilityClass() != known.VisibilityClass():
		return ErrScopesChanged
	}
	w.call.Principal = now
	return nil
}

func expired(p Principal) bool {
	return !p.ExpiresAt.IsZero() && !time.Now().Before(p.ExpiresAt)
}

func (w *watch) stop() {
	w.cancel()
	w.guard.mu.Lock()
	delete(w.guard.watches, w)
	w.guard.mu.Unlock()

	w.mu.Lock()
	defer w.mu.Unlock()
	w.done = true
	w.timerMu.Lock()
	defer w.timerMu.Unlock()
	w.timer.Stop()
}
