package backplane

import (
	"testing"
	"testing/synctest"
	"time"
)

func (p *pair) setFate(f func(from, to string, b []byte) []time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fate = f
}

func isRTP(b []byte) bool { return b[1] < 192 || b[1] > 223 }

func TestReorderedAndDoubledPacketsComeOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.setFate(func(string, string, []byte) []time.Duration {
			out := []time.Duration{p.delay + time.Duration(p.rand.IntN(9))*time.Millisecond}
			for p.rand.IntN(3) == 0 {
				out = append(out, p.delay+time.Duration(p.rand.IntN(400))*time.Millisecond)
			}
			return out
		})
		p.flow(2000, 4*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(0, p.next)
		got := p.sink.got()
		moved := false
		for i := 1; i < len(got); i++ {
			moved = moved || int16(got[i].Seq-got[i-1].Seq) < 0
		}
		if l := p.link(p.b); !moved || l.Received.Lost != 0 || l.Received.Packets != 2000 || p.b.b.Drops().Repeated < 500 {
			t.Errorf("received %+v, drops %+v", l.Received, p.b.b.Drops())
		}
	})
}

// The end of a picture is repaired before the next picture comes.
func TestTheLastPacketOfAPictureIsRepaired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(10, time.Millisecond, camera)
		p.partitionUDP(true)
		p.flow(3, time.Millisecond, camera)
		p.partitionUDP(false)
		time.Sleep(500 * time.Millisecond)
		p.gapless(0, 13)
	})
}

func (p *pair) partitionUDP(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut[[2]string{"a", "b"}] = on
}

func TestAnOutageOfASecondIsRepaired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(500, 5*time.Millisecond, camera)
		p.partitionUDP(true)
		p.flow(100, 5*time.Millisecond, camera)
		p.partitionUDP(false)
		p.flow(500, 5*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(0, p.next)
	})
}

// What is sent again is bounded, however much is asked for.
func TestRepairIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(500, 5*time.Millisecond, camera)
		var again, sent int
		seen := map[[2]byte]bool{}
		p.setFate(func(from, _ string, b []byte) []time.Duration {
			if from != "a" || !isRTP(b) {
				return []time.Duration{p.delay}
			}
			if seq := [2]byte{b[2], b[3]}; seen[seq] {
				again += len(b)
			} else {
				seen[seq] = true
				sent += len(b)
			}
			if p.rand.IntN(10) < 7 {
				return nil
			}
			return []time.Duration{p.delay}
		})
		p.flow(4000, 5*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.mu.Lock()
		defer p.mu.Unlock()
		if again > sent*6/10 {
			t.Errorf("%d octets were sent, and %d again", sent, again)
		}
		if again < sent/4 {
			t.Errorf("%d octets were sent, and only %d again; the test shows nothing", sent, again)
		}
	})
}

// A neighbour that asks for everything all the time gets what it may.
func TestRequestsWithoutNeedAreNotFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(400, 5*time.Millisecond, camera)
		count := 0
		p.setFate(func(from, _ string, b []byte) []time.Duration {
			if from == "a" && isRTP(b) {
				count++
			}
			return []time.Duration{p.delay}
		})
		n := p.b.neighbour("a")
		n.mu.Lock()
		ssrc := n.takes["c-1"].streams[camera].ssrc
		n.mu.Unlock()
		all := make([]uint16, 400)
		for i := range all {
			all[i] = uint16(i + 1)
		}
		for range 1000 {
			n.ask(ssrc, all)
			n.ask(ssrc+1, all)
			time.Sleep(time.Millisecond)
		}
		// A second of 1.6 Mbit/s has 100 kB that may be sent again, and what was
		// saved before.
		p.mu.Lock()
		defer p.mu.Unlock()
		if count > 250 {
			t.Errorf("%d packets were sent again in a second", count)
		}
		if got := len(p.sink.got()); got != 400 {
			t.Errorf("%d packets came, want 400", got)
		}
	})
}

// A packet that goes out again is the same, byte by byte: under one nonce there
// is never another plaintext.
func TestNoNonceIsUsedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		type nonce struct{ ssrc, seq, mki string }
		seen := map[nonce]string{}
		again := 0
		p.setFate(func(from, _ string, b []byte) []time.Duration {
			at := nonce{ssrc: string(b[8:12]), seq: string(b[2:4]), mki: string(b[len(b)-4:])}
			if !isRTP(b) {
				at = nonce{ssrc: string(b[4:8]), seq: string(b[len(b)-8 : len(b)-4]), mki: string(b[len(b)-4:])}
			}
			at.ssrc = from + at.ssrc
			if old, ok := seen[at]; ok {
				again++
				if old != string(b) {
					t.Errorf("two datagrams under one nonce")
				}
			}
			seen[at] = string(b)
			if p.rand.IntN(5) == 0 {
				return nil
			}
			return []time.Duration{p.delay}
		})
		// The source itself repeats its numbers, with other content.
		for round := range 10 {
			p.take(camera)
			time.Sleep(500 * time.Millisecond)
			for n := range 300 {
				if s := p.a.router.source("b", "c-1", camera); s != nil {
					out := packet(n%50, 300)
					out.Payload[200] = byte(n)
					s.RTP(out)
				}
				time.Sleep(2 * time.Millisecond)
			}
			switch round % 3 {
			case 0:
				p.take()
				time.Sleep(300 * time.Millisecond)
			case 1:
				if n := p.a.neighbour("b"); p.a.sendMKI("b") != 0 {
					worn(n)
				}
			case 2:
				p.b.kill()
				p.b.start(newFakeRouter())
			}
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if again < 100 {
			t.Errorf("%d packets went out again; the test shows nothing", again)
		}
	})
}

func TestOversizeIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		largest := 0
		p.setFate(func(_, _ string, b []byte) []time.Duration {
			largest = max(largest, len(b))
			return []time.Duration{p.delay}
		})
		p.begin(camera)
		s := p.a.router.source("b", "c-1", camera)
		for size := p.a.b.MaxPayload() - 3; size < p.a.b.MaxPayload()+4; size++ {
			s.RTP(packet(size, size))
		}
		s.RTP(packet(1, 100_000))
		time.Sleep(time.Second)
		if got := len(p.sink.got()); got != 4 {
			t.Errorf("%d packets came, want 4", got)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if largest != 1500-ipUDP || p.a.b.Drops().Unsent != 4 {
			t.Errorf("the largest datagram had %d bytes; drops %+v", largest, p.a.b.Drops())
		}
	})
}
