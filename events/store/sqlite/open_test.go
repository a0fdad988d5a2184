package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

func event(stream string, i int) store.NewEvent {
	return store.NewEvent{
		ID:   events.DeriveID(fmt.Sprintf("%s/%d", stream, i)),
		Type: "thing.happened.v1",
		Data: fmt.Appendf(nil, `{"stream":%q,"number":%d,"pad":%q}`, stream, i, strings.Repeat("x", 100)),
		Meta: []byte(`{"actor":{"kind":"system"}}`),
	}
}

func tryOpen(dir string) (*Store, error) {
	return Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
}

// wantRefused opens a directory, which must fail with this error and leave the
// files as they were.
func wantRefused(t *testing.T, dir string, want error) {
	t.Helper()
	path := filepath.Join(dir, fileName)
	before, _ := os.ReadFile(path) // missing is nil
	s, err := tryOpen(dir)
	if err == nil {
		t.Fatalf("opened, want %v", errors.Join(want, s.Close()))
	}
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
	if !strings.Contains(err.Error(), dir) {
		t.Errorf("error %q does not say which directory", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

// writeSome makes a closed log with n events in streams of ten.
func writeSome(t *testing.T, dir string, n int) {
	t.Helper()
	s, err := tryOpen(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < n; i += 10 {
		stream := fmt.Sprintf("s-%d", i/10)
		batch := make([]store.NewEvent, 0, 10)
		for j := range 10 {
			batch = append(batch, event(stream, j))
		}
		if _, err := s.Append(context.Background(), stream, store.NoStream(), batch...); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOptions(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	for name, o := range map[string]Options{
		"no directory": {Logger: log}, "no logger": {Dir: "x"},
		"negative": {Dir: "x", Logger: log, Queue: -1},
	} {
		if _, err := Open(context.Background(), o); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "odd name?#%20")
	writeSome(t, dir, 100)
	for _, leftover := range []string{"-wal", "-shm"} {
		if info, err := os.Stat(filepath.Join(dir, fileName+leftover)); err == nil && info.Size() > 0 {
			t.Errorf("%s is left with %d bytes", leftover, info.Size())
		}
	}
	ctx := context.Background()
	s := openIn(t, dir)
	page, err := s.ReadAll(ctx, 0, store.Forwards, store.Filter{}, 1000)
	if err != nil || len(page.Events) != 100 || page.Events[0].Position != 1 || page.Next != 100 {
		t.Fatalf("%d events to %s, %v", len(page.Events), page.Next, err)
	}
	// Repeats are known after a restart, without an expected revision too.
	for i, expected := range []store.Expected{store.NoStream(), store.Any()} {
		a, err := s.Append(ctx, "s-3", expected, event("s-3", 0), event("s-3", 1))
		if err != nil || !a.Repeated || a.Revision != 1 || a.Position != 32 {
			t.Fatalf("repeat %d: %+v, %v", i, a, err)
		}
	}
	a, err := s.Append(ctx, "s-3", store.At(9), event("s-3", 10))
	if err != nil || a.Position != 101 || a.Revision != 10 {
		t.Fatalf("next: %+v, %v", a, err)
	}
	if a, err = s.Append(ctx, "s-new", store.NoStream(), event("s-new", 0)); err != nil || a.Position != 102 {
		t.Fatalf("new stream: %+v, %v", a, err)
	}
}

func TestLockedInProcess(t *testing.T) {
	dir := t.TempDir()
	s := openIn(t, dir)
	_, err := tryOpen(dir)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Fatalf("second store: %v", err)
	}
	if _, err := s.Append(context.Background(), "a", store.NoStream(), event("a", 0)); err != nil {
		t.Fatalf("the first one works no more: %v", err)
	}
}

func TestLockedByProcess(t *testing.T) {
	dir := t.TempDir()
	child := startChild(t, dir, 1, 0)
	child.awaitReady(t)
	wantRefused(t, dir, ErrLocked)
	child.kill(t)
	writeSome(t, dir, 10) // the lock died with its holder
}

func TestNotALog(t *testing.T) {
	for name, content := range map[string][]byte{
		"text": []byte("These are my notes, not a database.\n"), "one byte": {0},
		"zeros": make([]byte, 8192), "short magic": []byte(fileMagic[:10]),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
				t.Fatal(err)
			}
			wantRefused(t, dir, ErrNotLog)
		})
	}
}

// sqlIn changes a database behind the store's back.
func sqlIn(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(filepath.Join(dir, fileName)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestForeignDatabase(t *testing.T) {
	dir := t.TempDir()
	sqlIn(t, dir, "CREATE TABLE recipes (name TEXT)", "INSERT INTO recipes VALUES ('soup')")
	wantRefused(t, dir, ErrNotLog)
}

func TestSchemaVersions(t *testing.T) {
	for version, want := range map[int]error{schemaVersion + 1: ErrNewerSchema, 0: ErrCorrupt} {
		dir := t.TempDir()
		writeSome(t, dir, 10)
		sqlIn(t, dir, fmt.Sprintf("PRAGMA user_version = %d", version))
		wantRefused(t, dir, want)
	}
}

func TestMissingParts(t *testing.T) {
	for name, statements := range map[string][]string{
		"no events table":  {"DROP TABLE events"},
		"no streams table": {"PRAGMA foreign_keys = 0", "DROP TABLE streams"},
		"no events":        {"DELETE FROM events"},
		"no streams":       {"PRAGMA foreign_keys = 0", "DELETE FROM streams"},
		"column renamed":   {"ALTER TABLE events RENAME COLUMN data TO payload"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeSome(t, dir, 20)
			sqlIn(t, dir, statements...)
			wantRefused(t, dir, ErrCorrupt)
		})
	}
}

func TestFileGoneWithLogLeft(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName+"-wal"), []byte("something"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, dir, ErrCorrupt)
	if _, err := os.Stat(filepath.Join(dir, fileName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a new log was made: %v", err)
	}
}

// A first start that ended before anything was written is started again.
func TestEmptyFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	writeSome(t, dir, 10)
}

func TestUnusableDirectory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tryOpen(file); err == nil {
		t.Error("a file was taken for a directory")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, fileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := tryOpen(dir); err == nil {
		t.Error("a directory was taken for a log")
	}
}

// TestDamage cuts and overwrites a log in many ways. Opening, reading and
// writing may fail with a typed error, or succeed where the damage is in a
// payload; they may not panic or hang.
func TestDamage(t *testing.T) {
	origin := t.TempDir()
	const n = 400
	writeSome(t, origin, n)
	sound, err := os.ReadFile(filepath.Join(origin, fileName))
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1)) // a test
	refused := 0
	for round := range 120 {
		damaged := bytes.Clone(sound)
		what := ""
		switch round % 4 {
		case 0:
			size := len(fileMagic) + random.IntN(len(sound)-len(fileMagic))
			damaged, what = damaged[:size], fmt.Sprintf("cut to %d", size)
		case 1:
			at := len(fileMagic) + random.IntN(84)
			damaged[at] ^= byte(1 + random.IntN(255))
			what = fmt.Sprintf("header byte %d is %d", at, damaged[at])
		case 2:
			for range 1 + random.IntN(20) {
				at := len(fileMagic) + random.IntN(len(sound)-len(fileMagic))
				damaged[at] = byte(random.IntN(256))
			}
			what = "bytes here and there"
		case 3:
			page := 4096 * random.IntN(len(sound)/4096)
			for i := page + len(fileMagic)*2; i < page+4096; i++ {
				damaged[i] = byte(random.IntN(256))
			}
			what = fmt.Sprintf("page at %d is noise", page)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := useDamaged(t, dir, n); err != nil {
			refused++
			if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNotLog) && !errors.Is(err, ErrNewerSchema) {
				t.Errorf("seed %d round %d, %s: untyped error %v", seed, round, what, err)
			}
		}
	}
	if refused < 30 {
		t.Errorf("only %d of 120 damaged logs were refused", refused)
	}
}

