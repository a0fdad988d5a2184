package signin_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

func decider(publicURL bool) domaintest.Decider[signin.Command, signin.State] {
	return domaintest.Decider[signin.Command, signin.State]{
		Initial: signin.Initial, Evolve: signin.Evolve, Claims: signin.Claims,
		Decide: func(c signin.Command, s signin.State) (domain.Decision, error) {
			return signin.Decide(c, s, signin.References{PublicURL: publicURL, Roles: map[string][]access.Scope{
				"read-write": access.Scopes(), "read-only": access.RoleScopes("read-only"), "desk": {access.ScopeConfigRead},
			}})
		},
	}
}

func with(change func(*events.SignInSettings)) events.SignInUpdated {
	s := signin.Defaults()
	change(&s)
	return events.SignInUpdated{Settings: s}
}

// both is a deployment where both ways are on.
func both(change ...func(*events.SignInSettings)) events.SignInUpdated {
	return with(func(s *events.SignInSettings) {
		s.PublicURL = "https://parley.example.com"
		s.OIDC.Enabled, s.OIDC.Issuer, s.OIDC.ClientID, s.OIDC.ClientSecret = true, "https://idp.example.com", "parley", "sealed"
		s.OIDC.Mappings = []events.GroupRole{{Group: "admins", Role: "read-write"}}
		s.LDAP.Enabled, s.LDAP.Servers, s.LDAP.BaseDN = true, []string{"a:636"}, "dc=example,dc=com"
		s.LDAP.BindDN, s.LDAP.BindPassword = "cn=search", "sealed"
		s.LDAP.Mappings = []events.GroupRole{{Group: "cn=admins,dc=example,dc=com", Role: "read-write"}}
		for _, f := range change {
			f(s)
		}
	})
}

func oidc(p signin.OIDCPatch) signin.Patch { return signin.Patch{OIDC: p} }
func ldap(p signin.LDAPPatch) signin.Patch { return signin.Patch{LDAP: p} }

var secret = domain.Some(domain.Secret{Plain: "s", Sealed: "sealed again"})

func TestInitialise(t *testing.T) {
	decider(false).Given(t).When(signin.Initialise{}).Then(events.SignInUpdated{Settings: signin.Defaults()}).
		When(signin.Initialise{}).Then()
}

