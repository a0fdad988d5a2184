// Package dialplan decides what an alias leads to: a service, a registered
// device, somebody outside, or nothing, and says why.
//
// The order is that of the platform: a service that has exactly this alias;
// else the gateway rules by priority, of which the first that fits ends the
// search whatever becomes of its call; else nothing. What is keyed into a
// Virtual Reception goes through the Reception's own pattern and then begins
// anew.
//
// It is pure; see package domain for the promises of all deciders. A Plan is
// compiled once and may be used by many goroutines at once. It imports domain
// and events.
package dialplan

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-video/parley/events"
)

// MaxAlias bounds an alias, in characters: what is dialled, and what a rule
// makes of it. MaxDialled bounds it with its scheme and parameters.
const (
	MaxAlias   = 250
	MaxDialled = 1000
)

// Direction is where a call goes.
type Direction string

// The directions.
const (
	Incoming Direction = "incoming" // into the platform
	Outgoing Direction = "outgoing" // dialled out of a conference
)

// Source is where a call comes from.
type Source struct {
	LocationID string // of the node that takes or places the call
	// Protocol and Registered are of the caller; they say nothing about calls
	// out of a conference.
	Protocol   events.CallProtocol
	Registered bool
	Direction  Direction
}

// Service is who has an alias.
type Service struct {
	ID   string
	Name string
	Type events.ServiceType
}

// Device is an alias that devices may register with.
type Device struct {
	ID    string
	Alias string
}

// Directory knows who has which alias, whatever its case. Whoever implements
// it answers from memory, or fetches and keeps the error to itself.
type Directory interface {
	Service(alias string) (Service, bool)
	Device(alias string) (Device, bool)
}

// Rule is a gateway rule.
type Rule struct {
	ID       string
	Settings events.RuleSettings
}

// Plan is a compiled set of gateway rules.
type Plan struct{ rules []compiled }

type compiled struct {
	Rule
	pattern  Pattern
	template Template
	broken   error // the pattern or the template cannot be used
}

// New compiles rules. One whose pattern cannot be used, which is possible only
// when it was recorded by another version, is there but never fits.
func New(rules []Rule) *Plan {
	p := &Plan{rules: make([]compiled, len(rules))}
	for i, r := range rules {
		c := compiled{Rule: r}
		if c.pattern, c.broken = CompilePattern(r.Settings.MatchString); c.broken == nil {
			c.template, c.broken = ParseTemplate(r.Settings.ReplaceString, c.pattern.Groups())
		}
		p.rules[i] = c
	}
	slices.SortStableFunc(p.rules, func(a, b compiled) int { return Compare(a.Rule, b.Rule) })
	return p
}

// Rules lists the rules in the order in which they are asked.
func (p *Plan) Rules() []Rule {
	list := make([]Rule, len(p.rules))
	for i, c := range p.rules {
		list[i] = c.Rule
	}
	return list
}

// Compare says which of two rules is asked first: that with the lower priority,
// of equal ones that whose name comes first.
func Compare(a, b Rule) int {
	return cmp.Or(
		cmp.Compare(a.Settings.Priority, b.Settings.Priority),
		cmp.Compare(nameKey(a.Settings.Name), nameKey(b.Settings.Name)),
		cmp.Compare(a.ID, b.ID),
	)
}

