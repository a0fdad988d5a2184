package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/events"
)

func (f *simulateFlags) print(out io.Writer, trace replay.Trace, list []played) error {
	switch {
	case f.output == "json":
		return printJSON(out, trace, list)
	case f.timeline:
		return printTimeline(out, list)
	case f.output == "csv":
		return printCSV(out, list)
	}
	fmt.Fprintf(out, "%d calls from %s to %s\n\n", len(trace.Calls), trace.From.Format(time.RFC3339), trace.Until.Format(time.RFC3339))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "threshold\tmin lifetime\trejected\tstarts\tnode-hours\tcost\tat threshold\tmost nodes\t")
	for _, p := range list {
		threshold, lifetime := strconv.Itoa(p.variant.ThresholdHD), fmt.Sprintf("%.0f min", p.variant.MinLifetime.Minutes())
		if p.variant.Disabled {
			threshold, lifetime = "off", "-"
		}
		o := p.outcome
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%.1f\t%s\t%.0f min\t%d\t\n", threshold, lifetime, o.Rejected, o.Starts, o.NodeHours(), money(o.CostMicros), o.Reached.Minutes(), o.Most)
	}
	return w.Flush()
}

// money is an amount of millionths with two decimals.
func money(micros int64) string {
	cents := (micros + 5_000) / 10_000
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}

func printCSV(out io.Writer, list []played) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"enabled", "threshold", "min_lifetime_minutes", "calls", "rejected", "starts", "stops", "node_hours", "cost", "minutes_at_threshold", "most_nodes"}) // Error tells
	for _, p := range list {
		o := p.outcome
		_ = w.Write([]string{
			strconv.FormatBool(!p.variant.Disabled), strconv.Itoa(p.variant.ThresholdHD), fmt.Sprintf("%.0f", p.variant.MinLifetime.Minutes()),
			strconv.Itoa(o.Calls), strconv.Itoa(o.Rejected), strconv.Itoa(o.Starts), strconv.Itoa(o.Stops),
			fmt.Sprintf("%.3f", o.NodeHours()), money(o.CostMicros), fmt.Sprintf("%.1f", o.Reached.Minutes()), strconv.Itoa(o.Most),
		})
	}
	w.Flush()
	return w.Error()
}

func printTimeline(out io.Writer, list []played) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"enabled", "threshold", "min_lifetime_minutes", "time", "free_hd", "burst_nodes", "rejected"}) // Error tells
	for _, p := range list {
		for _, point := range p.outcome.Timeline {
			_ = w.Write([]string{
				strconv.FormatBool(!p.variant.Disabled), strconv.Itoa(p.variant.ThresholdHD), fmt.Sprintf("%.0f", p.variant.MinLifetime.Minutes()),
				point.At.Format(time.RFC3339), strconv.Itoa(point.FreeHD), strconv.Itoa(point.Nodes), strconv.Itoa(point.Rejected),
			})
		}
	}
	w.Flush()
	return w.Error()
}

// The form of --output json.
type (
	simulatedJSON struct {
		From     time.Time     `json:"from"`
		Until    time.Time     `json:"until"`
		Calls    int           `json:"calls"`
		Variants []variantJSON `json:"variants"`
	}
	variantJSON struct {
		Enabled            bool        `json:"enabled"`
		ThresholdHD        int         `json:"thresholdHd"`
		MinLifetimeMinutes float64     `json:"minLifetimeMinutes"`
		Rejected           int         `json:"rejected"`
		Starts             int         `json:"starts"`
		Stops              int         `json:"stops"`
		NodeHours          float64     `json:"nodeHours"`
		Cost               string      `json:"cost"`
		MinutesAtThreshold float64     `json:"minutesAtThreshold"`
		MostNodes          int         `json:"mostNodes"`
		Started            []startJSON `json:"started"`
		Timeline           []pointJSON `json:"timeline"`
	}
	startJSON struct {
		At     time.Time          `json:"at"`
		Node   string             `json:"node"`
		Reason events.BurstReason `json:"reason"`
	}
	pointJSON struct {
		At         time.Time `json:"at"`
		FreeHD     int       `json:"freeHd"`
		BurstNodes int       `json:"burstNodes"`
		Rejected   int       `json:"rejected"`
	}
)

func printJSON(out io.Writer, trace replay.Trace, list []played) error {
	doc := simulatedJSON{From: trace.From, Until: trace.Until, Calls: len(trace.Calls), Variants: []variantJSON{}}
	for _, p := range list {
		o := p.outcome
		v := variantJSON{
			Enabled: !p.variant.Disabled, ThresholdHD: p.variant.ThresholdHD, MinLifetimeMinutes: p.variant.MinLifetime.Minutes(),
			Rejected: o.Rejected, Starts: o.Starts, Stops: o.Stops, NodeHours: o.NodeHours(), Cost: money(o.CostMicros),
			MinutesAtThreshold: o.Reached.Minutes(), MostNodes: o.Most, Started: []startJSON{}, Timeline: []pointJSON{},
		}
		for _, s := range o.Started {
			v.Started = append(v.Started, startJSON(s))
		}
		for _, point := range o.Timeline {
			v.Timeline = append(v.Timeline, pointJSON{point.At, point.FreeHD, point.Nodes, point.Rejected})
		}
		doc.Variants = append(doc.Variants, v)
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
