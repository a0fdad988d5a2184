package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// views is everything that is served from read models, as queries.
var views = []struct{ name, query string }{
	{"settings", `{ globalSettings { revision deploymentName enableChat maxQuality pinEntryTimeout waitingForHostTimeout guestsOnlyTimeout lastParticipantTimeout sessionIdleTimeout } }`},
	{"locations", `{ locations(first: 100) { totalCount pageInfo { hasNextPage startCursor endCursor } edges { cursor node {
		id revision name description overflowLocation1 { id name } overflowLocation2 { id } mtu mediaDscp signallingDscp nodeCount createdAt updatedAt } } } }`},
	{"locations by age", `{ locations(first: 2, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { name } pageInfo { hasNextPage endCursor } } }`},
	{"nodes", `{ conferencingNodes(first: 100) { totalCount edges { cursor node {
		id revision name description location { id name } role address fqdn alwaysOn capacityHd mediaPriorityWeight maintenance maintenanceReason
		state version bootTime clientUrl maxHd certificateExpiresAt lastReportAt mediaLoad createdAt updatedAt } } } }`},
	{"rooms", `{ meetingRooms(first: 100) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
		id revision name description tag aliases { alias description } hasHostPin allowGuests hasGuestPin guestsCanPresent muteAllGuests
		enableChat participantLimit callType maxQuality createdAt updatedAt } } } }`},
	{"rooms found", `{ meetingRooms(filter: {search: "ROOM 1"}) { totalCount nodes { name } } }`},
	{"room by alias", `{ meetingRooms(filter: {alias: "renamed"}) { totalCount nodes { id name } } }`},
	{"administrators", `{ administrators(first: 100) { totalCount edges { cursor node { id revision username displayName role enabled createdAt lastSignInAt } } } }`},
	{"tokens", `{ apiTokens(first: 100) { totalCount edges { cursor node { id name scopes expiresAt createdAt revoked } } } }`},
	{"node history", `{ nodeHistory(first: 100) { pageInfo { hasNextPage endCursor } edges { cursor node {
		id position time nodeId nodeName locationName kind eventType reason actor { kind id name } } } } }`},
	{"rejected calls", `{ nodeHistory(filter: {kinds: [CALL_REJECTED]}) { nodes { position reason } } }`},
	{"conference history", `{ conferenceHistory(first: 15) { pageInfo { hasNextPage endCursor } edges { cursor node {
		id serviceId serviceName tag startedAt endedAt endReason participantCount peakParticipants nodeName locationName
		participants(first: 40) { pageInfo { hasNextPage } edges { cursor node { id displayName alias role protocol vendor remote nodeName joinedAt leftAt leaveReason } } } } } } }`},
	{"running", `{ conferenceHistory(filter: {running: true}) { nodes { id serviceName } } }`},
	{"live view", `{ liveView { position reason locations { id name } nodes { id name locationId address role state maintenance maxHd version }
		conferences { id serviceId name tag startedAt locked guestsMuted nodeIds participants { id displayName role protocol nodeId joinedAt waiting muted presenting hasMedia } } } }`},
	{"server", `{ server { version deploymentName position } }`},
	{"projections", `{ projections { name position lag state error } }`},
}

// view gives every answer as it came, by the name of its query.
func (a *testAPI) view(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, v := range views {
		body, err := json.Marshal(map[string]string{"query": v.query})
		if err != nil {
			t.Fatal(err)
		}
		status, raw, err := a.post(t.Context(), "/graphql", nil, bytes.NewReader(body))
		if err != nil || status != http.StatusOK || bytes.Contains(raw, []byte(`"errors"`)) {
			t.Fatalf("%s: %d %v %s", v.name, status, err, raw)
		}
		all[v.name] = string(raw)
	}
	return all
}

