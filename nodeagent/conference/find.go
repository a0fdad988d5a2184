package conference

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/peer"
)

// How a station looks for its home. One that was lost is asked again until the
// membership says that its node is dead, which it does within a good second of
// Suspect; then the next in the order is asked, and that one takes over as soon
// as it thinks so, too.
const (
	findPause = 200 * time.Millisecond
	// findTime is how long a station that nobody is in yet looks for a home.
	findTime = 6 * time.Second
)

// registerTime bounds the beginning of a registration.
const registerTime = 3 * time.Second

// errElsewhere: the node that was asked knows that another one is the home.
type errElsewhere struct{ node string }

func (e errElsewhere) Error() string { return "home is at node " + e.node }

// Why a node does not become the home.
var (
	errHomeLives = errors.New("the home before is alive")
	errNoHost    = errors.New("the node hosts nothing")
	errNoHome    = errors.New("no node to be home can be reached")
)

// homesOf lists who may be home of a service, the best first: who is, who was,
// who would be if there were none.
func (r *Registry) homesOf(q register) []string {
	self := r.self()
	if r.membership == nil {
		return []string{self}
	}
	if claims := q.standing(r.membership.Claims(q.Service.ID)); len(claims) > 0 {
		return []string{stays(claims).NodeID}
	}
	if _, live := r.membership.Member(q.before()); live {
		return []string{q.before()}
	}
	if order := membership.Homes(q.Service.ID, r.membership.Live()); len(order) > 0 {
		return order
	}
	return []string{self}
}

// stays is the home to which, of several, the others give way.
func stays(claims []membership.Claim) membership.Claim {
	first := claims[0]
	for _, c := range claims[1:] {
		if Stays(c, first) {
			first = c
		}
	}
	return first
}

// before is the home that the station lost; empty: none, or one that sent it away.
func (q register) before() string {
	if q.Replica == nil || q.GaveUp {
		return ""
	}
	return q.Replica.Home
}

// left is what the home was that sent the station away; the zero value: none did.
func (q register) left() membership.Claim {
	if q.Replica == nil || !q.GaveUp {
		return membership.Claim{}
	}
	return membership.Claim{
		NodeID: q.Replica.Home, ServiceID: q.Service.ID, ConferenceID: q.Replica.ConferenceID, Term: q.Replica.Term,
	}
}

// standing leaves out the claim of the home that sent the station away, of which
// gossip tells a moment longer.
func (q register) standing(claims []membership.Claim) []membership.Claim {
	return slices.DeleteFunc(claims, func(c membership.Claim) bool { return isPast(c, q.left()) })
}

// isPast says whether a claim is that of a home that is known to have given up.
func isPast(c, left membership.Claim) bool {
	return c.NodeID == left.NodeID && c.ConferenceID == left.ConferenceID && c.Term <= left.Term
}

// hinting is where the home is said to be, once.
func (s *station) hinting() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	hint := cmp.Or(s.said, s.hint)
	s.said, s.hint = "", ""
	return hint
}

