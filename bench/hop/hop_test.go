package hop

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/parley-video/parley/bench/deployment"
	"github.com/parley-video/parley/internal/caller"
)

const (
	senders = 8
	// Of each: 25 pictures of 4 packets, and 50 packets of sound of whoever is loud.
	pictures, parts = 25, 4
)

// BenchmarkHop measures what a hop over a backplane costs. Eight cameras are on
// one node; somebody else on the same node and somebody on another one, in
// another location, take them all. Before that, both are on the first node.
func BenchmarkHop(b *testing.B) {
	d := deployment.Start(b)
	near, far := d.StartNode("near"), d.StartNode("far")
	for _, alias := range []string{"warm", "one", "two"} {
		d.Ask(`mutation($i: MeetingRoomCreateInput!) { meetingRoomCreate(input: $i) { userErrors { message } } }`,
			map[string]any{"i": map[string]any{"name": alias, "aliases": []any{map[string]any{"alias": alias}}, "maxQuality": "FULL_HD"}}, &struct{ MeetingRoomCreate any }{})
	}
	var one measured
	b.Run("one node", func(b *testing.B) { one = measure(b, "one", near, near, near, far) })
	b.Run("a hop", func(b *testing.B) {
		two := measure(b, "two", near, far, near, far)
		p50, p99 := two.there.at(50)-two.here.at(50), two.there.at(99)-two.here.at(99)
		b.ReportMetric(float64(p50), "µs-more-p50")
		b.ReportMetric(float64(p99), "µs-more-p99")
		b.ReportMetric(two.perPacket()-one.perPacket(), "µs-CPU-more/packet")
	})
}

// measured is what a phase showed. Delays are those of pictures and of sound.
type measured struct {
	cpu         time.Duration // of both nodes
	here, there delays
}

// perPacket is the processor time for each packet to the second receiver.
func (m measured) perPacket() float64 {
	return float64(m.cpu.Microseconds()) / float64(m.there.packets)
}

// delays are sorted, in microseconds.
type delays struct {
	all     []int
	packets int
}

func (d delays) at(percent int) int { return d.all[(len(d.all)-1)*percent/100] }

// measure has callers send to a receiver on the first node and one on a second,
// for b.N times 20 ms.
func measure(b *testing.B, alias string, first, second *deployment.Node, nodes ...*deployment.Node) (m measured) {
	var all []*caller.Caller
	defer func() {
		for _, c := range all {
			_ = c.Leave(context.Background()) // the conference ends with the nodes at the latest
		}
	}()
	join := func(n *deployment.Node, o caller.Options) *caller.Caller {
		o.Node, o.Alias, o.Face = n.URL, alias, len(all)
		o.Name = fmt.Sprintf("%s %d", alias, len(all))
		c := caller.New(o)
		await(b, "a place in "+alias, func() bool { return c.Join(b.Context()) == nil })
		all = append(all, c)
		return c
	}
	for range senders {
		join(first, caller.Options{Videos: 1, Pictures: pictures, Parts: parts}).Speak(true)
	}
	here := join(first, caller.Options{Videos: senders, NoCamera: true})
	there := join(second, caller.Options{Videos: senders, NoCamera: true})
	for _, c := range []*caller.Caller{here, there} {
		await(b, "all cameras", func() bool {
			seen := c.Report().Seen[caller.Camera]
			for face := range senders {
				if seen[face].Frames < 5 {
					return false
				}
			}
			return true
		})
	}
	for _, n := range nodes {
		m.cpu -= n.CPU()
	}
	here.Mark(true)
	there.Mark(true)
	timer := time.NewTimer(time.Duration(b.N) * 20 * time.Millisecond)
	defer timer.Stop()
	b.ResetTimer()
	<-timer.C
	b.StopTimer()
	for _, n := range nodes {
		m.cpu += n.CPU()
	}
	m.here, m.there = delaysOf(here), delaysOf(there)
	b.ReportMetric(float64(m.here.at(50)), "µs-here-p50")
	b.ReportMetric(float64(m.there.at(50)), "µs-there-p50")
	b.ReportMetric(float64(m.here.at(99)), "µs-here-p99")
	b.ReportMetric(float64(m.there.at(99)), "µs-there-p99")
	b.ReportMetric(m.perPacket(), "µs-CPU/packet")
	b.ReportMetric(float64(m.there.packets)/(float64(b.N)*0.02), "packets/s")
	return m
}

func delaysOf(c *caller.Caller) (d delays) {
	for kind, faces := range c.Report().Seen {
		for _, s := range faces {
			d.all = append(d.all, s.Delays...)
			if kind == caller.Camera {
				d.packets += s.Frames * parts
			} else {
				d.packets += s.Frames
			}
		}
	}
	slices.Sort(d.all)
	return d
}

func await(b *testing.B, what string, ok func() bool) {
	b.Helper()
	deadline := time.Now().Add(30 * time.Second)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			b.Fatal("never came: " + what)
		}
		<-tick.C
	}
}
