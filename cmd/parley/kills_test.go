package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
)

// order is one mutation that a writer sends until it has an answer.
type order struct {
	mutation string
	input    map[string]any
	// mark is in the one event that the order makes, and in no other.
	mark     string
	answered bool
	answer   payload
}

func (o *order) refused() bool { return len(o.answer.UserErrors) > 0 }

// writer sends mutations to Management Nodes that die all the time.
type writer struct {
	number  int
	rand    *rand.Rand
	apis    []*testAPI // of one deployment
	hotRoom string
	orders  []*order
	repeats int           // sent again, because no answer had come
	acks    chan struct{} // hears of every answer
}

// order makes an order with a key and a mark of its own.
func (w *writer) order(mutation string, input map[string]any) *order {
	mark := fmt.Sprintf("writer %d order %d", w.number, len(w.orders))
	input["idempotencyKey"] = mark
	o := &order{mutation: mutation, input: input, mark: mark}
	w.orders = append(w.orders, o)
	return o
}

func (w *writer) try(ctx context.Context, o *order) {
	api := w.apis[w.rand.IntN(len(w.apis))]
	if answer, err := api.mutate(ctx, o.mutation, o.input); err == nil {
		o.answered, o.answer = true, answer
		select {
		case w.acks <- struct{}{}:
		default: // nobody counts now
		}
	}
}

// insist sends the order until an answer comes, or ctx ends. An answer without
// the room says that the read model stands still: while another Management Node
// takes it over.
func (w *writer) insist(ctx context.Context, o *order) bool {
	done := func() bool { return o.answered && (o.refused() || o.answer.id() != "") }
	for w.try(ctx, o); !done() && w.awaitReady(ctx); w.try(ctx, o) {
		w.repeats++
	}
	return done() && !o.refused()
}

func (w *writer) awaitReady(ctx context.Context) bool {
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	ready := func(api *testAPI) bool { return api.ready(ctx) == nil }
	for !slices.ContainsFunc(w.apis, ready) {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}

// run makes rooms, changes and removes them, takes the same alias again and
// again, changes a room that all writers change, and fights for aliases.
func (w *writer) run(ctx context.Context) {
	for ctx.Err() == nil {
		room := w.order("meetingRoomCreate", map[string]any{"aliases": []any{map[string]any{"alias": fmt.Sprintf("own-%d", w.number)}}})
		room.input["name"] = room.mark
		if !w.insist(ctx, room) {
			return // ctx has ended, or the test fails later: nobody else wants this alias
		}
		for range w.rand.IntN(4) {
			w.insist(ctx, w.change(room.answer.id()))
		}
		for range 1 + w.rand.IntN(3) {
			w.once(ctx, w.change(w.hotRoom))
		}
		contested := w.order("meetingRoomCreate", map[string]any{"aliases": []any{map[string]any{"alias": fmt.Sprintf("contested-%d", w.rand.IntN(400))}}})
		contested.input["name"] = contested.mark
		w.once(ctx, contested)
		if w.rand.IntN(2) == 0 {
			w.insist(ctx, w.order("meetingRoomRemove", map[string]any{"id": room.answer.id()}))
		} else {
			w.insist(ctx, w.order("meetingRoomUpdate", map[string]any{"id": room.answer.id(), "aliases": []any{}, "description": fmt.Sprintf("writer %d order %d", w.number, len(w.orders))}))
		}
	}
}

// once sends an order and, unless answered, leaves it for the end.
func (w *writer) once(ctx context.Context, o *order) {
	if w.try(ctx, o); !o.answered {
		w.awaitReady(ctx)
	}
}

func (w *writer) change(id string) *order {
	o := w.order("meetingRoomUpdate", map[string]any{"id": id})
	o.input["description"] = o.mark
	return o
}

// TestManagementNodeSurvivesKills kills a Management Node again and again
// while eight writers are at it. What was acknowledged is in the log once;
// what was not is there once after it was repeated.
func TestManagementNodeSurvivesKills(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 8
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))

	m := newManagementNode(t)
	m.start(t)
	m.api.signIn(t)
	session := &testAPI{base: m.api.base, http: m.api.http} // the cookie alone
	hot := m.api.must(t, "meetingRoomCreate", map[string]any{"name": "Hot Room", "idempotencyKey": "hot"})

	began := time.Now()
	writers := startWriters(t, []*testAPI{m.api}, 8, hot.id(), seed)
	for i := range kills {
		// Most deaths come at work, some while starting.
		if i%6 != 5 {
			eventually(t, time.Minute, "ready again", func() error { return m.api.ready(t.Context()) })
			writers.await(random.IntN(16), time.Second)
		}
		select {
		case <-time.After(time.Duration(random.IntN(60)) * time.Millisecond):
		case <-m.ended:
			t.Fatalf("ended by itself before kill %d: %s", i, tail(m.stderr.String(), 2000))
		}
		m.kill()
		m.checkClean(t)
		m.launch(t)
	}
	took := time.Since(began)
	eventually(t, time.Minute, "ready at the end", func() error { return m.api.ready(t.Context()) })
	writers.stop()

	orders := writers.orders()
	sum := settle(t, m.api, orders)
	sum.kills, sum.took = kills, took
	sum.repeats += writers.repeats()
	checkOrders(t, m.api, orders, hot.id())
	var viewer struct{ Kind, Name string }
	if err := session.answer(t.Context(), `{ viewer { kind name } }`, nil, &viewer); err != nil || viewer.Name != testUser {
		t.Errorf("the session of the beginning: %v, %v", viewer, err)
	}
	before := m.api.log(t)
	m.stop(t)
	m.start(t)
	if after := m.api.log(t); len(after) != len(before) {
		t.Errorf("%d events before a last restart, %d after it", len(before), len(after))
	}
	m.stop(t)
	t.Logf("%d kills in %s: %d events in the log, %s", sum.kills, sum.took.Round(time.Millisecond), len(before), sum)
	if sum.acknowledged < kills*4 || sum.open == 0 {
		t.Errorf("that was too little to prove anything: %s", sum)
	}
}

