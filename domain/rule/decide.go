package rule

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits and defaults of the settings.
const (
	MinPriority     = 1
	MaxPriority     = 200
	DefaultPriority = 100
	// MaxRules bounds how many rules there are, and with it how long it can
	// take to find out what an alias leads to.
	MaxRules = 2000
)

// Protocols are those that calls come in with, in the order in which they are
// kept.
func Protocols() []events.CallProtocol {
	return []events.CallProtocol{events.ProtocolSIP, events.ProtocolH323, events.ProtocolWebRTC, events.ProtocolRTMP}
}

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such gateway rule.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, refs)
	case Remove:
		return domain.Decision{Events: []events.Event{events.RuleRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("rule: unknown command %T", cmd)
	}
}

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The gateway rule exists already.")
	}
	if refs.Rules >= MaxRules {
		return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, fmt.Sprintf("There are %d gateway rules, and there cannot be more.", MaxRules))
	}
	settings := c.apply(events.RuleSettings{
		Priority: DefaultPriority, Enabled: true, Incoming: true, Protocols: Protocols(),
		CallType: domain.CallVideo, Target: events.TargetRegisteredOrExternal, OutgoingProtocol: events.ProtocolSIP,
		MaxQuality: domain.QualityDefault, Encryption: domain.EncryptionDefault,
	})
	if err := validate(settings, c.Patch, refs); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.RuleCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State, refs References) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings, c.Patch, refs); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if !equal(settings, s.Settings) {
		d.Events = []events.Event{events.RuleUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func (p Patch) apply(s events.RuleSettings) events.RuleSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = p.Description.Or(s.Description)
	s.Tag = p.Tag.Or(s.Tag)
	s.Priority = p.Priority.Or(s.Priority)
	s.Enabled = p.Enabled.Or(s.Enabled)
	s.Incoming = p.Incoming.Or(s.Incoming)
	s.Outgoing = p.Outgoing.Or(s.Outgoing)
	s.SourceLocationID = p.SourceLocationID.Or(s.SourceLocationID)
	if p.Protocols.Set {
		s.Protocols = domain.InOrder(p.Protocols.Value, Protocols())
	}
	s.OnlyIfRegistered = p.OnlyIfRegistered.Or(s.OnlyIfRegistered)
	s.MatchString = p.MatchString.Or(s.MatchString)
	s.MatchFullAlias = p.MatchFullAlias.Or(s.MatchFullAlias)
	s.ReplaceString = p.ReplaceString.Or(s.ReplaceString)
	s.CallType = p.CallType.Or(s.CallType)
	s.Target = p.Target.Or(s.Target)
	s.OutgoingProtocol = p.OutgoingProtocol.Or(s.OutgoingProtocol)
	s.OutgoingLocationID = p.OutgoingLocationID.Or(s.OutgoingLocationID)
	s.MaxQuality = p.MaxQuality.Or(s.MaxQuality)
	s.Encryption = p.Encryption.Or(s.Encryption)
	s.MaxCallRateIn = domain.Number(p.MaxCallRateIn, s.MaxCallRateIn)
	s.MaxCallRateOut = domain.Number(p.MaxCallRateOut, s.MaxCallRateOut)
	s.ThemeID = p.ThemeID.Or(s.ThemeID)
	s.TreatAsTrusted = p.TreatAsTrusted.Or(s.TreatAsTrusted)
	return s
}

func equal(a, b events.RuleSettings) bool { return reflect.DeepEqual(a, b) }
