package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// A token that may read a part gets that part of what it asks for, and is told
// when that is nothing.
func TestRightsRestrict(t *testing.T) {
	s := memory.New()
	sample(t, s)
	h := Handler(s, HandlerOptions{Rights: func(*http.Request, bool) (Rights, error) {
		return Rights{Streams: []string{"node-", "conference-"}, Types: []string{"node.maintenance-"}}, nil
	}})
	for query, want := range map[string]string{
		"":            "1 2 4 5 7 8 end9",
		"?type=node.": "1 2 4 5 7 8 end9",
		"?type=node.maintenance-entered.,location.":         "1 4 7 end9",
		"?type=location.&type=node.maintenance-left.v1":     "2 5 8 end9",
		"?streamPrefix=node-b":                              "2 5 8 end9",
		"?streamPrefix=n,node-b,loc&limit=2":                "1 2 end2",
		"?stream=node-a":                                    "1 4 7 end7",
		"?streamPrefix=conference-":                         "end9",
		"?backwards=true&limit=1&type=node.maintenance-l":   "8 end8",
		"?follow=true&limit=2&after=4&streamPrefix=node-":   "5 7",
		"?wait=1&limit=1&after=4&type=node.maintenance-ent": "7 end7",
	} {
		w := get(t, h, query)
		if got := strings.Join(positions(t, w.Body.String()), " "); got != want {
			t.Errorf("%s: %d %q, want %q", query, w.Code, got, want)
		}
	}
	for query, field := range map[string]string{
		"?type=location.": "type", "?stream=location-c": "stream", "?streamPrefix=location-,settings": "streamPrefix", "?personal=true": "personal",
	} {
		wantProblem(t, query, get(t, h, query), http.StatusForbidden, CodeForbidden, field)
	}
}

// Long lists of both sides are no fault of the reader.
func TestRightsAreMany(t *testing.T) {
	s := memory.New()
	sample(t, s)
	var asked, allowed []string
	for i := range maxPrefixes {
		asked = append(asked, fmt.Sprintf("node.maintenance-%d", i), "")
		allowed = append(allowed, fmt.Sprintf("node.maintenance-%d.%d", i, i))
	}
	asked = slices.DeleteFunc(asked, func(p string) bool { return p == "" })
	asked[0], allowed[1] = "node.", "node.maintenance-l"
	h := Handler(s, HandlerOptions{Rights: func(*http.Request, bool) (Rights, error) { return Rights{Types: allowed}, nil }})
	if got := strings.Join(positions(t, get(t, h, "?type="+strings.Join(asked, ",")).Body.String()), " "); got != "2 5 8 end9" {
		t.Error(got)
	}
}

// Personal data is shown to those who may see it and ask for it.
func TestPersonal(t *testing.T) {
	s := memory.New()
	add(t, s, "conference-c", events.ParticipantJoined{ConferenceID: "c", ParticipantID: "p", DisplayName: "Ada"})
	may := Handler(s, HandlerOptions{Rights: func(*http.Request, bool) (Rights, error) { return Rights{Personal: true}, nil }})
	for query, want := range map[string]bool{"": false, "?personal=false": false, "?personal=true": true} {
		if w := get(t, may, query); strings.Contains(w.Body.String(), "Ada") != want {
			t.Errorf("%q: %s", query, w.Body)
		}
	}
	wantProblem(t, "without the right", get(t, Handler(s, HandlerOptions{}), "?personal=true"), http.StatusForbidden, CodeForbidden, "personal")
}

func TestRightsRefuse(t *testing.T) {
	s := memory.New()
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{&Refusal{Status: 401, Problem: Problem{Code: "UNAUTHENTICATED", Message: "who"}}, 401, "UNAUTHENTICATED"},
		{errors.New("the disk"), 503, CodeUnavailable},
	} {
		h := Handler(s, HandlerOptions{Rights: func(*http.Request, bool) (Rights, error) { return Rights{}, c.err }})
		wantProblem(t, c.code, get(t, h, "?limit=x"), c.status, c.code, "") // before anything else is said
	}
}

