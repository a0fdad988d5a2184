// Package administration measures what the configuration of a large deployment
// costs, on the real program over HTTP: creating 100,000 meeting rooms, listing
// and searching them, and what they take on a Conferencing Node.
package administration

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/bench/deployment"
)

const (
	each    = 3    // aliases of a room
	chunk   = 1000 // rooms of one mutation
	clients = 4    // mutations at a time
)

// rooms is how many are created: PARLEY_BENCH_ROOMS, or 100,000.
func rooms(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("PARLEY_BENCH_ROOMS"))
	if err != nil {
		return 100_000
	}
	if n%chunk != 0 {
		b.Fatalf("PARLEY_BENCH_ROOMS: want a multiple of %d", chunk)
	}
	return n
}

// BenchmarkRooms creates the rooms through the API and then lists and searches
// them there. Everything else that a Management Node does goes on beside it.
func BenchmarkRooms(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkRooms(b, "") })
	if dsn := os.Getenv("PARLEY_TEST_POSTGRES"); dsn != "" {
		b.Run("postgres", func(b *testing.B) { benchmarkRooms(b, dsn) })
	}
}

func benchmarkRooms(b *testing.B, readModels string) {
	n := rooms(b)
	var args []string
	if readModels != "" {
		args = []string{"--read-models", readModels}
	}
	d := deployment.Start(b, args...)
	for b.Loop() {
		begin := time.Now()
		position := create(b, d, n)
		created := time.Since(begin)
		var all struct{ MeetingRooms struct{ TotalCount int } }
		d.Ask(`query($p: Position) { meetingRooms(first: 1, minPosition: $p) { totalCount } }`, map[string]any{"p": position}, &all)
		if all.MeetingRooms.TotalCount != n {
			b.Fatalf("%d rooms are listed, created were %d", all.MeetingRooms.TotalCount, n)
		}
		b.ReportMetric(created.Seconds(), "create-s")
		b.ReportMetric(float64(n)/created.Seconds(), "rooms/s")
		begin = time.Now()
		d.AwaitReady()
		b.ReportMetric(time.Since(begin).Seconds(), "behind-s")
		report(b, d, n)
	}
}

// create creates the rooms and gives the position of the last.
func create(b *testing.B, d *deployment.Deployment, n int) string {
	var group errgroup.Group
	group.SetLimit(clients)
	positions := make([]string, n/chunk)
	for part := range positions {
		group.Go(func() error {
			list := make([]map[string]any, chunk)
			for i := range list {
				list[i] = room(part*chunk+i, n)
			}
			var got struct {
				MeetingRoomsCreate struct {
					Succeeded  int
					Position   string
					UserErrors []struct{ Message string }
				}
			}
			err := d.Try(`mutation($input: MeetingRoomsCreateInput!) { meetingRoomsCreate(input: $input) { succeeded position userErrors { message } } }`,
				map[string]any{"input": map[string]any{"idempotencyKey": fmt.Sprint("bench ", part), "rooms": list}}, &got)
			if err == nil && got.MeetingRoomsCreate.Succeeded != chunk {
				err = fmt.Errorf("part %d: %+v", part, got)
			}
			positions[part] = got.MeetingRoomsCreate.Position
			return err
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
	return slices.MaxFunc(positions, func(x, y string) int {
		if len(x) != len(y) {
			return len(x) - len(y)
		}
		return slices.Compare([]byte(x), []byte(y))
	})
}

func room(i, n int) map[string]any {
	aliases := make([]map[string]string, each)
	for k, alias := range []string{fmt.Sprintf("room.%d@example.com", i), fmt.Sprint(7_000_000 + i), fmt.Sprintf("team-%d", i)} {
		aliases[k] = map[string]string{"alias": alias}
	}
	return map[string]any{
		"name":        fmt.Sprintf("Meeting room %d of department %d", i*7919%n, i%97),
		"description": "where the department meets on Mondays and whenever it has to",
		"tag":         fmt.Sprint("department ", i%97),
		"aliases":     aliases,
	}
}

// report measures what an administrator waits for.
func report(b *testing.B, d *deployment.Deployment, n int) {
	const document = `query($first: Int!, $after: String, $filter: MeetingRoomFilter, $order: MeetingRoomOrder) {
		meetingRooms(first: $first, after: $after, filter: $filter, orderBy: $order) {
			totalCount pageInfo { hasNextPage endCursor } nodes { id name description hasHostPin aliases { alias } } } }`
	type page struct {
		MeetingRooms struct {
			TotalCount int
			PageInfo   struct{ EndCursor string }
		}
	}
	var deep page
	d.Ask(document, map[string]any{"first": 100, "filter": map[string]any{"search": "department 50"}}, &deep)
	newest := map[string]any{"field": "CREATED_AT", "direction": "DESC"}
	for _, q := range []struct {
		name      string
		variables map[string]any
		want      int
	}{
		{"list", map[string]any{}, n},
		{"newest", map[string]any{"order": newest}, n},
		{"common", map[string]any{"filter": map[string]any{"search": "ROOM.1"}}, -1},
		{"rare", map[string]any{"filter": map[string]any{"search": fmt.Sprintf("room.%d@", n-1)}}, 1},
		{"none", map[string]any{"filter": map[string]any{"search": "nothing like this"}}, 0},
		{"tag", map[string]any{"filter": map[string]any{"tag": "Department 96"}}, -1},
		{"alias", map[string]any{"filter": map[string]any{"alias": fmt.Sprintf("TEAM-%d", n/2)}}, 1},
		{"deep", map[string]any{"after": deepCursor(b, d, document)}, n},
	} {
		q.variables["first"] = 50
		times := make([]time.Duration, 60)
		for i := range times {
			begin := time.Now()
			var got page
			d.Ask(document, q.variables, &got)
			times[i] = time.Since(begin)
			if q.want >= 0 && got.MeetingRooms.TotalCount != q.want {
				b.Fatalf("%s: %d found, want %d", q.name, got.MeetingRooms.TotalCount, q.want)
			}
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, q.name+"-p95-ms")
	}
}

// deepCursor is the end of the 20th page.
func deepCursor(b *testing.B, d *deployment.Deployment, document string) string {
	after := ""
	for range 20 {
		var got struct {
			MeetingRooms struct{ PageInfo struct{ EndCursor string } }
		}
		variables := map[string]any{"first": 100}
		if after != "" {
			variables["after"] = after
		}
		d.Ask(document, variables, &got)
		after = got.MeetingRooms.PageInfo.EndCursor
	}
	if after == "" {
		b.Fatal(errors.New("no cursor"))
	}
	return after
}
