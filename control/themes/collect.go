package themes

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// grace is how long a content stays after it was put there, whether or not it
// is part of a theme: far longer than any upload lasts from keeping the first
// file to the event, and longer than clocks of Management Nodes differ.
const grace = 24 * time.Hour

// collectEvery is how often contents are removed that no theme has.
const collectEvery = time.Hour

// Run removes contents that no theme has any more, until ctx ends. Any number of
// processes may do so at the same time.
func (t *Themes) Run(ctx context.Context) error {
	tick := time.NewTicker(collectEvery)
	defer tick.Stop()
	for {
		n, err := t.Collect(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			t.c.Log.Error("contents of themes that nothing uses were not removed; it is tried again",
				slog.Any("error", err), slog.Duration("in", collectEvery))
		case n > 0:
			t.c.Log.Info("removed contents that no theme has", slog.Int("contents", n))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Collect removes contents that no theme has and that nobody put there lately;
// it tells how many. What is a candidate is listed before the log is asked what
// is used, and is removed only if nobody has put it there again meanwhile: an
// upload that began before the question is younger than grace.
func (t *Themes) Collect(ctx context.Context) (removed int, err error) {
	before := t.c.Now().Add(-grace)
	for after := (mark{}); ; {
		list, err := t.contents.older(ctx, before, after)
		if err != nil {
			return removed, fmt.Errorf("collect contents of themes: %w", err)
		}
		if len(list) == 0 {
			return removed, nil
		}
		used, err := t.c.References.ThemeContents(ctx)
		if err != nil {
			return removed, fmt.Errorf("collect contents of themes: %w", err)
		}
		for _, m := range list {
			if used[m.digest] {
				continue
			}
			gone, err := t.contents.remove(ctx, m.digest, before)
			if err != nil {
				return removed, fmt.Errorf("collect contents of themes: %w", err)
			}
			if gone {
				removed++
			}
		}
		after = list[len(list)-1]
	}
}
