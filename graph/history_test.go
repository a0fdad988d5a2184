package graph

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/nodehistory"
)

func TestNodeHistoryFilter(t *testing.T) {
	s := newStack(t)
	s.append(events.BurstNodeStream("n"),
		events.NodeBurstStartRequested{ID: "n", Attempt: "3", Reason: events.BurstReason{Trigger: events.BurstManual, Note: "town hall"}},
		events.NodeBurstStarting{ID: "n", Attempt: "3"},
	)
	node := encodeID(kindNode, "n")
	const document = `query ($f: NodeHistoryFilter) { nodeHistory(first: 5, filter: $f) { nodes { kind trigger attempt locationId } pageInfo { hasNextPage } } }`
	entry := func(kind, trigger string) string {
		return `{"kind":"` + kind + `","trigger":` + trigger + `,"attempt":"3","locationId":null}`
	}
	requested, starting := entry("BURST_START_REQUESTED", `"MANUAL"`), entry("BURST_STARTING", "null")
	for name, c := range map[string]struct {
		filter map[string]any
		want   string
	}{
		"attempt":  {map[string]any{"nodeId": node, "attempt": "3"}, starting + "," + requested},
		"trigger":  {map[string]any{"triggers": []string{"MANUAL", "IDLE"}}, requested},
		"search":   {map[string]any{"search": "TOWN hall"}, requested},
		"location": {map[string]any{"locationId": encodeID(kindLocation, "l")}, ""},
	} {
		if a := s.ask(s.reader, document, map[string]any{"f": c.filter}); !strings.Contains(a.raw, `"nodes":[`+c.want+`]`) {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
	for field, filter := range map[string]map[string]any{
		"filter.nodeId":     {"nodeId": encodeID(kindLocation, "l")},
		"filter.locationId": {"locationId": node},
		"filter.attempt":    {"attempt": "3"},
		"filter.search":     {"search": strings.Repeat("x", maxSearch+1)},
		"filter.kinds":      {"kinds": slices.Repeat([]string{"READY"}, maxKinds+1)},
		"filter.triggers":   {"triggers": slices.Repeat([]string{"IDLE"}, maxKinds+1)},
	} {
		if a := s.ask(s.reader, document, map[string]any{"f": filter}); a.code() != string(apierr.BadUserInput) || !strings.Contains(a.raw, `"argument":"`+field+`"`) {
			t.Errorf("%s: %s", field, a.raw)
		}
	}
}

// entries is a history of so many entries; pages are cut after some of them.
type entries struct {
	NodeHistory
	total, cut int
	asked      []nodehistory.Query
	fail       error
}

func (n *entries) Entries(_ context.Context, q nodehistory.Query) (page nodehistory.Page, err error) {
	n.asked = append(n.asked, q)
	from, _ := strconv.Atoi(q.After)
	until := min(from+q.First, n.total)
	if n.cut > 0 {
		until = min(until, from+n.cut)
	}
	for i := from; i < until; i++ {
		page.Edges = append(page.Edges, projections.Edge[nodehistory.Entry]{Node: nodehistory.Entry{
			ID: "e" + strconv.Itoa(i), Position: events.Position(1<<60 + i), Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), NodeID: "n", // small
			NodeName: "=cmd()", Kind: nodehistory.BurstStopped, Trigger: events.BurstIdle, Attempt: "7", Reason: "a, \"b\" <c>",
		}})
	}
	page.HasNextPage, page.Next = until < n.total, strconv.Itoa(until)
	if len(n.asked) > 1 {
		err = n.fail
	}
	return page, err
}

func export(t *testing.T, from *entries, query string) *http.Response {
	t.Helper()
	server := httptest.NewServer(NodeHistoryExport(from, slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"?"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

func TestNodeHistoryExportCSV(t *testing.T) {
	from := &entries{total: 2500, cut: 900}
	rows, err := csv.NewReader(export(t, from, "format=csv").Body).ReadAll()
	if err != nil || len(rows) != 2501 {
		t.Fatal(len(rows), err)
	}
	want := []string{"2026-01-02T03:04:05Z", "'=cmd()", "", "BURST_STOPPED", "IDLE", "7", "a, \"b\" <c>", "", "", encodeID(kindNode, "n"), "", "", "1152921504606849475", encodeID(kindNodeEvent, "e2499")}
	if !slices.Equal(rows[0], csvColumns) || !slices.Equal(rows[2500], want) {
		t.Errorf("%q\n%q", rows[0], rows[2500])
	}
	if rows, err = csv.NewReader(export(t, &entries{}, "").Body).ReadAll(); err != nil || len(rows) != 1 {
		t.Errorf("of nothing: %q, %v", rows, err)
	}
	if rows, err = csv.NewReader(export(t, &entries{total: 5000}, "limit=1500").Body).ReadAll(); err != nil || len(rows) != 1501 {
		t.Errorf("limited: %d, %v", len(rows), err)
	}
}

func TestNodeHistoryExportLines(t *testing.T) {
	from := &entries{total: 1500}
	node := encodeID(kindNode, "n")
	res := export(t, from, url.Values{
		"format": {"ndjson"}, "limit": {"1200"}, "nodeId": {node}, "kinds": {"BURST_STOPPED,READY", "LATE"}, "triggers": {"IDLE"}, "attempt": {"7"},
		"locationId": {encodeID(kindLocation, "l")}, "from": {"2026-01-01T00:00:00Z"}, "until": {"2026-02-01T00:00:00.5+01:00"}, "search": {"a b"},
	}.Encode())
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	if len(lines) != 1201 || lines[1200] != `{"end":true,"next":"1200"}` {
		t.Fatalf("%d lines, the last is %s", len(lines), lines[len(lines)-1])
	}
	var entry map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &entry); err != nil || entry["position"] != "1152921504606846976" || entry["reason"] != "a, \"b\" <c>" || entry["trigger"] != "IDLE" {
		t.Errorf("%v, %s", err, lines[0])
	}
	q := from.asked[0]
	first, until := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 31, 23, 0, 0, 5e8, time.UTC)
	if q.NodeID != "n" || q.LocationID != "l" || len(q.Kinds) != 3 || q.Triggers[0] != events.BurstIdle || q.Attempt != "7" || !q.From.Equal(first) || !q.Until.Equal(until) || q.Search != "a b" {
		t.Errorf("%+v", q)
	}
	res = export(t, &entries{total: 1}, "format=ndjson")
	if raw, err = io.ReadAll(res.Body); err != nil || !strings.HasSuffix(string(raw), "\n{\"end\":true}\n") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestNodeHistoryExportRefusals(t *testing.T) {
	for query, field := range map[string]string{
		"format=xml": "format", "limit=0": "limit", "limit=x": "limit", "limit=1000001": "limit", "kinds=NEVER": "kinds", "triggers=NEVER": "triggers",
		"from=yesterday": "from", "until=1": "until", "nodeId=x": "nodeId", "locationId=" + encodeID(kindNode, "n"): "locationId", "attempt=1": "attempt",
		"search=" + strings.Repeat("x", maxSearch+1): "search", "after=" + strings.Repeat("x", maxCursor+1): "after", "node=1": "node",
	} {
		res := export(t, &entries{}, query)
		var body struct {
			Error struct{ Code, Field, Message string }
		}
		if err := json.NewDecoder(res.Body).Decode(&body); err != nil || res.StatusCode != http.StatusBadRequest || body.Error.Code != "INVALID" || body.Error.Field != field || body.Error.Message == "" {
			t.Errorf("%.40s: %d %+v, %v", query, res.StatusCode, body, err)
		}
	}
	// A part is not taken for the whole.
	res := export(t, &entries{total: 2000, fail: errors.New("gone")}, "")
	if _, err := io.ReadAll(res.Body); err == nil {
		t.Error("an export that broke off ended well")
	}
}

// As many exports run as there may be at a time.
func TestNodeHistoryExportsAreBounded(t *testing.T) {
	h := &historyExport{from: &entries{}, log: slog.New(slog.DiscardHandler), turns: make(chan struct{}, 1)}
	h.turns <- struct{}{}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, NodeHistoryExportPath, nil))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Error(w.Code, w.Header())
	}
	<-h.turns
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, NodeHistoryExportPath, nil))
	if w.Code != http.StatusOK || len(h.turns) != 0 {
		t.Error(w.Code, len(h.turns))
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, NodeHistoryExportPath, nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Error(w.Code)
	}
}
