package nodeconfig

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
)

// Name of the projection.
const Name = "nodeconfig"

// ChangeNode is the kind of the one Change there is: a node's record that was
// removed. What else changes comes by Next.
const ChangeNode = "node"

// settingsID is the identifier of the one settings entity.
const settingsID = "settings"

// Unseal opens a sealed secret; context is the identifier of its service.
type Unseal func(context string, s events.Sealed) (string, error)

// Config is the read model.
type Config struct {
	unseal Unseal
	derive ClusterKey

	mu        sync.Mutex
	keys      []clusterKey    // of gossip, the newest first; in no event and no log
	position  events.Position // considered
	last      events.Position // of the newest change: where nodes stand
	live      bool
	settings  events.GlobalSettings
	locations map[string]link.Location
	nodes     map[string]link.Node
	papers    map[string]papers // by node
	closed    map[string]closer // by node
	services  map[string]service
	entities  map[link.EntityRef]link.Entity
	pending   map[link.EntityRef]events.Position // changed since the newest delta, and where
	applying  events.Position                    // of the event in hand
	chain     chain
	snapshot  []link.Entity // cached, at last
	changed   chan struct{} // closed and replaced when last or live change
}

// service keeps what the deployment's settings resolve.
type service struct {
	link.Service
	chat, quality string
}

// New makes the read model. unseal opens PINs; derive makes the keys that nodes
// encrypt gossip with; nil: they do not gossip.
func New(unseal Unseal, derive ClusterKey) *Config {
	c := &Config{unseal: unseal, derive: derive, changed: make(chan struct{})}
	c.clear()
	return c
}

// shape is raised whenever the same events make other entities.
const shape = 4

// Generation tells what the entities are made of besides the events: their shape
// and what the keys are derived from. A node whose copy was made otherwise needs a snapshot, though its
// position is the newest.
func (c *Config) Generation() string {
	h := sha256.New()
	if c.derive != nil {
		sum := sha256.Sum256(c.derive(""))
		h.Write(sum[:])
	}
	const enough = 4 // bytes; to tell keys apart, not to know one by
	return fmt.Sprintf("%d-%x", shape, h.Sum(nil)[:enough])
}

func (c *Config) clear() {
	c.position, c.last, c.applying, c.live = 0, 0, 0, false
	c.settings = projections.DefaultSettings()
	c.locations, c.nodes, c.services = map[string]link.Location{}, map[string]link.Node{}, map[string]service{}
	c.papers = map[string]papers{}
	c.closed = map[string]closer{}
	c.entities, c.pending = map[link.EntityRef]link.Entity{}, map[link.EntityRef]events.Position{}
	c.chain, c.snapshot = chain{}, nil
	c.keys = nil
	if c.derive != nil {
		c.keys = []clusterKey{{key: c.derive("")}}
	}
	_ = c.putSettings() // numbers and texts always encode
	clear(c.pending)
}

// Name implements projections.Handler.
func (*Config) Name() string { return Name }

// Filter implements projections.Handler.
func (*Config) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{
		"location.", "service.", "settings.",
		"node.created.", "node.updated.", "node.removed.", "node.maintenance-", "node.connected.",
		"node.enrolled.", "node.certificate-", "node.burst-",
	}}
}

// Last is the position that nodes are to reach; false before the log was folded.
func (c *Config) Last() (events.Position, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last, c.live
}

// Open implements projections.Handler.
func (c *Config) Open(context.Context) (events.Position, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.position, nil
}

// Commit implements projections.Handler: a batch becomes one delta.
func (c *Config) Commit(_ context.Context, batch projections.Batch) ([]projections.Change, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.last
	changes, err := projections.Fold(batch, func(e events.Recorded) ([]projections.Change, error) {
		if e.Position <= c.position {
			return nil, nil // delivered twice
		}
		if err := c.apply(e); err != nil {
			return nil, err
		}
		c.position = e.Position
		if removed, ok := e.Event.(events.NodeRemoved); ok {
			return []projections.Change{{Kind: ChangeNode, ID: removed.ID, Removed: true}}, nil
		}
		return nil, nil
	})
	if err == nil {
		c.position = max(c.position, batch.Through)
	}
	c.publish(before, batch.Live)
	return changes, err
}

