package liveview

import (
	"context"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

const (
	// maxLag is how many deltas a reader may be behind.
	maxLag = 64
	// bookmarkEvery is the longest silence.
	bookmarkEvery = 5 * time.Second
	// maxWait is how long a reader waits for this replica to reach the
	// position that it brought.
	maxWait = 10 * time.Second
	// snapshotAge is how long a snapshot is shared between readers.
	snapshotAge = tick
)

// Subscription is one reader. It holds nothing but its place, so it needs no
// closing.
type Subscription struct {
	view  *View
	lane  *lane
	after *events.Position

	started  bool
	deadline time.Time       // for reaching after
	epoch    uint64          // of the view's state
	next     uint64          // delta to send
	resumed  uint64          // deltas before this are what a resume brings, not a lag
	at       events.Position // the reader is here
}

// Subscribe begins a subscription: with a snapshot when after is nil or
// cannot be resumed from, otherwise with the deltas after it.
func (v *View) Subscribe(after *events.Position, pace Pace) *Subscription {
	s := &Subscription{view: v, lane: v.lane(pace)}
	if after != nil {
		from := *after
		s.after = &from
	}
	return s
}

// Next waits for the next event. It fails with the context's error only.
func (s *Subscription) Next(ctx context.Context) (Event, error) {
	var silence, patience *time.Timer
	for {
		event, wait := s.poll()
		if event != nil {
			return event, nil
		}
		if silence == nil {
			silence, patience = time.NewTimer(bookmarkEvery), time.NewTimer(time.Until(s.deadline))
			defer silence.Stop()
			defer patience.Stop()
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-wait:
		case <-patience.C: // matters only before the start
		case <-silence.C:
			if b := s.bookmark(); b != nil {
				return b, nil
			}
			silence.Reset(bookmarkEvery)
		}
	}
}

// poll gives the next event, or what to wait for.
func (s *Subscription) poll() (Event, <-chan struct{}) {
	v, l := s.view, s.lane
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.live {
		return nil, v.changed
	}
	if !s.started {
		if s.after == nil {
			return s.snapshot(Initial), nil
		}
		if *s.after > v.position {
			if s.deadline.IsZero() {
				s.deadline = time.Now().Add(maxWait)
			}
			if time.Now().Before(s.deadline) {
				return nil, v.changed
			}
		}
		if *s.after > v.position || *s.after < l.floor {
			return s.snapshot(PositionExpired), nil
		}
		s.started, s.epoch, s.at = true, v.epoch, *s.after
		s.next, s.resumed = l.after(*s.after), l.head()
	}
	switch head := l.head(); {
	case s.epoch != v.epoch:
		return s.snapshot(PositionExpired), nil
	case s.next < l.first, head-s.next > maxLag && s.next >= s.resumed:
		return s.snapshot(SlowConsumer), nil
	case s.next < head:
		d := l.frames[s.next-l.first].Delta
		s.next++
		s.at = max(s.at, d.Position)
		return d, nil
	default:
		return nil, l.changed
	}
}

// bookmark tells a reader that has everything how far that is: at the last
// position that was sent to it and never further, so that a reader which is
// behind a bookmark knows that something got lost on the way.
func (s *Subscription) bookmark() *Bookmark {
	v := s.view
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.live || !s.started || s.epoch != v.epoch || s.next != s.lane.head() {
		return nil
	}
	return v.shared.bookmark(s.at, v.now().UTC())
}

// snapshot sends everything and goes on with the deltas made since. The
// caller holds the view's lock.
func (s *Subscription) snapshot(reason SnapshotReason) *Snapshot {
	v := s.view
	b := v.base(snapshotAge)
	index := 0
	if s.lane == v.lanes[1] {
		index = 1
	}
	s.started, s.epoch, s.at = true, v.epoch, b.Position
	s.next, s.resumed = b.heads[index], 0
	return v.shared.snapshot(b, reason)
}

// Close ends the reader's interest. There is nothing to release; it is here
// for those who hold subscriptions that have.
func (*Subscription) Close() {}

// Snapshot is everything that is known now, or projections.ErrNotReady while
// the log is folded for the first time.
func (v *View) Snapshot() (*Snapshot, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.live {
		return nil, fmt.Errorf("take a live view snapshot: %w", projections.ErrNotReady)
	}
	return v.shared.snapshot(v.base(0), Initial), nil
}

// shared keeps what several readers get, so that they get the same.
type shared struct {
	seq       uint64
	base      *base
	snapshots map[SnapshotReason]*Snapshot // of base
	last      *Bookmark
}

// base is a snapshot without a reason, and the deltas that follow it.
type base struct {
	Snapshot
	version uint64
	epoch   uint64
	heads   [2]uint64
	at      time.Time
}

// base takes a snapshot, or gives the last one when nothing has changed since
// or it is not older than age. The caller holds mu.
func (v *View) base(age time.Duration) *base {
	now := v.now()
	if b := v.shared.base; b != nil && b.epoch == v.epoch {
		current := b.version == v.version && b.Position == v.position
		young := age > 0 && now.Sub(b.at) < age
		if (current || young) && b.heads[0] >= v.lanes[0].first && b.heads[1] >= v.lanes[1].first &&
			v.lanes[0].head()-b.heads[0] < maxLag {
			return b
		}
	}
	v.shared.seq++
	b := &base{version: v.version, epoch: v.epoch, at: now, heads: [2]uint64{v.lanes[0].head(), v.lanes[1].head()}}
	b.Seq, b.Position, b.ServerTime = v.shared.seq, v.position, now.UTC()
	v.state.everything(&b.Snapshot, now)
	v.shared.base, v.shared.snapshots = b, map[SnapshotReason]*Snapshot{}
	return b
}

func (s *shared) snapshot(b *base, reason SnapshotReason) *Snapshot {
	if snap := s.snapshots[reason]; snap != nil {
		return snap
	}
	snap := b.Snapshot
	snap.Reason = reason
	s.snapshots[reason] = &snap
	return &snap
}

func (s *shared) bookmark(position events.Position, now time.Time) *Bookmark {
	if s.last != nil && s.last.Position == position && now.Sub(s.last.ServerTime) < time.Second {
		return s.last
	}
	s.seq++
	s.last = &Bookmark{Seq: s.seq, Position: position, ServerTime: now}
	return s.last
}
