package dialplan

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// The bounds of a pattern. MaxInstructions bounds what it is compiled to, since
// a few characters can stand for very many ("(.{99}){9}"): with it, and aliases
// that are bounded too, matching takes a bounded time.
const (
	MaxPattern      = 250  // characters
	MaxInstructions = 2000 // of the compiled pattern
)

// Pattern is a compiled match string: it has to fit the whole of an alias, and
// case does not matter. The syntax is RE2, whose matching time grows with the
// length of the alias only, whatever the pattern.
type Pattern struct {
	re *regexp.Regexp
}

// CompilePattern compiles a match string. The error says in words
// for people what is wrong with it.
func CompilePattern(text string) (Pattern, error) {
	if utf8.RuneCountInString(text) > MaxPattern {
		return Pattern{}, fmt.Errorf("it has more than %d characters", MaxPattern)
	}
	tree, err := syntax.Parse(text, syntax.Perl|syntax.FoldCase)
	if err != nil {
		return Pattern{}, explain(err)
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return Pattern{}, explain(err)
	}
	if len(prog.Inst) > MaxInstructions {
		return Pattern{}, errTooComplex
	}
	// What is compiled is the tree's own text: the pattern cannot reach out of
	// its parentheses, neither with one too many nor with an open \Q.
	re, err := regexp.Compile(`\A(?:` + tree.String() + `)\z`)
	if err != nil {
		return Pattern{}, explain(err)
	}
	return Pattern{re: re}, nil
}

var errTooComplex = errors.New("it is too complex; use fewer or smaller repetitions")

// explain puts what the parser says into words for people.
func explain(err error) error {
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		return fmt.Errorf("%w", err)
	}
	switch bad.Code {
	case syntax.ErrInvalidPerlOp, syntax.ErrMissingRepeatArgument, syntax.ErrInvalidNamedCapture:
		for _, look := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
			if strings.HasPrefix(bad.Expr, look) {
				return fmt.Errorf("%q is not known here (there is no looking ahead or back)", look)
			}
		}
	case syntax.ErrInvalidEscape:
		return fmt.Errorf("%q is not known here (a pattern cannot refer back to its own groups)", bad.Expr)
	case syntax.ErrLarge, syntax.ErrNestingDepth, syntax.ErrInvalidRepeatSize:
		return errTooComplex
	}
	return fmt.Errorf("%s at %q", bad.Code, bad.Expr)
}

// Groups is how many capture groups the pattern has.
func (p Pattern) Groups() int { return p.re.NumSubexp() }

// Match reports whether the pattern fits an alias.
func (p Pattern) Match(alias string) bool { return p.re.MatchString(alias) }

// capture gives the places of the groups, or nil when the pattern does not fit.
func (p Pattern) capture(alias string) []int { return p.re.FindStringSubmatchIndex(alias) }
