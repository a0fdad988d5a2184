package dialplan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/events"
)

// book is a directory in memory, by lower-case alias.
type book struct {
	services map[string]dialplan.Service
	devices  map[string]dialplan.Device
}

func (b book) Service(alias string) (dialplan.Service, bool) {
	s, ok := b.services[strings.ToLower(alias)]
	return s, ok
}

func (b book) Device(alias string) (dialplan.Device, bool) {
	d, ok := b.devices[strings.ToLower(alias)]
	return d, ok
}

func directory() book {
	return book{
		services: map[string]dialplan.Service{
			"team@example.com": {ID: "s1", Name: "Team", Type: events.ServiceConference},
			"700":              {ID: "s2", Name: "Board", Type: events.ServiceConference},
			"odd;1":            {ID: "s3", Name: "Odd", Type: events.ServiceConference},
		},
		devices: map[string]dialplan.Device{"desk@example.com": {ID: "d1", Alias: "Desk@example.com"}},
	}
}

// rule is an enabled rule for incoming calls of every protocol.
func rule(id, match string, change ...func(*events.RuleSettings)) dialplan.Rule {
	s := events.RuleSettings{
		Name: "Rule " + id, Priority: 100, Enabled: true, Incoming: true, MatchString: match,
		Protocols: []events.CallProtocol{events.ProtocolSIP, events.ProtocolH323, events.ProtocolWebRTC, events.ProtocolRTMP},
		Target:    events.TargetRegisteredOrExternal, OutgoingProtocol: events.ProtocolSIP,
	}
	for _, c := range change {
		c(&s)
	}
	return dialplan.Rule{ID: id, Settings: s}
}

func from(change ...func(*dialplan.Source)) dialplan.Source {
	s := dialplan.Source{LocationID: "oslo", Protocol: events.ProtocolSIP, Direction: dialplan.Incoming}
	for _, c := range change {
		c(&s)
	}
	return s
}

func outgoing(s *dialplan.Source) { s.Direction = dialplan.Outgoing }

// told is an answer in one line: outcome, alias, who, and the reasons.
func told(a dialplan.Answer) string {
	who := ""
	switch {
	case a.Service != nil:
		who = a.Service.ID
	case a.Device != nil:
		who = a.Rule.ID + ">" + a.Device.ID
	case a.Rule != nil:
		who = a.Rule.ID
	}
	var reasons []string
	for _, s := range a.Trace {
		reasons = append(reasons, s.ID+":"+string(s.Reason))
	}
	return fmt.Sprintf("%s %s [%s] %s", a.Outcome, a.Alias, who, strings.Join(reasons, " "))
}

type settings = func(*events.RuleSettings)

