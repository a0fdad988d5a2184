package stage

import (
	"slices"

	"github.com/parley-video/parley/nodeagent/media"
)

// Order puts the spotlit first, in their order, then the foremost, then the
// other speakers, most recent first. Participants that are not among the
// speakers do not appear.
func Order(spotlight []string, foremost func(id string) bool, speakers []media.Voice) []media.Voice {
	out := make([]media.Voice, 0, len(speakers))
	taken := map[string]bool{}
	for _, id := range spotlight {
		i := slices.IndexFunc(speakers, func(v media.Voice) bool { return v.ParticipantID == id })
		if i >= 0 && !taken[id] {
			taken[id] = true
			out = append(out, speakers[i])
		}
	}
	for _, first := range []bool{true, false} {
		for _, v := range speakers {
			if !taken[v.ParticipantID] && foremost(v.ParticipantID) == first {
				out = append(out, v)
			}
		}
	}
	return out
}
