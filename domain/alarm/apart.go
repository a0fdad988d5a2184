package alarm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
)

// The rules' numbers. docs/alarms.md tells them to administrators.
const (
	// ApartFor is how long nodes that both run may not reach each other: one that
	// has just come back is asked for again before that.
	ApartFor = time.Minute
	// A node that ApartMany others or more do not reach, or it them, is an alarm of
	// its own, in place of one for each of them.
	ApartMany = 3
	// apartNamed bounds those that such an alarm names.
	apartNamed = 5
)

// pair is two nodes, the lower id first.
type pair struct{ a, b string }

func pairOf(a, b string) pair { return pair{min(a, b), max(a, b)} }

func (p pair) has(id string) bool { return p.a == id || p.b == id }

// instance tells alarms about pairs apart, and from those about one node.
func (p pair) instance() string { return p.a + "/" + p.b }

// apart is two nodes that do not reach each other though both run.
type apart struct {
	from time.Time              // first seen like that by us
	said map[string]Unreachable // of who says so
}

// since is when it began, as they say.
func (a apart) since() time.Time {
	since := a.from
	for _, u := range a.said {
		if !u.Since.IsZero() && u.Since.Before(since) {
			since = u.Since
		}
	}
	return since
}

// observeApart takes over who reaches whom. A node that does not report does not
// run, as far as anybody knows, so that it cannot be reached is no news.
func (m *Manager) observeApart(o Observation, now time.Time) {
	before := m.apart
	m.apart = map[pair]apart{}
	for id, r := range o.Nodes {
		if m.nodes[id] == nil || !o.hears(id, now) {
			continue
		}
		for _, u := range r.Unreachable {
			if m.nodes[u.NodeID] == nil || u.NodeID == id || !o.hears(u.NodeID, now) {
				continue
			}
			p := pairOf(id, u.NodeID)
			a, known := m.apart[p]
			if !known {
				a = apart{from: now, said: map[string]Unreachable{}}
				if was, ok := before[p]; ok {
					a.from = was.from
				}
			}
			a.said[id] = u
			m.apart[p] = a
		}
	}
	together := map[string]time.Time{}
	for k := range m.active {
		if k.kind == events.AlarmNodesApart && !m.isApart(k.instance) {
			together[k.instance] = cmp.Or(m.together[k.instance], now)
		}
	}
	m.together = together
}

func (m *Manager) isApart(instance string) bool {
	for p := range m.apart {
		if p.has(instance) || p.instance() == instance {
			return true
		}
	}
	return false
}

// unknownApart: nothing is known of those whom the alarm is about. Who the others
// are is not in the log, so all of them are given time to be heard.
func (m *Manager) unknownApart(k key, now time.Time) bool {
	if since := m.together[k.instance]; m.nodes[k.instance] != nil && (since.IsZero() || now.Sub(since) < ApartFor) {
		return true
	}
	for id := range strings.SplitSeq(k.instance, "/") {
		if !m.seen.hears(id, now) {
			return true
		}
	}
	return false
}

// exist says that the nodes of an alarm have a record.
func (m *Manager) exist(instance string) bool {
	for id := range strings.SplitSeq(instance, "/") {
		if m.nodes[id] == nil {
			return false
		}
	}
	return true
}

func (m *Manager) apartConditions(now time.Time) []Condition {
	raised := func(instance string) bool { return m.active[key{events.AlarmNodesApart, instance}].Active }
	var out []Condition
	rest := map[pair]apart{}
	for p, a := range m.apart {
		switch {
		case !m.exist(p.instance()): // not any more
		case raised(p.instance()):
			out = append(out, m.pairCondition(p, a))
		case now.Sub(a.from) >= ApartFor || raised(p.a) || raised(p.b):
			rest[p] = a
		}
	}
	for {
		hub, of := hubOf(rest, raised)
		if hub == "" {
			break
		}
		out = append(out, m.hubCondition(hub, of))
		maps.DeleteFunc(rest, func(p pair, _ apart) bool { return p.has(hub) })
	}
	for p, a := range rest {
		if now.Sub(a.from) >= ApartFor {
			out = append(out, m.pairCondition(p, a))
		}
	}
	return out
}

// hubOf finds the node of most pairs, or else one that there is an alarm about;
// empty: there is none. One that there is an alarm about stays one, or there
// would be other alarms whenever one way more is open.
func hubOf(rest map[pair]apart, raised func(instance string) bool) (string, map[pair]apart) {
	of := map[string]map[pair]apart{}
	for p, a := range rest {
		for _, id := range []string{p.a, p.b} {
			if of[id] == nil {
				of[id] = map[pair]apart{}
			}
			of[id][p] = a
		}
	}
	hubs := slices.DeleteFunc(slices.Collect(maps.Keys(of)), func(id string) bool { return len(of[id]) < ApartMany && !raised(id) })
	if len(hubs) == 0 {
		return "", nil
	}
	slices.SortFunc(hubs, func(a, b string) int {
		first := func(id string) int {
			if raised(id) {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(len(of[b]), len(of[a])), cmp.Compare(a, b))
	})
	return hubs[0], of[hubs[0]]
}

const apartRemedy = " Open the cluster port between them, TCP and UDP, both ways, and see that their addresses are right."

func (m *Manager) pairCondition(p pair, a apart) Condition {
	n := m.nodes[p.a]
	c := n.condition(events.AlarmNodesApart, events.AlarmError, "", a.since())
	c.Instance = p.instance()
	var parts []string
	for _, from := range []string{p.a, p.b} {
		if u, ok := a.said[from]; ok {
			parts = append(parts, fmt.Sprintf("%s does not reach %s%s", m.nodes[from].name, m.nodes[u.NodeID].name, u.describe()))
		}
	}
	c.Details = strings.Join(parts, "; ") + "." + apartRemedy
	return c
}

func (m *Manager) hubCondition(id string, of map[pair]apart) Condition {
	var names []string
	var since time.Time
	for _, p := range slices.SortedFunc(maps.Keys(of), func(a, b pair) int { return cmp.Compare(a.instance(), b.instance()) }) {
		other, a := p.a, of[p]
		if other == id {
			other = p.b
		}
		if at := a.since(); since.IsZero() || at.Before(since) {
			since = at
		}
		u, ok := a.said[id]
		if !ok {
			u = a.said[other]
		}
		names = append(names, m.nodes[other].name+u.describe())
	}
	count := len(names)
	if count > apartNamed {
		names = append(names[:apartNamed], fmt.Sprintf("%d more", count-apartNamed))
	}
	n := m.nodes[id]
	return n.condition(events.AlarmNodesApart, events.AlarmError,
		fmt.Sprintf("%s and other Conferencing Nodes do not reach each other: %s.%s", n.name, strings.Join(names, ", "), apartRemedy),
		since, number("nodes", count))
}

// wayNames are for people.
var wayNames = map[string]string{"tls": "TCP", "gossip": "UDP", "media": "UDP of media"}

// describe says where a node was looked for, and how.
func (u Unreachable) describe() string {
	if u.Address == "" {
		return ", which has told no address that others may reach it at"
	}
	ways := make([]string, len(u.Ways))
	for i, way := range u.Ways {
		ways[i] = cmp.Or(wayNames[way], way)
	}
	text := " at " + u.Address + " (" + strings.Join(ways, ", ")
	if u.Why != "" {
		text += ": " + u.Why
	}
	return text + ")"
}
