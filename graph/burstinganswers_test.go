package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
	"github.com/parley-video/parley/projections/nodehistory"
)

// lastOf is a node history that knows what it is told to.
type lastOf struct {
	NodeHistory

	mu         sync.Mutex // guards below
	rows       map[string]nodehistory.Entry
	generation any
	asked      int
	fails      error
	gate       chan struct{} // answers wait for it; nil: they do not
}

func (h *lastOf) change(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
}

func (h *lastOf) reads() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.asked
}

func (h *lastOf) Generation() any {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.generation
}

func (h *lastOf) EntriesByID(ctx context.Context, ids []string) (map[string]nodehistory.Entry, error) {
	h.mu.Lock()
	h.asked++
	gate := h.gate
	h.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	some := map[string]nodehistory.Entry{}
	for _, id := range ids {
		if row, ok := h.rows[id]; ok {
			some[id] = row
		}
	}
	return some, h.fails
}

// answering asks a status for answers that are shared.
type answering struct {
	t       *testing.T
	exec    graphql.GraphExecutor
	answers *burstingAnswers
	status  *burstingDouble
	history *lastOf
	ran     atomic.Int32 // executions
}

func newAnswering(t *testing.T) *answering {
	status := large(2, 2)
	history := &lastOf{rows: map[string]nodehistory.Entry{}, generation: 1}
	for i, n := range status.View.Nodes {
		history.rows[n.LastEvent.String()] = nodehistory.Entry{ID: n.LastEvent.String(), Reason: fmt.Sprint("It was so ", i), Kind: nodehistory.BurstRunning}
	}
	deps := Deps{Bursting: &burstingDouble{status: status}, NodeHistory: history, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	return &answering{t: t, exec: newExecutor(deps), answers: newBurstingAnswers(deps), status: deps.Bursting.(*burstingDouble), history: history}
}

var (
	seesHistory = []string{access.ScopeConfigRead, access.ScopeHistoryRead, access.ScopeGraphQLAdHoc}
	seesConfig  = []string{access.ScopeConfigRead, access.ScopeGraphQLAdHoc}
)

const askLast = `query ($cost: Boolean = false) { burstingStatus { thresholdHd nodes { node { name } lastEvent { reason } costSoFar @include(if: $cost) { amount } } } }`

// ask gives an answer, and whether it is a shared one.
func (a *answering) ask(ctx context.Context, scopes []string, query string, variables map[string]any) (string, bool) {
	ctx = graphql.StartOperationTrace(auth.WithCall(ctx, auth.Call{Principal: auth.Principal{Kind: auth.KindToken, ID: "t", Scopes: scopes}}))
	op, errs := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		return errs.Error(), false
	}
	body, own := a.answers.Answer(ctx, op, func(ctx context.Context) *graphql.Response {
		a.ran.Add(1)
		next, ctx := a.exec.DispatchOperation(ctx, op)
		return next(ctx)
	})
	switch {
	case body != nil:
		return string(body), true
	case own != nil:
		return string(own.Data) + own.Errors.Error(), false
	default:
		return "", false
	}
}

// want asks, and says how often something was executed till then.
func (a *answering) want(what string, ran int32, scopes []string, query string, variables map[string]any, has string) {
	a.t.Helper()
	got, _ := a.ask(a.t.Context(), scopes, query, variables)
	if !strings.Contains(got, has) {
		a.t.Errorf("%s: no %s in %s", what, has, got)
	}
	if n := a.ran.Load(); n != ran {
		a.t.Errorf("%s: %d executions, want %d", what, n, ran)
	}
}

func TestBurstingAnswersAreShared(t *testing.T) {
	a := newAnswering(t)
	last := `"lastEvent":{"reason":"It was so 0"}`
	a.want("first", 1, seesHistory, askLast, nil, last)
	a.want("again", 1, seesHistory, askLast, nil, last)
	a.want("the same rights", 1, []string{access.ScopeGraphQLAdHoc, access.ScopeHistoryRead, access.ScopeConfigRead}, askLast, nil, last)
	a.want("fewer rights", 2, seesConfig, askLast, nil, `"lastEvent":null`)
	a.want("fewer rights again", 2, seesConfig, askLast, nil, `"lastEvent":null`)
	a.want("no right", 2, []string{access.ScopeGraphQLAdHoc}, askLast, nil, "needs the scope")
	a.want("no right to ask this", 2, []string{access.ScopeConfigRead, access.ScopeHistoryRead}, askLast, nil, "needs the scope")
	a.want("other variables", 3, seesHistory, askLast, map[string]any{"cost": true}, `"costSoFar":{"amount":"1.00"}`)
	a.want("another document", 4, seesHistory, `{ burstingStatus { enabled } }`, nil, `{"data":{"burstingStatus":{"enabled":true}},"extensions":{"cost":`)
	a.want("and more", 5, seesHistory, `{ burstingStatus { enabled } __typename }`, nil, `"__typename":"Query"`)
	a.want("and more, again", 6, seesHistory, `{ burstingStatus { enabled } __typename }`, nil, `"__typename":"Query"`)

	next := large(2, 2)
	next.Settings.ThresholdHD = 7
	a.status.set(next)
	a.want("another status", 7, seesHistory, askLast, nil, `"thresholdHd":7`)
	a.want("another status, again", 7, seesHistory, askLast, nil, `"thresholdHd":7`)

	a.history.change(func() {
		a.history.generation = 2
		for id := range a.history.rows {
			a.history.rows[id] = nodehistory.Entry{ID: id, Reason: "Told anew", Kind: nodehistory.BurstRunning}
		}
	})
	a.want("a history that was folded anew", 8, seesHistory, askLast, nil, "Told anew")
	a.history.change(func() { a.history.generation = nil })
	a.want("while it is exchanged", 9, seesHistory, askLast, nil, "Told anew")
	a.want("while it is exchanged, again", 10, seesHistory, askLast, nil, "Told anew")
}

