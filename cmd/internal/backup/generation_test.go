package backup

import (
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func generationIn(t *testing.T, dir string) string {
	t.Helper()
	db, err := sqldb.OpenSQLite(t.Context(), filepath.Join(dir, "state.db"), sqldb.SQLiteOptions{Durable: true, Shred: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	g, err := Generation(t.Context(), db)
	if err != nil || len(g) > maxGeneration {
		t.Fatal(g, err)
	}
	if again, err := Generation(t.Context(), db); err != nil || again != g { // the next start
		t.Error(again, err)
	}
	return g
}

// Every restore begins another generation, of the same backup too, and of a
// deployment that was restored before.
func TestARestoreBeginsAnotherGeneration(t *testing.T) {
	h := open(t, t.TempDir())
	h.joins(2)
	file := h.file()
	if g, err := Generation(t.Context(), h.state); err != nil || g != "" {
		t.Errorf("at first %q, %v", g, err)
	}
	one, _ := restore(t, file, "")
	two, _ := restore(t, file, "")
	three, _ := restore(t, open(t, one).file(), "")
	seen := map[string]bool{"": true}
	for _, dir := range []string{one, two, three} {
		g := generationIn(t, dir)
		if seen[g] {
			t.Errorf("%s: generation %q again", dir, g)
		}
		seen[g] = true
	}
}

// The statement of docs/operations.md is for whoever restores a database with
// its own tools; what it writes is the generation of every Management Node.
func TestGenerationOfADatabase(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		one, other := open(t), open(t)
		if g, err := Generation(t.Context(), one); err != nil || g != "" {
			t.Errorf("at first %q, %v", g, err)
		}
		for _, text := range []string{"a", "b"} {
			err := one.Update(t.Context(), func(tx sqldb.Tx) error {
				tx.Queue(t.Context(), `INSERT INTO parley_generation (one, value) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET value = excluded.value`, text)
				return tx.Flush(t.Context())
			})
			if err != nil {
				t.Fatal(err)
			}
			if g, err := Generation(t.Context(), other); err != nil || g != text {
				t.Errorf("%q, %v, want %q", g, err, text)
			}
		}
		if err := newGeneration(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		if g, err := Generation(t.Context(), other); err != nil || len(g) < 20 {
			t.Errorf("%q, %v", g, err)
		}
	})
}
