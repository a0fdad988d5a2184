package domain_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
)

func TestEmail(t *testing.T) {
	for v, want := range map[string]string{
		"":                 "",
		"ada@example.com":  "",
		"a+b@x":            "",
		"ada":              "This is not an e-mail address.",
		"ada@":             "This is not an e-mail address.",
		"@x.org":           "This is not an e-mail address.",
		"a b@x.org":        "This is not an e-mail address.",
		"a@b@x.org":        "This is not an e-mail address.",
		"a..b@x.org":       "This is not an e-mail address.",
		"Ada <a@x.org>":    "This is not an e-mail address.",
		"a@x.org, b@x.org": "This is not an e-mail address.",
		"a@x.org\n":        "Control characters are not allowed.",
		"a@" + strings.Repeat("x", domain.MaxText): "At most 250 characters are allowed.",
	} {
		var c domain.Checker
		c.Email(v, "owner", "0")
		got := ""
		if refusals, ok := domain.AsRefusals(c.Err()); ok {
			if len(refusals) != 1 || refusals[0].Code != domain.CodeInvalid || strings.Join(refusals[0].Field, ".") != "owner.0" {
				t.Errorf("%q: %+v", v, refusals)
			}
			got = refusals[0].Message
		}
		if got != want {
			t.Errorf("%q: %q, want %q", v, got, want)
		}
	}
}

func TestNumberIsACopy(t *testing.T) {
	given, current := new(1), new(2)
	for _, c := range []struct {
		opt  domain.Opt[*int]
		want *int
	}{
		{domain.Opt[*int]{}, current}, {domain.Some(given), given}, {domain.Some[*int](nil), nil},
	} {
		got := domain.Number(c.opt, current)
		if (got == nil) != (c.want == nil) || got != nil && (*got != *c.want || got == c.want) {
			t.Errorf("%+v: %v, want a copy of %v", c.opt, got, c.want)
		}
	}
}
