package conferencing

import (
	"slices"
	"testing"

	"github.com/parley-video/parley/nodeagent/link"
)

// What is bound, or said on the command line, does not follow the record.
func TestOptionsThatSayTheOldPlace(t *testing.T) {
	before := link.Node{Address: "192.0.2.1", FQDN: "old.example.org", StaticNATAddress: "203.0.113.1"}
	moved := link.Node{Address: "192.0.2.2", FQDN: "new.example.org", StaticNATAddress: "203.0.113.2"}
	for _, c := range []struct {
		name  string
		o     Options
		after link.Node
		want  []string
	}{
		{"any address", Options{Listen: ":8443", MediaListen: ":8443", ClusterListen: "0.0.0.0:8445"}, moved, nil},
		{"the old one", Options{Listen: "192.0.2.1:8443", MediaListen: "192.0.2.1:8443", ClusterListen: "192.0.2.1:8445"}, moved, []string{"listen", "media-listen", "cluster-listen"}},
		{"a network of their own", Options{Listen: ":8443", MediaListen: ":8443", ClusterListen: "10.0.0.7:8445"}, moved, nil},
		{"a client URL with the old name", Options{ClientURL: "https://old.example.org:8443"}, moved, []string{"client-url"}},
		{"a client URL with the old address", Options{ClientURL: "https://192.0.2.1:8443"}, moved, []string{"client-url"}},
		{"a client URL of its own", Options{ClientURL: "https://meet.example.org"}, moved, nil},
		{"the old static NAT address", Options{MediaPublic: []string{"203.0.113.9", "203.0.113.1"}}, moved, []string{"media-public"}},
		{"nothing has changed", Options{Listen: "192.0.2.1:8443", ClientURL: "https://old.example.org", MediaPublic: []string{"203.0.113.1"}}, before, nil},
	} {
		if got := c.o.stuck(before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
