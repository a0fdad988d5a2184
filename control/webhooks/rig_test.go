package webhooks_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
)

const source = "https://parley.example.test"

var admin = control.Envelope{Actor: events.Actor{Kind: events.ActorAdministrator, ID: "ada", Name: "Ada"}}

// rig is a control plane with webhooks.
type rig struct {
	t testing.TB
	*controltest.Rig
	*webhooks.Webhooks
	config webhooks.Config
	// next is the number of each stream's next event.
	next map[string]int
}

func newRig(t testing.TB, s store.Store, db *sqldb.DB, change ...func(*webhooks.Config)) *rig {
	t.Helper()
	r := &rig{t: t, Rig: controltest.New(t, s), next: map[string]int{}}
	r.config = webhooks.Config{
		Store: s, DB: db, Executor: r.Executor, Secrets: r.Sealer, Source: source, Log: r.Log,
	}
	for _, c := range change {
		c(&r.config)
	}
	r.open()
	return r
}

// open is what a new process would do.
func (r *rig) open() {
	r.t.Helper()
	var err error
	if r.Webhooks, err = webhooks.Open(context.Background(), r.config); err != nil {
		r.t.Fatal(err)
	}
}

// start runs until stop, which gives Run's answer.
func (r *rig) start() (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	done, w := make(chan error, 1), r.Webhooks
	go func() { done <- w.Run(ctx) }()
	return sync.OnceValue(func() error {
		cancel()
		return <-done
	})
}

func (r *rig) create(p webhook.Patch) (id, secret string) {
	r.t.Helper()
	if !p.Name.Set {
		p.Name = domain.Some(fmt.Sprintf("hook %d", len(r.next)))
	}
	if !p.URL.Set {
		p.URL = domain.Some("https://receiver.test/hook")
	}
	secret, receipt, err := r.Create(context.Background(), admin, p)
	if err != nil {
		r.t.Fatal(err)
	}
	return receipt.ID, secret
}

func (r *rig) execute(cmd domain.Command) control.Receipt {
	r.t.Helper()
	receipt, err := r.Executor.Execute(context.Background(), admin, cmd)
	if err != nil {
		r.t.Fatal(err)
	}
	return receipt
}

func conferences() webhook.Patch {
	return webhook.Patch{TypePrefixes: domain.Some([]string{"conference."})}
}

// happen appends n events to a conference.
func (r *rig) happen(conference string, n int) events.Position {
	r.t.Helper()
	stream := events.ConferenceStream(conference)
	var at events.Position
	for range n {
		i := r.next[stream]
		expected := store.NoStream()
		if i > 0 {
			expected = store.At(events.Revision(i - 1))
		}
		done, err := r.Journal.Append(context.Background(), stream, expected, journal.Entry{
			ID: events.DeriveID(fmt.Sprintf("%s/%d", stream, i)), Event: events.ConferenceLocked{ID: conference, By: fmt.Sprint(i)},
			Meta: events.Metadata{Actor: events.Actor{Kind: events.ActorNode, ID: "n1"}, Time: time.Now().UTC()},
		})
		if err != nil {
			r.t.Fatal(err)
		}
		r.next[stream]++
		at = done.Position
	}
	return at
}

func (r *rig) status(id string) webhooks.Status {
	r.t.Helper()
	s, err := r.Status(context.Background(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

func (r *rig) deliveries(id string, states ...webhooks.DeliveryState) []webhooks.Delivery {
	r.t.Helper()
	page, err := r.Deliveries(context.Background(), id, webhooks.Query{First: webhooks.MaxPage, States: states})
	if err != nil {
		r.t.Fatal(err)
	}
	return page.Deliveries
}

// inProcess posts to a handler without a network, so that virtual time passes.
type inProcess struct {
	handler http.Handler
}

func (p inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	rec, aborted := httptest.NewRecorder(), false
	func() {
		defer func() {
			switch v := recover(); v {
			case nil:
			case http.ErrAbortHandler:
				aborted = true
			default:
				panic(v)
			}
		}()
		p.handler.ServeHTTP(rec, req)
	}()
	switch {
	case req.Context().Err() != nil:
		return nil, req.Context().Err()
	case aborted:
		return nil, io.ErrUnexpectedEOF
	}
	return rec.Result(), nil
}

// via posts to a handler.
func via(h http.Handler) func(*webhooks.Config) {
	return func(c *webhooks.Config) { *c = c.WithTransport(inProcess{h}) }
}

func limited(l webhooks.Limits) func(*webhooks.Config) {
	return func(c *webhooks.Config) { c.Limits = l }
}
