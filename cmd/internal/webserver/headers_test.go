package webserver

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestEveryAnswerIsSafe(t *testing.T) {
	handler := safely(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			w.Header().Set("Content-Security-Policy", "script-src 'self'")
		}
		http.NotFound(w, r)
	}))
	for _, encrypted := range []bool{false, true} {
		server := httptest.NewUnstartedServer(handler)
		if encrypted {
			server.StartTLS()
		} else {
			server.Start()
		}
		for _, path := range []string{"/", "/page"} {
			res, err := server.Client().Get(server.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			for name, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
				"Permissions-Policy": "camera=()", "Content-Security-Policy": map[string]string{"/": "default-src 'none'", "/page": "script-src 'self'"}[path],
			} {
				if got := res.Header.Get(name); !strings.HasPrefix(got, want) {
					t.Errorf("%s %s: %q, want %q", path, name, got, want)
				}
			}
			if got := res.Header.Get("Strict-Transport-Security"); (got != "") != encrypted {
				t.Errorf("TLS %t: Strict-Transport-Security %q", encrypted, got)
			}
		}
		server.Close()
	}
}
