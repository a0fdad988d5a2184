package dialplan

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-video/parley/events"
)

// Subject is what a step looked at.
type Subject string

// The subjects.
const (
	SubjectAlias     Subject = "ALIAS"
	SubjectService   Subject = "SERVICE"
	SubjectRule      Subject = "RULE"
	SubjectDevice    Subject = "DEVICE"
	SubjectReception Subject = "RECEPTION"
	SubjectOutside   Subject = "OUTSIDE"
)

// Reason is what came of a step, for programs.
type Reason string

// The reasons.
const (
	AliasEmpty         Reason = "ALIAS_EMPTY"
	AliasTooLong       Reason = "ALIAS_TOO_LONG"
	ServiceFound       Reason = "SERVICE_FOUND"
	ServiceNone        Reason = "SERVICE_NONE"
	ServiceNotAsked    Reason = "SERVICE_NOT_ASKED"
	RuleDisabled       Reason = "RULE_DISABLED"
	RuleOtherDirection Reason = "RULE_OTHER_DIRECTION"
	RuleOtherLocation  Reason = "RULE_OTHER_LOCATION"
	RuleOtherProtocol  Reason = "RULE_OTHER_PROTOCOL"
	RuleNotRegistered  Reason = "RULE_CALLER_NOT_REGISTERED"
	RuleBroken         Reason = "RULE_BROKEN"
	RulePatternDiffers Reason = "RULE_PATTERN_DIFFERS"
	RuleMatched        Reason = "RULE_MATCHED"
	RuleNone           Reason = "RULE_NONE"
	DeviceFound        Reason = "DEVICE_FOUND"
	DeviceNone         Reason = "DEVICE_NONE"
	DeviceNeedsRule    Reason = "DEVICE_NEEDS_RULE"
	CalledOutside      Reason = "CALLED_OUTSIDE"
	ReceptionCaptured  Reason = "RECEPTION_CAPTURED"
	ReceptionRefused   Reason = "RECEPTION_REFUSED"
)

// Step is one thing that was looked at on the way to an answer.
type Step struct {
	Subject  Subject
	ID       string // of the service, rule or device; or empty
	Name     string // what it is called; or empty
	Reason   Reason
	Sentence string // the reason for people
	Alias    string // what was looked for
	Becomes  string // what the alias was turned into; empty: nothing
}

const tooLongSentence = "The alias is longer than an alias can be (250 characters, 1,000 with scheme and parameters)."

// tracer collects steps, if somebody wants them.
type tracer struct {
	on    bool
	steps []Step
}

func (t *tracer) step(s Step) {
	if t.on {
		t.steps = append(t.steps, s)
	}
}

func (t *tracer) service(s Service, alias string) {
	if t.on {
		t.step(Step{
			Subject: SubjectService, ID: s.ID, Name: s.Name, Reason: ServiceFound, Alias: alias,
			Sentence: fmt.Sprintf("The service %q has exactly this alias. Rules are not asked.", s.Name),
		})
	}
}

func (t *tracer) noService(alias string) {
	t.step(Step{Subject: SubjectService, Reason: ServiceNone, Alias: alias, Sentence: "No service has exactly this alias."})
}

var refused = map[Reason]string{
	RuleDisabled:       "it is disabled",
	RuleOtherLocation:  "it is for calls from another location",
	RuleOtherProtocol:  "it is not for calls with this protocol",
	RuleNotRegistered:  "it is for registered callers only",
	RuleBroken:         "its pattern cannot be used",
	RulePatternDiffers: "its pattern does not fit",
}

