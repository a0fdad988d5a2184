package link

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// Golden files may be added, never changed: peers in the field speak them.
var update = flag.Bool("update", false, "write golden files that do not exist yet")

var at = time.Date(2026, 11, 21, 10, 30, 0, 123000000, time.UTC)

func messages(t *testing.T) map[string]Message {
	t.Helper()
	entity := func(kind EntityKind, id string, body any) Entity {
		e, err := NewEntity(kind, id, body)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	fact, err := NewFact(FactConferenceEnded, at, ConferenceEnded{ConferenceID: "c-1", Reason: "last-left"})
	if err != nil {
		t.Fatal(err)
	}
	fact.Seq = 42
	return map[string]Message{
		"hello": Hello{
			Version: 1, NodeID: "n-1", Epoch: "e-1", Software: "1.2.3", BootTime: at, CapacityTokens: 960,
			ClientURL: "https://node1.example.org:8443", ConfigPosition: "1207",
		},
		"welcome": Welcome{Version: 1, Time: at, AckedSeq: 41},
		"refused": Refused{Code: CodeRevoked, Message: "the node has another certificate now"},
		"report": Report{
			Time: at, CapacityTokens: 960, UsedTokens: 144, QueuedFacts: 3, ConfigPosition: "1207", Maintenance: true,
			Conferences: []ConferenceGauge{{ID: "c-1", Participants: 3, UsedTokens: 144}},
		},
		"facts":     Facts{Facts: []Fact{fact}},
		"facts-ack": FactsAck{Seq: 42},
		"config-snapshot": ConfigSnapshot{Position: "1207", First: true, Last: true, Entities: []Entity{
			entity(KindLocation, "l-1", Location{ID: "l-1", Name: "Oslo", OverflowLocation1: "l-2", OverflowLocation2: "l-3", MTU: 1500}),
			entity(KindNode, "n-1", Node{
				ID: "n-1", Name: "node1", LocationID: "l-1", Role: "transcoding", Address: "192.0.2.10", FQDN: "node1.example.org",
				AlwaysOn: true, Maintenance: true, CapacityTokens: 960, MediaPriorityWeight: 5,
			}),
			entity(KindService, "s-1", Service{
				ID: "s-1", Type: "conference", Name: "Weekly <all>", Tag: "t", Aliases: []string{"weekly", "weekly@example.org"},
				HostPIN: "1234", AllowGuests: true, GuestPIN: "5678", GuestsCanPresent: true, MuteAllGuests: true,
				ChatEnabled: true, ParticipantLimit: -1, CallType: "video", MaxQuality: "hd",
			}),
			entity(KindSettings, "settings", Settings{PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60, LastParticipantTimeout: 0}),
		}},
		"config-delta": ConfigDelta{
			From: "1207", To: "1208", Removed: []EntityRef{{Kind: KindService, ID: "s-1"}},
			Entities: []Entity{entity(KindLocation, "l-1", Location{ID: "l-1", Name: "Bergen"})},
		},
		"config-applied": ConfigApplied{Position: "1208"},
		"command":        Command{ID: "k-1", Type: CommandMuteParticipant, ConferenceID: "c-1", ParticipantID: "p-1", By: "ann"},
		"web-certificate": WebCertificate{
			Chain: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n", Key: "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n",
		},
		"command-result": CommandResult{ID: "k-1", Code: ResultUnknownParticipant, Message: "no such participant"},
	}
}

var factBodies = map[FactType]any{
	FactConferenceStarted: ConferenceStarted{
		ConferenceID: "c-1", ServiceID: "s-1", ServiceName: "Weekly", ServiceType: "conference", Tag: "t", LocationID: "l-1",
	},
	FactConferenceEnded:         ConferenceEnded{ConferenceID: "c-1", Reason: "last-left"},
	FactConferenceLocked:        ConferenceChange{ConferenceID: "c-1", By: "p-1"},
	FactConferenceUnlocked:      ConferenceChange{ConferenceID: "c-1", By: "p-1"},
	FactConferenceGuestsMuted:   ConferenceChange{ConferenceID: "c-1", By: "p-1"},
	FactConferenceGuestsUnmuted: ConferenceChange{ConferenceID: "c-1", By: "p-1"},
	FactParticipantJoined: ParticipantJoined{
		ConferenceID: "c-1", ParticipantID: "p-1", DisplayName: "Ann", Alias: "weekly", Role: "guest", Protocol: "webrtc",
		Vendor: "Firefox", CallTag: "tag", LocationID: "l-1", Remote: "192.0.2.77", Waiting: true,
	},
	FactParticipantAdmitted: ParticipantChange{ConferenceID: "c-1", ParticipantID: "p-1", By: "p-2"},
	FactParticipantLeft:     ParticipantLeft{ConferenceID: "c-1", ParticipantID: "p-1", Reason: "Call disconnected", Code: "left", By: "p-1"},
	FactParticipantMedia:    ParticipantMedia{ConferenceID: "c-1", ParticipantID: "p-1", Audio: true, Video: true, Presentation: true, Tokens: 48},
	FactParticipantMuted:    ParticipantChange{ConferenceID: "c-1", ParticipantID: "p-1", By: "p-2"},
	FactParticipantUnmuted:  ParticipantChange{ConferenceID: "c-1", ParticipantID: "p-1", By: "p-2"},
	FactParticipantRole:     ParticipantRole{ConferenceID: "c-1", ParticipantID: "p-1", Role: "host", By: "p-2"},
	FactPresentationStarted: ParticipantChange{ConferenceID: "c-1", ParticipantID: "p-1", By: "p-1"},
	FactPresentationStopped: ParticipantChange{ConferenceID: "c-1", ParticipantID: "p-1", By: "p-1"},
	FactCallRejected:        CallRejected{Alias: "weekly", ServiceID: "s-1", Reason: "capacity-exceeded", Detail: "960 of 960", Remote: "192.0.2.77"},
	FactNodeAdded:           NodeAdded{ConferenceID: "c-1", NodeID: "n-2", Entries: 2},
	FactHomeTaken:           HomeTaken{ConferenceID: "c-1", Term: 2, Before: "n-1", Reason: "home-lost"},
	FactParticipantMoved:    ParticipantMoved{ConferenceID: "c-1", ParticipantID: "p-1", LocationID: "l-1", Remote: "192.0.2.77"},
	FactCallPlaced: CallPlaced{
		ConferenceID: "c-1", ParticipantID: "p-1", CallID: "k-1", NodeID: "n-2", EdgeID: "n-3", LocationID: "l-2", Step: "overflow1",
		Reserve: 48, Cost: 48,
		Tries: []PlacementTry{
			{LocationID: "l-1", Step: "transcoding", Verdict: "full", Candidates: []PlacementCandidate{
				{NodeID: "n-1", Verdict: "full", Present: true, Needed: 48, Free: 24, Weight: 1},
			}},
			{LocationID: "l-2", Step: "overflow1", Verdict: "chosen", Candidates: []PlacementCandidate{
				{NodeID: "n-2", Verdict: "chosen", Needed: 96, Free: 960},
			}},
		},
		Edges: []PlacementCandidate{{NodeID: "n-3", Verdict: "chosen", Needed: 48, Free: 480}},
	},
	FactBackplaneOpened: BackplaneOpened{ConferenceID: "c-1", BackplaneID: "b-1", NodeID: "n-2", Kind: "geo"},
	FactBackplaneClosed: BackplaneClosed{
		ConferenceID: "c-1", BackplaneID: "b-1", Packets: 1000, Octets: 1100000, Lost: 12, Repaired: 11, LossPercent: 1.2, Reason: "unused",
	},
}

// grownFacts are facts with the members that they did not have at first.
var grownFacts = map[FactType]any{
	FactConferenceEnded: ConferenceEnded{ConferenceID: "c-1", Reason: "last-left", Nodes: []string{"n-2", "n-3"}},
	FactParticipantMedia: ParticipantMedia{
		ConferenceID: "c-1", ParticipantID: "p-1", Audio: true, Video: true, Presentation: true, Tokens: 48, MediaNodeID: "n-2",
	},
}

// grownFactsAgain are those that grew once more.
var grownFactsAgain = map[FactType]any{
	FactConferenceStarted: ConferenceStarted{
		ConferenceID: "c-1", ServiceID: "s-1", ServiceName: "Weekly", ServiceType: "conference", Tag: "t", LocationID: "l-2",
		HomeID: "n-1", Term: 2,
	},
	FactConferenceEnded: ConferenceEnded{
		ConferenceID: "c-1", Reason: "last-left", Nodes: []string{"n-2", "n-3"}, Entries: map[string]uint64{"n-3": 2},
	},
	FactParticipantMoved: ParticipantMoved{
		ConferenceID: "c-1", ParticipantID: "p-1", LocationID: "l-1", Remote: "192.0.2.77", Moves: 2, DisplayName: "Ann",
		Alias: "weekly", Role: "guest", Protocol: "webrtc", Vendor: "Firefox", CallTag: "tag", Waiting: true, Muted: true,
	},
}

func TestGrownFacts(t *testing.T) {
	for n, all := range []map[FactType]any{grownFacts, grownFactsAgain} {
		for kind, body := range all {
			f, err := NewFact(kind, at, body)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, fmt.Sprintf("fact-%s.%d", kind, n+2), f.Data)
			if got, err := f.Decode(); err != nil || !reflect.DeepEqual(got, body) {
				t.Errorf("%s reads as %+v (%v)", kind, got, err)
			}
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatal(err)
	}
	pretty.WriteByte('\n')
	path := filepath.Join("testdata", name+".v1.json")
	want, err := os.ReadFile(path)
	if os.IsNotExist(err) && *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("%s changed:\n%s\nwant\n%s", path, pretty.Bytes(), want)
	}
}

