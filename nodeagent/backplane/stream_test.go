package backplane

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	camera = StreamID{ParticipantID: "p-1", Purpose: Camera, Layer: "h"}
	voice  = StreamID{ParticipantID: "p-1", Purpose: Microphone}
)

// packet is the nth of a stream; no two have the same content.
func packet(n int, size int) *Packet {
	p := &Packet{Codec: CodecVP8, Marker: n%3 == 0, Seq: uint16(65000 + n), TS: uint32(n) * 3000, Payload: make([]byte, size)}
	copy(p.Payload, fmt.Sprintf("packet %d", n))
	return p
}

// pair is node b taking a stream of node a.
type pair struct {
	*world
	a, b *host
	sink *fakeSink
	next int
}

// newPair is two nodes until the test ends.
func newPair(t *testing.T) *pair {
	w := newWorld(t)
	p := &pair{world: w, a: w.node("a"), b: w.node("b"), sink: &fakeSink{}}
	p.a.router.add(camera, voice)
	t.Cleanup(p.close)
	return p
}

// deafen has no request of a's reach b, or has them reach it again.
func (p *pair) deafen(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mute[[2]string{"a", "b"}] = on
}

// begin takes streams and gives the nodes the time that they need for keys.
func (p *pair) begin(ids ...StreamID) {
	p.take(ids...)
	time.Sleep(time.Second)
}

func (p *pair) take(ids ...StreamID) {
	var wants []Want
	for _, id := range ids {
		wants = append(wants, Want{StreamID: id, Sink: p.sink})
	}
	p.b.b.Take("a", "c-1", wants)
}

// flow sends n packets, one each step, and says how many had no source.
func (p *pair) flow(n int, step time.Duration, id StreamID) (unsent int) {
	for range n {
		if s := p.a.router.source("b", "c-1", id); s != nil {
			size := 1000
			if id.Purpose == Microphone {
				size = 120
			}
			s.RTP(packet(p.next, size))
		} else {
			unsent++
		}
		p.next++
		time.Sleep(step)
	}
	return unsent
}

func (p *pair) link(h *host) Link {
	p.t.Helper()
	links := h.b.Links()
	if len(links) != 1 {
		p.t.Fatalf("%d links, want 1", len(links))
	}
	return links[0]
}

func TestAStreamArrivesAsItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.take(camera, voice)
		time.Sleep(time.Second)
		out := p.a.router.source("b", "c-1", camera)
		if out == nil {
			t.Fatal("the stream is not attached a second after it was asked for")
		}
		var want []Packet
		// Beyond a wrap of the sequence numbers on the wire.
		for n := range 70_000 {
			sent := packet(n, 20+n%1380)
			sent.Codec = Codec(1 + n%4)
			if n%1000 == 0 {
				want = append(want, *sent)
			}
			out.RTP(sent)
			time.Sleep(100 * time.Microsecond)
		}
		out.Clock(1<<40, 77)
		time.Sleep(time.Second)
		got := p.sink.got()
		if len(got) != 70_000 {
			t.Fatalf("%d packets came, want 70000; drops %+v", len(got), p.b.b.Drops())
		}
		var some []Packet
		for n := 0; n < len(got); n += 1000 {
			some = append(some, got[n])
		}
		if diff := cmp.Diff(want, some); diff != "" {
			t.Fatal(diff)
		}
		if p.sink.clocks[0] != [2]uint64{1 << 40, 77} {
			t.Errorf("clock %v", p.sink.clocks)
		}
		sent, received := p.link(p.a), p.link(p.b)
		if sent.Sent.Packets != 70_000 || received.Received.Packets != 70_000 || sent.Sent.Octets != received.Received.Octets {
			t.Errorf("sent %+v, received %+v", sent.Sent, received.Received)
		}
		if sent.RTT < 45*time.Millisecond || sent.RTT > 60*time.Millisecond {
			t.Errorf("round trip %v, want 50 ms", sent.RTT)
		}
		p.b.b.Take("a", "c-1", nil)
		time.Sleep(time.Second)
		if len(p.a.b.Links())+len(p.b.b.Links()) != 0 {
			t.Error("there are links still")
		}
		if _, _, open := p.a.router.counts(); open != 0 {
			t.Errorf("%d streams are attached still", open)
		}
		p.a.router.check(t)
	})
}

func TestLossIsRepairedAndReported(t *testing.T) {
	for _, id := range []StreamID{camera, voice} {
		t.Run(fmt.Sprint(id.Purpose), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPair(t)
				p.take(id)
				time.Sleep(time.Second)
				p.mu.Lock()
				p.fate = func(string, string, []byte) []time.Duration {
					if p.rand.Float64() < 0.2 {
						return nil
					}
					return []time.Duration{p.delay}
				}
				p.mu.Unlock()
				const n = 8000
				step := 4 * time.Millisecond
				if id.Purpose == Microphone {
					step = 20 * time.Millisecond
				}
				p.flow(n, step, id)
				time.Sleep(2 * time.Second) // for what is repaired last
				p.setFate(nil)
				time.Sleep(time.Second) // for the reports of it
				received, sent := p.link(p.b), p.link(p.a)
				seqs := p.sink.seqs()
				left := n - len(seqs)
				t.Logf("left %d of %d; received %+v; sent %+v; drops %+v", left, n, received.Received, sent.Sent, p.b.b.Drops())
				if left*200 > n {
					t.Errorf("%d of %d packets are missing, want less than 0.5 %%", left, n)
				}
				if a, b := sent.Sent, received.Received; a.Lost != b.Lost || a.Repaired != b.Repaired {
					t.Errorf("the sender knows of %d lost and %d repaired, the receiver of %d and %d", a.Lost, a.Repaired, b.Lost, b.Repaired)
				}
				for seq, times := range seqs {
					if times > 1 {
						t.Fatalf("packet %d came %d times", seq, times)
					}
				}
				for _, f := range []Flow{received.Received, sent.Sent} {
					if f.LossPercent < 17 || f.LossPercent > 23 {
						t.Errorf("loss is reported as %v %%, want 20", f.LossPercent)
					}
					if f.Lost < n*17/100 || f.Lost > n*23/100 || f.Repaired < f.Lost*95/100 {
						t.Errorf("lost %d, repaired %d of %d", f.Lost, f.Repaired, n)
					}
				}
			})
		})
	}
}
