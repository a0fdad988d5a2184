package sfu

import "slices"

// stageOrder puts the spotlit first, in their order, then the foremost, then the
// other speakers, most recent first. Participants that are not among the speakers do not appear.
func stageOrder(spotlight []string, foremost func(id string) bool, speakers []voice) []voice {
	out := make([]voice, 0, len(speakers))
	taken := map[string]bool{}
	for _, id := range spotlight {
		i := slices.IndexFunc(speakers, func(v voice) bool { return v.ID == id })
		if i >= 0 && !taken[id] {
			taken[id] = true
			out = append(out, speakers[i])
		}
	}
	for _, first := range []bool{true, false} {
		for _, v := range speakers {
			if !taken[v.ID] && foremost(v.ID) == first {
				out = append(out, v)
			}
		}
	}
	return out
}
