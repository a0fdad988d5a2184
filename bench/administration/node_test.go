package administration

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/link"
)

// BenchmarkNode measures a node's copy of the configuration: how long looking an
// alias up takes, and what is allocated when it holds all rooms, just loaded
// from the disk and after a snapshot came.
func BenchmarkNode(b *testing.B) {
	n := rooms(b)
	path := filepath.Join(b.TempDir(), "config.db")
	before := heap()
	s := opened(b, path)
	for from := 0; from < n; from += chunk {
		if _, err := s.ApplySnapshot(b.Context(), snapshot(b, from, n)); err != nil {
			b.Fatal(err)
		}
	}
	received := heap() - before
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	s = nil
	before = heap()
	s = opened(b, path)
	loaded := heap() - before
	defer func() { _ = s.Close() }()
	i := 0
	for b.Loop() {
		i = (i + 7919) % n
		if found, ok := s.ServiceByAlias(fmt.Sprintf("ROOM.%d@Example.com", i)); !ok || found.ID == "" {
			b.Fatal("not found")
		}
	}
	b.ReportMetric(float64(received)/(1<<20), "received-MB")
	b.ReportMetric(float64(loaded)/(1<<20), "loaded-MB")
}

func opened(b *testing.B, path string) *config.Store {
	b.Helper()
	s, err := config.Open(path, "n-1")
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// heap is what is allocated after everything else was collected.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc) // far from overflowing
}

func snapshot(b *testing.B, from, n int) link.ConfigSnapshot {
	b.Helper()
	c := link.ConfigSnapshot{Position: "p1", First: from == 0, Last: from+chunk == n}
	for i := from; i < from+chunk; i++ {
		id := fmt.Sprintf("%08x-4eeb-5d20-be9c-d403be294712", i)
		e, err := link.NewEntity(link.KindService, id, link.Service{
			ID: id, Type: "conference", Name: fmt.Sprintf("Meeting room %d of department %d", i, i%97), Tag: fmt.Sprint("department ", i%97),
			Aliases:          []string{fmt.Sprintf("room.%d@example.com", i), fmt.Sprint(7_000_000 + i), fmt.Sprintf("team-%d", i)},
			GuestsCanPresent: true, ChatEnabled: true, ParticipantLimit: -1, CallType: "video", MaxQuality: "hd",
		})
		if err != nil {
			b.Fatal(err)
		}
		c.Entities = append(c.Entities, e)
	}
	return c
}