// An export ends when the rights that it began with change.
func TestRightsChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		began := time.Now()
		h := Handler(s, HandlerOptions{Rights: func(_ *http.Request, begin bool) (Rights, error) {
			if begin != (time.Since(began) == 0) {
				t.Error("begin is", begin)
			}
			if time.Since(began) > time.Minute {
				return Rights{Types: []string{"node."}}, nil
			}
			return Rights{}, nil
		}})
		get(t, h, "?follow=true")
		if took := time.Since(began); took < time.Minute || took > 70*time.Second {
			t.Errorf("export ended after %s", took)
		}
	})
}

func TestNarrowed(t *testing.T) {
	for _, c := range []struct {
		asked, allowed, want string
		ok                   bool
	}{
		{"", "", "", true},
		{"a", "", "a", true},
		{"", "b", "b", true},
		{"node.", "node.created", "node.created", true},
		{"node.created", "node.", "node.created", true},
		{"node. service.", "node.created conference.", "node.created", true},
		{"n s", "node. service. x", "node. service.", true},
		{"a", "b", "", false},
	} {
		got, ok := narrowed(strings.Fields(c.asked), strings.Fields(c.allowed))
		if strings.Join(got, " ") != c.want || ok != c.ok {
			t.Errorf("%+v: %v %t", c, got, ok)
		}
	}
}

// One caller cannot take all places.
func TestSeatsOfOneCaller(t *testing.T) {
	s := memory.New()
	h := Handler(s, HandlerOptions{Readers: 3, ReadersEach: 2, Rights: func(r *http.Request, _ bool) (Rights, error) {
		return Rights{Caller: r.Header.Get("X-Who")}, nil
	}})
	ctx, cancel := context.WithCancel(context.Background())
	open := func(who string) (leave func()) {
		ctx, cancel := context.WithCancel(ctx)
		_, pw := io.Pipe()
		w := &pipeWriter{header: make(http.Header), w: pw, begun: make(chan struct{})}
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/events?follow=true", nil)
		r.Header.Set("X-Who", who)
		done := make(chan struct{})
		go func() {
			defer close(done)
			h.ServeHTTP(w, r)
		}()
		<-w.begun
		return func() { cancel(); <-done }
	}
	try := func(who string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/events", nil)
		r.Header.Set("X-Who", who)
		h.ServeHTTP(w, r)
		return w
	}
	leave := []func(){open("a"), open("a")}
	wantProblem(t, "third of a", try("a"), http.StatusTooManyRequests, CodeBusy, "")
	if w := try("b"); w.Code != http.StatusOK {
		t.Errorf("b: %d", w.Code)
	}
	leave = append(leave, open("b"))
	wantProblem(t, "fourth of all", try("c"), http.StatusServiceUnavailable, CodeBusy, "")
	leave[0]()
	if w := try("a"); w.Code != http.StatusOK {
		t.Errorf("a after one left: %d", w.Code)
	}
	leave[1]()
	leave[2]()
	cancel()
	if n := len(h.(*handler).seats.of); n != 0 {
		t.Errorf("%d callers are remembered", n)
	}
}

// trimmed is a log of which the beginning was removed.
type trimmed struct {
	store.Store
	oldest events.Position
}

func (s *trimmed) Describe(context.Context) (store.Info, error) {
	return store.Info{Oldest: s.oldest}, nil
}