func TestForm(t *testing.T) {
	long := strings.Repeat("x", 61)
	for _, c := range []struct {
		what    string
		patch   signin.Patch
		refused []string
	}{
		{"oidc without a thing", oidc(signin.OIDCPatch{Enabled: domain.Some(true)}), []string{"REQUIRED oidc.issuer", "REQUIRED oidc.clientId", "REQUIRED publicUrl"}},
		{"ldap without a thing", ldap(signin.LDAPPatch{Enabled: domain.Some(true)}), []string{"REQUIRED ldap.servers", "REQUIRED ldap.baseDn"}},
		{"plain issuer", oidc(signin.OIDCPatch{Issuer: domain.Some("http://idp.example.com")}), []string{"INVALID oidc.issuer"}},
		{"issuer that looks like this machine", oidc(signin.OIDCPatch{Issuer: domain.Some("http://127.0.0.1.example.com")}), []string{"INVALID oidc.issuer"}},
		{"issuer with a query", oidc(signin.OIDCPatch{Issuer: domain.Some("https://idp.example.com?a")}), []string{"INVALID oidc.issuer"}},
		{"issuer with a password", oidc(signin.OIDCPatch{Issuer: domain.Some("https://a:b@idp.example.com")}), []string{"INVALID oidc.issuer"}},
		{"names", signin.Patch{OIDC: signin.OIDCPatch{Name: domain.Some(long)}, LDAP: signin.LDAPPatch{Name: domain.Some(" ")}}, []string{"INVALID oidc.name", "REQUIRED ldap.name"}},
		{"scope", oidc(signin.OIDCPatch{Scopes: domain.Some([]string{"a b"})}), []string{"INVALID oidc.scopes"}},
		{"claims", oidc(signin.OIDCPatch{UsernameClaim: domain.Some(""), GroupsClaim: domain.Some("a b")}), []string{"INVALID oidc.usernameClaim", "INVALID oidc.groupsClaim"}},
		{"certificates", oidc(signin.OIDCPatch{Authorities: domain.Some("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")}), []string{"INVALID oidc.caCertificates"}},
		{"secret with NUL", oidc(signin.OIDCPatch{ClientSecret: domain.Some(domain.Secret{Plain: "a\x00", Sealed: "x"})}), []string{"INVALID oidc.clientSecret"}},
		{"unknown role", oidc(signin.OIDCPatch{Mappings: domain.Some([]events.GroupRole{{Group: "a", Role: "god"}})}), []string{"NOT_FOUND oidc.mappings.0.roleId"}},
		{"a group twice", oidc(signin.OIDCPatch{Mappings: domain.Some([]events.GroupRole{{Group: "a", Role: "desk"}, {Group: "a", Role: "read-only"}, {Group: " a", Role: "desk"}})}), []string{"INVALID oidc.mappings.2.group"}},
		{"servers", ldap(signin.LDAPPatch{Servers: domain.Some([]string{"a", "a:0", "a:x", "a:99999", "ldap://a:1", "a:1/b", "u@a:1"})}), []string{
			"INVALID ldap.servers.0", "INVALID ldap.servers.1", "INVALID ldap.servers.2", "INVALID ldap.servers.3", "INVALID ldap.servers.4", "INVALID ldap.servers.5", "INVALID ldap.servers.6",
		}},
		{"plaintext", ldap(signin.LDAPPatch{Security: domain.Some("plain")}), []string{"INVALID ldap.permitPlaintext"}},
		{"protection", ldap(signin.LDAPPatch{Security: domain.Some("none")}), []string{"INVALID ldap.security"}},
		{"account without a password", ldap(signin.LDAPPatch{BindDN: domain.Some("cn=a")}), []string{"REQUIRED ldap.bindPassword"}},
		{"password without an account", ldap(signin.LDAPPatch{BindPassword: secret}), []string{"INVALID ldap.bindDn"}},
		{"filters", ldap(signin.LDAPPatch{UserFilter: domain.Some("(uid=*)"), GroupFilter: domain.Some("member={dn}")}), []string{"INVALID ldap.userFilter", "INVALID ldap.groupFilter"}},
		{"filter with another place", ldap(signin.LDAPPatch{UserFilter: domain.Some("(&(uid={username})(a={password}))")}), []string{"INVALID ldap.userFilter"}},
		{"attribute", ldap(signin.LDAPPatch{IDAttribute: domain.Some("a)(b")}), []string{"INVALID ldap.idAttribute"}},
		{"time", ldap(signin.LDAPPatch{Timeout: domain.Some(0)}), []string{"INVALID ldap.timeout"}},
		{"group without its name", ldap(signin.LDAPPatch{Mappings: domain.Some([]events.GroupRole{{Group: "admins", Role: "desk"}})}), []string{"INVALID ldap.mappings.0.group"}},
		{"the same group in capitals", ldap(signin.LDAPPatch{Mappings: domain.Some([]events.GroupRole{{Group: "cn=a", Role: "desk"}, {Group: "CN=A", Role: "desk"}})}), []string{"INVALID ldap.mappings.1.group"}},
		{"public address with a path", signin.Patch{PublicURL: domain.Some("https://example.com/parley/")}, []string{"INVALID publicUrl"}},
		{"public address", signin.Patch{PublicURL: domain.Some("parley.example.com")}, []string{"INVALID publicUrl"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			decider(false).Given(t, events.SignInUpdated{Settings: signin.Defaults()}).When(signin.Update{Patch: c.patch}).Refused(c.refused...)
		})
	}
}

func TestUpdate(t *testing.T) {
	decider(true).Given(t, events.SignInUpdated{Settings: signin.Defaults()}).
		When(signin.Update{Patch: oidc(signin.OIDCPatch{
			Enabled: domain.Some(true), Issuer: domain.Some(" https://idp.example.com "), ClientID: domain.Some("parley"), ClientSecret: secret,
			Scopes: domain.Some([]string{"groups", "groups", ""}), Mappings: domain.Some([]events.GroupRole{{Group: " admins ", Role: "desk"}}),
		})}).Then(with(func(s *events.SignInSettings) {
		s.OIDC.Enabled, s.OIDC.Issuer, s.OIDC.ClientID, s.OIDC.ClientSecret = true, "https://idp.example.com", "parley", "sealed again"
		s.OIDC.Scopes, s.OIDC.Mappings = []string{"groups"}, []events.GroupRole{{Group: "admins", Role: "desk"}}
	}))
	decider(true).Given(t, both()).When(signin.Update{}).Then()
	decider(true).Given(t, both()).When(signin.Update{Patch: ldap(signin.LDAPPatch{Timeout: domain.Some(10)})}).Then()
	decider(false).Given(t, both()).When(signin.Update{Patch: signin.Patch{PublicURL: domain.Some("")}}).Refused("REQUIRED publicUrl")
	decider(true).Given(t, both()).When(signin.Update{Patch: signin.Patch{PublicURL: domain.Some("https://x.example.com/")}}).
		Then(both(func(s *events.SignInSettings) { s.PublicURL = "https://x.example.com" }))
}