// TestReadModelsAreRebuilt deletes the read models of a deployment with a
// history. Every answer is the same to the byte afterwards.
func TestReadModelsAreRebuilt(t *testing.T) {
	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	makeHistory(t, m)
	m.stop(t)

	m.start(t)
	want := m.api.view(t)
	checkViews(t, want)
	m.stop(t)

	// Once gone; then gone and killed in the middle of the rebuilding.
	for round := range 4 {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(m.data() + "/readmodels.db" + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
		if round > 0 {
			m.launch(t)
			eventually(t, time.Minute, "new read models", func() error {
				_, err := os.Stat(m.data() + "/readmodels.db")
				return err
			})
			<-time.After(time.Duration(round*round*4) * time.Millisecond) // the moment of death is any
			m.kill()
		}
		m.start(t)
		for name, got := range m.api.view(t) {
			if got != want[name] {
				t.Errorf("round %d, %s\n was %s\n is  %s", round, name, want[name], got)
			}
		}
		m.stop(t)
	}
}

// checkViews holds that there is something to compare.
func checkViews(t *testing.T, views map[string]string) {
	t.Helper()
	for name, parts := range map[string][]string{
		"settings":           {`"Rich"`, `"pinEntryTimeout":60`},
		"locations":          {`"totalCount":2`, `"Oslo"`, `"overflowLocation1":{"id"`},
		"nodes":              {`"oslo-1"`, `"state":"OFFLINE"`, `"clientUrl":"http`},
		"rooms":              {`"totalCount":7`, `"hasGuestPin":true`, `"renamed"`},
		"rooms found":        {`"totalCount":1`},
		"room by alias":      {`"totalCount":1`},
		"administrators":     {`"totalCount":2`, `"READ_ONLY"`},
		"tokens":             {`"totalCount":2`},
		"node history":       {"CREATED", "PROVISIONING_ISSUED", "ENROLLED", "CONNECTED", "DISCONNECTED", "RESTARTED", "MAINTENANCE_ENTERED", "MAINTENANCE_LEFT", "CALL_REJECTED"},
		"rejected calls":     {"position"},
		"conference history": {`"released"`, `"node-restarted"`, `"Ada"`, `"Grace"`, `"peakParticipants":2`, `"last-left"`},
	} {
		for _, part := range parts {
			if !strings.Contains(views[name], part) {
				t.Errorf("%s has no %s: %s", name, part, views[name])
			}
		}
	}
}

// makeHistory fills a log with something of everything, by the ways that
// people and nodes use.
func makeHistory(t *testing.T, m *managementNode) {
	t.Helper()
	api := m.api
	oslo := api.must(t, "locationCreate", map[string]any{"name": "Oslo", "description": "North"}).id()
	rome := api.must(t, "locationCreate", map[string]any{"name": "Rome", "mtu": 1200}).id()
	gone := api.must(t, "locationCreate", map[string]any{"name": "Atlantis"}).id()
	api.must(t, "locationUpdate", map[string]any{"id": oslo, "overflowLocation1": rome})
	api.must(t, "locationRemove", map[string]any{"id": gone})
	api.must(t, "globalSettingsUpdate", map[string]any{"deploymentName": "Rich", "pinEntryTimeout": 60})
	api.must(t, "administratorCreate", map[string]any{"username": "watcher", "password": "only looks at things", "role": "READ_ONLY"})
	api.must(t, "apiTokenCreate", map[string]any{"name": "second", "scopes": []string{"config:read"}})
	for i := range 8 {
		room := map[string]any{"name": fmt.Sprintf("Room %d", i), "aliases": []any{map[string]any{"alias": fmt.Sprintf("room-%d", i)}}}
		if i%2 == 0 {
			room["hostPin"], room["allowGuests"], room["guestPin"] = "1234", true, "5678"
		}
		id := api.must(t, "meetingRoomCreate", room).id()
		switch i {
		case 6:
			api.must(t, "meetingRoomUpdate", map[string]any{"id": id, "name": "Renamed", "aliases": []any{map[string]any{"alias": "renamed"}}, "participantLimit": 3})
		case 7:
			api.must(t, "meetingRoomRemove", map[string]any{"id": id})
		}
	}

	node := newConferencingNode(t, m, "oslo-1", oslo)
	node.start(t)
	ada := node.join(t, "room-1", "Ada", "")
	node.join(t, "room-2", "Grace", "1234")
	node.join(t, "room-1", "Grace", "")
	if status, code, _ := node.call(t, "room-2", "request_token", "", "9999", []byte(`{}`)); status != http.StatusForbidden || code != "invalid-pin" {
		t.Errorf("wrong PIN: %d %s", status, code)
	}
	if status, code, _ := node.call(t, "nowhere", "request_token", "", "", []byte(`{}`)); status != http.StatusNotFound || code != "unknown-alias" {
		t.Errorf("unknown alias: %d %s", status, code)
	}
	if status, code, _ := node.call(t, "room-1", "lock", ada.Token, "", nil); status != http.StatusOK {
		t.Errorf("lock: %d %s", status, code)
	}
	if status, code, _ := node.call(t, "room-1", "release_token", ada.Token, "", nil); status != http.StatusOK {
		t.Errorf("release: %d %s", status, code)
	}
	single := node.join(t, "room-3", "Ada", "")
	if status, code, _ := node.call(t, "room-3", "release_token", single.Token, "", nil); status != http.StatusOK {
		t.Errorf("release: %d %s", status, code)
	}
	api.must(t, "conferencingNodeSetMaintenance", map[string]any{"id": node.id, "maintenance": true, "reason": "new disks"})
	awaitTypes(t, api, "conference.locked", "conference.ended", "node.call-rejected", "node.maintenance-entered")
	node.kill() // with two conferences
	awaitTypes(t, api, "node.disconnected")
	node.start(t)
	awaitTypes(t, api, "node.restarted")
	eventually(t, time.Minute, "conferences that the death ended", func() error {
		if n := strings.Count(logText(t, api), `node-restarted`); n < 4 {
			return fmt.Errorf("%d events", n)
		}
		return nil
	})
	api.must(t, "conferencingNodeSetMaintenance", map[string]any{"id": node.id, "maintenance": false})
	node.stop(t)
	awaitTypes(t, api, "node.maintenance-left")
}

func logText(t *testing.T, api *testAPI) string {
	t.Helper()
	var all strings.Builder
	for _, e := range api.log(t) {
		all.Write(e.Data)
	}
	return all.String()
}

// awaitTypes waits until the log has an event of each type.
func awaitTypes(t *testing.T, api *testAPI, types ...string) {
	t.Helper()
	eventually(t, time.Minute, "events in the log", func() error {
		log := api.log(t)
		for _, want := range types {
			if !slices.ContainsFunc(log, func(e logged) bool { return strings.HasPrefix(e.Type, want) }) {
				return fmt.Errorf("no %s", want)
			}
		}
		return nil
	})
}
