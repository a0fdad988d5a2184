package advice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// mixed looks for nodes that should not share a location, since calls go to
// any of its nodes.
func mixed(l *place) []Warning {
	var out []Warning
	warn := func(code Code, some []Node, message, remedy string) {
		if len(some) > 0 && len(some) < len(l.nodes) {
			out = append(out, Warning{Code: code, Subject: l.ref(), Others: refs(l.nodes), Message: message, Remedy: remedy})
		}
	}
	of := func(is func(events.NodeSettings) bool) []Node {
		return slices.DeleteFunc(slices.Clone(l.nodes), func(n Node) bool { return !is(n.Settings) })
	}
	natted := of(func(s events.NodeSettings) bool { return s.StaticNATAddress != "" })
	warn(MixedBursting, l.burst,
		fmt.Sprintf("%s mixes nodes that are started when needed (%s) with nodes that always run.", quoted(l), list(l.burst)),
		"Move the burst nodes into a location of their own and name it as the overflow location.")
	warn(MixedRoles, of(func(s events.NodeSettings) bool { return s.Role == events.NodeProxying }),
		quoted(l)+" mixes proxying with transcoding nodes.",
		"Move the proxying nodes into a location of their own and name this one as its transcoding location.")
	warn(MixedNAT, natted,
		fmt.Sprintf("%s mixes nodes behind static NAT (%s) with nodes that are not; calls of one place would cross it.", quoted(l), list(natted)),
		"Separate them into two locations, or give every node of this one its static NAT address.")
	return out
}

// overflow looks at where calls go when a location is full, and at who
// transcodes for it.
func (v *view) overflow(l *place) []Warning {
	var out []Warning
	warn := func(w Warning) {
		w.Subject = l.ref()
		out = append(out, w)
	}
	s := l.Settings
	// Calls overflow from where they are received: proxying nodes count, and it is
	// no help that the location which transcodes for them overflows somewhere.
	if s.OverflowLocation1 == "" && s.OverflowLocation2 == "" && v.bursting && len(l.nodes) > 0 && len(l.burst) == 0 {
		warn(Warning{
			Code: NoOverflow, Field: []string{"overflowLocation1"},
			Message: quoted(l) + " has no overflow location: calls to its nodes that find no capacity are rejected although the deployment can burst.",
			Remedy:  "Name the location of the burst nodes as its first overflow location.",
		})
	}
	for i, id := range []string{s.OverflowLocation1, s.OverflowLocation2} {
		if to := v.byID[id]; to != nil && to.transcoding == 0 {
			warn(Warning{
				Code: OverflowEmpty, Field: []string{"overflowLocation" + strconv.Itoa(i+1)}, Others: []Ref{to.ref()},
				Message: fmt.Sprintf("%s overflows into %s, where no node hosts conferences.", quoted(l), quoted(to)),
				Remedy:  "Put a transcoding node there, or choose another overflow location.",
			})
		}
	}
	switch to := v.byID[s.TranscodingLocation]; {
	case to == nil && l.proxying > 0 && l.transcoding == 0:
		warn(Warning{
			Code: EdgeOnly, Field: []string{"transcodingLocation"}, Others: refs(l.nodes),
			Message: quoted(l) + " has proxying nodes only and no transcoding location: nothing can host the calls that they take.",
			Remedy:  "Choose the location whose nodes are to host them as its transcoding location.",
		})
	case to != nil && to.transcoding == 0:
		warn(Warning{
			Code: TranscodingEmpty, Field: []string{"transcodingLocation"}, Others: []Ref{to.ref()},
			Message: fmt.Sprintf("Calls of %s are to be transcoded in %s, where no node hosts conferences.", quoted(l), quoted(to)),
			Remedy:  "Put a transcoding node there, or choose another transcoding location.",
		})
	}
	return out
}

// burst looks at whether the burst nodes of a location can ever be started:
// only those in a first overflow location are.
func burst(l *place) []Warning {
	switch {
	case len(l.burst) == 0 || l.firstOf > 0:
		return nil
	case len(l.usedBy) > 0:
		return []Warning{{
			Code: BurstNotFirst, Subject: l.ref(), Others: append(placeRefs(l.usedBy), refs(l.burst)...),
			Message: fmt.Sprintf("The burst nodes of %s (%s) are never started: it is a second overflow location only.", quoted(l), list(l.burst)),
			Remedy:  "Name it as the first overflow location of those that are to burst into it.",
		}}
	default:
		return []Warning{{
			Code: BurstUnused, Subject: l.ref(), Others: refs(l.burst),
			Message: fmt.Sprintf("The burst nodes of %s (%s) are never started: no location overflows into it.", quoted(l), list(l.burst)),
			Remedy:  "Name it as the first overflow location of those that are to burst into it.",
		}}
	}
}