// Whoever may change settings cannot have a secret sent to themselves.
func TestSecretsStayWhereTheyBelong(t *testing.T) {
	for _, c := range []struct {
		what    string
		patch   signin.Patch
		refused string // empty: allowed
	}{
		{"another issuer", oidc(signin.OIDCPatch{Issuer: domain.Some("https://evil.example.com")}), "REQUIRED oidc.clientSecret"},
		{"another issuer and secret", oidc(signin.OIDCPatch{Issuer: domain.Some("https://new.example.com"), ClientSecret: secret}), ""},
		{"another issuer without a secret", oidc(signin.OIDCPatch{Issuer: domain.Some("https://new.example.com"), ClientSecret: domain.Some(domain.Secret{})}), ""},
		{"another server", ldap(signin.LDAPPatch{Servers: domain.Some([]string{"a:636", "evil:636"})}), "REQUIRED ldap.bindPassword"},
		{"the same server at another port", ldap(signin.LDAPPatch{Servers: domain.Some([]string{"a:389"})}), "REQUIRED ldap.bindPassword"},
		{"one server fewer", ldap(signin.LDAPPatch{Enabled: domain.Some(false), Servers: domain.Some([]string{})}), ""},
		{"without TLS", ldap(signin.LDAPPatch{Security: domain.Some("plain"), PermitPlaintext: domain.Some(true)}), "REQUIRED ldap.bindPassword"},
		{"another server and password", ldap(signin.LDAPPatch{Servers: domain.Some([]string{"b:636"}), BindPassword: secret}), ""},
		{"something else", ldap(signin.LDAPPatch{BaseDN: domain.Some("dc=x")}), ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := domaintestState(t, both())
			_, err := signin.Preview(s, c.patch, signin.References{PublicURL: true, Roles: map[string][]access.Scope{"read-write": nil}})
			out := decider(true).Given(t, both()).When(signin.Update{Patch: c.patch})
			if c.refused != "" {
				out.Refused(c.refused)
			}
			if (err == nil) != (c.refused == "") {
				t.Errorf("preview: %v", err)
			}
		})
	}
}

func domaintestState(t *testing.T, list ...events.Event) signin.State {
	t.Helper()
	s := signin.Initial()
	for i, e := range list {
		s = signin.Evolve(s, events.Recorded{Event: e, Revision: events.Revision(i)}) // few
	}
	return s
}

// Nobody comes to more than they may by changing where roles come from.
func TestRightsOfTheCaller(t *testing.T) {
	manager := signin.Caller{Scopes: domain.Some([]string{access.ScopeAccessWrite, access.ScopeConfigRead}), Source: "local"}
	for _, c := range []struct {
		what    string
		patch   signin.Patch
		refused string
	}{
		{"map what they have", ldap(signin.LDAPPatch{Enabled: domain.Some(true), Mappings: domain.Some([]events.GroupRole{{Group: "cn=a", Role: "desk"}})}), "NOT_ALLOWED ldap.mappings"}, // it takes one away that is more
		{"map what they do not have", oidc(signin.OIDCPatch{Mappings: domain.Some([]events.GroupRole{{Group: "a", Role: "read-write"}, {Group: "b", Role: "desk"}})}), "NOT_ALLOWED oidc.mappings"},
		{"another provider", oidc(signin.OIDCPatch{Issuer: domain.Some("https://evil.example.com"), ClientSecret: secret}), "NOT_ALLOWED oidc.mappings"},
		{"another claim", oidc(signin.OIDCPatch{GroupsClaim: domain.Some("x")}), "NOT_ALLOWED oidc.mappings"},
		{"another base", ldap(signin.LDAPPatch{BaseDN: domain.Some("dc=evil")}), "NOT_ALLOWED ldap.mappings"},
		{"another public address", signin.Patch{PublicURL: domain.Some("https://x.example.com")}, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			out := decider(true).Given(t, both()).When(signin.Update{Patch: c.patch, By: manager})
			if c.refused != "" {
				out.Refused(c.refused)
			}
		})
	}
	none := both(func(s *events.SignInSettings) { s.LDAP.Mappings = nil })
	decider(true).Given(t, none).When(signin.Update{By: manager, Patch: ldap(signin.LDAPPatch{Mappings: domain.Some([]events.GroupRole{{Group: "cn=a", Role: "desk"}})})}).
		Then(both(func(s *events.SignInSettings) { s.LDAP.Mappings = []events.GroupRole{{Group: "cn=a", Role: "desk"}} }))
}

