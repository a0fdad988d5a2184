package backup

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const passphrase = "correct horse battery"

// house is the part of a Management Node that is backed up.
type house struct {
	t        testing.TB
	dir      string
	log      *sqlite.Store
	state    *sqldb.DB
	ring     *privacy.Keyring
	shielded store.Store
	ca       *pki.CA
	n        int
	close    func()
}

func open(t testing.TB, dir string) *house {
	t.Helper()
	h := &house{t: t, dir: dir}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	keys := filepath.Join(dir, "keys")
	must(os.MkdirAll(keys, 0o700))
	key, err := seal.LoadOrCreateKey(filepath.Join(keys, "seal.key"))
	must(err)
	h.ca, err = pki.LoadOrCreate(filepath.Join(keys, "ca"), time.Now())
	must(err)
	sealer, err := seal.New(key)
	must(err)
	h.log, err = sqlite.Open(context.Background(), sqlite.Options{Dir: filepath.Join(dir, "log"), Logger: slog.New(slog.DiscardHandler)})
	must(err)
	h.state, err = sqldb.OpenSQLite(context.Background(), filepath.Join(dir, "state.db"), sqldb.SQLiteOptions{Durable: true, Shred: true})
	must(err)
	must(h.state.Migrate(context.Background(), "test", `CREATE TABLE cursors (name KEYTEXT PRIMARY KEY, position BIGINT NOT NULL)`))
	h.ring, err = privacy.OpenKeyring(context.Background(), h.state, sealer, privacy.KeyringOptions{})
	must(err)
	_, h.shielded, err = privacy.NewShield(h.log, h.ring, slog.New(slog.DiscardHandler))
	must(err)
	h.close = sync.OnceFunc(func() { must(errors.Join(h.state.Close(), h.log.Close())) })
	t.Cleanup(h.close)
	return h
}

func (h *house) source() Source {
	return Source{Log: h.log, State: h.state, Keys: filepath.Join(h.dir, "keys"), Temp: h.dir, Version: "1.2.3"}
}

func name(i int) string { return fmt.Sprint("Participant number ", i) }

func participant(i int) string { return fmt.Sprint("participant-", i) }

