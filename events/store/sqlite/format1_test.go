package sqlite

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// unpack puts a file of testdata/format1 into a directory. Those files were
// written by the last program that knew no other format: twelve events in three
// streams, by one that closed the log and by one that was killed.
func unpack(t *testing.T, from, to string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "format1", from+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A released log opens, holds what it held, knows repeats, and can do what is
// new: streams end, and scavenging removes.
func TestReleasedFormat1(t *testing.T) {
	for name, parts := range map[string][]string{"closed": {".db"}, "killed": {".db", ".db-wal"}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, part := range parts {
				unpack(t, name+part, filepath.Join(dir, "events"+part))
			}
			for range 2 { // brought up to date once, then opened as it is
				s, err := tryOpen(dir)
				if err != nil {
					t.Fatal(err)
				}
				checkFormat1(t, s)
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			s, err := tryOpen(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close() // checked before
			if _, err := s.Append(t.Context(), "location-1", store.At(3), event("location-1", 4)); err != nil {
				t.Error(err)
			}
			if _, err := s.Tombstone(t.Context(), "location-0", store.At(3)); err != nil {
				t.Error(err)
			}
			if _, err := s.Append(t.Context(), "location-0", store.Any(), event("location-0", 5)); !errors.Is(err, store.ErrDeleted) {
				t.Errorf("append to what has ended: %v", err)
			}
			if _, err := s.Scavenge(t.Context(), ScavengeOptions{}); err != nil {
				t.Error(err)
			}
			if info, err := s.Describe(t.Context()); err != nil || info.Events != 14 || info.Newest != 14 {
				t.Errorf("%+v, %v", info, err)
			}
		})
	}
}

func checkFormat1(t *testing.T, s *Store) {
	t.Helper()
	page, err := s.ReadAll(t.Context(), 0, store.Forwards, store.Filter{}, 100)
	if err != nil || len(page.Events) != 12 {
		t.Fatalf("%d events, %v", len(page.Events), err)
	}
	for i, e := range page.Events {
		want := fmt.Sprintf("location-%d %d %d", i%3, i/3, i+1)
		if got := fmt.Sprintf("%s %d %d", e.Stream, e.Revision, e.Position); got != want || e.ID != events.DeriveID(fmt.Sprint("v1/", i)) {
			t.Errorf("event %d is %s %s, want %s", i, got, e.ID, want)
		}
		again, err := s.Append(t.Context(), e.Stream, store.Any(), store.NewEvent{ID: e.ID, Type: e.Type, Data: e.Data, Meta: e.Meta})
		if err != nil || !again.Repeated || again.Position != e.Position {
			t.Errorf("event %d once more: %+v, %v", i, again, err)
		}
	}
}
