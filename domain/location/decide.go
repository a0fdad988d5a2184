package location

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MinMTU     = 512
	MaxMTU     = 1500
	DefaultMTU = 1500
	MaxDSCP    = 63

	MaxServers   = 20      // entries of each list
	MaxThreshold = 100_000 // HD calls
	MaxHost      = 253
	MaxUsername  = 250
	MaxPassword  = 250
	MaxPort      = 65535
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such location.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, refs)
	case Remove:
		return remove(s, refs)
	default:
		return domain.Decision{}, fmt.Errorf("location: unknown command %T", cmd)
	}
}

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The location exists already.")
	}
	settings := c.apply(c.ID, events.LocationSettings{MTU: DefaultMTU})
	if err := validate(c.ID, c.Patch, settings, refs); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.LocationCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State, refs References) (domain.Decision, error) {
	settings := c.apply(s.ID, s.Settings)
	if err := validate(c.ID, c.Patch, settings, refs); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if !reflect.DeepEqual(settings, s.Settings) {
		d.Events = []events.Event{events.LocationUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func remove(s State, refs References) (domain.Decision, error) {
	if len(refs.UsedBy) > 0 {
		return domain.Decision{}, domain.Refuse(domain.CodeInUse,
			"The location is used by "+domain.Listed(refs.UsedBy)+".")
	}
	return domain.Decision{Events: []events.Event{events.LocationRemoved{ID: s.ID}}}, nil
}

func (p Patch) apply(id string, s events.LocationSettings) events.LocationSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.OverflowLocation1 = p.OverflowLocation1.Or(s.OverflowLocation1)
	s.OverflowLocation2 = p.OverflowLocation2.Or(s.OverflowLocation2)
	s.MTU = p.MTU.Or(s.MTU)
	s.MediaDSCP = p.MediaDSCP.Or(s.MediaDSCP)
	s.SignallingDSCP = p.SignallingDSCP.Or(s.SignallingDSCP)
	s.TranscodingLocation = p.TranscodingLocation.Or(s.TranscodingLocation)
	if s.TranscodingLocation == id {
		s.TranscodingLocation = ""
	}
	s.UseRelayCandidatesOnly = p.UseRelayCandidatesOnly.Or(s.UseRelayCandidatesOnly)
	s.PolicyProfileID = p.PolicyProfileID.Or(s.PolicyProfileID)
	if p.BurstingThreshold.Set {
		s.BurstingThreshold = 0
		if n := p.BurstingThreshold.Value; n != nil {
			s.BurstingThreshold = *n
		}
	}
	s.PINProtection = p.PINProtection.Or(s.PINProtection)
	s.AliasProtection = p.AliasProtection.Or(s.AliasProtection)
	return p.applyServers(s)
}

func validate(id string, p Patch, s events.LocationSettings, refs References) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	c.Range(s.MTU, MinMTU, MaxMTU, "mtu")
	c.Range(s.MediaDSCP, 0, MaxDSCP, "mediaDscp")
	c.Range(s.SignallingDSCP, 0, MaxDSCP, "signallingDscp")
	c.Invalid(s.OverflowLocation1 == "" || s.OverflowLocation1 != id, "A location cannot overflow into itself.", "overflowLocation1")
	c.Invalid(s.OverflowLocation2 == "" || s.OverflowLocation2 != id, "A location cannot overflow into itself.", "overflowLocation2")
	checkExists(&c, id, p.OverflowLocation1, refs.Exists, "There is no such location.", "overflowLocation1")
	checkExists(&c, id, p.OverflowLocation2, refs.Exists, "There is no such location.", "overflowLocation2")
	checkExists(&c, id, p.TranscodingLocation, refs.Exists, "There is no such location.", "transcodingLocation")
	checkExists(&c, "", p.PolicyProfileID, refs.PolicyProfiles, "There is no such policy profile.", "policyProfileId")
	if s.OverflowLocation1 != "" {
		c.Invalid(s.OverflowLocation1 != s.OverflowLocation2,
			"The two overflow locations must differ.", "overflowLocation2")
	}
	if n := p.BurstingThreshold.Value; n != nil {
		c.Range(*n, 1, MaxThreshold, "burstingThreshold")
	}
	domain.OneOf(&c, s.PINProtection, "pinProtection", events.OverrideNone, events.OverrideOn, events.OverrideOff)
	domain.OneOf(&c, s.AliasProtection, "aliasProtection", events.OverrideNone, events.OverrideOn, events.OverrideOff)
	checkServers(&c, s)
	checkPasswords(&c, p.TURNServers.Value, "turnServers")
	checkPasswords(&c, p.ClientTURNServers.Value, "clientTurnServers")
	return c.Err()
}

// checkExists asks for the existence of what the command names only: what was
// configured before stays valid, since what is named by others cannot be
// removed.
func checkExists(c *domain.Checker, own string, given domain.Opt[string], exists map[string]bool, message, field string) {
	if given.Set && given.Value != "" && given.Value != own && !exists[given.Value] {
		c.Refuse(domain.CodeNotFound, message, field)
	}
}
