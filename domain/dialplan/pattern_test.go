package dialplan_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/events"
)

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, alias string
		want           bool
	}{
		{`alice@example\.com`, "ALICE@Example.Com", true},
		{`ALICE`, "alice", true},
		{`ÅSE`, "åse", true},
		{`a|bc`, "abc", false},
		{`\Qa.b`, "a.b", true}, // an open quotation does not swallow the anchor
		{`\Qa.b`, "axb", false},
		{`^a$`, "a", true},
		{`(?-i)A`, "a", false},
		{`.*`, "", true},
		{`\d{3}`, "12", false},
		{`(?m)a$`, "a\nb", false}, // the anchors are those of the whole
	} {
		p, err := dialplan.CompilePattern(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		if p.Match(c.alias) != c.want {
			t.Errorf("%s fits %q: %t", c.pattern, c.alias, !c.want)
		}
	}
	for pattern, want := range map[string]string{
		`a)(b`: "unexpected )", `(`: "missing closing )", `a**`: "invalid nested repetition operator", `(?=a)`: "looking ahead", `(?<!a)b`: "looking ahead",
		`(a)\1`: "refer back", `[z-a]`: "invalid character class range", `\C`: "not known", "a\xff": "invalid UTF-8",
		strings.Repeat("a", 251): "more than 250 characters", `(.{99}){99}`: "too complex", `a{9999}`: "too complex",
		strings.Repeat("(", 120) + strings.Repeat(")", 120): "", `(\pL{200}|x){11}`: "too complex",
	} {
		_, err := dialplan.CompilePattern(pattern)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", pattern, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", pattern, err, want)
		}
	}
}

func TestTemplates(t *testing.T) {
	for _, c := range []struct{ pattern, template, alias, want string }{
		{`(\d+)@(.*)`, `$2-$1`, "7@x", "x-7"},
		{`(\d+)`, `\1\1`, "7", "77"},
		{`(\d)(\d)`, `${1}0$2`, "79", "709"},
		{`.*`, `$0@x`, "a", "a@x"},
		{`.*`, `a$$b\\c\$`, "a", `a$b\c$`},
		{`a(b)?c`, `<$1>`, "ac", "<>"},
		{`a`, ``, "a", "a"},
		{`a`, ` b `, "a", "b"},
		{`(a)`, `åse $1`, "A", "åse A"},
	} {
		p := dialplan.New([]dialplan.Rule{rule("r", c.pattern, func(s *events.RuleSettings) { s.ReplaceString = c.template })})
		if got := p.Resolve(c.alias, from(), directory()); got.Rule == nil || got.Alias != c.want {
			t.Errorf("%s by %s and %s: %q, want %q", c.alias, c.pattern, c.template, got.Alias, c.want)
		}
	}
	for template, want := range map[string]string{
		`$2`: "no capture group 2", `\9`: "no capture group 9", `$12`: "${1}2", `$`: "number of a capture group", `\`: "number of a capture group", `${1`: "number of a capture group",
		`${}`: "number of a capture group", `$x`: "number of a capture group", `\d`: "number of a capture group", `$99999999999999999999`: "no capture group 9",
		strings.Repeat("a", 251): "At most 250 characters",
	} {
		var c domain.Checker
		dialplan.Check(&c, `(\d)`, template, "matchString", "replaceString")
		if err := c.Err(); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "replaceString") {
			t.Errorf("%s: %v, want %q", template, err, want)
		}
	}
}

// FuzzRule: whatever is configured and dialled, there is an answer, the same
// every time, and what is called is a possible alias.
func FuzzRule(f *testing.F) {
	f.Add(`(\d+)@(.*)`, `$2\1`, "sip:7@x;y=z")
	f.Add(`\Qa`, `$0$0`, "A")
	f.Add(`(a|b)*?`, `${1}`, "abab")
	f.Add(`((((.*))))`, `\4`, "tel:+47")
	f.Fuzz(func(t *testing.T, match, replace, alias string) {
		var c domain.Checker
		dialplan.Check(&c, match, replace, "m", "r")
		p := dialplan.New([]dialplan.Rule{rule("1", match, func(s *events.RuleSettings) { s.ReplaceString = replace })})
		a := p.Explain(alias, from(), directory())
		if b := p.Explain(alias, from(), directory()); told(a) != told(b) {
			t.Fatalf("%s, then %s", told(a), told(b))
		}
		if c.Err() != nil && a.Rule != nil {
			t.Fatalf("a rule that is refused (%v) fits", c.Err())
		}
		if a.Outcome != dialplan.NotFound && (a.Alias == "" || utf8.RuneCountInString(a.Alias) > dialplan.MaxAlias) {
			t.Fatalf("%s calls %q", a.Outcome, a.Alias)
		}
	})
}
