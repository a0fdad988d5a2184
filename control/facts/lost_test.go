package facts_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/control/controltest"
)

// What comes before a start or after an end cannot be told as part of a story
// that adds up; the log of the program says that it was left out.
func TestFactsThatAreLeftOutAreLogged(t *testing.T) {
	s, log := controltest.Memory(t), &controltest.Buffer{}
	r := recorder(s, log)
	record(t, r, 5, started(1, "c"), joined(2, "c", "a"), ended(3, "c"), joined(4, "early", "b"), left(5, "early", "b"))
	if got := types(t, s, "conference-early"); got != "" {
		t.Errorf("recorded %s", got)
	}
	if got := log.String(); strings.Count(got, "level=WARN") != 1 || !strings.Contains(got, "conference=early") ||
		!strings.Contains(got, "first=4") || !strings.Contains(got, "number=2") {
		t.Errorf("logged %s", got)
	}
	record(t, r, 7, left(6, "c", "a"), ended(7, "c"))
	if got := log.String(); strings.Count(got, "level=WARN") != 2 || !strings.Contains(got, "conference=c") || !strings.Contains(got, "number=1") {
		t.Errorf("logged %s", got)
	}

	// Somebody who remembers nothing gets all of it once more.
	again := &controltest.Buffer{}
	record(t, recorder(s, again), 3, started(1, "c"), joined(2, "c", "a"), ended(3, "c"))
	if again.String() != "" {
		t.Errorf("a repeat was logged: %s", again)
	}
}
