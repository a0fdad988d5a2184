package location

import (
	"fmt"
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
	settings := c.apply(events.LocationSettings{MTU: DefaultMTU})
	if err := validate(c.ID, c.Patch, settings, refs); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.LocationCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State, refs References) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(c.ID, c.Patch, settings, refs); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if settings != s.Settings {
		d.Events = []events.Event{events.LocationUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func remove(s State, refs References) (domain.Decision, error) {
	if len(refs.UsedBy) > 0 {
		return domain.Decision{}, domain.Refuse(domain.CodeInUse,
			"The location is used by "+list(refs.UsedBy)+".")
	}
	return domain.Decision{Events: []events.Event{events.LocationRemoved{ID: s.ID}}}, nil
}

func (p Patch) apply(s events.LocationSettings) events.LocationSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.OverflowLocation1 = p.OverflowLocation1.Or(s.OverflowLocation1)
	s.OverflowLocation2 = p.OverflowLocation2.Or(s.OverflowLocation2)
	s.MTU = p.MTU.Or(s.MTU)
	s.MediaDSCP = p.MediaDSCP.Or(s.MediaDSCP)
	s.SignallingDSCP = p.SignallingDSCP.Or(s.SignallingDSCP)
	return s
}

func validate(id string, p Patch, s events.LocationSettings, refs References) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	c.Range(s.MTU, MinMTU, MaxMTU, "mtu")
	c.Range(s.MediaDSCP, 0, MaxDSCP, "mediaDscp")
	c.Range(s.SignallingDSCP, 0, MaxDSCP, "signallingDscp")
	checkOverflow(&c, id, p.OverflowLocation1, s.OverflowLocation1, refs, "overflowLocation1")
	checkOverflow(&c, id, p.OverflowLocation2, s.OverflowLocation2, refs, "overflowLocation2")
	if s.OverflowLocation1 != "" {
		c.Invalid(s.OverflowLocation1 != s.OverflowLocation2,
			"The two overflow locations must differ.", "overflowLocation2")
	}
	return c.Err()
}

// checkOverflow asks for the existence of a location only when the command
// names it: what was configured before stays valid, since a location that is
// named by others cannot be removed.
func checkOverflow(c *domain.Checker, id string, given domain.Opt[string], v string, refs References, field string) {
	if v == "" {
		return
	}
	c.Invalid(v != id, "A location cannot overflow into itself.", field)
	if given.Set && v != id && !refs.Exists[v] {
		c.Refuse(domain.CodeNotFound, "There is no such location.", field)
	}
}

// list joins names for people and stays short.
func list(names []string) string {
	const shown = 5
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}
