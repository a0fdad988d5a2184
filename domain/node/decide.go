package node

import (
	"fmt"
	"strings"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxName       = 32
	MaxFQDN       = 253
	MaxCapacityHD = 10_000
	MaxWeight     = 100

	MinProvisioning     = 5 * time.Minute
	MaxProvisioning     = 10080 * time.Minute
	DefaultProvisioning = 1440 * time.Minute
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such Conferencing Node.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, refs)
	case Remove:
		return remove(c, s)
	case SetMaintenance:
		return keep(s)(setMaintenance(c, s))
	case IssueProvisioning:
		return keep(s)(issueProvisioning(c, s))
	case Enrol:
		return keep(s)(enrol(c, s))
	case RefuseProvisioning:
		return keep(s)(refuseProvisioning(c, s))
	case Renew:
		return keep(s)(renew(c, s))
	case Adopt:
		return keep(s)(adopt(c, s), nil)
	case Revoke:
		return keep(s)(revoke(c, s))
	default:
		return keep(s)(decideLink(cmd, s))
	}
}

// keep completes a decision that leaves the settings, and so the unique keys,
// as they are.
func keep(s State) func([]events.Event, error) (domain.Decision, error) {
	return func(evs []events.Event, err error) (domain.Decision, error) {
		if err != nil {
			return domain.Decision{}, err
		}
		return domain.Decision{Events: evs, Claims: Claims(s)}, nil
	}
}

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The Conferencing Node exists already.")
	}
	settings := c.apply(events.NodeSettings{Role: events.NodeTranscoding, AlwaysOn: true})
	if err := validate(c.Patch, settings, refs); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.NodeCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State, refs References) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(c.Patch, settings, refs); err != nil {
		return domain.Decision{}, err
	}
	if moves(settings, s.Settings) && refs.Calls > 0 && !c.DropCalls {
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, wouldDrop(refs.Calls), "dropCalls")
	}
	d := domain.Decision{Claims: claims(settings)}
	if settings != s.Settings {
		d.Events = []events.Event{events.NodeUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func wouldDrop(calls int) string {
	what := "1 call that runs on it"
	if calls != 1 {
		what = fmt.Sprintf("%d calls that run on it", calls)
	}
	return "Another location or role ends the " + what + ". Agree to that (dropCalls), or put it into maintenance and wait until it is empty."
}

func remove(c Remove, s State) (domain.Decision, error) {
	var check domain.Checker
	check.Prose(c.Reason, domain.MaxText, "reason")
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if err := mayGo(c, s); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{Events: []events.Event{events.NodeRemoved{ID: s.ID, Reason: c.Reason}}}, nil
}

func setMaintenance(c SetMaintenance, s State) ([]events.Event, error) {
	var check domain.Checker
	check.Prose(c.Reason, domain.MaxText, "reason")
	if err := check.Err(); err != nil {
		return nil, err
	}
	switch {
	case c.Maintenance && (!s.Maintenance || s.MaintenanceReason != c.Reason):
		return []events.Event{events.NodeMaintenanceEntered{
			ID: s.ID, Reason: c.Reason, Conferences: c.Carried.Conferences, Calls: c.Carried.Calls,
		}}, nil
	case !c.Maintenance && s.Maintenance:
		return []events.Event{events.NodeMaintenanceLeft{ID: s.ID}}, nil
	default:
		return nil, nil
	}
}

func (p Patch) apply(s events.NodeSettings) events.NodeSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.LocationID = p.LocationID.Or(s.LocationID)
	s.Role = p.Role.Or(s.Role)
	s.Address = address(p.Address.Or(s.Address))
	s.FQDN = strings.TrimSuffix(domain.NormaliseKey(p.FQDN.Or(s.FQDN)), ".")
	s.AlwaysOn = p.AlwaysOn.Or(s.AlwaysOn)
	s.CapacityHD = p.CapacityHD.Or(s.CapacityHD)
	s.MediaPriorityWeight = p.MediaPriorityWeight.Or(s.MediaPriorityWeight)
	s.SecondaryAddress = address(p.SecondaryAddress.Or(s.SecondaryAddress))
	s.StaticNATAddress = address(p.StaticNATAddress.Or(s.StaticNATAddress))
	s.IPv6Address = address(p.IPv6Address.Or(s.IPv6Address))
	s.CloudBursting = p.CloudBursting.Or(s.CloudBursting)
	return s
}

// address is an IP address as it is compared.
func address(s string) string {
	if a, ok := domain.NormaliseAddress(s); ok {
		return a.String()
	}
	return strings.TrimSpace(s)
}
