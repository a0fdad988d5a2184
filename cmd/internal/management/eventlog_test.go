package management

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events/export"
)

// token makes a token with some scopes that reaches some events.
func (h *house) token(t *testing.T, reach rights.Reach, scopes ...string) string {
	t.Helper()
	secret, _, err := h.access.CreateToken(t.Context(), access.NewToken{
		Envelope: system, Name: "test", Scopes: scopes, Allowed: rights.Scopes(), Reach: reach,
	})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func (h *house) events(t *testing.T, token, query, accept string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/events"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Accept", accept)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

// What a token may read of the log, as it stands in its scopes and its reach.
func TestEventLogRights(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := start(t, t.TempDir())
	defer h.stop()
	h.do(t, location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}})
	all := h.token(t, rights.Reach{}, rights.ScopeEventsRead)
	some := h.token(t, rights.Reach{Types: []string{"location."}}, rights.ScopeEventsRead, rights.ScopeSystemWrite)
	system := h.token(t, rights.Reach{}, rights.ScopeEventsRead, rights.ScopeSystemWrite, rights.ScopePersonalRead)
	for name, c := range map[string]struct {
		token, query string
		status       int
		has, lacks   string
	}{
		"everything":      {all, "", 200, `"settings.updated.v1"`, "s1."},
		"a part":          {some, "", 200, `"location.created.v1"`, `"settings.updated.v1"`},
		"outside of it":   {some, "?type=settings.", 403, `"field":"type"`, ""},
		"no scope":        {h.token(t, rights.Reach{}, rights.ScopeConfigRead), "", 403, "events:read", ""},
		"nobody":          {"x", "", 401, "UNAUTHENTICATED", ""},
		"personal":        {system, "?personal=true", 200, `"location.created.v1"`, ""},
		"no personal":     {all, "?personal=true", 403, "personal:read", ""},
		"raw":             {system, "?raw=true", 200, `"digest":`, ""},
		"no raw":          {all, "?raw=true", 403, "system:write", ""},
		"raw, impersonal": {h.token(t, rights.Reach{}, rights.ScopeEventsRead, rights.ScopeSystemWrite), "?raw=true", 403, "personal:read", ""},
		"raw, restricted": {some, "?raw=true", 403, `"field":"raw"`, ""},
	} {
		answer := h.events(t, c.token, c.query, "*/*")
		b, err := io.ReadAll(answer.Body)
		text := string(b)
		if err != nil || answer.StatusCode != c.status || !strings.Contains(text, c.has) || c.lacks != "" && strings.Contains(text, c.lacks) {
			t.Errorf("%s: %d %s, %v", name, answer.StatusCode, text, err)
		}
	}
}

// Server-sent events come as they happen, and end with the program.
func TestEventLogServerSent(t *testing.T) {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	h := start(t, t.TempDir())
	defer h.stop()
	token := h.token(t, rights.Reach{Types: []string{"location."}}, rights.ScopeEventsRead)
	answer := h.events(t, token, "?after=end", export.EventStream)
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != export.EventStream {
		t.Fatalf("%d %v", answer.StatusCode, answer.Header)
	}
	lines := bufio.NewScanner(answer.Body)
	next := func(prefix string) string {
		for lines.Scan() {
			if rest, ok := strings.CutPrefix(lines.Text(), prefix); ok {
				return rest
			}
		}
		t.Fatalf("no %s: %v", prefix, lines.Err())
		return ""
	}
	if got := next("event: "); got != "bookmark" {
		t.Errorf("first %s", got)
	}
	made := h.do(t, location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}})
	for {
		id, kind := next("id: "), next("event: ")
		if kind == "bookmark" {
			continue
		}
		if kind != "location.created.v1" || id != made.Position.String() {
			t.Errorf("%s %s, want position %s", id, kind, made.Position)
		}
		break
	}
	h.stop()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Errorf("it did not end in order: %v", err)
	}
}
