package cluster

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"
)

// topics are the channels of those who wait for announcements.
type topics struct {
	mu       sync.Mutex // guards channels
	channels map[string]chan struct{}
}

func (t *topics) channel(name string) chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, ok := t.channels[name]
	if !ok {
		if t.channels == nil {
			t.channels = map[string]chan struct{}{}
		}
		c = make(chan struct{}, 1)
		t.channels[name] = c
	}
	return c
}

// wake is for a topic that somebody may wait for; others cost nothing.
func (t *topics) wake(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c, ok := t.channels[name]; ok {
		poke(c)
	}
}

func (t *topics) wakeAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.channels {
		poke(c)
	}
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // whoever waits will look anyway
	}
}

// callTime bounds calls that come without a deadline, and what a handler may
// take.
const callTime = 8 * time.Second

var errNoHandler = errors.New("nobody answers calls of this topic")

type handler = func(context.Context, []byte) ([]byte, error)

// handlers answer calls.
type handlers struct {
	mu sync.RWMutex // guards by
	by map[string]handler
}

func (h *handlers) set(topic string, f handler) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.by == nil {
		h.by = map[string]handler{}
	}
	h.by[topic] = f
}

func (h *handlers) answer(ctx context.Context, topic string, body []byte) ([]byte, error) {
	h.mu.RLock()
	f := h.by[topic]
	h.mu.RUnlock()
	if f == nil {
		return nil, fmt.Errorf("%w: %q", errNoHandler, topic)
	}
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	answer, err := f(ctx, body)
	if err == nil && len(answer) > MaxBody {
		err = fmt.Errorf("answer of %d bytes: %w", len(answer), ErrTooLong)
	}
	return answer, err
}

// local is a call of this process to itself.
func (h *handlers) local(ctx context.Context, topic string, body []byte) ([]byte, error) {
	if len(body) > MaxBody {
		return nil, fmt.Errorf("call %s with %d bytes: %w", topic, len(body), ErrTooLong)
	}
	answer, err := h.answer(ctx, topic, body)
	if err != nil {
		return nil, fmt.Errorf("call %s: %w: %w", topic, ErrNoAnswer, err)
	}
	return answer, nil
}

func newID() string { return rand.Text() }
