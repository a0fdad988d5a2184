package backup

import (
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
	return events.Position(n) // a position
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
		if len(names) != int(r.Manifest.Position) || len(names) < 50 || len(names) > len(all) { // one event each
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

// forged makes a backup of other parts.
// What cannot be restored leaves no trace.
var errAny = errors.New("any error")

// A backup of a position that its log does not have is refused though every
// checksum is right.
// prepared is a backup without keys that was not sent yet.
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

// slow is a log whose copy takes its time.
type slow struct {
	Log
	inside chan<- struct{}
	leave  <-chan struct{}
}
