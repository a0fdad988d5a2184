package sqlite

import (
	"strings"
	"testing"
)

// What begins with a prefix lies between it and what comes after it, and
// nothing else does.
func TestAfter(t *testing.T) {
	texts := []string{"", "a", "ab", "abc", "ac", "b", "é", "éa", "ÿ", "ÿz", "z", "￿", "￿x", "\U0010ffff", "\U0010ffffx"}
	for _, prefix := range texts {
		for _, text := range texts {
			if between := text >= prefix && text < after(prefix); between != strings.HasPrefix(text, prefix) {
				t.Errorf("%q begins with %q: %v, in the range: %v", text, prefix, !between, between)
			}
		}
	}
}
