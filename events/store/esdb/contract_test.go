package esdb

import (
	"context"
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/events/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func sqliteLog(t testing.TB) *sqlite.Store {
	t.Helper()
	log, err := sqlite.Open(context.Background(), sqlite.Options{Dir: t.TempDir(), Logger: discard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := log.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return log
}

// The contract holds over the wire, with the embedded log behind it.
func TestContract(t *testing.T) {
	storetest.RunWith(t, storetest.Options{RepeatsUntold: true}, func(t *testing.T) store.Store {
		s, err := Open(patient(t), Options{ConnectionString: insecureAt(serve(t, sqliteLog(t), nil).address), Logger: discard})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
