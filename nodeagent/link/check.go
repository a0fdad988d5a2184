package link

import "fmt"

// check holds the rules that the Go types cannot: what must be there, and how
// much of it. It runs on both sides, before sending and after receiving.
func check(t Type, m Message) error {
	c := checker{t: t}
	switch m := m.(type) {
	case Hello:
		c.positive("version", m.Version)
		c.word("nodeId", m.NodeID)
		c.word("epoch", m.Epoch)
		c.text("software", m.Software)
		c.amount("capacityTokens", m.CapacityTokens)
		c.text("clientUrl", m.ClientURL)
		c.text("configPosition", m.ConfigPosition)
		c.text("webCertificate", m.WebCertificate)
		c.text("clusterAddress", m.ClusterAddress)
	case WebCertificate:
		c.webCertificate(m)
	case Welcome:
		c.positive("version", m.Version)
	case Refused:
		c.word("code", m.Code)
	case Report:
		c.report(m)
	case Facts:
		c.facts(m.Facts)
	case ConfigSnapshot:
		c.word("position", m.Position)
		c.entities(m.Entities)
	case ConfigDelta:
		c.word("from", m.From)
		c.word("to", m.To)
		c.entities(m.Entities)
		for i, r := range m.Removed {
			c.word(fmt.Sprintf("removed[%d].kind", i), string(r.Kind))
			c.word(fmt.Sprintf("removed[%d].id", i), r.ID)
		}
	case ConfigApplied:
		c.text("position", m.Position)
	case Command:
		c.word("id", m.ID)
		c.word("type", string(m.Type))
	case CommandResult:
		c.word("id", m.ID)
		c.text("code", m.Code)
		c.text("message", m.Message)
	}
	if c.err == nil {
		return nil
	}
	return c.err
}

const (
	// maxWord bounds identifiers, types, codes and positions, in bytes.
	maxWord = 256
	// maxText bounds what people or other programs read, in bytes.
	maxText = 2048
	// maxWays bounds the ways from one node to another; later versions may know more.
	maxWays = 16
	// MaxSeq is the largest number of a fact: JSON readers that hold numbers as
	// floating point must not mistake one fact for another.
	MaxSeq = 1 << 53
)

// checker keeps the first violation.
type checker struct {
	t   Type
	err *DecodeError
}

func (c *checker) fail(field, reason string) {
	if c.err == nil {
		c.err = &DecodeError{Type: c.t, Field: "body." + field, Reason: reason}
	}
}

func (c *checker) word(field, s string) {
	switch {
	case s == "":
		c.fail(field, "is missing")
	case len(s) > maxWord:
		c.fail(field, fmt.Sprintf("is longer than %d bytes", maxWord))
	}
}

// text may be empty.
func (c *checker) text(field, s string) {
	if len(s) > maxText {
		c.fail(field, fmt.Sprintf("is longer than %d bytes", maxText))
	}
}

func (c *checker) positive(field string, n int) {
	if n < 1 {
		c.fail(field, "must be at least 1")
	}
}

func (c *checker) amount(field string, n int64) {
	if n < 0 {
		c.fail(field, "must not be negative")
	}
}

func (c *checker) report(r Report) {
	c.amount("capacityTokens", r.CapacityTokens)
	c.amount("usedTokens", r.UsedTokens)
	c.text("configPosition", r.ConfigPosition)
	for i, g := range r.Conferences {
		if g.ID == "" || len(g.ID) > maxWord {
			c.word(fmt.Sprintf("conferences[%d].id", i), g.ID)
		}
		if g.Participants < 0 {
			c.fail(fmt.Sprintf("conferences[%d].participants", i), "must not be negative")
		}
		if g.UsedTokens < 0 {
			c.fail(fmt.Sprintf("conferences[%d].usedTokens", i), "must not be negative")
		}
	}
	if len(r.Unreachable) > MaxUnreachable {
		c.fail("unreachable", fmt.Sprintf("has more than %d entries", MaxUnreachable))
		return
	}
	for i, u := range r.Unreachable {
		field := func(name string) string { return fmt.Sprintf("unreachable[%d].%s", i, name) }
		c.word(field("nodeId"), u.NodeID)
		if u.Since.IsZero() {
			c.fail(field("since"), "is missing")
		}
		if len(u.Ways) == 0 || len(u.Ways) > maxWays {
			c.fail(field("ways"), fmt.Sprintf("must have 1 to %d entries", maxWays))
			return
		}
		for j, w := range u.Ways {
			c.word(fmt.Sprintf("unreachable[%d].ways[%d]", i, j), string(w))
		}
		c.text(field("address"), u.Address)
		c.text(field("why"), u.Why)
	}
	for i, b := range r.Backplanes {
		field := func(name string) string { return fmt.Sprintf("backplanes[%d].%s", i, name) }
		c.word(field("id"), b.ID)
		c.word(field("conferenceId"), b.ConferenceID)
		c.word(field("nodeId"), b.NodeID)
		c.amount(field("sentBitrate"), int64(b.SentBitrate))
		c.amount(field("bitrate"), int64(b.Bitrate))
		c.amount(field("rttMicros"), b.RTTMicros)
		if !(b.LossPercent >= 0 && b.LossPercent <= 100) {
			c.fail(field("lossPercent"), "must be from 0 to 100")
		}
	}
}

func (c *checker) facts(facts []Fact) {
	if len(facts) == 0 {
		c.fail("facts", "must not be empty")
	}
	if len(facts) > MaxFacts {
		c.fail("facts", fmt.Sprintf("has more than %d entries", MaxFacts))
		return
	}
	for i, f := range facts {
		field := func(name string) string { return fmt.Sprintf("facts[%d].%s", i, name) }
		if f.Seq == 0 || f.Seq > MaxSeq {
			c.fail(field("seq"), "must be from 1 to 2^53")
		}
		if i > 0 && f.Seq != facts[i-1].Seq+1 {
			c.fail(field("seq"), fmt.Sprintf("is %d after %d: a gap", f.Seq, facts[i-1].Seq))
		}
		if f.Time.IsZero() {
			c.fail(field("time"), "is missing")
		}
		c.word(field("type"), string(f.Type))
		if !isObject(f.Data) {
			c.fail(field("data"), "must be an object")
		}
	}
}

func (c *checker) entities(entities []Entity) {
	for i, e := range entities {
		if e.Kind == "" || len(e.Kind) > maxWord {
			c.word(fmt.Sprintf("entities[%d].kind", i), string(e.Kind))
		}
		if e.ID == "" || len(e.ID) > maxWord {
			c.word(fmt.Sprintf("entities[%d].id", i), e.ID)
		}
		if !isObject(e.Body) {
			c.fail(fmt.Sprintf("entities[%d].body", i), "must be an object")
		}
	}
}
