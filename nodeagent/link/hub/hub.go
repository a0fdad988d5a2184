package hub

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// The link's clock and bounds. docs/link.md tells them to peers.
const (
	helloTimeout   = 10 * time.Second
	pingInterval   = 15 * time.Second
	readTimeout    = 45 * time.Second // three pings
	writeTimeout   = 10 * time.Second // for one message; slower ends the link
	closeTimeout   = 2 * time.Second
	portTimeout    = 30 * time.Second // for one call of a port that does not wait
	commandTimeout = 5 * time.Second
	appliedTimeout = 2 * time.Minute
	probeTimeout   = 3 * time.Second
	replaceTimeout = 10 * time.Second
	auditInterval  = time.Minute

	maxHello     = 64 << 10
	maxShaking   = 256 // connections that have not said Hello
	writeQueue   = 64  // messages; pumps wait for room, commands do not
	factsQueue   = 8   // unacknowledged Facts messages; more is a violation
	maxCommands  = 256 // unanswered commands of one link
	messageRate  = 200 // messages per second of one link; faster is slowed down
	messageBurst = 400
	reportRate   = 2 // reports per second of one link; more are dropped
	reportBurst  = 4
	chunkSize    = 512 << 10 // bytes of entities in one message of a snapshot
)

// What Command may fail with, compared with errors.Is.
var (
	// ErrNotConnected: the node has no link. The command was not sent.
	ErrNotConnected = errors.New("node is not connected")
	// ErrBusy: too much waits for the node. The command was not sent.
	ErrBusy = errors.New("node is busy")
	// ErrNoAnswer: the command was sent; whether it was done is not known.
	ErrNoAnswer = errors.New("node did not answer")
)

// Config is what a Hub is made of. All fields are needed but those
// that say otherwise.
type Config struct {
	CA        *pki.CA
	Nodes     Nodes
	Enrolment Enrolment
	Renewal   Renewal
	// Certificates may be nil: then nodes are given none.
	Certificates Certificates
	Facts        Facts
	Lifecycle    Lifecycle
	Configs      Configs
	Log          *slog.Logger
	// Generation is another one whenever the log was put back from a backup or the
	// configuration is made otherwise of it, and the same on all Management Nodes.
	// Positions of another generation lead nowhere.
	Generation string
	// NodeLife is how long the certificates of nodes live; 0: pki.NodeLife.
	NodeLife time.Duration
}

// Validate names the fields that are missing.
func (c Config) Validate() error {
	var errs []error
	for name, missing := range map[string]bool{
		"CA": c.CA == nil, "Nodes": c.Nodes == nil, "Enrolment": c.Enrolment == nil, "Renewal": c.Renewal == nil, "Facts": c.Facts == nil,
		"Lifecycle": c.Lifecycle == nil, "Configs": c.Configs == nil, "Log": c.Log == nil,
	} {
		if missing {
			errs = append(errs, fmt.Errorf("hub: %s is missing", name))
		}
	}
	return errors.Join(errs...)
}

// Hub holds the links of one Management Node.
type Hub struct {
	cfg       Config
	upgrader  websocket.Upgrader
	shaking   chan struct{} // a place for each connection that has not said Hello
	enrolling chan struct{} // a place for each enrolment under way
	renewing  chan struct{} // a place for each renewal under way
	issued    issuedCache
	recheck   chan struct{} // capacity 1: suspects is not empty
	snapshots snapshotCache
	deltas    *deltaCache
	base      context.Context // of all sessions; ends when Run does
	stop      context.CancelCauseFunc

	mu       sync.Mutex // guards all below
	suspects map[string]bool
	links    map[string]*session
	closed   bool
	alive    sync.WaitGroup // requests under way; Add under mu while not closed
}

// New makes a Hub. Serve its Handler with pki.CA.ServerTLS and call Run.
func New(cfg Config) (*Hub, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.NodeLife == 0 {
		cfg.NodeLife = pki.NodeLife
	}
	base, stop := context.WithCancelCause(context.Background())
	return &Hub{
		cfg: cfg, base: base, stop: stop,
		upgrader: websocket.Upgrader{
			HandshakeTimeout: helloTimeout, ReadBufferSize: 4096, WriteBufferSize: 4096, WriteBufferPool: &sync.Pool{},
		},
		shaking:   make(chan struct{}, maxShaking),
		enrolling: make(chan struct{}, maxEnrolling),
		renewing:  make(chan struct{}, maxRenewing),
		issued:    issuedCache{entries: map[[32]byte]issuedEntry{}},
		snapshots: snapshotCache{generation: generation(cfg.Generation), lock: make(chan struct{}, 1)},
		deltas:    newDeltaCache(),
		recheck:   make(chan struct{}, 1),
		links:     map[string]*session{},
		suspects:  map[string]bool{},
	}, nil
}

// Handler serves the paths of the node link.
func (h *Hub) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+link.PathConnect, h.tracked(h.connect))
	mux.HandleFunc("POST "+link.PathEnrol, h.tracked(h.enrol))
	mux.HandleFunc("POST "+link.PathRenew, h.tracked(h.renew))
	return mux
}