func TestExpired(t *testing.T) {
	s := memory.New()
	sample(t, s)
	h := Handler(&trimmed{s, 5}, HandlerOptions{})
	for query, want := range map[string]string{
		"": "1 2 3 4 5 6 7 8 9 end9", "?after=0&limit=1": "1 end1", "?after=5&limit=1": "6 end6",
		"?after=4&gaps=true&limit=1": "5 end5", "?backwards=true&before=3": "2 1 end1", "?after=end": "end9",
		"?after=end&limit=2": "end9",
	} {
		if got := strings.Join(positions(t, get(t, h, query).Body.String()), " "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	for _, query := range []string{"?after=1", "?after=4", "?after=4&follow=true", "?after=4&wait=9", "?after=1&stream=node-a"} {
		w := get(t, h, query)
		wantProblem(t, query, w, http.StatusGone, CodeExpired, "after")
		if !strings.Contains(w.Body.String(), `"oldestPosition":"5"`) {
			t.Errorf("%s: %s", query, w.Body)
		}
	}
	// A program learns it, too; one that reads from the beginning goes on where
	// its connection broke.
	n := &network{handler: h}
	client := Client{URL: "http://parley.test/events", HTTP: &http.Client{Transport: n}, Attempts: 1}
	var refused *Refusal
	if err := client.Tail(context.Background(), io.Discard, Options{From: 3}); !errors.As(err, &refused) || refused.OldestPosition != "5" {
		t.Errorf("client: %v", err)
	}
	n.spoil = func(i int, body io.ReadCloser) io.ReadCloser {
		if i < 4 {
			return cutAfter(600, io.ErrUnexpectedEOF)(body)
		}
		return body
	}
	client.Attempts = 9
	n.n = 0
	var out strings.Builder
	if err := client.Read(context.Background(), &out, Options{}); err != nil || strings.Join(positions(t, out.String()), " ") != "1 2 3 4 5 6 7 8 9" {
		t.Errorf("client from the beginning: %v, %s", err, out.String())
	}
	n.wg.Wait()
}

// A reader that falls behind what is complete while it reads is told, too.
func TestExpiresMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		log := &trimmed{s, 5}
		began := time.Now()
		h := Handler(log, HandlerOptions{Rights: func(*http.Request, bool) (Rights, error) {
			if time.Since(began) > time.Minute {
				log.oldest = 20
			}
			return Rights{}, nil
		}})
		get(t, h, "?follow=true&after=5")
		if took := time.Since(began); took < time.Minute || took > 70*time.Second {
			t.Errorf("ended after %s", took)
		}
	})
}

func TestLongPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memory.New()
		sample(t, s)
		h := Handler(s, HandlerOptions{})
		began := time.Now()
		since := func(want time.Duration) {
			t.Helper()
			if took := time.Since(began); took != want {
				t.Errorf("took %s, want %s", took, want)
			}
			began = time.Now()
		}
		lines := func(query string) string { return strings.Join(positions(t, get(t, h, query).Body.String()), " ") }
		if got := lines("?after=7&wait=60"); got != "8 9 end9" {
			t.Errorf("there is something: %s", got)
		}
		since(0)
		if got := lines("?after=9&wait=12"); got != "b9 b9 end9" {
			t.Errorf("there is nothing: %s", got)
		}
		since(12 * time.Second)
		if got := lines("?type=tree.&wait=3"); got != "end9" {
			t.Errorf("nothing matches: %s", got)
		}
		since(3 * time.Second)
		if got := lines("?after=9&wait=0"); got != "end9" {
			t.Errorf("no waiting: %s", got)
		}
		since(0)
		go func() {
			time.Sleep(7 * time.Second)
			add(t, s, "location-c", events.LocationRemoved{ID: "c"})
			time.Sleep(time.Second)
			add(t, s, "node-new", events.NodeMaintenanceLeft{ID: "a"})
		}()
		if got := lines("?after=9&wait=60&type=node."); got != "b9 b10 11 end11" && got != "b9 11 end11" {
			t.Errorf("something comes: %s", got)
		}
		since(8 * time.Second)
		go func() {
			time.Sleep(time.Second)
			add(t, s, "node-later", events.NodeMaintenanceLeft{ID: "a"}, events.NodeMaintenanceLeft{ID: "a"})
		}()
		if got := lines("?wait=60&stream=node-later&limit=1"); got != "12 end12" {
			t.Errorf("a stream begins: %s", got)
		}
		since(time.Second)
		wantProblem(t, "no such stream", get(t, h, "?stream=node-z"), http.StatusNotFound, CodeNotFound, "stream")
	})
	h := Handler(memory.New(), HandlerOptions{})
	for query, field := range map[string]string{
		"?wait=61": "wait", "?wait=-1": "wait", "?wait=1s": "wait", "?wait=1&follow=true": "wait", "?wait=1&backwards=true": "wait",
		"?type=": "type", "?type=a,,b": "type", "?streamPrefix=a&stream=b": "streamPrefix", "?after=End": "after", "?gaps=1": "gaps",
		"?type=" + strings.Repeat("a,", maxPrefixes) + "a": "type", "?streamPrefix=" + strings.Repeat("a", store.MaxStreamBytes+1): "streamPrefix", "?personal=": "personal",
	} {
		wantProblem(t, query, get(t, h, query), http.StatusBadRequest, CodeInvalid, field)
	}
}
