package persistent

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/events/store"
)

// Config of a Service.
type Config struct {
	Log    Log
	Store  Store
	Logger *slog.Logger
	// Window says what of a stream groups on it see. Nil: everything.
	Window func(ctx context.Context, stream string) (Window, error)
	// MaxGroups bounds the number of groups; zero: 1000. MaxPerOwner bounds
	// those of one owner; zero: 200.
	MaxGroups, MaxPerOwner int
}

// Service serves all groups. Its methods may be called from any goroutine;
// those that need a running group are ErrClosed before Run and after it.
type Service struct {
	cfg Config

	mu     sync.Mutex
	ctx    context.Context  // of Run; nil: not running; under mu
	wg     *sync.WaitGroup  // the actors of this Run; under mu
	actors map[Key]*actor   // under mu
	locks  map[Key]*keyLock // under mu
	begun  chan struct{}    // some group runs or ran
}

// keyLock serialises what starts, changes and stops one group.
type keyLock struct {
	held  chan struct{}
	users int // under Service.mu
}

// New returns a service; Run runs it.
func New(cfg Config) (*Service, error) {
	if cfg.Log == nil || cfg.Store == nil || cfg.Logger == nil {
		return nil, errors.New("persistent subscriptions: a log, a store and a logger are needed")
	}
	if cfg.MaxGroups == 0 {
		cfg.MaxGroups = 1000
	}
	if cfg.MaxPerOwner == 0 {
		cfg.MaxPerOwner = 200
	}
	return &Service{cfg: cfg, actors: make(map[Key]*actor), locks: make(map[Key]*keyLock), begun: make(chan struct{}, 1)}, nil
}

// Run serves until ctx ends. When it returns, all groups have saved their
// progress and all consumers are dropped with ErrClosed.
func (s *Service) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(ErrClosed)
	actors, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	wg := &sync.WaitGroup{}
	s.mu.Lock()
	if s.ctx != nil {
		s.mu.Unlock()
		stop(nil)
		return errors.New("persistent subscriptions: already running")
	}
	s.ctx, s.wg = actors, wg
	s.mu.Unlock()
	s.watch(ctx)
	s.mu.Lock()
	s.ctx = nil
	s.mu.Unlock()
	stop(ErrClosed)
	wg.Wait()
	return nil
}

