package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// guests come to meetings on a Conferencing Node and leave again.
type guests struct {
	node *conferencingNode

	mu   sync.Mutex // guards below
	came []string   // participants
}

func startGuests(t *testing.T, n *conferencingNode, alias string) (g *guests, stop func()) {
	g = &guests{node: n}
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	for host := range 2 {
		done.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				name := fmt.Sprintf("guest %s %d %d", alias, host, i)
				g.visit(ctx, alias, name)
				select {
				case <-time.After(75 * time.Millisecond):
				case <-ctx.Done():
				}
			}
		})
	}
	stop = sync.OnceFunc(func() {
		cancel()
		done.Wait()
	})
	t.Cleanup(stop)
	return g, stop
}

func (g *guests) visit(ctx context.Context, alias, name string) {
	path := "/api/client/v2/conferences/" + alias + "/"
	body := fmt.Sprintf(`{"display_name":%q,"control_only":true}`, name)
	status, raw, err := g.node.api.post(ctx, path+"request_token", nil, strings.NewReader(body))
	var answer struct{ Result clientResult }
	if err != nil || status != http.StatusOK || json.Unmarshal(raw, &answer) != nil {
		return // not admitted, as far as we know
	}
	g.mu.Lock()
	g.came = append(g.came, answer.Result.ParticipantUUID)
	g.mu.Unlock()
	// A home that dies may leave the request without an answer. Who was in wants
	// out all the same, also when no more guests are to come.
	leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
	defer cancel()
	for leaving.Err() == nil {
		status, _, err := g.node.api.post(leaving, path+"release_token", http.Header{"Token": {answer.Result.Token}}, strings.NewReader("{}"))
		if err == nil && (status == http.StatusOK || status == http.StatusForbidden) { // or is out already
			return
		}
		select {
		case <-time.After(75 * time.Millisecond):
		case <-leaving.Done():
		}
	}
}

// leaveTime bounds the tries of one guest to leave.
const leaveTime = 20 * time.Second

// settled holds the log to what was acknowledged.
func (p *pair) settled(t *testing.T, writers *crew, hot string, kills int, took time.Duration) {
	t.Helper()
	a, b := p.members[0].api, p.members[1].api
	eventually(t, takeover, "ready at the end", func() error { return firstError(a.ready(t.Context()), b.ready(t.Context())) })
	orders := writers.orders()
	sum := settle(t, a, orders)
	sum.kills, sum.took = kills, took
	sum.repeats += writers.repeats()
	for _, api := range []*testAPI{a, b} {
		checkOrders(t, api, orders, hot)
	}
	t.Logf("%d kills in %s: %s", kills, took.Round(time.Millisecond), sum)
	if sum.acknowledged < 20*kills {
		t.Errorf("that was too little to prove anything: %s", sum)
	}
}

// checkGuests: whoever was admitted came once and left once, and every
// conference began and ended once.
func checkGuests(t *testing.T, api *testAPI, g *guests) {
	t.Helper()
	joined, left := map[string]int{}, map[string]int{}
	var bounds map[string][2]int
	var stories map[string][]string // by stream
	count := func() (open []string) {
		clear(joined)
		clear(left)
		bounds, stories = map[string][2]int{}, map[string][]string{}
		for _, e := range api.log(t) {
			var data struct{ ParticipantID string }
			if err := json.Unmarshal(e.Data, &data); err != nil {
				t.Fatal(err)
			}
			n := bounds[e.Stream]
			stories[e.Stream] = append(stories[e.Stream], fmt.Sprintf("%s %s", e.Type, e.Data))
			switch e.Type {
			case "conference.started.v1":
				bounds[e.Stream] = [2]int{n[0] + 1, n[1]}
			case "conference.ended.v1":
				bounds[e.Stream] = [2]int{n[0], n[1] + 1}
			case "conference.participant-joined.v1":
				joined[data.ParticipantID]++
			case "conference.participant-left.v1":
				left[data.ParticipantID]++
			}
		}
		for _, id := range g.came {
			if left[id] == 0 {
				open = append(open, id)
			}
		}
		return open
	}
	eventually(t, takeover, "all guests have left", func() error {
		open := count()
		if len(open) == 0 {
			return nil
		}
		story := "the log does not know them"
		for _, told := range stories {
			if strings.Contains(strings.Join(told, "\n"), open[0]) {
				story = strings.Join(told, "\n")
			}
		}
		return fmt.Errorf("%d have not, among them %s:\n%s", len(open), open[0], story)
	})
	for _, id := range g.came {
		if joined[id] != 1 || left[id] != 1 {
			t.Errorf("%s came %d times and left %d times", id, joined[id], left[id])
		}
	}
	for stream, n := range bounds {
		if n[0] != 1 || n[1] > 1 {
			t.Errorf("%s began %d times and ended %d times", stream, n[0], n[1])
		}
	}
	t.Logf("%d guests in %d conferences", len(g.came), len(bounds))
	if len(g.came) < 50 {
		t.Error("too few guests to prove anything")
	}
}

