package redact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// golden gives every event that was ever written, with every field set.
func golden(t testing.TB) []store.Event {
	t.Helper()
	files, err := filepath.Glob("../codec/testdata/golden/*.json")
	if err != nil || len(files) < len(codec.Types()) {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	var all []store.Event
	for i, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		typ := strings.TrimSuffix(filepath.Base(path), ".json")
		if cut := typ[strings.LastIndex(typ, ".")+1:]; cut[0] != 'v' { // the number of a later form
			typ = strings.TrimSuffix(typ, "."+cut)
		}
		all = append(all, store.Event{
			ID: events.DeriveID(path), Stream: "all", Position: events.Position(i + 1), Type: typ, Data: data, // small
			Meta: []byte(`{"actor":{"kind":"system"},"time":"2026-01-02T03:04:05Z","personal":{"subject":"p","scheme":1}}`),
		})
	}
	return all
}

// walk finds the values of a type in an event by their place.
func walk(v reflect.Value, path string, found map[string]reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), path, found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s.%d", path, i), found)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), path+"."+v.Type().Field(i).Name, found)
			}
		}
	case reflect.String:
		found[path] = v
	}
}

// Every sealed value is replaced, every personal one emptied or kept, and
// nothing else is changed, in every event there is.
func TestEveryEvent(t *testing.T) {
	sealed, personals := 0, 0
	for _, stored := range golden(t) {
		r, err := codec.Decode(stored)
		if err != nil {
			t.Fatal(err)
		}
		before := map[string]reflect.Value{}
		walk(reflect.ValueOf(r.Event), r.Type, before)
		for _, personal := range []bool{false, true} {
			after := map[string]reflect.Value{}
			walk(reflect.ValueOf(Payload(r.Event, personal)), r.Type, after)
			if len(after) != len(before) {
				t.Errorf("%s: %d texts of %d", r.Type, len(after), len(before))
			}
			for path, was := range before {
				want := was.String()
				switch {
				case was.Type() == sealedType && want != "":
					want = Mark
					sealed++
				case was.Type() == personalType && !personal:
					want = ""
					personals++
				}
				if got := after[path].String(); got != want {
					t.Errorf("%s: %q, want %q (personal %t)", path, got, want, personal)
				}
			}
		}
		again, err := codec.Decode(stored)
		if err != nil || !cmp.Equal(again.Event, r.Event) {
			t.Errorf("%s was changed in place: %v", r.Type, err)
		}
	}
	if sealed < 14 || personals < 3 {
		t.Errorf("%d sealed and %d personal values", sealed, personals)
	}
}

func TestOpen(t *testing.T) {
	joined := `{"conferenceId":"c","participantId":"p","displayName":"Ada <a@b> & co","alias":"meet","role":"host","protocol":"webrtc",` +
		`"nodeId":"n","locationId":"l","remote":"192.0.2.1","waiting":false}`
	meta := `{"actor":{"kind":"node","id":"n"},"time":"2026-01-02T03:04:05Z","personal":{"subject":"p","scheme":1}}`
	e := store.Event{Stream: "conference-c", Type: "conference.participant-joined.v1", Position: 4, Data: []byte(joined), Meta: []byte(meta)}
	shown := strings.Replace(meta, `,"personal":{"subject":"p","scheme":1}`, "", 1)

	v := Open(e, true)
	if string(v.Data) != joined || string(v.Meta) != shown || v.Problem != "" || v.Type != e.Type || v.Metadata.Actor.ID != "n" {
		t.Errorf("with the right: %s %s %s", v.Data, v.Meta, v.Problem)
	}
	without := strings.NewReplacer("Ada <a@b> & co", "", `"remote":"192.0.2.1",`, "").Replace(joined)
	if v = Open(e, false); string(v.Data) != without || v.Problem != "" {
		t.Errorf("without the right: %s", v.Data)
	}
	s := Stored(e, false)
	if string(s.Data) != without || string(s.Meta) != shown || s.Stream != e.Stream || s.Position != 4 {
		t.Errorf("as stored: %+v", s)
	}
	if string(e.Data) != joined || string(e.Meta) != meta {
		t.Error("changed what it was given")
	}
}

// What cannot be decoded goes without its payload, and says why; what other
// programs wrote, or the log about itself, is theirs.
func TestWhatIsNotOurs(t *testing.T) {
	for _, c := range []struct {
		stream, typ, data, meta string
		kept, whole             bool
	}{
		{"node-a", "node.removed.v1", `{"id":"a","pin":"s1.secret"}`, `{}`, false, true},
		{"node-a", "future.thing.v1", `{"pin":"s1.secret"}`, `{}`, false, false},
		{"node-a", "service.created.v1", `{"id":5,"settings":{"hostPin":"s1.secret"}}`, `{}`, false, false},
		{"node-a", "node.removed.v1", `{"id":"a"}`, `{"time":"s1.secret"}`, false, false},
		{"integration-", "node.removed.v1", `{"id":5,"pin":"s1.secret"}`, `{"hat":1}`, true, true},
		{"integration-billing", "paid.v1", `[1, 2]`, ``, true, true},
		{"integration-billing", "paid.v1", `3`, `7`, true, true},
		{"$$node-a", "$metadata", `{"$maxCount":3}`, `{}`, true, true},
		{"node-a", store.TombstoneType, `{}`, ``, true, true},
		{"integrationx", "paid.v1", `{"pin":"s1.secret"}`, `{}`, false, false},
	} {
		e := store.Event{Stream: c.stream, Type: c.typ, Position: 9, Data: []byte(c.data), Meta: []byte(c.meta)}
		s, v := Stored(e, false), Open(e, false)
		if c.kept {
			if !cmp.Equal(s, e) || !bytes.Equal(v.Data, e.Data) || v.Problem != "" || !json.Valid(v.Meta) {
				t.Errorf("%s %s: %+v", c.stream, c.typ, s)
			}
			continue
		}
		if bytes.Contains(s.Data, []byte("secret")) || bytes.Contains(v.Data, []byte("secret")) {
			t.Errorf("%s %s: %s", c.stream, c.typ, s.Data)
		}
		var m struct{ Problem string }
		if err := json.Unmarshal(s.Meta, &m); err != nil || (m.Problem == "") != c.whole || (v.Problem == "") != c.whole || (string(s.Data) == "null") == c.whole {
			t.Errorf("%s %s: %s %s %v", c.stream, c.typ, s.Data, s.Meta, err)
		}
	}
	// A log that others write to in other forms.
	v := Open(store.Event{Stream: "integration-x", Type: "t", Data: []byte{0xff, 1}, Meta: []byte{2}}, true)
	if string(v.Data) != "null" || v.Problem == "" || string(v.Meta) != "{}" {
		t.Errorf("%+v", v)
	}
}

