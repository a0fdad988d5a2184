package domain

import (
	"fmt"
	"regexp"
	"strings"
)

// MaxPattern is the length of a pattern and of a replacement, in characters.
const MaxPattern = 250

// CheckPattern checks a regular expression in RE2's syntax; empty is none.
func CheckPattern(c *Checker, pattern string, field ...string) {
	before := len(c.refusals)
	if c.Text(pattern, MaxPattern, field...); len(c.refusals) > before || pattern == "" {
		return
	}
	if _, err := regexp.Compile(pattern); err != nil {
		c.Refuse(CodeInvalid, "The regular expression is malformed: "+strings.TrimPrefix(err.Error(), "error parsing regexp: ")+".", field...)
	}
}

// CheckReplacement checks what a match of the pattern is replaced with: text in
// which \1 to \9 stand for the groups of the pattern, \0 for all that matched
// and \\ for a backslash. A malformed pattern is CheckPattern's to refuse.
func CheckReplacement(c *Checker, pattern, replacement string, field ...string) {
	before := len(c.refusals)
	if c.Text(replacement, MaxPattern, field...); len(c.refusals) > before {
		return
	}
	groups := 0
	if re, err := regexp.Compile(pattern); err == nil {
		groups = re.NumSubexp()
	}
	for rest := replacement; ; {
		_, after, found := strings.Cut(rest, `\`)
		if !found {
			return
		}
		if after == "" || (after[0] != '\\' && (after[0] < '0' || after[0] > '9')) {
			c.Refuse(CodeInvalid, `A backslash is followed by the number of a group, or by another one: \1, \\.`, field...)
			return
		}
		if after[0] != '\\' && int(after[0]-'0') > groups {
			c.Refuse(CodeInvalid, fmt.Sprintf(`\%c stands for a group that the expression does not have; it has %d.`, after[0], groups), field...)
			return
		}
		rest = after[1:]
	}
}

// Rewrite replaces a text that the whole pattern matches, as CheckReplacement
// says; an empty replacement leaves it as it is, an empty pattern matches
// everything. False: no match. The pattern must have passed CheckPattern.
func Rewrite(pattern, replacement, text string) (string, bool) {
	if pattern != "" {
		re, err := regexp.Compile(`^(?:` + pattern + `)$`)
		if err != nil {
			return "", false
		}
		found := re.FindStringSubmatch(text)
		if found == nil {
			return "", false
		}
		return expand(replacement, text, found), true
	}
	return expand(replacement, text, []string{text}), true
}

func expand(replacement, text string, groups []string) string {
	if replacement == "" {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(replacement); i++ {
		if replacement[i] != '\\' || i+1 == len(replacement) {
			b.WriteByte(replacement[i])
			continue
		}
		i++
		if n := int(replacement[i] - '0'); n >= 0 && n < len(groups) {
			b.WriteString(groups[n])
		} else {
			b.WriteByte(replacement[i])
		}
	}
	return b.String()
}
