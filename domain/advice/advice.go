// Package advice finds what is allowed in a configuration but unwise: mixed
// locations, overflow that leads nowhere, servers without credentials.
//
// It looks at everything at once, since such mistakes lie between objects. It
// is pure; see package domain for the promises of all decisions.
package advice

import (
	"cmp"
	"slices"

	"github.com/parley-video/parley/events"
)

// Code tells warnings apart. The codes are those of ConfigurationWarningCode in
// the GraphQL schema.
type Code string

// The codes.
const (
	MixedBursting       Code = "MIXED_BURSTING"
	MixedRoles          Code = "MIXED_ROLES"
	MixedNAT            Code = "MIXED_STATIC_NAT"
	BurstNodeAlwaysOn   Code = "BURST_NODE_ALWAYS_ON"
	BurstNodeProxying   Code = "BURST_NODE_PROXYING"
	BurstNotFirst       Code = "BURST_IN_SECOND_OVERFLOW_ONLY"
	BurstUnused         Code = "BURST_LOCATION_UNUSED"
	NoOverflow          Code = "NO_OVERFLOW"
	OverflowLoop        Code = "OVERFLOW_LOOP"
	OverflowEmpty       Code = "OVERFLOW_WITHOUT_NODES"
	TranscodingEmpty    Code = "TRANSCODING_LOCATION_WITHOUT_NODES"
	EdgeOnly            Code = "EDGE_WITHOUT_TRANSCODING_LOCATION"
	TURNWithoutPassword Code = "TURN_WITHOUT_CREDENTIALS"
	RelayWithoutTURN    Code = "RELAY_ONLY_WITHOUT_TURN"
)

// Kind is the kind of an object that a warning is about.
type Kind string

// The kinds.
const (
	KindLocation Kind = "location"
	KindNode     Kind = "node"
)

// Ref names an object.
type Ref struct {
	Kind Kind
	ID   string
}

// Location is a system location.
type Location struct {
	ID       string
	Settings events.LocationSettings
}

// Node is a Conferencing Node.
type Node struct {
	ID       string
	Settings events.NodeSettings
}

// Places is the configuration that is looked at.
type Places struct {
	Locations []Location
	Nodes     []Node
	// Bursting: the deployment starts nodes when they are needed.
	Bursting bool
}

// Warning is one thing that is allowed but unwise.
type Warning struct {
	Code    Code
	Message string   // what is the case, one sentence
	Remedy  string   // what to do about it, one sentence
	Subject Ref      // where it is mended
	Field   []string // of the subject; nil: none in particular
	// Others are further objects that have to do with it.
	Others []Ref
}

// Concerns reports whether a warning has to do with an object.
func (w Warning) Concerns(o Ref) bool { return w.Subject == o || slices.Contains(w.Others, o) }

// Check looks for everything. The order is that of the names of the subjects,
// then of the codes, and the same for the same configuration.
func Check(p Places) []Warning {
	v := survey(p)
	var all []Warning
	for _, l := range v.locations {
		for _, look := range []func(*place) []Warning{mixed, v.overflow, burst, servers} {
			all = append(all, look(l)...)
		}
	}
	for _, n := range p.Nodes {
		all = append(all, node(n)...)
	}
	all = append(all, v.loops()...)
	slices.SortStableFunc(all, func(a, b Warning) int {
		return cmp.Or(
			cmp.Compare(a.Subject.Kind, b.Subject.Kind),
			cmp.Compare(v.names[a.Subject], v.names[b.Subject]),
			cmp.Compare(a.Subject.ID, b.Subject.ID),
			cmp.Compare(a.Code, b.Code),
		)
	})
	return all
}

// place is a location with what the rules ask about it.
type place struct {
	Location
	nodes       []Node
	burst       []Node // of nodes
	transcoding int
	proxying    int
	usedBy      []*place // those that overflow here
	firstOf     int      // how many of them try it first
}

func (p *place) ref() Ref { return Ref{KindLocation, p.ID} }

// view is the whole configuration, tied together.
type view struct {
	locations []*place
	byID      map[string]*place
	names     map[Ref]string
	bursting  bool
}

func survey(p Places) *view {
	v := &view{byID: make(map[string]*place, len(p.Locations)), names: map[Ref]string{}, bursting: p.Bursting}
	for _, l := range p.Locations {
		at := &place{Location: l}
		v.locations, v.byID[l.ID] = append(v.locations, at), at
		v.names[at.ref()] = l.Settings.Name
	}
	for _, n := range p.Nodes {
		v.names[nodeRef(n)] = n.Settings.Name
		at := v.byID[n.Settings.LocationID]
		if at == nil {
			continue
		}
		at.nodes = append(at.nodes, n)
		if n.Settings.CloudBursting {
			at.burst = append(at.burst, n)
			v.bursting = true
		}
		if n.Settings.Role == events.NodeProxying {
			at.proxying++
		} else {
			at.transcoding++
		}
	}
	v.tie()
	return v
}

func (v *view) tie() {
	for _, l := range v.locations {
		s := l.Settings
		if first := v.byID[s.OverflowLocation1]; first != nil {
			first.usedBy, first.firstOf = append(first.usedBy, l), first.firstOf+1
		}
		if second := v.byID[s.OverflowLocation2]; second != nil {
			second.usedBy = append(second.usedBy, l)
		}
	}
}

func nodeRef(n Node) Ref { return Ref{KindNode, n.ID} }

func refs(nodes []Node) []Ref {
	list := make([]Ref, len(nodes))
	for i, n := range nodes {
		list[i] = nodeRef(n)
	}
	return list
}

func placeRefs(list []*place) []Ref {
	var out []Ref
	for _, l := range list {
		if !slices.Contains(out, l.ref()) {
			out = append(out, l.ref())
		}
	}
	return out
}
