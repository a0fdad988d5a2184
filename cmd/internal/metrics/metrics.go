// Package metrics shows a Management Node's health to Prometheus: the log, the
// read models and how far they lag, node links, webhooks, and the process.
//
// It asks its sources at every scrape, with a deadline; it keeps nothing and
// starts no goroutine. It imports the Prometheus client, events/store and
// projections. A Handler is safe for concurrent use.
package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Sources are what is measured. Those that are nil are left out.
type Sources struct {
	Log         store.Describer
	Projections interface {
		Status(ctx context.Context) []projections.Status
	}
	// Links counts the Conferencing Nodes that are linked to this node.
	Links func() int
	// Webhooks lists the webhooks' deliveries.
	Webhooks func(ctx context.Context) ([]Webhook, error)
	// Certificates lists when certificates end, those first that end first.
	Certificates func(ctx context.Context) []Certificate
	// Alarms counts those that are raised, by level.
	Alarms func(ctx context.Context) (map[string]int, error)
	// AlarmWatch says whether this process watches for alarms, and how many
	// events it could not read for it.
	AlarmWatch func() (watching bool, skipped uint64)
	// LostKeys counts personal data that could not be opened though its key was
	// never destroyed.
	LostKeys func() uint64
	Version  string
	Logger   *slog.Logger
}

// Webhook is how a webhook's deliveries are doing.
type Webhook struct {
	Name            string
	Pending, Parked int
	Lag             *int64
	Failing         bool
}

// Certificate is one that ends.
type Certificate struct {
	Kind, Name string
	NotAfter   time.Time
}

// scrapeTimeout bounds what a scrape may cost.
const scrapeTimeout = 5 * time.Second

// Handler serves the metrics in the Prometheus text format.
func Handler(s Sources) http.Handler {
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister( // of our own making: a failure is a mistake in this file
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collector{s},
	)
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, ErrorLog: slog.NewLogLogger(s.Logger.Handler(), slog.LevelWarn),
		MaxRequestsInFlight: 4,
	})
}

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("parley_"+name, help, labels, nil)
}

var (
	build = describe("build_info", "The running software; always 1.", "version")

	logPosition = describe("log_position", "Position of the log's last event.")
	logOldest   = describe("log_oldest_position", "Position after which no event was ever removed.")
	logUpdated  = describe("log_last_event_timestamp_seconds", "When the log's last event was written.")
	logEvents   = describe("log_events", "Events in the log.")
	logBytes    = describe("log_size_bytes", "What the log takes on the disk.")
	logWAL      = describe("log_wal_bytes", "What of that is not in the database proper yet.")
	logUp       = describe("log_up", "1 when the log answers.")

	projectionPosition = describe("projection_position", "Position up to which a read model has read the log.", "projection")
	projectionLag      = describe("projection_lag_events", "Events that a read model has not read; absent when there are too many to count.", "projection")
	projectionLagTime  = describe("projection_lag_seconds", "How much older the last event that a read model has read is than the log's last; absent while unknown.", "projection")
	projectionApplied  = describe("projection_applied_events_total", "Events that a read model has applied since the start.", "projection")
	projectionSkipped  = describe("projection_skipped_events_total", "Events of unknown types since the start.", "projection")
	projectionState    = describe("projection_state", "1 for the state that a read model is in.", "projection", "state")
	projectionRebuilds = describe("projection_rebuilding", "1 while a read model is folded again beside the rows that it serves.", "projection")

	links = describe("node_links", "Conferencing Nodes that are linked to this node.")

	webhookPending = describe("webhook_pending_deliveries", "Deliveries that wait for their turn or for another try.", "webhook")
	webhookParked  = describe("webhook_parked_deliveries", "Deliveries that were given up.", "webhook")
	webhookLag     = describe("webhook_lag_events", "Events that a webhook has not looked at; absent when there are too many to count.", "webhook")
	webhookFailing = describe("webhook_failing", "1 while a webhook's last delivery failed.", "webhook")

	certificateEnd  = describe("certificate_not_after_timestamp_seconds", "When a certificate ends.", "kind", "name")
	certificateDays = describe("certificate_days_left", "Days until a certificate ends.", "kind", "name")

	alarms        = describe("alarms", "Alarms that are raised.", "level")
	alarmWatching = describe("alarms_watching", "1 while this Management Node watches for alarms; one of all does.")
	alarmSkipped  = describe("alarms_skipped_events_total", "Events that the watch for alarms could not read since the start.")

	lostKeys = describe("personal_data_lost_keys_total", "Times that personal data could not be opened though its key was never destroyed.")
)

