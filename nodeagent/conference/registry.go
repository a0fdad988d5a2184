package conference

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/membership"
)

// Registry holds the conferences of this node.
type Registry struct {
	config     Config
	engine     media.Engine
	log        *slog.Logger
	ledger     *ledger
	seats      *seats
	membership Membership // nil: there is only this node
	peers      Peers      // likewise
	recorder   *recorder
	backplanes *backplanes
	commands   *commands
	ready      chan struct{} // closed when participants are taken

	mu       sync.Mutex // guards below; never held while a home or station is waited for
	running  bool
	tenure   *tenure             // of the homes and stations
	homes    map[string]*home    // by service
	stations map[string]*station // by service
	opened   uint64              // stations
	arriving int                 // what is on its way onto the node, see arrive
	sources  *guard              // unknown aliases
	services *guard              // wrong PINs
	keys     *guard              // resume keys that nobody has, by source
	rejected *rate.Limiter       // facts about rejected calls
	blocks   *rate.Limiter       // facts about blocks
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
	r := &Registry{
		membership: d.Membership, peers: d.Peers,
		config: d.Config, engine: d.Engine, log: d.Log,
		ledger: newLedger(d.Capacity), seats: newSeats(), recorder: newRecorder(d), commands: newCommands(),
		ready: make(chan struct{}), tenure: newTenure(), homes: make(map[string]*home), stations: make(map[string]*station),
		sources: newGuard(), services: newGuard(), keys: newGuard(),
		rejected: rate.NewLimiter(rejectedPerSecond, rejectedBurst),
		blocks:   rate.NewLimiter(blocksPerSecond, blocksBurst),
	}
	r.backplanes = &backplanes{reg: r, links: d.Backplanes, open: make(map[backplaneKey]*openBackplane)}
	if d.Peers != nil {
		r.handle(d.Peers)
	}
	return r
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
	stopped := make(chan struct{})
	var telling sync.WaitGroup
	if r.backplanes.links != nil {
		telling.Go(func() { r.backplanes.run(stopped) })
	}
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
	last := r.tenure
	r.mu.Unlock()
	close(stopped)
	last.close()
	telling.Wait()
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

// stationAt finds the station of a service's conference or opens one, which
// looks for its home at the node that is said.
func (r *Registry) stationAt(service link.Service, hint string) (*station, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.takes() {
		return nil, ErrNotRunning
	}
	return r.openStation(service, hint), nil
}

// openStation runs with mu held.
func (r *Registry) openStation(service link.Service, hint string) *station {
	if known, ok := r.stations[service.ID]; ok {
		return known
	}
	r.opened++
	made := newStation(r, service, fmt.Sprintf("%s/%d", service.ID, r.opened), hint)
	r.stations[service.ID] = made
	made.tenure.ended.Go(made.run)
	made.tenure.ended.Go(made.relay)
	made.tenure.ended.Go(made.keep)
	return made
}

// self is the id of this node.
func (r *Registry) self() string {
	self, _ := r.config.Self()
	return self.ID
}

// live says whether a node is.
func (r *Registry) live(node string) bool {
	if r.membership == nil {
		return node == r.self()
	}
	_, live := r.membership.Member(node)
	return live
}

func (r *Registry) member(node string) (membership.Member, bool) {
	if r.membership == nil {
		return membership.Member{}, false
	}
	return r.membership.Member(node)
}

// changed is closed when it may be that another home is to stay; nil: never.
func (r *Registry) changed() <-chan struct{} {
	if r.membership == nil {
		return nil
	}
	return r.membership.Changed()
}

// forgetHome and forgetStation are the last words of those.
func (r *Registry) forgetHome(ended *home) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.homes[ended.serviceID] == ended {
		delete(r.homes, ended.serviceID)
	}
}

func (r *Registry) forgetStation(ended *station) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stations[ended.serviceID] == ended {
		delete(r.stations, ended.serviceID)
	}
}

func (r *Registry) stationOf(serviceID string) (*station, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.stations[serviceID]
	return s, ok
}

// station finds the station of a conference.
func (r *Registry) station(conferenceID string) (*station, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.stations {
		if s.conferenceID() == conferenceID {
			return s, true
		}
	}
	return nil, false
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
		if service, known := r.config.ServiceByAlias(alias); !known || service.ID != seat.station.serviceID {
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

// Backplanes are those that this node tells of, for its report.
func (r *Registry) Backplanes() []link.BackplaneGauge { return r.backplanes.gauges() }

// ended reports whether the error means that the conference is over.
func ended(err error) bool { return errors.Is(err, errEnded) }
