package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/chain"
	"github.com/parley-video/parley/events/store"
)

// heldLog is a log in memory from which events can be removed.
type heldLog struct {
	list   []store.Event
	before events.Position // oldest
	fail   events.Position // reading breaks off after this one; 0: it does not
}

var errBroken = errors.New("broken")

func (l *heldLog) each(_ context.Context, after events.Position, f func(store.Event) error) error {
	for _, e := range l.list {
		if e.Position <= after {
			continue
		}
		if err := f(e); err != nil {
			return err
		}
		if e.Position == l.fail {
			return errBroken
		}
	}
	return nil
}

func (l *heldLog) end(context.Context) (events.Position, error) {
	if len(l.list) == 0 {
		return 0, nil
	}
	return l.list[len(l.list)-1].Position, nil
}

func (l *heldLog) oldest(context.Context, events.Position) (events.Position, error) {
	return l.before, nil
}
func (l *heldLog) Close() error { return nil }

func held(positions ...events.Position) *heldLog {
	l := &heldLog{}
	for _, at := range positions {
		l.list = append(l.list, store.Event{
			ID: events.DeriveID(at.String()), Stream: "s", Revision: events.Revision(at), Position: at, Type: "t.v1",
			Data: []byte(`{"at":"` + at.String() + `"}`), Created: time.Unix(int64(at), 0).UTC(), // small
		})
	}
	return l
}

func (l *heldLog) without(positions ...events.Position) *heldLog {
	c := *l
	c.list = slices.DeleteFunc(slices.Clone(l.list), func(e store.Event) bool { return slices.Contains(positions, e.Position) })
	if len(positions) > 0 {
		c.before = positions[len(positions)-1]
	}
	return &c
}

func (l *heldLog) with(f func(*store.Event), at events.Position) *heldLog {
	c := *l
	c.list = slices.Clone(l.list)
	for i := range c.list {
		if c.list[i].Position == at {
			f(&c.list[i])
		}
	}
	return &c
}

func exportTo(t *testing.T, path string, log rawLog, s span, gaps bool) (chain.State, int, error) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() // in a test
	if s.through == 0 {
		s.through = store.LastPosition
	}
	return exporter{log: log, file: file, span: s, gaps: gaps, stderr: io.Discard}.run(t.Context())
}

// An export that broke off anywhere is continued to what it would have been.
func TestExportContinues(t *testing.T) {
	log := held(2, 5, 6, 9)
	for _, at := range []events.Position{2, 5, 6, 9} {
		path := filepath.Join(t.TempDir(), "log")
		broken := *log
		broken.fail = at
		if _, _, err := exportTo(t, path, &broken, span{}, false); !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		s, _, err := exportTo(t, path, log, span{}, false)
		if err != nil || s.Count != 4 || s.Through != 9 {
			t.Fatalf("%+v, %v", s, err)
		}
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, added, err := exportTo(t, path, log, span{}, false); err != nil || added != 0 {
			t.Fatalf("%d, %v", added, err)
		}
		is, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(was, is) {
			t.Errorf("nothing new, another file: %v", err)
		}
	}
}

func TestExportRefusesAnotherLog(t *testing.T) {
	log := held(2, 5, 6)
	for name, c := range map[string]struct {
		log  *heldLog
		gaps bool
		want string // empty: continued
	}{
		"the same":               {held(2, 5, 6, 9), false, ""},
		"shorter":                {held(2, 5), false, "it is of another log, or this one was put back"},
		"other events":           {held(2, 5, 7, 9), false, "its last event, at position 6, is not in this log"},
		"another event there":    {held(2, 5, 6, 9).with(func(e *store.Event) { e.Data = []byte("{}") }, 6), false, "its last event, at position 6"},
		"earlier ones removed":   {held(2, 5, 6, 9).without(2, 5), false, ""},
		"the last one removed":   {held(2, 5, 6, 9).without(6), false, ""},
		"later ones removed":     {held(2, 5, 6, 8, 9).without(8), false, "events between positions 6 and 8 were removed"},
		"later ones, never mind": {held(2, 5, 6, 8, 9).without(8), true, ""},
		"all of it removed":      {held(2, 5, 6, 8, 9).without(2, 5, 6, 8), true, ""},
		"another, never mind":    {held(2, 5, 7, 9), true, "its last event, at position 6"},
	} {
		path := filepath.Join(t.TempDir(), "log")
		if _, _, err := exportTo(t, path, log, span{}, false); err != nil {
			t.Fatal(err)
		}
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s, added, err := exportTo(t, path, c.log, span{}, c.gaps)
		if c.want == "" {
			if err != nil || added != 1 || s.Through != 9 {
				t.Errorf("%s: %+v, %v", name, s, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if is, err := os.ReadFile(path); err != nil || !bytes.Equal(was, is) {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
	}
}

// An export beside the log: what scavenging removed is counted, whatever else
// differs is found at its line.
func TestComparison(t *testing.T) {
	log := held(2, 5, 6, 9)
	path := filepath.Join(t.TempDir(), "log")
	s, _, err := exportTo(t, path, log, span{}, false)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		log           *heldLog
		removed, line int
	}{
		"the same":         {log, 0, 0},
		"grown":            {held(2, 5, 6, 9, 10, 11), 0, 0},
		"removed":          {log.without(2, 6), 2, 0},
		"all removed":      {log.without(2, 5, 6, 9), 4, 0},
		"gone, not told":   {held(2, 6, 9), 0, 3},
		"put back":         {held(2, 5, 6), 0, 5},
		"empty":            {held(), 0, 2},
		"one more":         {held(2, 5, 6, 7, 9), 0, 5},
		"one more first":   {held(1, 2, 5, 6, 9), 0, 2},
		"other payload":    {log.with(func(e *store.Event) { e.Data = []byte(`{"at": "5"}`) }, 5), 0, 3},
		"other metadata":   {log.with(func(e *store.Event) { e.Meta = []byte(`{}`) }, 6), 0, 4},
		"other time":       {log.with(func(e *store.Event) { e.Created = e.Created.Add(1) }, 2), 0, 2},
		"other identifier": {log.with(func(e *store.Event) { e.ID[3] ^= 1 }, 9), 0, 5},
		"other stream":     {log.with(func(e *store.Event) { e.Stream = "S" }, 9), 0, 5},
	} {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		removed, err := comparison{log: c.log, stderr: io.Discard}.run(t.Context(), file, s)
		var fault *chain.Fault
		if c.line == 0 && (err != nil || removed != c.removed) || c.line > 0 && (!errors.As(err, &fault) || fault.Line != c.line) {
			t.Errorf("%s: %d removed, %v", name, removed, err)
		}
		_ = file.Close()
	}
}
