package graph

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/frontend"
	"github.com/parley-video/parley/graph/auth"
)

// acceptEverything is what the web interface's client sends with every
// operation, whatever its kind.
const acceptEverything = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"

func TestEveryMediaTypeAccepted(t *testing.T) {
	s := newStack(t)
	header := map[string]string{"Accept": acceptEverything, "Origin": strings.TrimSuffix(s.url, "/graphql")}

	a := s.send(request{header: header, body: `{"query": "mutation { signIn(input: {username: \"root\", password: \"` + password + `\"}) { viewer { name } userErrors { code } } }"}`})
	if got := a.header.Get("Content-Type"); a.status != http.StatusOK || !strings.HasPrefix(got, "application/graphql-response+json") {
		t.Fatalf("signIn: %d %s %s", a.status, got, a.raw)
	}
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 || cookies[0].Name != auth.SessionCookie || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("signIn set the cookies %v", cookies)
	}
	signedIn := maps.Clone(header)
	signedIn["Cookie"] = cookies[0].Name + "=" + cookies[0].Value

	for _, document := range []string{`{ viewer { name } }`, `mutation { locationCreate(input: {name: "Once"}) { location { name } userErrors { code } } }`} {
		body, err := json.Marshal(map[string]string{"query": document})
		if err != nil {
			t.Fatal(err)
		}
		a := s.send(request{header: signedIn, body: string(body)})
		var one map[string]any
		dec := json.NewDecoder(strings.NewReader(a.raw))
		if err := dec.Decode(&one); err != nil || dec.More() || a.code() != "" || a.status != http.StatusOK {
			t.Errorf("%s: %d %s %v", document, a.status, a.raw, err)
		}
	}
	if a := s.ask(s.writer, `{ locations { totalCount } }`, nil); !strings.Contains(a.raw, `"totalCount":1`) {
		t.Errorf("the mutation ran not once: %s", a.raw)
	}
}

func TestSubscriptionWithEveryMediaTypeAccepted(t *testing.T) {
	const document = "subscription Live { liveView { __typename } }"
	hash := hashOf(document + " before the generator normalised it")
	documents, err := ReadDocuments(strings.NewReader(`{"sha256:` + hash + `": "` + document + `"}`))
	if err != nil {
		t.Fatal(err)
	}
	s := newStack(t, func(d *Deps) { d.TrustedDocuments = documents })
	bodies := map[string]string{
		"by text": `{"query": "subscription { liveView { __typename } }"}`,
		"by hash": `{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "` + hash + `"}}}`,
	}
	for name, body := range bodies {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept", acceptEverything)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+s.writer)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
			t.Errorf("%s: the media type is %s", name, got)
		} else {
			newLines(t, res).until("LiveViewSnapshot")
		}
		_ = res.Body.Close()
	}
}

// The web interface works for callers who may not send documents of their own.
func TestDocumentsOfTheWebInterface(t *testing.T) {
	documents, err := ReadDocuments(bytes.NewReader(frontend.Documents()))
	if err != nil {
		t.Fatal(err)
	}
	var list map[string]string
	if err := json.Unmarshal(frontend.Documents(), &list); err != nil {
		t.Fatal(err)
	}
	s := newStack(t, func(d *Deps) { d.TrustedDocuments = documents })
	secret := s.token("interface", access.ScopeConfigRead)
	for hash, text := range list {
		if !strings.HasPrefix(text, "query Viewer ") {
			continue
		}
		for _, sent := range []string{hash, strings.TrimPrefix(hash, "sha256:")} {
			a := s.send(request{
				header: map[string]string{"Authorization": "Bearer " + secret},
				body:   `{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "` + sent + `"}}}`,
			})
			if a.code() != "" {
				t.Errorf("%s: %s", sent, a.raw)
			}
		}
		return
	}
	t.Fatal("the web interface does not ask who is there")
}
