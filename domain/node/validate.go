package node

import (
	"regexp"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

var (
	namePattern = regexp.MustCompile(`^[\pL\pN. -]+$`)
	fqdnPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$`)
)

func validate(p Patch, s events.NodeSettings, refs References) error {
	var c domain.Checker
	c.Name(s.Name, MaxName, "name")
	c.Invalid(s.Name == "" || namePattern.MatchString(s.Name),
		"A name consists of letters, digits, dots, hyphens and spaces.", "name")
	c.Prose(s.Description, domain.MaxText, "description")
	checkLocation(&c, p, s, refs)
	domain.OneOf(&c, s.Role, "role", events.NodeTranscoding, events.NodeProxying)
	checkAddresses(&c, s)
	c.Invalid(s.FQDN == "" || len(s.FQDN) <= MaxFQDN && fqdnPattern.MatchString(s.FQDN),
		"This is not a fully qualified host name.", "fqdn")
	c.Range(s.CapacityHD, 0, MaxCapacityHD, "capacityHd")
	c.Range(s.MediaPriorityWeight, 0, MaxWeight, "mediaPriorityWeight")
	return c.Err()
}

func checkLocation(c *domain.Checker, p Patch, s events.NodeSettings, refs References) {
	switch {
	case s.LocationID == "":
		c.Refuse(domain.CodeRequired, "A node belongs to a location.", "locationId")
	case p.LocationID.Set && !refs.Exists[s.LocationID]:
		c.Refuse(domain.CodeNotFound, "There is no such location.", "locationId")
	}
}

// checkAddresses checks what leads to the node. No address may do so twice.
func checkAddresses(c *domain.Checker, s events.NodeSettings) {
	if s.Address == "" {
		c.Refuse(domain.CodeRequired, "A node has an address.", "address")
	}
	seen := map[string]bool{}
	for _, a := range addresses(s) {
		ip, ok := domain.NormaliseAddress(a.value)
		c.Invalid(ok && !ip.IsUnspecified() && !ip.IsMulticast(), "This is not the IP address of a machine.", a.field)
		c.Invalid(!seen[a.value], "This is another address of the same node already.", a.field)
		seen[a.value] = true
	}
	if ip, ok := domain.NormaliseAddress(s.IPv6Address); ok {
		c.Invalid(ip.Is6(), "This is not an IPv6 address.", "ipv6Address")
	}
}

// addressOf is an address and the field that it stands in.
type addressOf struct{ value, field string }

func addresses(s events.NodeSettings) []addressOf {
	var out []addressOf
	for _, a := range []addressOf{
		{s.Address, "address"},
		{s.SecondaryAddress, "secondaryAddress"},
		{s.StaticNATAddress, "staticNatAddress"},
		{s.IPv6Address, "ipv6Address"},
	} {
		if a.value != "" {
			out = append(out, a)
		}
	}
	return out
}
