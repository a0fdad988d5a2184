package privacy

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/parley-video/parley/events"
)

func TestPersonalTypes(t *testing.T) {
	about, _, err := personalTypes()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for name, p := range about {
		for f := range p.fields {
			got[name] = append(got[name], f)
		}
		slices.Sort(got[name])
	}
	want := map[string][]string{
		"conference.participant-joined.v1": {"displayname", "remote"},
		"conference.participant-moved.v1":  {"remote"},
		"node.call-rejected.v1":            {"remote"},
	}
	if g, w := text(t, got), text(t, want); g != w {
		t.Errorf("%s, want %s; a new event with personal data is welcome here, and in docs/operations.md", g, w)
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

type (
	nobodys struct {
		Name events.Personal `json:"name"`
	}
	deeper struct {
		List []map[string]*nobodys `json:"list"`
	}
	aboutNothing struct{ ID string }
)

func (nobodys) EventType() string      { return "nobodys" }
func (deeper) EventType() string       { return "deeper" }
func (deeper) Subject() string         { return "" }
func (aboutNothing) EventType() string { return "about-nothing" }
func (e aboutNothing) Subject() string { return e.ID }

func TestInspectRefusesWhatWouldNotBeSealed(t *testing.T) {
	for _, e := range []events.Event{nobodys{}, deeper{}, aboutNothing{}} {
		if p, err := inspect(e); err == nil {
			t.Errorf("%s: %v", e.EventType(), p)
		}
	}
}

func FuzzSplice(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"personal":1}`, ` { "a" : "b" , "personal":{"x":[1,"}"]} } `, `{"a":1,"a":2}`, `{"a":"\u007d"`, `[]`, `null`, ``, `{"ä\n":"}"}x`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) || !utf8.Valid(data) { // no store has such
			_, _ = splice(data, func(string, []byte) ([]byte, error) { return nil, nil }) // must not panic
			return
		}
		before := bytes.Clone(data)
		var found [][2]string
		scanErr := members(data, func(m member) error {
			found = append(found, [2]string{m.name, string(data[m.from:m.end])})
			return nil
		})
		if want, err := decoderMembers(data); (err == nil) != (scanErr == nil) || err == nil && !slices.Equal(found, want) {
			t.Errorf("%q has the members %q (%v), want %q (%v)", data, found, scanErr, want, err)
		}
		same, err := splice(data, func(_ string, v []byte) ([]byte, error) { return bytes.Clone(v), nil })
		if err != nil {
			return // no object
		}
		if !bytes.Equal(same, data) {
			t.Errorf("%q became %q", data, same)
		}
		zeros, err := splice(data, func(string, []byte) ([]byte, error) { return []byte(`0`), nil })
		if err != nil || !json.Valid(zeros) {
			t.Errorf("%q became %q, %v", data, zeros, err)
		}
		more, err := withMember(data, metaName, []byte(`{"s":1}`))
		if err != nil || !json.Valid(more) {
			t.Fatalf("%q became %q, %v", data, more, err)
		}
		if less, err := without(more, metaName); err != nil || !bytes.Equal(less, data) {
			t.Errorf("%q became %q and %q, %v", data, more, less, err)
		}
		if !bytes.Equal(data, before) {
			t.Errorf("%q was changed in place", before)
		}
	})
}

// decoderMembers are an object's members as the standard library finds them.
func decoderMembers(data []byte) (all [][2]string, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errNotObject
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		all = append(all, [2]string{name.(string), string(value)})
	}
	return all, nil
}

func FuzzBox(f *testing.F) {
	aead, err := newAEAD([keySize]byte{1})
	if err != nil {
		f.Fatal(err)
	}
	bound := binding("s", events.DeriveID("x"), "name")
	sealed, err := sealValue(aead, []byte(`"Ada"`), bound)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte(`"p1."`))
	f.Add([]byte(`"p1.AAAA"`))
	f.Fuzz(func(t *testing.T, value []byte) {
		if isBox(value) {
			if plain, err := openValue(aead, value, bound); err == nil && string(plain) != `"Ada"` {
				t.Errorf("%q opens as %q", value, plain)
			}
		}
		box, err := sealValue(aead, value, bound)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := openValue(aead, box, bound); err != nil || !bytes.Equal(back, value) {
			t.Errorf("%q came back as %q, %v", value, back, err)
		}
	})
}
