package placement

import (
	"cmp"
	"slices"

	"github.com/parley-video/parley/domain/capacity"
)

// Decide places a call.
//
// The locations are tried in turn: the one that transcodes for the receiving
// location, then its overflow locations. Within one, a node that carries the
// conference already and has room comes first, else any other with room, as
// long as fewer than MaxNodes of the location carry the conference. Of several,
// the higher weight is taken, then who has most free, then the first by
// identifier. A location is tried only when nothing of the earlier ones can
// take the call.
func Decide(locations []Location, nodes []Node, r Request) Decision {
	var d Decision
	at := slices.IndexFunc(locations, func(l Location) bool { return l.ID == r.Location })
	if at < 0 {
		d.Rejection = NoLocation
		return d
	}
	if r.ByProxy {
		d.Edge, d.Edges = edge(nodes, r)
	}
	for _, try := range route(locations, locations[at]) {
		if try.Verdict == "" {
			try = weigh(try, nodes, r, d.Node != "")
		}
		if try.Verdict == Chosen {
			d.Node, d.Location = try.Candidates[0].Node, try.Location
		}
		d.Tries = append(d.Tries, try)
	}
	switch {
	case d.Node == "":
		d.Rejection = rejection(d.Tries)
	case r.ByProxy && d.Edge == "":
		d.Rejection = EdgeExceeded
	}
	if d.Rejection != NotRejected {
		d.Node, d.Location, d.Edge = "", "", ""
	}
	return d
}

// route lists the locations that are tried. Those that cannot be have their
// verdict already.
func route(all []Location, from Location) []Try {
	tries := []Try{{Location: cmp.Or(from.Transcoding, from.ID), Step: StepTranscoding}}
	if from.Overflow1 != "" {
		tries = append(tries, Try{Location: from.Overflow1, Step: StepOverflow1})
	}
	if from.Overflow2 != "" {
		tries = append(tries, Try{Location: from.Overflow2, Step: StepOverflow2})
	}
	for i := range tries {
		id := tries[i].Location
		switch {
		case slices.ContainsFunc(tries[:i], func(t Try) bool { return t.Location == id }):
			tries[i].Verdict = Repeated
		case !slices.ContainsFunc(all, func(l Location) bool { return l.ID == id }):
			tries[i].Verdict = Unknown
		}
	}
	return tries
}

// weigh looks at the nodes of a location; decided: an earlier one has room.
func weigh(t Try, nodes []Node, r Request, decided bool) Try {
	carrying := 0
	for _, n := range nodes {
		if n.Location == t.Location && !n.Proxying && slices.Contains(r.Present, n.ID) {
			carrying++
		}
	}
	for _, n := range nodes {
		if n.Location == t.Location {
			t.Candidates = append(t.Candidates, candidate(n, r, carrying))
		}
	}
	slices.SortFunc(t.Candidates, better)
	if len(t.Candidates) == 0 || t.Candidates[0].Verdict != "" {
		t.Verdict = exhausted(t.Candidates)
		return t
	}
	best := t.Candidates[0]
	for i := range t.Candidates {
		c := &t.Candidates[i]
		switch {
		case c.Verdict != "":
		case decided:
			c.Verdict = NotNeeded
		case i == 0:
			c.Verdict = Chosen
		default:
			c.Verdict = behind(*c, best)
		}
	}
	t.Verdict = t.Candidates[0].Verdict
	return t
}

// candidate says whether a node could carry the call: its verdict is empty
// then.
func candidate(n Node, r Request, carrying int) Candidate {
	c := Candidate{Node: n.ID, Present: slices.Contains(r.Present, n.ID), Free: n.free(), Needed: r.Cost, Weight: n.Weight}
	if !c.Present {
		c.Needed += r.Reserve
	}
	switch {
	case n.Proxying:
		c.Verdict = Proxies
	case n.Maintenance:
		c.Verdict = Maintenance
	case n.Stale:
		c.Verdict = Stale
	case !c.Present && carrying >= MaxNodes:
		c.Verdict = NodeLimit
	case c.Free < c.Needed:
		c.Verdict = Full
	}
	return c
}

// better orders candidates: those that could carry the call first, the best of
// them in front.
func better(a, b Candidate) int {
	return cmp.Or(
		first(a.Verdict == "", b.Verdict == ""),
		first(a.Present, b.Present),
		cmp.Compare(b.Weight, a.Weight),
		cmp.Compare(b.Free, a.Free),
		cmp.Compare(a.Node, b.Node),
	)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// behind says why a candidate that could have been taken was not.
func behind(c, best Candidate) Verdict {
	switch {
	case best.Present && !c.Present:
		return NotPresent
	case c.Weight < best.Weight:
		return LowerWeight
	case c.Free < best.Free:
		return LessFree
	default:
		return ComesAfter
	}
}

// exhausted says why nothing in a location can carry the call.
func exhausted(list []Candidate) Verdict {
	hosts := false
	for _, c := range list {
		switch c.Verdict {
		case Full, NodeLimit:
			return Full
		case Proxies:
		default:
			hosts = true
		}
	}
	if hosts {
		return NoneUp
	}
	return NoNodes
}

func rejection(tries []Try) Rejection {
	up := false
	for _, t := range tries {
		switch t.Verdict {
		case Full:
			return CapacityExceeded
		case NoneUp:
			up = true
		}
	}
	if up {
		return NothingUp
	}
	return NothingThere
}

// edge picks the proxying node of the receiving location that faces the
// caller: the one with most to give.
func edge(nodes []Node, r Request) (string, []Candidate) {
	var list []Candidate
	for _, n := range nodes {
		if n.Location != r.Location || !n.Proxying {
			continue
		}
		c := Candidate{Node: n.ID, Free: n.free(), Needed: r.Cost, Weight: n.Weight}
		switch {
		case n.Maintenance:
			c.Verdict = Maintenance
		case n.Stale:
			c.Verdict = Stale
		case c.Free < c.Needed:
			c.Verdict = Full
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Candidate) int {
		return cmp.Or(first(a.Verdict == "", b.Verdict == ""), cmp.Compare(b.Free, a.Free), cmp.Compare(a.Node, b.Node))
	})
	chosen := ""
	for i := range list {
		switch c := &list[i]; {
		case c.Verdict != "":
		case i == 0:
			c.Verdict, chosen = Chosen, c.Node
		case c.Free < list[0].Free:
			c.Verdict = LessFree
		default:
			c.Verdict = ComesAfter
		}
	}
	return chosen, list
}

// Costs are what a call of a type and quality takes: itself, and in advance on
// every node that its conference touches.
func Costs(callType, maxQuality string, nodesInDeployment int) (call, reserve capacity.Tokens) {
	return capacity.CallCost(callType, maxQuality), capacity.BackplaneReserve(callType, maxQuality, nodesInDeployment)
}