// collector asks the sources at every scrape.
type collector struct{ Sources }

// Describe implements prometheus.Collector.
func (collector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		build, logPosition, logOldest, logUpdated, logEvents, logBytes, logWAL, logUp,
		projectionPosition, projectionLag, projectionLagTime, projectionApplied, projectionSkipped, projectionState, projectionRebuilds,
		links, webhookPending, webhookParked, webhookLag, webhookFailing, alarms, alarmWatching, alarmSkipped, lostKeys,
		certificateEnd, certificateDays,
	} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (c collector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	e := emitter{out}
	e.gauge(build, 1, c.Version)
	c.log(ctx, e)
	if c.Projections != nil {
		for _, s := range c.Projections.Status(ctx) {
			projection(e, s)
		}
	}
	if c.Links != nil {
		e.gauge(links, float64(c.Links()))
	}
	if c.LostKeys != nil {
		e.counter(lostKeys, float64(c.LostKeys()))
	}
	c.webhooks(ctx, e)
	if c.Certificates != nil {
		for _, one := range c.Certificates(ctx) {
			const day = 24 * time.Hour
			e.gauge(certificateEnd, float64(one.NotAfter.Unix()), one.Kind, one.Name)
			e.gauge(certificateDays, time.Until(one.NotAfter).Hours()/day.Hours(), one.Kind, one.Name)
		}
	}
	c.alarms(ctx, e)
}

func (c collector) alarms(ctx context.Context, e emitter) {
	if c.AlarmWatch != nil {
		watching, skipped := c.AlarmWatch()
		e.gauge(alarmWatching, number(watching))
		e.counter(alarmSkipped, float64(skipped))
	}
	if c.Alarms == nil {
		return
	}
	counts, err := c.Alarms(ctx)
	if err != nil {
		c.Logger.Warn("counting alarms", "error", err)
		return
	}
	for level, n := range counts {
		e.gauge(alarms, float64(n), level)
	}
}

func (c collector) log(ctx context.Context, e emitter) {
	if c.Log == nil {
		return
	}
	info, err := c.Log.Describe(ctx)
	if err != nil {
		c.Logger.Warn("measuring the event log", "error", err)
		e.gauge(logUp, 0)
		return
	}
	e.gauge(logUp, 1)
	e.gauge(logPosition, float64(info.Newest))
	e.gauge(logOldest, float64(info.Oldest))
	if !info.Updated.IsZero() {
		e.gauge(logUpdated, float64(info.Updated.UnixMicro())/1e6)
	}
	e.known(logEvents, info.Events)
	e.known(logBytes, info.Bytes)
	e.known(logWAL, info.WALBytes)
}

func projection(e emitter, s projections.Status) {
	e.gauge(projectionPosition, float64(s.Position), s.Name)
	if s.Lag != nil {
		e.gauge(projectionLag, float64(*s.Lag), s.Name)
	}
	if s.LagTime != nil {
		e.gauge(projectionLagTime, s.LagTime.Seconds(), s.Name)
	}
	e.counter(projectionApplied, float64(s.Applied), s.Name)
	e.counter(projectionSkipped, float64(s.Skipped), s.Name)
	for state, name := range map[projections.State]string{
		projections.CatchingUp: "catching_up", projections.Live: "live", projections.Parked: "parked",
	} {
		e.gauge(projectionState, number(s.State == state), s.Name, name)
	}
	e.gauge(projectionRebuilds, number(s.Rebuilding != nil), s.Name)
}

func (c collector) webhooks(ctx context.Context, e emitter) {
	if c.Webhooks == nil {
		return
	}
	all, err := c.Webhooks(ctx)
	if err != nil {
		c.Logger.Warn("measuring webhooks", "error", err)
		return
	}
	for _, w := range all {
		e.gauge(webhookPending, float64(w.Pending), w.Name)
		e.gauge(webhookParked, float64(w.Parked), w.Name)
		if w.Lag != nil {
			e.gauge(webhookLag, float64(*w.Lag), w.Name)
		}
		e.gauge(webhookFailing, number(w.Failing), w.Name)
	}
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

type emitter struct{ out chan<- prometheus.Metric }

func (e emitter) gauge(d *prometheus.Desc, v float64, labels ...string) {
	e.out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}

func (e emitter) counter(d *prometheus.Desc, v float64, labels ...string) {
	e.out <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
}

// known leaves out what a store cannot tell.
func (e emitter) known(d *prometheus.Desc, n int64) {
	if n > 0 {
		e.gauge(d, float64(n))
	}
}