func useDamaged(t *testing.T, dir string, n int) (err error) {
	s, err := tryOpen(dir)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := s.Close(); err == nil {
			err = closeErr
		}
	}()
	ctx := context.Background()
	var next events.Position
	for end := false; !end; {
		page, err := s.ReadAll(ctx, next, store.Forwards, store.Filter{}, store.MaxPage)
		if err != nil {
			return err
		}
		next, end = page.Next, page.End
		if len(page.Events) > n {
			t.Errorf("%d events, %d were written", len(page.Events), n)
		}
	}
	_, err = s.Append(ctx, "after-damage", store.NoStream(), event("after-damage", 0))
	return err
}

// No kill can show that a commit waits for the disk, only a power cut; so the
// settings that it hangs on are looked at themselves.
func TestSettings(t *testing.T) {
	dir := t.TempDir()
	eng, err := openEngine(context.Background(), filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"synchronous": "2", "journal_mode": "wal", "fullfsync": "1",
		"journal_size_limit": fmt.Sprint(journalLimit), "wal_autocheckpoint": fmt.Sprint(checkpointPages),
		"application_id": fmt.Sprint(applicationID), "user_version": fmt.Sprint(schemaVersion),
	} {
		var got string
		if err := eng.conn.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v, want %q", name, got, err, want)
		}
	}
	if err := eng.close(); err != nil {
		t.Fatal(err)
	}
	s := openIn(t, dir)
	if _, err := s.reader.db.Exec("INSERT INTO streams (id, name) VALUES (1, 'x')"); err == nil {
		t.Error("the readers' connections may write")
	}
}
