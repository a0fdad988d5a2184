package access

import "strings"

// Reach is which events a token may read and write, by how their stream and
// their type begin. An empty list means all; the zero Reach is everything.
type Reach struct {
	Streams []string
	Types   []string
}

// The bounds of a Reach.
const (
	MaxPrefixes     = 50  // entries of one list
	MaxStreamPrefix = 200 // bytes, as a stream name
	MaxTypePrefix   = 128 // bytes, as an event type
)

// IsAll reports that nothing is out of reach.
func (r Reach) IsAll() bool { return len(r.Streams) == 0 && len(r.Types) == 0 }

// Allows reports whether an event is within reach.
func (r Reach) Allows(stream, typ string) bool {
	return begins(r.Streams, stream) && begins(r.Types, typ)
}

// Within reports whether nothing is in reach of r that is out of reach of
// outer.
func (r Reach) Within(outer Reach) bool {
	return PrefixesWithin(r.Streams, outer.Streams) && PrefixesWithin(r.Types, outer.Types)
}

// PrefixesWithin reports whether everything that begins with one of the inner
// prefixes begins with one of the outer ones. An empty list means everything.
func PrefixesWithin(inner, outer []string) bool {
	if len(outer) == 0 {
		return true
	}
	for _, p := range inner {
		if !begins(outer, p) {
			return false
		}
	}
	return len(inner) > 0
}

// CommonPrefixes describes what begins with a prefix of both lists; ok is false
// when nothing does. An empty list means everything.
func CommonPrefixes(a, b []string) (common []string, ok bool) {
	switch {
	case len(a) == 0:
		return b, true
	case len(b) == 0:
		return a, true
	}
	for _, p := range a {
		if begins(b, p) {
			common = append(common, p)
		}
	}
	for _, p := range b {
		if begins(a, p) && (len(common) == 0 || !begins(common, p)) {
			common = append(common, p)
		}
	}
	return common, len(common) > 0
}

func begins(prefixes []string, s string) bool {
	if len(prefixes) == 0 {
		return true
	}
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
