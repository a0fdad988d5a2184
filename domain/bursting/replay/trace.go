// Package replay plays recorded demand under other settings of bursting, with
// the process manager and the placement that the platform itself uses, and says
// what would have become of it.
//
// A Trace is the demand: a deployment and its calls. A Recorder makes one from
// the log. Run plays it for one Variant of the settings. The package is pure;
// see package domain.
package replay

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// Trace is a deployment and the calls that came to it.
type Trace struct {
	From      time.Time  `json:"from"`
	Until     time.Time  `json:"until"`
	Locations []Location `json:"locations"`
	Nodes     []Node     `json:"nodes"`
	Calls     []Call     `json:"calls"` // by start
	// ThresholdHD and MinLifetimeMinutes are what was set.
	ThresholdHD        int `json:"thresholdHd"`
	MinLifetimeMinutes int `json:"minLifetimeMinutes"`
	// StartSeconds is how long a start of a burst node usually took; 0: unknown.
	StartSeconds int `json:"startSeconds,omitempty"`
}

// Location is a system location.
type Location struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	ThresholdHD int    `json:"thresholdHd,omitempty"` // 0: the deployment's
	Transcoding string `json:"transcoding,omitempty"`
	Overflow1   string `json:"overflow1,omitempty"`
	Overflow2   string `json:"overflow2,omitempty"`
}

// Node is a Conferencing Node.
type Node struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Location string          `json:"location"`
	Tokens   capacity.Tokens `json:"tokens"`
	Weight   int             `json:"weight,omitempty"`
	Burst    bool            `json:"burst,omitempty"`
	Proxying bool            `json:"proxying,omitempty"`
}

// Call is a call that came, whether or not it was admitted then.
type Call struct {
	Conference string          `json:"conference"`
	Location   string          `json:"location"` // of the node that took it
	Start      time.Time       `json:"start"`
	End        time.Time       `json:"end"`
	Cost       capacity.Tokens `json:"cost"`
	Reserve    capacity.Tokens `json:"reserve,omitempty"` // of its conference, per node
	// Rejected then: its length is that of the middle one of the others.
	Rejected bool `json:"rejected,omitempty"`
}

// Check says what is wrong with a trace.
func (t Trace) Check() error {
	if !t.From.Before(t.Until) {
		return fmt.Errorf("until: %s does not lie after from, %s", t.Until.Format(time.RFC3339), t.From.Format(time.RFC3339))
	}
	places := map[string]bool{}
	for i, l := range t.Locations {
		if l.ID == "" || places[l.ID] {
			return fmt.Errorf("locations.%d.id: %q is empty or there twice", i, l.ID)
		}
		places[l.ID] = true
	}
	nodes := map[string]bool{}
	for i, n := range t.Nodes {
		switch {
		case n.ID == "" || nodes[n.ID]:
			return fmt.Errorf("nodes.%d.id: %q is empty or there twice", i, n.ID)
		case !places[n.Location]:
			return fmt.Errorf("nodes.%d.location: there is no location %q", i, n.Location)
		case n.Tokens < 0:
			return fmt.Errorf("nodes.%d.tokens: %d is negative", i, n.Tokens)
		}
		nodes[n.ID] = true
	}
	for i, c := range t.Calls {
		switch {
		case !places[c.Location]:
			return fmt.Errorf("calls.%d.location: there is no location %q", i, c.Location)
		case c.End.Before(c.Start):
			return fmt.Errorf("calls.%d.end: it lies before its start", i)
		case c.Cost <= 0 || c.Reserve < 0:
			return fmt.Errorf("calls.%d.cost: a call costs tokens", i)
		}
	}
	return nil
}

// TypePrefixes are the types of the events that a Recorder folds.
func TypePrefixes() []string {
	return append(SettingPrefixes(), "node.call-rejected.",
		"conference.participant-joined.", "conference.participant-moved.", "conference.participant-left.", "conference.participant-media-changed.",
		"conference.call-placed.", "conference.ended.")
}

