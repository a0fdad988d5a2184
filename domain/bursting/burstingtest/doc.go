// Package burstingtest plays days of a deployment that bursts: random demand,
// clouds that are slow, fail and throttle, links that break, and two processes
// of which either may die, or act on what it knew before it was paused. While it
// plays it checks that package bursting keeps its promises.
//
// All of it follows from a seed, on a clock of its own: a day takes
// milliseconds. It is for tests and benchmarks only.
package burstingtest

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"time"
)

// Outcome is what a day was like.
type Outcome struct {
	Calls, Rejected    int
	Rounds             int // looks of the process manager
	Starts, Stops      int // that a cloud performed
	Kept               int // drains that were taken back
	Failures           int // events of failures
	Conflicts          int // appends that came too late
	Restarts           int
	Adopted            int // machines that somebody else started
	Schedules, Manuals int // starts of those kinds
}

// Day plays one day. An error is a promise that was broken.
func Day(seed uint64) (Outcome, error) { return Tell(seed, nil) }

// Tell plays one day and tells what is recorded and what becomes of machines.
func Tell(seed uint64, tell func(string)) (Outcome, error) {
	d := newDay(seed)
	d.tell = tell
	d.run()
	if d.err != nil {
		return d.out, fmt.Errorf("seed %d, %s: %w", seed, d.now.Sub(midnight), d.err)
	}
	return d.out, nil
}

// midnight is when every day begins.
var midnight = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// Hours of the day: when the last call begins, when nothing fails any more, and
// when all has to be quiet.
const (
	lastCall  = 20 * time.Hour
	lastFault = 21 * time.Hour
	quiet     = 29 * time.Hour
)

// event is something that happens at a time.
type event struct {
	at  time.Duration // from midnight
	seq int
	do  func()
}

type queue []event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, k int) bool {
	return q[i].at < q[k].at || q[i].at == q[k].at && q[i].seq < q[k].seq
}
func (q queue) Swap(i, k int) { q[i], q[k] = q[k], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(event)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

// after has something happen later.
func (d *day) after(wait time.Duration, do func()) {
	d.seq++
	heap.Push(&d.queue, event{d.now.Sub(midnight) + wait, d.seq, do})
}

func (d *day) at(offset time.Duration, do func()) {
	d.after(midnight.Add(offset).Sub(d.now), do)
}

func (d *day) say(format string, args ...any) {
	if d.tell != nil {
		d.tell(d.now.Format("15:04:05.0 ") + fmt.Sprintf(format, args...))
	}
}

func (d *day) broken(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
}

func (d *day) run() {
	for len(d.queue) > 0 && d.err == nil {
		next := heap.Pop(&d.queue).(event)
		if next.at > quiet {
			break
		}
		d.now = midnight.Add(next.at)
		next.do()
	}
	if d.err == nil {
		d.atRest()
	}
}

func (d *day) chance(p float64) bool { return d.rng.Float64() < p }

func (d *day) between(from, to time.Duration) time.Duration {
	return from + time.Duration(d.rng.Int64N(int64(to-from)+1))
}

func (d *day) number(from, to int) int { return from + d.rng.IntN(to-from+1) }

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 6)) }

// Add is both days together.
func (o Outcome) Add(p Outcome) Outcome {
	return Outcome{
		Calls: o.Calls + p.Calls, Rejected: o.Rejected + p.Rejected, Rounds: o.Rounds + p.Rounds,
		Starts: o.Starts + p.Starts, Stops: o.Stops + p.Stops, Kept: o.Kept + p.Kept, Failures: o.Failures + p.Failures,
		Conflicts: o.Conflicts + p.Conflicts, Restarts: o.Restarts + p.Restarts, Adopted: o.Adopted + p.Adopted,
		Schedules: o.Schedules + p.Schedules, Manuals: o.Manuals + p.Manuals,
	}
}
