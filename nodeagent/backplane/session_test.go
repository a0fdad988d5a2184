package backplane

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// gapless fails unless every packet of [from, to) came, once.
func (p *pair) gapless(from, to int) {
	p.t.Helper()
	seqs := p.sink.seqs()
	for n := from; n < to; n++ {
		if times := seqs[packet(n, 100).Seq]; times != 1 {
			p.t.Fatalf("packet %d came %d times; drops at b %+v, at a %+v", n, times, p.b.b.Drops(), p.a.b.Drops())
		}
	}
}

func (h *host) neighbour(id string) *neighbour {
	h.b.mu.Lock()
	defer h.b.mu.Unlock()
	return h.b.neighbours[id]
}

func (h *host) sendMKI(to string) uint32 {
	if k := h.neighbour(to).out.currentKey(); k != nil {
		return k.MKI
	}
	return 0
}

func TestKeysChangeWithoutLoss(t *testing.T) {
	tests := map[string]func(p *pair){
		"after an hour":       func(*pair) {},
		"after many packets":  func(p *pair) { worn(p.a.neighbour("b")) },
		"when the node boots": func(p *pair) { p.mu.Lock(); p.b.boot++; p.mu.Unlock() },
	}
	for name, cause := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPair(t)
				p.begin(camera)
				before := p.a.sendMKI("b")
				if name == "after an hour" {
					time.Sleep(time.Hour - 3*time.Second)
				} else {
					p.flow(100, 10*time.Millisecond, camera)
				}
				// Packets are under way when the key changes, and some come late.
				p.mu.Lock()
				p.fate = func(string, string, []byte) []time.Duration {
					return []time.Duration{p.delay + time.Duration(p.rand.IntN(40))*time.Millisecond}
				}
				p.mu.Unlock()
				cause(p)
				p.flow(1000, 5*time.Millisecond, camera)
				time.Sleep(time.Second)
				if after := p.a.sendMKI("b"); after == before {
					t.Error("the key is the same still")
				}
				p.gapless(0, p.next)
				if got := len(*p.b.neighbour("a").keys.Load()); got != 2 {
					t.Errorf("%d keys are kept, want the old and the new", got)
				}
				time.Sleep(oldKeyTime + 2*time.Second)
				if got := len(*p.b.neighbour("a").keys.Load()); got != 1 {
					t.Errorf("%d keys are kept after a minute, want 1", got)
				}
				if d := p.b.b.Drops(); d.UnknownKey != 0 || d.Forged != 0 {
					t.Errorf("drops %+v", d)
				}
			})
		})
	}
}

func worn(n *neighbour) {
	n.out.mu.Lock()
	defer n.out.mu.Unlock()
	n.out.key.used = keyPackets
}

func TestAKeyIsNotUsedBeforeTheOtherSideHasIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.deafen(true)
		before := p.a.sendMKI("b")
		worn(p.a.neighbour("b"))
		p.flow(600, 10*time.Millisecond, camera)
		if p.a.sendMKI("b") != before {
			t.Error("the key was changed although b cannot know the new one")
		}
		p.gapless(0, p.next-10)
		p.deafen(false)
		p.flow(300, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		if p.a.sendMKI("b") == before {
			t.Error("the key was not changed when b could be asked again")
		}
		p.gapless(0, p.next)
	})
}

func TestANodeThatStartsAnewIsBackWithinThreeSeconds(t *testing.T) {
	for _, known := range []bool{true, false} {
		for _, who := range []string{"a", "b"} {
			t.Run(fmt.Sprintf("%s, its boot known: %v", who, known), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := newPair(t)
					p.begin(camera)
					p.flow(100, 10*time.Millisecond, camera)
					h := p.hosts[who]
					old := h.router
					h.kill()
					if !known {
						p.mu.Lock()
						h.boot-- // gossip is slow
						p.mu.Unlock()
					}
					h.start(newFakeRouter(camera))
					if who == "b" {
						p.take(camera)
					}
					began := time.Now()
					for len(p.sink.got()) < 110 {
						p.flow(1, 10*time.Millisecond, camera)
						if time.Since(began) > 3*time.Second {
							t.Fatalf("no media after 3 s; drops at a %+v, at b %+v", p.a.b.Drops(), p.b.b.Drops())
						}
					}
					t.Logf("back after %v", time.Since(began))
					p.a.router.check(t)
					if who == "a" {
						old.check(t)
						return
					}
					if attaches, _, open := p.a.router.counts(); attaches != 2 || open != 1 {
						t.Errorf("attached %d times, %d still; want 2 and 1", attaches, open)
					}
				})
			})
		}
	}
}

