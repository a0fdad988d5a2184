package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/domain/capacity"
)

// generatedTrace makes up a working day of a deployment: two offices with 40 HD
// calls each that overflow into six burst nodes, and meetings on the hour and
// the half.
func generatedTrace(seed uint64) replay.Trace {
	random := rand.New(rand.NewPCG(seed, 11)) // not a secret
	from := time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)
	t := replay.Trace{
		From: from, Until: from.Add(16 * time.Hour), ThresholdHD: 5, MinLifetimeMinutes: 50,
		Locations: []replay.Location{{ID: "office-1", Name: "Office 1", Overflow1: "cloud"}, {ID: "office-2", Name: "Office 2", Overflow1: "cloud"}, {ID: "cloud", Name: "Cloud"}},
	}
	for i := range 4 {
		t.Nodes = append(t.Nodes, replay.Node{ID: fmt.Sprintf("node-%d", i+1), Name: fmt.Sprintf("node-%d", i+1), Location: fmt.Sprintf("office-%d", i/2+1), Tokens: capacity.FromHD(20)})
	}
	for i := range 6 {
		t.Nodes = append(t.Nodes, replay.Node{ID: fmt.Sprintf("burst-%d", i+1), Name: fmt.Sprintf("burst-%d", i+1), Location: "cloud", Tokens: capacity.FromHD(16), Burst: true})
	}
	for slot := range 24 { // half hours from seven on
		busy := []int{1, 2, 5, 7, 8, 7, 6, 4, 2, 2, 4, 6, 8, 8, 7, 6, 5, 4, 2, 1, 1, 1, 0, 0}[slot]
		for m := range busy + random.IntN(3) {
			begin := from.Add(time.Hour + time.Duration(slot)*30*time.Minute)
			length := time.Duration(1+random.IntN(4)) * 15 * time.Minute
			for range 2 + random.IntN(8) {
				start := begin.Add(time.Duration(random.IntN(300)) * time.Second)
				t.Calls = append(t.Calls, replay.Call{
					Conference: fmt.Sprintf("meeting-%d-%d", slot, m), Location: fmt.Sprintf("office-%d", 1+random.IntN(2)),
					Start: start, End: begin.Add(length + time.Duration(random.IntN(120))*time.Second), Cost: capacity.HD, Reserve: capacity.HD,
				})
			}
		}
	}
	slices.SortStableFunc(t.Calls, func(a, b replay.Call) int { return a.Start.Compare(b.Start) })
	return t
}
