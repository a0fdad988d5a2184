package persistent

import (
	"slices"
	"time"
)

// Info is a group with its statistics.
type Info struct {
	Definition  Definition
	Status      string
	Connections []ConnectionInfo
	Meter       Meter
	// Places; -1: none. They are revisions, or positions for the whole log.
	LastCheckpointed, LastKnown int64
	Waiting                     int // new messages that nobody has
	Live                        bool
	Retrying                    int
	InFlight                    int
	Outstanding                 int
	Parked                      int64
}

// ConnectionInfo is a consumer with its statistics.
type ConnectionInfo struct {
	ConsumerInfo
	Meter     Meter
	Available int
	InFlight  int
	Timings   []Timing
}

// Meter counts handled messages.
type Meter struct {
	Total     int64
	Since     int64 // since it was last asked
	PerSecond int64
}

// Timing is how long messages took, in milliseconds.
type Timing struct {
	Name  string
	Value int64
}

// meter counts; reading it begins a new period.
type meter struct {
	count, last int64
	since       time.Time
}

func (m *meter) read(now time.Time) Meter {
	r := Meter{Total: m.count, Since: m.count - m.last}
	if s := now.Sub(m.since).Seconds(); s > 0 {
		r.PerSecond = int64(float64(r.Since) / s)
	}
	m.last, m.since = m.count, now
	return r
}

const keptTimings = 512

// timings keeps the last times.
type timings struct {
	ring []time.Duration
	at   int
}

func (t *timings) add(d time.Duration) {
	if len(t.ring) < keptTimings {
		t.ring = append(t.ring, d)
		return
	}
	t.ring[t.at] = d
	t.at = (t.at + 1) % keptTimings
}

var quantiles = []struct {
	name string
	part float64
}{
	{"Fastest", 0},
	{"Quintile 1", 0.2},
	{"Quintile 2", 0.4},
	{"Quintile 3", 0.6},
	{"Quintile 4", 0.8},
	{"Quintile 5", 1},
	{"90%", 0.9},
	{"95%", 0.95},
	{"99%", 0.99},
	{"99.5%", 0.995},
	{"99.9%", 0.999},
	{"Highest", 1},
}

// read returns the measurements that the protocol names.
func (t *timings) read() []Timing {
	sorted := slices.Clone(t.ring)
	slices.Sort(sorted)
	at := func(part float64) int64 {
		if len(sorted) == 0 {
			return 0
		}
		return sorted[int(part*float64(len(sorted)-1)+0.5)].Milliseconds()
	}
	var sum time.Duration
	for _, d := range sorted {
		sum += d
	}
	list := []Timing{{"Mean", (sum / time.Duration(max(len(sorted), 1))).Milliseconds()}, {"Median", at(0.5)}}
	for _, q := range quantiles {
		list = append(list, Timing{q.name, at(q.part)})
	}
	return list
}

// info describes the group. It begins a new period of its meters.
func (m *machine) info(now time.Time) Info {
	i := Info{
		Status: "Behind", Meter: m.meter.read(now), LastCheckpointed: -1, LastKnown: m.known,
		Waiting: len(m.fresh), Live: m.live, Retrying: len(m.retrying), Outstanding: m.outCount + m.replayCount,
	}
	if m.live {
		i.Status = "Live"
	}
	if m.replayPending || m.replayCount > 0 {
		i.Status += ", ReplayingParkedMessages"
	}
	if m.haveSaved {
		i.LastCheckpointed = m.checkpoint
	}
	for _, c := range m.consumers {
		i.InFlight += c.count
		ci := ConnectionInfo{ConsumerInfo: c.info, Meter: c.meter.read(now), Available: max(c.room(), 0), InFlight: c.count}
		if m.settings.ExtraStatistics {
			ci.Timings = c.timings.read()
		}
		i.Connections = append(i.Connections, ci)
	}
	return i
}
