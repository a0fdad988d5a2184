package seal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/seal"
)

func sealer(t *testing.T, fill byte) *seal.Sealer {
	t.Helper()
	s, err := seal.New(bytes.Repeat([]byte{fill}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustSeal(t *testing.T, s *seal.Sealer, context, text string) events.Sealed {
	t.Helper()
	sealed, err := s.Seal(context, text)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestRoundTrip(t *testing.T) {
	s := sealer(t, 1)
	for _, text := range []string{"1", "1234#", strings.Repeat("é", 1000), "\x00"} {
		sealed := mustSeal(t, s, "room", text)
		if !strings.HasPrefix(string(sealed), "s1.") || strings.Contains(string(sealed), text) && len(text) > 2 {
			t.Errorf("sealed form %q", sealed)
		}
		if got, err := s.Open("room", sealed); err != nil || got != text {
			t.Errorf("opened %q, %v; want %q", got, err, text)
		}
	}
	if sealed := mustSeal(t, s, "room", ""); sealed != "" {
		t.Errorf("nothing is sealed as %q", sealed)
	}
	if got, err := s.Open("room", ""); err != nil || got != "" {
		t.Errorf("nothing opens as %q, %v", got, err)
	}
}

func TestEqualOnlyWithinAContext(t *testing.T) {
	s := sealer(t, 1)
	a := mustSeal(t, s, "room", "1234")
	if again := mustSeal(t, s, "room", "1234"); again != a {
		t.Error("equal secrets of one context differ")
	}
	for what, other := range map[string]events.Sealed{
		"another text":          mustSeal(t, s, "room", "1235"),
		"another context":       mustSeal(t, s, "room2", "1234"),
		"another key":           mustSeal(t, sealer(t, 2), "room", "1234"),
		"the border moved":      mustSeal(t, s, "room1", "234"),
		"the border moved back": mustSeal(t, s, "roo", "m1234"),
	} {
		if other == a || string(other)[:19] == string(a)[:19] { // 16 characters of base64 are the nonce
			t.Errorf("%s: the same sealed form or nonce", what)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	s := sealer(t, 1)
	sealed := mustSeal(t, s, "room", "1234")
	flipped := []byte(sealed)
	flipped[len(flipped)-3] ^= 1
	for _, c := range []struct {
		what    string
		with    *seal.Sealer
		context string
		sealed  events.Sealed
		want    error
	}{
		{"another key", sealer(t, 2), "room", sealed, seal.ErrKey},
		{"another context", s, "other", sealed, seal.ErrKey},
		{"a changed text", s, "room", events.Sealed(flipped), seal.ErrKey},
		{"plain text", s, "room", "1234", seal.ErrMalformed},
		{"another form", s, "room", "s2." + sealed[3:], seal.ErrMalformed},
		{"a short text", s, "room", "s1.AAAA", seal.ErrMalformed},
		{"no base64", s, "room", "s1.!!!", seal.ErrMalformed},
	} {
		if got, err := c.with.Open(c.context, c.sealed); !errors.Is(err, c.want) || got != "" {
			t.Errorf("%s: %q, %v; want %v", c.what, got, err, c.want)
		}
	}
}

func TestKeySize(t *testing.T) {
	if _, err := seal.New(make([]byte, 16)); err == nil {
		t.Error("a short key was taken")
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "seal.key")
	keys := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			var err error
			if keys[i], err = seal.LoadOrCreateKey(path); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, k := range keys {
		if len(k) != seal.KeySize || !bytes.Equal(k, keys[0]) {
			t.Fatalf("keys differ: %x and %x", k, keys[0])
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("files left behind: %v, %v", left, err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := seal.LoadOrCreateKey(path); !errors.Is(err, seal.ErrPermissions) {
			t.Errorf("mode %v: %v, want ErrPermissions", mode, err)
		}
	}
}

func TestDamagedKeyFile(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"empty": "", "short": "AAAA\n", "text": "not a key\n", "long": strings.Repeat("A", 200),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if key, err := seal.LoadOrCreateKey(path); err == nil {
			t.Errorf("%s: key %x", name, key)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != content {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if _, err := seal.LoadOrCreateKey(filepath.Join(dir, "missing", "key")); err == nil {
		t.Error("a key in a folder that does not exist")
	}
}

func FuzzOpen(f *testing.F) {
	s, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		f.Fatal(err)
	}
	sealed, err := s.Seal("c", "1234")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(sealed))
	f.Add("s1.")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		plain, err := s.Open("c", events.Sealed(text))
		if err != nil {
			return
		}
		if again, _ := s.Seal("c", plain); string(again) != text {
			t.Errorf("%q opens as %q, which is sealed as %q", text, plain, again)
		}
	})
}
