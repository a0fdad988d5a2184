// Package ldapdir asks LDAP directories whether a password is right and which
// groups somebody is in.
//
// A Client keeps nothing: every call makes a connection of its own, has a
// deadline over all servers, and closes the connection. It is safe for
// concurrent use, and the only package that knows the LDAP library.
package ldapdir

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-ldap/ldap/v3"

	domainsignin "github.com/parley-video/parley/domain/access/signin"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/events"
)

// Bounds of what people type and of what a directory answers.
const (
	maxUsername = 256 // bytes
	maxPassword = 1024
	maxGroups   = 1000 // of one person, nested ones included
	maxName     = 250  // characters
)

// accountDisabled is the bit of userAccountControl that Active Directory sets.
const (
	accountControl  = "userAccountControl"
	accountDisabled = 2
)

// Client asks directories.
type Client struct {
	dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// New makes a Client.
func New() *Client { return &Client{dial: (&net.Dialer{}).DialContext} }

// CheckFilters tells what the library thinks of filters, by the name of the
// field; empty: all are well.
func CheckFilters(s events.LDAPSettings) map[string]error {
	wrong := map[string]error{}
	if _, err := ldap.CompileFilter(domainsignin.FillUser(s.UserFilter, "x", ldap.EscapeFilter)); err != nil {
		wrong["userFilter"] = err
	}
	if _, err := ldap.CompileFilter(domainsignin.FillGroup(s.GroupFilter, "cn=x", "x", ldap.EscapeFilter)); err != nil {
		wrong["groupFilter"] = err
	}
	return wrong
}

// SameDN reports whether two distinguished names are the same but for case and
// blanks.
func SameDN(a, b string) bool {
	one, err := ldap.ParseDN(a)
	if err != nil {
		return false
	}
	other, err := ldap.ParseDN(b)
	return err == nil && len(one.RDNs) > 0 && one.EqualFold(other)
}

// Counter counts passwords before a directory is asked about them, so that an
// attempt counts also for whoever breaks it off.
type Counter interface {
	// Count is told who has the name, as Identity.Subject will say it; empty:
	// nobody. Its error ends the attempt, and the directory is not asked.
	Count(ctx context.Context, subject string) error
	// Right is told that the password was right.
	Right(ctx context.Context)
}

// Authenticate asks who has this name and password.
func (c *Client) Authenticate(ctx context.Context, s events.LDAPSettings, bindPassword, username, password string, counter Counter) (signin.Identity, error) {
	if password == "" || len(password) > maxPassword || strings.ContainsRune(password, 0) {
		// A directory takes a name without a password for somebody who wants to
		// stay unknown, and lets them in.
		return signin.Identity{}, signin.Fail(signin.BadCredentials, nil, "no password, or one that is too long")
	}
	return c.ask(ctx, s, question{bindPassword: bindPassword, username: username, password: password, counter: counter}, nil)
}

// Test does what a sign-in does and takes notes. Without a password it does not
// try one, without a user name it looks for nobody.
func (c *Client) Test(ctx context.Context, s events.LDAPSettings, bindPassword, username, password string, counter Counter, steps *signin.Steps) (signin.Identity, error) {
	return c.ask(ctx, s, question{bindPassword: bindPassword, username: username, password: password, counter: counter}, steps)
}

// question is what a directory is asked. Its texts are secrets.
type question struct {
	bindPassword, username, password string
	counter                          Counter
}

// ask tries the servers in their order, until one answers.
func (c *Client) ask(ctx context.Context, s events.LDAPSettings, q question, steps *signin.Steps) (signin.Identity, error) {
	q.username = strings.TrimSpace(q.username)
	if len(q.username) > maxUsername || !utf8.ValidString(q.username) || strings.ContainsRune(q.username, 0) {
		return signin.Identity{}, signin.Fail(signin.BadCredentials, nil, "no user name, or one that is too long")
	}
	if len(s.Servers) == 0 {
		return signin.Identity{}, steps.Failed("Servers", signin.Fail(signin.Misconfigured, nil, "there are none"))
	}
	end := time.Now().Add(time.Duration(s.Timeout) * time.Second)
	err := errors.New("no time is left")
	for i, server := range s.Servers {
		left := time.Until(end)
		if left <= 0 || ctx.Err() != nil {
			break
		}
		// A server that does not answer leaves the others their share of the time.
		var who signin.Identity
		who, err = c.askOne(ctx, s, server, left/time.Duration(len(s.Servers)-i), q, steps)
		if kind, _ := signin.KindOf(err); kind != signin.Unreachable {
			return who, err
		}
	}
	return signin.Identity{}, err
}

func (c *Client) askOne(ctx context.Context, s events.LDAPSettings, server string, limit time.Duration, q question, steps *signin.Steps) (signin.Identity, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	v := &visit{s: s, q: q, steps: steps}
	if err := v.connect(ctx, c.dial, server); err != nil {
		return signin.Identity{}, err
	}
	defer v.close()
	defer context.AfterFunc(ctx, v.breakOff)()
	if err := v.bindSearcher(); err != nil {
		return signin.Identity{}, err
	}
	if q.username == "" {
		return signin.Identity{}, v.lookAtBase()
	}
	return v.person(ctx)
}

// person finds somebody, tries the password and lists the groups.
func (v *visit) person(ctx context.Context) (signin.Identity, error) {
	entry, err := v.find(ctx)
	if err != nil {
		return signin.Identity{}, err
	}
	tries := v.q.password != "" || v.steps == nil
	if tries {
		if err := v.count(ctx, v.subject(entry)); err != nil {
			return signin.Identity{}, err
		}
		if err := v.tryPassword(entry.DN); err != nil {
			return signin.Identity{}, err
		}
	}
	if control, err := strconv.ParseInt(entry.GetEqualFoldAttributeValue(accountControl), 10, 64); err == nil && control&accountDisabled != 0 {
		return signin.Identity{}, v.steps.Failed("Account", signin.Fail(signin.BadCredentials, nil, "the account is disabled in the directory"))
	}
	if tries {
		v.q.counter.Right(ctx)
	}
	who, err := v.describe(entry)
	if err != nil {
		return signin.Identity{}, err
	}
	if who.Groups, err = v.groups(entry, who.Username); err != nil {
		return signin.Identity{}, err
	}
	return who, nil
}

// count says that a password is about to be tried.
func (v *visit) count(ctx context.Context, subject string) error {
	if err := v.q.counter.Count(ctx, subject); err != nil {
		return v.steps.Failed(stepPassword, err)
	}
	return nil
}

// find looks for the one entry of whoever has the name.
func (v *visit) find(ctx context.Context) (*ldap.Entry, error) {
	const step = "Find the person"
	attributes := []string{v.s.UsernameAttribute, v.s.DisplayNameAttribute, accountControl}
	if v.s.IDAttribute != "" {
		attributes = append(attributes, v.s.IDAttribute)
	}
	if v.s.GroupsFrom == events.GroupsFromMember {
		attributes = append(attributes, v.s.MemberOfAttribute)
	}
	filter := domainsignin.FillUser(v.s.UserFilter, v.q.username, ldap.EscapeFilter)
	found, err := v.search(v.s.BaseDN, ldap.ScopeWholeSubtree, 2, filter, attributes...)
	switch {
	case ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded) || err == nil && len(found) > 1:
		return nil, v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "the filter %s finds more than one entry", v.s.UserFilter))
	case err != nil:
		return nil, v.steps.Failed(step, v.explain(err, "search below %s", v.s.BaseDN))
	case len(found) == 0 || found[0].DN == "":
		if v.q.password != "" {
			if err := v.count(ctx, ""); err != nil {
				return nil, err
			}
		}
		v.pretend()
		return nil, v.steps.Failed(step, signin.Fail(signin.BadCredentials, nil, "nobody below %s has this user name", v.s.BaseDN))
	}
	v.steps.Did(step, "found %s", found[0].DN)
	return found[0], nil
}

