package dialplan

import (
	"strings"

	"github.com/parley-video/parley/domain"
)

// MaxDigits bounds what is keyed into a Virtual Reception.
const MaxDigits = 50

// Reception is what a Virtual Reception does to the number that is keyed in.
// An empty Match takes anything; an empty Replace leaves it as it is.
type Reception struct {
	Service
	Match, Replace string
	Digits         *int // how many complete a number without #; nil: only # does
}

// CheckReception refuses a pattern or a replacement that cannot be used.
func CheckReception(c *domain.Checker, r Reception, matchField, replaceField string) {
	Check(c, r.pattern(), r.Replace, matchField, replaceField)
}

// Check refuses a match string or a replace string that is too long or cannot be
// used.
func Check(c *domain.Checker, match, replace, matchField, replaceField string) {
	var text domain.Checker
	text.Text(match, MaxPattern, matchField)
	text.Text(replace, MaxTemplate, replaceField)
	if err := text.Err(); err != nil {
		c.Add(err)
		return
	}
	pattern, err := CompilePattern(match)
	if err != nil {
		c.Refuse(domain.CodeInvalid, "The pattern cannot be used: "+err.Error()+".", matchField)
		return
	}
	if _, err := ParseTemplate(replace, pattern.Groups()); err != nil {
		c.Refuse(domain.CodeInvalid, "The replacement cannot be used: "+err.Error()+".", replaceField)
	}
}

// anything is the pattern of a Reception that has none.
const anything = `.*`

func (r Reception) pattern() string {
	if r.Match == "" {
		return anything
	}
	return r.Match
}

// number is what the Reception waits for of all that is keyed in: what comes
// after # or after enough digits is heard by nobody.
func (r Reception) number(keyed string) string {
	number, _, _ := strings.Cut(strings.TrimSpace(keyed), "#")
	if r.Digits != nil && len(number) > *r.Digits {
		return number[:*r.Digits]
	}
	return number
}

// Capture gives the alias that keyed digits stand for; false when the Reception
// does not take them.
func (r Reception) Capture(keyed string) (string, bool) {
	digits := r.number(keyed)
	if digits == "" || len(digits) > MaxDigits {
		return "", false
	}
	pattern, err := CompilePattern(r.pattern())
	if err != nil {
		return "", false
	}
	template, err := ParseTemplate(r.Replace, pattern.Groups())
	if err != nil {
		return "", false
	}
	places := pattern.capture(digits)
	if places == nil {
		return "", false
	}
	return template.expand(digits, places), true
}

// Continue is Explain for what is keyed into a Reception that an alias led to:
// the Reception captures it, and then it is treated as a new call. What was
// looked at before stays at the head of the trace.
func (p *Plan) Continue(before Answer, r Reception, digits string, from Source, in Directory) Answer {
	t := &tracer{on: true, steps: before.Trace}
	alias, ok := r.Capture(digits)
	t.reception(r, digits, alias, ok)
	if !ok {
		return Answer{Outcome: NotFound, Alias: digits, Trace: t.steps}
	}
	from.Direction = Incoming
	return p.resolve(alias, from, in, t)
}
