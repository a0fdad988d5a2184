package privacy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/events/store/storetest"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func sealer(t testing.TB, fill byte) *seal.Sealer {
	t.Helper()
	s, err := seal.New(bytes.Repeat([]byte{fill}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func keyring(t testing.TB, db *sqldb.DB, o KeyringOptions) *Keyring {
	t.Helper()
	k, err := OpenKeyring(context.Background(), db, sealer(t, 1), o)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// rig is a shield over a store.
type rig struct {
	*Shield
	store.Store
	ring   *Keyring
	db     *sqldb.DB
	logged *bytes.Buffer
}

func newRig(t testing.TB, db *sqldb.DB, under store.Store, o KeyringOptions) *rig {
	t.Helper()
	r := &rig{ring: keyring(t, db, o), db: db, logged: &bytes.Buffer{}}
	var err error
	if r.Shield, r.Store, err = NewShield(under, r.ring, slog.New(slog.NewTextHandler(r.logged, nil))); err != nil {
		t.Fatal(err)
	}
	return r
}

// each runs a test on every kind of state database, over a log in memory.
func each(t *testing.T, f func(t *testing.T, r *rig, open sqldbtest.Open)) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		f(t, newRig(t, open(t), memory.New(), KeyringOptions{}), open)
	})
}

func logIn(t testing.TB, dir string) store.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	for name, under := range map[string]func(t *testing.T) store.Store{
		"memory": func(*testing.T) store.Store { return memory.New() },
		"sqlite": func(t *testing.T) store.Store { return logIn(t, t.TempDir()) },
	} {
		t.Run(name, func(t *testing.T) {
			db := sqldbtest.SQLite(t, t.TempDir()+"/state.db")
			storetest.Run(t, func(t *testing.T) store.Store { return newRig(t, db, under(t), KeyringOptions{}).Store })
		})
	}
}

// plain is a store without what a store may have besides.
type plain struct{ store.Store }

func TestOptionalInterfaces(t *testing.T) {
	db := sqldbtest.SQLite(t, t.TempDir()+"/state.db")
	full := memory.New()
	for name, c := range map[string]struct {
		under           store.Store
		ends, describes bool
	}{
		"none": {plain{full}, false, false},
		"both": {full, true, true},
		"tombstoner": {struct {
			plain
			store.Tombstoner
		}{plain{full}, full}, true, false},
		"describer": {struct {
			plain
			store.Describer
		}{plain{full}, full}, false, true},
	} {
		s := newRig(t, db, c.under, KeyringOptions{}).Store
		_, ends := s.(store.Tombstoner)
		_, describes := s.(store.Describer)
		if ends != c.ends || describes != c.describes {
			t.Errorf("%s: tombstoner %t, describer %t", name, ends, describes)
		}
	}
}

func join(id, name string) events.ParticipantJoined {
	return events.ParticipantJoined{
		ConferenceID: "c", ParticipantID: id, DisplayName: events.Personal(name), Alias: "board", Role: events.RoleGuest,
		Protocol: "webrtc", NodeID: "n", LocationID: "l", Remote: "192.0.2.7",
	}
}