// pretend takes about the time that trying a password takes, so that the time
// does not tell who is in the directory.
func (v *visit) pretend() {
	if v.steps == nil {
		_ = v.conn.Bind("cn="+rand.Text()+","+v.s.BaseDN, rand.Text())
	}
}

const stepPassword = "Try the password"

// tryPassword is whether the person has the password. Afterwards the connection
// is again that of whoever searches.
func (v *visit) tryPassword(dn string) error {
	const step = stepPassword
	if v.q.password == "" { // the library refuses it too
		return signin.Fail(signin.BadCredentials, nil, "no password")
	}
	if err := v.conn.Bind(dn, v.q.password); err != nil {
		if ldap.IsErrorAnyOf(err, wrongPassword...) {
			return v.steps.Failed(step, signin.Fail(signin.BadCredentials, err, "the directory refuses the password"))
		}
		return v.steps.Failed(step, v.explain(err, "bind as %s", dn))
	}
	v.steps.Did(step, "the directory accepts it")
	return v.bind()
}

// wrongPassword are the results of a bind that mean "this person does not get
// in": wrong, expired, locked or none.
var wrongPassword = []uint16{
	ldap.LDAPResultInvalidCredentials, ldap.LDAPResultInappropriateAuthentication, ldap.LDAPResultInsufficientAccessRights,
	ldap.LDAPResultNoSuchObject, ldap.LDAPResultConstraintViolation, ldap.LDAPResultUnwillingToPerform,
	ldap.LDAPResultInvalidDNSyntax,
}

