package graph

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/parley-video/parley/graph/apierr"
)

// Documents that take seconds to validate, though they have fewer tokens than
// are allowed, are refused before that.
func TestDocumentsThatAreHardToValidate(t *testing.T) {
	s := newStack(t)
	for name, document := range map[string]string{
		"one field":    "{viewer{" + strings.Repeat("name ", 4900) + "}}",
		"one object":   "{" + strings.Repeat("viewer{name} ", 1200) + "}",
		"in fragments": "{...A} fragment A on Query {viewer{" + strings.Repeat("...B ", 1100) + "}} fragment B on Viewer {name}",
		"inline":       "{viewer{" + strings.Repeat("...{name}", 1000) + "}}",
	} {
		for caller, want := range map[string]apierr.Code{"": apierr.Unauthenticated, s.writer: apierr.LimitExceeded} {
			start := time.Now()
			a := s.ask(caller, document, nil)
			if a.code() != string(want) {
				t.Errorf("%s: %s, want %s", name, clipText(a.raw), want)
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s: refusing took %s", name, took)
			}
		}
	}
}

func TestDocumentsOfStrangers(t *testing.T) {
	s := newStack(t)
	signIn := `mutation { signIn(input: {username: "root", password: "` + password + `"}) { viewer { name } userErrors { code } } }`
	pad := func(size int) string { return signIn + "#" + strings.Repeat("x", size-len(signIn)-1) }
	if a := s.ask("", pad(maxAnonymous), nil); a.code() != "" || !strings.Contains(a.raw, writerName) {
		t.Errorf("sign-in: %s", a.raw)
	}
	if a := s.ask("", pad(maxAnonymous+1), nil); a.code() != string(apierr.Unauthenticated) {
		t.Errorf("too long: %s", a.raw)
	}
	if a := s.ask(s.writer, "{ viewer { name } } #"+strings.Repeat("x", maxDocument), nil); a.code() != string(apierr.LimitExceeded) {
		t.Errorf("too long for anybody: %s", clipText(a.raw))
	}
}

// What is kept of documents is bounded in number and length.
func TestKeptDocuments(t *testing.T) {
	cache := newDocumentCache()
	long := strings.Repeat("x", maxKeptDocument)
	for _, text := range []string{long, long + "x"} {
		cache.Add(t.Context(), text, &ast.QueryDocument{})
		if _, kept := cache.Get(t.Context(), text); kept != (text == long) {
			t.Errorf("%d bytes: kept is %v", len(text), kept)
		}
	}
	kept := 0
	for i := range 2 * keptDocuments {
		cache.Add(t.Context(), fmt.Sprint(i), &ast.QueryDocument{})
	}
	for i := range 2 * keptDocuments {
		if _, ok := cache.Get(t.Context(), fmt.Sprint(i)); ok {
			kept++
		}
	}
	if kept != keptDocuments {
		t.Errorf("%d documents are kept, want %d", kept, keptDocuments)
	}
}