func (t *tracer) rule(r *compiled, reason Reason, alias string) {
	if !t.on {
		return
	}
	words := refused[reason]
	if reason == RuleOtherDirection {
		words = map[bool]string{
			true:  "it is not for calls into the platform",
			false: "it is not for calls out of a conference",
		}[r.Settings.Outgoing]
		if !r.Settings.Incoming && !r.Settings.Outgoing {
			words = "it is for no calls at all, neither incoming nor outgoing"
		}
	}
	t.step(Step{
		Subject: SubjectRule, ID: r.ID, Name: r.Settings.Name, Reason: reason, Alias: alias,
		Sentence: fmt.Sprintf("Rule %q (priority %d): %s.", r.Settings.Name, r.Settings.Priority, words),
	})
}

func (t *tracer) matched(r *compiled, alias, becomes string) {
	if !t.on {
		return
	}
	words := "it fits; the alias stays as it is"
	if becomes != alias {
		words = "it fits; the alias becomes " + strconv.Quote(becomes)
	}
	t.step(Step{
		Subject: SubjectRule, ID: r.ID, Name: r.Settings.Name, Reason: RuleMatched, Alias: alias, Becomes: becomes,
		Sentence: fmt.Sprintf("Rule %q (priority %d): %s. No other rule is asked.", r.Settings.Name, r.Settings.Priority, words),
	})
}

func (t *tracer) noRule(asked int, in Directory, alias string) {
	if !t.on {
		return
	}
	words := "No rule fits."
	if asked == 0 {
		words = "There are no rules."
	}
	t.step(Step{Subject: SubjectRule, Reason: RuleNone, Alias: alias, Sentence: words})
	if d, ok := in.Device(alias); ok {
		t.step(Step{
			Subject: SubjectDevice, ID: d.ID, Name: d.Alias, Reason: DeviceNeedsRule, Alias: alias,
			Sentence: "A device may register with this alias, but no rule leads to it.",
		})
	}
}

func (t *tracer) device(d Device, registeredOnly bool) {
	if !t.on {
		return
	}
	otherwise := "otherwise the call goes outside as the rule says"
	if registeredOnly {
		otherwise = "otherwise the call fails, since the rule is for registered devices only"
	}
	t.step(Step{
		Subject: SubjectDevice, ID: d.ID, Name: d.Alias, Reason: DeviceFound, Alias: d.Alias,
		Sentence: "Devices that are registered with this alias are called, by the protocol that they are registered with; " + otherwise + ".",
	})
}

func (t *tracer) noDevice(alias string) {
	t.step(Step{
		Subject: SubjectDevice, Reason: DeviceNone, Alias: alias,
		Sentence: "No device may register with this alias, and the rule is for registered devices only. The search ends with the first rule that fits.",
	})
}

var protocolNames = map[events.CallProtocol]string{
	events.ProtocolSIP: "SIP", events.ProtocolH323: "H.323", events.ProtocolWebRTC: "WebRTC", events.ProtocolRTMP: "RTMP",
}

func (t *tracer) external(r *Rule, alias string) {
	if !t.on {
		return
	}
	t.step(Step{
		Subject: SubjectOutside, Reason: CalledOutside, Alias: alias,
		Sentence: fmt.Sprintf("No device may register with this alias, so %q is called outside by %s.", alias, protocolNames[r.Settings.OutgoingProtocol]),
	})
}

func (t *tracer) reception(r Reception, digits, alias string, ok bool) {
	keyed := strconv.Quote(digits)
	if n := len(r.number(digits)); r.Digits != nil && n == *r.Digits && n < len(strings.TrimSuffix(strings.TrimSpace(digits), "#")) {
		keyed = fmt.Sprintf("the first %d digits of %s", n, keyed)
	}
	s := Step{
		Subject: SubjectReception, ID: r.ID, Name: r.Name, Reason: ReceptionCaptured, Alias: digits, Becomes: alias,
		Sentence: fmt.Sprintf("The Virtual Reception %q takes %s and looks for %q, as if it had been dialled.", r.Name, keyed, alias),
	}
	if !ok {
		s.Reason, s.Sentence = ReceptionRefused, fmt.Sprintf("The Virtual Reception %q does not take %s: its pattern does not fit.", r.Name, keyed)
	}
	t.step(s)
}
