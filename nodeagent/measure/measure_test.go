package measure

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/domain/capacity"
)

func TestCapacityIsMeasuredOnce(t *testing.T) {
	dir := t.TempDir()
	first, err := Capacity(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if first < minHD*capacity.HD || first > maxHD*capacity.HD || first%capacity.HD != 0 {
		t.Fatalf("capacity %d tokens is no number of HD calls from %d to %d", first, minHD, maxHD)
	}
	before, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Capacity(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	if second != first || string(after) != string(before) {
		t.Errorf("measured again: %d tokens, then %d", first, second)
	}
}

func TestAnotherMachineIsMeasuredAgain(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte(`{"cores":-1,"hd":499}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Capacity(t.Context(), dir); err != nil || got == 499*capacity.HD {
		t.Errorf("got %d, %v: want a measurement of this machine", got, err)
	}
}

func TestDamagedFileIsNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte(`{"hd":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Capacity(t.Context(), dir); !errors.Is(err, ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
}

func TestFormula(t *testing.T) {
	for _, c := range []struct {
		rate float64
		want int
	}{
		{0, minHD},
		{overhead * packetsPerHD * 10, 10},
		{overhead * packetsPerHD * 10.9, 10},
		{1e12, maxHD},
	} {
		if got := hd(c.rate); got != c.want {
			t.Errorf("hd(%g) = %d, want %d", c.rate, got, c.want)
		}
	}
}
