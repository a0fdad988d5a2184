package client

import (
	"cmp"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"

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
	places := []place{}
	if a.members != nil {
		places = directory(a.members.Self(), a.members.Live())
	}
	a.succeed(w, struct {
		Locations []place `json:"locations"`
	}{places})
}

func directory(self membership.Member, live []membership.Member) []place {
	by := map[string][]string{}
	for _, m := range live {
		u, err := url.Parse(m.ClientURL)
		if m.Maintenance || err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			continue
		}
		by[m.LocationID] = append(by[m.LocationID], u.Scheme+"://"+u.Host)
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
