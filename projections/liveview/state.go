package liveview

import (
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

// state is what the events add up to. Everything that leaves it is immutable:
// values are replaced, never changed. The View's lock guards it.
type state struct {
	locations   map[string]*Location
	nodes       map[string]*node
	conferences map[string]*conference
	loads       map[string]*Load
	alarms      map[string]alarm
	rejected    map[string]map[string]turnedAway // by node and reason
	gauges      map[string]map[string]gauge      // by node and backplane
}

// alarm is one that is raised.
type alarm struct {
	level        events.AlarmLevel
	acknowledged bool
}

// node is a Node in the making.
type node struct {
	Node
	override int       // HD calls, 0: as reported
	reported int64     // tokens
	entered  time.Time // maintenance
	atStart  Carried   // when it was entered
	drained  bool
	frozen   *Node
}

func newState() *state {
	return &state{
		locations: map[string]*Location{}, nodes: map[string]*node{},
		conferences: map[string]*conference{}, loads: map[string]*Load{}, alarms: map[string]alarm{},
		rejected: map[string]map[string]turnedAway{}, gauges: map[string]map[string]gauge{},
	}
}

// apply folds one event and says what changed.
func (s *state) apply(e events.Recorded) []Ref {
	switch body := e.Event.(type) {
	case events.LocationCreated:
		return s.putLocation(body.ID, body.Settings)
	case events.LocationUpdated:
		return s.putLocation(body.ID, body.Settings)
	case events.LocationRemoved:
		delete(s.locations, body.ID)
		return []Ref{{RefLocation, body.ID}}
	case events.NodeCreated:
		s.nodes[body.ID] = &node{Node: Node{ID: body.ID, State: projections.NextNodeState("", body)}}
		return s.putNode(body.ID, body.Settings)
	case events.NodeUpdated:
		return s.putNode(body.ID, body.Settings)
	case events.NodeRemoved:
		delete(s.nodes, body.ID)
		delete(s.loads, body.ID)
		delete(s.rejected, body.ID)
		delete(s.gauges, body.ID)
		return []Ref{{RefNode, body.ID}}
	case events.NodeMaintenanceEntered:
		return s.changeNode(body.ID, body, func(n *node) {
			if !n.Maintenance {
				n.entered, n.drained = e.Meta.Time.UTC(), false
				n.atStart = Carried{Conferences: body.Conferences, Calls: body.Calls}
			}
			n.Maintenance = true
		})
	case events.NodeMaintenanceLeft:
		return s.changeNode(body.ID, body, func(n *node) { n.Maintenance = false })
	case events.NodeConnected:
		return s.changeNode(body.ID, body, func(n *node) { n.Version, n.reported = body.Version, body.CapacityTokens })
	case events.NodeReady:
		return s.changeNode(body.ID, body, func(*node) {})
	case events.NodeDrained:
		return s.changeNode(body.ID, body, func(n *node) { n.drained = true })
	case events.NodeEnrolled:
		return s.changeNode(body.ID, body, func(*node) {})
	case events.NodeDisconnected:
		return s.changeNode(body.ID, body, func(*node) {})
	case events.NodeLivenessChanged:
		return s.changeNode(body.ID, body, func(*node) {})
	case events.NodeCallRejected:
		return s.reject(e, body)
	case events.AlarmRaised:
		s.alarms[body.ID] = alarm{level: body.Level}
		return []Ref{{Kind: refAlarms}}
	case events.AlarmLowered:
		delete(s.alarms, body.ID)
		return []Ref{{Kind: refAlarms}}
	case events.AlarmAcknowledged:
		if a, ok := s.alarms[body.ID]; ok {
			s.alarms[body.ID] = alarm{level: a.level, acknowledged: true}
		}
		return []Ref{{Kind: refAlarms}}
	default:
		return s.applyConference(e)
	}
}

func (s *state) countAlarms() Alarms {
	var n Alarms
	for _, a := range s.alarms {
		switch a.level {
		case events.AlarmError:
			n.Error++
		case events.AlarmWarning:
			n.Warning++
		default:
			n.Info++
		}
		if !a.acknowledged {
			n.Unacknowledged++
		}
	}
	return n
}

func (s *state) putLocation(id string, settings events.LocationSettings) []Ref {
	s.locations[id] = &Location{ID: id, Name: settings.Name}
	return []Ref{{RefLocation, id}}
}

func (s *state) putNode(id string, settings events.NodeSettings) []Ref {
	return s.changeNode(id, nil, func(n *node) {
		n.Name, n.LocationID, n.Address, n.Role = settings.Name, settings.LocationID, settings.Address, settings.Role
		n.override = settings.CapacityHD
	})
}

// changeNode changes a node, unless its record is gone.
func (s *state) changeNode(id string, e events.Event, change func(*node)) []Ref {
	n := s.nodes[id]
	if n == nil {
		return nil
	}
	change(n)
	if e != nil {
		n.State = projections.NextNodeState(n.State, e)
	}
	n.MaxHD = float64(n.override)
	if n.override == 0 {
		n.MaxHD = float64(n.reported) / float64(capacity.HD)
	}
	n.frozen = nil
	return []Ref{{RefNode, id}}
}

func (s *state) setLoad(load *Load) {
	s.loads[load.NodeID] = load
	if n := s.nodes[load.NodeID]; n != nil {
		n.frozen = nil
	}
}

// dropOrphanedLoads forgets loads that came before the log was folded, of
// nodes that turned out not to exist.
func (s *state) dropOrphanedLoads() {
	for id := range s.loads {
		if n := s.nodes[id]; n != nil {
			n.frozen = nil
		} else {
			delete(s.loads, id)
		}
	}
}

func (s *state) freezeNode(n *node) *Node {
	if n.frozen == nil {
		frozen := n.Node
		frozen.Load = s.loads[n.ID]
		n.frozen = &frozen
	}
	return n.frozen
}

// fill puts the entities that refs name into a delta, in the order of their
// identifiers.
func (s *state) fill(d *Delta, refs map[Ref]struct{}) {
	for ref := range refs {
		switch ref.Kind {
		case refAlarms, refRejected:
			continue // every delta says how many there are
		case RefLocation:
			if l := s.locations[ref.ID]; l != nil {
				d.Locations = append(d.Locations, l)
				continue
			}
		case RefNode:
			if n := s.nodes[ref.ID]; n != nil {
				d.Nodes = append(d.Nodes, s.freezeNode(n))
				continue
			}
		case RefConference:
			if c := s.conferences[ref.ID]; c != nil {
				d.Conferences = append(d.Conferences, c.freeze())
				continue
			}
		}
		d.Removed = append(d.Removed, ref)
	}
	sortEntities(d.Locations, d.Nodes, d.Conferences)
	slices.SortFunc(d.Removed, func(a, b Ref) int { return compare(string(a.Kind)+a.ID, string(b.Kind)+b.ID) })
}

// everything puts the whole state into a snapshot.
func (s *state) everything(snap *Snapshot, now time.Time) {
	snap.Locations = make([]*Location, 0, len(s.locations))
	for _, l := range s.locations {
		snap.Locations = append(snap.Locations, l)
	}
	snap.Nodes = make([]*Node, 0, len(s.nodes))
	for _, n := range s.nodes {
		snap.Nodes = append(snap.Nodes, s.freezeNode(n))
	}
	snap.Conferences = make([]*Conference, 0, len(s.conferences))
	for _, c := range s.conferences {
		snap.Conferences = append(snap.Conferences, c.freeze())
	}
	snap.Alarms, snap.Rejected = s.countAlarms(), s.countRejected(now)
	sortEntities(snap.Locations, snap.Nodes, snap.Conferences)
}

func sortEntities(locations []*Location, nodes []*Node, conferences []*Conference) {
	slices.SortFunc(locations, func(a, b *Location) int { return compare(a.ID, b.ID) })
	slices.SortFunc(nodes, func(a, b *Node) int { return compare(a.ID, b.ID) })
	slices.SortFunc(conferences, func(a, b *Conference) int { return compare(a.ID, b.ID) })
}
