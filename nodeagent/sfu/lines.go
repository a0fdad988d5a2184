package sfu

import (
	"fmt"

	"github.com/pion/webrtc/v4"
)

// stageStream is the msid of the first audio slot and of main.
const stageStream = "stage"

// takeLines makes a slot of every line that has become receivable. pion gives
// a new track to the first transceiver of its kind without one, in the order
// of lines, so slots are added in that order.
func (c *call) takeLines(lines []line) error {
	c.room.mu.Lock()
	known := map[string]*slot{}
	for _, s := range c.slots {
		known[s.mid] = s
	}
	hasMain := false
	for _, s := range c.slots {
		hasMain = hasMain || s.role == roleMain
	}
	for mid, before := range c.lines {
		for _, l := range lines {
			if l.mid == mid && l.audio != before.audio {
				c.room.mu.Unlock()
				return offerErr("mid %q was of another kind before", mid)
			}
		}
	}
	open := map[string]bool{}
	var fresh []*slot
	for _, l := range lines {
		c.lines[l.mid] = l
		if !l.recv {
			continue
		}
		open[l.mid] = true
		if known[l.mid] != nil {
			continue
		}
		s := newSlot(c, l, hasMain)
		hasMain = hasMain || s.role == roleMain
		fresh = append(fresh, s)
	}
	for mid, s := range known {
		s.closed = !open[mid]
	}
	c.slots = append(c.slots, fresh...)
	c.room.mu.Unlock()
	for _, s := range fresh {
		if err := c.addSender(s); err != nil {
			return err
		}
	}
	return nil
}

// newSlot names the role of a line. The first audio slot and main share a
// stream, so that a browser plays them in step.
func newSlot(c *call, l line, hasMain bool) *slot {
	s := &slot{call: c, mid: l.mid, kind: webrtc.RTPCodecTypeVideo, id: "slot-" + l.mid, msid: "slot-" + l.mid}
	switch {
	case l.audio:
		s.kind, s.role = webrtc.RTPCodecTypeAudio, roleAudio
		if len(c.lines) == 1 { // the first line of the call
			s.msid = stageStream
		}
	case l.slides:
		s.role = rolePresentation
	case hasMain:
		s.role = roleThumbnail
	default:
		s.role, s.msid = roleMain, stageStream
	}
	return s
}

func (c *call) addSender(s *slot) error {
	sender, err := c.pc.AddTrack(s)
	if err != nil {
		return fmt.Errorf("slot %s: %w", s.mid, err)
	}
	for _, t := range c.pc.GetTransceivers() {
		if t.Sender() == sender {
			if t.Mid() != s.mid {
				return offerErr("line %q cannot be sent on", s.mid)
			}
			c.wg.Go(func() { s.readFeedback(sender) })
			return nil
		}
	}
	return fmt.Errorf("slot %s: pion has no transceiver for it", s.mid)
}

// narrowSlots takes over what each line negotiated.
func (c *call) narrowSlots() {
	for _, t := range c.pc.GetTransceivers() {
		sender := t.Sender()
		if sender == nil {
			continue
		}
		if s, ok := sender.Track().(*slot); ok {
			s.narrow(sender.GetParameters().Codecs)
		}
	}
}
