package chain

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var began = time.Date(2026, 11, 21, 9, 0, 0, 123_000_000, time.UTC)

// sample is a log with values of every form.
func sample() []store.Event {
	values := []struct{ stream, typ, data, meta string }{
		{"settings", "settings.updated.v1", `{"settings":{"deploymentName":"<Ä> & \u00e4"}}`, `{"actor":{"kind":"system"}}`},
		{"service-1", "service.created.v1", `{"id":"1","settings":{"hostPin":"s1.abc"}}`, ``},
		{"integration-x", "paid.v1", "{\n  \"a\": 1 }", ` {}`},
		{"integration-x", `odd "type"`, `[1, 2.50, 1e3, "\ud800"]`, `null`},
		{"$$integration-x", "$metadata", `{"$maxCount":3}`, ``},
		{"integration-y", "binary", "\xff\x00", "\x01"},
		{"integration-y", "empty", "", ""},
	}
	var list []store.Event
	for i, v := range values {
		e := store.Event{
			ID: events.DeriveID(fmt.Sprint("chain/", i)), Stream: v.stream, Revision: events.Revision(i), Type: v.typ, // small
			Position: events.Position(10 + 7*i), Created: began.Add(time.Duration(i) * time.Microsecond), // small
		}
		if v.data != "" {
			e.Data = []byte(v.data)
		}
		if v.meta != "" {
			e.Meta = []byte(v.meta)
		}
		list = append(list, e)
	}
	return list
}

