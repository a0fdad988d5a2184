package dialplan

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxTemplate bounds a replace string, in characters.
const MaxTemplate = 250

// Template is a parsed replace string: text with the numbers of capture
// groups. The zero value leaves the alias as it is.
type Template struct {
	parts []part
}

// part is text, or a group of the pattern when text is empty.
type part struct {
	text  string
	group int
}

// ParseTemplate reads a replace string for a pattern with so many groups.
// $1, ${1} and \1 are groups, $0 is the whole alias; $$ and \\ stand for the
// characters themselves. The error says in words for people what is wrong with it.
func ParseTemplate(text string, groups int) (Template, error) {
	if utf8.RuneCountInString(text) > MaxTemplate {
		return Template{}, fmt.Errorf("it has more than %d characters", MaxTemplate)
	}
	var t Template
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			t.parts = append(t.parts, part{text: literal.String()})
			literal.Reset()
		}
	}
	for rest := text; rest != ""; {
		mark := rest[0]
		if mark != '$' && mark != '\\' {
			end := strings.IndexAny(rest, `$\`)
			if end < 0 {
				end = len(rest)
			}
			literal.WriteString(rest[:end])
			rest = rest[end:]
			continue
		}
		if len(rest) > 1 && (rest[1] == '$' || rest[1] == '\\') {
			literal.WriteByte(rest[1])
			rest = rest[2:]
			continue
		}
		number, after, err := readGroup(rest, groups)
		if err != nil {
			return Template{}, err
		}
		flush()
		t.parts = append(t.parts, part{group: number})
		rest = after
	}
	flush()
	return t, nil
}

var errLoneMark = errors.New(`after $ or \ comes the number of a capture group; $$ and \\ are the characters themselves`)

// readGroup reads $1, ${1} or \1 at the beginning of a text.
func readGroup(text string, groups int) (number int, rest string, err error) {
	rest, braced := text[1:], false
	if text[0] == '$' {
		rest, braced = strings.CutPrefix(rest, "{")
	}
	digits := 0
	for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
		number = min(number*10+int(rest[digits]-'0'), 1<<20)
		digits++
	}
	if digits == 0 {
		return 0, "", errLoneMark
	}
	written := rest[:digits]
	rest = rest[digits:]
	if braced {
		closed := false
		if rest, closed = strings.CutPrefix(rest, "}"); !closed {
			return 0, "", errLoneMark
		}
	}
	if number > groups {
		hint := ""
		if digits > 1 && !braced {
			hint = fmt.Sprintf("; ${%s}%s is group %[1]s with %[2]q behind it", written[:1], written[1:])
		}
		return 0, "", fmt.Errorf("there is no capture group %s in the pattern, which has %d%s", written, groups, hint)
	}
	return number, rest, nil
}

// expand gives the alias that the template makes of one that the pattern fits;
// places is what capture gave.
func (t Template) expand(alias string, places []int) string {
	if len(t.parts) == 0 {
		return alias
	}
	var b strings.Builder
	for _, p := range t.parts {
		if p.text != "" {
			b.WriteString(p.text)
			continue
		}
		if from, to := places[2*p.group], places[2*p.group+1]; from >= 0 {
			b.WriteString(alias[from:to])
		}
	}
	return strings.TrimSpace(b.String())
}
