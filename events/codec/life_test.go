package codec_test

import (
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
)

// step is an event of a deployment's life and where it is filed.
type step struct {
	stream string
	event  events.Event
	fact   bool // reported by the node
}

var dawn = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// life is the life of a small deployment with everything that can happen in it:
// what -update writes a released log from, once. Later versions add their own.
func life() []step {
	var all []step
	all = append(all, configured()...)
	all = append(all, nodeLife()...)
	all = append(all, meeting()...)
	return append(all, dismantled()...)
}

const (
	admin, second, token    = "11111111-0000-5000-8000-000000000001", "11111111-0000-5000-8000-000000000002", "11111111-0000-5000-8000-000000000003"
	oslo, rome              = "22222222-0000-5000-8000-000000000001", "22222222-0000-5000-8000-000000000002"
	nodeID, otherNode       = "33333333-0000-5000-8000-000000000001", "33333333-0000-5000-8000-000000000002"
	board, lounge, hook     = "44444444-0000-5000-8000-000000000001", "44444444-0000-5000-8000-000000000002", "55555555-0000-5000-8000-000000000001"
	conferenceID            = "66666666-0000-4000-8000-000000000001"
	ada, grace, linus, edge = "77777777-0000-4000-8000-000000000001", "77777777-0000-4000-8000-000000000002", "77777777-0000-4000-8000-000000000003", "77777777-0000-4000-8000-000000000004"
)

// of files events under the stream of one object.
func of(stream string, list ...events.Event) []step {
	var all []step
	for _, e := range list {
		all = append(all, step{stream: stream, event: e})
	}
	return all
}

func claim(kind, key, owner string) []step {
	return of(events.ClaimStream(kind, key), events.ClaimTaken{Kind: kind, Key: key, Owner: owner})
}

func configured() []step {
	limit := 25
	expires := dawn.AddDate(1, 0, 0)
	var all []step
	add := func(list []step) { all = append(all, list...) }
	add(claim("administrator-username", "root", events.AdministratorStream(admin)))
	add(of(events.AdministratorStream(admin),
		events.AdministratorCreated{ID: admin, Username: "root", DisplayName: "Root", Role: "read-write", PasswordHash: "s1.hash"}))
	add(of(events.SettingsStream,
		events.SettingsUpdated{Settings: settings("Parley", 120)}, events.SettingsUpdated{Settings: settings("Example Ltd", 60)}))
	add(of(events.AdministratorStream(admin),
		events.AdministratorSignedIn{ID: admin, SessionID: "session-1", ExpiresAt: dawn.Add(12 * time.Hour)},
		events.AdministratorPasswordChanged{ID: admin, PasswordHash: "s1.other"}))
	add(of(events.AdministratorStream(second),
		events.AdministratorCreated{ID: second, Username: "watcher", Role: "read-only", PasswordHash: "s1.hash"},
		events.AdministratorUpdated{ID: second, DisplayName: "Watcher", Role: "read-only", Enabled: false}))
	add(of(events.TokenStream(token), events.TokenCreated{
		ID: token, Name: "archive", Scopes: []string{"events:read", "personal:read"}, Digest: fmt.Sprintf("%064d", 7), ExpiresAt: &expires,
		EventStreams: []string{"conference-"}, EventTypes: []string{"conference."},
	}))
	add(claim("location-name", "oslo", events.LocationStream(oslo)))
	add(of(events.LocationStream(oslo), events.LocationCreated{ID: oslo, Settings: events.LocationSettings{Name: "Oslo", MTU: 1500}}))
	add(of(events.LocationStream(rome), events.LocationCreated{ID: rome, Settings: events.LocationSettings{Name: "Rome", Description: "South", MTU: 1200, MediaDSCP: 46, SignallingDSCP: 24}}))
	add(of(events.LocationStream(oslo), events.LocationUpdated{ID: oslo, Settings: events.LocationSettings{Name: "Oslo", MTU: 1500, OverflowLocation1: rome}}))
	add(claim("alias", "board", events.ServiceStream(board)))
	add(of(events.ServiceStream(board), events.ServiceCreated{ID: board, Type: events.ServiceConference, Settings: room("Board", "board", "s1.host", nil)}))
	add(of(events.ServiceStream(lounge), events.ServiceCreated{ID: lounge, Type: events.ServiceConference, Settings: room("Lounge", "lounge", "", nil)}))
	add(of(events.ServiceStream(board), events.ServiceUpdated{ID: board, Settings: room("Board <1>", "board", "s1.host", &limit)}))
	add(of(events.WebhookStream(hook),
		events.WebhookCreated{ID: hook, Settings: webhook("Archive", true), Secret: "s1.secret"},
		events.WebhookUpdated{ID: hook, Settings: webhook("Archive 2", false)},
		events.WebhookSecretRotated{ID: hook, Secret: "s1.new", Previous: "s1.secret", PreviousUntil: dawn.Add(24 * time.Hour)},
		events.WebhookReplayRequested{ID: hook, After: 3, Through: 9}))
	return all
}