// join appends a join to a conference of its own, and moves a cursor behind it.
func (h *house) join(ctx context.Context) error {
	i := h.n
	h.n++
	n, err := codec.Encode(events.DeriveID(fmt.Sprint(i)), events.ParticipantJoined{
		ConferenceID: fmt.Sprint(i), ParticipantID: participant(i), DisplayName: events.Personal(name(i)),
	}, events.Metadata{Time: time.Now().UTC()})
	if err != nil {
		return err
	}
	done, err := h.shielded.Append(ctx, events.ConferenceStream(fmt.Sprint(i)), store.NoStream(), n)
	if err != nil {
		return err
	}
	return h.state.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO cursors (name, position) VALUES ('c', $1) ON CONFLICT (name) DO UPDATE SET position = excluded.position`, int64(done.Position))
		return nil
	})
}

func (h *house) joins(n int) {
	h.t.Helper()
	for range n {
		if err := h.join(context.Background()); err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *house) erase(i int) {
	h.t.Helper()
	n, err := codec.Encode(events.DeriveID(fmt.Sprint("erase", i)), events.ParticipantErased{ConferenceID: fmt.Sprint(i), ParticipantID: participant(i)}, events.Metadata{})
	if err == nil {
		_, err = h.shielded.Append(context.Background(), events.ConferenceStream(fmt.Sprint(i)), store.At(0), n)
	}
	if err == nil {
		err = h.ring.Destroy(context.Background(), participant(i))
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// names are those that the log gives, by participant.
func (h *house) names() map[string]string {
	h.t.Helper()
	all := map[string]string{}
	for from, end := events.Position(0), false; !end; {
		page, err := h.shielded.ReadAll(context.Background(), from, store.Forwards, store.Filter{}, store.MaxPage)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, e := range page.Events {
			rec, err := codec.Decode(e)
			if err != nil {
				h.t.Fatal(err)
			}
			if e, ok := rec.Event.(events.ParticipantJoined); ok {
				all[e.ParticipantID] = string(e.DisplayName)
			}
		}
		from, end = page.Next, page.End
	}
	return all
}

func (h *house) cursor() (position events.Position) {
	h.t.Helper()
	var n int64
	err := h.state.View(context.Background(), func(q sqldb.Querier) error {
		_, err := sqldb.Get(context.Background(), q, `SELECT position FROM cursors`, nil, &n)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return events.Position(n) //nolint:gosec // a position
}

func key(t testing.TB) *Key {
	t.Helper()
	k, err := NewKey(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return &k
}

// file makes a backup while nothing else goes on.
func (h *house) file() string {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), "parley.backup")
	_, _, err := ToFile(path, func(w io.Writer) error {
		_, err := h.source().Write(context.Background(), w, key(h.t))
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return path
}

func restore(t testing.TB, file, erasures string) (string, Restored) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "deep", "data")
	r, err := Restore(context.Background(), RestoreOptions{
		File: file, Data: dir, Passphrase: passphrase, Erasures: erasures, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir, r
}

// TestUnderLoad makes backups over HTTP while joins go on. Whatever the moment
// was: the log is a beginning of what there was, every name in it can be read,
// and no cursor stands behind its end.
func TestUnderLoad(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(50)
	server := httptest.NewServer(Handler(HandlerOptions{
		Source: h.source(), Allowed: func(*http.Request, bool) error { return nil }, Log: slog.New(slog.DiscardHandler),
	}))
	defer server.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		for ctx.Err() == nil {
			if err := h.join(context.WithoutCancel(ctx)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	var files []string
	for i := range 4 {
		path := filepath.Join(t.TempDir(), fmt.Sprint(i))
		m, size, err := ToFile(path, func(w io.Writer) error { return Fetch(ctx, server.Client(), server.URL+"/", "token", key(t), w) })
		if err != nil || m.Position == 0 || size == 0 || m.Version != "1.2.3" || !m.HasKeys() {
			t.Fatalf("%+v, %d bytes, %v", m, size, err)
		}
		files = append(files, path)
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	all := h.names()
	for i, file := range files {
		dir, r := restore(t, file, "")
		other := open(t, dir)
		names, cursor := other.names(), other.cursor()
		if len(names) != int(r.Manifest.Position) || len(names) < 50 || len(names) > len(all) { //nolint:gosec // one event each
			t.Errorf("backup %d: %d of %d names, log ends at %s", i, len(names), len(all), r.Manifest.Position)
		}
		for id, n := range names {
			if n == "" || n != all[id] {
				t.Errorf("backup %d: the name of %s is %q, was %q", i, id, n, all[id])
			}
		}
		if cursor == 0 || cursor > r.Manifest.Position {
			t.Errorf("backup %d: a cursor at %s, the log ends at %s", i, cursor, r.Manifest.Position)
		}
		if !bytes.Equal(other.ca.PEM(), h.ca.PEM()) {
			t.Errorf("backup %d: another authority", i)
		}
		other.n = h.n
		other.joins(3) // it goes on
		other.close()
	}
	if left, _ := filepath.Glob(filepath.Join(h.dir, tempPrefix+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A restored deployment does not know again who was erased, whether the erasure
// is in its log or on a list.
func TestErasuresSurvive(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(4)
	h.erase(0)
	before := h.file()
	h.erase(1)
	list := filepath.Join(t.TempDir(), "erasures")
	var lines []byte
	for from := events.Position(0); ; {
		page, err := h.shielded.ReadAll(t.Context(), from, store.Forwards, ErasuresFilter(), 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			rec, err := codec.Decode(e)
			if err != nil {
				t.Fatal(err)
			}
			line, ok := NewErasure(rec)
			raw, err := json.Marshal(line)
			if err != nil || !ok {
				t.Fatal(err, ok)
			}
			lines = append(append(lines, raw...), '\n')
		}
		if from = page.Next; page.End {
			break
		}
	}
	if err := os.WriteFile(list, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"": name(1), list: ""} {
		dir, _ := restore(t, before, file)
		names := open(t, dir).names()
		if names[participant(0)] != "" || names[participant(1)] != want || names[participant(2)] != name(2) {
			t.Errorf("with the list %q: %v, want %q", file, names, want)
		}
	}
	// The key was in the state, the intent in the log: a crash in between, then
	// a backup.
	n, err := codec.Encode(events.DeriveID("intent"), events.ParticipantErased{ConferenceID: "2", ParticipantID: participant(2)}, events.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.shielded.Append(t.Context(), events.ConferenceStream("2"), store.At(0), n); err != nil {
		t.Fatal(err)
	}
	dir, r := restore(t, h.file(), "")
	if names := open(t, dir).names(); r.Erased != 1 || names[participant(2)] != "" || names[participant(3)] != name(3) {
		t.Errorf("erased %d: %v", r.Erased, names)
	}
}

func files(t testing.TB, dir string) string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		list = append(list, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, "\n")
}

// forged makes a backup of other parts.
func forged(t testing.TB, m Manifest, contents ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	archive := tar.NewWriter(zipped)
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{manifestName}
	for _, o := range m.Members {
		names = append(names, o.Name)
	}
	for i, content := range append([]string{string(raw)}, contents...) {
		if err := archive.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: names[min(i, len(names)-1)], Size: int64(len(content)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), zipped.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What cannot be restored leaves no trace.
func TestRestoreRefuses(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(30)
	good, err := os.ReadFile(h.file())
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	member := func(name, content string) Member {
		return Member{Name: name, Size: int64(len(content)), SHA256: strings.Repeat("00", 32)}
	}
	for what, c := range map[string]struct {
		file                 []byte
		passphrase, erasures string
		want                 error
	}{
		"nothing":                 {file: nil, want: ErrNotBackup},
		"text":                    {file: []byte("once upon a time"), want: ErrNotBackup},
		"another archive":         {file: forged(t, Manifest{}), want: ErrNotBackup},
		"a newer form":            {file: forged(t, Manifest{Format: 2}), want: ErrNewerFormat},
		"half of it":              {file: good[:len(good)/2], want: ErrDamaged},
		"without its last bytes":  {file: good[:len(good)-4], want: ErrDamaged},
		"a bit":                   {file: flipped, want: ErrDamaged},
		"a strange member":        {file: forged(t, Manifest{Format: 1, Members: []Member{member("../x", "a")}}, "a"), want: ErrDamaged},
		"a member twice":          {file: forged(t, Manifest{Format: 1, Members: []Member{member(stateName, "a"), member(stateName, "a")}}, "a", "a"), want: ErrDamaged},
		"a wrong checksum":        {file: forged(t, Manifest{Format: 1, Members: []Member{member(stateName, "a")}}, "a"), want: ErrDamaged},
		"a member too few":        {file: forged(t, Manifest{Format: 1, Members: []Member{member(stateName, "a")}}), want: ErrDamaged},
		"a member too many":       {file: forged(t, Manifest{Format: 1}, "a"), want: ErrDamaged},
		"another passphrase":      {file: good, passphrase: passphrase + "s", want: ErrPassphrase},
		"no passphrase":           {file: good, passphrase: "-", want: ErrNeedsPassphrase},
		"a list that is none":     {file: good, erasures: "{}\n", want: errAny},
		"a list that is not JSON": {file: good, erasures: "x\n", want: errAny},
	} {
		dir := t.TempDir()
		outside := t.TempDir()
		o := RestoreOptions{File: filepath.Join(outside, "file"), Data: filepath.Join(dir, "data"), Passphrase: passphrase, Log: slog.New(slog.DiscardHandler)}
		if c.passphrase != "" {
			o.Passphrase = strings.TrimPrefix(c.passphrase, "-")
		}
		if err := os.WriteFile(o.File, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		if c.erasures != "" {
			o.Erasures = filepath.Join(outside, "list")
			if err := os.WriteFile(o.Erasures, []byte(c.erasures), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Restore(t.Context(), o)
		if err == nil || c.want != errAny && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
		if got := files(t, dir); got != dir {
			t.Errorf("%s: left behind %s", what, got)
		}
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "good")
	if err := os.WriteFile(file, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), RestoreOptions{File: file, Data: full, Passphrase: passphrase, Log: slog.New(slog.DiscardHandler)}); !errors.Is(err, ErrNotEmpty) {
		t.Error(err)
	}
	empty := t.TempDir() // is a place too
	if _, err := Restore(t.Context(), RestoreOptions{File: file, Data: empty, Passphrase: passphrase, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"keys/seal.key", "keys/ca", "log/events.db", "state.db"} {
		info, err := os.Stat(filepath.Join(empty, path))
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
}

var errAny = errors.New("any error")

// A backup of a position that its log does not have is refused though every
// checksum is right.
func TestManifestAndLogMustAgree(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(3)
	dir := t.TempDir()
	var m Manifest
	paths, err := prepared(t, h.source(), dir, &m)
	if err != nil {
		t.Fatal(err)
	}
	m.Position++
	var b bytes.Buffer
	if err := send(t.Context(), &b, m, paths); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "b")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	if _, err := Restore(t.Context(), RestoreOptions{File: file, Data: data, Log: slog.New(slog.DiscardHandler)}); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

// prepared is a backup without keys that was not sent yet.
func prepared(t *testing.T, s Source, dir string, m *Manifest) (map[string]string, error) {
	t.Helper()
	s.Now = time.Now
	m.Format = format
	paths, err := s.copies(t.Context(), dir, m, nil)
	for _, name := range []string{stateName, logName} {
		member, err := describe(name, paths[name])
		if err != nil {
			t.Fatal(err)
		}
		m.Members = append(m.Members, member)
	}
	return paths, err
}

func TestKeysAreNotInTheClear(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(1)
	f, err := os.Open(h.file())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(unzipped)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := os.ReadFile(filepath.Join(h.dir, "keys", "seal.key"))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{strings.TrimSpace(string(secret)), "PRIVATE KEY", name(0)} {
		if bytes.Contains(raw, []byte(text)) {
			t.Errorf("the backup has %q", text)
		}
	}
	if !bytes.Contains(raw, []byte("argon2id")) {
		t.Error("the backup has no keys at all")
	}
}

func TestToFileNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ToFile(path, func(io.Writer) error { return nil }); !errors.Is(err, os.ErrExist) {
		t.Error(err)
	}
	other := filepath.Join(filepath.Dir(path), "other")
	if _, _, err := ToFile(other, func(w io.Writer) error {
		_, err := w.Write([]byte("not a backup"))
		return err
	}); !errors.Is(err, ErrNotBackup) {
		t.Error(err)
	}
	if got := files(t, filepath.Dir(path)); strings.Count(got, "\n") != 1 {
		t.Errorf("left behind %s", got)
	}
}

func TestHandlerRefuses(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(1)
	inside, leave := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(Handler(HandlerOptions{
		Source: Source{Log: slow{h.log, inside, leave}, State: h.state, Keys: filepath.Join(h.dir, "keys"), Temp: h.dir},
		Log:    slog.New(slog.DiscardHandler),
		Allowed: func(r *http.Request, keys bool) error {
			switch token := r.Header.Get("Authorization"); {
			case token == "Bearer all", token == "Bearer some" && !keys:
				return nil
			case token == "Bearer some", token == "Bearer none":
				return fmt.Errorf("%w: system:write", ErrForbidden)
			case token == "Bearer broken":
				return errors.New("database on fire")
			}
			return ErrUnauthenticated
		},
	}))
	defer server.Close()
	bad := *key(t)
	bad.Derivation.MemoryKiB = 1 << 30
	for _, c := range []struct {
		token string
		key   *Key
		want  string
	}{
		{"nobody", nil, "401 UNAUTHENTICATED"},
		{"none", nil, "403 FORBIDDEN"},
		{"some", key(t), "403 FORBIDDEN"},
		{"broken", nil, "503 UNAVAILABLE"},
		{"all", &bad, "400 INVALID"},
	} {
		err := Fetch(t.Context(), server.Client(), server.URL, c.token, c.key, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "fire") {
			t.Errorf("%s: %v, want %s", c.token, err, c.want)
		}
	}
	first := make(chan error, 1)
	go func() { first <- Fetch(t.Context(), server.Client(), server.URL, "some", nil, io.Discard) }()
	<-inside
	if err := Fetch(t.Context(), server.Client(), server.URL, "all", nil, io.Discard); err == nil || !strings.Contains(err.Error(), "409 BUSY") {
		t.Error(err)
	}
	close(leave)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// slow is a log whose copy takes its time.
type slow struct {
	Log
	inside chan<- struct{}
	leave  <-chan struct{}
}

func (s slow) Snapshot(ctx context.Context, path string) (events.Position, error) {
	s.inside <- struct{}{}
	<-s.leave
	return s.Log.Snapshot(ctx, path)
}

func TestBox(t *testing.T) {
	k := Derivation{KDF: kdfName, Salt: make([]byte, saltSize), Passes: 1, MemoryKiB: 64, Threads: 1}.key(passphrase) // cheap
	box, err := closeBox(k, []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := openBox(passphrase, box); err != nil || string(plain) != "secret" {
		t.Fatalf("%q, %v", plain, err)
	}
	for i := range box {
		changed := bytes.Clone(box)
		changed[i] ^= 1
		if plain, err := openBox(passphrase, changed); err == nil {
			t.Errorf("byte %d changed: %q", i, plain)
		}
	}
	if _, err := NewKey("short"); !errors.Is(err, ErrWeak) {
		t.Error(err)
	}
	for _, d := range []Derivation{
		{},
		{KDF: kdfName, Salt: make([]byte, 16), Passes: 3, MemoryKiB: 1 << 31, Threads: 4},
		{KDF: kdfName, Salt: make([]byte, 16), Passes: 1 << 20, MemoryKiB: 1 << 10, Threads: 4},
		{KDF: kdfName, Salt: make([]byte, 16), Passes: 1, MemoryKiB: 1 << 10},
		{KDF: "none", Salt: make([]byte, 16), Passes: 1, MemoryKiB: 1 << 10, Threads: 1},
	} {
		if d.check() == nil {
			t.Errorf("%+v is taken", d)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(forged(f, Manifest{Format: 1}))
	f.Add(forged(f, Manifest{Format: 1, Members: []Member{{Name: stateName, Size: 1, SHA256: strings.Repeat("00", 32)}}}, "a"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Verify(bytes.NewReader(raw))
		if err == nil && m.Format != format {
			t.Errorf("%+v", m)
		}
	})
}