func TestEveryMessageHasAGoldenFile(t *testing.T) {
	all := messages(t)
	for name, m := range all {
		if string(m.MessageType()) != name {
			t.Errorf("%s is listed as %s", m.MessageType(), name)
		}
		b, err := Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "message-"+name, b)
		stored, err := os.ReadFile(filepath.Join("testdata", "message-"+name+".v1.json"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(stored)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, err := Encode(got)
		if err != nil || !bytes.Equal(again, b) {
			t.Errorf("%s reads as %+v (%v)", name, got, err)
		}
		everyFieldIsSet(t, name, reflect.ValueOf(m))
	}
	for known := range messageShapes {
		if _, ok := all[string(known)]; !ok {
			t.Errorf("%s has no example", known)
		}
	}
}

// grown are messages with the members that they did not have at first.
func grown(t *testing.T) map[string]Message {
	t.Helper()
	blocked, err := NewFact(FactCallRejected, at, CallRejected{
		Alias: "weekly", ServiceID: "s-1", Reason: "blocked", Detail: "too many wrong PINs for the service", Remote: "192.0.2.77", Count: 7,
	})
	if err != nil {
		t.Fatal(err)
	}
	blocked.Seq = 42
	return map[string]Message{
		"report": Report{
			Time: at, CapacityTokens: 960, UsedTokens: 144, QueuedFacts: 3, ConfigPosition: "1207", Maintenance: true,
			Conferences:      []ConferenceGauge{{ID: "c-1", Participants: 3, UsedTokens: 144}},
			CertificateUntil: time.Date(2027, 2, 3, 4, 5, 6, 0, time.UTC),
		},
		"facts": Facts{Facts: []Fact{blocked}},
		"hello": Hello{
			Version: 1, NodeID: "n-1", Epoch: "e-1", Software: "1.2.3", BootTime: at, CapacityTokens: 960,
			ClientURL: "https://node1.example.org:8443", ConfigPosition: "1207",
			WebCertificate: "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
		},
	}
}

// grownAgain are those that grew a second time.
func grownAgain(t *testing.T) map[string]Message {
	t.Helper()
	before := grown(t)
	report, hello := before["report"].(Report), before["hello"].(Hello)
	report.Backplanes = []BackplaneGauge{{
		ID: "b-1", ConferenceID: "c-1", NodeID: "n-2", SentBitrate: 1200000, Bitrate: 2400000, LossPercent: 0.5, RTTMicros: 12000,
	}}
	hello.ClusterAddress = "192.0.2.1:8444"
	return map[string]Message{"report": report, "hello": hello}
}

// grownOnceMore are those that grew a third time.
func grownOnceMore(t *testing.T) map[string]Message {
	t.Helper()
	report := grownAgain(t)["report"].(Report)
	report.OldestFact = at.Add(-time.Hour)
	return map[string]Message{"report": report}
}

// grownYetAgain are those that grew a fourth time.
func grownYetAgain(t *testing.T) map[string]Message {
	t.Helper()
	report := grownOnceMore(t)["report"].(Report)
	report.Unreachable = []Unreachable{
		{NodeID: "n-2", Since: at.Add(-time.Minute), Ways: []Way{WayTLS, WayGossip, WayMedia}, Address: "192.0.2.2:8445", Why: "connection refused"},
		{NodeID: "n-3", Since: at.Add(-time.Hour), Ways: []Way{WayGossip}},
	}
	return map[string]Message{"report": report}
}

func TestGrownMessages(t *testing.T) {
	for n, all := range []map[string]Message{grown(t), grownAgain(t), grownOnceMore(t), grownYetAgain(t)} {
		for name, m := range all {
			b, err := Encode(m)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, fmt.Sprintf("message-%s.%d", name, n+2), b)
			if got, err := Decode(b); err != nil || !reflect.DeepEqual(got, m) {
				t.Errorf("%s reads as %+v (%v)", name, got, err)
			}
		}
	}
}

func TestEveryFactHasAGoldenFile(t *testing.T) {
	for kind, body := range factBodies {
		f, err := NewFact(kind, at, body)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "fact-"+string(kind), f.Data)
		stored, err := os.ReadFile(filepath.Join("testdata", "fact-"+string(kind)+".v1.json"))
		if err != nil {
			t.Fatal(err)
		}
		f.Data = stored
		if got, err := f.Decode(); err != nil || !reflect.DeepEqual(got, body) {
			t.Errorf("%s reads as %+v (%v)", kind, got, err)
		}
		everyFieldIsSet(t, string(kind), reflect.ValueOf(body))
	}
	for known := range factShapes {
		if _, ok := factBodies[known]; !ok {
			t.Errorf("%s has no example", known)
		}
	}
}

// everyFieldIsSet keeps the examples worth something: a field without a value
// would not show a renamed tag's effect on decoding.
func everyFieldIsSet(t *testing.T, name string, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("json"); strings.Contains(tag, ",omitempty") || strings.Contains(tag, ",omitzero") {
			continue // it came later, see grown
		}
		if v.Field(i).IsZero() {
			t.Errorf("%s: %s has no value in the example", name, v.Type().Field(i).Name)
		}
	}
}