// What the history did not have yet is shown soon.
func TestUnfinishedBurstingAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAnswering(t)
		late := a.status.Status().View.Nodes[1].LastEvent.String()
		row := a.history.rows[late]
		delete(a.history.rows, late)
		a.want("behind", 1, seesHistory, askLast, nil, `"lastEvent":null`)
		a.history.change(func() { a.history.rows[late] = row })
		time.Sleep(unfinishedAnswer - time.Millisecond)
		a.want("kept for a moment", 1, seesHistory, askLast, nil, `"lastEvent":null`)
		time.Sleep(time.Millisecond)
		a.want("there", 2, seesHistory, askLast, nil, "It was so 1")
		time.Sleep(time.Hour)
		a.want("finished", 2, seesHistory, askLast, nil, "It was so 1")
	})
}

func TestBurstingAnswersWithErrorsAreNotShared(t *testing.T) {
	a := newAnswering(t)
	a.history.change(func() { a.history.fails = errors.New("no database") })
	for i := range int32(2) {
		a.want("broken", i+1, seesHistory, askLast, nil, "input: ")
	}
	a.history.change(func() { a.history.fails = nil })
	a.want("well again", 3, seesHistory, askLast, nil, "It was so 0")
	a.want("and shared", 3, seesHistory, askLast, nil, "It was so 0")
}

func TestBurstingAnswersAreBounded(t *testing.T) {
	a := newAnswering(t)
	document := func(i int) string { return fmt.Sprintf(`{ burstingStatus { a%d: enabled } }`, i) }
	for i := range keptAnswers + 1 {
		a.want("each once", int32(i+1), seesHistory, document(i), nil, "true") // few
	}
	if n := len(a.answers.kept); n != keptAnswers || len(a.answers.old) != n {
		t.Errorf("%d answers, %d keys", n, len(a.answers.old))
	}
	a.want("the newest is kept", keptAnswers+1, seesHistory, document(keptAnswers), nil, "true")
	a.want("the oldest is not", keptAnswers+2, seesHistory, document(0), nil, "true")

	// By their bytes, too.
	long := large(1, 1)
	long.View.Nodes[0].WhyText = strings.Repeat("x", keptAnswerBytes/3)
	a.status.set(long)
	for i := range 4 {
		a.want("large", int32(keptAnswers+3+i), seesHistory, fmt.Sprintf(`{ burstingStatus { nodes { a%d: why } } }`, i), nil, "xxx") // few
	}
	if n := len(a.answers.kept); n != 2 || len(a.answers.old) != n {
		t.Errorf("%d large answers, %d keys", n, len(a.answers.old))
	}
	long = large(1, 1)
	long.View.Nodes[0].WhyText = strings.Repeat("x", keptAnswerBytes)
	a.status.set(long)
	a.want("too large", keptAnswers+7, seesHistory, `{ burstingStatus { nodes { why } } }`, nil, "xxx")
	if n := len(a.answers.kept); n != 0 || len(a.answers.old) != n {
		t.Errorf("%d too large answers, %d keys", n, len(a.answers.old))
	}
}

// One executes it and the others wait, each for as long as they like; when the
// one goes away, another does it.
func TestBurstingAnswersTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAnswering(t)
		a.status.set(large(1, 1)) // of several, the executor has all but one wait under a mutex
		gate := make(chan struct{})
		a.history.gate = gate
		first, leave := context.WithCancel(t.Context())
		impatient, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		got := make([]string, 12)
		var asking sync.WaitGroup
		asking.Go(func() { got[0], _ = a.ask(first, seesHistory, askLast, nil) })
		synctest.Wait()
		asking.Go(func() { got[1], _ = a.ask(impatient, seesHistory, askLast, nil) })
		for i := 2; i < len(got); i++ {
			asking.Go(func() { got[i], _ = a.ask(t.Context(), seesHistory, askLast, nil) })
		}
		synctest.Wait()
		if n := a.history.reads(); n != 1 {
			t.Errorf("%d asked the history", n)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got[1] != "" {
			t.Errorf("waited too long: %s", got[1])
		}
		leave()
		synctest.Wait()
		if n := a.history.reads(); n != 2 {
			t.Errorf("%d asked the history after the first had gone", n)
		}
		close(gate)
		asking.Wait()
		for i, answer := range got[2:] {
			if !strings.Contains(answer, "It was so 0") {
				t.Errorf("%d: %s", i+2, answer)
			}
		}
		if n := a.ran.Load(); n != 2 {
			t.Errorf("%d executions", n)
		}
	})
}