// SettingPrefixes are those of them that tell of the deployment. The others tell
// of calls.
func SettingPrefixes() []string {
	return []string{"location.", "settings.", "node.created.", "node.updated.", "node.removed.", "node.connected.", "node.burst-running."}
}

// Recorder makes a trace from events in their order. The zero value is ready to
// use.
type Recorder struct {
	// Since is the beginning of what is wanted: calls that ended before are
	// forgotten at once.
	Since     time.Time
	locations map[string]events.LocationSettings
	nodes     map[string]events.NodeSettings
	tokens    map[string]int64
	settings  events.GlobalSettings
	took      []int64 // milliseconds of starts
	from      map[participant]string
	open      map[participant]Call
	held      map[participant]bool // of open: begun by what its node held for it, before it told where the call was placed
	calls     []Call
	reserve   map[string]capacity.Tokens // by conference
}

type participant struct{ conference, id string }

// Calls is how many calls it has so far.
func (r *Recorder) Calls() int { return len(r.calls) + len(r.open) }

// Apply folds one event.
func (r *Recorder) Apply(rec events.Recorded) {
	if r.locations == nil {
		r.locations, r.nodes, r.tokens = map[string]events.LocationSettings{}, map[string]events.NodeSettings{}, map[string]int64{}
		r.from, r.open, r.held, r.reserve = map[participant]string{}, map[participant]Call{}, map[participant]bool{}, map[string]capacity.Tokens{}
	}
	at := rec.Meta.Time.UTC()
	if rec.Meta.Time.IsZero() {
		at = rec.Created.UTC()
	}
	switch e := rec.Event.(type) {
	case events.SettingsUpdated:
		r.settings = e.Settings
	case events.LocationCreated:
		r.locations[e.ID] = e.Settings
	case events.LocationUpdated:
		r.locations[e.ID] = e.Settings
	case events.LocationRemoved:
		delete(r.locations, e.ID)
	case events.NodeCreated:
		r.nodes[e.ID] = e.Settings
	case events.NodeUpdated:
		r.nodes[e.ID] = e.Settings
	case events.NodeRemoved:
		delete(r.nodes, e.ID)
	case events.NodeConnected:
		r.tokens[e.ID] = e.CapacityTokens
	case events.NodeBurstRunning:
		if e.TookMillis > 0 {
			r.took = append(r.took, e.TookMillis)
		}
	case events.NodeCallRejected:
		r.rejected(e, at)
	default:
		r.call(rec.Event, at)
	}
}

// rejected: only those that found no capacity are demand.
func (r *Recorder) rejected(e events.NodeCallRejected, at time.Time) {
	n, ok := r.nodes[e.ID]
	if !ok || at.Before(r.Since) || e.Reason != "capacity-exceeded" && e.Reason != "edge-capacity-exceeded" {
		return
	}
	for range max(e.Count, 1) {
		r.calls = append(r.calls, Call{Conference: "service " + e.ServiceID, Location: n.LocationID, Start: at, Cost: capacity.HD, Reserve: capacity.HD, Rejected: true})
	}
}

