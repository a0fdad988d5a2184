package auth

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// SessionCookie is the name of the administrators' cookie.
const SessionCookie = "parley_session"

// FromRequest reads the credential of a request. A bearer token wins over a
// cookie, since only a program that means it sends one.
func FromRequest(r *http.Request) Credential {
	if token, ok := BearerToken(r.Header.Get("Authorization")); ok {
		return Credential{Token: token, Source: Source(r)}
	}
	if cookie, err := r.Cookie(SessionCookie); err == nil && cookie.Value != "" {
		return Credential{Session: cookie.Value, Source: Source(r)}
	}
	return Credential{}
}

// BearerToken reads the value of an Authorization header.
func BearerToken(header string) (string, bool) {
	scheme, token, found := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	if !found || !strings.EqualFold(scheme, "Bearer") || token == "" {
		return "", false
	}
	return token, true
}

// NewSessionCookie makes the cookie that carries a session. It has no expiry:
// the browser forgets it when it closes, and until then the server decides,
// since a session that is used lasts longer.
func NewSessionCookie(value string, secure bool) *http.Cookie {
	return &http.Cookie{
		Name: SessionCookie, Value: value, Path: "/",
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode,
	}
}

// ClearSessionCookie makes the cookie that takes a session away.
func ClearSessionCookie(secure bool) *http.Cookie {
	return &http.Cookie{
		Name: SessionCookie, Path: "/", MaxAge: -1,
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode,
	}
}

// NeedsSecureCookie reports whether the Secure attribute belongs on cookies of
// this request. Plain HTTP is served on loopback only, in development.
func NeedsSecureCookie(r *http.Request) bool {
	return r.TLS != nil || !isLoopbackHost(hostOnly(r.Host))
}

// Source is the network address of the caller, without its port.
func Source(r *http.Request) string { return hostOnly(r.RemoteAddr) }

// SameOrigin decides whether a browser's request comes from our own pages.
// Programs send neither Origin nor Sec-Fetch-Site, so a request without them
// passes unless required is set (browsers always send Origin with WebSockets).
func SameOrigin(r *http.Request, trusted []string, required bool) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		site := r.Header.Get("Sec-Fetch-Site")
		return !required && (site == "" || site == "same-origin" || site == "none")
	}
	for _, t := range trusted {
		if strings.EqualFold(origin, t) {
			return true
		}
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	if !strings.EqualFold(u.Host, r.Host) {
		return false
	}
	// Behind TLS a plain-text page of the same host is somebody else's.
	return r.TLS == nil || u.Scheme == "https"
}

func hostOnly(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

func isLoopbackHost(host string) bool {
	if strings.EqualFold(host, "localhost") || strings.HasSuffix(strings.ToLower(host), ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
