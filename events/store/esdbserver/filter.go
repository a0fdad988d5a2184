package esdbserver

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
)

// matcher is a client's filter: one of prefixes and a regular expression, over
// stream names or event types. The nil matcher passes everything.
type matcher struct {
	onType   bool
	prefixes []string
	regex    *regexp.Regexp
	// checkpoint is after how many considered events a subscription says how
	// far it is.
	checkpoint uint64
}

// defaultWindow is how many events the protocol's server considers at a time
// when the client does not say.
const defaultWindow = 32

// newMatcher reads a filter; nil is no filter.
func newMatcher(f *wire.FilterOptions, limits Limits) (*matcher, error) {
	if f == nil {
		return nil, nil // no filter is no matcher
	}
	m := &matcher{}
	var expression *wire.FilterOptions_Expression
	switch x := f.GetFilter().(type) {
	case *wire.FilterOptions_StreamIdentifier:
		expression = x.StreamIdentifier
	case *wire.FilterOptions_EventType:
		expression, m.onType = x.EventType, true
	default:
		return nil, invalid("filter: neither of streams nor of event types")
	}
	window := uint64(f.GetMax())
	if window == 0 {
		window = defaultWindow
	}
	m.checkpoint = window * max(1, uint64(f.GetCheckpointIntervalMultiplier()))
	m.prefixes = expression.GetPrefix()
	if len(m.prefixes) > limits.Prefixes {
		return nil, invalid(fmt.Sprintf("filter: %d prefixes, at most %d", len(m.prefixes), limits.Prefixes))
	}
	for _, p := range m.prefixes {
		if len(p) > store.MaxStreamBytes {
			return nil, invalid(fmt.Sprintf("filter: prefix of %d bytes, at most %d", len(p), store.MaxStreamBytes))
		}
	}
	pattern := expression.GetRegex()
	switch {
	case pattern == "" && len(m.prefixes) == 0:
		return nil, invalid("filter: neither prefixes nor a regular expression")
	case pattern == "":
		return m, nil
	case len(pattern) > limits.Regex:
		return nil, invalid(fmt.Sprintf("filter: regular expression of %d bytes, at most %d", len(pattern), limits.Regex))
	}
	var err error
	if m.regex, err = compile(pattern); err != nil {
		return nil, invalid("filter: regular expression (RE2 syntax, without lookahead): " + err.Error())
	}
	return m, nil
}

// maxSteps bounds what an expression is compiled to. Matching takes time in
// proportion to it for every byte, and repetitions make a thousand times as
// much of it as the text is long.
const maxSteps = 4096

func compile(pattern string) (*regexp.Regexp, error) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if n := steps(tree); n > maxSteps {
		return nil, fmt.Errorf("its repetitions come to %d steps, at most %d", n, maxSteps)
	}
	return regexp.Compile(pattern)
}

// steps estimates how large an expression is when it is compiled. The parser
// bounds its depth, and by that and the pattern's length the numbers here.
func steps(e *syntax.Regexp) int64 {
	n := int64(max(1, len(e.Rune)))
	if e.Op == syntax.OpCharClass {
		n = 1
	}
	for _, sub := range e.Sub {
		n += steps(sub)
	}
	if e.Op == syntax.OpRepeat {
		n *= int64(max(1, e.Min, e.Max))
	}
	return n
}

func (m *matcher) match(e *store.Event) bool {
	if m == nil {
		return true
	}
	name := e.Stream
	if m.onType {
		name = e.Type
	}
	for _, p := range m.prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return m.regex != nil && m.regex.MatchString(name)
}

// hint is what of the filter, and of the caller's rights, the store can use to
// read less. Both are applied to what it gives all the same.
func (m *matcher) hint(p *Principal) store.Filter {
	f := store.Filter{System: p.Admin}
	if !p.Admin {
		f.StreamPrefixes, f.TypePrefixes = p.Streams, p.Types
	}
	switch {
	case m == nil || m.regex != nil:
	case m.onType && len(f.TypePrefixes) == 0:
		f.TypePrefixes = m.prefixes
	case !m.onType && len(f.StreamPrefixes) == 0:
		f.StreamPrefixes = m.prefixes
	}
	return f
}
