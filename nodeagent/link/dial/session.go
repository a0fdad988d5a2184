package dial

import (
	"context"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/nodeagent/link"
)

// session is one welcomed connection. Its goroutines are those of serve.
type session struct {
	*Dialer
	run    context.Context // of the Dialer: what outlives the link ends with it
	ctx    context.Context // ends with the link
	cancel context.CancelCauseFunc
	conn   *websocket.Conn // read by the reader, written by the writer

	out      chan []byte              // all -> writer
	config   chan link.Message        // reader -> configurer
	commands chan link.Command        // reader -> executor
	acks     chan uint64              // reader -> sender; capacity 1, the newest counts
	web      chan link.WebCertificate // reader -> keeper; capacity 1, the newest counts
	acked    uint64                   // by Welcome
}

func newSession(run context.Context, d *Dialer, conn *websocket.Conn, acked uint64) *session {
	s := &session{
		Dialer: d, run: run, conn: conn, acked: acked,
		out: make(chan []byte, writeQueue), config: make(chan link.Message, configQueue),
		commands: make(chan link.Command, commands), acks: make(chan uint64, 1),
		web: make(chan link.WebCertificate, 1),
	}
	s.ctx, s.cancel = context.WithCancelCause(run)
	return s
}

// serve carries the link to its end and says why it ended.
func (s *session) serve() error {
	var wg sync.WaitGroup
	written := make(chan struct{})
	wg.Go(func() {
		defer close(written)
		s.end(s.writer())
	})
	wg.Go(func() { s.hurry(written) })
	for _, part := range []func() error{s.reporter, s.sender, s.configurer, s.executor, s.keeper} {
		wg.Go(func() { s.end(part()) })
	}
	s.end(s.reader())
	wg.Wait()
	return context.Cause(s.ctx)
}

// hurry lets the writer finish what it is at when the link ends, but not wait for
// a peer that does not read.
func (s *session) hurry(written <-chan struct{}) {
	<-s.ctx.Done()
	timeout := time.NewTimer(closeTimeout)
	defer timeout.Stop()
	select {
	case <-written:
	case <-timeout.C:
		hangUp(s.conn)
	}
}

// end ends the link with the first error.
func (s *session) end(err error) {
	if err != nil {
		s.cancel(err)
	}
}

// send queues a message and waits for room.
func (s *session) send(m link.Message) error {
	b, err := link.Encode(m)
	if err != nil {
		return err
	}
	select {
	case s.out <- b:
		return nil
	case <-s.ctx.Done():
		return context.Cause(s.ctx)
	}
}

// writer owns the connection's writing side. It closes the connection when the
// link ends, which ends the reader.
func (s *session) writer() error {
	defer hangUp(s.conn)
	ping := time.NewTicker(s.pace.ping)
	defer ping.Stop()
	for {
		select {
		case b := <-s.out:
			if err := s.conn.SetWriteDeadline(time.Now().Add(s.pace.write)); err != nil {
				return err
			}
			if err := s.conn.WriteMessage(websocket.TextMessage, b); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		case <-ping.C:
			if err := s.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(s.pace.write)); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		case <-s.ctx.Done():
			bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
			_ = s.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(closeTimeout)) // best effort
			return nil
		}
	}
}

// reader owns the connection's reading side.
func (s *session) reader() error {
	s.conn.SetPongHandler(func(string) error { return s.conn.SetReadDeadline(time.Now().Add(s.pace.read)) })
	for {
		if err := s.conn.SetReadDeadline(time.Now().Add(s.pace.read)); err != nil {
			return err
		}
		m, err := read(s.conn)
		if err != nil {
			return fmt.Errorf("read: %w", err)
		}
		if err := s.dispatch(m); err != nil {
			return err
		}
	}
}

func (s *session) dispatch(m link.Message) error {
	switch m := m.(type) {
	case link.ConfigSnapshot, link.ConfigDelta:
		select {
		case s.config <- m:
		case <-s.ctx.Done():
		}
	case link.FactsAck:
		select { // only the newest is of interest, and the reader is the only one to send
		case <-s.acks:
		default:
		}
		s.acks <- m.Seq
	case link.WebCertificate:
		select { // only the newest is of interest, and the reader is the only one to send
		case <-s.web:
		default:
		}
		s.web <- m
	case link.Command:
		select {
		case s.commands <- m:
		default:
			return s.send(link.CommandResult{ID: m.ID, Code: link.ResultRefused, Message: "too many commands wait"})
		}
	case link.Refused:
		return m
	case link.Ignored:
	default:
		return fmt.Errorf("unexpected message %s: %w", m.MessageType(), link.ErrMalformed)
	}
	return nil
}