type crew struct {
	all    []*writer
	acks   chan struct{}
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func startWriters(t *testing.T, apis []*testAPI, n int, hotRoom string, seed uint64) *crew {
	ctx, cancel := context.WithCancel(t.Context())
	c := &crew{cancel: cancel, acks: make(chan struct{})}
	for i := range n {
		w := &writer{number: i, rand: rand.New(rand.NewPCG(seed, uint64(i)+1)), apis: apis, hotRoom: hotRoom, acks: c.acks}
		c.all = append(c.all, w)
		c.done.Go(func() { w.run(ctx) })
	}
	t.Cleanup(c.stop)
	return c
}

// await returns after n more answers, or when that takes too long.
func (c *crew) await(n int, most time.Duration) {
	enough := time.After(most)
	for range n {
		select {
		case <-c.acks:
		case <-enough:
			return
		}
	}
}

func (c *crew) stop() {
	c.cancel()
	c.done.Wait()
}

func (c *crew) orders() (all []*order) {
	for _, w := range c.all {
		all = append(all, w.orders...)
	}
	return all
}

func (c *crew) repeats() (n int) {
	for _, w := range c.all {
		n += w.repeats
	}
	return n
}

// tally is what a run did.
type tally struct {
	kills                                       int
	took                                        time.Duration
	acknowledged, refused, open, there, repeats int
}

func (s tally) String() string {
	return fmt.Sprintf("%d mutations acknowledged, %d refused, %d open at the end (%d of them were done already), %d repeats on the way",
		s.acknowledged, s.refused, s.open, s.there, s.repeats)
}

// settle repeats what has no answer, and some of what has: a repeat is
// answered like the first.
func settle(t *testing.T, api *testAPI, orders []*order) (sum tally) {
	t.Helper()
	done := marks(t, api.log(t))
	for i, o := range orders {
		switch {
		case !o.answered:
			sum.open++
			sum.there += len(done[o.mark])
		case o.refused():
			sum.refused++
			continue
		default:
			sum.acknowledged++
			if i%10 != 0 {
				continue
			}
		}
		again, err := api.mutate(t.Context(), o.mutation, o.input)
		if err != nil {
			t.Fatalf("repeat %s: %v", o.mark, err)
		}
		differs := again.id() != o.answer.id() && again.id() != "" && o.answer.id() != "" // the row is null while the read model is behind
		if o.answered && (again.Position != o.answer.Position || differs) {
			t.Errorf("%s %s: first %+v, repeated %+v", o.mutation, o.mark, o.answer, again)
		}
		o.answered, o.answer = true, again
	}
	return sum
}

// marks finds the events that orders made: by the description, else by the
// name; a removal by the room.
func marks(t *testing.T, log []logged) map[string][]string {
	t.Helper()
	at, names := map[string][]string{}, map[string]bool{}
	for _, e := range log {
		var data struct {
			ID       string
			Settings struct{ Name, Description string }
		}
		if err := json.Unmarshal(e.Data, &data); err != nil {
			t.Fatalf("event at %s: %v", e.Position, err)
		}
		switch e.Type {
		case "service.created.v1":
			if names[data.Settings.Name] {
				t.Errorf("a second room %q at %s", data.Settings.Name, e.Position)
			}
			names[data.Settings.Name] = true
			at[data.Settings.Name] = append(at[data.Settings.Name], e.Position)
		case "service.updated.v1":
			at[data.Settings.Description] = append(at[data.Settings.Description], e.Position)
		case "service.removed.v1":
			at["removed "+data.ID] = append(at["removed "+data.ID], e.Position)
		}
	}
	return at
}

// checkOrders holds the log and the read model to what was answered.
func checkOrders(t *testing.T, api *testAPI, orders []*order, hotRoom string) {
	t.Helper()
	log := api.log(t)
	at := marks(t, log)
	for _, o := range orders {
		if o.mutation == "meetingRoomRemove" {
			continue // counted with the rooms
		}
		want := 1
		if o.refused() {
			want = 0
		}
		if got := at[o.mark]; len(got) != want {
			t.Errorf("%s %s stands in the log %d times, want %d (answer %+v)", o.mutation, o.mark, len(got), want, o.answer)
		} else if want == 1 && got[0] != o.answer.Position {
			t.Errorf("%s %s stands at %s, was acknowledged at %s", o.mutation, o.mark, got[0], o.answer.Position)
		}
		for _, e := range o.answer.UserErrors {
			if e.Code != "ALIAS_TAKEN" {
				t.Errorf("%s %s was refused: %+v", o.mutation, o.mark, e)
			}
		}
	}
	rooms := foldRooms(t, log)
	removed := 0
	for key := range at {
		if len(key) > 8 && key[:8] == "removed " {
			if removed++; len(at[key]) != 1 {
				t.Errorf("%s at %v", key, at[key])
			}
		}
	}
	for _, o := range orders {
		if o.mutation == "meetingRoomRemove" && !o.refused() {
			removed--
		}
	}
	if removed != 0 {
		t.Errorf("%d more rooms are removed than removals were acknowledged", removed)
	}
	checkRooms(t, api, rooms)
}

// room is what the log and the read model must agree about.
type room struct {
	Name, Description, Revision string
	Aliases                     []string
}

// foldRooms is the rooms that exist, by name, and holds aliases to be unique
// at every moment.
func foldRooms(t *testing.T, log []logged) map[string]room {
	t.Helper()
	rooms, users := map[string]room{}, map[string]string{}
	for _, e := range log {
		var data struct {
			Settings struct {
				Name, Description string
				Aliases           []struct{ Alias string }
			}
		}
		if err := json.Unmarshal(e.Data, &data); err != nil {
			t.Fatal(err)
		}
		for _, a := range rooms[e.Stream].Aliases {
			delete(users, a)
		}
		switch e.Type {
		case "service.removed.v1":
			delete(rooms, e.Stream)
		case "service.created.v1", "service.updated.v1":
			r := room{Name: data.Settings.Name, Description: data.Settings.Description, Revision: fmt.Sprint(e.Revision)}
			for _, a := range data.Settings.Aliases {
				r.Aliases = append(r.Aliases, a.Alias)
			}
			rooms[e.Stream] = r
		}
		for _, a := range rooms[e.Stream].Aliases {
			if other, used := users[a]; used {
				t.Errorf("alias %s of %s is given to %s at %s", a, other, e.Stream, e.Position)
			}
			users[a] = e.Stream
		}
	}
	byName := map[string]room{}
	for _, r := range rooms {
		byName[r.Name] = r
	}
	return byName
}

func checkRooms(t *testing.T, api *testAPI, want map[string]room) {
	t.Helper()
	got := map[string]room{}
	for after := (*string)(nil); ; {
		var page struct {
			TotalCount int
			PageInfo   struct {
				HasNextPage bool
				EndCursor   string
			}
			Nodes []struct {
				Name, Description, Revision string
				Aliases                     []struct{ Alias string }
			}
		}
		err := api.answer(t.Context(), `query($after: String) { meetingRooms(first: 100, after: $after) {
			totalCount pageInfo { hasNextPage endCursor } nodes { name description revision aliases { alias } } } }`,
			map[string]any{"after": after}, &page)
		if err != nil {
			t.Fatal(err)
		}
		if page.TotalCount != len(want) {
			t.Errorf("the read model counts %d rooms, the log has %d", page.TotalCount, len(want))
		}
		for _, n := range page.Nodes {
			r := room{Name: n.Name, Description: n.Description, Revision: n.Revision}
			for _, a := range n.Aliases {
				r.Aliases = append(r.Aliases, a.Alias)
			}
			got[n.Name] = r
		}
		if !page.PageInfo.HasNextPage {
			break
		}
		after = &page.PageInfo.EndCursor
	}
	same := func(a, b room) bool {
		return a.Name == b.Name && a.Description == b.Description && a.Revision == b.Revision && slices.Equal(a.Aliases, b.Aliases)
	}
	if !maps.EqualFunc(got, want, same) {
		for name, r := range want {
			if !same(got[name], r) {
				t.Errorf("room %q: read model %+v, log %+v", name, got[name], r)
			}
		}
		t.Errorf("the read model has %d rooms, the log %d", len(got), len(want))
	}
}
