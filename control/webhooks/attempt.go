package webhooks

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"time"

	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events/store"
)

// errGone: the event of a delivery is not in the log any more, or another one
// stands there.
var errGone = errors.New("event is gone")

// attempt sends one event once. The event is read from the log each time, so
// what was erased meanwhile is not sent.
func (w *Webhooks) attempt(ctx context.Context, hook webhook.State, j job) outcome {
	o := outcome{job: j, at: time.Now(), jitter: mathrand.Float64()} // no secret
	m, err := w.message(ctx, hook, j)
	switch {
	case errors.Is(err, errGone):
		o.gone, o.unsent, o.err = true, true, "The event is not in the log any more."
	case errors.Is(err, errShown):
		w.config.Log.WarnContext(ctx, "an event cannot be sent; it is parked", slog.String("webhook", hook.ID),
			slog.String("position", j.position.String()), slog.Any("error", err))
		o.gone, o.unsent, o.err = true, true, "The event cannot be read."
	case err != nil:
		o.unsent, o.err = true, "The log cannot be read."
	default:
		a := w.sender.send(ctx, hook, m)
		o.ok, o.status, o.err, o.wait = a.err == "", a.status, a.err, a.retryAfter
		o.gone = a.status == 410 // the receiver says that it is of no use
	}
	o.ended = time.Now()
	o.duration = o.ended.Sub(o.at)
	return o
}

var errShown = errors.New("event cannot be shown")

func (w *Webhooks) message(ctx context.Context, hook webhook.State, j job) (message, error) {
	ctx, cancel := context.WithTimeout(ctx, w.config.Limits.Timeout)
	defer cancel()
	page, err := w.config.Store.ReadStream(ctx, j.stream, j.revision, store.Forwards, 1)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrDeleted):
		return message{}, errGone
	case err != nil:
		return message{}, fmt.Errorf("read %s@%d: %w", j.stream, j.revision, err)
	case len(page.Events) == 0 || page.Events[0].ID.String() != j.id:
		return message{}, errGone
	}
	e := page.Events[0]
	view, err := w.view(e, hook.Settings.IncludePersonalData)
	if err != nil {
		return message{}, fmt.Errorf("%w: %w", errShown, err)
	}
	m, err := messageOf(w.config.Source, hook.ID, j, view, e.Created)
	if err != nil {
		return message{}, fmt.Errorf("%w: %w", errShown, err)
	}
	return m, nil
}

// view shows an event. One malformed event must not end the process.
func (w *Webhooks) view(e store.Event, personal bool) (v View, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("showing it panicked: %v", r)
		}
	}()
	return w.config.View(e, personal)
}

// TestResult is what became of a test message.
type TestResult struct {
	Delivered bool
	Status    int // 0: no answer
	Duration  time.Duration
	Error     string // empty when it was delivered
}

// Test sends a signed message of TestType at once, also to a webhook that is
// not enabled, and tells what became of it. It is not tried again, and not
// logged.
func (w *Webhooks) Test(ctx context.Context, id string) (TestResult, error) {
	hook, err := w.state(ctx, id)
	if err != nil {
		return TestResult{}, err
	}
	began := time.Now()
	m, err := testMessage(w.config.Source, "test_"+rand.Text(), hook, began)
	if err != nil {
		return TestResult{}, fmt.Errorf("test webhook %s: %w", id, err)
	}
	a := w.sender.send(ctx, hook, m)
	return TestResult{Delivered: a.err == "", Status: a.status, Duration: time.Since(began), Error: a.err}, nil
}
