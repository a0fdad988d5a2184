package conference

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media/mediatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var _ Config = (*config.Store)(nil)

// memOutbox is an outbox in memory, durable at once.

type memOutbox struct {
	mu     sync.Mutex
	facts  []Fact
	frozen bool // the node is dead
}

type memReceipt struct{ seq uint64 }

func (memReceipt) Done() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}

func (r memReceipt) Result() (uint64, error) { return r.seq, nil }

func (o *memOutbox) AppendAsync(t link.FactType, data any, at time.Time) (Receipt, error) {
	f, err := link.NewFact(t, at, data)
	if err != nil {
		return nil, err
	}
	decoded, err := f.Decode()
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.frozen {
		return memReceipt{}, nil
	}
	o.facts = append(o.facts, Fact{Type: t, Data: decoded})
	return memReceipt{uint64(len(o.facts))}, nil
}

func (o *memOutbox) Last() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return uint64(len(o.facts))
}

func (o *memOutbox) lines() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return factLines(o.facts)
}

// count is how many facts of a type there are.

func (o *memOutbox) count(t link.FactType) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, f := range o.facts {
		if f.Type == t {
			n++
		}
	}
	return n
}

// memConfig is a configuration that tests change.

type memConfig struct {
	mu        sync.Mutex
	services  []link.Service
	locations []link.Location
	settings  link.Settings
	self      link.Node
	nodes     int
}

func (c *memConfig) ServiceByAlias(alias string) (link.Service, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.services {
		if slices.Contains(s.Aliases, alias) {
			return s, true
		}
	}
	return link.Service{}, false
}

func (c *memConfig) Service(id string) (link.Service, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.services {
		if s.ID == id {
			return s, true
		}
	}
	return link.Service{}, false
}

func (c *memConfig) LocationList() []link.Location {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.locations
}

func (c *memConfig) Settings() link.Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settings
}

func (c *memConfig) Self() (link.Node, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.self, c.self.ID != ""
}

func (c *memConfig) Nodes() int { return c.nodes }

func (c *memConfig) maintenance(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.self.Maintenance = on
}

// node is a running registry with its surroundings.

type node struct {
	t        *testing.T
	reg      *Registry
	outbox   *memOutbox
	engine   *mediatest.Engine
	config   *memConfig
	capacity capacity.Tokens
	journal  string
	stop     func()
}

func newNode(t *testing.T, services ...link.Service) *node {
	return &node{
		t: t, outbox: &memOutbox{}, engine: mediatest.New(), capacity: 100 * capacity.HD,
		journal: filepath.Join(t.TempDir(), "journal"),
		config:  &memConfig{services: services, settings: testSettings, self: link.Node{ID: "n", LocationID: "loc"}, nodes: 1},
	}
}

// start runs the registry until stop, or the end of the test.

func (n *node) start() {
	n.t.Helper()
	n.reg = NewRegistry(Deps{
		Config: n.config, Outbox: n.outbox, Engine: n.engine, Journal: n.journal,
		Capacity: func() capacity.Tokens { return n.capacity }, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- n.reg.Run(ctx) }()
	n.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ran; err != nil {
			n.t.Errorf("run: %v", err)
		}
	})
	n.t.Cleanup(n.stop)
	<-n.reg.Ready()
}

func (n *node) try(alias, pin string) (*Seat, Ticket, error) {
	ticket, err := n.reg.Join(context.Background(), JoinRequest{
		Alias: alias, DisplayName: "X", PIN: pin, PINGiven: pin != "", Protocol: "webrtc", Remote: "192.0.2.7",
	})
	if err != nil {
		return nil, ticket, err
	}
	seat, err := n.reg.Authenticate(alias, ticket.Token)
	return seat, ticket, err
}

func (n *node) join(pin string) *Seat {
	n.t.Helper()
	seat, _, err := n.try("standup", pin)
	if err != nil {
		n.t.Fatalf("join: %v", err)
	}
	return seat
}

func (n *node) call(s *Seat) string {
	n.t.Helper()
	ctx := context.Background()
	id, answer, err := s.PlaceCall(ctx, "v=0\r\nm=audio 9\r\nm=video 9 x\r\n")
	if err != nil || answer == "" {
		n.t.Fatalf("place call: %v", err)
	}
	if err := s.Do(ctx, AckCall{s.participantID, id}); err != nil {
		n.t.Fatalf("ack: %v", err)
	}
	synctest.Wait()
	return id
}

// stay refreshes seats while time passes.

func stay(t *testing.T, d time.Duration, seats ...*Seat) {
	t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(40*time.Second, time.Until(end)))
		for _, s := range seats {
			_, _ = s.Refresh(context.Background())
		}
	}
	synctest.Wait()
}

func code(err error) Code {
	if r, ok := RefusalOf(err); ok {
		return r.Code
	}
	return Code(fmt.Sprint(err))
}

// named makes a participant's id readable.

func named(lines []string, s *Seat, name string) []string {
	for i, l := range lines {
		lines[i] = strings.ReplaceAll(l, s.participantID, name)
	}
	return lines
}
