package client

import (
	"cmp"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/parley-video/parley/nodeagent/membership"
)

// Bounds of what the directory tells.
const (
	maxPlaces        = 64
	maxNodesPerPlace = 8
)

// place is a location where participants may arrive. It has no name: what a
// deployment calls its places is nobody's business who merely knows an address.
type place struct {
	ID    string   `json:"id"`
	Nodes []string `json:"nodes"` // client URLs, in the order to try
}

// nodes is the directory: where participants may arrive, the location of this
// node first. It asks for nothing and tells everybody the same, so it says
// nothing of which conferences there are.
func (a *api) nodes(w http.ResponseWriter, r *http.Request) {
	if !a.method(w, r, http.MethodGet) {
		return
	}
	var here string
	places := []place{}
	if a.members != nil {
		self := a.members.Self()
		here, places = self.LocationID, directory(self, a.members.Live())
	}
	a.succeed(w, struct {
		// Location is this node's, which is not in the list while none of its nodes
		// takes participants.
		Location  string  `json:"location,omitempty"`
		Locations []place `json:"locations"`
	}{here, places})
}

func directory(self membership.Member, live []membership.Member) []place {
	by := map[string][]string{}
	for _, m := range live {
		if at, ok := arrival(self.ClientURL, m.ClientURL); ok && !m.Maintenance {
			by[m.LocationID] = append(by[m.LocationID], at)
		}
	}
	places := make([]place, 0, len(by))
	for id, nodes := range by {
		slices.Sort(nodes)
		nodes = slices.Compact(nodes)
		// Not all are to arrive at the same one.
		rand.Shuffle(len(nodes), func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
		places = append(places, place{id, nodes[:min(len(nodes), maxNodesPerPlace)]})
	}
	home := func(p place) int {
		if p.ID == self.LocationID {
			return 0
		}
		return 1
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(home(a), home(b)), cmp.Compare(a.ID, b.ID)) })
	return places[:min(len(places), maxPlaces)]
}

// Origins are those of client URLs at which participants may arrive who came to
// the node at self: of whatever the directory may name, now or later. A page that
// was opened while a node was away or in maintenance may need it when its own
// node is.
func Origins(self string, clientURLs []string) []string {
	all := []string{}
	for _, one := range clientURLs {
		if at, ok := arrival(self, one); ok {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// arrival is the origin of a client URL, if browsers that reach the node at self
// reach that one, too. A loopback address is the browser's own machine: it is of
// use where all nodes are on it, and anywhere else a program of somebody else's
// would be told PINs and resume keys.
func arrival(self, clientURL string) (string, bool) {
	u, host := hostOf(clientURL)
	if host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", false
	}
	if _, own := hostOf(self); isLoopback(host) && !isLoopback(own) {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}

// hostOf is empty of what names no machine.
func hostOf(clientURL string) (*url.URL, string) {
	u, err := url.Parse(clientURL)
	if err != nil {
		return nil, ""
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.Unmap().IsUnspecified() {
		return u, ""
	}
	return u, u.Hostname()
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return err == nil && ip.Unmap().IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}