func encode(t testing.TB, e events.Event) store.NewEvent {
	t.Helper()
	id := events.DeriveID(fmt.Sprintf("%T/%v", e, e))
	n, err := codec.Encode(id, e, events.Metadata{Actor: events.Actor{Kind: events.ActorNode, ID: "n"}, Time: time.Unix(1e9, 0).UTC()})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const stream = "conference-c"

func (r *rig) add(t testing.TB, list ...events.Event) []store.NewEvent {
	t.Helper()
	var batch []store.NewEvent
	for _, e := range list {
		batch = append(batch, encode(t, e))
	}
	if _, err := r.Store.Append(context.Background(), stream, store.Any(), batch...); err != nil {
		t.Fatal(err)
	}
	return batch
}

func all(t testing.TB, s store.Store) []store.Event {
	t.Helper()
	page, err := s.ReadAll(context.Background(), 0, store.Forwards, store.Filter{}, store.MaxPage)
	if err != nil || !page.End {
		t.Fatalf("%v, end %t", err, page.End)
	}
	return page.Events
}

// subscribed reads n events one by one.
func subscribed(t testing.TB, s store.Store, n int) []store.Event {
	t.Helper()
	sub, err := s.Subscribe(t.Context(), 0, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close()
	var list []store.Event
	for len(list) < n {
		m, err := sub.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := m.(store.Event); ok {
			list = append(list, e)
		}
	}
	return list
}

var everything = []events.Event{
	join("p1", `Ada "<ö>" Lovelace \`), join("p2", ""), join("p1", strings.Repeat("é", 300)),
	events.ParticipantLeft{ConferenceID: "c", ParticipantID: "p1", Reason: "p1.left"},
	events.NodeCallRejected{ID: "n", Alias: "p1.AAAA", Reason: "unknown-alias", Remote: "198.51.100.23"},
	events.NodeCallRejected{ID: "n", Alias: "x", Reason: "unknown-alias"},
	join("p3", "p1.AAAA"),
}

// What is appended is read again byte for byte, by every way of reading, and
// stands sealed in the store underneath.
func TestRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, r *rig, _ sqldbtest.Open) {
		want := r.add(t, everything...)
		under := all(t, r.Unwrap())
		reads := map[string][]store.Event{"log": all(t, r.Store), "subscription": subscribed(t, r.Store, len(want))}
		page, err := r.Store.ReadStream(t.Context(), stream, 0, store.Forwards, 100)
		if err != nil {
			t.Fatal(err)
		}
		reads["stream"] = page.Events
		for name, got := range reads {
			for i, e := range got {
				if !bytes.Equal(e.Data, want[i].Data) || !bytes.Equal(e.Meta, want[i].Meta) {
					t.Errorf("%s, event %d: %s %s, want %s %s", name, i, e.Data, e.Meta, want[i].Data, want[i].Meta)
				}
			}
		}
		subjects := []string{"p1", "p2", "p1", "", "event/" + under[4].ID.String(), "", "p3"}
		for i, e := range under {
			rec, err := codec.Decode(e)
			if err != nil {
				t.Fatal(err)
			}
			if ref := rec.Meta.Personal; (ref == nil) != (subjects[i] == "") || ref != nil && (ref.Subject != subjects[i] || ref.Scheme != 1) {
				t.Errorf("event %d: %+v, want %q", i, ref, subjects[i])
			}
			for _, secret := range []string{"Ada", "Lovelace", "192.0.2.7", "198.51.100.23"} {
				if bytes.Contains(e.Data, []byte(secret)) {
					t.Errorf("event %d has %s: %s", i, secret, e.Data)
				}
			}
			if i == 1 && !bytes.Contains(e.Data, []byte(`"displayName":""`)) {
				t.Errorf("nothing was sealed as something: %s", e.Data)
			}
		}
		if a, b := under[0].Data, under[2].Data; bytes.Contains(a, []byte(`"board"`)) == bytes.Contains(b, []byte(`"bored"`)) {
			t.Errorf("other fields changed: %s", a)
		}
	})
}

func TestPlainEventsOfOldLogs(t *testing.T) {
	each(t, func(t *testing.T, r *rig, _ sqldbtest.Open) {
		old := encode(t, join("p1", "p1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
		if _, err := r.Unwrap().Append(t.Context(), stream, store.NoStream(), old); err != nil {
			t.Fatal(err)
		}
		if got := all(t, r.Store)[0]; !bytes.Equal(got.Data, old.Data) || !bytes.Equal(got.Meta, old.Meta) {
			t.Errorf("%s %s", got.Data, got.Meta)
		}
	})
}

func TestRepeatsAreRecognised(t *testing.T) {
	for name, under := range map[string]store.Store{"memory": memory.New(), "sqlite": logIn(t, t.TempDir())} {
		r := newRig(t, sqldbtest.SQLite(t, t.TempDir()+"/state.db"), under, KeyringOptions{})
		batch := []store.NewEvent{encode(t, join("p1", "Ada")), encode(t, join("p2", "Bob"))}
		first, err := r.Store.Append(t.Context(), stream, store.NoStream(), batch...)
		if err != nil || first.Repeated {
			t.Fatal(name, first, err)
		}
		again, err := r.Store.Append(t.Context(), stream, store.NoStream(), batch...)
		if err != nil || !again.Repeated || again.Position != first.Position {
			t.Errorf("%s: %+v, %v", name, again, err)
		}
		if err := under.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func names(t testing.TB, list []store.Event) (names []string, erased int) {
	t.Helper()
	for _, e := range list {
		rec, err := codec.Decode(e)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Meta.Personal != nil {
			erased++
		}
		switch e := rec.Event.(type) {
		case events.ParticipantJoined:
			names = append(names, string(e.DisplayName+"/"+e.Remote))
		case events.NodeCallRejected:
			names = append(names, string(e.Remote))
		}
	}
	return names, erased
}

func wantNames(t *testing.T, s store.Store, want ...string) {
	t.Helper()
	got, _ := names(t, all(t, s))
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("read %q, want %q", got, want)
	}
}

// Whoever looked a key up before it was destroyed does not put it back.
// Processes that seal for one participant at the same time agree on the key.
// A sealed value opens in its own place only.
func TestMovedValuesDoNotOpen(t *testing.T) {
	each(t, func(t *testing.T, r *rig, _ sqldbtest.Open) {
		r.add(t, join("p1", "Ada"))
		e := all(t, r.Unwrap())[0]
		moved := store.NewEvent{ID: e.ID, Type: e.Type, Data: e.Data, Meta: e.Meta}
		if _, err := r.Unwrap().Append(t.Context(), "conference-other", store.NoStream(), moved); err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(e.Data, &fields); err != nil {
			t.Fatal(err)
		}
		swapped := moved // the values of two fields
		swapped.ID = events.DeriveID("swapped")
		swapped.Data = []byte(strings.ReplaceAll(string(e.Data), fmt.Sprint(fields["displayName"]), fmt.Sprint(fields["remote"])))
		if _, err := r.Unwrap().Append(t.Context(), stream, store.Any(), swapped); err != nil {
			t.Fatal(err)
		}
		wantNames(t, r.Store, "Ada/192.0.2.7", "/", "/")
		if r.Unreadable() != 2 {
			t.Errorf("%d unreadable", r.Unreadable())
		}
	})
}

func TestOthersMetadataIsTheirs(t *testing.T) {
	each(t, func(t *testing.T, r *rig, _ sqldbtest.Open) {
		n := store.NewEvent{
			ID: events.DeriveID("x"), Type: "shop.sold.v1", Data: []byte(` {"a": "p1.AAAAAAAAAA" , "b":[1] }`),
			Meta: []byte(`{"personal":{"subject":"p1","scheme":1}}`),
		}
		if _, err := r.Store.Append(t.Context(), "integration-shop", store.NoStream(), n); err != nil {
			t.Fatal(err)
		}
		if got := all(t, r.Store)[0]; !bytes.Equal(got.Data, n.Data) || !bytes.Equal(got.Meta, n.Meta) || r.Unreadable() != 0 {
			t.Errorf("%s %s", got.Data, got.Meta)
		}
	})
}

// While the keys cannot be had, nothing is written or read, and a subscription
// loses no event.
// A replay event by event asks for keys a few times only, also with a cache far
// smaller than their number.
// An event whose name is not written any more had fields that no type tells of:
// their form does.
func TestOldTypes(t *testing.T) {
	each(t, func(t *testing.T, r *rig, _ sqldbtest.Open) {
		want := r.add(t, join("p1", "Ada"))[0]
		const old = "conference.somebody-came.v1"
		e := all(t, r.Unwrap())[0]
		if _, err := r.Unwrap().Append(t.Context(), stream+"2", store.NoStream(), store.NewEvent{
			ID: e.ID, Type: old, Data: e.Data, Meta: e.Meta,
		}); err != nil {
			t.Fatal(err)
		}
		renamed := all(t, r.Unwrap())[1]
		renamed.Stream = stream // where it stood; what is sealed is bound to that
		if got, err := r.Shield.open(t.Context(), []store.Event{renamed}); err != nil || !bytes.Equal(got[0].Data, e.Data) {
			t.Errorf("a type that never was: %s, %v", got[0].Data, err)
		}
		r.old[old] = true
		if got, err := r.Shield.open(t.Context(), []store.Event{renamed}); err != nil || !bytes.Equal(got[0].Data, want.Data) || !bytes.Equal(got[0].Meta, want.Meta) {
			t.Errorf("%s %s, %v", got[0].Data, got[0].Meta, err)
		}
	})
}

// A subject that the database cannot keep as it is gets no key, and the event is
// not written without its data.
func TestSubjectsThatCannotBeKept(t *testing.T) {
	each(t, func(t *testing.T, r *rig, _ sqldbtest.Open) {
		if _, err := r.Store.Append(t.Context(), stream, store.NoStream(), encode(t, join("p\x00x", "Ada"))); err == nil {
			t.Errorf("written as %s", all(t, r.Unwrap())[0].Data)
		}
		if list := all(t, r.Unwrap()); len(list) > 0 {
			t.Errorf("%d events", len(list))
		}
	})
}