// Nobody waits for ever for one that panicked.
func TestBurstingAnswerPanics(t *testing.T) {
	a := newAnswering(t)
	ctx := graphql.StartOperationTrace(auth.WithCall(t.Context(), auth.Call{Principal: auth.Principal{Kind: auth.KindToken, ID: "t", Scopes: seesHistory}}))
	op, errs := a.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: askLast})
	if errs != nil {
		t.Fatal(errs)
	}
	func() {
		defer func() { _ = recover() }()
		a.answers.Answer(ctx, op, func(context.Context) *graphql.Response { panic("no") })
	}()
	a.want("afterwards", 1, seesHistory, askLast, nil, "It was so 0")
}

// Many with different rights, while the status changes: nobody sees what others
// may, nor a status older than the one when they asked.
func TestBurstingAnswersRace(t *testing.T) {
	a := newAnswering(t)
	var shown atomic.Int32
	var asking sync.WaitGroup
	for i := range 8 {
		asking.Go(func() {
			for range 200 {
				scopes, sees := seesHistory, true
				if i%2 == 0 {
					scopes, sees = seesConfig, false
				}
				least := shown.Load()
				got, _ := a.ask(t.Context(), scopes, askLast, nil)
				if strings.Contains(got, "It was so 0") != sees {
					t.Errorf("sees the history: %v: %s", sees, got)
				}
				var threshold int32
				if _, err := fmt.Sscanf(got, `{"data":{"burstingStatus":{"thresholdHd":%d`, &threshold); err != nil || threshold < least {
					t.Errorf("%d is older than %d: %v %s", threshold, least, err, got)
				}
			}
		})
	}
	for i := range int32(100) {
		next := large(2, 2)
		next.Settings.ThresholdHD = int(i)
		a.status.set(next)
		shown.Store(i)
		_, _ = a.ask(t.Context(), seesHistory, askLast, nil)
	}
	asking.Wait()
}

// Over HTTP: checks come first for everybody, and what they may not ask is
// refused however often it was answered to others.
func TestSharedBurstingAnswersOverHTTP(t *testing.T) {
	s := newStack(t)
	status := large(1, 1)
	node := status.View.Nodes[0].Node
	s.append(events.BurstNodeStream(node), events.NodeBurstRunning{ID: node, Attempt: "1"})
	status.View.Nodes[0].LastEvent = events.DeriveID(events.BurstNodeStream(node) + "0")
	s.bursting.set(status)
	const document = `{ burstingStatus { nodes { lastEvent { reason } } } }`
	secret := s.token("no history", "config:read", "graphql:adhoc")
	adhoc := s.token("no configuration", "history:read", "graphql:adhoc")
	for range 2 {
		if a := s.ask(s.reader, document, nil); !strings.Contains(string(a.raw), "The machine runs") || !strings.Contains(string(a.raw), `"cost":{"requested":`) {
			t.Errorf("%s", a.raw)
		}
		if a := s.ask(secret, document, nil); !strings.Contains(string(a.raw), `"lastEvent":null`) {
			t.Errorf("%s", a.raw)
		}
		if a := s.ask(adhoc, document, nil); !strings.Contains(string(a.raw), "FORBIDDEN") {
			t.Errorf("%s", a.raw)
		}
	}
	s.bursting.set(large(1, 0))
	if a := s.ask(s.reader, document, nil); !strings.Contains(string(a.raw), `"nodes":[]`) {
		t.Errorf("%s", a.raw)
	}
}

// waiting are answers that never come.
type waiting struct{}

func (waiting) Answer(ctx context.Context, _ *graphql.OperationContext, _ func(context.Context) *graphql.Response) ([]byte, *graphql.Response) {
	<-ctx.Done()
	return nil, nil
}

type anybodyAtAll struct{}

func (anybodyAtAll) Verify(context.Context, auth.Credential, bool) (auth.Principal, error) {
	return auth.Principal{Kind: auth.KindToken, ID: "t", Scopes: seesHistory}, nil
}

// Who has waited for somebody else's answer until the time was over is told.
func TestWaitingForAnAnswerEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAnswering(t)
		server := transport.New(transport.Options{
			Executor: a.exec, Verifier: anybodyAtAll{}, Recover: recoverPanic, Log: slog.New(slog.DiscardHandler), Answers: waiting{},
		})
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(`{"query": "{ burstingStatus { enabled } }"}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/graphql-response+json")
		r.Header.Set("Authorization", "Bearer t")
		begun, w := time.Now(), httptest.NewRecorder()
		server.ServeHTTP(w, r)
		if took := time.Since(begun); took != transport.OperationTimeout || w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "UNAVAILABLE") {
			t.Errorf("after %v: %d %s", took, w.Code, w.Body)
		}
	})
}