func settings(name string, pin int) events.GlobalSettings {
	return events.GlobalSettings{
		DeploymentName: name, EnableChat: true, MaxQuality: "hd", PINEntryTimeout: pin, WaitingForHostTimeout: 900,
		GuestsOnlyTimeout: 60, SessionIdleTimeout: 30,
	}
}

func room(name, alias string, pin events.Sealed, limit *int) events.ServiceSettings {
	return events.ServiceSettings{
		Name: name, Tag: "t", Aliases: []events.Alias{{Alias: alias, Description: "main"}}, HostPIN: pin, AllowGuests: pin != "",
		GuestsCanPresent: true, EnableChat: "default", ParticipantLimit: limit, CallType: "video", MaxQuality: "default",
	}
}

func webhook(name string, enabled bool) events.WebhookSettings {
	return events.WebhookSettings{Name: name, URL: "https://archive.example.com/in", TypePrefixes: []string{"conference."}, IncludePersonalData: true, Enabled: enabled}
}

func nodeLife() []step {
	s := events.NodeSettings{Name: "oslo-1", LocationID: oslo, Role: events.NodeTranscoding, Address: "192.0.2.10", FQDN: "oslo-1.example.com", AlwaysOn: true, MediaPriorityWeight: 3}
	bigger := s
	bigger.CapacityHD = 40
	boot := dawn.Add(-time.Hour)
	all := of(events.NodeStream(nodeID),
		events.NodeCreated{ID: nodeID, Settings: s},
		events.NodeProvisioningIssued{ID: nodeID, SecretDigest: fmt.Sprintf("%064d", 8), ExpiresAt: dawn.AddDate(0, 0, 1)},
		events.NodeEnrolled{ID: nodeID, Serial: "0a", Fingerprint: fmt.Sprintf("%064d", 9), ExpiresAt: dawn.AddDate(10, 0, 0)},
		events.NodeConnected{ID: nodeID, Epoch: "e1", Version: "0.1.0", BootTime: boot, CapacityTokens: 960, ClientURL: "https://oslo-1.example.com:8443", Remote: "192.0.2.10:50000"},
		events.NodeUpdated{ID: nodeID, Settings: bigger},
		events.NodeMaintenanceEntered{ID: nodeID, Reason: "new disk"},
		events.NodeMaintenanceLeft{ID: nodeID},
		events.NodeLivenessChanged{ID: nodeID, From: events.LivenessOnline, To: events.LivenessLate, LastReportAt: dawn},
		events.NodeLivenessChanged{ID: nodeID, From: events.LivenessLate, To: events.LivenessOnline, LastReportAt: dawn.Add(time.Minute)},
		events.NodeDisconnected{ID: nodeID, Reason: "timeout"},
		events.NodeRestarted{ID: nodeID, PreviousBootTime: boot, BootTime: dawn},
		events.NodeConnected{ID: nodeID, Epoch: "e1", Version: "0.1.0", BootTime: dawn, CapacityTokens: 960, ClientURL: "https://oslo-1.example.com:8443"})
	all = append(all, step{stream: events.NodeStream(nodeID), fact: true, event: events.NodeCallRejected{ID: nodeID, Alias: "nowhere", Reason: "unknown-alias", Detail: "no service", Remote: "198.51.100.4"}})
	return append(all, of(events.NodeStream(otherNode), events.NodeCreated{ID: otherNode, Settings: events.NodeSettings{Name: "rome-1", LocationID: rome, Role: events.NodeProxying, Address: "2001:db8::1"}})...)
}

