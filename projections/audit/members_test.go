package audit

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzMembers: an object that our encoder wrote is taken apart as encoding/json
// does it, and nothing else does harm.
func FuzzMembers(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"a":1}`, `{"a":{"b":[1,"}",{"c":null}]},"d":"\\\"{","e\"":true}`, `{"a"`, `{"a":}`, `{"a":1,}`, `{"a\`, `{"a":"\`, `{]}`, `[1]`, ``, `{:1}`, `{"":""}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _ = membersOf(raw) // an error or not
		var v map[string]any
		if json.Unmarshal(raw, &v) != nil || v == nil {
			return
		}
		raw, encErr := encode(v)
		if encErr != nil {
			t.Fatal(encErr)
		}
		got, err := membersOf(raw)
		if err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		found := map[string]json.RawMessage{}
		for _, m := range got {
			name, err := text(m.name)
			if err != nil {
				t.Fatal(err)
			}
			found[name] = m.stored
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%s: %s", raw, diff)
		}
	})
}

// What earlier versions wrote in another order is the same all the same.
func TestDiffAcrossEncoders(t *testing.T) {
	same := func(s string) kept { return kept{[]byte(s), []byte(s)} }
	got, err := diff(same(`{"l":[{"x":1,"y":2}],"m":{"p":1,"q":2},"n":null}`), same(`{"m":{"q":2,"p":1},"l":[{"y":2,"x":1}]}`))
	if err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	hidden := kept{[]byte(`{"pin":"d2","a":1}`), []byte(`{"pin":"sealed","a":1}`)}
	got, err = diff(kept{[]byte(`{"pin":"d1","b":2}`), []byte(`{"pin":"sealed","b":2}`)}, hidden)
	want := []Change{{Path: []string{"a"}, After: []byte("1")}, {Path: []string{"b"}, Before: []byte("2")}, {Path: []string{"pin"}, Secret: true}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
