package hub_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

type outcome struct {
	result link.CommandResult
	err    error
	took   time.Duration
}

func (r *rig) command(ctx context.Context, id string) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		began := time.Now()
		result, err := r.hub.Command(ctx, "a", link.Command{ID: id, Type: link.CommandLockConference, ConferenceID: "c", By: "ann"})
		done <- outcome{result, err, time.Since(began)}
	}()
	return done
}

func TestCommandIsAnswered(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		done := r.command(t.Context(), "")
		c := linktest.Hear[link.Command](t, p)
		if c.ID == "" || c.ConferenceID != "c" || c.By != "ann" {
			t.Errorf("command %+v", c)
		}
		want := link.CommandResult{ID: c.ID, Code: link.ResultUnknownConference, Message: "no such conference"}
		p.Say(link.CommandResult{ID: "of nobody"})
		p.Say(want)
		p.Say(want) // repeated: nobody waits any more
		if got := <-done; got.err != nil || got.result != want {
			t.Errorf("outcome %+v", got)
		}
		r.history("+a")
		p.Conn.Close()
	})
}

func TestCommandsWithOneIdShareAnAnswer(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		first, second := r.command(t.Context(), "x"), r.command(t.Context(), "x")
		linktest.Hear[link.Command](t, p)
		linktest.Hear[link.Command](t, p)
		p.Say(link.CommandResult{ID: "x"})
		for _, done := range []<-chan outcome{first, second} {
			if got := <-done; got.err != nil || got.result.ID != "x" {
				t.Errorf("outcome %+v", got)
			}
		}
		p.Conn.Close()
	})
}

func TestCommandFails(t *testing.T) {
	t.Run("no link", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			if got := <-r.command(t.Context(), "x"); !errors.Is(got.err, hub.ErrNotConnected) || got.took != 0 {
				t.Errorf("outcome %+v", got)
			}
		})
	})
	t.Run("no answer", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			p := r.welcomed("a")
			if got := <-r.command(t.Context(), "x"); !errors.Is(got.err, hub.ErrNoAnswer) || got.took != 5*time.Second {
				t.Errorf("outcome %+v", got)
			}
			linktest.Hear[link.Command](t, p)
			p.Say(link.CommandResult{ID: "x"}) // too late, which is no breach
			r.history("+a")
			p.Conn.Close()
		})
	})
	t.Run("caller gives up", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			r.welcomed("a")
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			got := <-r.command(ctx, "x")
			if !errors.Is(got.err, hub.ErrNoAnswer) || !errors.Is(got.err, context.DeadlineExceeded) || got.took != time.Second {
				t.Errorf("outcome %+v", got)
			}
		})
	})
	t.Run("link ends", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			r.welcomed("a")
			done := r.command(t.Context(), "x")
			synctest.Wait()
			r.net.Cut()
			if got := <-done; !errors.Is(got.err, hub.ErrNoAnswer) || got.took != 0 {
				t.Errorf("outcome %+v", got)
			}
		})
	})
	t.Run("too many", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			r.welcomed("a")
			ctx, cancel := context.WithCancel(t.Context())
			var all []<-chan outcome
			for range 400 {
				all = append(all, r.command(ctx, ""))
			}
			synctest.Wait()
			cancel()
			busy := 0
			for _, done := range all {
				if got := <-done; errors.Is(got.err, hub.ErrBusy) {
					busy++
				} else if !errors.Is(got.err, hub.ErrNoAnswer) {
					t.Errorf("outcome %+v", got)
				}
			}
			if busy < 400-256 {
				t.Errorf("only %d of 400 were turned away", busy)
			}
		})
	})
}