// lock waits until nobody else starts or changes a group.
func (s *Service) lock(ctx context.Context, key Key) (unlock func(), err error) {
	s.mu.Lock()
	l := s.locks[key]
	if l == nil {
		l = &keyLock{held: make(chan struct{}, 1)}
		s.locks[key] = l
	}
	l.users++
	s.mu.Unlock()
	leave := func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if l.users--; l.users == 0 {
			delete(s.locks, key)
		}
	}
	select {
	case l.held <- struct{}{}:
		return func() { <-l.held; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

// running returns a group's actor if it runs.
func (s *Service) running(key Key) *actor {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.actors[key]
	if a == nil {
		return nil
	}
	select {
	case <-a.ended:
		return nil
	default:
		return a
	}
}

// started returns a group's actor, started if need be. The key is locked.
func (s *Service) started(key Key) (*actor, error) {
	if a := s.running(key); a != nil {
		return a, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx == nil {
		return nil, ErrClosed
	}
	ctx, stop := context.WithCancelCause(s.ctx)
	a := &actor{
		key: key, log: s.cfg.Log, window: s.cfg.Window, store: s.cfg.Store, logger: s.cfg.Logger,
		calls: make(chan func(time.Time)), poked: make(chan struct{}, 1), news: make(chan struct{}, 1),
		stop: stop, ended: make(chan struct{}),
	}
	s.actors[key] = a
	select {
	case s.begun <- struct{}{}:
	default:
	}
	s.wg.Go(func() {
		defer stop(nil)
		a.run(ctx)
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.actors[key] == a {
			delete(s.actors, key)
		}
	})
	return a, nil
}

// stopped ends a group's actor, if it runs, and waits until it has saved its
// progress. The key is locked.
func (s *Service) stopped(ctx context.Context, key Key) error {
	a := s.running(key)
	if a == nil {
		return nil
	}
	a.stop(ErrDropped)
	select {
	case <-a.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Create adds a group.
func (s *Service) Create(ctx context.Context, d Definition) error {
	if _, err := d.compile(); err != nil {
		return err
	}
	groups, err := s.cfg.Store.Groups(ctx)
	if err != nil {
		return err
	}
	owned := 0
	for i := range groups {
		switch has := &groups[i].Definition; {
		case has.Key == d.Key:
			return ErrExists
		case has.Owner == d.Owner:
			owned++
		}
	}
	if owned >= s.cfg.MaxPerOwner { // several at once may exceed it a little
		return ErrTooManyGroups
	}
	after, err := s.resolve(ctx, d)
	if err != nil {
		return fmt.Errorf("create %s: %w", d.Key, err)
	}
	return s.cfg.Store.Create(ctx, d, after, s.cfg.MaxGroups)
}

// resolve says after which place a new group begins.
func (s *Service) resolve(ctx context.Context, d Definition) (int64, error) {
	none := int64(-1)
	if d.Key.IsAll() {
		none = 0
	}
	switch d.Start.From {
	case StartAt:
		return max(d.Start.At-1, none), nil
	case StartEnd:
		if d.Key.IsAll() {
			head, err := s.head(ctx)
			return int64(head), err
		}
		page, err := s.cfg.Log.ReadStream(ctx, d.Key.Stream, store.LastRevision, store.Backwards, 1)
		switch {
		case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrDeleted):
			return none, nil
		case err != nil || len(page.Events) == 0:
			return none, err
		}
		return int64(page.Events[0].Revision), nil
	case StartBeginning:
	}
	return none, nil
}

// Update changes a group's settings and, until it has a checkpoint, where it
// starts; change gets the definition as it is. Connected consumers are dropped.
func (s *Service) Update(ctx context.Context, key Key, change func(*Definition)) error {
	unlock, err := s.lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	saved, err := s.cfg.Store.Group(ctx, key)
	if err != nil {
		return err
	}
	d := saved.Definition
	change(&d)
	d.Key = key
	if _, err := d.compile(); err != nil {
		return err
	}
	after := saved.After
	if d.Start != saved.Definition.Start { // else the place found when it was made stands
		after, err = s.resolve(ctx, d)
	}
	if err != nil {
		return fmt.Errorf("update %s: %w", key, err)
	}
	if err := s.stopped(ctx, key); err != nil {
		return err
	}
	return s.cfg.Store.Update(ctx, d, after)
}

// Delete removes a group with its parked messages and drops its consumers.
func (s *Service) Delete(ctx context.Context, key Key) error {
	unlock, err := s.lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.cfg.Store.Delete(ctx, key); err != nil {
		return err
	}
	return s.stopped(ctx, key)
}

// Definition returns what a group is made of.
func (s *Service) Definition(ctx context.Context, key Key) (Definition, error) {
	saved, err := s.cfg.Store.Group(ctx, key)
	return saved.Definition, err
}

// Connect adds a consumer to a group.
func (s *Service) Connect(ctx context.Context, key Key, info ConsumerInfo) (*Consumer, error) {
	unlock, err := s.lock(ctx, key)
	if err != nil {
		return nil, err
	}
	a, err := s.started(key)
	unlock()
	if err != nil {
		return nil, err
	}
	return a.connect(ctx, info)
}

// Replay sends parked messages with numbers below stopAt round again; negative
// is all.
func (s *Service) Replay(ctx context.Context, key Key, stopAt int64) error {
	unlock, err := s.lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	if a := s.running(key); a != nil {
		return a.replay(ctx, stopAt)
	}
	_, err = s.cfg.Store.MarkReplay(ctx, key, stopAt)
	return err
}

// Parked lists parked messages that wait, from a number on.
func (s *Service) Parked(ctx context.Context, key Key, from int64, max int) ([]Parked, error) {
	return s.cfg.Store.Parked(ctx, key, false, from, max)
}

// Restart saves the progress of all groups and drops their consumers; groups
// start again when consumers come back.
func (s *Service) Restart(ctx context.Context) error {
	s.mu.Lock()
	actors := make([]*actor, 0, len(s.actors))
	for _, a := range s.actors {
		a.stop(ErrDropped)
		actors = append(actors, a)
	}
	s.mu.Unlock()
	for _, a := range actors {
		select {
		case <-a.ended:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
