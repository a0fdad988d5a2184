package webhooks

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
)

// What we sign says who did it only where we know.
func TestOtherProgramsDoNotSayWhoDidIt(t *testing.T) {
	for stream, want := range map[string]string{"conference-1": "root", "integration-crm-1": ""} {
		m, err := messageOf("urn:parley", "hook", job{id: "1", stream: stream}, View{
			Type: "x", Data: json.RawMessage("{}"), Meta: events.Metadata{Actor: events.Actor{Kind: events.ActorAdministrator, ID: "1", Name: "root"}},
		}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		var got cloudEvent
		if err := json.Unmarshal(m.body, &got); err != nil {
			t.Fatal(err)
		}
		if got.ActorName != want || (got.ActorKind == "") != (want == "") || (got.ActorID == "") != (want == "") || got.Subject != stream {
			t.Errorf("%s: %s", stream, m.body)
		}
	}
}
