package sfu

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func vid(ids ...string) []candidate {
	var out []candidate
	for _, id := range ids {
		out = append(out, candidate{ID: id, Video: true, Audio: true})
	}
	return out
}

func TestPlaceMain(t *testing.T) {
	for _, c := range []struct {
		name, self string
		stage      []candidate
		want       string
	}{
		{"alone", "a", vid("a"), ""},
		{"empty", "a", nil, ""},
		{"top of the stage", "c", vid("a", "b", "c"), "a"},
		{"the top sees the one before", "a", vid("a", "b", "c"), "b"},
		{"a speaker without video does not hide the picture", "c", []candidate{{ID: "x", Audio: true}, {ID: "b", Video: true}}, "b"},
		{"nobody has video: a name", "c", []candidate{{ID: "c", Audio: true}, {ID: "x", Audio: true}}, "x"},
		{"video it cannot decode stays empty", "c", []candidate{{ID: "x", Audio: true, Blind: true}}, ""},
	} {
		if got := placeMain(c.self, c.stage); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPlaceThumbnails(t *testing.T) {
	for _, c := range []struct {
		name, self, main string
		stage            []candidate
		prev, want       []string
	}{
		{"fills in stage order", "s", "a", vid("a", "b", "s", "c"), []string{"", "", ""}, []string{"b", "c", ""}},
		{"order inside changes: nobody moves", "s", "a", vid("a", "c", "b"), []string{"b", "c"}, []string{"b", "c"}},
		{"main swaps: one slot changes", "s", "b", vid("b", "a", "c"), []string{"b", "c"}, []string{"a", "c"}},
		{"who left makes room", "s", "a", vid("a", "c", "d"), []string{"b", "c"}, []string{"d", "c"}},
		{"who no longer fits goes", "s", "a", vid("a", "d", "b", "c"), []string{"b", "c"}, []string{"b", "d"}},
		{"no video, no thumbnail", "s", "", []candidate{{ID: "b", Audio: true}, {ID: "c", Audio: true, Blind: true}}, []string{""}, []string{""}},
		{"no slots", "s", "", vid("b"), []string{}, []string{}},
	} {
		if got := placeThumbnails(c.self, c.main, c.stage, c.prev); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func loud(levels map[string]float64, ids ...string) []candidate {
	var out []candidate
	for _, id := range ids {
		out = append(out, candidate{ID: id, Audio: true, Level: levels[id]})
	}
	return out
}

func TestPlaceAudio(t *testing.T) {
	l := map[string]float64{"a": 60, "b": 50, "c": 40, "d": 45, "e": 47}
	for _, c := range []struct {
		name       string
		stage      []candidate
		prev, want []string
	}{
		{"room for all", loud(l, "a", "b"), []string{"", "", ""}, []string{"a", "b", ""}},
		{"the loudest get in", loud(l, "c", "d", "b", "a"), []string{"", "", ""}, []string{"a", "b", "d"}},
		{"slightly louder is not enough", loud(l, "a", "b", "c", "d"), []string{"a", "b", "c"}, []string{"a", "b", "c"}},
		{"clearly louder replaces the quietest", loud(l, "a", "b", "c", "e"), []string{"a", "c", "b"}, []string{"a", "e", "b"}},
		{"never oneself", loud(l, "self", "a"), []string{"self", ""}, []string{"a", ""}},
		{"muted goes", []candidate{{ID: "b", Audio: true}, {ID: "a"}}, []string{"a", "b"}, []string{"", "b"}},
	} {
		if got := placeAudio("self", c.stage, c.prev); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

var people = []string{"a", "b", "c", "d", "e", "f", "g"}

func drawStage(t *rapid.T) []candidate {
	var stage []candidate
	for _, id := range rapid.Permutation(people).Draw(t, "order")[:rapid.IntRange(0, len(people)).Draw(t, "n")] {
		c := candidate{ID: id, Video: rapid.Bool().Draw(t, "video"), Audio: rapid.Bool().Draw(t, "audio")}
		c.Blind = !c.Video && rapid.Bool().Draw(t, "blind")
		c.Level = float64(rapid.IntRange(0, 127).Draw(t, "level"))
		stage = append(stage, c)
	}
	return stage
}

func TestSlotProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		self := rapid.SampledFrom(people).Draw(t, "self")
		thumbs := make([]string, rapid.IntRange(0, 5).Draw(t, "thumbs"))
		audio := make([]string, rapid.IntRange(0, 3).Draw(t, "audio slots"))
		for range rapid.IntRange(1, 12).Draw(t, "rounds") {
			stage := drawStage(t)
			main := placeMain(self, stage)
			next := placeThumbnails(self, main, stage, thumbs)
			heard := placeAudio(self, stage, audio)
			unique(t, self, append([]string{main}, next...))
			unique(t, self, heard)
			// Full use: nobody who fits is left out.
			fits, speak := 0, 0
			for _, c := range stage {
				if c.ID != self && c.ID != main && c.Video {
					fits++
				}
				if c.ID != self && c.Audio {
					speak++
				}
			}
			filled(t, "thumbnails", next, fits)
			filled(t, "audio", heard, speak)
			stays(t, thumbs, next)
			stays(t, audio, heard)
			// The same input again changes nothing.
			if again := placeThumbnails(self, main, stage, next); !slices.Equal(again, next) {
				t.Fatalf("thumbnails do not settle: %q then %q", next, again)
			}
			if again := placeAudio(self, stage, heard); !slices.Equal(again, heard) {
				t.Fatalf("audio does not settle: %q then %q", heard, again)
			}
			thumbs, audio = next, heard
		}
	})
}

func unique(t *rapid.T, self string, ids []string) {
	seen := map[string]bool{}
	for _, id := range ids {
		if id == self || id != "" && seen[id] {
			t.Fatalf("%q for %s", ids, self)
		}
		seen[id] = true
	}
}

func filled(t *rapid.T, what string, slots []string, fits int) {
	used := 0
	for _, id := range slots {
		if id != "" {
			used++
		}
	}
	if used != min(fits, len(slots)) {
		t.Fatalf("%s: %q for %d participants", what, slots, fits)
	}
}

// stays: whoever is still in a slot is in the same one.
func stays(t *rapid.T, prev, next []string) {
	for i, id := range prev {
		if j := slices.Index(next, id); id != "" && j >= 0 && j != i {
			t.Fatalf("%s moves from slot %d to %d", id, i, j)
		}
	}
}

func TestPickLayer(t *testing.T) {
	q, h, f := &layer{rid: "q"}, &layer{rid: "h"}, &layer{rid: "f"}
	sized := []layerView{{h, 320 * 180, 900}, {q, 160 * 90, 1000}, {f, 640 * 360, 800}}
	rated := []layerView{{h, 0, 300}, {q, 0, 100}, {f, 0, 1000}}
	for _, c := range []struct {
		name  string
		live  []layerView
		shown *layer
		high  bool
		want  *layer
	}{
		{"none", nil, f, true, nil},
		{"largest picture", sized, nil, true, f},
		{"smallest picture", sized, f, false, q},
		{"highest rate", rated, q, true, f},
		{"lowest rate", rated, nil, false, q},
		{"the shown one is gone", sized[:2], f, true, h},
		{"small difference", []layerView{{h, 0, 110}, {q, 0, 100}}, q, true, q},
		{"the largest of several larger ones", []layerView{{h, 0, 140}, {f, 0, 300}, {q, 0, 100}}, q, true, f},
	} {
		if got := pickLayer(c.live, c.shown, c.high); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
