package stage

import (
	"slices"
	"testing"

	"github.com/parley-video/parley/nodeagent/media"
)

func TestOrder(t *testing.T) {
	speakers := []media.Voice{{ParticipantID: "a"}, {ParticipantID: "b"}, {ParticipantID: "c"}}
	for _, c := range []struct {
		spot, first, want []string
	}{
		{nil, nil, []string{"a", "b", "c"}},
		{[]string{"c"}, nil, []string{"c", "a", "b"}},
		{[]string{"c", "b", "c"}, nil, []string{"c", "b", "a"}},
		{[]string{"gone", "b"}, nil, []string{"b", "a", "c"}},
		{nil, []string{"c", "b"}, []string{"b", "c", "a"}},
		{[]string{"a"}, []string{"c"}, []string{"a", "c", "b"}},
	} {
		var got []string
		for _, v := range Order(c.spot, func(id string) bool { return slices.Contains(c.first, id) }, speakers) {
			got = append(got, v.ParticipantID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("spotlight %q: %q, want %q", c.spot, got, c.want)
		}
	}
}