func TestResolve(t *testing.T) {
	replace := func(text string) settings { return func(s *events.RuleSettings) { s.ReplaceString = text } }
	off := func(s *events.RuleSettings) { s.Enabled = false }
	out := func(s *events.RuleSettings) { s.Incoming, s.Outgoing = false, true }
	only := func(s *events.RuleSettings) { s.Target = events.TargetRegisteredOnly }
	priority := func(n int) settings { return func(s *events.RuleSettings) { s.Priority = n } }
	for _, c := range []struct {
		what  string
		rules []dialplan.Rule
		alias string
		from  dialplan.Source
		want  string
	}{
		{what: "nothing there", alias: "x", from: from(), want: "NOT_FOUND x [] :SERVICE_NONE :RULE_NONE"},
		{what: "nothing dialled", alias: " sip: ", from: from(), want: "NOT_FOUND  [] :ALIAS_EMPTY"},
		{what: "a service", alias: " TEAM@example.com ", from: from(), want: "SERVICE TEAM@example.com [s1] s1:SERVICE_FOUND"},
		{what: "a service beats every rule", rules: []dialplan.Rule{rule("r", ".*")}, alias: "700", from: from(), want: "SERVICE 700 [s2] s2:SERVICE_FOUND"},
		{what: "a service by URI", alias: "SIP:team@example.com;transport=tls", from: from(), want: "SERVICE team@example.com [s1] s1:SERVICE_FOUND"},
		{what: "a service whose alias looks like parameters", alias: "odd;1", from: from(), want: "SERVICE odd;1 [s3] s3:SERVICE_FOUND"},
		{
			what: "no service for calls out of conferences", rules: []dialplan.Rule{rule("in", ".*"), rule("out", ".*", out)}, alias: "700", from: from(outgoing),
			want: "EXTERNAL 700 [out] :SERVICE_NOT_ASKED in:RULE_OTHER_DIRECTION out:RULE_MATCHED :CALLED_OUTSIDE",
		},
		{
			what: "by priority, then by name", alias: "9", from: from(),
			rules: []dialplan.Rule{rule("c", "1"), rule("b", "2"), rule("z", "3", priority(1)), rule("a", "4", priority(200)), rule("B2", "5")},
			want:  "NOT_FOUND 9 [] :SERVICE_NONE z:RULE_PATTERN_DIFFERS b:RULE_PATTERN_DIFFERS B2:RULE_PATTERN_DIFFERS c:RULE_PATTERN_DIFFERS a:RULE_PATTERN_DIFFERS :RULE_NONE",
		},
		{
			what: "why not", alias: "0123", rules: []dialplan.Rule{
				rule("1", ".*", off), rule("2", ".*", out), rule("3", ".*", func(s *events.RuleSettings) { s.SourceLocationID = "rome" }),
				rule("4", ".*", func(s *events.RuleSettings) { s.Protocols = []events.CallProtocol{events.ProtocolRTMP} }),
				rule("5", ".*", func(s *events.RuleSettings) { s.OnlyIfRegistered = true }), rule("6", "("), rule("7", "0", replace("x")), rule("8", `0(\d+)`, replace(`\1@x.org`)),
				rule("9", ".*"),
			}, from: from(),
			want: "EXTERNAL 123@x.org [8] :SERVICE_NONE 1:RULE_DISABLED 2:RULE_OTHER_DIRECTION 3:RULE_OTHER_LOCATION 4:RULE_OTHER_PROTOCOL " +
				"5:RULE_CALLER_NOT_REGISTERED 6:RULE_BROKEN 7:RULE_PATTERN_DIFFERS 8:RULE_MATCHED :CALLED_OUTSIDE",
		},
		{
			what: "location, protocol and registration that fit", alias: "a", rules: []dialplan.Rule{rule("r", "A", func(s *events.RuleSettings) {
				s.SourceLocationID, s.OnlyIfRegistered, s.Protocols = "oslo", true, []events.CallProtocol{events.ProtocolWebRTC}
			})}, from: from(func(s *dialplan.Source) { s.Registered, s.Protocol = true, events.ProtocolWebRTC }),
			want: "EXTERNAL a [r] :SERVICE_NONE r:RULE_MATCHED :CALLED_OUTSIDE",
		},
		{
			what: "a conference has no protocol and is not registered", alias: "a", rules: []dialplan.Rule{rule("r", "a", out, func(s *events.RuleSettings) {
				s.OnlyIfRegistered, s.Protocols = true, nil
			})}, from: from(outgoing), want: "EXTERNAL a [r] :SERVICE_NOT_ASKED r:RULE_MATCHED :CALLED_OUTSIDE",
		},
		{what: "the whole alias", rules: []dialplan.Rule{rule("r", `\d+`)}, alias: "1a", from: from(), want: "NOT_FOUND 1a [] :SERVICE_NONE r:RULE_PATTERN_DIFFERS :RULE_NONE"},
		{what: "alternatives are anchored too", rules: []dialplan.Rule{rule("r", `1|2`)}, alias: "12", from: from(), want: "NOT_FOUND 12 [] :SERVICE_NONE r:RULE_PATTERN_DIFFERS :RULE_NONE"},
		{
			what: "without scheme and parameters", rules: []dialplan.Rule{rule("r", `[^:;?]+`)}, alias: "sips:Alice@x.org;transport=tls?a=b", from: from(),
			want: "EXTERNAL Alice@x.org [r] :SERVICE_NONE r:RULE_MATCHED :CALLED_OUTSIDE",
		},
		{
			what: "with scheme and parameters", rules: []dialplan.Rule{rule("r", `sip:(.*);transport=tls`, replace("$1"), func(s *events.RuleSettings) { s.MatchFullAlias = true })},
			alias: "sip:alice@x.org;transport=tls", from: from(), want: "EXTERNAL alice@x.org [r] :SERVICE_NONE r:RULE_MATCHED :CALLED_OUTSIDE",
		},
		{what: "a device by a rule", rules: []dialplan.Rule{rule("r", "desk", replace("$0@example.com"))}, alias: "DESK", from: from(), want: "DEVICE DESK@example.com [r>d1] :SERVICE_NONE r:RULE_MATCHED d1:DEVICE_FOUND"},
		{what: "a device without a rule", alias: "desk@example.com", from: from(), want: "NOT_FOUND desk@example.com [] :SERVICE_NONE :RULE_NONE d1:DEVICE_NEEDS_RULE"},
		{
			what: "the first that fits ends the search although its call fails", rules: []dialplan.Rule{rule("1", "a", only), rule("2", "a")}, alias: "a", from: from(),
			want: "NOT_FOUND a [1] :SERVICE_NONE 1:RULE_MATCHED :DEVICE_NONE",
		},
		{what: "registered only", rules: []dialplan.Rule{rule("1", ".*", only)}, alias: "desk@example.com", from: from(), want: "DEVICE desk@example.com [1>d1] :SERVICE_NONE 1:RULE_MATCHED d1:DEVICE_FOUND"},
		{what: "nothing is left", rules: []dialplan.Rule{rule("1", "a(b?)", replace("$1"))}, alias: "a", from: from(), want: "NOT_FOUND  [1] :SERVICE_NONE 1:RULE_MATCHED :ALIAS_EMPTY"},
		{what: "too long", alias: strings.Repeat("å", 251), from: from(), want: "NOT_FOUND " + strings.Repeat("å", 251) + " [] :ALIAS_TOO_LONG"},
		{what: "too long with parameters", alias: "a;" + strings.Repeat("x", 1000), from: from(), want: "NOT_FOUND a [] :ALIAS_TOO_LONG"},
		{
			what: "made too long", rules: []dialplan.Rule{rule("1", "(.*)", replace("$1$1"))}, alias: strings.Repeat("a", 126), from: from(),
			want: "NOT_FOUND " + strings.Repeat("a", 252) + " [1] :SERVICE_NONE 1:RULE_MATCHED :ALIAS_TOO_LONG",
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := dialplan.New(c.rules)
			explained := p.Explain(c.alias, c.from, directory())
			if got := told(explained); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			for _, s := range explained.Trace {
				if !strings.HasSuffix(s.Sentence, ".") {
					t.Errorf("%s: %q is no sentence", s.Reason, s.Sentence)
				}
			}
			short := p.Resolve(c.alias, c.from, directory())
			explained.Trace = nil
			if got, want := told(short), told(explained); got != want {
				t.Errorf("without a trace %s, with one %s", got, want)
			}
		})
	}
}

