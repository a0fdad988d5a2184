package sqlite

import (
	"context"
	"log/slog"
	"testing"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/storetest"
)

// openIn opens a log and closes it with the test.
func openIn(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return openIn(t, t.TempDir()) })
}

// The contract holds with tiny bounds as well: a queue of one, one reader and
// caches that forget at once.
func TestContractSmall(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		s, err := Open(context.Background(), Options{
			Dir: t.TempDir(), Logger: slog.New(slog.DiscardHandler), Queue: 1, Readers: 1, CacheStreams: 2,
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