// publish makes the next delta of the chain. The caller holds mu.
func (c *Config) publish(before events.Position, live bool) {
	if c.last > before {
		c.chain.add(c.segment(before), c.last)
		c.snapshot = nil
	}
	clear(c.pending)
	if c.last > before || (live && !c.live) {
		c.live = c.live || live
		close(c.changed)
		c.changed = make(chan struct{})
	}
}

// Reset implements projections.Handler.
func (c *Config) Reset(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear()
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

// Parked implements projections.Parker: nodes get what was folded so far.
func (c *Config) Parked(context.Context, *projections.Poison) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.publish(c.last, true)
}

func (c *Config) apply(e events.Recorded) error {
	var err error
	c.applying = e.Position
	switch body := e.Event.(type) {
	case events.LocationCreated:
		err = c.putLocation(body.ID, body.Settings)
	case events.LocationUpdated:
		err = c.putLocation(body.ID, body.Settings)
	case events.LocationRemoved:
		delete(c.locations, body.ID)
		c.remove(link.KindLocation, body.ID)
	case events.NodeCreated:
		err = c.putNode(body.ID, body.Settings)
	case events.NodeUpdated:
		err = c.putNode(body.ID, body.Settings)
	case events.NodeRemoved:
		_, enrolled := c.papers[body.ID]
		delete(c.nodes, body.ID)
		delete(c.papers, body.ID)
		delete(c.closed, body.ID)
		c.remove(link.KindNode, body.ID)
		if enrolled {
			err = c.renewKey(e)
		}
	case events.NodeConnected:
		err = c.setReach(body)
	case events.NodeEnrolled:
		err = c.setPapers(body.ID, c.papers[body.ID].enrolled(certificate{body.Serial, body.ExpiresAt}), e.Created)
	case events.NodeCertificateRenewed:
		err = c.setPapers(body.ID, c.papers[body.ID].renewed(certificate{body.Serial, body.ExpiresAt}), e.Created)
	case events.NodeCertificateRevoked:
		err = c.setPapers(body.ID, c.papers[body.ID].revoked(), e.Created)
	case events.NodeMaintenanceEntered:
		err = c.setClosed(body.ID, byAdministrator, true)
	case events.NodeMaintenanceLeft:
		err = c.setClosed(body.ID, byAdministrator, false)
	case events.ServiceCreated:
		err = c.putService(body.ID, body.Type, body.Settings)
	case events.ServiceUpdated:
		if known, ok := c.services[body.ID]; ok {
			err = c.putService(body.ID, events.ServiceType(known.Type), body.Settings)
		}
	case events.ServiceRemoved:
		c.remove(entityKind(c.services[body.ID].Type), body.ID)
		delete(c.services, body.ID)
	case events.SettingsUpdated:
		err = c.changeSettings(body.Settings.Complete())
	default:
		if id, drains, ok := draining(e.Event); ok {
			err = c.setClosed(id, byBursting, drains)
		}
	}
	return err
}

// draining says whether a burst node is to take no new calls from an event on,
// since it is about to be stopped. A stop that failed leaves it so: it is tried
// again, or the drain is taken back.
func draining(e events.Event) (id string, drains, ok bool) {
	switch e := e.(type) {
	case events.NodeBurstDraining:
		return e.ID, true, true
	case events.NodeBurstStopRequested:
		return e.ID, true, true
	case events.NodeBurstFailed:
		return e.ID, e.Operation == events.BurstStop, e.Operation != events.BurstAddress
	case events.NodeBurstKept:
		return e.ID, false, true
	case events.NodeBurstStopped:
		return e.ID, false, true
	case events.NodeBurstStartRequested:
		return e.ID, false, true
	case events.NodeBurstRunning:
		return e.ID, false, true
	}
	return "", false, false
}