func TestReception(t *testing.T) {
	reception := func(match, replace string) dialplan.Reception {
		return dialplan.Reception{Service: dialplan.Service{ID: "v", Name: "Front desk"}, Match: match, Replace: replace}
	}
	three := func(r dialplan.Reception) dialplan.Reception {
		r.Digits = new(3)
		return r
	}
	before := dialplan.Answer{Trace: []dialplan.Step{{ID: "v", Reason: dialplan.ServiceFound}}}
	p := dialplan.New([]dialplan.Rule{rule("r", `9(\d{4})`)})
	for _, c := range []struct {
		what      string
		reception dialplan.Reception
		digits    string
		want      string
	}{
		{"any number", reception("", ""), "700#", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"turned into an alias", reception(`7(\d)`, "${1}00"), "77", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"to a rule", reception("", "9$0"), "1234", "EXTERNAL 91234 [r] v:SERVICE_FOUND v:RECEPTION_CAPTURED :SERVICE_NONE r:RULE_MATCHED :CALLED_OUTSIDE"},
		{"to nobody", reception("", ""), "1", "NOT_FOUND 1 [] v:SERVICE_FOUND v:RECEPTION_CAPTURED :SERVICE_NONE r:RULE_PATTERN_DIFFERS :RULE_NONE"},
		{"not taken", reception(`7\d`, ""), "88", "NOT_FOUND 88 [] v:SERVICE_FOUND v:RECEPTION_REFUSED"},
		{"nothing keyed in", reception("", ""), "#", "NOT_FOUND # [] v:SERVICE_FOUND v:RECEPTION_REFUSED"},
		{"very much keyed in", reception("", ""), strings.Repeat("1", 51), "NOT_FOUND " + strings.Repeat("1", 51) + " [] v:SERVICE_FOUND v:RECEPTION_REFUSED"},
		{"# ends the number", reception("", ""), "700#1", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"three digits complete it", three(reception(`7\d\d`, "")), "7001", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"three digits and #", three(reception(`7\d\d`, "")), "700#", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"more than three digits and #", three(reception(`7\d\d`, "")), "7001#", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"# before the third digit", three(reception("", "${0}00")), "7#00", "SERVICE 700 [s2] v:SERVICE_FOUND v:RECEPTION_CAPTURED s2:SERVICE_FOUND"},
		{"a pattern for more than three digits", three(reception(`7\d{3}`, "")), "7001", "NOT_FOUND 7001 [] v:SERVICE_FOUND v:RECEPTION_REFUSED"},
		{"a pattern that cannot be used", reception("(", ""), "1", "NOT_FOUND 1 [] v:SERVICE_FOUND v:RECEPTION_REFUSED"},
	} {
		if got := told(p.Continue(before, c.reception, c.digits, from(), directory())); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.what, got, c.want)
		}
	}
}