// connect finds a home and registers there. It tries as long as anybody is in
// the station.
func (s *station) connect(ctx context.Context) (*session, error) {
	began := time.Now()
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		var q register
		var hint string
		if err := s.do(ctx, func(time.Time) { q, hint = s.registration(), s.hinting() }); err != nil {
			return nil, err
		}
		got, err := s.tryHomes(ctx, q, hint)
		if err == nil || ctx.Err() != nil || errors.Is(err, ErrNotRunning) {
			return got, err
		}
		if len(q.Seats) == 0 && len(q.Calls) == 0 && time.Since(began) > findTime {
			return nil, fmt.Errorf("service %s: %w", s.serviceID, err)
		}
		pause.Reset(findPause)
		select {
		case <-pause.C:
		case <-s.hinted:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// lookAt says where the home is. It may be called with the registry locked.
func (s *station) lookAt(node string) {
	s.mu.Lock()
	s.said = node
	s.mu.Unlock()
	select {
	case s.hinted <- struct{}{}:
	default:
	}
}

// tryHomes asks one after the other. Where there was a home that can only have
// one successor, nobody further down is asked as long as the first may answer.
func (s *station) tryHomes(ctx context.Context, q register, hint string) (*session, error) {
	nodes := s.reg.homesOf(q)
	if hint != "" {
		nodes = []string{hint}
	}
	err := errNoHome
	for hops := 0; len(nodes) > 0 && hops < 4; hops++ {
		node := nodes[0]
		nodes = nodes[1:]
		var got *session
		got, err = s.reg.registerWith(ctx, s, node, q)
		var elsewhere errElsewhere
		switch {
		case err == nil:
			return got, nil
		case errors.As(err, &elsewhere):
			nodes = []string{elsewhere.node}
		case errors.Is(err, peer.ErrUnreachable):
			s.reg.membership.Suspect(node)
			if q.before() != "" {
				return nil, err
			}
		case !errors.Is(err, errNoHost):
			return nil, err
		}
	}
	return nil, err
}

// registerWith registers at a node, this one included.
func (r *Registry) registerWith(ctx context.Context, s *station, node string, q register) (*session, error) {
	if node == r.self() {
		own, err := r.homeFor(q, node)
		if err != nil {
			return nil, err
		}
		return own.registerOwn(ctx, s, q.Registration)
	}
	if r.peers == nil {
		return nil, errNoHome
	}
	got, err := s.registerWhileLive(ctx, node, q)
	var refused *peer.Error
	if !errors.As(err, &refused) {
		return got, err
	}
	switch refused.Code {
	case failedMoved:
		return nil, errElsewhere{refused.Message}
	case failedLives:
		return nil, errHomeLives
	case failedNoHost:
		return nil, errNoHost
	case failedEnded:
		return nil, errEnded
	default:
		return nil, err
	}
}

// registerWhileLive registers at another node, and gives up when that is found to
// live no more: in a partition nobody says no.
func (s *station) registerWhileLive(ctx context.Context, node string, q register) (*session, error) {
	asking, giveUp := context.WithCancel(ctx)
	defer giveUp()
	var got *session
	var err error
	registered := make(chan struct{})
	s.tenure.ended.Go(func() {
		defer close(registered)
		got, err = registerAt(asking, s.reg.peers, node, q)
	})
	lived := s.reg.live(node)
	for {
		changed := s.reg.changed()
		if lived && !s.reg.live(node) {
			giveUp()
			changed = nil
		}
		select {
		case <-changed:
		case <-registered:
			if err != nil && asking.Err() != nil && ctx.Err() == nil {
				err = fmt.Errorf("register at node %s, which is gone: %w", node, peer.ErrUnreachable)
			}
			return got, err
		}
	}
}

// homeFor finds the home of a service's conference on this node, or makes it for
// a station that asks: a new instance, or one that its home before left behind.
func (r *Registry) homeFor(q register, from string) (*home, error) {
	self, _ := r.config.Self()
	if service, known := r.config.Service(q.Service.ID); known {
		q.Service, q.Settings = service, r.config.Settings()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch known, ok := r.homes[q.Service.ID]; {
	case !r.takes():
		return nil, ErrNotRunning
	case ok && !q.Precedes(known.conferenceID()):
		return known, nil
	case ok: // an older conference goes on: its stations gather here
		close(known.retired)
		delete(r.homes, q.Service.ID)
	}
	if err := r.mayBecomeHome(q, from); err != nil {
		return nil, err
	}
	id, err := uuid.NewV7() // of two conferences the older one goes on
	if err != nil {
		return nil, fmt.Errorf("name conference: %w", err)
	}
	made := newHome(r, Setup{
		ConferenceID: id.String(), NodeID: self.ID, LocationID: self.LocationID,
		Service: q.Service, Reserve: r.reserve(q.Service),
	}, q)
	r.homes[q.Service.ID] = made
	stop := r.tenure.over.Done()
	r.tenure.ended.Go(func() { made.run(stop) })
	if from != self.ID { // a home has a station of its own
		r.openStation(q.Service, self.ID).lookAt(self.ID)
	}
	return made, nil
}

// mayBecomeHome runs with mu held.
func (r *Registry) mayBecomeHome(q register, from string) error {
	if r.membership == nil {
		return nil
	}
	self := r.membership.Self()
	others := q.standing(r.membership.Claims(q.Service.ID))
	others = slices.DeleteFunc(others, func(c membership.Claim) bool { return c.NodeID == self.ID })
	if len(others) > 0 {
		if at := stays(others); !q.Precedes(at.ConferenceID) {
			return errElsewhere{at.NodeID}
		}
	}
	if self.Proxying && from != self.ID {
		return errNoHost
	}
	if running := q.Replica != nil && q.Replica.Opened; !running && from != self.ID && !r.mayOpenFor(q.Service.ID) {
		return errNoHost
	}
	if own, here := r.stations[q.Service.ID]; here && from != self.ID {
		if at := own.homeElsewhere(); at != "" && r.live(at) && (q.Replica == nil || at != q.Replica.Home) && !q.Precedes(own.conferenceID()) {
			return errElsewhere{at} // gossip does not tell of it yet
		}
	}
	if q.Replica != nil && q.Replica.Home != self.ID && !q.GaveUp {
		if _, live := r.membership.Member(q.Replica.Home); live {
			return errHomeLives
		}
	}
	return nil
}

// reserve is what a conference holds in advance on a node that carries it.
func (r *Registry) reserve(service link.Service) capacity.Tokens {
	return capacity.BackplaneReserve(service.CallType, service.MaxQuality, r.config.Nodes())
}
