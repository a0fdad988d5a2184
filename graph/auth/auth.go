// Package auth says who calls the API: it reads credentials from requests,
// asks a Verifier whom they stand for, carries the answer in the context and
// ends long-lived streams when their credential does.
//
// It owns no accounts, sessions or tokens (control does) and decides nothing
// about rights: scopes are checked in one place, package graph. It imports the
// standard library and package domain. Everything here is safe for concurrent use.
package auth

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/domain"
)

// Kind is the sort of caller.
type Kind string

// The kinds of caller.
const (
	KindAdministrator Kind = "administrator"
	KindToken         Kind = "token"
)

// Principal is a caller whose credential was verified.
type Principal struct {
	Kind      Kind
	ID        string
	Name      string
	Scopes    []string
	SessionID string    // of an administrator
	ExpiresAt time.Time // zero: never
	// Source is how an administrator signed in: local, oidc or ldap.
	Source string
	// EventStreams and EventTypes restrict the events that a token may see, by
	// how their stream and type begin; empty means all.
	EventStreams, EventTypes []string
}

// Has reports whether the principal holds a scope.
func (p Principal) Has(scope string) bool { return slices.Contains(p.Scopes, scope) }

// IsZero reports the anonymous caller.
func (p Principal) IsZero() bool { return p.Kind == "" }

// Party is who the principal is, for counting.
func (p Principal) Party() string { return string(p.Kind) + "/" + p.ID }

// VisibilityClass names what the principal may see. Callers of one class get
// the same answer to the same question, so streams are shared within it.
func (p Principal) VisibilityClass() string {
	class := sorted(p.Scopes, " ")
	if len(p.EventStreams) > 0 || len(p.EventTypes) > 0 {
		class += "\n" + sorted(p.EventStreams, "\x00") + "\n" + sorted(p.EventTypes, "\x00") // prefixes hold no control characters
	}
	return class
}

func sorted(list []string, separator string) string {
	list = slices.Clone(list)
	slices.Sort(list)
	return strings.Join(slices.Compact(list), separator)
}

// Credential is what a caller shows: a session or a token, never both. The
// zero Credential is no credential.
type Credential struct {
	Session string // value of the session cookie
	Token   string // bearer token
	Source  string // network address that it came from, without port
}

// IsZero reports that nothing was shown.
func (c Credential) IsZero() bool { return c.Session == "" && c.Token == "" }

// ErrUnauthenticated says that a credential stands for nobody (any more).
var ErrUnauthenticated = errors.New("credential is unknown, expired or revoked")

// ErrTooManyUnknown is returned by a Verifier that does not look a token up,
// because too many came from its network that nobody has.
var ErrTooManyUnknown = errors.New("too many unknown tokens from your network; wait")

// Verifier knows whom a credential stands for.
type Verifier interface {
	// Verify returns the principal, or ErrUnauthenticated. Activity says that a
	// person or program does something now; a check of an open stream does not
	// count as activity and must not prolong an idle session.
	Verify(ctx context.Context, credential Credential, activity bool) (Principal, error)
}

// Call is what the API knows about one request or connection.
type Call struct {
	Principal  Principal // zero: anonymous
	Credential Credential
	Source     string // network address of the caller, without port
	TraceID    string
	// SetCookie adds a cookie to the answer; nil where there is none to add to
	// (WebSocket, server-sent events).
	SetCookie func(*http.Cookie)
	// SecureCookie says that cookies must carry the Secure attribute.
	SecureCookie bool
}

// Party is whom a call is counted to: an account or token wherever it comes from,
// anybody else by where they come from.
func (c Call) Party() string {
	if !c.Principal.IsZero() {
		return c.Principal.Party()
	}
	return SourceParty(c.Source)
}

// SourceParty is whom the calls of strangers from a network address are counted
// to.
func SourceParty(source string) string { return "source/" + domain.Network(source) }

type callKey struct{}

// WithCall puts the call into a context.
func WithCall(ctx context.Context, call Call) context.Context {
	return context.WithValue(ctx, callKey{}, call)
}

// CallFrom returns the call of a context; without one the caller is anonymous.
func CallFrom(ctx context.Context) Call {
	call, _ := ctx.Value(callKey{}).(Call)
	return call
}
