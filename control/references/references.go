// Package references knows what deciders must know of other aggregates: who
// uses a location, which administrators are left, and which conferences run on
// nodes that are no more.
//
// Its Index is folded from the log in memory and reads on to the log's end
// before every answer, so an answer is never older than the question. It owns
// nothing durable. It imports control/journal and events, starts no goroutine
// and is safe for concurrent use.
package references

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Index answers questions across aggregates.
type Index struct {
	journal *journal.Journal
	busy    chan struct{} // holds one token; whoever has it may use the rest

	position  events.Position
	locations map[string]events.LocationSettings
	services  map[string]serviceUses // those that refer to something
	nodes     map[string]events.NodeSettings
	linked    map[string]bool              // nodes whose link is up, as far as the log knows
	running   map[string]*conference.Nodes // by conference, as far as the log knows
	writers   map[string]writer
	tokens    map[string]Token // by digest
	tokenByID map[string]string
	roles     map[string]events.RoleSettings
	signIn    events.SignInSettings
	dialplan  dialplan

	defaultTheme string
	themeFiles   map[string][]events.ThemeFile // by theme
}

type writer struct {
	name    string
	role    string
	enabled bool
}

// Token is an API token as it stands now.
type Token struct {
	ID        string
	Name      string
	Scopes    []string
	ExpiresAt *time.Time
	Reach     access.Reach
}

// New makes an Index. It reads nothing until it is asked.
func New(j *journal.Journal) *Index {
	return &Index{
		journal: j, busy: make(chan struct{}, 1),
		locations: make(map[string]events.LocationSettings),
		services:  make(map[string]serviceUses),
		nodes:     make(map[string]events.NodeSettings),
		linked:    make(map[string]bool),
		running:   make(map[string]*conference.Nodes),
		writers:   make(map[string]writer),
		tokens:    make(map[string]Token),
		tokenByID: make(map[string]string),
		roles:     make(map[string]events.RoleSettings),
		dialplan:  newDialplan(),

		themeFiles: make(map[string][]events.ThemeFile),
	}
}

// filter passes the events that the index is folded from.
func filter() store.Filter {
	return store.Filter{TypePrefixes: []string{
		"location.", "service.",
		"node.created.", "node.updated.", "node.removed.", "node.connected.", "node.disconnected.",
		"conference.started.", "conference.ended.", "conference.node-", "conference.home-changed.",
		"administrator.created.", "administrator.updated.", "administrator.removed.",
		"token.", "role.", "signin.",
		"rule.", "dialout.",
		"settings.", "theme.files-changed.", "theme.removed.",
	}}
}

// Warm reads up to the log's end. Asking is enough too, but with a long log
// the first question then takes as long.
func (x *Index) Warm(ctx context.Context) error { return x.with(ctx, func() {}) }

// LocationUsers names the nodes in a location, the locations that overflow
// into it or transcode there, the services that look numbers up from it, and
// the gateway rules and dialled participants that name it.
func (x *Index) LocationUsers(ctx context.Context, locationID string) ([]string, error) {
	var users []string
	err := x.with(ctx, func() {
		for _, n := range x.nodes {
			if n.LocationID == locationID {
				users = append(users, "node "+n.Name)
			}
		}
		for _, l := range x.locations {
			if l.OverflowLocation1 == locationID || l.OverflowLocation2 == locationID || l.TranscodingLocation == locationID {
				users = append(users, "location "+l.Name)
			}
		}
		for _, s := range x.services {
			if s.location == locationID {
				users = append(users, s.named())
			}
		}
		users = append(users, x.dialplan.locationUsers(locationID)...)
	})
	slices.Sort(users)
	return users, err
}

// PolicyProfileUsers names the locations that use a policy profile.
func (x *Index) PolicyProfileUsers(ctx context.Context, profileID string) ([]string, error) {
	var users []string
	err := x.with(ctx, func() {
		for _, l := range x.locations {
			if l.PolicyProfileID == profileID {
				users = append(users, "location "+l.Name)
			}
		}
	})
	slices.Sort(users)
	return users, err
}

// OtherWriters counts the accounts, other than the given one, that may sign in
// and change things.
func (x *Index) OtherWriters(ctx context.Context, administratorID string) (int, error) {
	n := 0
	err := x.with(ctx, func() {
		for id, w := range x.writers {
			if id != administratorID && w.enabled && w.role == access.RoleReadWrite {
				n++
			}
		}
	})
	return n, err
}

// LinkedNodes lists the nodes whose link is up according to the log. After a
// start of the control plane that is not so any more.
func (x *Index) LinkedNodes(ctx context.Context) ([]string, error) {
	var ids []string
	err := x.with(ctx, func() { ids = slices.Sorted(maps.Keys(x.linked)) })
	return ids, err
}

// Nodes lists the nodes that have a record.
func (x *Index) Nodes(ctx context.Context) ([]string, error) {
	var ids []string
	err := x.with(ctx, func() { ids = slices.Sorted(maps.Keys(x.nodes)) })
	return ids, err
}

