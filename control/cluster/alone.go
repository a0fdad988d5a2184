package cluster

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
)

// Alone is the cluster of one. What two of its goroutines hold keeps them apart
// as it would keep processes apart.
type Alone struct {
	self     Member
	topics   topics
	handlers handlers

	mu     sync.Mutex // guards leases
	leases map[string]*aloneLease
}

type aloneLease struct {
	name  string
	turn  chan struct{} // holds one token; whoever has it holds the lease
	epoch int64         // of whoever holds it
}

// NewAlone makes a cluster of one.
func NewAlone(self Member) *Alone {
	self.ID, self.Started = newID(), time.Now().UTC()
	return &Alone{self: self, leases: map[string]*aloneLease{}}
}

// Self implements Cluster.
func (a *Alone) Self() Member { return a.self }

// Members implements Cluster.
func (a *Alone) Members(context.Context) ([]Member, error) {
	self := a.self
	self.Seen = time.Now().UTC()
	return []Member{self}, nil
}

// Known implements Cluster.
func (a *Alone) Known(ctx context.Context) ([]Member, error) { return a.Members(ctx) }

// Shared implements Cluster.
func (*Alone) Shared() bool { return false }

// Run implements Cluster.
func (*Alone) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// Hold implements Cluster.
func (a *Alone) Hold(ctx context.Context, name string, work func(context.Context, Lease) error) error {
	a.mu.Lock()
	l, ok := a.leases[name]
	if !ok {
		l = &aloneLease{name: name, turn: make(chan struct{}, 1)}
		a.leases[name] = l
	}
	a.mu.Unlock()
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return nil
	}
	if ctx.Err() != nil {
		return nil
	}
	l.epoch++
	err := work(ctx, heldAlone{name: name, epoch: l.epoch})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// heldAlone cannot be lost.
type heldAlone struct {
	name  string
	epoch int64
}

func (h heldAlone) Name() string                          { return h.name }
func (h heldAlone) Epoch() int64                          { return h.epoch }
func (h heldAlone) Check(context.Context, sqldb.Tx) error { return nil }

// Topic implements Cluster.
func (a *Alone) Topic(name string) <-chan struct{} { return a.topics.channel(name) }

// Announce implements Cluster. With a transaction it comes too early, by the
// time that the transaction takes; whoever waits for a topic looks by itself
// now and then.
func (a *Alone) Announce(_ context.Context, _ sqldb.Tx, topic string) error {
	a.topics.wake(topic)
	return nil
}

// Handle implements Cluster.
func (a *Alone) Handle(topic string, handler func(context.Context, []byte) ([]byte, error)) {
	a.handlers.set(topic, handler)
}

// Call implements Cluster.
func (a *Alone) Call(ctx context.Context, member, topic string, body []byte) ([]byte, error) {
	if member != a.self.ID {
		return nil, fmt.Errorf("call %s of member %s: %w", topic, member, ErrNoMember)
	}
	return a.handlers.local(ctx, topic, body)
}
