package administration

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/bench/deployment"
)

const (
	full        = 50  // rooms with as many aliases as a room can have
	fullAliases = 300 // service.MaxAliases
)

// BenchmarkAliases creates, by one mutation, and removes, by another, rooms with
// as many aliases as there can be. None may run into the deadline of a command.
func BenchmarkAliases(b *testing.B) {
	d := deployment.Start(b)
	round := 0
	for b.Loop() {
		round++
		list := make([]map[string]any, full)
		for i := range list {
			aliases := make([]map[string]string, fullAliases)
			for k := range aliases {
				aliases[k] = map[string]string{"alias": fmt.Sprintf("%d.%d.%d", round, i, k)}
			}
			list[i] = map[string]any{"name": fmt.Sprintf("Room %d.%d", round, i), "aliases": aliases}
		}
		var created struct {
			MeetingRoomsCreate struct {
				Succeeded int
				Results   []struct{ ID string }
			}
		}
		begin := time.Now()
		d.Ask(`mutation($input: MeetingRoomsCreateInput!) { meetingRoomsCreate(input: $input) { succeeded results { id } } }`,
			map[string]any{"input": map[string]any{"rooms": list}}, &created)
		b.ReportMetric(time.Since(begin).Seconds(), "create-s")
		ids := make([]string, full)
		for i, result := range created.MeetingRoomsCreate.Results {
			ids[i] = result.ID
		}
		var removed struct{ ServicesRemove struct{ Succeeded int } }
		begin = time.Now()
		d.Ask(`mutation($ids: [ID!]!) { servicesRemove(input: {ids: $ids}) { succeeded } }`, map[string]any{"ids": ids}, &removed)
		b.ReportMetric(time.Since(begin).Seconds(), "remove-s")
		if created.MeetingRoomsCreate.Succeeded != full || removed.ServicesRemove.Succeeded != full {
			b.Fatalf("%d of %d were created, %d removed", created.MeetingRoomsCreate.Succeeded, full, removed.ServicesRemove.Succeeded)
		}
	}
}
