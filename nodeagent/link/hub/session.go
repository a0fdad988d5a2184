package hub

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"github.com/parley-video/parley/nodeagent/link"
)

// Why a link ended, as Lifecycle.Disconnected is told.
const (
	ReasonClosed      = "closed"      // by the node
	ReasonLost        = "lost"        // the connection broke
	ReasonTimeout     = "timeout"     // nothing was heard any more
	ReasonSlow        = "slow"        // the node does not read
	ReasonMalformed   = "malformed"   // the node broke the protocol
	ReasonReplaced    = "replaced"    // by a newer link of the node
	ReasonRevoked     = "revoked"     // the node may no longer connect
	ReasonShutdown    = "shutdown"    // of the control plane
	ReasonUnavailable = "unavailable" // the control plane could not take the node
)

// ending is why a link ends; refused is what the node is told.
type ending struct {
	reason  string
	refused *link.Refused
	err     error
}

// Error implements error.
func (e ending) Error() string {
	if e.err != nil {
		return e.reason + ": " + e.err.Error()
	}
	return e.reason
}

func violation(format string, args ...any) ending {
	err := fmt.Errorf(format, args...)
	return ending{reason: ReasonMalformed, refused: &link.Refused{Code: link.CodeMalformed, Message: err.Error()}, err: err}
}

// session is one link. Its goroutines are those of serve; each owns the fields
// named after it.
type session struct {
	hub         *Hub
	log         *slog.Logger
	conn        *websocket.Conn // read by the reader, written by the writer
	nodeID      string
	fingerprint string
	remote      string
	hello       link.Hello // set by greet, constant from then on
	recorded    uint64     // facts the log had at the beginning; constant while serving
	told        bool       // Lifecycle may have heard of Connected; serve

	ctx    context.Context // ends with the link; its cause is an ending
	cancel context.CancelCauseFunc
	done   chan struct{} // closed when all is over and another link may follow

	out     chan []byte      // reader, recorder, configurer, command -> writer
	facts   chan []link.Fact // reader -> recorder
	applied chan string      // reader -> configurer

	nextFact uint64 // reader: the number that must not be skipped

	mu       sync.Mutex // guards all below
	heard    chan struct{}
	commands map[string][]chan link.CommandResult // nil before Welcome and after the end
}

func newSession(h *Hub, conn *websocket.Conn, nodeID, fingerprint, remote string) *session {
	s := &session{
		hub: h, conn: conn, nodeID: nodeID, fingerprint: fingerprint, remote: remote,
		log:  h.cfg.Log.With(slog.String("node", nodeID), slog.String("remote", remote)),
		done: make(chan struct{}), out: make(chan []byte, writeQueue), facts: make(chan []link.Fact, factsQueue),
		applied: make(chan string, 1),
	}
	s.ctx, s.cancel = context.WithCancelCause(h.base)
	return s
}

// end ends the link; the first reason counts.
func (s *session) end(e ending) { s.cancel(e) }

// supersedes says that s is from a later life of the node than old.
func (s *session) supersedes(old *session) bool {
	if s.hello.BootTime.Equal(old.hello.BootTime) {
		return s.hello.Epoch != old.hello.Epoch
	}
	return s.hello.BootTime.After(old.hello.BootTime)
}

// serve makes the greeted session the node's link and carries it to its end.
func (s *session) serve() {
	if err := s.hub.claim(s.ctx, s); err != nil {
		s.refuse(err)
		return
	}
	defer s.hub.release(s)
	if err := s.open(); err != nil {
		s.refuse(err)
		if s.told {
			s.tellEnd(ReasonUnavailable)
		}
		return
	}
	s.log.Info("node connected", slog.String("software", s.hello.Software), slog.String("epoch", s.hello.Epoch))
	var wg sync.WaitGroup
	for _, part := range []func() error{s.writer, s.recorder, s.configurer, s.certifier} {
		wg.Go(func() { s.fail(part()) })
	}
	s.fail(s.reader())
	wg.Wait()
	s.over()
}

// fail ends the link with an error of one of its parts.
func (s *session) fail(err error) {
	var e ending
	switch {
	case err == nil || s.ctx.Err() != nil: // it ended before, which is why
	case errors.As(err, &e):
		s.end(e)
	default:
		s.end(ending{reason: ReasonUnavailable, err: err, refused: &link.Refused{
			Code: link.CodeUnavailable, Message: "the control plane cannot serve the node now",
		}})
	}
}

// open tells the control plane and welcomes the node.
func (s *session) open() error {
	call, cancel := context.WithTimeout(s.ctx, portTimeout)
	defer cancel()
	// Once more: a revocation that came after greet found no link to end.
	err := s.hub.cfg.Nodes.Enrolled(call, s.nodeID, s.fingerprint)
	if err != nil {
		return err
	}
	if s.recorded, err = s.hub.cfg.Facts.Recorded(call, s.nodeID, s.hello.Epoch); err != nil {
		return fmt.Errorf("find recorded facts: %w", err)
	}
	now := time.Now()
	welcome, err := link.Encode(link.Welcome{Version: min(s.hello.Version, link.Version), Time: now.UTC(), AckedSeq: s.recorded})
	if err != nil {
		return err
	}
	if err := s.hub.cfg.Lifecycle.Connected(call, s.nodeID, s.hello, s.remote, now); err != nil {
		var refused link.Refused
		s.told = !errors.As(err, &refused) // else whether it was recorded is not known
		return fmt.Errorf("record connection: %w", err)
	}
	s.out <- welcome // the first message: there is room, also when the link has ended by now
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands = map[string][]chan link.CommandResult{} // from here on; Welcome is the first message
	return nil
}

