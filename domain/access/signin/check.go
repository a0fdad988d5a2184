package signin

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxLabel       = 60 // characters of what stands on the sign-in page
	MaxSecret      = 1000
	MaxURL         = 500
	MaxDN          = 500
	MaxFilter      = 1000
	MaxAuthorities = 64 << 10 // bytes
	MaxScopes      = 20
	MaxServers     = 8
	MaxMappings    = 200
	MinTimeout     = 1 // seconds
	MaxTimeout     = 20
)

// What stands in a filter for the person.
const (
	placeUsername = "{username}"
	placeDN       = "{dn}"
)

var (
	claimPattern     = regexp.MustCompile(`^[!-~]{1,100}$`)
	scopePattern     = regexp.MustCompile(`^[!#-\[\]-~]{1,100}$`)
	attributePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.;-]{0,99}$`)
	// dnPattern is how a distinguished name begins; what follows the directory
	// has to understand.
	dnPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*\s*=`)
	places    = regexp.MustCompile(`\{[^{}]*\}`)
)

const notSet = "A value is required while this way to sign in is on."

func checkOIDC(c *domain.Checker, all events.SignInSettings, refs References) {
	s := all.OIDC
	const of = "oidc"
	c.Name(s.Name, MaxLabel, of, "name")
	checkURL(c, s.Issuer, of, "issuer")
	c.Text(s.ClientID, domain.MaxText, of, "clientId")
	c.Invalid(len(s.Scopes) <= MaxScopes && !slices.ContainsFunc(s.Scopes, func(one string) bool { return !scopePattern.MatchString(one) }),
		"At most 20 scopes, without blanks.", of, "scopes")
	c.Invalid(claimPattern.MatchString(s.UsernameClaim), "The name of a claim, without blanks.", of, "usernameClaim")
	c.Invalid(claimPattern.MatchString(s.GroupsClaim), "The name of a claim, without blanks.", of, "groupsClaim")
	checkAuthorities(c, s.Authorities, of)
	checkMappings(c, s.Mappings, of, refs)
	if !s.Enabled {
		return
	}
	required(c, s.Issuer, of, "issuer")
	required(c, s.ClientID, of, "clientId")
	if all.PublicURL == "" && !refs.PublicURL {
		c.Refuse(domain.CodeRequired, "The provider sends people back to the public address; it has to be known.", "publicUrl")
	}
}

func checkLDAP(c *domain.Checker, s events.LDAPSettings, refs References) {
	const of = "ldap"
	c.Name(s.Name, MaxLabel, of, "name")
	c.Invalid(len(s.Servers) <= MaxServers, fmt.Sprintf("At most %d servers.", MaxServers), of, "servers")
	for i, one := range s.Servers {
		c.Invalid(isHostPort(one), "Write host:port, for example ldap.example.com:636.", of, "servers", strconv.Itoa(i))
	}
	c.Invalid(slices.Contains([]string{events.LDAPS, events.LDAPStartTLS, events.LDAPPlaintext}, s.Security),
		"The value is not one of the possible ones.", of, "security")
	c.Invalid(s.Security != events.LDAPPlaintext || s.PermitPlaintext,
		"Without TLS everybody on the way reads the passwords. Permit it explicitly if that is what you want.", of, "permitPlaintext")
	checkAuthorities(c, s.Authorities, of)
	c.Text(s.BindDN, MaxDN, of, "bindDn")
	if s.BindDN != "" && s.BindPassword == "" {
		c.Refuse(domain.CodeRequired, "An account to search with needs its password.", of, "bindPassword")
	}
	c.Invalid(s.BindDN != "" || s.BindPassword == "", "A password without an account; give the account, too.", of, "bindDn")
	checkDN(c, s.BaseDN, of, "baseDn")
	checkDN(c, s.GroupBaseDN, of, "groupBaseDn")
	checkLDAPNames(c, s)
	c.Range(s.Timeout, MinTimeout, MaxTimeout, of, "timeout")
	checkMappings(c, s.Mappings, of, refs)
	for i, m := range s.Mappings {
		if m.Group != "" {
			c.Invalid(dnPattern.MatchString(m.Group), "Write the group's distinguished name, for example cn=admins,ou=groups,dc=example,dc=com.",
				of, "mappings", strconv.Itoa(i), "group")
		}
	}
	if !s.Enabled {
		return
	}
	if len(s.Servers) == 0 {
		c.Refuse(domain.CodeRequired, notSet, of, "servers")
	}
	required(c, s.BaseDN, of, "baseDn")
}