// describe reads who somebody is.
func (v *visit) describe(entry *ldap.Entry) (signin.Identity, error) {
	const step = "Read who it is"
	who := signin.Identity{
		Source: events.SourceLDAP, Authority: v.s.BaseDN,
		Username:    signin.Plain(entry.GetEqualFoldAttributeValue(v.s.UsernameAttribute), maxName),
		DisplayName: signin.Plain(entry.GetEqualFoldAttributeValue(v.s.DisplayNameAttribute), maxName),
	}
	if who.Username == "" {
		return who, v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "the entry has no attribute %s", v.s.UsernameAttribute))
	}
	if _, err := ldap.ParseDN(entry.DN); err != nil {
		return who, v.steps.Failed(step, signin.Fail(signin.Untrusted, err, "the directory's answer has no valid name"))
	}
	if v.s.IDAttribute != "" && len(entry.GetEqualFoldRawAttributeValue(v.s.IDAttribute)) == 0 {
		return who, v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "the entry has no attribute %s", v.s.IDAttribute))
	}
	who.Subject = v.subject(entry)
	v.steps.Did(step, "%s (%s), known as %s", who.Username, who.DisplayName, who.Subject)
	return who, nil
}

// subject is what of an entry never changes. An entry without the identifier
// that the settings name, which gets nobody in, is counted by its name.
func (v *visit) subject(entry *ldap.Entry) string {
	if v.s.IDAttribute != "" {
		if raw := entry.GetEqualFoldRawAttributeValue(v.s.IDAttribute); len(raw) > 0 {
			return text(raw)
		}
	}
	dn, err := ldap.ParseDN(entry.DN)
	if err != nil {
		return strings.ToLower(entry.DN)
	}
	return strings.ToLower(dn.String())
}

// text is the text form of an identifier, which may be binary.
func text(raw []byte) string {
	plain := string(raw)
	if utf8.Valid(raw) && signin.Plain(plain, maxName) == plain {
		return plain
	}
	return "hex:" + hex.EncodeToString(raw)
}

func (v *visit) explain(err error, format string, a ...any) error {
	what := fmt.Sprintf(format, a...)
	switch {
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultConfidentialityRequired, ldap.LDAPResultStrongAuthRequired):
		return signin.Fail(signin.Misconfigured, err, "%s: the directory wants TLS", what)
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultInvalidCredentials):
		return signin.Fail(signin.Misconfigured, err, "%s: the account or its password is wrong", what)
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultNoSuchObject):
		return signin.Fail(signin.Misconfigured, err, "%s: there is no such entry, or it is not shown to us", what)
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultReferral):
		return signin.Fail(signin.Misconfigured, err, "%s: the directory sends us elsewhere, which is not followed", what)
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultInsufficientAccessRights, ldap.LDAPResultInappropriateAuthentication):
		return signin.Fail(signin.Misconfigured, err, "%s: the directory does not allow it", what)
	case ldap.IsErrorAnyOf(err, ldap.LDAPResultSizeLimitExceeded):
		return signin.Fail(signin.Misconfigured, err, "%s: there are too many", what)
	case ldap.IsErrorAnyOf(err, ldap.ErrorNetwork, ldap.LDAPResultBusy, ldap.LDAPResultUnavailable, ldap.LDAPResultTimeout,
		ldap.LDAPResultTimeLimitExceeded, ldap.LDAPResultServerDown, ldap.LDAPResultConnectError):
		return signin.Fail(signin.Unreachable, err, "%s: no answer", what)
	default:
		return signin.Fail(signin.Misconfigured, err, "%s", what)
	}
}
