package projectiontest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// Draw gives a number from 0 to n-1, by chance or by a property test's wish.
type Draw func(n int) int

// Generator makes events that could have happened: nothing is updated that
// was not created, nobody leaves who has not joined.
type Generator struct {
	draw           Draw
	n              int
	locations      map[string]bool
	nodes          map[string]bool
	services       map[string]bool
	administrators map[string]bool
	plan           map[string]string // of the dial plan: id to noun
	tokens         map[string]bool
	conferences    map[string]map[string]bool // participants
	gone           map[string]string          // who left: of which conference
}

// NewGenerator makes a generator for an empty log.
func NewGenerator(draw Draw) *Generator {
	return &Generator{
		draw: draw, locations: map[string]bool{}, nodes: map[string]bool{}, services: map[string]bool{},
		administrators: map[string]bool{}, plan: map[string]string{}, tokens: map[string]bool{}, conferences: map[string]map[string]bool{}, gone: map[string]string{},
	}
}

// Next is the next event.
func (g *Generator) Next() events.Event {
	g.n++
	for {
		var e events.Event
		switch g.draw(9) {
		case 0:
			e = g.location()
		case 1:
			e = g.node()
		case 2:
			e = g.service()
		case 3:
			e = g.access()
		case 4:
			e = g.life()
		case 5:
			e = g.dialplan()
		default:
			e = g.conference()
		}
		if e != nil {
			return e
		}
	}
}

func (g *Generator) id(kind string) string { return fmt.Sprintf("%s%d", kind, g.n) }

// pick draws one of what exists, or nothing.
func pick[V any](g *Generator, m map[string]V) string {
	if len(m) == 0 {
		return ""
	}
	return slices.Sorted(maps.Keys(m))[g.draw(len(m))]
}

func (g *Generator) text() string {
	words := []string{"alpha", "Beta", "GAMMA", "Straße", "İstanbul", "δέλτα", "100%", "a_b", "O'Brien", "\x00nul"}
	return fmt.Sprintf("%s %d", words[g.draw(len(words))], g.draw(1000))
}

func (g *Generator) location() events.Event {
	settings := events.LocationSettings{
		Name: g.text(), Description: g.text(), OverflowLocation1: pick(g, g.locations), MTU: 512 + g.draw(900), MediaDSCP: g.draw(64),
	}
	id := pick(g, g.locations)
	switch k := g.draw(4); {
	case id == "" || k < 2:
		id = g.id("l")
		g.locations[id] = true
		return events.LocationCreated{ID: id, Settings: settings}
	case k == 2:
		return events.LocationUpdated{ID: id, Settings: settings}
	default:
		delete(g.locations, id)
		return events.LocationRemoved{ID: id}
	}
}

func (g *Generator) node() events.Event {
	settings := events.NodeSettings{
		Name: g.text(), Description: g.text(), LocationID: pick(g, g.locations), Role: events.NodeTranscoding,
		Address: fmt.Sprintf("10.0.0.%d", g.draw(250)), AlwaysOn: g.draw(2) == 0, CapacityHD: g.draw(3) * 10,
	}
	id := pick(g, g.nodes)
	switch k := g.draw(6); {
	case id == "" || k < 2:
		id = g.id("n")
		g.nodes[id] = true
		return events.NodeCreated{ID: id, Settings: settings}
	case k < 4:
		return events.NodeUpdated{ID: id, Settings: settings}
	case k == 4:
		return events.NodeProvisioningIssued{ID: id, SecretDigest: "00", ExpiresAt: Epoch.Add(time.Hour)}
	default:
		delete(g.nodes, id)
		return events.NodeRemoved{ID: id, Reason: g.text()}
	}
}

