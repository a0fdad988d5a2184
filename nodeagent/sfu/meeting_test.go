package sfu

import (
	"context"
	"errors"
	"testing"

	"github.com/parley-video/parley/nodeagent/media"
)

// quiet checks that nothing with a marker comes any more on any line: it waits
// until much of something else has come.
func quiet(t *testing.T, c *client, marker byte, clockMid string, clockMarker byte) {
	t.Helper()
	sum := func() (n int) {
		c.mu.Lock()
		var mids []string
		for mid := range c.lines {
			mids = append(mids, mid)
		}
		c.mu.Unlock()
		for _, mid := range mids {
			n += c.count(mid, marker)
		}
		return n
	}
	c.gets(clockMid, clockMarker, 10) // what was on its way has come
	before := sum()
	c.gets(clockMid, clockMarker, 40)
	if now := sum(); now != before {
		t.Errorf("%s still receives %c: %d packets", c.id, marker, now-before)
	}
}

func TestSpeakerMovesIntoMain(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, all, a, b, c)
	a.gets("3", 'B', 20)
	for range 2 {
		c.level.Store(20)
		eventually(t, "c is on top", func() bool { return rec.holder("a", "main", 0) == "c" && rec.holder("b", "main", 0) == "c" })
		// The speaker sees the one before.
		if got := rec.holder("c", "main", 0); got == "c" || got == "" {
			t.Errorf("main of the speaker is %q", got)
		}
		a.gets("3", 'C', 20)
		c.level.Store(127)
		b.level.Store(20)
		eventually(t, "b is on top", func() bool { return rec.holder("a", "main", 0) == "b" })
		a.gets("3", 'B', 20)
		b.level.Store(127)
	}
	checkContinuous(t, a.line("3"))
}

// checkContinuous demands what a decoder needs: numbers without gap or
// repetition, time that goes on, keyframes where the source changes.
func checkContinuous(t *testing.T, r *received) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	changes := 0
	for i := 1; i < len(r.headers); i++ {
		was, is := r.headers[i-1], r.headers[i]
		if is.SequenceNumber != was.SequenceNumber+1 {
			t.Fatalf("packet %d: number %d after %d", i, is.SequenceNumber, was.SequenceNumber)
		}
		step := int32(is.Timestamp - was.Timestamp)
		if step < 0 || step > 20*90000 {
			t.Fatalf("packet %d: time moves by %d", i, step)
		}
		if is.SSRC != was.SSRC {
			t.Fatal("the stream's SSRC changes")
		}
		if d := (r.pics[i] - r.pics[i-1]) & 0x7fff; d > 1 {
			t.Fatalf("packet %d: picture %d after %d", i, r.pics[i], r.pics[i-1])
		}
		if r.markers[i] != r.markers[i-1] {
			changes++
			if !r.keys[i] || step == 0 {
				t.Fatalf("packet %d: the source changes from %c to %c outside a keyframe", i, r.markers[i-1], r.markers[i])
			}
		}
	}
	if changes < 3 || len(r.keys) == 0 || !r.keys[0] {
		t.Errorf("%d changes seen, first is key: %v", changes, r.keys[0])
	}
}

func TestPoliciesActAtOnce(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, all, a, b, c)
	b.level.Store(20) // b is in the main of both others
	a.gets("3", 'B', 20)
	a.gets("4", 'C', 20)

	muted := all
	muted.Muted = true
	room.SetPolicy("b", muted)
	eventually(t, "b leaves the audio slots", func() bool {
		for n := range 3 {
			if rec.holder("a", "audio", n) == "b" {
				return false
			}
		}
		return true
	})
	a.gets("3", 'B', 10) // the picture stays
	sound := a.count("0", 'B') + a.count("1", 'B') + a.count("2", 'B')
	a.gets("3", 'B', 40)
	if now := a.count("0", 'B') + a.count("1", 'B') + a.count("2", 'B'); now != sound {
		t.Errorf("muted participant is heard: %d packets", now-sound)
	}

	dark := all
	dark.VideoMuted = true
	room.SetPolicy("b", dark)
	a.gets("3", 'C', 20)
	if got := rec.holder("a", "main", 0); got != "c" {
		t.Errorf("main is %q while b has no picture", got)
	}

	parked := all
	parked.Admitted = false
	room.SetPolicy("b", parked)
	quiet(t, a, 'B', "3", 'C')
	fromB := b.count("3", 'A') + b.count("3", 'C')
	a.gets("3", 'C', 20)
	if now := b.count("3", 'A') + b.count("3", 'C'); now > fromB {
		t.Errorf("parked participant receives %d packets", now-fromB)
	}
	if rec.holder("b", "main", 0) != "" {
		t.Error("parked participant has a main")
	}

	room.SetPolicy("b", all)
	a.gets("3", 'B', 20)
	eventually(t, "b sees again", func() bool { return b.count("3", 'A')+b.count("3", 'C') > fromB+20 })

	blind := all
	blind.AudioOnly, blind.Muted = true, true
	room.SetPolicy("a", blind)
	eventually(t, "a gives up its picture slots", func() bool {
		return rec.holder("a", "main", 0) == "" && rec.holder("a", "thumbnail", 0) == ""
	})
	quiet(t, c, 'A', "3", 'B') // and is not seen
}

