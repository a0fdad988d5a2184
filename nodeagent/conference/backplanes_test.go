package conference

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/link"
)

// trunk is what carries streams, as a test says.
type trunk struct {
	mu    sync.Mutex
	links []backplane.Link
}

func (b *trunk) set(links ...backplane.Link) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.links = links
}

func (b *trunk) Links() []backplane.Link {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.links
}

func TestBackplanesAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		var lines trunk
		c.links = lines.Links
		n1 := c.start("n1", "oslo")
		c.links = nil
		c.start("n0", "oslo")
		c.start("n2", "oslo")
		c.start("n3", "bern")
		ada := n1.enter("Ada")
		id := ada.station.conferenceID()
		to := func(node string, packets uint64) backplane.Link {
			return backplane.Link{
				ConferenceID: id, Neighbour: node, RTT: 2 * time.Millisecond,
				Sent:     backplane.Flow{Streams: 1, Packets: packets, Octets: 10 * packets, Lost: 3, Repaired: 2, Bitrate: 1000},
				Received: backplane.Flow{Streams: 1, Packets: packets, Octets: 10 * packets, Bitrate: 500, LossPercent: 1.5},
			}
		}
		lines.set(to("n0", 100), to("n2", 100), to("n3", 100), backplane.Link{ConferenceID: "strange", Neighbour: "n2", Sent: backplane.Flow{Streams: 1}})
		time.Sleep(3 * time.Second)
		synctest.Wait()
		gauges := n1.reg.Backplanes()
		if len(gauges) != 2 || gauges[0].NodeID != "n2" || gauges[0].SentBitrate != 1000 || gauges[0].Bitrate != 500 || gauges[0].RTTMicros != 2000 || gauges[0].LossPercent != 1.5 {
			t.Errorf("gauges %+v", gauges)
		}
		worse := to("n2", 110)
		worse.Sent.LossPercent = 20
		lines.set(worse, to("n3", 110))
		time.Sleep(time.Second)
		synctest.Wait()
		if got := n1.reg.Backplanes()[0].LossPercent; got != 20 {
			t.Errorf("the loss is %v, want that of the worse direction", got)
		}
		lines.set(to("n2", 150), to("n3", 200))
		time.Sleep(2 * time.Second)
		synctest.Wait()
		lines.set(to("n3", 300)) // n2: silent for a moment, then for good
		time.Sleep(3 * time.Second)
		synctest.Wait()
		lines.set(to("n2", 160), to("n3", 300))
		time.Sleep(2 * time.Second)
		synctest.Wait()
		lines.set(to("n3", 300))
		time.Sleep(10 * time.Second)
		synctest.Wait()
		c.kill("n3")
		time.Sleep(4 * time.Second)
		synctest.Wait()
		lines.set(to("n2", 400))
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if err := ada.Do(context.Background(), Leave{ada.ParticipantID()}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		var told []string
		ids := map[string]string{}
		for _, f := range n1.outbox.facts {
			switch d := f.Data.(type) {
			case link.BackplaneOpened:
				ids[d.BackplaneID] = d.NodeID
				told = append(told, fmt.Sprint("+", d.NodeID, " ", d.Kind))
			case link.BackplaneClosed:
				told = append(told, fmt.Sprintf("-%s %s %d %d %d/%d %.1f%%", ids[d.BackplaneID], d.Reason, d.Packets, d.Octets, d.Repaired, d.Lost, d.LossPercent))
			case link.ConferenceEnded:
				told = append(told, "end")
			}
		}
		if diff := cmp.Diff([]string{
			"+n2 local", "+n3 geo", "-n2 unused 320 3200 2/3 0.9%", "-n3 node-lost 600 6000 2/3 0.5%",
			"+n2 local", "-n2 conference-ended 800 8000 2/3 0.4%", "end",
		}, told); diff != "" {
			t.Error(diff)
		}
		c.end()
	})
}
