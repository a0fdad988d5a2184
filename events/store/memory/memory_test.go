package memory_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/events/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return memory.New() })
}