// sameEverywhere: both Management Nodes answer alike, and so does one that has
// folded its read models from the log anew.
func (p *pair) sameEverywhere(t *testing.T, node *conferencingNode) {
	t.Helper()
	a, b := p.members[0], p.members[1]
	node.stop(t)
	eventually(t, takeover, "the node is offline", func() error {
		for _, m := range p.members {
			if err := noneOn(t, m.api, node.id); err != nil {
				return err
			}
		}
		return nil
	})
	// What a removed node left open ends by and by, and is not the matter here.
	eventually(t, takeover, "no conference runs", func() error {
		var view struct{ Conferences []struct{ ID string } }
		err := a.api.answer(t.Context(), `{ liveView { conferences { id } } }`, nil, &view)
		if err == nil && len(view.Conferences) > 0 {
			err = fmt.Errorf("%d run", len(view.Conferences))
		}
		return err
	})
	want := p.rows(t, a)
	compareRows(t, "the other Management Node", p.rows(t, b), want)
	a.stop(t)
	b.stop(t)
	p.forgetRows(t)
	a.start(t)
	compareRows(t, "read models folded anew", p.rows(t, a), want)
	a.stop(t)
}

// forgetRows drops all read models, and nothing else that is in the database.
func (p *pair) forgetRows(t *testing.T) {
	t.Helper()
	db := sqldbtest.Postgres(t, p.readModels)
	err := db.Update(t.Context(), func(tx sqldb.Tx) error {
		var all []string
		err := tx.Each(t.Context(), `SELECT tables FROM parley_projections`, nil, func(scan sqldb.Scan) error {
			var raw string
			if err := scan(&raw); err != nil {
				return err
			}
			var tables []string
			defer func() { all = append(all, tables...) }()
			return json.Unmarshal([]byte(raw), &tables)
		})
		for _, table := range all {
			tx.Queue(t.Context(), "DROP TABLE "+table)
		}
		tx.Queue(t.Context(), "DELETE FROM parley_projections")
		if err == nil && len(all) == 0 {
			err = errors.New("there are no read models")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rows are the views that come from SQL read models, at the log's end.
func (p *pair) rows(t *testing.T, m *managementNode) map[string]string {
	t.Helper()
	var end struct{ Position string }
	if err := m.api.answer(t.Context(), `{ server { position } }`, nil, &end); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"locations", "nodeHistory", "conferenceHistory"} {
		var none struct{}
		if err := m.api.answer(t.Context(), fmt.Sprintf(`{ %s(first: 1, minPosition: %q) { __typename } }`, list, end.Position), nil, &none); err != nil {
			t.Fatal(err)
		}
	}
	all := m.api.view(t)
	for _, own := range []string{"live view", "nodes", "server", "projections"} { // they have loads, or tell of the process
		delete(all, own)
	}
	return all
}

func compareRows(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s, %s\n got  %.2000s\n want %.2000s", what, name, got[name], want[name])
		}
	}
}
