package graph

import (
	"strings"
	"testing"
)

// An account is at a cloud, or kept by scripts, and says what an hour costs.
func TestCloudAccounts(t *testing.T) {
	s := newStack(t)
	const fields = `cloudAccount { id provider region scripts pricePerHour currency hasSecretKey } userErrors { code field }`
	create := func(input map[string]any) answer {
		return s.ask(s.writer, `mutation($i: CloudAccountCreateInput!) { cloudAccountCreate(input: $i) { `+fields+` } }`, map[string]any{"i": input})
	}
	for name, tc := range map[string]struct {
		input map[string]any
		want  string
	}{
		"a cloud": {
			map[string]any{"name": "a", "region": "eu-central-1", "pricePerHour": "0.34", "currency": "eur"},
			`"provider":"AWS","region":"eu-central-1","scripts":"","pricePerHour":"0.34","currency":"EUR","hasSecretKey":false`,
		},
		"scripts": {
			map[string]any{"name": "b", "provider": "STATIC", "scripts": "berlin"},
			`"provider":"STATIC","region":"","scripts":"berlin","pricePerHour":"","currency":""`,
		},
		"scripts with a region": {
			map[string]any{"name": "c", "provider": "STATIC", "scripts": "berlin", "region": "eu-central-1"},
			`"cloudAccount":null,"userErrors":[{"code":"INVALID","field":["region"]}]`,
		},
		"neither":          {map[string]any{"name": "d"}, `"userErrors":[{"code":"REQUIRED","field":["region"]}]`},
		"scripts and AWS":  {map[string]any{"name": "e", "region": "eu-central-1", "scripts": "berlin"}, `"userErrors":[{"code":"INVALID","field":["scripts"]}]`},
		"odd price":        {map[string]any{"name": "f", "region": "eu-central-1", "pricePerHour": "-1", "currency": "EUR"}, `"userErrors":[{"code":"INVALID","field":["pricePerHour"]}]`},
		"price of nothing": {map[string]any{"name": "g", "region": "eu-central-1", "pricePerHour": "1"}, `"userErrors":[{"code":"REQUIRED","field":["currency"]}]`},
	} {
		if a := create(tc.input); !strings.Contains(a.raw, tc.want) {
			t.Errorf("%s: %s, want %s", name, a.raw, tc.want)
		}
	}

	made := create(map[string]any{"name": "h", "region": "eu-central-1", "pricePerHour": "2", "currency": "USD"})
	_, id, _ := strings.Cut(made.raw, `"id":"`)
	id, _, _ = strings.Cut(id, `"`)
	changed := s.ask(s.writer, `mutation($i: CloudAccountUpdateInput!) { cloudAccountUpdate(input: $i) { `+fields+` } }`,
		map[string]any{"i": map[string]any{"id": id, "provider": "STATIC", "region": nil, "scripts": "oslo", "pricePerHour": nil, "currency": nil}})
	if want := `"provider":"STATIC","region":"","scripts":"oslo","pricePerHour":"","currency":""`; !strings.Contains(changed.raw, want) {
		t.Errorf("changed: %s, want %s", changed.raw, want)
	}
}
