package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/redact"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func add(t *testing.T, s store.Store, stream string, list ...events.Event) {
	t.Helper()
	for _, e := range list {
		encoded, err := codec.Encode(events.DeriveID(fmt.Sprintf("%s/%d", stream, unique.next())), e, events.Metadata{
			Actor: events.Actor{Kind: events.ActorSystem}, Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Append(context.Background(), stream, store.Any(), encoded); err != nil {
			t.Fatal(err)
		}
	}
}

// sample is a log of 9 events: nodes a and b take turns, every third event is
// a location's.
func sample(t *testing.T, s store.Store) {
	t.Helper()
	for i := range 3 {
		add(t, s, "node-a", events.NodeMaintenanceEntered{ID: "a", Reason: fmt.Sprint(i)})
		add(t, s, "node-b", events.NodeMaintenanceLeft{ID: "b"})
		add(t, s, "location-c", events.LocationRemoved{ID: "c"})
	}
}

// positions reads lines; bookmarks are given as "b" and their position.
func positions(t *testing.T, out string) []string {
	t.Helper()
	var list []string
	for l := range strings.Lines(out) {
		var v struct {
			Position, Bookmark string
			End                bool
		}
		if err := json.Unmarshal([]byte(l), &v); err != nil {
			t.Fatalf("line %q: %v", l, err)
		}
		switch {
		case v.End:
			list = append(list, "end"+v.Bookmark)
		case v.Bookmark != "":
			list = append(list, "b"+v.Bookmark)
		default:
			list = append(list, v.Position)
		}
	}
	return list
}

func TestRead(t *testing.T) {
	s := memory.New()
	sample(t, s)
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"all":                      {Options{}, "1 2 3 4 5 6 7 8 9"},
		"from":                     {Options{From: 6}, "7 8 9"},
		"from the end":             {Options{From: 9}, ""},
		"limit":                    {Options{From: 2, Limit: 3}, "3 4 5"},
		"limit is the number":      {Options{Limit: 9}, "1 2 3 4 5 6 7 8 9"},
		"type":                     {Options{Types: []string{"node."}}, "1 2 4 5 7 8"},
		"type, from and limit":     {Options{Types: []string{"node.maintenance-l"}, From: 2, Limit: 1}, "5"},
		"no such type":             {Options{Types: []string{"tree."}}, ""},
		"stream":                   {Options{Stream: "node-b"}, "2 5 8"},
		"stream from":              {Options{Stream: "node-b", From: 2}, "5 8"},
		"stream from others":       {Options{Stream: "node-b", From: 3, Limit: 1}, "5"},
		"stream and type":          {Options{Stream: "node-b", Types: []string{"location."}}, ""},
		"backwards":                {Options{Backwards: true}, "9 8 7 6 5 4 3 2 1"},
		"backwards from":           {Options{Backwards: true, From: 4}, "3 2 1"},
		"backwards type and limit": {Options{Backwards: true, Types: []string{"location."}, Limit: 2}, "9 6"},
		"backwards stream":         {Options{Backwards: true, Stream: "node-a"}, "7 4 1"},
		"backwards stream from":    {Options{Backwards: true, Stream: "node-a", From: 7, Limit: 1}, "4"},
	} {
		var out bytes.Buffer
		if err := Read(context.Background(), s, &out, c.o); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := strings.Join(positions(t, out.String()), " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		o    Options
		want error
	}{
		"unknown stream":  {Options{Stream: "node-z"}, store.ErrNotFound},
		"beyond the end":  {Options{From: 10}, store.ErrBeyondEnd},
		"negative limit":  {Options{Limit: -1}, store.ErrInvalid},
		"odd stream name": {Options{Stream: "a\nb"}, store.ErrInvalid},
		"far position":    {Options{From: 1 << 63}, store.ErrInvalid},
	} {
		if err := Read(context.Background(), s, io.Discard, c.o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Longer than one page, by stream and by log.
func TestReadPages(t *testing.T) {
	s := memory.New()
	const n = store.MaxPage + 100
	for range n {
		add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
	}
	for _, o := range []Options{{}, {Stream: "node-a"}, {Backwards: true}, {Stream: "node-a", Backwards: true}} {
		var out bytes.Buffer
		if err := Read(context.Background(), s, &out, o); err != nil {
			t.Fatal(err)
		}
		got := positions(t, out.String())
		if o.Backwards {
			slices.Reverse(got)
		}
		if len(got) != n || got[0] != "1" || got[n-1] != fmt.Sprint(n) {
			t.Errorf("%+v: %d lines", o, len(got))
		}
	}
}

func TestLine(t *testing.T) {
	s := memory.New()
	add(t, s, "node-a", events.NodeMaintenanceEntered{ID: "a", Reason: "<fan> & \"dust\"\n"})
	var out bytes.Buffer
	if err := Read(context.Background(), s, &out, Options{}); err != nil {
		t.Fatal(err)
	}
	page, err := s.ReadAll(context.Background(), 0, store.Forwards, store.Filter{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	e := page.Events[0]
	want := fmt.Sprintf(`{"position":"1","stream":"node-a","revision":0,"id":%q,"type":"node.maintenance-entered.v1","created":%q,`+
		`"meta":{"actor":{"kind":"system"},"time":"2026-01-02T03:04:05Z"},"data":{"id":"a","reason":"<fan> & \"dust\"\n"}}`+"\n",
		e.ID, e.Created.Format(time.RFC3339Nano))
	if out.String() != want {
		t.Errorf("got  %swant %s", out.String(), want)
	}
}

// TestSecretsStay exports every event there is, with every secret set.
func TestSecretsStay(t *testing.T) {
	files, err := filepath.Glob("../codec/testdata/golden/*.json")
	if err != nil || len(files) < len(codec.Types()) {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	s := memory.New()
	secrets := 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		secrets += bytes.Count(data, []byte(`"s1.`))
		typ, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(path), ".json"), ".json")
		for !slices.Contains(codec.Types(), typ) {
			typ = strings.TrimSuffix(typ, filepath.Ext(typ)) // the number of a later form
		}
		if _, err := s.Append(context.Background(), "all", store.Any(), store.NewEvent{ID: events.DeriveID(path), Type: typ, Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := Read(context.Background(), s, &out, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "s1.") || strings.Contains(out.String(), `"problem"`) {
		t.Error("a sealed secret left, or an event could not be read")
	}
	if n := strings.Count(out.String(), `"`+redact.Mark+`"`); n != secrets || n < 6 {
		t.Errorf("%d values are replaced, %d are sealed", n, secrets)
	}
	if n := strings.Count(out.String(), "\n"); n != len(files) {
		t.Errorf("%d lines for %d events", n, len(files))
	}
}

func TestNoSecretIsNotReplaced(t *testing.T) {
	s := memory.New()
	add(t, s, "service-a", events.ServiceCreated{ID: "a"})
	var out bytes.Buffer
	if err := Read(context.Background(), s, &out, Options{}); err != nil || strings.Contains(out.String(), redact.Mark) {
		t.Errorf("%s, %v", out.String(), err)
	}
}

// What cannot be decoded cannot be redacted: it goes out by name, without its
// payload, and does not stop the export.
func TestUndecodable(t *testing.T) {
	s := memory.New()
	for i, e := range []store.NewEvent{
		{Type: "future.secret.v9", Data: []byte(`{"pin":"s1.topsecret"}`)},
		{Type: "service.created.v1", Data: []byte(`{"id":5,"settings":{"hostPin":"s1.topsecret"}}`)},
		{Type: "node.removed.v1", Data: []byte(`{"id":"a","pin":"s1.topsecret"}`)},
		{Type: "node.removed.v1", Data: []byte(`{"id":"a"}`), Meta: []byte(`{"time":"s1.topsecret"}`)},
	} {
		e.ID = events.DeriveID(fmt.Sprint(i))
		if _, err := s.Append(context.Background(), "x", store.Any(), e); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := Read(context.Background(), s, &out, Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 4 || strings.Contains(lines[0]+lines[1]+lines[2], "topsecret") {
		t.Fatalf("lines:\n%s", out.String())
	}
	for i, want := range []bool{true, true, false, true} {
		if got := strings.Contains(lines[i], `"data":null,"problem":`); got != want {
			t.Errorf("line %d: %s", i, lines[i])
		}
	}
}

func TestTail(t *testing.T) {
	s := memory.New()
	sample(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := Tail(ctx, s, w, Options{From: 4, Types: []string{"node."}})
		ended <- errors.Join(err, w.Close())
	}()
	lines := json.NewDecoder(r)
	expect := func(want string) {
		t.Helper()
		var l Line
		if err := lines.Decode(&l); err != nil || l.Position != want {
			t.Fatalf("got %s, %v, want %s", l.Position, err, want)
		}
	}
	expect("5")
	expect("7")
	expect("8")
	add(t, s, "location-c", events.LocationRemoved{ID: "c"})
	add(t, s, "node-a", events.NodeMaintenanceLeft{ID: "a"})
	expect("11")
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func TestTailEnds(t *testing.T) {
	s := memory.New()
	sample(t, s)
	var out bytes.Buffer
	if err := Tail(context.Background(), s, &out, Options{Limit: 2}); err != nil || len(positions(t, out.String())) != 2 {
		t.Errorf("limit: %v, %s", err, out.String())
	}
	if err := Tail(context.Background(), s, &out, Options{Backwards: true}); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("backwards: %v", err)
	}
	if err := Tail(context.Background(), s, &out, Options{From: 10}); !errors.Is(err, store.ErrBeyondEnd) {
		t.Errorf("beyond the end: %v", err)
	}
	gone := errors.New("nobody listens")
	if err := Tail(context.Background(), s, failing{gone}, Options{}); !errors.Is(err, gone) {
		t.Errorf("writer's error: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
