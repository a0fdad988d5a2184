package domain_test

import (
	"testing"

	"github.com/parley-video/parley/domain"
)

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, replacement string
		refused              bool
	}{
		{`(\d+)`, `room\1@x.test`, false},
		{``, ``, false},
		{``, `\0@x.test`, false},
		{`(`, ``, true},
		{`(?=x)`, ``, true}, // not of RE2
		{`(\d)(\d)`, `\2\1`, false},
		{`(\d)`, `\2`, true},
		{`\d`, `a\`, true},
		{`\d`, `a\n`, true},
		{`\d`, `a\\b`, false},
		{"a\x00", ``, true},
	} {
		var check domain.Checker
		domain.CheckPattern(&check, c.pattern, "matchString")
		domain.CheckReplacement(&check, c.pattern, c.replacement, "replaceString")
		if (check.Err() != nil) != c.refused {
			t.Errorf("%q, %q: %v", c.pattern, c.replacement, check.Err())
		}
	}
}

func TestRewrite(t *testing.T) {
	for _, c := range []struct {
		pattern, replacement, text, want string
		matches                          bool
	}{
		{``, ``, `123`, `123`, true},
		{``, `\0@x.test`, `123`, `123@x.test`, true},
		{`1(\d+)`, `room\1`, `123`, `room23`, true},
		{`1(\d+)`, ``, `123`, `123`, true},
		{`1|2`, ``, `12`, ``, false}, // the whole text, whatever the alternatives
		{`(\d)(\d)`, `\2\\\1`, `12`, `2\1`, true},
		{`(a)|(b)`, `<\2>`, `a`, `<>`, true},
	} {
		if got, ok := domain.Rewrite(c.pattern, c.replacement, c.text); got != c.want || ok != c.matches {
			t.Errorf("%q to %q of %q: %q, %v", c.pattern, c.replacement, c.text, got, ok)
		}
	}
}
