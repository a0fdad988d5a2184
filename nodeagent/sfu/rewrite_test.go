package sfu

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func vp8At(seq uint16, ts uint32, pic uint16, at time.Duration) *packet {
	return &packet{seq: seq, ts: ts, at: int64(at), desc: descriptor{picAt: 2, picWide: true, pic: pic, tl0At: 4, tl0: uint8(pic)}}
}

func TestRewriterKeepsOneStreamOverSwitches(t *testing.T) {
	a, b := origin{layer: &layer{}}, origin{layer: &layer{}}
	var r rewriter
	type step struct {
		name  string
		begin *origin
		p     *packet
		seq   uint16 // relative to the first
		ts    uint32 // relative to the first
		pic   uint16
		ok    bool
	}
	var seq0 uint16
	var ts0 uint32
	for i, s := range []step{
		{"first", &a, vp8At(65530, 1000, 10, 0), 0, 0, 10, true},
		{"next", nil, vp8At(65531, 4000, 11, 33*time.Millisecond), 1, 3000, 11, true},
		{"loss stays a gap, numbers wrap", nil, vp8At(2, 10000, 13, 100*time.Millisecond), 8, 9000, 13, true},
		{"late packet fits the gap", nil, vp8At(65533, 7000, 12, 101*time.Millisecond), 3, 6000, 13, true},
		{"other source goes on at once", &b, vp8At(500, 77, 900, 200*time.Millisecond), 9, 18000, 14, true},
		{"its next", nil, vp8At(501, 3077, 901, 233*time.Millisecond), 10, 21000, 15, true},
		{"what precedes the switch is refused", nil, vp8At(499, 0, 899, 234*time.Millisecond), 0, 0, 0, false},
		{"back after long, picture ids wrap", &a, vp8At(40000, 5, 3, 10*time.Second+233*time.Millisecond), 11, 921000, 16, true},
	} {
		if s.begin != nil {
			r.begin(*s.begin, codecVP8, s.p)
		}
		seq, ts, ok := r.next(s.p)
		if i == 0 {
			seq0, ts0 = seq, ts
		}
		if ok != s.ok {
			t.Fatalf("%s: ok is %v", s.name, ok)
		}
		if !ok {
			continue
		}
		if seq-seq0 != s.seq || ts-ts0 != s.ts || r.lastPic != s.pic {
			t.Errorf("%s: got %d %d %d, want %d %d %d", s.name, seq-seq0, ts-ts0, r.lastPic, s.seq, s.ts, s.pic)
		}
		e, in, found := r.lookup(seq)
		if !found || in != s.p.seq || (s.begin != nil && e.from != *s.begin) {
			t.Errorf("%s: lookup gives %d of %v", s.name, in, e.from)
		}
	}
}

// The stream a receiver gets has no number twice and none that says it is
// someone else's, whatever comes in.
func TestRewriterNumbersAreUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layers := []*layer{{}, {}, {}}
		heads := []uint16{rapid.Uint16().Draw(t, "a"), rapid.Uint16().Draw(t, "b"), rapid.Uint16().Draw(t, "c")}
		type came struct {
			from origin
			in   uint16
		}
		sent := map[uint16]came{}
		passed := map[came]bool{}
		var r rewriter
		cur, begun := 0, false
		var at, lastTS int64
		for range rapid.IntRange(1, 300).Draw(t, "n") {
			at += int64(rapid.IntRange(1, 40_000_000).Draw(t, "gap"))
			if !begun || rapid.IntRange(0, 20).Draw(t, "switch") == 0 {
				cur, begun = rapid.IntRange(0, 2).Draw(t, "to"), true
				heads[cur]++
				p := vp8At(heads[cur], uint32(at/11111), heads[cur]&0x7fff, time.Duration(at))
				r.begin(origin{layer: layers[cur]}, codecVP8, p)
			}
			from := origin{layer: layers[cur]}
			in := heads[cur]
			if back := rapid.IntRange(0, 30).Draw(t, "back"); back < 5 {
				in -= uint16(back) // reordered
			} else if back > 25 {
				heads[cur] += uint16(back - 24) // lost
				in = heads[cur]
			}
			if passed[came{from, in}] {
				continue // the loss tracker passes nothing twice
			}
			p := vp8At(in, uint32(at/11111), in&0x7fff, time.Duration(at))
			before := r.lastSeq
			out, ts, ok := r.next(p)
			if !ok {
				continue
			}
			passed[came{from, in}] = true
			if other, twice := sent[out]; twice {
				t.Fatalf("number %d goes to %v and %v", out, other, came{from, in})
			}
			sent[out] = came{from, in}
			if int16(out-before) > 0 {
				if int64(int32(ts-uint32(lastTS))) < 0 && lastTS != 0 {
					t.Fatalf("timestamp goes back from %d to %d", lastTS, ts)
				}
				lastTS = int64(ts)
			}
			if e, src, found := r.lookup(out); !found || e.from != from || src != in {
				t.Fatalf("lookup of %d gives %v %d", out, e.from, src)
			}
			heads[cur]++
		}
	})
}

