package membership

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestLedger: whatever order claims become known in, and however often, and
// with whatever told as a whole in between, the same is known in the end.
func TestLedger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []claimed
		truth := map[string]uint64{} // service and conference to term
		whole := [][]claimed{nil}    // what is claimed after each version
		for v := range uint64(rapid.IntRange(1, 30).Draw(t, "claims")) {
			c := claimed{version: v + 1, released: rapid.IntRange(0, 2).Draw(t, "released") == 0}
			c.claim = Claim{
				NodeID: "n", ServiceID: rapid.SampledFrom([]string{"s", "r"}).Draw(t, "service"),
				ConferenceID: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "conference"), Term: v,
			}
			name := c.claim.ServiceID + c.claim.ConferenceID
			if c.released {
				delete(truth, name)
			} else {
				truth[name] = v
			}
			all = append(all, c)
			var list []claimed
			for _, term := range truth {
				list = append(list, all[term])
			}
			whole = append(whole, list)
		}
		var l ledger
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, 2*len(all)), 0, 60).Draw(t, "before") {
			if i < len(all) {
				l.apply(all[i])
			} else {
				l.replace(uint64(i-len(all)), whole[i-len(all)])
			}
			if l.complete == 0 {
				continue
			}
			// Nothing is told that was not so.
			for _, c := range l.list() {
				if all[c.version-1] != c {
					t.Fatalf("told %+v", c)
				}
			}
		}
		for _, i := range rapid.Permutation(indices(len(all))).Draw(t, "order") {
			l.apply(all[i])
			l.apply(all[i])
		}
		if l.complete != uint64(len(all)) || len(l.ahead) != 0 {
			t.Fatalf("complete up to %d of %d, ahead %v", l.complete, len(all), l.ahead)
		}
		got := map[string]uint64{}
		for _, service := range []string{"s", "r"} {
			for _, c := range l.of(service) {
				got[c.ServiceID+c.ConferenceID] = c.Term
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(truth) {
			t.Fatalf("knows %v, want %v", got, truth)
		}
		for _, list := range l.claims {
			if slices.ContainsFunc(list, func(c claimed) bool { return c.released }) {
				t.Fatal("a release is kept for ever")
			}
		}
		if l.empty() != (len(truth) == 0) {
			t.Fatalf("empty: %v", l.empty())
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