// life is what happens to a node.
func (g *Generator) life() events.Event {
	id := pick(g, g.nodes)
	if id == "" {
		return nil
	}
	at := Epoch.Add(time.Duration(g.draw(1000)) * time.Second)
	states := []events.Liveness{events.LivenessOnline, events.LivenessLate, events.LivenessStale}
	switch g.draw(8) {
	case 0:
		return events.NodeEnrolled{ID: id, Serial: "1", Fingerprint: "ff", ExpiresAt: at}
	case 1:
		return events.NodeConnected{ID: id, Epoch: "e", Version: "1.0", BootTime: at, CapacityTokens: int64(48 * g.draw(40)), ClientURL: "https://n"}
	case 2:
		return events.NodeRestarted{ID: id, PreviousBootTime: Epoch, BootTime: at}
	case 3:
		return events.NodeDisconnected{ID: id, Reason: "lost"}
	case 4:
		return events.NodeLivenessChanged{ID: id, From: states[g.draw(3)], To: states[g.draw(3)], LastReportAt: at}
	case 5:
		return events.NodeMaintenanceEntered{ID: id, Reason: g.text()}
	case 6:
		return events.NodeMaintenanceLeft{ID: id}
	default:
		return events.NodeCallRejected{ID: id, Alias: g.text(), Reason: "unknown-alias"}
	}
}

func (g *Generator) service() events.Event {
	settings := events.ServiceSettings{
		Name: g.text(), Tag: g.text(), AllowGuests: g.draw(2) == 0, GuestsCanPresent: g.draw(2) == 0,
		EnableChat: []string{"default", "yes", "no"}[g.draw(3)], CallType: "video", MaxQuality: []string{"default", "sd", "fullhd"}[g.draw(3)],
	}
	for range g.draw(3) {
		settings.Aliases = append(settings.Aliases, events.Alias{Alias: g.text()})
	}
	if g.draw(2) == 0 {
		settings.HostPIN = "s1.sealed"
		limit := g.draw(20)
		settings.ParticipantLimit = &limit
	}
	id := pick(g, g.services)
	switch k := g.draw(6); {
	case k == 5:
		return events.SettingsUpdated{Settings: events.GlobalSettings{
			DeploymentName: g.text(), EnableChat: g.draw(2) == 0, MaxQuality: []string{"sd", "hd"}[g.draw(2)], PINEntryTimeout: 30 + g.draw(90),
		}}
	case id == "" || k < 2:
		id = g.id("s")
		g.services[id] = true
		return events.ServiceCreated{ID: id, Type: events.ServiceConference, Settings: settings}
	case k < 4:
		return events.ServiceUpdated{ID: id, Settings: settings}
	default:
		delete(g.services, id)
		return events.ServiceRemoved{ID: id}
	}
}

func (g *Generator) access() events.Event {
	id, token := pick(g, g.administrators), pick(g, g.tokens)
	switch k := g.draw(10); {
	case k == 0 && token != "":
		delete(g.tokens, token)
		return events.TokenRevoked{ID: token}
	case k < 2:
		token = g.id("t")
		g.tokens[token] = true
		return events.TokenCreated{ID: token, Name: g.text(), Scopes: []string{"config:read"}, Digest: token}
	case id == "" || k < 4:
		id = g.id("a")
		g.administrators[id] = true
		return events.AdministratorCreated{ID: id, Username: id, Role: "read-write", PasswordHash: "s1.hash"}
	case k == 4:
		return events.AdministratorUpdated{ID: id, DisplayName: g.text(), Role: "read-only", Enabled: g.draw(2) == 0}
	case k == 5:
		return events.AdministratorPasswordChanged{ID: id, PasswordHash: "s1.other"}
	case k == 6:
		delete(g.administrators, id)
		return events.AdministratorRemoved{ID: id}
	case k == 7:
		return events.AdministratorSignedOut{ID: id, SessionID: fmt.Sprint(id, g.draw(3))}
	default:
		return events.AdministratorSignedIn{ID: id, SessionID: fmt.Sprint(id, g.draw(3)), ExpiresAt: Epoch.Add(time.Hour)}
	}
}

