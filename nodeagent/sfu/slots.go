package sfu

import "slices"

// The assignment of participants to the slots of one receiver. Everything here
// is pure: the same input gives the same slots.

// candidate is a participant as one receiver could get it.
type candidate struct {
	ID    string
	Video bool // sends video this receiver can decode
	Blind bool // sends video this receiver cannot decode
	Audio bool
	Level float64 // smoothed loudness
}

// placeMain picks who is large: the most prominent other participant with
// video; if nobody has any, the most prominent one with audio, so that the
// client can show a name.
func placeMain(self string, stage []candidate) string {
	for _, c := range stage {
		if c.ID != self && c.Video {
			return c.ID
		}
	}
	for _, c := range stage {
		if c.ID != self && c.Audio && !c.Blind {
			return c.ID
		}
	}
	return ""
}

// placeThumbnails fills len(prev) slots with the others who have video, in
// stage order, without who is in main. Whoever is in a slot and still fits
// stays in that slot.
func placeThumbnails(self, main string, stage []candidate, prev []string) []string {
	var want []string
	for _, c := range stage {
		if len(want) == len(prev) {
			break
		}
		if c.ID != self && c.ID != main && c.Video {
			want = append(want, c.ID)
		}
	}
	return settle(prev, want)
}

// settle puts want into slots, everyone who is in a slot already staying there.
func settle(prev, want []string) []string {
	out := make([]string, len(prev))
	for i, id := range prev {
		if id != "" && slices.Contains(want, id) && !slices.Contains(out, id) {
			out[i] = id
		}
	}
	for _, id := range want {
		if slices.Contains(out, id) {
			continue
		}
		if i := slices.Index(out, ""); i >= 0 {
			out[i] = id
		}
	}
	return out
}

// audioMargin is how much louder than the quietest heard one a participant has
// to be to take its slot.
const audioMargin = 6

// placeAudio fills len(prev) slots with the loudest others. While there are
// slots for all, everyone keeps one, so that no first syllable is lost; after
// that a slot changes hands only for a clearly louder voice.
func placeAudio(self string, stage []candidate, prev []string) []string {
	level := map[string]float64{}
	var others []candidate
	for _, c := range stage {
		if _, twice := level[c.ID]; c.ID == self || !c.Audio || twice {
			continue
		}
		level[c.ID] = c.Level
		others = append(others, c)
	}
	out := make([]string, len(prev))
	for i, id := range prev {
		if _, here := level[id]; here && !slices.Contains(out, id) {
			out[i] = id
		}
	}
	// Loudest first; stable, so that the stage decides between equals.
	slices.SortStableFunc(others, func(a, b candidate) int {
		switch {
		case a.Level > b.Level:
			return -1
		case a.Level < b.Level:
			return 1
		}
		return 0
	})
	for _, c := range others {
		if slices.Contains(out, c.ID) {
			continue
		}
		at := -1
		for i, id := range out {
			switch {
			case id == "":
				at = i
			case at < 0 || (out[at] != "" && level[id] < level[out[at]]):
				at = i
			}
			if out[at] == "" {
				break
			}
		}
		if at >= 0 && (out[at] == "" || c.Level >= level[out[at]]+audioMargin) {
			out[at] = c.ID
		}
	}
	return out
}
