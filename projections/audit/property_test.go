package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// oracle folds the configuration in memory, in another way than the read
// model: as bare JSON. Secrets are "sealed" in it.
type oracle map[string]map[string]any // by kind and id

func (o oracle) apply(e events.Event) (key string) {
	body := object(redact.Payload(e, false))
	id, _ := body["id"].(string)
	kind, deed, _ := strings.Cut(strings.TrimSuffix(e.EventType(), ".v1"), ".")
	key = kind + "/" + id
	delete(body, "id")
	switch e := e.(type) {
	case events.SettingsUpdated:
		key = "settings/settings"
		o[key] = body
	case events.LocationRemoved, events.NodeRemoved, events.ServiceRemoved, events.AdministratorRemoved, events.TokenRevoked:
		delete(o, key)
	case events.AdministratorCreated:
		o[key] = map[string]any{"username": e.Username, "displayName": e.DisplayName, "role": e.Role, "enabled": true, "password": "sealed"}
	case events.AdministratorUpdated:
		o[key]["displayName"], o[key]["role"], o[key]["enabled"] = e.DisplayName, e.Role, e.Enabled
	case events.TokenCreated:
		delete(body, "digest")
		body["secret"] = "sealed"
		o[key] = body
	case events.NodeProvisioningIssued:
		o[key]["provisioning"] = map[string]any{"secret": "sealed", "expiresAt": body["expiresAt"]}
	case events.NodeEnrolled:
		delete(o[key], "provisioning")
		o[key]["certificate"] = body
	case events.NodeMaintenanceEntered:
		o[key]["maintenance"] = map[string]any{"reason": e.Reason}
	case events.NodeMaintenanceLeft:
		delete(o[key], "maintenance")
	default:
		switch deed {
		case "created":
			o[key] = body
		case "updated":
			o[key]["settings"] = body["settings"]
		default:
			return ""
		}
	}
	return key
}

func object(v any) map[string]any {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		panic(err)
	}
	return m
}

// patched applies the changes of an entry to what was before.
func patched(t *testing.T, before map[string]any, list []audit.Change) map[string]any {
	t.Helper()
	root := map[string]any{"": before}
	for _, c := range list {
		at, path := root, append([]string{""}, c.Path...)
		for _, name := range path[:len(path)-1] {
			inner, ok := at[name].(map[string]any)
			if !ok || inner == nil {
				inner = map[string]any{}
				at[name] = inner
			}
			at = inner
		}
		last := path[len(path)-1]
		switch {
		case c.Secret:
			at[last] = "secret"
		case c.After == nil:
			delete(at, last)
		default:
			var v any
			if err := json.Unmarshal(c.After, &v); err != nil {
				t.Fatal(err)
			}
			at[last] = v
		}
	}
	m, _ := root[""].(map[string]any)
	return m
}

// bare drops secrets and objects without fields, which changes do not tell.
func bare(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := map[string]any{}
	for name, inner := range m {
		inner = bare(inner)
		if s, ok := inner.(string); ok && (s == "sealed" || s == "secret") {
			continue
		}
		if o, ok := inner.(map[string]any); ok && len(o) == 0 {
			continue
		}
		out[name] = inner
	}
	return out
}

func parse(t *testing.T, raw json.RawMessage) map[string]any {
	t.Helper()
	if raw == nil {
		return nil
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// Random histories: every entry has the object as folding in memory has it
// before and after, its changes lead from one to the other, and the state at
// any time is what it was.
func TestRandomHistories(t *testing.T) {
	const length = 400
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		for seed := range uint64(4) {
			s := memory.New()
			log := projectiontest.NewLog(s)
			g := projectiontest.NewGenerator(rand.New(rand.NewPCG(seed, 7)).IntN)
			type moment struct{ before, after map[string]any }
			moments := map[events.Position]moment{}
			o := oracle{}
			keys := map[events.Position]string{}
			for range length {
				e := g.Next()
				before := map[string]any{}
				for k, v := range o {
					before[k] = object(v)
				}
				at, err := log.Add(t.Context(), e)
				if err != nil {
					t.Fatal(err)
				}
				if key := o.apply(e); key != "" {
					m := moment{}
					m.before, _ = before[key].(map[string]any)
					if after, ok := o[key]; ok {
						m.after = object(after)
					}
					moments[at], keys[at] = m, key
				}
			}
			a := audit.New(open(t))
			if err := projectiontest.CatchUp(t.Context(), s, a.Handler(), 1+int(seed)*50); err != nil { // small
				t.Fatal(err)
			}
			told := 0
			for _, e := range all(t, a, audit.Query{}) {
				m, configured := moments[e.Position]
				if !configured {
					continue
				}
				told++
				before, after := parse(t, e.Before), parse(t, e.After)
				if diff := cmp.Diff(m, moment{before, after}, cmp.AllowUnexported(moment{})); diff != "" {
					t.Fatalf("seed %d, %s: %s", seed, e.Position, diff)
				}
				if diff := cmp.Diff(bare(m.after), bare(patched(t, before, e.Changes))); diff != "" {
					t.Fatalf("seed %d, %s: changes %+v: %s", seed, e.Position, e.Changes, diff)
				}
				kind, id, _ := strings.Cut(keys[e.Position], "/")
				state, err := a.State(t.Context(), kind, id, e.Time)
				if diff := cmp.Diff(m.after, parse(t, state.State)); diff != "" {
					t.Fatalf("seed %d, %s: state %s, %v", seed, e.Position, diff, err)
				}
			}
			if told != len(moments) || told < 50 {
				t.Fatalf("seed %d: %d of %d changes are told", seed, told, len(moments))
			}
		}
	})
}

