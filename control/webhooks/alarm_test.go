package webhooks_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// TestAlarmsArePosted: alarms are events like others, chosen by their types.
func TestAlarmsArePosted(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		_, secret := r.create(webhook.Patch{TypePrefixes: domain.Some([]string{"alarm."})})
		rec.trust(secret)
		stop := r.start()
		id := events.AlarmID(events.AlarmDiskFilling, "m1")
		r.execute(alarm.Raise{ID: id, Condition: alarm.Condition{
			Kind: events.AlarmDiskFilling, Instance: "m1", Level: events.AlarmError, Details: "Full.", Since: time.Now(),
			Subject: events.AlarmSubject{Kind: alarm.SubjectManagementNode, ID: "m1", Name: "m1"},
		}})
		r.happen("a", 1)
		r.execute(alarm.Acknowledge{ID: id, Note: "seen"})
		r.execute(alarm.Lower{ID: id, Reason: alarm.ReasonCleared})
		synctest.Wait()
		stopped(t, stop)
		var types []string
		for _, g := range rec.all() {
			types = append(types, g.event.Type())
			var body map[string]any
			if err := g.event.DataAs(&body); err != nil || fmt.Sprint(body["subject"]) != "map[id:m1 kind:management-node name:m1]" {
				t.Errorf("%v, %v", body, err)
			}
		}
		if want := []string{"video.parley.alarm.raised.v1", "video.parley.alarm.acknowledged.v1", "video.parley.alarm.lowered.v1"}; !slices.Equal(types, want) {
			t.Errorf("%v", types)
		}
	})
}
