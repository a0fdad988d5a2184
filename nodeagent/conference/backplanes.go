package conference

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/link"
)

const (
	// backplaneTick is how often it is looked which backplanes carry something.
	backplaneTick = time.Second
	// backplaneQuiet is how long one carries nothing before it is over: a speaker
	// who falls silent does not end it.
	backplaneQuiet = 5 * time.Second
)

// Why a backplane is closed, as the fact says.
const (
	backplaneUnused   = "unused"
	backplaneNodeLost = "node-lost"
	backplaneEnded    = "conference-ended"
)

// backplanes tells when streams of a conference begin and cease to flow between
// this node and another. Of two nodes the one whose id comes first does.
type backplanes struct {
	reg   *Registry
	links func() []backplane.Link

	mu   sync.Mutex // guards open
	open map[backplaneKey]*openBackplane
}

type backplaneKey struct{ conferenceID, neighbour string }

type openBackplane struct {
	id   string
	last backplane.Link
	seen time.Time
}

// run looks until the registry stops.
func (b *backplanes) run(stopped <-chan struct{}) {
	tick := time.NewTicker(backplaneTick)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			b.look(time.Now())
		case <-stopped:
			b.end(time.Now(), backplaneEnded, func(backplaneKey) bool { return true })
			return
		}
	}
}

func (b *backplanes) look(now time.Time) {
	self := b.reg.self()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.links() {
		if l.Neighbour < self || l.Sent.Streams+l.Received.Streams == 0 || !b.reg.live(l.Neighbour) {
			continue
		}
		key := backplaneKey{l.ConferenceID, l.Neighbour}
		is, known := b.open[key]
		if !known {
			if _, here := b.reg.station(l.ConferenceID); !here {
				continue // it is over, and only the streams do not know it yet
			}
			is = &openBackplane{id: uuid.NewString()}
			b.open[key] = is
			b.reg.recorder.record(now, Fact{Type: link.FactBackplaneOpened, Data: link.BackplaneOpened{
				ConferenceID: l.ConferenceID, BackplaneID: is.id, NodeID: l.Neighbour, Kind: b.kind(l.Neighbour),
			}})
		}
		is.last, is.seen = l, now
	}
	for _, key := range b.keys() {
		switch is := b.open[key]; {
		case !b.reg.live(key.neighbour):
			b.close(now, key, backplaneNodeLost)
		case now.Sub(is.seen) >= backplaneQuiet:
			b.close(now, key, backplaneUnused)
		}
	}
}

// kind is whether a backplane stays within a location.
func (b *backplanes) kind(neighbour string) string {
	self, _ := b.reg.config.Self()
	if m, known := b.reg.member(neighbour); known && m.LocationID == self.LocationID {
		return "local"
	}
	return "geo"
}

// keys are the open ones, in a fixed order. It runs with mu held.
func (b *backplanes) keys() []backplaneKey {
	keys := make([]backplaneKey, 0, len(b.open))
	for key := range b.open {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(x, y backplaneKey) int {
		return cmp.Or(cmp.Compare(x.conferenceID, y.conferenceID), cmp.Compare(x.neighbour, y.neighbour))
	})
	return keys
}

// over closes those of a conference that this node is about to release.
func (b *backplanes) over(now time.Time, conferenceID string) {
	b.end(now, backplaneEnded, func(k backplaneKey) bool { return k.conferenceID == conferenceID })
}

func (b *backplanes) end(now time.Time, why string, which func(backplaneKey) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range b.keys() {
		if which(key) {
			b.close(now, key, why)
		}
	}
}

// close runs with mu held.
func (b *backplanes) close(now time.Time, key backplaneKey, why string) {
	is := b.open[key]
	delete(b.open, key)
	sent, received := is.last.Sent, is.last.Received
	b.reg.recorder.record(now, Fact{Type: link.FactBackplaneClosed, Data: link.BackplaneClosed{
		ConferenceID: key.conferenceID, BackplaneID: is.id, Reason: why,
		Packets: sent.Packets + received.Packets, Octets: sent.Octets + received.Octets,
		Lost: sent.Lost + received.Lost, Repaired: sent.Repaired + received.Repaired, LossPercent: lossPercent(sent, received),
	}})
}

// lossPercent is over the whole time and both directions, before repair.
func lossPercent(sent, received backplane.Flow) float64 {
	lost, packets := sent.Lost+received.Lost, sent.Packets+received.Packets
	if packets == 0 {
		return 0
	}
	return min(100, float64(lost)*100/float64(packets))
}

// gauges are those that are open, for the node's report.
func (b *backplanes) gauges() []link.BackplaneGauge {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []link.BackplaneGauge
	for _, key := range b.keys() {
		is := b.open[key]
		out = append(out, link.BackplaneGauge{
			ID: is.id, ConferenceID: key.conferenceID, NodeID: key.neighbour,
			SentBitrate: is.last.Sent.Bitrate, Bitrate: is.last.Received.Bitrate,
			LossPercent: max(is.last.Received.LossPercent, is.last.Sent.LossPercent), // the other node tells nothing of its own
			RTTMicros:   is.last.RTT.Microseconds(),
		})
	}
	return out
}
