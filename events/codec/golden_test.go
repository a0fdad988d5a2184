package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
)

// Golden files are what earlier versions wrote: they are never changed.
// <type>.json is the first form; when an event has gained fields,
// <type>.2.json and so on hold the later ones. -update writes what is missing.
var update = flag.Bool("update", false, "add missing golden files; existing ones are never changed")

const goldenDir = "testdata/golden"

type goldenFile struct {
	path, typ string
	number    int
}

func goldenFiles(t testing.TB) []goldenFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(goldenDir, "*.json"))
	if err != nil || len(paths) == 0 && !*update {
		t.Fatalf("golden files: %v, %v", paths, err)
	}
	form := regexp.MustCompile(`^(.+\.v\d+)(?:\.(\d+))?\.json$`)
	files := make([]goldenFile, 0, len(paths))
	for _, path := range paths {
		parts := form.FindStringSubmatch(filepath.Base(path))
		if parts == nil {
			t.Fatalf("golden file %s: the name has no event type", path)
		}
		number := 1
		if parts[2] != "" {
			if number, err = strconv.Atoi(parts[2]); err != nil || number < 2 {
				t.Fatalf("golden file %s", path)
			}
		}
		files = append(files, goldenFile{path: path, typ: parts[1], number: number})
	}
	return files
}

// TestGoldenNewest: the newest golden file of every event is exactly what the
// event, with every field set, is written as.
func TestGoldenNewest(t *testing.T) {
	newest := make(map[string]goldenFile)
	for _, g := range goldenFiles(t) {
		if g.number > newest[g.typ].number {
			newest[g.typ] = g
		}
	}
	for _, entry := range table {
		_, data, err := Marshal(populated(entry.typ))
		if err != nil {
			t.Fatal(err)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, data, "", "  "); err != nil {
			t.Fatal(err)
		}
		indented.WriteByte('\n')
		g, exists := newest[entry.name]
		if exists {
			golden, err := os.ReadFile(g.path)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(golden, indented.Bytes()) {
				continue
			}
			if !gained(t, golden, data) {
				t.Errorf("%s: a field of %s was changed or taken away; that is a new meaning and wants a new name", entry.name, g.path)
				continue
			}
		}
		path := filepath.Join(goldenDir, entry.name+".json")
		if exists {
			path = filepath.Join(goldenDir, fmt.Sprintf("%s.%d.json", entry.name, g.number+1))
		}
		if !*update {
			t.Errorf("%s has no golden file for its present form: go test ./events/codec -update adds %s", entry.name, path)
			continue
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // never over an existing one
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(indented.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestGoldenReadable: everything that was ever written can be read, and no
// field of it is lost.
func TestGoldenReadable(t *testing.T) {
	for _, g := range goldenFiles(t) {
		data, err := os.ReadFile(g.path)
		if err != nil {
			t.Fatal(err)
		}
		e, err := Unmarshal(g.typ, data)
		if err != nil {
			t.Errorf("%s: %v", g.path, err)
			continue
		}
		if e.EventType() != g.typ {
			continue // brought up to date: its fields are another's now
		}
		_, again, err := Marshal(e)
		if err != nil {
			t.Errorf("%s: %v", g.path, err)
			continue
		}
		if !gained(t, data, again) {
			t.Errorf("%s loses fields when it is read:\n%s", g.path, again)
		}
	}
}

func TestGained(t *testing.T) {
	for _, c := range []struct {
		before, after string
		want          bool
	}{
		{`{"a":1}`, `{"a":1}`, true},
		{`{"a":1}`, `{"a":1,"b":2}`, true},
		{`{"a":{"b":[{"c":1}]}}`, `{"a":{"b":[{"c":1,"d":2}]}}`, true},
		{`{"a":1}`, `{"b":1}`, false},
		{`{"a":1}`, `{"a":2}`, false},
		{`{"a":[1,2]}`, `{"a":[1]}`, false},
		{`{"a":{"b":1}}`, `{"a":1}`, false},
	} {
		if got := gained(t, []byte(c.before), []byte(c.after)); got != c.want {
			t.Errorf("%s to %s: %t", c.before, c.after, got)
		}
	}
}

// gained says whether after is before with nothing changed but fields added.
func gained(t *testing.T, before, after []byte) bool {
	t.Helper()
	var a, b any
	if err := errors.Join(json.Unmarshal(before, &a), json.Unmarshal(after, &b)); err != nil {
		t.Fatal(err)
	}
	return within(a, b)
}

func within(before, after any) bool {
	switch a := before.(type) {
	case map[string]any:
		b, ok := after.(map[string]any)
		if !ok {
			return false
		}
		for k, v := range a {
			other, kept := b[k]
			if !kept || !within(v, other) {
				return false
			}
		}
		return true
	case []any:
		b, ok := after.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !within(a[i], b[i]) {
				return false
			}
		}
		return true
	default:
		return reflect.DeepEqual(before, after)
	}
}

// populated makes an event with every field set. The values depend on the
// fields' JSON names alone, so that reordering changes nothing.
func populated(typ reflect.Type) events.Event {
	v := reflect.New(typ).Elem()
	populate(v, "")
	return v.Interface().(events.Event)
}

func populate(v reflect.Value, name string) {
	number := func() uint64 {
		h := fnv.New32a()
		h.Write([]byte(name))
		return uint64(h.Sum32()%9000 + 1)
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		at := time.Date(2026, 1, 2, 3, 4, 5, 678_000_000, time.UTC).Add(time.Duration(number()) * time.Minute)
		v.Set(reflect.ValueOf(at))
	case v.Type() == reflect.TypeFor[events.Sealed]():
		v.SetString("s1." + name)
	case v.Kind() == reflect.String:
		v.SetString(name + " <ö> \"1\"")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(int64(number())) // small
	case v.CanUint():
		v.SetUint(number())
	case v.CanFloat():
		v.SetFloat(float64(number()) + 0.5)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		populate(v.Elem(), name)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			populate(v.Index(i), fmt.Sprintf("%s.%d", name, i))
		}
	case v.Kind() == reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		populate(key, name+".key")
		populate(value, name+".value")
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			populate(v.Field(i), strings.TrimPrefix(name+"."+tag, "."))
		}
	default:
		panic("no value for a " + v.Type().String())
	}
}

// TestPopulated: no field is left out, and every field has a name of its own
// in JSON.
func TestPopulated(t *testing.T) {
	var check func(typ reflect.Type, where string)
	check = func(typ reflect.Type, where string) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			check(typ.Elem(), where)
			return
		case reflect.Struct:
		default:
			return
		}
		if typ == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`).MatchString(name) {
				t.Errorf("%s.%s has the JSON name %q", where, f.Name, name)
			}
			check(f.Type, where+"."+f.Name)
		}
	}
	for _, entry := range table {
		check(entry.typ, entry.typ.Name())
		v := reflect.ValueOf(populated(entry.typ))
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s.%s is not set", entry.typ.Name(), entry.typ.Field(i).Name)
			}
		}
	}
}
