package graph

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/parley-video/parley/graph/apierr"
)

func TestIDsRoundTrip(t *testing.T) {
	for _, kind := range idKinds {
		id := encodeID(kind, "0b7c5e9a-314f-4d0e-9a55-5c1f6d2b834c")
		got, raw, err := decodeID("id", id)
		if err != nil || got != kind || raw != "0b7c5e9a-314f-4d0e-9a55-5c1f6d2b834c" {
			t.Errorf("%s: %s %s %v", kind, got, raw, err)
		}
		if _, demanded := kindScopes[kind]; !demanded {
			t.Errorf("%s: Query.node demands nothing for it", kind)
		}
		if _, found := (&Resolver{}).finders()[kind]; !found {
			t.Errorf("%s: Query.node cannot find it", kind)
		}
	}
}

func TestIDsRefuse(t *testing.T) {
	encode := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for name, id := range map[string]string{
		"empty":              "",
		"not base64":         "!!!",
		"padded":             base64.URLEncoding.EncodeToString([]byte("location:ab")),
		"no kind":            encode("abc"),
		"unknown kind":       encode("burst:abc"),
		"no identifier":      encode("location:"),
		"control character":  encode("location:a\x00b"),
		"space":              encode("location:a b"),
		"not UTF-8":          encode("location:\xff\xfe"),
		"too long":           encode("location:" + strings.Repeat("a", maxRawID+1)),
		"bits after the end": strings.TrimRight(encode("location:a"), "A") + "B",
	} {
		_, _, err := decodeID("input.locationId", id)
		refusal, ok := errors.AsType[*apierr.Error](err)
		if !ok || refusal.Code != apierr.BadUserInput || refusal.Argument != "input.locationId" {
			t.Errorf("%s (%q): %v", name, id, err)
		}
	}
	_, err := rawID("input.id", kindLocation, encodeID(kindNode, "abc"))
	if apierr.Of(err) != apierr.BadUserInput || !strings.Contains(err.Error(), "input.id") {
		t.Errorf("wrong kind: %v", err)
	}
}

func FuzzDecodeID(f *testing.F) {
	f.Add(encodeID(kindNode, "abc"))
	f.Add("bG9jYXRpb246")
	f.Fuzz(func(t *testing.T, id string) {
		kind, raw, err := decodeID("id", id)
		if err != nil {
			return
		}
		if again := encodeID(kind, raw); again != id {
			t.Errorf("%q decodes to what encodes as %q", id, again)
		}
	})
}
