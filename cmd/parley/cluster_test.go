package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// takeover is how long anything may stand still after a Management Node's
// death.
const takeover = 10 * time.Second

// pair is two Management Nodes of one deployment, on an event store and a
// PostgreSQL of their own.
type pair struct {
	members    [2]*managementNode
	eventStore string
	readModels string
}

func startPair(t *testing.T) *pair {
	t.Helper()
	if os.Getenv(sqldbtest.Env) == "" {
		t.Skip("needs PostgreSQL: " + sqldbtest.Env)
	}
	p := &pair{eventStore: serveLog(t), readModels: sqldbtest.Schema(t)}
	for i := range p.members {
		p.members[i] = newManagementNode(t)
	}
	for i, m := range p.members {
		m.args = p.args(m, p.members[1-i])
	}
	a, b := p.members[0], p.members[1]
	a.start(t)
	copyPrivate(t, filepath.Join(a.data(), "keys"), filepath.Join(b.data(), "keys"))
	b.start(t)
	a.api.signIn(t)
	b.api.token = a.api.token
	return p
}

// copyPrivate copies a folder, for nobody else to read.
func copyPrivate(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if d.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, raw, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (p *pair) args(links ...*managementNode) []string {
	args := []string{"--event-store", p.eventStore, "--read-models", p.readModels}
	for _, l := range links {
		args = append(args, "--link-url", "https://"+loopback(l.port+1))
	}
	return args
}

// serveLog gives the connection string of an event store: the one that is
// named, or a process of our own.
func serveLog(t *testing.T) string {
	t.Helper()
	if named := os.Getenv("PARLEY_TEST_ESDB"); named != "" {
		return named
	}
	addr := loopback(freePorts(t, 1))
	data, logins := t.TempDir(), filepath.Join(t.TempDir(), "logins.json")
	if err := os.WriteFile(logins, []byte(`[{"name": "parley", "password": "correct-horse-battery"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	log := startParley(t, "events", "serve", "--data", data, "--listen", addr, "--credentials", logins)
	eventually(t, 30*time.Second, "the event store", func() error {
		if !log.alive() {
			t.Fatalf("ended while starting: %s", tail(log.stderr.String(), 2000))
		}
		if !strings.Contains(log.stderr.String(), "serving the event log") {
			return fmt.Errorf("%s", tail(log.stderr.String(), 300))
		}
		return nil
	})
	return "esdb://parley:correct-horse-battery@" + addr + "?tls=true&tlsCAFile=" + filepath.Join(data, "keys", "ca", "ca.crt")
}

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
	_, _, _ = g.node.api.post(ctx, path+"release_token", http.Header{"Token": {answer.Result.Token}}, strings.NewReader("{}")) // else it leaves with the node
}

// TestEitherManagementNodeMayDie kills or stops one or the other while
// administrators, a Live View, two Conferencing Nodes and their guests are at it. Everything
// goes on at the other within ten seconds; nothing that was acknowledged is
// lost, nothing is there twice.
func TestEitherManagementNodeMayDie(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 2
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	p := startPair(t)
	a, b := p.members[0], p.members[1]
	oslo := a.api.must(t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	hot := a.api.must(t, "meetingRoomCreate", map[string]any{"name": "Hot Room", "idempotencyKey": "hot"})
	for _, alias := range []string{"talk", "long"} {
		b.api.must(t, "meetingRoomCreate", map[string]any{"name": alias, "aliases": []any{map[string]any{"alias": alias}}})
	}
	node, doomed := newConferencingNode(t, a, "stays", oslo), newConferencingNode(t, b, "doomed", oslo)
	node.start(t)
	doomed.start(t)
	eventually(t, 30*time.Second, "configuration on the nodes", func() error {
		for _, n := range []*conferencingNode{node, doomed} {
			if status, raw, err := n.api.post(t.Context(), "/api/client/v2/conferences/long/request_token", nil,
				strings.NewReader(`{"display_name":"Ann","control_only":true}`)); err != nil || status != http.StatusOK {
				return fmt.Errorf("%d %v %s", status, err, raw)
			}
		}
		return nil
	})
	live := watchLive(t, a.api, b.api)
	visitors, visitorsLeave := startGuests(t, node, "talk")
	writers := startWriters(t, []*testAPI{a.api, b.api}, 4, hot.id(), seed)

	began, first := time.Now(), random.IntN(2)
	for round := range rounds {
		// In turn: whoever is left has all there is to have.
		victim := (first + round) % 2
		dying, survivor := p.members[victim], p.members[1-victim]
		eventually(t, 30*time.Second, "both are at work", func() error {
			if err := live.nodeIs(node.id, "ONLINE"); err != nil {
				return err
			}
			return firstError(a.api.ready(t.Context()), b.api.ready(t.Context()))
		})
		writers.await(random.IntN(16), time.Second)
		last := round == rounds-1
		if last { // with a Conferencing Node that will not come back
			doomed.kill()
		}
		dead, back := strike(t, dying, !last && round%3 == 1)
		p.goesOn(t, survivor, live, node, fmt.Sprintf("after death %d", round), dead)
		if last {
			p.ends(t, survivor, live, doomed, dead)
		}
		t.Logf("death %d, of %s: all goes on after %s", round, "ab"[victim:victim+1], time.Since(dead).Round(time.Millisecond))
		back()
	}
	took := time.Since(began)
	writers.stop()
	visitorsLeave()
	p.settled(t, writers, hot.id(), rounds, took)
	checkGuests(t, b.api, visitors)
	live.check(t)
	p.sameEverywhere(t, node)
}

// strike kills a Management Node, or stops it as a machine that swaps does: then
// it comes back and believes that no time has passed.
func strike(t *testing.T, m *managementNode, stop bool) (dead time.Time, back func()) {
	t.Helper()
	if !stop {
		m.kill()
		m.checkClean(t)
		return time.Now(), func() { m.start(t) }
	}
	if err := m.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	return time.Now(), func() {
		if err := m.cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// goesOn demands of the survivor commands, fresh read models, Live View, the
// node's link, and that facts are recorded.
func (p *pair) goesOn(t *testing.T, survivor *managementNode, live *viewer, node *conferencingNode, name string, dead time.Time) {
	t.Helper()
	left := func() time.Duration { return max(time.Until(dead.Add(takeover)), time.Millisecond) }
	var made payload
	eventually(t, left(), "a command", func() (err error) {
		made, err = survivor.api.mutate(t.Context(), "locationCreate", map[string]any{"name": name, "idempotencyKey": name})
		return err
	})
	if len(made.UserErrors) > 0 {
		t.Fatalf("%v", made.UserErrors)
	}
	eventually(t, left(), "the read model has it", func() error {
		var found struct{ TotalCount int }
		err := survivor.api.answer(t.Context(), `query($p: Position, $s: String!) { locations(filter: {search: $s}, minPosition: $p) { totalCount } }`,
			map[string]any{"p": made.Position, "s": name}, &found)
		if err == nil && found.TotalCount != 1 {
			err = fmt.Errorf("%d locations", found.TotalCount)
		}
		return err
	})
	eventually(t, left(), "Live View shows it", func() error { return live.sees(name) })
	for _, action := range []string{"LOCK", "UNLOCK"} {
		eventually(t, left(), "a command to the node", func() error { return p.control(t, survivor, node, action) })
	}
}

// control has the node's long conference locked or unlocked.
func (p *pair) control(t *testing.T, m *managementNode, node *conferencingNode, action string) error {
	running, err := conferencesOn(t, m.api, node.id)
	if err != nil {
		return err
	}
	err = errors.New("no conference on the node")
	for _, id := range running {
		var answer payload
		answer, err = m.api.mutate(t.Context(), "conferenceControl", map[string]any{"conferenceId": id, "action": action})
		if err == nil && answer.Done {
			return nil
		}
		if err == nil {
			err = fmt.Errorf("%v", answer.UserErrors) // it may have ended just now
		}
	}
	return err
}

// ends demands of the survivor what nobody else does for a node that is gone:
// the end of its link, and of its conferences when its record is removed.
func (p *pair) ends(t *testing.T, survivor *managementNode, live *viewer, doomed *conferencingNode, dead time.Time) {
	t.Helper()
	eventually(t, max(time.Until(dead.Add(takeover)), time.Millisecond), "the link of a node that died too is ended", func() error {
		return live.nodeIs(doomed.id, "OFFLINE")
	})
	if running, err := conferencesOn(t, survivor.api, doomed.id); err != nil || len(running) == 0 {
		t.Errorf("the node that died had no conference: %v", err)
	}
	survivor.api.must(t, "conferencingNodeRemove", map[string]any{"id": doomed.id})
	eventually(t, takeover, "the conferences of a removed node end", func() error { return noneOn(t, survivor.api, doomed.id) })
}

// conferencesOn lists the conferences that run on a node.
func conferencesOn(t *testing.T, api *testAPI, nodeID string) (ids []string, err error) {
	t.Helper()
	var view struct {
		Conferences []struct {
			ID      string
			NodeIDs []string
		}
	}
	err = api.answer(t.Context(), `{ liveView { conferences { id nodeIds } } }`, nil, &view)
	for _, c := range view.Conferences {
		if slices.Contains(c.NodeIDs, nodeID) {
			ids = append(ids, c.ID)
		}
	}
	return ids, err
}

func noneOn(t *testing.T, api *testAPI, nodeID string) error {
	t.Helper()
	running, err := conferencesOn(t, api, nodeID)
	if err == nil && len(running) > 0 {
		err = fmt.Errorf("%q are running", running)
	}
	return err
}

// settled holds the log to what was acknowledged.
func (p *pair) settled(t *testing.T, writers *crew, hot string, kills int, took time.Duration) {
	t.Helper()
	a, b := p.members[0].api, p.members[1].api
	eventually(t, 30*time.Second, "ready at the end", func() error { return firstError(a.ready(t.Context()), b.ready(t.Context())) })
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
	count := func() (open int) {
		clear(joined)
		clear(left)
		bounds = map[string][2]int{}
		for _, e := range api.log(t) {
			var data struct{ ParticipantID string }
			if err := json.Unmarshal(e.Data, &data); err != nil {
				t.Fatal(err)
			}
			n := bounds[e.Stream]
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
				open++
			}
		}
		return open
	}
	eventually(t, 20*time.Second, "all guests have left", func() error {
		if n := count(); n > 0 {
			return fmt.Errorf("%d have not", n)
		}
		return nil
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
	eventually(t, 20*time.Second, "the node is offline", func() error {
		for _, m := range p.members {
			if err := noneOn(t, m.api, node.id); err != nil {
				return err
			}
		}
		return nil
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