// dump is everything that a read model answers.
func dump(t *testing.T, a *audit.Audit) string {
	t.Helper()
	var b strings.Builder
	for _, e := range all(t, a, audit.Query{}) {
		fmt.Fprintf(&b, "%+v %s %s\n", e, e.Before, e.After)
	}
	return b.String()
}

// In one batch or one by one, once or twice, the answer is the same.
func TestRebuildIsTheSame(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		s := memory.New()
		log := projectiontest.NewLog(s)
		g := projectiontest.NewGenerator(rand.New(rand.NewPCG(3, 3)).IntN)
		one := audit.New(open(t))
		for range 60 {
			for range 5 {
				if _, err := log.Add(t.Context(), g.Next()); err != nil {
					t.Fatal(err)
				}
			}
			if err := projectiontest.CatchUp(t.Context(), s, one.Handler(), 2); err != nil {
				t.Fatal(err)
			}
		}
		other := audit.New(open(t))
		if err := projectiontest.CatchUp(t.Context(), s, other.Handler(), 1000); err != nil {
			t.Fatal(err)
		}
		want := dump(t, one)
		if diff := cmp.Diff(want, dump(t, other)); diff != "" || strings.Count(want, "\n") < 50 {
			t.Fatal(diff)
		}
		// The same events once more.
		list, end, err := projectiontest.Read(t.Context(), s, 0, one.Handler().Filter())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := one.Handler().Commit(t.Context(), projections.Batch{Events: list, Through: end, Live: true}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, dump(t, one)); diff != "" {
			t.Error(diff)
		}
	})
}

// Nothing secret and nothing personal is in the database, however it is set.
func TestNothingToHide(t *testing.T) {
	files, err := filepath.Glob("../../events/codec/testdata/golden/*.json")
	if err != nil || len(files) < len(codec.Types()) {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	s := memory.New()
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		typ := strings.TrimSuffix(filepath.Base(path), ".json")
		for !slices.Contains(codec.Types(), typ) {
			typ = strings.TrimSuffix(typ, filepath.Ext(typ))
		}
		data = bytes.ReplaceAll(data, []byte(`"displayName": "displayName`), []byte(`"displayName": "PERSONAL`))
		data = bytes.ReplaceAll(data, []byte(`"digest": "`), []byte(`"digest": "s1.`))
		data = bytes.ReplaceAll(data, []byte(`"secretDigest": "`), []byte(`"secretDigest": "s1.`))
		meta := []byte(`{"actor":{"kind":"administrator","id":"a","name":"ada"},"time":"2026-01-02T03:04:05Z"}`)
		if strings.HasPrefix(typ, "administrator.") {
			data = bytes.ReplaceAll(data, []byte("PERSONAL"), []byte("an administrator's"))
		}
		if _, err := s.Append(t.Context(), "all", store.Any(), store.NewEvent{ID: events.DeriveID(path), Type: typ, Data: data, Meta: meta}); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "rows.db")
	db, err := sql.OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	a := audit.New(db)
	if err := projectiontest.CatchUp(t.Context(), s, a.Handler(), 10); err != nil {
		t.Fatal(err)
	}
	entries := len(all(t, a, audit.Query{}))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if entries < 35 {
		t.Errorf("%d entries", entries)
	}
	for _, forbidden := range []string{"s1.", "PERSONAL"} {
		if i := bytes.Index(raw, []byte(forbidden)); i >= 0 {
			t.Errorf("%q is in the database: %q", forbidden, raw[max(0, i-100):min(len(raw), i+100)])
		}
	}
}

// unaudited are the events that nobody outside of nodes and conferences
// caused, or that keep the books. A new event is put here, or gets a rule.
var unaudited = []string{
	"claim.taken.v1", "claim.released.v1", "claim.moved.v1",
	"node.connected.v1", "node.disconnected.v1", "node.restarted.v1", "node.liveness-changed.v1", "node.call-rejected.v1",
	"node.burst-starting.v1", "node.burst-running.v1", "node.burst-stopped.v1", "node.burst-failed.v1", "node.burst-address-changed.v1",
	"node.provisioning-refused.v1", "alarm.raised.v1", "node.ready.v1", "node.drained.v1", "alarm.lowered.v1",
	"conference.participant-joined.v1", "conference.participant-media-changed.v1",
	"conference.presentation-started.v1", "conference.presentation-stopped.v1",
	"conference.node-entered.v1", "conference.node-expected.v1", "conference.node-left.v1", "conference.home-changed.v1",
	"conference.participant-moved.v1", "conference.call-placed.v1", "conference.backplane-opened.v1", "conference.backplane-closed.v1",
}

// Every event is audited, or is known not to be.
func TestEveryEventIsDecided(t *testing.T) {
	filter := audit.New(sqltest.SQLite(t)).Handler().Filter()
	for _, typ := range codec.Types() {
		if filter.Match("any", typ) == slices.Contains(unaudited, typ) {
			t.Errorf("%s: audited %t, listed as not %t", typ, filter.Match("any", typ), slices.Contains(unaudited, typ))
		}
		if !filter.Match("any", typ) {
			continue
		}
		event, err := codec.Unmarshal(typ, []byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		a := audit.New(sqltest.SQLite(t))
		if _, err := a.Handler().Open(context.Background()); err != nil {
			t.Fatal(err)
		}
		batch := projections.Batch{Events: []events.Recorded{{Position: 1, Type: typ, Stream: "any", Event: event}}, Through: 1, Live: true}
		if _, err := a.Handler().Commit(context.Background(), batch); err != nil {
			t.Error(err)
		}
	}
}