// over tells the control plane that the link has ended.
func (s *session) over() {
	var e ending
	if !errors.As(context.Cause(s.ctx), &e) {
		e = ending{reason: ReasonLost}
	}
	s.log.Info("node disconnected", slog.String("reason", e.reason), slog.Any("error", e.err))
	s.failCommands()
	s.tellEnd(e.reason)
}

// tellEnd is the last that Lifecycle hears of the link.
func (s *session) tellEnd(reason string) {
	call, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), portTimeout)
	defer cancel()
	if err := s.hub.cfg.Lifecycle.Disconnected(call, s.nodeID, reason, time.Now()); err != nil {
		s.log.Error("end of a link could not be recorded", slog.Any("error", err))
	}
}

// send queues a message and waits for room.
func (s *session) send(m link.Message) error {
	b, err := link.Encode(m)
	if err != nil {
		return err
	}
	return s.sendBytes(b)
}

func (s *session) sendBytes(b []byte) error {
	select {
	case s.out <- b:
		return nil
	case <-s.ctx.Done():
		return context.Cause(s.ctx)
	}
}

// writer owns the connection's writing side: messages, pings and the end.
func (s *session) writer() error {
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	for {
		select {
		case b := <-s.out:
			if err := s.conn.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
				return s.leave(lost(err))
			}
			if err := s.conn.WriteMessage(websocket.TextMessage, b); err != nil {
				return s.leave(lost(err))
			}
		case <-ping.C:
			if err := s.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTimeout)); err != nil {
				return s.leave(lost(err))
			}
		case <-s.ctx.Done():
			var e ending
			errors.As(context.Cause(s.ctx), &e)
			s.farewell(e.refused)
			return nil
		}
	}
}

// leave closes a connection that cannot be written to any more, which ends the
// reader as well.
func (s *session) leave(e ending) error {
	if e.reason == ReasonTimeout {
		e.reason = ReasonSlow
	}
	s.end(e)
	s.hangUp()
	return nil
}

// reader owns the connection's reading side.
func (s *session) reader() error {
	s.conn.SetReadLimit(link.MaxMessage)
	s.conn.SetPongHandler(func(string) error {
		s.touch()
		return s.conn.SetReadDeadline(time.Now().Add(readTimeout))
	})
	messages := rate.NewLimiter(messageRate, messageBurst)
	reports := rate.NewLimiter(reportRate, reportBurst)
	for {
		if err := s.conn.SetReadDeadline(time.Now().Add(readTimeout)); err != nil {
			return lost(err)
		}
		m, err := s.read()
		if err != nil {
			return err
		}
		s.touch()
		if err := messages.Wait(s.ctx); err != nil {
			return nil // the link has ended
		}
		if err := s.dispatch(m, reports); err != nil {
			return err
		}
	}
}

// read gives the next message; the error is an ending.
func (s *session) read() (link.Message, error) {
	kind, b, err := s.conn.ReadMessage()
	switch {
	case errors.Is(err, websocket.ErrReadLimit):
		return nil, violation("message too large")
	case err != nil:
		return nil, lost(err)
	case kind != websocket.TextMessage:
		return nil, violation("binary message")
	}
	m, err := link.Decode(b)
	if err != nil {
		return nil, ending{reason: ReasonMalformed, err: err, refused: &link.Refused{Code: link.CodeMalformed, Message: err.Error()}}
	}
	return m, nil
}

// lost tells the ways apart in which a connection ends by itself.
func lost(err error) ending {
	var timeout net.Error
	switch {
	case websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway):
		return ending{reason: ReasonClosed}
	case errors.As(err, &timeout) && timeout.Timeout():
		return ending{reason: ReasonTimeout, err: err}
	default:
		return ending{reason: ReasonLost, err: err}
	}
}

// dispatch hands a message to whom it concerns. It never waits.
func (s *session) dispatch(m link.Message, reports *rate.Limiter) error {
	switch m := m.(type) {
	case link.Report:
		if reports.Allow() {
			m.ConfigPosition = s.generation().local(m.ConfigPosition)
			s.hub.cfg.Lifecycle.Reported(s.nodeID, m, time.Now())
		}
	case link.Facts:
		return s.takeFacts(m.Facts)
	case link.ConfigApplied:
		select {
		case s.applied <- s.generation().local(m.Position):
		default:
			return violation("%s without a change of configuration", m.MessageType())
		}
	case link.CommandResult:
		s.answer(m)
	case link.Ignored:
	default:
		return violation("unexpected message %s", m.MessageType())
	}
	return nil
}

func (s *session) generation() generation { return generation(s.hub.cfg.Generation) }

// touch notes that the node was heard.
func (s *session) touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.heard != nil {
		close(s.heard)
		s.heard = nil
	}
}

// answers asks the node whether it is there.
func (s *session) answers(ctx context.Context) bool {
	s.mu.Lock()
	if s.heard == nil {
		s.heard = make(chan struct{})
	}
	heard := s.heard
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	deadline, _ := ctx.Deadline()
	if err := s.conn.WriteControl(websocket.PingMessage, nil, deadline); err != nil {
		return false
	}
	select {
	case <-heard:
		return true
	case <-s.ctx.Done():
		return false
	case <-ctx.Done():
		return false
	}
}
