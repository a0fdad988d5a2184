package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/time/rate"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// Registry holds the conferences of this node.
type Registry struct {
	config   Config
	engine   media.Engine
	log      *slog.Logger
	ledger   *ledger
	seats    *seats
	recorder *recorder
	commands *commands
	ready    chan struct{} // closed when participants are taken

	mu        sync.Mutex // guards below; never held while a room is waited for
	running   bool
	stop      chan struct{}
	rooms     map[string]*room // by conference id
	byService map[string]*room
	ended     sync.WaitGroup // rooms; added to under mu while running
	sources   *guard         // unknown aliases
	services  *guard         // wrong PINs
	rejected  *rate.Limiter  // facts about rejected calls
	blocks    *rate.Limiter  // facts about blocks
}

// Rejected calls are facts, and anybody can cause them: beyond this many a
// second they are only refused.
const (
	rejectedPerSecond = 2
	rejectedBurst     = 60
	// Blocks are counted together, so fewer facts tell all of them.
	blocksPerSecond = 0.2
	blocksBurst     = 20
)

// NewRegistry makes a registry; Run starts it.
func NewRegistry(d Deps) *Registry {
	return &Registry{
		config: d.Config, engine: d.Engine, log: d.Log,
		ledger: newLedger(d.Capacity), seats: newSeats(), recorder: newRecorder(d), commands: newCommands(),
		ready: make(chan struct{}), stop: make(chan struct{}), rooms: make(map[string]*room), byService: make(map[string]*room),
		sources: newGuard(), services: newGuard(),
		rejected: rate.NewLimiter(rejectedPerSecond, rejectedBurst),
		blocks:   rate.NewLimiter(blocksPerSecond, blocksBurst),
	}
}

// Run closes what a crash left open, then carries conferences until ctx ends.
// Then, in stages: nobody joins any more; every conference ends and its facts
// are recorded; the recorder stops. The outbox must write until Run returns.
// It must run once only.
func (r *Registry) Run(ctx context.Context) error {
	journal, err := r.recorder.recover(ctx, time.Now())
	if err != nil {
		return fmt.Errorf("conferences: %w", err)
	}
	// The facts of the last conferences outlive ctx, for a bounded time.
	recording, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	recorded := make(chan error, 1)
	go func() { recorded <- r.recorder.run(recording, journal) }()

	r.mu.Lock()
	r.running = true
	r.mu.Unlock()
	close(r.ready)
	select {
	case <-ctx.Done():
		err = nil
	case err = <-recorded:
		// Nothing can be recorded any more: stop rather than go on unseen.
		recorded = make(chan error)
		go func() { defer close(recorded); r.recorder.discard() }()
	}
	r.mu.Lock()
	r.running = false
	r.mu.Unlock()
	close(r.stop)
	r.ended.Wait()
	r.mu.Lock() // nobody is recording a rejected call
	r.recorder.close()
	r.mu.Unlock()
	defer time.AfterFunc(recordDrain, cancel).Stop()
	if err = errors.Join(err, <-recorded); err != nil {
		return fmt.Errorf("conferences: %w", err)
	}
	return nil
}

// Ready is closed when Run has closed what a crash left open and participants
// are taken.
func (r *Registry) Ready() <-chan struct{} { return r.ready }

// roomFor finds the conference of a service or starts one.
func (r *Registry) roomFor(service link.Service) (*room, error) {
	self, _ := r.config.Self()
	reserve := capacity.BackplaneReserve(service.CallType, service.MaxQuality, r.config.Nodes())
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.running {
		return nil, ErrNotRunning
	}
	if known, ok := r.byService[service.ID]; ok {
		return known, nil
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return nil, fmt.Errorf("name conference: %w", err)
	}
	made := newRoom(r, Setup{ConferenceID: id.String(), LocationID: self.LocationID, Service: service, Reserve: reserve})
	r.rooms[made.id], r.byService[service.ID] = made, made
	r.ended.Go(func() { made.run(r.stop) })
	return made, nil
}

// forget is the room's own last word.
func (r *Registry) forget(ended *room) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.rooms, ended.id)
	if r.byService[ended.serviceID] == ended {
		delete(r.byService, ended.serviceID)
	}
}

func (r *Registry) room(conferenceID string) (*room, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found, ok := r.rooms[conferenceID]
	return found, ok
}

// Authenticate finds whose token it is. The alias must be the one that was
// called, or another one of the same service.
func (r *Registry) Authenticate(alias, token string) (*Seat, error) {
	seat, ok := r.seats.find(token, time.Now())
	if !ok {
		return nil, refuse(CodeInvalidToken)
	}
	if seat.alias != alias {
		// An unknown alias is answered like a foreign one: a participant must
		// not be able to find out which aliases exist.
		if service, known := r.config.ServiceByAlias(alias); !known || service.ID != seat.room.serviceID {
			return nil, refuse(CodeInvalidToken)
		}
	}
	return seat, nil
}

// Maintenance says whether the node takes new participants.
func (r *Registry) Maintenance() bool {
	self, ok := r.config.Self()
	return !ok || self.Maintenance
}

// Gauges is what the node carries, for its report.
func (r *Registry) Gauges() (conferences []link.ConferenceGauge, used capacity.Tokens) {
	r.mu.Lock()
	defer r.mu.Unlock()
	conferences = make([]link.ConferenceGauge, 0, len(r.rooms))
	for _, c := range r.rooms {
		conferences = append(conferences, link.ConferenceGauge{
			ID: c.id, Participants: int(c.size.Load()), UsedTokens: int64(r.ledger.held(c.id)),
		})
	}
	return conferences, r.ledger.sum()
}

// ended reports whether the error means that the conference is over.
func ended(err error) bool { return errors.Is(err, errEnded) }
