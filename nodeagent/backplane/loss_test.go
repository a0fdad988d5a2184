package backplane

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const ms = int64(time.Millisecond)

func TestTracker(t *testing.T) {
	type step struct {
		at       int64 // ms
		seq      uint16
		pass     bool
		lost     int // so far
		repaired int
		ask      []uint16
	}
	tests := map[string]struct {
		first uint64
		steps []step
	}{
		"in order": {1, []step{{seq: 1, pass: true}, {seq: 2, pass: true}, {seq: 3, pass: true}}},
		"twice":    {1, []step{{seq: 1, pass: true}, {seq: 1}, {seq: 2, pass: true}, {seq: 1}}},
		"before the stream": {100, []step{
			{seq: 99}, {seq: 0}, {seq: 65535}, {seq: 100, pass: true}, {seq: 99},
		}},
		"late is not lost": {1, []step{
			{seq: 1, pass: true}, {seq: 3, pass: true}, {at: 9, seq: 2, pass: true}, {at: 50, seq: 4, pass: true},
		}},
		"lost and repaired": {1, []step{
			{seq: 1, pass: true},
			{at: 5, seq: 4, pass: true},
			{at: 15, seq: 5, pass: true, lost: 2, ask: []uint16{2, 3}},
			{at: 60, seq: 3, pass: true, lost: 2, repaired: 1},
			{at: 61, seq: 3, lost: 2, repaired: 1},
			{at: 90, seq: 6, pass: true, lost: 2, repaired: 1, ask: []uint16{2}},
		}},
		"the first is lost": {7, []step{
			{seq: 8, pass: true}, {at: 20, seq: 9, pass: true, lost: 1, ask: []uint16{7}}, {at: 30, seq: 7, pass: true, lost: 1, repaired: 1},
		}},
		"given up, and then it comes": {1, []step{
			{seq: 1, pass: true},
			{seq: 3, pass: true},
			{at: 20, seq: 4, pass: true, lost: 1, ask: []uint16{2}},
			{at: 2000, seq: 5, pass: true, lost: 1},
			{at: 2001, seq: 2, pass: true, lost: 1, repaired: 1},
		}},
		"over the wrap": {65534, []step{
			{seq: 65534, pass: true},
			{seq: 1, pass: true},
			{at: 20, seq: 2, pass: true, lost: 2, ask: []uint16{65535, 0}},
			{at: 30, seq: 65535, pass: true, lost: 2, repaired: 1},
			{at: 30, seq: 0, pass: true, lost: 2, repaired: 2},
			{at: 30, seq: 65535, lost: 2, repaired: 2},
		}},
		"a hole too large": {1, []step{
			{seq: 1, pass: true},
			{seq: 1000, pass: true, lost: 998},
			{at: 20, seq: 1001, pass: true, lost: 998},
			{at: 30, seq: 500, pass: true, lost: 998, repaired: 1},
			{at: 30, seq: 500, lost: 998, repaired: 1},
		}},
		"a jump beyond the window": {1, []step{
			{seq: 1, pass: true}, {seq: 20_000, pass: true, lost: 19_998}, {at: 30, seq: 2, lost: 19_998}, {at: 30, seq: 1, lost: 19_998},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var tr tracker
			tr.begin(test.first)
			lost, repaired := 0, 0
			for i, s := range test.steps {
				index, ok := tr.index(s.seq)
				pass := ok && tr.fresh(index)
				if pass {
					more, again := tr.observe(index, s.at*ms)
					lost += more
					if again {
						repaired++
					}
				}
				ask, more := tr.due(s.at*ms, paceFor(50*time.Millisecond, false), nil)
				lost += more
				got := step{at: s.at, seq: s.seq, pass: pass, lost: lost, repaired: repaired, ask: ask}
				if diff := cmp.Diff(s, got, cmp.AllowUnexported(step{})); diff != "" {
					t.Fatalf("step %d: %s", i, diff)
				}
			}
		})
	}
}