func (c *Config) putLocation(id string, s events.LocationSettings) error {
	l := link.Location{
		ID: id, Name: s.Name, TranscodingLocation: s.TranscodingLocation,
		OverflowLocation1: s.OverflowLocation1, OverflowLocation2: s.OverflowLocation2, MTU: s.MTU,
	}
	c.locations[id] = l
	return c.put(link.KindLocation, id, l)
}

func (c *Config) putNode(id string, s events.NodeSettings) error {
	old := c.nodes[id]
	n := link.Node{
		ID: id, Name: s.Name, LocationID: s.LocationID, Role: string(s.Role), Address: s.Address, FQDN: s.FQDN,
		AlwaysOn: s.AlwaysOn, Maintenance: old.Maintenance,
		CapacityTokens: int64(s.CapacityHD) * int64(capacity.HD), MediaPriorityWeight: s.MediaPriorityWeight,
		StaticNATAddress: s.StaticNATAddress, ClusterAddress: old.ClusterAddress, ClientURL: old.ClientURL,
		VoidCertificates: old.VoidCertificates,
	}
	c.nodes[id] = n
	return c.put(link.KindNode, id, n)
}

// closer is who has a node take no new calls; several may.
type closer uint8

const (
	byAdministrator closer = 1 << iota // maintenance
	byBursting                         // it drains before its machine is stopped
)

func (c *Config) setClosed(id string, by closer, on bool) error {
	n, ok := c.nodes[id]
	if !ok {
		return nil
	}
	if on {
		c.closed[id] |= by
	} else {
		c.closed[id] &^= by
	}
	if closed := c.closed[id] != 0; closed == n.Maintenance {
		return nil
	}
	n.Maintenance = !n.Maintenance
	c.nodes[id] = n
	return c.put(link.KindNode, id, n)
}

// setReach keeps where a node said that it is reached. It stays so while the node
// is away: whoever reaches it there needs no Management Node to know it.
func (c *Config) setReach(e events.NodeConnected) error {
	n, ok := c.nodes[e.ID]
	if !ok {
		return nil
	}
	n.ClusterAddress, n.ClientURL = e.ClusterAddress, e.ClientURL
	c.nodes[e.ID] = n
	return c.put(link.KindNode, e.ID, n)
}

// Reach is where a node said that it is reached: by participants, and host:port by
// other nodes.
type Reach struct{ ClientURL, ClusterAddress string }

// Reaches are those of all nodes that have ever said so.
func (c *Config) Reaches() []Reach {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []Reach
	for _, n := range c.nodes {
		if n.ClientURL != "" || n.ClusterAddress != "" {
			all = append(all, Reach{n.ClientURL, n.ClusterAddress})
		}
	}
	return all
}

// carried are the kinds of service that nodes have the machinery for. The others
// stay away from them, so that their aliases lead nowhere; as rooms, which is
// what a node would take them for, they would be open to everybody.
func carried(typ events.ServiceType) bool {
	return typ == events.ServiceConference || typ == events.ServiceLecture
}

// entityKind is as what nodes get a service.
func entityKind(typ string) link.EntityKind {
	if typ == string(events.ServiceLecture) {
		return link.KindAuditorium
	}
	return link.KindService
}

