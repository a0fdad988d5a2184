package linktest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// Outbox is a queue of facts in memory.
type Outbox struct {
	mu       sync.Mutex // guards all below
	epoch    int
	last     uint64
	acked    uint64
	facts    []link.Fact
	appended chan struct{}
}

// NewOutbox makes an empty queue of epoch "epoch-1".
func NewOutbox() *Outbox { return &Outbox{epoch: 1, appended: make(chan struct{})} }

// Append adds n facts.
func (o *Outbox) Append(n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for range n {
		f, err := link.NewFact(link.FactConferenceLocked, time.Now(), link.ConferenceChange{ConferenceID: "c"})
		if err != nil {
			panic(err) // cannot be: the shape is ours
		}
		o.last++
		f.Seq = o.last
		o.facts = append(o.facts, f)
	}
	close(o.appended)
	o.appended = make(chan struct{})
}

// Forget takes the queue back to an earlier state, as a backup would.
func (o *Outbox) Forget(last uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last, o.acked, o.facts = last, last, nil
}

// Epoch implements dial.Outbox.
func (o *Outbox) Epoch() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return fmt.Sprintf("epoch-%d", o.epoch)
}

// Last implements dial.Outbox.
func (o *Outbox) Last() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.last
}

// Queued implements dial.Outbox.
func (o *Outbox) Queued() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.last - o.acked
}

// Oldest implements dial.Outbox.
func (o *Outbox) Oldest() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.facts) == 0 {
		return time.Time{}
	}
	return o.facts[0].Time
}

// Appended implements dial.Outbox.
func (o *Outbox) Appended() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.appended
}

// Pending implements dial.Outbox.
func (o *Outbox) Pending(_ context.Context, after uint64, limit int) ([]link.Fact, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.facts, func(f link.Fact) bool { return f.Seq > after })
	if i < 0 {
		return nil, nil
	}
	return slices.Clone(o.facts[i:min(len(o.facts), i+limit)]), nil
}

// Ack implements dial.Outbox.
func (o *Outbox) Ack(_ context.Context, seq uint64) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if seq > o.last {
		return errors.New("acknowledged beyond the last fact")
	}
	if seq > o.acked {
		o.acked = seq
		o.facts = slices.DeleteFunc(o.facts, func(f link.Fact) bool { return f.Seq <= seq })
	}
	return nil
}

// Restart implements dial.Outbox.
func (o *Outbox) Restart(context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.epoch++
	for i := range o.facts {
		o.facts[i].Seq -= o.acked
	}
	o.last, o.acked = o.last-o.acked, 0
	return nil
}

// ErrNotApplied is what Configuration fails with when it is told to.
var ErrNotApplied = errors.New("not applied")

// Configuration is a node's copy in memory.
type Configuration struct {
	mu       sync.Mutex // guards all below
	position string
	chunks   int
	staged   []link.Entity
	have     map[link.EntityRef]link.Entity
	failing  int
	deltas   int
	whole    int
}

// Fail makes the next n changes fail.
func (c *Configuration) Fail(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failing = n
}

// Stand puts the copy at a position without content.
func (c *Configuration) Stand(position string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.position = position
}

// Counts are the chunks, whole snapshots and deltas applied so far.
func (c *Configuration) Counts() (chunks, snapshots, deltas int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.chunks, c.whole, c.deltas
}

// Len is how many entities there are.
func (c *Configuration) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.have)
}

// Position implements dial.Configuration.
func (c *Configuration) Position() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.position
}

func (c *Configuration) fails() bool {
	c.failing--
	return c.failing >= 0
}

// ApplySnapshot implements dial.Configuration.
func (c *Configuration) ApplySnapshot(_ context.Context, s link.ConfigSnapshot) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fails() {
		return false, ErrNotApplied
	}
	if c.chunks++; s.First {
		c.staged = nil
	}
	c.staged = append(c.staged, s.Entities...)
	if !s.Last {
		return false, nil
	}
	c.have = map[link.EntityRef]link.Entity{}
	c.put(c.staged)
	c.position = s.Position
	c.whole++
	return true, nil
}

// ApplyDelta implements dial.Configuration.
func (c *Configuration) ApplyDelta(_ context.Context, d link.ConfigDelta) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fails() || d.From != c.position {
		return ErrNotApplied
	}
	for _, r := range d.Removed {
		delete(c.have, r)
	}
	c.put(d.Entities)
	c.position = d.To
	c.deltas++
	return nil
}

func (c *Configuration) put(entities []link.Entity) {
	if c.have == nil {
		c.have = map[link.EntityRef]link.Entity{}
	}
	for _, e := range entities {
		c.have[link.EntityRef{Kind: e.Kind, ID: e.ID}] = e
	}
}

// Calls is what a node does with its calls.
type Calls struct {
	// OnExecute, set before use, replaces the usual answer, which is success.
	OnExecute func(ctx context.Context, c link.Command) link.CommandResult

	mu       sync.Mutex // guards all below
	load     link.Report
	asked    func()
	executed []string
}

// SetLoad changes what Load gives.
func (c *Calls) SetLoad(r link.Report) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.load = r
}

// Executed are the ids of commands in order.
func (c *Calls) Executed() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.executed)
}

// Load implements dial.Calls.
func (c *Calls) Load() link.Report {
	c.mu.Lock()
	load, asked := c.load, c.asked
	c.mu.Unlock()
	if asked != nil {
		asked()
	}
	return load
}

// WhenAsked has something happen while the load is taken.
func (c *Calls) WhenAsked(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = do
}

// Execute implements dial.Calls.
func (c *Calls) Execute(ctx context.Context, cmd link.Command) link.CommandResult {
	c.mu.Lock()
	c.executed = append(c.executed, cmd.ID)
	c.mu.Unlock()
	if c.OnExecute != nil {
		return c.OnExecute(ctx, cmd)
	}
	return link.CommandResult{}
}
