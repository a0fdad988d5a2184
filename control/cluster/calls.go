package cluster

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"

	"github.com/parley-video/parley/internal/sqldb"
)

// message is what members notify each other of. A message without ID is an
// announcement.
type message struct {
	Topic  string `json:"t"`
	ID     string `json:"i,omitempty"`
	From   string `json:"f,omitempty"`
	To     string `json:"o,omitempty"`
	Answer bool   `json:"a,omitempty"`
	Failed bool   `json:"x,omitempty"`
	Body   []byte `json:"b,omitempty"` // base64 on the wire
	// Mac shows that the sender has the members' key: whoever may connect to the
	// database, with no right to any table, may notify. Announcements go
	// without; they only make somebody look.
	Mac []byte `json:"m,omitempty"`
}

// mac is over all of a message but itself, and over where it was sent.
func (s *Shared) mac(m message) ([]byte, error) {
	m.Mac = nil
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	sum := hmac.New(sha256.New, s.key)
	sum.Write([]byte(s.channel + " "))
	sum.Write(text)
	return sum.Sum(nil), nil
}

func (s *Shared) genuine(m message) bool {
	want, err := s.mac(m)
	return err == nil && hmac.Equal(want, m.Mac)
}

// maxAnswering bounds the calls that this member answers at a time; more are
// not answered.
const maxAnswering = 64

// calls are those that wait for an answer.
type calls struct {
	mu        sync.Mutex // guards all below
	waiting   map[string]chan message
	answering int
}

func (c *calls) expect(id string) chan message {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting == nil {
		c.waiting = map[string]chan message{}
	}
	answer := make(chan message, 1)
	c.waiting[id] = answer
	return answer
}

func (c *calls) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waiting, id)
}

// deliver gives an answer to who waits for it. One that comes twice, or too
// late, is dropped.
func (c *calls) deliver(m message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if answer, ok := c.waiting[m.ID]; ok {
		answer <- m
		delete(c.waiting, m.ID)
	}
}

func (c *calls) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answering >= maxAnswering {
		return false
	}
	c.answering++
	return true
}

func (c *calls) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answering--
}

// Announce implements Cluster.
func (s *Shared) Announce(ctx context.Context, tx sqldb.Tx, topic string) error {
	m := message{Topic: topic, From: s.self.ID}
	if tx != nil {
		return s.notify(ctx, tx, m)
	}
	return s.send(ctx, m)
}

func (s *Shared) notify(ctx context.Context, tx sqldb.Tx, m message) error {
	if m.ID != "" {
		var err error
		if m.Mac, err = s.mac(m); err != nil {
			return err
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if len(text) > sqldb.MaxNotification {
		return fmt.Errorf("%d bytes: %w", len(text), ErrTooLong)
	}
	sqldb.Notify(ctx, tx, s.channel, string(text))
	return nil
}

func (s *Shared) send(ctx context.Context, m message) error {
	return s.db.Update(ctx, func(tx sqldb.Tx) error { return s.notify(ctx, tx, m) })
}

// Call implements Cluster.
func (s *Shared) Call(ctx context.Context, member, topic string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	if member == s.self.ID {
		return s.handlers.local(ctx, topic, body)
	}
	fail := func(err error) ([]byte, error) {
		return nil, fmt.Errorf("call %s of member %s: %w", topic, member, err)
	}
	if len(body) > MaxBody {
		return fail(fmt.Errorf("%d bytes: %w", len(body), ErrTooLong))
	}
	if there, err := s.there(ctx, member); err != nil || !there {
		if err == nil {
			err = ErrNoMember
		}
		return fail(err)
	}
	id := newID()
	answer := s.calls.expect(id)
	defer s.calls.forget(id)
	if err := s.send(ctx, message{Topic: topic, ID: id, From: s.self.ID, To: member, Body: body}); err != nil {
		return fail(fmt.Errorf("%w: %w", ErrNoAnswer, err)) // it may have been committed
	}
	select {
	case m := <-answer:
		if m.Failed {
			return fail(fmt.Errorf("%w: %s", ErrNoAnswer, m.Body))
		}
		return m.Body, nil
	case <-ctx.Done():
		return fail(fmt.Errorf("%w: %w", ErrNoAnswer, ctx.Err()))
	}
}

func (s *Shared) there(ctx context.Context, member string) (bool, error) {
	all, err := s.Members(ctx)
	for _, m := range all {
		if m.ID == member {
			return true, nil
		}
	}
	return false, err
}

// heard takes a notification. It does not block: calls are answered beside it.
func (s *Shared) heard(ctx context.Context, answering *sync.WaitGroup, text string) {
	var m message
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		s.log.Warn("a notification that is none of ours", slog.Any("error", err))
		return
	}
	switch {
	case m.ID == "":
		s.topics.wake(m.Topic)
	case m.To != s.self.ID:
	case !s.genuine(m):
		s.log.Warn("a message to this Management Node is none of the others'; it is not answered", slog.String("topic", m.Topic))
	case m.Answer:
		s.calls.deliver(m)
	case !s.calls.begin():
		s.log.Warn("a call of another member is not answered: there are too many", slog.String("topic", m.Topic), slog.String("member", m.From))
	default:
		answering.Go(func() {
			defer s.calls.end()
			s.reply(ctx, m)
		})
	}
}

func (s *Shared) reply(ctx context.Context, m message) {
	answer := message{Topic: m.Topic, ID: m.ID, From: s.self.ID, To: m.From, Answer: true}
	body, err := s.handlers.answer(ctx, m.Topic, m.Body)
	if answer.Body = body; err != nil {
		text := err.Error()
		answer.Failed, answer.Body = true, []byte(text[:min(len(text), 500)])
	}
	ctx, cancel := context.WithTimeout(ctx, s.ttl)
	defer cancel()
	if err := s.send(ctx, answer); err != nil && ctx.Err() == nil {
		s.log.Warn("an answer to another member could not be sent", slog.String("topic", m.Topic), slog.Any("error", err))
	}
}
