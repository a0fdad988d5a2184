package dialplan

import (
	"cmp"
	"slices"
)

// The priorities that rules can have, and the room that is left beside a rule
// that is moved to an end, if there is any.
const (
	minPriority = 1
	maxPriority = 200
	room        = 10
)

// Priority is a new priority of a rule.
type Priority struct {
	RuleID   string
	Priority int
}

// Move says which priorities bring a rule to a place among the others: to is
// how many of them are asked before it. As few as possible change. They are to
// be set one after the other, and the moved rule's is the last: until then
// the others stay in their order, whatever happens. False: priorities from 1 to
// 200, with equal ones asked by name, do not allow this order.
func Move(rules []Rule, id string, to int) ([]Priority, bool) {
	list := slices.SortedFunc(slices.Values(rules), Compare)
	from := slices.IndexFunc(list, func(r Rule) bool { return r.ID == id })
	if from < 0 || to < 0 || to >= len(list) {
		return nil, false
	}
	moved := list[from]
	list = slices.Insert(slices.Delete(list, from, from+1), to, moved)
	if from == to {
		return nil, true
	}
	wanted, ok := between(list, to)
	if !ok {
		wanted, ok = cheapest(list, to)
	}
	if !ok {
		return nil, false
	}
	return inSafeOrder(list, wanted, to), true
}

// after is the lowest priority with which a rule is asked behind another one
// that has a priority.
func after(before Rule, priority int, r Rule) int {
	before.Settings.Priority, r.Settings.Priority = priority, priority
	if Compare(before, r) < 0 {
		return priority
	}
	return priority + 1
}

// before is the highest priority with which a rule is asked before another one
// that has a priority.
func before(behind Rule, priority int, r Rule) int {
	behind.Settings.Priority, r.Settings.Priority = priority, priority
	if Compare(r, behind) < 0 {
		return priority
	}
	return priority - 1
}

func priorities(list []Rule) []int {
	p := make([]int, len(list))
	for i, r := range list {
		p[i] = r.Settings.Priority
	}
	return p
}

// between changes the rule at a place only, if there is room.
func between(list []Rule, at int) ([]int, bool) {
	p := priorities(list)
	low, high := minPriority, maxPriority
	if at > 0 {
		low = after(list[at-1], p[at-1], list[at])
	}
	if at < len(list)-1 {
		high = before(list[at+1], p[at+1], list[at])
	}
	if low > high {
		return nil, false
	}
	switch {
	case at == 0:
		p[at] = max(low, high-room)
	case at == len(list)-1:
		p[at] = min(high, low+room)
	default:
		p[at] = low + (high-low)/2
	}
	return p, true
}

// cheapest makes room by moving others, on the side where fewer have to give
// way, or else by numbering all of them anew.
func cheapest(list []Rule, at int) ([]int, bool) {
	var best []int
	for _, try := range [][]int{pushedUp(list, at), pushedDown(list, at), renumbered(list)} {
		if try[0] < minPriority || try[len(try)-1] > maxPriority {
			continue
		}
		if best == nil || differing(list, try) < differing(list, best) {
			best = try
		}
	}
	return best, best != nil
}

func pushedUp(list []Rule, at int) []int {
	p := priorities(list)
	p[at] = minPriority
	for i := at; i < len(p); i++ {
		if i > 0 {
			low := after(list[i-1], p[i-1], list[i])
			if i > at && p[i] >= low {
				break
			}
			p[i] = low
		}
	}
	return p
}

func pushedDown(list []Rule, at int) []int {
	p := priorities(list)
	p[at] = maxPriority
	for i := at; i >= 0; i-- {
		if i < len(p)-1 {
			high := before(list[i+1], p[i+1], list[i])
			if i < at && p[i] <= high {
				break
			}
			p[i] = high
		}
	}
	return p
}

func renumbered(list []Rule) []int {
	p := make([]int, len(list))
	p[0] = minPriority
	for i := 1; i < len(p); i++ {
		p[i] = after(list[i-1], p[i-1], list[i])
	}
	return p
}

func differing(list []Rule, p []int) int {
	n := 0
	for i, r := range list {
		if r.Settings.Priority != p[i] {
			n++
		}
	}
	return n
}

// inSafeOrder lists the changes so that no rule overtakes another one on the
// way: those that go down from the front, those that go up from the back.
func inSafeOrder(list []Rule, p []int, moved int) []Priority {
	var down, up, last []Priority
	for i, r := range list {
		change := []Priority{{RuleID: r.ID, Priority: p[i]}}
		switch c := cmp.Compare(p[i], r.Settings.Priority); {
		case c == 0:
		case i == moved:
			last = change
		case c < 0:
			down = append(down, change...)
		default:
			up = append(up, change...)
		}
	}
	slices.Reverse(up)
	return slices.Concat(down, up, last)
}
