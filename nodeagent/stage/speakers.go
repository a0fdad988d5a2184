package stage

import (
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

// Tick is how often Speakers.Step is to be called.
const Tick = 100 * time.Millisecond

// Levels are RFC 6464 turned round: 0 silent, 127 the loudest.
const (
	speechLevel = 127 - 50 // quieter is never speech
	overFloor   = 8        // speech is that much over the room's own noise
	maxFloor    = 127 - 35 // a noise louder than this counts as voice all the same
	takeOver    = 6        // challenger must be this much louder than who speaks
	takeAfter   = 4        // ticks a challenger has to hold out while another speaks
	freeAfter   = 2        // ticks a challenger has to hold out in silence
	attack      = 0.5      // share of a new level while rising
	release     = 0.1      // and while falling
	floorRise   = 0.1      // per tick: 1 dB a second
)

// voiceState is what the detector knows of one participant.
type voiceState struct {
	id     string
	level  float64 // smoothed
	floor  float64
	talked int // ticks in a row as the best challenger
}

func (v *voiceState) speaking() bool {
	return v.level >= speechLevel && v.level >= v.floor+overFloor
}

// Speakers finds who speaks from levels of 100 ms. It asks no clock; the order
// depends on the levels observed alone. The zero value knows nobody. Not safe
// for concurrent use.
type Speakers struct {
	order []*voiceState // most recent speaker first
}

// Keep lets those present take part, newcomers behind all others, and nobody
// else.
func (s *Speakers) Keep(present []string) {
	s.order = slices.DeleteFunc(s.order, func(v *voiceState) bool { return !slices.Contains(present, v.id) })
	fresh := slices.Sorted(slices.Values(present)) // who begins in the same moment comes in a fixed order
	for _, id := range fresh {
		s.add(id)
	}
}

// Resume lets participants take part in an order that was found elsewhere, behind
// who does already.
func (s *Speakers) Resume(order []string) {
	for _, id := range order {
		s.add(id)
	}
}

// add lets a participant take part, behind all others.
func (s *Speakers) add(id string) {
	if s.find(id) < 0 {
		// The floor starts high enough that the first word does not have to
		// wait for it and low enough that a quiet room is learned at once.
		s.order = append(s.order, &voiceState{id: id, floor: 127 - 60})
	}
}

func (s *Speakers) find(id string) int {
	return slices.IndexFunc(s.order, func(v *voiceState) bool { return v.id == id })
}

// Step takes the mean levels of the last tick; a missing one is silence. It
// reports whether the order changed.
func (s *Speakers) Step(levels map[string]uint8) bool {
	if len(s.order) == 0 {
		return false
	}
	var best *voiceState
	for _, v := range s.order {
		v.observe(float64(levels[v.id]))
		if v.speaking() && (best == nil || v.level > best.level) {
			best = v
		}
	}
	for _, v := range s.order {
		if v != best {
			v.talked = 0
		}
	}
	if best == nil || best == s.order[0] {
		return false
	}
	top := s.order[0]
	best.talked++
	wait := freeAfter
	if top.speaking() {
		wait = takeAfter
		if best.level < top.level+takeOver {
			best.talked = 0
		}
	}
	if best.talked < wait {
		return false
	}
	best.talked = 0
	i := s.find(best.id)
	s.order = slices.Insert(slices.Delete(s.order, i, i+1), 0, best)
	return true
}

func (v *voiceState) observe(level float64) {
	share := release
	if level > v.level {
		share = attack
	}
	v.level += share * (level - v.level)
	switch {
	case level == 0: // nothing sent says nothing about the noise
	case level < v.floor:
		v.floor = level
	default:
		v.floor = min(v.floor+floorRise, maxFloor)
	}
}

// Voices is the order, most recent speaker first.
func (s *Speakers) Voices() []media.Voice {
	out := make([]media.Voice, len(s.order))
	for i, v := range s.order {
		out[i] = media.Voice{ParticipantID: v.id, Level: v.level, Speaking: v.speaking()}
	}
	return out
}

// Loudness turns a smoothed level into the 0..100 of media.StageEntry, in steps
// of ten, so that it changes seldom.
func Loudness(v media.Voice) int {
	if !v.Speaking {
		return 0
	}
	const top = 127 - 10
	share := (v.Level - speechLevel) / (top - speechLevel)
	return 10 + int(min(max(share, 0), 1)*9)*10
}
