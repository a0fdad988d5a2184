package graph

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/parley-video/parley/graph/auth"
)

// answer is a GraphQL answer as a client sees it.
type answer struct {
	status int
	header http.Header
	raw    string
	Data   map[string]any `json:"data"`
	Errors []struct {
		Message    string         `json:"message"`
		Path       []any          `json:"path"`
		Extensions map[string]any `json:"extensions"`
	} `json:"errors"`
	Extensions map[string]any `json:"extensions"`
}

// code is the code of the first error, or nothing.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	code, _ := a.Errors[0].Extensions["code"].(string)
	return code
}

// request is one HTTP request to the endpoint.
type request struct {
	method  string
	header  map[string]string
	body    string
	rawPath string // appended to the address
}

func (s *stack) send(r request) answer {
	s.t.Helper()
	method := r.method
	if method == "" {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.url+r.rawPath, strings.NewReader(r.body))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range r.header {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	a := answer{status: res.StatusCode, header: res.Header, raw: string(body)}
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(body, &a); err != nil {
			s.t.Fatalf("answer %q: %v", body, err)
		}
	}
	return a
}

// ask sends a document with a token.
func (s *stack) ask(secret, document string, variables map[string]any) answer {
	s.t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		s.t.Fatal(err)
	}
	header := map[string]string{}
	if secret != "" {
		header["Authorization"] = "Bearer " + secret
	}
	return s.send(request{body: string(body), header: header})
}

// signIn begins a session and returns its cookie.
func (s *stack) signIn(username string) *http.Cookie {
	s.t.Helper()
	a := s.ask("", `mutation($u: String!, $p: String!) { signIn(input: {username: $u, password: $p}) { userErrors { code } } }`,
		map[string]any{"u": username, "p": password})
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 || cookies[0].Name != auth.SessionCookie {
		s.t.Fatalf("sign in as %s: %s, cookies %v", username, a.raw, cookies)
	}
	return cookies[0]
}
