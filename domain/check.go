package domain

import (
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths that several nouns share, in characters.
const (
	MaxName = 250
	MaxText = 250
)

// Checker collects refusals. The zero value is ready to use.
type Checker struct{ refusals Refusals }

// Err is nil when nothing was refused.
func (c *Checker) Err() error {
	if len(c.refusals) == 0 {
		return nil
	}
	return c.refusals
}

// Refuse adds a refusal.
func (c *Checker) Refuse(code Code, message string, field ...string) {
	c.refusals = append(c.refusals, Refusal{Code: code, Field: field, Message: message})
}

// Add adds what another Checker refused.
func (c *Checker) Add(err error) {
	if refusals, ok := AsRefusals(err); ok {
		c.refusals = append(c.refusals, refusals...)
	}
}

// Invalid adds a refusal with the code INVALID when ok is false.
func (c *Checker) Invalid(ok bool, message string, field ...string) {
	if !ok {
		c.Refuse(CodeInvalid, message, field...)
	}
}

// Name checks a required single-line text of at most max characters.
func (c *Checker) Name(v string, max int, field ...string) {
	if strings.TrimSpace(v) == "" {
		c.Refuse(CodeRequired, "A value is required.", field...)
		return
	}
	c.Text(v, max, field...)
}

// Text checks an optional single-line text of at most max characters.
func (c *Checker) Text(v string, max int, field ...string) {
	switch {
	case !utf8.ValidString(v) || strings.ContainsFunc(v, unicode.IsControl):
		c.Refuse(CodeInvalid, "Control characters are not allowed.", field...)
	case utf8.RuneCountInString(v) > max:
		c.Refuse(CodeInvalid, fmt.Sprintf("At most %d characters are allowed.", max), field...)
	}
}

// Prose is Text that may have several lines.
func (c *Checker) Prose(v string, max int, field ...string) {
	c.Text(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(v), max, field...)
}

// Email checks an optional address that mail can be sent to, without a name
// beside it.
func (c *Checker) Email(v string, field ...string) {
	if v == "" {
		return
	}
	var text Checker
	text.Text(v, MaxText, field...)
	if err := text.Err(); err != nil {
		c.Add(err)
		return
	}
	parsed, err := mail.ParseAddress(v)
	c.Invalid(err == nil && parsed.Address == v, "This is not an e-mail address.", field...)
}

// Range checks a whole number.
func (c *Checker) Range(v, min, max int, field ...string) {
	c.Invalid(v >= min && v <= max, fmt.Sprintf("The value must lie between %d and %d.", min, max), field...)
}

// OneOf checks a value of a closed set.
func OneOf[T ~string](c *Checker, v T, field string, allowed ...T) {
	for _, a := range allowed {
		if v == a {
			return
		}
	}
	c.Refuse(CodeInvalid, "The value is not one of the possible ones.", field)
}

// AllOf checks values of a closed set; one that is not possible is refused at
// its place in the list.
func AllOf[T ~string](c *Checker, values []T, field string, allowed ...T) {
	for i, v := range values {
		if !slices.Contains(allowed, v) {
			c.Refuse(CodeInvalid, "The value is not one of the possible ones.", field, strconv.Itoa(i))
		}
	}
}

// InOrder brings a choice from a closed set into the order of the set, each
// value once; what is not of the set comes last, for a check to refuse.
func InOrder[T comparable](values, set []T) []T {
	var out []T
	for _, v := range set {
		if slices.Contains(values, v) {
			out = append(out, v)
		}
	}
	for _, v := range values {
		if !slices.Contains(set, v) {
			out = append(out, v)
		}
	}
	return out
}

// Listed joins names for people and stays short.
func Listed(names []string) string {
	const shown = 5
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}