func export(t testing.TB, list []store.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, Header{Created: began, After: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if err := w.Event(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readAll(file []byte) ([]store.Event, State, error) {
	r := NewReader(bytes.NewReader(file))
	var list []store.Event
	for {
		e, err := r.Next()
		if errors.Is(err, io.EOF) {
			return list, r.State(), nil
		}
		if err != nil {
			return list, r.State(), err
		}
		list = append(list, e.Event)
	}
}

func TestRoundTrip(t *testing.T) {
	for n := range len(sample()) + 1 {
		list := sample()[:n]
		file := export(t, list)
		got, s, err := readAll(file)
		if diff := cmp.Diff(list, append([]store.Event{}, got...)); err != nil || diff != "" {
			t.Fatalf("%d: %v %s", n, err, diff)
		}
		if !s.Complete || s.Count != n || s.Header != (Header{began, 3}) || s.Offset != int64(bytes.LastIndexByte(file[:len(file)-1], '\n')+1) {
			t.Errorf("%d: %+v", n, s)
		}
		if want := fmt.Sprintf(`"hash":"%s"}`+"\n", s.Final); !bytes.HasSuffix(file, []byte(want)) {
			t.Errorf("%d: final hash %s", n, s.Final)
		}
		for l := range bytes.Lines(file) {
			if !json.Valid(l) {
				t.Errorf("%s", l)
			}
		}
	}
}

// The form, checked in the way that docs/export.md tells strangers to.
func TestForm(t *testing.T) {
	file := export(t, sample()[:2])
	prev := ""
	for i, line := range strings.Split(strings.TrimSuffix(string(file), "\n"), "\n") {
		cut := strings.LastIndex(line, `,"hash":"`)
		sum := sha256.Sum256([]byte(line[:cut]))
		var l struct{ Prev, Hash string }
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.Hash != hex.EncodeToString(sum[:]) || l.Prev != prev {
			t.Errorf("line %d: %s, %v", i+1, line, err)
		}
		prev = l.Hash
	}
	want := `{"format":"parley-events","version":1,"created":"2026-11-21T09:00:00.123Z","after":"3","hash":"…"}
{"position":"10","stream":"settings","revision":0,"id":"…","type":"settings.updated.v1","created":"2026-11-21T09:00:00.123Z","meta":{"actor":{"kind":"system"}},"data":{"settings":{"deploymentName":"<Ä> & \u00e4"}},"prev":"…","hash":"…"}
{"position":"17","stream":"service-1","revision":1,"id":"…","type":"service.created.v1","created":"2026-11-21T09:00:00.123001Z","data":{"id":"1","settings":{"hostPin":"s1.abc"}},"prev":"…","hash":"…"}
{"end":true,"count":2,"through":"17","prev":"…","hash":"…"}
`
	got := string(file)
	for _, member := range []string{"hash", "prev", `revision":0,"id`, `revision":1,"id`} {
		parts := strings.Split(got, `"`+member+`":"`)
		for i := 1; i < len(parts); i++ {
			_, rest, _ := strings.Cut(parts[i], `"`)
			parts[i] = `…"` + rest
		}
		got = strings.Join(parts, `"`+member+`":"`)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every single bit of every byte matters, and the fault names the line.
func TestEveryByte(t *testing.T) {
	file := export(t, sample())
	line := 1
	for i := range file {
		for bit := range 8 {
			bad := bytes.Clone(file)
			bad[i] ^= 1 << bit
			_, _, err := Verify(bytes.NewReader(bad), "")
			var fault *Fault
			if !errors.As(err, &fault) {
				t.Fatalf("byte %d, bit %d: %v", i, bit, err)
			}
			if fault.Line != line {
				t.Fatalf("byte %d, bit %d: %v, want line %d", i, bit, err, line)
			}
		}
		if file[i] == '\n' {
			line++
		}
	}
}

func TestEveryCut(t *testing.T) {
	file := export(t, sample())
	for i := range file {
		_, _, err := Verify(bytes.NewReader(file[:i]), "")
		var fault *Fault
		if !errors.As(err, &fault) || !fault.Cut {
			t.Fatalf("cut at %d: %v", i, err)
		}
		// What is left can be continued to the same file.
		s, err := Resume(bytes.NewReader(file[:i]))
		if err != nil {
			t.Fatal(err)
		}
		again := bytes.NewBuffer(bytes.Clone(file[:s.Offset]))
		w := Continue(again, s)
		if s.Offset == 0 {
			if w, err = NewWriter(again, Header{Created: began, After: 3}); err != nil {
				t.Fatal(err)
			}
		}
		for _, e := range sample()[s.Count:] {
			if err := w.Event(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.End(); err != nil || !bytes.Equal(again.Bytes(), file) {
			t.Fatalf("cut at %d: continued differently, %v", i, err)
		}
	}
}

// Lines that are taken away, put in, repeated or moved.
func TestEveryLine(t *testing.T) {
	file := export(t, sample())
	other := export(t, sample()[2:])
	var lines, others [][]byte
	for l := range bytes.Lines(file) {
		lines = append(lines, l)
	}
	for l := range bytes.Lines(other) {
		others = append(others, l)
	}
	join := func(parts ...[][]byte) []byte {
		var all []byte
		for _, p := range parts {
			all = append(all, bytes.Join(p, nil)...)
		}
		return all
	}
	check := func(what string, file []byte, line int) {
		t.Helper()
		_, _, err := Verify(bytes.NewReader(file), "")
		var fault *Fault
		if !errors.As(err, &fault) || fault.Line != line || fault.Reason == "" {
			t.Errorf("%s: %v, want line %d", what, err, line)
		}
	}
	for i := range lines {
		taken := i + 1 // the line that takes its place
		if i == len(lines)-1 {
			taken = i
		}
		check(fmt.Sprint("without line ", i+1), join(lines[:i], lines[i+1:]), taken)
		check(fmt.Sprint("line twice ", i+1), join(lines[:i+1], lines[i:]), i+2)
		check(fmt.Sprint("empty line before ", i+1), join(lines[:i], [][]byte{{'\n'}}, lines[i:]), i+1)
		for j := i + 1; j < len(lines); j++ {
			moved := append([][]byte{}, lines...)
			moved[i], moved[j] = moved[j], moved[i]
			check(fmt.Sprintf("lines %d and %d", i+1, j+1), join(moved), i+1)
		}
		for j := range others {
			at := i + 1
			if i == 1 && j == 1 { // it begins an export just as well; what is behind it does not follow
				at++
			}
			if i > 0 && j > 0 {
				check(fmt.Sprintf("line %d of another before %d", j+1, i+1), join(lines[:i], others[j:j+1], lines[i:]), at)
			}
		}
	}
	check("two files", join(lines, others), len(lines)+1)
	check("a byte behind", append(bytes.Clone(file), ' '), len(lines)+1)
	check("nothing", nil, 1)
	check("something else", []byte("{}\n"), 1)
}

// What a forger who can count hashes puts together must still make sense.
func TestForged(t *testing.T) {
	forge := func(bodies ...string) []byte {
		var file []byte
		prev := ""
		for _, b := range bodies {
			var line []byte
			line, prev = sealLine([]byte(strings.ReplaceAll(b, "PREV", prev)))
			file = append(file, line...)
		}
		return file
	}
	header := `{"format":"parley-events","version":1,"created":"2026-11-21T09:00:00Z","after":"0"`
	event := `{"position":"%d","stream":"a","revision":0,"id":"0b7c5e9a-314f-4d0e-9a55-5c1f6d2b834c","type":"t","created":"2026-11-21T09:00:00Z","data":{},"prev":"PREV"`
	footer := `{"end":true,"count":%d,"through":"%d","prev":"PREV"`
	good := forge(header, fmt.Sprintf(event, 5), fmt.Sprintf(footer, 1, 5))
	if _, _, err := Verify(bytes.NewReader(good), ""); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		line int
	}{
		"another format":    {forge(strings.Replace(header, "parley-events", "x", 1), fmt.Sprintf(footer, 0, 0)), 1},
		"another version":   {forge(strings.Replace(header, `"version":1`, `"version":2`, 1), fmt.Sprintf(footer, 0, 0)), 1},
		"more in it":        {forge(header+`,"x":1`, fmt.Sprintf(footer, 0, 0)), 1},
		"wrong count":       {forge(header, fmt.Sprintf(event, 5), fmt.Sprintf(footer, 2, 5)), 3},
		"wrong end":         {forge(header, fmt.Sprintf(event, 5), fmt.Sprintf(footer, 1, 6)), 3},
		"twice":             {forge(header, fmt.Sprintf(event, 5), fmt.Sprintf(event, 5), fmt.Sprintf(footer, 2, 5)), 3},
		"backwards":         {forge(header, fmt.Sprintf(event, 5), fmt.Sprintf(event, 4), fmt.Sprintf(footer, 2, 4)), 3},
		"before its range":  {forge(header, fmt.Sprintf(event, 0), fmt.Sprintf(footer, 1, 0)), 2},
		"another spelling":  {forge(header, strings.Replace(fmt.Sprintf(event, 5), `"stream":"a"`, `"stream":"\u0061"`, 1), fmt.Sprintf(footer, 1, 5)), 2},
		"a name twice":      {forge(header, strings.Replace(fmt.Sprintf(event, 5), `"data":{}`, `"data":{},"data":{"a":1}`, 1), fmt.Sprintf(footer, 1, 5)), 2},
		"spaces":            {forge(header, strings.Replace(fmt.Sprintf(event, 5), `"data":{}`, `"data": {}`, 1), fmt.Sprintf(footer, 1, 5)), 2},
		"two objects":       {forge(header, fmt.Sprintf(event, 5)+`}{"a":1`, fmt.Sprintf(footer, 1, 5)), 2},
		"no event":          {forge(header, `{"a":1`, fmt.Sprintf(footer, 1, 5)), 2},
		"no position":       {forge(header, strings.Replace(fmt.Sprintf(event, 5), `"5"`, `"x"`, 1), fmt.Sprintf(footer, 1, 5)), 2},
		"footer with more":  {forge(header, fmt.Sprintf(event, 5), fmt.Sprintf(footer, 1, 5)+`,"x":1`), 3},
		"another's footer":  {forge(header, fmt.Sprintf(event, 5), strings.Replace(fmt.Sprintf(footer, 1, 5), "PREV", strings.Repeat("0", 64), 1)), 3},
		"line without hash": {append(forge(header), `{"position":"5"}`+"\n"...), 2},
		"endless line":      {append(forge(header), bytes.Repeat([]byte("x"), maxLine+1)...), 2},
	} {
		_, _, err := Verify(bytes.NewReader(c.file), "")
		var fault *Fault
		if !errors.As(err, &fault) || fault.Line != c.line {
			t.Errorf("%s: %v, want line %d", name, err, c.line)
		}
	}
}

// The final hash of a shorter export is found in the one that it became.
func TestEarlierHash(t *testing.T) {
	list := sample()
	file := export(t, list)
	for n := range len(list) + 1 {
		_, was, err := readAll(export(t, list[:n]))
		if err != nil {
			t.Fatal(err)
		}
		s, at, err := Verify(bytes.NewReader(file), was.Final)
		if err != nil || at != n || !s.Complete {
			t.Errorf("%d: %d, %v", n, at, err)
		}
	}
	if _, _, err := Verify(bytes.NewReader(file), strings.Repeat("0", 64)); err == nil {
		t.Error("a hash of something else is found")
	}
}

func TestResumeRefusesDamage(t *testing.T) {
	file := export(t, sample())
	file[bytes.IndexByte(file, '\n')+20] ^= 1
	var fault *Fault
	if _, err := Resume(bytes.NewReader(file)); !errors.As(err, &fault) || fault.Line != 2 {
		t.Error(err)
	}
	// Nor is somebody's own file taken for an export that broke off.
	if _, err := Resume(strings.NewReader("my notes")); !errors.As(err, &fault) || fault.Cut {
		t.Error(err)
	}
	if s, err := Resume(strings.NewReader("")); err != nil || s.Offset != 0 {
		t.Error(s, err)
	}
}

func TestWriterRefuses(t *testing.T) {
	list := sample()
	w, err := NewWriter(io.Discard, Header{Created: began, After: 10})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Event(list[0]); err == nil {
		t.Error("an event from before the range")
	}
	if err := errors.Join(w.Event(list[1]), w.End()); err != nil {
		t.Fatal(err)
	}
	if err := w.Event(list[2]); !errors.Is(err, errDone) {
		t.Error(err)
	}
	if err := w.End(); !errors.Is(err, errDone) {
		t.Error(err)
	}
}

// The largest event that a store takes can be exported and read again.
func TestLargest(t *testing.T) {
	e := store.Event{
		ID: events.DeriveID("large"), Position: 4, Created: began,
		Stream: strings.Repeat("\u2028", store.MaxStreamBytes/3), Type: strings.Repeat("\u2028", store.MaxTypeBytes/3),
		Data: []byte("[\n" + strings.Repeat(" ", store.MaxDataBytes-3) + "]"), Meta: []byte("[\n" + strings.Repeat(" ", store.MaxMetaBytes-3) + "]"),
	}
	if err := store.CheckAppend(e.Stream, store.Any(), []store.NewEvent{{ID: e.ID, Type: e.Type, Data: e.Data, Meta: e.Meta}}); err != nil {
		t.Fatal(err)
	}
	got, _, err := readAll(export(t, []store.Event{e}))
	if diff := cmp.Diff([]store.Event{e}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestParseRaw(t *testing.T) {
	for _, e := range sample() {
		line := append(AppendRaw(nil, e), '}')
		got, err := ParseRaw(line)
		if diff := cmp.Diff(e, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", line, err, diff)
		}
	}
	for _, line := range []string{"", "{}", "[]", `{"position":"1"}`, `{"bookmark":"1"}`} {
		if _, err := ParseRaw([]byte(line)); err == nil {
			t.Errorf("%s is an event", line)
		}
	}
}

// FuzzReader: whatever the file, nothing panics, and what is accepted is what
// would be written.
func FuzzReader(f *testing.F) {
	file := export(f, sample())
	f.Add(file)
	f.Add(file[:len(file)/2])
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		list, s, err := readAll(file)
		if err != nil {
			return
		}
		var b bytes.Buffer
		w, err := NewWriter(&b, s.Header)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if err := w.Event(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.End(); err != nil || !bytes.Equal(b.Bytes(), file) {
			t.Fatalf("%v:\n%s\n%s", err, file, b.Bytes())
		}
	})
}

// FuzzRaw: any payload and metadata survive, and stay within their line.
func FuzzRaw(f *testing.F) {
	for _, e := range sample() {
		f.Add(e.Stream, e.Type, e.Data, e.Meta)
	}
	f.Fuzz(func(t *testing.T, stream, typ string, data, meta []byte) {
		if store.CheckStream(stream) != nil || store.CheckStream(typ) != nil {
			return
		}
		e := store.Event{Stream: stream, Type: typ, Data: data, Meta: meta, Created: began, Position: 1}
		line := append(AppendRaw(nil, e), '}')
		if bytes.IndexByte(line, '\n') >= 0 || !json.Valid(line) {
			t.Fatalf("%q", line)
		}
		got, err := ParseRaw(line)
		if err != nil || !bytes.Equal(got.Data, data) || !bytes.Equal(got.Meta, meta) || got.Stream != stream || got.Type != typ {
			t.Fatalf("%q: %+v, %v", line, got, err)
		}
	})
}
