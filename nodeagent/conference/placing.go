package conference

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/placement"
	"github.com/parley-video/parley/nodeagent/link"
)

// gossipTime is how long it may take until gossip tells of a call that was
// placed: until then the home counts it itself.
const gossipTime = 3 * time.Second

// protocolAPI is of participants that never have media.
const protocolAPI = "api"

// placed is a call that gossip may not tell of yet.
type placed struct {
	node   string
	callID string
	tokens capacity.Tokens
	at     time.Time
}

// stopTime is how long a node counts as full that has said it stops: by then
// gossip tells that it is gone, or it has begun anew.
const stopTime = 10 * time.Second

// decide says where a call goes: node is empty, and refusal says why, when it
// goes nowhere.
func (h *home) decide(now time.Time, c *conn, p *placing) {
	p.node, p.parent, p.decision, p.refusal = h.setup.NodeID, "", nil, nil
	if h.reg.membership == nil {
		if len(p.full) > 0 {
			p.node = ""
		}
		return
	}
	who := h.machine.find(p.ParticipantID)
	if who == nil {
		return // the machine says so
	}
	h.placed = slices.DeleteFunc(h.placed, func(o placed) bool { return o.callID == p.CallID })
	r, nodes := h.weigh(now, c, who.terms.service, p.only)
	for i := range nodes {
		nodes[i].Used -= who.tokensAt(nodes[i].ID) // the call that this one replaces
		if slices.Contains(p.full, nodes[i].ID) || h.stops(now, nodes[i].ID) {
			nodes[i].Used = nodes[i].Capacity // it has just said so, or nothing
		}
	}
	r.Cost = who.callCost(p.only)
	d := placement.Decide(h.locations(), nodes, r)
	if d.Node == "" {
		p.node, p.refusal = "", &Refusal{Code: CodeCapacity, Detail: words(d)}
		return
	}
	p.node = d.Node
	if d.Edge != "" {
		p.node, p.parent = d.Edge, d.Node
	}
	tokens := r.Cost
	if !slices.Contains(r.Present, d.Node) {
		tokens += r.Reserve
	}
	h.placed = append(h.placed, placed{node: d.Node, callID: p.CallID, tokens: tokens, at: now})
	if d.Edge != "" {
		h.placed = append(h.placed, placed{node: d.Edge, callID: p.CallID, tokens: r.Cost, at: now})
	}
	p.decision = h.told(p, r, d)
}

// nothingFor says whether not even a call with audio only would find a place for
// who wants to join.
func (h *home) nothingFor(c *conn, in Join) *Refusal {
	r, nodes := h.weigh(time.Now(), c, in.Service, true)
	r.Cost = capacity.CallCost(capacity.CallTypeAudio, in.Service.MaxQuality)
	if d := placement.Decide(h.locations(), nodes, r); d.Node == "" {
		return &Refusal{Code: CodeCapacity, Detail: words(d)}
	}
	return nil
}

// weigh is what a decision is made on: what gossip says of the nodes, what this
// home has placed since, and the ledger of its own node.
func (h *home) weigh(now time.Time, c *conn, service link.Service, only bool) (placement.Request, []placement.Node) {
	calls := make(map[string]bool)
	for _, p := range h.machine.people {
		for _, call := range []*call{p.current, p.pending} {
			if call != nil {
				calls[call.id] = true
			}
		}
	}
	h.placed = slices.DeleteFunc(h.placed, func(p placed) bool { return now.Sub(p.at) > gossipTime || !calls[p.callID] })
	live := h.reg.membership.Live()
	r := placement.Request{Present: h.mediaNodes()}
	nodes := make([]placement.Node, 0, len(live))
	for _, m := range live {
		n := placement.Node{
			ID: m.ID, Location: m.LocationID, Proxying: m.Proxying, Weight: m.Weight,
			Capacity: m.Capacity, Used: m.Used, Maintenance: m.Maintenance,
		}
		if m.ID == h.setup.NodeID {
			n.Capacity, n.Used = h.reg.ledger.total(), h.reg.ledger.sum()
		} else if h.stops(now, m.ID) {
			n.Used = n.Capacity
		} else {
			for _, p := range h.placed {
				if p.node == m.ID {
					n.Used += p.tokens
				}
			}
		}
		if m.ID == c.node {
			r.Location, r.ByProxy = m.LocationID, m.Proxying
		}
		nodes = append(nodes, n)
	}
	callType := service.CallType
	if only {
		callType = capacity.CallTypeAudio
	}
	r.Cost = capacity.CallCost(callType, service.MaxQuality)
	r.Reserve = h.reg.reserve(service)
	return r, nodes
}

func (h *home) stops(now time.Time, node string) bool {
	at, said := h.stopped[node]
	return said && now.Sub(at) < stopTime
}

func (h *home) locations() []placement.Location {
	list := h.reg.config.LocationList()
	out := make([]placement.Location, 0, len(list))
	for _, l := range list {
		out = append(out, placement.Location{
			ID: l.ID, Transcoding: l.TranscodingLocation, Overflow1: l.OverflowLocation1, Overflow2: l.OverflowLocation2,
		})
	}
	return out
}

// told is a decision as the log has it.
func (h *home) told(p *placing, r placement.Request, d placement.Decision) *link.CallPlaced {
	fact := &link.CallPlaced{
		ConferenceID: h.machine.ID(), ParticipantID: p.ParticipantID, CallID: p.CallID,
		NodeID: d.Node, EdgeID: d.Edge, LocationID: d.Location, Reserve: int64(r.Reserve), Cost: int64(r.Cost),
		Tries: []link.PlacementTry{}, Edges: toldCandidates(d.Edges),
	}
	for _, t := range d.Tries {
		if t.Verdict == placement.Chosen {
			fact.Step = string(t.Step)
		}
		fact.Tries = append(fact.Tries, link.PlacementTry{
			LocationID: t.Location, Step: string(t.Step), Verdict: string(t.Verdict), Candidates: toldCandidates(t.Candidates),
		})
	}
	return fact
}

func toldCandidates(list []placement.Candidate) []link.PlacementCandidate {
	var out []link.PlacementCandidate
	for _, c := range list[:min(len(list), link.MaxCandidates)] {
		out = append(out, link.PlacementCandidate{
			NodeID: c.Node, Verdict: string(c.Verdict), Present: c.Present, Needed: int64(c.Needed), Free: int64(c.Free), Weight: c.Weight,
		})
	}
	return out
}

// wordsOf bounds the candidates of a location that a refusal names.
const wordsOf = 4

// words are a rejection with its numbers, for people.
func words(d placement.Decision) string {
	var b strings.Builder
	b.WriteString(string(d.Rejection))
	tell := func(what string, list []placement.Candidate) {
		fmt.Fprintf(&b, "; %s", what)
		for i, c := range list {
			if i == wordsOf {
				fmt.Fprintf(&b, ", %d more", len(list)-i)
				break
			}
			fmt.Fprintf(&b, ", %s: %s, needs %d of %d free", c.Node, c.Verdict, c.Needed, c.Free)
		}
	}
	for _, t := range d.Tries {
		tell(fmt.Sprintf("%s %s: %s", t.Step, t.Location, t.Verdict), t.Candidates)
	}
	if len(d.Edges) > 0 {
		tell("edges", d.Edges)
	}
	return b.String()
}