// Against a plain account of what came: every index passes once, within the
// window, and what is lost plus what came is what was sent.
func TestTrackerAgainstASlowOne(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		var tr tracker
		next := uint64(1 + r.IntN(1<<17))
		first := next
		tr.begin(next)
		passed := map[uint64]bool{}
		asked := map[uint64]bool{}
		highest, lost, repaired, came := first-1, 0, 0, 0
		for now := int64(0); now < 20_000*ms; now += ms * int64(r.IntN(8)) {
			index := next
			switch r.IntN(10) {
			case 0:
				next += uint64(r.IntN(20))
				continue
			case 1:
				index = next - min(uint64(r.IntN(1500)), next-1)
			case 2:
				if r.IntN(200) == 0 {
					next += uint64(r.IntN(3000))
					index = next
				}
				next++
			default:
				next++
			}
			got, ok := tr.index(uint16(index))
			if !ok {
				continue
			}
			if got != index {
				t.Fatalf("seed %d: index %d of %d, highest %d", seed, got, index, highest)
			}
			want := index >= first && !passed[index] && (index > highest || highest-index < window)
			if tr.fresh(index) != want {
				t.Fatalf("seed %d: fresh(%d) is %v; highest %d", seed, index, !want, highest)
			}
			if want {
				more, again := tr.observe(index, now)
				passed[index] = true
				came++
				highest = max(highest, index)
				lost += more
				if again {
					repaired++
				}
			}
			seqs, more := tr.due(now, paceFor(20*time.Millisecond, false), nil)
			lost += more
			for _, s := range seqs {
				i, _ := tr.index(s)
				if passed[i] {
					t.Fatalf("seed %d: %d is asked for although it came", seed, i)
				}
				asked[i] = true
			}
			if len(tr.missing) > maxMissing {
				t.Fatalf("seed %d: %d missing", seed, len(tr.missing))
			}
		}
		// What is pending is not lost yet.
		pending := 0
		for _, m := range tr.missing {
			if m.tries == 0 {
				pending++
			}
		}
		if sent := int(highest - first + 1); came-repaired+lost+pending != sent {
			t.Errorf("seed %d: %d came, %d of them repaired, %d lost, %d pending, of %d", seed, came, repaired, lost, pending, sent)
		}
	}
}

func TestRing(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 2))
		first := uint64(1 + r.IntN(1<<17))
		ring := newRing(64<<10, first)
		sent := map[uint16][]byte{}
		now, octets := int64(0), 0
		for i := first; i < first+3000; i++ {
			b := make([]byte, 1+r.IntN(maxDatagram))
			for j := range b {
				b[j] = byte(r.Uint32())
			}
			now += int64(r.IntN(20)) * ms
			octets += len(b)
			ring.put(b, now)
			sent[uint16(i)] = b
			held := 0
			for back := range uint64(600) {
				if i-back < first {
					break
				}
				e := ring.get(uint16(i - back))
				if e == nil {
					break
				}
				held++
				if !bytes.Equal(sent[uint16(i-back)], ring.bytes(e)) {
					t.Fatalf("seed %d: packet %d is another", seed, i-back)
				}
			}
			if held == 0 || (octets > 200_000 && held < 30) {
				t.Fatalf("seed %d: %d packets are held at %d", seed, held, i)
			}
			if e := ring.get(uint16(i + 1)); e != nil {
				t.Fatalf("seed %d: the ring has packet %d, which was not sent", seed, i+1)
			}
		}
		if len(ring.buf) > ring.bound {
			t.Errorf("seed %d: the ring has grown to %d", seed, len(ring.buf))
		}
	}
}

func TestRingGrowsAsNeeded(t *testing.T) {
	fill := func(size int, each int64) *ring {
		r := newRing(ringVideo, 1)
		for n := range int64(3000) {
			r.put(make([]byte, size), n*each)
		}
		return &r
	}
	// 2.5 Mbit/s: two seconds are about the whole ring.
	if r := fill(1150, 3700*1000); len(r.buf) < ringVideo*9/10 || r.next-r.oldest < 500 {
		t.Errorf("%d bytes for %d packets of a large stream", len(r.buf), r.next-r.oldest)
	}
	// 100 kbit/s needs 25 kB.
	if r := fill(500, 40*ms); len(r.buf) > 64<<10 {
		t.Errorf("%d bytes for a small stream", len(r.buf))
	}
}

func TestKeyset(t *testing.T) {
	with := func(s keyset, k secret, now int64) keyset {
		out, err := s.with(k, now)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a, b := newSecret(1), newSecret(2)
	s := with(with(nil, a, 0), b, 1)
	if s.newest() != 2 || s.find(1).until != 1+int64(oldKeyTime) || s.find(2).until != 1+int64(lastKeyTime) {
		t.Errorf("%+v", s)
	}
	rtcp := s.find(1).rtcp
	if s = with(s, a, 5); s.newest() != 1 || s.find(1).until != 5+int64(lastKeyTime) || s.find(2).until != 5+int64(oldKeyTime) || s.find(1).rtcp != rtcp {
		t.Errorf("told again: %+v", s)
	}
	if got := with(s, a, 9); got.find(2).until != 5+int64(oldKeyTime) {
		t.Error("the newest told again gives the others more time")
	}
	if _, err := s.with(newSecret(1), 5); err == nil {
		t.Error("another key of the same name is taken")
	}
	if got := s.at(5 + int64(oldKeyTime)); len(got) != 1 || got.newest() != 1 {
		t.Errorf("after their time: %+v", got)
	}
	for n := range uint32(20) {
		s = with(s, newSecret(10+n), 6)
	}
	if len(s) != maxKeys || s.newest() != 29 {
		t.Errorf("%d keys", len(s))
	}
}
