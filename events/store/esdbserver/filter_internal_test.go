package esdbserver

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
)

// An expression must not be compiled to more than its text lets expect: every
// one of these takes a second for a few events, or tens of megabytes.
func TestExpressionsAreBounded(t *testing.T) {
	limits := Limits{}.withDefaults()
	for _, c := range []struct {
		pattern string
		ok      bool
	}{
		{"^[^$].*", true},
		{`^(conference|node)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, true},
		{`^\p{L}{1,200}$`, true},
		{strings.Repeat("a", 1024), true},
		{"x{1000}", true},
		{"(" + strings.Repeat("a?", 490) + "){1000}", false},
		{strings.Repeat("x{1000}", 140), false},
		{"((((.?.?.?.?.?.?){10}){10}){10})", false},
		{"(" + strings.Repeat("(x|y)", 100) + "){0,1000}", false},
		{"(" + strings.Repeat("xy", 490) + "){1000,}", false},
	} {
		_, err := newMatcher(&wire.FilterOptions{Filter: &wire.FilterOptions_EventType{
			EventType: &wire.FilterOptions_Expression{Regex: c.pattern},
		}}, limits)
		if c.ok != (err == nil) || err != nil && !strings.Contains(err.Error(), "steps") {
			t.Errorf("%.40s: %v", c.pattern, err)
		}
	}
}