type deep struct {
	Plain  string
	List   []deepItem
	Table  map[string]events.Sealed
	Next   *deep
	Any    any
	Fixed  [2]events.Personal
	hidden events.Sealed
}

type deepItem struct {
	Secret events.Sealed
	Name   *events.Personal
}

func (deep) EventType() string { return "deep.v1" }

// Shapes that no event has yet.
func TestDeep(t *testing.T) {
	name := events.Personal("Ada")
	make := func() deep {
		return deep{
			Plain: "s1.plain", List: []deepItem{{"s1.a", &name}, {"", nil}}, Table: map[string]events.Sealed{"k": "s1.b", "none": ""},
			Next: &deep{List: []deepItem{{Secret: "s1.c"}}, Any: deepItem{Secret: "s1.d"}}, Any: events.Sealed("s1.e"),
			Fixed: [2]events.Personal{"x", "y"}, hidden: "s1.f",
		}
	}
	in := make()
	b, err := JSON(in, false)
	want := `{"Plain":"s1.plain","List":[{"Secret":"sealed","Name":""},{"Secret":"","Name":null}],"Table":{"k":"sealed","none":""},` +
		`"Next":{"Plain":"","List":[{"Secret":"sealed","Name":null}],"Table":null,"Next":null,"Any":{"Secret":"sealed","Name":null},"Fixed":["",""]},` +
		`"Any":"sealed","Fixed":["",""]}`
	if err != nil || string(b) != want {
		t.Errorf("%s, %v", b, err)
	}
	if b, err = JSON(&in, true); err != nil || string(b) != strings.NewReplacer(`"Name":""`, `"Name":"Ada"`, `"Any":"sealed","Fixed":["",""]}`, `"Any":"sealed","Fixed":["x","y"]}`).Replace(want) {
		t.Errorf("%s, %v", b, err)
	}
	if diff := cmp.Diff(make(), in, cmp.AllowUnexported(deep{})); diff != "" {
		t.Errorf("changed in place: %s", diff)
	}
	if Payload(nil, true) != nil {
		t.Error("nothing is something")
	}
}

// Secrets can be told apart without being known.
func TestSecrets(t *testing.T) {
	in := events.ServiceSettings{Name: "s1.name", HostPIN: "s1.a", GuestPIN: ""}
	got := Secrets(in, func(s events.Sealed) events.Sealed { return s + "!" })
	if got.HostPIN != "s1.a!" || got.GuestPIN != "!" || got.Name != in.Name || in.HostPIN != "s1.a" {
		t.Errorf("%+v of %+v", got, in)
	}
	plain := Secrets(events.GlobalSettings{DeploymentName: "x"}, nil)
	if plain.DeploymentName != "x" {
		t.Errorf("%+v", plain)
	}
}

// Embedded fields would escape the search.
func TestEventsEmbedNothing(t *testing.T) {
	for _, stored := range golden(t) {
		e, err := codec.Unmarshal(stored.Type, stored.Data)
		if err != nil {
			t.Fatal(err)
		}
		for i := range reflect.TypeOf(e).NumField() {
			if f := reflect.TypeOf(e).Field(i); f.Anonymous || !f.IsExported() {
				t.Errorf("%T.%s", e, f.Name)
			}
		}
	}
}

func FuzzStored(f *testing.F) {
	for _, e := range golden(f) {
		f.Add(e.Stream, e.Type, e.Data, e.Meta)
	}
	f.Add("integration-x", "x", []byte("{"), []byte("null"))
	f.Fuzz(func(t *testing.T, stream, typ string, data, meta []byte) {
		e := store.Event{Stream: stream, Type: typ, Data: data, Meta: meta}
		keptData, keptMeta := slices.Clone(data), slices.Clone(meta)
		s := Stored(e, false)
		if !bytes.Equal(keptData, data) || !bytes.Equal(keptMeta, meta) {
			t.Fatal("changed what it was given")
		}
		if events.IsIntegration(stream) || store.IsSystem(stream) || store.IsSystem(typ) {
			return
		}
		if !json.Valid(s.Data) || !json.Valid(s.Meta) {
			t.Fatalf("not JSON: %q %q", s.Data, s.Meta)
		}
		if v := Open(s, false); v.Problem == "" && s.Data != nil && string(v.Data) != string(s.Data) {
			t.Fatalf("twice is not once: %s %s", s.Data, v.Data)
		}
	})
}

func BenchmarkStored(b *testing.B) {
	for _, e := range golden(b) {
		if e.Type != "node.removed.v1" && e.Type != "conference.participant-joined.v1" {
			continue
		}
		b.Run(e.Type, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Stored(e, false)
			}
		})
	}
}
