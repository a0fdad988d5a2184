package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// The clients' history of one stream must be one that a single copy of the
// stream could have given to calls that happen one after the other, each at
// some moment between its begin and its end.
var linearTests = []contractTest{
	{name: "concurrency/linearizable", run: testLinearizable},
}

const (
	linearRounds  = 6
	linearClients = 5
	linearCalls   = 24
	linearPatient = 30 * time.Second // for the checker
)

// streamCall is one call: a read of the whole stream, or an append of events
// that are known by their numbers.
type streamCall struct {
	read     bool
	expected store.Expected
	numbers  []int
}

// streamAnswer is what came of it.
type streamAnswer struct {
	outcome outcome
	appended,
	actual events.Revision
	exists  bool
	numbers []int // what was read
}

type outcome uint8

const (
	succeeded outcome = iota
	refused           // WrongExpected
	inDoubt           // ErrAmbiguous: happened at any later time, or never
)

// streamModel is the stream as a list of numbers, in a string so that states
// compare.
var streamModel = (&porcupine.NondeterministicModel{
	Init: func() []any { return []any{""} },
	Step: func(state, input, output any) []any {
		return stepStream(state.(string), input.(streamCall), output.(streamAnswer))
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %+v", input, output) },
}).ToModel()

func stepStream(state string, call streamCall, answer streamAnswer) []any {
	have := decodeNumbers(state)
	if call.read {
		if slices.Equal(have, answer.numbers) {
			return []any{state}
		}
		return nil
	}
	at, written, fits := placeOf(have, call)
	last := events.Revision(at + len(call.numbers) - 1) // small
	after := state
	if fits && !written {
		after = encodeNumbers(append(slices.Clone(have), call.numbers...))
	}
	switch answer.outcome {
	case succeeded:
		if fits && answer.appended == last {
			return []any{after}
		}
	case refused:
		if !fits && answer.exists == (len(have) > 0) && (!answer.exists || int(answer.actual) == len(have)-1) { // small
			return []any{state}
		}
	case inDoubt:
		if fits && !written {
			return []any{state, after}
		}
		return []any{state}
	}
	return nil
}

// placeOf says where an append goes, or stands already.
func placeOf(have []int, call streamCall) (at int, written, fits bool) {
	at = len(have)
	if revision, exact := call.expected.Revision(); exact {
		at = int(revision) + 1 // small
	} else if call.expected.IsNoStream() {
		at = 0
	} else if known := slices.Index(have, call.numbers[0]); known >= 0 {
		at = known
	} else if call.expected.IsExists() && len(have) == 0 {
		return at, false, false
	}
	if at == len(have) {
		return at, false, true
	}
	end := at + len(call.numbers)
	if end > len(have) || !slices.Equal(have[at:end], call.numbers) {
		return at, false, false
	}
	return at, true, true
}

func encodeNumbers(list []int) string {
	var b strings.Builder
	for _, n := range list {
		b.WriteRune(rune(n))
	}
	return b.String()
}

func decodeNumbers(s string) []int {
	var list []int
	for _, r := range s {
		list = append(list, int(r))
	}
	return list
}

// linearClient makes calls and writes down what came of them.
type linearClient struct {
	id      int
	s       store.Store
	stream  string
	random  *rand.Rand
	start   time.Time
	next    int // number of its next event; the clients' numbers are distinct
	last    *streamCall
	known   events.Revision
	exists  bool
	history []porcupine.Operation
}

func (c *linearClient) run(ctx context.Context, t *testing.T) {
	for range linearCalls {
		if c.random.IntN(4) == 0 {
			c.read(ctx, t)
		} else {
			c.append(ctx, t)
		}
		if t.Failed() {
			return
		}
	}
	c.read(ctx, t)
}

func (c *linearClient) record(call streamCall, began int64, answer streamAnswer) {
	ended := int64(time.Since(c.start))
	if answer.outcome == inDoubt {
		ended = math.MaxInt64 // it may happen long after the caller was told
	}
	c.history = append(c.history, porcupine.Operation{ClientId: c.id, Input: call, Call: began, Output: answer, Return: ended})
}

func (c *linearClient) read(ctx context.Context, t *testing.T) {
	began := int64(time.Since(c.start))
	page, err := c.s.ReadStream(ctx, c.stream, 0, store.Forwards, store.MaxPage)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Errorf("read: %v", err)
		return
	}
	var answer streamAnswer
	for _, e := range page.Events {
		var n int
		if _, err := fmt.Sscanf(string(e.Data[strings.LastIndexByte(string(e.Data), ':')+1:]), "%d", &n); err != nil {
			t.Errorf("payload %s: %v", e.Data, err)
			return
		}
		answer.numbers = append(answer.numbers, n)
	}
	c.record(streamCall{read: true}, began, answer)
	if n := len(page.Events); n > 0 {
		c.known, c.exists = page.Events[n-1].Revision, true
	}
}

