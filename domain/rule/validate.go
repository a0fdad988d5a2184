package rule

import (
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/events"
)

func validate(s events.RuleSettings, p Patch, refs References) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Prose(s.Description, domain.MaxText, "description")
	c.Text(s.Tag, domain.MaxText, "tag")
	c.Range(s.Priority, MinPriority, MaxPriority, "priority")
	if s.Incoming && len(s.Protocols) == 0 {
		c.Refuse(domain.CodeRequired, "A rule for incoming calls needs a protocol.", "protocols")
	}
	domain.AllOf(&c, s.Protocols, "protocols", Protocols()...)
	checkPattern(&c, s)
	domain.OneOf(&c, s.CallType, "callType", domain.CallVideo, domain.CallVideoOnly, domain.CallAudio)
	domain.OneOf(&c, s.Target, "target", events.TargetRegisteredOrExternal, events.TargetRegisteredOnly)
	domain.OneOf(&c, s.OutgoingProtocol, "outgoingProtocol", events.ProtocolSIP, events.ProtocolH323, events.ProtocolRTMP)
	domain.OneOf(&c, s.MaxQuality, "maxQuality", domain.QualityDefault, capacity.QualitySD, capacity.QualityHD, capacity.QualityFullHD)
	domain.OneOf(&c, s.Encryption, "encryption", domain.EncryptionDefault, domain.EncryptionBestEffort, domain.EncryptionRequired, domain.EncryptionOff)
	checkRate(&c, s.MaxCallRateIn, "maxCallRateIn")
	checkRate(&c, s.MaxCallRateOut, "maxCallRateOut")
	checkLocation(&c, p.SourceLocationID, refs, "sourceLocationId")
	checkLocation(&c, p.OutgoingLocationID, refs, "outgoingLocationId")
	if id := p.ThemeID.Value; id != "" && !refs.Themes[id] {
		c.Refuse(domain.CodeNotFound, "There is no such theme.", "themeId")
	}
	return c.Err()
}

func checkPattern(c *domain.Checker, s events.RuleSettings) {
	if s.MatchString == "" {
		c.Refuse(domain.CodeRequired, "A pattern is required; .* fits every alias.", "matchString")
		return
	}
	dialplan.Check(c, s.MatchString, s.ReplaceString, "matchString", "replaceString")
}

func checkRate(c *domain.Checker, rate *int, field string) {
	if rate != nil {
		c.Range(*rate, domain.MinCallRate, domain.MaxCallRate, field)
	}
}

// checkLocation asks for the existence of a location only when the command
// names it: one that is named by a rule cannot be removed.
func checkLocation(c *domain.Checker, given domain.Opt[string], refs References, field string) {
	if given.Set && given.Value != "" && !refs.Locations[given.Value] {
		c.Refuse(domain.CodeNotFound, "There is no such location.", field)
	}
}
