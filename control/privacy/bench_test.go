package privacy

import (
	"context"
	"fmt"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// BenchmarkReplay reads a log of which one event in twenty is a join, once as it
// is stored and once opened, by pages and event by event. Every round begins
// with no key in memory.
func BenchmarkReplay(b *testing.B) {
	const n = 100_000
	db := sqldbtest.SQLite(b, b.TempDir()+"/state.db")
	r := newRig(b, db, memory.New(), KeyringOptions{})
	for i := 0; i < n; i += 200 {
		var batch []store.NewEvent
		for j := i; j < i+200; j++ {
			if j%20 == 0 {
				batch = append(batch, encode(b, join(events.DeriveID(fmt.Sprint(j)).String(), fmt.Sprint("Participant ", j))))
			} else {
				batch = append(batch, encode(b, events.ParticipantMuted{ConferenceID: "c", ParticipantID: fmt.Sprint(j), By: "host"}))
			}
		}
		if _, err := r.Store.Append(context.Background(), fmt.Sprint("conference-", i), store.NoStream(), batch...); err != nil {
			b.Fatal(err)
		}
	}
	pages := func(b *testing.B, s store.Store) {
		for from, end := events.Position(0), false; !end; {
			page, err := s.ReadAll(context.Background(), from, store.Forwards, store.Filter{}, store.MaxPage)
			if err != nil {
				b.Fatal(err)
			}
			from, end = page.Next, page.End
		}
	}
	single := func(b *testing.B, s store.Store) {
		sub, err := s.Subscribe(context.Background(), 0, store.Filter{})
		if err != nil {
			b.Fatal(err)
		}
		defer sub.Close()
		for read := 0; read < n; {
			m, err := sub.Next(context.Background())
			if err != nil {
				b.Fatal(err)
			}
			if _, ok := m.(store.Event); ok {
				read++
			}
		}
	}
	for name, read := range map[string]func(*testing.B, store.Store){"pages": pages, "events": single} {
		b.Run(name+"/stored", func(b *testing.B) {
			for b.Loop() {
				read(b, r.Unwrap())
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
		})
		b.Run(name+"/opened", func(b *testing.B) {
			for b.Loop() {
				r.ring.cache.clear()
				read(b, r.Store)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
	if r.Unreadable() != 0 {
		b.Fatal(r.logged)
	}
}
