package graph

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
)

// The answers to burstingStatus that are kept: so many, of so many bytes
// together.
const (
	keptAnswers     = 8
	keptAnswerBytes = 8 << 20
	// unfinishedAnswer is how long an answer is kept in which what happened last
	// to some node is missing, because the history is behind. What is there does
	// not change.
	unfinishedAnswer = time.Second
)

// burstingAnswers shares the encoded answers of the query burstingStatus: callers
// who ask the same with the same rights get the same bytes while the status is
// the same. One of them executes the query, the others wait for it, each for as
// long as its own context lasts. Answers with errors are not shared.
type burstingAnswers struct {
	bursting Bursting
	history  NodeHistory

	mu   sync.Mutex // guards below; nobody waits under it
	of   edition
	kept map[string]*burstingAnswer
	old  []string // keys of kept, the oldest first
}

var _ transport.Answers = (*burstingAnswers)(nil)

func newBurstingAnswers(deps Deps) *burstingAnswers {
	return &burstingAnswers{bursting: deps.Bursting, history: deps.NodeHistory, kept: map[string]*burstingAnswer{}}
}

// edition is what answers are made of; those of another one are dropped.
type edition struct {
	status  *shell.Status
	entries any // generation of the node history
}

// burstingAnswer is one answer, there or on its way. done is closed when it is
// decided; what follows is written before.
type burstingAnswer struct {
	done  chan struct{}
	body  []byte    // nil: not to be shared
	until time.Time // zero: as long as its edition
	again bool      // who executed it went away: somebody else may do better
}

func (a *burstingAnswer) decided() bool {
	select {
	case <-a.done:
		return true
	default:
		return false
	}
}

// Answer implements transport.Answers.
func (s *burstingAnswers) Answer(ctx context.Context, op *graphql.OperationContext, execute func(context.Context) *graphql.Response) ([]byte, *graphql.Response) {
	field := onlyField(op, ast.Query, "burstingStatus")
	if field == nil {
		return nil, execute(ctx)
	}
	key := groupKey(op, field, auth.CallFrom(ctx).Principal)
	for ctx.Err() == nil {
		// Before anything is read: an answer may be newer than its edition, never older.
		now := edition{s.bursting.Status(), s.history.Generation()}
		a, own := s.take(now, key)
		if a == nil {
			break
		}
		if own {
			return s.render(ctx, key, a, execute)
		}
		select {
		case <-ctx.Done():
			return nil, nil
		case <-a.done:
		}
		if a.body != nil {
			return a.body, nil
		}
		if !a.again {
			break
		}
	}
	return nil, execute(ctx)
}

// take finds an answer, or begins one, which the caller must render. nil: this
// one is not shared.
func (s *burstingAnswers) take(now edition, key string) (a *burstingAnswer, own bool) {
	if now.entries == nil {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of != now {
		s.of, s.old = now, nil
		clear(s.kept)
	}
	if a, ok := s.kept[key]; ok {
		if !a.decided() || a.until.IsZero() || time.Now().Before(a.until) {
			return a, false
		}
		s.drop(key)
	}
	if len(s.old) >= keptAnswers {
		if !s.kept[s.old[0]].decided() {
			return nil, false // others wait for it
		}
		s.drop(s.old[0])
	}
	a = &burstingAnswer{done: make(chan struct{})}
	s.kept[key], s.old = a, append(s.old, key)
	return a, true
}

func (s *burstingAnswers) drop(key string) {
	delete(s.kept, key)
	for i, k := range s.old {
		if k == key {
			s.old = append(s.old[:i:i], s.old[i+1:]...)
			return
		}
	}
}

// render executes the query, for the caller and those who wait.
func (s *burstingAnswers) render(ctx context.Context, key string, a *burstingAnswer, execute func(context.Context) *graphql.Response) ([]byte, *graphql.Response) {
	defer s.decide(key, a) // nobody waits for ever, even if it panics
	begun := time.Now()
	awaits := &atomic.Bool{}
	res := execute(context.WithValue(ctx, awaitsKey{}, awaits))
	if res == nil || res.Data == nil || len(res.Errors) > 0 {
		a.again = ctx.Err() != nil
		return nil, res
	}
	if awaits.Load() {
		a.until = begun.Add(unfinishedAnswer)
	}
	a.body = transport.Encode(res)
	return a.body, nil
}

// decide hands an answer to those who wait, and keeps it if it can.
func (s *burstingAnswers) decide(key string, a *burstingAnswer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(a.done)
	if s.kept[key] != a {
		return // there is another status by now
	}
	if a.body == nil || len(a.body) > keptAnswerBytes {
		s.drop(key)
		return
	}
	size := 0
	for _, k := range s.old {
		if b := s.kept[k]; b.decided() {
			size += len(b.body)
		}
	}
	for i := 0; size > keptAnswerBytes && i < len(s.old); {
		if b := s.kept[s.old[i]]; b != a && b.decided() {
			size -= len(b.body)
			s.drop(s.old[i])
			continue
		}
		i++
	}
}

type awaitsKey struct{}

// awaitsMore says that an answer lacks something that is about to come.
func awaitsMore(ctx context.Context) {
	if awaits, ok := ctx.Value(awaitsKey{}).(*atomic.Bool); ok {
		awaits.Store(true)
	}
}
