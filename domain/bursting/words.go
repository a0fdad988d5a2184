package bursting

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// words is a duration as people say it.
func words(d time.Duration) string {
	switch d = d.Round(time.Second); {
	case d < 2*time.Minute:
		return count(int(d/time.Second), "second")
	case d < 2*time.Hour:
		return count(int(d/time.Minute), "minute")
	default:
		return fmt.Sprintf("%s and %s", count(int(d/time.Hour), "hour"), count(int(d%time.Hour/time.Minute), "minute"))
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// clock is a time of day; who reads it sees the day beside it.
func clock(t time.Time) string { return t.UTC().Format("15:04:05") + " UTC" }

func quoted(name, id string) string {
	if name == "" {
		name = id
	}
	return strconv.Quote(name)
}

// quotedList names the first of several, and counts the others.
func quotedList(names []string, most int) string {
	var parts []string
	for _, n := range names[:min(len(names), most)] {
		parts = append(parts, strconv.Quote(n))
	}
	if more := len(names) - most; more > 0 {
		parts = append(parts, count(more, "other"))
	}
	if last := len(parts) - 1; last > 0 {
		return strings.Join(parts[:last], ", ") + " and " + parts[last]
	}
	return strings.Join(parts, "")
}

func (p *place) label() string  { return quoted(p.Name, p.ID) }
func (m *member) label() string { return quoted(m.Name, m.ID) }

// freeText says how much is free in a location, and against what.
func (p *place) freeText(free int) string {
	return fmt.Sprintf("%s has %d of %s free; its threshold is %d", p.label(), free, count(p.maxHD, "HD call"), p.threshold)
}
