package export

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/chain"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

// shielded is a log in which everything looks otherwise than it is stored.
type shielded struct{ store.Store }

func (s shielded) ReadAll(ctx context.Context, from events.Position, dir store.Direction, f store.Filter, max int) (store.AllPage, error) {
	page, err := s.Store.ReadAll(ctx, from, dir, f, max)
	for i := range page.Events {
		page.Events[i].Data = []byte(`{"id":"opened"}`)
	}
	return page, err
}

// A raw export is the log as it is stored, event by event, for those who may.
func TestRaw(t *testing.T) {
	s := memory.New()
	sample(t, s)
	if _, err := s.Append(t.Context(), "$$node-a", store.Any(), store.NewEvent{ID: events.DeriveID("m"), Type: "$metadata", Data: []byte("{\n\"$maxCount\": 3}")}); err != nil {
		t.Fatal(err)
	}
	add(t, s, "service-s", events.ServiceCreated{ID: "s", Settings: events.ServiceSettings{HostPIN: "s1.pin"}})
	rights := Rights{Raw: true}
	h := Handler(shielded{s}, HandlerOptions{Raw: s, Rights: func(*http.Request, bool) (Rights, error) { return rights, nil }})
	page, err := s.ReadAll(t.Context(), 0, store.Forwards, store.Filter{System: true}, 100)
	if err != nil || len(page.Events) != 11 {
		t.Fatal(len(page.Events), err)
	}
	var got []store.Event
	body := get(t, h, "?raw=true").Body.String()
	for l := range strings.Lines(body) {
		if strings.HasPrefix(l, `{"bookmark":`) {
			continue
		}
		e, err := chain.ParseRaw([]byte(strings.TrimSuffix(l, "\n")))
		if err != nil {
			t.Fatalf("%s: %v", l, err)
		}
		got = append(got, e)
	}
	if diff := cmp.Diff(page.Events, got); diff != "" || !strings.HasSuffix(body, `{"bookmark":"11","end":true}`+"\n") {
		t.Error(diff)
	}
	if text := get(t, h, "").Body.String(); !strings.Contains(text, `"opened"`) || strings.Contains(text, "$metadata") {
		t.Error(text)
	}
	for _, query := range []string{"?raw=true&type=node.", "?raw=true&stream=node-a", "?raw=true&streamPrefix=node-", "?raw=true&personal=true"} {
		wantProblem(t, query, get(t, h, query), http.StatusBadRequest, CodeInvalid, "raw")
	}
	for _, rights = range []Rights{{}, {Personal: true}, {Raw: true, Types: []string{"node."}}, {Raw: true, Streams: []string{"node-"}}} {
		wantProblem(t, "raw", get(t, h, "?raw=true"), http.StatusForbidden, CodeForbidden, "raw")
	}
}
