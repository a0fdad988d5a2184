package persistent

import (
	"encoding/json"
	"slices"
	"strings"
)

// strategy picks the consumer of a message.
type strategy interface {
	// pick returns a consumer that has room, or nil.
	pick(msg *message, consumers []*consumer) *consumer
	// took and freed tell it which messages are with consumers.
	took(msg *message)
	freed(msg *message)
	left(c *consumer)
	// pinned says that when one message has no consumer, a later one may.
	pinned() bool
}

func newStrategy(name Strategy) strategy {
	switch name {
	case DispatchToSingle:
		return &rotation{sticky: true}
	case Pinned, PinnedByCorrelation:
		return &pins{}
	case RoundRobin:
	}
	return &rotation{}
}

// rotation goes from consumer to consumer, after each message or, when sticky,
// once a consumer is full.
type rotation struct {
	next   int
	sticky bool
}

func (r *rotation) pick(_ *message, consumers []*consumer) *consumer {
	for i := range consumers {
		at := (r.next + i) % len(consumers)
		if c := consumers[at]; c.room() > 0 {
			r.next = at
			if !r.sticky {
				r.next++
			}
			return c
		}
	}
	return nil
}

func (*rotation) took(*message)  {}
func (*rotation) freed(*message) {}
func (*rotation) left(*consumer) {}
func (*rotation) pinned() bool   { return false }

const buckets = 1024

// pins gives all messages of a bucket to one consumer. When consumers come,
// buckets move to them; a bucket moves only while none of its messages is with
// a consumer, and one that is to move gets no more until then, so that the
// messages of a stream stay in order.
type pins struct {
	owner [buckets]*consumer
	held  [buckets]int
}

func (p *pins) pick(msg *message, consumers []*consumer) *consumer {
	if len(consumers) == 0 {
		return nil
	}
	owner := p.owner[msg.pin]
	least := slices.MinFunc(consumers, func(a, b *consumer) int { return a.pins - b.pins })
	switch {
	case owner == nil:
		owner = least
		owner.pins++
	case owner.pins <= least.pins+1: // as even as can be
	case p.held[msg.pin] > 0:
		return nil
	default:
		owner.pins--
		owner = least
		owner.pins++
	}
	p.owner[msg.pin] = owner
	if owner.room() <= 0 {
		return nil
	}
	return owner
}

func (p *pins) took(msg *message)  { p.held[msg.pin]++ }
func (p *pins) freed(msg *message) { p.held[msg.pin]-- }
func (*pins) pinned() bool         { return true }

func (p *pins) left(c *consumer) {
	for i := range p.owner {
		if p.owner[i] == c {
			p.owner[i] = nil
		}
	}
}

// bucket is FNV-1a.
func bucket(s string) uint16 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return uint16(h % buckets)
}

// correlation is the correlation id of an event: as EventStoreDB names it in
// metadata, or as Parley does.
func correlation(meta []byte) string {
	if len(meta) == 0 {
		return ""
	}
	var m struct {
		Foreign string `json:"$correlationId"`
		Own     string `json:"correlation"`
	}
	if err := json.Unmarshal(meta, &m); err != nil {
		return "" // of another shape: the event goes by its stream
	}
	if m.Foreign != "" {
		return m.Foreign
	}
	return m.Own
}

func sortMessages(list []*message) {
	slices.SortFunc(list, func(a, b *message) int {
		switch {
		case a.goesBefore(b):
			return -1
		case b.goesBefore(a):
			return 1
		}
		return strings.Compare(a.ref.Stream, b.ref.Stream)
	})
}