func TestLossTracker(t *testing.T) {
	const ms = int64(time.Millisecond)
	var l lossTracker
	for _, s := range []struct {
		seq  uint16
		want verdict
	}{
		{65534, newBase},
		{65535, fresh},
		{65535, stale},
		{2, fresh}, // 0 and 1 are missing
		{1, fresh},
		{1, stale},
		{65533, stale}, // before the beginning
		{2000, newBase},
		{1999, stale},
	} {
		if got := l.observe(s.seq, 0); got != s.want {
			t.Errorf("%d: verdict %d, want %d", s.seq, got, s.want)
		}
	}
	l = lossTracker{}
	l.observe(10, 0)
	l.observe(13, 0)
	if got := l.due(5*ms, 50*time.Millisecond, nil); len(got) != 0 {
		t.Errorf("asks for %v at once", got)
	}
	for try := range maxNackTry {
		now := 10*ms + int64(try)*50*ms
		if got := l.due(now, 50*time.Millisecond, nil); len(got) != 2 || got[0] != 11 || got[1] != 12 {
			t.Fatalf("try %d: %v", try, got)
		}
		if got := l.due(now+40*ms, 50*time.Millisecond, nil); len(got) != 0 {
			t.Fatalf("try %d: asks too soon for %v", try, got)
		}
	}
	if got := l.due(time.Hour.Nanoseconds(), 0, nil); len(got) != 0 || len(l.missing) != 0 {
		t.Errorf("never gives up: %v", l.missing)
	}
	// A sender that restarts with lower numbers is believed in the end.
	l = lossTracker{}
	l.observe(40000, 0)
	n := 0
	for l.observe(uint16(20000+n), 0) != newBase {
		if n++; n > 2*maxRejected {
			t.Fatal("restarted stream is never believed")
		}
	}
	// A flood of gaps stays bounded.
	for i := range 1000 {
		l.observe(uint16(i*400), 0)
	}
	if len(l.missing) > maxMissing {
		t.Errorf("%d missing packets are remembered", len(l.missing))
	}
}

func TestLossTrackerPassesNothingTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l lossTracker
		seen := map[uint16]bool{}
		for _, s := range rapid.SliceOfN(rapid.Uint16Range(100, 400), 1, 400).Draw(t, "seqs") {
			switch l.observe(s, 0) {
			case newBase:
				clear(seen) // the slots begin a new epoch
			case stale:
				continue
			}
			if seen[s] {
				t.Fatalf("%d passes twice", s)
			}
			seen[s] = true
		}
	})
}

func TestHistory(t *testing.T) {
	h := &history{}
	buf := make([]byte, 0, maxPacket)
	for i := range uint16(600) {
		h.put(&packet{seq: i, ts: uint32(i), payload: []byte{byte(i), byte(i >> 8)}}, 1)
	}
	var p packet
	if h.get(10, 1, buf, &p) {
		t.Error("remembers what was overwritten")
	}
	if h.get(599, 2, buf, &p) {
		t.Error("gives a packet of another stream")
	}
	if !h.get(400, 1, buf, &p) || p.ts != 400 || p.payload[0] != 400&0xff {
		t.Errorf("packet 400: %+v", p)
	}
}