func checkLDAPNames(c *domain.Checker, s events.LDAPSettings) {
	const of = "ldap"
	checkFilter(c, s.UserFilter, []string{placeUsername}, of, "userFilter")
	checkFilter(c, s.GroupFilter, []string{placeDN, placeUsername}, of, "groupFilter")
	const want = "The name of an attribute."
	c.Invalid(attributePattern.MatchString(s.UsernameAttribute), want, of, "usernameAttribute")
	c.Invalid(attributePattern.MatchString(s.DisplayNameAttribute), want, of, "displayNameAttribute")
	c.Invalid(attributePattern.MatchString(s.MemberOfAttribute), want, of, "memberOfAttribute")
	c.Invalid(s.IDAttribute == "" || attributePattern.MatchString(s.IDAttribute), want, of, "idAttribute")
	c.Invalid(s.GroupsFrom == events.GroupsFromMember || s.GroupsFrom == events.GroupsFromSearch,
		"The value is not one of the possible ones.", of, "groupsFrom")
}

func required(c *domain.Checker, v string, field ...string) {
	if v == "" {
		c.Refuse(domain.CodeRequired, notSet, field...)
	}
}

// checkURL wants an address of the web that nobody on the way can read or
// change: https, or http on this machine.
func checkURL(c *domain.Checker, text string, field ...string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	ok := err == nil && len(text) <= MaxURL && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" && !u.ForceQuery
	c.Invalid(ok && (u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())),
		"Write https://host, without a query. Plain http is for this machine only.", field...)
}

// checkRoot wants an address without a path: we are served at the root.
func checkRoot(c *domain.Checker, text string, field ...string) {
	u, err := url.Parse(text)
	c.Invalid(err != nil || u.Host == "" || u.Path == "", "Write the address of the host, without a path.", field...)
}

func isLoopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.") && strings.Count(host, ".") == 3
}

func isHostPort(text string) bool {
	u, err := url.Parse("ldap://" + text)
	if err != nil || u.Host != text || u.Hostname() == "" {
		return false
	}
	port, err := strconv.Atoi(u.Port())
	return err == nil && port > 0 && port < 1<<16
}

func checkDN(c *domain.Checker, dn string, field ...string) {
	c.Text(dn, MaxDN, field...)
	c.Invalid(dn == "" || dnPattern.MatchString(dn), "Write a distinguished name, for example dc=example,dc=com.", field...)
}

// checkFilter looks at the form; control asks the library for the rest.
func checkFilter(c *domain.Checker, filter string, allowed []string, field ...string) {
	c.Text(filter, MaxFilter, field...)
	found := places.FindAllString(filter, -1)
	known := len(found) > 0 && !slices.ContainsFunc(found, func(one string) bool { return !slices.Contains(allowed, one) })
	c.Invalid(known, "The filter has to contain "+strings.Join(allowed, " or ")+", and nothing else in braces.", field...)
	c.Invalid(strings.HasPrefix(filter, "(") && strings.HasSuffix(filter, ")"), "A filter stands in parentheses.", field...)
}

func checkAuthorities(c *domain.Checker, text, of string) {
	if text == "" {
		return
	}
	if len(text) > MaxAuthorities {
		c.Refuse(domain.CodeInvalid, "At most 64 KiB.", of, "caCertificates")
		return
	}
	n, rest := 0, []byte(text)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		_, err := x509.ParseCertificate(block.Bytes)
		if block.Type != "CERTIFICATE" || err != nil {
			c.Refuse(domain.CodeInvalid, fmt.Sprintf("Part %d is not a certificate.", n+1), of, "caCertificates")
			return
		}
		n++
	}
	c.Invalid(n > 0 && strings.TrimSpace(string(rest)) == "", "Write certificates in PEM, -----BEGIN CERTIFICATE-----, and nothing else.", of, "caCertificates")
}

func checkMappings(c *domain.Checker, list []events.GroupRole, of string, refs References) {
	c.Invalid(len(list) <= MaxMappings, fmt.Sprintf("At most %d groups.", MaxMappings), of, "mappings")
	seen := map[string]bool{}
	for i, m := range list {
		at := strconv.Itoa(i)
		c.Name(m.Group, MaxDN, of, "mappings", at, "group")
		key := m.Group
		if of == "ldap" {
			key = strings.ToLower(key)
		}
		c.Invalid(m.Group == "" || !seen[key+"\x00"+m.Role], "This group has this role already.", of, "mappings", at, "group")
		seen[key+"\x00"+m.Role] = true
		if _, ok := refs.Roles[m.Role]; !ok {
			c.Refuse(domain.CodeNotFound, "There is no such role.", of, "mappings", at, "roleId")
		}
	}
}