func joined(id, name string, role events.Role, waiting bool) events.ParticipantJoined {
	return events.ParticipantJoined{
		ConferenceID: conferenceID, ParticipantID: id, DisplayName: events.Personal(name), Alias: "board", Role: role, Protocol: "webrtc",
		Vendor: "Browser", CallTag: "vip", NodeID: nodeID, LocationID: oslo, Remote: "203.0.113.20", Waiting: waiting,
	}
}

func meeting() []step {
	c := conferenceID
	list := []events.Event{
		events.ConferenceStarted{ID: c, ServiceID: board, ServiceName: "Board <1>", ServiceType: events.ServiceConference, Tag: "t", NodeID: nodeID, LocationID: oslo},
		joined(ada, `Ada "Augusta" King`, events.RoleUnknown, false),
		events.ParticipantRoleChanged{ConferenceID: c, ParticipantID: ada, Role: events.RoleHost, By: ada},
		joined(grace, "Grace Höpper <g>", events.RoleGuest, true),
		events.ParticipantAdmitted{ConferenceID: c, ParticipantID: grace, By: ada},
		events.ParticipantMediaChanged{ConferenceID: c, ParticipantID: ada, Audio: true, Video: true, Tokens: 48, MediaNodeID: nodeID},
		events.ConferenceGuestsMuted{ID: c, By: ada},
		events.ConferenceGuestsUnmuted{ID: c, By: ada},
		events.ParticipantMuted{ConferenceID: c, ParticipantID: grace, By: ada},
		events.ParticipantUnmuted{ConferenceID: c, ParticipantID: grace, By: ada},
		events.PresentationStarted{ConferenceID: c, ParticipantID: grace},
		events.ConferenceLocked{ID: c, By: ada},
		joined(linus, "Linus", events.RoleGuest, true),
		events.ParticipantLeft{ConferenceID: c, ParticipantID: linus, Reason: "timeout", Code: "#pex126"},
		events.ConferenceUnlocked{ID: c},
		events.PresentationStopped{ConferenceID: c, ParticipantID: grace},
		events.ParticipantLeft{ConferenceID: c, ParticipantID: grace, Reason: "released", By: grace},
		events.ParticipantLeft{ConferenceID: c, ParticipantID: ada, Reason: "conference-ended"},
		events.ConferenceEnded{ID: c, Reason: "ended-by-host"},
	}
	var all []step
	for _, e := range list {
		all = append(all, step{stream: events.ConferenceStream(c), event: e, fact: true})
	}
	all = append(all, of(events.ConferenceStream(c), events.ParticipantErased{ConferenceID: c, ParticipantID: grace})...)
	running := events.ConferenceStream(edge) // goes on
	start := events.ConferenceStarted{ID: edge, ServiceID: lounge, ServiceName: "Lounge", ServiceType: events.ServiceConference, NodeID: nodeID, LocationID: oslo}
	late := joined(edge, "Edith", events.RoleHost, false)
	late.ConferenceID = edge
	return append(all, step{stream: running, event: start, fact: true}, step{stream: running, event: late, fact: true})
}

func dismantled() []step {
	var all []step
	for _, list := range [][]step{
		of(events.ServiceStream(lounge), events.ServiceRemoved{ID: lounge}),
		of(events.NodeStream(otherNode), events.NodeRemoved{ID: otherNode, Reason: "returned"}),
		of(events.LocationStream(oslo), events.LocationUpdated{ID: oslo, Settings: events.LocationSettings{Name: "Oslo", MTU: 1500}}),
		of(events.LocationStream(rome), events.LocationRemoved{ID: rome}),
		of(events.ClaimStream("location-name", "oslo"), events.ClaimReleased{Kind: "location-name", Key: "oslo", Owner: events.LocationStream(oslo)}),
		of(events.TokenStream(token), events.TokenRevoked{ID: token}),
		of(events.WebhookStream(hook), events.WebhookRemoved{ID: hook}),
		of(events.AdministratorStream(second), events.AdministratorRemoved{ID: second}),
		of(events.AdministratorStream(admin), events.AdministratorSignedOut{ID: admin, SessionID: "session-1"}),
	} {
		all = append(all, list...)
	}
	return all
}