// putService fails when a PIN cannot be opened: a room without its PIN would
// be open to everybody.
func (c *Config) putService(id string, typ events.ServiceType, s events.ServiceSettings) error {
	if !carried(typ) {
		return nil
	}
	host, err := c.open(id, s.HostPIN)
	if err != nil {
		return fmt.Errorf("host PIN of service %s: %w", id, err)
	}
	guest, err := c.open(id, s.GuestPIN)
	if err != nil {
		return fmt.Errorf("guest PIN of service %s: %w", id, err)
	}
	v := service{chat: s.EnableChat, quality: s.MaxQuality, Service: link.Service{
		ID: id, Type: string(typ), Name: s.Name, Tag: s.Tag, Aliases: make([]string, 0, len(s.Aliases)),
		HostPIN: host, AllowGuests: s.AllowGuests, GuestPIN: guest, GuestsCanPresent: s.GuestsCanPresent,
		MuteAllGuests: s.MuteAllGuests, ParticipantLimit: -1, CallType: s.CallType,
	}}
	for _, a := range s.Aliases {
		v.Aliases = append(v.Aliases, a.Alias)
	}
	if s.ParticipantLimit != nil {
		v.ParticipantLimit = *s.ParticipantLimit
	}
	if typ == events.ServiceLecture {
		v.GuestsCanSeeGuests, v.ForcePresenterIntoMain = cmp.Or(s.GuestsCanSeeGuests, "no-hosts"), s.ForcePresenterIntoMain
	}
	c.services[id] = v
	return c.putResolved(v)
}

func (c *Config) open(id string, s events.Sealed) (string, error) {
	if s == "" {
		return "", nil
	}
	return c.unseal(id, s)
}

// putResolved encodes a service with the deployment's defaults in their places.
func (c *Config) putResolved(v service) error {
	s := v.Service
	s.ChatEnabled, s.MaxQuality = v.chat == "yes", v.quality
	if v.chat == "" || v.chat == "default" {
		s.ChatEnabled = c.settings.EnableChat
	}
	if v.quality == "" || v.quality == "default" {
		s.MaxQuality = c.settings.MaxQuality
	}
	return c.put(entityKind(s.Type), s.ID, s)
}

// changeSettings also encodes every service again that follows a default
// which is another now.
func (c *Config) changeSettings(s events.GlobalSettings) error {
	old := c.settings
	c.settings = s
	if err := c.putSettings(); err != nil {
		return err
	}
	if old.EnableChat == s.EnableChat && old.MaxQuality == s.MaxQuality {
		return nil
	}
	for _, v := range c.services {
		if err := c.putResolved(v); err != nil {
			return err
		}
	}
	return nil
}

func (c *Config) putSettings() error {
	keys, since := c.clusterKeys()
	return c.put(link.KindSettings, settingsID, link.Settings{
		PINEntryTimeout: c.settings.PINEntryTimeout, WaitingForHostTimeout: c.settings.WaitingForHostTimeout,
		GuestsOnlyTimeout: c.settings.GuestsOnlyTimeout, LastParticipantTimeout: c.settings.LastParticipantTimeout,
		PINAttemptLimit:   attempts(c.settings.PINAttemptLimit, c.settings.PINProtectionDisabled),
		AliasAttemptLimit: attempts(c.settings.AliasAttemptLimit, c.settings.AliasProtectionDisabled),
		BreakInAllowList:  c.settings.BreakInAllowList,
		ClusterKeys:       keys, ClusterKeysSince: since,
	})
}

func attempts(limit int, disabled bool) int {
	if disabled {
		return -1
	}
	return limit
}

// put encodes an entity; one that reads like before has not changed.
func (c *Config) put(kind link.EntityKind, id string, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode %s %s: %w", kind, id, err)
	}
	ref := link.EntityRef{Kind: kind, ID: id}
	if old, ok := c.entities[ref]; ok && string(old.Body) == string(b) {
		return nil
	}
	c.entities[ref] = link.Entity{Kind: kind, ID: id, Body: b}
	c.pending[ref], c.last = c.applying, c.applying
	return nil
}

func (c *Config) remove(kind link.EntityKind, id string) {
	ref := link.EntityRef{Kind: kind, ID: id}
	if _, ok := c.entities[ref]; ok {
		delete(c.entities, ref)
		c.pending[ref], c.last = c.applying, c.applying
	}
}
