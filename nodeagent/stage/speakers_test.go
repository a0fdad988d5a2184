package stage

import (
	"slices"
	"testing"
)

// trace is a level for each participant over a number of ticks; -dBov as sent,
// so 127 is silence.
type trace struct {
	ticks  int
	levels map[string]uint8
}

func play(s *Speakers, tr trace) (changes int) {
	turned := map[string]uint8{}
	for id, l := range tr.levels {
		turned[id] = 127 - l
	}
	for range tr.ticks {
		if s.Step(turned) {
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
		s := &Speakers{}
		s.Keep([]string{"c", "a", "b"}) // who comes at once comes by name
		changes := 0
		for _, tr := range c.traces {
			changes += play(s, tr)
		}
		got := ""
		for _, v := range s.Voices() {
			got += v.ParticipantID
		}
		if got != c.want || changes != c.changes {
			t.Errorf("%s: order %s after %d changes, want %s after %d", c.name, got, changes, c.want, c.changes)
		}
	}
}

func TestVoice(t *testing.T) {
	s := &Speakers{}
	s.Keep([]string{"a", "b"})
	play(s, trace{30, map[string]uint8{"a": 20, "b": 48}})
	v := s.Voices()
	if Loudness(v[0]) <= Loudness(v[1]) || Loudness(v[0]) > 100 || Loudness(v[0])%10 != 0 {
		t.Errorf("vad %d and %d", Loudness(v[0]), Loudness(v[1]))
	}
	play(s, trace{60, nil})
	if got := Loudness(s.Voices()[0]); got != 0 {
		t.Errorf("vad of silence is %d", got)
	}
	s.Keep([]string{"b", "a", "0"})
	if v := s.Voices(); len(v) != 3 || v[2].ParticipantID != "0" {
		t.Errorf("a newcomer is not behind all others: %v", v)
	}
	s.Keep([]string{"b", "0"})
	if v := s.Voices(); len(v) != 2 || v[0].ParticipantID != "b" {
		t.Errorf("who has gone stays: %v", v)
	}
	s.Keep(nil)
	if s.Step(map[string]uint8{"b": 100}) || len(s.Voices()) != 0 {
		t.Error("nobody speaks")
	}
}

// An order that was found elsewhere goes on.
func TestResume(t *testing.T) {
	var s Speakers
	s.Keep([]string{"a"})
	s.Resume([]string{"d", "a", "c"})
	s.Keep([]string{"a", "b", "c", "d"})
	s.Step(nil)
	var got []string
	for _, v := range s.Voices() {
		got = append(got, v.ParticipantID)
	}
	if want := []string{"a", "d", "c", "b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
