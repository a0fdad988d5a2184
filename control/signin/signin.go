// Package signin holds the words that are shared by the ways to sign in by
// another system: who somebody is, what went wrong, and the steps of a test.
// Package openid asks OpenID providers and package ldapdir directories.
//
// It imports the standard library only, and its values belong to one goroutine.
package signin

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Identity is who another system says that somebody is.
type Identity struct {
	Source      string
	Authority   string // who vouches
	Subject     string // never changes
	Username    string
	DisplayName string
	Groups      []string
}

// Kind is what sort of thing went wrong.
type Kind string

// The kinds of problem.
const (
	// Unreachable: the other system does not answer in time.
	Unreachable Kind = "UNREACHABLE"
	// Misconfigured: the other system answers, but not as the settings have it.
	Misconfigured Kind = "MISCONFIGURED"
	// BadCredentials: the person is unknown, disabled, or the password is wrong.
	BadCredentials Kind = "BAD_CREDENTIALS"
	// NotPermitted: the person is known, and may not get in.
	NotPermitted Kind = "NOT_PERMITTED"
	// Expired: the attempt was begun too long ago, elsewhere or not at all.
	Expired Kind = "EXPIRED"
	// Denied: the person, or the other system, broke the attempt off.
	Denied Kind = "DENIED"
	// Untrusted: what the other system answered does not prove anything.
	Untrusted Kind = "UNTRUSTED"
)

// Problem is why somebody could not sign in. Message is for administrators and
// holds no secrets; whoever signs in is told the kind only.
type Problem struct {
	Kind    Kind
	Message string
	Err     error
}

// Error implements error.
func (p *Problem) Error() string {
	if p.Err == nil {
		return p.Message
	}
	return p.Message + ": " + p.Err.Error()
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }

// Fail makes a Problem.
func Fail(kind Kind, err error, format string, a ...any) error {
	return &Problem{Kind: kind, Message: fmt.Sprintf(format, a...), Err: err}
}

// KindOf is the kind of an error; false when it is no Problem.
func KindOf(err error) (Kind, bool) {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Kind, true
	}
	return "", false
}

// Step is one part of a test.
type Step struct {
	Name   string
	OK     bool
	Detail string
}

// Steps are what a test did so far. A nil *Steps takes no notes.
type Steps struct{ list []Step }

// maxDetail bounds what another system can make us show, in characters.
const maxDetail = 300

// Did notes what worked.
func (s *Steps) Did(name, format string, a ...any) { s.add(name, true, fmt.Sprintf(format, a...)) }

// Failed notes what did not, and gives the error back.
func (s *Steps) Failed(name string, err error) error {
	s.add(name, false, err.Error())
	return err
}

// Note notes an outcome.
func (s *Steps) Note(name string, ok bool, format string, a ...any) {
	s.add(name, ok, fmt.Sprintf(format, a...))
}

func (s *Steps) add(name string, ok bool, detail string) {
	if s != nil {
		s.list = append(s.list, Step{Name: name, OK: ok, Detail: Plain(detail, maxDetail)})
	}
}

// List gives all steps.
func (s *Steps) List() []Step { return s.list }

// Passed says that every step worked.
func (s *Steps) Passed() bool {
	for _, one := range s.list {
		if !one.OK {
			return false
		}
	}
	return len(s.list) > 0
}

// Plain makes a foreign text fit for logs and pages: one line of at most max
// characters.
func Plain(text string, max int) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Bidi_Control, r):
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(text, ""))
	clean = strings.TrimSpace(clean)
	if r := []rune(clean); len(r) > max {
		return string(r[:max-1]) + "…"
	}
	return clean
}
