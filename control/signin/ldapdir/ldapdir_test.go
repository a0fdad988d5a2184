package ldapdir_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"go.uber.org/goleak"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/ldapdir"
	"github.com/parley-video/parley/control/signin/signintest"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// counter notes whose passwords were tried, and which of them were right.
type counter struct {
	asked   []string
	right   int
	refuses error
	meddle  func() // once a password was counted
}

func (c *counter) Count(_ context.Context, subject string) error {
	c.asked = append(c.asked, subject)
	if c.meddle != nil {
		c.meddle()
	}
	return c.refuses
}

func (c *counter) Right(context.Context) { c.right++ }

func settings(d *signintest.Directory, change ...func(*events.LDAPSettings)) events.LDAPSettings {
	s := domainsignin.Defaults().LDAP
	s.Enabled, s.Servers, s.Authorities = true, []string{d.TLS}, d.Authority.CA
	s.BindDN, s.BaseDN = signintest.SearchDN, signintest.Base
	for _, f := range change {
		f(&s)
	}
	return s
}

func TestAuthenticate(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	other := signintest.NewAuthority(t)
	startTLS := func(s *events.LDAPSettings) { s.Servers, s.Security = []string{d.Plain}, events.LDAPStartTLS }
	plain := func(s *events.LDAPSettings) {
		s.Servers, s.Security, s.PermitPlaintext = []string{d.Plain}, events.LDAPPlaintext, true
	}
	for _, c := range []struct {
		what, username, password string
		change                   func(*events.LDAPSettings)
		bind                     string
		groups                   []string
		fails                    signin.Kind
		says                     string
	}{
		{what: "ldaps", username: "ada", groups: []string{signintest.AdminGroup, signintest.WatchGroup}},
		{what: "starttls", username: " ADA ", change: startTLS, groups: []string{signintest.AdminGroup, signintest.WatchGroup}},
		{what: "groups by search", username: "ada", change: func(s *events.LDAPSettings) {
			s.GroupsFrom, s.GroupBaseDN = events.GroupsFromSearch, "ou=groups,"+signintest.Base
		}, groups: []string{signintest.AdminGroup, signintest.WatchGroup}},
		{what: "a group of the same name elsewhere", username: "cleo", groups: []string{signintest.HiddenGroup}},
		{what: "not nested", username: "nested", groups: []string{"cn=inner,ou=groups," + signintest.Base}},
		{
			what: "nested by attribute", username: "nested", change: func(s *events.LDAPSettings) { s.NestedGroups = true },
			groups: []string{"cn=inner,ou=groups," + signintest.Base, signintest.OuterGroup},
		},
		{what: "nested by search", username: "nested", change: func(s *events.LDAPSettings) {
			s.NestedGroups, s.GroupsFrom = true, events.GroupsFromSearch
		}, groups: []string{"cn=inner,ou=groups," + signintest.Base, signintest.OuterGroup}},
		{what: "wrong password", username: "ada", password: "wrong", fails: signin.BadCredentials, says: "refuses the password"},
		{what: "no password", username: "ada", password: "-", fails: signin.BadCredentials, says: "no password"},
		{what: "password with NUL", username: "ada", password: "\x00", fails: signin.BadCredentials, says: "no password"},
		{what: "unknown", username: "zoe", fails: signin.BadCredentials, says: "nobody below"},
		{what: "disabled as in Active Directory", username: "dora", fails: signin.BadCredentials, says: "disabled"},
		{what: "star", username: "*", fails: signin.BadCredentials, says: "nobody below"},
		{what: "star that is a name", username: "a*"},
		{what: "injection", username: "ada)(uid=*", fails: signin.BadCredentials, says: "nobody below"},
		{what: "injection of an or", username: "*)(|(objectClass=*", fails: signin.BadCredentials, says: "nobody below"},
		{
			what: "filter with two answers", username: "x", change: func(s *events.LDAPSettings) { s.UserFilter = "(|(uid={username})(uid=a*))" },
			fails: signin.Misconfigured, says: "more than one",
		},
		{what: "wrong password of the searcher", username: "ada", bind: "wrong", fails: signin.Misconfigured, says: "account or its password is wrong"},
		{what: "no such base", username: "ada", change: func(s *events.LDAPSettings) { s.BaseDN = "dc=nowhere" }, fails: signin.Misconfigured},
		{what: "no such attribute", username: "ada", change: func(s *events.LDAPSettings) { s.IDAttribute = "employeeNumber" }, fails: signin.Misconfigured, says: "employeeNumber"},
		{what: "plaintext is refused by the directory", username: "ada", change: plain, fails: signin.Misconfigured, says: "wants TLS"},
		{
			what: "plaintext that is not permitted", username: "ada", change: func(s *events.LDAPSettings) { plain(s); s.PermitPlaintext = false },
			fails: signin.Misconfigured, says: "not permitted",
		},
		{what: "authority that is not trusted", username: "ada", change: func(s *events.LDAPSettings) { s.Authorities = other.CA }, fails: signin.Unreachable, says: "no trusted connection"},
		{
			what: "authority that is not trusted, starttls", username: "ada", change: func(s *events.LDAPSettings) { startTLS(s); s.Authorities = other.CA },
			fails: signin.Unreachable, says: "no trusted connection",
		},
		{what: "certificate for another name", username: "ada", change: func(s *events.LDAPSettings) {
			s.Servers[0] = strings.Replace(s.Servers[0], "127.0.0.1", "localhost", 1)
		}, fails: signin.Unreachable, says: "no trusted connection"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := settings(d)
			if c.change != nil {
				c.change(&s)
			}
			bind, password := signintest.SearchSecret, signintest.Password
			if c.bind != "" {
				bind = c.bind
			}
			if c.password != "" {
				password = strings.TrimPrefix(c.password, "-")
			}
			who, err := ldapdir.New().Authenticate(t.Context(), s, bind, c.username, password, &counter{})
			if c.fails != "" {
				if kind, _ := signin.KindOf(err); kind != c.fails || !strings.Contains(err.Error(), c.says) || who.Username != "" {
					t.Fatalf("%+v, %v", who, err)
				}
				for _, secret := range []string{bind, password} {
					if secret != "" && strings.Contains(err.Error(), secret) && secret != "wrong" {
						t.Errorf("the error tells a secret: %v", err)
					}
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.ToLower(strings.TrimSpace(c.username)); who.Username != want || who.Source != "ldap" || who.Authority != signintest.Base ||
				len(who.Subject) != 36 || who.DisplayName == "" {
				t.Errorf("%+v", who)
			}
			slices.Sort(who.Groups)
			slices.Sort(c.groups)
			if !slices.EqualFunc(who.Groups, c.groups, ldapdir.SameDN) {
				t.Errorf("groups %q, want %q", who.Groups, c.groups)
			}
		})
	}
}

func TestIdentifiersOfPeople(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	for attribute, want := range map[string]string{
		"":           strings.ToLower(signintest.PersonDN("ada")),
		"objectGUID": "hex:0001feff303132333435363738396162",
		"uid":        "ada",
	} {
		who, err := ldapdir.New().Authenticate(t.Context(), settings(d, func(s *events.LDAPSettings) { s.IDAttribute = attribute }),
			signintest.SearchSecret, "ada", signintest.Password, &counter{})
		if err != nil || who.Subject != want {
			t.Errorf("%q: %q, %v", attribute, who.Subject, err)
		}
	}
}

func TestPlaintextThatIsPermitted(t *testing.T) {
	d := signintest.StartDirectory(t, true)
	who, err := ldapdir.New().Authenticate(t.Context(), settings(d, func(s *events.LDAPSettings) {
		s.Servers, s.Security, s.PermitPlaintext = []string{d.Plain}, events.LDAPPlaintext, true
	}), signintest.SearchSecret, "ben", signintest.Password, &counter{})
	if err != nil || who.DisplayName != "Ben (Watcher)" {
		t.Errorf("%+v, %v", who, err)
	}
}

// A server that is gone, one that says nothing and one that speaks something
// else leave the next one its share of the time.
func TestServersInTheirOrder(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	s := settings(d, func(s *events.LDAPSettings) {
		s.Servers, s.Timeout = []string{"127.0.0.1:1", silent.Addr().String(), d.Plain, d.TLS}, 4
	})
	var steps signin.Steps
	who, err := ldapdir.New().Test(t.Context(), s, signintest.SearchSecret, "ada", signintest.Password, &counter{}, &steps)
	if err != nil || who.Username != "ada" {
		t.Fatalf("%+v, %v\n%+v", who, err, steps.List())
	}
	s.Servers = s.Servers[:2]
	s.Timeout = 1
	begin := time.Now()
	_, err = ldapdir.New().Authenticate(t.Context(), s, signintest.SearchSecret, "ada", signintest.Password, &counter{})
	if kind, _ := signin.KindOf(err); kind != signin.Unreachable || time.Since(begin) > 3*time.Second {
		t.Errorf("%v after %s", err, time.Since(begin))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ldapdir.New().Authenticate(ctx, s, signintest.SearchSecret, "ada", signintest.Password, &counter{}); err == nil {
		t.Error("somebody got in after the request was given up")
	}
}

func TestTestTellsStepByStep(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	for _, c := range []struct {
		what, username, password string
		change                   func(*events.LDAPSettings)
		want                     []string
	}{
		{what: "nobody", want: []string{"+Connect to", "+TLS", "+Sign in to the directory", "+Read the base"}},
		{
			what: "base", change: func(s *events.LDAPSettings) { s.BaseDN = "ou=nowhere," + signintest.Base },
			want: []string{"+Connect to", "+TLS", "+Sign in to the directory", "-Read the base"},
		},
		{what: "somebody", username: "ada", want: []string{"+Connect to", "+TLS", "+Sign in to the directory", "+Find the person", "+Read who it is", "+List the groups"}},
		{
			what: "with a password", username: "ada", password: signintest.Password,
			want: []string{"+Connect to", "+TLS", "+Sign in to the directory", "+Find the person", "+Try the password", "+Read who it is", "+List the groups"},
		},
		{what: "with a wrong one", username: "ada", password: "wrong", want: []string{"+Connect to", "+TLS", "+Sign in to the directory", "+Find the person", "-Try the password"}},
		{what: "searcher", change: func(s *events.LDAPSettings) { s.BindDN = "cn=nobody" }, want: []string{"+Connect to", "+TLS", "-Sign in to the directory"}},
		{what: "disabled", username: "dora", want: []string{"+Connect to", "+TLS", "+Sign in to the directory", "+Find the person", "-Account"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			var steps signin.Steps
			var change []func(*events.LDAPSettings)
			if c.change != nil {
				change = append(change, c.change)
			}
			_, _ = ldapdir.New().Test(t.Context(), settings(d, change...), signintest.SearchSecret, c.username, c.password, &counter{}, &steps)
			if len(steps.List()) != len(c.want) {
				t.Fatalf("%+v", steps.List())
			}
			for i, one := range steps.List() {
				sign := map[bool]string{true: "+", false: "-"}[one.OK]
				if !strings.HasPrefix(sign+one.Name, c.want[i]) || one.Detail == "" {
					t.Errorf("step %d: %+v, want %s", i, one, c.want[i])
				}
			}
		})
	}
}

// A password is counted before the directory is asked about it, under whom the
// name leads to, however it is spelled; whoever hangs up then has been counted.
func TestPasswordsAreCountedFirst(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	s := settings(d, func(s *events.LDAPSettings) { s.IDAttribute = "uid" })
	for _, c := range []struct {
		what, username, password string
		asked                    []string
		right                    int
	}{
		{"right", "ada", signintest.Password, []string{"ada"}, 1},
		{"wrong", "ada", "wrong", []string{"ada"}, 0},
		{"wide letters", "ａｄａ", "wrong", []string{"ada"}, 0},
		{"nobody", "zoe", "wrong", []string{""}, 0},
		{"disabled", "dora", signintest.Password, []string{"dora"}, 0},
		{"nothing to try", "ada", "", nil, 0},
	} {
		count := &counter{}
		_, _ = ldapdir.New().Authenticate(t.Context(), s, signintest.SearchSecret, c.username, c.password, count)
		if !slices.Equal(count.asked, c.asked) || count.right != c.right {
			t.Errorf("%s: %+v", c.what, count)
		}
		tested := &counter{}
		_, _ = ldapdir.New().Test(t.Context(), s, signintest.SearchSecret, c.username, c.password, tested, &signin.Steps{})
		if !slices.Equal(tested.asked, c.asked) || tested.right != c.right {
			t.Errorf("%s, in a test: %+v", c.what, tested)
		}
	}

	ctx, hangUp := context.WithCancel(t.Context())
	count := &counter{meddle: hangUp}
	if _, err := ldapdir.New().Authenticate(ctx, s, signintest.SearchSecret, "ada", signintest.Password, count); err == nil || count.right != 0 || len(count.asked) != 1 {
		t.Errorf("hung up: %+v, %v", count, err)
	}
	count = &counter{refuses: signin.Fail(signin.BadCredentials, nil, "not now")}
	if _, err := ldapdir.New().Authenticate(t.Context(), s, signintest.SearchSecret, "ada", signintest.Password, count); !errors.Is(err, count.refuses) {
		t.Errorf("asked although it is not to be: %v", err)
	}
}

// What a password was right for before counts no more when the directory says
// so: nothing is kept.
func TestNothingIsRemembered(t *testing.T) {
	d := signintest.StartDirectory(t, false)
	c := ldapdir.New()
	if _, err := c.Authenticate(t.Context(), settings(d), signintest.SearchSecret, "ada", signintest.Password, &counter{}); err != nil {
		t.Fatal(err)
	}
	d.Do(t, func(conn *ldap.Conn) error {
		change := ldap.NewModifyRequest(signintest.PersonDN("ada"), nil)
		change.Replace("userPassword", []string{"another one altogether"})
		return conn.Modify(change)
	})
	_, err := c.Authenticate(t.Context(), settings(d), signintest.SearchSecret, "ada", signintest.Password, &counter{})
	if kind, _ := signin.KindOf(err); kind != signin.BadCredentials {
		t.Errorf("%v", err)
	}
}

func TestSameDN(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"cn=a,dc=b", "CN=A, DC=B", true},
		{"cn=a,dc=b", "cn=a,dc=c", false},
		{"cn=a,dc=b", "cn=a", false},
		{`cn=a\,b,dc=c`, `cn=a\2cb,dc=c`, true},
		{"", "", false},
		{"nothing", "nothing", false},
	} {
		if ldapdir.SameDN(c.a, c.b) != c.same {
			t.Errorf("%q, %q: want %t", c.a, c.b, c.same)
		}
	}
}

func TestCheckFilters(t *testing.T) {
	s := domainsignin.Defaults().LDAP
	if wrong := ldapdir.CheckFilters(s); len(wrong) != 0 {
		t.Error(wrong)
	}
	s.UserFilter, s.GroupFilter = "(&(uid={username})", "(member={dn}))"
	if wrong := ldapdir.CheckFilters(s); len(wrong) != 2 {
		t.Error(wrong)
	}
}
