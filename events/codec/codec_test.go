package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// declaredEvents reads the sources of package events: the wire name of every
// type with an EventType method.
func declaredEvents(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("sources of package events: %v, %v", files, err)
	}
	found := make(map[string]string)
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "EventType" {
				continue
			}
			receiver, ok := f.Recv.List[0].Type.(*ast.Ident)
			if !ok {
				t.Fatalf("%s: EventType must be on a value", path)
			}
			result, ok := f.Body.List[0].(*ast.ReturnStmt)
			if !ok {
				t.Fatalf("%s: %s.EventType does more than return a name", path, receiver.Name)
			}
			literal, ok := result.Results[0].(*ast.BasicLit)
			if !ok {
				t.Fatalf("%s: %s.EventType does not return a literal", path, receiver.Name)
			}
			if found[receiver.Name], err = strconv.Unquote(literal.Value); err != nil {
				t.Fatal(err)
			}
		}
	}
	return found
}

func TestTableIsComplete(t *testing.T) {
	inTable := make(map[string]string)
	for _, e := range table {
		inTable[e.typ.Name()] = e.name
	}
	if diff := cmp.Diff(declaredEvents(t), inTable); diff != "" {
		t.Errorf("events in package events and in the table (-declared +table):\n%s", diff)
	}
	form := regexp.MustCompile(`^[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*$`)
	seen := make(map[string]bool)
	for _, name := range Types() {
		if !form.MatchString(name) || len(name) > store.MaxTypeBytes {
			t.Errorf("name %q", name)
		}
		if seen[name] {
			t.Errorf("name %q occurs twice", name)
		}
		seen[name] = true
	}
	for _, u := range upcasters {
		if seen[u.from] {
			t.Errorf("%q is in the table and brought up to date to %q", u.from, u.to)
		}
	}
}

func TestEncodeDecode(t *testing.T) {
	meta := events.Metadata{
		Actor:       events.Actor{Kind: events.ActorNode, ID: "n1", Name: "node one"},
		Correlation: "c", Causation: "d", Source: "192.0.2.1:5",
		Time: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC),
		Fact: &events.FactRef{Node: "n1", Epoch: "e", Seq: 1<<64 - 1},
	}
	created := time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC)
	for _, entry := range table {
		event := populated(entry.typ)
		encoded, err := Encode(events.DeriveID("x"), event, meta)
		if err != nil {
			t.Fatalf("%s: %v", entry.name, err)
		}
		if err := store.CheckAppend("a-1", store.Any(), []store.NewEvent{encoded}); err != nil {
			t.Errorf("%s is not what a store takes: %v", entry.name, err)
		}
		got, err := Decode(store.Event{
			ID: encoded.ID, Stream: "a-1", Revision: 3, Position: 9, Type: encoded.Type,
			Data: encoded.Data, Meta: encoded.Meta, Created: created,
		})
		want := events.Recorded{
			ID: encoded.ID, Stream: "a-1", Revision: 3, Position: 9, Type: entry.name,
			Created: created, Meta: meta, Event: event,
		}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", entry.name, err, diff)
		}
	}
}

