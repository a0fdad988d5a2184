package sfu

import "testing"

// Who is backstage is heard by all and seen by those who see backstage; the
// foremost are large, whoever talks.
func TestBackstage(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	host, gus, eve := newClient(t, "host", 'H', browser), newClient(t, "gus", 'G', browser), newClient(t, "eve", 'E', browser)
	onStage, backstage := all, all
	onStage.SeesBackstage, onStage.Foremost = true, true
	backstage.Backstage = true
	enter(room, rec, all, host, gus, eve)
	room.SetPolicy("host", onStage)
	room.SetPolicy("gus", backstage)
	room.SetPolicy("eve", backstage)
	eve.level.Store(20) // talks, and is in nobody's main but the host's

	eventually(t, "guests have the host only", func() bool {
		for n := 0; rec.holder("gus", "thumbnail", n) != "no such slot"; n++ {
			if rec.holder("gus", "thumbnail", n) != "" {
				return false
			}
		}
		return rec.holder("gus", "main", 0) == "host"
	})
	host.gets("3", 'E', 20)
	gus.gets("3", 'H', 20)
	eventually(t, "a guest hears the other", func() bool {
		return gus.count("0", 'E')+gus.count("1", 'E')+gus.count("2", 'E') > 20
	})
	before := gus.count("3", 'E') + gus.count("4", 'E')
	gus.gets("3", 'H', 60)
	if now := gus.count("3", 'E') + gus.count("4", 'E'); now != before {
		t.Errorf("a guest sees the other: %d packets", now-before)
	}

	seeing := backstage
	seeing.SeesBackstage = true
	room.SetPolicy("gus", seeing) // no host, say
	gus.gets("4", 'E', 20)
	if got := rec.holder("gus", "main", 0); got != "host" {
		t.Errorf("main is %q, want the foremost", got)
	}
}