// reporter reports every 15 seconds and, at most once a second, on change.
func (s *session) reporter() error {
	tick := time.NewTicker(reportPause)
	defer tick.Stop()
	var last link.Report
	var sent time.Time // monotonic: a step of the wall clock must not silence the node
	for {
		position := s.cfg.Configuration.Position() // first: what it says has to be in the figures
		r := s.cfg.Calls.Load()
		// The same conferences in another order are no change.
		r.Conferences = slices.Clone(r.Conferences)
		slices.SortFunc(r.Conferences, func(a, b link.ConferenceGauge) int { return strings.Compare(a.ID, b.ID) })
		now := time.Now()
		r.Time, r.ConfigPosition = now.UTC(), position
		r.QueuedFacts, r.OldestFact = s.cfg.Outbox.Queued(), s.cfg.Outbox.Oldest()
		// Half a pause early rather than a whole one late, for ticks jitter.
		if sent.IsZero() || now.Sub(sent) >= reportInterval-reportPause/2 || !same(r, last) {
			if err := s.send(r); err != nil {
				return err
			}
			last, sent = r, now
		}
		select {
		case <-tick.C:
		case <-s.ctx.Done():
			return nil
		}
	}
}

// same compares reports but for the time, and for the queue, which moves with
// every fact.
func same(a, b link.Report) bool {
	a.Time, a.QueuedFacts, a.OldestFact = b.Time, b.QueuedFacts, b.OldestFact
	return reflect.DeepEqual(a, b)
}

// sender sends queued facts in order, as many messages as the window lets it.
func (s *session) sender() error {
	sent := s.acked
	var window []uint64 // the last fact of each unacknowledged message
	for {
		appended := s.cfg.Outbox.Appended() // before Pending, so as to miss none
		for len(window) < factsWindow {
			facts, err := s.cfg.Outbox.Pending(s.ctx, sent, link.MaxFacts)
			if err != nil {
				return err
			}
			if len(facts) == 0 {
				break
			}
			if err := s.send(link.Facts{Facts: facts}); err != nil {
				return err
			}
			sent = facts[len(facts)-1].Seq
			window = append(window, sent)
		}
		select {
		case <-appended:
		case seq := <-s.acks:
			if seq > sent {
				return fmt.Errorf("acknowledged %d, sent only %d: %w", seq, sent, link.ErrMalformed)
			}
			if err := s.cfg.Outbox.Ack(s.ctx, seq); err != nil {
				return err
			}
			window = slices.DeleteFunc(window, func(last uint64) bool { return last <= seq })
		case <-s.ctx.Done():
			return nil
		}
	}
}

// configurer applies changes of configuration and says where the copy stands.
// After a change that it could not apply it says so once, and passes over the
// rest of that snapshot.
func (s *session) configurer() error {
	skipping := false
	for {
		var err error
		done := true
		select {
		case m := <-s.config:
			switch m := m.(type) {
			case link.ConfigSnapshot:
				if m.First {
					skipping = false
				}
				if !skipping {
					_, err = s.cfg.Configuration.ApplySnapshot(s.ctx, m)
				}
				skipping = (skipping || err != nil) && !m.Last
				done = m.Last
			case link.ConfigDelta:
				err = s.cfg.Configuration.ApplyDelta(s.ctx, m)
			}
		case <-s.ctx.Done():
			return nil
		}
		if err != nil && s.ctx.Err() == nil {
			s.cfg.Log.Error("configuration cannot be applied", slog.Any("error", err))
		}
		if !done {
			continue
		}
		if err := s.send(link.ConfigApplied{Position: s.cfg.Configuration.Position()}); err != nil {
			return err
		}
	}
}

// keeper takes the certificate for participants, and ends the link when the
// node has another one of its own to show.
func (s *session) keeper() error {
	for {
		select {
		case c := <-s.web:
			if s.cfg.WebCertificate != nil {
				s.cfg.WebCertificate.Apply(c)
			}
		case <-s.redial:
			return errRedial
		case <-s.ctx.Done():
			return nil
		}
	}
}

// executor carries out commands one after the other. A command that is under
// way when the link ends is finished: its answer waits for the repetition.
func (s *session) executor() error {
	for {
		select {
		case c := <-s.commands:
			result, known := s.answer.get(c.ID)
			if !known {
				result = s.execute(c)
				if result.Code != link.ResultUnknownConference { // it may come to know it
					s.answer.put(result)
				}
			}
			if err := s.send(result); err != nil {
				return err
			}
		case <-s.ctx.Done():
			return nil
		}
	}
}

func (s *session) execute(c link.Command) link.CommandResult {
	ctx, cancel := context.WithTimeout(s.run, commandTime)
	defer cancel()
	result := s.cfg.Calls.Execute(ctx, c)
	result.ID = c.ID
	return result
}

// answers remembers the newest answers.
type answers struct {
	mu    sync.Mutex // guards all below
	by    map[string]link.CommandResult
	order []string // ring of IDs, oldest at next
	next  int
}

func newAnswers() *answers {
	return &answers{by: map[string]link.CommandResult{}, order: make([]string, remembered)}
}

func (a *answers) get(id string) (link.CommandResult, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r, ok := a.by[id]
	return r, ok
}

func (a *answers) put(r link.CommandResult) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.by, a.order[a.next])
	a.order[a.next] = r.ID
	a.by[r.ID] = r
	a.next = (a.next + 1) % len(a.order)
}