// Local accounts go only when another way has just been shown to work, and that
// way then stays as it is.
func TestLocalAccountsOff(t *testing.T) {
	all := domain.Some(access.Scopes())
	off := domain.Some(false)
	shut := both(func(s *events.SignInSettings) { s.Local = false })
	for _, c := range []struct {
		what   string
		given  events.Event
		source string
		patch  signin.Patch
		ok     bool
	}{
		{"by a local account", both(), "local", signin.Patch{Local: off}, false},
		{"by a token", both(), "", signin.Patch{Local: off}, false},
		{"by the provider", both(), "oidc", signin.Patch{Local: off}, true},
		{"by the directory", both(), "ldap", signin.Patch{Local: off}, true},
		{"by the provider that goes", both(), "oidc", signin.Patch{Local: off, OIDC: signin.OIDCPatch{Enabled: off}}, false},
		{"by the provider, the directory goes", both(), "oidc", signin.Patch{Local: off, LDAP: signin.LDAPPatch{Enabled: off}}, true},
		{"with another claim", both(), "oidc", signin.Patch{Local: off, OIDC: signin.OIDCPatch{GroupsClaim: domain.Some("x")}}, false},
		{"with another public address", both(), "oidc", signin.Patch{Local: off, PublicURL: domain.Some("https://x.example.com")}, false},
		{"with another mapping", both(), "oidc", signin.Patch{Local: off, OIDC: signin.OIDCPatch{Mappings: domain.Some([]events.GroupRole{{Group: "admins", Role: "read-only"}})}}, false},
		{"with one mapping more", both(), "oidc", signin.Patch{Local: off, OIDC: signin.OIDCPatch{Mappings: domain.Some([]events.GroupRole{{Group: "admins", Role: "read-write"}, {Group: "b", Role: "desk"}})}}, true},
		{"while off: the way is altered", shut, "ldap", ldap(signin.LDAPPatch{BaseDN: domain.Some("dc=x")}), false},
		{"while off: the mapping goes", shut, "ldap", ldap(signin.LDAPPatch{Mappings: domain.Some([]events.GroupRole{})}), false},
		{"while off: the other way is altered", shut, "ldap", oidc(signin.OIDCPatch{GroupsClaim: domain.Some("x")}), true},
		{"while off: by a token", shut, "", oidc(signin.OIDCPatch{Name: domain.Some("x")}), false},
		{"on again by a token", shut, "", signin.Patch{Local: domain.Some(true)}, true},
		{"on again and altered", shut, "", signin.Patch{Local: domain.Some(true), LDAP: signin.LDAPPatch{BaseDN: domain.Some("dc=x")}}, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			given := domaintestState(t, c.given)
			out := decider(true).Given(t, c.given).When(signin.Update{Patch: c.patch, By: signin.Caller{Scopes: all, Source: c.source}})
			if !c.ok {
				out.Refused("NOT_ALLOWED local")
				return
			}
			next, err := signin.Preview(given, c.patch, signin.References{PublicURL: true, Roles: map[string][]access.Scope{"read-write": nil, "desk": nil, "read-only": nil}})
			if err != nil {
				t.Fatal(err)
			}
			out.Then(events.SignInUpdated{Settings: next})
		})
	}
}

func TestHolds(t *testing.T) {
	s := both().Settings
	s.OIDC.Mappings = append(s.OIDC.Mappings, events.GroupRole{Group: "b", Role: "desk"}, events.GroupRole{Group: "c", Role: "desk"})
	for _, c := range []struct {
		source, authority string
		groups, want      []string
	}{
		{"oidc", "https://idp.example.com", []string{"admins"}, []string{"read-write"}},
		{"oidc", "https://idp.example.com", []string{"c", "b", "admins", "x"}, []string{"read-write", "desk"}},
		{"oidc", "https://idp.example.com", []string{"Admins"}, nil},
		{"oidc", "https://idp.example.com", nil, nil},
		{"oidc", "https://other.example.com", []string{"admins"}, nil},
		{"ldap", "https://idp.example.com", []string{"admins"}, nil},
		{"local", "", []string{"admins"}, nil},
		{"", "", []string{"admins"}, nil},
	} {
		if got := signin.Holds(s, c.source, c.authority, c.groups); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q", c, got)
		}
	}
	s.OIDC.Enabled = false
	if got := signin.Holds(s, "oidc", "https://idp.example.com", []string{"admins"}); got != nil {
		t.Errorf("a way that is shut: %q", got)
	}
}

