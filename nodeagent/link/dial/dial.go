// Package dial is the node's side of the node link: it keeps one connection to
// the control plane, or tries to, and carries over it what the node has to say
// and what it is told.
//
// It imports nodeagent/link, internal/pki, the WebSocket library and the standard
// library; the rest of the node is reached through the ports below. Nothing of the node ever
// waits for it: it takes from the ports, and what they give it is bounded. A
// Dialer is safe for concurrent use once Run has been called; Run owns all its
// goroutines and returns when they have.
package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// The link's clock and bounds. docs/link.md tells them to peers.
const (
	handshakeTimeout = 10 * time.Second
	welcomeTimeout   = 60 * time.Second // the control plane writes to its log before it answers
	pingInterval     = 15 * time.Second
	readTimeout      = 45 * time.Second // three pings
	writeTimeout     = 10 * time.Second
	closeTimeout     = 2 * time.Second

	reportInterval = 15 * time.Second // at least
	reportPause    = time.Second      // at most one in this time

	// factsWindow bounds the unacknowledged messages of facts. The control plane
	// takes eight; fewer let facts gather into larger messages while it is slow.
	factsWindow = 4
	writeQueue  = 16              // messages
	configQueue = 16              // messages; the reader waits for room
	commands    = 64              // commands that wait; more are refused as busy
	remembered  = 1024            // answers kept for repeated commands
	commandTime = 4 * time.Second // for one command; the control plane waits five

	backoffFirst = 500 * time.Millisecond
	backoffMost  = 15 * time.Second
	// steady is how long a link must have lived for the next try to be quick.
	steady = 30 * time.Second
)

// pace is how soon a node gives up on a Management Node.
type pace struct {
	handshake, welcome time.Duration
	ping, read, write  time.Duration
	backoffMost        time.Duration
	steady             time.Duration // a link that lived so long is tried again quickly
}

// paceOf is patient with the one Management Node that there is, and hasty when
// there are others: a node is to be at another within ten seconds of a death of
// which nobody tells it.
func paceOf(managementNodes int) pace {
	if managementNodes == 1 {
		return pace{handshakeTimeout, welcomeTimeout, pingInterval, readTimeout, writeTimeout, backoffMost, steady}
	}
	return pace{4 * time.Second, 15 * time.Second, 2 * time.Second, 6 * time.Second, 4 * time.Second, 3 * time.Second, 2 * time.Second}
}

// Outbox is the durable queue of facts.
type Outbox interface {
	Epoch() string
	Last() uint64
	Queued() uint64
	Oldest() time.Time // when the oldest of them happened; zero: none
	Appended() <-chan struct{}
	Pending(ctx context.Context, after uint64, limit int) ([]link.Fact, error)
	Ack(ctx context.Context, seq uint64) error
	Restart(ctx context.Context) error
}

// Configuration is the node's copy of the configuration.
type Configuration interface {
	Position() string
	ApplySnapshot(ctx context.Context, c link.ConfigSnapshot) (done bool, err error)
	ApplyDelta(ctx context.Context, d link.ConfigDelta) error
}

// Calls is what the node does with its calls.
type Calls interface {
	// Load is the node's report but for Time, ConfigPosition and what is said of
	// the queue of facts.
	// It is asked once a second and must return at once.
	Load() link.Report
	// Execute carries out a command. A command that is repeated with the same
	// ID does not reach it.
	Execute(ctx context.Context, c link.Command) link.CommandResult
}

// Credentials hears how the node's certificates fare. Both return at once.
type Credentials interface {
	// Welcomed says that the control plane took the one that was shown last, and
	// what time it is there.
	Welcomed(at time.Time)
	// Failed says that a connection ended before that, and by what.
	Failed(err error)
}

// WebCertificate is the certificate that the control plane gave the node to
// serve participants with.
type WebCertificate interface {
	Digest() string // see link.WebCertificate
	Apply(c link.WebCertificate)
}

// Config is what a Dialer is made of.
type Config struct {
	URL       string   // https://host:port
	Others    []string // the same of further Management Nodes
	TLS       *tls.Config
	NodeID    string
	Software  string
	BootTime  time.Time
	ClientURL string // where participants reach the node; may be empty
	// ClusterAddress is where other nodes reach it, host:port; empty: nowhere.
	ClusterAddress string

	Outbox        Outbox
	Configuration Configuration
	Calls         Calls
	Log           *slog.Logger

	// Credentials hears how the certificates fare that TLS shows; nil: nobody.
	Credentials Credentials
	// WebCertificate is what participants are served with; nil: what the control
	// plane has to say about it is passed over.
	WebCertificate WebCertificate

	// DialContext reaches the control plane; nil means by TCP.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
}

