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
	"testing"
	"time"

	"github.com/parley-video/parley/events"
)

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
		if err == nil || !errors.Is(c.want, errAny) && !errors.Is(err, c.want) {
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
