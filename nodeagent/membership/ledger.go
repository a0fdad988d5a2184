package membership

import (
	"cmp"
	"slices"
)

// maxAhead bounds the claims that are remembered beyond a gap. What does not
// fit is asked for as a whole.
const maxAhead = 4096

// ledger is what is known of the claims of one life of a node. They may become
// known in any order and any number of times. Its zero value knows nothing.
type ledger struct {
	complete uint64 // everything up to this version is known
	ahead    map[uint64]struct{}
	// claims by service; releases, too, as long as they are beyond a gap.
	claims map[string][]claimed
}

// apply takes one claim or release; fresh: it was not known before; changed:
// and makes a difference.
func (l *ledger) apply(c claimed) (fresh, changed bool) {
	if _, known := l.ahead[c.version]; known || c.version <= l.complete {
		return false, false
	}
	if c.version != l.complete+1 && len(l.ahead) >= maxAhead {
		return false, false
	}
	if l.ahead == nil {
		l.ahead = map[uint64]struct{}{}
	}
	l.ahead[c.version] = struct{}{}
	changed = l.put(c)
	l.advance()
	return true, changed
}

// put keeps the newest of what is said of a conference.
func (l *ledger) put(c claimed) (changed bool) {
	list := l.claims[c.claim.ServiceID]
	at := slices.IndexFunc(list, func(o claimed) bool { return o.claim.ConferenceID == c.claim.ConferenceID })
	if at < 0 {
		if l.claims == nil {
			l.claims = map[string][]claimed{}
		}
		l.claims[c.claim.ServiceID] = append(list, c)
		return !c.released
	}
	old := list[at]
	if old.version > c.version {
		return false
	}
	list[at] = c
	return old.released != c.released || !c.released && old.claim != c.claim
}

// advance takes in what is no longer beyond a gap, and forgets releases that
// nothing older can come after.
func (l *ledger) advance() {
	for {
		if _, known := l.ahead[l.complete+1]; !known {
			break
		}
		l.complete++
		delete(l.ahead, l.complete)
	}
	l.drop(func(c claimed) bool { return c.released && c.version <= l.complete })
}

func (l *ledger) drop(which func(claimed) bool) {
	for service, list := range l.claims {
		if list = slices.DeleteFunc(list, which); len(list) == 0 {
			delete(l.claims, service)
		} else {
			l.claims[service] = list
		}
	}
}

// replace takes everything up to a version at once.
func (l *ledger) replace(version uint64, list []claimed) (changed bool) {
	if version <= l.complete {
		return false
	}
	type key struct{ service, conference string }
	told := make(map[key]bool, len(list))
	for _, c := range list {
		if c.version <= version && !c.released {
			told[key{c.claim.ServiceID, c.claim.ConferenceID}] = true
			changed = l.put(c) || changed
		}
	}
	l.drop(func(c claimed) bool {
		gone := c.version <= version && !told[key{c.claim.ServiceID, c.claim.ConferenceID}]
		changed = changed || gone && !c.released
		return gone
	})
	for v := range l.ahead {
		if v <= version {
			delete(l.ahead, v)
		}
	}
	l.complete = version
	l.advance()
	return changed
}

// list is what can be told of up to l.complete, oldest first.
func (l *ledger) list() []claimed {
	var out []claimed
	for _, list := range l.claims {
		for _, c := range list {
			if c.version <= l.complete && !c.released {
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b claimed) int { return cmp.Compare(a.version, b.version) })
	return out
}

// of lists the claims of a service.
func (l *ledger) of(service string) []Claim {
	var out []Claim
	for _, c := range l.claims[service] {
		if !c.released {
			out = append(out, c.claim)
		}
	}
	return out
}

func (l *ledger) ofConference(id string) []Claim {
	var out []Claim
	for _, list := range l.claims {
		for _, c := range list {
			if !c.released && c.claim.ConferenceID == id {
				out = append(out, c.claim)
			}
		}
	}
	return out
}

func (l *ledger) empty() bool {
	for service := range l.claims {
		if len(l.of(service)) > 0 {
			return false
		}
	}
	return true
}
