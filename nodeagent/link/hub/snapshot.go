package hub

import (
	"context"
	"errors"
	"fmt"
	"time"
	"weak"

	"github.com/parley-video/parley/nodeagent/link"
)

// snapshotAge is how old a snapshot may be that a further link is given: deltas
// lead on from it, and a thousand nodes that connect at once share it.
const snapshotAge = 30 * time.Second

// snapshot is the whole configuration as messages.
type snapshot struct {
	position string
	frames   [][]byte
	made     time.Time
}

// snapshotCache shares the newest snapshot among the links that send it, and
// lets go of it when none does.
type snapshotCache struct {
	generation generation
	lock       chan struct{} // capacity 1; guards latest, and lets only one make a snapshot
	latest     weak.Pointer[snapshot]
}

// get gives a snapshot at another position than stale, which led nowhere.
func (c *snapshotCache) get(ctx context.Context, source Configs, stale string) (*snapshot, error) {
	select {
	case c.lock <- struct{}{}:
		defer func() { <-c.lock }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if s := c.latest.Value(); s != nil && s.position != stale && time.Since(s.made) < snapshotAge {
		return s, nil
	}
	call, cancel := context.WithTimeout(ctx, portTimeout)
	defer cancel()
	position, entities, err := source.Snapshot(call)
	if err != nil {
		return nil, fmt.Errorf("take snapshot: %w", err)
	}
	if position == "" {
		return nil, errors.New("take snapshot: no position")
	}
	frames, err := chunks(c.generation.wire(position), entities)
	if err != nil {
		return nil, fmt.Errorf("take snapshot %s: %w", position, err)
	}
	s := &snapshot{position: position, frames: frames, made: time.Now()}
	c.latest = weak.Make(s)
	return s, nil
}

// chunks cuts a snapshot into messages, at least one.
func chunks(position string, entities []link.Entity) ([][]byte, error) {
	var frames [][]byte
	for first := true; first || len(entities) > 0; first = false {
		n, size := 0, 0
		for n < len(entities) && (n == 0 || size+len(entities[n].Body) <= chunkSize) {
			size += len(entities[n].Body) + len(entities[n].ID) + 64
			n++
		}
		b, err := link.Encode(link.ConfigSnapshot{
			Position: position, First: first, Last: n == len(entities), Entities: entities[:n],
		})
		if err != nil {
			return nil, err
		}
		frames = append(frames, b)
		entities = entities[n:]
	}
	return frames, nil
}
