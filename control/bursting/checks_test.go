package bursting

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// One account is checked by one at a time, others meanwhile; who waits may go.
func TestOneCheckForEachAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c checks
		first, err := c.wait(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		other, err := c.wait(t.Context(), "b")
		if err != nil {
			t.Fatal(err)
		}
		other()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := c.wait(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		got := make(chan struct{})
		go func() {
			defer close(got)
			done, err := c.wait(t.Context(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			done()
		}()
		synctest.Wait()
		select {
		case <-got:
			t.Error("two at once")
		default:
		}
		first()
		<-got
	})
}