// choose makes an append: often one that should succeed, sometimes one that
// looks at an old state, sometimes the last one again.
func (c *linearClient) choose() streamCall {
	if c.last != nil && c.random.IntN(5) == 0 {
		return *c.last
	}
	call := streamCall{expected: store.NoStream()}
	for range 1 + c.random.IntN(2) {
		call.numbers = append(call.numbers, c.next)
		c.next++
	}
	switch pick := c.random.IntN(6); {
	case pick == 0:
		call.expected = store.Any()
	case pick == 1:
		call.expected = store.Exists()
	case c.exists:
		call.expected = store.At(c.known)
	}
	return call
}

func (c *linearClient) append(ctx context.Context, t *testing.T) {
	call := c.choose()
	if !call.expected.IsAny() && !call.expected.IsExists() {
		c.last = &call // repeats without an expected revision are known for a while only
	}
	if c.random.IntN(4) == 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(c.random.IntN(2000))*time.Microsecond)
		defer cancel()
	}
	list := make([]store.NewEvent, 0, len(call.numbers))
	for _, n := range call.numbers {
		list = append(list, batch(c.stream, n, n+1)...)
	}
	began := int64(time.Since(c.start))
	a, err := c.s.Append(ctx, c.stream, call.expected, list...)
	var wrong *store.WrongExpected
	switch {
	case err == nil:
		c.record(call, began, streamAnswer{appended: a.Revision})
		c.known, c.exists = a.Revision, true
	case errors.As(err, &wrong):
		c.record(call, began, streamAnswer{outcome: refused, actual: wrong.Actual, exists: wrong.Exists})
		c.known, c.exists = wrong.Actual, wrong.Exists
	case errors.Is(err, store.ErrAmbiguous):
		c.record(call, began, streamAnswer{outcome: inDoubt})
	case errors.Is(err, context.DeadlineExceeded): // it was certainly not written: no part of the history
	default:
		t.Errorf("append: %v", err)
	}
}

// recordHistory lets clients loose on one stream and gives what they saw.
func recordHistory(t *testing.T, s store.Store, stream string, seed uint64) []porcupine.Operation {
	t.Helper()
	ctx := patient(t)
	clients := make([]*linearClient, linearClients)
	start := time.Now()
	var wg sync.WaitGroup
	for i := range clients {
		c := &linearClient{
			id: i, s: s, stream: stream, start: start, next: 1 + i*1000,
			random: rand.New(rand.NewPCG(seed, uint64(i))), // a test
		}
		clients[i] = c
		wg.Go(func() { c.run(ctx, t) })
	}
	wg.Wait()
	var history []porcupine.Operation
	for _, c := range clients {
		history = append(history, c.history...)
	}
	return history
}

func testLinearizable(t *testing.T, s store.Store) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for round := range linearRounds {
		history := recordHistory(t, s, fmt.Sprintf("a-%d", round), seed+uint64(round)) // small
		if t.Failed() {
			return
		}
		switch porcupine.CheckOperationsTimeout(streamModel, history, linearPatient) {
		case porcupine.Ok:
		case porcupine.Illegal:
			t.Fatalf("round %d: no order of these %d calls explains their answers:\n%s", round, len(history), describeHistory(history))
		default:
			t.Fatalf("round %d: the checker did not get through %d calls in %s", round, len(history), linearPatient)
		}
	}
}

func describeHistory(history []porcupine.Operation) string {
	history = slices.Clone(history)
	slices.SortFunc(history, func(a, b porcupine.Operation) int { return int(a.Call - b.Call) })
	var b strings.Builder
	for _, o := range history {
		fmt.Fprintf(&b, "%d  %d..%d  %+v -> %+v\n", o.ClientId, o.Call, o.Return, o.Input, o.Output)
	}
	return b.String()
}
