package hub

import "strings"

// generation tells positions of a log that was put back from those that it had
// before, and gives out again, and a configuration that is made otherwise from
// what it was: nodes are told positions with the generation in front. When it is
// empty, nothing stands in front. Beyond the wire positions are always bare.
type generation string

const generationEnd = ":"

// wire is a position as nodes are told it.
func (g generation) wire(position string) string {
	if g == "" || position == "" {
		return position
	}
	return string(g) + generationEnd + position
}

// local is a position that a node has told; empty, which is nowhere, when it is
// of another generation.
func (g generation) local(position string) string {
	if g == "" {
		return position // with another generation in front it leads nowhere, too
	}
	rest, ok := strings.CutPrefix(position, string(g)+generationEnd)
	if !ok {
		return ""
	}
	return rest
}
