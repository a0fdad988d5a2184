// Package burstingbench measures how long a simulated day of bursting takes, and
// one look of the process manager at a large deployment.
package burstingbench

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/bursting/burstingtest"
	"github.com/parley-video/parley/domain/capacity"
)

// BenchmarkDay plays another day each time.
func BenchmarkDay(b *testing.B) {
	b.ReportAllocs()
	rounds := 0
	for i := 0; b.Loop(); i++ {
		out, err := burstingtest.Day(uint64(i + 1))
		if err != nil {
			b.Fatal(err)
		}
		rounds += out.Rounds
	}
	b.ReportMetric(float64(rounds)/float64(b.N), "looks/op")
}

// BenchmarkReact looks at 500 locations and 2,000 nodes, a quarter of them burst
// nodes.
func BenchmarkReact(b *testing.B) {
	b.ReportAllocs()
	obs := bursting.Observation{
		Now:      time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC),
		Settings: bursting.Settings{Enabled: true, ThresholdHD: 5, MinLifetime: 50 * time.Minute},
		Accounts: []bursting.Account{{ID: "a", Enabled: true, TagValue: "t", AskedAt: time.Date(2026, 11, 20, 11, 59, 0, 0, time.UTC)}},
	}
	for i := range 500 {
		id := fmt.Sprintf("l%03d", i)
		l := bursting.Location{ID: id, Name: id}
		if i%4 != 0 {
			l.Overflow1 = fmt.Sprintf("l%03d", i/4*4)
		}
		obs.Locations = append(obs.Locations, l)
		for k := range 4 {
			n := bursting.Node{ID: fmt.Sprintf("%s-%d", id, k), Name: fmt.Sprintf("%s-%d", id, k), Location: id, Address: fmt.Sprintf("10.%d.%d.%d", i/250, i%250, k+1), Capacity: capacity.FromHD(20), Used: capacity.FromHD(k)}
			if n.CloudBursting = i%4 == 0; n.CloudBursting {
				obs.Accounts[0].Machines = append(obs.Accounts[0].Machines, bursting.Machine{ID: "i-" + n.ID, Name: n.Name, TagValue: "t", State: bursting.MachineStopped, Addresses: []string{n.Address}})
			} else {
				n.Ready = true
			}
			obs.Nodes = append(obs.Nodes, n)
		}
	}
	for b.Loop() {
		if decisions, _ := bursting.React(bursting.Initial(), obs); len(decisions) != 0 {
			b.Fatal(decisions)
		}
	}
}