// Orphans lists what is to be released because nobody ever will: conferences that
// run according to the log, with a node from which more is to come and whose
// record is gone.
func (x *Index) Orphans(ctx context.Context) ([]conference.Release, error) {
	var due []conference.Release
	err := x.with(ctx, func() {
		for id, nodes := range x.running {
			for _, nodeID := range nodes.AllOutstanding() {
				if _, ok := x.nodes[nodeID]; !ok {
					due = append(due, conference.Release{ID: id, NodeID: nodeID})
				}
			}
		}
	})
	slices.SortFunc(due, func(a, b conference.Release) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.NodeID, b.NodeID))
	})
	return due, err
}

// Outstanding lists, by node, the conferences that run according to the log and of
// which more is to come from it.
func (x *Index) Outstanding(ctx context.Context) (map[string][]string, error) {
	out := map[string][]string{}
	err := x.with(ctx, func() {
		for id, nodes := range x.running {
			for _, nodeID := range nodes.AllOutstanding() {
				out[nodeID] = append(out[nodeID], id)
			}
		}
	})
	return out, err
}

// TokenByDigest finds the API token whose secret has a digest; false when
// there is none or it was revoked. Whether it has expired is for the caller.
func (x *Index) TokenByDigest(ctx context.Context, digest string) (Token, bool, error) {
	var t Token
	var ok bool
	err := x.with(ctx, func() { t, ok = x.tokens[digest] })
	return t, ok, err
}

// with reads on to the log's end and then lets ask look.
func (x *Index) with(ctx context.Context, ask func()) error {
	select {
	case x.busy <- struct{}{}:
		defer func() { <-x.busy }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		recs, next, end, err := x.journal.ReadAll(ctx, x.position, filter())
		if err != nil {
			return fmt.Errorf("references: %w", err)
		}
		for _, rec := range recs {
			x.apply(rec.Event)
		}
		x.position = next
		if end {
			break
		}
	}
	ask()
	return nil
}

func (x *Index) apply(ev events.Event) {
	switch e := ev.(type) {
	case events.LocationCreated:
		x.locations[e.ID] = e.Settings
	case events.LocationUpdated:
		x.locations[e.ID] = e.Settings
	case events.LocationRemoved:
		delete(x.locations, e.ID)
	case events.NodeCreated:
		x.nodes[e.ID] = e.Settings
	case events.NodeUpdated:
		x.nodes[e.ID] = e.Settings
	case events.NodeRemoved:
		delete(x.nodes, e.ID)
		delete(x.linked, e.ID)
	case events.NodeConnected:
		x.linked[e.ID] = true
	case events.NodeDisconnected:
		delete(x.linked, e.ID)
	case events.ConferenceStarted:
		x.running[e.ID] = &conference.Nodes{}
		x.running[e.ID].Apply(e)
	case events.ConferenceNodeEntered:
		x.applyNode(e.ID, e)
	case events.ConferenceNodeExpected:
		x.applyNode(e.ID, e)
	case events.ConferenceNodeLeft:
		x.applyNode(e.ID, e)
	case events.ConferenceHomeChanged:
		x.applyNode(e.ID, e)
	case events.ConferenceEnded:
		delete(x.running, e.ID)
	default:
		x.applyService(ev)
		x.applyAccess(ev)
		x.dialplan.apply(ev)
		x.applyThemes(ev)
	}
}

func (x *Index) applyNode(conferenceID string, ev events.Event) {
	if nodes, ok := x.running[conferenceID]; ok {
		nodes.Apply(ev)
	}
}

func (x *Index) applyAccess(ev events.Event) {
	switch e := ev.(type) {
	case events.AdministratorCreated:
		x.writers[e.ID] = writer{name: e.Username, role: e.Role, enabled: true}
	case events.AdministratorUpdated:
		if w, local := x.writers[e.ID]; local { // people from outside are nobody's last writer
			x.writers[e.ID] = writer{name: w.name, role: e.Role, enabled: e.Enabled}
		}
	case events.AdministratorRemoved:
		delete(x.writers, e.ID)
	case events.TokenCreated:
		x.tokens[e.Digest] = Token{
			ID: e.ID, Name: e.Name, Scopes: e.Scopes, ExpiresAt: e.ExpiresAt,
			Reach: access.Reach{Streams: e.EventStreams, Types: e.EventTypes},
		}
		x.tokenByID[e.ID] = e.Digest
	case events.TokenUpdated:
		if t, ok := x.tokens[x.tokenByID[e.ID]]; ok {
			t.Name = e.Name
			x.tokens[x.tokenByID[e.ID]] = t
		}
	case events.TokenRevoked:
		delete(x.tokens, x.tokenByID[e.ID])
		delete(x.tokenByID, e.ID)
	default:
		x.applyRole(ev)
	}
}
