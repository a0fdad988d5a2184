package metrics_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"github.com/parley-video/parley/cmd/internal/metrics"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

type described struct {
	info store.Info
	err  error
}

func (d described) Describe(context.Context) (store.Info, error) { return d.info, d.err }

type statuses []projections.Status

func (s statuses) Status(context.Context) []projections.Status { return s }

func scrape(t *testing.T, s metrics.Sources) string {
	t.Helper()
	s.Logger = slog.New(slog.DiscardHandler)
	w := httptest.NewRecorder()
	metrics.Handler(s).ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func sources() metrics.Sources {
	lag, late := int64(3), 1500*time.Millisecond
	return metrics.Sources{
		Log: described{info: store.Info{Oldest: 2, Newest: 90, Updated: time.Unix(1_700_000_000, 0), Events: 88, Bytes: 4096, WALBytes: 512}},
		Projections: statuses{
			{Name: "inventory", Position: 87, Lag: &lag, LagTime: &late, State: projections.CatchingUp, Applied: 40, Skipped: 1, Rebuilding: &projections.Rebuilding{}},
			{Name: "liveview", Position: 90, State: projections.Parked},
		},
		Links:    func() int { return 7 },
		LostKeys: func() uint64 { return 2 },
		Alarms:   func(context.Context) (map[string]int, error) { return map[string]int{"error": 3, "warning": 0}, nil },

		AlarmWatch: func() (bool, uint64) { return true, 5 },
		Webhooks: func(context.Context) ([]metrics.Webhook, error) {
			return []metrics.Webhook{{Name: `a "b"`, Pending: 4, Parked: 1, Lag: &lag, Failing: true}}, nil
		},
		Version: "1.2",
	}
}

func TestMetrics(t *testing.T) {
	got := scrape(t, sources())
	for _, want := range []string{
		`parley_build_info{version="1.2"} 1`,
		`parley_log_position 90`, `parley_log_oldest_position 2`, `parley_log_events 88`, `parley_log_size_bytes 4096`, `parley_log_wal_bytes 512`,
		`parley_log_last_event_timestamp_seconds 1.7e+09`, `parley_log_up 1`,
		`parley_projection_position{projection="inventory"} 87`,
		`parley_projection_lag_events{projection="inventory"} 3`,
		`parley_projection_lag_seconds{projection="inventory"} 1.5`,
		`parley_projection_applied_events_total{projection="inventory"} 40`,
		`parley_projection_skipped_events_total{projection="inventory"} 1`,
		`parley_projection_state{projection="inventory",state="catching_up"} 1`,
		`parley_projection_state{projection="inventory",state="live"} 0`,
		`parley_projection_state{projection="liveview",state="parked"} 1`,
		`parley_projection_rebuilding{projection="inventory"} 1`,
		`parley_node_links 7`, `parley_alarms{level="error"} 3`, `parley_alarms_watching 1`, `parley_alarms_skipped_events_total 5`, `parley_personal_data_lost_keys_total 2`,
		`parley_webhook_pending_deliveries{webhook="a \"b\""} 4`, `parley_webhook_parked_deliveries{webhook="a \"b\""} 1`,
		`parley_webhook_lag_events{webhook="a \"b\""} 3`, `parley_webhook_failing{webhook="a \"b\""} 1`,
		`go_goroutines`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if strings.Contains(got, `lag_events{projection="liveview"}`) {
		t.Error("a lag that nobody knows is shown")
	}
	if t.Failed() {
		t.Log(got)
	}
}

// A source that fails hides nothing else.
func TestFailingSources(t *testing.T) {
	s := sources()
	s.Log = described{err: errors.New("gone")}
	s.Webhooks = func(context.Context) ([]metrics.Webhook, error) { return nil, errors.New("gone") }
	got := scrape(t, s)
	if !strings.Contains(got, "parley_log_up 0") || !strings.Contains(got, "parley_node_links 7") || strings.Contains(got, "webhook_pending_deliveries{") {
		t.Error(got)
	}
}

// The linter knows what good names, units and help texts are.
func TestNamesAreGood(t *testing.T) {
	problems, err := promlint.New(strings.NewReader(scrape(t, sources()))).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if strings.HasPrefix(p.Metric, "parley_") {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
}