// Validate names the fields that are missing or wrong.
func (c Config) Validate() error {
	var errs []error
	bad := func(field, reason string) { errs = append(errs, fmt.Errorf("dial: %s %s", field, reason)) }
	if u, err := url.Parse(c.URL); err != nil || u.Scheme != "https" || u.Host == "" {
		bad("URL", "must be like https://host:8444")
	}
	for i, other := range c.Others {
		if u, err := url.Parse(other); err != nil || u.Scheme != "https" || u.Host == "" {
			bad(fmt.Sprintf("Others.%d", i), "must be like https://host:8444")
		}
	}
	if c.NodeID == "" {
		bad("NodeID", "is missing")
	}
	if c.BootTime.IsZero() {
		bad("BootTime", "is missing")
	}
	for field, missing := range map[string]bool{
		"TLS": c.TLS == nil, "Outbox": c.Outbox == nil, "Configuration": c.Configuration == nil,
		"Calls": c.Calls == nil, "Log": c.Log == nil,
	} {
		if missing {
			bad(field, "is missing")
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return slices.Compare([]byte(a.Error()), []byte(b.Error())) })
	return errors.Join(errs...)
}

// State is how the link does.
type State struct {
	Connected bool
	Since     time.Time // of Connected
	Err       error     // why it is not connected; nil before the first try
}

// Dialer keeps the link.
type Dialer struct {
	cfg    Config
	urls   []string // of the Management Nodes
	pace   pace
	answer *answers // of commands; survives a reconnect
	redial chan struct{}

	mu    sync.Mutex // guards all below
	state State
	place place
}

// New makes a Dialer. Call Run.
func New(cfg Config) (*Dialer, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	urls := append([]string{cfg.URL}, cfg.Others...)
	return &Dialer{
		cfg: cfg, urls: urls, pace: paceOf(len(urls)), answer: newAnswers(), redial: make(chan struct{}, 1), state: State{Since: time.Now()},
		place: place{cfg.ClientURL, cfg.ClusterAddress},
	}, nil
}

// place is where the node is reached: Config.ClientURL and Config.ClusterAddress,
// unless SetPlace has said otherwise.
type place struct{ clientURL, clusterAddress string }

// SetPlace says where the node is reached from now on. The control plane is told
// by another link, since nothing but Hello has it.
func (d *Dialer) SetPlace(clientURL, clusterAddress string) {
	d.mu.Lock()
	at := place{clientURL, clusterAddress}
	changed := d.place != at
	d.place = at
	d.mu.Unlock()
	if changed {
		d.Redial()
	}
}

func (d *Dialer) where() place {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.place
}

// Redial ends the link, so that the node dials again at once: TLS has another
// certificate to show, or Hello another thing to say. It does not block.
func (d *Dialer) Redial() {
	select {
	case d.redial <- struct{}{}:
	default:
	}
}

// silent says that a link ended because nothing was heard any more.
func silent(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// State tells how the link does now.
func (d *Dialer) State() State {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.state
}

func (d *Dialer) enter(connected bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.state.Connected != connected {
		d.state.Since = time.Now()
	}
	d.state.Connected, d.state.Err = connected, err
}

// Run connects, and connects again whenever the link ends, until ctx ends. With
// several Management Nodes it tries the one it was linked to once more, unless
// that fell silent, and then the others in turn; the wait grows with every
// round.
func (d *Dialer) Run(ctx context.Context) error {
	ceiling, restarted := backoffFirst, false
	at, failed := 0, 0
	for ctx.Err() == nil {
		began := time.Now()
		err := d.link(ctx, d.urls[at])
		if ctx.Err() != nil {
			break
		}
		linked := d.State().Connected
		d.enter(false, err)
		if failed++; linked {
			failed = 0
		}
		if !linked && d.cfg.Credentials != nil {
			d.cfg.Credentials.Failed(err)
		}
		if errors.Is(err, errRedial) {
			continue // by itself, and not more often than certificates are renewed or the node's record changes
		}
		if !errors.Is(err, errRestarted) && (!linked || silent(err)) {
			at = (at + 1) % len(d.urls)
		}
		if time.Since(began) >= d.pace.steady {
			ceiling = backoffFirst
		}
		wait := rand.N(ceiling) + 1
		if errors.Is(err, errRestarted) && !restarted {
			wait = 1 // at once, but not time and again
		}
		restarted = errors.Is(err, errRestarted)
		d.cfg.Log.Warn("no link to the control plane", slog.Any("error", err), slog.Duration("retry", wait), slog.String("next", d.urls[at]))
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
		if failed%len(d.urls) == 0 {
			ceiling = min(2*ceiling, d.pace.backoffMost)
		}
	}
	d.enter(false, context.Cause(ctx))
	return nil
}
