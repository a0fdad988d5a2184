package management

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	words "github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/control/signin/openid"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/graph/auth"
)

// The browser comes here to sign in at an OpenID provider, and back. Both
// answers are redirects: what went wrong is told by the sign-in page, which
// gets one word of it and the number under which the log has the rest.

// beginAtProvider sends the browser to the provider.
func (m *Management) beginAtProvider(w http.ResponseWriter, r *http.Request) {
	env := signInEnvelope(r)
	attempt, err := m.access.BeginAtProvider(r.Context(), env, r.URL.Query().Get("return"))
	if err != nil {
		m.signInFailed(w, r, env, err)
		return
	}
	http.SetCookie(w, attemptCookie(attempt.Name, attempt.Cookie, int(openid.Lifetime.Seconds()), attempt.Secure))
	redirect(w, r, attempt.URL)
}

// finishAtProvider takes the browser back and begins the session.
func (m *Management) finishAtProvider(w http.ResponseWriter, r *http.Request) {
	env := signInEnvelope(r)
	query := r.URL.Query()
	session, back, err := m.access.FinishAtProvider(r.Context(), env, query, func(name string) string {
		c, err := r.Cookie(name)
		if err != nil {
			return ""
		}
		return c.Value
	})
	// An attempt ends here, however it ends.
	http.SetCookie(w, attemptCookie(access.AttemptCookie(query), "", -1, auth.NeedsSecureCookie(r)))
	if err != nil {
		m.signInFailed(w, r, env, err)
		return
	}
	http.SetCookie(w, auth.NewSessionCookie(session.Cookie, auth.NeedsSecureCookie(r)))
	redirect(w, r, back)
}

// visited lets those pass whom a browser takes here as a page of its own, and not
// too many from one network. What pages load besides is not counted: any page of
// anybody's could use up the visits of everybody behind its reader's address.
func (m *Management) visited(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if to := r.Header.Get("Sec-Fetch-Dest"); to != "" && to != "document" {
			problem(w, http.StatusForbidden, export.CodeForbidden, "this is a page to go to")
			return
		}
		// Apart from other requests of strangers: signing in is one of them.
		if !m.count("signin/"+domain.Network(auth.Source(r)), w.Header()) {
			tooMany(w)
			return
		}
		next(w, r)
	}
}

func signInEnvelope(r *http.Request) control.Envelope {
	return control.Envelope{Source: auth.Source(r), Correlation: strings.ToLower(rand.Text())}
}

// attemptCookie is sent along when the provider sends the browser back, which a
// strict one would not be, and to no other path.
func attemptCookie(name, value string, age int, secure bool) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/signin/", MaxAge: age,
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	}
}

// signInFailed shows the sign-in page with the word for what went wrong.
func (m *Management) signInFailed(w http.ResponseWriter, r *http.Request, env control.Envelope, err error) {
	word := export.CodeUnavailable
	if problem, ok := errors.AsType[*access.OutsideError](err); ok {
		word = string(problem.Kind)
		if problem.Kind == words.Untrusted || problem.Kind == words.BadCredentials {
			word = string(words.Misconfigured)
		}
	} else if domain.IsRefusal(err, domain.CodeRateLimited) {
		word = string(domain.CodeRateLimited)
	} else {
		m.o.Log.Error("sign-in at the provider", "error", err, "trace", env.Correlation)
	}
	redirect(w, r, "/?"+url.Values{"signin": {strings.ToLower(word)}, "trace": {env.Correlation}}.Encode())
}

func redirect(w http.ResponseWriter, r *http.Request, to string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the address has the code
	http.Redirect(w, r, to, http.StatusSeeOther)
}