func servers(l *place) []Warning {
	var out []Warning
	s := l.Settings
	for _, servers := range []struct {
		field string
		list  []events.TURNServer
	}{{"turnServers", s.TURNServers}, {"clientTurnServers", s.ClientTURNServers}} {
		for i, t := range servers.list {
			if t.Username != "" && t.Password != "" {
				continue
			}
			out = append(out, Warning{
				Code: TURNWithoutPassword, Subject: l.ref(), Field: []string{servers.field, strconv.Itoa(i)},
				Message: fmt.Sprintf("The TURN server %s of %s has no user name or no password; most servers relay nothing without them.", t.Address, quoted(l)),
				Remedy:  "Enter the user name and the password that the server knows.",
			})
		}
	}
	if s.UseRelayCandidatesOnly && len(s.ClientTURNServers) == 0 {
		out = append(out, Warning{
			Code: RelayWithoutTURN, Subject: l.ref(), Field: []string{"useRelayCandidatesOnly"},
			Message: "Clients of " + quoted(l) + " are to send media over TURN only, but are told of no TURN server.",
			Remedy:  "Enter a TURN server for clients, or let them connect directly.",
		})
	}
	return out
}

func node(n Node) []Warning {
	s := n.Settings
	var out []Warning
	if s.CloudBursting && s.AlwaysOn {
		out = append(out, Warning{
			Code: BurstNodeAlwaysOn, Subject: nodeRef(n), Field: []string{"alwaysOn"},
			Message: fmt.Sprintf("The burst node %q counts as always on: conferences would make their home on a node that is stopped.", s.Name),
			Remedy:  "Turn off \"always on\" for it.",
		})
	}
	if s.CloudBursting && s.Role == events.NodeProxying {
		out = append(out, Warning{
			Code: BurstNodeProxying, Subject: nodeRef(n), Field: []string{"role"},
			Message: fmt.Sprintf("The burst node %q is a proxying node: it hosts no conferences, so starting it helps no full location.", s.Name),
			Remedy:  "Make it a transcoding node, or let it run always.",
		})
	}
	return out
}

// loops looks for locations that overflow into each other, however many lie
// between: a group of which each leads to every other one.
func (v *view) loops() []Warning {
	reach := make(map[*place]map[*place]bool, len(v.locations))
	for _, l := range v.locations {
		seen := map[*place]bool{}
		for todo := v.next(l); len(todo) > 0; todo = todo[1:] {
			if to := todo[0]; !seen[to] {
				seen[to] = true
				todo = append(todo, v.next(to)...)
			}
		}
		reach[l] = seen
	}
	var out []Warning
	told := map[*place]bool{}
	for _, l := range v.locations {
		if told[l] || !reach[l][l] {
			continue
		}
		group := []*place{l}
		for _, other := range v.locations {
			if other != l && reach[l][other] && reach[other][l] {
				group, told[other] = append(group, other), true
			}
		}
		names := make([]string, len(group))
		for i, g := range group {
			names[i] = quoted(g)
		}
		out = append(out, Warning{
			Code: OverflowLoop, Subject: l.ref(), Others: placeRefs(group[1:]), Field: []string{"overflowLocation1"},
			Message: fmt.Sprintf("Calls overflow in a circle between %s: when all of them are full, none helps another.", domain.Listed(names)),
			Remedy:  "Let one of them overflow into a location outside of the circle, unless they are never full together.",
		})
	}
	return out
}

func (v *view) next(l *place) []*place {
	var out []*place
	for _, id := range []string{l.Settings.OverflowLocation1, l.Settings.OverflowLocation2} {
		if to := v.byID[id]; to != nil {
			out = append(out, to)
		}
	}
	return out
}

func quoted(l *place) string { return strconv.Quote(l.Settings.Name) }

// list names nodes for people.
func list(nodes []Node) string {
	names := make([]string, len(nodes))
	for i, n := range nodes {
		names[i] = n.Settings.Name
	}
	slices.SortFunc(names, strings.Compare)
	return domain.Listed(names)
}