func TestJoinAndLeaveWithoutRenegotiation(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a := newClient(t, "a", 'A', browser)
	enter(room, rec, all, a)
	eventually(t, "a alone has empty slots", func() bool { return rec.holder("a", "main", 0) == "" })
	b := newClient(t, "b", 'B', browser)
	enter(room, rec, all, b)
	a.gets("3", 'B', 20)
	c := newClient(t, "c", 'C', browser)
	enter(room, rec, all, c)
	a.gets("4", 'C', 20)
	b.leave()
	eventually(t, "b hung up", func() bool {
		return rec.has(media.Ended{ParticipantID: "b", CallID: "call-b", Reason: "hangup"})
	})
	a.gets("3", 'C', 20)
	if got := rec.holder("a", "thumbnail", 0); got != "" {
		t.Errorf("thumbnail is %q", got)
	}
	if !rec.has(media.MediaChanged{ParticipantID: "b"}) {
		t.Error("b's media did not end")
	}
	c.call.Close()
	if !rec.has(media.Ended{ParticipantID: "c", CallID: "call-c", Reason: "closed"}) {
		eventually(t, "c ended", func() bool {
			return rec.has(media.Ended{ParticipantID: "c", CallID: "call-c", Reason: "closed"})
		})
	}
	if err := c.call.AddCandidate(media.Candidate{Candidate: "candidate:1 1 udp 1 127.0.0.1 1 typ host"}); !errors.Is(err, media.ErrClosed) {
		t.Errorf("candidate of an ended call: %v", err)
	}
	if _, err := c.call.Update(context.Background(), chromiumOffer); !errors.Is(err, media.ErrClosed) {
		t.Errorf("update of an ended call: %v", err)
	}
}

func TestPlainClientGetsMainOnly(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	plain := newClient(t, "p", 'P', shape{mic: true, camera: true, noRTX: true})
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser)
	enter(room, rec, all, plain, a, b)
	a.level.Store(20)
	plain.gets("1", 'A', 20)
	plain.gets("0", 'A', 20)
	a.level.Store(127)
	b.level.Store(20)
	plain.gets("1", 'B', 20)
	plain.gets("0", 'B', 20)
	rec.mu.Lock()
	defer rec.mu.Unlock()
	slots := rec.slots["p"]
	if len(slots) != 2 || slots[0].Role != "audio" || slots[1].Role != "main" || slots[1].Kind != "video" || slots[1].Mid != "1" {
		t.Errorf("slots %+v", slots)
	}
}

func TestPresentation(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	guest := all
	guest.MayPresent = false
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, guest, a)
	enter(room, rec, all, b, c)
	a.showOn.Store(true)
	b.gets("3", 'A', 20)
	eventually(t, "a sends slides", func() bool {
		return rec.has(media.MediaChanged{ParticipantID: "a", Audio: true, Video: true, Presentation: true})
	})
	if b.count("6", 'A') > 0 || rec.holder("b", "presentation", 0) != "" {
		t.Error("slides flow without permission")
	}
	room.SetPolicy("a", all)
	b.gets("6", 'A', 20)
	c.gets("6", 'A', 20)
	if a.count("6", 'A') > 0 {
		t.Error("the presenter gets its own slides")
	}
	if !rec.has(media.PresentationChanged{ParticipantID: "a"}) {
		t.Error("presenter not reported")
	}
	denied := all
	denied.MaySeePresentation = false
	room.SetPolicy("c", denied)
	eventually(t, "c loses the slides", func() bool { return rec.holder("c", "presentation", 0) == "" })
	b.showOn.Store(true) // both may: who began last
	c.gets("3", 'A', 10)
	a.gets("6", 'B', 20)
	b.showOn.Store(false)
	room.SetPolicy("b", guest)
	b.gets("6", 'A', 20)
	room.SetPolicy("a", guest)
	eventually(t, "nobody presents", func() bool { return rec.has(media.PresentationChanged{}) })
}
