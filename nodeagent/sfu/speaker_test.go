package sfu

import (
	"testing"
)

// trace is a level for each participant over a number of ticks; -dBov as sent,
// so 127 is silence.
type trace struct {
	ticks  int
	levels map[string]uint8
}

func play(s *speakers, tr trace) (changes int) {
	turned := map[string]uint8{}
	for id, l := range tr.levels {
		turned[id] = 127 - l
	}
	for range tr.ticks {
		if s.step(turned) {
			changes++
		}
	}
	return changes
}

func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		name    string
		traces  []trace
		want    string // order
		changes int
	}{
		{"silence keeps the order of coming", []trace{{50, nil}}, "abc", 0},
		{"somebody speaks", []trace{{10, map[string]uint8{"b": 25}}}, "bac", 1},
		{"a cough does not count", []trace{{1, map[string]uint8{"b": 20}}, {10, nil}}, "abc", 0},
		{"two in turn: most recent first", []trace{
			{20, map[string]uint8{"b": 25}}, {10, nil}, {20, map[string]uint8{"c": 25}},
		}, "cba", 2},
		{"who speaks keeps the floor against an equal", []trace{
			{20, map[string]uint8{"b": 25}}, {40, map[string]uint8{"b": 25, "c": 25}},
		}, "bac", 1},
		{"a clearly louder one takes over", []trace{
			{20, map[string]uint8{"b": 35}}, {20, map[string]uint8{"b": 35, "c": 20}},
		}, "cba", 2},
		{"a short interjection does not", []trace{
			{20, map[string]uint8{"b": 30}}, {2, map[string]uint8{"b": 30, "c": 15}}, {10, map[string]uint8{"b": 30}},
		}, "bac", 1},
		{"a pause for breath keeps the floor", []trace{
			{20, map[string]uint8{"b": 25}}, {3, map[string]uint8{"c": 45}}, {20, map[string]uint8{"b": 25}},
		}, "bac", 1},
		{"typing and background stay below", []trace{{100, map[string]uint8{"c": 60}}}, "abc", 0},
		{"a steady fan loses the floor to speech", []trace{
			{600, map[string]uint8{"c": 45}}, {10, map[string]uint8{"c": 45, "b": 40}},
		}, "bca", 2},
		{"missing levels are silence", []trace{{20, map[string]uint8{"b": 25}}, {100, nil}}, "bac", 1},
	} {
		s := &speakers{}
		for _, id := range []string{"a", "b", "c"} {
			s.add(id)
		}
		changes := 0
		for _, tr := range c.traces {
			changes += play(s, tr)
		}
		got := ""
		for _, v := range s.voices() {
			got += v.ID
		}
		if got != c.want || changes != c.changes {
			t.Errorf("%s: order %s after %d changes, want %s after %d", c.name, got, changes, c.want, c.changes)
		}
	}
}

func TestVoice(t *testing.T) {
	s := &speakers{}
	s.add("a")
	s.add("b")
	play(s, trace{30, map[string]uint8{"a": 20, "b": 48}})
	v := s.voices()
	if v[0].vad() <= v[1].vad() || v[0].vad() > 100 || v[0].vad()%10 != 0 {
		t.Errorf("vad %d and %d", v[0].vad(), v[1].vad())
	}
	play(s, trace{60, nil})
	if got := s.voices()[0].vad(); got != 0 {
		t.Errorf("vad of silence is %d", got)
	}
	s.remove("a")
	s.remove("a")
	if s.find("a") >= 0 || len(s.order) != 1 {
		t.Error("removed participant stays")
	}
}
