package projections_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
)

// halfway applies what it is given and fails once all the same, as when rows
// are committed and what follows them is not.
type halfway struct {
	*recorder
	failed bool
}

func (h *halfway) Commit(ctx context.Context, b projections.Batch) ([]projections.Change, error) {
	changes, err := h.recorder.Commit(ctx, b)
	if err == nil && len(changes) > 0 && !h.failed {
		h.failed = true
		err = errors.New("the disk is full")
	}
	return changes, err
}

// Changes that are in the rows are announced, whatever comes after.
func TestChangesBesideAnErrorAreAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := projectiontest.NewLog(memory.New())
		h := &halfway{recorder: &recorder{name: "rows"}}
		var heard []string
		r := start(t, projections.Config{Store: log.Store, Handlers: []projections.Handler{h}, Committed: func(c projections.Committed) {
			for _, change := range c.Changes {
				heard = append(heard, change.ID)
			}
		}})
		must(t, r.WaitFor(t.Context(), "rows", add(t, log, "a")))
		must(t, r.WaitFor(t.Context(), "rows", add(t, log, "b")))
		synctest.Wait()
		if want := []string{"a", "b"}; !slices.Equal(heard, want) || !slices.Equal(h.got(), want) {
			t.Errorf("announced %v, applied %v, want %v", heard, h.got(), want)
		}
	})
}