func (r *Recorder) call(ev events.Event, at time.Time) {
	switch e := ev.(type) {
	case events.ParticipantJoined:
		r.from[participant{e.ConferenceID, e.ParticipantID}] = e.LocationID
	case events.ParticipantMoved:
		r.from[participant{e.ConferenceID, e.ParticipantID}] = e.LocationID
	case events.CallPlaced:
		p := participant{e.ConferenceID, e.ParticipantID}
		start := at
		if r.held[p] { // the same call, of which more is known now
			start = r.open[p].Start
			delete(r.open, p)
			delete(r.held, p)
		}
		r.end(p, at)
		from := cmp.Or(r.from[p], e.LocationID)
		if e.Reserve > 0 {
			r.reserve[e.ConferenceID] = max(r.reserve[e.ConferenceID], capacity.Tokens(e.Reserve))
		}
		if e.Cost > 0 && e.NodeID != "" {
			r.open[p] = Call{Conference: e.ConferenceID, Location: from, Start: start, Cost: capacity.Tokens(e.Cost)}
		}
	case events.ParticipantMediaChanged: // comes before the placement, or from a node that places no calls
		p := participant{e.ConferenceID, e.ParticipantID}
		switch _, on := r.open[p]; {
		case e.Tokens == 0:
			r.end(p, at)
		case !on && r.from[p] != "":
			r.open[p] = Call{Conference: e.ConferenceID, Location: r.from[p], Start: at, Cost: capacity.Tokens(e.Tokens)}
			r.held[p] = true
		}
	case events.ParticipantLeft:
		p := participant{e.ConferenceID, e.ParticipantID}
		r.end(p, at)
		delete(r.from, p)
	case events.ConferenceEnded:
		for p := range r.open {
			if p.conference == e.ID {
				r.end(p, at)
			}
		}
		for p := range r.from {
			if p.conference == e.ID {
				delete(r.from, p)
			}
		}
		if at.Before(r.Since) {
			delete(r.reserve, e.ID)
		}
	}
}

func (r *Recorder) end(p participant, at time.Time) {
	if c, ok := r.open[p]; ok {
		c.End = at
		if !c.End.Before(c.Start) && c.End.After(r.Since) {
			r.calls = append(r.calls, c)
		}
		delete(r.open, p)
		delete(r.held, p)
	}
}

// Trace is the demand between two times, with the deployment as it is at the end
// of what was folded. Calls that are still on last until then.
func (r *Recorder) Trace(from, until time.Time) Trace {
	complete := r.settings.Complete()
	t := Trace{From: from, Until: until, ThresholdHD: complete.BurstingThreshold, MinLifetimeMinutes: complete.BurstingMinLifetime}
	for id, s := range r.locations {
		t.Locations = append(t.Locations, Location{id, s.Name, s.BurstingThreshold, s.TranscodingLocation, s.OverflowLocation1, s.OverflowLocation2})
	}
	slices.SortFunc(t.Locations, func(a, b Location) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	for id, s := range r.nodes {
		tokens := capacity.Tokens(r.tokens[id])
		if s.CapacityHD > 0 {
			tokens = capacity.FromHD(s.CapacityHD)
		}
		t.Nodes = append(t.Nodes, Node{id, s.Name, s.LocationID, tokens, s.MediaPriorityWeight, s.CloudBursting, s.Role == events.NodeProxying})
	}
	slices.SortFunc(t.Nodes, func(a, b Node) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	slices.Sort(r.took)
	if len(r.took) > 0 {
		t.StartSeconds = int(r.took[len(r.took)/2] / 1000)
	}
	t.Calls = r.demand(from, until)
	return t
}

func (r *Recorder) demand(from, until time.Time) []Call {
	var lengths []time.Duration
	list := slices.Clone(r.calls)
	for _, c := range r.open {
		c.End = until
		list = append(list, c)
	}
	for _, c := range list {
		if !c.Rejected {
			lengths = append(lengths, c.End.Sub(c.Start))
		}
	}
	slices.Sort(lengths)
	usual := 30 * time.Minute
	if len(lengths) > 0 {
		usual = lengths[len(lengths)/2]
	}
	var out []Call
	for _, c := range list {
		if c.Rejected {
			c.End = c.Start.Add(usual)
		} else {
			c.Reserve = r.reserve[c.Conference]
		}
		if _, there := r.locations[c.Location]; !there || !c.End.After(from) || !c.Start.Before(until) {
			continue
		}
		if c.Start.Before(from) {
			c.Start = from
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Call) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Conference, b.Conference), cmp.Compare(a.Location, b.Location), cmp.Compare(a.Cost, b.Cost))
	})
	return out
}

// places is the trace's locations as the process manager sees them.
func (t Trace) places() []bursting.Location {
	out := make([]bursting.Location, len(t.Locations))
	for i, l := range t.Locations {
		out[i] = bursting.Location(l)
	}
	return out
}
