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
	checkAddress(&c, s.Address)
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

func checkAddress(c *domain.Checker, address string) {
	if address == "" {
		c.Refuse(domain.CodeRequired, "A node has an address.", "address")
		return
	}
	a, ok := domain.NormaliseAddress(address)
	c.Invalid(ok && !a.IsUnspecified() && !a.IsMulticast(), "This is not the IP address of a machine.", "address")
}
