package backplane

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"
)

// line is a way of some capacity, stepped once a second, with a queue.
type line struct {
	capacity int     // bits per second; 0: any
	queue    float64 // seconds that it may hold
	random   float64 // share lost on the way
	rtt      time.Duration
	held     float64 // bits in the queue
}

// carry sends for a second and says what share is lost, and the round trip.
func (l *line) carry(sent int) (share float64, rtt time.Duration) {
	lost := 0.0
	if l.capacity > 0 {
		l.held += float64(sent - l.capacity)
		if room := l.queue * float64(l.capacity); l.held > room {
			lost, l.held = l.held-room, room
		}
		l.held = max(l.held, 0)
		rtt = time.Duration(l.held / float64(l.capacity) * 1e9)
	}
	if sent == 0 {
		return 0, l.rtt + rtt
	}
	return min(lost/float64(sent)+l.random, 1), l.rtt + rtt
}

func TestEstimateFollowsTheLine(t *testing.T) {
	tests := map[string]struct {
		line     line
		want     int // what would be sent without a limit
		min, max int // of what is sent in the end, on average
		never    bool
	}{
		"wide enough":                        {line: line{rtt: 20e6}, want: 5e6, min: 5e6, max: 5e6, never: true},
		"random loss is not held against it": {line: line{rtt: 50e6, random: 0.2}, want: 5e6, min: 4.5e6, max: 5e6},
		"little loss":                        {line: line{rtt: 50e6, random: 0.05}, want: 5e6, min: 5e6, max: 5e6, never: true},
		"narrow, without a queue":            {line: line{rtt: 30e6, capacity: 2e6}, want: 5e6, min: 1.6e6, max: 2.3e6},
		"narrow, with a long queue":          {line: line{rtt: 30e6, capacity: 2e6, queue: 1}, want: 5e6, min: 1.4e6, max: 2.3e6},
		"narrow, with random loss":           {line: line{rtt: 30e6, capacity: 2e6, random: 0.15}, want: 5e6, min: 1.4e6, max: 2.4e6},
		"very narrow":                        {line: line{rtt: 30e6, capacity: 600e3}, want: 5e6, min: 450e3, max: 700e3},
		"very narrow, with a queue":          {line: line{rtt: 30e6, capacity: 600e3, queue: 0.4}, want: 5e6, min: 400e3, max: 700e3},
		"far away":                           {line: line{rtt: 300e6}, want: 5e6, min: 5e6, max: 5e6, never: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var e estimator
			r := rand.New(rand.NewPCG(1, 1))
			total, counted := 0, 0
			for second := range 300 {
				sent := test.want
				if e.limit > 0 {
					if test.never {
						t.Fatalf("a limit of %d", e.limit)
					}
					sent = min(sent, e.limit)
				}
				sent -= r.IntN(1 + sent/20) // video is not even
				share, rtt := test.line.carry(sent)
				for range 2 {
					e.timed(int64(rtt) + r.Int64N(5e6))
				}
				packets := uint64(sent / 8000)
				e.step(sent, packets, uint64(share*float64(packets)))
				if second >= 60 {
					total += sent
					counted++
				}
			}
			if mean := total / counted; mean < test.min*94/100 || mean > test.max {
				t.Errorf("%d bit/s on average, want %d to %d", mean, test.min, test.max)
			}
		})
	}
}

func TestEstimateGrowsAgainWhenTheLineDoes(t *testing.T) {
	var e estimator
	l := line{rtt: 30e6, capacity: 1e6}
	for second := range 200 {
		if second == 60 {
			l.capacity = 0
		}
		sent := 5_000_000
		if e.limit > 0 {
			sent = min(sent, e.limit)
		}
		share, rtt := l.carry(sent)
		e.timed(int64(rtt))
		e.step(sent, uint64(sent/8000), uint64(share*float64(sent/8000)))
		if second == 59 && e.limit == 0 {
			t.Error("no limit on a narrow line")
		}
	}
	if e.limit != 0 {
		t.Errorf("a limit of %d still", e.limit)
	}
}

// A second of silence is not held against the way for long.
func TestEstimateAfterAnOutage(t *testing.T) {
	var e estimator
	back := 0
	for second := range 60 {
		sent := 4_000_000
		if e.limit > 0 {
			sent = min(sent, e.limit)
		}
		lost := uint64(0)
		if second == 5 {
			lost = uint64(sent / 8000)
		}
		e.timed(30e6)
		e.step(sent, uint64(sent/8000), lost)
		if sent < 4_000_000 {
			back = second
		}
	}
	if back < 6 || back > 16 {
		t.Errorf("all is sent again from second %d on", back)
	}
}

// Through the network of the other tests: a bottleneck that drops.
func TestEstimateOfANarrowWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		if got := p.a.b.Estimate("b"); got != 0 {
			t.Errorf("estimate %d, want none", got)
		}
		const capacity = 2_000_000 // bits per second
		free := time.Now()
		p.setFate(func(from, _ string, b []byte) []time.Duration {
			if from != "a" {
				return []time.Duration{p.delay}
			}
			now := time.Now()
			if free.Before(now) {
				free = now
			}
			if free.Sub(now) > 60*time.Millisecond {
				return nil
			}
			free = free.Add(time.Duration(float64(len(b)+28) * 8 / capacity * 1e9))
			return []time.Duration{free.Sub(now) + p.delay}
		})
		// 4 Mbit/s, if it is let.
		sum, n := 0, 0
		began := time.Now()
		for time.Since(began) < 40*time.Second {
			rate := 4_000_000
			if limit := p.a.b.Estimate("b"); limit > 0 {
				rate = min(rate, limit)
			}
			if time.Since(began) > 10*time.Second {
				sum, n = sum+rate, n+1
			}
			p.flow(1, time.Duration(1040*8*1e9/float64(rate)), camera)
		}
		if mean := sum / n; mean < capacity*6/10 || mean > capacity*12/10 {
			t.Errorf("an estimate of %d on average, want about %d", mean, capacity)
		}
		if got := p.b.b.Estimate("a"); got != 0 {
			t.Errorf("an estimate of %d for the other direction, want none", got)
		}
	})
}