// tracked lets Run wait for a request, and refuses one that comes too late.
func (h *Hub) tracked(serve http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		if h.closed {
			h.mu.Unlock()
			refuseHTTP(w, http.StatusServiceUnavailable, link.CodeUnavailable, "shutting down")
			return
		}
		h.alive.Add(1)
		h.mu.Unlock()
		defer h.alive.Done()
		serve(w, r)
	}
}

// Run watches over the links until ctx ends, then ends them all and returns
// when they and their goroutines have.
func (h *Hub) Run(ctx context.Context) error {
	audit := time.NewTicker(auditInterval)
	defer audit.Stop()
	for {
		select {
		case <-audit.C:
			h.deltas.expire(time.Now())
			h.audit(ctx, h.sessions())
		case <-h.recheck:
			h.audit(ctx, h.suspected())
		case <-ctx.Done():
			h.mu.Lock()
			h.closed = true
			h.mu.Unlock()
			h.stop(ending{reason: ReasonShutdown, refused: &link.Refused{Code: link.CodeUnavailable, Message: "shutting down"}})
			h.alive.Wait()
			return nil
		}
	}
}

// Recheck has the link of a node held against its record at once, instead of
// within a minute: its certificates may have changed. It does not block.
func (h *Hub) Recheck(nodeID string) {
	h.mu.Lock()
	if h.links[nodeID] != nil {
		h.suspects[nodeID] = true
	}
	h.mu.Unlock()
	select {
	case h.recheck <- struct{}{}:
	default:
	}
}

// suspected takes the links that are to be held against their records.
func (h *Hub) suspected() []*session {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []*session
	for id := range h.suspects {
		if s := h.links[id]; s != nil {
			all = append(all, s)
		}
	}
	clear(h.suspects)
	return all
}

// audit ends the links of nodes whose certificate is no longer theirs.
func (h *Hub) audit(ctx context.Context, sessions []*session) {
	for _, s := range sessions {
		call, cancel := context.WithTimeout(ctx, portTimeout)
		err := h.cfg.Nodes.Enrolled(call, s.nodeID, s.fingerprint)
		cancel()
		var refused link.Refused
		switch {
		case errors.As(err, &refused):
			s.end(ending{reason: ReasonRevoked, refused: &refused})
		case err != nil && ctx.Err() == nil:
			h.cfg.Log.Warn("enrolment of a connected node cannot be checked", slog.String("node", s.nodeID), slog.Any("error", err))
		}
	}
}

// Connected lists the nodes that have a link, by id.
func (h *Hub) Connected() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Sorted(maps.Keys(h.links))
}

// Disconnect ends the link of a node, if it has one, and tells it why. It
// returns at once; Lifecycle.Disconnected follows.
func (h *Hub) Disconnect(nodeID string, why link.Refused) {
	if s := h.session(nodeID); s != nil {
		s.end(ending{reason: ReasonRevoked, refused: &why})
	}
}

// Command sends a command to a node and waits for the answer, at most five
// seconds. An empty ID is filled in.
func (h *Hub) Command(ctx context.Context, nodeID string, c link.Command) (link.CommandResult, error) {
	s := h.session(nodeID)
	if s == nil {
		return link.CommandResult{}, fmt.Errorf("command %s to node %s: %w", c.Type, nodeID, ErrNotConnected)
	}
	result, err := s.command(ctx, c)
	if err != nil {
		return link.CommandResult{}, fmt.Errorf("command %s to node %s: %w", c.Type, nodeID, err)
	}
	return result, nil
}

func (h *Hub) session(nodeID string) *session {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.links[nodeID]
}

func (h *Hub) sessions() []*session {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Values(h.links))
}

// claim makes s the link of its node. An older link gives way when it is dead
// or from before a restart of the node.
func (h *Hub) claim(ctx context.Context, s *session) error {
	ctx, cancel := context.WithTimeout(ctx, replaceTimeout)
	defer cancel()
	duplicate := link.Refused{Code: link.CodeDuplicate, Message: "the node has a link already"}
	for {
		h.mu.Lock()
		old := h.links[s.nodeID]
		if h.closed {
			h.mu.Unlock()
			return link.Refused{Code: link.CodeUnavailable, Message: "shutting down"}
		}
		if old == nil {
			h.links[s.nodeID] = s
			h.mu.Unlock()
			return nil
		}
		h.mu.Unlock()
		if !s.supersedes(old) && old.answers(ctx) {
			return duplicate
		}
		old.end(ending{reason: ReasonReplaced, refused: &link.Refused{Code: link.CodeDuplicate, Message: "replaced by a newer link"}})
		select {
		case <-old.done:
		case <-ctx.Done():
			return duplicate
		}
	}
}

// release takes s out again. Whoever waits for its end may claim then.
func (h *Hub) release(s *session) {
	h.mu.Lock()
	delete(h.links, s.nodeID)
	h.mu.Unlock()
	close(s.done)
}