func TestSentencesOfReceptions(t *testing.T) {
	p := dialplan.New(nil)
	for keyed, want := range map[string]string{
		"70":    `The Virtual Reception "Front desk" takes "70" and looks for "70", as if it had been dialled.`,
		"700#":  `The Virtual Reception "Front desk" takes "700#" and looks for "700", as if it had been dialled.`,
		"7001#": `The Virtual Reception "Front desk" takes the first 3 digits of "7001#" and looks for "700", as if it had been dialled.`,
		"8001":  `The Virtual Reception "Front desk" does not take the first 3 digits of "8001": its pattern does not fit.`,
	} {
		r := dialplan.Reception{Service: dialplan.Service{ID: "v", Name: "Front desk"}, Match: "7.*", Digits: new(3)}
		if got := p.Continue(dialplan.Answer{}, r, keyed, from(), directory()).Trace[0].Sentence; got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", keyed, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	p := dialplan.New([]dialplan.Rule{
		rule("a", "x", func(s *events.RuleSettings) { s.Incoming = false }), rule("b", "0(.*)", func(s *events.RuleSettings) { s.ReplaceString = "+47$1" }),
	})
	var got []string
	for _, s := range p.Explain("0815", from(), directory()).Trace {
		got = append(got, s.Sentence)
	}
	want := `No service has exactly this alias.
Rule "Rule a" (priority 100): it is for no calls at all, neither incoming nor outgoing.
Rule "Rule b" (priority 100): it fits; the alias becomes "+47815". No other rule is asked.
No device may register with this alias, so "+47815" is called outside by SIP.`
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got:\n%s\nwant:\n%s", text, want)
	}
}