func TestMarshalPointer(t *testing.T) {
	want := events.NodeRemoved{ID: "n", Reason: "r"}
	typ, data, err := Marshal(&want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Unmarshal(typ, data)
	if err != nil || got != events.Event(want) {
		t.Fatalf("%#v, %v", got, err)
	}
}

type stranger struct{}

func (stranger) EventType() string { return "node.removed.v1" }

func TestMarshalRefuses(t *testing.T) {
	for name, e := range map[string]events.Event{
		"nothing": nil, "nil pointer": (*events.NodeRemoved)(nil), "type under another's name": stranger{},
	} {
		if _, _, err := Marshal(e); !errors.Is(err, ErrUnknownType) {
			t.Errorf("%s: %v", name, err)
		}
	}
	far := events.AdministratorSignedIn{ID: "a", ExpiresAt: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := Encode(events.DeriveID("x"), far, events.Metadata{}); !errors.Is(err, ErrMalformed) {
		t.Errorf("time that JSON cannot say: %v", err)
	}
	if _, err := Encode(events.DeriveID("x"), events.NodeRemoved{}, events.Metadata{Time: far.ExpiresAt}); !errors.Is(err, ErrMalformed) {
		t.Errorf("metadata that JSON cannot say: %v", err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []struct {
		name, typ, data, meta string
		want                  error
	}{
		{"unknown", "node.vanished.v1", `{}`, `{}`, ErrUnknownType},
		{"unknown version", "node.removed.v2", `{}`, `{}`, ErrUnknownType},
		{"no name", "", `{}`, `{}`, ErrUnknownType},
		{"no data", "node.removed.v1", ``, `{}`, ErrMalformed},
		{"null", "node.removed.v1", `null`, `{}`, ErrMalformed},
		{"list", "node.removed.v1", `[]`, `{}`, ErrMalformed},
		{"cut short", "node.removed.v1", `{"id":"a"`, `{}`, ErrMalformed},
		{"more behind it", "node.removed.v1", `{"id":"a"}{}`, `{}`, ErrMalformed},
		{"wrong type", "node.removed.v1", `{"id":5}`, `{}`, ErrMalformed},
		{"bad time", "node.restarted.v1", `{"id":"a","bootTime":"yesterday"}`, `{}`, ErrMalformed},
		{"bad metadata", "node.removed.v1", `{"id":"a"}`, `{"time":1}`, ErrMalformed},
		{"metadata null", "node.removed.v1", `{"id":"a"}`, `null`, ErrMalformed},
	} {
		in := store.Event{ID: events.DeriveID("x"), Stream: "node-a", Revision: 1, Position: 7, Type: c.typ, Data: []byte(c.data), Meta: []byte(c.meta)}
		got, err := Decode(in)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if got.Event != nil || got.ID != in.ID || got.Position != 7 || got.Stream != "node-a" || got.Type != c.typ {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// What other programs write is never taken for the platform's, however well it
// is imitated.
func TestDecodeForeign(t *testing.T) {
	for _, entry := range table {
		e, err := Encode(events.DeriveID("x"), populated(entry.typ), events.Metadata{})
		if err != nil {
			t.Fatal(err)
		}
		in := store.Event{ID: e.ID, Stream: "integration-x", Revision: 1, Position: 7, Type: e.Type, Data: e.Data, Meta: e.Meta}
		got, err := Decode(in)
		if !errors.Is(err, ErrForeign) || !errors.Is(err, ErrUnknownType) || got.Event != nil || got.Position != 7 || got.Type != e.Type {
			t.Errorf("%s: %+v, %v", e.Type, got, err)
		}
		in.Stream = "integrationx"
		if _, err := Decode(in); err != nil {
			t.Errorf("%s: %v", e.Type, err)
		}
	}
}

func TestUnknownFieldsAreTolerated(t *testing.T) {
	e, err := Unmarshal("node.removed.v1", []byte(` {"id":"a","colour":{"deep":[1]},"reason":"b"} `))
	if want := (events.NodeRemoved{ID: "a", Reason: "b"}); err != nil || e != events.Event(want) {
		t.Fatalf("%#v, %v", e, err)
	}
	r, err := Decode(store.Event{Type: "node.removed.v1", Data: []byte(`{}`), Meta: []byte(`{"actor":{"kind":"node","shoe":1},"hat":2}`)})
	if err != nil || r.Meta.Actor.Kind != events.ActorNode {
		t.Fatalf("%#v, %v", r, err)
	}
	if r, err = Decode(store.Event{Type: "node.removed.v1", Data: []byte(`{}`)}); err != nil || r.Event == nil {
		t.Fatalf("no metadata: %#v, %v", r, err)
	}
}

// TestUpcasters works on a table of its own, since there are no old names yet.
func TestUpcasters(t *testing.T) {
	rename := func(from, to string) func([]byte) ([]byte, error) {
		return func(data []byte) ([]byte, error) {
			var fields map[string]json.RawMessage
			if err := json.Unmarshal(data, &fields); err != nil {
				return nil, err
			}
			fields[to] = fields[from]
			delete(fields, from)
			return json.Marshal(fields)
		}
	}
	s := newSet([]entry{of[events.NodeRemoved]()}, []upcaster{
		{"node.deleted.v1", "node.deleted.v2", rename("node", "id")},
		{"node.deleted.v2", "node.removed.v1", rename("why", "reason")},
		{"node.circle.v1", "node.circle.v2", rename("a", "b")},
		{"node.circle.v2", "node.circle.v1", rename("b", "a")},
		{"node.lost.v1", "node.nowhere.v1", rename("a", "b")},
	})
	stored := []byte(`{"node":"n1","why":"old"}`)
	kept := bytes.Clone(stored)
	r, err := s.decode(store.Event{Type: "node.deleted.v1", Data: stored, Position: 3})
	if want := (events.NodeRemoved{ID: "n1", Reason: "old"}); err != nil || r.Event != events.Event(want) || r.Type != "node.removed.v1" {
		t.Fatalf("%#v, %v", r, err)
	}
	if !bytes.Equal(stored, kept) {
		t.Error("the stored bytes were changed")
	}
	for typ, want := range map[string]error{
		"node.circle.v1": ErrUnknownType, "node.lost.v1": ErrUnknownType,
	} {
		if _, err := s.unmarshal(typ, []byte(`{}`)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", typ, err, want)
		}
	}
	if _, err := s.unmarshal("node.deleted.v1", []byte(`[`)); !errors.Is(err, ErrMalformed) {
		t.Errorf("upcaster's own error: %v", err)
	}
}

// FuzzDecode: no bytes make Decode panic, and what it accepts survives being
// written and read again.
func FuzzDecode(f *testing.F) {
	for _, g := range goldenFiles(f) {
		data, err := os.ReadFile(g.path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(g.typ, data, []byte(`{"actor":{"kind":"system"},"time":"2026-01-02T03:04:05Z"}`))
	}
	f.Add("node.removed.v1", []byte(`{"ID":"\ud800","id":null}`), []byte(``))
	f.Fuzz(func(t *testing.T, typ string, data, meta []byte) {
		r, err := Decode(store.Event{Type: typ, Data: data, Meta: meta, Position: 1})
		if err != nil {
			if r.Event != nil || !errors.Is(err, ErrUnknownType) && !errors.Is(err, ErrMalformed) {
				t.Fatalf("%v, %#v", err, r.Event)
			}
			return
		}
		again, err := Encode(events.DeriveID("x"), r.Event, r.Meta)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		back, err := Decode(store.Event{Type: again.Type, Data: again.Data, Meta: again.Meta, Position: 1})
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if diff := cmp.Diff(fmt.Sprint(toJSON(t, r)), fmt.Sprint(toJSON(t, back))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func toJSON(t *testing.T, r events.Recorded) string {
	t.Helper()
	b, err := json.Marshal(struct {
		Meta  events.Metadata
		Event events.Event
	}{r.Meta, r.Event})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
