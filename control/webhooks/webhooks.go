package webhooks

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
)

// Sentinels, compared with errors.Is.
var (
	// ErrNotFound: there is no such webhook.
	ErrNotFound = errors.New("no such webhook")
	// ErrFenced: another Run has begun; this one must write nothing more.
	ErrFenced = errors.New("webhooks are delivered by another process now")
	// ErrCursor: the cursor is not one of this list.
	ErrCursor = errors.New("malformed cursor")
	// ErrPageSize: the page is too large.
	ErrPageSize = errors.New("page size out of range")
)

// Executor executes commands; control has one.
type Executor interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
}

// Opener opens sealed secrets; internal/seal has one.
type Opener interface {
	Open(context string, sealed events.Sealed) (string, error)
}

// View is an event as a receiver may see it.
type View struct {
	Type string
	Data json.RawMessage
	Meta events.Metadata
}

// Redacted is an event of the log as package redact shows it.
func Redacted(e store.Event, personal bool) (View, error) {
	v := redact.Open(e, personal)
	if v.Problem != "" {
		return View{}, errors.New(v.Problem)
	}
	return View{Type: v.Type, Data: v.Data, Meta: v.Metadata}, nil
}

// Config is what Webhooks need. All fields are required unless they say
// otherwise.
type Config struct {
	// Store is the log, with personal data readable.
	Store    store.Store
	DB       *sqldb.DB
	Executor Executor
	Secrets  Opener
	// View takes out of an event what a receiver may not see: secrets always,
	// personal data unless personal. An event that it fails on is parked.
	// Redacted when nil.
	View func(e store.Event, personal bool) (View, error)
	// Source names this deployment in the events: its base URL or a URN.
	Source string
	// UserAgent is sent along; "Parley" when empty.
	UserAgent string
	Log       *slog.Logger
	// RootCAs are trusted; the system's when nil.
	RootCAs *x509.CertPool
	// Limits are DefaultLimits where they are zero.
	Limits Limits

	transport http.RoundTripper // of tests
}

// Limits bound the work for one webhook.
type Limits struct {
	// Queue is how many live deliveries may wait, Parked how many are kept.
	Queue, Parked int
	// ReplayQueue is how far a replay reads ahead.
	ReplayQueue int
	// Live, Replay and Apart are how many streams are sent at the same time:
	// of new events, of a replay, and of parked events that are tried again.
	Live, Replay, Apart int
	// Log is how many attempts, and how many finished deliveries, are kept.
	Log int
	// Timeout bounds one attempt.
	Timeout time.Duration
	// FirstRetry is the pause after the first failure; it doubles up to
	// LastRetry. After GiveUp an event is parked.
	FirstRetry, LastRetry, GiveUp time.Duration
	// Poll is how often a webhook looks for what other processes have changed.
	Poll time.Duration
}

// DefaultLimits are the limits that docs/webhooks.md names.
func DefaultLimits() Limits {
	return Limits{
		Queue: 10_000, Parked: 10_000, ReplayQueue: 500, Live: 8, Replay: 4, Apart: 2, Log: 1000,
		Timeout: 10 * time.Second, FirstRetry: 5 * time.Second, LastRetry: time.Hour, GiveUp: 72 * time.Hour,
		Poll: 10 * time.Second,
	}
}

func orDefault[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	orDefault(&l.Queue, d.Queue)
	orDefault(&l.Parked, d.Parked)
	orDefault(&l.ReplayQueue, d.ReplayQueue)
	orDefault(&l.Live, d.Live)
	orDefault(&l.Replay, d.Replay)
	orDefault(&l.Apart, d.Apart)
	orDefault(&l.Log, d.Log)
	orDefault(&l.Timeout, d.Timeout)
	orDefault(&l.FirstRetry, d.FirstRetry)
	orDefault(&l.LastRetry, d.LastRetry)
	orDefault(&l.GiveUp, d.GiveUp)
	orDefault(&l.Poll, d.Poll)
	return l
}

// Webhooks delivers events and tells how that goes.
type Webhooks struct {
	config  Config
	journal *journal.Journal
	states  *journal.States[webhook.State]
	queue   queue
	sender  sender

	mu    sync.Mutex // guards pokes
	pokes map[string]chan struct{}
}

// keptStates bounds the folded webhooks that queries keep.
const keptStates = 256

// Open prepares the state database. It starts nothing.
func Open(ctx context.Context, c Config) (*Webhooks, error) {
	if c.Store == nil || c.DB == nil || c.Executor == nil || c.Secrets == nil || c.Log == nil {
		return nil, errors.New("webhooks: incomplete configuration")
	}
	if u, err := url.Parse(c.Source); err != nil || c.Source == "" || u.Scheme == "" {
		return nil, fmt.Errorf("webhooks: source %q is neither a URL nor a URN", c.Source)
	}
	if c.View == nil {
		c.View = Redacted
	}
	c.Limits = c.Limits.withDefaults()
	orDefault(&c.UserAgent, "Parley")
	if err := c.DB.Migrate(ctx, "webhooks", migrations...); err != nil {
		return nil, err
	}
	j := journal.New(c.Store)
	return &Webhooks{
		config: c, journal: j, states: journal.NewStates(j, keptStates, webhook.Initial, fold),
		queue:  queue{db: c.DB, limits: c.Limits},
		sender: newSender(c), pokes: map[string]chan struct{}{},
	}, nil
}

func fold(s webhook.State, recs ...events.Recorded) webhook.State {
	for _, rec := range recs {
		s = webhook.Evolve(s, rec)
	}
	return s
}

// state is a webhook as the log has it now.
func (w *Webhooks) state(ctx context.Context, id string) (webhook.State, error) {
	if store.CheckStream(events.WebhookStream(id)) != nil {
		return webhook.State{}, fmt.Errorf("webhook: %w", ErrNotFound)
	}
	now, err := w.states.Load(ctx, events.WebhookStream(id))
	if err != nil {
		return webhook.State{}, fmt.Errorf("webhook %s: %w", id, err)
	}
	if !now.State.Live() {
		return webhook.State{}, fmt.Errorf("webhook %s: %w", id, ErrNotFound)
	}
	return now.State, nil
}
