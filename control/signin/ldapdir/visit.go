package ldapdir

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"github.com/go-ldap/ldap/v3"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/events"
)

// visit is one connection to one server. It belongs to one goroutine; breakOff
// may come from another.
type visit struct {
	s     events.LDAPSettings
	q     question
	steps *signin.Steps
	raw   net.Conn
	conn  *ldap.Conn
	end   time.Time
}

// connect opens the connection, with TLS unless the settings permit none.
func (v *visit) connect(ctx context.Context, dial func(context.Context, string, string) (net.Conn, error), server string) error {
	step := "Connect to " + server
	host, _, err := net.SplitHostPort(server)
	if err != nil {
		return v.steps.Failed(step, signin.Fail(signin.Misconfigured, err, "no server"))
	}
	config, err := signin.TLS(v.s.Authorities, host)
	if err != nil {
		return v.steps.Failed(step, signin.Fail(signin.Misconfigured, err, "certificates"))
	}
	if v.s.Security == events.LDAPPlaintext && !v.s.PermitPlaintext {
		return v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "TLS is off and that is not permitted"))
	}
	if v.raw, err = dial(ctx, "tcp", server); err != nil {
		return v.steps.Failed(step, signin.Fail(signin.Unreachable, err, "%s does not answer", server))
	}
	// The deadline ends everything on the connection, handshakes included.
	v.end, _ = ctx.Deadline()
	_ = v.raw.SetDeadline(v.end)
	v.steps.Did(step, "connected")
	return v.secure(ctx, config)
}

func (v *visit) secure(ctx context.Context, config *tls.Config) error {
	const step = "TLS"
	switch v.s.Security {
	case events.LDAPS:
		secured := tls.Client(v.raw, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			_ = v.raw.Close()
			return v.steps.Failed(step, signin.Fail(signin.Unreachable, err, "no trusted connection"))
		}
		v.conn = ldap.NewConn(secured, true)
		v.conn.Start()
	case events.LDAPStartTLS:
		v.conn = ldap.NewConn(v.raw, false)
		v.conn.Start()
		stop := context.AfterFunc(ctx, v.breakOff)
		err := v.conn.StartTLS(config)
		stop()
		if err != nil {
			v.close()
			return v.steps.Failed(step, signin.Fail(signin.Unreachable, err, "no trusted connection"))
		}
	default:
		v.conn = ldap.NewConn(v.raw, false)
		v.conn.Start()
		v.steps.Did(step, "not used, as permitted: passwords can be read on the way")
		v.conn.SetTimeout(time.Until(v.end))
		return nil
	}
	v.conn.SetTimeout(time.Until(v.end))
	if state, ok := v.conn.TLSConnectionState(); ok {
		v.steps.Did(step, "%s, certificate of %s", tls.VersionName(state.Version), state.PeerCertificates[0].Subject)
	}
	return nil
}

// breakOff ends what is under way.
func (v *visit) breakOff() { _ = v.raw.SetDeadline(time.Unix(1, 0)) }

func (v *visit) close() { _ = v.conn.Close() }

// bindSearcher says who we are, unless we stay unknown.
func (v *visit) bindSearcher() error {
	if v.s.BindDN == "" {
		v.steps.Did("Sign in to the directory", "not needed: searching without a name")
		return nil
	}
	const step = "Sign in to the directory"
	if v.q.bindPassword == "" {
		return v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "the password of %s is missing", v.s.BindDN))
	}
	if err := v.conn.Bind(v.s.BindDN, v.q.bindPassword); err != nil {
		return v.steps.Failed(step, v.explain(err, "bind as %s", v.s.BindDN))
	}
	v.steps.Did(step, "as %s", v.s.BindDN)
	return nil
}

// bind makes the connection that of whoever searches again, after it was that of
// the person.
func (v *visit) bind() error {
	var err error
	if v.s.BindDN == "" {
		err = v.conn.UnauthenticatedBind("")
	} else {
		err = v.conn.Bind(v.s.BindDN, v.q.bindPassword)
	}
	if err != nil {
		return v.explain(err, "bind again as %q", v.s.BindDN)
	}
	return nil
}

// lookAtBase is all that can be tried without a person.
func (v *visit) lookAtBase() error {
	const step = "Read the base"
	found, err := v.search(v.s.BaseDN, ldap.ScopeBaseObject, 1, "(objectClass=*)", "objectClass")
	switch {
	case err != nil:
		return v.steps.Failed(step, v.explain(err, "read %s", v.s.BaseDN))
	case len(found) == 0:
		return v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "%s is not shown to us", v.s.BaseDN))
	}
	v.steps.Did(step, "%s is there", v.s.BaseDN)
	return nil
}

// search asks for entries. References to other directories are not followed.
func (v *visit) search(base string, scope, limit int, filter string, attributes ...string) ([]*ldap.Entry, error) {
	seconds := max(1, int(time.Until(v.end).Seconds()))
	found, err := v.conn.Search(ldap.NewSearchRequest(base, scope, ldap.NeverDerefAliases, limit, seconds, false, filter, attributes, nil))
	if err != nil {
		return nil, err
	}
	return found.Entries, nil
}