// nameKey is the form in which names are ordered, as lists do it.
func nameKey(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// Outcome is what an alias leads to.
type Outcome string

// The outcomes.
const (
	ToService  Outcome = "SERVICE"
	ToDevice   Outcome = "DEVICE"   // by a rule, if the device is registered when it is called
	ToExternal Outcome = "EXTERNAL" // by a rule, to whoever answers outside
	NotFound   Outcome = "NOT_FOUND"
)

// Answer is what an alias leads to and, if that was asked for, why.
type Answer struct {
	Outcome Outcome
	Alias   string   // as it is after all that was done to it
	Service *Service // that answers, or nil
	Rule    *Rule    // that ended the search, or nil
	Device  *Device  // that is called, or nil
	Trace   []Step   // all that was looked at, in this order
}

// Resolve says what an alias leads to.
func (p *Plan) Resolve(alias string, from Source, in Directory) Answer {
	return p.resolve(alias, from, in, &tracer{})
}

// Explain is Resolve with the trace.
func (p *Plan) Explain(alias string, from Source, in Directory) Answer {
	return p.resolve(alias, from, in, &tracer{on: true})
}

func (p *Plan) resolve(dialled string, from Source, in Directory, t *tracer) Answer {
	whole := strings.TrimSpace(dialled)
	alias := Plain(whole)
	answer := Answer{Outcome: NotFound, Alias: alias}
	switch {
	case alias == "":
		t.step(Step{Subject: SubjectAlias, Reason: AliasEmpty, Sentence: "Nothing was dialled."})
	case tooLong(whole, alias):
		t.step(Step{Subject: SubjectAlias, Reason: AliasTooLong, Sentence: tooLongSentence})
	case p.toService(&answer, whole, from, in, t):
	default:
		p.toRule(&answer, whole, from, in, t)
	}
	answer.Trace = t.steps
	return answer
}

func tooLong(whole, alias string) bool {
	return utf8.RuneCountInString(alias) > MaxAlias || utf8.RuneCountInString(whole) > MaxDialled
}

// toService looks for a service with exactly this alias: as it was dialled, or
// without scheme and parameters.
func (p *Plan) toService(answer *Answer, whole string, from Source, in Directory, t *tracer) bool {
	if from.Direction == Outgoing {
		t.step(Step{Subject: SubjectService, Reason: ServiceNotAsked, Alias: answer.Alias, Sentence: "Calls out of a conference are not answered by services."})
		return false
	}
	for _, alias := range []string{whole, answer.Alias} {
		if s, ok := in.Service(alias); ok {
			answer.Outcome, answer.Alias, answer.Service = ToService, alias, &s
			t.service(s, alias)
			return true
		}
		if whole == answer.Alias {
			break
		}
	}
	t.noService(answer.Alias)
	return false
}

func (p *Plan) toRule(answer *Answer, whole string, from Source, in Directory, t *tracer) {
	for i := range p.rules {
		r := &p.rules[i]
		asked := answer.Alias
		if r.Settings.MatchFullAlias {
			asked = whole
		}
		reason, places := r.asked(asked, from)
		if reason != RuleMatched {
			t.rule(r, reason, asked)
			continue
		}
		rule := r.Rule
		answer.Rule, answer.Alias = &rule, r.template.expand(asked, places)
		t.matched(r, asked, answer.Alias)
		p.toCallee(answer, in, t)
		return
	}
	t.noRule(len(p.rules), in, answer.Alias)
}

// asked says whether a rule fits, and if not, why.
func (r *compiled) asked(alias string, from Source) (Reason, []int) {
	s := &r.Settings
	switch {
	case !s.Enabled:
		return RuleDisabled, nil
	case from.Direction == Incoming && !s.Incoming, from.Direction == Outgoing && !s.Outgoing:
		return RuleOtherDirection, nil
	case s.SourceLocationID != "" && s.SourceLocationID != from.LocationID:
		return RuleOtherLocation, nil
	case from.Direction == Incoming && !slices.Contains(s.Protocols, from.Protocol):
		return RuleOtherProtocol, nil
	case from.Direction == Incoming && s.OnlyIfRegistered && !from.Registered:
		return RuleNotRegistered, nil
	case r.broken != nil:
		return RuleBroken, nil
	}
	places := r.pattern.capture(alias)
	if places == nil {
		return RulePatternDiffers, nil
	}
	return RuleMatched, places
}

// toCallee says whom the outgoing leg of a rule reaches.
func (p *Plan) toCallee(answer *Answer, in Directory, t *tracer) {
	rule, alias := answer.Rule, answer.Alias
	switch length := utf8.RuneCountInString(alias); {
	case alias == "":
		t.step(Step{Subject: SubjectAlias, Reason: AliasEmpty, Sentence: "Nothing is left of the alias, so nobody can be called. The search ends with the first rule that fits."})
		return
	case length > MaxAlias:
		t.step(Step{Subject: SubjectAlias, Reason: AliasTooLong, Sentence: tooLongSentence + " The search ends with the first rule that fits."})
		return
	}
	registeredOnly := rule.Settings.Target == events.TargetRegisteredOnly
	if d, ok := in.Device(alias); ok {
		answer.Outcome, answer.Device = ToDevice, &d
		t.device(d, registeredOnly)
		return
	}
	if registeredOnly {
		t.noDevice(alias)
		return
	}
	answer.Outcome = ToExternal
	t.external(rule, alias)
}

// Plain is an alias without its scheme and parameters: sip:alice@example.com;transport=tls
// is alice@example.com.
func Plain(alias string) string {
	for _, scheme := range []string{"sip:", "sips:", "h323:", "tel:"} {
		if len(alias) >= len(scheme) && strings.EqualFold(alias[:len(scheme)], scheme) {
			alias = alias[len(scheme):]
			break
		}
	}
	if end := strings.IndexAny(alias, ";?"); end >= 0 {
		alias = alias[:end]
	}
	return strings.TrimSpace(alias)
}