func (g *Generator) conference() events.Event {
	id := pick(g, g.conferences)
	if id == "" || g.draw(8) == 0 {
		id = g.id("c")
		g.conferences[id] = map[string]bool{}
		return events.ConferenceStarted{
			ID: id, ServiceID: pick(g, g.services), ServiceName: g.text(), ServiceType: events.ServiceConference,
			NodeID: pick(g, g.nodes), LocationID: pick(g, g.locations),
		}
	}
	if p := pick(g, g.gone); p != "" && g.draw(12) == 0 {
		return events.ParticipantErased{ConferenceID: g.gone[p], ParticipantID: p}
	}
	p := pick(g, g.conferences[id])
	if p == "" || g.draw(4) == 0 {
		p = g.id("p")
		g.conferences[id][p] = true
		return events.ParticipantJoined{
			ConferenceID: id, ParticipantID: p, DisplayName: events.Personal(g.text()), Alias: g.text(), Role: events.RoleGuest,
			Protocol: "webrtc", NodeID: pick(g, g.nodes), Waiting: g.draw(2) == 0, Remote: events.Personal(g.text()),
		}
	}
	return g.happening(id, p)
}

// happening is what happens in a conference.
func (g *Generator) happening(id, p string) events.Event {
	switch g.draw(21) {
	case 14:
		return events.ConferenceNodeEntered{ID: id, NodeID: pick(g, g.nodes)}
	case 15:
		return events.ConferenceHomeChanged{ID: id, NodeID: pick(g, g.nodes), Term: uint64(g.draw(5))} // small
	case 16:
		return events.ParticipantMoved{ConferenceID: id, ParticipantID: p, NodeID: pick(g, g.nodes), Remote: events.Personal(g.text())}
	case 17:
		node := pick(g, g.nodes)
		return events.CallPlaced{ConferenceID: id, ParticipantID: p, CallID: "k", NodeID: node, Step: "transcoding", Tries: []events.PlacementTry{
			{LocationID: pick(g, g.locations), Verdict: "chosen", Candidates: []events.PlacementCandidate{{NodeID: node, Verdict: "chosen"}}},
		}}
	case 18:
		return events.BackplaneOpened{ConferenceID: id, BackplaneID: fmt.Sprint("b", g.draw(3)), NodeID: pick(g, g.nodes), PeerID: pick(g, g.nodes), Kind: "geo"}
	case 19:
		return events.BackplaneClosed{ConferenceID: id, BackplaneID: fmt.Sprint("b", g.draw(3)), Reason: "unused", LossPercent: 0.5}
	case 20:
		return events.ConferenceNodeLeft{ID: id, NodeID: pick(g, g.nodes), Reason: "last-left"}
	case 0:
		delete(g.conferences, id)
		return events.ConferenceEnded{ID: id, Reason: "last-left"}
	case 1:
		return events.ConferenceLocked{ID: id}
	case 2:
		return events.ConferenceUnlocked{ID: id}
	case 3:
		return events.ConferenceGuestsMuted{ID: id}
	case 4:
		return events.ConferenceGuestsUnmuted{ID: id}
	case 5:
		return events.ParticipantAdmitted{ConferenceID: id, ParticipantID: p}
	case 6, 7:
		delete(g.conferences[id], p)
		g.gone[p] = id
		return events.ParticipantLeft{ConferenceID: id, ParticipantID: p, Reason: "hung-up"}
	case 8:
		return events.ParticipantMediaChanged{ConferenceID: id, ParticipantID: p, Audio: g.draw(2) == 0, MediaNodeID: pick(g, g.nodes)}
	case 9:
		return events.ParticipantMuted{ConferenceID: id, ParticipantID: p}
	case 10:
		return events.ParticipantUnmuted{ConferenceID: id, ParticipantID: p}
	case 11:
		return events.ParticipantRoleChanged{ConferenceID: id, ParticipantID: p, Role: events.RoleHost}
	case 12:
		return events.PresentationStarted{ConferenceID: id, ParticipantID: p}
	default:
		return events.PresentationStopped{ConferenceID: id, ParticipantID: p}
	}
}
