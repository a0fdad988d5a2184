package nodes_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// ledger keeps the commands that it is given, after failing as often as told.
type ledger struct {
	mu   sync.Mutex
	fail int
	got  []string
}

func (l *ledger) Execute(_ context.Context, _ control.Envelope, cmd domain.Command) (control.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail > 0 {
		l.fail--
		return control.Receipt{}, context.DeadlineExceeded
	}
	switch c := cmd.(type) {
	case node.RecordReady:
		l.got = append(l.got, fmt.Sprintf("%s ready at %s on %d after %s", c.ID, c.Config, c.Link, c.After))
	case node.RecordDrained:
		l.got = append(l.got, c.ID+" drained")
	}
	return control.Receipt{}, nil
}

func (l *ledger) all() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return fmt.Sprint(l.got)
}

type newest struct {
	at    events.Position
	known bool
}

func (n *newest) Last() (events.Position, bool) { return n.at, n.known }

func running(run func(context.Context) error) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = run(ctx) }()
	return func() { cancel(); <-ended }
}

func TestReadyWhenAsConfiguredAtConnect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, config := &ledger{}, &newest{at: 10, known: true}
		r := nodes.NewReadiness(l, config, slog.New(slog.DiscardHandler))
		defer running(r.Run)()
		report := func(id, position string) {
			r.Reported(id, link.Report{ConfigPosition: position}, time.Now())
			synctest.Wait()
		}
		r.Connected("n", 3, time.Now())
		config.at = 20 // what comes later is not waited for
		report("n", "")
		report("n", "9")
		report("other", "99")
		time.Sleep(2 * time.Second)
		if got := l.all(); got != "[]" {
			t.Fatal(got)
		}
		report("n", "10")
		report("n", "20")
		if got := l.all(); got != "[n ready at 10 on 3 after 2s]" {
			t.Error(got)
		}
		r.Connected("m", 1, time.Now())
		r.Disconnected("m")
		report("m", "30")
		l.fail = 1
		r.Connected("k", 7, time.Now())
		report("k", "20")
		time.Sleep(10 * time.Second) // tried again
		synctest.Wait()
		if got := l.all(); got != "[n ready at 10 on 3 after 2s k ready at 20 on 7 after 0s]" {
			t.Error(got)
		}
	})
}

type idle struct {
	mu  sync.Mutex
	ids []string
}

func (i *idle) Drained() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	ids := i.ids
	i.ids = nil
	return ids
}

func TestDrainedIsRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, i := &ledger{}, &idle{}
		defer running(nodes.NewDrains(l, i, slog.New(slog.DiscardHandler)).Run)()
		time.Sleep(3 * time.Second)
		if got := l.all(); got != "[]" {
			t.Fatal(got)
		}
		i.mu.Lock()
		i.ids = []string{"a", "b"}
		i.mu.Unlock()
		time.Sleep(time.Second)
		synctest.Wait()
		if got := l.all(); got != "[a drained b drained]" {
			t.Error(got)
		}
	})
}
