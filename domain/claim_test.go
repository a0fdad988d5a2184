package domain_test

import (
	"testing"

	"github.com/parley-video/parley/domain"
)

func TestNetwork(t *testing.T) {
	for source, want := range map[string]string{
		"192.0.2.1":               "192.0.2.1",
		"::ffff:192.0.2.1":        "192.0.2.1",
		"2001:db8:1:2:3:4:5:6":    "2001:db8:1:2::/64",
		"2001:db8:1:2::1%eth0":    "2001:db8:1:2::/64",
		"2001:db8:1:3::1":         "2001:db8:1:3::/64",
		"::1":                     "::1",
		"":                        "",
		"a pipe, or no address":   "a pipe, or no address",
		"192.0.2.1:443 is no one": "192.0.2.1:443 is no one",
	} {
		if got := domain.Network(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}
