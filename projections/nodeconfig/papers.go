package nodeconfig

import (
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// papers are a node's certificates as far as other nodes must know of them: they
// take any that the authority signed, but for those that are void. The
// Management Node is stricter; but a node must not be locked out by others that
// have not heard of its newest certificate yet.
type papers struct {
	good []certificate
	void []certificate
}

type certificate struct {
	serial string
	until  time.Time
}

// enrolled: a new document was redeemed, and what was before is void.
func (p papers) enrolled(c certificate) papers {
	return papers{good: []certificate{c}, void: slices.Concat(p.void, p.good)}
}

// renewed: until the new certificate is used both are good; the one before stays
// so for others, since they hear of it late.
func (p papers) renewed(c certificate) papers {
	return papers{good: append(slices.Clone(p.good), c), void: p.void}
}

func (p papers) revoked() papers { return papers{void: slices.Concat(p.void, p.good)} }

// at leaves out what has run out.
func (p papers) at(now time.Time) papers {
	over := func(c certificate) bool { return c.until.Before(now) }
	return papers{good: slices.DeleteFunc(p.good, over), void: slices.DeleteFunc(p.void, over)}
}

func (c *Config) setPapers(id string, p papers, now time.Time) error {
	n, ok := c.nodes[id]
	if !ok {
		return nil
	}
	p = p.at(now)
	c.papers[id] = p
	n.VoidCertificates = nil
	for _, v := range p.void {
		n.VoidCertificates = append(n.VoidCertificates, v.serial)
	}
	c.nodes[id] = n
	return c.put(link.KindNode, id, n)
}
