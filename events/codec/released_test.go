package codec_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/domain/access/administrator"
	tokens "github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/service"
	globals "github.com/parley-video/parley/domain/settings"
	hooks "github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/access"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/nodeconfig"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql/sqltest"
	hookrows "github.com/parley-video/parley/projections/webhooks"
)

// The logs of released versions, as their stores held them, and what read
// models made of them. Neither file is ever changed: later versions may show
// more of an old log, never less, and never something else.
const releasedDir = "testdata/released"

// released is a line of such a log: first the keys, then the events.
type released struct {
	Key   *releasedKey   `json:"key,omitempty"`
	Event *releasedEvent `json:"event,omitempty"`
}

type releasedKey struct {
	Subject   string  `json:"subject"`
	Created   int64   `json:"created"`
	Wrapped   *string `json:"wrapped"`
	Destroyed *int64  `json:"destroyed"`
}

type releasedEvent struct {
	Stream string          `json:"stream"`
	ID     events.ID       `json:"id"`
	Type   string          `json:"type"`
	Data   json.RawMessage `json:"data"`
	Meta   json.RawMessage `json:"meta"`
}

// TestEveryEventEverReleasedFolds: whatever any version has written is read by
// the codec, and folded by every decider and every read model.
func TestEveryEventEverReleasedFolds(t *testing.T) {
	log := memory.New()
	written := map[string]bool{}
	for path, typ := range codec.GoldenEvents(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		meta := []byte(`{"actor":{"kind":"administrator","id":"a"},"time":"2026-01-02T03:04:05Z"}`)
		n := store.NewEvent{ID: events.DeriveID(path), Type: typ, Data: data, Meta: meta}
		if _, err := log.Append(t.Context(), "golden", store.Any(), n); err != nil {
			t.Fatal(err)
		}
		written[typ] = true
	}
	recs, _, err := projectiontest.Read(t.Context(), log, 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range releasedLogs(t) {
		h := replay(t, path)
		more, _, err := projectiontest.Read(t.Context(), h.log, 0, store.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		recs = append(recs, more...)
		for _, rec := range more {
			written[rec.Type] = true
		}
	}
	for _, name := range append(codec.Types(), codec.OldTypes()...) {
		if !written[name] {
			t.Errorf("%s is in no golden file", name)
		}
	}
	foldDeciders(t, recs)
	m := newModels(t)
	for _, h := range m.handlers() {
		if err := projectiontest.CatchUp(t.Context(), log, h, 1); err != nil {
			t.Errorf("%s: %v", h.Name(), err)
		}
	}
}

// foldDeciders folds by every decider. A decider gets the events of its own streams
// only, but must stand any.
func foldDeciders(t *testing.T, list []events.Recorded) {
	t.Helper()
	for name, f := range map[string]func([]events.Recorded){
		"administrator": fold(administrator.Initial(), administrator.Evolve), "token": fold(tokens.Initial(), tokens.Evolve),
		"conference": fold(conference.Initial(), conference.Evolve), "location": fold(location.Initial(), location.Evolve),
		"node": fold(node.Initial(), node.Evolve), "service": fold(service.Initial(), service.Evolve),
		"settings": fold(globals.Initial(), globals.Evolve), "webhook": fold(hooks.Initial(), hooks.Evolve),
	} {
		if err := projections.Safely(func() error { f(list); return nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func fold[S any](s S, evolve func(S, events.Recorded) S) func([]events.Recorded) {
	return func(list []events.Recorded) {
		for _, rec := range list {
			s = evolve(s, rec)
		}
	}
}

func releasedLogs(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(releasedDir, "*.ndjson"))
	if err != nil || len(paths) == 0 && !*codec.Update {
		t.Fatalf("released logs: %v, %v", paths, err)
	}
	return paths
}

// TestReleasedLogs folds the logs of released versions and compares what is
// shown with what was shown then.
func TestReleasedLogs(t *testing.T) {
	if *codec.Update {
		release(t, filepath.Join(releasedDir, "0.1.ndjson"))
	}
	for _, path := range releasedLogs(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			got := replay(t, path).show(t)
			golden := strings.TrimSuffix(path, ".ndjson") + ".models.json"
			raw, err := os.ReadFile(golden)
			if errors.Is(err, os.ErrNotExist) && *codec.Update {
				writeNew(t, golden, append(got, '\n'))
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var want, is map[string]any
			if err := errors.Join(json.Unmarshal(raw, &want), json.Unmarshal(got, &is)); err != nil {
				t.Fatal(err)
			}
			for name, rows := range want {
				if !codec.Within(rows, is[name]) {
					t.Errorf("%s was\n%s\nis\n%s", name, indented(t, rows), indented(t, is[name]))
				}
			}
		})
	}
}

func indented(t testing.TB, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// writeNew never writes over a file.
func writeNew(t testing.TB, path string, content []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// house is a log with its keys, shielded.
type house struct {
	state    *sqldb.DB
	ring     *privacy.Keyring
	raw, log store.Store
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{state: sqldbtest.SQLite(t, filepath.Join(t.TempDir(), "state.db")), raw: memory.New()}
	sealer, err := seal.New(make([]byte, seal.KeySize)) // these deployments never were
	if err != nil {
		t.Fatal(err)
	}
	if h.ring, err = privacy.OpenKeyring(context.Background(), h.state, sealer, privacy.KeyringOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, h.log, err = privacy.NewShield(h.raw, h.ring, slog.New(slog.NewTextHandler(failing{t}, nil))); err != nil {
		t.Fatal(err)
	}
	return h
}

// failing is where a log may not write to: what could not be read.
type failing struct{ t testing.TB }

func (f failing) Write(p []byte) (int, error) {
	f.t.Errorf("complaint: %s", p)
	return len(p), nil
}

// replay reads a released log into a store.
func replay(t testing.TB, path string) *house {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h := newHouse(t)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var l released
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		switch {
		case l.Key != nil:
			err = h.state.Update(context.Background(), func(tx sqldb.Tx) error {
				tx.Queue(context.Background(), `INSERT INTO privacy_keys (subject, created, wrapped, destroyed) VALUES ($1, $2, $3, $4)`,
					l.Key.Subject, l.Key.Created, l.Key.Wrapped, l.Key.Destroyed)
				return nil
			})
		case l.Event != nil:
			e := l.Event
			_, err = h.raw.Append(context.Background(), e.Stream, store.Any(), store.NewEvent{ID: e.ID, Type: e.Type, Data: e.Data, Meta: e.Meta})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return h
}

// release writes the log of this version, unless it is there.
func release(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		return
	}
	h := newHouse(t)
	for i, s := range life() {
		meta := events.Metadata{
			Actor: events.Actor{Kind: events.ActorAdministrator, ID: admin, Name: "root"}, Source: "192.0.2.1:40000",
			Correlation: fmt.Sprint("request-", i), Time: dawn.Add(time.Duration(i) * 7 * time.Second),
		}
		if s.fact {
			meta = events.Metadata{
				Actor: events.Actor{Kind: events.ActorNode, ID: nodeID}, Causation: fmt.Sprint("fact/e1/", i), Time: meta.Time,
				Fact: &events.FactRef{Node: nodeID, Epoch: "e1", Seq: uint64(i)}, // small
			}
		}
		n, err := codec.Encode(events.DeriveID(fmt.Sprint("released/0.1/", i)), s.event, meta)
		if err == nil {
			_, err = h.log.Append(t.Context(), s.stream, store.Any(), n)
		}
		if erased, ok := s.event.(events.ParticipantErased); ok && err == nil {
			err = h.ring.Destroy(t.Context(), erased.ParticipantID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	write := json.NewEncoder(&out)
	write.SetEscapeHTML(false)
	err := h.state.View(t.Context(), func(q sqldb.Querier) error {
		return q.Each(t.Context(), `SELECT subject, created, wrapped, destroyed FROM privacy_keys ORDER BY created, subject`, nil, func(scan sqldb.Scan) error {
			var k releasedKey
			return errors.Join(scan(&k.Subject, &k.Created, &k.Wrapped, &k.Destroyed), write.Encode(released{Key: &k}))
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	page, err := h.raw.ReadAll(t.Context(), 0, store.Forwards, store.Filter{}, store.MaxPage)
	if err != nil || !page.End {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range page.Events {
		seen[e.Type] = true
		if err := write.Encode(released{Event: &releasedEvent{Stream: e.Stream, ID: e.ID, Type: e.Type, Data: e.Data, Meta: e.Meta}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range codec.Types() {
		if !seen[name] {
			t.Fatalf("%s does not happen in this life", name)
		}
	}
	writeNew(t, path, out.Bytes())
}

// models is one of each read model.
type models struct {
	inventory   *inventory.Inventory
	nodes       *nodehistory.History
	conferences *conferencehistory.History
	audit       *audit.Audit
	access      *access.Access
	webhooks    *hookrows.Webhooks
	config      *nodeconfig.Config
	live        *liveview.View
}

func newModels(t testing.TB) *models {
	db := sqltest.SQLite(t)
	return &models{
		inventory: inventory.New(db), nodes: nodehistory.New(db), conferences: conferencehistory.New(db), audit: audit.New(db),
		access: access.New(), webhooks: hookrows.New(),
		config: nodeconfig.New(func(_ string, s events.Sealed) (string, error) { return "open " + string(s), nil }, nil),
		live:   liveview.New(func() time.Time { return dawn }),
	}
}

func (m *models) handlers() []projections.Handler {
	return []projections.Handler{
		m.inventory.Handler(), m.nodes.Handler(), m.conferences.Handler(), m.audit.Handler(), m.access, m.webhooks, m.config, m.live,
	}
}

// show gives everything that the read models show of a log.
func (h *house) show(t testing.TB) []byte {
	t.Helper()
	m, ctx := newModels(t), context.Background()
	for _, handler := range m.handlers() {
		if err := projectiontest.CatchUp(ctx, h.log, handler, 500); err != nil {
			t.Fatalf("%s: %v", handler.Name(), err)
		}
	}
	all := map[string]any{}
	put := func(name string, rows any, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = rows
	}
	locations, err := m.inventory.Locations(ctx, inventory.LocationQuery{First: 100})
	put("locations", locations.Nodes(), err)
	nodes, err := m.inventory.Nodes(ctx, inventory.NodeQuery{First: 100})
	put("nodes", nodes.Nodes(), err)
	rooms, err := m.inventory.Services(ctx, inventory.ServiceQuery{First: 100})
	put("rooms", rooms.Nodes(), err)
	settings, err := m.inventory.Settings(ctx)
	put("settings", settings, err)
	entries, err := m.nodes.Entries(ctx, nodehistory.Query{First: 100})
	put("node history", entries.Nodes(), err)
	records, err := m.conferences.Records(ctx, conferencehistory.Query{First: 100})
	put("conferences", records.Nodes(), err)
	for _, r := range records.Nodes() {
		participants, err := m.conferences.Participants(ctx, r.ID, 100, "")
		put("participants of "+r.ID, participants.Nodes(), err)
	}
	audited, err := m.audit.Entries(ctx, audit.Query{First: 100})
	put("audit", audited.Nodes(), err)
	administrators, err := m.access.Administrators(ctx, access.AdministratorQuery{First: 100})
	put("administrators", administrators.Nodes(), err)
	made, err := m.access.Tokens(ctx, access.TokenQuery{First: 100})
	put("tokens", made.Nodes(), err)
	configured, err := m.webhooks.Webhooks(ctx, 100, "")
	put("webhooks", configured.Nodes(), err)
	_, entities, err := m.config.Snapshot(ctx)
	put("node configuration", entities, err)
	snapshot, err := m.live.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	put("live conferences", snapshot.Conferences, nil)
	put("live nodes", snapshot.Nodes, nil)
	put("live locations", snapshot.Locations, nil)
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestReleasedLogHoldsNoNames: a released log is what a store held, so personal
// data in it is sealed, and what was erased is gone from what is shown.
func TestReleasedLogHoldsNoNames(t *testing.T) {
	for _, path := range releasedLogs(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		shown := string(replay(t, path).show(t))
		for _, name := range []string{"Augusta", "Höpper", "Linus", "203.0.113.20"} {
			if bytes.Contains(raw, []byte(name)) {
				t.Errorf("%s has %s", path, name)
			}
			if has := strings.Contains(shown, name); has != !slices.Contains([]string{"Höpper"}, name) {
				t.Errorf("%s: %s is shown: %t", path, name, has)
			}
		}
	}
}
