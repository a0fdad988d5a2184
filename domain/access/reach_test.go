package access_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/access"
)

func TestReachAllows(t *testing.T) {
	r := access.Reach{Streams: []string{"node-", "conference-"}, Types: []string{"node."}}
	for name, want := range map[string]bool{
		"node-1 node.created.v1": true, "conference-1 node.call.v1": true,
		"location-1 node.created.v1": false, "node-1 conference.started.v1": false, "nod node.": false,
	} {
		stream, typ, _ := strings.Cut(name, " ")
		if r.Allows(stream, typ) != want {
			t.Errorf("%s: want %t", name, want)
		}
	}
	if !(access.Reach{}).Allows("a", "b") || !(access.Reach{}).IsAll() || r.IsAll() {
		t.Error("the zero reach is not everything")
	}
}

// Prefixes over two letters, up to two long, say all there is to say: what
// CommonPrefixes and PrefixesWithin claim is compared with every text.
func TestPrefixAlgebra(t *testing.T) {
	words := []string{"a", "b", "aa", "ab", "ba", "bb"}
	texts := append(slices.Clone(words), "aaa", "aab", "aba", "abb", "baa", "bab", "bba", "bbb")
	var lists [][]string
	for mask := range 1 << len(words) {
		var l []string
		for i, w := range words {
			if mask&(1<<i) != 0 {
				l = append(l, w)
			}
		}
		lists = append(lists, l)
	}
	allows := func(l []string, s string) bool { return access.Reach{Streams: l}.Allows(s, "") }
	for _, a := range lists {
		for _, b := range lists {
			common, ok := access.CommonPrefixes(a, b)
			within, wantWithin := access.PrefixesWithin(a, b), true
			for _, s := range texts {
				if want := allows(a, s) && allows(b, s); want != (ok && allows(common, s)) {
					t.Fatalf("%q and %q have %q (%t), which is wrong for %q", a, b, common, ok, s)
				}
				// Longer texts only: a list of longer prefixes lies within a
				// shorter one as far as those can tell.
				if len(s) == 3 && allows(a, s) && !allows(b, s) {
					wantWithin = false
				}
			}
			// "a" is not within "aa", "ab", since "ac" begins with it too.
			if within && !wantWithin {
				t.Fatalf("%q is said to lie within %q", a, b)
			}
			if !within && wantWithin && len(b) > 0 && len(a) > 0 && !slices.ContainsFunc(a, func(p string) bool { return !allows(b, p) }) {
				t.Fatalf("%q is said not to lie within %q", a, b)
			}
		}
	}
	if access.PrefixesWithin(nil, []string{"a"}) {
		t.Error("everything lies within a")
	}
}