func TestANeighbourThatIsSilentIsDetachedAndComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(100, 10*time.Millisecond, camera)
		p.partition(true)
		time.Sleep(2500 * time.Millisecond)
		if _, _, open := p.a.router.counts(); open != 1 {
			t.Error("detached before three seconds")
		}
		time.Sleep(1200 * time.Millisecond)
		if _, _, open := p.a.router.counts(); open != 0 {
			t.Error("not detached after three seconds")
		}
		time.Sleep(20 * time.Second)
		p.partition(false)
		time.Sleep(2 * time.Second)
		from := p.next
		if unsent := p.flow(100, 10*time.Millisecond, camera); unsent != 0 {
			t.Errorf("%d packets had no source two seconds after the way is there again", unsent)
		}
		time.Sleep(time.Second)
		p.gapless(from, p.next)
		p.a.router.check(t)
		if attaches, _, open := p.a.router.counts(); attaches != 2 || open != 1 {
			t.Errorf("attached %d times, %d still; want 2 and 1", attaches, open)
		}
	})
}

func (p *pair) partition(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, way := range [][2]string{{"a", "b"}, {"b", "a"}} {
		p.cut[way], p.mute[way] = on, on
	}
}

// A way that carries datagrams in one direction only carries no streams.
func TestHalfAWayIsNoWay(t *testing.T) {
	for _, way := range [][2]string{{"b", "a"}, {"a", "b"}} {
		for _, before := range []bool{true, false} {
			t.Run(fmt.Sprint(way, before), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := newPair(t)
					if before {
						p.begin(camera)
						p.flow(100, 10*time.Millisecond, camera)
					}
					p.mu.Lock()
					p.cut[way] = true
					p.mu.Unlock()
					p.take(camera)
					time.Sleep(5 * time.Second)
					attaches, _, open := p.a.router.counts()
					if open != 0 {
						t.Error("attached still after 5 s")
					}
					time.Sleep(time.Minute)
					more, _, open := p.a.router.counts()
					if more != attaches || open != 0 {
						t.Errorf("attached %d times in a minute, %d still", more-attaches, open)
					}
					p.mu.Lock()
					delete(p.cut, way)
					p.mu.Unlock()
					time.Sleep(2 * time.Second)
					if unsent := p.flow(10, 10*time.Millisecond, camera); unsent > 0 {
						t.Error("not attached when both hear each other again")
					}
					p.a.router.check(t)
				})
			})
		}
	}
}

// After some time without streams, reports are old; that is no silence.
func TestAnIdleMinuteIsNoSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.take(camera)
		time.Sleep(5 * time.Second)
		p.take()
		time.Sleep(40 * time.Second)
		p.take(camera)
		time.Sleep(10 * time.Second)
		if attaches, _, _ := p.a.router.counts(); attaches != 2 {
			t.Errorf("attached %d times, want 2", attaches)
		}
	})
}

// Who is talked to no more has its media refused, too, in the end.
func TestAKeyThatIsFollowedByNoneEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		out := p.a.router.source("b", "c-1", camera)
		p.deafen(true)
		// It goes on although nobody takes it any more.
		n := p.a.neighbour("b")
		for range 3 * 60 {
			n.mu.Lock()
			for _, g := range n.given {
				g.heard = n.b.now()
			}
			n.mu.Unlock()
			out.RTP(packet(p.next, 100))
			p.next++
			time.Sleep(time.Minute)
		}
		if got := len(p.sink.got()); got < 110 || got > 121 {
			t.Errorf("%d packets came in three hours, one a minute; want those of two hours", got)
		}
		p.deafen(false)
		time.Sleep(5 * time.Second)
		from := p.next
		p.flow(10, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(from, p.next)
	})
}

func TestANodeThatIsRemoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(10, 10*time.Millisecond, camera)
		p.mu.Lock()
		delete(p.hosts, "b")
		p.mu.Unlock()
		defer p.b.stop()
		time.Sleep(10 * time.Second)
		if _, _, open := p.a.router.counts(); open != 0 {
			t.Error("attached still")
		}
		got := p.sink.got()
		if len(got) != 10 {
			t.Errorf("%d packets", len(got))
		}
	})
}

// The clock of a stream is told again, because reports are lost, and is told as
// it is by then.
func TestClocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		s := p.a.router.source("b", "c-1", camera)
		s.RTP(packet(1, 100))
		p.partitionUDP(true)
		s.Clock(5<<32, 1000)
		time.Sleep(time.Second)
		p.partitionUDP(false)
		time.Sleep(30 * time.Second)
		p.sink.mu.Lock()
		defer p.sink.mu.Unlock()
		if n := len(p.sink.clocks); n < 3 || n > 5 {
			t.Fatalf("%d clocks, want 4 in 10 s", n)
		}
		for _, c := range p.sink.clocks {
			passed := float64(c[0]-5<<32) / (1 << 32)
			if ticks := float64(uint32(c[1]) - 1000); ticks < passed*90_000-9 || ticks > passed*90_000+9 || passed < 1 {
				t.Errorf("%v after %v s", ticks, passed)
			}
		}
	})
}

func TestMediaGoesOnWithoutRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.deafen(true)
		p.flow(1000, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(0, p.next)
	})
}

func TestAStreamOfNobodyEndsSometime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.deafen(true)
		p.b.b.Take("a", "c-1", nil) // which b cannot say
		time.Sleep(takeLife + 5*time.Second)
		if _, _, open := p.a.router.counts(); open != 0 {
			t.Error("what nobody has asked for lately is attached still")
		}
	})
}

func TestANeighbourThatMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(10, 10*time.Millisecond, camera)
		p.mu.Lock()
		p.a.addr = netip.MustParseAddrPort("10.9.9.9:4001")
		p.mu.Unlock()
		p.flow(300, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(200, p.next)
		if d := p.b.b.Drops(); d.Strangers == 0 {
			t.Error("nothing came from an unknown address before b knew of the move; the test shows nothing")
		}
	})
}

func TestAnIdleNeighbourIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		for range 3 {
			p.begin(camera)
			if unsent := p.flow(10, 10*time.Millisecond, camera); unsent > 0 {
				t.Fatal("not attached")
			}
			time.Sleep(time.Second)
			p.b.b.Take("a", "c-1", nil)
			time.Sleep(2 * time.Minute)
			if p.a.neighbour("b") != nil || p.b.neighbour("a") != nil {
				t.Fatal("the neighbours are kept")
			}
		}
		if got := len(p.sink.got()); got != 30 {
			t.Errorf("%d packets came, want 30", got)
		}
	})
}

func TestALostKeyIsGivenAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		calls := p.calls(sessionPath)
		n := p.b.neighbour("a")
		n.mu.Lock()
		n.keys.Store(&keyset{})
		for _, l := range n.lanes {
			for _, s := range *l.streams.Load() {
				s.opened = nil
			}
		}
		n.mu.Unlock()
		p.flow(100, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		if d := p.b.b.Drops(); d.UnknownKey == 0 {
			t.Error("no packet came under an unknown key; the test shows nothing")
		}
		p.gapless(0, p.next)
		if more := p.calls(sessionPath) - calls; more > 2 {
			t.Errorf("%d session requests, want one or two", more)
		}
	})
}

func TestWhatDoesNotBelongIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		var seen [][]byte
		p.mu.Lock()
		p.fate = func(from, _ string, b []byte) []time.Duration {
			if from == "a" {
				seen = append(seen, slices.Clone(b))
			}
			return []time.Duration{p.delay}
		}
		p.mu.Unlock()
		p.begin(camera)
		p.flow(200, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		mki, calls, state := p.a.sendMKI("b"), p.calls(sessionPath), p.link(p.b)

		p.mu.Lock()
		all := slices.Clone(seen)
		p.mu.Unlock()
		inject := func(b []byte, from netip.AddrPort) {
			p.b.socket.arrive(b, from, 0)
			time.Sleep(10 * time.Microsecond)
		}
		for _, b := range all {
			inject(b, p.a.addr)                                    // replayed
			inject(b, netip.MustParseAddrPort("203.0.113.9:4000")) // from elsewhere
			for _, at := range []int{0, 1, 3, 7, 11, 12, len(b) / 2, len(b) - 10, len(b) - 5} {
				forged := slices.Clone(b)
				forged[at] ^= 1
				inject(forged, p.a.addr)
			}
			inject(b[:len(b)-1], p.a.addr)
			inject(b[:13], p.a.addr)
			inject(append(slices.Clone(b), 0), p.a.addr)
			unknown := slices.Clone(b)
			binary.BigEndian.PutUint32(unknown[len(b)-4:], mki+7)
			inject(unknown, p.a.addr)
		}
		inject(make([]byte, 9000), p.a.addr)
		time.Sleep(time.Second)
		if got := len(p.sink.got()); got != 200 {
			t.Errorf("%d packets came, want 200", got)
		}
		after := p.link(p.b)
		if after.Received.Packets != state.Received.Packets || after.Received.Lost != state.Received.Lost {
			t.Errorf("received %+v, want %+v", after.Received, state.Received)
		}
		d := p.b.b.Drops()
		t.Logf("%+v", d)
		if d.Repeated == 0 || d.Strangers == 0 || d.Forged == 0 || d.Malformed == 0 || d.UnknownKey == 0 || d.UnknownStream == 0 {
			t.Errorf("drops %+v", d)
		}
		// A datagram changes no key, and makes for a request a second at most.
		if p.a.sendMKI("b") != mki || p.calls(sessionPath) > calls+12 {
			t.Errorf("%d session requests", p.calls(sessionPath)-calls)
		}
		from := p.next
		p.flow(50, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(from, p.next)
	})
}

// Two neighbours may number their streams alike.
func TestStreamsOfTwoNeighboursWithOneNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		c := p.node("c")
		c.router.add(camera)
		sinks := map[string]*fakeSink{"a": {}, "c": {}}
		for _, h := range []*host{p.a, c} {
			n := h.b.locked("b", true)
			n.nextSSRC, n.ssrc = 41, 43
			n.mu.Unlock()
		}
		// And both directions of one pair.
		back := p.b.b.locked("a", true)
		back.nextSSRC, back.ssrc = 41, 43
		back.mu.Unlock()
		p.b.router.add(camera)
		other := &fakeSink{}
		for id, sink := range sinks {
			p.b.b.Take(id, "c-1", []Want{{camera, sink}})
		}
		p.a.b.Take("b", "c-1", []Want{{camera, other}})
		time.Sleep(time.Second)
		for n := range 300 {
			for i, s := range []Source{
				p.a.router.source("b", "c-1", camera), c.router.source("b", "c-1", camera), p.b.router.source("a", "c-1", camera),
			} {
				out := packet(n, 500)
				out.TS = uint32(i)
				s.RTP(out)
			}
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Second)
		for ts, sink := range []*fakeSink{sinks["a"], sinks["c"], other} {
			got := sink.got()
			if len(got) != 300 {
				t.Errorf("sink %d got %d packets, want 300", ts, len(got))
			}
			for _, x := range got {
				if x.TS != uint32(ts) {
					t.Fatalf("sink %d got a packet of %d", ts, x.TS)
				}
			}
		}
	})
}