// Whoever tries the settings out may no more than whoever changes them, and does
// not get a stored password to search for something else.
func TestTry(t *testing.T) {
	state := signin.Evolve(signin.Initial(), events.Recorded{Event: both()})
	weak := both(func(s *events.SignInSettings) { s.OIDC.Mappings, s.LDAP.Mappings = nil, nil })
	known := domain.Some(access.Scopes())
	few := domain.Some([]access.Scope{access.ScopeAccessWrite, access.ScopeConfigRead})
	for _, c := range []struct {
		what    string
		patch   signin.Patch
		by      domain.Opt[[]access.Scope]
		given   events.SignInUpdated
		refused string
	}{
		{what: "as they are", by: few},
		{what: "a change of somebody who may do less than a mapping gives", by: few, patch: ldap(signin.LDAPPatch{Timeout: domain.Some(5)}), refused: "NOT_ALLOWED ldap.mappings"},
		{what: "the same, the other way", by: few, patch: oidc(signin.OIDCPatch{UsernameClaim: domain.Some("sub")}), refused: "NOT_ALLOWED oidc.mappings"},
		{what: "somebody who may do all", by: known, patch: ldap(signin.LDAPPatch{Timeout: domain.Some(5)})},
		{what: "the platform itself", patch: ldap(signin.LDAPPatch{Timeout: domain.Some(5)})},
		{what: "account", by: known, patch: ldap(signin.LDAPPatch{BindDN: domain.Some("cn=other")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "base", by: known, patch: ldap(signin.LDAPPatch{BaseDN: domain.Some("dc=com")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "filter", by: known, patch: ldap(signin.LDAPPatch{UserFilter: domain.Some("(&(cn=boss)(mail={username}))")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "user name", by: known, patch: ldap(signin.LDAPPatch{UsernameAttribute: domain.Some("description")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "name", by: known, patch: ldap(signin.LDAPPatch{DisplayNameAttribute: domain.Some("description")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "identifier", by: known, patch: ldap(signin.LDAPPatch{IDAttribute: domain.Some("description")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "groups", by: known, patch: ldap(signin.LDAPPatch{GroupsFrom: domain.Some(events.GroupsFromSearch)}), refused: "REQUIRED ldap.bindPassword"},
		{what: "attribute of groups", by: known, patch: ldap(signin.LDAPPatch{MemberOfAttribute: domain.Some("description")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "base of groups", by: known, patch: ldap(signin.LDAPPatch{GroupBaseDN: domain.Some("dc=com")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "filter of groups", by: known, patch: ldap(signin.LDAPPatch{GroupFilter: domain.Some("(description={username})")}), refused: "REQUIRED ldap.bindPassword"},
		{what: "filter, with the password", by: known, patch: ldap(signin.LDAPPatch{UserFilter: domain.Some("(mail={username})"), BindPassword: secret})},
		{what: "filter, without an account", by: known, patch: ldap(signin.LDAPPatch{UserFilter: domain.Some("(mail={username})"), BindDN: domain.Some(""), BindPassword: domain.Some(domain.Secret{})})},
		{what: "filter, without mappings", by: few, given: weak, patch: ldap(signin.LDAPPatch{Enabled: domain.Some(false), UserFilter: domain.Some("(mail={username})")}), refused: "REQUIRED ldap.bindPassword"},
	} {
		t.Run(c.what, func(t *testing.T) {
			state := state
			if c.given.Settings.LDAP.BaseDN != "" {
				state = signin.Evolve(signin.Initial(), events.Recorded{Event: c.given})
			}
			_, err := signin.Try(state, c.patch, signin.Caller{Scopes: c.by}, signin.References{PublicURL: true, Roles: map[string][]access.Scope{"read-write": access.Scopes()}})
			got := ""
			if list, ok := domain.AsRefusals(err); ok {
				got = string(list[0].Code) + " " + strings.Join(list[0].Field, ".")
			} else if err != nil {
				t.Fatal(err)
			}
			if got != c.refused {
				t.Errorf("%q (%v), want %q", got, err, c.refused)
			}
		})
	}
}
