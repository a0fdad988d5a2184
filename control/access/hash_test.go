package access_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain"
)

var small = access.HashParams{MemoryKiB: 64, Passes: 1, Threads: 1}

func TestHash(t *testing.T) {
	h, err := access.NewHasher(small, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	a, errA := h.Hash(t.Context(), "correct horse")
	b, errB := h.Hash(t.Context(), "correct horse")
	if errA != nil || errB != nil || a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("hashes %q, %v and %q, %v", a, errA, b, errB)
	}
	for text, want := range map[string]bool{"correct horse": true, "correct horsf": false, "": false, strings.Repeat("x", 2000): false} {
		if ok, err := h.Verify(t.Context(), text, a); err != nil || ok != want {
			t.Errorf("%.20q: %v, %v", text, ok, err)
		}
	}
	// Hashes that were made with other parameters go on working.
	other, err := access.NewHasher(access.HashParams{MemoryKiB: 128, Passes: 2, Threads: 2}, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := other.Verify(t.Context(), "correct horse", a); err != nil || !ok {
		t.Errorf("other parameters: %v, %v", ok, err)
	}
	salt, sum := strings.Repeat("A", 22), strings.Repeat("A", 43)
	for _, bad := range []string{
		"", "x", "$argon2i$v=19$m=64,t=1,p=1$" + salt + "$" + sum, "$argon2id$v=18$m=64,t=1,p=1$" + salt + "$" + sum,
		"$argon2id$v=19$m=99999999,t=1,p=1$" + salt + "$" + sum, "$argon2id$v=19$m=64,t=0,p=1$" + salt + "$" + sum,
		"$argon2id$v=19$m=64,t=1,p=0$" + salt + "$" + sum, "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$AAAA",
		"$argon2id$v=19$m=64,t=1,p=1$!$" + sum, "$argon2id$v=19$m=64,t=999999,p=1$" + salt + "$" + sum,
	} {
		if _, err := h.Verify(t.Context(), "x", bad); !errors.Is(err, access.ErrMalformedHash) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A flood of sign-ins is refused instead of taking memory for each.
func TestHashingIsBounded(t *testing.T) {
	h, err := access.NewHasher(access.HashParams{MemoryKiB: 16 << 10, Passes: 8, Threads: 1}, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	errs := make([]error, 30)
	var start, all sync.WaitGroup
	start.Add(1)
	for i := range errs {
		all.Go(func() {
			start.Wait()
			_, errs[i] = h.Hash(t.Context(), "correct horse")
		})
	}
	start.Done()
	all.Wait()
	hashed, refused := 0, 0
	for _, err := range errs {
		switch {
		case err == nil:
			hashed++
		case domain.IsRefusal(err, domain.CodeRateLimited):
			refused++
		default:
			t.Error(err)
		}
	}
	if hashed < 3 || refused == 0 {
		t.Errorf("%d hashed, %d refused", hashed, refused)
	}
	if _, err := h.Hash(t.Context(), "x"); err != nil {
		t.Errorf("after the flood: %v", err)
	}
}

func TestHasherParameters(t *testing.T) {
	for _, p := range []access.HashParams{{}, {MemoryKiB: 64, Passes: 1}, {MemoryKiB: 4, Passes: 1, Threads: 1}, {MemoryKiB: 1 << 30, Passes: 1, Threads: 1}} {
		if _, err := access.NewHasher(p, 1, 1); err == nil {
			t.Errorf("%+v was taken", p)
		}
	}
	if _, err := access.NewHasher(access.DefaultHashParams(), 2, 16); err != nil {
		t.Error(err)
	}
}
