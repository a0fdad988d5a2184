package bursting

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// World is what is known besides the log of bursting and the clouds. Nodes need
// no IdleSince.
type World struct {
	Settings  bursting.Settings
	Locations []bursting.Location
	Nodes     []bursting.Node
	// Awaited are the names of nodes whose first reports are to be waited for, for
	// so long at most.
	Awaited    []string
	AwaitedFor time.Duration
}

// Account is an account at a cloud as it is configured.
type Account struct {
	ID        string
	Settings  events.CloudAccountSettings
	SecretKey events.Sealed
}

// Commands executes commands.
type Commands interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
}

// Clock is the time that bursting goes by. It never goes back.
type Clock interface {
	Now() time.Time
	// At is what Now was when the log's own clock said t.
	At(t time.Time) time.Time
}

type trueTime struct{}

func (trueTime) Now() time.Time           { return time.Now() }
func (trueTime) At(t time.Time) time.Time { return t }

// Config is what a Bursting needs.
type Config struct {
	Store    store.Store
	Commands Commands
	// World is asked by one goroutine at a time.
	World func(ctx context.Context) (World, error)
	// Open makes the provider of an account. It asks nobody.
	Open func(a Account) (cloud.Provider, error)
	// Share is how the Management Nodes tell each other what clouds answered; nil:
	// there are no others.
	Share Share
	// History shortens the reading for simulations; nil: the log is read from its
	// beginning.
	History History
	// LinkPorts are those at which Management Nodes take the links of nodes.
	LinkPorts []string
	// NodePorts are those at which nodes are reached; nil: nobody knows.
	NodePorts func() NodePorts
	Log       *slog.Logger
	// Clock is what everything is compared with that is decided on, and what
	// events bear; nil: the true time.
	Clock Clock
}

// Bursting starts and stops burst nodes, and says how that stands.
type Bursting struct {
	board
	c          Config
	journal    *journal.Journal
	wake       chan struct{} // of one: look again before long
	checks     checks        // that somebody asked for
	slots      chan struct{} // of operations that may be under way at once
	simulating chan struct{} // of one: a simulation is under way

	// turn is held for a round, and while the lease begins and ends: what acts
	// does so for the whole of a round, or not at all.
	turn sync.Mutex
	round

	mu    sync.Mutex // guards what goroutines that ask clouds tell; taken within turn
	asked asked
}

// round is what the deciding goroutine knows. turn guards it.
type round struct {
	state    bursting.State
	accounts map[string]*configured
	through  events.Position
	idle     bursting.Idle
	trend    trend
	seen     bursting.Observation // the last
	known    bool                 // there was one
	lease    context.Context      // nil: another Management Node acts
	fence    Fence                // of the lease
	// term is in the identifiers of the events of this holder of the lease. What
	// another one decides alike, on what it knew before, is then another event,
	// which the log refuses, and not a repetition, which it takes.
	term string
	// running are the goroutines that ask clouds under the lease.
	running *sync.WaitGroup
	failing time.Time       // since when rounds fail, which was said; zero: they do not
	told    []byte          // to the others, last
	ready   map[string]*int // what was known of nodes when they became so
}

// configured is an account with when its configuration changed last.
type configured struct {
	Account
	at time.Time
}

// maxOperations bounds the operations that are under way at once. The others
// wait for their turn.
const maxOperations = 16

// New makes a Bursting. Nothing happens before Run.
func New(c Config) (*Bursting, error) {
	if c.Store == nil || c.Commands == nil || c.World == nil || c.Open == nil || c.Log == nil {
		return nil, errors.New("bursting: incomplete configuration")
	}
	if c.Clock == nil {
		c.Clock = trueTime{}
	}
	b := &Bursting{c: c, journal: journal.New(c.Store), wake: make(chan struct{}, 1), slots: make(chan struct{}, maxOperations), simulating: make(chan struct{}, 1)}
	b.round.accounts = map[string]*configured{}
	b.asked.clear()
	return b, nil
}

// Wake has it look again before long: something has been reported, or changed.
// It returns at once.
func (b *Bursting) Wake() {
	select {
	case b.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// Known is how everything stands that bursting decides on, for orders by hand.
func (b *Bursting) Known(ctx context.Context) (bursting.State, bursting.Observation, error) {
	b.turn.Lock()
	defer b.turn.Unlock()
	if err := b.look(ctx); err != nil {
		return bursting.State{}, bursting.Observation{}, err
	}
	return b.state.Clone(), b.seen, nil
}

// The pace of rounds: not more often, and not less.
const (
	paceLeast = time.Second
	paceMost  = bursting.MaxInterval
	// roundTime bounds a round, which asks no cloud.
	roundTime = 30 * time.Second
)

// Run looks and shows until ctx ends. It acts while Act runs as well.
func (b *Bursting) Run(ctx context.Context) error {
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		b.hear(ctx)
	}()
	defer func() { <-heard }()
	for {
		next := b.once(ctx)
		if !pause(ctx, paceLeast) {
			return nil
		}
		timer := time.NewTimer(max(next-paceLeast, 0))
		select {
		case <-ctx.Done():
		case <-b.wake:
		case <-timer.C:
		}
		timer.Stop()
		if ctx.Err() != nil {
			return nil
		}
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// hear wakes the rounds when the log has something new of bursting. What it
// misses is found by the next round all the same.
func (b *Bursting) hear(ctx context.Context) {
	for ctx.Err() == nil {
		b.follow(ctx)
		pause(ctx, paceMost)
	}
}

func (b *Bursting) follow(ctx context.Context) {
	end, err := b.journal.End(ctx)
	if err != nil {
		return
	}
	sub, err := b.c.Store.Subscribe(ctx, end, filter())
	if err != nil {
		return
	}
	defer func() { _ = sub.Close() }() // it has nothing to lose
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			return
		}
		if _, ok := m.(store.Event); ok {
			b.Wake()
		}
	}
}

// Fence fails unless the lease is still this process's. Whoever was paused finds
// out by it, when nothing here has noticed yet that time went by.
type Fence func(ctx context.Context) error

// Act has the rounds act until ctx ends: clouds are asked, and what is decided is
// recorded and done. It runs under the lease; when it returns, nothing of it
// goes on.
func (b *Bursting) Act(ctx context.Context, fence Fence) error {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	b.turn.Lock()
	b.lease, b.fence, b.term, b.running, b.told = ctx, fence, rand.Text(), &running, nil
	b.mu.Lock()
	b.asked.begin()
	b.mu.Unlock()
	b.turn.Unlock()
	b.Wake()
	<-ctx.Done()
	cancel()
	b.turn.Lock()
	b.lease, b.fence, b.running = nil, nil, nil
	b.turn.Unlock()
	running.Wait()
	return nil
}
