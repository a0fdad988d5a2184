package persistent

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/events"
)

// Consumer is one consumer's end of a group. Events is for one goroutine; the
// rest may be called from any.
type Consumer struct {
	id     string
	actor  *actor
	events chan Delivery // as long as the buffer, so that the group never waits
	bytes  atomic.Int64  // payload in events
	once   sync.Once
	done   chan struct{}
	err    error // why it was dropped; read after done
}

// Events are the messages to send. It is never closed: see Done.
func (c *Consumer) Events() <-chan Delivery { return c.events }

// Sent says that a message taken from Events is on the wire.
func (c *Consumer) Sent(d Delivery) {
	c.bytes.Add(int64(-size(&d.Event)))
	select {
	case c.actor.poked <- struct{}{}:
	default:
	}
}

// Done is closed when the consumer was dropped; Err says why.
func (c *Consumer) Done() <-chan struct{} { return c.done }

// Err is why the consumer was dropped; valid after Done.
func (c *Consumer) Err() error {
	<-c.done
	return c.err
}

// queue passes a message on. There is room: the machine counts what is in the
// queue against the consumer's buffer.
func (c *Consumer) queue(d Delivery) {
	c.bytes.Add(int64(size(&d.Event)))
	c.events <- d
}

func (c *Consumer) end(err error) {
	c.once.Do(func() {
		c.err = err
		close(c.done)
	})
}

// Ack says that messages were handled.
func (c *Consumer) Ack(ctx context.Context, ids []events.ID) error {
	return c.actor.call(ctx, func(now time.Time) { c.actor.m.ack(now, c.id, ids) })
}

// Nack says that messages were not handled, and what to do with them.
func (c *Consumer) Nack(ctx context.Context, ids []events.ID, action Action, reason string) error {
	return c.actor.call(ctx, func(now time.Time) {
		if c.actor.m.nack(now, c.id, ids, action, reason) {
			c.actor.drop(now, c)
			c.end(ErrDropped)
		}
	})
}

// Close leaves the group. What the consumer holds goes to others.
func (c *Consumer) Close() {
	// An actor takes calls until it ends, so this does not wait long.
	_ = c.actor.call(context.Background(), func(now time.Time) { c.actor.drop(now, c) })
	c.end(ErrDropped)
}

// drop removes a consumer; it runs in the actor.
func (a *actor) drop(now time.Time, c *Consumer) {
	if a.consumers[c.id] != c {
		return
	}
	delete(a.consumers, c.id)
	var unsent []Delivery
	for _, d := range a.m.take() { // nothing for it may remain to be sent
		if d.Consumer == c.id {
			unsent = append(unsent, d)
			continue
		}
		a.consumers[d.Consumer].queue(d)
	}
	for {
		select {
		case d := <-c.events:
			unsent = append(unsent, d)
			continue
		default:
		}
		break
	}
	a.m.disconnect(now, c.id, unsent)
}

// call runs f in the actor's goroutine and waits for it.
func (a *actor) call(ctx context.Context, f func(now time.Time)) error {
	ran := make(chan struct{})
	select {
	case a.calls <- func(now time.Time) { defer close(ran); f(now) }:
	case <-a.ended:
		return a.why
	case <-ctx.Done():
		return ctx.Err()
	}
	<-ran // calls do not wait for anything
	return nil
}

// connect adds a consumer.
func (a *actor) connect(ctx context.Context, info ConsumerInfo) (*Consumer, error) {
	c := &Consumer{id: info.ID, actor: a, events: make(chan Delivery, min(max(info.Buffer, 1), maxBuffer)), done: make(chan struct{})}
	var err error
	if e := a.call(ctx, func(now time.Time) {
		a.consumers[c.id] = c // before anything is delivered to it
		if err = a.m.connect(now, info); err != nil {
			delete(a.consumers, c.id)
		}
	}); e != nil {
		return nil, e
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// replay marks parked messages to go round again, after everything that is
// parked now was saved.
func (a *actor) replay(ctx context.Context, stopAt int64) error {
	result := make(chan error, 1)
	err := a.call(ctx, func(time.Time) {
		a.marking = append(a.marking, mark{stopAt: stopAt, after: a.m.nextParked, reply: func(err error) { result <- err }})
	})
	if err != nil {
		return err
	}
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
