package auth_test

import (
	"crypto/tls"
	"net/http/httptest"
	"testing"

	"github.com/parley-video/parley/graph/auth"
)

func TestFromRequest(t *testing.T) {
	for _, tc := range []struct {
		authorization, cookie string
		want                  auth.Credential
	}{
		{"", "", auth.Credential{}},
		{"Bearer abc", "", auth.Credential{Token: "abc"}},
		{"bearer abc", "parley_session=s", auth.Credential{Token: "abc"}},
		{"Bearer ", "parley_session=s", auth.Credential{Session: "s"}},
		{"Basic abc", "parley_session=s", auth.Credential{Session: "s"}},
		{"", "other=1; parley_session=s", auth.Credential{Session: "s"}},
		{"", "parley_session=", auth.Credential{}},
	} {
		r := httptest.NewRequest("POST", "/graphql", nil)
		r.Header.Set("Authorization", tc.authorization)
		r.Header.Set("Cookie", tc.cookie)
		if !tc.want.IsZero() {
			tc.want.Source = "192.0.2.1" // httptest's
		}
		if got := auth.FromRequest(r); got != tc.want {
			t.Errorf("%q %q: %+v, want %+v", tc.authorization, tc.cookie, got, tc.want)
		}
	}
}

func TestSameOrigin(t *testing.T) {
	for _, tc := range []struct {
		name, host, origin, site string
		tls, required, want      bool
	}{
		{"program", "parley.example", "", "", true, false, true},
		{"program where a browser is demanded", "parley.example", "", "", true, true, false},
		{"own", "parley.example", "https://parley.example", "same-origin", true, true, true},
		{"own in other case", "parley.example", "https://Parley.Example", "", true, true, true},
		{"own without TLS under TLS", "parley.example", "http://parley.example", "", true, true, false},
		{"plain on loopback", "127.0.0.1:8080", "http://127.0.0.1:8080", "", false, true, true},
		{"other port", "127.0.0.1:8080", "http://127.0.0.1:8443", "", false, true, false},
		{"subdomain", "parley.example", "https://evil.parley.example", "same-site", true, false, false},
		{"suffix", "parley.example", "https://parley.example.evil", "", true, false, false},
		{"opaque", "parley.example", "null", "", true, false, false},
		{"trusted", "127.0.0.1:8080", "http://localhost:5173", "", false, true, true},
		{"fetch metadata alone", "parley.example", "", "cross-site", true, false, false},
		{"typed address", "parley.example", "", "none", true, false, true},
	} {
		r := httptest.NewRequest("POST", "http://"+tc.host+"/graphql", nil)
		if tc.tls {
			r.TLS = &tls.ConnectionState{}
		}
		if tc.origin != "" {
			r.Header.Set("Origin", tc.origin)
		}
		if tc.site != "" {
			r.Header.Set("Sec-Fetch-Site", tc.site)
		}
		if got := auth.SameOrigin(r, []string{"http://localhost:5173"}, tc.required); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

func TestCookiesAreSecureButOnLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1:8080": false, "localhost:8080": false, "[::1]:8080": false, "parley.localhost": false,
		"parley.example": true, "10.0.0.1:8080": true, "localhost.evil.example": true,
	} {
		if got := auth.NeedsSecureCookie(httptest.NewRequest("POST", "http://"+host+"/", nil)); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
	r := httptest.NewRequest("POST", "http://localhost/", nil)
	r.TLS = &tls.ConnectionState{}
	if !auth.NeedsSecureCookie(r) {
		t.Error("TLS on loopback: not secure")
	}
}
