package management

import (
	"context"
	"time"

	"github.com/parley-video/parley/events/store/sqlite"
)

// scavengeEvery is how often what integrations gave up is removed from the
// log: see docs/operations.md.
const scavengeEvery = 24 * time.Hour

// scavenger is a log that can remove what its streams' metadata hides. A server
// does so by itself.
type scavenger interface {
	Scavenge(ctx context.Context, o sqlite.ScavengeOptions) (sqlite.Scavenged, error)
}

// scavenge looks once a day.
func (m *Management) scavenge(ctx context.Context) error {
	log, ok := m.log.(scavenger)
	if !ok {
		return nil
	}
	tick := time.NewTicker(scavengeEvery)
	defer tick.Stop()
	for {
		done, err := log.Scavenge(ctx, sqlite.ScavengeOptions{})
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			m.o.Log.Error("scavenging the event log failed; it is tried again", "error", err, "in", scavengeEvery)
		case done.Events > 0:
			m.o.Log.Info("scavenged the event log", "events", done.Events, "bytes", done.Bytes, "oldest", done.Oldest.String())
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
